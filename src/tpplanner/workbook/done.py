"""The day on which something was done, put in a field of the form *Session*: one cell, the rest byte for byte."""

import tempfile
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from tpplanner.domain.answers import Reading
from tpplanner.domain.session import Session, Suivi
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.sheets.session import SESSION
from tpplanner.texts import lecture
from tpplanner.texts.noms import date_chiffres
from tpplanner.workbook.guard import read_checked
from tpplanner.workbook.patch import CellText, NotInPlaceError, with_cells
from tpplanner.workbook.reader import read_session

_OF_SUIVI = frozenset(field.name for field in fields(Suivi))


def done_on(session: Session, champ: str) -> date | None:
    """The day that a field of the form tells: one of `Suivi`, or of the session itself."""
    day: date | None = getattr(session.suivi if champ in _OF_SUIVI else session, champ)
    return day


def with_day(path: Path, champ: str, jour: date | None) -> bytes:
    """The workbook at that path, of a session or of its planning, with that day, which is not written yet.

    Raises UserError where the file cannot be changed in place: what comes of it is read again, and must differ in that
    day alone.
    """
    reading = read_session(path, dates_only=True)
    titre, _, address = reading.cells.get(("session", champ), "").rpartition("!")
    try:
        if not address:
            raise NotInPlaceError
        typed = {address: CellText(date_chiffres(jour) if jour else "")}
        content = with_cells(read_checked(path), titre, typed)
        as_wanted = _tells(content, reading, champ, jour)
    except NotInPlaceError:
        as_wanted = False
    if not as_wanted:
        raise UserError(Issue(Severity.ERROR, *lecture.fait_non_note(SESSION.colonne(champ).titre)))
    return content


def _tells(content: bytes, before: Reading, champ: str, jour: date | None) -> bool:
    """Whether a workbook tells that day, and besides what it told before."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "done.xlsx"
        path.write_bytes(content)
        try:
            after = read_session(path, dates_only=True)
        except UserError:
            return False
    if done_on(after.saisie, champ) != jour or (after.ecrit, after.edite) != (before.ecrit, before.edite):
        return False
    return _without(after.saisie, champ) == _without(before.saisie, champ)


def _without(session: Session, champ: str) -> Session:
    untold: dict[str, Any] = {champ: None}
    if champ in _OF_SUIVI:
        return replace(session, suivi=replace(session.suivi, **untold))
    return replace(session, **untold)
