"""Places before juries: the most candidats whom the jury-days that a session may be made of can hear.

What counting does for levels, done for numbers: a relaxation of every plan, so that too few places is a proof.
"""

from collections import Counter
from dataclasses import dataclass

from ortools.sat.python import cp_model

from tpplanner.domain.outcome import JurysDuJour
from tpplanner.domain.session import Session
from tpplanner.solver.columns import Columns
from tpplanner.solver.compilation import compile_session
from tpplanner.solver.patterns import Patterns
from tpplanner.solver.problem import Problem
from tpplanner.solver.program import JuryDay, Program
from tpplanner.solver.run import Budget, Clock, run


@dataclass(frozen=True, slots=True)
class Places:
    """The most candidats that can be heard, and jury-days that would hear so many."""

    most: int
    jury_days: tuple[JuryDay, ...]
    collective: dict[str, int]
    """the day of each collective épreuve"""
    detail: tuple[JurysDuJour, ...]
    """how many juries hear how many candidats, day by day"""


def places_before_juries(session: Session, budget: Budget) -> Places | None:
    """The most candidats whom the juries of a session can hear; None where that is not known in the budget."""
    clock, problem = Clock(budget), compile_session(session, halves=False)
    return most_places(problem, Patterns(problem, clock, costs=False), clock, clock.left())


def most_places(problem: Problem, patterns: Patterns, clock: Clock, seconds: float) -> Places | None:
    """The most candidats that the jury-days can hear; None where kinds do not tell, or not in the time."""
    columns = Columns(problem, patterns)
    until = max(0.0, clock.left() - seconds)
    if problem.shared_membres:
        columns.settle_largest(clock, until)
    while columns.columns and (left := clock.left() - until) > 0:
        program = Program(columns, partial=True)
        program.hear_most()
        solver, status = run(program.model, clock, left)
        if status != cp_model.OPTIMAL:
            return None
        taken = tuple(program.jury_days(solver))
        if not _learn(columns, patterns, taken):
            heard = sum(price.size * solver.value(z) for (_, price), _, z in program.times)
            return Places(heard, taken, program.collective_days(solver), _by_day(problem, taken))
    return None


def _by_day(problem: Problem, jury_days: tuple[JuryDay, ...]) -> tuple[JurysDuJour, ...]:
    alike = Counter((j.day, sum(n for _, n in j.key.kinds)) for j in jury_days)
    ordered = sorted(alike.items(), key=lambda item: (item[0][0], -item[0][1]))
    return tuple(JurysDuJour(problem.days[day].date, jurys, size) for (day, size), jurys in ordered)


def _learn(columns: Columns, patterns: Patterns, taken: tuple[JuryDay, ...]) -> bool:
    """Forbid the jury-days in use that no jury can do, and all that hear more; whether there was any."""
    keys = dict.fromkeys(j.key for j in taken)
    impossible = [key for key in keys if columns.prices[key].possible and not patterns.possible(key)]
    for key in impossible:
        columns.forbid(key)
    return bool(impossible)
