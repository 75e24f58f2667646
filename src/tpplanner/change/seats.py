"""Who sits in a jury, and where, changed by hand; who may sit there, which rooms would do: what the check accepts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tpplanner.audit import holds
from tpplanner.domain.plan import Composition, Passage, Plan
from tpplanner.domain.session import Session


@dataclass(frozen=True, slots=True)
class Seat:
    """A membre in the place of another, in a jury on a day; where they sit in another jury then, the two exchange."""

    jury: str
    jour: date
    membre: str
    remplacant: str


@dataclass(frozen=True, slots=True)
class Room:
    """Another room for a jury on a day, and for those whom it hears in its own."""

    jury: str
    jour: date
    salle: str


def seated(plan: Plan, asked: Seat) -> Plan:
    """The plan with that membre in that seat."""
    names = {asked.membre: asked.remplacant}
    busy = {c.jury for c in plan.compositions if c.jour == asked.jour and asked.remplacant in c.membres}

    def changed(c: Composition) -> Composition:
        if c.jour == asked.jour and c.jury == asked.jury:
            return replace(c, membres=_renamed(c.membres, names))
        if c.jour == asked.jour and c.jury in busy and asked.membre not in c.membres:
            return replace(c, membres=_renamed(c.membres, {asked.remplacant: asked.membre}))
        return c

    return replace(plan, compositions=tuple(changed(c) for c in plan.compositions))


def _renamed(membres: tuple[str, ...], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted(names.get(m, m) for m in membres))


def housed(plan: Plan, asked: Room) -> Plan:
    """The plan with that jury in that room."""
    of = asked.jury, asked.jour
    own = {c.salle for c in plan.compositions if (c.jury, c.jour) == of}

    def there(p: Passage) -> Passage:
        parties = (
            replace(x, salle=asked.salle) if (x.jury, x.debut.date()) == of and x.salle in own else x for x in p.parties
        )
        return replace(p, parties=tuple(parties))

    compositions = (replace(c, salle=asked.salle) if (c.jury, c.jour) == of else c for c in plan.compositions)
    return replace(plan, passages=tuple(there(p) for p in plan.passages), compositions=tuple(compositions))


def who_may(session: Session, plan: Plan, sitting: Composition, membre: str) -> Iterator[str]:
    """The membres (ids) who may sit there in the place of one, alone or by an exchange."""
    for other in session.membres:
        seat = Seat(sitting.jury, sitting.jour, membre, other.id)
        if other.id not in sitting.membres and holds(session, seated(plan, seat)):
            yield other.id


def which_rooms(session: Session, plan: Plan, sitting: Composition) -> Iterator[str]:
    """The rooms (ids) in which a jury could sit that day."""
    for salle in session.salles:
        if salle.id != sitting.salle and holds(session, housed(plan, Room(sitting.jury, sitting.jour, salle.id))):
            yield salle.id
