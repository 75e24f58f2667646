"""Who is convened when: the hours of a convocation, one for each half-day, and what the person does then.

A candidat is convened at the opening of the accueil where it opens his day, otherwise shortly before the first passage
of each half-day (`appels.heure_d_appel`); a membre at the first thing of his jury, in whole five minutes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tpplanner.domain.appels import convocation_du_membre
from tpplanner.domain.plan import Passage
from tpplanner.export.agenda import Agenda
from tpplanner.export.appels import du_matin, heure_d_appel


@dataclass(frozen=True, slots=True)
class Summons:
    """One hour of a candidat's convocation, and the passages of that half-day, in order of time."""

    heure: datetime
    passages: tuple[Passage, ...]

    @property
    def jour(self) -> date:
        """The day."""
        return self.heure.date()


@dataclass(frozen=True, slots=True)
class Sitting:
    """One stretch of a membre's convocation: in which jury, for when (a little before the jury begins), until when."""

    debut: datetime
    fin: datetime
    jury: str


def summons(agenda: Agenda, candidat: str) -> tuple[Summons, ...]:
    """The hours of a candidat's convocation, in order of time."""
    halves = _halves(agenda, candidat)
    return tuple(Summons(heure_d_appel(agenda, candidat, half[0].debut), tuple(half)) for half in halves)


def _halves(agenda: Agenda, candidat: str) -> list[list[Passage]]:
    """His passages by half-day; those that follow each other within the courte pause are never parted."""
    courte = timedelta(minutes=agenda.session.reglages.courte_pause)
    halves: list[list[Passage]] = []
    for passage in agenda.plan.du_candidat(candidat):
        before = halves[-1][-1] if halves else None
        if before is not None and before.jour == passage.jour:
            of_one_half = _du_matin(agenda, before) == _du_matin(agenda, passage)
            if of_one_half or passage.debut - before.fin <= courte:
                halves[-1].append(passage)
                continue
        halves.append([passage])
    return halves


def _du_matin(agenda: Agenda, passage: Passage) -> bool:
    juries = () if agenda.collective(passage.epreuve) else passage.suivies
    return du_matin(agenda, passage.debut, juries[0].jury if juries else "")


def sittings(agenda: Agenda, membre: str) -> tuple[Sitting, ...]:
    """The stretches during which a membre sits, in order of time; one a jury and day."""
    trouves: dict[tuple[date, str], Sitting] = {}
    for composition in agenda.plan.compositions:
        if membre in composition.membres:
            key = composition.jour, composition.jury
            avant = trouves.get(key)
            convoque = convocation_du_membre(agenda.session, agenda.plan, membre, composition)
            debut = min(convoque, avant.debut) if avant else convoque
            fin = max(composition.fin, avant.fin) if avant else composition.fin
            trouves[key] = Sitting(debut, fin, composition.jury)
    return tuple(sorted(trouves.values(), key=lambda s: (s.debut, s.jury)))


def summoned_candidats(agenda: Agenda) -> Iterator[str]:
    """The candidats who have something to pass, in the order of the workbook."""
    passent = {p.candidat for p in agenda.plan.passages}
    yield from (c.id for c in agenda.session.candidats if c.id in passent)


def summoned_membres(agenda: Agenda) -> Iterator[str]:
    """The membres who sit, in the order of the workbook."""
    siegent = {m for c in agenda.plan.compositions for m in c.membres}
    yield from (m.id for m in agenda.session.membres if m.id in siegent)
