"""What a membre answered, noted in the workbook of a planning: two cells of *Membres*, the rest byte for byte."""

import re
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from string import ascii_uppercase
from xml.sax.saxutils import escape

from tpplanner.domain.answers import Reading
from tpplanner.domain.duties import with_one
from tpplanner.domain.session import Reponse
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.sheets.session import MEMBRES, REPONSES
from tpplanner.texts import lecture
from tpplanner.texts.noms import date_chiffres
from tpplanner.workbook.grid import Notes, open_book
from tpplanner.workbook.guard import Openable, part_of_sheet, read_checked
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.records import column_letter, header_row

# Cells changed in the text of their sheet, where only their rows are written anew: a library that reads a workbook and
# writes it again loses what it does not know, values of formulas, looks, comments.

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d*)")
_CELL = re.compile(
    r'<(?P<p>(?:\w+:)?)c\b(?P<a>[^>]*?)\br="(?P<r>[A-Z]+)\d+"(?P<b>[^>]*?)(?:/>|>(?P<in>.*?)</(?P=p)c>)', re.S
)
_ROW_NUMBER = re.compile(r'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_END_OF_ROWS = re.compile(r"</(?P<p>(?:\w+:)?)sheetData>")
_STYLE = re.compile(r'\bs="(\d+)"')


class NotInPlaceError(Exception):
    """The sheet is not written as Excel or tpplanner writes one, or the cell is computed: nothing is changed."""


@dataclass(frozen=True, slots=True)
class CellText:
    """What is put in a cell: a text, empty for nothing; `like` is the address of a cell whose look it takes."""

    texte: str
    like: str = ""


def with_cells(checked: Openable, titre: str, typed: Mapping[str, CellText]) -> bytes:
    """The workbook with these cells of a sheet, by address; raises NotInPlaceError."""
    part = part_of_sheet(checked, titre)
    written = BytesIO()
    with zipfile.ZipFile(checked.stream()) as before, zipfile.ZipFile(written, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            if info.filename == part:
                content = _changed(content, typed)
            after.writestr(info, content, info.compress_type)
    return written.getvalue()


def _changed(content: bytes, typed: Mapping[str, CellText]) -> bytes:
    try:
        sheet = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotInPlaceError from error
    sheet = _with_rows(sheet, typed)
    looks = {address: _look(sheet, cell.like or address) for address, cell in typed.items()}
    for address, cell in typed.items():
        sheet = _with_cell(sheet, address, cell.texte, looks[address])
    return sheet.encode()


def _with_rows(sheet: str, addresses: Iterable[str]) -> str:
    """The sheet with the rows of these cells that come after its last one."""
    last = max((int(number) for number in _ROW_NUMBER.findall(sheet)), default=0)
    wanted = {int(match[2]) for address in addresses if (match := _ADDRESS.fullmatch(address))}
    end = _END_OF_ROWS.search(sheet)
    if end is None:
        return sheet
    p = end["p"]
    rows = "".join(f'<{p}row r="{number}"></{p}row>' for number in sorted(wanted) if number > last)
    return sheet[: end.start()] + rows + sheet[end.start() :]


def _row(sheet: str, address: str) -> re.Match[str]:
    """The row of a cell, which has cells; its `before`, `in` and `after` are the whole of it."""
    match = _ADDRESS.fullmatch(address)
    number = match[2] if match else ""
    rows = re.finditer(
        rf'(?P<before><(?P<p>(?:\w+:)?)row\b(?=[^>]*\br="{number}")[^>]*(?<!/)>)(?P<in>.*?)(?P<after></(?P=p)row>)',
        sheet,
        re.S,
    )
    matches = list(rows)
    if len(matches) != 1:
        raise NotInPlaceError
    return matches[0]


def _look(sheet: str, address: str) -> str:
    """The number of a cell's look, as an attribute; empty where it has none."""
    column = address.rstrip("0123456789")
    for cell in _CELL.finditer(_row(sheet, address)["in"]):
        if cell["r"] == column and (style := _STYLE.search(cell["a"] + cell["b"])):
            return f' s="{style[1]}"'
    return ""


def _with_cell(sheet: str, address: str, texte: str, look: str) -> str:
    row, column = _row(sheet, address), address.rstrip("0123456789")
    p, inside = row["p"], row["in"]
    inline_text = f'<{p}is><{p}t xml:space="preserve">{escape(texte)}</{p}t></{p}is>'
    ours = f'<{p}c r="{address}"{look}' + (f' t="inlineStr">{inline_text}</{p}c>' if texte else "/>")
    cells = list(_CELL.finditer(inside))
    there = next((cell for cell in cells if cell["r"] == column), None)
    if there is not None and re.search(rf"<{p}f\b", there["in"] or ""):
        raise NotInPlaceError
    if there is not None:
        inside = inside[: there.start()] + ours + inside[there.end() :]
    else:
        following = next((cell.start() for cell in cells if _rank(cell["r"]) > _rank(column)), len(inside))
        inside = inside[:following] + ours + inside[following:]
    # how far a row goes is told for speed alone, and would not be true any more
    before = re.sub(r'\sspans="[^"]*"', "", row["before"])
    return sheet[: row.start()] + before + inside + row["after"] + sheet[row.end() :]


def _rank(column: str) -> tuple[int, str]:
    return len(column), column


# What a membre answered, in the row of theirs.


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
    values = {"reponse": REPONSES[reponse] if reponse else "", "repondu_le": date_chiffres(le) if le else ""}
    titre, typed = _cells(checked, reading, membre, values)
    wanted = with_one(session, "membres", membre, reponse=reponse, repondu_le=le)
    try:
        content = with_cells(checked, titre, typed)
        as_wanted = _is(content, replace(reading, session=wanted))
    except NotInPlaceError:
        as_wanted = False
    if not as_wanted:
        raise UserError(Issue(Severity.ERROR, *lecture.REPONSE_NON_NOTEE, titre))
    return content


def _cells(
    checked: Openable, reading: Reading, membre: str, values: Mapping[str, str]
) -> tuple[str, dict[str, CellText]]:
    """The sheet of membres, and what is typed there; columns that it has not stand after its last one."""
    titre, _, nom = reading.cells["membres", membre, "nom"].rpartition("!")
    places = {champ: reading.cells.get(("membres", membre, champ), "").rpartition("!")[2] for champ in values}
    typed = {place: CellText(values[champ]) for champ, place in places.items() if place}
    absent = [champ for champ, place in places.items() if not place]
    if absent:
        header, last = _end_of_header(checked, titre)
        for rank, champ in enumerate(absent, 1):
            column = column_letter(last + rank)
            typed[f"{column}{header}"] = CellText(MEMBRES.colonne(champ).titre, f"{column_letter(last)}{header}")
            typed[f"{column}{nom.lstrip(ascii_uppercase)}"] = CellText(values[champ], nom)
    return titre, typed


def _end_of_header(checked: Openable, titre: str) -> tuple[int, int]:
    """The header row of a sheet of membres that was read, and the last column in which anything stands."""
    grid = open_book(checked, Notes()).grids[titre]
    header = header_row(MEMBRES, grid)
    return header.number if header else 1, max(column for row in grid.rows for column in row.cells)


def _is(content: bytes, wanted: Reading) -> bool:
    """Whether a workbook tells that session and that planning."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "planning.xlsx"
        path.write_bytes(content)
        reading = read_session(path)
    return (reading.session, reading.ecrit, reading.edite) == (wanted.session, wanted.ecrit, wanted.edite)
