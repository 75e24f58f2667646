"""The linear relaxation of a model of sums and clauses: a guide, never a proof, since it computes in floats."""

from collections import Counter
from collections.abc import Iterable
from math import inf
from typing import Any

from ortools.linear_solver import linear_solver_pb2 as linear
from ortools.linear_solver import pywraplp
from ortools.sat.python import cp_model

UNBOUNDED = 2**60
"""A limit beyond this value means that there is none."""


def linear_relaxation(model: cp_model.CpModel) -> list[float] | None:
    """The values of a model's variables in an optimum of its linear relaxation; None where none was found.

    Raises ValueError where a constraint is neither a sum without conditions nor a clause.
    """
    relaxation = linear.MPModelProto()
    for variable in model.proto.variables:
        domain = list(variable.domain)
        relaxation.variable.add(lower_bound=domain[0], upper_bound=domain[-1])
    for constraint in model.proto.constraints:
        _post(relaxation, constraint)
    objective = model.proto.objective
    for index, coefficient in zip(objective.vars, objective.coeffs, strict=True):
        relaxation.variable[index].objective_coefficient = coefficient
    request = linear.MPModelRequest(model=relaxation, solver_type=linear.MPModelRequest.GLOP_LINEAR_PROGRAMMING)
    response = linear.MPSolutionResponse()
    pywraplp.Solver.SolveWithProto(request, response)
    return list(response.variable_value) if response.status == linear.MPSOLVER_OPTIMAL else None


def _post(relaxation: linear.MPModelProto, constraint: Any) -> None:
    conditions = list(constraint.enforcement_literal)
    # reading the field of another kind turns a constraint into that kind: `has_…` is asked first
    if constraint.has_linear() and not conditions:
        domain = list(constraint.linear.domain)
        low, high = domain[0], domain[-1]
        relaxation.constraint.add(
            var_index=list(constraint.linear.vars),
            coefficient=list(constraint.linear.coeffs),
            lower_bound=-inf if low < -UNBOUNDED else low,
            upper_bound=inf if high > UNBOUNDED else high,
        )
    elif constraint.has_exactly_one() and not conditions:
        _clause(relaxation, constraint.exactly_one.literals, most=1)
    elif constraint.has_bool_or():
        _clause(relaxation, [*(-c - 1 for c in conditions), *constraint.bool_or.literals])
    elif constraint.has_bool_and():
        for literal in constraint.bool_and.literals:
            _clause(relaxation, [*(-c - 1 for c in conditions), literal])
    else:
        raise ValueError(str(constraint))


def _clause(relaxation: linear.MPModelProto, literals: Iterable[int], most: float = inf) -> None:
    """At least one of the literals holds, where an index below 0 stands for a negation, and no more than `most`."""
    signs: Counter[int] = Counter()
    negated = 0
    for literal in literals:
        signs[literal if literal >= 0 else -literal - 1] += 1 if literal >= 0 else -1
        negated += literal < 0
    relaxation.constraint.add(
        var_index=list(signs), coefficient=list(signs.values()), lower_bound=1 - negated, upper_bound=most - negated
    )
