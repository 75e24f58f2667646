"""What runs in a reader: within its limits it makes something of one file after the other, and answers.

It ends as soon as its server is gone, in the middle of a file too.
"""

import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from threading import Thread
from time import process_time
from typing import Any

from tpplanner.confinement import JobObject, limit_memory_left
from tpplanner.errors import Bug

IMPORTED = (
    "openpyxl",
    "tpplanner.web.handed.bundles",
    "tpplanner.web.reading.pasted",
    "tpplanner.web.reading.own_titres",
    "tpplanner.web.sessions.judged",
    "tpplanner.web.sessions.year_files",
    "tpplanner.web.typed.rewriting",
)
"""What reading takes: a reader has it before it is given a file."""


@dataclass(frozen=True, slots=True)
class ReaderLimits:
    """What a file may take: seconds of processor until it is read, then until it is judged; bytes; seconds in all."""

    processor: float = 5
    judging: float = 30
    memory: int = 400_000_000
    wall: float = 60


MADE, RAISED, TOO_LARGE = b"=", b"!", b"#"
"""How an answer begins: what was made of a file, what it raised, or that it takes too much memory."""

READY = b"."
"""What a reader says first, once it has imported what reading takes."""


class _Confined:
    """The limits of this process, set anew for each file."""

    def __init__(self, limits: ReaderLimits) -> None:
        self._limits, self._job = limits, None
        self._memory = limits.memory
        if sys.platform == "win32":
            with suppress(OSError):  # the server still ends what lasts too long
                self._job = JobObject()
                self._memory += self._job.memory()
        else:
            limit_memory_left(limits.memory)

    def begin(self) -> None:
        """A file is read from now on."""
        self._allow(self._limits.processor)

    def judge(self) -> None:
        """The file is read, what it tells is judged from now on."""
        self._allow(self._limits.judging)

    def rest(self) -> None:
        """No file is read any more."""
        self._allow(0)

    def _allow(self, seconds: float) -> None:
        """So many seconds of processor from now on; 0: any."""
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_PROF, seconds)  # the signal that it sends ends the process
        elif self._job is not None:
            with suppress(OSError):
                self._job.limit(process_time() + (seconds or 24 * 3600), self._memory)


_confined: _Confined | None = None
"""of this process, where it is a reader"""


def judging() -> None:
    """Say that a file is read: what follows is for judging, and takes as long as what it tells is large."""
    if _confined is not None:
        _confined.judge()


def serve(pipe: "Connection[Any, Any]", life: "Connection[Any, Any]", limits: ReaderLimits) -> None:
    """Answer what comes on a pipe until it is closed; on `life` nothing comes, until the server is gone."""
    global _confined  # noqa: PLW0603 - a process is confined once
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; the server says when to end
    Thread(target=_end_with, args=(life,), daemon=True).start()
    for module in IMPORTED:
        import_module(module)
    _confined = _Confined(limits)
    with suppress(EOFError, OSError):
        pipe.send_bytes(READY)
        while True:
            answer = _answer(_confined, pipe.recv_bytes())
            pipe.send_bytes(answer)
            if answer == TOO_LARGE:
                return


def _end_with(life: "Connection[Any, Any]") -> None:
    with suppress(EOFError, OSError):
        life.recv_bytes()
    os._exit(0)


def _answer(confined: _Confined, order: bytes) -> bytes:
    """What becomes of a file: see `MADE`."""
    try:
        make, args = pickle.loads(order)  # noqa: S301 - of our server
        confined.begin()
        try:
            return MADE + pickle.dumps(make(*args), pickle.HIGHEST_PROTOCOL)
        except MemoryError:
            return TOO_LARGE
        except Exception as error:
            return RAISED + _told(error)
    finally:
        confined.rest()


def _told(error: Exception) -> bytes:
    try:
        return pickle.dumps(error)
    except Exception:
        return pickle.dumps(Bug(type(error).__name__))


FileMake = Callable[..., Any]
"""A function of a module, or what can be pickled and called: a file comes first."""
