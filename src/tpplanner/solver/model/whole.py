"""The whole model of a problem, every rule posted; levels minimised in turn, for small models."""

from collections.abc import Iterable, Iterator, Sequence

from ortools.sat.python import cp_model

from tpplanner.domain.plan import Plan
from tpplanner.solver.model.constraints import CONSTRAINTS
from tpplanner.solver.model.objective import Objective
from tpplanner.solver.model.posting import Expr, Poster, total
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.model.readback import Values, read_plan
from tpplanner.solver.model.strengthen import STRENGTHENINGS
from tpplanner.solver.model.variables import Variables
from tpplanner.solver.run import FOUND, Clock, Relation, run
from tpplanner.solver.tuning import PATIENCE

# The whole model of a problem: every rule and every strengthening posted, the costs of the levels.


class WholeModel:
    """A problem's model, its variables and the expression of each level (of none if not `levels`: any plan will do)."""

    def __init__(self, problem: Problem, *, levels: bool = True) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.x = Variables(problem, self.model)
        if problem.units and not problem.slots:
            self.model.add_bool_or([])  # no jury could hear the chains, and no constraint would say so
        post = Poster(self.model)
        for regle in CONSTRAINTS:
            CONSTRAINTS[regle](problem, self.x, post)
        self.x.keep_to_grid()
        self.costs = Objective(problem, self.x)
        for name in STRENGTHENINGS:
            STRENGTHENINGS[name](problem, self.x, self.costs)
        niveaux = problem.session.niveaux if levels else ()
        self.levels: dict[str, Expr] = {n.nom: self.costs.level(n) for n in niveaux}

    def limit(self, values: dict[str, int]) -> None:
        """Limit what each of these levels, by name, may cost."""
        for nom, value in values.items():
            self.model.add(self.levels[nom] <= value)

    def same_hearings(self, solver: cp_model.CpSolver) -> Iterator[Relation]:
        """The relations under which each jury hears the chains that it hears in a solution."""
        for unit in self.problem.units:
            for slot in self.problem.slots:
                hears = self.x.hears(unit, slot)
                yield hears == int(solver.boolean_value(hears))

    def passages_and_bounds(self) -> Iterator[Expr]:
        """What a plan's readers look at first: hours of passages, who hears whom, start, end and break of jury-days."""
        x = self.x
        yield from (x.start(task) for task in self.problem.tasks)
        yield from (x.hears(unit, slot) for unit in self.problem.units for slot in self.problem.slots)
        for slot in self.problem.slots:
            yield x.accueil(slot)
            yield x.cloture(slot)
            yield x.pause(slot)


# Levels minimised in turn by as few solves as can be: for small models, of which many are solved.

HEAVIEST = 2**50
"""The most that levels summed with weights may reach: beyond it they are minimised in turn."""


def least_plan(whole: WholeModel, model: cp_model.CpModel, objectives: Sequence[Expr], clock: Clock) -> Plan | None:
    """The lexicographically least plan for these objectives, in a restriction of a whole model; None without one.

    Where the effort ends before a minimum is proven, the best value so far limits that objective, and the next follows.
    """
    solution = None
    for objective in objectives:
        model.minimize(objective)
        solver, status = run(model, clock, workers=1, effort=PATIENCE)
        if status not in FOUND:
            break
        solution = solver
        model.add(objective <= solver.value(objective))
    return read_plan(whole.problem, whole.x, Values(solution)) if solution is not None else None


def in_turn(whole: WholeModel, names: Iterable[str]) -> Iterator[Expr]:
    """Weighted sums of these levels, as few as possible: minimised in turn, they minimise the levels in turn."""
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
