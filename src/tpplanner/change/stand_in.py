"""Plans in which another person, or another room, simply takes the place of what fails: tried before any search.

Nothing else moves, and only the audit says whether that is a plan.
"""

from collections.abc import Iterator
from dataclasses import replace

from tpplanner.audit import check
from tpplanner.domain.contingency import Failure, Resource, resources
from tpplanner.domain.plan import Composition, Partie, Plan, Presence
from tpplanner.domain.session import Session


def stand_in(session: Session, plan: Plan, failure: Failure) -> tuple[Plan, ...]:
    """The plan with the stand-in that costs least, level after level; none where nobody alone can stand in."""
    found = []
    for other in _alike(session, failure.resource):
        report = check(session, changed := in_place(plan, failure, other.id))
        if not report.violations:
            found.append(([niveau.valeur for niveau in report.niveaux], changed))
    return (min(found, key=lambda costed: costed[0])[1],) if found else ()


def _alike(session: Session, resource: Resource) -> Iterator[Resource]:
    """The resources that might do what that one does."""
    for other in resources(session):
        same_kind = other.room if resource.room else set(other.roles) & set(resource.roles)
        if other.id != resource.id and same_kind:
            yield other


def in_place(plan: Plan, failure: Failure, other: str) -> Plan:
    """The plan with another person or room (id) in what the failure touches, whatever rules that breaks."""
    return (_in_room if failure.resource.room else _with_person)(plan, failure, other)


def _with_person(plan: Plan, failure: Failure, other: str) -> Plan:
    """In every jury and at every presence of his that the failure touches, somebody else from its beginning to end."""
    gone, plage = failure.resource.id, failure.plage

    def sitting(c: Composition) -> Composition:
        if gone not in c.membres or not plage.coupe(c.debut, c.fin):
            return c
        return replace(c, membres=tuple(sorted(other if m == gone else m for m in c.membres)))

    def there(p: Presence) -> Presence:
        touched = p.personne == gone and plage.coupe(p.debut, p.fin)
        return replace(p, personne=other) if touched else p

    return replace(
        plan,
        presences=tuple(there(p) for p in plan.presences),
        compositions=tuple(sitting(c) for c in plan.compositions),
    )


def _in_room(plan: Plan, failure: Failure, other: str) -> Plan:
    """A jury that the failure puts out of its room is elsewhere all day; what else it touches, for as long as it is."""
    lost, plage = failure.resource.id, failure.plage
    out = {(c.jury, c.jour) for c in plan.compositions if c.salle == lost and plage.coupe(c.debut, c.fin)}

    def part(p: Partie) -> Partie:
        moved = (p.jury, p.debut.date()) in out or plage.coupe(p.debut, p.fin)
        return replace(p, salle=other) if p.salle == lost and moved else p

    def there(p: Presence) -> Presence:
        return replace(p, salle=other) if p.salle == lost and plage.coupe(p.debut, p.fin) else p

    return replace(
        plan,
        passages=tuple(replace(p, parties=tuple(part(x) for x in p.parties)) for p in plan.passages),
        presences=tuple(there(p) for p in plan.presences),
        compositions=tuple(replace(c, salle=other) if (c.jury, c.jour) in out else c for c in plan.compositions),
    )
