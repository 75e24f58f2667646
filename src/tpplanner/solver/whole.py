"""The whole model of a problem: every rule posted, every strengthening, the costs of the levels."""

from collections.abc import Iterator

from ortools.sat.python import cp_model

from tpplanner.domain.reglages import Niveau
from tpplanner.solver.assignment import Assignment
from tpplanner.solver.constraints import CONSTRAINTS
from tpplanner.solver.objective import Objective
from tpplanner.solver.posting import Expr, Poster
from tpplanner.solver.problem import Problem
from tpplanner.solver.run import Relation
from tpplanner.solver.strengthen import STRENGTHENINGS
from tpplanner.solver.variables import Variables


class WholeModel:
    """A problem's model, its variables and the expression of each level."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.x = Variables(problem, self.model)
        post = Poster(self.model)
        for regle in CONSTRAINTS:
            CONSTRAINTS[regle](problem, self.x, post)
        self.x.keep_to_grid()
        self.costs = Objective(problem, self.x)
        for name in STRENGTHENINGS:
            STRENGTHENINGS[name](problem, self.x, self.costs)
        self.levels: dict[str, Expr] = {n.nom: self.costs.level(n) for n in problem.reglages.niveaux}

    def relations(self, assignment: Assignment) -> Iterator[Relation]:
        """An assignment over all the juries of this problem, as relations."""
        problem, x = self.problem, self.x
        for slot in problem.slots:
            for unit in problem.units:
                yield x.hears(unit, slot) == int(assignment.hears[unit.index] == slot.index)
            for person in slot.pool:
                yield x.sits(person, slot) == int(person in assignment.sitting.get(slot.index, ()))
        yield from self._days(assignment)

    def _days(self, assignment: Assignment) -> Iterator[Relation]:
        for task in (t for t in self.problem.tasks if t.unit < 0):
            yield self.x.on(task, assignment.day_of[task.index]) == 1

    def assign(self, assignment: Assignment) -> None:
        """Impose an assignment on a problem narrowed to its juries."""
        kept = sorted(assignment.sitting)
        for unit in self.problem.units:
            slot = self.problem.slots[kept.index(assignment.hears[unit.index])]
            self.model.add(self.x.hears(unit, slot) == 1)
        for slot in self.problem.slots:
            for person in slot.pool:
                self.model.add(self.x.sits(person, slot) == 1)
        for relation in self._days(assignment):
            self.model.add(relation)

    def cost_as_assigned(self, assignment: Assignment, levels: list[Niveau]) -> None:
        """Impose what each jury-day costs in an assignment, at those levels in minutes."""
        for slot, original in zip(self.problem.slots, sorted(assignment.sitting), strict=True):
            heard = {self.problem.units[u].candidat for u, s in assignment.hears.items() if s == original}
            applicants = [self.problem.applicants[a] for a in sorted(heard)]
            for niveau in levels:
                cost = self.costs.of_jury_day(niveau, slot, applicants)
                self.model.add(cost <= assignment.minutes[niveau.nom, original])

    def released(self, solver: cp_model.CpSolver) -> "WholeModel":
        """The model of the same juries, hearing whom they like, no level costing more than in this solution."""
        free = WholeModel(self.problem)
        for nom, expression in self.levels.items():
            if nom in free.levels:
                free.model.add(free.levels[nom] <= solver.value(expression))
        free.model.proto.solution_hint.vars.extend(range(len(free.model.proto.variables)))
        values = list(solver.response_proto.solution)[: len(free.model.proto.variables)]
        free.model.proto.solution_hint.values.extend(values)
        return free

    def hearings(self, solver: cp_model.CpSolver) -> dict[tuple[int, int], bool]:
        """Which chain (index) each jury (index) hears in a solution."""
        return {
            (unit.index, slot.index): solver.boolean_value(self.x.hears(unit, slot))
            for unit in self.problem.units
            for slot in self.problem.slots
        }

    def same_hearings(self, heard: dict[tuple[int, int], bool]) -> Iterator[Relation]:
        """The relations under which each jury hears the same chains."""
        for (unit, slot), hears in heard.items():
            yield self.x.hears(self.problem.units[unit], self.problem.slots[slot]) == int(hears)

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
