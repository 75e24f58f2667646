"""From a file to grids of cells: guarded (size, kind, zip entries, no DTD), merged cells spread, problems noted."""

import re
import stat
import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from posixpath import basename, dirname, join, normpath
from typing import TYPE_CHECKING, Any, ClassVar, cast
from xml.etree import ElementTree

from tpplanner.domain.session import cle
from tpplanner.errors import Issue, Severity, WorkbookRefused
from tpplanner.texts import lecture
from tpplanner.texts import lecture as textes
from tpplanner.texts.noms import Texte
from tpplanner.workbook.cells import Raw, Tell, is_empty, texte

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# From a file to bytes that a spreadsheet library may open: size, kind, zip entries, unpacked size, no DTD, cells.

MAX_BYTES = 30_000_000
MAX_ENTRIES = 2_000
MAX_UNPACKED = 200_000_000
MAX_CELLS = 1_000_000
MAX_LOOKS = 100_000
"""Formats, rules, names, links and comments: each costs a spreadsheet library as much as ten cells."""

CHUNK = 1 << 18
_OVERLAP = 256
_COUNTED = re.compile(
    rb"<(?:\w+:)?(?:(?P<cell>c|row|si)|xf|dxf|font|fill|border|numFmt|cellStyle|cfRule|dataValidation|definedName"
    rb"|hyperlink|mergeCell|comment|brk)[\s/>]"
)
_RANGE = re.compile(
    rb"""<(?:\w+:)?(?:mergeCell|(?P<link>hyperlink))\s[^>]*?ref=["'](?P<left>[A-Z]+)(?P<top>\d+):(?P<right>[A-Z]+)(?P<bottom>\d+)["']"""
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
"""Marks of an encoding, and spaces."""
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00(?:D\x00O\x00C|E\x00N\x00T)|\x00<\x00!\x00(?:D\x00O|E\x00N)", re.I)
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_MAIN_PART = re.compile(
    rb"""PartName=["']/([^"']+)["']\s+ContentType=["'][^"']+\.(?:sheet|template)\.(?:macroEnabled\.)?main\+xml""", re.I
)
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    NotImplementedError,
    EOFError,
    KeyError,
    ValueError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """Bytes that may be opened as a workbook; `formules` are the titles of the sheets that hold formulas."""

    contenu: bytes
    formules: frozenset[str]
    avertissements: tuple[Issue, ...] = ()

    def stream(self) -> BytesIO:
        """A fresh copy to read from."""
        return BytesIO(self.contenu)


def read_checked(path: Path) -> Checked:
    """The bytes of a workbook that is safe to open.

    Raises WorkbookRefused with one issue that says what the file is or why it is refused.
    """
    contenu = _read(path)
    try:
        archive = zipfile.ZipFile(BytesIO(contenu))
        noms = _checked_names(archive)
        calculated = _stream(archive)
        principal = _main_part(archive, noms)
        if _STRICT in archive.read(principal):
            raise _refused(textes.STRICT)
        parts = list(_sheet_parts(archive, principal))
        formules = _with_formulas(dict(parts), calculated)
    except _DAMAGE as error:
        raise _refused(textes.ENDOMMAGE) from error
    lost = [Issue(Severity.ERROR, *textes.FEUILLE_PERDUE, titre) for titre, part in parts if part not in noms]
    if lost:
        raise WorkbookRefused(*lost)
    return Checked(contenu, formules, tuple(_warnings(path, noms)))


def _refused(texte: Texte) -> WorkbookRefused:
    return WorkbookRefused(Issue(Severity.ERROR, texte.message, texte.conseil))


def _read(path: Path) -> bytes:
    """The bytes of a file that has the size and the first bytes of a zip."""
    try:
        told = path.stat()
        if stat.S_ISDIR(told.st_mode):
            raise _refused(textes.DOSSIER)
        if not stat.S_ISREG(told.st_mode):  # a pipe would be waited for, a device never end
            raise _refused(textes.PAS_UN_FICHIER)
        if told.st_size > MAX_BYTES:
            raise _refused(textes.trop_gros(told.st_size, MAX_BYTES))
        contenu = path.read_bytes()
    except FileNotFoundError as error:
        raise _refused(textes.INTROUVABLE) from error
    except (OSError, ValueError) as error:
        raise _refused(textes.ILLISIBLE) from error
    if not contenu:
        raise _refused(textes.VIDE)
    if not contenu.startswith(b"PK\x03\x04"):
        raise _refused(_kind(contenu))
    return contenu


def _kind(contenu: bytes) -> Texte:
    """What a file that is no zip turns out to be, by its bytes (its name may lie)."""
    debut = contenu[:4096]
    if contenu.startswith(b"\xd0\xcf\x11\xe0"):
        return _old_office(contenu)
    if contenu.startswith(b"PK"):
        return textes.ENDOMMAGE
    if contenu.startswith(b"%PDF"):
        return textes.PDF
    if re.search(rb"<(?:!doctype\s+html|html|table|head|body)\b", debut, re.I):
        return textes.HTML
    if b"\x00" not in debut and re.search(rb"[;,\t|].*[\r\n]|[;,\t|]", debut):
        return textes.CSV
    return textes.INCONNU


def _old_office(contenu: bytes) -> Texte:
    """An OLE file: its streams are named in UTF-16."""
    for nom, refus in (("EncryptedPackage", textes.PROTEGE), ("Workbook", textes.XLS), ("Book", textes.XLS)):
        if nom.encode("utf-16-le") in contenu:
            return refus
    return textes.OLE


def _checked_names(archive: zipfile.ZipFile) -> list[str]:
    """The parts of the zip, which are those of one workbook, each once."""
    infos = archive.infolist()
    noms = [info.filename for info in infos]
    if len(noms) > MAX_ENTRIES or len(set(noms)) < len(noms):
        raise _refused(textes.ENDOMMAGE)
    if any(info.flag_bits & 1 for info in infos):
        raise _refused(textes.PROTEGE)
    if not _main_part(archive, noms):
        raise _refused(_other_zip(archive, noms))
    return noms


def _main_part(archive: zipfile.ZipFile, noms: list[str]) -> str:
    """The part that lists the sheets; empty where the zip declares none."""
    if "[Content_Types].xml" not in noms:
        return ""
    match = _MAIN_PART.search(archive.open("[Content_Types].xml").read(CHUNK))
    nom = match[1].decode("ascii", "replace") if match else "xl/workbook.xml"
    return nom if nom in noms else ""


def _other_zip(archive: zipfile.ZipFile, noms: list[str]) -> Texte:
    """What a zip without the parts of a workbook turns out to be."""
    if "mimetype" in noms:
        return textes.ODS if b"spreadsheet" in archive.open("mimetype").read(200) else textes.AUTRE_OFFICE
    if "xl/workbook.bin" in noms:
        return textes.XLSB
    if any(nom.startswith("Index/") and nom.endswith(".iwa") for nom in noms):
        return textes.NUMBERS
    if "[Content_Types].xml" in noms:
        return textes.AUTRE_OFFICE if any(nom.startswith(("word/", "ppt/")) for nom in noms) else textes.ENDOMMAGE
    return textes.ARCHIVE


def _sheet_parts(archive: zipfile.ZipFile, principal: str) -> Iterator[tuple[str, str]]:
    """The title of each sheet and the part that holds it; asked once no part is known to hold a DTD."""
    folder = dirname(principal)
    links, book = (
        ElementTree.fromstring(archive.read(part))  # noqa: S314 - without a DTD there is nothing to fear
        for part in (join(folder, "_rels", f"{basename(principal)}.rels"), principal)
    )
    targets = {link.get("Id"): normpath(join("/", folder, link.get("Target", ""))) for link in links}
    for sheet in book.iter(_SHEET):
        yield sheet.get("name", ""), targets.get(sheet.get(_LINK), "").removeprefix("/")


def titles_of(checked: Checked) -> list[str]:
    """The titles of its sheets."""
    archive = zipfile.ZipFile(checked.stream())
    return [titre for titre, _ in _sheet_parts(archive, _main_part(archive, archive.namelist()))]


def part_of_sheet(checked: Checked, titre: str) -> str:
    """The part of the zip that holds the sheet of that title; raises KeyError."""
    archive = zipfile.ZipFile(checked.stream())
    return dict(_sheet_parts(archive, _main_part(archive, archive.namelist())))[titre]


def _with_formulas(parts: dict[str, str], calculated: set[str]) -> frozenset[str]:
    """The titles of the sheets that hold formulas: all, where a part that does is of no sheet that is known."""
    sheets = {part for part in calculated if part.startswith("xl/worksheets/")}
    if sheets - set(parts.values()):
        return frozenset(parts)
    return frozenset(titre for titre, part in parts.items() if part in calculated)


def _stream(archive: zipfile.ZipFile) -> set[str]:
    """Unpack every part once without keeping it; the parts of sheets that hold formulas."""
    total = 0
    counts = _Counts()
    formules: set[str] = set()
    for info in archive.infolist():
        xml = info.filename.endswith((".xml", ".rels", ".vml"))
        for chunk, kept in _chunks(archive, info):
            xml = xml or (not kept and chunk.lstrip(_BEFORE_XML).startswith(b"<"))
            total += len(chunk) - kept
            if total > MAX_UNPACKED:
                raise _refused(textes.trop_dense(MAX_UNPACKED))
            if not xml:
                continue
            if _DTD.search(chunk):
                raise _refused(textes.ENTITES)
            if not kept and b"\x00" in chunk[:4]:
                raise _refused(textes.UTF_16)
            counts.add(chunk, kept)
            if info.filename not in formules and _FORMULA.search(chunk):
                formules.add(info.filename)
    return formules


@dataclass(slots=True)
class _Counts:
    """How many cells, and how many other things that are dear to a spreadsheet library, were seen so far."""

    cells: int = 0
    looks: int = 0

    def add(self, chunk: bytes, kept: int) -> None:
        """Count those that end after the bytes that were seen before; raises WorkbookRefused beyond the bounds."""
        for match in _COUNTED.finditer(chunk):
            if match.end() > kept:
                self.cells += match["cell"] is not None
                self.looks += match["cell"] is None
        for match in _RANGE.finditer(chunk):
            if match.end() > kept:
                self.cells += _area(match)
                self.looks += _area(match) if match["link"] else 0
        if self.cells > MAX_CELLS:
            raise _refused(textes.trop_de_cellules(MAX_CELLS))
        if self.looks > MAX_LOOKS:
            raise _refused(textes.trop_de_formes(MAX_LOOKS))


def _area(match: re.Match[bytes]) -> int:
    """The cells of a range, each of which a spreadsheet library makes one by one."""
    left, right = (_column(match[group]) for group in ("left", "right"))
    return (abs(right - left) + 1) * (abs(int(match["bottom"]) - int(match["top"])) + 1)


def _column(letters: bytes) -> int:
    rank = 0
    for letter in letters:
        rank = rank * 26 + letter - 64
    return rank


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """The part piece by piece, each with the end of the one before (how many bytes of it) so that no tag is cut."""
    previous = b""
    with archive.open(info) as part:
        while piece := part.read(CHUNK):
            yield previous + piece, len(previous)
            previous = piece[-_OVERLAP:]


def _warnings(path: Path, noms: list[str]) -> Iterator[Issue]:
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    found = {
        textes.OUVERT: any(lock.exists() for lock in locks),
        textes.MACROS: any(nom.endswith("vbaProject.bin") for nom in noms),
        textes.LIAISONS: any(nom.startswith("xl/externalLinks/") for nom in noms),
    }
    for constat, present in found.items():
        if present:
            yield Issue(Severity.WARNING, constat.message, constat.conseil)


# What there is to say about a workbook, gathered while it is read: everything at once, in the order of the
# sheets.


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a sheet, perhaps a cell of it, and what is typed there."""

    feuille: str = ""
    cellule: str = ""
    valeur: str = ""

    def __str__(self) -> str:
        return f"{self.feuille}!{self.cellule}" if self.cellule else self.feuille


NOWHERE = Place()


@dataclass
class Notes:
    """The issues found so far."""

    patient: ClassVar[bool] = False
    """Whether what is wrong lets reading go on to its end."""

    issues: list[Issue] = field(default_factory=list)
    absentes: tuple[str, ...] = ()
    """The titles of the sheets that the workbook does without: what speaks of one says how to come by it."""

    def error(self, texte: Texte, place: Place = NOWHERE) -> None:
        """Something because of which no session can be built."""
        self._add(Severity.ERROR, texte, place)

    def warning(self, texte: Texte, place: Place = NOWHERE) -> None:
        """Something to say, which lets the session be planned."""
        self._add(Severity.WARNING, texte, place)

    def _add(self, severity: Severity, texte: Texte, place: Place) -> Issue:
        told = f"{texte.message} {texte.conseil} feuille {place.feuille}."
        named = (titre for titre in self.absentes if re.search(rf"feuille {re.escape(titre)}\b", told))
        conseil = " ".join(filter(None, (texte.conseil, *map(lecture.feuille_a_ajouter, named))))
        issue = Issue(severity, texte.message, conseil, place.feuille, place.cellule, place.valeur)
        if issue not in self.issues:
            self.issues.append(issue)
        return issue

    @property
    def avertissements(self) -> tuple[Issue, ...]:
        """The warnings."""
        return tuple(issue for issue in self.issues if issue.severity is Severity.WARNING)

    def refusal(self) -> WorkbookRefused:
        """Every issue so far, the errors first."""
        errors = [issue for issue in self.issues if issue.severity is Severity.ERROR]
        return WorkbookRefused(*errors, *self.avertissements)

    def refuse_if_needed(self) -> None:
        """Raise WorkbookRefused if there is any error."""
        if any(issue.severity is Severity.ERROR for issue in self.issues):
            raise self.refusal()


@dataclass
class PatientNotes(Notes):
    """Notes whose errors are warnings, but are errors again where reading must stop all the same."""

    patient: ClassVar[bool] = True
    _wrong: set[Issue] = field(default_factory=set)

    def error(self, texte: Texte, place: Place = NOWHERE) -> None:
        """Something wrong that need not stop what is read for."""
        self._wrong.add(self._add(Severity.WARNING, texte, place))

    def refusal(self) -> WorkbookRefused:
        """Every issue so far, what is wrong as an error, and first."""
        errors = [replace(issue, severity=Severity.ERROR) for issue in self.issues if issue in self._wrong]
        return WorkbookRefused(*errors, *(issue for issue in self.issues if issue not in self._wrong))


class MildNotes(Notes):
    """Notes whose errors are warnings: for what may be wrong without preventing a session."""

    def error(self, texte: Texte, place: Place = NOWHERE) -> None:
        """Something wrong, told as a warning."""
        self.warning(texte, place)


# The sheets of a workbook as plain grids of cells: merged cells spread, sizes bounded, errors and formulas known.

MAX_ROWS = 20_000
MAX_COLUMNS = 200
_MAX_SPREAD = 1_000
"""Merged ranges of more cells are decoration."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty; `error` for an error value, `formula` for one that nothing has calculated.

    `spread` tells that it only shows the value of a cell at its left, with which it is merged; `below`, of one above.
    An `own` cell shows what stands in itself, calculated or not.
    """

    place: Place
    value: Raw
    number_format: str = "General"
    error: bool = False
    formula: bool = False
    spread: bool = False
    below: bool = False
    own: bool = True


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
    left_out = {cle(titre) for titre in unread}
    values = load(checked, notes.warning, data_only=True, unread=left_out)
    calculated = any(cle(titre) not in left_out for titre in checked.formules)
    formulas = load(checked, notes.warning, data_only=False, unread=left_out) if calculated else None
    grids = {}
    for sheet in values.worksheets:
        twin = formulas[sheet.title] if formulas is not None else None
        if cle(sheet.title) in left_out:
            grids[sheet.title] = Grid(sheet.title, [], sheet.sheet_state != "visible")
        else:
            grids[sheet.title] = _grid(sheet, cast("Worksheet | None", twin), notes)
    if not grids:
        raise WorkbookRefused(Issue(Severity.ERROR, *lecture.SANS_FEUILLE))
    return Book(grids, date(1904, 1, 1) if values.epoch.year == 1904 else date(1899, 12, 30))


def load(checked: Checked, tell: Tell, *, data_only: bool, unread: Collection[str] = ()) -> "Workbook":
    """The workbook as the library holds it, with values or with formulas; `tell` hears what may have been left out.

    Sheets whose title has its `cle` in `unread` stay empty, and stand behind the others. Raises WorkbookRefused where
    the library cannot read it.
    """
    try:
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("ignore")
            warnings.simplefilter("always", UserWarning)
            book = _read_by_library(checked, data_only, unread)
    except MemoryError:
        raise
    except Exception as error:  # a damaged file makes the library fail in a dozen undocumented ways
        raise WorkbookRefused(Issue(Severity.ERROR, *lecture.ENDOMMAGE)) from error
    for said in dict.fromkeys(str(warning.message) for warning in heard):
        if not _HARMLESS.match(said):
            tell(lecture.non_compris(said))
    return book


def _read_by_library(checked: Checked, data_only: bool, unread: Collection[str]) -> "Workbook":
    """What `openpyxl.load_workbook` gives, without the sheets that are drawn for people.

    Merged cells, of which those sheets are full, take most of the library's time.
    """
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 - slow to import, and only readers need it

    class Reader(ExcelReader):
        def read_worksheets(self) -> None:
            found = list(self.parser.find_sheets())
            needed = {part.target for sheet, part in found if cle(sheet.name) not in unread}
            left_out = {part.target: sheet for sheet, part in found if part.target not in needed}
            self.valid_files = [name for name in self.valid_files if name not in left_out]
            super().read_worksheets()
            for sheet in left_out.values():
                self.wb.create_sheet(sheet.name).sheet_state = sheet.state

    reader = Reader(checked.stream(), data_only=data_only, keep_links=False)
    reader.read()
    return reader.wb


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
    own = source.coordinate == cell.coordinate
    twin = formulas.get((source.row, source.column)) if value is None and not calculated_as_empty(source) else None
    if twin is not None and twin.value is not None:
        return Cell(Place(titre, cell.coordinate, str(twin.value)), None, formula=True, own=own)
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
        own=own,
    )


def calculated_as_empty(cell: Any) -> bool:
    """Whether a cell without a value is that of a formula that gives the empty text: only a calculation types it so."""
    return cell.value is None and cell.data_type == "str"
