"""A row of a table, or a whole form: its cells by field, read in the domain's types, with every problem noted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from fractions import Fraction
from typing import TypeVar

from tpplanner.domain.noms import cle
from tpplanner.sheets import Feuille, Forme
from tpplanner.texts import lecture, saisie
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Raw, Tell, Unreadable
from tpplanner.workbook.reader.grid import Cell
from tpplanner.workbook.reader.notes import Notes, Place

_T = TypeVar("_T")
_D = TypeVar("_D")


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table, or a whole form.

    `adresses` gives the place of each field of the sheet, filled or not. Reading a field of an empty cell gives its
    default; of an unreadable one too, and an issue is noted (a warning where the field is read mildly).
    """

    feuille: Feuille
    titre: str
    number: int
    found: dict[str, Cell]
    adresses: dict[str, str]
    notes: Notes
    epoch: date = field(default=date(1899, 12, 30))

    def place(self, champ: str = "") -> Place:
        """Where a field stands; the first field of the row by default."""
        champ = champ or next(iter(self.adresses))
        cell = self.found.get(champ)
        return cell.place if cell else Place(self.titre, self.adresses.get(champ, ""))

    def has(self, champ: str) -> bool:
        """Whether something is typed there."""
        return champ in self.found

    def raw(self, champ: str) -> Raw:
        """The value of the cell as it is, None where it is empty."""
        cell = self.found.get(champ)
        return cell.value if cell else None

    def text(self, champ: str) -> str:
        """A text, empty by default; the field is missed if its column, which is there, must be filled."""
        cell = self.found.get(champ)
        number_format = cell.number_format if cell else ""
        lu = self._read(champ, lambda value: cells.texte(value, number_format), "", mild=False)
        colonne, fiche = self.feuille.colonne(champ), self.feuille.forme is Forme.FICHE
        if not lu and colonne.obligatoire and champ not in self.found and (fiche or champ in self.adresses):
            manque = lecture.champ_manquant if fiche else lecture.valeur_manquante
            self.notes.error(manque(colonne.titre), self.place(champ))
        return lu

    def name(self, champ: str) -> str:
        """A name, which cells of other columns may list: a semicolon is between names there, never in one."""
        lu = self.text(champ)
        if ";" in lu:
            self.notes.error(lecture.point_virgule(), self.place(champ))
        named = [cell for champ_ in ("nom", "prenom") if (cell := self.found.get(champ_)) is not None]
        if named and all(cell.below for cell in named):
            self.notes.error(lecture.nom_fusionne(), named[0].place)
        return lu

    def contact(self, champ: str) -> str:
        """An address, line by line."""
        return self._read(champ, cells.contact, "", mild=False)

    def names(self, champ: str, whole: Callable[[str], object] = lambda _: False) -> tuple[str, ...]:
        """Several texts; those that are known `whole` may hold a comma."""
        return self._read(champ, lambda value: cells.liste(value, lambda t: bool(whole(t))), (), mild=False)

    def yes(self, champ: str) -> bool:
        """Yes or no; no by default."""
        return self._read(champ, cells.oui_non, False, mild=False)

    def yes_or(self, champ: str, default: bool) -> bool:
        """Yes or no, with another default."""
        return self._read(champ, cells.oui_non, default, mild=False)

    def integer(self, champ: str, default: _D, *, mild: bool = False) -> int | _D:
        """A whole number."""
        au_plus = self.feuille.colonne(champ).au_plus
        return self._read(champ, lambda value: cells.entier(value, au_plus), default, mild=mild)

    def length(self, champ: str, default: int) -> int:
        """A length in minutes, of a day at most."""
        return self._read(champ, _within_a_day, default, mild=False)

    def hour(self, champ: str, default: _D, *, mild: bool = False) -> time | _D:
        """An hour of the day."""
        return self._read(champ, lambda value: cells.heure(value, self._tell(champ)), default, mild=mild)

    def day(self, champ: str, connus: Sequence[date] = (), *, mild: bool = False) -> date | None:
        """A date."""
        return self._read(
            champ, lambda value: cells.jour(value, connus, self._tell(champ), epoch=self.epoch), None, mild=mild
        )

    def fraction(self, champ: str) -> Fraction:
        """A majoration; none by default."""
        return self._read(champ, lambda value: cells.fraction(value, self._tell(champ)), Fraction(0), mild=False)

    def choice(self, champ: str, options: Sequence[str]) -> str:
        """One of several values, empty by default."""
        return self._read(champ, lambda value: cells.choix(value, options), "", mild=False)

    def key(self, champ: str) -> str:
        """The text with case and accents folded."""
        return cle(self.text(champ))

    def _tell(self, champ: str) -> Tell:
        place = self.place(champ)
        return lambda texte: self.notes.warning(texte, place)

    def _read(self, champ: str, reader: Callable[[Raw], _T], default: _D, *, mild: bool) -> _T | _D:
        cell = self.found.get(champ)
        if cell is None:
            return default
        note = self.notes.warning if mild else self.notes.error
        if cell.error or cell.formula:
            note(saisie.valeur_d_erreur() if cell.error else saisie.formule_non_calculee(), cell.place)
            return default
        try:
            return reader(cell.value)
        except Unreadable as refusal:
            note(refusal.texte, cell.place)
            return default


def _within_a_day(value: Raw) -> int:
    lue = cells.minutes(value)
    if lue > 24 * 60:
        raise Unreadable(saisie.duree_trop_longue())
    return lue
