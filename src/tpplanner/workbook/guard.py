"""From a file to bytes that may be opened: size, kind, parts, no DTD, and what opening it would cost."""

import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from posixpath import basename, dirname, join, normpath
from threading import Lock
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError, ParserCreate

from tpplanner.errors import Issue, Severity, WorkbookRefused
from tpplanner.files.regular import bytes_of
from tpplanner.texts import lecture as textes
from tpplanner.texts.noms import Texte

# What it would cost to open a zip of XML parts, counted while it is unpacked: as soon as that is too much, no more of
# it is read. Bytes and elements stand for time and memory, and give the same answer on every machine.

MAX_BYTES = 30_000_000
MAX_ENTRIES = 2_000
MAX_UNPACKED = 200_000_000
MAX_XML = 60_000_000
"""bytes of the parts that are XML, of which a library makes objects"""
MAX_ELEMENTS = 1_500_000
"""Elements and attributes; a planning has 50 000."""
MAX_CELLS = 400_000
"""Cells, rows, texts, and the cells of merged areas."""
MAX_LOOKS = 50_000
"""Formats, rules, names, links and comments: each costs a spreadsheet library as much as several cells."""
_COLUMNS, _ROWS = 16_384, 1_048_576
"""of a sheet, where a range tells none"""
MAX_TEXT = 10_000_000
"""Characters of texts, those that cells share as often as a cell shows them: whoever reads them reads each anew."""
MAX_DEPTH = 200
"""Elements within each other; Office stays under 50."""
_LONGEST = {("numFmt", "formatCode"): 1_000, ("sheet", "name"): 300}
"""Characters of what a library looks through again and again: Excel takes 255 and 31."""
_SHEET_LOOKS = 100
"""What a sheet costs: a library compares its title with that of every other."""

CHUNK = 1 << 18
_QUIET = 1_000_000
"""bytes in which no element begins: a tag that is that long is nobody's, and would be read again with each chunk"""
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
"""Marks of an encoding, and spaces."""
_CELLS = {"c", "row", "si", "r"}
_SHARED = {"si", "f"}
_LOOKS = {
    *("xf", "dxf", "font", "fill", "border", "numFmt", "cellStyle"),
    *("cfRule", "conditionalFormatting", "dataValidation", "definedName", "hyperlink", "mergeCell", "comment", "brk"),
    *("sheet", "Override", "Relationship"),
}


Shared = tuple[str, str]
"""A text that cells share: the part of a formula, none for a text of the workbook's own; and its number."""


class TooDearError(Exception):
    """It would cost too much to open, or holds what no program of an office writes: `texte` says which."""

    def __init__(self, texte: Texte) -> None:
        super().__init__(texte.message)
        self.texte = texte


@dataclass(slots=True)
class Cost:
    """What was counted so far of all the parts of a zip, and the most that there may be; a workbook's, if not told."""

    most_unpacked: int = field(default_factory=lambda: MAX_UNPACKED)
    most_xml: int = field(default_factory=lambda: MAX_XML)
    most_elements: int = field(default_factory=lambda: MAX_ELEMENTS)
    unpacked: int = 0
    xml: int = 0
    elements: int = 0
    cells: int = 0
    looks: int = 0
    written: int = 0
    """characters of all texts, each counted once"""
    lengths: dict[Shared, int] = field(default_factory=dict)
    """how long each text is that several cells may share"""
    uses: Counter[Shared] = field(default_factory=Counter)
    """how many cells do"""

    @property
    def texts(self) -> int:
        """The characters that whoever reads all cells reads, and all that is written elsewhere."""
        return self.written + sum(self.lengths.get(text, 0) * uses for text, uses in self.uses.items())

    def must_be_borne(self) -> None:
        """Raise TooDearError beyond the bounds of what can be told at any time, uses aside."""
        if self.unpacked > self.most_unpacked:
            raise TooDearError(textes.trop_dense(self.most_unpacked))
        if self.cells > MAX_CELLS:
            raise TooDearError(textes.trop_de_cellules(MAX_CELLS))
        if self.looks > MAX_LOOKS:
            raise TooDearError(textes.trop_de_formes(MAX_LOOKS))
        if self.xml > self.most_xml or self.elements > self.most_elements:
            raise TooDearError(textes.TROP_DETAILLE)
        if self.written > MAX_TEXT:
            raise TooDearError(textes.trop_de_texte(MAX_TEXT))

    def must_be_borne_whole(self) -> None:
        """Raise TooDearError where the whole is beyond a bound, once every part is counted."""
        self.must_be_borne()
        if self.texts > MAX_TEXT:
            raise TooDearError(textes.trop_de_texte(MAX_TEXT))


class _Part:
    """A part that may be XML, whose elements are counted: the parser that reads it makes nothing of them."""

    def __init__(self, name: str, cost: Cost) -> None:
        self._xml: bool | None = name.endswith((".xml", ".rels")) or None
        self._name, self._old = name, name.endswith(".vml")
        self._cost = cost
        self._rank = -1
        """of the current text for cells to share, among those of this part"""
        self._text: Shared | None = None
        """that of which the words are read now"""
        self._shows = False
        """within a cell that shows such a text"""
        self._number = ""
        self._depth = self._quiet = 0
        self._parser = ParserCreate()
        self._parser.buffer_text = True
        self._parser.CharacterDataHandler = self._read
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def feed(self, piece: bytes) -> None:
        """Count what begins in a piece of it."""
        if self._xml is None and (begins := piece.lstrip(_BEFORE_XML)):
            self._xml = begins.startswith(b"<")
        if not self._xml:
            return
        before = self._cost.elements
        self._cost.xml += len(piece)
        self._parse(piece)
        self._quiet = self._quiet + len(piece) if self._cost.elements == before else 0
        if self._quiet > _QUIET:
            raise TooDearError(textes.TROP_DETAILLE)

    def end(self) -> None:
        """It has no more pieces; raises ExpatError where it ought to have."""
        if self._xml:
            self._parse(b"", ended=True)

    def _parse(self, piece: bytes, *, ended: bool = False) -> None:
        try:
            self._parser.Parse(piece, ended)
        except (ExpatError, LookupError):
            if not self._old:
                raise
            self._xml = False  # whoever reads it all the same comes no further

    def _doctype(self, *_: object) -> None:
        raise TooDearError(textes.ENTITES)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._cost.elements += 1 + len(attributes)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise TooDearError(textes.TROP_DETAILLE)
        kind = name.rpartition(":")[2]
        if kind in _CELLS:
            self._cost.cells += 1
            if kind == "c":
                self._shows = attributes.get("t") == "s"
            elif kind == "si":
                self._rank += 1
                self._text = ("", str(self._rank))
        elif kind in _LOOKS:
            self._look(kind, attributes)
        elif kind == "f" and attributes.get("t") == "shared":
            self._text = (self._name, attributes.get("si", ""))
            self._cost.uses[self._text] += 1
        elif kind == "v":
            self._number = ""

    def _look(self, kind: str, attributes: dict[str, str]) -> None:
        self._cost.looks += 1
        if kind == "mergeCell":
            self._cost.cells += _area(attributes.get("ref", ""))
        elif kind == "hyperlink":
            self._cost.looks += _area(attributes.get("ref", ""))
        elif kind == "sheet":
            self._cost.looks += _SHEET_LOOKS - 1
        for attribute, text in attributes.items():
            if len(text) > _LONGEST.get((kind, attribute), len(text)):
                raise TooDearError(textes.TROP_DETAILLE)

    def _read(self, words: str) -> None:
        self._cost.written += len(words)
        if self._text is not None:
            self._cost.lengths[self._text] = self._cost.lengths.get(self._text, 0) + len(words)
        elif self._shows:
            self._number += words

    def _end(self, name: str) -> None:
        self._depth -= 1
        kind = name.rpartition(":")[2]
        if kind in _SHARED:
            self._text = None
        elif kind == "c":
            self._shows = False
        elif kind == "v" and self._shows:
            self._cost.uses["", _number(self._number)] += 1


def _number(text: str) -> str:
    """The number of a shared text, written in one way; raises ValueError for what Excel would not take for one."""
    if (number := int(text)) < 0:  # the library would count from the end
        raise ValueError(text)
    return str(number)


def weigh(archive: zipfile.ZipFile, cost: Cost) -> None:
    """Unpack every part once without keeping it.

    Raises TooDearError beyond the bounds, and for a DTD; ExpatError, ValueError and what `zipfile` raises for one that
    is damaged.
    """
    for info in archive.infolist():
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # all that Office writes
            raise zipfile.BadZipFile(info.filename)
        part = _Part(info.filename, cost)
        with archive.open(info) as pieces:
            while piece := pieces.read(CHUNK):
                cost.unpacked += len(piece)
                cost.must_be_borne()
                part.feed(piece)
                cost.must_be_borne()
        part.end()
    cost.must_be_borne_whole()


def opened_zip(content: bytes) -> zipfile.ZipFile:
    """The zip; raises BadZipFile, also where it lists more parts than Office writes, each of which takes memory."""
    if content.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise zipfile.BadZipFile
    return zipfile.ZipFile(BytesIO(content))


_LOADING = Lock()


def load_library() -> None:
    """Load the library that makes cells, which is slow to load: one thread at a time, else its own imports fail."""
    with _LOADING:
        import openpyxl  # noqa: F401, PLC0415 - only readers need it


def _area(ref: str) -> int:
    """The cells of a range, each of which a spreadsheet library makes one by one; 0 for what is none."""
    load_library()
    from openpyxl.utils.cell import range_boundaries  # noqa: PLC0415 - slow to import, and only readers need it

    try:
        left, top, right, bottom = range_boundaries(ref)
    except (ValueError, TypeError):
        return 0
    columns = 1 + abs(right - left) if left and right else _COLUMNS
    return columns * (1 + abs(bottom - top) if top and bottom else _ROWS)


# What a file is, and the parts of a workbook.

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
    ExpatError,
    NotImplementedError,
    EOFError,
    LookupError,  # an encoding that nobody knows, a part that is not there
    ValueError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Openable:
    """Bytes that may be opened as a workbook."""

    contenu: bytes
    avertissements: tuple[Issue, ...] = ()

    def stream(self) -> BytesIO:
        """A fresh copy to read from."""
        return BytesIO(self.contenu)


def read_checked(path: Path) -> Openable:
    """The bytes of a workbook that is safe to open.

    Raises WorkbookRefused with one issue that says what the file is or why it is refused.
    """
    contenu = _read_zip(path)
    try:
        archive = opened_zip(contenu)
        noms = _checked_names(archive)
        weigh(archive, Cost())
        principal = _main_part(archive, noms)
        if _STRICT in archive.read(principal):
            raise _refused(textes.STRICT)
        parts = list(_sheet_parts(archive, principal))
        if len({part for _, part in parts}) < len(parts):  # each of its sheets would be counted once, read many times
            raise zipfile.BadZipFile
    except TooDearError as error:
        raise _refused(error.texte) from error
    except _DAMAGE as error:
        raise _refused(textes.ENDOMMAGE) from error
    lost = [Issue(Severity.ERROR, *textes.FEUILLE_PERDUE, titre) for titre, part in parts if part not in noms]
    if lost:
        raise WorkbookRefused(*lost)
    return Openable(contenu, tuple(_warnings(path, noms)))


def _refused(texte: Texte) -> WorkbookRefused:
    return WorkbookRefused(Issue(Severity.ERROR, texte.message, texte.conseil))


def _read_zip(path: Path) -> bytes:
    contenu = read_bytes(path)
    if not contenu.startswith(b"PK\x03\x04"):
        raise _refused(_kind(contenu))
    return contenu


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that is not too large, nor empty; raises WorkbookRefused."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _refused(textes.DOSSIER)
        if not stat.S_ISREG(status.st_mode):  # a pipe would be waited for, a device never end
            raise _refused(textes.PAS_UN_FICHIER)
        if status.st_size > MAX_BYTES:
            raise _refused(textes.trop_gros(status.st_size, MAX_BYTES))
        contenu = bytes_of(path)
    except FileNotFoundError as error:
        raise _refused(textes.INTROUVABLE) from error
    except (OSError, ValueError) as error:
        raise _refused(textes.ILLISIBLE) from error
    if not contenu:
        raise _refused(textes.VIDE)
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
    if len(set(noms)) < len(noms):
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


def parts_of(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the zip that holds each sheet, by its title."""
    return dict(_sheet_parts(archive, _main_part(archive, archive.namelist())))


def titles_of(checked: Openable) -> list[str]:
    """The titles of its sheets."""
    return list(parts_of(zipfile.ZipFile(checked.stream())))


def part_of_sheet(checked: Openable, titre: str) -> str:
    """The part of the zip that holds the sheet of that title; raises KeyError."""
    return parts_of(zipfile.ZipFile(checked.stream()))[titre]


def _warnings(path: Path, noms: list[str]) -> Iterator[Issue]:
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    constats = {
        textes.OUVERT: any(lock.exists() for lock in locks),
        textes.MACROS: any(nom.endswith("vbaProject.bin") for nom in noms),
        textes.LIAISONS: any(nom.startswith("xl/externalLinks/") for nom in noms),
    }
    for constat, present in constats.items():
        if present:
            yield Issue(Severity.WARNING, constat.message, constat.conseil)
