"""The lines of a list that stands in a file or comes by the standard input: text, CSV, workbook or Word document."""

import sys
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from tpplanner.domain.session import cle
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.sheets.colonne import Feuille
from tpplanner.sheets.session import FEUILLES
from tpplanner.texts import documents, lecture
from tpplanner.texts import listes as textes
from tpplanner.texts.noms import Texte
from tpplanner.workbook.cells import texte
from tpplanner.workbook.grid import Cell, Grid, Grids, Location, Notes, open_book
from tpplanner.workbook.guard import MAX_BYTES, TooDearError, read_bytes, read_checked
from tpplanner.workbook.lists.header import columns_of
from tpplanner.workbook.lists.lines import Line, clean, lines_of, shown
from tpplanner.workbook.lists.word import is_word, rows_of_word

STDIN = Path("-")
"""Stands for the standard input."""
_SHEETS_OF_OURS = 3
"""With so many sheets named as tpplanner names its own, a workbook is one of tpplanner's."""
_OF_ITS_SESSION = frozenset({"disponible", "indisponible", "numero_tire", "id"})
"""What somebody of a workbook of tpplanner's has in its session alone."""
_MOST_SIGNS, _LONGEST = 500_000, 20_000
"""Of a list, and of one of its lines: a mail of 120 people has some thousands."""
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    ExpatError,
    NotImplementedError,
    EOFError,
    LookupError,
    ValueError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class RawList:
    """The lines of a list, how its place is called, and what is to be said of how it was opened."""

    nom: str
    lines: tuple[Line, ...]
    avertissements: tuple[Issue, ...] = ()


def read_source(path: Path, feuille: Feuille) -> RawList:
    """The lines of a list of the people of that sheet; raises UserError for a file that holds no list.

    Whatever its name, a file is what its bytes say.
    """
    if path == STDIN:
        return _of_stdin(feuille)
    contenu = read_bytes(path)
    if contenu.startswith(b"PK\x03\x04"):
        return _of_zip(path, contenu, feuille)
    if not _is_text(contenu):
        read_checked(path)  # raises: what the file is
    lu = _decoded(contenu)
    if lu.lstrip().startswith(("<", "{\\rtf")):
        raise _refused(textes.illisible(), path.name)
    _must_be_a_list(lu.splitlines(), path.name)
    return RawList(path.name, tuple(lines_of(lu)))


def _of_stdin(feuille: Feuille) -> RawList:
    contenu = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(contenu) > MAX_BYTES:
        raise _refused(lecture.trop_gros(len(contenu), MAX_BYTES), textes.ENTREE)
    with TemporaryDirectory() as folder:
        path = Path(folder) / textes.ENTREE
        path.write_bytes(contenu)
        return read_source(path, feuille)


def _of_zip(path: Path, contenu: bytes, feuille: Feuille) -> RawList:
    try:
        if not is_word(contenu):
            return _of_workbook(path, feuille)
        rows = rows_of_word(contenu)
    except TooDearError as error:
        raise _refused(error.texte, path.name) from error
    except _DAMAGE as error:
        raise _refused(textes.illisible(), path.name) from error
    _must_be_a_list(["\t".join(row) for row in rows], path.name)
    lines = (_line(number, list(map(clean, row)), row) for number, row in enumerate(rows, 1))
    return RawList(path.name, tuple(line for line in lines if shown(line.text)))


def _must_be_a_list(lines: Sequence[str], nom: str) -> None:
    """Raise UserError for what is far longer than any list, before it is cut into columns and names."""
    if len(lines) + sum(map(len, lines)) > _MOST_SIGNS or max(map(len, lines), default=0) > _LONGEST:
        raise _refused(textes.pas_une_liste(), nom)


def _line(number: int, cells: list[str], row: list[str]) -> Line:
    while cells and not cells[-1]:
        cells.pop()
    return Line(number, tuple(cells), "\t".join(row).rstrip())


def _is_text(contenu: bytes) -> bool:
    return contenu.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in contenu[:4096]


def _decoded(contenu: bytes) -> str:
    """The text of a file that Excel, a web site or a Windows desk wrote."""
    if contenu.startswith((b"\xff\xfe", b"\xfe\xff")):
        return contenu.decode("utf-16", errors="replace")
    try:
        return contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        return contenu.decode("cp1252", errors="replace")


# The sheet of a workbook that holds the list.


def _of_workbook(path: Path, feuille: Feuille) -> RawList:
    notes = Notes()
    book = open_book(read_checked(path), notes)
    grid, others = _sheet_of(book, feuille)
    ours = _is_ours(book)
    nom = f"{path.name}, {grid.titre}"
    if grid.cut:
        raise _refused(textes.pas_une_liste(), nom)
    for titre in () if ours else others:
        notes.warning(textes.feuille_non_lue(titre), Location(nom))
    return RawList(nom, tuple(_lines(grid, notes, feuille, ours=ours)), notes.avertissements)


def _is_ours(book: Grids) -> bool:
    titles = {cle(sheet.titre) for sheet in FEUILLES}
    return sum(cle(titre) in titles for titre in book.grids) >= _SHEETS_OF_OURS


def _sheet_of(book: Grids, feuille: Feuille) -> tuple[Grid, list[str]]:
    """The sheet named as tpplanner names it, else the first with titles of names; the titles of others that have some.

    Without any, the first sheet that holds something. A poster calls people, and lists nobody.
    """
    lists = [grid for grid in book.grids.values() if grid.titre not in documents.FEUILLES]
    own = {cle(nom) for nom in (feuille.titre, *feuille.alias)}
    headed = [grid for grid in lists if _is_headed(grid, feuille)]
    named = [grid for grid in lists if cle(grid.titre) in own]
    if chosen := [*named, *headed][:1]:
        return chosen[0], [grid.titre for grid in headed if grid is not chosen[0]]
    return next((grid for grid in lists if grid.rows), lists[0] if lists else Grid("", [])), []


def _is_headed(grid: Grid, feuille: Feuille) -> bool:
    """Whether a sheet has titles of names, and a row below them."""
    tops = (row.number for row in grid.rows if len(row.cells) > 1 and columns_of(_cells(row.cells, Notes()), feuille))
    top = next(tops, None)
    return top is not None and any(row.number > top for row in grid.rows)


def _lines(grid: Grid, notes: Notes, feuille: Feuille, *, ours: bool) -> list[Line]:
    aside = {cle(c.titre) for c in feuille.colonnes if c.champ in _OF_ITS_SESSION} if ours else set()
    aside_columns = {
        column for row in grid.rows for column, cell in row.cells.items() if aside and cle(texte(cell.value)) in aside
    }
    aides = {cle(colonne.aide) for colonne in feuille.colonnes} if ours else set()
    lines = []
    for row in grid.rows:
        cells = {column: cell for column, cell in row.cells.items() if column not in aside_columns}
        values = _cells(cells, notes)
        if any(values) and not any(cle(value) in aides for value in values if value):
            lines.append(Line(row.number, tuple(values), "\t".join(values)))
    return lines


def _cells(by_column: dict[int, Cell], notes: Notes) -> list[str]:
    """The cells of a row as they show, from the first column to the last that is filled."""
    values = [""] * max(by_column, default=0)
    for column, cell in by_column.items():
        if cell.refusal is not None:
            notes.warning(cell.refusal, cell.place)
        elif not cell.spread:
            values[column - 1] = (
                clean(cell.value) if isinstance(cell.value, str) else texte(cell.value, cell.number_format)
            )
    while values and not values[-1]:
        values.pop()
    return values


def _refused(sentence: Texte, nom: str) -> UserError:
    return UserError(Issue(Severity.ERROR, *sentence, value=nom))
