"""Levels minimised in turn by as few solves as can be: for small models, of which many are solved."""

from collections.abc import Iterable, Iterator, Sequence

from ortools.sat.python import cp_model

from tpplanner.domain.plan import Plan
from tpplanner.solver.posting import Expr, total
from tpplanner.solver.readback import Values, read_plan
from tpplanner.solver.run import FOUND, Clock, run
from tpplanner.solver.whole import WholeModel

EFFORT = 3.0
"""Deterministic seconds for one solve; hardly any takes a tenth of it."""

HEAVIEST = 2**50
"""The most that levels summed with weights may reach: beyond it they are minimised in turn."""


def least_plan(whole: WholeModel, model: cp_model.CpModel, objectives: Sequence[Expr], clock: Clock) -> Plan | None:
    """The plan that costs least, one objective after the other, of a narrowing of a whole model; None without one.

    Where the effort ends before a minimum is proven, the best so far goes on to the next objective.
    """
    solution = None
    for objective in objectives:
        model.minimize(objective)
        solver, status = run(model, clock, workers=1, effort=EFFORT)
        if status not in FOUND:
            break
        solution = solver
        model.add(objective <= solver.value(objective))
    return read_plan(whole.problem, whole.x, Values(solution)) if solution is not None else None


def in_turn(whole: WholeModel, names: Iterable[str]) -> Iterator[Expr]:
    """As few sums as can be of these levels, which minimised in turn minimise the levels in turn."""
    group: list[tuple[Expr, int]] = []
    heaviest = 1
    for level in (whole.levels[nom] for nom in names):
        size = _range(whole.model, level)
        if group and heaviest * (size + 1) > HEAVIEST:
            yield _weighted(group)
            group, heaviest = [], 1
        group.append((level, size))
        heaviest *= size + 1
    yield _weighted(group)


def _weighted(group: list[tuple[Expr, int]]) -> Expr:
    weight, terms = 1, []
    for level, size in reversed(group):
        terms.append(weight * level)
        weight *= size + 1
    return total(terms)


def _range(model: cp_model.CpModel, level: Expr) -> int:
    """The most by which two values of a level may differ, by the domains of its variables."""
    asked = model.clone()
    asked.minimize(level)
    objective, variables = asked.proto.objective, asked.proto.variables
    domains = [list(variables[v].domain) for v in objective.vars]
    pairs = zip(objective.coeffs, domains, strict=True)
    return sum(abs(coefficient) * (domain[-1] - domain[0]) for coefficient, domain in pairs)
