"""Files that are written: names that every system takes, where a result goes, and writing that harms nothing."""

import errno
import os
import re
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import TypeVar

from tpplanner.errors import Bug, CannotWrite, Issue, Severity
from tpplanner.texts import commande as texte
from tpplanner.texts.modele import existe_deja
from tpplanner.texts.noms import Texte
from tpplanner.workbook.kit import ANYBODYS, FULL, ITS_OWNERS, OTHER_NAMES, begins_beside, cut, one_line, open_beside

# Names of files made from names of people: every system takes them, and none leads out of its folder.

LONGEST = 100
"""characters, the extension left out: Windows counts the whole path to 260"""
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def file_name(text: str) -> str:
    """A text as the stem of a file's name."""
    plain = cut(one_line(_FORBIDDEN.sub("-", one_line(text)))[:LONGEST]).strip(". ") or "-"
    return f"-{plain}" if _RESERVED.match(plain) else plain


def free_name(stem: str, extension: str, taken: set[str]) -> str:
    """A name that is not in `taken`, whatever the case, and is added to it: ``x.pdf``, ``x (2).pdf``."""
    name, number = f"{stem}.{extension}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem} ({number}).{extension}"
    taken.add(name.casefold())
    return name


# Where a result is written: never over a file that is read, or what people typed would be lost.

OPTION = "-o"
"""The option by which the file to write is chosen."""


def poster(path: Path) -> Path:
    """The poster beside a planning."""
    return path.with_name(f"{path.stem}{texte.AFFICHE}.xlsx")


def documents(path: Path) -> Path:
    """The folder of a planning's documents, where the page makes them."""
    return path.with_name(f"{path.stem}-documents")


def page(path: Path) -> Path:
    """The page beside a plan B."""
    return path.with_suffix(".html")


def target(
    asked: Path | None,
    default: Path,
    read: Iterable[Path],
    *beside: Callable[[Path], Path],
    tried: bool = True,
) -> Path:
    """The file to write: the one asked for, or else the default, renamed where it is one of the files `read`.

    `beside` names the files that are written with a file. Raises CannotWrite where the file asked for, or one beside
    it, is one of those read; and, if `tried`, where one of them cannot be written.
    """
    read = tuple(read)
    if asked is None:
        other = default.with_name(f"{default.stem}-nouveau{default.suffix}")
        chosen = other if _over(default, read) else default
    else:
        chosen = asked
        over = [path for path in (asked, *(of(asked) for of in beside)) if _over(path, read)]
        if over:
            raise CannotWrite(Issue(Severity.ERROR, texte.fichier_lu(over[0].name), texte.AUTRE_NOM))
    if tried:
        for path in (chosen, *(of(chosen) for of in beside)):
            try_file(path, OPTION)
    return chosen


def _over(path: Path, read: tuple[Path, ...]) -> bool:
    return os.path.exists(path) and any(other.exists() and path.samefile(other) for other in read)


def new_file(path: Path) -> None:
    """Try whether a file that is not there yet could be written; raises CannotWrite."""
    try_file(path, OPTION)
    if path.exists():
        raise CannotWrite(Issue(Severity.ERROR, *existe_deja(path.name)))


# What stands where a file is written is replaced by a later state of the same thing, and by nothing else.

Another = Callable[[Path], Texte | None]
"""Tells what stands at a path, where that is no earlier state of what is to be written there; None where it is one."""


def anything(path: Path) -> Texte | None:  # noqa: ARG001 - one that tells what stands there
    """For whoever has seen to it already that nothing is lost."""
    return None


def something(path: Path) -> Texte | None:
    """For what has no earlier state: whatever stands there is another thing."""
    return texte.existe_deja(path.name)


def only_earlier(path: Path, another: Another) -> None:
    """Raises CannotWrite where something stands that is no earlier state of what is to be written; an empty file is."""
    _place(path)
    with suppress(FileNotFoundError, NotADirectoryError):
        if os.path.getsize(path) and (told := another(path)) is not None:
            raise CannotWrite(Issue(Severity.ERROR, *told))


# Writing a file so that a failure never harms the one that stands there: beside it first, then moved into its place.

LOCKS = ("~$", ".")
"""How the names of files begin that Excel and LibreOffice keep beside an open workbook."""

TRIES, PAUSE = 30, 0.05
"""An antivirus or a synchronised folder holds a file for a second at most: what is refused meanwhile is tried again."""
_MILLISECOND = 1_000_000
"""in nanoseconds"""
LEFT_SECONDS = 600
"""A file beside its target is moved within seconds: an older one is nobody's."""
_ANY_NAME = "tpplanner"

T = TypeVar("T")


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
class Written:
    """Where the file is, and what must be said if that is not where it was wanted."""

    path: Path
    avertissements: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes to put at a path; `verify` accepts what the disk gives back (None: the same bytes).

    `another` tells what stands there and may not be replaced. A file that is new is its owner's alone, unless it is
    `shown` to everybody.
    """

    path: Path
    octets: bytes
    verify: Callable[[bytes], None] | None = None
    shown: bool = False
    another: Another = something


def put(
    path: Path,
    content: bytes,
    verify: Callable[[bytes], None] | None = None,
    pause: Callable[[float], None] = time.sleep,
    *,
    elsewhere: bool = True,
    another: Another = something,
) -> Written:
    """Put bytes at a path, as `put_all` does."""
    (written,) = put_all([Content(path, content, verify, another=another)], pause, elsewhere=elsewhere)
    return written


def put_all(
    contents: Iterable[Content], pause: Callable[[float], None] = time.sleep, *, elsewhere: bool = True
) -> list[Written]:
    """Put files in place one right after the other, once all of them are on the disk and were read again.

    Where another program holds the file that stands there, the new one gets a free name beside it, if `elsewhere`.
    Raises `CannotWrite` where a file could not be written anywhere or would replace another, and what `verify` raises.
    A file that could not be replaced is untouched; all are, where that shows before the first is moved.
    """
    contents = tuple(contents)
    for content in contents:
        only_earlier(content.path, content.another)
    ready: list[tuple[Content, Path, Path]] = []
    done = []
    try:
        for content in contents:
            target = _place(content.path)
            with _in_french(content.path, target):
                beside = _write_beside(target, content)
                ready.append((content, target, beside))
                read = _patiently(beside.read_bytes, pause)
            if content.verify is not None:
                content.verify(read)
            elif read != content.octets:
                raise Bug("what was written is not what the disk gives back")
        for content, target, beside in ready:
            with _in_french(content.path, target):
                written = _move(beside, target, pause, elsewhere=elsewhere)
            done.append(written)
            if (files := _files_put.get()) is not None:
                files.append(written.path)
    finally:
        for _, _, beside in ready:
            take_away(beside, pause)
    return done


@contextmanager
def _in_french(path: Path, target: Path) -> Iterator[None]:
    """Tells in French what the system refuses inside the block."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, _cause(target, error, "")) from error


def try_file(path: Path, option: str = "", pause: Callable[[float], None] = time.sleep) -> None:
    """Try whether a file could be put at a path, which is not touched; raises `CannotWrite`, with that option."""
    target = _place(path, option)
    try:
        with suppress(FileNotFoundError):
            os.lstat(target)  # a name that the system refuses: the file beside has another
        _probe(target, pause)
    except OSError as error:
        raise cannot_write(path, _cause(target, error, option)) from error


def _place(path: Path, option: str = "") -> Path:
    """Where a file comes to stand; raises `CannotWrite` where none can be put: a folder, a device, a pipe, a link.

    To write through a link would replace a file that nobody named; links among the folders lead where they say.
    """
    target = Path(os.path.realpath(path))
    if os.path.isdir(target):
        raise cannot_write(path, texte.pas_un_fichier(option))
    if os.path.exists(target) and not os.path.isfile(target):
        raise cannot_write(path, texte.pas_remplacable(option))
    if os.path.exists(target) and os.path.islink(path):
        raise cannot_write(path, texte.un_lien(str(target), option))
    return target


def _probe(target: Path, pause: Callable[[float], None] = time.sleep) -> None:
    """Make a file beside that place and take it away."""
    file, beside = open_beside(target)
    file.close()
    take_away(beside, pause)


def take_away(beside: Path, pause: Callable[[float], None] = time.sleep) -> None:
    """Take a file of ours away; one that another program still holds is taken away by a later run."""
    with suppress(PermissionError):
        _patiently(lambda: beside.unlink(missing_ok=True), pause)


def _patiently(action: Callable[[], T], pause: Callable[[float], None]) -> T:
    """Do what another program may block for a moment; raises PermissionError if it still does after all tries."""
    for _ in range(TRIES - 1):
        try:
            return action()
        except PermissionError:
            pause(PAUSE)
    return action()


def make_folder(path: Path, option: str = "", *, parents: bool = False) -> None:
    """Make a folder that may be there already; raises `CannotWrite`, with that option."""
    try:
        path.mkdir(parents=parents, exist_ok=True)
    except OSError as error:
        raise cannot_write(path, _folder_cure(path, error, option)) from error


def try_folder(path: Path, option: str = "") -> None:
    """Try whether files could be put into a folder, there or to be made; raises `CannotWrite`, with that option."""
    if path.exists() and not path.is_dir():
        raise cannot_write(path, texte.pas_un_dossier(path.name, option))
    absent = not path.is_dir()
    make_folder(path, option)
    try:
        _try_inside(path, option)
    finally:
        if absent:
            with suppress(OSError):
                path.rmdir()


def folder_to_fill(path: Path, option: str = "") -> None:
    """Make a folder, those above it too, and try whether files could be put into it; raises `CannotWrite`."""
    make_folder(path, option, parents=True)
    _try_inside(path, option)


def _try_inside(folder: Path, option: str) -> None:
    inside = folder / _ANY_NAME
    try:
        _probe(inside)
    except OSError as error:
        raise cannot_write(folder, _cause(inside, error, option)) from error


def cannot_write(path: Path, cure: str) -> CannotWrite:
    """The error that nothing could be written there, with its cure."""
    return CannotWrite(Issue(Severity.ERROR, texte.impossible(str(path)), cure))


def _clear_beside(target: Path) -> None:
    """Take away the files that a command left beside this target when it was killed: they tell all that it would."""
    for left in target.parent.glob(f"{escape(begins_beside(target))}*-*.tmp"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_SECONDS:
                left.unlink()


def clear_left(folder: Path, pid: int, *, below: bool) -> None:
    """Take away files that a killed process had not yet moved into place: in a folder, or also `below` it."""
    for left in (folder.rglob if below else folder.glob)(f".*.{pid}-*.tmp"):
        with suppress(OSError):
            left.unlink()


def _write_beside(target: Path, content: Content) -> Path:
    """A new file in the same folder, on the disk for good, with the rights of the one that it will replace."""
    file, beside = open_beside(target, ANYBODYS if content.shown else ITS_OWNERS)
    try:
        with file:
            file.write(content.octets)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            beside.chmod(stat.S_IMODE(target.stat().st_mode) | stat.S_IWUSR)
        _clear_beside(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _move(beside: Path, target: Path, pause: Callable[[float], None], *, elsewhere: bool = True) -> Written:
    try:
        if _read_only(target):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
        _patiently(lambda: os.replace(beside, target), pause)
    except PermissionError:
        if not elsewhere:
            raise cannot_write(target, texte.VERROUILLE_CONSEIL) from None
        return _move_elsewhere(beside, target)
    return Written(target)


def _read_only(target: Path) -> bool:
    """Whether somebody has protected the file that stands there; the system asks only for the folder's rights."""
    return target.exists() and not target.stat().st_mode & stat.S_IWUSR


def is_open(path: Path) -> bool:
    """Whether Excel or LibreOffice says, by a file beside it, that it has a workbook open."""
    return any(path.with_name(name).exists() for name in (f"~${path.name}", f".~lock.{path.name}#"))


def put_note(path: Path, before: bytes, content: bytes) -> None:
    """Replace a file's bytes by those of the same file with a note, which outdates nothing that was made of it.

    The file keeps its age, but for a millisecond, by which a reader sees that it has changed. Raises CannotWrite, and
    writes nothing, also where the file is open in Excel or no longer holds the bytes `before`.
    """
    if is_open(path):
        raise cannot_write(path, texte.VERROUILLE_CONSEIL)
    told = path.stat()
    if path.read_bytes() != before:
        raise cannot_write(path, texte.CHANGE_ENTRE_TEMPS)
    put(path, content, elsewhere=False, another=anything)
    with suppress(OSError):
        os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns + _MILLISECOND))


def _move_elsewhere(beside: Path, target: Path) -> Written:
    """The first free name among ``planning (2).xlsx``, ``planning (3).xlsx``…; a file already there stays."""
    for number in range(2, OTHER_NAMES + 1):
        other = target.with_name(f"{target.stem} ({number}){target.suffix}")
        if other.exists():
            continue
        os.replace(beside, other)
        message = texte.verrouille(target.name, other.name)
        return Written(other, (Issue(Severity.WARNING, message, texte.VERROUILLE_CONSEIL),))
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))


def _folder_cure(path: Path, error: OSError, option: str) -> str:
    """Why a folder cannot be made, and what to do."""
    return texte.pas_un_dossier(path.name, option) if path.is_file() else _cause(path, error, option)


def _cause(path: Path, error: OSError, option: str) -> str:
    files = [above for above in path.parents if above.is_file()]
    if files:
        return texte.pas_un_dossier(files[0].name, option)
    if not path.parent.is_dir():
        return texte.dossier_absent(option)
    if error.errno in _CAUSES:
        return _CAUSES[error.errno](option)
    return texte.dossier_refuse(option) if isinstance(error, PermissionError) else texte.autre(error.errno, option)


_CAUSES = {
    **dict.fromkeys(FULL, texte.disque_plein),
    errno.EFBIG: texte.trop_gros,
    errno.EROFS: texte.lecture_seule,
    errno.ENAMETOOLONG: texte.nom_refuse,
    errno.EINVAL: texte.nom_refuse,
}
