"""The sheets of the exports being filled: cells as high as their texts ask, pages; a workbook written safely."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from itertools import pairwise, repeat
from pathlib import Path
from time import sleep
from typing import Any
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import ParseError, fromstring

from tpplanner.errors import Bug
from tpplanner.export import text_size
from tpplanner.export.agenda import Agenda
from tpplanner.export.excel.looks import ALERT, BANNER, CELL, DEFAULT, FONT, HEADER, HEADING, NOTE, SUBTITLE, TITLE
from tpplanner.files.place import Replaceable, cannot_write, no_file
from tpplanner.files.writing import Content, Placed, put_all
from tpplanner.sheets.colonne import Feuille
from tpplanner.texts import commande as texte
from tpplanner.texts.classeur import RENVOI, insecable, phrase_session, sujet_de_page
from tpplanner.texts.plain import one_line, safe
from tpplanner.workbook import kit
from tpplanner.workbook.kit import CREATED, Book, CellValue, Fill, Look, made

# A sheet being filled, its rows as high as their texts ask, its pages broken where they should.


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, by its number in Excel: the pixels of columns and the points of rows that stand between its margins.

    Cells, and margins, are printed `zoom` times larger than on A4.
    """

    number: int
    pixels: float
    points: float
    upright: bool = False
    zoom: float = 1


_ACROSS, _DOWN = 1 / 25.4 * 96, 1 / 25.4 * 72
"""pixels and points of a millimetre"""
LANDSCAPE = Paper(9, 277 * _ACROSS, (210 - 12 - 18) * _DOWN)
PORTRAIT = Paper(9, 190 * _ACROSS, (297 - 12 - 18) * _DOWN, upright=True)
"""A4, less 1 cm on each side, 12 mm above and 18 mm below."""
A3 = replace(PORTRAIT, number=8, zoom=2**0.5)
"""The same page, made larger."""
MARGIN = 0.91
"""LibreOffice makes the same columns 6 % wider than Excel, and printers differ"""
_MARGINS = {"left": 0.394, "right": 0.394, "top": 0.472, "bottom": 0.709}


class PrintedSheet(kit.Sheet):
    """A sheet of an export: for whom it is and what it is of stand at the foot of its pages, with their numbers."""

    font = FONT

    def __init__(
        self,
        book: Book,
        titre: str,
        widths: Sequence[float],
        audience: str,
        subject: str,
        paper: Paper = LANDSCAPE,
    ) -> None:
        super().__init__(book, titre, widths)
        self.paper = paper
        self._breaks: list[int] = []
        addressee, centre = (one_line(text)[:60].replace("&", "&&") for text in (audience, subject))
        footer = f'&L&"Arial,Bold"&8 {addressee}&C&"Arial,Regular"&8 {centre}&R&"Arial,Regular"&8 &P / &N'
        self.set_page(footer, {side: inches * paper.zoom for side, inches in _MARGINS.items()})
        self.worksheet.set_paper(paper.number)
        if paper.upright:
            self.worksheet.set_portrait()
        self.worksheet.center_horizontally()
        self.worksheet.fit_to_pages(1, 0)

    def text(self, text: str) -> str:
        """The text, its guillemets and its telephone numbers kept whole."""
        return insecable(safe(text))

    # -- lines

    def line(
        self,
        values: Iterable[CellValue],
        look: Look = CELL,
        looks: Mapping[int, Look] | None = None,
        least: float = 0,
        spans: Iterable[int] | None = None,
    ) -> int:
        """A row of a table, as high as its highest cell asks; answers its number.

        `looks` are those of single cells, by their rank; `spans`: over how many columns each cell stands.
        """
        row, first, needed = self.row, 0, least
        for rank, (value, span) in enumerate(zip(values, repeat(1) if spans is None else spans, strict=False)):
            own, last = (looks or {}).get(rank, look), first + span - 1
            self.merge(row, first, row, last, value, own)
            needed = max(needed, self.needed(value, first, last, own))
            first = last + 1
        self.set_height(row, needed)
        self.row += 1
        return row

    def wide(self, text: str, look: Look = NOTE, least: float = 0) -> int:
        """A text over the whole width; answers its row."""
        return self.line((text,), look, least=least, spans=(len(self.widths),))

    def needed(self, value: CellValue, first: int, last: int, look: Look) -> float:
        """The height that a cell over those columns needs to show its text whole."""
        size = float(look.get("font_size", 9))
        bold = bool(look.get("bold", False))
        count = 1
        if isinstance(value, str) and look.get("text_wrap"):
            count = text_size.line_count(self.text(value), self.room(first, last, look), size, bold=bold)
        return text_size.height(count, size)

    def room(self, first: int, last: int, look: Look) -> float:
        """The points across that a text has in a cell over those columns."""
        points = sum(text_size.column_pixels(w) for w in self.widths[first : last + 1]) * text_size.POINTS_A_PIXEL - 6
        return points - 8 * int(look.get("indent", 0))

    def header(
        self, titles: Iterable[str], look: Look = HEADER, least: float = 18, spans: Iterable[int] | None = None
    ) -> int:
        """The titles of a table's columns."""
        return self.line(titles, look, least=least, spans=spans)

    def banner(self, text: str) -> int:
        """A day, a jury, a room: what the rows below are of."""
        return self.wide(text, BANNER, least=20)

    def heading(self, text: str, above: float = 0) -> int:
        """The title of a part of the sheet, below a blank row of so many points."""
        if above:
            self.skip(above)
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

    def repeat(self, row: int) -> None:
        """A row printed at the top of every page, and kept in sight on the screen with those above."""
        self.worksheet.repeat_rows(row, row)
        self.freeze(row)

    def mark(self, text: str) -> None:
        """A band at the head of every page that is printed."""
        self.worksheet.set_header(f'&C&"Arial,Bold"&11{text.replace("&", "&&")}', {"margin": 0.15})

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
        return sum(self.heights.get(row, 15) for row in range(first, last + 1))

    def width_scale(self) -> int:
        """The scale, in per cent, at which the columns fill the width of the page, never above 100."""
        pixels = sum(text_size.column_pixels(width) for width in self.widths)
        return min(100, int(self.paper.pixels / pixels * 100 * MARGIN))

    def page_height(self, scale: int) -> float:
        """The points of rows that a page holds at that scale."""
        return self.paper.points / scale * 100 * MARGIN

    def scale_of_pages(self, longest: float, smallest: int) -> int:
        """The scale at which so many points fit a page, between the smallest and what fits the width."""
        return min(self.width_scale(), max(smallest, int(self.page_height(100) * 100 / longest)))

    def longest_page(self) -> float:
        """The points of the longest stretch between two page breaks."""
        bounds = [0, *self._breaks, self.row]
        return max(self.span(first, last - 1) for first, last in pairwise(bounds))

    def paginate(self, scale: int | None = None) -> None:
        """Print with the page breaks asked for, at the scale that fits the width.

        Excel ignores page breaks where it fits pages by itself, hence a scale of our own.
        """
        self.worksheet.set_print_scale(int((scale or self.width_scale()) * self.paper.zoom))
        self.worksheet.set_h_pagebreaks(self._breaks)

    def close(self) -> None:
        """Print what was written and nothing else."""
        self.worksheet.print_area(0, 0, max(self.row - 1, 0), len(self.widths) - 1)


# A file being drafted: the agenda that every sheet tells, and how each sheet begins.


@dataclass(frozen=True, slots=True)
class Publication:
    """The book, what it is of, and for whom."""

    book: Book
    agenda: Agenda
    audience: str

    def of(self, feuille: Feuille, widths: Sequence[float], *aides: str, **options: Any) -> PrintedSheet:
        """A sheet that says first what it is for, with what else `sheet` takes."""
        sheet = self.sheet(feuille.titre, widths, feuille.but, *aides, **options)
        sheet.colour_tab(feuille.groupe)
        return sheet

    def sheet(
        self,
        titre: str,
        widths: Sequence[float],
        *aides: str,
        audience: str = "",
        alerts: bool = False,
        compact: bool = False,
    ) -> PrintedSheet:
        """A sheet with its head: title, session, help; title and session on one line where it is `compact`.

        The warnings on the référentiel are told whole when `alerts`, otherwise by a line that says where they stand.
        """
        agenda = self.agenda
        sheet = PrintedSheet(
            self.book, titre, widths, audience or self.audience, sujet_de_page(agenda.session, agenda.jours)
        )
        lines: tuple[str, ...] = (phrase_session(agenda.session), agenda.lieu)
        if compact:
            parts = (titre, agenda.session.referentiel.sigle, agenda.lieu)
            titre, lines = one_line(" – ".join(filter(None, parts))), ()
        pointer = (RENVOI,) if agenda.avertissements else ()
        sheet.head(titre, (*lines, *aides), agenda.avertissements if alerts else pointer)
        return sheet


# Writing a workbook safely: its bytes are made in memory, and read again before they replace anything.

_WORKBOOK = "xl/workbook.xml"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"


def ready(
    path: Path,
    fill: Fill,
    sheets: tuple[str, ...],
    *,
    titre: str = "",
    created: datetime = CREATED,
    marks: Mapping[str, str] | None = None,
    world_readable: bool = False,
) -> Content:
    """A workbook to be put at a path, of which the first sheets have these titles.

    `titre`, `created` and `marks` are told of the file itself; `world_readable`: by anybody, not by its owner
    alone. Raises `CannotWrite` for a path that is no workbook's.
    """
    if path.suffix.lower() != ".xlsx":
        raise cannot_write(path, texte.EXTENSION)
    return Content(path, made(fill, titre, created, DEFAULT, marks), lambda read: verify(read, sheets), world_readable)


def write_safely(
    path: Path,
    fill: Fill,
    sheets: tuple[str, ...],
    pause: Callable[[float], None] = sleep,
    replaces: Replaceable = no_file,
    **options: Any,
) -> Placed:
    """Write a workbook, with what else `ready` takes.

    Raises `CannotWrite` when nothing could be written anywhere, and `Bug` when what was made cannot be read again;
    what stood at `path` is then untouched.
    """
    (written,) = put_all([replace(ready(path, fill, sheets, **options), replaces=replaces)], pause)
    return written


def verify(content: bytes, sheets: tuple[str, ...]) -> None:
    """Check that bytes are a workbook whose every part can be read, with these sheets first; raises `Bug`."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        roots = {name: fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
        titles = tuple(sheet.get("name") for sheet in roots[_WORKBOOK].iter(_SHEET))
    except (BadZipFile, ParseError, KeyError) as error:
        raise Bug(f"the workbook just made cannot be read again: {error}") from error
    if titles[: len(sheets)] != sheets:
        raise Bug(f"the workbook just made has the sheets {titles}, not {sheets}")
