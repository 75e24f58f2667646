"""The sheets of a workbook as plain grids of cells: merged cells spread, sizes bounded, errors and formulas known.

The only module of the reader that knows openpyxl. The library reads a copy of bytes that `guard` has let through,
in its normal mode: the read-only mode trusts sizes that files declare wrongly, and keeps the file open.
"""

import re
import warnings
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from tpplanner.domain.noms import cle
from tpplanner.errors import Issue, Severity, WorkbookRefused
from tpplanner.texts import fichier, lecture
from tpplanner.workbook.cells import Raw, Tell, is_empty, texte
from tpplanner.workbook.guard import Checked
from tpplanner.workbook.reader.notes import Notes, Place

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_ROWS = 20_000
MAX_COLUMNS = 200
_MAX_SPREAD = 1_000
"""Merged ranges of more cells are decoration."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty; `error` for an error value, `formula` for one that nothing has calculated.

    `spread` tells that it only shows the value of a cell at its left, with which it is merged; `below`, of one above.
    """

    place: Place
    value: Raw
    number_format: str = "General"
    error: bool = False
    formula: bool = False
    spread: bool = False
    below: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with at least one cell of its own, by column (from 1)."""

    number: int
    hidden: bool
    cells: dict[int, Cell]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet."""

    titre: str
    rows: list[GridRow]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its sheets by title, and the day from which its serial numbers count."""

    grids: dict[str, Grid]
    epoch: date = field(default=date(1899, 12, 30))


def open_book(checked: Checked, notes: Notes, unread: Collection[str] = ()) -> Book:
    """The grids of a workbook; those of the titles in `unread` are left empty, which is sooner done.

    Raises WorkbookRefused where the library cannot read it.
    """
    values = load(checked, notes.warning, data_only=True)
    left_out = {cle(titre) for titre in unread}
    calculated = any(cle(titre) not in left_out for titre in checked.formules)
    formulas = load(checked, notes.warning, data_only=False) if calculated else None
    grids = {}
    for sheet in values.worksheets:
        twin = formulas[sheet.title] if formulas is not None else None
        if cle(sheet.title) in left_out:
            grids[sheet.title] = Grid(sheet.title, [], sheet.sheet_state != "visible")
        else:
            grids[sheet.title] = _grid(sheet, cast("Worksheet | None", twin), notes)
    if not grids:
        raise WorkbookRefused(Issue(Severity.ERROR, *fichier.SANS_FEUILLE))
    return Book(grids, date(1904, 1, 1) if values.epoch.year == 1904 else date(1899, 12, 30))


def load(checked: Checked, tell: Tell, *, data_only: bool) -> "Workbook":
    """The workbook as the library holds it, with values or with formulas; `tell` hears what may have been left out.

    Raises WorkbookRefused where the library cannot read it.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, and only readers need it

    try:
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("ignore")
            warnings.simplefilter("always", UserWarning)
            book = load_workbook(checked.stream(), data_only=data_only, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # a damaged file makes the library fail in a dozen undocumented ways
        raise WorkbookRefused(Issue(Severity.ERROR, *fichier.ENDOMMAGE)) from error
    for said in dict.fromkeys(str(warning.message) for warning in heard):
        if not _HARMLESS.match(said):
            tell(fichier.non_compris(said))
    return book


_HARMLESS = re.compile(
    "|".join(
        (
            # looks, of which nothing is read; a date that no style shows as one is told at its cell
            "Workbook contains no (?:stylesheet|default style)",
            "Cannot parse header or footer",
            "Failed to load a conditional formatting rule",
            "Print area cannot be set",
            # what a cell takes, what lies over cells, what is computed from them: never a value of a cell
            ".* extension is not supported and will be removed",
            "DrawingML support is incomplete",
            "Unable to read chart",
            ".* image format is not supported",
            ".*is part of a merged range but has a comment",
            "Defined names for sheet index",
            # the properties of the document, and a title that is only long
            "Unknown type for",
            "Title is more than 31 characters",
            # the cell becomes an error, which is told where it is read
            ".*is marked as a date but the serial value",
        )
    ),
    re.DOTALL,
)
"""The beginnings of what the library warns of and no reading misses."""


def _grid(sheet: "Worksheet", formulas: "Worksheet | None", notes: Notes) -> Grid:
    """The sheet, of which only the cells that exist are walked through: an area may be empty for a million rows."""
    merged = _merged(sheet)
    twins = _raw_cells(formulas) if formulas is not None else {}
    rows: dict[int, dict[int, Cell]] = {}
    beyond = False
    for at, cell in _raw_cells(sheet).items():
        within = at[0] <= MAX_ROWS and at[1] <= MAX_COLUMNS
        if not within and beyond:
            continue
        read = _cell(sheet.title, cell, merged.get(at, cell), twins)
        if read is None:
            continue
        if within:
            rows.setdefault(at[0], {})[at[1]] = read
        else:
            beyond = True
    if beyond:
        notes.warning(lecture.feuille_tronquee(MAX_ROWS, MAX_COLUMNS), Place(sheet.title))
    dimensions = sheet.row_dimensions
    found = [
        GridRow(number, number in dimensions and bool(dimensions[number].hidden), dict(sorted(cells.items())))
        for number, cells in sorted(rows.items())
        if not all(cell.below for cell in cells.values())
    ]
    return Grid(sheet.title, found, sheet.sheet_state != "visible")


def _raw_cells(sheet: "Worksheet") -> dict[tuple[int, int], Any]:
    """The cells that the file holds, by row and column. Every public way to them makes those between as well."""
    return sheet._cells  # noqa: SLF001


def _merged(sheet: "Worksheet") -> dict[tuple[int, int], Any]:
    """The cell whose value each merged cell shows."""
    sources = {}
    for zone in sheet.merged_cells.ranges:
        if zone.size["rows"] * zone.size["columns"] > _MAX_SPREAD:
            continue
        source = sheet.cell(zone.min_row, zone.min_col)
        for row in range(zone.min_row, zone.max_row + 1):
            for column in range(zone.min_col, zone.max_col + 1):
                sources[row, column] = source
    return sources


def _cell(titre: str, cell: Any, source: Any, formulas: dict[tuple[int, int], Any]) -> Cell | None:
    value = source.value
    twin = formulas.get((source.row, source.column)) if value is None and not calculated_as_empty(source) else None
    if twin is not None and twin.value is not None:
        return Cell(Place(titre, cell.coordinate, str(twin.value)), None, formula=True)
    if is_empty(value):
        return None
    shown = str(value) if isinstance(value, float) else texte(value)
    place = Place(titre, cell.coordinate, shown)
    return Cell(
        place,
        value,
        source.number_format or "General",
        error=source.data_type == "e",
        spread=source.column != cell.column,
        below=source.row != cell.row,
    )


def calculated_as_empty(cell: Any) -> bool:
    """Whether a cell without a value is that of a formula that gives the empty text: only a calculation types it so."""
    return cell.value is None and cell.data_type == "str"
