"""The account of a workbook: each cell that is not empty was read, stands as tpplanner wrote it, or is told. No other.

A reader says what it reads, cell by cell; whatever is left in the end is told at its place, neighbours in one sentence.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from itertools import groupby

from tpplanner.domain.session import cle, propre
from tpplanner.sheets.colonne import TETE_DE_FICHE, Colonne, Feuille
from tpplanner.sheets.session import PLANNING_COMPLET
from tpplanner.texts import lecture
from tpplanner.texts.modele import OBLIGATOIRE
from tpplanner.texts.noms import Texte
from tpplanner.workbook.cells import texte, unescape
from tpplanner.workbook.grid import Cell, Grid, GridRow, Location, Notes
from tpplanner.workbook.trace import Trace, print_of

# Cells that stand together, and the range that holds them.


@dataclass(frozen=True, slots=True)
class At:
    """A cell, and where it stands."""

    row: int
    column: int
    cell: Cell


def gathered(cells: Iterable[At]) -> list[list[At]]:
    """The cells in blocks of those that touch, each block from top to bottom."""
    remaining = {(at.row, at.column): at for at in cells}
    blocks = []
    while remaining:
        _, first = remaining.popitem()
        block, waiting = [first], [first]
        while waiting:
            at = waiting.pop()
            around = ((at.row + r, at.column + c) for r in (-1, 0, 1) for c in (-1, 0, 1))
            near = [remaining.pop(there) for there in list(around) if there in remaining]
            block += near
            waiting += near
        blocks.append(sorted(block, key=_reading_order))
    return sorted(blocks, key=lambda block: _reading_order(block[0]))


def _reading_order(at: At) -> tuple[int, int]:
    return at.row, at.column


_MOST_SHOWN = 3


def place_of(block: list[At]) -> Location:
    """The range that holds a block, and the first things that stand in it."""
    top, bottom = (pick(block, key=lambda at: at.row) for pick in (min, max))
    left, right = (pick(block, key=lambda at: at.column) for pick in (min, max))
    corners = f"{_letters(left)}{top.row}", f"{_letters(right)}{bottom.row}"
    shown = [at.cell.place.valeur for at in sorted(block, key=_reading_order)]
    valeurs = lecture.valeurs(shown[:_MOST_SHOWN], plus=len(shown) > _MOST_SHOWN)
    return Location(block[0].cell.place.feuille, ":".join(dict.fromkeys(corners)), valeurs)


def _letters(at: At) -> str:
    return at.cell.place.cellule.rstrip("0123456789")


# What stands on an input sheet as tpplanner writes it, whatever the version that wrote it.


@lru_cache(maxsize=64)
def _texts_of(feuille: Feuille) -> frozenset[str]:
    """What the sheet says itself: its title, what it is for, titles and help of its columns."""
    of_columns = (text for c in feuille.colonnes for text in (*_labels(c), c.aide, c.rubrique))
    texts = (feuille.titre, feuille.but, f"{feuille.titre} {feuille.but}", *TETE_DE_FICHE, *of_columns)
    return frozenset(propre(text) for text in texts if text)


def _labels(colonne: Colonne) -> tuple[str, ...]:
    return colonne.titre, f"{colonne.titre} {OBLIGATOIRE}"


def _said(cell: Cell) -> str:
    return propre(unescape(cell.value)) if isinstance(cell.value, str) else ""


# The account itself.


@dataclass(slots=True)
class Account:
    """What became of the cells of a workbook."""

    notes: Notes = field(default_factory=Notes)
    trace: Trace = field(default_factory=Trace)
    _read: set[tuple[str, str]] = field(default_factory=set)
    _expected: dict[tuple[str, str], At] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)
    """the keys of the sheets of which every cell is accounted for"""

    def read(self, cell: Cell) -> None:
        """Somebody reads that cell."""
        self._read.add((cell.place.feuille, cell.place.cellule))

    def knows(self, grid: Grid) -> bool:
        """Whether what stands around that sheet's table, or beside its form, was told; it is from now on."""
        known = cle(grid.titre) in self._known
        self._known.add(cle(grid.titre))
        return known

    def table(
        self, feuille: Feuille, grid: Grid, header: GridRow, columns: Mapping[str, int], doubles: Collection[int]
    ) -> None:
        """What stands above the header and beside the columns is told; what stands in these is expected to be read."""
        if self.knows(grid):
            return
        inside = {*columns.values(), *doubles}
        inside -= self._kept(feuille, grid, columns)
        above: list[At] = []
        beside: list[At] = []
        for at in _cells(grid):
            if at.row >= header.number and at.column in inside:
                if at.row > header.number:
                    self._expected[at.cell.place.feuille, at.cell.place.cellule] = at
            elif not self._is_ours(feuille, at):
                (above if at.row < header.number else beside).append(at)
        self._tell_above(feuille, above, header.number, columns)
        self._tell_beside(feuille, beside, header, columns)

    def _kept(self, feuille: Feuille, grid: Grid, columns: Mapping[str, int]) -> set[int]:
        """The columns in which nobody types: those of *Planning* that keep what was written, which the file knows."""
        hidden = {columns[c.champ] for c in feuille.colonnes if c.cachee and c.champ in columns}
        return hidden if feuille is PLANNING_COMPLET and self.trace.knows(grid.titre) else set()

    def _tell_above(self, feuille: Feuille, cells: list[At], header: int, columns: Mapping[str, int]) -> None:
        needed = {columns[c.champ] for c in feuille.colonnes if c.obligatoire and c.champ in columns}
        rows = {number: list(ats) for number, ats in groupby(cells, key=lambda at: at.row)}
        like = {number for number, ats in rows.items() if _is_like_a_row(ats, needed, set(columns.values()))}
        blocks: list[tuple[bool, list[At]]] = []
        for number, ats in rows.items():
            if blocks and blocks[-1][0] is (number in like) and blocks[-1][1][-1].row == number - 1:
                blocks[-1][1].extend(ats)
            else:
                blocks.append((number in like, ats))
        for alike, ats in blocks:
            avis = lecture.ligne_au_dessus if alike else lecture.au_dessus_des_titres
            self.notes.warning(avis(header), place_of(ats))

    def _tell_beside(self, feuille: Feuille, cells: list[At], header: GridRow, columns: Mapping[str, int]) -> None:
        absent = {cle(nom): c.titre for c in feuille.colonnes if c.champ not in columns for nom in (*c.alias, c.titre)}
        by_column: dict[int, list[At]] = {}
        for at in cells:
            by_column.setdefault(at.column, []).append(at)
        groups: list[tuple[Texte, list[At]]] = []
        for column, ats in sorted(by_column.items()):
            titre = header.cells.get(column)
            proches = get_close_matches(cle(texte(titre.value)), absent, n=1) if titre is not None else []
            sans = lecture.colonne_sans_titre() if titre is None else None
            avis = sans or lecture.colonne_inconnue([absent[proche] for proche in proches])
            if groups and groups[-1][0] == avis and groups[-1][1][-1].column == column - 1:
                groups[-1] = (avis, groups[-1][1] + ats)
            else:
                groups.append((avis, ats))
        for avis, ats in groups:
            several = avis == lecture.colonne_inconnue([]) and len({at.column for at in ats}) > 1
            self.notes.warning(lecture.colonnes_inconnues() if several else avis, place_of(ats))

    def form(
        self, feuille: Feuille, grid: Grid, labels: Mapping[int, str], avis: Callable[[GridRow], Texte | None]
    ) -> None:
        """What stands beside the answers of a form is told; `labels` are its known rows, `avis` speaks of others."""
        if self.knows(grid):
            return
        others: list[At] = []
        for row in grid.rows:
            champ = labels.get(row.number)
            if champ is not None:
                others += self._beside_answer(feuille.colonne(champ), row)
                continue
            cells = [at for at in _of_row(row) if not self._is_ours(feuille, at, row.number)]
            if cells and (sentence := avis(row)) is not None:
                self.notes.warning(sentence, place_of(cells))
            else:
                others += cells
        self._tell(others, lecture.hors_reponse(TETE_DE_FICHE[_ANSWER - 1]))

    def _beside_answer(self, colonne: Colonne, row: GridRow) -> Iterator[At]:
        """What stands on the row of a field and is neither its answer, which is expected to be read, nor ours."""
        for at in _of_row(row):
            own = {_REPERE: colonne.repere, _REPERE + 1: colonne.aide}.get(at.column, "")
            if at.column == _ANSWER:
                self._expected[at.cell.place.feuille, at.cell.place.cellule] = at
                continue
            ours = self.trace.has_written(at.cell.place.feuille, at.column, at.cell.value, at.row)
            if at.column > _ANSWER and not ours and not (own and _said(at.cell) == propre(own)):
                yield at

    def row(self, titre: str, cells: Iterable[Cell], avis: Texte) -> None:
        """A row that is no row of its table is told as a whole."""
        ats = [self._expected[key] for cell in cells if (key := (titre, cell.place.cellule)) in self._expected]
        for at in ats:
            self.read(at.cell)
        if ats:
            self.notes.warning(avis, place_of(ats))

    def help(self, row: GridRow) -> None:
        """A row of help, which is ours in whatever columns people put it; what else stands there is not read."""
        first = row.cells[1]
        written = self.trace.row_of(first.place.feuille, first.value)
        prints = {at: print_of(at.cell.value) for at in _of_row(row)}
        there = [at for at, mark in prints.items() if written.get(at.column) == mark]
        moved = Counter(written.values()) - Counter(prints[at] for at in there)
        for at, mark in prints.items():
            if at not in there and moved[mark]:
                moved[mark] -= 1
                there.append(at)
        for at in there:
            self.read(at.cell)

    def rest(self, grid: Grid) -> None:
        """Tell what nobody read of a sheet and tpplanner did not write there, where the file knows what that was."""
        if self.trace.knows(grid.titre):
            unread = (at for at in _cells(grid) if (grid.titre, at.cell.place.cellule) not in self._read)
            self._tell([at for at in unread if not self._is_written(at)], lecture.sans_effet())

    def _is_written(self, at: At) -> bool:
        """Whether that was written there, or is a sentence that was written anywhere: people move rows and columns."""
        titre, value = at.cell.place.feuille, at.cell.value
        sentence = len(_said(at.cell).split()) > _WORDS
        return self.trace.has_written(titre, *((None, value) if sentence else (at.column, value, at.row)))

    def sheet(self, grid: Grid, avis: Texte) -> None:
        """A sheet of which nothing is read is told, once."""
        if not self.knows(grid):
            self.notes.warning(avis, Location(grid.titre))

    def close(self, written: Iterable[Grid], remarques: Iterable[Location], *, intact: bool) -> None:
        """Tell what is left: cells that nobody read, what was typed where tpplanner writes, what lies over cells."""
        unread = [at for key, at in self._expected.items() if key not in self._read]
        self._tell(unread, lecture.sans_effet())
        untraced = []
        for grid in written:
            if self.trace.knows(grid.titre):
                self._tell(self._changed(grid), lecture.pas_relue())
            elif grid.rows and not intact:
                untraced.append(grid.titre)
        if untraced:
            self.notes.warning(lecture.sans_trace(untraced), Location(untraced[0]))
        for place in remarques:
            self.notes.warning(lecture.commentaire(), place)

    def _changed(self, grid: Grid) -> list[At]:
        """The cells of a sheet written to be read that do not stand as they were written."""
        rows = {row.number: row.cells for row in grid.rows}
        prints = {
            number: {column: print_of(cell.value) for column, cell in cells.items() if cell.own}
            for number, cells in rows.items()
        }
        return [At(row, column, rows[row][column]) for row, column in self.trace.changed(grid.titre, prints)]

    def _tell(self, cells: Iterable[At], avis: Texte) -> None:
        for _, ats in groupby(cells, key=lambda at: at.cell.place.feuille):
            for block in gathered(ats):
                self.notes.warning(avis, place_of(block))

    def _is_ours(self, feuille: Feuille, at: At, row: int | None = None) -> bool:
        """Whether that is what tpplanner wrote there, on that row or wherever: a title, help."""
        written = self.trace.has_written(at.cell.place.feuille, at.column, at.cell.value, row)
        return written or _said(at.cell) in _texts_of(feuille)


_ANSWER = 2
"""The column of a form in which people answer; help stands beside it."""
_REPERE = 3
_WORDS = 3
"""More words than this are a sentence."""


def _cells(grid: Grid) -> Iterator[At]:
    for row in grid.rows:
        yield from _of_row(row)


def _of_row(row: GridRow) -> Iterator[At]:
    """The cells of a row that show what stands in themselves."""
    return (At(row.number, column, cell) for column, cell in row.cells.items() if cell.own)


def _is_like_a_row(cells: list[At], needed: set[int], known: set[int]) -> bool:
    """Whether a row above the header has what a row of the table has."""
    filled = {at.column for at in cells}
    return bool(needed) and needed <= filled and len(filled & known) > 1
