"""The linear relaxation of a model of sums and clauses: a guide, never a proof, since it computes in floats."""

from collections.abc import Iterable
from math import inf
from typing import Any

from ortools.sat.python import cp_model

from tpplanner.solver.pandas_later import pandas_later

with pandas_later():
    from ortools.linear_solver.python import model_builder as linear

UNBOUNDED = 2**60
"""A limit beyond this value means that there is none."""


def linear_relaxation(model: cp_model.CpModel) -> list[float] | None:
    """The values of a model's variables in an optimum of its linear relaxation; None where none was found.

    Raises ValueError where a constraint is neither a sum without conditions nor a clause.
    """
    relaxed = linear.Model()  # type: ignore[no-untyped-call]
    x = []
    for variable in model.proto.variables:
        domain = list(variable.domain)
        x.append(relaxed.new_var(float(domain[0]), float(domain[-1]), False, None))
    for constraint in model.proto.constraints:
        _post(relaxed, x, constraint)
    objective = model.proto.objective
    relaxed.minimize(_sum(x, objective.vars, objective.coeffs))
    solver = linear.Solver("GLOP")
    if solver.solve(relaxed) != linear.SolveStatus.OPTIMAL:
        return None
    return [float(solver.value(variable)) for variable in x]


def _post(relaxed: linear.Model, x: list[linear.Variable], constraint: Any) -> None:
    conditions = list(constraint.enforcement_literal)
    # reading the field of another kind turns a constraint into that kind: `has_…` is asked first
    if constraint.has_linear() and not conditions:
        domain = list(constraint.linear.domain)
        low, high = domain[0], domain[-1]
        sum_ = _sum(x, constraint.linear.vars, constraint.linear.coeffs)
        relaxed.add_linear_constraint(sum_, -inf if low < -UNBOUNDED else low, inf if high > UNBOUNDED else high)
    elif constraint.has_exactly_one() and not conditions:
        relaxed.add(_true(x, constraint.exactly_one.literals) == 1)
    elif constraint.has_bool_or():
        relaxed.add(_true(x, [*(-c - 1 for c in conditions), *constraint.bool_or.literals]) >= 1)
    elif constraint.has_bool_and():
        for literal in constraint.bool_and.literals:
            relaxed.add(_true(x, [*(-c - 1 for c in conditions), literal]) >= 1)
    else:
        raise ValueError(str(constraint))


def _sum(x: list[linear.Variable], indices: Iterable[int], coefficients: Iterable[int]) -> linear.LinearExpr:
    """Σ coefficient · variable, where an index below 0 stands for a variable negated."""
    pairs = list(zip(indices, coefficients, strict=True))
    return linear.LinearExpr.weighted_sum(
        [x[i] if i >= 0 else x[-i - 1] for i, _ in pairs], [float(c if i >= 0 else -c) for i, c in pairs]
    )


def _true(x: list[linear.Variable], literals: Iterable[int]) -> linear.LinearExpr:
    """How many of the literals hold, where an index below 0 stands for a negation."""
    number: linear.LinearExpr = linear.LinearExpr.sum([x[lit] if lit >= 0 else 1 - x[-lit - 1] for lit in literals])
    return number
