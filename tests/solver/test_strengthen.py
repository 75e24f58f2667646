"""What only strengthens a model: it cuts no hours of a jury-day that cost the least, and gives bounds."""

from dataclasses import replace

import pytest
from benchmarks.sessions import FAMILY
from ortools.sat.python import cp_model

from drawing import seeded
from tpplanner.solver import Budget
from tpplanner.solver.bounds.columns import Columns
from tpplanner.solver.bounds.patterns import Key, Patterns
from tpplanner.solver.model.compilation import compile_session, from_the_plainest
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.model.strengthen import rests_by_work
from tpplanner.solver.model.variables import Variables
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import FOUND, Clock, Manner, at_least, run

DRAWN = 2

EFFORT = 0.2
"""Deterministic time for hours without what strengthens: mostly the best, seldom proven so."""

IN_PRESENCE = ("work_in_presence", "rests_in_presence")


def patterns_of(name: str) -> Patterns:
    problem = compile_session(FAMILY[name].session())
    return Patterns(problem, Clock(Budget(seconds=200, workers=1, reproducible=True)))


def long_jury_days(patterns: Patterns, seed: str) -> list[Key]:
    """Jury-days that work for so long that they may have to rest, some of them after midday alone."""
    reglages, days = patterns.problem.reglages, patterns.problem.days
    prices = Columns(patterns.problem, patterns).prices
    long = [key for key, price in prices.items() if price.alone[0] > reglages.travail_continu - reglages.pause_jury]
    late = [key for key in long if key.window[0] > days[key.day].lunch[0] + reglages.pause_jury]
    assert late
    draw = seeded(seed)
    return [key for keys in (long, late) for key in draw.sample(keys, min(DRAWN, len(keys)))]


def found(patterns: Patterns, key: Key) -> float | None:
    """The presence of the best hours that are found in little time."""
    jury_day = patterns.model(key)
    jury_day.model.minimize(jury_day.levels[0])
    solver, status = run(jury_day.model, patterns.clock, workers=1, effort=EFFORT)
    return solver.objective_value if status in FOUND else None


@pytest.mark.proof
@pytest.mark.parametrize("name", ["b-S-loose-2", "b-XL-loose-2"])
def test_nothing_that_strengthens_a_jury_day_forbids_hours_that_are_found_without_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    patterns = patterns_of(name)
    keys = long_jury_days(patterns, name)
    least = [patterns.alone(key, 0) if patterns.possible(key) else None for key in keys]
    for strengthening in IN_PRESENCE:
        monkeypatch.setattr(f"tpplanner.solver.bounds.patterns.{strengthening}", lambda *_: None)
    plain = [found(patterns, key) for key in keys]
    both = [(a, b) for a, b in zip(least, plain, strict=True) if b is not None]
    assert len(both) > DRAWN
    assert all(a is not None and a <= b for a, b in both)


@pytest.mark.proof
def test_as_many_days_of_candidats_as_candidats_are_known_without_a_relaxation() -> None:
    """Six candidats over three days: a worker that learns knew of two of them only."""
    whole = WholeModel(from_the_plainest(FAMILY["c-S-ccp-2"].session())[0])
    whole.model.minimize(whole.levels["4a"])
    clock = Clock(Budget(seconds=60, workers=1, reproducible=True))
    solver, _ = run(whole.model, clock, effort=EFFORT, manner=Manner.LEARNING)
    assert at_least(solver) == 6


def least_rests_of_who_hears_everybody(problem: Problem) -> int:
    """The least minutes that work asks a jury to rest if it hears all candidats of a session."""
    model = cp_model.CpModel()
    x = Variables(problem, model)
    slot = problem.slots[0]
    for unit in problem.units:
        model.add(x.hears(unit, slot) == 1)
    model.minimize(rests_by_work(problem, x, slot))
    solver, status = run(model, Clock(Budget(seconds=10, workers=1, reproducible=True)))
    assert status == cp_model.OPTIMAL
    return round(solver.objective_value)


def test_work_asks_no_rest_of_a_jury_where_there_is_a_reference_plan() -> None:
    """Twelve candidats are more than three stretches of work; what has begun may have had none of the rests between."""
    case = FAMILY["a-M-loose-1"]
    problem, plan = compile_session(case.session()), case.plan()
    assert plan is not None
    assert least_rests_of_who_hears_everybody(problem) > 0
    beside = replace(problem, session=replace(problem.session, reference=(plan,)))
    assert least_rests_of_who_hears_everybody(beside) == 0
