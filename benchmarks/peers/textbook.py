"""The textbook CP-SAT model: one start a passage over the horizon, optional intervals by jury, one weighted objective.

What a course on constraint programming teaches, applied with care to the whole question: every rule of a usual session,
every level of its réglages in one sum, each weight larger than all that the later levels can cost together.
"""

from collections.abc import Callable, Iterator
from time import perf_counter

from ortools.sat.python import cp_model

from benchmarks.peers.question import Question
from benchmarks.peers.stream import Found, stream
from benchmarks.peers.textbook_costs import weighted
from benchmarks.peers.textbook_model import Model
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session

NAME = "textbook CP-SAT"
RESTRICTED = False
CANNOT = (
    "Levels one after the other: they are one weighted sum, so no level is proven before all are. All orals of a "
    "candidat on one day; a membre in one jury a day; lunch inside the jury's window, never after the phase that "
    "fills it; no midday cut of an épreuve, no shared watching, no oral apart, no named resource; comédiens and "
    "surveillants' hours only afterwards."
)
WORKERS = 2


def missing() -> str:
    """OR-Tools is a dependency of the project."""
    return ""


def plans(session: Session, seconds: float) -> Iterator[tuple[float, Plan]]:
    """Each better solution of the weighted sum, as a plan."""
    began = perf_counter()

    def search(tell: Callable[[Found], None]) -> None:
        model = Model(Question(session))
        model.model.minimize(weighted(model))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = WORKERS
        solver.parameters.max_time_in_seconds = max(0.0, seconds - (perf_counter() - began))
        solver.solve(model.model, _Told(model, tell))

    yield from stream(search, began)


class _Told(cp_model.CpSolverSolutionCallback):
    """Tells of each solution."""

    def __init__(self, model: Model, tell: Callable[[Found], None]) -> None:
        super().__init__()
        self._model = model
        self._tell = tell

    def on_solution_callback(self) -> None:
        """Keep what was decided, to be made into a plan by who listens."""
        self._tell(self._model.decided(self.value))
