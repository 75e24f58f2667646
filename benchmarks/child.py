"""The measured process: read a workbook, run one solver on it, tell what happens in a file.

python -m benchmarks.child WORKBOOK SOLVER SECONDS STARTED EVENTS
"""

import pickle
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO

from benchmarks.events import Ended, Event, Failed, Found, Settled, Told

if TYPE_CHECKING:
    from tpplanner.domain.plan import Plan
    from tpplanner.domain.reglages import Niveau
    from tpplanner.domain.session import Session
    from tpplanner.solver import Progress
    from tpplanner.solver.search.finish import Finish
    from tpplanner.solver.search.incumbent import Incumbent


class _Teller:
    def __init__(self, started: float, told: BinaryIO) -> None:
        self.started, self.told, self.read = started, told, 0.0

    def now(self) -> float:
        return round(monotonic() - self.started, 3)

    def tell(self, event: Event) -> None:
        pickle.dump(event, self.told)
        self.told.flush()


def main(workbook: str, solver: str, seconds: str, started: str, events: str) -> None:
    """Run a solver on a workbook."""
    from tpplanner.workbook.reader import read_session  # noqa: PLC0415 - its time counts

    with Path(events).open("wb") as told:
        teller = _Teller(float(started), told)
        session = read_session(Path(workbook)).session
        teller.read = teller.now()
        try:
            (_ours if solver == "tpplanner" else _peer)(teller, session, solver, float(seconds))
        except Exception as error:  # a solver that fails is a result
            teller.tell(Failed(teller.now(), f"{type(error).__name__}: {error}"[:200], teller.read))


def _ours(teller: _Teller, session: "Session", _: str, seconds: float) -> None:
    from tpplanner.diagnosis.attempt import solve_session  # noqa: PLC0415
    from tpplanner.domain.answers import Infeasible, Planned  # noqa: PLC0415
    from tpplanner.solver import Budget  # noqa: PLC0415

    def listen(progress: "Progress") -> None:
        teller.tell(Told(teller.now(), progress.niveau, progress.valeur, progress.borne))

    _watch_plans(lambda plan: teller.tell(Found(teller.now(), plan, teller.read)))
    _watch_bounds(lambda: teller.tell(Settled(teller.now())))
    outcome, _ = solve_session(session, Budget(seconds), listen)
    at = teller.now()
    bornes = {} if isinstance(outcome, Infeasible) else {b.niveau: b.valeur for b in outcome.bornes}
    if isinstance(outcome, Planned):
        teller.tell(Found(at, outcome.plan, teller.read))
    teller.tell(Ended(at, type(outcome).__name__.lower(), teller.read, bornes))


def _watch_plans(see: "Callable[[Plan], None]") -> None:
    """Have every plan that tpplanner keeps seen: its listener gets costs of one level, never a plan."""
    from tpplanner.solver.search.incumbent import Incumbent  # noqa: PLC0415

    keep = Incumbent.keep

    def seen(self: "Incumbent", *args: object, **kwargs: object) -> None:
        keep(self, *args, **kwargs)
        if self.plan is not None:
            see(self.plan)

    Incumbent.keep = seen


def _watch_bounds(see: "Callable[[], None]") -> None:
    """Have the moment seen at which only the last level remains to be searched.

    The listener is told bounds that may hold among some plans only; those of the whole session come with the outcome.
    """
    from tpplanner.solver.search.finish import Finish  # noqa: PLC0415

    improve = Finish.improve

    def seen(self: "Finish", niveaux: "Sequence[Niveau]") -> dict[str, int]:
        see()
        return improve(self, niveaux)

    Finish.improve = seen


def _peer(teller: _Teller, session: "Session", solver: str, seconds: float) -> None:
    from benchmarks.peers import peer  # noqa: PLC0415

    other = peer(solver)
    lack = other.missing()
    if lack:
        teller.tell(Failed(teller.now(), lack, teller.read, missing=True))
        return
    called = teller.now()
    for elapsed, plan in other.plans(session, seconds):
        teller.tell(Found(round(called + elapsed, 3), plan, teller.read))
    teller.tell(Ended(teller.now(), "unfinished", teller.read))


if __name__ == "__main__":
    main(*sys.argv[1:])
