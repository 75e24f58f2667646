"""What the card of a session tells, remembered until one of its files changes: no workbook is read on the way to it.

It stands in the application's own data, and may be lost at any time: it is made anew from the files.
"""

import json
import time
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any

from tpplanner.errors import UserError
from tpplanner.files.place import make_folder
from tpplanner.files.writing import overwrite
from tpplanner.web.handed.followup import file_beside
from tpplanner.web.reading.readers import AT_ONCE
from tpplanner.web.sessions.folders import SessionFiles, stamp
from tpplanner.web.sessions.states import PlanState

FILE = "resumes.json"
"""Where they stand in the application's data."""

MADE_AT_ONCE = AT_ONCE // 2
"""Summaries that are made at once: behind files that are slow, readers are left to whoever opens a session."""


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something to do, in words: by when, whether that is past, the button that leads there, the key of its tick."""

    quoi: str
    jour: str
    quand: str
    retard: bool
    bouton: str
    adresse: str
    cle: str


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """What a session tells of itself, as its files stood (`empreinte`), with what is to be done seen from a day.

    `annee`: of which year it is the workbook, empty for a session. `lisible`: the workbook can be read; `complet`: it
    can be planned as it is. Days are ISO. `etat` is the name of a `PlanState`, `cause` why, both empty without a
    planning that can be read. `version` is the one in force, `proposee` a newer one that waits to be, 0 for none.
    `confirmes` of `appeles` membres have said that they come; `archivee`: it was put among those that are over;
    `impossible`: a search has proven that it has no planning as it is.
    """

    empreinte: str
    vu_le: str
    annee: str = ""
    lisible: bool = False
    complet: bool = False
    fictive: bool = False
    titre: str = ""
    jours: tuple[str, ...] = ()
    candidats: int = 0
    membres: int = 0
    etat: str = ""
    cause: str = ""
    version: int = 0
    proposee: int = 0
    confirmes: int = 0
    appeles: int = 0
    archivee: bool = False
    impossible: bool = False
    a_faire: tuple[DueLine, ...] = ()

    @property
    def dates(self) -> tuple[date, ...]:
        """Its days."""
        return tuple(map(date.fromisoformat, self.jours))


def print_of_files(session: SessionFiles) -> str:
    """What changes whenever one of the files changes from which a summary is made."""
    paths = (session.workbook, *(p.path for p in session.plannings()), file_beside(session.workbook))
    return sha256(repr([(path.name, stamp(path)) for path in paths]).encode()).hexdigest()[:16]


class Summaries:
    """What is remembered of sessions, in the application's data; a few are made at once, each once."""

    def __init__(self, data: Path) -> None:
        self._path = data / FILE
        self._known: dict[str, SessionSummary] | None = None
        self._rank = 0
        self._ranks: dict[str, int] = {}
        """by session, the rank among all that this server has made; whoever saw those before asks for the others"""
        self._going: dict[tuple[str, str, date], Future[SessionSummary]] = {}
        """those that are being made, by session, its files as they stand, and the day"""
        self._lock, self._threads = Lock(), ThreadPoolExecutor(MADE_AT_ONCE, "carte")

    def known(self, session: SessionFiles) -> SessionSummary | None:
        """What is remembered of a session, where none of its files has changed since."""
        summary = self._all().get(session.id)
        return summary if summary is not None and summary.empreinte == print_of_files(session) else None

    def fresh(self, session: SessionFiles, day: date) -> SessionSummary | None:
        """The same, where it was seen from that day."""
        summary = self.known(session)
        return summary if summary is not None and summary.vu_le == day.isoformat() else None

    def made(
        self,
        sessions: Iterable[SessionFiles],
        day: date,
        make: Callable[[SessionFiles], SessionSummary],
        seconds: float | None,
    ) -> dict[str, SessionSummary]:
        """What sessions tell, seen from a day, by id: those of which that is made within so many seconds (None: all).

        One that takes longer is gone on with, and found by whoever asks again; it keeps none of the others waiting.
        """
        until, left = None if seconds is None else time.monotonic() + seconds, iter(sessions)
        made: dict[str, SessionSummary] = {}
        going: dict[Future[SessionSummary], str] = {}
        while True:
            for session in islice(left, MADE_AT_ONCE - len(going)):
                going[self._begun(session, day, make)] = session.id
            done, _ = wait(going, until and max(0.0, until - time.monotonic()), FIRST_COMPLETED)
            if not done:
                return made
            made |= {going.pop(future): future.result() for future in done}

    def _begun(
        self, session: SessionFiles, day: date, make: Callable[[SessionFiles], SessionSummary]
    ) -> Future[SessionSummary]:
        key = (session.id, print_of_files(session), day)

        def making() -> SessionSummary:
            try:
                before, summary = self.known(session), make(session)
                if before is not None and before.empreinte == summary.empreinte:
                    summary = replace(summary, impossible=before.impossible)
                with self._lock:
                    self._entries()[session.id] = summary
                    self._ranks[session.id] = self._rank = self._rank + 1
                return summary
            finally:
                with self._lock:
                    self._going.pop(key, None)

        with self._lock:
            if key not in self._going:
                self._going[key] = self._threads.submit(making)
            return self._going[key]

    @property
    def rank(self) -> int:
        """How many were made so far."""
        return self._rank

    def made_after(self, rank: int, session: SessionFiles) -> SessionSummary | None:
        """What was made of a session after so many, as long as none of its files changes."""
        return self.known(session) if self._ranks.get(session.id, 0) > rank else None

    def note_impossible(self, session: SessionFiles) -> None:
        """Remember that a session has no planning, as long as none of its files changes."""
        summary = self.known(session)
        if summary is not None:
            with self._lock:
                self._entries()[session.id] = replace(summary, impossible=True)

    def keep(self, sessions: Collection[SessionFiles]) -> None:
        """Put what is known of these sessions on the disk, and nothing of others."""
        there = {session.id for session in sessions}
        with self._lock:
            self._known = {id_: summary for id_, summary in self._entries().items() if id_ in there}
            content = json.dumps({id_: asdict(summary) for id_, summary in self._known.items()}, ensure_ascii=False)
        with suppress(OSError, UserError):  # remembered while the page is open, at least
            make_folder(self._path.parent, parents=True)
            overwrite(self._path, content.encode())

    def _all(self) -> dict[str, SessionSummary]:
        with self._lock:
            return dict(self._entries())

    def _entries(self) -> dict[str, SessionSummary]:
        if self._known is None:
            self._known = _read(self._path)
        return self._known


def _read(path: Path) -> dict[str, SessionSummary]:
    """What was remembered; nothing where that cannot be read, or comes from another version."""
    try:
        return {str(id_): _summary(entry) for id_, entry in json.loads(path.read_bytes()).items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _summary(entry: dict[str, Any]) -> SessionSummary:
    if set(entry) != {f.name for f in fields(SessionSummary)}:
        raise ValueError(sorted(entry))
    lines = tuple(DueLine(**line) for line in entry["a_faire"])
    summary = SessionSummary(**entry | {"jours": tuple(entry["jours"]), "a_faire": lines})
    if summary.etat not in {"", *(state.name for state in PlanState)} or not all(summary.dates or (True,)):
        raise ValueError(summary.etat)
    return summary


def forget(data: Path) -> None:
    """Forget what is remembered of all sessions, which names people, where the system lets us."""
    with suppress(OSError):
        (data / FILE).unlink(missing_ok=True)
