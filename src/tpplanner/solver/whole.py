"""The whole model of a problem: every rule posted, every strengthening, the costs of the levels."""

from collections.abc import Iterator

from ortools.sat.python import cp_model

from tpplanner.domain.reglages import Niveau
from tpplanner.solver.assignment import Assignment
from tpplanner.solver.constraints import CONSTRAINTS
from tpplanner.solver.objective import Objective
from tpplanner.solver.posting import Expr, Poster
from tpplanner.solver.problem import Problem, Slot
from tpplanner.solver.run import Relation
from tpplanner.solver.strengthen import STRENGTHENINGS
from tpplanner.solver.variables import Variables


class WholeModel:
    """A problem's model, its variables and the expression of each level (of none where no plan is to be the better)."""

    def __init__(self, problem: Problem, *, levels: bool = True) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.x = Variables(problem, self.model)
        if problem.units and not problem.slots:
            self.model.add_bool_or([])  # chains that no jury could hear ask no question that a constraint would answer
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
        """No level, by name, costs more than that."""
        for nom, value in values.items():
            self.model.add(self.levels[nom] <= value)

    def cost_as_assigned(self, assignment: Assignment, levels: list[Niveau]) -> None:
        """Impose what each jury-day costs in an assignment, at those levels in minutes."""
        for slot, original in zip(self.problem.slots, sorted(assignment.sitting), strict=True):
            heard = {self.problem.units[u].candidat for u, s in assignment.hears.items() if s == original}
            applicants = [self.problem.applicants[a] for a in sorted(heard)]
            for niveau in levels:
                cost = self.costs.of_jury_day(niveau, slot, applicants)
                self.model.add(cost <= assignment.minutes[niveau.nom, original] + self._midday_of_tied(niveau, slot))

    def _midday_of_tied(self, niveau: Niveau, slot: Slot) -> int:
        """What a jury of the problem may cost beside what it costs alone: midday, where another has a membre of it."""
        others = (s for s in self.problem.slots_of(slot.day) if s is not slot)
        tied = any(set(slot.pool) & set(other.pool) for other in others)
        weights = (self.problem.waits.du_terme(niveau, t) for t in niveau.termes if t.regle == "presence_jury")
        return self.problem.reglages.presence_midi * sum(weights) * tied

    def same_hearings(self, solver: cp_model.CpSolver) -> Iterator[Relation]:
        """The relations under which each jury hears the chains that it hears in a solution."""
        for unit in self.problem.units:
            for slot in self.problem.slots:
                hears = self.x.hears(unit, slot)
                yield hears == int(solver.boolean_value(hears))

    def passages_and_bounds(self) -> Iterator[Expr]:
        """What a plan's readers look at first: hours of passages, who hears whom, the bounds of jury-days."""
        x = self.x
        yield from (x.start(task) for task in self.problem.tasks)
        yield from (x.hears(unit, slot) for unit in self.problem.units for slot in self.problem.slots)
        for slot in self.problem.slots:
            yield x.accueil(slot)
            yield x.cloture(slot)
            yield x.pause(slot)


__all__ = ["WholeModel"]
