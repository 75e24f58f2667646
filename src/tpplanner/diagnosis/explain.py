"""Why a session has no plan: what counting proves, else what cannot hold together."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic

from tpplanner.diagnosis.capacity import shortages
from tpplanner.diagnosis.causes import Settle, minimal_cause
from tpplanner.diagnosis.partial import Placed, most_placed
from tpplanner.diagnosis.places import missing_places
from tpplanner.diagnosis.repairs import repairs
from tpplanner.domain.left_out import taking_back
from tpplanner.domain.outcome import Cause, Infeasible, Outcome, Planned, Shortage, Unfinished
from tpplanner.domain.repair import Repair, Repairs
from tpplanner.domain.session import Session
from tpplanner.planner import at_any_minute, judged, to_the_minute
from tpplanner.solver import Budget, first_plan, places_before_juries

PLACES_SECONDS = 5.0
"""The most for counting places: what takes longer is left to the search."""

OF_PLACES = ("quota", "minutes_jury")
"""Shortages that places tell with more detail."""

BRIEF_SECONDS, PATIENT_SECONDS = 1.0, 4.0
"""The most for one session with only some of the requirements: at first, and for what that does not settle."""

REPAIR_SECONDS = 2.5
"""The most for one changed session."""

PLACES_SHARE = 0.3
"""The part of the time for counting places."""

LAST_SHARE = 0.4
"""Of what is left of it, the part for any plan of fewer candidats, where the most is not known in the time."""

CONFIRM_SHARE = 0.2
"""The part of the time kept for settling what was found once more."""


def explain(session: Session, budget: Budget) -> Outcome:
    """Why there is no plan, or the first plan found if there is one after all."""
    left = _remaining(budget)
    if missing := _missing(session, left()):
        return Infeasible(missing)
    outcome = at_any_minute(first_plan, session, left())
    return Infeasible(cause=cause_of(session, left())) if isinstance(outcome, Infeasible) else outcome


def why_none(session: Session, budget: Budget) -> Infeasible:
    """Why a session has no plan, given that it has none."""
    left = _remaining(budget)
    missing = _missing(session, left())
    return Infeasible(missing) if missing else Infeasible(cause=cause_of(session, left()))


def _remaining(budget: Budget) -> Callable[[], Budget]:
    """What is left of a budget whenever it is asked; all of it in a reproducible run, which looks at no clock."""
    started = monotonic()

    def left() -> Budget:
        spent = 0.0 if budget.reproducible else monotonic() - started
        return replace(budget, seconds=max(0.0, budget.seconds - spent))

    return left


def _missing(session: Session, budget: Budget) -> tuple[Shortage, ...]:
    """What counting proves: arithmetic first, then places, which say more where it is they that are short."""
    manques = shortages(session)
    if any(m.quoi not in OF_PLACES for m in manques):
        return manques
    brief = replace(budget, seconds=min(PLACES_SECONDS, PLACES_SHARE * budget.seconds))
    return missing_places(to_the_minute(session), brief) or manques


def cause_of(session: Session, budget: Budget) -> Cause | None:
    """Requirements that cannot hold together in a session that has no plan; None where none was confirmed."""
    kept = CONFIRM_SHARE * budget.seconds
    brief, patient = settlers(replace(budget, seconds=budget.seconds - kept), BRIEF_SECONDS, PATIENT_SECONDS)
    (confirm,) = settlers(replace(budget, seconds=kept, seed=budget.seed + 1), kept)
    return minimal_cause(session, brief, patient, confirm)


def repairs_of(session: Session, cause: Cause | None, budget: Budget, *, on_step: bool = False) -> Repairs:
    """The smallest changes that make an impossible session possible, as far as the budget lets them be found.

    `on_step`: possible with hours that keep to the step of its réglages, where it is possible without.
    What is planned at all is mostly planned soon: only where nothing is, each changed session is searched to the end.
    """
    started = monotonic()
    unsettled = 0
    for to_the_end in (False, True):
        left = budget.seconds if budget.reproducible else max(0.0, budget.seconds - (monotonic() - started))
        share = replace(budget, seconds=left)
        (settle,) = settlers(share, REPAIR_SECONDS, to_the_end=to_the_end, on_step=on_step)
        trials = _Trials(settle)
        found, unsettled = repairs(session, cause, trials.plans), trials.unsettled
        if found:
            return Repairs(found, unsettled)
    return Repairs((), unsettled)


@dataclass
class _Trials:
    """Changed sessions tried, and how many of them were not settled."""

    settle: Settle
    unsettled: int = 0

    def plans(self, changed: Session) -> bool | None:
        """Whether a changed session is planned, and the audit accepts it; None where that is not settled."""
        match judged(changed, self.settle(changed))[0]:
            case Planned():
                return True
            case Infeasible():
                return False
            case _:
                self.unsettled += 1
                return None


def placing_most(session: Session, budget: Budget) -> Placed | None:
    """As many candidats of a session without a plan as can be placed, with a plan for them."""
    started = monotonic()
    brief = replace(budget, seconds=min(PLACES_SECONDS, PLACES_SHARE * budget.seconds))
    places = places_before_juries(to_the_minute(session), brief)
    left = budget.seconds - (0.0 if budget.reproducible else monotonic() - started)
    at_most = len(session.candidats) if places is None else places.most
    (settle,) = settlers(replace(budget, seconds=(1 - LAST_SHARE) * left), PATIENT_SECONDS)
    (last,) = settlers(replace(budget, seconds=LAST_SHARE * left), PATIENT_SECONDS)
    return most_placed(session, settle, at_most, last)


def reason_left_out(
    session: Session, candidat: str, budget: Budget, known: bool
) -> tuple[Infeasible, tuple[Repair, ...]]:
    """Why one of those whom a session leaves out cannot be placed with the others, and what would place him.

    `known`: that he cannot is proven; otherwise the first half of the time is for that.
    """
    whole = taking_back(session, (candidat,))
    half = replace(budget, seconds=budget.seconds / 2)
    outcome = why_none(whole, half) if known else explain(whole, half)
    if not isinstance(outcome, Infeasible):
        return Infeasible(), ()
    return outcome, repairs_of(whole, outcome.cause, half).found


def settlers(budget: Budget, *trials: float, to_the_end: bool = True, on_step: bool = False) -> tuple[Settle, ...]:
    """What settles whether a session has a plan at any minute, for each length of a trial; the budget in all.

    `to_the_end`: see `first_plan`. `on_step`: with hours that keep to the step of its réglages.
    """
    begun: list[float] = []

    def settle(session: Session, trial: float) -> Outcome:
        begun.append(monotonic())
        left = budget.seconds if budget.reproducible else begun[0] + budget.seconds - monotonic()
        if left <= 0 or budget.stop.is_set():
            return Unfinished()
        if manques := shortages(session):
            return Infeasible(manques)
        share = replace(budget, seconds=min(trial, left))
        return first_plan(session if on_step else to_the_minute(session), share, to_the_end=to_the_end)

    return tuple(partial(settle, trial=trial) for trial in trials)
