"""Somebody, or a room, in the place of what is no longer there: nothing else moves. Tried before any search."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from tpplanner.audit import check
from tpplanner.domain.answers import Resource, resources
from tpplanner.domain.plan import Composition, Partie, Plan, Presence
from tpplanner.domain.session import Plage, Role, Session

Gap = tuple[Resource, Plage]
"""What the plan needs and is not there, from when to when."""


def gaps(session: Session, plan: Plan) -> list[Gap]:
    """What a plan needs while it is away, each time that it is."""
    absences = {membre.id: membre.indisponibilites for membre in session.membres}
    absences |= {personne.id: personne.indisponibilites for personne in session.personnes}
    absences |= {salle.id: salle.indisponibilites for salle in session.salles}
    return [
        (resource, plage)
        for resource in resources(session)
        for plage in absences.get(resource.id, ())
        if put_in_place(plan, resource, plage, "") != plan
    ]


def replaced(session: Session, plan: Plan) -> tuple[Plan, ...]:
    """The plans of a session in which one other stands in for what is away, the least disturbing first."""
    missing = gaps(session, plan)
    if len(missing) != 1:
        return ()
    ((resource, plage),) = missing
    stand_ins = []
    for other in alike(session, resource):
        report = check(session, changed := put_in_place(plan, resource, plage, other.id))
        if report.conforme:
            stand_ins.append(([niveau.valeur for niveau in report.niveaux], changed))
    return tuple(changed for _, changed in sorted(stand_ins, key=lambda costed: costed[0]))


def alike(session: Session, resource: Resource) -> Iterator[Resource]:
    """The other rooms, or the other people with a role in common."""
    for other in resources(session):
        same_kind = other.room if resource.room else set(other.roles) & set(resource.roles)
        if other.id != resource.id and same_kind:
            yield other


def put_in_place(plan: Plan, resource: Resource, plage: Plage, other: str) -> Plan:
    """The plan with another person or room (id) wherever this one is needed then, whatever rules that breaks."""
    return (_in_room if resource.room else _with_person)(plan, resource.id, plage, other)


def _with_person(plan: Plan, absent: str, plage: Plage, other: str) -> Plan:
    """Somebody else in every jury, and at every presence of theirs, that the absence touches: from beginning to end.

    But for whoever leads a day, who leads it before and after.
    """

    def sitting(c: Composition) -> Composition:
        if absent not in c.membres or not plage.coupe(c.debut, c.fin):
            return c
        return replace(c, membres=tuple(sorted(other if m == absent else m for m in c.membres)))

    def there(p: Presence) -> Iterator[Presence]:
        if p.personne != absent or not plage.coupe(p.debut, p.fin):
            yield p
        elif p.role != Role.RESPONSABLE:
            yield replace(p, personne=other)
        else:
            hours = (p.debut, max(p.debut, plage.debut), min(p.fin, plage.fin), p.fin)
            for who, (debut, fin) in zip((absent, other, absent), pairwise(hours), strict=True):
                if debut < fin:
                    yield replace(p, personne=who, debut=debut, fin=fin)

    return replace(
        plan,
        presences=tuple(stay for p in plan.presences for stay in there(p)),
        compositions=tuple(sitting(c) for c in plan.compositions),
    )


def _in_room(plan: Plan, lost: str, plage: Plage, other: str) -> Plan:
    """Another room: all day for a jury that loses its own, for all else only while the room is lost."""
    moved_out = {(c.jury, c.jour) for c in plan.compositions if c.salle == lost and plage.coupe(c.debut, c.fin)}

    def part(p: Partie) -> Partie:
        moved = (p.jury, p.debut.date()) in moved_out or plage.coupe(p.debut, p.fin)
        return replace(p, salle=other) if p.salle == lost and moved else p

    def there(p: Presence) -> Presence:
        return replace(p, salle=other) if p.salle == lost and plage.coupe(p.debut, p.fin) else p

    return replace(
        plan,
        passages=tuple(replace(p, parties=tuple(part(x) for x in p.parties)) for p in plan.passages),
        presences=tuple(there(p) for p in plan.presences),
        compositions=tuple(replace(c, salle=other) if (c.jury, c.jour) in moved_out else c for c in plan.compositions),
    )
