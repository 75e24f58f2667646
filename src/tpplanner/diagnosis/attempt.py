"""A session planned, or planned in part, or why it has no plan: within one budget."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf
from time import monotonic

from tpplanner.diagnosis import shortages
from tpplanner.diagnosis.explain import PartialPlan, alike, explain, placing_most, reason_left_out, repairs_of, why_none
from tpplanner.diagnosis.repairs import any_minute
from tpplanner.domain.answers import Infeasible, Outcome, Planned, Repair, Repairs, Report, Unfinished
from tpplanner.domain.duties import Reasons, reserve_aside, taking_back, with_reasons
from tpplanner.domain.session import Session
from tpplanner.planner import judged, plan
from tpplanner.solver import Budget, Listener
from tpplanner.texts.fautes import certitude, pourquoi, remedes, told_before
from tpplanner.tuning import BEST_SHARE, PLACING_SHARE, UNTIL_FEWER, UNTIL_WHY, WHY_SECONDS


class Remainder:
    """What is left of a budget, shared by searches one after the other.

    In a reproducible run, where the time that they took is not known here, what each was offered is taken.
    """

    def __init__(self, budget: Budget) -> None:
        self.whole, self._started, self._offered = budget, monotonic(), 0.0

    def with_patience(self, patience: float) -> Budget:
        """All that is left, for a search that leaves some of it where it finds no plan."""
        rest = self._left() if self._offered else self.whole.seconds
        self._offered += patience * rest
        return replace(self.whole, seconds=rest, patience=patience)

    def budget(self, share: float = 1.0, most: float = inf) -> Budget:
        """A part of what is left."""
        seconds = min(most, share * self._left())
        self._offered += seconds
        return replace(self.whole, seconds=seconds)

    def _left(self) -> float:
        spent = self._offered if self.whole.reproducible else monotonic() - self._started
        return max(0.0, self.whole.seconds - spent)


def solve_session(
    session: Session, budget: Budget | None = None, listen: Listener | None = None
) -> tuple[Outcome, Report | None]:
    """Plan a session: its outcome and, for a plan, the report of the independent check.

    A session that counting proves impossible is not searched at all. Who is in réserve is called only where no plan is
    found without. When no plan exists, the outcome says what is missing or what cannot hold together. All of that takes
    no more than the budget.
    """
    left = Remainder(budget or Budget())
    outcome, report = _without_reserve(session, left, UNTIL_WHY, listen)
    if isinstance(outcome, Infeasible):
        outcome, report = planned_or_why(session, left, listen)
    if not isinstance(outcome, Unfinished) or outcome.interrompu:
        return outcome, report
    why, report = explain_session(session, left.budget(most=WHY_SECONDS))
    return (outcome if isinstance(why, Unfinished) else why), report


def _without_reserve(
    session: Session, left: Remainder, patience: float, listen: Listener | None
) -> tuple[Outcome, Report | None]:
    """The plan of a session that calls nobody in réserve; that there is none, where none is found, or nobody is."""
    aside = reserve_aside(session)
    if aside == session or shortages(aside):
        return Infeasible(), None
    outcome, report = plan(aside, left.with_patience(patience), listen)
    stopped = isinstance(outcome, Unfinished) and outcome.interrompu
    return (outcome, report) if isinstance(outcome, Planned) or stopped else (Infeasible(), None)


def planned_or_why(session: Session, left: Remainder, listen: Listener | None) -> tuple[Outcome, Report | None]:
    """The outcome of a session; one that is shown to have no plan says why."""
    outcome, report = (
        (Infeasible(), None) if shortages(session) else plan(session, left.with_patience(UNTIL_WHY), listen)
    )
    if isinstance(outcome, Infeasible):
        return why_none(session, left.budget(most=WHY_SECONDS)), None
    return outcome, report


@dataclass(frozen=True, slots=True)
class Partial:
    """The session as it could be planned, whom it leaves out aside; the outcome, and for a plan its report."""

    session: Session
    outcome: Outcome
    report: Report | None


def solve_partially(session: Session, budget: Budget | None = None, listen: Listener | None = None) -> Partial:
    """Plan a session; where it has no plan, plan it with as many candidats as can be placed, and say why not all.

    Those left out before stay so, and are told as such where this plan places all the others. Where no candidats left
    out would make a plan possible, the outcome says why there is none. All of that takes no more than the budget.
    """
    left = Remainder(budget or Budget())
    outcome, report = _without_reserve(session, left, UNTIL_FEWER, listen)
    if not shortages(session):
        if isinstance(outcome, Infeasible):
            outcome, report = plan(session, left.with_patience(UNTIL_FEWER), listen)
        if isinstance(outcome, Planned) or left.whole.stop.is_set():
            return Partial(told_before(session), outcome, report)
    placed = placing_most(session, left.budget(PLACING_SHARE))
    if placed is None:
        why = why_none(session, left.budget(most=WHY_SECONDS)) if isinstance(outcome, Infeasible) else outcome
        return Partial(session, why, None)
    best, report = plan(placed.session, left.budget(BEST_SHARE), listen)
    if not isinstance(best, Planned):
        best, report = judged(placed.session, placed.plan)
    return Partial(_with_reasons(session, placed, left.budget(most=WHY_SECONDS)), best, report)


def _with_reasons(session: Session, placed: PartialPlan, budget: Budget) -> Session:
    """A session as it was placed, with the reason of each who is left out anew: one for those alike but for their name.

    Where some were left out before, that no plan places more is not said.
    """
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


def explain_session(session: Session, budget: Budget | None = None) -> tuple[Outcome, Report | None]:
    """Why a session has no plan, or, if it has one after all, the first found, with the report of its check."""
    return judged(session, explain(session, budget or Budget()))


def repair_session(
    session: Session,
    outcome: Infeasible | Planned,
    budget: Budget,
    hear: Callable[[Repair], None] = lambda _: None,
) -> Repairs:
    """The smallest changes that make an impossible session possible, each proven by a plan that the check accepts.

    Of a session that is planned at any minute alone: to do so, and what makes its own step possible. `hear` is told of
    each as soon as it is proven.
    """
    if isinstance(outcome, Infeasible):
        return repairs_of(session, outcome.cause, budget, hear=hear)
    others = repairs_of(session, None, budget, on_step=True)
    return Repairs((*(Repair(step) for step in any_minute(session)), *others.proposals), others.unsettled)
