"""Files and folders of this user's alone: another user of the machine neither reads them nor puts them there."""

import json
import os
import re
import stat
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

MOST_BYTES = 64 * 1024
"""Of such a file: a longer one is none of ours."""

OTHER_NAMES = 99
"""are tried for a file that is put aside."""


_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


def is_port(value: object) -> bool:
    """Whether it is a port where somebody can listen."""
    return type(value) is int and 0 < value < 2**16


def is_secret(value: object) -> bool:
    """Whether it is as long, and of such characters, as what we draw."""
    return isinstance(value, str) and _SECRET.fullmatch(value) is not None


def is_count(value: object) -> bool:
    """Whether it is a whole number above zero that a machine counts with."""
    return type(value) is int and 0 < value < 2**63


def make_private(folder: Path) -> None:
    """A folder that is not there yet, and those above it, for this user alone, whatever new files are open to."""
    if not folder.is_dir():
        make_private(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)


def is_private(folder: Path) -> bool:
    """Whether nobody else can put anything into a folder, or another folder in its place.

    On Windows it has the rights of the user's profile that it stands in.
    """
    if sys.platform == "win32":
        return folder.is_dir()
    about, above = folder.lstat(), folder.parent.stat()
    replaceable = above.st_mode & stat.S_IWOTH and not above.st_mode & stat.S_ISVTX
    return stat.S_ISDIR(about.st_mode) and about.st_uid == os.geteuid() and not (about.st_mode & 0o022 or replaceable)


def private_folder(folder: Path) -> bool:
    """Whether a folder of tpplanner's own is this user's alone; made so where it is missing, or theirs and open."""
    try:
        make_private(folder)
        if sys.platform != "win32" and folder.lstat().st_uid == os.geteuid() and not folder.is_symlink():
            folder.chmod(0o700)
        return is_private(folder)
    except OSError:
        return False


def read_own(path: Path) -> bytes | None:
    """What a file of this user's alone holds; None where there is none. Raises OSError where it is anything else."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # a pipe is not waited for
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        return None
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or about.st_size > MOST_BYTES:
            raise OSError("no file of ours")
        if sys.platform != "win32" and (about.st_uid != os.geteuid() or about.st_mode & 0o077):
            raise OSError("not of this user alone")
        return os.read(handle, MOST_BYTES)
    finally:
        os.close(handle)


def own_fields(
    path: Path, wanted: Mapping[str, Callable[[object], bool]], aside: Callable[[Path, Path], None]
) -> dict[str, Any] | None:
    """The fields of such a file, each as it is `wanted`; None where there is none.

    One that is strange (another's, a link, a folder, no JSON, a field of another kind) is put aside, and `aside` told
    its place and its new one: it is met once.
    """
    try:
        content = read_own(path)
        if content is None:
            return None
        fields = json.loads(content.decode())
        if all(holds(fields[name]) for name, holds in wanted.items()):
            return {name: fields[name] for name in wanted}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    moved = _put_aside(path)
    if moved is not None:
        aside(path, moved)
    return None


def _put_aside(path: Path) -> Path | None:
    """Give a file another name in its folder, free until now; None where that is refused."""
    for number in range(OTHER_NAMES):
        other = path.with_name(f"{path.name}.{number}.inconnu")
        if not os.path.lexists(other):
            with suppress(OSError):
                path.rename(other)
                return other
    return None
