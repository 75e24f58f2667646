"""Plan B is what replan would say of the same failure, told before the day: the same verdict, the same number."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

import pytest

import worlds
from drawing import seeded
from some import some
from tpplanner.change.anew import replan_session
from tpplanner.change.contingency import Case, after, as_sent, failures, recourse, stands
from tpplanner.domain.answers import Failure, Infeasible, Planned, Verdict
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.errors import UserError
from tpplanner.solver import Budget

FEW, MANY = 1, 12
BRIEF, SECONDS = 0.3, 1.5
"""Of CP-SAT's own clock, for each answer: of the few, of the many."""


def agree(session: Session, plan: Plan, failure: Failure, seconds: float = SECONDS) -> Verdict:
    """Fail where plan B promises what replan does not find, refuses what it finds, or proves another number."""
    said = recourse(Case(session, plan, failure, seconds, reproducible=True, minimal=True))
    try:
        change = after(session, plan, failure)
    except UserError:
        assert said.verdict is Verdict.IMPOSSIBLE, failure
        return said.verdict
    outcome, report, changements = replan_session(change, Budget(seconds, workers=1, reproducible=True))
    if said.verdict in (Verdict.IMPOSSIBLE, Verdict.ASKED):
        assert not isinstance(outcome, Planned), failure
    elif said.verdict is not Verdict.OPEN:
        assert not isinstance(outcome, Infeasible), failure
    if said.verdict is Verdict.LEAST and report is not None and report.niveaux[1].prouve:
        assert said.disturbed == report.niveaux[1].valeur == len(changements.a_prevenir), failure
    return said.verdict


def broken(seed: str) -> Iterator[tuple[Session, Plan, Failure]]:
    """A failure that breaks a rule, of each drawn session, with convocations sent or not."""
    rng = seeded(seed)
    for session, plan in worlds.valid(rng):
        known = as_sent(session, plan, sent=rng.random() < 0.7)
        touched = [f for f in failures(known, plan) if not stands(known, plan, f)]
        if touched:
            yield known, plan, rng.choice(touched)


def test_plan_b_says_what_replan_says_of_a_few_failures():
    for drawn in some(islice(broken("plan b"), FEW)):
        agree(*drawn, BRIEF)


@pytest.mark.proof(2)
@pytest.mark.parametrize("part", range(6))
def test_plan_b_says_what_replan_says_of_many_failures(part):
    verdicts = Counter(agree(*drawn) for drawn in islice(broken(f"plan b {part}"), MANY))
    assert verdicts[Verdict.LEAST] or verdicts[Verdict.ASKED], verdicts
