"""The chains of a candidat before his jury: their order, and which jury hears them."""

from tpplanner.solver.posting import Expr, Literal
from tpplanner.solver.problem import DAY, Applicant, Slot, Unit
from tpplanner.solver.variables.base import once
from tpplanner.solver.variables.tasks import Tasks


class Chains(Tasks):
    """Times and order of the chains of each candidat."""

    # Chains before the jury

    def watch_start(self, unit: Unit) -> Expr:
        """When the jury begins to watch a chain."""
        task = self.problem.tasks[unit.tasks[0]]
        step = next(step for step in task.steps if step.watched)
        return self.segments(task, step)[0].start

    def unit_start(self, unit: Unit) -> Expr:
        """When its first passage begins."""
        return self.start(self.problem.tasks[unit.tasks[0]])

    def unit_end(self, unit: Unit) -> Expr:
        """When its last passage ends."""
        return self.end(self.problem.tasks[unit.tasks[-1]])

    def unit_moment(self, unit: Unit) -> Expr:
        """When it begins, in minutes from the first day's midnight."""
        return self.moment(self.problem.tasks[unit.tasks[0]])

    @once
    def sees(self, applicant: Applicant, slot: Slot) -> Literal:
        """Whether that jury sees the candidat on that day."""
        units = [self.problem.units[u] for u in applicant.units]
        if len(units) == 1:
            return self.hears(units[0], slot)
        return self.any_literal([self.hears(u, slot) for u in units])

    @once
    def precedes(self, first: Unit, second: Unit) -> Literal:
        """Whether one chain of a candidat begins before another (or at once, for the earlier in the RE)."""
        if first.index > second.index:
            return ~self.precedes(second, first)
        literal = self.model.new_bool_var(f"unit {first.index} precedes {second.index}")
        self.model.add(self.unit_moment(first) <= self.unit_moment(second)).only_enforce_if(literal)
        self.model.add(self.unit_moment(first) > self.unit_moment(second)).only_enforce_if(~literal)
        return literal

    @once
    def same_day(self, first: Unit, second: Unit) -> Literal:
        """Whether two chains take place on one day."""
        if len(self.problem.days) == 1:
            return self.true
        if first.index > second.index:
            return self.same_day(second, first)
        literal = self.model.new_bool_var(f"units {first.index} {second.index} on one day")
        for day in self.problem.days:
            a, b = self.heard_on(first, day.index), self.heard_on(second, day.index)
            self.model.add_bool_or([literal, ~a, ~b])
            self.model.add_implication(a, b).only_enforce_if(literal)
        return literal

    def keep_to_grid(self) -> None:
        """Put on the grid the start of each chain that follows no other at once on its day."""
        step = self.problem.reglages.pas
        for unit in self.problem.units:
            task = self.problem.tasks[unit.tasks[0]]
            if step > 1 and task.on_grid and self._may_follow(task):
                mark = self.model.new_int_var(0, DAY // step, "")
                self.model.add(self.start(task) == step * mark).only_enforce_if(self._begins_run(unit))

    def _begins_run(self, unit: Unit) -> Literal:
        """A literal that holds unless the chain follows another of its day within a short pause.

        Where they are all linked, that is the first of the day; otherwise any may stand alone.
        """
        if self.problem.reglages.enchainer:
            return self.first_of_day(unit)
        follows: list[Literal] = []
        for other in self._others(unit):
            literal = self.model.new_bool_var("")
            self.model.add_implication(literal, self.precedes(other, unit))
            self.model.add_implication(literal, self.same_day(other, unit))
            soon = self.unit_end(other) + self.problem.reglages.courte_pause
            self.model.add(self.unit_start(unit) <= soon).only_enforce_if(literal)
            follows.append(literal)
        begins = self.model.new_bool_var("")
        self.model.add_bool_or([begins, *follows])
        return begins

    def _others(self, unit: Unit) -> list[Unit]:
        units = self.problem.applicants[unit.candidat].units
        return [self.problem.units[u] for u in units if u != unit.index]

    @once
    def first(self, unit: Unit) -> Literal:
        """Whether it is the candidat's first chain before his jury."""
        return self.both(*(self.precedes(unit, other) for other in self._others(unit)))

    @once
    def first_of_day(self, unit: Unit) -> Literal:
        """Whether it is his first of its day."""
        return self.both(*(self._unless_same_day(self.precedes(unit, o), unit, o) for o in self._others(unit)))

    @once
    def last_of_day(self, unit: Unit) -> Literal:
        """Whether it is his last of its day: the jury deliberates after it."""
        return self.both(*(self._unless_same_day(self.precedes(o, unit), unit, o) for o in self._others(unit)))

    def _unless_same_day(self, literal: Literal, unit: Unit, other: Unit) -> Literal:
        same = self.same_day(unit, other)
        return literal if same is self.true else self.any_literal([literal, ~same])
