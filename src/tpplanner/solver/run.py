"""Running CP-SAT: within a budget, stoppable at any moment, reproducible when asked.

`solve` runs in a worker thread that ignores signals, while the caller's thread waits and stops it when told: the C++
signal handler is bound to the thread that installs it, and leaves SIGINT unhandled afterwards.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from enum import Enum
from math import ceil, fsum
from threading import Event, Thread
from time import monotonic
from typing import TypeVar

from ortools.sat.python import cp_model

from tpplanner.tuning import AT_ONCE, LONG, PLAN_SECONDS, QUICK, WORKERS

POLL_SECONDS = 0.05

FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)
"""The statuses that come with a solution."""

Relation = cp_model.BoundedLinearExpression | bool
"""What a comparison of expressions gives."""

Item = TypeVar("Item")
Solved = TypeVar("Solved")

Answered = tuple[cp_model.CpSolver, cp_model.CpSolverStatus]
"""What came of a model."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How long to search, with what, and who may stop it.

    `seconds` are of wall clock, or of CP-SAT's deterministic clock when `reproducible`: then the same plan comes out
    of every run, found by one worker. Several in turn take four times as long, and OR-Tools 9.15 ends the process on
    some models that are infeasible as loaded (its issue 5025). `workers` may exceed the cores: fewer than five lack
    subsolvers that prove optimality. `patience` is the part of the seconds after which a search without any plan ends,
    so that time is left for saying why there is none.
    """

    seconds: float = PLAN_SECONDS
    seed: int = 0
    workers: int = WORKERS
    reproducible: bool = False
    patience: float = 1.0
    stop: Event = field(default_factory=Event)


class Clock:
    """What is left of a budget, or of the part of it that a stage may take.

    `strong` propagation of intervals pays where hours are packed into days, not where days are picked in a year.
    """

    def __init__(self, budget: Budget, *, strong: bool = True) -> None:
        self.budget = budget
        self.strong = strong
        self._started = monotonic()
        self._spent = 0.0
        self._reserve = 0.0
        """what the stage at work leaves of the budget to those after it"""
        self._beside: list[float] | None = None
        """deterministic time of what is solved side by side at this moment, counted afterwards"""
        self.over: Event | None = None
        """what ends the stage at work sooner, beside whoever stops the search"""
        self.rounds = 0
        """how many have begun: each has a seed of its own"""
        self.seconds = budget.seconds
        """of the round at work, or of the budget"""
        self.cut_short = False
        """whether something in this round ended, or did not begin, for want of time: a longer one may do more"""

    def elapsed(self) -> float:
        """Seconds of wall clock since the start."""
        return monotonic() - self._started

    def spent(self) -> float:
        """Seconds since the start, on the clock of the budget."""
        return self._spent if self.budget.reproducible else self.elapsed()

    def stopped(self) -> bool:
        """Whether the search was stopped, or the stage at work is over."""
        return self.budget.stop.is_set() or (self.over is not None and self.over.is_set())

    def left(self) -> float:
        """Seconds left to the stage at work, on the clock of the budget; 0 once stopped."""
        return 0.0 if self.stopped() else max(0.0, self.budget.seconds - self.spent() - self._reserve)

    @contextmanager
    def part(self, seconds: float) -> Iterator[None]:
        """A stage of so many seconds at most, within what is left to the one that it is a part of."""
        reserve, self._reserve = self._reserve, self._reserve + max(0.0, self.left() - max(0.0, seconds))
        try:
            yield
        finally:
            self._reserve = reserve

    @contextmanager
    def round(self, seconds: float) -> Iterator[None]:
        """A round of so many seconds at most: its stages take parts of it, however much more time there is."""
        self.rounds, self.seconds, self.cut_short = self.rounds + 1, min(seconds, self.left()), False
        with self.part(seconds):
            yield

    def allows(self, seconds: float) -> bool:
        """Whether so many seconds are left for what is about to begin."""
        allowed = seconds < self.left()
        self.cut_short |= not allowed
        return allowed

    @property
    def impatience(self) -> float:
        """The seconds that are not for a search without any plan."""
        return (1 - self.budget.patience) * self.budget.seconds

    def left_without_plan(self) -> float:
        """Seconds left to the stage at work as long as there is no plan."""
        return max(0.0, min(self.left(), self.budget.seconds - self.spent() - self.impatience))

    def spend(self, deterministic: float) -> None:
        """Count deterministic time."""
        if self._beside is None:
            self._spent += deterministic
        else:
            self._beside.append(deterministic)

    @contextmanager
    def standing(self) -> Iterator[None]:
        """Deterministic time stands still for what is solved side by side, in whatever order that ends."""
        self._beside = []
        try:
            yield
        finally:
            self._spent += fsum(self._beside)
            self._beside = None


def cores() -> int:
    """The cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


class SolutionHook(cp_model.CpSolverSolutionCallback):
    """Calls a function at each solution; what it raises is kept and raised when the search has ended."""

    def __init__(self, function: Callable[["SolutionHook"], None]) -> None:
        super().__init__()
        self._function = function
        self.error: Exception | None = None

    def on_solution_callback(self) -> None:
        """Called by CP-SAT, in its own thread: an exception here would lose the search's result."""
        try:
            self._function(self)
        except Exception as error:
            self.error = error
            self.stop_search()


class Manner(Enum):
    """How a model is searched: for all that there is to know, or leaving out what would take longer than the search.

    LEARNING: one worker that learns from integer conflicts, without linear relaxation or symmetries: it closes levels
    of small models, waits above all, that many workers leave open. Others, where more are asked for, look for better
    solutions around those found.
    ANY for any solution, where who hears whom is harder to find than hours: without linear relaxation, or strong
    propagation of intervals.
    STRAIGHT for any solution, by all workers, without presolve or linear relaxation: a large model with many solutions.
    DECIDED: one worker that propagates, without linear relaxation or symmetries: a model where nearly all is decided.
    CUTTING: one worker that learns and adds all cuts: for models of counts, which their linear relaxation bounds.
    """

    FULL = "full"
    LEARNING = "learning"
    ANY = "any"
    STRAIGHT = "straight"
    DECIDED = "decided"
    CUTTING = "cutting"


def run(
    model: cp_model.CpModel,
    clock: Clock,
    seconds: float | None = None,
    hook: SolutionHook | None = None,
    workers: int | None = None,
    effort: float | None = None,
    manner: Manner = Manner.FULL,
) -> Answered:
    """Solve a model for at most `seconds` of what the clock has left; the solver and its status.

    `effort` limits CP-SAT's deterministic time as well: what it reaches does not depend on what else the machine does.
    Where CP-SAT itself fails, which rare models and hints make it do, it is asked again with another seed.
    """
    budget = clock.budget
    solver = cp_model.CpSolver()
    limit = min(clock.left(), seconds if seconds is not None else clock.left())
    parameters = solver.parameters
    alone = manner in (Manner.DECIDED, Manner.CUTTING) or budget.reproducible
    parameters.num_workers = 1 if alone else workers or (1 if manner is Manner.LEARNING else budget.workers)
    parameters.random_seed = budget.seed + max(0, clock.rounds - 1)
    parameters.catch_sigint_signal = False
    parameters.use_strong_propagation_in_disjunctive = clock.strong and manner not in (Manner.ANY, Manner.DECIDED)
    # each of its three or four probings looks at the time between steps only: the search would end with its hint unread
    parameters.probing_deterministic_time_limit = QUICK
    if workers == 1 or manner in (Manner.DECIDED, Manner.LEARNING, Manner.CUTTING) or limit < LONG:
        # small models solved by the hundred, or little time: probing costs more than it gives
        parameters.cp_model_probing_level = 0
    # halves the time of jury-days alone; with several workers it gave nothing
    learning = workers == 1 or manner in (Manner.LEARNING, Manner.CUTTING)
    parameters.use_new_integer_conflict_resolution = learning
    _search_in(manner, parameters)
    if budget.reproducible:
        parameters.max_deterministic_time = limit
    else:
        parameters.max_time_in_seconds = limit
    if effort is not None:
        parameters.max_deterministic_time = min(effort, parameters.max_deterministic_time)
    if limit <= 0:
        clock.cut_short = True
        return solver, cp_model.UNKNOWN
    status = _twice_at_most(solver, model, hook, clock)
    if status is None:
        return solver, cp_model.UNKNOWN
    clock.spend(solver.deterministic_time)
    all_effort = effort is not None and solver.deterministic_time >= effort
    clock.cut_short |= status in (cp_model.UNKNOWN, cp_model.FEASIBLE) and not all_effort
    if hook is not None and hook.error is not None:
        raise hook.error
    return solver, status


def _search_in(manner: Manner, parameters: cp_model.SatParameters) -> None:
    if manner is Manner.CUTTING:
        parameters.linearization_level = 2
    elif manner is not Manner.FULL:
        parameters.linearization_level = 0
    if manner is Manner.LEARNING and parameters.num_workers > 1:
        # the only worker that searches everything: the others improve what is found
        parameters.subsolvers.append("no_lp")
    if manner is Manner.STRAIGHT:
        parameters.cp_model_presolve = False
    if manner in (Manner.DECIDED, Manner.LEARNING):
        # where bounds are sought, models keep an order of what is alike themselves
        parameters.symmetry_level = 0


def _twice_at_most(
    solver: cp_model.CpSolver, model: cp_model.CpModel, hook: SolutionHook | None, clock: Clock
) -> cp_model.CpSolverStatus | None:
    status = solve_stoppable(solver, model, hook, clock.stopped)
    if status is not None:
        return status
    parameters = solver.parameters
    parameters.random_seed += 1
    if not clock.budget.reproducible:
        parameters.max_time_in_seconds = min(parameters.max_time_in_seconds, clock.left())
    return solve_stoppable(solver, model, hook, clock.stopped)


def solve_stoppable(
    solver: cp_model.CpSolver, model: cp_model.CpModel, hook: SolutionHook | None, stopped: Callable[[], bool]
) -> cp_model.CpSolverStatus | None:
    """The status; None where CP-SAT failed: nothing is known then."""
    done = Event()
    result: list[cp_model.CpSolverStatus | None] = []

    def work() -> None:
        try:
            result.append(solver.solve(model, hook))
        except IndexError:
            result.append(None)
        finally:
            done.set()

    Thread(target=work, daemon=True).start()
    while not done.wait(POLL_SECONDS):
        if stopped():
            # ignored while the search does not exist yet: said again at each turn
            solver.stop_search()
    return result[0] if result else None


def race(models: Sequence[cp_model.CpModel], clock: Clock, manner: Manner) -> list[Answered]:
    """Solve models by one worker each, as many side by side as there are cores, until one has a solution.

    Those that begin first have half of what the clock has left, the last all of it; what came of each.
    """
    solved, lanes = Event(), 1 if clock.budget.reproducible else cores()

    def one(rank: int) -> Answered:
        lane = copy(clock)
        lane.over = solved
        last = rank >= len(models) - lanes
        solver, status = run(models[rank], lane, lane.left() / (1 if last else 2), manner=manner)
        clock.spend(lane.spent() - clock.spent() if clock.budget.reproducible else 0.0)
        clock.cut_short |= lane.cut_short
        if status in FOUND:
            solved.set()
        return solver, status

    with ThreadPoolExecutor(lanes) as pool:
        return list(pool.map(one, range(len(models))))


def at_least(solver: cp_model.CpSolver) -> int:
    """What a search has shown its objective, a cost, to be at least: nothing where it did not begin."""
    try:
        return max(0, ceil(solver.best_objective_bound - 1e-6))
    except RuntimeError:
        return 0


def side_by_side(clock: Clock, solve: Callable[[Item], Solved], items: Sequence[Item]) -> list[Solved]:
    """What comes of small models of which many are solved, each by one worker, in the order of the items.

    What one finds must not depend on what others find meanwhile. In a reproducible run some are solved at once, on
    however many cores, each with what the clock had as they began.
    """
    at_once = AT_ONCE if clock.budget.reproducible else len(items)
    solved: list[Solved] = []
    with ThreadPoolExecutor(cores()) as pool:
        for begun in range(0, len(items), max(1, at_once)):
            with clock.standing():
                solved += pool.map(solve, items[begun : begun + at_once])
    return solved


def hint(model: cp_model.CpModel, solver: cp_model.CpSolver) -> None:
    """Give a solver's solution as the hint of a model whose first variables are the same."""
    begin_from(model, list(solver.response_proto.solution)[: len(model.proto.variables)])


def begin_from(model: cp_model.CpModel, values: list[int]) -> None:
    """Give the values of a model's first variables as its hint."""
    model.clear_hints()  # type: ignore[no-untyped-call]
    model.proto.solution_hint.vars.extend(range(len(values)))
    model.proto.solution_hint.values.extend(values)
