"""From grids to records: header rows, columns, fields, and from what a cell names to the ids of a session."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, time
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from tpplanner.domain.duties import epreuves_de
from tpplanner.domain.questions import Sujet
from tpplanner.domain.referentiel import Nature
from tpplanner.domain.session import Candidat, Membre, Personne, Session, cle, propre
from tpplanner.errors import Issue, Severity, WorkbookRefused
from tpplanner.sheets.colonne import DISPONIBLE, INDISPONIBLE, Colonne, Feuille, Forme, Saisie
from tpplanner.sheets.produites import ECRITES, EN_VUE, SOMMAIRE
from tpplanner.sheets.session import (
    EPREUVES,
    FEUILLES,
    LISEZ_MOI,
    NON_PLACES,
    PLANNING_COMPLET,
    REFERENTIEL,
)
from tpplanner.texts import lecture
from tpplanner.texts.noms import Noms, Texte
from tpplanner.texts.questions import nom_a_preciser
from tpplanner.workbook import cells
from tpplanner.workbook.account import Account
from tpplanner.workbook.cells import Raw, Tell, Unreadable, texte
from tpplanner.workbook.grid import Cell, Grid, GridRow, Grids, Location, MildNotes, Notes
from tpplanner.workbook.majorations import AUCUNE, Majoration, majoration
from tpplanner.workbook.questions import Asked, other_names
from tpplanner.workbook.resemblance import may_be, named_apart, words_in_order
from tpplanner.workbook.somebody import names_nobody, says_more

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# A row of a table, or a whole form: its cells by field, read in the domain's types, with every problem noted.

_T = TypeVar("_T")
_D = TypeVar("_D")
_Dataclass = TypeVar("_Dataclass", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table, or a whole form.

    `adresses` gives the place of each field of the sheet, filled or not. Reading a field of an empty cell gives its
    default; of an unreadable one too, and an issue is noted (a warning where the column is `tolerant`).
    """

    feuille: Feuille
    titre: str
    number: int
    cells: dict[str, Cell]
    adresses: dict[str, str]
    notes: Notes
    epoch: date = field(default=date(1899, 12, 30))
    account: Account = field(default_factory=Account)

    def place(self, champ: str = "", valeur: str | None = None) -> Location:
        """Where a field stands, or a `valeur` that it lists; the first field of the row by default."""
        champ = champ or next(iter(self.adresses))
        cell = self.cells.get(champ)
        place = cell.place if cell else Location(self.titre, self.adresses.get(champ, ""))
        if valeur is None and cell is not None and _is_private(self.feuille.colonne(champ), place.valeur):
            valeur = ""
        return place if valeur is None else replace(place, valeur=valeur)

    def has(self, champ: str) -> bool:
        """Whether something is typed there."""
        return champ in self.cells

    def raw(self, champ: str) -> Raw:
        """The value of the cell as it is, None where it is empty."""
        cell = self._cell(champ)
        return cell.value if cell else None

    def text(self, champ: str) -> str:
        """A text, empty by default; the field is missed if its column, which is there, must be filled."""
        cell = self.cells.get(champ)
        number_format = cell.number_format if cell else ""
        lu = self.read(champ, lambda value: cells.texte(value, number_format), "")
        colonne, fiche = self.feuille.colonne(champ), self.feuille.forme is Forme.FICHE
        if not lu and colonne.obligatoire and champ not in self.cells and (fiche or champ in self.adresses):
            manque = lecture.champ_manquant if fiche else lecture.valeur_manquante
            self.notes.error(manque(colonne.titre), self.place(champ))
        return lu

    def name(self, champ: str) -> str:
        """A name, which cells of other columns may list: a semicolon is between names there, never in one."""
        lu = self.text(champ)
        if ";" in lu:
            self.notes.error(lecture.point_virgule(), self.place(champ))
        if _of_people(self.feuille) and says_more(str(self.raw(champ) or "")) and ";" not in lu:
            self.notes.warning(lecture.plus_qu_un_nom(), self.place(champ))
        named = [cell for champ_ in ("nom", "prenom") if (cell := self.cells.get(champ_)) is not None]
        if named and all(cell.below for cell in named):
            self.notes.error(lecture.nom_fusionne(), named[0].place)
        return lu

    def contact(self, champ: str) -> str:
        """An address, line by line."""
        return self.read(champ, cells.contact, "")

    def names(self, champ: str, whole: Callable[[str], object] = lambda _: False) -> tuple[str, ...]:
        """Several texts; those that are known `whole` may hold a comma."""
        return self.read(champ, lambda value: cells.liste(value, lambda t: bool(whole(t))), ())

    def people(self, champ: str, whole: Callable[[str], object] = lambda _: False) -> tuple[str, ...]:
        """The people that a cell names: « X et Y » is two of them, unless somebody bears that name whole."""
        names = self.names(champ, whole)
        return tuple(nom for texte in names for nom in ((texte,) if whole(texte) else named_apart(texte)))

    def yes(self, champ: str) -> bool:
        """Yes or no; no by default."""
        return self.read(champ, cells.oui_non, False)

    def yes_or(self, champ: str, default: bool) -> bool:
        """Yes or no, with another default."""
        return self.read(champ, cells.oui_non, default)

    def integer(self, champ: str, default: _D) -> int | _D:
        """A whole number."""
        au_plus = self.feuille.colonne(champ).au_plus
        return self.read(champ, lambda value: cells.entier(value, au_plus), default)

    def length(self, champ: str, default: _D) -> int | _D:
        """A length in minutes, of a day at most."""
        return self.read(champ, _within_a_day, default)

    def hour(self, champ: str, default: _D) -> time | _D:
        """An hour of the day."""
        return self.read(champ, lambda value: cells.heure(value, self.teller(champ)), default)

    def day(self, champ: str, connus: Sequence[date] = ()) -> date | None:
        """A date."""
        return self.read(champ, lambda value: cells.jour(value, connus, self.teller(champ), epoch=self.epoch), None)

    def majoration(self, champ: str, nature: Nature) -> Majoration:
        """A majoration of that kind of épreuve; none by default."""
        return self.read(champ, lambda value: majoration(value, nature, self.teller(champ)), AUCUNE)

    def choice(self, champ: str, options: Sequence[str]) -> str:
        """One of several values, empty by default."""
        return self.read(champ, lambda value: cells.choix(value, options), "")

    def key(self, champ: str) -> str:
        """The text with case and accents folded."""
        return cle(self.text(champ))

    def _cell(self, champ: str) -> Cell | None:
        """The cell, which is read now."""
        cell = self.cells.get(champ)
        if cell is not None:
            self.account.read(cell)
        return cell

    def teller(self, champ: str) -> Tell:
        """Where to say that a field was read otherwise than it shows."""
        place = self.place(champ)
        return lambda texte: self.notes.warning(texte, place)

    def read(self, champ: str, reader: Callable[[Raw], _T], default: _D) -> _T | _D:
        """What a reader finds in the cell."""
        cell = self._cell(champ)
        if cell is None:
            return default
        try:
            if cell.refusal is not None:
                raise Unreadable(cell.refusal)
            return reader(cell.value)
        except Unreadable as refusal:
            note = self.notes.warning if self.feuille.colonne(champ).tolerant else self.notes.error
            note(refusal.texte, self.place(champ))
            return default


def _of_people(feuille: Feuille) -> bool:
    """Whether its rows are people, by nom and prénom."""
    return {"nom", "prenom"} <= {colonne.champ for colonne in feuille.colonnes}


_A_WORD = re.compile(r"[^\W\d_]{3}")


def _is_private(colonne: Colonne, typed: str) -> bool:
    """Whether what is typed may tell of somebody's health, which no issue repeats: any word beside a majoration."""
    return colonne.saisie is Saisie.FRACTION and bool(_A_WORD.search(typed))


_PLAIN: dict[Saisie, Callable[[Record, str, Any], Any]] = {
    Saisie.TEXTE: lambda record, champ, _: record.text(champ),
    Saisie.CONTACT: lambda record, champ, _: record.contact(champ),
    Saisie.LISTE: lambda record, champ, _: record.names(champ),
    Saisie.OUI_NON: Record.yes_or,
    Saisie.ENTIER: Record.integer,
    Saisie.HEURE: Record.hour,
    Saisie.DATE: lambda record, champ, _: record.day(champ),
}
"""How the kinds of column are read that need nothing but a usual value."""

FieldReader = Callable[[Record, str], Any]
"""How a field is read that its column alone does not tell."""


def read_fields(record: Record, thing: type[_Dataclass], champs: Iterable[str], **code: FieldReader) -> dict[str, Any]:
    """Those of these fields of a thing that the row tells, in this order: by `code`, else by the kind of the column."""
    usuels = {f.name: f.default for f in fields(thing)}
    plain = {colonne.champ: _PLAIN[colonne.saisie] for colonne in record.feuille.colonnes if colonne.saisie in _PLAIN}
    return {
        champ: code[champ](record, champ) if champ in code else plain[champ](record, champ, usuels[champ])
        for champ in champs
        if champ in code or champ in plain
    }


def read_as(record: Record, thing: type[_Dataclass], known: dict[str, Any], **code: FieldReader) -> _Dataclass:
    """A row as a thing of the domain: what is `known` of it, then its other fields in their order."""
    others = (f.name for f in fields(thing) if f.name not in known)
    return thing(**known, **read_fields(record, thing, others, **code))


def is_first(record: Record, champ: str, nom: Hashable, seen: dict[Any, Record], quoi: str) -> bool:
    """Whether no row that was seen bears that name (`quoi`); an error at the second."""
    if nom in seen:
        record.notes.error(lecture.identique(quoi, str(seen[nom].place(champ))), record.place(champ))
        return False
    seen[nom] = record
    return True


def _within_a_day(value: Raw) -> int:
    lue = cells.minutes(value)
    if lue > 24 * 60:
        raise Unreadable(lecture.duree_trop_longue())
    return lue


# From grids to records: the sheets that are asked for, their header rows, their columns and fields.

_MOST_ROWS = 2_000
"""Rows of a sheet that is read, of which the largest session fills some hundreds."""
_HEADER_ROWS = 60
"""Header rows are looked for in so many first rows."""
_KNOWN_SHARE = 0.6
"""The part of a header row's titles that must be known."""


class Sheets:
    """The sheets of a workbook, found by title whatever the case, accents and spaces.

    `known` are those that may be asked for; `written` the titles of those that tpplanner writes and never reads;
    `modele` says where a workbook that has them all comes from.
    """

    def __init__(
        self,
        book: Grids,
        notes: Notes,
        known: Sequence[Feuille] = (*FEUILLES, PLANNING_COMPLET, NON_PLACES),
        written: Sequence[str] = ECRITES,
        modele: str = lecture.MODELE,
        account: Account | None = None,
    ) -> None:
        self._book = book
        self._notes = notes
        self.account = account or Account(notes, book.trace)
        self._epoch = book.epoch
        self._known = known
        self._written = written
        self._modele = modele
        self._by_key: dict[str, Grid] = {}
        for grid in (grid for grid in book.grids.values() if grid.titre != REFERENTIEL):
            if cle(grid.titre) in self._by_key:
                notes.error(lecture.feuille_en_double(grid.titre), Location(grid.titre))
            self._by_key[cle(grid.titre)] = grid
        self._referentiel = book.grids.get(REFERENTIEL)
        notes.absentes = tuple(f.titre for f in known if f in FEUILLES and not f.indispensable and not self.has(f))

    def has(self, feuille: Feuille) -> bool:
        """Whether the workbook has that sheet."""
        return any(cle(nom) in self._by_key for nom in (feuille.titre, *feuille.alias))

    def refuse_another_kind(self, own: Feuille, titre: str, texte: Texte) -> None:
        """Raise WorkbookRefused, with that text alone, where the workbook has the sheet of another kind only."""
        if cle(titre) in self._by_key and not self.has(own):
            self._notes.error(texte, Location(titre))
            raise self._notes.refusal()

    def warn_of_unknown_sheets(self) -> None:
        """Name the sheets that nobody reads, with the closest title; and input sheets that are hidden."""
        titres = {cle(nom): f.titre for f in self._known for nom in (f.titre, *f.alias)}
        others = {cle(titre) for titre in self._written}
        for key, grid in self._by_key.items():
            if key not in titres and key not in others and grid is not self._referentiel:
                proches = get_close_matches(key, titres, n=1)
                self.account.sheet(grid, lecture.feuille_inconnue([titres[p] for p in proches]))
            elif key in titres and grid.hidden and grid.rows and not self._is_put_away(key):
                self._notes.warning(lecture.feuille_masquee(), Location(grid.titre))

    def _is_put_away(self, key: str) -> bool:
        """Whether tpplanner itself hid that sheet, in a planning whose *Sommaire* names it."""
        return cle(SOMMAIRE.titre) in self._by_key and key not in {cle(feuille.titre) for feuille in EN_VUE}

    def close_account(self) -> None:
        """Tell what is left of the workbook: every cell that nobody read and that tpplanner did not write."""
        written = {cle(titre) for titre in self._written}
        for key, grid in self._by_key.items():
            if grid.rows and key not in written and grid is not self._referentiel:
                self.account.sheet(grid, lecture.feuille_inconnue([]))
        grids = [grid for key, grid in self._by_key.items() if key in written]
        self.account.close(grids, self._book.remarques, intact=self._book.intact)

    def planning(self) -> list[Record]:
        """The rows of *Planning*, whose faults prevent no session."""
        mild = Sheets(self._book, MildNotes(self._notes.issues), account=self.account)
        return mild.records(PLANNING_COMPLET)

    def strangers(self) -> list[Grid]:
        """The sheets that bear the title of none that may be asked for."""
        known = {cle(nom) for f in self._known for nom in (f.titre, *f.alias)}
        return [grid for key, grid in self._by_key.items() if key not in known]

    def records(self, feuille: Feuille, *, needed: bool = False) -> list[Record]:
        """The rows of a table, or the one record of a form; none where the sheet is missing or empty."""
        grid = self._find(feuille, needed=needed)
        if grid is None:
            return []
        if grid.cut or len(grid.rows) > _MOST_ROWS:
            trop = lecture.feuille_trop_remplie(_MOST_ROWS)
            raise WorkbookRefused(Issue(Severity.ERROR, *trop, grid.titre))
        if feuille.forme is Forme.FICHE:
            return [self._form(feuille, grid)]
        records = [record for record in self._table(feuille, grid) if self._is_read(record)]
        if needed and not records:
            self._notes.error(lecture.rien_a_planifier(feuille.titre), Location(grid.titre))
        return records

    def referentiel_text(self) -> str:
        """The text of the référentiel that the workbook carries, empty where it carries none."""
        if self._referentiel is None:
            return ""
        lines = {row.number: texte_brut(row.cells.get(1)) for row in self._referentiel.rows}
        return "\n".join(lines.get(number, "") for number in range(1, max(lines, default=0) + 1))

    def _is_read(self, record: Record) -> bool:
        """Whether a row is one of its table; one of people that names nobody is told, and is none."""
        if not _of_people(record.feuille):
            return True
        nom, prenom = (texte(cell.value) if (cell := record.cells.get(c)) else "" for c in ("nom", "prenom"))
        if not names_nobody(nom, prenom):
            return True
        self.account.row(record.titre, record.cells.values(), lecture.ne_nomme_personne())
        return False

    def _find(self, feuille: Feuille, *, needed: bool) -> Grid | None:
        for nom in (feuille.titre, *feuille.alias):
            if (grid := self._by_key.get(cle(nom))) is not None:
                return grid
        strangers = {cle(grid.titre): grid.titre for grid in self.strangers()}
        proches = [strangers[key] for key in get_close_matches(cle(feuille.titre), strangers, n=1)]
        if needed:
            self._notes.error(
                lecture.feuille_absente(feuille.titre, "".join(proches), self._modele), Location(feuille.titre)
            )
        elif proches and feuille is not LISEZ_MOI:
            self._notes.warning(lecture.feuille_facultative_absente(feuille.titre, proches[0]), Location(proches[0]))
        elif feuille.indispensable and feuille not in (
            LISEZ_MOI,
            EPREUVES,
        ):  # the référentiel says what the latter would
            self._notes.warning(lecture.feuille_absente(feuille.titre, "", self._modele), Location(feuille.titre))
        return None

    def _table(self, feuille: Feuille, grid: Grid) -> list[Record]:
        header = header_row(feuille, grid)
        if header is None:
            if grid.rows:
                self._notes.error(lecture.titres_introuvables(self._modele), Location(grid.titre))
            return []
        columns = self._columns(feuille, grid, header)
        body = [row for row in grid.rows if row.number > header.number]
        letters = {champ: column_letter(column) for champ, column in columns.items()}
        records = []
        for row in body:
            row_cells = {champ: row.cells[column] for champ, column in columns.items() if column in row.cells}
            if row_cells:
                adresses = {champ: f"{letter}{row.number}" for champ, letter in letters.items()}
                context = self._notes, self._epoch, self.account
                records.append(Record(feuille, grid.titre, row.number, row_cells, adresses, *context))
        numbers = {record.number for record in records}
        hidden = [row.number for row in body if row.hidden and row.number in numbers]
        if hidden:
            self._notes.warning(lecture.lignes_masquees(hidden), Location(grid.titre, f"A{hidden[0]}"))
        return records

    def _columns(self, feuille: Feuille, grid: Grid, header: GridRow) -> dict[str, int]:
        """Where each field stands, in the order of the sheet's own table; unknown and double columns are told."""
        columns: dict[str, int] = {}
        doubles: list[int] = []
        strangers: list[Cell] = []
        names = names_of(feuille.colonnes)
        for column, cell in header.cells.items():
            champ = names.get(title_of(cell))
            if champ is None:
                strangers.append(cell)
            elif champ in columns:
                doubles.append(column)
                first = header.cells[columns[champ]]
                for double in (cell, first):
                    self._notes.error(_twice(feuille.colonne(champ).titre, first, cell), double.place)
            else:
                columns[champ] = column
        self._tell_of_absent(feuille, grid, columns, strangers)
        self.account.table(feuille, grid, header, columns, doubles)
        return {c.champ: columns[c.champ] for c in feuille.colonnes if c.champ in columns}

    def _tell_of_absent(self, feuille: Feuille, grid: Grid, columns: dict[str, int], strangers: list[Cell]) -> None:
        titles = {title_of(cell): texte(cell.value) for cell in strangers}
        for colonne in feuille.colonnes:
            if colonne.obligatoire and colonne.champ not in columns:
                proches = [titles[key] for key in get_close_matches(cle(colonne.titre), titles, n=1)]
                self._notes.error(lecture.colonne_absente(colonne.titre, proches, self._modele), Location(grid.titre))

    def _form(self, feuille: Feuille, grid: Grid) -> Record:
        names = names_of(feuille.colonnes)
        answers: dict[str, Cell] = {}
        adresses: dict[str, str] = {}
        labels: dict[int, str] = {}
        for row in grid.rows:
            label = row.cells.get(1)
            champ = names.get(title_of(label)) if label is not None and not _is_heading(row) else None
            if label is None or champ is None:
                continue
            labels[row.number] = champ
            if champ in adresses:
                self._notes.error(lecture.champ_en_double(feuille.colonne(champ).titre), label.place)
            else:
                adresses[champ] = f"B{row.number}"
                if 2 in row.cells:
                    answers[champ] = row.cells[2]
        self.account.form(feuille, grid, labels, lambda row: _unknown_field(feuille, row, names))
        ordered = {c.champ: adresses[c.champ] for c in feuille.colonnes if c.champ in adresses}
        return Record(feuille, grid.titre, 0, answers, ordered, self._notes, self._epoch, self.account)


def _unknown_field(feuille: Feuille, row: GridRow, names: dict[str, str]) -> Texte | None:
    """That a row of a form gives a value under an unknown name; None where it is no such row."""
    label = row.cells.get(1)
    if label is None or 2 not in row.cells:
        return None
    proches = [feuille.colonne(names[key]).titre for key in get_close_matches(title_of(label), names, n=1)]
    return lecture.champ_inconnu(proches)


def _twice(lue: str, first: Cell, second: Cell) -> Texte:
    """That two columns are read as the same: they bear one title, or two that mean the same; its own stays."""
    if title_of(first) == title_of(second):
        return lecture.colonne_en_double(texte(first.value))
    own, other = sorted((first, second), key=lambda cell: title_of(cell) != cle(lue))
    return lecture.colonnes_de_meme_sens(titre=texte(own.value), autre=texte(other.value), lue=lue)


def _is_heading(row: GridRow) -> bool:
    """Whether a row of a form only carries a title over its columns."""
    return 2 in row.cells and row.cells[2].spread


def texte_brut(cell: Cell | None) -> str:
    """The text of a cell as it stands, inner spaces kept."""
    return cell.value if cell is not None and isinstance(cell.value, str) else ""


def title_of(cell: Cell) -> str:
    """The key of a title."""
    return _folded(texte(cell.value))


@lru_cache(maxsize=4096)
def _folded(titre: str) -> str:
    return cle(titre)


def names_of(colonnes: Iterable[Colonne]) -> dict[str, str]:
    """The field that each title, alias or name stands for; titles win over the aliases of others."""
    names: dict[str, str] = {}
    liste: Sequence[Colonne] = tuple(colonnes)
    for colonne in liste:
        names.setdefault(_folded(colonne.titre), colonne.champ)
    for colonne in liste:
        for alias in colonne.alias:
            names.setdefault(_folded(alias), colonne.champ)
    return names


def header_row(feuille: Feuille, grid: Grid) -> GridRow | None:
    """Among the first rows, the one with the most known titles, if it has those that are needed, or most are known."""
    names = names_of(feuille.colonnes)
    needed = {colonne.champ for colonne in feuille.colonnes if colonne.obligatoire}
    best: tuple[int, GridRow] | None = None
    for row in grid.rows:
        if row.number > _HEADER_ROWS:
            break
        champs = {names[title_of(cell)] for cell in row.cells.values() if title_of(cell) in names}
        known, whole = len(champs), len(champs) > 1 and needed <= champs
        if (whole or known >= _KNOWN_SHARE * len(row.cells)) and known > (best[0] if best else 0):
            best = (known, row)
    return best[1] if best else None


def column_letter(column: int) -> str:
    """``A`` for 1, ``AB`` for 28."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# From what a cell names to the ids of a session: people, épreuves, rooms, juries.

Humain = Candidat | Membre | Personne


@lru_cache(maxsize=4096)
def key(texte: str) -> str:
    """The key under which two spellings are equal, never empty for a text that is not (other alphabets)."""
    return cle(texte) or propre(texte).casefold()


@dataclass(frozen=True, slots=True)
class Naming:
    """What a cell may name: ids with their unique labels, and the sheet where they stand."""

    feuille: str
    etiquettes: dict[str, str]


class Index:
    """What the cells of a session's workbook name; None where a text names nothing, or several things."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.noms = Noms(session)
        self._others = other_names(session.questions)
        self._candidats = self._humains(session.candidats)
        membres = {m.id for m in session.membres}
        self._personnes = self._humains((*session.membres, *(p for p in session.personnes if p.id not in membres)))
        self._salles = _Lookup()
        for salle in session.salles:
            self._salles.add(salle.id, self.noms.etiquette_salle(salle.id), salle.nom, salle.id)
        self._vehicules = _Lookup()
        for vehicule in session.vehicules:
            self._vehicules.add(vehicule.id, vehicule.nom, vehicule.id)
        self._epreuves = _Lookup()
        for epreuve in session.referentiel.epreuves():
            self._epreuves.add(epreuve.id, self.noms.etiquette_epreuve(epreuve.id), epreuve.id)
        self._jurys = _Lookup()
        for jury in session.jurys:
            self._jurys.add(jury.id, jury.id, self.noms.jury(jury.id))

    def _humains(self, humains: Iterable[Humain]) -> "_Lookup":
        lookup = _Lookup()
        for humain in humains:
            inverse = f"{humain.prenom} {humain.nom}"
            # the label of a homonym who has no number of their own: a refusal may have proposed it before they had one
            with_id = f"{humain.nom_complet} ({humain.id})"
            lookup.add(humain.id, self.noms.etiquette(humain.id), humain.nom_complet, inverse, humain.id, with_id)
            lookup.add_in_any_order(humain.id, humain.nom_complet)
        return lookup

    def naming(self, feuille: str, humains: Iterable[Humain]) -> Naming:
        """What a cell may name among these people, who stand in that sheet."""
        return Naming(feuille, {humain.id: self.noms.etiquette(humain.id) for humain in humains})

    def candidats(self, texte: str) -> tuple[str, ...]:
        """The candidats who bear that label or name, or one that an answer says to be theirs."""
        return self._candidats.all(texte) or self._by_answers(self._candidats, texte)

    def personnes(self, texte: str) -> tuple[str, ...]:
        """The membres and other people who bear that label or name, or one that an answer says to be theirs."""
        return self._personnes.all(texte) or self._by_answers(self._personnes, texte)

    def _by_answers(self, lookup: "_Lookup", texte: str) -> tuple[str, ...]:
        others = self._others.get(words_in_order(texte), ())
        return next(filter(None, map(lookup.all, others)), ())

    def salles(self, texte: str) -> tuple[str, ...]:
        """The rooms of that name."""
        return self._salles.all(texte)

    def vehicules(self, texte: str) -> tuple[str, ...]:
        """The vehicles of that name."""
        return self._vehicules.all(texte)

    def vehicule(self, texte: str) -> str | None:
        """The vehicle of that name."""
        return self._vehicules.find(texte)

    def candidat(self, texte: str) -> str | None:
        """The one candidat of that label or name."""
        return self._candidats.find(texte)

    def personne(self, texte: str) -> str | None:
        """The one membre or other person of that label or name, else the candidat."""
        return self._personnes.find(texte) or self._candidats.find(texte)

    def salle(self, texte: str) -> str | None:
        """The room of that name."""
        return self._salles.find(texte)

    def jury(self, texte: str) -> str | None:
        """The jury that the centre gave under that name, or the composed one that is displayed so (``Jury 2``)."""
        id_ = self._jurys.find(texte)
        if id_ is not None:
            return id_
        compose = re.fullmatch(r"j(?:ury)? ?(\d+)", cle(texte))
        return f"J{int(compose[1])}" if compose else None

    def epreuve(self, texte: str, candidat: str) -> str | None:
        """The épreuve of that label; else the only one of that name, or modality, that the candidat has to pass."""
        nommee = self._epreuves.find(texte)
        siennes = [
            epreuve
            for fiche in self.session.candidats
            if fiche.id == candidat
            for epreuve in epreuves_de(self.session.referentiel, fiche)
        ]
        if any(epreuve.id == nommee for epreuve in siennes):
            return nommee
        choix = [e.id for e in siennes if key(texte) in (key(e.nom), key(e.modalite))]
        return choix[0] if len(choix) == 1 else nommee


class _Lookup:
    """Texts that name ids: unique labels as written, then all names with case, accents and spaces folded."""

    def __init__(self) -> None:
        self._tiers: list[dict[str, list[str]]] = []
        self._in_any_order: dict[str, list[str]] = defaultdict(list)

    def add(self, id_: str, *textes: str) -> None:
        """Let texts name an id: its unique label, then other names, the surest first."""
        names = [textes[0], *(key(texte) for texte in textes)]
        for tier, name in enumerate(names):
            while len(self._tiers) <= tier:
                self._tiers.append(defaultdict(list))
            if id_ not in self._tiers[tier][name]:
                self._tiers[tier][name].append(id_)

    def add_in_any_order(self, id_: str, nom: str) -> None:
        """Let a name whose words stand in another order name an id, where no other name fits."""
        self._in_any_order[words_in_order(nom)].append(id_)

    def all(self, texte: str) -> tuple[str, ...]:
        """The ids that a text names, by the surest names that it fits."""
        for tier, names in enumerate(self._tiers):
            ids = names.get(key(texte) if tier else texte, [])
            if ids:
                return tuple(ids)
        return tuple(self._in_any_order.get(words_in_order(texte), ()))

    def find(self, texte: str) -> str | None:
        """The id that a text names, None where there is none or several."""
        ids = self.all(texte)
        return ids[0] if len(ids) == 1 else None


# What every part of the reader works on: the sheets, what there is to say, and where each subject stands.


@dataclass(frozen=True, slots=True)
class Source:
    """The sheets of a workbook, the issues found so far, the cells of what has been read, and what is asked of it.

    `avant`: the session as it was planned before, whose drawn numbers stay. `planifie`: whether the workbook is read
    for its planning, without which it is refused.
    """

    sheets: Sheets
    notes: Notes
    cells: dict[tuple[str, ...], str] = field(default_factory=dict)
    avant: Session | None = None
    planifie: bool = False
    questions: Asked = field(default_factory=Asked)

    def records(self, feuille: Feuille, *, needed: bool = False) -> list[Record]:
        """The rows of a table, or the one record of a form."""
        return self.sheets.records(feuille, needed=needed)

    def ask(
        self, sujet: Sujet, ecrit: str, autre: str, place: Location, ids: tuple[str, str] = ("", "")
    ) -> bool | None:
        """Ask whether what is typed at that place is, or is linked to, something else; the answer, None without one."""
        self.cells.setdefault(("questions", sujet.value, ecrit, autre), str(place))
        return self.questions.ask(sujet, ecrit, autre, ids)

    def keep(self, record: Record, *sujet: str) -> None:
        """Remember where a subject and each of its fields stand: ``("candidats", "C3", "aide")`` → ``Candidats!P6``.

        A cell of availability where nothing is typed says nothing of an absence, which was then told elsewhere.
        """
        adresses = record.adresses
        self.cells.setdefault((record.feuille.cle, *sujet), f"{record.titre}!{next(iter(adresses.values()), '')}")
        places = {c: a for c, a in adresses.items() if record.has(c) or c not in (DISPONIBLE.champ, INDISPONIBLE.champ)}
        for champ, adresse in places.items():
            self.cells.setdefault((record.feuille.cle, *sujet, champ), f"{record.titre}!{adresse}")


def closest(texte: str, choix: Sequence[str], n: int = 2) -> list[str]:
    """The choices whose spelling is nearest, best first; then those that have its words, all or in another order."""
    par_cle, dans_l_ordre = {key(c): c for c in choix}, {words_in_order(c): c for c in choix}
    proches = [par_cle[proche] for proche in get_close_matches(key(texte), par_cle, n=n)]
    mots = set(key(texte).split())
    complets = [c for k, c in par_cle.items() if mots and mots <= set(k.split())]
    tournes = [dans_l_ordre[proche] for proche in get_close_matches(words_in_order(texte), dans_l_ordre, n=n)]
    return list(dict.fromkeys((*proches, *complets, *tournes)))[:n]


def _unknown(texte: str, naming: Naming) -> Texte:
    """What is said of a name that is nobody's: whom it may mean, else what is spelt nearly so."""
    may = [etiquette for etiquette in naming.etiquettes.values() if may_be(texte, etiquette)]
    if may:
        return nom_a_preciser(texte, may)
    return lecture.nom_inconnu(naming.feuille, closest(texte, list(naming.etiquettes.values())))


def resolve(notes: Notes, place: Location, texte: str, ids: Sequence[str], naming: Naming) -> str | None:
    """The one id that a name stands for; None, and an error, where nobody or several bear it."""
    permis = [id_ for id_ in ids if id_ in naming.etiquettes]
    if len(permis) == 1:
        return permis[0]
    ici = replace(place, valeur=texte)
    if permis:
        notes.error(lecture.nom_ambigu([naming.etiquettes[id_] for id_ in permis]), ici)
    else:
        notes.error(_unknown(texte, naming), ici)
    return None
