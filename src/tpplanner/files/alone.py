"""One writer of a folder at a time, of all processes and threads of tpplanner: what is checked is what is replaced."""

import ctypes
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tpplanner.files.beside import PAUSE, TRIES, Retries


@contextmanager
def alone_in(folder: Path, retries: Retries | None = None) -> Iterator[None]:
    """Hold the lock of a folder inside the block; raises PermissionError where somebody holds it for long.

    It ends with the process, and leaves nothing in the folder. A folder whose system knows no locks, as on some
    networks, is written without: two machines are not kept apart there.
    """
    if sys.platform == "win32":
        with _mutex(folder):
            yield
        return
    with _open_folder(folder) as directory:
        if directory is not None:
            try:
                (retries or Retries()).until(folder, lambda: _lock(directory))
            except BlockingIOError as error:
                # as Windows says it of a file
                raise PermissionError(error.errno, error.strerror) from error
        yield


@contextmanager
def _open_folder(folder: Path) -> Iterator[int | None]:
    """A folder's descriptor; None where it may be written in and not be read."""
    try:
        directory = os.open(folder, os.O_RDONLY)
    except OSError:
        yield None
        return
    try:
        yield directory
    finally:
        os.close(directory)


def _lock(directory: int) -> None:
    """Take the lock of a folder; raises BlockingIOError where another has it."""
    import fcntl  # noqa: PLC0415 - not on Windows

    try:
        fcntl.flock(directory, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:  # its system knows no locks
        return


@contextmanager
def _mutex(folder: Path) -> Iterator[None]:
    """A lock of Windows by the name of the folder, which the processes of one session of a user share."""
    name = hashlib.sha256(os.path.realpath(folder).casefold().encode(errors="surrogateescape")).hexdigest()
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateMutexW.restype = ctypes.c_void_p
    mutex = ctypes.c_void_p(kernel.CreateMutexW(None, False, f"Local\\tpplanner-{name[:32]}"))
    another_has_it = 0x00000102
    try:
        if kernel.WaitForSingleObject(mutex, int(1000 * TRIES * PAUSE)) == another_has_it:
            raise PermissionError
        try:
            yield
        finally:
            kernel.ReleaseMutex(mutex)
    finally:
        kernel.CloseHandle(mutex)
