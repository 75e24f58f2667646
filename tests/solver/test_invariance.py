"""The same answer however CP-SAT is run: with and without presolve, on 1, 2 and 8 workers, from any seed."""

from collections.abc import Iterator
from typing import Any

import pytest
from benchmarks.sessions import FAMILY

from levels import proven
from proofs import mostly_proofs
from small_sessions import SMALL
from tpplanner.domain.session import Session
from tpplanner.planner import plan
from tpplanner.solver import Budget
from tpplanner.solver import run as running

PLAIN = Budget(20, seed=0, workers=1, reproducible=True)
SEEDS, WORKERS = (1, 2, 3, 4), (2, 8)

Answer = tuple[str, tuple[tuple[str, int], ...]]
"""Whether there is a plan, and the levels proven with what they cost."""

SAMPLE = ("a last CCP", "pinned", "too short")
"""Small sessions, of which every level is soon proven."""

REAL = [name for name, case in FAMILY.items() if case.size in ("R", "S")]

LONG = ("a-S-ccp-2", "b-S-ccp-1")
"""Of these, what takes minutes in all its runs: their wait closes last."""


def answer(session: Session, budget: Budget) -> Answer:
    """What the planner says of a session."""
    outcome, report = plan(session, budget)
    return type(outcome).__name__, proven(report.niveaux) if report else ()


def without_presolve(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every model from now on as it is posted."""
    solve = running.solve_stoppable

    def plainly(solver: Any, *args: Any) -> Any:
        solver.parameters.cp_model_presolve = False
        return solve(solver, *args)

    monkeypatch.setattr(running, "solve_stoppable", plainly)


def budgets() -> Iterator[Budget]:
    """Other seeds; other numbers of workers."""
    yield from (Budget(PLAIN.seconds, seed=seed, workers=1, reproducible=True) for seed in SEEDS)
    yield from (Budget(PLAIN.seconds, seed=0, workers=workers, reproducible=True) for workers in WORKERS)


def same(one: Answer, other: Answer, told: str) -> None:
    """Fail where two answers contradict each other: what one proves and the other leaves open is no contradiction."""
    assert one[0] == other[0] or "Unfinished" in (one[0], other[0]), told
    n = min(len(one[1]), len(other[1]))
    assert one[1][:n] == other[1][:n], told


def compare(session: Session, monkeypatch: pytest.MonkeyPatch, budgets_: list[Budget], *, levels: int = 0) -> None:
    """The same answer whatever the run; at least so many levels proven by each of them."""
    expected = answer(session, PLAIN)
    for budget in budgets_:
        told = f"seed {budget.seed}, {budget.workers} workers"
        other = answer(session, budget)
        same(expected, other, told)
        assert other[0] == "Infeasible" or len(other[1]) >= levels, told
    with monkeypatch.context() as patch:
        without_presolve(patch)
        same(expected, answer(session, PLAIN), "without presolve")


@pytest.mark.parametrize("name", mostly_proofs(SAMPLE, "pinned", "too short"))
def test_a_run_changes_no_answer(name, monkeypatch):
    compare(SMALL[name](), monkeypatch, [Budget(20, seed=5, workers=2, reproducible=True)], levels=5)


@pytest.mark.proof
@pytest.mark.parametrize("name", list(SMALL))
def test_no_run_changes_the_answer_of_a_small_session(name, monkeypatch):
    compare(SMALL[name](), monkeypatch, list(budgets()), levels=5)


@pytest.mark.proof
@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.deep if name in LONG else []) for name in REAL])
def test_no_run_changes_the_answer_of_a_real_session(name, monkeypatch):
    compare(FAMILY[name].session(), monkeypatch, list(budgets()))
