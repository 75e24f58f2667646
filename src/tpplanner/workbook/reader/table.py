"""From grids to records: the sheets that are asked for, their header rows, their columns and fields."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache

from tpplanner.domain.noms import cle
from tpplanner.sheets import (
    FEUILLES,
    FEUILLES_PRODUITES,
    LISEZ_MOI,
    LISTES,
    NON_PLACES,
    PLANNING_COMPLET,
    REFERENTIEL,
    TETE_DE_FICHE,
    Colonne,
    Feuille,
    Forme,
)
from tpplanner.texts import lecture
from tpplanner.texts.message import Texte
from tpplanner.workbook.cells import texte
from tpplanner.workbook.reader.grid import Book, Cell, Grid, GridRow
from tpplanner.workbook.reader.notes import MildNotes, Notes, Place
from tpplanner.workbook.reader.record import Record

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
        book: Book,
        notes: Notes,
        known: Sequence[Feuille] = (*FEUILLES, PLANNING_COMPLET, NON_PLACES),
        written: Sequence[str] = FEUILLES_PRODUITES,
        modele: str = lecture.MODELE,
    ) -> None:
        self._book = book
        self._notes = notes
        self._epoch = book.epoch
        self._known = known
        self._written = written
        self._modele = modele
        self._by_key: dict[str, Grid] = {}
        for grid in book.grids.values():
            if cle(grid.titre) in self._by_key:
                notes.error(lecture.feuille_en_double(grid.titre), Place(grid.titre))
            self._by_key[cle(grid.titre)] = grid
        self._referentiel = book.grids.get(REFERENTIEL)
        notes.absentes = tuple(f.titre for f in known if f in FEUILLES and not f.premiere and not self.has(f))

    def has(self, feuille: Feuille) -> bool:
        """Whether the workbook has that sheet."""
        return any(cle(nom) in self._by_key for nom in (feuille.titre, *feuille.alias))

    def refuse_another_kind(self, own: Feuille, titre: str, texte: Texte) -> None:
        """Raise WorkbookRefused, with that text alone, where the workbook has the sheet of another kind only."""
        if cle(titre) in self._by_key and not self.has(own):
            self._notes.error(texte, Place(titre))
            raise self._notes.refusal()

    def warn_of_unknown_sheets(self) -> None:
        """Name the sheets that nobody reads, with the closest title; and input sheets that are hidden."""
        titres = {cle(nom): f.titre for f in self._known for nom in (f.titre, *f.alias)}
        others = {cle(titre) for titre in (LISTES, REFERENTIEL, *self._written)}
        for key, grid in self._by_key.items():
            if key not in titres and key not in others:
                proches = get_close_matches(key, titres, n=1)
                self._notes.warning(lecture.feuille_inconnue([titres[p] for p in proches]), Place(grid.titre))
            elif key in titres and grid.hidden and grid.rows:
                self._notes.warning(lecture.feuille_masquee(), Place(grid.titre))

    def planning(self) -> list[Record]:
        """The rows of *Planning*, whose faults prevent no session."""
        mild = Sheets(self._book, MildNotes(self._notes.issues))
        return mild.records(PLANNING_COMPLET)

    def records(self, feuille: Feuille, *, needed: bool = False) -> list[Record]:
        """The rows of a table, or the one record of a form; none where the sheet is missing or empty."""
        grid = self._find(feuille, needed=needed)
        if grid is None:
            return []
        if feuille.forme is Forme.FICHE:
            return [self._form(feuille, grid)]
        records = self._table(feuille, grid)
        if needed and not records:
            self._notes.error(lecture.rien_a_planifier(feuille.titre), Place(grid.titre))
        return records

    def referentiel_text(self) -> str:
        """The text of the référentiel that the workbook carries, empty where it carries none."""
        if self._referentiel is None:
            return ""
        lines = {row.number: texte_brut(row.cells.get(1)) for row in self._referentiel.rows}
        return "\n".join(lines.get(number, "") for number in range(1, max(lines, default=0) + 1))

    def _find(self, feuille: Feuille, *, needed: bool) -> Grid | None:
        for nom in (feuille.titre, *feuille.alias):
            if (grid := self._by_key.get(cle(nom))) is not None:
                return grid
        known = {cle(nom) for f in self._known for nom in (f.titre, *f.alias)}
        strangers = {key: grid.titre for key, grid in self._by_key.items() if key not in known}
        proches = [strangers[key] for key in get_close_matches(cle(feuille.titre), strangers, n=1)]
        if needed:
            self._notes.error(
                lecture.feuille_absente(feuille.titre, "".join(proches), self._modele), Place(feuille.titre)
            )
        elif proches and feuille is not LISEZ_MOI:
            self._notes.warning(lecture.feuille_facultative_absente(feuille.titre, proches[0]), Place(proches[0]))
        return None

    def _table(self, feuille: Feuille, grid: Grid) -> list[Record]:
        header = _header_row(feuille, grid)
        if header is None:
            if grid.rows:
                self._notes.error(lecture.titres_introuvables(self._modele), Place(grid.titre))
            return []
        columns = self._columns(feuille, grid, header)
        body = [row for row in grid.rows if row.number > header.number]
        letters = {champ: column_letter(column) for champ, column in columns.items()}
        records = []
        for row in body:
            found = {champ: row.cells[column] for champ, column in columns.items() if column in row.cells}
            if found:
                adresses = {champ: f"{letter}{row.number}" for champ, letter in letters.items()}
                records.append(Record(feuille, grid.titre, row.number, found, adresses, self._notes, self._epoch))
        numbers = {record.number for record in records}
        hidden = [row.number for row in body if row.hidden and row.number in numbers]
        if hidden:
            self._notes.warning(lecture.lignes_masquees(hidden), Place(grid.titre, f"A{hidden[0]}"))
        return records

    def _columns(self, feuille: Feuille, grid: Grid, header: GridRow) -> dict[str, int]:
        """Where each field stands, in the order of the sheet's own table; unknown and double columns are told."""
        found: dict[str, int] = {}
        strangers: list[tuple[int, Cell]] = []
        names = _names(feuille.colonnes)
        for column, cell in header.cells.items():
            champ = names.get(_title(cell))
            if champ is None:
                strangers.append((column, cell))
            elif champ in found:
                for double in (cell, header.cells[found[champ]]):
                    self._notes.error(lecture.colonne_en_double(feuille.colonne(champ).titre), double.place)
            else:
                found[champ] = column
        self._tell_of_strangers(feuille, grid, header, found, strangers)
        return {c.champ: found[c.champ] for c in feuille.colonnes if c.champ in found}

    def _tell_of_strangers(
        self, feuille: Feuille, grid: Grid, header: GridRow, found: dict[str, int], strangers: list[tuple[int, Cell]]
    ) -> None:
        absent = [c for c in feuille.colonnes if c.champ not in found]
        titles = {_title(cell): texte(cell.value) for _, cell in strangers}
        for colonne in absent:
            if colonne.obligatoire:
                proches = [titles[key] for key in get_close_matches(cle(colonne.titre), titles, n=1)]
                self._notes.error(lecture.colonne_absente(colonne.titre, proches, self._modele), Place(grid.titre))
        keys = {name: feuille.colonne(champ).titre for name, champ in _names(absent).items()}
        used = {column for row in grid.rows if row.number > header.number for column in row.cells}
        for column, cell in strangers:
            proches = [keys[key] for key in get_close_matches(_title(cell), keys, n=1)]
            if column in used or proches:
                self._notes.warning(lecture.colonne_inconnue(proches), cell.place)
        for column in sorted(used - set(header.cells)):
            self._notes.warning(
                lecture.colonne_sans_titre(), Place(grid.titre, f"{column_letter(column)}{header.number}")
            )

    def _form(self, feuille: Feuille, grid: Grid) -> Record:
        names = _names(feuille.colonnes)
        found: dict[str, Cell] = {}
        adresses: dict[str, str] = {}
        for row in grid.rows:
            label = row.cells.get(1)
            if label is None or _is_heading(row):
                continue
            champ = names.get(_title(label))
            if champ is None:
                self._tell_of_field(feuille, row, label, names)
            elif champ in adresses:
                self._notes.error(lecture.champ_en_double(feuille.colonne(champ).titre), label.place)
            else:
                adresses[champ] = f"B{row.number}"
                if 2 in row.cells:
                    found[champ] = row.cells[2]
        ordered = {c.champ: adresses[c.champ] for c in feuille.colonnes if c.champ in adresses}
        return Record(feuille, grid.titre, 0, found, ordered, self._notes, self._epoch)

    def _tell_of_field(self, feuille: Feuille, row: GridRow, label: Cell, names: dict[str, str]) -> None:
        """A row of a form with a value under an unknown name."""
        head = {cle(titre) for titre in TETE_DE_FICHE}
        if 2 in row.cells and _title(label) not in head:
            proches = [feuille.colonne(names[key]).titre for key in get_close_matches(_title(label), names, n=1)]
            self._notes.warning(lecture.champ_inconnu(proches), label.place)


def _is_heading(row: GridRow) -> bool:
    """Whether a row of a form only carries a title over its columns."""
    return 2 in row.cells and row.cells[2].spread


def texte_brut(cell: Cell | None) -> str:
    """The text of a cell as it stands, inner spaces kept."""
    return cell.value if cell is not None and isinstance(cell.value, str) else ""


def _title(cell: Cell) -> str:
    return _folded(texte(cell.value))


@lru_cache(maxsize=4096)
def _folded(titre: str) -> str:
    return cle(titre)


def _names(colonnes: Iterable[Colonne]) -> dict[str, str]:
    """The field that each title, alias or name stands for; titles win over the aliases of others."""
    names: dict[str, str] = {}
    liste: Sequence[Colonne] = tuple(colonnes)
    for colonne in liste:
        names.setdefault(_folded(colonne.titre), colonne.champ)
    for colonne in liste:
        for alias in colonne.alias:
            names.setdefault(_folded(alias), colonne.champ)
    return names


def _header_row(feuille: Feuille, grid: Grid) -> GridRow | None:
    """Among the first rows, the one with the most known titles, if most of its titles are."""
    names = _names(feuille.colonnes)
    best: tuple[int, GridRow] | None = None
    for row in grid.rows:
        if row.number > _HEADER_ROWS:
            break
        known = len({names[_title(cell)] for cell in row.cells.values() if _title(cell) in names})
        if known >= _KNOWN_SHARE * len(row.cells) and known > (best[0] if best else 0):
            best = (known, row)
    return best[1] if best else None


def column_letter(column: int) -> str:
    """``A`` for 1, ``AB`` for 28."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
