"""A sheet being written: cells of every kind, heights that show help texts whole, and how it prints."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any

from tpplanner.sheets import Colonne, Saisie
from tpplanner.texts.modele import ERREUR_LISTE, INTITULE_LISTE
from tpplanner.workbook.contents import Value
from tpplanner.workbook.template.lists import Lists
from tpplanner.workbook.template.looks import FONT, Look

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 32_000
_DAY_ZERO = date(1899, 12, 31)
_A4 = 9
_WIDEST = 200


class Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, look: Look) -> "Format":
        """The format that looks so."""
        properties = FONT | look
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


def clean(texte: str) -> str:
    """A text that a cell can hold."""
    kept = "".join(c for c in texte if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return kept[:_LONGEST]


def lines(texte: str, width: float, size: float = 10) -> int:
    """About how many lines a text takes in a column of that width (in characters of 10 points), words kept whole."""
    room = max(1.0, width * 10 / size * 1.15)
    count = 0
    for paragraph in texte.split("\n"):
        used = 0.0
        count += 1
        for word in paragraph.split():
            if used and used + len(word) > room:
                count += 1
                used = 0.0
            used += len(word) + 1
            if used - 1 > room:
                count += ceil((used - 1) / room) - 1
    return count


def put(sheet: "Worksheet", row: int, column: int, value: Value, cell_format: "Format") -> None:
    """Write a value in a cell."""
    match value:
        case None | "":
            sheet.write_blank(row, column, None, cell_format)
        case bool():
            sheet.write_string(row, column, "oui" if value else "non", cell_format)
        case Fraction():
            sheet.write_string(row, column, str(value), cell_format)
        case int() | float():
            sheet.write_number(row, column, value, cell_format)
        case date():
            sheet.write_datetime(row, column, datetime.combine(value, time(0)), cell_format)
        case time():
            sheet.write_datetime(row, column, datetime.combine(_DAY_ZERO, value), cell_format)
        case str():
            sheet.write_string(row, column, clean(value), cell_format)


def offer(sheet: "Worksheet", area: tuple[int, int, int, int], colonne: Colonne, lists: Lists) -> None:
    """Show the help of a column in its cells, with its drop-down list if it has one."""
    name = lists.name_of(colonne)
    several = colonne.saisie in (Saisie.LISTE, Saisie.NOMS, Saisie.FRACTION)
    options: dict[str, Any] = {
        "validate": "list" if name else "any",
        "input_title": clean(colonne.titre)[:32],
        "input_message": clean(colonne.aide)[:255],
    }
    if name:
        options |= {
            "source": lists.source(name),
            "error_type": "warning",
            "error_title": INTITULE_LISTE,
            "error_message": ERREUR_LISTE,
            "show_error": not several and not colonne.liste,
        }
    sheet.data_validation(*area, options)


def pages_wide(width: float) -> int:
    """The pages side by side of a sheet so wide (in characters): one unless its text would be too small to read."""
    return 1 if width <= _WIDEST else 2


def outline(away: Sequence[bool], rank: int) -> dict[str, Any]:
    """How a row or a column takes part in an outline whose folded ones are `away`: its button stands before them."""
    if away[rank]:
        return {"level": 1, "hidden": True}
    return {"collapsed": True} if rank + 1 < len(away) and away[rank + 1] else {}


def print_nothing(sheet: "Worksheet", column: int) -> None:
    """Leave a sheet out of what is printed: its print area is one empty cell, beside what is written.

    Excel leaves out the blank pages that end what it prints, and LibreOffice every blank page; rows or columns repeated
    on each page would fill it.
    """
    sheet.print_area(0, column, 0, column)


def set_page(sheet: "Worksheet", footer: str, width: float = 0) -> None:
    """Print on A4, landscape, as wide as a page, with a footer that names the sheet and numbers the pages.

    Sheets too wide to be read on one page (`width`, in characters) take two.
    """
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(pages_wide(width), 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    sheet.set_footer(f'&L&"Arial,Bold"&8 {footer.replace("&", "&&")[:100]}&C&8 &A&R&8 &P / &N', {"margin": 0.3})
    sheet.hide_gridlines(2)
