"""Why a session has no plan: what counting proves, else what cannot hold together."""

from dataclasses import replace
from functools import partial
from time import monotonic

from tpplanner.diagnosis.capacity import shortages
from tpplanner.diagnosis.causes import Settle, minimal_cause
from tpplanner.diagnosis.places import missing_places
from tpplanner.diagnosis.repairs import repairs
from tpplanner.domain.outcome import Cause, Infeasible, Outcome, Planned, Shortage, Unfinished
from tpplanner.domain.repair import Repair
from tpplanner.domain.session import Session
from tpplanner.planner import judged
from tpplanner.solver import Budget, first_plan

PLACES_SECONDS = 5.0
"""The most for counting places: what takes longer is left to the search."""

OF_PLACES = ("quota", "minutes_jury")
"""Shortages that places tell with more detail."""

BRIEF_SECONDS, PATIENT_SECONDS = 1.0, 4.0
"""The most for one session with only some of the requirements: at first, and for what that does not settle."""

REPAIR_SECONDS = 2.5
"""The most for one changed session."""

CONFIRM_SHARE = 0.2
"""The part of the time kept for settling what was found once more."""


def explain(session: Session, budget: Budget) -> Outcome:
    """Why there is no plan, or the first plan found if there is one after all."""
    started = monotonic()
    if missing := _missing(session, budget):
        return Infeasible(missing)
    outcome = first_plan(session, budget)
    if not isinstance(outcome, Infeasible):
        return outcome
    return why_none(session, replace(budget, seconds=max(0.0, budget.seconds - (monotonic() - started))))


def why_none(session: Session, budget: Budget) -> Infeasible:
    """Why a session has no plan, given that it has none."""
    missing = _missing(session, budget)
    return Infeasible(missing) if missing else Infeasible(cause=cause_of(session, budget))


def _missing(session: Session, budget: Budget) -> tuple[Shortage, ...]:
    """What counting proves: arithmetic first, then places, which say more where it is they that are short."""
    manques = shortages(session)
    if any(m.quoi not in OF_PLACES for m in manques):
        return manques
    brief = replace(budget, seconds=min(PLACES_SECONDS, budget.seconds))
    return missing_places(session, brief) or manques


def cause_of(session: Session, budget: Budget) -> Cause | None:
    """Requirements that cannot hold together in a session that has no plan; None where none was confirmed."""
    kept = CONFIRM_SHARE * budget.seconds
    brief, patient = settlers(replace(budget, seconds=budget.seconds - kept), BRIEF_SECONDS, PATIENT_SECONDS)
    (confirm,) = settlers(replace(budget, seconds=kept, seed=budget.seed + 1), kept)
    return minimal_cause(session, brief, patient, confirm)


def repairs_of(session: Session, outcome: Infeasible, budget: Budget) -> tuple[Repair, ...]:
    """The smallest changes that make an impossible session possible, as far as the budget lets them be found."""
    (settle,) = settlers(budget, REPAIR_SECONDS)

    def plans(changed: Session) -> bool | None:
        match judged(changed, settle(changed))[0]:
            case Planned():
                return True
            case Infeasible():
                return False
            case _:
                return None

    return repairs(session, outcome.cause, plans)


def settlers(budget: Budget, *trials: float) -> tuple[Settle, ...]:
    """What settles whether a session has a plan, for each length of a trial; the budget in all, from the first on."""
    begun: list[float] = []

    def settle(session: Session, trial: float) -> Outcome:
        if manques := shortages(session):
            return Infeasible(manques)
        begun.append(monotonic())
        left = budget.seconds if budget.reproducible else begun[0] + budget.seconds - monotonic()
        if left <= 0 or budget.stop.is_set():
            return Unfinished()
        return first_plan(session, replace(budget, seconds=min(trial, left)))

    return tuple(partial(settle, trial=trial) for trial in trials)
