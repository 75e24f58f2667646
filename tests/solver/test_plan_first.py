"""A plan is drawn first, then a session that admits it: "no plan exists" is then a failure, never an excuse.

Bounds too are held against drawn plans: no bound of a jury-day, of the master or of counting is above what a plan costs.
"""

from collections.abc import Iterator
from itertools import islice
from types import ModuleType

import pytest

from deduced import deduced
from drawing import Drawing, seeded
from jury_days import no_pattern_is_above
from levels import no_bound_is_above, sits_twice
from masters import closed_levels
from some import some
from tpplanner.audit import check, measured
from tpplanner.domain.answers import Infeasible, Planned
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.planner import with_bounds
from tpplanner.solver import Budget, best_plan
from tpplanner.solver.bounds import columns, program
from tpplanner.solver.bounds.aggregate import Aggregate
from tpplanner.solver.bounds.master import Master
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.run import Clock
from tpplanner.solver.search import beginning, finish, settlement, splits
from worlds import shared_membre, valid

SAMPLE = 5
"""Plans a test draws in the suite."""

MANY = 100
"""And in the longer proofs, for each seed."""


def budget(seconds: float = 1.0) -> Budget:
    """One worker, by CP-SAT's own clock: the same on every run."""
    return Budget(seconds=seconds, workers=1, reproducible=True)


def drawn(seed: int, number: int) -> Iterator[tuple[Session, Plan]]:
    """Plans, each with a session that is as tight as it can be while it admits it."""
    rng = seeded(seed)
    for session, plan in islice(valid(rng), number):
        tight = deduced(session, plan, rng)
        assert check(tight, plan).violations == ()
        yield tight, plan


def plan_them(seed: int, number: int) -> None:
    """Fail where a session that admits a plan is said to have none, or gets one that the audit refuses."""
    found = 0
    for n, (session, _) in enumerate(drawn(seed, number)):
        outcome = best_plan(session, budget())
        assert not isinstance(outcome, Infeasible), f"plan {n} of seed {seed}: it has a plan, and is said to have none"
        if isinstance(outcome, Planned):
            found += 1
            report = check(session, outcome.plan)
            assert report.violations == (), f"plan {n} of seed {seed}"
            with_bounds(report.niveaux, outcome.bornes)  # raises Bug where a bound exceeds its level
    assert found > 0.8 * number, f"only {found} of {number} were planned in the time"


def test_a_session_that_admits_a_plan_gets_one():
    plan_them(1, SAMPLE)


@pytest.mark.proof
@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.deep) for n in range(2, 6))])
def test_many_more_sessions_that_admit_a_plan_get_one(seed):
    plan_them(seed, MANY)


# Sizes beyond which something is left out: drawn sessions are small, so sizes are made smaller

SIZES: tuple[tuple[ModuleType, str], ...] = (
    (columns, "FEW"),
    (columns, "SMALL"),
    (columns, "LARGE"),
    (program, "FEW"),
    (beginning, "SMALL"),
    (settlement, "MEDIUM"),
    (settlement, "LARGE"),
    (finish, "FEW"),
    (finish, "SMALL"),
    (finish, "MEDIUM"),
    (splits, "FEW"),
)


def leave_out(monkeypatch: pytest.MonkeyPatch, seed: int, number: int) -> None:
    """Fail where a claim made of a session that is taken for large is refuted by a plan found otherwise."""
    found, sizes = 0, (0, 3, 12)
    for n, (session, plan) in enumerate(drawn(seed, number)):
        told = f"plan {n} of seed {seed}"
        known = best_plan(session, budget())
        plans = [plan, known.plan] if isinstance(known, Planned) else [plan]
        for most in sizes:
            with monkeypatch.context() as smaller:
                for module, name in SIZES:
                    smaller.setattr(module, name, most)
                outcome = best_plan(session, budget())
            assert not isinstance(outcome, Infeasible), told
            if isinstance(outcome, Planned):
                found += 1
                claims = {b.niveau: b.valeur for b in outcome.bornes}
                assert check(session, outcome.plan).violations == (), told
                for other in [*plans, outcome.plan]:
                    no_bound_is_above(session, other, claims, told)
    assert found > 0.8 * number * len(sizes), f"only {found} of {number} at {len(sizes)} sizes were planned in the time"


def test_what_is_left_out_of_a_large_session_is_claimed_of_none(monkeypatch):
    leave_out(monkeypatch, 41, 1)


@pytest.mark.proof
@pytest.mark.parametrize("seed", [42, *(pytest.param(n, marks=pytest.mark.deep) for n in range(43, 46))])
def test_what_is_left_out_of_many_large_sessions_is_claimed_of_none(monkeypatch, seed):
    leave_out(monkeypatch, seed, MANY // 10)


# Bounds


def bound_them(seed: int, number: int) -> None:
    """The master's bounds, and those of counting, against each drawn plan."""
    for n, (session, plan) in enumerate(drawn(seed, number)):
        problem, clock = compile_session(session), Clock(budget(4.0))
        no_bound_is_above(session, plan, Aggregate(problem, clock).bounds(), f"counting, plan {n} of seed {seed}")
        if sits_twice(plan):
            assert not Aggregate(problem, clock).nobody_sits_twice(dict(measured(session, plan)))
        for least, _ in closed_levels(Master(problem, Patterns(problem, clock), clock)):
            no_bound_is_above(session, plan, least, f"the master, plan {n} of seed {seed}")


def test_who_sits_in_two_juries_of_a_plan_may_sit_in_two_where_plans_cost_as_much():
    """A morning jury and an afternoon one with a membre in common, whatever number of levels is said to be proven."""
    rng = seeded(31)
    scenes = [world for world in (shared_membre(rng) for _ in range(12)) if not world.session.jurys]
    for scene in some(scenes):
        plan = Drawing(scene.session, rng).plan(scene.sittings)
        assert sits_twice(plan)
        problem, costs = compile_session(scene.session), list(measured(scene.session, plan).items())
        for known in range(len(costs) + 1):
            assert not Aggregate(problem, Clock(budget())).nobody_sits_twice(dict(costs[:known]))


def test_no_bound_is_above_what_a_plan_costs():
    bound_them(11, SAMPLE)


@pytest.mark.proof
@pytest.mark.parametrize("seed", [11, 12, *(pytest.param(n, marks=pytest.mark.deep) for n in range(13, 16))])
def test_no_bound_is_above_what_many_more_plans_cost(seed):
    bound_them(seed, MANY)


def pattern_them(seed: int, number: int) -> None:
    """Each pattern against the jury-day of a plan that it describes."""
    compared = 0
    for n, (session, plan) in enumerate(drawn(seed, number)):
        problem, clock = compile_session(session), Clock(budget(6.0))
        told = f"{session.referentiel.sigle}, plan {n} of seed {seed}"
        compared += len(list(no_pattern_is_above(session, problem, Patterns(problem, clock), plan, told)))
    assert compared > number / 2


def test_no_pattern_is_above_what_a_jury_day_costs():
    pattern_them(21, SAMPLE)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(21, 26))
def test_no_pattern_is_above_what_many_more_jury_days_cost(seed):
    pattern_them(seed, MANY)
