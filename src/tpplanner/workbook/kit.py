"""Workbooks written with XlsxWriter: texts made inert, looks as formats, sheets, new files, marks of a file."""

import errno
import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import ParseError, fromstring

from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.errors import CannotWrite, Issue, Severity
from tpplanner.sheets.session import TRACE
from tpplanner.texts import modele
from tpplanner.texts.noms import Texte
from tpplanner.workbook.trace import Prints, lines_of, print_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format

# Every text that goes into a cell passes here: whatever was typed, the cell holds inert text.

LONGEST = 32_000
"""A cell holds 32 767 UTF-16 units; a longer text is not written at all."""

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def clean(text: str) -> str:
    """The text without what no document can hold; its line breaks are kept."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", unix))


def safe(text: str) -> str:
    """A clean text cut to half of what a cell can hold, so that one cell can join two of them."""
    cleaned = clean(text)
    return cleaned if len(cleaned) <= LONGEST // 2 else cleaned[: LONGEST // 2 - 1] + "…"


def one_line(text: str) -> str:
    """A safe text on one line: for names."""
    return " ".join(safe(text).split())


# A workbook and its sheets, being filled.

Look = Mapping[str, Any]
"""How cells look: plain properties of XlsxWriter formats."""

ARIAL: Look = {"font_name": "Arial", "font_size": 10}
CREATED = datetime(2000, 1, 1)
"""The date in the file's properties: the same content is always the same file."""

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


Cell = str | bool | int | float | Fraction | date | datetime | time | Minutes | None
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
        told = {"title": titre, **(marks or {})}
        self.workbook.set_properties({"created": created} | {name: safe(mark) for name, mark in told.items() if mark})
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.sheets: list[Sheet] = []

    def format(self, look: Look) -> "Format":
        """The XlsxWriter format of a look, made once."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(dict(look))
        return self._formats[key]


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
        self.worksheet = book.workbook.add_worksheet(titre)
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

    def write(self, row: int, column: int, value: Cell, look: Look) -> None:
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

    def keep(self, row: int, column: int, value: Cell) -> None:
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

    def merge(self, top: int, left: int, bottom: int, right: int, value: Cell, look: Look) -> None:
        """One cell over several."""
        if (top, left) != (bottom, right):
            self.worksheet.merge_range(top, left, bottom, right, "", self.format(look))
        self.write(top, left, value, look)

    def cells(self, values: Iterable[Cell], look: Look, points: float | None = None) -> int:
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


# A file is written beside its place under a hidden name, then put there: a kill leaves none by halves.

OTHER_NAMES = 99
"""are tried where a name is taken"""
LONGEST_BYTES = 150
"""of UTF-8, the extension left out: Linux counts a name to 255, a Chinese character takes three"""


def cut(name: str, most: int = LONGEST_BYTES) -> str:
    """The beginning of a name that takes so many bytes at most."""
    return name.encode()[:most].decode(errors="ignore")


def begins_beside(target: Path) -> str:
    """How the names begin of files written beside a target."""
    return f".{cut(target.stem)}."


ITS_OWNERS, ANYBODYS = 0o600, 0o666
"""the most rights that a new file has where the system knows any: what names people is for whoever made it"""


def open_beside(target: Path, rights: int = ITS_OWNERS) -> tuple[BinaryIO, Path]:
    """A new file in the same folder, open to be written, and where it is."""
    for number in range(OTHER_NAMES):
        beside = target.with_name(f"{begins_beside(target)}{os.getpid()}-{number}.tmp")
        try:
            return open(beside, "xb", opener=partial(os.open, mode=rights)), beside
        except FileExistsError:
            continue
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))


def put_whole(path: Path, content: bytes) -> None:
    """Put bytes at a path, its owner's alone, whatever stood there; or leave nothing new. Raises OSError."""
    file, beside = open_beside(path)
    try:
        with file:
            file.write(content)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


# A file that does not exist yet: nobody's work is written over.


FULL = (errno.ENOSPC, errno.EDQUOT)
"""What the system says where a disk is full, or one's part of it."""


def save_new(
    path: Path,
    contents: bytes,
    exists: Callable[[str], Texte] = modele.existe_deja,
    failed: Callable[[str], Texte] = modele.non_ecrit,
) -> None:
    """Write a file that does not exist yet, whole or not at all; raises CannotWrite, with these sentences."""
    if os.path.lexists(path):
        raise _cannot_write(exists(path.name))
    try:
        file, beside = open_beside(path)
    except (OSError, ValueError):
        raise _cannot_write(failed(path.name)) from None
    try:
        with file:
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
        _put_new(beside, path)
    except FileExistsError:
        raise _cannot_write(exists(path.name)) from None
    except OSError as error:
        raise _cannot_write((modele.disque_plein if error.errno in FULL else failed)(path.name)) from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _put_new(beside: Path, path: Path) -> None:
    """Give a file its name; raises FileExistsError where another has it, and stays."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # no links there, as on many a USB stick: Windows refuses a name that is taken, others were asked
        os.rename(beside, path)


def _cannot_write(texte: Texte) -> CannotWrite:
    return CannotWrite(Issue(Severity.ERROR, texte.message, texte.conseil))


# What a file tells among its properties: of what a planning is a change, with how many breaches; whose poster it is.
# They are found without opening the workbook, and a spreadsheet program keeps them when it saves.


_CORE = "docProps/core.xml"
_MOST_BYTES = 20_000
_STATUS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}contentStatus"
_KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_CATEGORY = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}category"
_CREATED = "{http://purl.org/dc/terms/}created"
_BREACHES = re.compile(r"(\d{1,6}) manquement\(s\)")


@dataclass(frozen=True, slots=True)
class Marks:
    """`avant`: the name of the planning that it is a change of, empty for none; how many breaches it was kept with.

    `horaires`: by which a poster tells of which planning it is; empty for what is none. `intact`: no other program
    has saved it since it was written. `ici`: it was made by tpplanner, whatever has saved it since.
    """

    avant: str = ""
    manquements: int = 0
    horaires: str = ""
    intact: bool = False
    ici: bool = False


def marks_of(avant: str, manquements: int) -> Mapping[str, str]:
    """The properties of a file that is a change of another, or has breaches."""
    return {"keywords": avant, "status": f"{manquements} manquement(s)" if manquements else ""}


def marks_of_poster(session: Session, plan: Plan) -> Mapping[str, str]:
    """The properties of a poster: a print of who passes what, when and where, from which none of it can be told."""
    noms = {c.id: c.nom_complet for c in session.candidats} | {s.id: s.nom for s in session.salles}
    passages = sorted(
        repr((noms.get(p.candidat), p.epreuve, x.debut, x.fin, noms.get(x.salle)))
        for p in plan.passages
        for x in p.parties
    )
    return {"category": hashlib.sha256(repr(passages).encode()).hexdigest()[:16]}


def read_marks(path: Path) -> Marks:
    """What a file was written with; nothing where it cannot be read."""
    try:
        return marks_in(path) if path.is_file() else Marks()
    except OSError:
        return Marks()


def marks_in(file: Path | BinaryIO) -> Marks:
    """The same, of a file or of its bytes."""
    try:
        with ZipFile(file) as archive:
            if archive.getinfo(_CORE).file_size > _MOST_BYTES:
                return Marks()
            root = fromstring(archive.read(_CORE))
    except (OSError, BadZipFile, KeyError, ParseError, ValueError):
        return Marks()
    found = _BREACHES.fullmatch(root.findtext(_STATUS, ""))
    return Marks(
        avant=root.findtext(_KEYWORDS, ""),
        manquements=int(found[1]) if found else 0,
        horaires=root.findtext(_CATEGORY, ""),
        intact=root.findtext(_MODIFIED, "") == f"{CREATED.isoformat()}Z",
        ici=root.findtext(_CREATED, "") == f"{CREATED.isoformat()}Z",
    )
