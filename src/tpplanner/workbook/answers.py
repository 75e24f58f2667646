"""What a membre answered, noted in the workbook of a planning: two cells of *Membres*, and nothing else."""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import ascii_uppercase

from tpplanner.domain.answers import Reading
from tpplanner.domain.session import Reponse
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.sheets.session import MEMBRES, REPONSES
from tpplanner.texts import lecture
from tpplanner.texts.noms import date_chiffres
from tpplanner.workbook.grid import Notes, open_book
from tpplanner.workbook.guard import Checked, read_checked
from tpplanner.workbook.in_place import NotInPlaceError, Typed, with_cells
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.records import column_letter, header_row


def with_answer(path: Path, membre: str, reponse: Reponse | None, le: date | None) -> bytes:
    """The workbook at that path with the answer of a membre (None: not asked), which is not written yet.

    Raises UserError where there is no such membre, and where the file cannot be changed in place: what comes of it is
    read again, and must differ in that answer alone.
    """
    checked, reading = read_checked(path), read_session(path)
    session = reading.session
    if membre not in {m.id for m in session.membres}:
        raise UserError(Issue(Severity.ERROR, *lecture.REPONSE_DE_PERSONNE))
    le = le if reponse is not None else None
    told = {"reponse": REPONSES[reponse] if reponse else "", "repondu_le": date_chiffres(le) if le else ""}
    titre, typed = _cells(checked, reading, membre, told)
    wanted = tuple(replace(m, reponse=reponse, repondu_le=le) if m.id == membre else m for m in session.membres)
    try:
        content = with_cells(checked, titre, typed)
        kept = _is(content, replace(reading, session=replace(session, membres=wanted)))
    except NotInPlaceError:
        kept = False
    if not kept:
        raise UserError(Issue(Severity.ERROR, *lecture.REPONSE_NON_NOTEE, titre))
    return content


def _cells(checked: Checked, reading: Reading, membre: str, told: Mapping[str, str]) -> tuple[str, dict[str, Typed]]:
    """The sheet of membres, and what is typed there; columns that it has not stand after its last one."""
    titre, _, nom = reading.cells["membres", membre, "nom"].rpartition("!")
    places = {champ: reading.cells.get(("membres", membre, champ), "").rpartition("!")[2] for champ in told}
    typed = {place: Typed(told[champ]) for champ, place in places.items() if place}
    absent = [champ for champ, place in places.items() if not place]
    if absent:
        header, last = _end_of_header(checked, titre)
        for rank, champ in enumerate(absent, 1):
            column = column_letter(last + rank)
            typed[f"{column}{header}"] = Typed(MEMBRES.colonne(champ).titre, f"{column_letter(last)}{header}")
            typed[f"{column}{nom.lstrip(ascii_uppercase)}"] = Typed(told[champ], nom)
    return titre, typed


def _end_of_header(checked: Checked, titre: str) -> tuple[int, int]:
    """The header row of a sheet of membres that was read, and the last column in which anything stands."""
    grid = open_book(checked, Notes()).grids[titre]
    header = header_row(MEMBRES, grid)
    return header.number if header else 1, max(column for row in grid.rows for column in row.cells)


def _is(content: bytes, wanted: Reading) -> bool:
    """Whether a workbook tells that session and that planning."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "planning.xlsx"
        path.write_bytes(content)
        found = read_session(path)
    return (found.session, found.ecrit, found.edite) == (wanted.session, wanted.ecrit, wanted.edite)
