"""Workbooks to read: written from a session, then changed cell by cell as people (or accidents) do."""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from fractions import Fraction
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import from_excel
from openpyxl.workbook import Workbook

from tpplanner.domain.answers import Reading
from tpplanner.domain.duties import without_presumed
from tpplanner.domain.plan import Plan
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Session
from tpplanner.sheets.colonne import OUI_NON, Feuille, Forme, Saisie
from tpplanner.sheets.session import FEUILLES, PLANNING_COMPLET
from tpplanner.texts.plain import clean
from tpplanner.workbook import grid
from tpplanner.workbook.cells import is_empty, texte
from tpplanner.workbook.contents import Contents, contents_of
from tpplanner.workbook.example import example_session
from tpplanner.workbook.guard import Openable
from tpplanner.workbook.kit import Book, CellValue, Sheet, made
from tpplanner.workbook.planning_rows import beside_twins, rows_of, values_of
from tpplanner.workbook.reader import read_sheets
from tpplanner.workbook.records import Sheets, Source
from tpplanner.workbook.template import FIRST_ROW, input_look, write_contents, write_input_sheets

BY_KEY: dict[str, Feuille] = {feuille.cle: feuille for feuille in (*FEUILLES, PLANNING_COMPLET)}

PLANNING_HEADER = 5
"""The row of the titles of *Planning* in these workbooks."""

Changes = Mapping[tuple[str, str, int], object]
"""What is typed, by sheet, field and rank of the row (from 0)."""


@cache
def _bytes_of(session: Session) -> bytes:
    return made(lambda book: write_input_sheets(book, session))


def write(path: Path, session: Session) -> Path:
    """The workbook of a session."""
    path.write_bytes(_bytes_of(session))
    return path


def asked_nothing(session: Session) -> Session:
    """A session that was read as it was before: without what is asked of names that are near, and held meanwhile."""
    return replace(without_presumed(session), questions=())


def row(cle: str, rank: int, **champs: object) -> Changes:
    return {(cle, champ, rank): value for champ, value in champs.items()}


def spoiled(path: Path, session: Session, changes: Changes) -> Path:
    """The workbook of a session in which other values are typed."""
    contents: Contents = contents_of(session)
    for (cle, champ, rank), value in changes.items():
        rows = contents.setdefault(cle, [])
        while len(rows) <= rank:
            rows.append({})
        rows[rank][champ] = value
    path.write_bytes(made(lambda book: write_contents(book, session.referentiel, contents)))
    return path


def reading_of(session: Session, changes: Changes, *, patient: bool = False, avant: Session | None = None) -> Reading:
    """What is read of `spoiled`, without the making of a file: the sheets are opened once, then typed in."""
    cells: dict[str, Typed] = {}
    for (cle, champ, rank), value in changes.items():
        feuille, at = BY_KEY[cle], coordinate_to_tuple(address(cle, champ, rank))
        cells.setdefault(feuille.titre, {})[at] = (value, feuille.colonne(champ).saisie)
    return _read_in(_opened_once(session), cells, patient=patient, avant=avant)


def reading_of_cell(session: Session, titre: str, ref: str, value: object) -> Reading:
    """What is read of the workbook of a session in which something is typed in a cell that takes text."""
    return _read_in(_opened_once(session), {titre: {coordinate_to_tuple(ref): (value, Saisie.TEXTE)}})


def reading_of_planning(session: Session, plan: Plan, typed: Mapping[tuple[int, int], object]) -> Reading:
    """What is read of `with_planning`, without the making of a file."""
    saisies = [colonne.saisie for colonne in PLANNING_COMPLET.colonnes]
    cells = {at: (value, saisies[at[1] - 1]) for at, value in typed.items()}
    return _read_in(_opened_with_planning_once(session, plan), {PLANNING_COMPLET.titre: cells})


Typed = dict[tuple[int, int], tuple[object, Saisie]]
"""What is typed in a sheet, by row and column (from 1), and of which kind the column is."""


@cache
def _opened_once(session: Session) -> grid.Grids:
    return opened_grids(_bytes_of(session))


@cache
def _opened_with_planning_once(session: Session, plan: Plan) -> grid.Grids:
    return opened_grids(_bytes_with_planning(session, plan, {}))


def opened_grids(content: bytes) -> grid.Grids:
    """The sheets of a workbook without formulas, as a reader opens them."""
    return grid.open_book(Openable(content, frozenset()), grid.Notes())


def _read_in(
    book: grid.Grids, cells: Mapping[str, Typed], *, patient: bool = False, avant: Session | None = None
) -> Reading:
    notes = grid.PatientNotes() if patient else grid.Notes()
    sheets = book.grids | {titre: typed_in(book.grids[titre], typed) for titre, typed in cells.items()}
    return read_sheets(Source(Sheets(replace(book, grids=sheets), notes), notes, avant=avant))


def typed_in(sheet: grid.Grid, typed: Typed) -> grid.Grid:
    """The sheet with other values, as a reader finds them."""
    rows = {row.number: (row.hidden, dict(row.cells)) for row in sheet.rows}
    for (row, column), (value, saisie) in typed.items():
        _, cells = rows.setdefault(row, (False, {}))
        cells.pop(column, None)
        look = str(input_look(saisie)["num_format"])
        if not is_empty(read := _as_read(value, look)):
            there = grid.Location(sheet.titre, f"{get_column_letter(column)}{row}", _shown(read))
            cells[column] = grid.Cell(there, read, look)
    filled = [
        grid.GridRow(n, hidden, dict(sorted(cells.items()))) for n, (hidden, cells) in sorted(rows.items()) if cells
    ]
    return replace(sheet, rows=filled)


def _shown(value: object) -> str:
    return str(value) if isinstance(value, float) else texte(value)


def _as_read(value: object, look: str) -> object:
    """A value as it is read of the cell into which it was written."""
    match value:
        case bool():
            return OUI_NON[0] if value else OUI_NON[1]
        case Fraction():
            return str(value)
        case str():
            return clean(value)
        case date() if not isinstance(value, datetime):
            return datetime.combine(value, time())
        case int() | float() if look in ("dd/mm/yyyy", "hh:mm"):
            return from_excel(value)
    return value


def with_planning(
    path: Path, session: Session, plan: Plan, typed: Mapping[tuple[int, int], CellValue] | None = None
) -> Path:
    """The workbook of a session and of its planning, with the hidden columns that keep what was written.

    `typed`: what a hand has typed since, by row and column (from 1).
    """
    path.write_bytes(_bytes_with_planning(session, plan, typed or {}))
    return path


def _bytes_with_planning(session: Session, plan: Plan, typed: Mapping[tuple[int, int], CellValue]) -> bytes:
    rows, cells = rows_of(session, plan), dict(typed)

    def fill(book: Book) -> None:
        sheet = Sheet(book, PLANNING_COMPLET.titre)
        for column, colonne in enumerate(PLANNING_COMPLET.colonnes):
            sheet.write(PLANNING_HEADER - 1, column, colonne.titre, {})
        for rank, row in enumerate(rows, 1):
            values = values_of(row)
            for column, written in enumerate((*values, *values, *beside_twins(row, rank, len(rows)))):
                saisie = PLANNING_COMPLET.colonnes[column].saisie
                value = cells.pop((PLANNING_HEADER + rank, column + 1), written)
                sheet.write(PLANNING_HEADER - 1 + rank, column, value, input_look(saisie))
        for (row, column), value in cells.items():  # on rows that were empty
            sheet.write(row - 1, column - 1, value, {})
        write_input_sheets(book, session)

    return made(fill)


def example(path: Path, referentiel: Referentiel) -> Path:
    """The example workbook of a titre."""
    return write(path, example_session(referentiel))


def address(cle: str, champ: str, rank: int = 0) -> str:
    """The cell of a field: of a form, or of a row of a table (from 0)."""
    feuille = BY_KEY[cle]
    champs = [colonne.champ for colonne in feuille.colonnes]
    if feuille.forme is Forme.TABLE:
        return f"{get_column_letter(champs.index(champ) + 1)}{FIRST_ROW + 1 + rank}"
    before = feuille.colonnes[: champs.index(champ) + 1]
    return f"B{2 + len(before) + sum(bool(c.rubrique) for c in before)}"


def place(cle: str, champ: str, rank: int = 0) -> str:
    """The same with its sheet: ``Candidats!C4``."""
    return f"{BY_KEY[cle].titre}!{address(cle, champ, rank)}"


def opened(path: Path) -> Workbook:
    """The workbook, to be changed and saved again."""
    return openpyxl.load_workbook(path)


def rezipped(path: Path, change: Callable[[str, bytes], bytes | None], **added: bytes) -> Path:
    """The workbook with its parts changed one by one, those that become None dropped; others added by name."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()} | added
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return path


def part_of(path: Path, titre: str) -> str:
    """The part that holds a sheet of a workbook that these helpers wrote."""
    with zipfile.ZipFile(path) as archive:
        titres = re.findall(rb'<sheet [^>]*?\bname="([^"]*)"', archive.read("xl/workbook.xml"))
    return f"xl/worksheets/sheet{titres.index(titre.encode()) + 1}.xml"


def with_cell(path: Path, titre: str, ref: str, xml: str) -> Path:
    """The workbook where a cell that it has is written so."""
    part = part_of(path, titre)

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        cell = rf'<c r="{ref}"(?:[^>]*/>|[^>]*>.*?</c>)'.encode()
        changed, count = re.subn(cell, lambda _: xml.encode(), content)
        assert count == 1, ref
        return changed

    return rezipped(path, change)
