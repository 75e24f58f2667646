"""Who is called when: all that a candidat has to know of his session, and nothing of anybody's aménagements.

A collective épreuve calls all who sit it at one hour. A *chain* (passages that follow each other within the courte
pause) calls its candidat once: the hours inside it would tell of a temps majoré, and so would any end.

Rooms: a chain that begins in the jury's own room names it. Where candidats share a room, the rooms are told of the
épreuve, never of a person, and a room in which only candidats of a *salle à part* sit is not told at all: each
learns his room at the accueil, like everybody else.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tpplanner.domain import appels
from tpplanner.domain.plan import Passage
from tpplanner.domain.session import NOON
from tpplanner.export.agenda import Agenda, Moment, Sort, natural


@dataclass(frozen=True, slots=True)
class AppelCollectif:
    """One hour for all who sit a collective épreuve, when it begins for all of them, the rooms that may be told."""

    heure: datetime
    debut: datetime
    epreuve: str
    candidats: tuple[str, ...]
    salles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AppelIndividuel:
    """One hour for one candidat: before which jury (none if none watches), in which room, for which épreuves.

    `debut` is when the first of them begins.
    """

    heure: datetime
    debut: datetime
    candidat: str
    epreuves: tuple[str, ...]
    jury: str
    salles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemiJournee:
    """The calls of a morning or of an afternoon, the individual ones by jury, then by hour."""

    jour: date
    matin: bool
    collectifs: tuple[AppelCollectif, ...]
    individuels: tuple[AppelIndividuel, ...]


def demi_journees(agenda: Agenda) -> tuple[DemiJournee, ...]:
    """The calls of a session, half-day by half-day; those of a half-day without any are left out."""
    collectifs: dict[tuple[date, bool], list[AppelCollectif]] = defaultdict(list)
    individuels: dict[tuple[date, bool], list[AppelIndividuel]] = defaultdict(list)
    for appel in _collectifs(agenda):
        collectifs[appel.heure.date(), du_matin(agenda, appel.debut)].append(appel)
    for individuel in _individuels(agenda):
        individuels[individuel.heure.date(), du_matin(agenda, individuel.debut, individuel.jury)].append(individuel)
    moments = sorted({*collectifs, *individuels}, key=lambda key: (key[0], not key[1]))
    return tuple(
        DemiJournee(
            jour,
            matin,
            tuple(sorted(collectifs[jour, matin], key=lambda a: (a.heure, a.epreuve))),
            tuple(sorted(individuels[jour, matin], key=lambda a: (natural(a.jury), a.heure, a.candidat))),
        )
        for jour, matin in moments
    )


def du_matin(agenda: Agenda, debut: datetime, jury: str = "") -> bool:
    """Whether what begins then is of the morning: before the pause of its jury, whatever the hour of that pause.

    A clock would put a candidat on the other side of 13:00 because the one before him has a temps majoré. A jury
    without a pause that arrives after lunch, or leaves for it, works on one side only; otherwise the clock decides.
    """
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
    """When a candidat is called for what begins at `debut`, one of his passages."""
    siens = agenda.plan.du_candidat(candidat)
    return appels.heure_d_appel(agenda.session, agenda.plan.accueils, siens, debut)


def presents_a(agenda: Agenda, moment: Moment) -> tuple[str, ...]:
    """The candidats of an accueil (those who are called as it opens), or before whom plis are opened, by number."""
    if moment.sort is Sort.PLIS:
        fins = [a.fin for a in agenda.plan.accueils if (a.epreuve, a.debut) == (moment.epreuve, moment.debut)]
        la = [p.candidat for p in agenda.plan.passages if p.epreuve == moment.epreuve and p.debut in fins]
    else:
        la = [c for c in agenda.candidats if moment.debut in _appels_du_jour(agenda, c, moment.jour)]
    return tuple(agenda.ordre_des_numeros(dict.fromkeys(la)))


def _appels_du_jour(agenda: Agenda, candidat: str, jour: date) -> Iterator[datetime]:
    """The hours at which a candidat is called on a day."""
    siens = agenda.plan.du_candidat(candidat)
    for premier in appels.premiers(agenda.session, siens, appels.collectives(agenda.session)):
        if premier.jour == jour:
            yield heure_d_appel(agenda, candidat, premier.debut)


def _collectifs(agenda: Agenda) -> Iterable[AppelCollectif]:
    par_epreuve: dict[tuple[str, datetime], list[Passage]] = defaultdict(list)
    for passage in agenda.plan.passages:
        if agenda.collective(passage.epreuve):
            par_epreuve[passage.epreuve, passage.debut].append(passage)
    for (epreuve, debut), passages in par_epreuve.items():
        candidats = tuple(agenda.ordre_des_numeros(p.candidat for p in passages))
        heure = min(heure_d_appel(agenda, candidat, debut) for candidat in candidats)
        yield AppelCollectif(heure, debut, epreuve, candidats, _salles_communes(agenda, epreuve, debut.date()))


def _individuels(agenda: Agenda) -> Iterable[AppelIndividuel]:
    for candidat in agenda.session.candidats:
        for chaine in chaines(agenda, candidat.id):
            premiere = chaine[0]
            suivies = [partie for passage in chaine for partie in passage.suivies]
            yield AppelIndividuel(
                heure_d_appel(agenda, candidat.id, premiere.debut),
                premiere.debut,
                candidat.id,
                tuple(p.epreuve for p in chaine),
                suivies[0].jury if suivies else "",
                _salles_dites(agenda, premiere),
            )


def chaines(agenda: Agenda, candidat: str) -> list[list[Passage]]:
    """A candidat's individual passages, those that follow each other within the courte pause together."""
    return appels.chained(agenda.session, agenda.plan.du_candidat(candidat), appels.collectives(agenda.session))


def appel_du_passage(agenda: Agenda, passage: Passage) -> datetime:
    """When a candidat is called for the chain in which a passage stands (for the passage itself if collective)."""
    for chaine in chaines(agenda, passage.candidat):
        if passage in chaine:
            return heure_d_appel(agenda, passage.candidat, chaine[0].debut)
    return heure_d_appel(agenda, passage.candidat, passage.debut)


def _salles_dites(agenda: Agenda, passage: Passage) -> tuple[str, ...]:
    premiere = passage.parties[0]
    composition = agenda.composition(premiere.jury, premiere.debut) if premiere.jury else None
    if composition is not None and composition.salle == premiere.salle:
        return (premiere.salle,)
    return _salles_communes(agenda, passage.epreuve, passage.jour)


def _salles_communes(agenda: Agenda, epreuve: str, jour: date) -> tuple[str, ...]:
    """The rooms where that épreuve begins on that day, less those of candidats apart, in the workbook's order."""
    communes = {
        passage.parties[0].salle
        for passage in agenda.plan.passages
        if (passage.epreuve, passage.jour) == (epreuve, jour) and not _a_part(agenda, passage.candidat)
    }
    rangs = {salle.id: rang for rang, salle in enumerate(agenda.session.salles)}
    return tuple(sorted(communes, key=lambda s: (rangs.get(s, len(rangs)), s)))


def _a_part(agenda: Agenda, candidat: str) -> bool:
    connu = agenda.candidats.get(candidat)
    return connu is not None and connu.salle_a_part
