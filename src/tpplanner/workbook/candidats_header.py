"""What the columns of a centre's own list are: its header row, found below titles and help, and the fields it names."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tpplanner.domain.noms import cle
from tpplanner.sheets import CANDIDATS
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
    FULL_NAME: modele.EN_UNE_CELLULE,
    "contact": modele.COORDONNEES,
    "employeur": modele.ENTREPRISES,
}
_TOTALS = frozenset({"total", "totaux", "effectif"})
_LONGEST_NAME = 80
_SENTENCE_WORDS = 4


@dataclass(slots=True)
class Columns:
    """The header of a list: its row, its titles, and the columns taken for each field, in their order."""

    row: int
    titles: dict[int, str]
    taken: dict[str, list[int]] = field(default_factory=dict)


def sheet_of_candidats(book: Book) -> tuple[Grid, Columns | None]:
    """The sheet named as tpplanner names that of the candidats, else the first one with a header of names.

    Without a header, the first sheet of all. A poster calls people, and lists nobody.
    """
    lists = [grid for grid in book.grids.values() if cle(grid.titre) != cle(affichage.FEUILLE)]
    headed = [(grid, columns) for grid in lists if (columns := header_of(grid)) is not None]
    own = {cle(nom) for nom in (CANDIDATS.titre, *CANDIDATS.alias)}
    ours = [found for found in headed if cle(found[0].titre) in own]
    return next(iter((*ours, *headed)), (next(iter(book.grids.values())), None))


def header_of(grid: Grid) -> Columns | None:
    """Of the first rows, the one that names the most fields, a column of names among them; the first of equals."""
    fields = _field_names()
    found = (_columns(row, fields) for row in grid.rows if row.number <= HEADER_ROWS)
    return max(filter(None, found), key=lambda columns: len(columns.taken), default=None)


def _columns(row: GridRow, fields: dict[str, str]) -> Columns | None:
    """What a row names as a header. A title of both names that is merged over two columns stands for each of them."""
    columns = Columns(row.number, {})
    for column, cell in sorted(row.cells.items()):
        title = cells.texte(cell.value)
        champ = fields.get(cle(title))
        if not cell.spread:
            columns.titles[column] = title
        again = champ == FULL_NAME and FULL_NAME in columns.taken
        if champ is not None and again == cell.spread:
            columns.taken.setdefault(champ, []).append(column)
    lonely = len(columns.titles) == 1 and FULL_NAME not in columns.taken
    return columns if not lonely and ("nom" in columns.taken or FULL_NAME in columns.taken) else None


def _field_names() -> dict[str, str]:
    names = {cle(alias): champ for champ, aliases in _ALIASES.items() for alias in aliases}
    for champ in TAKEN:
        colonne = CANDIDATS.colonne(champ)
        for nom in (colonne.titre, *colonne.alias):
            names.setdefault(cle(nom), champ)
    return names


def is_somebody(nom: str, prenom: str) -> bool:
    """Whether a row names somebody: no total, no header again, no help, no sentence below the list."""
    words = nom.split()
    told = {cle(texte) for colonne in CANDIDATS.colonnes for texte in (colonne.titre, colonne.aide)}
    sentence = len(nom) > _LONGEST_NAME or ":" in nom or (nom.endswith(".") and len(words) >= _SENTENCE_WORDS)
    total = not prenom and bool(words) and cle(words[0]) in _TOTALS
    header = cle(nom) in _TOTALS or cle(nom) in told or cle(nom) in _field_names()
    return any(map(str.isalpha, nom)) and not (sentence or total or header)


def untold(columns: Columns, used: Iterable[int]) -> list[str]:
    """The titles of columns that hold something and were taken for nothing; what tpplanner hides is nobody's matter."""
    taken = {place for places in columns.taken.values() for place in places}
    hidden = {cle(c.titre) for c in CANDIDATS.colonnes if c.cachee}
    held = set(used) - taken
    return [title for place, title in columns.titles.items() if place in held and cle(title) not in hidden]
