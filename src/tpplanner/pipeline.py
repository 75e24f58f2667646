"""The story in one function: count, plan, say why not."""

from dataclasses import replace

from tpplanner.diagnosis import shortages
from tpplanner.domain.outcome import Infeasible, Outcome, Report
from tpplanner.domain.session import Session
from tpplanner.planner import plan
from tpplanner.solver import Budget, Listener, conflict

CONFLICT_SECONDS = 30.0
"""The most that is spent on saying which rules are in conflict."""


def solve(
    session: Session, budget: Budget | None = None, listen: Listener | None = None
) -> tuple[Outcome, Report | None]:
    """Plan a session: its outcome and, for a plan, the report of the independent check.

    A session that counting proves impossible is not searched at all. When no plan exists, the outcome says which
    rules cannot hold together.
    """
    budget = budget or Budget()
    manques = shortages(session)
    if manques:
        return Infeasible(manques), None
    outcome, report = plan(session, budget, listen)
    if isinstance(outcome, Infeasible) and not outcome.conflits:
        outcome = Infeasible(conflits=conflict(session, replace(budget, seconds=CONFLICT_SECONDS)))
    return outcome, report
