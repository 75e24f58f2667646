"""From a file to bytes that a spreadsheet library may open: size, kind, zip entries, unpacked size, no DTD, cells.

What a hostile or simply wrong file does to such libraries (gigabytes of memory, minutes, crashes) is stopped here;
whatever is refused is named, so that its owner knows what to do. The file is only ever read.
"""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from posixpath import basename, dirname, join, normpath
from xml.etree import ElementTree

from tpplanner.errors import Issue, Severity, WorkbookRefused
from tpplanner.texts import fichier as textes
from tpplanner.texts.message import Texte

MAX_BYTES = 30_000_000
MAX_ENTRIES = 2_000
MAX_UNPACKED = 200_000_000
MAX_CELLS = 1_000_000
MAX_LOOKS = 100_000
"""Formats, rules, names, links and comments: each costs a spreadsheet library as much as ten cells."""

_CHUNK = 1 << 18
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
    for nom, texte in (("EncryptedPackage", textes.PROTEGE), ("Workbook", textes.XLS), ("Book", textes.XLS)):
        if nom.encode("utf-16-le") in contenu:
            return texte
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
    match = _MAIN_PART.search(archive.open("[Content_Types].xml").read(_CHUNK))
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
        while piece := part.read(_CHUNK):
            yield previous + piece, len(previous)
            previous = piece[-_OVERLAP:]


def _warnings(path: Path, noms: list[str]) -> Iterator[Issue]:
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    found = {
        textes.OUVERT: any(lock.exists() for lock in locks),
        textes.MACROS: any(nom.endswith("vbaProject.bin") for nom in noms),
        textes.LIAISONS: any(nom.startswith("xl/externalLinks/") for nom in noms),
    }
    for texte, present in found.items():
        if present:
            yield Issue(Severity.WARNING, texte.message, texte.conseil)
