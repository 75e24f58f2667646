"""Which rules cannot hold together, when no plan exists.

A set of rules that no plan satisfies, found by refuting the master or the whole model, then shrunk by deletion: each
rule is left out in turn, for good if what remains is still refuted. "Not settled" counts as needed, so that the
answer may be larger than it must, never wrong.
"""

from collections.abc import Callable
from functools import partial

from ortools.sat.python import cp_model

from tpplanner.domain.outcome import Requirement
from tpplanner.domain.session import Session
from tpplanner.solver.compilation import compile_session
from tpplanner.solver.constraints import CONSTRAINTS
from tpplanner.solver.master import PLACES, WITHOUT_HOURS, Master
from tpplanner.solver.patterns import WITHIN_A_JURY_DAY, Patterns
from tpplanner.solver.posting import Poster
from tpplanner.solver.problem import Problem
from tpplanner.solver.run import Budget, Clock, run
from tpplanner.solver.variables import Variables

NEVER_DOUBTED = ("jury_sans_chevauchement", "candidat_sans_chevauchement", "personne_sans_chevauchement")
"""Nobody is in two places at once: told of no conflict, for nothing could be done about it."""

TRY_SECONDS = 4.0
"""For one refutation while shrinking."""

Refutes = Callable[[tuple[str, ...]], bool | None]


def conflicting_rules(session: Session, budget: Budget) -> tuple[Requirement, ...]:
    """Rules that cannot hold together in that session, as few as the budget lets show; empty if none was refuted."""
    problem, clock = compile_session(session), Clock(budget)
    by_master: Refutes = partial(_master_refutes, problem, clock)
    by_whole: Refutes = partial(_whole_refutes, problem, clock)
    for refutes, regles in ((by_master, (*WITHOUT_HOURS, *PLACES, *WITHIN_A_JURY_DAY)), (by_whole, tuple(CONSTRAINTS))):
        every = tuple(dict.fromkeys(regles))
        if refutes(every):
            return tuple(Requirement(regle) for regle in _shrunk(refutes, every, clock))
    return ()


def _shrunk(refutes: Refutes, regles: tuple[str, ...], clock: Clock) -> tuple[str, ...]:
    """Leave out, for good, each rule without which the others are still refuted."""
    kept = regles
    for regle in (r for r in regles if r not in NEVER_DOUBTED):
        if clock.left() <= 0:
            break
        without = tuple(r for r in kept if r != regle)
        if refutes(without):
            kept = without
    return tuple(r for r in kept if r not in NEVER_DOUBTED)


def _master_refutes(problem: Problem, clock: Clock, regles: tuple[str, ...]) -> bool | None:
    """Whether the master, over patterns of jury-days under these rules alone, has no solution."""
    within = tuple(r for r in WITHIN_A_JURY_DAY if r in regles)
    across = tuple(r for r in (*WITHOUT_HOURS, *PLACES) if r in regles)
    patterns = Patterns(problem, clock, within)
    return Master(problem, patterns, clock, across).refutes(TRY_SECONDS)


def _whole_refutes(problem: Problem, clock: Clock, regles: tuple[str, ...]) -> bool | None:
    model = cp_model.CpModel()
    x = Variables(problem, model)
    post = Poster(model, alone=set(regles) != set(CONSTRAINTS))
    for regle in regles:
        CONSTRAINTS[regle](problem, x, post)
    _, status = run(model, clock, TRY_SECONDS)
    if status == cp_model.INFEASIBLE:
        return True
    return None if status == cp_model.UNKNOWN else False
