"""Levels compared in order: bounds beside what plans cost."""

from collections.abc import Mapping

from tpplanner.audit import check
from tpplanner.domain.answers import NiveauAtteint
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session


def no_bound_is_above(session: Session, plan: Plan, bounds: Mapping[str, int], told: str) -> None:
    """Fail where the bounds say that the plan is better than any: level after level, as far as they are equal."""
    for niveau in check(session, plan).niveaux:
        if niveau.nom not in bounds:
            return
        assert bounds[niveau.nom] <= niveau.valeur, f"{told}: level {niveau.nom} is bounded above what a plan costs"
        if bounds[niveau.nom] < niveau.valeur:
            return


def proven(niveaux: tuple[NiveauAtteint, ...]) -> tuple[tuple[str, int], ...]:
    """The levels that are proven, with what they cost."""
    return tuple((n.nom, n.valeur) for n in niveaux if n.prouve)


def sits_twice(plan: Plan) -> bool:
    """Whether a membre sits in two juries of one day."""
    seats = [(m, c.jour) for c in plan.compositions for m in c.membres]
    return len(seats) > len(set(seats))
