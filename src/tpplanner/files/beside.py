"""A file written beside its place under a hidden name, then put there: a kill leaves none by halves.

The name says which process of which machine writes it. Whoever writes into that folder next takes away the files of
processes that are no more, whatever they were to become.
"""

import ctypes
import errno
import hashlib
import os
import platform
import re
import secrets
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar

ITS_OWNERS, ANYBODYS = 0o600, 0o666
"""the most rights that a new file has where the system knows any: what names people is for whoever made it"""
TRIES, PAUSE = 30, 0.05
"""An antivirus or a synchronised folder holds a file for a second at most: what is refused meanwhile is tried again."""
FULL = (errno.ENOSPC, errno.EDQUOT)
"""What the system says where a disk is full, or one's part of it."""
LEFT_SECONDS = 86_400
"""A file is put in place within seconds: a day later it is nobody's, even where its process cannot be asked for."""
MOST_ENTRIES = 100_000
"""of folders in each other are looked at for what a killed process left: a page that opens waits for no more"""

_OURS = re.compile(r"\.tpplanner-(?P<machine>[0-9a-f]{8})-(?P<pid>\d+)-[0-9a-f]{8}\.tmp")

T = TypeVar("T")


def open_beside(target: Path, rights: int = ITS_OWNERS) -> tuple[BinaryIO, Path]:
    """A new file in the same folder, open to be written, and where it is; what others left there is taken away."""
    clear_left(target.parent)
    beside = target.with_name(f".tpplanner-{this_machine()}-{os.getpid()}-{secrets.token_hex(4)}.tmp")
    return open(beside, "xb", opener=partial(os.open, mode=rights)), beside


class Retries:
    """Waits for what another program blocks for a moment: once for a whole save, however many of its steps are blocked.

    A right that is missing is waited for by nobody: whoever saves in a folder that is closed is told at once.
    """

    def __init__(self, pause: Callable[[float], None] = time.sleep, tries: int = TRIES) -> None:
        self._pause, self._left = pause, tries - 1

    def until(self, place: Path, action: Callable[[], T]) -> T:
        """Do something at a place; raises what the system says if it is blocked once all tries are over, or closed."""
        while True:
            try:
                return action()
            except (PermissionError, BlockingIOError) as error:
                if not self._left or (isinstance(error, PermissionError) and _closed(place)):
                    raise
                self._left -= 1
                self._pause(PAUSE)


def _closed(place: Path) -> bool:
    """Whether a right is missing, as far as the system tells: Windows tells none, nor do networks."""
    return not os.access(place.parent, os.W_OK | os.X_OK) or (os.path.exists(place) and not os.access(place, os.R_OK))


def take_away(beside: Path, retries: Retries | None = None) -> None:
    """Take a file of ours away; one that another program still holds is taken away by a later run."""
    with suppress(OSError):
        (retries or Retries()).until(beside, lambda: beside.unlink(missing_ok=True))


# What a process left that was killed before it had put a file in place.


def clear_left(folder: Path) -> None:
    """Take away the files of a folder whose process is no more."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            _clear(entry)


def clear_left_below(folder: Path) -> None:
    """Take away such files in a folder and in those inside it, no link followed."""
    folders, left = deque([os.fspath(folder)]), MOST_ENTRIES
    while folders and left:
        with suppress(OSError), os.scandir(folders.popleft()) as entries:
            for entry in islice(entries, left):
                left -= 1
                _clear(entry)
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)


def _clear(entry: os.DirEntry[str]) -> None:
    """Take a file away if it is one of ours that nobody writes any more."""
    if (ours := _OURS.fullmatch(entry.name)) and _is_left(entry, ours["machine"], int(ours["pid"])):
        with suppress(OSError):
            os.unlink(entry)


def _is_left(entry: os.DirEntry[str], machine: str, pid: int) -> bool:
    """Whether nobody writes it any more: a number that another process has now, or of another machine, says nothing."""
    if machine == this_machine() and not lives(pid):
        return True
    with suppress(OSError):
        return time.time() - entry.stat(follow_symlinks=False).st_mtime > LEFT_SECONDS
    return False


@cache
def this_machine() -> str:
    """What tells apart machines that share a folder, and on one of them systems that number processes by themselves."""
    numbers = ""
    with suppress(OSError, AttributeError):  # containers, Linux inside Windows
        numbers = os.readlink("/proc/self/ns/pid")
    return hashlib.sha256("\0".join((platform.node(), sys.platform, numbers)).encode()).hexdigest()[:8]


def lives(pid: int) -> bool:
    """Whether a process of that number runs on this machine, whoever it belongs to."""
    if pid == os.getpid():
        return True
    if sys.platform == "win32":
        return _lives_on_windows(pid)
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # another user's
        pass
    with suppress(OSError):  # Linux knows also those that ended and nobody has waited for
        return not Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].strip().startswith(b"Z")
    return True


def _lives_on_windows(pid: int) -> bool:
    """Where a signal of number 0 would be one that ends a process."""
    refused, may_wait, waits = 5, 0x00100000, 0x00000102
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.OpenProcess.restype = ctypes.c_void_p
    if pid >= 1 << 32:
        return False
    if not (process := kernel.OpenProcess(may_wait, False, pid)):
        return bool(ctypes.get_last_error() == refused)  # type: ignore[attr-defined,unused-ignore]
    try:
        return bool(kernel.WaitForSingleObject(ctypes.c_void_p(process), 0) == waits)
    finally:
        kernel.CloseHandle(ctypes.c_void_p(process))
