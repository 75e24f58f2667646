"""Files put in place so that a failure harms none that stands there: beside it first, read again, then moved."""

import errno
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from tpplanner.errors import Bug, CannotWrite, Issue, Severity
from tpplanner.files.alone import alone_in
from tpplanner.files.beside import (
    ANYBODYS,
    FULL,
    ITS_OWNERS,
    Retries,
    open_beside,
    take_away,
)
from tpplanner.files.names import is_open
from tpplanner.files.place import Replaceable, any_file, cannot_write, cause, check_replaceable, no_file, place_of
from tpplanner.texts import commande as texte
from tpplanner.texts import modele
from tpplanner.texts.noms import Texte

OTHER_NAMES = 99
"""are tried where a name is taken"""
_MILLISECOND = 1_000_000
"""in nanoseconds"""

_files_put: ContextVar[list[Path] | None] = ContextVar("_files_put", default=None)
"""The files put in place so far, where somebody follows (see `files_put`)."""


@contextmanager
def files_put() -> Iterator[list[Path]]:
    """Lists the files put in place inside the block: whoever tells of a failure tells of these all the same."""
    files: list[Path] = []
    before = _files_put.set(files)
    try:
        yield files
    finally:
        _files_put.reset(before)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the file is, and what must be said if that is not where it was wanted."""

    path: Path
    avertissements: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The files written, the internal one first, and what there is to say of them (French)."""

    fichiers: tuple[Path, ...]
    avertissements: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes to put at a path; `verify` accepts what the disk gives back (None: the same bytes).

    `replaces` tells what it may replace. A file that is new is its owner's alone, unless it is `world_readable`.
    `times` are those that the file bears, if not the present: last read, last changed, in nanoseconds. `expects` are
    the bytes that it was made from, where it replaces these alone: another save meanwhile stays.
    """

    path: Path
    octets: bytes
    verify: Callable[[bytes], None] | None = None
    world_readable: bool = False
    replaces: Replaceable = no_file
    times: tuple[int, int] | None = None
    expects: bytes | None = None


def put(
    path: Path,
    content: bytes,
    verify: Callable[[bytes], None] | None = None,
    pause: Callable[[float], None] = time.sleep,
    *,
    elsewhere: bool = True,
    replaces: Replaceable = no_file,
    expects: bytes | None = None,
) -> Placed:
    """Put bytes at a path, as `put_all` does."""
    wanted = Content(path, content, verify, replaces=replaces, expects=expects)
    (written,) = put_all([wanted], pause, elsewhere=elsewhere)
    return written


def put_all(
    contents: Iterable[Content], pause: Callable[[float], None] = time.sleep, *, elsewhere: bool = True
) -> list[Placed]:
    """Put files in place one right after the other, once all of them are on the disk and were read again.

    Where another program holds the file that stands there, the new one gets a free name beside it, if `elsewhere`.
    Raises `CannotWrite` where a file could not be written anywhere, would replace another or what it does not expect,
    and what `verify` raises.
    A file that could not be replaced is untouched; all are, where that shows before the first is moved.
    """
    contents, retries = tuple(contents), Retries(pause)
    free = []
    for content in contents:
        check_replaceable(content.path, content.replaces)
        free.append(content.replaces is not any_file and not os.path.lexists(content.path))
    ready: list[tuple[Content, Path, Path]] = []
    done = []
    try:
        for content in contents:
            target = place_of(content.path)
            with _in_french(content.path, target):
                beside = _write_beside(target, content)
                ready.append((content, target, beside))
                read = retries.until(beside, beside.read_bytes)
            if content.verify is not None:
                content.verify(read)
            elif read != content.octets:
                raise Bug("what was written is not what the disk gives back")
        for (content, target, beside), new in zip(ready, free, strict=True):
            with _in_french(content.path, target), alone_in(target.parent, retries):
                if content.expects is not None and target.read_bytes() != content.expects:
                    raise cannot_write(content.path, texte.CHANGE_ENTRE_TEMPS)
                written = _move(beside, target, retries, new=new, elsewhere=elsewhere)
            done.append(written)
            if (files := _files_put.get()) is not None:
                files.append(written.path)
    finally:
        for _, _, beside in ready:
            take_away(beside, retries)
    return done


@contextmanager
def _in_french(path: Path, target: Path) -> Iterator[None]:
    """Tells in French what the system refuses inside the block."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, cause(target, error, "")) from error


def _write_beside(target: Path, content: Content) -> Path:
    """A new file in the same folder, on the disk for good, with the rights of the one that it will replace."""
    beside = _on_the_disk(target, content.octets, ANYBODYS if content.world_readable else ITS_OWNERS)
    try:
        if target.exists():
            beside.chmod(stat.S_IMODE(target.stat().st_mode) | stat.S_IWUSR)
        if content.times is not None:
            os.utime(beside, ns=content.times)
    except BaseException:
        take_away(beside)
        raise
    return beside


def _on_the_disk(target: Path, octets: bytes, rights: int = ITS_OWNERS) -> Path:
    """A new file in the folder of a target, its bytes on the disk before it gets that name: a cut leaves none empty."""
    file, beside = open_beside(target, rights)
    try:
        with file:
            file.write(octets)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        take_away(beside)
        raise
    return beside


def _move(beside: Path, target: Path, retries: Retries, *, new: bool = False, elsewhere: bool = True) -> Placed:
    """Give a file its name; where that is to be `new`, nothing that has come there meanwhile is replaced."""
    try:
        if _read_only(target):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
        retries.until(target, lambda: (_put_new if new else os.replace)(beside, target))
    except FileExistsError:
        raise _cannot_write(texte.existe_deja(target.name)) from None
    except PermissionError:
        if not elsewhere:
            raise cannot_write(target, texte.VERROUILLE_CONSEIL) from None
        return _move_elsewhere(beside, target)
    return Placed(target)


def _read_only(target: Path) -> bool:
    """Whether somebody has protected the file that stands there; the system asks only for the folder's rights."""
    return target.exists() and not target.stat().st_mode & stat.S_IWUSR


def _move_elsewhere(beside: Path, target: Path) -> Placed:
    """The first free name among ``planning (2).xlsx``, ``planning (3).xlsx``…; a file already there stays."""
    for number in range(2, OTHER_NAMES + 1):
        other = target.with_name(f"{target.stem} ({number}){target.suffix}")
        try:
            _put_new(beside, other)
        except FileExistsError:
            continue
        message = texte.verrouille(target.name, other.name)
        return Placed(other, (Issue(Severity.WARNING, message, texte.VERROUILLE_CONSEIL),))
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))


def put_keeping_age(path: Path, before: bytes, content: bytes) -> None:
    """Replace a file's bytes by those of the same file with a note, which outdates nothing that was made of it.

    The file keeps its age, but for a millisecond, by which a reader sees that it has changed. Raises CannotWrite, and
    writes nothing, also where the file is open in Excel or no longer holds the bytes `before`.
    """
    if is_open(path):
        raise cannot_write(path, texte.VERROUILLE_CONSEIL)
    age = path.stat()
    times = (age.st_atime_ns, age.st_mtime_ns + _MILLISECOND)
    put_all([Content(path, content, replaces=any_file, times=times, expects=before)], elsewhere=False)


# A file that does not exist yet: nobody's work is written over.


def save_new(
    path: Path,
    contents: bytes,
    exists: Callable[[str], Texte] = modele.existe_deja,
    failed: Callable[[str], Texte] = modele.non_ecrit,
) -> None:
    """Write a file that does not exist yet, whole or not at all; raises CannotWrite, with these sentences."""
    if os.path.lexists(path):
        raise _cannot_write(exists(path.name))
    beside = None
    try:
        beside = _on_the_disk(path, contents)
        _put_new(beside, path)
    except FileExistsError:
        raise _cannot_write(exists(path.name)) from None
    except (OSError, ValueError) as error:
        full = isinstance(error, OSError) and error.errno in FULL
        raise _cannot_write((modele.disque_plein if full else failed)(path.name)) from None
    finally:
        if beside is not None:
            take_away(beside)


def _put_new(beside: Path, path: Path) -> None:
    """Give a file its name; raises FileExistsError where another has it, and stays."""
    if os.name == "nt":  # where a rename refuses a name that is taken
        os.rename(beside, path)
        return
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # no links there, as on many a USB stick: what stands there was looked for a moment ago
        os.rename(beside, path)


def _cannot_write(texte: Texte) -> CannotWrite:
    return CannotWrite(Issue(Severity.ERROR, texte.message, texte.conseil))


# A file of our own, which tells nobody anything: whatever stood there is replaced.


def overwrite(path: Path, content: bytes) -> None:
    """Put bytes at a path, its owner's alone, whatever stood there; or leave nothing new. Raises OSError."""
    beside = _on_the_disk(path, content)
    try:
        os.replace(beside, path)
    finally:
        take_away(beside)
