"""From a session to what came of it: planned, planned in part, why not, planned again."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tpplanner.audit import check
from tpplanner.change.diff import difference
from tpplanner.change.session import Changed
from tpplanner.diagnosis import shortages
from tpplanner.domain.changements import Changements
from tpplanner.domain.left_out import Reasons, taking_back, told_as, with_reasons
from tpplanner.domain.outcome import Infeasible, Outcome, Planned, Report, Unfinished
from tpplanner.domain.session import Session
from tpplanner.texts.partiel import D_AVANT, certitude, pourquoi, remedes

if TYPE_CHECKING:
    from tpplanner.diagnosis.partial import Placed
    from tpplanner.domain.place import Place, Places
    from tpplanner.domain.repair import Repairs
    from tpplanner.solver import Budget, Listener


EXPLAIN_SECONDS = 30.0
"""The most that is spent on saying why there is no plan."""

PLACING_SHARE = 0.5
"""Of the budget, once there is no plan for all, the part for placing most; the rest is for the best plan of them."""

EXPLAIN_SHARE = 0.5
"""Of the budget, the most that is spent on it where the search has settled nothing."""


def solve_session(
    session: Session, budget: "Budget | None" = None, listen: "Listener | None" = None
) -> tuple[Outcome, Report | None]:
    """Plan a session: its outcome and, for a plan, the report of the independent check.

    A session that counting proves impossible is not searched at all. When no plan exists, the outcome says what is
    missing or what cannot hold together.
    """
    from tpplanner.diagnosis.explain import why_none  # noqa: PLC0415 - OR-Tools is slow to import
    from tpplanner.planner import plan  # noqa: PLC0415
    from tpplanner.solver import Budget  # noqa: PLC0415

    budget = budget or Budget()
    if shortages(session):
        return why_none(session, replace(budget, seconds=min(EXPLAIN_SECONDS, budget.seconds))), None
    outcome, report = plan(session, budget, listen)
    match outcome:
        case Infeasible():
            return why_none(session, replace(budget, seconds=EXPLAIN_SECONDS)), None
        case Unfinished() if not outcome.interrompu:
            seconds = min(EXPLAIN_SECONDS, EXPLAIN_SHARE * budget.seconds)
            found, report = explain_session(session, replace(budget, seconds=seconds))
            return (outcome if isinstance(found, Unfinished) else found), report
    return outcome, report


@dataclass(frozen=True, slots=True)
class Partial:
    """The session as it could be planned, whom it leaves out aside; the outcome, and for a plan its report."""

    session: Session
    outcome: Outcome
    report: Report | None


def solve_partially(session: Session, budget: "Budget | None" = None, listen: "Listener | None" = None) -> Partial:
    """Plan a session; where it has no plan, plan it with as many candidats as can be placed, and say why not all.

    Those left out before stay so, and are told as such where this plan places all the others. Where no candidats left
    out would make a plan possible, the outcome says why there is none. A session that has no plan takes up to twice
    the budget, and the time to say why.
    """
    from tpplanner.diagnosis.explain import placing_most, why_none  # noqa: PLC0415 - OR-Tools is slow to import
    from tpplanner.planner import judged, plan  # noqa: PLC0415
    from tpplanner.solver import Budget  # noqa: PLC0415

    budget = budget or Budget()
    outcome: Outcome = Infeasible()
    if not shortages(session):
        outcome, report = plan(session, budget, listen)
        if isinstance(outcome, Planned) or budget.stop.is_set():
            return Partial(told_as(session, D_AVANT), outcome, report)
    brief = replace(budget, seconds=min(EXPLAIN_SECONDS, budget.seconds))
    placed = placing_most(session, replace(budget, seconds=PLACING_SHARE * budget.seconds))
    if placed is None:
        return Partial(session, why_none(session, brief) if isinstance(outcome, Infeasible) else outcome, None)
    best = replace(budget, seconds=(1 - PLACING_SHARE) * budget.seconds)
    found, report = plan(placed.session, best, listen)
    if not isinstance(found, Planned):
        found, report = judged(placed.session, placed.plan)
    return Partial(_with_reasons(session, placed, brief), found, report)


def _with_reasons(session: Session, placed: "Placed", budget: "Budget") -> Session:
    """A session as it was placed, with the reason of each who is left out anew: one for those alike but for their name.

    Where some were left out before, that no plan places more is not said.
    """
    from tpplanner.diagnosis.explain import reason_left_out  # noqa: PLC0415 - as above
    from tpplanner.diagnosis.partial import alike  # noqa: PLC0415

    there = {c.id for c in session.candidats}
    kinds = [tuple(id_ for id_ in kind if id_ in there) for kind in alike(placed.session)]
    reasons: dict[str, Reasons] = {}
    certain = certitude(prouve=placed.most and not session.non_places)
    for kind in filter(None, kinds):
        share = replace(budget, seconds=budget.seconds / len(kinds))
        outcome, repairs = reason_left_out(placed.session, kind[0], share, placed.most)
        for id_ in kind:
            back = taking_back(placed.session, (id_,))
            reasons[id_] = (pourquoi(back, outcome), remedes(back, repairs), certain)
    return with_reasons(placed.session, reasons)


def explain_session(session: Session, budget: "Budget | None" = None) -> tuple[Outcome, Report | None]:
    """Why a session has no plan, or, if it has one after all, the first found, with the report of its check."""
    from tpplanner.diagnosis.explain import explain  # noqa: PLC0415 - OR-Tools is slow to import
    from tpplanner.planner import judged  # noqa: PLC0415
    from tpplanner.solver import Budget  # noqa: PLC0415

    return judged(session, explain(session, budget or Budget()))


def replan_session(
    changed: Changed, budget: "Budget | None" = None, listen: "Listener | None" = None
) -> tuple[Outcome, Report | None, Changements]:
    """Plan a session again after a change, disturbing least: outcome, report, and what to tell whom."""
    outcome, report = solve_session(changed.session, budget, listen)
    if not isinstance(outcome, Planned):
        return outcome, report, Changements(changed.avis)
    told = difference(changed.connus, changed.avant, outcome.plan, changed.avis)
    return outcome, report, replace(told, retards=changed.retards)


def places_in(
    changed: Changed, candidat: str, epreuve: str = "", budget: "Budget | None" = None, wanted: str = ""
) -> "tuple[Places, ...]":
    """Where a candidat's passages could go in a planning that the check accepts, the best places first.

    Empty `epreuve`: all that he passes, by what moves together. `wanted` is the code of a place told before, with
    which the search ends: what a list holds depends on the time, what a code names does not.
    """
    from tpplanner.change.elsewhere import places  # noqa: PLC0415 - OR-Tools is slow to import
    from tpplanner.solver import Budget  # noqa: PLC0415

    return places(changed.session, candidat, epreuve, budget or Budget(), wanted)


def moved(changed: Changed, place: "Place") -> tuple[Planned, Report, Changements]:
    """A planning with a passage in a place found for it: outcome, report, and what to tell whom."""
    plan = place.plan
    return (
        Planned(plan, ()),
        check(changed.session, plan),
        difference(changed.connus, changed.avant, plan, changed.avis),
    )


def repair_session(session: Session, outcome: Infeasible | Planned, budget: "Budget") -> "Repairs":
    """The smallest changes that make an impossible session possible, each proven by a plan that the check accepts.

    Of a session that is planned at any minute alone: to do so, and what makes its own step possible.
    """
    from tpplanner.diagnosis.explain import repairs_of  # noqa: PLC0415 - OR-Tools is slow to import
    from tpplanner.diagnosis.levers import any_minute  # noqa: PLC0415
    from tpplanner.domain.repair import Repair, Repairs  # noqa: PLC0415

    if isinstance(outcome, Infeasible):
        return repairs_of(session, outcome.cause, budget)
    others = repairs_of(session, None, budget, on_step=True)
    return Repairs((*(Repair(step) for step in any_minute(session)), *others.found), others.unsettled)
