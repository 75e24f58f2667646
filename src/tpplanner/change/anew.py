"""A session planned again after a change, disturbing least: outcome, report, and what to tell whom."""

from dataclasses import replace

from tpplanner.audit import check
from tpplanner.change.diff import changes
from tpplanner.change.events import Changed
from tpplanner.diagnosis.attempt import Remainder, planned_or_why
from tpplanner.diagnosis.explain import impossible_days
from tpplanner.domain.answers import Changements, Outcome, Place, Planned, Report, Unfinished
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.planner import judged, plan
from tpplanner.solver import Budget, Listener
from tpplanner.tuning import DAY_SECONDS, DAY_SHARE, WISHED_SHARE


def replan_session(
    changed: Changed, budget: Budget | None = None, listen: Listener | None = None
) -> tuple[Outcome, Report | None, Changements]:
    """Plan a session again after a change, disturbing least: outcome, report, and what to tell whom.

    Where a hand has moved passages, they stay where it put them if they can; else as near as can be. What one day
    alone makes impossible is said at once. Nobody is asked for their agreement (`change.steps` does).
    """
    left = Remainder(budget or Budget())
    outcome, report = _as_wished(changed, left, listen) if changed.souhaits else (Unfinished(), None)
    if not isinstance(outcome, Planned) and not left.whole.stop.is_set():
        why = impossible_days(changed.session, left.budget(DAY_SHARE, DAY_SECONDS))
        outcome, report = (why, None) if why else planned_or_why(changed.session, Remainder(left.budget()), listen)
    if not isinstance(outcome, Planned):
        return outcome, report, Changements(changed.avis)
    return outcome, report, changes(changed, outcome.plan)


def _as_wished(changed: Changed, left: Remainder, listen: Listener | None) -> tuple[Outcome, Report | None]:
    """The same with every passage that a hand moved at the hour typed."""
    wished = replace(changed.session, pins=(*changed.session.pins, *changed.souhaits))
    outcome, _ = plan(wished, left.budget(WISHED_SHARE), listen)
    if not isinstance(outcome, Planned):
        return outcome, None
    return judged(changed.session, replace(outcome, plan=with_pins(changed.session, outcome.plan)))


def moved(changed: Changed, place: Place) -> tuple[Planned, Report, Changements]:
    """A planning with a passage in a place found for it: outcome, report, and what to tell whom."""
    return (
        Planned(place.plan, ()),
        check(changed.session, place.plan),
        changes(changed, place.plan),
    )


def with_pins(session: Session, plan: Plan) -> Plan:
    """The plan with each passage marked as the session pins it."""
    pinned = {(p.candidat, p.epreuve): p.portee.value for p in session.pins}
    passages = (replace(p, fige=pinned.get((p.candidat, p.epreuve), "")) for p in plan.passages)
    return replace(plan, passages=tuple(passages))
