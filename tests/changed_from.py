"""A soft rule on what is disturbed: measured by the audit, and the same as the whole model costs it."""

from dataclasses import replace

from ortools.sat.python import cp_model

from halves import juries_a_day
from optimum import measured
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.solver.compilation import compile_session
from tpplanner.solver.objective import Objective
from tpplanner.solver.pinning import pinned
from tpplanner.solver.problem import Freedom
from tpplanner.solver.variables import Variables


def disturbs(session: Session, before: Plan, after: Plan, regle: str, expected: int) -> None:
    """Fail unless both halves say that the plan `after` differs that much from the plan `before`."""
    told = replace(session, reference=(before,))
    assert measured(told, after, regle) == expected, "the audit half"
    problem = compile_session(told, Freedom.LOOSE, slots_a_day=juries_a_day(after))
    model = cp_model.CpModel()
    x = Variables(problem, model)
    cost = Objective(problem, x).cost(regle)
    for relation in pinned(problem, x, after):
        model.add(relation)
    model.minimize(cost)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    assert round(solver.objective_value) == expected, "the solver half"
