"""What a hand changes of a planning: a whole passage elsewhere, two exchanged, another membre or room; who could.

All else stays where it is; the check alone says whether a rule is broken.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tpplanner.audit import holds
from tpplanner.change.diff import membres_of
from tpplanner.change.displacement import Put, displaced, passage_of, whole_passage
from tpplanner.domain.answers import Immobile
from tpplanner.domain.plan import Composition, Passage, Plan
from tpplanner.domain.session import Pin, Portee, Session

# Who sits in a jury, and where; who may sit there, which rooms would do.


@dataclass(frozen=True, slots=True)
class Seat:
    """A membre in the place of another, in a jury on a day; where they sit in another jury then, the two exchange."""

    jury: str
    jour: date
    membre: str
    remplacant: str


@dataclass(frozen=True, slots=True)
class Relocation:
    """Another room for a jury on a day, and for those whom it hears in its own."""

    jury: str
    jour: date
    salle: str


def seated(plan: Plan, seat: Seat) -> Plan:
    """The plan with that membre in that seat."""
    names = {seat.membre: seat.remplacant}
    busy = {c.jury for c in plan.compositions if c.jour == seat.jour and seat.remplacant in c.membres}

    def changed(c: Composition) -> Composition:
        if c.jour == seat.jour and c.jury == seat.jury:
            return replace(c, membres=_renamed(c.membres, names))
        if c.jour == seat.jour and c.jury in busy and seat.membre not in c.membres:
            return replace(c, membres=_renamed(c.membres, {seat.remplacant: seat.membre}))
        return c

    return replace(plan, compositions=tuple(changed(c) for c in plan.compositions))


def _renamed(membres: tuple[str, ...], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted(names.get(m, m) for m in membres))


def housed(plan: Plan, relocation: Relocation) -> Plan:
    """The plan with that jury in that room."""
    of = relocation.jury, relocation.jour
    own = {c.salle for c in plan.compositions if (c.jury, c.jour) == of}

    def there(p: Passage) -> Passage:
        parties = (
            replace(x, salle=relocation.salle) if (x.jury, x.debut.date()) == of and x.salle in own else x
            for x in p.parties
        )
        return replace(p, parties=tuple(parties))

    compositions = (replace(c, salle=relocation.salle) if (c.jury, c.jour) == of else c for c in plan.compositions)
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
        if salle.id != sitting.salle and holds(session, housed(plan, Relocation(sitting.jury, sitting.jour, salle.id))):
            yield salle.id


# What a hand changes, one thing at a time.


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two whole passages, each put where the other was, or about there."""

    un: Put
    autre: Put


@dataclass(frozen=True, slots=True)
class Padlock:
    """How far a hand pins a passage (a `Portee`), whole unless it is `seule`; empty: it is let go."""

    candidat: str
    epreuve: str
    portee: str
    seule: bool = False


Retouch = Put | Exchange | Padlock | Seat | Relocation
"""One thing that a hand changes."""


def retouched(session: Session, plan: Plan, retouch: Retouch) -> Plan:
    """The plan that a hand makes of one."""
    match retouch:
        case Put():
            return displaced(session, plan, (retouch,))
        case Exchange():
            return displaced(session, plan, (retouch.un, retouch.autre))
        case Padlock():
            return pinned(session, plan, retouch)
        case Seat():
            return seated(plan, retouch)
        case Relocation():
            return housed(plan, retouch)


def pinned(session: Session, plan: Plan, padlock: Padlock) -> Plan:
    """The plan with a passage pinned or let go."""
    passage = passage_of(plan, padlock.candidat, padlock.epreuve)
    if passage is None:
        return plan
    group = (passage,) if padlock.seule else whole_passage(session, plan, passage)
    return replace(plan, passages=tuple(replace(p, fige=padlock.portee) if p in group else p for p in plan.passages))


def holding(session: Session, plan: Plan, where: Put) -> Pin:
    """What holds a passage where a hand puts it: at its hour; where that is before another jury, before its membres."""
    moved = displaced(session, plan, (where,))
    passage = next(p for p in moved.passages if (p.candidat, p.epreuve) == (where.candidat, where.epreuve))
    parties = tuple(replace(partie, jury="") for partie in passage.parties)
    membres = membres_of(moved, passage) if where.jury else ()
    return Pin(passage.candidat, passage.epreuve, Portee.TOUT if membres else Portee.HEURE, parties, membres)


def immobile(session: Session, chain: tuple[Passage, ...]) -> Immobile | None:
    """Why passages that move together stay where they are; None where they may move."""
    now = session.maintenant
    if any(session.referentiel.epreuve(p.epreuve).collective for p in chain):
        return Immobile.COLLECTIVE
    if any((p.candidat, p.epreuve) == (pin.candidat, pin.epreuve) for pin in session.pins for p in chain):
        return Immobile.FIGE
    return Immobile.COMMENCE if now is not None and any(p.debut < now for p in chain) else None
