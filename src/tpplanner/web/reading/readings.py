"""What was made of files, remembered until they change: each is read once, whoever waits for it."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from time import monotonic
from typing import Any, Protocol, TypeVar

from tpplanner.errors import Issue, UserError
from tpplanner.web.reading.readers import AT_ONCE, ReaderEnded
from tpplanner.web.sessions.folders import stamp

_T = TypeVar("_T")
_Made = TypeVar("_Made", bound=Callable[[Path], Any])

REMEMBERED = 24
"""How many files are remembered as they were read."""

REFUSED = 500
"""How many of those are remembered that ended a reader."""


class StillReading(Exception):
    """What a page needs takes longer to read than it waits."""


_until: ContextVar[float | None] = ContextVar("_until", default=None)
"""The moment until which this request waits for files; None: as long as they take."""


@contextmanager
def patient(seconds: float | None) -> Iterator[None]:
    """Inside the block, files are waited for so many seconds in all (None: as long as they take)."""
    before = _until.set(None if seconds is None else monotonic() + seconds)
    try:
        yield
    finally:
        _until.reset(before)


def wait_for(*readings: "Future[Any]") -> None:
    """Wait until all of them are done; raises `StillReading` where that is longer than this request waits."""
    until = _until.get()
    _, late = wait(readings, None if until is None else max(0.0, until - monotonic()))
    if late:
        raise StillReading


class ReadBy(Protocol):
    """By whom something is made of a file: a reader, or whoever asks."""

    def __call__(self, make: Callable[..., Any], path: Path, *args: Any) -> Any:
        """What a function makes of a file and of more; raises what it raises."""


def here(make: Callable[..., _T], path: Path, *args: Any) -> _T:
    """What a function makes of a file in this process, which is for what is no person's file, or read apart already."""
    return make(path, *args)


def refused_as(answer: Callable[[UserError], Any]) -> Callable[[_Made], _Made]:
    """What is made of a file that ends its reader: an answer like the others."""

    def marked(make: _Made) -> _Made:
        make.__dict__["refused"] = answer
        return make

    return marked


_MakeOfFile = tuple[Callable[[Path], Any], Path, str]


class Readings:
    """What was made of files, as long as they do not change; several are read at once, each once."""

    def __init__(self, asked: ReadBy = here, remembered: int = REMEMBERED) -> None:
        self._asked, self._remembered = asked, remembered
        self._known: OrderedDict[_MakeOfFile, tuple[Any]] = OrderedDict()
        self._going: dict[_MakeOfFile, Future[Any]] = {}
        self._refusals: OrderedDict[Path, tuple[str, tuple[Issue, ...]]] = OrderedDict()
        self._lock, self._threads = Lock(), ThreadPoolExecutor(AT_ONCE, "lecture")

    def of(self, path: Path, make: Callable[[Path], _T]) -> _T:
        """What that function makes of a file. What it raises is not remembered, but that the file ends its reader.

        Raises `StillReading` where a page is waiting that does not wait for so long.
        """
        reading = self.begun(path, make)
        wait_for(reading)
        return reading.result()

    def begun(self, path: Path, make: Callable[[Path], _T]) -> "Future[_T]":
        """The same, not waited for: whoever asks while it is read waits for one reading."""
        key = (make, path, stamp(path))
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return _done(self._known[key][0])
            if key not in self._going:
                self._going[key] = self._threads.submit(self._read, key)
            return self._going[key]

    def call(self, make: Callable[..., _T], path: Path, *args: Any) -> _T:
        """What that function makes of a file and of more, now; remembered is only that the file ends its reader."""
        read_at = stamp(path)
        self.check(path)
        try:
            return self._asked(make, path, *args)  # type: ignore[no-any-return]
        except ReaderEnded as ended:
            self._refuse(path, read_at, ended.issues)
            raise

    def call_on(self, make: Callable[..., _T], content: bytes, *args: Any) -> _T:
        """The same of what was sent or pasted, which is in a file for as long as that takes."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "fichier"
            path.write_bytes(content)
            return self.call(make, path, *args)

    def check(self, path: Path) -> None:
        """Raise `ReaderEnded` where that file, as it stands, is known to end its reader."""
        read_at = stamp(path)
        with self._lock:
            refusal = self._refusal(path, read_at)
        if refusal:
            raise ReaderEnded(*refusal)

    def learn(self, path: Path, read_at: str, make: Callable[[Path], _T], result: _T) -> None:
        """Know what that function made of a file, as it stood then (by its stamp)."""
        with self._lock:
            self._known[make, path, read_at] = (result,)
            while len(self._known) > self._remembered:
                self._known.popitem(last=False)

    def known(self, path: Path, make: Callable[[Path], _T]) -> _T | None:
        """The same, where it is remembered."""
        with self._lock:
            key = (make, path, stamp(path))
            if key not in self._known:
                return None
            self._known.move_to_end(key)
            return self._known[key][0]  # type: ignore[no-any-return]

    def _read(self, key: _MakeOfFile) -> Any:
        make, path, read_at = key
        try:
            result = self.call(make, path)
            self.learn(path, read_at, make, result)
            return result
        except ReaderEnded as ended:
            refused = getattr(make, "refused", None)
            if refused is None:
                raise
            return refused(ended)
        finally:
            with self._lock:
                self._going.pop(key, None)

    def _refusal(self, path: Path, read_at: str) -> tuple[Issue, ...]:
        """Why that file is not read again as it stands."""
        refused_at, refusal = self._refusals.get(path, ("", ()))
        return refusal if refused_at == read_at else ()

    def _refuse(self, path: Path, read_at: str, refusal: tuple[Issue, ...]) -> None:
        with self._lock:
            self._refusals[path] = (read_at, refusal)
            while len(self._refusals) > REFUSED:
                self._refusals.popitem(last=False)


def _done(result: _T) -> "Future[_T]":
    done: Future[_T] = Future()
    done.set_result(result)
    return done
