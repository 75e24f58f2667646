"""A folder looked at, entry by entry: none hides the others, raises, or takes long; what cannot be shown is told."""

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from itertools import islice
from pathlib import Path

from tpplanner.files.names import LOCKS
from tpplanner.texts import mes_sessions as textes
from tpplanner.texts.plain import one_line

EXTENSION = ".xlsx"
WORKBOOK = f"session{EXTENSION}"
"""What the workbook of a new session is called, in a folder that bears the name of the session."""

OF_A_YEAR = "-plannings"
"""How the names end of the folders in which the sessions of a year are planned."""

MOST_NAMES = 20_000
"""Names that are looked at in one folder: whoever lists a million of them waits."""


class Hindrance(Enum):
    """Why something in a folder cannot be shown: what is said of it, with its cure."""

    FERME = textes.FERME
    NULLE_PART = textes.NULLE_PART
    NOM_ILLISIBLE = textes.NOM_ILLISIBLE
    PAS_UN_CLASSEUR = textes.PAS_UN_CLASSEUR
    PAS_UN_DOSSIER = textes.PAS_UN_DOSSIER
    MUET = textes.MUET
    TROP_DE_FICHIERS = textes.TROP_DE_FICHIERS
    TROP_DE_SESSIONS = textes.TROP_DE_SESSIONS
    MEME_NOM = textes.MEME_NOM


@dataclass(frozen=True, slots=True)
class Unshown:
    """What cannot be shown: what people call it, and why."""

    nom: str
    hindrance: Hindrance


_NO_TEXT = re.compile("[\ud800-\udfff]")
"""Of what Python makes a name that is no text: any bytes on Linux, half a character on Windows."""


def legible(name: str) -> str:
    """A name as the system has it, on one line, with a mark for what is no text."""
    return one_line(_NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", name))


def is_named_workbook(name: str) -> bool:
    """Whether a name is that of a workbook."""
    return name.lower().endswith(EXTENSION)


def hindrance_of(error: OSError) -> Hindrance | None:
    """Why the system refuses something; None where it is there no more."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return None
    if error.errno == errno.ELOOP:
        return Hindrance.NULLE_PART
    return Hindrance.FERME if isinstance(error, PermissionError) else Hindrance.MUET


@dataclass(slots=True)
class FolderLook:
    """What a folder holds by name, in order: its workbooks, its folders, and what is neither and looks like one.

    `links`: the workbooks that stand elsewhere. `hindrance`: why the folder could not be looked at, or not to its end;
    `cut`: it holds more names than were looked at, `names` of them.
    """

    workbooks: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    strange: dict[str, Hindrance] = field(default_factory=dict)
    links: set[str] = field(default_factory=set)
    hindrance: Hindrance | None = None
    cut: bool = False
    names: int = 0

    def take(self, entry: "os.DirEntry[str]") -> None:
        """Sort one entry in."""
        self.names += 1
        name, link = entry.name, False
        if name.startswith(LOCKS):
            return
        may_be_workbook = is_named_workbook(name)
        try:
            link = entry.is_symlink()
            is_folder = entry.is_dir()
            if not is_folder and not may_be_workbook and not link:
                return
            is_file = not is_folder and entry.is_file()
            if not (is_folder or is_file):
                self.strange[name] = Hindrance.PAS_UN_CLASSEUR if _is_there(entry.path) else Hindrance.NULLE_PART
                return
        except OSError as error:
            hindrance = hindrance_of(error) or (Hindrance.NULLE_PART if link else None)
            if hindrance is not None:
                self.strange[name] = hindrance
            return
        if is_file and not may_be_workbook:
            return
        if _NO_TEXT.search(name):
            self.strange[name] = Hindrance.NOM_ILLISIBLE
            return
        (self.folders if is_folder else self.workbooks).append(name)
        if is_file and link:
            self.links.add(name)


def _is_there(path: str) -> bool:
    """Whether something stands at a path, links followed."""
    try:
        os.stat(path)
    except FileNotFoundError:
        return False
    return True


_looks: ContextVar["dict[Path, FolderLook] | None"] = ContextVar("_looks", default=None)
"""The folders that were looked at so far, where each is looked at once (see `one_look`)."""


@contextmanager
def one_look() -> Iterator[None]:
    """Inside the block each folder is looked at once: many sessions are shown as they stood at one moment."""
    if _looks.get() is not None:
        yield
        return
    before = _looks.set({})
    try:
        yield
    finally:
        _looks.reset(before)


def look_into(folder: Path, most: int = MOST_NAMES) -> FolderLook:
    """What a folder holds, of so many names at most; nothing where it is not there. It raises nothing."""
    known = _looks.get()
    if known is not None and folder in known:
        return known[folder]
    look = _looked(folder, most)
    look.workbooks.sort()
    look.folders.sort()
    if known is not None:
        known[folder] = look
    return look


def _looked(folder: Path, most: int) -> FolderLook:
    look = FolderLook()
    try:
        with os.scandir(folder) as entries:
            for entry in islice(entries, most):
                look.take(entry)
            look.cut = next(entries, None) is not None
    except (OSError, ValueError) as error:  # ValueError: a name that no system has
        look.hindrance = hindrance_of(error) if isinstance(error, OSError) else None
    if look.cut and WORKBOOK not in look.workbooks and is_file(folder / WORKBOOK):
        look.workbooks.append(WORKBOOK)
    return look


def files_in(folder: Path, extension: str, most: int) -> list[Path]:
    """The files of a folder whose names end so, as many at most, in order; it raises nothing."""
    paths: list[Path] = []
    try:
        with os.scandir(folder) as entries:
            for entry in islice(entries, MOST_NAMES):
                named = entry.name.lower().endswith(extension) and not _NO_TEXT.search(entry.name)
                if named and is_file(folder / entry.name):
                    paths.append(folder / entry.name)
    except (OSError, ValueError):
        pass
    return sorted(paths)[:most]


def is_file(path: Path) -> bool:
    """Whether a file stands at a path that can be asked for; it raises nothing."""
    return os.path.isfile(path)


def state_of(path: Path) -> os.stat_result | Hindrance | None:
    """How a file stands; why it cannot be asked, or is no file; None where it is not there."""
    try:
        status = os.stat(path)
    except OSError as error:
        return hindrance_of(error)
    except ValueError:
        return None
    return status if stat.S_ISREG(status.st_mode) else Hindrance.PAS_UN_CLASSEUR


_FIRST, _LAST = 86_400, 253_402_128_000
"""Seconds between which every system tells the day, whatever the zone: 2 January 1970, 30 December 9999."""


def moment_of(seconds: float) -> datetime:
    """The moment that a file's time tells, here; the nearest that has a date, where a clock or a program was wrong."""
    return datetime.fromtimestamp(min(max(seconds, _FIRST), _LAST), tz=UTC).astimezone()
