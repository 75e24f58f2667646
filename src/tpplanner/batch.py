"""Many sessions over any `concurrent.futures.Executor`: a pool of processes here, Dask's executor on many machines.

One failure is one result. A process that dies takes nothing else with it: what was being planned when a pool broke is
planned again, alone, and only what breaks a process a second time is given up. With a folder, what has been settled
for the same input is not planned again: it is read back and checked.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any, cast

from tpplanner.change.contingency import follow_parent
from tpplanner.diagnosis.attempt import solve_session
from tpplanner.domain.answers import Infeasible, Outcome, Planned, Report
from tpplanner.domain.session import Session
from tpplanner.errors import Bug
from tpplanner.files.writing import overwrite
from tpplanner.planner import judged
from tpplanner.solver import Budget
from tpplanner.version import __version__

SETTLED_FOLDER = "calculs"
"""The folder, inside the output folder of a command, of what has been settled."""

POLL_SECONDS = 0.1
INTERRUPTED = "stopped before it was planned"
DIED_AGAIN = "its process died, alone too"


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of one session of a batch.

    `outcome` is None where `failure` says, in English, what went wrong; `from_shelf`: settled by an earlier run, and
    checked again; `report` is there for a plan.
    """

    nom: str
    outcome: Outcome | None = None
    report: Report | None = None
    seconds: float = 0.0
    from_shelf: bool = False
    failure: str = ""


Announce = Callable[[BatchResult], None]


@dataclass(frozen=True, slots=True)
class _Task:
    """A session on its way to another process: what of a budget can be sent."""

    nom: str
    session: Session
    seconds: float
    seed: int
    workers: int
    reproducible: bool

    @property
    def settings(self) -> tuple[object, ...]:
        """What its answer depends on besides the session: an « impossible » rests on the solver's version too."""
        return (__version__, version("ortools"), self.seconds, self.seed, self.workers, self.reproducible)


def plan_many(
    sessions: Mapping[str, Session],
    executor: Executor | None = None,
    *,
    budget: Budget | None = None,
    folder: str | Path | None = None,
    listen: Announce | None = None,
    processes: int | None = None,
) -> dict[str, BatchResult]:
    """Plan sessions, named as the caller likes; what became of each, in their order.

    Without an executor: a pool of `processes` (as many as processors), one CP-SAT worker each. `budget` is for each
    session; setting its `stop` ends the batch, what is being planned here giving its best plan so far: another
    executor is not told, and what it has begun is waited for. Its workers must plan one session at a time (Dask: one
    thread each), since importing OR-Tools is not safe beside another thread's imports. `listen` is
    called with each result as it comes, in the caller's thread. `folder` keeps what is settled, under the
    fingerprint of its input: a plan, or that there is none. The guard ``if __name__ == "__main__"`` is needed in a
    script, as for any pool of processes.
    """
    budget = budget or Budget(workers=1)
    tasks = [
        _Task(nom, session, budget.seconds, budget.seed, budget.workers, budget.reproducible)
        for nom, session in sessions.items()
    ]
    done: dict[str, BatchResult] = {}
    shelf = _Shelf(Path(folder)) if folder is not None else None

    def finish(task: _Task, result: BatchResult) -> None:
        done[task.nom] = result
        if shelf is not None and not result.from_shelf:
            shelf.keep(task, result)
        if listen is not None:
            listen(result)

    stop = Stop(budget.stop)
    todo = deque(_finish_known(tasks, shelf, finish))
    if executor is not None:
        todo.extend(_run_all(executor, todo, len(todo), stop, finish))
    _in_processes(todo, processes or os.cpu_count() or 1, stop, finish)
    for task in tasks:
        if task.nom not in done:
            finish(task, BatchResult(task.nom, failure=INTERRUPTED))
    return {task.nom: done[task.nom] for task in tasks}


Conclude = Callable[[_Task, BatchResult], None]


def _finish_known(tasks: Iterable[_Task], shelf: "_Shelf | None", finish: Conclude) -> Iterator[_Task]:
    """Finish the tasks whose answer the shelf holds; the others."""
    for task in tasks:
        known = shelf.find(task) if shelf is not None else None
        if known is None:
            yield task
        else:
            finish(task, known)


class Stop:
    """The caller's wish to stop, made known to the processes here by a byte that they share: no lock to die with."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self.shared = multiprocessing.get_context("spawn").RawValue("b", 0)

    def asked(self) -> bool:
        """Whether the caller wants to stop; the processes are told."""
        if self._event.is_set():
            self.shared.value = 1
        return self._event.is_set()


def _in_processes(todo: deque[_Task], processes: int, stop: Stop, finish: Conclude) -> None:
    """Plan in pools of processes: a new one each time one breaks, and one for each suspect of it."""
    while todo and not stop.asked():
        with pool_of(min(processes, len(todo)), stop) as pool:
            suspects = _run_all(pool, todo, processes, stop, finish)
        for task in suspects:
            with pool_of(1, stop) as pool:
                if _run_all(pool, deque([task]), 1, stop, finish):
                    finish(task, BatchResult(task.nom, failure=DIED_AGAIN))


def _run_all(pool: Executor, todo: deque[_Task], at_once: int, stop: Stop, finish: Conclude) -> list[_Task]:
    """Plan through an executor, so many at once; answers those that were on their way when it broke.

    What was not sent stays in `todo`, also once stopped: then an executor of our own gives what it has, and what
    another one has not begun is cancelled.
    """
    flying: dict[Future[BatchResult], _Task] = {}
    while flying or (todo and not stop.asked()):
        try:
            while todo and len(flying) < at_once and not stop.asked():
                flying[pool.submit(plan_task, todo[0])] = todo[0]
                todo.popleft()
        except BrokenExecutor:
            return _settle_all(flying, finish)
        landed = wait(flying, POLL_SECONDS, FIRST_COMPLETED).done
        if lost := _settle_all({future: flying.pop(future) for future in landed}, finish):
            return [*lost, *_settle_all(flying, finish)]
        if stop.asked():
            for future in [future for future in flying if future.cancel()]:
                del flying[future]
    return []


def _settle_all(flying: Mapping[Future[BatchResult], _Task], finish: Conclude) -> list[_Task]:
    """Tell what came of each task; answers those under which their executor broke."""
    return [task for future, task in flying.items() if not _settle(future, task, finish)]


def _settle(future: Future[BatchResult], task: _Task, finish: Conclude) -> bool:
    """Tell what came of a task; False where its executor broke under it."""
    try:
        finish(task, future.result())
    except BrokenExecutor:
        return False
    except Exception as error:
        finish(task, BatchResult(task.nom, failure=f"{type(error).__name__}: {error}"))
    return True


@contextmanager
def pool_of(processes: int, stop: Stop) -> Iterator[ProcessPoolExecutor]:
    """Fresh processes: a fork of a process that runs CP-SAT's threads would inherit their locks."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(stop.shared,))
    try:
        yield pool
    except BaseException:  # abandoned: the processes are not waited for longer than it takes to tell them
        stop.shared.value = 1
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


class _StopSignal:
    """In a process of a pool: whether the batch is stopping; stands where a budget wants an event."""

    shared: Any = None

    def is_set(self) -> bool:
        """Whether it is."""
        return self.shared is not None and bool(self.shared.value)


_STOP = _StopSignal()


def _begin(shared: Any) -> None:
    """Ready a process."""
    follow_parent()
    _STOP.shared = shared


def plan_task(task: _Task) -> BatchResult:
    """Plan one session, wherever this runs; what goes wrong with it is its result."""
    started = monotonic()
    stop = cast("Event", _STOP)
    budget = Budget(task.seconds, task.seed, workers=task.workers, reproducible=task.reproducible, stop=stop)
    try:
        outcome, report = solve_session(task.session, budget)
    except (Bug, ValueError) as error:
        return BatchResult(task.nom, seconds=monotonic() - started, failure=f"{type(error).__name__}: {error}")
    return BatchResult(task.nom, outcome, report, monotonic() - started)


class _Shelf:
    """A folder with what has been settled: a file an input, named by its fingerprint; ids and hours, no names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def _path(self, task: _Task) -> Path:
        from tpplanner.wire import fingerprint  # noqa: PLC0415 - pydantic is slow to import

        return self._folder / f"{fingerprint(task.session, task.settings)}.json"

    def find(self, task: _Task) -> BatchResult | None:
        """What an earlier run settled for this input, a plan being checked again; None without any worth keeping."""
        from tpplanner.wire import load_outcome  # noqa: PLC0415

        try:
            outcome, report = judged(task.session, load_outcome(self._path(task).read_bytes()))
        except (OSError, ValueError, KeyError, Bug):
            return None
        return BatchResult(task.nom, outcome, report, from_shelf=True)

    def keep(self, task: _Task, done: BatchResult) -> None:
        """Keep what more time would not change: no plan that was cut short, nothing unfinished, no failure."""
        from tpplanner.wire import dump_outcome  # noqa: PLC0415 - pydantic is slow to import

        match done.outcome:
            case Planned(interrompu=False) | Infeasible():
                with suppress(OSError):  # what is not kept will be planned again, and nothing is lost
                    overwrite(self._path(task), dump_outcome(done.outcome))
