"""What the *organisation détaillée* tells: who passes what, when, before whom; totals of the RE against the plan's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tpplanner.domain.parcours import tables_de
from tpplanner.domain.referentiel import Table
from tpplanner.export.agenda import Agenda, Moment, Sort, minutes_entre
from tpplanner.export.appels import presents_a
from tpplanner.export.labels import devant, parcours, qui, quoi
from tpplanner.texts import classeur as texte
from tpplanner.texts.temps import duree


@dataclass(frozen=True, slots=True)
class Ligne:
    """A moment in words; `minutes_re` is what the RE says of its phase, where it begins one."""

    debut: datetime
    fin: datetime
    numero: int | None
    qui: str
    quoi: str
    minutes_re: int | None
    minutes: int
    devant: str
    salle: str


def ligne(agenda: Agenda, moment: Moment) -> Ligne:
    """How a moment is told."""
    phase = agenda.phase(moment) if moment.sort is Sort.EPREUVE and not moment.suite else None
    ensemble = qui(agenda, presents_a(agenda, moment)) if moment.sort in (Sort.ACCUEIL, Sort.PLIS) else ""
    return Ligne(
        moment.debut,
        moment.fin,
        agenda.numeros.get(moment.candidat),
        agenda.names.candidat(moment.candidat) if moment.candidat else ensemble,
        quoi(agenda, moment),
        phase.minutes if phase else None,
        moment.minutes,
        devant(agenda, moment),
        agenda.names.salle(moment.salle) if moment.salle else "",
    )


def tables_passees(agenda: Agenda) -> list[Table]:
    """The tables of the référentiel that somebody sits."""
    ref = agenda.session.referentiel
    ids = {table.id for candidat in agenda.session.candidats for table in tables_de(ref, candidat)}
    return [table for table in ref.tables if table.id in ids]


def totaux(agenda: Agenda) -> Iterator[tuple[str, ...]]:
    """A row a candidat, as the titles of its table say (`texts.classeur.TOTAUX_ENTETES`)."""
    for candidat in agenda.session.candidats:
        passages = agenda.plan.du_candidat(candidat.id)
        dues = agenda.dues(candidat.id)
        total = sum(minutes_entre(p.debut, p.fin) for passage in passages for p in passage.parties)
        jury = sum(minutes_entre(p.debut, p.fin) for passage in passages for p in passage.suivies)
        re_total, re_jury = sum(e.minutes for e in dues), sum(e.minutes_jury for e in dues)
        yield (
            str(agenda.numeros[candidat.id]),
            agenda.names.candidat(candidat.id),
            parcours(agenda, candidat),
            *(duree(minutes) for minutes in (re_total, total, re_jury, jury)),
            duree(total - re_total) if total != re_total else texte.SANS_ECART,
        )
