"""Any event, drawn: of each kind, with the people, rooms, days and hours of a session."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from random import Random
from typing import get_args

from tpplanner.domain.imprevus import (
    Absence,
    Accord,
    CandidatAbsent,
    CandidatEnRetard,
    CandidatRefuse,
    CandidatReporte,
    Decalage,
    Decision,
    Deport,
    Derogation,
    EcritInterrompu,
    Evenement,
    Imprevu,
    JuryInterrompu,
    Prolongation,
    Remplacement,
    SallePerdue,
    TravauxSeuls,
)
from tpplanner.domain.reglages import BORNES
from tpplanner.domain.session import Session

KINDS: tuple[type[Evenement], ...] = get_args(Evenement)


def some_imprevus(session: Session, rng: Random, kinds: tuple[type[Evenement], ...] = KINDS) -> Iterator[Imprevu]:
    """One of each kind, in any order; some taken back."""
    for kind in rng.sample(kinds, len(kinds)):
        told = rng.choice((None, _moment(session, rng)))
        yield Imprevu(_DRAWN[kind](session, rng), told, rng.choice(("", "prévenu par le centre")), _back(told, rng))


def _back(told: datetime | None, rng: Random) -> datetime | None:
    return told + timedelta(minutes=rng.choice((5, 90))) if told is not None and rng.random() < 0.4 else None


def _moment(session: Session, rng: Random) -> datetime:
    return datetime.combine(rng.choice(session.jours).date, time(rng.randrange(7, 19), rng.choice((0, 10, 35))))


def _stretch(session: Session, rng: Random) -> tuple[datetime, datetime]:
    """Of one day or of two."""
    debut = _moment(session, rng)
    midnight = datetime.combine(debut.date() + timedelta(days=rng.choice((1, 1, 2))), time())
    return debut, rng.choice((midnight, debut + timedelta(hours=2)))


def _person(session: Session, rng: Random) -> str:
    return rng.choice((*session.membres, *session.personnes)).id


def _candidat(session: Session, rng: Random) -> str:
    return rng.choice(session.candidats).id


def _late(session: Session, rng: Random) -> CandidatEnRetard:
    debut, candidat = _moment(session, rng), _candidat(session, rng)
    if rng.random() < 0.5:
        return CandidatEnRetard(candidat, 20, jour=debut.date())
    return CandidatEnRetard(candidat, 40, True, debut.date(), debut, debut + timedelta(minutes=40))


def _replaced(session: Session, rng: Random) -> Remplacement:
    absent, par = rng.sample(session.membres, 2)
    return Remplacement(absent.id, par.id, *_stretch(session, rng))


def _derogated(s: Session, rng: Random) -> Derogation:
    """One that leaves a length within its bounds."""
    usage, jour, minutes = (
        rng.choice(("pause_jury", "pause_meridienne")),
        rng.choice(s.jours).date,
        rng.choice((-10, 30)),
    )
    held = usage not in BORNES or BORNES[usage].hold(getattr(s.reglages, usage) + minutes)
    return Derogation(usage, "", jour, minutes if held else 20 - minutes)


def _stopped(session: Session, rng: Random) -> EcritInterrompu:
    debut, epreuve = _moment(session, rng), rng.choice([*session.referentiel.epreuves()]).id
    return EcritInterrompu(epreuve, debut.date(), debut.time(), (debut + timedelta(minutes=25)).time())


def _interrupted(session: Session, rng: Random) -> JuryInterrompu:
    moment = _moment(session, rng)
    decision = rng.choice([*Decision])
    again = moment + timedelta(minutes=30) if decision is Decision.SUSPENDRE else None
    return JuryInterrompu("J1", moment.date(), moment, _candidat(session, rng), decision, again)


_DRAWN: Mapping[type, Callable[[Session, Random], Evenement]] = {
    Absence: lambda s, rng: Absence(_person(s, rng), *_stretch(s, rng)),
    Accord: lambda s, rng: Accord(_person(s, rng), rng.choice((None, s.jours[0].date)), rng.random() < 0.5),
    CandidatAbsent: lambda s, rng: CandidatAbsent(_candidat(s, rng)),
    CandidatEnRetard: _late,
    CandidatRefuse: lambda s, rng: CandidatRefuse(
        _candidat(s, rng), _moment(s, rng), "sans convocation", rng.random() < 0.5
    ),
    CandidatReporte: lambda s, rng: CandidatReporte(_candidat(s, rng), rng.random() < 0.5),
    Decalage: lambda s, rng: Decalage("J1", _moment(s, rng), rng.choice((10, 25))),
    Deport: lambda s, rng: Deport(rng.choice(s.membres).id, _candidat(s, rng)),
    Derogation: _derogated,
    EcritInterrompu: _stopped,
    JuryInterrompu: _interrupted,
    Prolongation: lambda s, rng: Prolongation(rng.choice(s.jours).date, rng.choice((time(19, 30), time(20)))),
    Remplacement: _replaced,
    SallePerdue: lambda s, rng: SallePerdue(rng.choice(s.salles).id, *_stretch(s, rng)),
    TravauxSeuls: lambda _session, _rng: TravauxSeuls(),
}
