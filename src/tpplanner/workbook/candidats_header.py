"""What the columns of a centre's own list are: its header row, found below titles and help, and the fields it names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from tpplanner.domain.noms import cle
from tpplanner.sheets import CANDIDATS, FEUILLES
from tpplanner.texts import affichage, modele
from tpplanner.workbook import cells
from tpplanner.workbook.reader.grid import Book, Grid, GridRow

FULL_NAME = "nom_complet"
"""The field of a column that holds both names."""
HEADER_ROWS = 30
"""The header is looked for in so many first rows."""
_OF_ITS_SESSION = frozenset({"disponible", "indisponible", "numero_tire", "id"})
"""What a candidat has in one session alone: its days, its draw, its own ids."""
TAKEN = tuple(c.champ for c in CANDIDATS.colonnes if c.champ not in _OF_ITS_SESSION)
"""The fields that a list can carry."""
_ALIASES = {
    "nom": modele.NOMS,
    "prenom": modele.PRENOMS,
    FULL_NAME: modele.EN_UNE_CELLULE,
    "contact": modele.COORDONNEES,
    "employeur": modele.ENTREPRISES,
}
_NOTES = frozenset(
    {"total", "totaux", "effectif", "effectifs", "nb", "nombre", "legende", "signature", "signatures"}
    | {"session", "groupe"}
)
"""First words of what stands in a list and names nobody."""
_NOTES_OF_TWO = frozenset({("sous", "total"), ("sous", "totaux"), ("fait", "a"), ("fait", "le")})
_SHEETS_OF_OURS = 3
"""With so many sheets named as tpplanner names its own, a workbook is one of tpplanner's."""
_LONGEST_NAME = 80
_LONGEST_TITLE = 40
_SENTENCE_WORDS = 4


@dataclass(slots=True)
class Columns:
    """The header of a list: its row, its titles, and the columns taken for each field, in their order.

    `again` are columns whose title means a field that another column gives already. `lonely`: « Nom » stands alone.
    """

    row: int
    titles: dict[int, str]
    taken: dict[str, list[int]] = field(default_factory=dict)
    again: dict[int, str] = field(default_factory=dict)
    lonely: bool = False

    def names(self) -> list[int]:
        """The columns of names."""
        return [place for champ in ("nom", "prenom", FULL_NAME) for place in self.taken.get(champ, [])]


@dataclass(frozen=True, slots=True)
class Found:
    """The sheet of a list and its header, if it has one; the titles of other sheets that have names too."""

    grid: Grid
    columns: Columns | None
    others: tuple[str, ...] = ()


def sheet_of_candidats(book: Book) -> Found:
    """The sheet named as tpplanner names that of the candidats, else the first one with a header of names.

    Without a header, the first sheet of all. A poster calls people, and lists nobody.
    """
    lists = [grid for grid in book.grids.values() if cle(grid.titre) != cle(affichage.FEUILLE)]
    headed = [(grid, columns) for grid in lists if (columns := header_of(grid)) is not None]
    own = {cle(nom) for nom in (CANDIDATS.titre, *CANDIDATS.alias)}
    headed.sort(key=lambda found: (cle(found[0].titre) not in own, found[1].lonely))
    if not headed:
        return Found(next(iter(book.grids.values())), None)
    others = [grid.titre for grid, columns in headed[1:] if _has_names(grid, columns)]
    ours = {cle(feuille.titre) for feuille in FEUILLES}
    told = () if sum(cle(titre) in ours for titre in book.grids) >= _SHEETS_OF_OURS else tuple(others)
    return Found(*headed[0], told)


def _has_names(grid: Grid, columns: Columns) -> bool:
    names = columns.names()
    return not columns.lonely and any(row.number > columns.row and row.cells.keys() & names for row in grid.rows)


def header_of(grid: Grid) -> Columns | None:
    """Of the first rows, the one that names the most fields, a column of names among them; the first of equals.

    A row above it that names both nom and prénom is the header of what stands between.
    """
    found = [columns for row in grid.rows if row.number <= HEADER_ROWS and (columns := _columns(row)) is not None]
    best = max(found, key=lambda columns: (not columns.lonely, len(columns.taken)), default=None)
    return next((columns for columns in found if columns is best or {"nom", "prenom"} <= columns.taken.keys()), None)


def blocks_below(grid: Grid, first: Columns) -> Iterator[tuple[Columns, list[GridRow]]]:
    """The rows below a header, and those below each further header, as it names their columns."""
    columns, rows = first, list[GridRow]()
    for row in grid.rows:
        if row.number <= first.row:
            continue
        again = _header_again(row, columns)
        if again is None:
            rows.append(row)
        else:
            yield columns, rows
            columns, rows = again, []
    yield columns, rows


def _header_again(row: GridRow, now: Columns) -> Columns | None:
    """A row as a header, where its cells of names are titles; without such cells, where it has nom and prénom."""
    columns = _columns(row)
    if columns is None or len(columns.taken) == 1:
        return None
    known = {*_field_names(), *map(cle, now.titles.values())}
    names = [cle(cells.texte(row.cells[place].value)) for place in now.names() if place in row.cells]
    anew = known.issuperset(names) if names else {"nom", "prenom"} <= columns.taken.keys()
    return columns if anew else None


def likest_header(book: Book) -> list[str]:
    """The titles of the row that looks most like a header: the one of the most words without figures."""
    rows = [row for grid in book.grids.values() for row in grid.rows if row.number <= HEADER_ROWS]
    shown = [[cells.texte(cell.value) for cell in row.cells.values() if not cell.spread] for row in rows]
    return max(shown, key=lambda texts: sum(map(_like_title, texts)), default=[])


def _like_title(texte: str) -> bool:
    return len(texte) <= _LONGEST_TITLE and any(map(str.isalpha, texte)) and not any(map(str.isdigit, texte))


def _columns(row: GridRow) -> Columns | None:
    """What a row names as a header. A title of both names that is merged over two columns stands for each of them.

    A column of noms without one of prénoms is one of both names.
    """
    columns = Columns(row.number, {})
    for column, cell in sorted(row.cells.items()):
        title = cells.texte(cell.value)
        champ = _field_names().get(cle(title))
        if not cell.spread:
            columns.titles[column] = title
        _take(columns, column, champ, spread=cell.spread)
    taken = columns.taken
    if "nom" not in taken and FULL_NAME not in taken:
        return None
    columns.lonely = len(columns.titles) == 1 and "nom" in taken
    if "prenom" not in taken and FULL_NAME not in taken:
        columns.taken = {FULL_NAME if champ == "nom" else champ: places for champ, places in taken.items()}
    return columns


def _take(columns: Columns, column: int, champ: str | None, *, spread: bool) -> None:
    if champ is None or (spread and champ != FULL_NAME):
        return
    if champ not in columns.taken or champ == "contact" or spread:
        if champ in columns.taken or not spread:
            columns.taken.setdefault(champ, []).append(column)
    else:
        columns.again[column] = champ


@cache
def _field_names() -> dict[str, str]:
    names = {cle(alias): champ for champ, aliases in _ALIASES.items() for alias in aliases}
    for champ in TAKEN:
        colonne = CANDIDATS.colonne(champ)
        for nom in (colonne.titre, *colonne.alias):
            names.setdefault(cle(nom), champ)
    return names


def is_somebody(nom: str, prenom: str, shown: str) -> bool:
    """Whether a row names somebody: no total, no header again, no help, no sentence below the list.

    `shown` is what its cell of the nom shows, empty where the prénom has a cell of its own.
    """
    words = nom.split()
    told = {cle(texte) for colonne in CANDIDATS.colonnes for texte in (colonne.titre, colonne.aide)}
    titles = told | _field_names().keys()
    sentence = len(nom) > _LONGEST_NAME or ":" in nom or (nom.endswith(".") and len(words) >= _SENTENCE_WORDS)
    header = cle(nom) in titles and (not prenom or cle(prenom) in titles)
    return any(map(str.isalpha, nom)) and not (sentence or header or _is_note(shown))


def _is_note(shown: str) -> bool:
    """Whether a text counts, dates or heads something: « 2 candidats », « le 3 mai », « Groupe B »."""
    first, second = (*cle(shown).split()[:2], "", "")[:2]
    dated = first == "le" and second[:1].isdigit()
    return dated or first.isdigit() or first in _NOTES or (first, second) in _NOTES_OF_TWO


def untold(columns: Columns, used: Iterable[int]) -> list[str]:
    """The titles of columns that hold something and were taken for nothing; what tpplanner hides is nobody's matter."""
    taken = {place for places in columns.taken.values() for place in places} | columns.again.keys()
    hidden = {cle(c.titre) for c in CANDIDATS.colonnes if c.cachee}
    held = set(used) - taken
    return [title for place, title in columns.titles.items() if place in held and cle(title) not in hidden]
