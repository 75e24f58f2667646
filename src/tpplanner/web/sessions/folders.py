"""Sessions as files: a workbook, its plannings (v1, v2, …) and its documents beside it. There is no database."""

import hashlib
import os
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count, takewhile
from pathlib import Path

from tpplanner.files.names import documents, file_name
from tpplanner.files.place import any_file, make_folder
from tpplanner.files.writing import put
from tpplanner.texts.commande import AFFICHE
from tpplanner.texts.page import REMPLACEES
from tpplanner.texts.plan_b import SUFFIXE
from tpplanner.web.sessions.looking import (
    EXTENSION,
    OF_A_YEAR,
    WORKBOOK,
    FolderLook,
    is_file,
    legible,
    look_into,
    moment_of,
)
from tpplanner.workbook.marks import read_marks

MOST_UNLISTED = 200
"""Versions that are asked for by name, where the folder of a session holds too many names to be listed."""

_PLANNING = re.compile(r"(?P<stem>.+)-planning-v(?P<version>\d+)")
_PROGRAMMATION = re.compile(r"(?P<stem>.+)-programmation-v(?P<version>\d+)")


def ident(path: Path) -> str:
    """By which the browser names a file: it says nothing of where the file is."""
    return hashlib.sha256(os.path.realpath(path).encode(errors="surrogatepass")).hexdigest()[:16]


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
        return saved_at(self.path)


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
        folder, stem = legible(self.workbook.parent.name), legible(self.workbook.stem)
        return folder if stem.casefold() in ("session", folder.casefold()) else f"{folder} – {stem}"

    def plannings(self) -> list[VersionedFile]:
        """Its plannings, the newest version first."""
        return self._versions("planning")

    def programmations(self) -> list[VersionedFile]:
        """What was proposed for a year, the newest version first."""
        return self._versions("programmation")

    def _versions(self, what: str) -> list[VersionedFile]:
        folder, begins = self.workbook.parent, f"{self.workbook.stem}-{what}-v"
        look = look_into(folder)
        names = look.workbooks[bisect_left(look.workbooks, begins) :]
        own = {
            name: name[len(begins) :][: -len(EXTENSION)] for name in takewhile(lambda n: n.startswith(begins), names)
        }
        versions = [VersionedFile(folder / name, int(digits)) for name, digits in own.items() if digits.isdecimal()]
        if look.cut and self.workbook.name == WORKBOOK:
            versions += self._unlisted(what, {version.version for version in versions})
        return sorted(versions, key=lambda version: -version.version)

    def _unlisted(self, what: str, listed: set[int]) -> Iterator[VersionedFile]:
        """Versions that stand in a folder of which not all names were looked at: those that were written in turn."""
        for n in range(1, MOST_UNLISTED):
            path = self._version(what, n)
            if n not in listed and is_file(path):
                yield VersionedFile(path, n)

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
        return next(path for path in (self._version(what, n) for n in versions) if not os.path.lexists(path))

    def _version(self, what: str, n: int) -> Path:
        return self.workbook.with_name(f"{self.workbook.stem}-{what}-v{n}{EXTENSION}")

    @staticmethod
    def documents_of(planning: Path) -> Path:
        """The folder of a planning's documents."""
        return documents(planning)

    @staticmethod
    def plannings_of(programmation: Path) -> Path:
        """The folder of the plannings of a year's sessions, made from one of its programmations."""
        return programmation.with_name(programmation.stem + OF_A_YEAR)

    def trial(self, code: str) -> Path:
        """Where a copy of the workbook with a change, by its code, is written."""
        stems = (f"{self.workbook.stem} (essai {code}{n})" for n in ("", *(f" {k}" for k in range(2, 1000))))
        return next(path for stem in stems if not os.path.lexists(path := self.workbook.with_name(stem + EXTENSION)))


def session_names(look: FolderLook) -> list[str]:
    """The workbooks of a folder that are no planning of another, nor anything that is written beside a planning."""
    stems = {name[: -len(EXTENSION)] for name in look.workbooks}
    return [name for name in look.workbooks if not _is_beside(name[: -len(EXTENSION)], stems)]


def _is_beside(stem: str, stems: Collection[str]) -> bool:
    """Whether a workbook is made of another one in its folder, told by their names without extension."""
    matches = (pattern.fullmatch(stem) for pattern in (_PLANNING, _PROGRAMMATION))
    if any(match["stem"] in stems for match in matches if match is not None):
        return True
    of_failures = stem.removesuffix(SUFFIXE)
    return stem.endswith(AFFICHE) or (of_failures != stem and of_failures in stems)


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
    except (OSError, ValueError):
        return ""
    return f"{status.st_mtime_ns:x}-{status.st_size:x}"


def saved_at(path: Path) -> datetime:
    """When a file was saved; long ago where it is there no more."""
    try:
        return moment_of(path.stat().st_mtime)
    except OSError:
        return moment_of(0)
