"""A file opened to be read without waiting for anybody: what stood there a moment ago may be a pipe now."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_NO_WAITING = getattr(os, "O_NONBLOCK", 0)


def open_file(path: Path) -> BinaryIO:
    """Open a file to be read; raises OSError, for a pipe too, which is waited for, and a device, which may not end."""
    return open(path, "rb", opener=_opened)


def _opened(path: str, flags: int) -> int:
    descriptor = os.open(path, flags | _NO_WAITING)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
    return descriptor


def bytes_of(path: Path) -> bytes:
    """What a file holds; raises OSError likewise."""
    with open_file(path) as file:
        return file.read()
