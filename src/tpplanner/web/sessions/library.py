"""Which sessions there are: those of the page's folder, and those opened where they are. A list that cannot fail."""

import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tpplanner.web.sessions.folders import SessionFiles, VersionedFile, ident, session_names
from tpplanner.web.sessions.looking import (
    MOST_NAMES,
    OF_A_YEAR,
    WORKBOOK,
    FolderLook,
    Hindrance,
    Unshown,
    is_file,
    is_named_workbook,
    legible,
    look_into,
    one_look,
    state_of,
)

MOST_FOLDERS, MOST_SESSIONS = 1000, 500
"""Folders that are looked into, sessions that are shown: those that changed last."""

MOST_IN_FOLDER = 200
"""Sessions that are shown of one folder: one that holds thousands of workbooks hides no other."""

MOST_NAMES_IN_ALL = 3 * MOST_NAMES
"""Names that are looked at for one list; of a folder beyond that, the first."""

FIRST_NAMES = 200
"""Names that are looked at in any folder."""

_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Listing:
    """The sessions, what changed last first; and what should perhaps be among them, and cannot be shown."""

    sessions: tuple[SessionFiles, ...]
    unshown: tuple[Unshown, ...]


class Library:
    """The sessions that the page knows: those of its folder, and the workbooks that were opened where they are."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._elsewhere: list[Path] = []
        self._places: dict[str, tuple[Path, Path]] = {}
        """by what was asked for and its id, where it was last: the workbook, the file"""

    def register(self, path: Path) -> SessionFiles | None:
        """Know a workbook that is elsewhere, or the workbooks of a folder; the first of them."""
        if "\0" in str(path):
            return None
        paths = _sessions_in(path) if os.path.isdir(path) else [_resolved(path)]
        self._elsewhere += [p for p in paths if p not in self._elsewhere]
        return SessionFiles(paths[0]) if paths else None

    def sessions(self) -> list[SessionFiles]:
        """All of them, what changed last first."""
        return [*self.listing().sessions]

    def listing(self) -> Listing:
        """The same, with what cannot be shown. It raises nothing, and takes a moment whatever stands there."""
        with one_look():
            gathering = _Gathering(self.root)
            gathering.gather(self._elsewhere)
            return gathering.listing()

    def of_year(self, programmation: Path) -> list[SessionFiles]:
        """The sessions that were planned from a programmation, by name."""
        return [SessionFiles(path) for path in _sessions_in(SessionFiles.plannings_of(programmation))]

    def session(self, id_: str) -> SessionFiles | None:
        """The session of an id."""
        place = self._place("session", id_, lambda session: [session.workbook])
        return place[0] if place is not None else None

    def planning(self, id_: str) -> tuple[SessionFiles, Path] | None:
        """The planning of an id, and its session: a workbook itself may hold one."""
        return self._place("planning", id_, lambda s: [s.workbook, *_paths(s.plannings())])

    def programmation(self, id_: str) -> tuple[SessionFiles, Path] | None:
        """The programmation of an id, and the workbook of its year."""
        return self._place("programmation", id_, lambda s: _paths(s.programmations()))

    def _place(
        self, what: str, id_: str, files: Callable[[SessionFiles], Iterable[Path]]
    ) -> tuple[SessionFiles, Path] | None:
        """The file of an id, and its session: where it was last, else wherever it is among all of them."""
        if not _ID.fullmatch(id_):
            return None
        place = self._places.get(what + id_)
        if place is None or not all(map(is_file, place)):
            place = self._searched(id_, files)
            if place is None:
                self._places.pop(what + id_, None)
                return None
            self._places[what + id_] = place
        return SessionFiles(place[0]), place[1]

    def _searched(self, id_: str, files: Callable[[SessionFiles], Iterable[Path]]) -> tuple[Path, Path] | None:
        with one_look():
            every = ((session.workbook, path) for session in self.sessions() for path in files(session))
            return next(((workbook, path) for workbook, path in every if ident(path) == id_), None)


def _paths(versions: Iterable[VersionedFile]) -> list[Path]:
    return [version.path for version in versions]


def _resolved(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _sessions_in(folder: Path) -> list[Path]:
    """Where the sessions of a folder stand, the first by name, that of its own workbook before."""
    look, real = look_into(folder), _resolved(folder)
    names = sorted(session_names(look), key=lambda name: (name != WORKBOOK, name))[:MOST_IN_FOLDER]
    return [_resolved(real / name) if name in look.links else real / name for name in names]


def _different(folders: Iterable[Path]) -> list[Path]:
    """Each folder once, by whatever links it is reached."""
    different: dict[str, Path] = {}
    for folder in folders:
        different.setdefault(os.path.realpath(folder), folder)
    return [*different.values()]


class _Gathering:
    """Sessions that are gathered from folders, and what cannot be shown of them."""

    def __init__(self, root: Path) -> None:
        self._root, self._left = root, MOST_NAMES_IN_ALL
        self._changes: dict[Path, int] = {}
        """the workbooks, each with when it changed last"""
        self._unshown: dict[Unshown, None] = {}

    def gather(self, elsewhere: Iterable[Path]) -> None:
        """Look into the folder of the sessions, those inside it, and those of years; at what is elsewhere too."""
        root = self._look(self._root)
        if root.hindrance is None and os.path.lexists(self._root) and not os.path.isdir(self._root):
            leads_on = os.path.exists(self._root)
            self._tell(self._root.name, Hindrance.PAS_UN_DOSSIER if leads_on else Hindrance.NULLE_PART)
        for name, hindrance in root.strange.items():
            self._tell(Path(name).stem if is_named_workbook(name) else name, hindrance)
        inside = self._newest([self._root / name for name in root.folders])
        own = _different([self._root, *inside])
        for folder in own[1:]:
            self._look(folder)
        above = (*own, *(path.parent for path in elsewhere))
        years = [folder / name for folder in above for name in look_into(folder).folders if name.endswith(OF_A_YEAR)]
        folders = _different([*own, *self._newest(years)])
        for folder in folders[len(own) :]:
            self._look(folder)
        for folder in folders[1:]:
            self._tell_strange(folder)
        paths = [path for folder in folders for path in self._sessions_in(folder)]
        for path in dict.fromkeys((*paths, *elsewhere)):
            self._take(path)

    def listing(self) -> Listing:
        """What was gathered."""
        newest = sorted(self._changes, key=lambda path: -self._changes[path])
        if len(newest) > MOST_SESSIONS:
            self._tell(self._root.name, Hindrance.TROP_DE_SESSIONS)
        sessions = [SessionFiles(path) for path in newest[:MOST_SESSIONS]]
        alike = defaultdict[str, dict[tuple[str, str], str]](dict)
        for session in sessions:
            names = (session.workbook.parent.name, session.workbook.stem)
            alike[unicodedata.normalize("NFKC", session.nom).casefold()][names] = session.nom
        for noms in alike.values():
            for nom in noms.values() if len(noms) > 1 else ():
                self._tell(nom, Hindrance.MEME_NOM)
        return Listing(tuple(sessions), tuple(self._unshown))

    def _look(self, folder: Path) -> FolderLook:
        look = look_into(folder, min(MOST_NAMES, max(FIRST_NAMES, self._left)))
        self._left -= look.names
        if look.hindrance is not None:
            self._tell(folder.name, look.hindrance)
        if look.cut:
            self._tell(folder.name, Hindrance.TROP_DE_FICHIERS)
        return look

    def _newest(self, folders: list[Path]) -> list[Path]:
        """Those that changed last, as many as are looked into, by name."""
        if len(folders) <= MOST_FOLDERS:
            return folders
        self._tell(self._root.name, Hindrance.TROP_DE_SESSIONS)
        return sorted(sorted(folders, key=_age)[:MOST_FOLDERS])

    def _sessions_in(self, folder: Path) -> list[Path]:
        paths = _sessions_in(folder)
        if len(paths) == MOST_IN_FOLDER:
            self._tell(folder.name, Hindrance.TROP_DE_SESSIONS)
        return paths

    def _take(self, path: Path) -> None:
        """Take a workbook in, or tell why it cannot be shown."""
        state = state_of(path)
        if isinstance(state, Hindrance):
            self._tell(SessionFiles(path).nom, state)
        elif state is not None:
            self._changes[path] = state.st_mtime_ns

    def _tell_strange(self, folder: Path) -> None:
        """Tell what looks like a workbook, or like the folder of a year, in the folder of a session."""
        look = look_into(folder)
        bad = {name: Hindrance.PAS_UN_CLASSEUR for name in look.folders if is_named_workbook(name)}
        for name, hindrance in (look.strange | bad).items():
            if is_named_workbook(name) or name.endswith(OF_A_YEAR):
                self._tell(SessionFiles(folder / name).nom, hindrance)

    def _tell(self, nom: str, hindrance: Hindrance) -> None:
        self._unshown[Unshown(legible(nom), hindrance)] = None


def _age(folder: Path) -> float:
    """By which folders are sorted, the one that changed last first; one that cannot be asked comes last."""
    try:
        return -os.stat(folder).st_mtime
    except OSError:
        return float("inf")
