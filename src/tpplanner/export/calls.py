"""Who is called and convened when: what a candidat has to know, the hours of a convocation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tpplanner.domain import appels
from tpplanner.domain.appels import convocation_du_membre
from tpplanner.domain.plan import Passage
from tpplanner.domain.session import NOON
from tpplanner.export.agenda import Agenda, Moment, Sort

MIDDAY = time(12)
"""When a morning ends for what a whole group begins together."""

# Who is called when.


def du_matin(agenda: Agenda, debut: datetime, jury: str = "") -> bool:
    """Whether what begins then is of the morning: before the pause of its jury, whatever the hour of that pause.

    A clock would put a candidat on the other side of 13:00 because the one before them has a temps majoré. A jury
    without a pause that arrives after lunch, or leaves for it, works on one side only; otherwise the clock decides.
    What no jury hears begins for everybody at the hours of the plan: for it a morning ends when anybody says so.
    """
    if not jury:
        return debut.time() < MIDDAY
    moments = agenda.des_jurys.get((debut.date(), jury), [])
    pause = next((moment.debut for moment in moments if moment.sort is Sort.PAUSE), None)
    if pause is not None:
        return debut < pause
    jour = next((j for j in agenda.session.jours if moments and j.date == debut.date()), None)
    if jour is not None:
        dejeuner = timedelta(minutes=agenda.session.reglages.pause_jury)
        if moments[0].debut >= jour.a(jour.pause_debut) + dejeuner:
            return False
        if max(moment.fin for moment in moments) <= jour.a(jour.pause_fin) - dejeuner:
            return True
    return debut.time() < NOON


def heure_d_appel(agenda: Agenda, candidat: str, debut: datetime) -> datetime:
    """When a candidat is called for what begins at `debut`, one of their passages."""
    passages = agenda.plan.du_candidat(candidat)
    return appels.heure_d_appel(agenda.session, agenda.plan.accueils, passages, debut)


def presents_a(agenda: Agenda, moment: Moment) -> tuple[str, ...]:
    """The candidats of an accueil (those who are called as it opens), or before whom plis are opened, by number."""
    if moment.sort is Sort.PLIS:
        fins = [a.fin for a in agenda.plan.accueils if (a.epreuve, a.debut) == (moment.epreuve, moment.debut)]
        presents = [p.candidat for p in agenda.plan.passages if p.epreuve == moment.epreuve and p.debut in fins]
    else:
        presents = [c for c in agenda.candidats if moment.debut in _appels_du_jour(agenda, c, moment.jour)]
    return tuple(agenda.ordre_des_numeros(dict.fromkeys(presents)))


def _appels_du_jour(agenda: Agenda, candidat: str, jour: date) -> Iterator[datetime]:
    """The hours at which a candidat is called on a day."""
    passages = agenda.plan.du_candidat(candidat)
    for premier in appels.premiers(agenda.session, passages, appels.collectives(agenda.session)):
        if premier.jour == jour:
            yield heure_d_appel(agenda, candidat, premier.debut)


def chaines(agenda: Agenda, candidat: str) -> list[list[Passage]]:
    """A candidat's individual passages, those that follow each other within the courte pause together."""
    return appels.chained(agenda.session, agenda.plan.du_candidat(candidat), appels.collectives(agenda.session))


def appel_du_passage(agenda: Agenda, passage: Passage) -> datetime:
    """When a candidat is called for the chain in which a passage stands (for the passage itself if collective)."""
    for chaine in chaines(agenda, passage.candidat):
        if passage in chaine:
            return heure_d_appel(agenda, passage.candidat, chaine[0].debut)
    return heure_d_appel(agenda, passage.candidat, passage.debut)


# Who is convened when: the hours of a convocation, one for each half-day, and what the person does then.


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


def is_summoned(agenda: Agenda, candidat: str, appel: datetime) -> bool:
    """Whether their convocation has that hour; at any other, later in a half-day, they come back from a wait."""
    return any(convocation.heure == appel for convocation in summons(agenda, candidat))


def comes_back(agenda: Agenda, passage: Passage) -> datetime | None:
    """When a candidat comes back to the accueil for a passage, at no hour of their convocation; None if they do not."""
    firsts = appels.premiers(
        agenda.session, agenda.plan.du_candidat(passage.candidat), appels.collectives(agenda.session)
    )
    appel = heure_d_appel(agenda, passage.candidat, passage.debut)
    returns = passage in firsts and appel < passage.debut and not is_summoned(agenda, passage.candidat, appel)
    return appel if returns else None


def _halves(agenda: Agenda, candidat: str) -> list[list[Passage]]:
    """Their passages by half-day; those that follow each other within the courte pause are never parted."""
    pause = timedelta(minutes=agenda.session.reglages.courte_pause)
    halves: list[list[Passage]] = []
    for passage in agenda.plan.du_candidat(candidat):
        before = halves[-1][-1] if halves else None
        if before is not None and before.jour == passage.jour:
            of_one_half = _du_matin(agenda, before) == _du_matin(agenda, passage)
            if of_one_half or passage.debut - before.fin <= pause:
                halves[-1].append(passage)
                continue
        halves.append([passage])
    return halves


def _du_matin(agenda: Agenda, passage: Passage) -> bool:
    juries = () if agenda.collective(passage.epreuve) else passage.suivies
    return du_matin(agenda, passage.debut, juries[0].jury if juries else "")


def sittings(agenda: Agenda, membre: str) -> tuple[Sitting, ...]:
    """The stretches during which a membre sits, in order of time; one a jury and day."""
    stretches: dict[tuple[date, str], Sitting] = {}
    for composition in agenda.plan.compositions:
        if membre in composition.membres:
            key = composition.jour, composition.jury
            earlier = stretches.get(key)
            convoque = convocation_du_membre(agenda.session, agenda.plan, membre, composition)
            debut = min(convoque, earlier.debut) if earlier else convoque
            fin = max(composition.fin, earlier.fin) if earlier else composition.fin
            stretches[key] = Sitting(debut, fin, composition.jury)
    return tuple(sorted(stretches.values(), key=lambda s: (s.debut, s.jury)))


def summoned_candidats(agenda: Agenda) -> Iterator[str]:
    """The candidats who have something to pass, in the order of the workbook."""
    passent = {p.candidat for p in agenda.plan.passages}
    yield from (c.id for c in agenda.session.candidats if c.id in passent)


def convened_candidats(agenda: Agenda) -> Iterator[str]:
    """Those of them to whom hours are given: none whose majoration is still to be confirmed, and may change them."""
    yield from (c for c in summoned_candidats(agenda) if not agenda.session.candidat(c).majorations_a_confirmer)


def summoned_membres(agenda: Agenda) -> Iterator[str]:
    """The membres who sit, in the order of the workbook."""
    siegent = {m for c in agenda.plan.compositions for m in c.membres}
    yield from (m.id for m in agenda.session.membres if m.id in siegent)
