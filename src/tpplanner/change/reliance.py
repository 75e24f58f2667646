"""What hangs on each membre whom a planning calls: the candidats left without a jury if they decline, who could sit.

Everybody else stays where they are: nothing is searched, the audit judges the same planning with another membre.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tpplanner.audit import check
from tpplanner.domain.duties import declined_away, exclusions
from tpplanner.domain.plan import Composition, Plan
from tpplanner.domain.session import Session


@dataclass(frozen=True, slots=True)
class Reliance:
    """A membre in a jury of a day: whom it hears (ids), who could sit in their place, or whether it may without."""

    membre: str
    composition: Composition
    candidats: tuple[str, ...]
    remplacants: tuple[str, ...]
    sans: bool

    @property
    def seul(self) -> bool:
        """Whether those candidats are left without a jury if the membre declines, everybody else staying."""
        return bool(self.candidats) and not (self.remplacants or self.sans)


def reliances(session: Session, plan: Plan) -> tuple[Reliance, ...]:
    """What hangs on each membre of each jury-day of a plan; who declined already sits in nobody's place."""
    there = declined_away(session, ())
    broken = {(v.regle, v.sujet, v.cas) for v in check(session, plan).violations}
    apart = {(e.candidat, e.membre) for e in exclusions(session)}
    found = []
    for composition in plan.compositions:
        heard = _heard(plan, composition)
        for membre in session.sans_observateurs(composition.membres):
            fit = [
                other
                for other in _free(there, plan, composition)
                if not any((candidat, other) in apart for candidat in heard)
                and _holds(session, plan, composition, _others(composition, membre, other), broken)
            ]
            without = _holds(session, plan, composition, _others(composition, membre), broken)
            found.append(Reliance(membre, composition, heard, tuple(fit), without))
    ranks = {m.id: rank for rank, m in enumerate(session.membres)}
    return tuple(sorted(found, key=lambda r: (ranks[r.membre], r.composition.debut)))


def _heard(plan: Plan, composition: Composition) -> tuple[str, ...]:
    """The candidats before a jury-day, in the order of their passages."""
    key = composition.jury, composition.jour
    of_it = (p for p in plan.passages if any((part.jury, p.jour) == key for part in p.suivies))
    return tuple(dict.fromkeys(p.candidat for p in sorted(of_it, key=lambda p: p.debut)))


def _free(session: Session, plan: Plan, composition: Composition) -> Iterator[str]:
    """Who may judge, is there and sits in no other jury during a jury-day."""
    debut, fin = composition.debut, composition.fin
    taken = {m for c in plan.compositions if c.debut < fin and debut < c.fin for m in c.membres}
    for membre in session.membres:
        away = any(plage.coupe(debut, fin) for plage in membre.indisponibilites)
        if membre.id not in taken and not membre.observateur and not away:
            yield membre.id


def _others(composition: Composition, gone: str, comes: str = "") -> Composition:
    """The same jury-day with another membre, or without."""
    return replace(composition, membres=tuple(sorted({*composition.membres, comes} - {gone, ""})))


def _holds(
    session: Session, plan: Plan, before: Composition, after: Composition, broken: set[tuple[str, tuple[str, ...], str]]
) -> bool:
    """Whether the plan with that jury-day breaks nothing that it did not break before."""
    compositions = tuple(after if c == before else c for c in plan.compositions)
    report = check(session, replace(plan, compositions=compositions))
    return all((v.regle, v.sujet, v.cas) in broken for v in report.violations)
