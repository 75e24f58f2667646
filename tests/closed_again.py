"""Models that a search closed, each closed again by another configuration of CP-SAT, without its hint.

All closings lean on the same few options of CP-SAT, one of which is new: what they close, others have to close alike.
"""

import sys
from dataclasses import dataclass
from random import Random
from threading import Lock

import pytest
from ortools.sat.python import cp_model

from tpplanner.domain.session import Session
from tpplanner.solver import Budget, best_plan
from tpplanner.solver import run as running

UNSETTLED = "not settled"
"""How a sentence begins that tells a time-out, which refutes nothing."""
CLOSED = (cp_model.OPTIMAL, cp_model.INFEASIBLE)
EFFORT = 20.0
"""CP-SAT's deterministic time for closing one again."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A model as it was given to CP-SAT by a stage, and what came of it: infeasible, or its least cost."""

    stage: str
    model: cp_model.CpModel
    status: cp_model.CpSolverStatus
    least: int


class Closings:
    """One closing of each stage, any of them, chosen by a seed; how many there were."""

    def __init__(self, seed: int) -> None:
        self.of: dict[str, Closing] = {}
        self.seen: dict[str, int] = {}
        self._rng = Random(seed)  # noqa: S311 - a sample, not a secret
        self._lock = Lock()

    def keep(self, closing: Closing) -> None:
        """Each of a stage with the same chance."""
        with self._lock:
            seen = self.seen[closing.stage] = self.seen.get(closing.stage, 0) + 1
            if self._rng.random() * seen < 1:
                self.of[closing.stage] = closing


def closings_of(session: Session, seconds: float, seed: int) -> Closings:
    """One closing of each stage of a search, in so many seconds of CP-SAT's own clock."""
    kept = Closings(seed)
    solve = running.solve_stoppable

    def seen(solver: cp_model.CpSolver, model: cp_model.CpModel, *rest: object) -> cp_model.CpSolverStatus | None:
        status = solve(solver, model, *rest)
        if status in CLOSED:
            kept.keep(Closing(_stage(), model.clone(), status, _least(solver, model, status)))
        return status

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "solve_stoppable", seen)
        best_plan(session, Budget(seconds, workers=1, reproducible=True))
    return kept


def _least(solver: cp_model.CpSolver, model: cp_model.CpModel, status: cp_model.CpSolverStatus) -> int:
    """The least cost of a model that was closed; nothing where it has none. CP-SAT tells a whole number as a float."""
    return round(solver.objective_value) if status == cp_model.OPTIMAL and model.has_objective() else 0


def _stage() -> str:
    """The function that asked for the search at work."""
    frame = sys._getframe(2)  # noqa: SLF001 - who called is what is asked
    while frame.f_back is not None and frame.f_code.co_filename == running.__file__:
        frame = frame.f_back
    return frame.f_code.co_qualname


def closed_again(closing: Closing, effort: float = EFFORT) -> str:
    """How another configuration answers otherwise, or that it did not answer; empty where it agrees."""
    model = closing.model.clone()
    model.clear_hints()  # type: ignore[no-untyped-call]
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers, parameters.random_seed = 1, 77
    parameters.linearization_level = 1
    parameters.use_new_integer_conflict_resolution = False
    parameters.use_strong_propagation_in_disjunctive = False
    parameters.max_deterministic_time = effort
    status = solver.solve(model)
    if status not in CLOSED:
        return f"{UNSETTLED}: {closing.stage}: {solver.status_name(status)} after {effort:g}"
    least = _least(solver, model, status)
    agrees = (status, least) == (closing.status, closing.least)
    names = [solver.status_name(s) for s in (closing.status, status)]
    return "" if agrees else f"{closing.stage}: {names[0]} {closing.least}, then {names[1]} {least}"
