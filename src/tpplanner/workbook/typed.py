"""Rows typed elsewhere than in a workbook, read as its sheets are: in the same words, with the same issues."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tpplanner.domain.answers import Reading
from tpplanner.domain.referentiel import Referentiel
from tpplanner.errors import Issue
from tpplanner.sheets.colonne import OUI_NON, Feuille, Forme
from tpplanner.sheets.session import FEUILLES, LISEZ_MOI
from tpplanner.workbook.cells import Raw, is_empty, texte
from tpplanner.workbook.contents import Contents, Value
from tpplanner.workbook.grid import Book, Cell, Grid, GridRow, Notes, PatientNotes, Place
from tpplanner.workbook.reader import read_sheets
from tpplanner.workbook.records import Sheets, Source, column_letter

_HEADER = 3
"""The row of the header of a table, and that above the first field of a form."""
_READ = tuple(feuille for feuille in FEUILLES if feuille is not LISEZ_MOI)


def read_typed(contents: Contents, referentiel: Referentiel, *, patient: bool = False) -> Reading:
    """The session that rows tell, by that référentiel; raises WorkbookRefused, with every issue (`field_of` places it).

    `patient`: what there is of it, as long as it has days; what it lacks is told as warnings.
    """
    notes = PatientNotes() if patient else Notes()
    book = Book({feuille.titre: grid_of(feuille, contents.get(feuille.cle, [])) for feuille in _READ})
    return read_sheets(Source(Sheets(book, notes), notes), referentiel)


def grid_of(feuille: Feuille, rows: Sequence[Mapping[str, Value]]) -> Grid:
    """The sheet on which those rows would stand, every column of it there."""
    first = _HEADER + 1 if feuille.forme is Forme.FICHE else _HEADER
    lines = enumerate(_lines(feuille, rows), first)
    numbered = ((number, _cells(feuille.titre, number, values)) for number, values in lines)
    return Grid(feuille.titre, [GridRow(number, hidden=False, cells=cells) for number, cells in numbered if cells])


def _lines(feuille: Feuille, rows: Sequence[Mapping[str, Value]]) -> Iterator[tuple[Value, ...]]:
    if feuille.forme is Forme.FICHE:
        fields = rows[0] if rows else {}
        yield from ((colonne.titre, fields.get(colonne.champ)) for colonne in feuille.colonnes)
        return
    yield tuple(colonne.titre for colonne in feuille.colonnes)
    yield from (tuple(row.get(colonne.champ) for colonne in feuille.colonnes) for row in rows)


def _cells(titre: str, number: int, values: Sequence[Value]) -> dict[int, Cell]:
    raw = ((column, _raw(value)) for column, value in enumerate(values, 1))
    return {
        column: Cell(Place(titre, f"{column_letter(column)}{number}", texte(value)), value)
        for column, value in raw
        if not is_empty(value)
    }


def _raw(value: Value) -> Raw:
    """A value as its cell would hold it."""
    match value:
        case bool():
            return OUI_NON[0] if value else OUI_NON[1]
        case Fraction():
            return str(value)
    return value


@dataclass(frozen=True, slots=True)
class Field:
    """Where something was typed: a sheet, by its key; the rank of a row, None for the whole sheet; a field of it."""

    feuille: str
    rang: int | None = None
    champ: str = ""


def field_of(issue: Issue) -> Field | None:
    """The field of what was typed that an issue speaks of; None where it speaks of no sheet."""
    feuille = next((f for f in FEUILLES if f.titre == issue.sheet), None)
    if feuille is None:
        return None
    letters = issue.cell.rstrip("0123456789")
    if not letters:
        return Field(feuille.cle)
    number = int(issue.cell.removeprefix(letters))
    if feuille.forme is Forme.FICHE:
        return Field(feuille.cle, 0, feuille.colonnes[number - _HEADER - 1].champ)
    column = next(n for n in range(len(feuille.colonnes)) if column_letter(n + 1) == letters)
    return Field(feuille.cle, number - _HEADER - 1, feuille.colonnes[column].champ)
