"""Workbooks written with XlsxWriter: looks as formats, sheets filled downwards, a trace of what was written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from tpplanner.sheets.colonne import Feuille, Groupe
from tpplanner.sheets.session import TRACE
from tpplanner.texts.plain import LONGEST, clean, safe
from tpplanner.workbook.trace import Prints, lines_of, print_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Look = Mapping[str, Any]
"""How cells look: plain properties of XlsxWriter formats."""

ARIAL: Look = {"font_name": "Arial", "font_size": 10}
CREATED = datetime(2000, 1, 1)
"""The date in the file's properties: the same content is always the same file."""

TAB_COLOURS = {Groupe.REGARDER: "#2F5597", Groupe.MODIFIER: "#C55A11", Groupe.SAISIE: "#548235"}
"""Of each group, dark enough for white letters."""

_A4 = 9
_HIGHEST = 409
"""points of a row, in Excel"""
_DAY_ZERO = date(1899, 12, 31)
"""A time of day is a fraction of the day before Excel's first."""
_DATE: Look = {"num_format": "[$-40C]ddd d mmm yyyy"}
_TIME: Look = {"num_format": "hh:mm"}
_MINUTES: Look = {"num_format": '0" min"'}


@dataclass(frozen=True, slots=True)
class Minutes:
    """A length, written as a number of minutes."""

    n: int


CellValue = str | bool | int | float | Fraction | date | datetime | time | Minutes | None
"""What a cell takes; a datetime is shown as a time of day."""


class Book:
    """A workbook of values; `font` is the font of cells without a look; equal inputs give equal files."""

    def __init__(
        self,
        target: BinaryIO,
        titre: str = "",
        created: datetime = CREATED,
        font: Look | None = None,
        marks: Mapping[str, str] | None = None,
    ) -> None:
        from xlsxwriter import Workbook  # noqa: PLC0415 - slow to import, and only writers need it

        options: dict[str, Any] = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.workbook = Workbook(target, options | ({"default_format_properties": dict(font)} if font else {}))
        properties = {"title": titre, **(marks or {})}
        self.workbook.set_properties(
            {"created": created} | {name: safe(mark) for name, mark in properties.items() if mark}
        )
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.sheets: list[Sheet] = []

    def format(self, look: Look) -> "Format":
        """The XlsxWriter format of a look, made once."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(dict(look))
        return self._formats[key]


@cache
def _worksheet_class() -> "type[Worksheet]":
    """A worksheet that looks for functions of newer Excels once in a formula, however many rows it stands on."""
    from xlsxwriter.worksheet import Worksheet  # noqa: PLC0415 - as above

    class OnceAFormula(Worksheet):
        def __init__(self) -> None:
            super().__init__()
            self._prepared: dict[tuple[str, bool], str] = {}

        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
            key = formula, expand_future_functions
            if key not in self._prepared:
                self._prepared[key] = super()._prepare_formula(*key)  # type: ignore[no-untyped-call]
            return self._prepared[key]

    return OnceAFormula


Fill = Callable[[Book], None]
"""Writes the sheets of a workbook."""


def made(
    fill: Fill,
    titre: str = "",
    created: datetime = CREATED,
    font: Look | None = None,
    marks: Mapping[str, str] | None = None,
) -> bytes:
    """The file of a workbook, once filled; `marks` are more of its properties, by their names in XlsxWriter."""
    target = BytesIO()
    book = Book(target, titre, created, font, marks)
    fill(book)
    book.workbook.close()
    return target.getvalue()


class Sheet:
    """A sheet being filled downwards, with columns of these widths (in characters); `row` is the next free one."""

    font: Look = ARIAL
    """How every cell looks where its own look does not say."""

    def __init__(self, book: Book, titre: str, widths: Sequence[float] = ()) -> None:
        self.book = book
        self.titre = titre
        self.widths = tuple(widths)
        self.row = 0
        self.worksheet = book.workbook.add_worksheet(titre, _worksheet_class())
        self.heights: dict[int, float] = {}
        self.written: dict[int, Prints] = {}
        book.sheets.append(self)
        for column, width in enumerate(self.widths):
            self.worksheet.set_column(column, column, width)

    def format(self, look: Look) -> "Format":
        """The format of a cell of this sheet with that look."""
        return self.book.format({**self.font, **look})

    def text(self, text: str) -> str:
        """A text as a cell of this sheet shows it."""
        return clean(text)[:LONGEST]

    def write(self, row: int, column: int, value: CellValue, look: Look) -> None:
        """One cell; numbers, dates and hours are shown as usual where the look does not say how."""
        sheet = self.worksheet
        self.keep(row, column, value)
        match value:
            case None | "":
                sheet.write_blank(row, column, None, self.format(look))
            case str():
                sheet.write_string(row, column, self.text(value), self.format(look))
            case bool():
                sheet.write_string(row, column, "oui" if value else "non", self.format(look))
            case Fraction():
                sheet.write_string(row, column, str(value), self.format(look))
            case Minutes(n):
                sheet.write_number(row, column, n, self.format({**_MINUTES, **look}))
            case datetime() | time():
                moment = datetime.combine(_DAY_ZERO, time(value.hour, value.minute))
                sheet.write_datetime(row, column, moment, self.format({**_TIME, **look}))
            case date():
                sheet.write_datetime(row, column, datetime.combine(value, time()), self.format({**_DATE, **look}))
            case int() | float():
                sheet.write_number(row, column, value, self.format(look))

    def colour_tab(self, groupe: Groupe) -> None:
        """Show by the colour of its tab to which group the sheet belongs."""
        self.worksheet.set_tab_color(TAB_COLOURS[groupe])

    def keep(self, row: int, column: int, value: CellValue) -> None:
        """Remember what is written in a cell, to tell it from what people type there (`write_trace`)."""
        match value:
            case None | "":
                self.written.get(row, {}).pop(column, None)
                return
            case str():
                value = self.text(value)
            case bool():
                value = "oui" if value else "non"
            case Minutes(n):
                value = n
            case datetime():
                value = time(value.hour, value.minute)
        self.written.setdefault(row, {})[column] = print_of(value)

    def leave(self, first: int, last: int | None = None, column: int | None = None) -> None:
        """Forget what is written in rows, or in one column of them: it is what people fill and may change."""
        for row in [r for r in self.written if first <= r and (last is None or r <= last)]:
            if column is None:
                del self.written[row]
            else:
                self.written[row].pop(column, None)

    def link(self, row: int, column: int, titre: str, look: Look) -> None:
        """The title of another sheet, which leads there."""
        self.keep(row, column, titre)
        self.worksheet.write_url(row, column, f"internal:'{titre}'!A1", self.format(look), titre)

    def merge(self, top: int, left: int, bottom: int, right: int, value: CellValue, look: Look) -> None:
        """One cell over several."""
        if (top, left) != (bottom, right):
            self.worksheet.merge_range(top, left, bottom, right, "", self.format(look))
        self.write(top, left, value, look)

    def cells(self, values: Iterable[CellValue], look: Look, points: float | None = None) -> int:
        """Write the next row, `points` high if given; the number of that row."""
        for column, value in enumerate(values):
            self.write(self.row, column, value, look)
        if points is not None:
            self.set_height(self.row, points)
        self.row += 1
        return self.row - 1

    def set_height(self, row: int, points: float, options: dict[str, Any] | None = None) -> None:
        """The height of a row (at most Excel's); `options`: how it takes part in an outline."""
        self.heights[row] = min(points, _HIGHEST)
        self.worksheet.set_row(row, self.heights[row], None, options)

    def set_page(self, footer: str, margins: Mapping[str, float], foot: float | None = 0.3) -> None:
        """Print on A4, landscape, with that footer (as Excel codes it)."""
        self.worksheet.set_landscape()
        self.worksheet.set_paper(_A4)
        self.worksheet.set_margins(**margins)
        self.worksheet.set_footer(footer, {} if foot is None else {"margin": foot})
        self.worksheet.hide_gridlines(2)

    def print_nothing(self, columns: int = 0) -> None:
        """Leave the sheet out of what is printed: its print area is one empty cell, to the right of what is written.

        `columns` is how many columns are written, where they are more than the widths. Excel leaves out blank pages at
        the end, LibreOffice every blank page. Rows or columns repeated on each page would make the page not blank.
        """
        beside = max(columns, len(self.widths)) + 1
        self.worksheet.print_area(0, beside, 0, beside)


def arrange_tabs(book: Book, in_sight: Iterable[Feuille], opened: Feuille) -> None:
    """Hide the tabs of all sheets but those in sight, and open the file on one of these."""
    shown = {feuille.titre for feuille in in_sight}
    for sheet in book.sheets:
        if sheet.titre not in shown:
            sheet.worksheet.hide()
        elif sheet.titre == opened.titre:
            sheet.worksheet.activate()


def write_trace(book: Book) -> None:
    """Keep in the file what was written on its sheets, in one that only a program finds: called when all are filled."""
    sheet = book.workbook.add_worksheet(TRACE)
    for row, written in enumerate(book.sheets):
        rows = {
            row + 1: {column + 1: mark for column, mark in prints.items()} for row, prints in written.written.items()
        }
        for column, text in enumerate((written.titre, *lines_of(rows))):
            sheet.write_string(row, column, text)
    sheet.very_hidden()


def letter(column: int) -> str:
    """How Excel names a column."""
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 - as above

    return str(xl_col_to_name(column))
