"""Sessions as files: a workbook, its plannings (v1, v2, …) and its documents beside it. There is no database."""

import hashlib
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from tpplanner.files.names import LOCKS, documents, file_name
from tpplanner.files.place import any_file, make_folder
from tpplanner.files.writing import put
from tpplanner.texts.commande import AFFICHE
from tpplanner.texts.page import REMPLACEES
from tpplanner.texts.plan_b import SUFFIXE
from tpplanner.workbook.marks import read_marks

EXTENSION = ".xlsx"
WORKBOOK = f"session{EXTENSION}"
"""What the workbook of a new session is called, in a folder that bears the name of the session."""
_PLANNING = re.compile(r"(?P<stem>.+)-planning-v(?P<version>\d+)")
_PROGRAMMATION = re.compile(r"(?P<stem>.+)-programmation-v(?P<version>\d+)")

_OF_A_YEAR = "-plannings"
"""How the names end of the folders in which the sessions of a year are planned."""


def ident(path: Path) -> str:
    """By which the browser names a file: it says nothing of where the file is."""
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class VersionedFile:
    """A planning of a session or a programmation of a year, and its version."""

    path: Path
    version: int

    @property
    def id(self) -> str:
        """By which the browser names it."""
        return ident(self.path)

    @property
    def saved(self) -> datetime:
        """When it was written, or saved by hand since."""
        return datetime.fromtimestamp(self.path.stat().st_mtime, tz=UTC).astimezone()


@dataclass(frozen=True, slots=True)
class SessionFiles:
    """A workbook, and what stands beside it."""

    workbook: Path

    @property
    def id(self) -> str:
        """By which the browser names it."""
        return ident(self.workbook)

    @property
    def nom(self) -> str:
        """What people call it: its folder, and its own name where it says more."""
        folder, stem = self.workbook.parent.name, self.workbook.stem
        return folder if stem.casefold() in ("session", folder.casefold()) else f"{folder} – {stem}"

    def plannings(self) -> list[VersionedFile]:
        """Its plannings, the newest version first."""
        return self._versions(_PLANNING)

    def programmations(self) -> list[VersionedFile]:
        """What was proposed for a year, the newest version first."""
        return self._versions(_PROGRAMMATION)

    def _versions(self, pattern: re.Pattern[str]) -> list[VersionedFile]:
        plannings = []
        for path in _workbooks(self.workbook.parent):
            match = pattern.fullmatch(path.stem)
            if match is not None and match["stem"] == self.workbook.stem:
                plannings.append(VersionedFile(path, int(match["version"])))
        return sorted(plannings, key=lambda planning: -planning.version)

    def in_force(self) -> VersionedFile | None:
        """The planning that people hold to: of those that were put in force, the last to be; else the newest."""
        plannings = self.plannings()
        since = [(moment, p.version, p) for p in plannings if (moment := read_marks(p.path).en_vigueur) is not None]
        return max(since)[-1] if since else next(iter(plannings), None)

    def known_before(self, path: Path) -> VersionedFile | None:
        """The planning that people know while they do not know that one: in force and older, else what it changes."""
        in_force = self.in_force()
        later = {p.path for p in self.plannings() if in_force is not None and p.version > in_force.version}
        return in_force if path in later else self.changed_from(path)

    def changed_from(self, path: Path) -> VersionedFile | None:
        """The planning that one is a change of, if it is still there."""
        avant = read_marks(path).avant
        return next((p for p in self.plannings() if p.path.name == avant and p.path != path), None)

    def changed_into(self, path: Path) -> VersionedFile | None:
        """The newest change of a planning, if there is one."""
        return next((p for p in self.plannings() if read_marks(p.path).avant == path.name), None)

    def next_planning(self, promised: Collection[Path] = ()) -> Path:
        """Where the next planning is written: no file of that version stands there, or is `promised` to be."""
        taken = [int(match["version"]) for p in promised if (match := _PLANNING.fullmatch(p.stem))]
        return self._next("planning", [*taken, *(p.version for p in self.plannings())])

    def next_programmation(self) -> Path:
        """Where the next programmation is written, likewise."""
        return self._next("programmation", [p.version for p in self.programmations()])

    def _next(self, what: str, taken: list[int]) -> Path:
        versions = count(max(taken, default=0) + 1)
        paths = (self.workbook.with_name(f"{self.workbook.stem}-{what}-v{n}{EXTENSION}") for n in versions)
        return next(path for path in paths if not os.path.lexists(path))

    @staticmethod
    def documents_of(planning: Path) -> Path:
        """The folder of a planning's documents."""
        return documents(planning)

    @staticmethod
    def plannings_of(programmation: Path) -> Path:
        """The folder of the plannings of a year's sessions, made from one of its programmations."""
        return programmation.with_name(programmation.stem + _OF_A_YEAR)

    def trial(self, code: str) -> Path:
        """Where a copy of the workbook with a change, by its code, is written."""
        stems = (f"{self.workbook.stem} (essai {code}{n})" for n in ("", *(f" {k}" for k in range(2, 1000))))
        return next(path for stem in stems if not (path := self.workbook.with_name(stem + EXTENSION)).exists())


class Library:
    """The sessions that the page knows: those of its folder, and the workbooks that were opened where they are."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._elsewhere: list[Path] = []

    def register(self, path: Path) -> SessionFiles | None:
        """Know a workbook that is elsewhere, or the workbooks of a folder; the first of them."""
        paths = list(_sessions_in(path)) if path.is_dir() else [path]
        known = set(self._elsewhere)
        self._elsewhere += [p.resolve() for p in paths if p.resolve() not in known]
        return SessionFiles(paths[0].resolve()) if paths else None

    def sessions(self) -> list[SessionFiles]:
        """All of them, what changed last first."""
        inside = sorted(p for p in self.root.iterdir() if p.is_dir()) if self.root.is_dir() else []
        own = [self.root, *inside]
        years = [year for f in dict.fromkeys((*own, *(p.parent for p in self._elsewhere))) for year in _of_years(f)]
        paths = [path for folder in (*own, *years) for path in _sessions_in(folder)]
        there = dict.fromkeys(path.resolve() for path in (*paths, *self._elsewhere) if path.is_file())
        return [SessionFiles(path) for path in sorted(there, key=lambda p: -p.stat().st_mtime)]

    def of_year(self, programmation: Path) -> list[SessionFiles]:
        """The sessions that were planned from a programmation, by name."""
        return [SessionFiles(path) for path in _sessions_in(SessionFiles.plannings_of(programmation).resolve())]

    def session(self, id_: str) -> SessionFiles | None:
        """The session of an id."""
        return next((s for s in self.sessions() if s.id == id_), None)

    def planning(self, id_: str) -> tuple[SessionFiles, Path] | None:
        """The planning of an id, and its session: a workbook itself may hold one."""
        for session in self.sessions():
            for path in (session.workbook, *(p.path for p in session.plannings())):
                if ident(path) == id_:
                    return session, path
        return None


def _workbooks(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() == EXTENSION and not path.name.startswith(LOCKS) and path.is_file():
            yield path


def _of_years(folder: Path) -> list[Path]:
    """The folders beside a workbook in which sessions of a year are planned."""
    return sorted(path for path in folder.glob(f"*{_OF_A_YEAR}") if path.is_dir())


def _sessions_in(folder: Path) -> Iterator[Path]:
    """The workbooks of a folder that are no planning of another, nor anything that is written beside a planning."""
    there = {path.stem for path in _workbooks(folder)}
    for path in _workbooks(folder):
        matches = [match for pattern in (_PLANNING, _PROGRAMMATION) if (match := pattern.fullmatch(path.stem))]
        of_another = any(match["stem"] in there for match in matches)
        beside = path.stem.endswith(AFFICHE) or path.stem.removesuffix(SUFFIXE) in there - {path.stem}
        if not of_another and not beside:
            yield path


def new_folder(root: Path, nom: str) -> Path:
    """A folder for a session of that name, in which nothing is yet; raises CannotWrite."""
    make_folder(root, parents=True)
    stem = file_name(nom)
    names = (stem, *(f"{stem} ({n})" for n in range(2, 1000)))
    folder = next(path for name in names if not (path := root / name).exists() or _is_empty(path))
    make_folder(folder)
    return folder


def _is_empty(folder: Path) -> bool:
    """Whether a folder holds nothing: one that was made for a session of which nothing could be written."""
    return folder.is_dir() and not any(folder.iterdir())


def copy_aside(path: Path) -> Path:
    """Keep a copy of a file that is about to be replaced, in a folder beside it: where it is; raises CannotWrite."""
    aside = path.parent / REMPLACEES
    make_folder(aside)
    copy = aside / f"{path.stem} {datetime.now():%Y-%m-%d %Hh%Mm%S.%f}{path.suffix}"
    put(copy, path.read_bytes(), replaces=any_file)
    return copy


def stamp(path: Path) -> str:
    """What changes whenever a file is saved; empty where it is gone."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_mtime_ns:x}-{status.st_size:x}"
