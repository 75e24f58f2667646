"""Reference plans to differ from: plans after small changes, valid or not, and moments at which part has begun."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from edits import in_room, jury_in, shifted, sitting, work_shifted
from tpplanner.domain.plan import Composition, NatureTravail, Passage, Plan, Presence, Travail
from tpplanner.domain.session import Role, Session

Change = Callable[[Session, Plan, Random], Plan]


def disturbed(session: Session, plan: Plan, rng: Random) -> Plan:
    """The plan after one to four small changes: hours, days, rooms, membres, works, people."""
    return _after(CHANGES, session, plan, rng)


def at_other_hours(session: Session, plan: Plan, rng: Random) -> Plan:
    """The plan after one to four small changes of hours and days."""
    return _after((_hour, _hour, _day), session, plan, rng)


def _after(changes: Sequence[Change], session: Session, plan: Plan, rng: Random) -> Plan:
    for _ in range(rng.choice((1, 1, 2, 4))):
        plan = rng.choice(changes)(session, plan, rng)
    return plan


def _hour(_: Session, plan: Plan, rng: Random) -> Plan:
    passage = rng.choice(plan.passages)
    return shifted(plan, rng.choice((-120, -35, -5, 1, 10, 60, 61, 180)), passage.candidat, passage.epreuve)


def _day(_: Session, plan: Plan, rng: Random) -> Plan:
    return shifted(plan, rng.choice((-1, 1)) * 24 * 60, rng.choice(plan.passages).candidat)


def _room(session: Session, plan: Plan, rng: Random) -> Plan:
    salle = rng.choice(session.salles).id
    passage = rng.choice(plan.passages)
    return in_room(plan, salle, passage.candidat, passage.epreuve)


def _jury_room(session: Session, plan: Plan, rng: Random) -> Plan:
    return jury_in(plan, rng.choice(session.salles).id, rng.choice(plan.compositions).jury)


def _membres(session: Session, plan: Plan, rng: Random) -> Plan:
    membres = rng.sample([m.id for m in session.membres], 2)
    return sitting(plan, *membres, jury=rng.choice(plan.compositions).jury)


def _work(_: Session, plan: Plan, rng: Random) -> Plan:
    return work_shifted(plan, rng.choice((-30, -5, 5, 24 * 60)), rng.choice(list(NatureTravail)))


def _somebody(session: Session, plan: Plan, rng: Random) -> Plan:
    placed = [p for p in plan.presences if p.role != Role.RESPONSABLE]
    if not placed or not session.personnes:
        return plan
    gone = rng.choice(placed)
    other = replace(gone, personne=rng.choice(session.personnes).id)
    return replace(plan, presences=tuple(other if p == gone else p for p in plan.presences))


CHANGES = (_hour, _day, _room, _jury_room, _membres, _work, _somebody)


def a_moment(plan: Plan, rng: Random) -> datetime:
    """A moment near which something begins."""
    things: list[Passage | Travail | Presence | Composition] = [*plan.passages, *plan.travaux, *plan.presences]
    return rng.choice(things).debut + timedelta(minutes=rng.choice((-1, 0, 1, 5)))


__all__ = ["a_moment", "at_other_hours", "disturbed"]
