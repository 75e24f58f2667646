"""The textbook CP-SAT model: one start a passage over the horizon, optional intervals by jury, one level at a time.

What a course on constraint programming teaches, applied with care to the whole question: every rule of a usual session;
each level of its réglages minimised in turn, those before held at what they reached, begun from the last solution.
"""

from collections.abc import Callable, Iterator
from threading import Event
from time import perf_counter

from ortools.sat.python import cp_model

from benchmarks.peers.question import Question
from benchmarks.peers.stream import Found, stream
from benchmarks.peers.textbook_costs import Expr, levels
from benchmarks.peers.textbook_model import Model
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.solver import Budget
from tpplanner.solver.run import SolutionHook, solve_stoppable

NAME = "textbook CP-SAT"
RESTRICTED = False
CANNOT = (
    "All orals of a candidat on one day; a membre in one jury a day; lunch inside the jury's window, never after the "
    "phase that fills it; no midday cut of an épreuve, no shared watching, no oral apart, no named resource; comédiens "
    "and surveillants' hours only afterwards."
)
WORKERS = Budget(1.0).workers
"""As many as tpplanner has."""

SHARE = 0.5
"""Of the time that is left, what a level gets; the last one gets all of it."""


def missing() -> str:
    """OR-Tools is a dependency of the project."""
    return ""


def plans(session: Session, seconds: float) -> Iterator[tuple[float, Plan]]:
    """Each better solution of each level, as a plan."""
    began = perf_counter()
    left = Event()
    yield from stream(lambda tell: search(Question(session), began + seconds, tell, left.is_set), began, left)


def search(
    question: Question, until: float, tell: Callable[[Found], None], stopped: Callable[[], bool] = lambda: False
) -> list[bool]:
    """Minimise the levels in turn until that moment of `perf_counter`; whether each was closed in this model."""
    model = Model(question)
    costs = levels(model)
    closed: list[bool] = []
    for rank, cost in enumerate(costs):
        left = until - perf_counter()
        if left <= 0 or stopped():
            break
        told = _minimised(model, cost, left if cost is costs[-1] else SHARE * left, tell, stopped)
        if told is None:
            break
        solver, proven = told
        closed.append(proven)
        model.model.add(cost <= round(solver.value(cost)))
        if rank + 1 < len(costs):
            _begin_from(model, solver)
    return closed


def _minimised(
    model: Model, cost: Expr, seconds: float, tell: Callable[[Found], None], stopped: Callable[[], bool]
) -> tuple[cp_model.CpSolver, bool] | None:
    """The best solution of one level and whether it is proven; None where none was found."""
    model.model.minimize(cost)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.max_time_in_seconds = seconds
    hook = SolutionHook(lambda found: tell(model.decided(found.value)))
    status = solve_stoppable(solver, model.model, hook, stopped)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return solver, status == cp_model.OPTIMAL


def _begin_from(model: Model, solver: cp_model.CpSolver) -> None:
    """Give the last solution as a hint to the next search."""
    model.model.clear_hints()
    for index, value in enumerate(solver.response_proto.solution):
        model.model.add_hint(model.model.get_int_var_from_proto_index(index), value)
