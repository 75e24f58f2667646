"""The rows of *Planning*: a plan as plain values, and back, in the unique labels of the session."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from tpplanner.domain.answers import Element
from tpplanner.domain.plan import Accueil, Composition, NatureAccueil, Partie, Passage, Plan, Presence, Travail
from tpplanner.domain.referentiel import Epreuve
from tpplanner.domain.session import Portee, Role, Session
from tpplanner.sheets.session import EN_COURS, PLANNING, TERMINE
from tpplanner.texts.noms import (
    ACCUEIL_COMEDIEN,
    ACCUEIL_DE,
    ACCUEILS,
    EPREUVE,
    JURY,
    NATURES,
    PRESENCES,
    ROLE_DE,
    TRAVAIL_DE,
    TRAVAUX,
    Noms,
)
from tpplanner.workbook.records import Index

SEPARATOR = " ; "
"""between the names of one cell"""

RowValue = date | time | str | int | None
"""What a cell of *Planning* holds; None and the empty string are an empty cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of *Planning*; its fields are the `champ` of `sheets.session.PLANNING`, in the same order, then `affiche`.

    `fin` at or before `debut` is on the following day (midnight is ``00:00``). `phase` counts from 1, None where the
    épreuve has one phase only. `personnes` are the membres of a jury, the person present, or the vehicles of a part.
    `affiche` is kept with the row, and does not tell it from others.
    """

    jour: date
    debut: time
    fin: time
    nature: str
    candidat: str = ""
    epreuve: str = ""
    phase: int | None = None
    jury: str = ""
    salle: str = ""
    personnes: tuple[str, ...] = ()
    fige: str = ""
    statut: str = ""
    affiche: datetime | None = field(default=None, compare=False)

    @property
    def moment_debut(self) -> datetime:
        """When it begins."""
        return datetime.combine(self.jour, self.debut)

    @property
    def moment_fin(self) -> datetime:
        """When it ends."""
        fin = datetime.combine(self.jour, self.fin)
        return fin if fin > self.moment_debut else fin + timedelta(days=1)

    def at(self, debut: datetime, fin: datetime) -> "Row":
        """The same row from one moment to another."""
        return replace(self, jour=debut.date(), debut=debut.time(), fin=fin.time())


def values_of(row: Row) -> tuple[RowValue, ...]:
    """The values of its cells, in the order of the columns of `sheets.session.PLANNING`."""
    champs = {colonne.champ: getattr(row, colonne.champ) for colonne in PLANNING.colonnes}
    champs["personnes"] = SEPARATOR.join(row.personnes)
    return tuple(champs.values())


def beside_twins(row: Row, rank: int, total: int) -> tuple[RowValue, RowValue]:
    """What stands beside the hidden twins of the row of that rank (from 1): its key, the hour posted if there is one.

    The key tells which rows have been deleted.
    """
    return f"{rank}/{total}", row.affiche.time() if row.affiche is not None else None


def rows_of(session: Session, plan: Plan) -> list[Row]:
    """A plan as rows, in order of time; what has begun says so, where the session is under way."""
    noms = Noms(session)
    rows = [
        *_rows_of_passages(session, noms, plan),
        *(_row_of_travail(noms, travail) for travail in plan.travaux),
        *(_row_of_presence(noms, presence) for presence in plan.presences),
        *(_row_of_composition(noms, composition) for composition in plan.compositions),
        *(_row_of_accueil(noms, accueil) for accueil in plan.accueils),
    ]
    now = session.maintenant
    return sorted((replace(row, statut=_statut(row, now)) if now else row for row in rows), key=reading_order)


def _statut(row: Row, now: datetime) -> str:
    return TERMINE if row.moment_fin <= now else EN_COURS if row.moment_debut < now else ""


def reading_order(row: Row) -> tuple[datetime, int, datetime, str, str, str, tuple[str, ...]]:
    """What sets rows in the order in which they are written."""
    rang = NATURES.index(row.nature)
    return row.moment_debut, rang, row.moment_fin, row.jury, row.salle, row.candidat, row.personnes


def _row(thing: Partie | Travail | Presence | Composition | Accueil, nature: str, **labels: Any) -> Row:
    return Row(thing.debut.date(), thing.debut.time(), thing.fin.time(), nature, **labels)


def _rows_of_passages(session: Session, noms: Noms, plan: Plan) -> Iterator[Row]:
    epreuves = {epreuve.id: epreuve for epreuve in session.referentiel.epreuves()}
    for passage in plan.passages:
        epreuve = epreuves.get(passage.epreuve)
        for partie in passage.parties:
            seule = partie.phase == 0 and (epreuve is None or len(epreuve.phases) == 1)
            yield _row(
                partie,
                EPREUVE,
                candidat=noms.etiquette(passage.candidat),
                epreuve=noms.etiquette_epreuve(passage.epreuve),
                phase=None if seule else partie.phase + 1,
                jury=noms.jury(partie.jury),
                salle=noms.etiquette_salle(partie.salle),
                personnes=tuple(map(noms.vehicule, partie.vehicules)),
                fige=passage.fige,
                affiche=passage.affiche if partie is passage.parties[0] else None,
            )


def _row_of_travail(noms: Noms, travail: Travail) -> Row:
    return _row(
        travail,
        TRAVAUX[travail.nature],
        candidat=noms.etiquette(travail.candidat),
        epreuve=noms.etiquette_epreuve(travail.epreuve),
        jury=noms.jury(travail.jury),
    )


def _row_of_presence(noms: Noms, presence: Presence) -> Row:
    role = Role(presence.role)
    accueil = role is Role.COMEDIEN and not presence.candidat
    return _row(
        presence,
        ACCUEIL_COMEDIEN if accueil else PRESENCES[role],
        candidat=noms.etiquette(presence.candidat),
        epreuve=noms.etiquette_epreuve(presence.epreuve),
        salle=noms.etiquette_salle(presence.salle),
        personnes=(noms.etiquette(presence.personne),),
    )


def _row_of_composition(noms: Noms, composition: Composition) -> Row:
    return _row(
        composition,
        JURY,
        jury=noms.jury(composition.jury),
        salle=noms.etiquette_salle(composition.salle),
        personnes=tuple(noms.etiquette(membre) for membre in composition.membres),
    )


def _row_of_accueil(noms: Noms, accueil: Accueil) -> Row:
    return _row(
        accueil,
        ACCUEILS[accueil.nature],
        epreuve=noms.etiquette_epreuve(accueil.epreuve),
    )


def plan_of(session: Session, rows: Sequence[Row]) -> Plan:
    """The plan that rows tell, in whatever order they stand; a name that the session does not know is its own id."""
    return plan_from(element for element, _ in elements_of(session, rows))


def plan_from(elements: Iterator[Element]) -> Plan:
    """The plan that these elements make."""
    passages, travaux, presences, compositions, accueils = [], [], [], [], []
    for element in elements:
        match element:
            case Passage():
                passages.append(element)
            case Travail():
                travaux.append(element)
            case Presence():
                presences.append(element)
            case Composition():
                compositions.append(element)
            case Accueil():
                accueils.append(element)
    return Plan(tuple(passages), tuple(travaux), tuple(presences), tuple(compositions), tuple(accueils))


def elements_of(session: Session, rows: Sequence[Row]) -> list[tuple[Element, tuple[int, ...]]]:
    """What rows tell, each piece of the plan with the positions of its rows (a passage has one row a part).

    Raises KeyError for a nature that is not in `texts.noms.NATURES`.
    """
    index = Index(session)
    elements: list[tuple[Element, tuple[int, ...]]] = []
    parties: dict[tuple[str, str], list[tuple[Partie, int]]] = defaultdict(list)
    for position, row in enumerate(rows):
        if row.nature == EPREUVE:
            candidat = index.candidat(row.candidat) or row.candidat
            epreuve = index.epreuve(row.epreuve, candidat) or row.epreuve
            parties[candidat, epreuve].append((_partie_of(index, row), position))
        else:
            elements.append((_other_of(index, row), (position,)))
    epreuves = {epreuve.id: epreuve for epreuve in session.referentiel.epreuves()}
    for (candidat, id_), siennes in parties.items():
        for passage in _passages_in(siennes, epreuves.get(id_)):
            positions = tuple(position for _, position in passage)
            fige = widest([rows[position].fige for position in positions])
            affiche = next((row.affiche for row in (rows[p] for p in positions) if row.affiche is not None), None)
            elements.append((Passage(candidat, id_, tuple(p for p, _ in passage), fige, affiche), positions))
    return elements


def _partie_of(index: Index, row: Row) -> Partie:
    return Partie(
        phase=0 if row.phase is None else row.phase - 1,
        debut=row.moment_debut,
        fin=row.moment_fin,
        salle=index.salle(row.salle) or row.salle,
        jury=_jury(index, row.jury),
        vehicules=tuple(index.vehicule(nom) or nom for nom in row.personnes),
    )


def _passages_in(parties: list[tuple[Partie, int]], epreuve: Epreuve | None) -> list[list[tuple[Partie, int]]]:
    """The parts that belong together: phases in order; one comes twice only where midday stops its clock."""
    passages: list[list[tuple[Partie, int]]] = []
    for partie, position in sorted(parties, key=lambda p: (*_in_time(p[0]), p[1])):
        deja = [p.phase for p, _ in passages[-1]] if passages else []
        coupee = epreuve is not None and epreuve.coupure_midi and partie.phase == epreuve.phase_coupee
        if deja and (
            partie.phase > deja[-1] or (coupee and deja.count(partie.phase) == 1 and deja[-1] == partie.phase)
        ):
            passages[-1].append((partie, position))
        else:
            passages.append([(partie, position)])
    return passages


def _in_time(partie: Partie) -> tuple[datetime, int, datetime, str, str]:
    """What sets parts in an order that their rows do not."""
    return partie.debut, partie.phase, partie.fin, partie.salle, partie.jury


def widest(figes: Sequence[str]) -> str:
    """The widest reach of these pins, empty where there is none."""
    return next((portee.value for portee in (Portee.TOUT, Portee.HEURE) if portee.value in figes), "")


def _other_of(index: Index, row: Row) -> Element:
    debut, fin = row.moment_debut, row.moment_fin
    candidat = (index.candidat(row.candidat) or row.candidat) if row.candidat else ""
    epreuve = (index.epreuve(row.epreuve, candidat) or row.epreuve) if row.epreuve else ""
    salle = (index.salle(row.salle) or row.salle) if row.salle else ""
    personnes = tuple(index.personne(p) or p for p in row.personnes)
    if row.nature == JURY:
        return Composition(_jury(index, row.jury), debut, fin, personnes, salle)
    if row.nature in ACCUEIL_DE:
        nature = ACCUEIL_DE[row.nature]
        return Accueil(nature, debut, fin, epreuve if nature is NatureAccueil.PLIS else "")
    if row.nature in TRAVAIL_DE:
        return Travail(_jury(index, row.jury), TRAVAIL_DE[row.nature], debut, fin, candidat, epreuve)
    personne = personnes[0] if personnes else ""
    return Presence(personne, ROLE_DE[row.nature], debut, fin, salle, candidat, epreuve)


def _jury(index: Index, texte: str) -> str:
    return (index.jury(texte) or texte) if texte else ""
