"""Readers: child processes that are given a person's files one at a time, and what is told where a file ends one."""

import multiprocessing
import pickle
import signal
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import BoundedSemaphore, Lock, Thread
from typing import TYPE_CHECKING, Any

from tpplanner.errors import Issue, Severity, TooLittle, UserError
from tpplanner.texts import page as textes
from tpplanner.texts.noms import Texte
from tpplanner.web.reading.child import IMPORTED, MADE, RAISED, READY, FileMake, ReaderLimits, serve

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

AT_ONCE = 6
"""Files that are read at once: behind so many that are slow, the next one waits."""

IDLE = 2
"""Readers that wait for a file; those that are no more needed end."""

_LONGEST_ANSWER = 64_000_000
"""Bytes of what is made of a file: of 200 candidats it is half a million."""

_END_SECONDS = 2
"""For a reader that closed its pipe to be gone."""

_OUT_OF_TIME = frozenset({-int(getattr(signal, "SIGPROF", 0)), 1816})
"""How a reader ends whose processor time is out: by its timer; on Windows ERROR_NOT_ENOUGH_QUOTA."""


class ReaderEnded(UserError):
    """A file ended its reader: it is refused until it changes."""


class FileReader:
    """One child: what it is given, what it answers."""

    def __init__(self, context: "SpawnContext | ForkServerContext", limits: ReaderLimits) -> None:
        """Begin it; raises OSError where the machine has no room for it."""
        self._wall, self._late, self._ready, self._over = limits.wall, False, False, False
        self._pipe, theirs = context.Pipe()
        their_life, self._life = context.Pipe(duplex=False)
        self._process: BaseProcess = context.Process(target=serve, args=(theirs, their_life, limits), daemon=True)
        self._process.start()
        theirs.close()
        their_life.close()

    @property
    def alive(self) -> bool:
        """Whether it can be given a file."""
        return not self._over and self._process.is_alive()

    def made(self, make: FileMake, path: Path, args: tuple[Any, ...]) -> Any:
        """What it makes of a file; raises what that raises, `ReaderEnded` where the file ends it."""
        self._begun()
        try:
            self._pipe.send_bytes(pickle.dumps((make, (path, *args)), pickle.HIGHEST_PROTOCOL))
            answer = self._heard()
        except (EOFError, OSError):
            raise _ended(self._cause()) from None
        kind, content = answer[:1], memoryview(answer)[1:]
        if kind == MADE:
            return pickle.loads(content)  # noqa: S301 - of our own child
        if kind == RAISED:
            raise pickle.loads(content)  # noqa: S301 - likewise
        self.end()
        raise _ended(textes.LECTURE_TROP_GRANDE)

    def _begun(self) -> None:
        """Wait until it can be given a file; raises TooLittle."""
        try:
            self._ready = self._ready or self._heard() == READY
        except (EOFError, OSError):
            self.end()
            raise TooLittle(Issue(Severity.ERROR, *textes.PAS_DE_LECTEUR)) from None

    def _heard(self) -> bytes:
        """What it says next; raises EOFError or OSError where it says nothing more, or too much."""
        self._late = not self._pipe.poll(self._wall)
        if self._late:
            raise EOFError
        return self._pipe.recv_bytes(_LONGEST_ANSWER)

    def _cause(self) -> Texte:
        """Why it said nothing more; it is gone afterwards."""
        if not self._late:
            self._process.join(_END_SECONDS)
        late = self._late or self._process.exitcode in _OUT_OF_TIME
        self.end()
        return textes.LECTURE_TROP_LONGUE if late else textes.LECTURE_ARRETEE

    def end(self) -> None:
        """End it, whatever it does."""
        self._over = True
        with suppress(OSError, ValueError):
            self._process.kill()
        for pipe in (self._pipe, self._life):
            with suppress(OSError):
                pipe.close()


def _ended(cause: Texte) -> ReaderEnded:
    return ReaderEnded(Issue(Severity.ERROR, *cause))


class Readers:
    """The readers of a server: as many as files are read at once, a few that wait."""

    def __init__(
        self,
        limits: ReaderLimits | None = None,
        context: "SpawnContext | ForkServerContext | None" = None,
    ) -> None:
        """Children come from `context`; by default from one that has imported what they need, if there can be one."""
        self._limits, self._context = limits or ReaderLimits(), context or _forked()
        self._free: list[FileReader] = []
        self._all: set[FileReader] = set()
        self._lock, self._turns = Lock(), BoundedSemaphore(AT_ONCE)
        self._closed = False

    def __call__(self, make: FileMake, path: Path, *args: Any) -> Any:
        """What a reader makes of a file; raises what that raises, `ReaderEnded` where the file ends its reader."""
        with self._turns:
            reader = self._taken()
            try:
                return reader.made(make, path, args)
            finally:
                self._given_back(reader)

    def warm(self) -> None:
        """Have a reader ready before a file is asked for, beside whatever goes on."""

        def start() -> None:
            with suppress(UserError):  # told to whoever needs one
                self._given_back(self._taken())

        Thread(target=start, daemon=True).start()

    def close(self) -> None:
        """End all of them, whatever they do."""
        with self._lock:
            self._closed = True
            readers, self._all, self._free = self._all, set(), []
        for reader in readers:
            reader.end()

    def _taken(self) -> FileReader:
        """One that waits, or a new one; raises TooLittle."""
        with self._lock:
            while self._free:
                reader = self._free.pop()
                if reader.alive:
                    return reader
                self._all.discard(reader)
                reader.end()
        try:
            reader = FileReader(self._context, self._limits)
        except OSError as error:
            raise TooLittle(Issue(Severity.ERROR, *textes.PAS_DE_LECTEUR)) from error
        with self._lock:
            self._all.add(reader)
        if self._closed:
            reader.end()
        return reader

    def _given_back(self, reader: FileReader) -> None:
        with self._lock:
            if reader.alive and len(self._free) < IDLE and not self._closed:
                self._free.append(reader)
                return
            self._all.discard(reader)
        reader.end()


def _forked() -> "SpawnContext | ForkServerContext":
    """How children are made: of one that has imported what they need, where the system forks any."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", *IMPORTED])
    return context
