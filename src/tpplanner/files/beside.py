"""A file written beside its place under a hidden name, then put there: a kill leaves none by halves."""

import errno
import os
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from glob import escape
from pathlib import Path
from typing import BinaryIO, TypeVar

from tpplanner.files.names import cut

OTHER_NAMES = 99
"""are tried where a name is taken"""
ITS_OWNERS, ANYBODYS = 0o600, 0o666
"""the most rights that a new file has where the system knows any: what names people is for whoever made it"""
TRIES, PAUSE = 30, 0.05
"""An antivirus or a synchronised folder holds a file for a second at most: what is refused meanwhile is tried again."""
FULL = (errno.ENOSPC, errno.EDQUOT)
"""What the system says where a disk is full, or one's part of it."""
LEFT_SECONDS = 600
"""A file beside its target is moved within seconds: an older one is nobody's."""

T = TypeVar("T")


def _begins_beside(target: Path) -> str:
    """How the names begin of files written beside a target."""
    return f".{cut(target.stem)}."


def open_beside(target: Path, rights: int = ITS_OWNERS) -> tuple[BinaryIO, Path]:
    """A new file in the same folder, open to be written, and where it is."""
    for number in range(OTHER_NAMES):
        beside = target.with_name(f"{_begins_beside(target)}{os.getpid()}-{number}.tmp")
        try:
            return open(beside, "xb", opener=partial(os.open, mode=rights)), beside
        except FileExistsError:
            continue
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))


def take_away(beside: Path, pause: Callable[[float], None] = time.sleep) -> None:
    """Take a file of ours away; one that another program still holds is taken away by a later run."""
    with suppress(PermissionError):
        patiently(lambda: beside.unlink(missing_ok=True), pause)


def patiently(action: Callable[[], T], pause: Callable[[float], None]) -> T:
    """Do what another program may block for a moment; raises PermissionError if it still does after all tries."""
    for _ in range(TRIES - 1):
        try:
            return action()
        except PermissionError:
            pause(PAUSE)
    return action()


def clear_beside(target: Path) -> None:
    """Take away the files that a command left beside this target when it was killed: they tell all that it would."""
    for left in target.parent.glob(f"{escape(_begins_beside(target))}*-*.tmp"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_SECONDS:
                left.unlink()


def clear_left(folder: Path, pid: int, *, below: bool) -> None:
    """Take away files that a killed process had not yet moved into place: in a folder, or also `below` it."""
    for leftover in (folder.rglob if below else folder.glob)(f".*.{pid}-*.tmp"):
        with suppress(OSError):
            leftover.unlink()
