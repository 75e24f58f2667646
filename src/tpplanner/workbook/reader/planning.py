"""The sheet *Planning* read back: the plan as written, the plan as it stands, what a hand changed, what is pinned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tpplanner.domain.accueils import accueils_de
from tpplanner.domain.noms import cle
from tpplanner.domain.outcome import Element
from tpplanner.domain.plan import Composition, Partie, Passage, Plan
from tpplanner.domain.reading import Edition
from tpplanner.domain.session import Pin, Portee, Session
from tpplanner.sheets import COMMENCE, PLANNING
from tpplanner.texts import editions as textes
from tpplanner.texts.editions import Changement
from tpplanner.workbook.index import Index
from tpplanner.workbook.planning_rows import Row, elements_of, plan_from, plan_of
from tpplanner.workbook.reader.days import Days
from tpplanner.workbook.reader.follow import follow_edits
from tpplanner.workbook.reader.lines import Line, LineReader, Planning
from tpplanner.workbook.reader.notes import MildNotes, Place
from tpplanner.workbook.reader.record import Record
from tpplanner.workbook.reader.source import Source

_NOTES_OF_PEOPLE = ("statut",)
"""Columns that are for people's own notes: no edition of the planning."""

_OPTIONAL = ("phase", "fige", "statut")
"""Columns without which the sheet still tells a plan."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the sheet tells; no plan where the workbook has none."""

    ecrit: tuple[Plan, ...] = ()
    edite: tuple[Plan, ...] = ()
    editions: tuple[Edition, ...] = ()
    lignes: dict[Element, tuple[int, ...]] = field(default_factory=dict)
    pins: tuple[Pin, ...] = ()
    commence: tuple[Element, ...] = ()


def read_planning(source: Source, session: Session) -> Read:
    """The planning that the workbook holds, if any; its faults are warnings."""
    records = source.sheets.planning()
    if not records:
        return Read()
    index = Index(session)
    notes = MildNotes(source.notes.issues)
    absent = [c.titre for c in PLANNING.colonnes if c.champ not in (*records[0].adresses, *_OPTIONAL)]
    if absent:
        notes.warning(textes.colonnes_absentes(absent), Place(records[0].titre))
        return Read()
    planning = LineReader(notes, index, Days(session.jours, session.fictive)).read(records)
    if planning.lines and not planning.written:
        notes.warning(textes.EDITE_SANS_TRACE, Place(records[0].titre))
    elif planning.written:
        follow_edits(session, index, planning.lines)
    elements = elements_of(session, [line.now for line in planning.lines])
    edite = plan_from(element for element, _ in elements)
    ecrit = plan_of(session, planning.written) if planning.written else edite
    if edite.passages and not ecrit.accueils and not edite.accueils:
        notes.warning(textes.SANS_ACCUEIL, Place(records[0].titre))
        ecrit, edite = (replace(plan, accueils=accueils_de(session, plan.passages)) for plan in (ecrit, edite))
    return Read(
        ecrit=(ecrit,),
        edite=(edite,),
        editions=tuple(_editions(planning)) if planning.written else (),
        lignes=_rows(planning.lines, elements),
        pins=tuple(_pins(session, edite)),
        commence=tuple(element for element, rows in elements if any(_begun(planning.lines[row]) for row in rows)),
    )


def _begun(line: Line) -> bool:
    """Whether *Statut* says that a row has begun."""
    return cle(line.now.statut) in COMMENCE


def _rows(lines: Sequence[Line], elements: Sequence[tuple[Element, tuple[int, ...]]]) -> dict[Element, tuple[int, ...]]:
    """The numbers, in the sheet, of the rows of each piece (of two equal ones, the rows of both)."""
    numbers: dict[Element, tuple[int, ...]] = {}
    for element, positions in elements:
        numbers[element] = (*numbers.get(element, ()), *(lines[position].number for position in positions))
    return numbers


def _editions(planning: Planning) -> Iterator[Edition]:
    """What a hand did, row by row in the order of the sheet, and what followed."""
    for line in planning.lines:
        quoi = _told(line.typed)
        if line.written is None:
            yield Edition(textes.ajoutee(line.number, quoi), _cell(line.record, "jour"))
            continue
        typed = _changes(line.written, line.typed)
        followed = _changes(line.typed, line.now)
        if typed:
            first = next(c.champ for c in PLANNING.colonnes if c.titre == typed[0][0])
            yield Edition(textes.modifiee(line.number, quoi, typed, followed), _cell(line.record, first))
        elif followed:
            first = next(c.champ for c in PLANNING.colonnes if c.titre == followed[0][0])
            yield Edition(textes.suivie(line.number, quoi, followed), _cell(line.record, first))
    if planning.deleted:
        yield Edition(textes.supprimees(planning.deleted))


def _told(row: Row) -> str:
    return textes.ligne(row.nature, row.candidat, row.epreuve, row.jury, row.personnes)


def _changes(before: Row, after: Row) -> list[Changement]:
    return [
        (colonne.titre, getattr(before, colonne.champ), getattr(after, colonne.champ))
        for colonne in PLANNING.colonnes
        if colonne.champ not in _NOTES_OF_PEOPLE and getattr(before, colonne.champ) != getattr(after, colonne.champ)
    ]


def _cell(record: Record, champ: str) -> str:
    return str(record.place(champ))


def _pins(session: Session, plan: Plan) -> Iterator[Pin]:
    """What is frozen in the plan as it stands: juries are pinned as membres, never by the id of a composed one."""
    candidats = {candidat.id for candidat in session.candidats}
    epreuves = {epreuve.id for epreuve in session.referentiel.epreuves()}
    for passage in plan.passages:
        if passage.fige and passage.candidat in candidats and passage.epreuve in epreuves:
            portee = Portee(passage.fige)
            parties = tuple(Partie(p.phase, p.debut, p.fin, p.salle) for p in passage.parties)
            membres = _membres(plan, passage) if portee is Portee.TOUT else ()
            yield Pin(passage.candidat, passage.epreuve, portee, parties, membres)


def _membres(plan: Plan, passage: Passage) -> tuple[str, ...]:
    for partie in passage.suivies:
        for composition in plan.compositions:
            if _holds(composition, partie):
                return composition.membres
    return ()


def _holds(composition: Composition, partie: Partie) -> bool:
    return composition.jury == partie.jury and composition.debut <= partie.debut and partie.fin <= composition.fin
