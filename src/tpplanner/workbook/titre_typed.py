"""A centre's own titre typed elsewhere than in its sheet: read as that sheet is, each issue at its field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tpplanner.domain.referentiel import Referentiel, Surveillance
from tpplanner.domain.session import cle
from tpplanner.errors import Issue, WorkbookRefused
from tpplanner.sheets import titre_nouveau as feuille
from tpplanner.texts.referentiels import PRESENCES
from tpplanner.workbook.cells import Unreadable, is_empty, minutes
from tpplanner.workbook.grid import Cell, Grid, GridRow, Notes, Place
from tpplanner.workbook.records import column_letter
from tpplanner.workbook.titre_read import read_titre_grid
from tpplanner.workbook.titre_write import epreuve_rows, header_cells

Row = Mapping[str, str]


@dataclass(slots=True)
class TableTyped:
    """A table of épreuves as it is typed: `id` is ``titre`` or ``CCP2``; `autour` its name and the totals of the RE."""

    id: str
    autour: dict[str, str] = field(default_factory=dict)
    rows: list[dict[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class TitreTyped:
    """A titre as it is typed: the head of its RE, then its tables, that of the titre first."""

    entete: dict[str, str] = field(default_factory=dict)
    tables: list[TableTyped] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sums:
    """The minutes of a table as far as they can be read: a candidat's, and those before the jury."""

    candidat: int
    jury: int


def typed_titre(referentiel: Referentiel) -> TitreTyped:
    """A référentiel as it would be typed."""
    tables = []
    for table in referentiel.tables:
        prefix = "" if table is referentiel.titre else table.id
        totals = {"total_candidat": table.total_candidat, "presence_jury": table.presence_jury}
        autour = {champ: f"{total} min" for champ, total in totals.items() if total}
        tables.append(
            TableTyped(table.id, autour | ({"nom": table.nom} if prefix else {}), epreuve_rows(table, prefix))
        )
    return TitreTyped(header_cells(referentiel), tables)


def sums(table: TableTyped) -> Sums:
    """What its durations add up to."""
    read = [(_minutes(row.get("duree", "")), cle(row.get("presence", ""))) for row in table.rows]
    jury = cle(PRESENCES[Surveillance.JURY])
    return Sums(sum(m for m, _ in read), sum(m for m, presence in read if presence == jury))


def _minutes(typed: str) -> int:
    try:
        return minutes(typed) if typed else 0
    except Unreadable:
        return 0


def printed(table: TableTyped, champ: str) -> int | None:
    """A total that the RE prints, in minutes; None where none is typed, or where it cannot be read."""
    return _minutes(table.autour.get(champ, "")) or None


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong with what is typed, and the field that it stands in, empty where it is none."""

    issue: Issue
    champ: str


def read_titre(typed: TitreTyped) -> tuple[Referentiel | None, list[Found]]:
    """The référentiel that is typed; without one, all that is wrong, each at its field (``CCP1-0-duree``)."""
    fields: dict[str, str] = {}
    rows = [row for number, values in enumerate(_lines(typed), 1) if (row := _row(number, values, fields))]
    try:
        return read_titre_grid(Grid(feuille.TITRE, rows), Notes()), []
    except WorkbookRefused as refusal:
        return None, [Found(issue, fields.get(issue.cell, "")) for issue in refusal.issues]


_Named = tuple[str, str]
"""What stands in a cell, and the field that it is, empty for what the sheet itself says."""


def _lines(typed: TitreTyped) -> Iterator[Sequence[_Named]]:
    for colonne in feuille.ENTETE.colonnes:
        yield (colonne.titre, ""), (typed.entete.get(colonne.champ, ""), f"entete-{colonne.champ}")
    for table in typed.tables:
        yield from _lines_of(table)


def _lines_of(table: TableTyped) -> Iterator[Sequence[_Named]]:
    of_titre = table.id == "titre"
    yield ((feuille.SECTION_TITRE if of_titre else table.id, table.id),)
    if not of_titre:
        yield (feuille.NOM_DU_CCP, ""), (table.autour.get("nom", ""), f"{table.id}-nom")
    yield [(colonne.titre, "") for colonne in feuille.EPREUVES.colonnes]
    for rang, row in enumerate(table.rows):
        yield [(row.get(c.champ, ""), f"{table.id}-{rang}-{c.champ}") for c in feuille.EPREUVES.colonnes]
    for libelle, champ in ((feuille.TOTAL_CANDIDAT, "total_candidat"), (feuille.PRESENCE_JURY, "presence_jury")):
        yield (libelle, ""), (table.autour.get(champ, ""), f"{table.id}-{champ}")


def _row(number: int, values: Sequence[_Named], fields: dict[str, str]) -> GridRow | None:
    held = {}
    for column, (value, champ) in enumerate(values, 1):
        place = Place(feuille.TITRE, f"{column_letter(column)}{number}", value)
        fields[place.cellule] = champ
        if not is_empty(value):
            held[column] = Cell(place, value)
    return GridRow(number, hidden=False, cells=held) if held else None
