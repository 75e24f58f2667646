"""What counting and the master call the least of each level is never more than a plan of the session costs.

Plans: those from which the sessions of the family were made, those that a careful hand makes, the best ever found; then
the same plans in sessions made so tight around them that little else is possible.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from benchmarks.peers import hand
from benchmarks.sessions import FAMILY

from deduced import deduced
from drawing import seeded
from levels import no_bound_is_above, sits_twice
from masters import closed_levels
from tpplanner.audit import check
from tpplanner.domain.answers import Infeasible, Planned
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.planner import plan as planned
from tpplanner.solver import Budget
from tpplanner.solver.bounds.aggregate import Aggregate
from tpplanner.solver.bounds.counting import Counting
from tpplanner.solver.bounds.master import Master
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.model.compilation import compile_session, unshared
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.run import Clock

SMALL = [case for case in FAMILY.values() if case.size in ("R", "S", "M") and case.feasible]
IMPOSSIBLE = [case for case in FAMILY.values() if case.size in ("R", "S", "M") and not case.feasible]

SAMPLE = ("R03-jury-de-trois-cda",)
"""A few of each kind, soon bounded."""

SAMPLE_WITHOUT_QUOTA = ("c-S-tight-3",)
"""The same of those that are bounded without the quota of their titre."""

TIGHTENED = 3
"""How many tighter sessions are deduced from each plan."""

SEARCH, BOUND = 10.0, 6.0
"""Deterministic seconds for the best plan of a session, and for each kind of bounds."""


def budget(seconds: float) -> Budget:
    """One worker, by CP-SAT's own clock: the same on every run."""
    return Budget(seconds=seconds, workers=1, reproducible=True)


def bounds_of(problem: Problem, seconds: float) -> Iterator[tuple[str, dict[str, int]]]:
    """Every bound that is known of a problem, level by level, from each of those who count."""
    yield "counting whole days", Aggregate(problem, Clock(budget(seconds))).bounds()
    clock = Clock(budget(seconds))
    for counted in Counting(problem, Patterns(problem, clock), clock).close():
        assert not counted.impossible, "counting says that there is no plan"
        yield "counting jury-days", dict(counted.levels)
    clock = Clock(budget(seconds))
    for least, _ in closed_levels(Master(problem, Patterns(problem, clock), clock)):
        yield "the master", dict(least)


def bounded(session: Session, plans: dict[str, Plan], seconds: float = BOUND) -> int:
    """Fail where a bound of the session is above one of its plans; how many bounds there were."""
    problem = compile_session(session)
    number = 0
    for who, bounds in bounds_of(problem, seconds):
        number += len(bounds)
        for whose, plan in plans.items():
            no_bound_is_above(session, plan, bounds, f"{who}, {whose}")
    alone = {whose: plan for whose, plan in plans.items() if not sits_twice(plan)}
    for who, bounds in bounds_of(unshared(problem), seconds) if problem.shared_membres and alone else ():
        for whose, plan in alone.items():
            no_bound_is_above(session, plan, bounds, f"{who}, nobody in two juries a day, {whose}")
    return number


def without_quota(session: Session) -> Session:
    """The same session where no number of candidats binds a jury."""
    return replace(
        session,
        referentiel=replace(session.referentiel, quota=None),
        reglages=replace(session.reglages, quota=None),
    )


def by_hand(session: Session) -> dict[str, Plan]:
    """The plan that a careful person makes, if it is one."""
    made = next(hand.plans(session, 1e9), None)
    return {"by hand": made[1]} if made is not None and not check(session, made[1]).violations else {}


def best(session: Session) -> dict[str, Plan]:
    """The best plan found; the planner raises Bug where one of its bounds is above what its plan costs."""
    outcome, _ = planned(session, budget(SEARCH))
    assert not isinstance(outcome, Infeasible)
    return {"the best": outcome.plan} if isinstance(outcome, Planned) else {}


@pytest.mark.parametrize("name", SAMPLE)
def test_no_bound_is_above_what_a_plan_of_the_family_costs(name):
    case = FAMILY[name]
    session, own = case.session(), case.plan()
    assert own is not None
    assert bounded(session, {"its own": own, **by_hand(session), **best(session)}) > 0


@pytest.mark.proof(10)
@pytest.mark.parametrize("name", [case.name for case in SMALL if case.name not in SAMPLE])
def test_no_bound_is_above_what_any_plan_of_the_family_costs(name):
    test_no_bound_is_above_what_a_plan_of_the_family_costs(name)


@pytest.mark.proof
@pytest.mark.parametrize("name", SAMPLE_WITHOUT_QUOTA)
def test_nor_where_there_is_no_quota(name):
    case = FAMILY[name]
    session, own = without_quota(case.session()), case.plan()
    assert own is not None
    assert bounded(session, {"its own": own, **by_hand(session), **best(session)}) > 0


@pytest.mark.proof(10)
@pytest.mark.parametrize("name", [case.name for case in SMALL if case.name not in SAMPLE_WITHOUT_QUOTA])
def test_nor_in_any_session_of_the_family_without_its_quota(name):
    test_nor_where_there_is_no_quota(name)


@pytest.mark.proof(4)
@pytest.mark.parametrize(
    "name", [pytest.param(case.name, marks=[pytest.mark.deep] if case.size == "M" else []) for case in SMALL]
)
def test_nor_where_the_session_is_made_tight_around_a_plan(name):
    case = FAMILY[name]
    session, own = case.session(), case.plan()
    assert own is not None
    for whose, plan in {"its own": own, **best(session)}.items():
        for n in range(TIGHTENED):
            bounded(deduced(session, plan, seeded(f"{name} {whose} {n}")), {f"{whose}, {n}": plan}, BOUND / 2)


@pytest.mark.proof
@pytest.mark.parametrize("name", [case.name for case in IMPOSSIBLE])
def test_one_too_many_is_said_to_have_no_plan(name):
    outcome, _ = planned(FAMILY[name].session(), budget(SEARCH))
    assert isinstance(outcome, Infeasible)
