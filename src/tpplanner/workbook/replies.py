"""The answer to a question, put in a workbook: in its sheet *Questions* as it stands, or written anew."""

import tempfile
from dataclasses import replace
from pathlib import Path

from tpplanner.domain.answers import Reading
from tpplanner.domain.questions import Question
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.sheets.colonne import OUI_NON
from tpplanner.sheets.session import QUESTIONS
from tpplanner.texts import questions as textes
from tpplanner.texts.questions import SUJETS
from tpplanner.workbook.entered import holds_more, rewritten
from tpplanner.workbook.grid import GridRow, Notes, open_book
from tpplanner.workbook.guard import Openable, read_checked
from tpplanner.workbook.patch import CellText, NotInPlaceError, with_cells
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.records import column_letter, header_row, names_of, title_of


def with_reply(path: Path, question: Question, reponse: bool) -> bytes:
    """The workbook at that path, of a session or of its planning, with that answer, which is not written yet.

    Raises UserError, with the row to type, where the file cannot be changed without a loss.
    """
    reading, answered = read_session(path), replace(question, reponse=reponse)
    try:
        content = _written(path, reading, answered)
    except NotInPlaceError:
        content = None
    if content is None or not _answers(content, answered):
        raise UserError(Issue(Severity.ERROR, *textes.reponse_a_noter(answered)))
    return content


def _written(path: Path, reading: Reading, answered: Question) -> bytes | None:
    checked = read_checked(path)
    grid = open_book(checked, Notes()).grids.get(QUESTIONS.titre)
    header = header_row(QUESTIONS, grid) if grid else None
    if grid is not None and header is not None:
        return _in_its_row(checked, header, grid.rows, answered)
    if reading.edite or holds_more(path, reading.saisie):
        return None
    others = (q for q in reading.saisie.questions if _key(q) != _key(answered))
    return rewritten(path, replace(reading.saisie, questions=(*others, answered)))


def _in_its_row(checked: Openable, header: GridRow, rows: list[GridRow], answered: Question) -> bytes:
    """The answer in the row of the question; without one, in the first row below that holds nothing."""
    champs = names_of(QUESTIONS.colonnes)
    columns = {champs[title_of(cell)]: column for column, cell in header.cells.items() if title_of(cell) in champs}
    if not {"ecrit", "autre", "reponse"} <= columns.keys():
        raise NotInPlaceError
    below = [row for row in rows if row.number > header.number]
    values = {
        "sujet": SUJETS[answered.sujet],
        "ecrit": answered.ecrit,
        "autre": answered.autre,
        "reponse": OUI_NON[not answered.reponse],
    }
    about = {champ: value for champ, value in values.items() if champ in columns and champ != "reponse"}
    there = next((row for row in below if all(_text(row, columns[c]) == v for c, v in about.items())), None)
    number = there.number if there else max((row.number for row in below), default=header.number) + 1
    typed = {"reponse": values["reponse"]} if there else {c: v for c, v in values.items() if c in columns}
    cells = {f"{column_letter(columns[champ])}{number}": CellText(value) for champ, value in typed.items()}
    return with_cells(checked, QUESTIONS.titre, cells)


def _text(row: GridRow, column: int) -> str:
    cell = row.cells.get(column)
    return str(cell.value) if cell is not None else ""


def _answers(content: bytes, answered: Question) -> bool:
    """Whether a workbook can be read, and leaves that question open no more."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answered.xlsx"
        path.write_bytes(content)
        try:
            session = read_session(path).session
        except UserError:
            return False
    return any(q.reponse is answered.reponse for q in session.questions if _key(q) == _key(answered)) and not any(
        q.reponse is None for q in session.questions if _key(q) == _key(answered)
    )


def _key(question: Question) -> tuple[str, str, str]:
    return question.sujet.value, question.ecrit, question.autre
