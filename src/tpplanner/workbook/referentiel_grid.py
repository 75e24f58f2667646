"""The sheet of a titre as plain values with their places: opened with openpyxl, on a guarded copy of the bytes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from tpplanner.domain.noms import cle
from tpplanner.errors import Issue, Severity, WorkbookRefused
from tpplanner.sheets import titre_nouveau as feuille
from tpplanner.texts import saisie
from tpplanner.texts import titre_nouveau as textes
from tpplanner.texts.message import Texte
from tpplanner.workbook.cells import Raw, Unreadable, is_empty, texte
from tpplanner.workbook.guard import Checked, read_checked
from tpplanner.workbook.reader.grid import calculated_as_empty, load

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_ROWS = 2_000
MAX_COLUMNS = 100
"""A sheet larger than this is no référentiel, and is not walked through."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Case:
    """A cell: its value and its address (``D14``)."""

    valeur: Raw
    ref: str

    @property
    def texte(self) -> str:
        """What it shows, on one line."""
        return texte(self.valeur)

    @property
    def vide(self) -> bool:
        """Whether nothing is typed in it."""
        return is_empty(self.valeur)


class Notes:
    """All that is to be said of a sheet, with the cells where it stands."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.issues: list[Issue] = []

    def say(self, texte_: Texte, case: Case | None = None, **champs: object) -> None:
        """Note an error, in a cell if one is given; `champs` fill the blanks of the text."""
        dit = textes.rempli(texte_, **champs) if champs else texte_
        ref, valeur = (case.ref, case.texte) if case else ("", "")
        self.issues.append(Issue(Severity.ERROR, dit.message, dit.conseil, self.sheet, ref, valeur))

    def said_of(self, ref: str) -> bool:
        """Whether that cell has already been told about."""
        return any(issue.cell == ref for issue in self.issues)

    def read(self, case: Case, parse: Callable[[Raw], T], default: T) -> T:
        """What a cell holds; the default when it is empty, or not readable, which is noted."""
        if case.vide:
            return default
        try:
            return parse(case.valeur)
        except Unreadable as erreur:
            self.say(erreur.texte, case)
            return default

    def raise_if_any(self) -> None:
        """Refuse the sheet when anything was noted, in the order of its rows."""
        if self.issues:
            raise WorkbookRefused(*sorted(self.issues, key=lambda issue: _reading_order(issue.cell)))


def _reading_order(ref: str) -> tuple[int, int, str]:
    """Row by row, then from left to right; what has no cell comes last."""
    lettres = ref.rstrip("0123456789")
    return (int(ref.removeprefix(lettres)), len(lettres), lettres) if ref else (MAX_ROWS + 1, 0, "")


def open_sheet(path: str | Path) -> tuple[list[list[Case]], Notes]:
    """The rows of the sheet of a titre, and the notes, which already tell of cells that hold an error of Excel.

    Raises `WorkbookRefused` when the file is no workbook, or has no such sheet.
    """
    checked = read_checked(Path(path))
    sheet = _sheet(_workbook(checked, values=True))
    notes = Notes(sheet.title)
    if sheet.max_row > MAX_ROWS or sheet.max_column > MAX_COLUMNS:
        notes.say(textes.TROP_GRANDE)
        notes.raise_if_any()
    formulas = set(_formulas(checked)) if checked.formules else set()
    return [[_case(cell, notes, formulas) for cell in row] for row in sheet.iter_rows()], notes


def _workbook(checked: Checked, *, values: bool) -> "Workbook":
    """The workbook; refused where something of it is not understood: a part of a référentiel would be another one."""
    told: list[Texte] = []
    book = load(checked, told.append, data_only=values)
    if told:
        raise WorkbookRefused(*(Issue(Severity.ERROR, *texte_) for texte_ in told))
    return book


def _sheet(workbook: "Workbook") -> "Worksheet":
    for sheet in workbook.worksheets:
        if cle(sheet.title) == cle(feuille.TITRE):
            return cast("Worksheet", sheet)
    if len(workbook.worksheets) == 1:
        return cast("Worksheet", workbook.worksheets[0])
    manque = textes.rempli(textes.SANS_FEUILLE, feuille=feuille.TITRE)
    raise WorkbookRefused(Issue(Severity.ERROR, manque.message, manque.conseil))


def _formulas(checked: Checked) -> Iterator[str]:
    """The addresses of the cells that hold a formula."""
    for row in _sheet(_workbook(checked, values=False)).iter_rows():
        yield from (cell.coordinate for cell in row if cell.data_type == "f")


def _case(cell: object, notes: Notes, formulas: set[str]) -> Case:
    valeur, ref = cast("Raw", getattr(cell, "value", None)), cast("str", getattr(cell, "coordinate", ""))
    case = Case(valeur, ref)
    if getattr(cell, "data_type", "") == "e":
        notes.say(saisie.valeur_d_erreur(), case)
    elif valeur is None and ref in formulas and not calculated_as_empty(cell):
        notes.say(saisie.formule_non_calculee(), case)
    else:
        return case
    return Case(None, ref)
