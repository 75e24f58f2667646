"""The same optimum at every level, however the whole model is strengthened or presolved."""

from collections.abc import Iterator
from functools import cache
from itertools import islice

import pytest
from ortools.sat.python import cp_model

from deduced import deduced
from drawing import seeded
from tpplanner.domain.session import Session
from tpplanner.solver.model import whole
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.model.strengthen import STRENGTHENINGS
from tpplanner.solver.model.whole import WholeModel
from worlds import valid

LEVELS = ("1", "2", "2b", "3", "4a", "4b")
EFFORT = 8.0
"""Deterministic time for one level; what does not close in it is not compared."""


def sessions(seed: int, number: int) -> Iterator[Session]:
    """Small sessions that have a plan."""
    rng = seeded(seed)
    for session, plan in islice(valid(rng), number):
        yield deduced(session, plan, rng)


def optima(session: Session, *, presolve: bool = True) -> list[int]:
    """The optimum of each level, given those before, as far as they close."""
    model = WholeModel(compile_session(session))
    values: list[int] = []
    for nom in LEVELS:
        model.model.minimize(model.levels[nom])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.cp_model_presolve = presolve
        solver.parameters.max_deterministic_time = EFFORT
        status = solver.solve(model.model)
        assert status != cp_model.INFEASIBLE, "a session that has a plan"
        if status != cp_model.OPTIMAL:
            return values
        values.append(round(solver.objective_value))
        model.model.add(model.levels[nom] <= values[-1])
    return values


def without(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Leave out these strengthenings from models made from now on."""
    kept = {name: post for name, post in STRENGTHENINGS.items() if name not in names}
    monkeypatch.setattr(whole, "STRENGTHENINGS", kept)


def same_as_far_as_both_close(one: list[int], other: list[int]) -> bool:
    n = min(len(one), len(other))
    return one[:n] == other[:n]


@cache
def strengthened(seed: int, number: int) -> tuple[tuple[Session, list[int]], ...]:
    """So many sessions, each with the optima of the whole model as it is."""
    return tuple((session, optima(session)) for session in sessions(seed, number))


def compare(monkeypatch: pytest.MonkeyPatch, seed: int, number: int, *names: str) -> None:
    """Fail where these strengthenings change an optimum."""
    compared = 0
    for n, (session, strong) in enumerate(strengthened(seed, number)):
        with monkeypatch.context() as patch:
            without(patch, *names)
            plain = optima(session)
        assert same_as_far_as_both_close(strong, plain), f"session {n} of seed {seed}: {strong} with, {plain} without"
        compared += bool(strong) and bool(plain)
    assert compared > number / 2


def test_strengthenings_change_no_optimum(monkeypatch):
    compare(monkeypatch, 31, 1, *STRENGTHENINGS)


def compare_presolve(seed: int, number: int) -> None:
    """Fail where presolve changes an optimum."""
    compared = 0
    for session, presolved in strengthened(seed, number):
        plain = optima(session, presolve=False)
        assert same_as_far_as_both_close(presolved, plain)
        compared += bool(presolved) and bool(plain)
    assert compared > number / 2


def test_presolve_changes_no_optimum():
    compare_presolve(32, 1)


@pytest.mark.proof
@pytest.mark.parametrize("name", STRENGTHENINGS)
def test_each_strengthening_changes_no_optimum_of_many(monkeypatch, name):
    compare(monkeypatch, 33, 44, name)


@pytest.mark.proof(1)
@pytest.mark.parametrize("seed", [35, 31, 34, 37, 36])
def test_all_of_them_change_no_optimum_of_many(monkeypatch, seed):
    compare(monkeypatch, seed, 44, *STRENGTHENINGS)


@pytest.mark.proof
@pytest.mark.parametrize("seed", [32, 39])
def test_presolve_changes_no_optimum_of_many(seed):
    compare_presolve(seed, 44)
