"""What happens on the day of a session that has a plan, drawn: its hour, what is told, and what is over by then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from drawing import seeded
from happenings import with_spares
from tpplanner.domain.imprevus import (
    Absence,
    CandidatAbsent,
    CandidatEnRetard,
    CandidatRefuse,
    Decalage,
    Decision,
    Deport,
    EcritInterrompu,
    Evenement,
    JuryInterrompu,
    SallePerdue,
)
from tpplanner.domain.plan import NatureTravail, Passage, Plan, Presence, Travail
from tpplanner.domain.session import Session
from worlds import valid


@dataclass(frozen=True)
class OnTheDay:
    """A session, its plan, the present hour, and what is told then."""

    session: Session
    plan: Plan
    now: datetime
    event: Evenement


def on_the_day(seed: str) -> Iterator[OnTheDay]:
    """Without end: each kind of event in turn, while something of the day has begun and something is to come."""
    rng = seeded(seed)
    for drawn, plan in valid(rng):
        session = with_spares(drawn, rng)
        now = _an_hour(plan, rng)
        for draw in rng.sample(KINDS, len(KINDS)):
            event = draw(session, plan, now, rng)
            if event is not None:
                yield OnTheDay(session, plan, now, event)
                break


def _an_hour(plan: Plan, rng: Random) -> datetime:
    """A few minutes after something begins."""
    things = (*plan.passages, *plan.travaux, *plan.compositions)
    return rng.choice(things).debut + timedelta(minutes=rng.choice((1, 2, 5, 12)))


def _evening(now: datetime) -> datetime:
    return datetime.combine(now.date() + timedelta(days=1), time())


def _membre_leaves(_: Session, plan: Plan, now: datetime, rng: Random) -> Evenement | None:
    """Now, or within the hour."""
    sitting = [m for c in plan.compositions if c.debut < now < c.fin for m in c.membres]
    debut = now + timedelta(minutes=rng.choice((0, 0, 0, 5, 45)))
    return Absence(rng.choice(sitting), debut, _evening(now)) if sitting else None


def _somebody_is_away(_: Session, plan: Plan, now: datetime, rng: Random) -> Evenement | None:
    """A surveillant, a comédien or a responsable who is there, or is to come."""
    there = [p.personne for p in plan.presences if p.debut.date() == now.date() and p.fin > now]
    return Absence(rng.choice(there), now, _evening(now)) if there else None


def _jury_late(_: Session, plan: Plan, now: datetime, rng: Random) -> Evenement | None:
    juries = [c.jury for c in plan.compositions if c.jour == now.date()]
    return Decalage(rng.choice(juries), now, rng.choice((10, 25, 45))) if juries else None


def _room_lost(_: Session, plan: Plan, now: datetime, rng: Random) -> Evenement | None:
    rooms = [x.salle for p in plan.passages if p.jour == now.date() for x in p.parties if x.debut > now]
    return SallePerdue(rng.choice(rooms), now, _evening(now)) if rooms else None


def _candidat(session: Session, plan: Plan, now: datetime, rng: Random) -> str | None:
    to_come = [p.candidat for p in plan.passages if p.debut > now]
    return rng.choice(to_come) if to_come and len(session.candidats) > 1 else None


def _absent(session: Session, plan: Plan, now: datetime, rng: Random) -> Evenement | None:
    candidat = _candidat(session, plan, now, rng)
    return CandidatAbsent(candidat) if candidat else None


def _late(session: Session, plan: Plan, now: datetime, rng: Random) -> Evenement | None:
    candidat = _candidat(session, plan, now, rng)
    return CandidatEnRetard(candidat, rng.choice((10, 30)), reporte=rng.random() < 0.5) if candidat else None


def _at_the_door(session: Session, plan: Plan, now: datetime, rng: Random) -> Evenement | None:
    candidat = _candidat(session, plan, now, rng)
    return CandidatRefuse(candidat, now, "identité", rng.random() < 0.5) if candidat else None


def _stands_aside(_: Session, plan: Plan, now: datetime, rng: Random) -> Evenement | None:
    heard = [p for p in plan.passages if p.suivies and p.fin > now]
    passage = rng.choice(heard) if heard else None
    return Deport(rng.choice(plan.membres_devant(passage)), passage.candidat) if passage else None


def _ecrit_stops(_: Session, plan: Plan, now: datetime, rng: Random) -> Evenement | None:
    under_way = [p.epreuve for p in plan.passages if p.debut < now < p.fin and not p.suivies]
    reprise = (now + timedelta(minutes=rng.choice((5, 15)))).time()
    return EcritInterrompu(rng.choice(under_way), now.date(), now.time(), reprise) if under_way else None


def _jury_stops(_: Session, plan: Plan, now: datetime, rng: Random) -> Evenement | None:
    """It goes on a little later, begins anew before another jury, or not at all."""
    under_way = [x.jury for p in plan.passages for x in p.suivies if x.debut < now < x.fin]
    decision = rng.choice((Decision.POURSUIVRE, Decision.SUSPENDRE, Decision.ANNULER, Decision.REPORTER))
    reprise = now + timedelta(minutes=10)
    return JuryInterrompu(rng.choice(under_way), now.date(), now, "", decision, reprise) if under_way else None


KINDS = (
    *(_membre_leaves, _membre_leaves, _membre_leaves, _somebody_is_away, _jury_late, _jury_late, _room_lost),
    *(_absent, _late, _at_the_door, _stands_aside, _ecrit_stops, _jury_stops, _jury_stops),
)


def over(plan: Plan, now: datetime, but: frozenset[str] = frozenset()) -> set[Passage | Travail | Presence]:
    """What has ended by then, but what these candidats passed before a jury; a break is known afterwards only."""
    return {
        *(p for p in plan.passages if p.fin <= now and not (p.candidat in but and p.suivies)),
        *(t for t in plan.travaux if t.fin <= now and t.nature is not NatureTravail.PAUSE and not _of(t, but)),
        *(p for p in plan.presences if p.fin <= now and p.candidat not in but),
    }


def _of(travail: Travail, candidats: frozenset[str]) -> bool:
    return travail.candidat in candidats and travail.nature is NatureTravail.DELIBERATION
