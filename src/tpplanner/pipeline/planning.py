"""From a session to what came of it: planned, planned in part, why not, planned again."""

from dataclasses import dataclass, replace
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from tpplanner.audit import check
from tpplanner.change.diff import difference
from tpplanner.change.session import Changed
from tpplanner.diagnosis import shortages
from tpplanner.domain.changements import Changements
from tpplanner.domain.left_out import Reasons, taking_back, told_as, with_reasons
from tpplanner.domain.outcome import Infeasible, Outcome, Planned, Report, Unfinished
from tpplanner.domain.session import Session
from tpplanner.pipeline.writing import with_pins
from tpplanner.texts.partiel import D_AVANT, certitude, pourquoi, remedes

if TYPE_CHECKING:
    from tpplanner.diagnosis.partial import Placed
    from tpplanner.domain.place import Place, Places
    from tpplanner.domain.repair import Repairs
    from tpplanner.solver import Budget, Listener


EXPLAIN_SECONDS = 30.0
"""The most that is spent on saying why there is no plan."""

PATIENCE, PARTIAL_PATIENCE = 0.75, 0.5
"""The part of the budget after which a search without any plan ends: the rest says why, or places most."""

DAY_SHARE, DAY_SECONDS = 0.2, 5.0
"""The part of the budget, and the most, for why a day in trouble cannot be as asked."""

WISHED_SHARE = 0.5
"""The part of the budget for a plan with all that a hand has moved where it put it."""

PLACING_SHARE, BEST_SHARE = 0.4, 0.6
"""Once there is no plan for all, the part of what is left for placing most; then that for the best plan of them."""


def solve_session(
    session: Session, budget: "Budget | None" = None, listen: "Listener | None" = None
) -> tuple[Outcome, Report | None]:
    """Plan a session: its outcome and, for a plan, the report of the independent check.

    A session that counting proves impossible is not searched at all. When no plan exists, the outcome says what is
    missing or what cannot hold together. All of that takes no more than the budget.
    """
    from tpplanner.diagnosis.explain import why_none  # noqa: PLC0415 - OR-Tools is slow to import
    from tpplanner.planner import plan  # noqa: PLC0415
    from tpplanner.solver import Budget  # noqa: PLC0415

    left = _Left(budget or Budget())
    if shortages(session):
        return why_none(session, left.budget(most=EXPLAIN_SECONDS)), None
    outcome, report = plan(session, left.with_patience(PATIENCE), listen)
    match outcome:
        case Infeasible():
            return why_none(session, left.budget(most=EXPLAIN_SECONDS)), None
        case Unfinished() if not outcome.interrompu:
            found, report = explain_session(session, left.budget(most=EXPLAIN_SECONDS))
            return (outcome if isinstance(found, Unfinished) else found), report
    return outcome, report


class _Left:
    """What is left of a budget, shared by searches one after the other.

    In a reproducible run, where the time that they took is not known here, what each was offered is taken.
    """

    def __init__(self, budget: "Budget") -> None:
        self.whole, self._started, self._offered = budget, monotonic(), 0.0

    def with_patience(self, patience: float) -> "Budget":
        """All of it, for a search that leaves some of it where it finds no plan."""
        self._offered = patience * self.whole.seconds
        return replace(self.whole, patience=patience)

    def budget(self, share: float = 1.0, most: float = inf) -> "Budget":
        """A part of what is left."""
        spent = self._offered if self.whole.reproducible else monotonic() - self._started
        seconds = min(most, share * max(0.0, self.whole.seconds - spent))
        self._offered += seconds
        return replace(self.whole, seconds=seconds)


@dataclass(frozen=True, slots=True)
class Partial:
    """The session as it could be planned, whom it leaves out aside; the outcome, and for a plan its report."""

    session: Session
    outcome: Outcome
    report: Report | None


def solve_partially(session: Session, budget: "Budget | None" = None, listen: "Listener | None" = None) -> Partial:
    """Plan a session; where it has no plan, plan it with as many candidats as can be placed, and say why not all.

    Those left out before stay so, and are told as such where this plan places all the others. Where no candidats left
    out would make a plan possible, the outcome says why there is none. All of that takes no more than the budget.
    """
    from tpplanner.diagnosis.explain import placing_most, why_none  # noqa: PLC0415 - OR-Tools is slow to import
    from tpplanner.planner import judged, plan  # noqa: PLC0415
    from tpplanner.solver import Budget  # noqa: PLC0415

    left = _Left(budget or Budget())
    outcome: Outcome = Infeasible()
    if not shortages(session):
        outcome, report = plan(session, left.with_patience(PARTIAL_PATIENCE), listen)
        if isinstance(outcome, Planned) or left.whole.stop.is_set():
            return Partial(told_as(session, D_AVANT), outcome, report)
    placed = placing_most(session, left.budget(PLACING_SHARE))
    if placed is None:
        why = why_none(session, left.budget(most=EXPLAIN_SECONDS)) if isinstance(outcome, Infeasible) else outcome
        return Partial(session, why, None)
    found, report = plan(placed.session, left.budget(BEST_SHARE), listen)
    if not isinstance(found, Planned):
        found, report = judged(placed.session, placed.plan)
    return Partial(_with_reasons(session, placed, left.budget(most=EXPLAIN_SECONDS)), found, report)


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
    """Plan a session again after a change, disturbing least: outcome, report, and what to tell whom.

    Where a hand has moved passages, they stay where it put them if they can; else as near as can be. What one day
    alone makes impossible is said at once.
    """
    from tpplanner.diagnosis.day_itself import impossible_days  # noqa: PLC0415 - OR-Tools is slow to import
    from tpplanner.solver import Budget  # noqa: PLC0415

    left = _Left(budget or Budget())
    outcome, report = _as_wished(changed, left, listen) if changed.souhaits else (Unfinished(), None)
    if not isinstance(outcome, Planned) and not left.whole.stop.is_set():
        why = impossible_days(changed.session, left.budget(DAY_SHARE, DAY_SECONDS))
        outcome, report = (why, None) if why else solve_session(changed.session, left.budget(), listen)
    if not isinstance(outcome, Planned):
        return outcome, report, Changements(changed.avis)
    told = difference(changed.connus, changed.avant, outcome.plan, changed.avis)
    return outcome, report, replace(told, retards=changed.retards)


def _as_wished(changed: Changed, left: "_Left", listen: "Listener | None") -> tuple[Outcome, Report | None]:
    """The same with every passage that a hand moved at the hour typed."""
    from tpplanner.planner import judged, plan  # noqa: PLC0415 - as above

    wished = replace(changed.session, pins=(*changed.session.pins, *changed.souhaits))
    outcome, _ = plan(wished, left.budget(WISHED_SHARE), listen)
    if not isinstance(outcome, Planned):
        return outcome, None
    return judged(changed.session, replace(outcome, plan=with_pins(changed.session, outcome.plan)))


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
