"""A workbook and its sheets being written safely: the only place of the exports that knows XlsxWriter."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from time import sleep
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import ParseError, fromstring
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

from tpplanner.errors import Bug
from tpplanner.export import metrics
from tpplanner.export.agenda import Agenda, one_line, safe
from tpplanner.export.excel.looks import (
    ALERT,
    BANNER,
    CELL,
    DATE_FORMAT,
    FONT,
    HEADER,
    HEADING,
    MINUTES_FORMAT,
    NOTE,
    SUBTITLE,
    TIME_FORMAT,
    TITLE,
    Look,
)
from tpplanner.export.files import Written, cannot_write, put
from tpplanner.texts import commande as texte
from tpplanner.texts.classeur import RENVOI, insecable, phrase_centre, phrase_dates, phrase_session, sujet_de_page
from tpplanner.workbook.template import print_nothing

# A workbook and its sheets being written: the only place of the exports that knows XlsxWriter.

PRINTED_WIDTH = 277 / 25.4 * 96
"""pixels across an A4 sheet in landscape, less 1 cm on each side"""
PRINTED_HEIGHT = (210 - 12 - 18) / 25.4 * 72
"""points down it, less the margins"""
MARGIN = 0.91
"""LibreOffice makes the same columns 6 % wider than Excel, and printers differ"""


@dataclass(frozen=True, slots=True)
class Minutes:
    """A length, written as a number of minutes."""

    n: int


Cell = str | int | date | datetime | time | Minutes | None
"""What a cell takes; a datetime is shown as a time of day."""


class Book:
    """A workbook of values, in Arial; `created` is written as its date, so that equal inputs give equal files."""

    def __init__(self, target: BinaryIO, titre: str, created: datetime) -> None:
        self.workbook = Workbook(
            target,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {"font_name": "Arial", "font_size": 10, "font_scheme": False},
            },
        )
        self.workbook.set_properties({"title": safe(titre), "created": created})
        self._formats: dict[tuple[tuple[str, str | int | float | bool], ...], Format] = {}

    def format(self, look: Look) -> Format:
        """The format that looks so."""
        properties = {**FONT, **look}
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]

    def conditional(self, look: Look) -> Format:
        """The format of cells while a condition holds: over their own, so without a font of its own."""
        return self.workbook.add_format(dict(look))

    def sheet(self, titre: str, widths: Sequence[float], footer: "Footer") -> "Sheet":
        """A new sheet with columns of these widths (in characters)."""
        return Sheet(self, titre, tuple(widths), footer)

    def close(self) -> None:
        """Write it all to the target."""
        self.workbook.close()


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands at the foot of every page: for whom it is, what it is of, and the page's number."""

    audience: str
    subject: str

    @property
    def code(self) -> str:
        """The footer as Excel codes it (at most 255 characters)."""
        left, centre = (_escaped(one_line(t), longest) for t, longest in ((self.audience, 60), (self.subject, 60)))
        return f'&L&"Arial,Bold"&8 {left}&C&"Arial,Regular"&8 {centre}&R&"Arial,Regular"&8 &P / &N'


def _day(jour: date) -> datetime:
    return datetime.combine(jour, time())


def _hour(moment: datetime | time) -> datetime:
    """A time of day is a fraction of the day before Excel's first."""
    return datetime(1899, 12, 31, moment.hour, moment.minute)


def _escaped(text: str, longest: int) -> str:
    return text[:longest].replace("&", "&&")


class Sheet:
    """A sheet being filled downwards; `row` is the next free one."""

    def __init__(self, book: Book, titre: str, widths: tuple[float, ...], footer: Footer) -> None:
        self.book = book
        self.titre = titre
        self.widths = widths
        self.row = 0
        self.worksheet = book.workbook.add_worksheet(titre)
        self._heights: dict[int, float] = {}
        self._breaks: list[int] = []
        for column, width in enumerate(widths):
            self.worksheet.set_column(column, column, width)
        self.worksheet.set_landscape()
        self.worksheet.set_paper(9)
        self.worksheet.set_margins(left=0.394, right=0.394, top=0.472, bottom=0.709)
        self.worksheet.set_footer(footer.code, {"margin": 0.3})
        self.worksheet.hide_gridlines(2)
        self.worksheet.center_horizontally()
        self.worksheet.fit_to_pages(1, 0)

    # -- cells

    def write(self, row: int, column: int, value: Cell, look: Look = CELL) -> None:
        """One cell."""
        sheet = self.worksheet
        match value:
            case None | "":
                sheet.write_blank(row, column, None, self.book.format(look))
            case str():
                sheet.write_string(row, column, insecable(safe(value)), self.book.format(look))
            case Minutes(n):
                sheet.write_number(row, column, n, self.book.format({**look, "num_format": MINUTES_FORMAT}))
            case datetime() | time():
                sheet.write_datetime(row, column, _hour(value), self.book.format({**look, "num_format": TIME_FORMAT}))
            case date():
                sheet.write_datetime(row, column, _day(value), self.book.format({**look, "num_format": DATE_FORMAT}))
            case int():
                sheet.write_number(row, column, value, self.book.format(look))

    def merge(self, top: int, left: int, bottom: int, right: int, value: Cell, look: Look = CELL) -> None:
        """One cell over several."""
        if (top, left) != (bottom, right):
            self.worksheet.merge_range(top, left, bottom, right, "", self.book.format(look))
        self.write(top, left, value, look)

    def set_height(self, row: int, points: float) -> None:
        """The height of a row (at most Excel's 409 points)."""
        self._heights[row] = min(points, 409)
        self.worksheet.set_row(row, self._heights[row])

    # -- lines

    def line(
        self, values: Iterable[Cell], look: Look = CELL, looks: Mapping[int, Look] | None = None, least: float = 0
    ) -> int:
        """A row of a table, as high as its longest cell asks; answers its number."""
        row, needed = self.row, least
        for column, value in enumerate(values):
            own = (looks or {}).get(column, look)
            self.write(row, column, value, own)
            needed = max(needed, self.needed(value, column, column, own))
        self.set_height(row, needed)
        self.row += 1
        return row

    def wide(self, text: str, look: Look = NOTE, first: int = 0, last: int | None = None, least: float = 0) -> int:
        """A text over the whole width, or from one column to another; answers its row."""
        row, right = self.row, len(self.widths) - 1 if last is None else last
        self.merge(row, first, row, right, text, look)
        self.set_height(row, max(least, self.needed(text, first, right, look)))
        self.row += 1
        return row

    def needed(self, value: Cell, first: int, last: int, look: Look) -> float:
        """The height that a cell over those columns needs to show its text whole."""
        points = sum(metrics.column_pixels(w) for w in self.widths[first : last + 1]) * metrics.POINTS_A_PIXEL - 6
        points -= 8 * int(look.get("indent", 0))
        size = float(look.get("font_size", 9))
        bold = bool(look.get("bold", False))
        count = 1
        if isinstance(value, str) and look.get("text_wrap"):
            count = metrics.lines(insecable(safe(value)), points, size, bold=bold)
        return metrics.height(count, size)

    def header(self, titles: Iterable[str], look: Look = HEADER) -> int:
        """The titles of a table's columns."""
        return self.line(titles, look, least=18)

    def banner(self, text: str) -> int:
        """A day, a jury, a room: what the rows below are of."""
        return self.wide(text, BANNER, least=20)

    def heading(self, text: str) -> int:
        """The title of a part of the sheet."""
        return self.wide(text, HEADING, least=20)

    def skip(self, points: float = 8) -> None:
        """A blank row."""
        self.set_height(self.row, points)
        self.row += 1

    def head(self, titre: str, lines: Iterable[str], alerts: Iterable[str] = ()) -> None:
        """What every sheet begins with: its title, what it is of, and what must be told."""
        self.wide(titre, TITLE, least=24)
        for text in lines:
            self.wide(text, {**SUBTITLE, "text_wrap": True})
        for alert in alerts:
            self.wide(alert, ALERT)
        self.skip()

    # -- pages

    def repeat(self, first: int, last: int) -> None:
        """Rows printed at the top of every page, and kept in sight on the screen."""
        self.worksheet.repeat_rows(first, last)
        self.freeze(last)

    def freeze(self, last: int) -> None:
        """Rows kept in sight on the screen, down to that one."""
        self.worksheet.freeze_panes(last + 1, 0)

    def break_here(self) -> None:
        """What follows begins a page."""
        if self.row and (not self._breaks or self._breaks[-1] != self.row):
            self._breaks.append(self.row)

    def keep_together(self, first: int) -> None:
        """Begin a page at that row if what was written from it on would straddle two; call it after writing."""
        page = self.page_height(self.width_scale())
        top = self._breaks[-1] if self._breaks else 0
        if first > top and self.span(top, self.row - 1) > page:
            self._breaks.append(first)

    def span(self, first: int, last: int) -> float:
        """The height of rows, in points, both included."""
        return sum(self._heights.get(row, 15) for row in range(first, last + 1))

    def width_scale(self) -> int:
        """The scale, in per cent, at which the columns fill the width of the page, never above 100."""
        pixels = sum(metrics.column_pixels(width) for width in self.widths)
        return min(100, int(PRINTED_WIDTH / pixels * 100 * MARGIN))

    def page_height(self, scale: int) -> float:
        """The points of rows that a page holds at that scale."""
        return PRINTED_HEIGHT / scale * 100 * MARGIN

    def scale_of_pages(self, longest: float, smallest: int) -> int:
        """The scale at which so many points fit a page, between the smallest and what fits the width."""
        return min(self.width_scale(), max(smallest, int(PRINTED_HEIGHT * MARGIN * 100 / longest)))

    def longest_page(self) -> float:
        """The points of the longest stretch between two page breaks."""
        bounds = [0, *self._breaks, self.row]
        return max(self.span(first, last - 1) for first, last in pairwise(bounds))

    def paginate(self, scale: int | None = None) -> None:
        """Print with the page breaks asked for, at the scale that fits the width.

        Excel ignores page breaks where it fits pages by itself, hence a scale of our own.
        """
        self.worksheet.set_print_scale(scale or self.width_scale())
        self.worksheet.set_h_pagebreaks(self._breaks)

    def close(self) -> None:
        """Print what was written and nothing else."""
        self.worksheet.print_area(0, 0, max(self.row - 1, 0), len(self.widths) - 1)

    def close_for_screen(self, columns: int = 0) -> None:
        """Print nothing of it; `columns` are those written, where they are more than its widths say."""
        print_nothing(self.worksheet, max(columns, len(self.widths)) + 1)

    def relative(self, row: int, column: int) -> str:
        """``A1``."""
        return str(xl_rowcol_to_cell(row, column))


# A file being drafted: the agenda that every sheet tells, and how each sheet begins.


@dataclass(frozen=True, slots=True)
class Draft:
    """The book, what it is of, and for whom."""

    book: Book
    agenda: Agenda
    audience: str

    def sheet(
        self, titre: str, widths: Sequence[float], aide: str = "", *, audience: str = "", alerts: bool = False
    ) -> Sheet:
        """A sheet with its head: title, session, help.

        The warnings on the référentiel are told whole when `alerts`, otherwise by a line that says where they stand.
        """
        session = self.agenda.session
        sheet = self._blank(titre, widths, audience)
        lines = [phrase_session(session), self._where_and_when]
        sheet.head(titre, [*lines, *filter(None, (aide,))], self.agenda.avertissements if alerts else self._pointer)
        return sheet

    def compact_sheet(
        self, titre: str, widths: Sequence[float], aide: Sequence[str] = (), *, alerts: bool = False
    ) -> Sheet:
        """A sheet whose head takes little room: title and session on one line."""
        session = self.agenda.session
        sheet = self._blank(titre, widths)
        parts = (titre, session.referentiel.sigle, self._where_and_when)
        head = one_line(" – ".join(filter(None, parts)))
        sheet.head(head, aide, self.agenda.avertissements if alerts else self._pointer)
        return sheet

    def _blank(self, titre: str, widths: Sequence[float], audience: str = "") -> Sheet:
        subject = sujet_de_page(self.agenda.session, self.agenda.jours)
        return self.book.sheet(titre, widths, Footer(audience or self.audience, subject))

    @property
    def _where_and_when(self) -> str:
        session = self.agenda.session
        return " – ".join(filter(None, (phrase_centre(session), phrase_dates(session, self.agenda.jours))))

    @property
    def _pointer(self) -> tuple[str, ...]:
        return (RENVOI,) if self.agenda.avertissements else ()


# Writing a workbook safely: its bytes are made in memory, and read again before they replace anything.

_WORKBOOK = "xl/workbook.xml"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"

Fill = Callable[[BinaryIO], None]
"""Writes the content of the file."""


def write_safely(path: Path, fill: Fill, sheets: tuple[str, ...], pause: Callable[[float], None] = sleep) -> Written:
    """Write a workbook whose first sheets have these titles.

    Raises `CannotWrite` when nothing could be written anywhere, and `Bug` when what was made cannot be read again;
    what stood at `path` is then untouched.
    """
    if path.suffix.lower() != ".xlsx":
        raise cannot_write(path, texte.EXTENSION)
    content = BytesIO()
    fill(content)
    return put(path, content.getvalue(), lambda read: verify(read, sheets), pause)


def verify(content: bytes, sheets: tuple[str, ...]) -> None:
    """Check that bytes are a workbook whose every part can be read, with these sheets first; raises `Bug`."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        roots = {name: fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
        found = tuple(sheet.get("name") for sheet in roots[_WORKBOOK].iter(_SHEET))
    except (BadZipFile, ParseError, KeyError) as error:
        raise Bug(f"the workbook just made cannot be read again: {error}") from error
    if found[: len(sheets)] != sheets:
        raise Bug(f"the workbook just made has the sheets {found}, not {sheets}")
