"""Rows typed elsewhere than in Excel, read as sheets are, with the same issues; their workbook written anew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tpplanner.domain.answers import Reading
from tpplanner.domain.imprevus import names_of
from tpplanner.domain.questions import Question
from tpplanner.domain.referentiel import Referentiel, Surveillance
from tpplanner.domain.session import Role, Session, cle
from tpplanner.errors import Issue, WorkbookRefused
from tpplanner.referentiels.confirmation import upheld
from tpplanner.sheets import titre_nouveau as du_titre
from tpplanner.sheets.colonne import OUI_NON, Feuille, Forme
from tpplanner.sheets.session import FEUILLES, LISEZ_MOI, LISTES, TRACE
from tpplanner.texts.referentiels import MODALITES, PRESENCES
from tpplanner.workbook.cells import Raw, Unreadable, is_empty, minutes, texte
from tpplanner.workbook.contents import Contents, Value
from tpplanner.workbook.grid import Cell, Grid, GridRow, Grids, Location, Notes, PatientNotes, load_whole
from tpplanner.workbook.guard import Openable, read_checked, titles_of
from tpplanner.workbook.reader import read_sheets
from tpplanner.workbook.records import Sheets, Source, column_letter
from tpplanner.workbook.template import feuilles_for, sheets_bytes
from tpplanner.workbook.titre_read import read_titre_grid
from tpplanner.workbook.titre_write import EnteredTable, EnteredTitre, default_ids

if TYPE_CHECKING:
    from openpyxl import Workbook

_HEADER = 3
"""The row of the header of a table, and that above the first field of a form."""
_READ = tuple(feuille for feuille in FEUILLES if feuille is not LISEZ_MOI)


def read_entered(contents: Contents, referentiel: Referentiel, *, patient: bool = False) -> Reading:
    """The session that rows tell, by that référentiel; raises WorkbookRefused, with every issue (`field_of` places it).

    `patient`: what there is of it, as long as it has days; what it lacks is told as warnings.
    """
    notes = PatientNotes() if patient else Notes()
    book = Grids({feuille.titre: grid_of(feuille, contents.get(feuille.cle, [])) for feuille in _READ})
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
        column: Cell(Location(titre, f"{column_letter(column)}{number}", texte(value)), value)
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
    first = issue.cell.partition(":")[0]
    letters = first.rstrip("0123456789")
    if not letters:
        return Field(feuille.cle)
    number = int(first.removeprefix(letters))
    if feuille.forme is Forme.FICHE:
        return Field(feuille.cle, 0, feuille.colonnes[number - _HEADER - 1].champ)
    column = next(n for n in range(len(feuille.colonnes)) if column_letter(n + 1) == letters)
    return Field(feuille.cle, number - _HEADER - 1, feuille.colonnes[column].champ)


# A centre's own titre, read as its sheet is.


@dataclass(frozen=True, slots=True)
class Sums:
    """The minutes of a table as far as they can be read: a candidat's, and those before the jury."""

    candidat: int
    jury: int


def sums(table: EnteredTable) -> Sums:
    """What its durations add up to."""
    read = [(_minutes(row.get("duree", "")), cle(row.get("presence", ""))) for row in table.rows]
    jury = cle(PRESENCES[Surveillance.JURY])
    return Sums(sum(m for m, _ in read), sum(m for m, presence in read if presence == jury))


def _minutes(typed: str) -> int:
    try:
        return minutes(typed) if typed else 0
    except Unreadable:
        return 0


def printed_total(table: EnteredTable, champ: str) -> int | None:
    """A total that the RE prints, in minutes; None where none is typed, or where it cannot be read."""
    return _minutes(table.autour.get(champ, "")) or None


@dataclass(frozen=True, slots=True)
class EnteredEpreuve:
    """An épreuve as it is typed: its rows, from the rank `first` of its table; the id that it has in that table."""

    id: str
    nom: str
    first: int
    rows: tuple[Mapping[str, str], ...]

    @property
    def phases(self) -> list[tuple[int, str]]:
        """The minutes of each phase, 0 where they cannot be read, and who is present."""
        return [(_minutes(row.get("duree", "")), cle(row.get("presence", ""))) for row in self.rows]

    @property
    def minutes(self) -> int:
        """Its duration; 0 where that of a phase cannot be read."""
        lengths = [length for length, _ in self.phases]
        return sum(lengths) if all(lengths) else 0

    @property
    def collective(self) -> str:
        """``oui`` or ``non``."""
        return OUI_NON[cle(self.rows[0].get("collective", "")) != OUI_NON[0]]

    @property
    def ordre(self) -> str:
        """What it follows, each with its delay: ``QP, PP aussitôt``."""
        avant, delais = ([part.strip() for part in self.rows[0].get(c, "").split(";")] for c in ("apres", "delai"))
        return ", ".join(
            sorted(f"{nom} {delai}".strip() for nom, delai in zip_longest(avant, delais, fillvalue="") if nom)
        )


def epreuves_of(table: EnteredTable) -> list[EnteredEpreuve]:
    """The épreuves of a table: each row that is filled, with those of its further phases."""
    groups: list[tuple[int, list[Mapping[str, str]]]] = []
    for rang, row in enumerate(table.rows):
        if cle(row.get("modalite", "")) == du_titre.SUITE and groups:
            groups[-1][1].append(row)
        elif any(row.values()):
            groups.append((rang, [row]))
    initials = [modalite_of(rows[0]) for _, rows in groups]
    return [
        EnteredEpreuve(
            rows[0].get("repere", "") or default,
            rows[0].get("nom", "") or MODALITES.get(modalite, default),
            first,
            tuple(rows),
        )
        for (first, rows), modalite, default in zip(groups, initials, default_ids(initials), strict=True)
    ]


def modalite_of(row: Mapping[str, str]) -> str:
    """The initials of the modalité of a row, as typed where it is none of the RE's."""
    typed = row.get("modalite", "")
    names = {cle(nom): m for m, name in MODALITES.items() for nom in (m, name, du_titre.libelle_modalite(m))}
    return names.get(cle(typed), typed)


@dataclass(frozen=True, slots=True)
class PlacedIssue:
    """What is wrong with what is typed, and the field that it stands in, empty where it is none."""

    issue: Issue
    champ: str


def read_titre(typed: EnteredTitre) -> tuple[Referentiel | None, list[PlacedIssue]]:
    """The référentiel that is typed; without one, all that is wrong, each at its field (``CCP1-0-duree``).

    Of a titre whose values were confirmed, a value that is typed otherwise takes the confirmation back.
    """
    fields: dict[str, str] = {}
    rows = [
        row for number, values in enumerate(_lines_of_titre(typed), 1) if (row := _row_of_titre(number, values, fields))
    ]
    try:
        referentiel = read_titre_grid(Grid(du_titre.TITRE, rows), Notes())
    except WorkbookRefused as refusal:
        return None, [PlacedIssue(issue, fields.get(issue.cell, "")) for issue in refusal.issues]
    return upheld(replace(referentiel, document=typed.document)), []


_Named = tuple[str, str]
"""What stands in a cell, and the field that it is, empty for what the sheet itself says."""


def _lines_of_titre(typed: EnteredTitre) -> Iterator[Sequence[_Named]]:
    for colonne in du_titre.ENTETE.colonnes:
        yield (colonne.titre, ""), (typed.entete.get(colonne.champ, ""), f"entete-{colonne.champ}")
    for table in typed.tables:
        yield from _lines_of(table)


def _lines_of(table: EnteredTable) -> Iterator[Sequence[_Named]]:
    of_titre = table.id == "titre"
    yield ((du_titre.SECTION_TITRE if of_titre else table.id, table.id),)
    if not of_titre:
        yield (du_titre.INTITULE, ""), (table.autour.get("nom", ""), f"{table.id}-nom")
    yield [(colonne.titre, "") for colonne in du_titre.EPREUVES.colonnes]
    for rang, row in enumerate(table.rows):
        yield [(row.get(c.champ, ""), f"{table.id}-{rang}-{c.champ}") for c in du_titre.EPREUVES.colonnes]
    for libelle, champ in ((du_titre.TOTAL_CANDIDAT, "total_candidat"), (du_titre.PRESENCE_JURY, "presence_jury")):
        yield (libelle, ""), (table.autour.get(champ, ""), f"{table.id}-{champ}")


def _row_of_titre(number: int, values: Sequence[_Named], fields: dict[str, str]) -> GridRow | None:
    cells = {}
    for column, (value, champ) in enumerate(values, 1):
        place = Location(du_titre.TITRE, f"{column_letter(column)}{number}", value)
        fields[place.cellule] = champ
        if not is_empty(value):
            cells[column] = Cell(place, value)
    return GridRow(number, hidden=False, cells=cells) if cells else None


# A workbook that is there, written anew of what was typed: whether anything of it would be lost, and its bytes.


def carry_over(old: Session, new: Session) -> Session:
    """A session typed anew, with what the old one had on other sheets: jurys, links, convocations, events, réglages.

    What names somebody, or a day, that is gone goes with them.
    """
    membres = {m.id for m in new.membres}
    candidats = {c.id for c in new.candidats}
    everybody = membres | candidats | {p.id for p in new.personnes}
    linked = membres | {p.id for p in new.avec_role(Role.COMEDIEN)}
    dates = {jour.date for jour in new.jours}
    liens = (lien for lien in old.liens if lien.candidat in candidats and lien.membre in linked)
    return replace(
        new,
        jurys=tuple(
            replace(jury, remplacants=tuple(m for m in jury.remplacants if m in membres))
            for jury in old.jurys
            if membres.issuperset(jury.membres)
        ),
        liens=(*(lien for lien in liens if lien.presume or not lien.deduit), *new.liens),
        questions=_asked_still(old, new, membres | candidats),
        convocations=tuple(c for c in old.convocations if c.personne in everybody and c.jour in dates),
        remises=tuple(r for r in old.remises if r.personne in everybody),
        imprevus=tuple(i for i in old.imprevus if everybody | {s.id for s in new.salles} >= names_of(i.evenement)),
        reglages=old.reglages,
    )


def _asked_still(old: Session, new: Session, known: set[str]) -> tuple[Question, ...]:
    """What is asked of what is typed, then of the links that it was carried to."""
    fresh = {(q.sujet, q.ecrit, q.autre): q for q in new.questions}
    of_links = {(q.sujet, q.ecrit, q.autre): q for q in old.questions if not q.ids[0] and q.ids[1] in known}
    before = {(q.sujet, q.ecrit, q.autre) for q in old.questions}
    in_order = ((q.sujet, q.ecrit, q.autre) for q in old.questions)
    again = (of_links.get(key) or fresh[key] for key in in_order if key in of_links or key in fresh)
    return (*again, *(q for key, q in fresh.items() if key not in before))


def holds_more(path: Path, session: Session) -> bool:
    """Whether a workbook holds anything that its session does not tell: a remark, a colour, a formula.

    It is compared, cell by cell, with the one that tpplanner would write of that session, which may hold more: a
    question that was only found as the workbook was read has no row there yet.
    """
    checked = read_checked(path)
    titles = titles_of(checked)
    content = sheets_bytes(session, tuple(feuille for feuille in FEUILLES if feuille.titre in titles))
    if checked.contenu == content:
        return False
    again = Openable(content)
    if [t for t in titles if t != TRACE] != [t for t in titles_of(again) if t != TRACE]:
        return True
    there, ours = (load_whole(book, _NOT_COMPARED) for book in (checked, again))
    return any(_lost(_held(there, t), _held(ours, t)) for t in titles if t not in _NOT_COMPARED)


_NOT_COMPARED = (LISTES, TRACE)
"""Sheets in which nobody types."""


def _lost(held: Mapping[str, object], again: Mapping[str, object]) -> bool:
    return any(again.get(place) != what for place, what in held.items())


def _held(book: "Workbook", titre: str) -> dict[str, tuple[Any, ...]]:
    """What a person sees of each cell of a sheet that holds something, and what lies over its cells."""
    sheet: Any = book[titre]
    over = {"": (len(sheet._images), len(sheet._charts))}  # noqa: SLF001 - no public way to them
    return over | {
        cell.coordinate: (cell.value, cell.comment and cell.comment.text, *_looks(cell))
        for cell in sheet._cells.values()  # noqa: SLF001 - every public way to them makes those between as well
        if cell.value not in (None, "") or cell.comment
    }


def _looks(cell: Any) -> tuple[Any, ...]:
    colour = cell.font.color.rgb if cell.font.color is not None and cell.font.color.type == "rgb" else None
    filled = cell.fill.fgColor.rgb if cell.fill.fill_type else None
    return filled, colour if colour != "FF000000" else None, bool(cell.font.b), bool(cell.font.strike)


def rewritten(path: Path, session: Session) -> bytes:
    """That workbook with another session: the sheets that it has, and those that are needed."""
    there = set(titles_of(read_checked(path)))
    needed = feuilles_for(session)
    return sheets_bytes(session, tuple(f for f in FEUILLES if f in needed or f.titre in there))
