"""The sheet *Planning* in memory: its visible cells moved and typed as a hand would, beside the hidden twins that stay."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from openpyxl.utils import get_column_letter

from tpplanner.domain.answers import Reading
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.sheets.session import PLANNING, PLANNING_COMPLET
from tpplanner.workbook.grid import Cell, Grid, GridRow, Grids, Location, Notes
from tpplanner.workbook.planning import read_planning
from tpplanner.workbook.planning_rows import beside_twins, rows_of, values_of
from tpplanner.workbook.records import Sheets, Source

FIRST = 6
"""The number of the first row, whose titles stand just above."""
CHAMPS = tuple(colonne.champ for colonne in PLANNING.colonnes)


class Visible:
    """The sheet of a plan; `cells` are the visible ones, row by row, `hidden` those beside them."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self.session = session
        self.rows = rows_of(session, plan)
        self.cells: list[list[object]] = [list(values_of(row)) for row in self.rows]
        total = len(self.rows)
        self.lost: set[str] = set()
        ranked = enumerate(zip(self.rows, self.cells, strict=True), 1)
        self.hidden = [[*cells, *beside_twins(row, rank, total)] for rank, (row, cells) in ranked]

    def ordered(self, order: Sequence[int]) -> "Visible":
        """The visible cells (A:L) of rows put elsewhere: the row of that rank, and nothing of what is hidden."""
        self.cells = [list(self.cells[rank]) for rank in order]
        return self

    def type(self, rank: int, **champs: object) -> "Visible":
        """Other values in cells of a row."""
        for champ, value in champs.items():
            self.cells[rank][CHAMPS.index(champ)] = value
        return self

    def without_hidden(self, champ: str) -> "Visible":
        """One hidden column lost, with its title."""
        self.lost.add(PLANNING_COMPLET.colonne(f"{champ}_ecrit").titre)
        return self

    def value(self, rank: int, champ: str) -> object:
        """What a cell shows."""
        return self.cells[rank][CHAMPS.index(champ)]

    def read(self) -> Reading:
        """What is read of it, with all that is told of the sheet among its `avertissements`."""
        header = GridRow(
            FIRST - 1, False, {i: _cell(i, FIRST - 1, c.titre) for i, c in _COLUMNS if c.titre not in self.lost}
        )
        hidden = self.hidden + [[]] * (len(self.cells) - len(self.hidden))
        rows = [
            GridRow(number, False, {i: _cell(i, number, v) for i, v in enumerate(row, 1) if v not in (None, "")})
            for number, row in enumerate(([*a, *b] for a, b in zip(self.cells, hidden, strict=True)), FIRST)
        ]
        notes = Notes()
        book = Grids({PLANNING.titre: Grid(PLANNING.titre, [header, *rows])})
        reading = read_planning(Source(Sheets(book, notes), notes), self.session)
        mine = tuple(issue for issue in notes.avertissements if issue.sheet == PLANNING.titre)
        return replace(reading, avertissements=mine)


_COLUMNS = tuple(enumerate(PLANNING_COMPLET.colonnes, 1))


def _raw(value: object) -> object:
    """As a workbook gives it."""
    plain_day = isinstance(value, date) and not isinstance(value, datetime)
    return datetime.combine(value, time()) if plain_day else value


def _cell(column: int, row: int, value: object) -> Cell:
    return Cell(Location(PLANNING.titre, f"{get_column_letter(column)}{row}", str(value)), _raw(value))
