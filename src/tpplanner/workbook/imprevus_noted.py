"""What happened, put in a workbook: in its sheet *Imprévus* as it stands, or the workbook written anew."""

import tempfile
from dataclasses import replace
from datetime import date, time
from pathlib import Path

from tpplanner.domain.answers import Reading
from tpplanner.domain.imprevus import Imprevu
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.sheets.session import IMPREVUS
from tpplanner.texts import lecture
from tpplanner.texts.noms import date_chiffres, heure_chiffres
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.entered import holds_more, rewritten
from tpplanner.workbook.grid import GridRow, Notes, open_book
from tpplanner.workbook.guard import read_checked
from tpplanner.workbook.patch import CellText, NotInPlaceError, with_cells
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.records import column_letter, header_row, names_of, title_of


def with_imprevus(path: Path, reading: Reading, imprevus: tuple[Imprevu, ...]) -> bytes:
    """The workbook at that path, read so, with what happened, which is not written yet: rows are filled, or added.

    Raises UserError where the file cannot be changed without a loss.
    """
    wanted = replace(reading, base=(replace(reading.saisie, imprevus=imprevus),))
    for written in (_in_its_rows, _anew):
        try:
            content = written(path, reading, wanted)
        except NotInPlaceError:
            continue
        if _tells(content, wanted):
            return content
    raise UserError(Issue(Severity.ERROR, *lecture.IMPREVU_NON_NOTE))


def _in_its_rows(path: Path, reading: Reading, wanted: Reading) -> bytes:
    """Each event in its row; new ones in the first rows below that hold nothing."""
    checked = read_checked(path)
    grid = open_book(checked, Notes()).grids.get(IMPREVUS.titre)
    header = header_row(IMPREVUS, grid) if grid else None
    if grid is None or header is None:
        raise NotInPlaceError
    columns = _columns(header)
    before, after = contents_of(reading.saisie)["imprevus"], contents_of(wanted.saisie)["imprevus"]
    free = 1 + max(row.number for row in grid.rows if row.number >= header.number)
    cells: dict[str, CellText] = {}
    for rank, row in enumerate(after):
        there = before[rank] if rank < len(before) else {}
        number = _row(reading, rank + 1) if there else free + rank - len(before)
        for champ in {**there, **row}:
            if row.get(champ) != there.get(champ):
                if champ not in columns:
                    raise NotInPlaceError
                cells[f"{columns[champ]}{number}"] = CellText(_shown(row.get(champ)))
    return with_cells(checked, IMPREVUS.titre, cells)


def _columns(header: GridRow) -> dict[str, str]:
    champs = names_of(IMPREVUS.colonnes)
    titles = {column: title_of(cell) for column, cell in header.cells.items()}
    return {champs[title]: column_letter(column) for column, title in titles.items() if title in champs}


def _row(reading: Reading, rang: int) -> str:
    """The row of an event, by its rank from 1."""
    address = reading.cells.get(("imprevus", str(rang)), "").rpartition("!")[2]
    if not address:
        raise NotInPlaceError
    return "".join(sign for sign in address if sign.isdigit())


def _shown(value: object) -> str:
    """What is typed in a cell."""
    if isinstance(value, date):
        return date_chiffres(value)
    if isinstance(value, time):
        return heure_chiffres(value)
    return "" if value is None else str(value)


def _anew(path: Path, reading: Reading, wanted: Reading) -> bytes:
    """The whole workbook, where it holds nothing else."""
    if reading.edite or holds_more(path, reading.saisie):
        raise NotInPlaceError
    return rewritten(path, wanted.saisie)


def _tells(content: bytes, wanted: Reading) -> bool:
    """Whether a workbook tells that session, what happened to it, and that planning."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "noted.xlsx"
        path.write_bytes(content)
        try:
            reading = read_session(path, dates_only=True)
        except UserError:
            return False
    return (reading.saisie, reading.ecrit, reading.edite) == (wanted.saisie, wanted.ecrit, wanted.edite)
