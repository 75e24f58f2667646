"""When and where each candidat passes each épreuve."""

from collections.abc import Iterable
from itertools import permutations
from typing import cast

from ortools.sat.python import cp_model

from tpplanner.domain.reglages import AVANCE_PAUSE_CANDIDAT
from tpplanner.solver.posting import Expr, Literal, total
from tpplanner.solver.problem import DAY, Applicant, Freedom, Problem, Slot, Step, Task, Unit
from tpplanner.solver.variables.base import Base, Interval, IntVar, Segment, once


class Tasks(Base):
    """Days, starts, midday cuts and rooms of tasks."""

    def __init__(self, problem: Problem, model: cp_model.CpModel) -> None:
        super().__init__(problem, model)
        self._starts: dict[int, Expr] = {}
        self._place_tasks()
        self._place_cuts()

    # Days and times of tasks

    def _place_tasks(self) -> None:
        for tasks in self.problem.collectives().values():
            start = self._new_start(tasks, tasks[0].on_grid and not any(t.pinned for t in tasks))
            self._starts.update({t.index: start for t in tasks})
        for unit in self.problem.units:
            self._place_chain([self.problem.tasks[t] for t in unit.tasks], unit.rigid)
        for task in self.problem.tasks:
            if task.index not in self._starts:
                self._starts[task.index] = self._new_start([task], task.on_grid)

    def _new_start(self, tasks: Iterable[Task], on_grid: bool) -> Expr:
        tasks = list(tasks)
        low, high = 0, DAY - 1
        if self.problem.freedom is Freedom.STRICT:
            low = min(day.open for day in self.problem.days)
            high = max(day.close for day in self.problem.days) - max(t.minutes for t in tasks)
        name = f"start {tasks[0].candidat}.{tasks[0].epreuve.id}"
        step = self.problem.reglages.pas if on_grid and not self._may_follow(tasks[0]) else 1
        if step == 1:
            return self.model.new_int_var(low, max(low, high), name)
        return step * self.model.new_int_var(-(-low // step), max(-(-low // step), high // step), name)

    def _may_follow(self, task: Task) -> bool:
        """Whether a chain may follow another of the same candidat at once: then only the first need be on the grid."""
        return task.unit >= 0 and len(self.problem.applicants[task.candidat].units) > 1

    def _place_chain(self, tasks: list[Task], rigid: bool) -> None:
        for before, task in zip([None, *tasks], tasks, strict=False):
            if task.index in self._starts:
                continue
            if before is None or not rigid:
                self._starts[task.index] = self._new_start([task], task.on_grid)
            else:
                self._starts[task.index] = self.end(before)

    def start(self, task: Task) -> Expr:
        """The minute of the day at which a task begins."""
        return self._starts[task.index]

    def end(self, task: Task) -> Expr:
        """The minute at which it ends, midday cut included."""
        if not task.epreuve.coupure_midi:
            return self.start(task) + task.minutes
        cut, _ = self._cut(task)
        return self._named("end", task, self.start(task) + task.minutes + self.problem.reglages.pause_candidat * cut)

    def _named(self, what: str, task: Task, expression: Expr) -> IntVar:
        """A variable equal to an expression, the same for the same words: intervals take no other than affine ones."""
        key = ("_named", what, task)
        if key not in self.answers:
            variable = self.model.new_int_var(0, 2 * DAY, f"{what} {task.index}")
            self.model.add(variable == expression)
            self.answers[key] = variable
        return cast("IntVar", self.answers[key])

    @once
    def on(self, task: Task, day: int) -> Literal:
        """Whether a task takes place on that day."""
        if len(self.problem.days) == 1:
            return self.true
        if task.unit >= 0:
            return self.heard_on(self.problem.units[task.unit], day)
        if task.day is not None:
            return self.true if task.day == day else self.false
        return self._on_day(task.epreuve.id if task.epreuve.collective else f"task {task.index}")[day]

    @once
    def _on_day(self, group: str) -> list[IntVar]:
        literals = [self.model.new_bool_var(f"{group} on {day.index}") for day in self.problem.days]
        self.model.add_exactly_one(literals)
        return literals

    def moment(self, task: Task) -> Expr:
        """When a task begins, in minutes from the first day's midnight."""
        return self.midnight(task) + self.start(task)

    def midnight(self, task: Task) -> Expr:
        """The midnight with which its day begins, on the same scale."""
        return total(DAY * day.offset * self.on(task, day.index) for day in self.problem.days if day.offset)

    # Plis

    @once
    def opens_plis(self, task: Task) -> Literal:
        """Whether the plis of its épreuve are opened right before a task: nobody sits it earlier."""
        if not self.problem.is_sealed(task):
            return self.false
        return self.true if task.epreuve.collective else self._first_uses(task.epreuve.id)[task.index]

    @once
    def _first_uses(self, epreuve: str) -> dict[int, Literal]:
        """Of the tasks of an épreuve, which begin when the first of them does."""
        tasks = [t for t in self.problem.tasks if t.epreuve.id == epreuve]
        first = self.model.new_int_var(0, DAY * (1 + max(d.offset for d in self.problem.days)), f"first {epreuve}")
        literals = {task.index: self.model.new_bool_var(f"{task.index} is the first") for task in tasks}
        self.model.add_bool_or(literals.values())
        for task in tasks:
            self.model.add(self.moment(task) == first).only_enforce_if(literals[task.index])
            self.model.add(self.moment(task) > first).only_enforce_if(~literals[task.index])
        return dict(literals)

    @once
    def plis(self, task: Task, day: int) -> Interval:
        """The minutes in which the plis of a task are opened, there when they are and it is on that day."""
        n = self.problem.reglages.plis
        there = self.both(self.on(task, day), self.opens_plis(task))
        return self.model.new_optional_fixed_size_interval_var(self.start(task) - n, n, there, "")

    # The midday cut

    def _place_cuts(self) -> None:
        """Inside the candidats' lunch window, and at the same minute for all whom a collective épreuve keeps at it."""
        cut_short = [task for task in self.problem.tasks if task.epreuve.coupure_midi]
        for task in cut_short:
            cut, stop = self.cut(task), self.cut_at(task)
            for day in self.problem.days:
                low, high = day.lunch[0] - AVANCE_PAUSE_CANDIDAT, day.lunch[1]
                on = self.on(task, day.index)
                self.model.add(stop >= low).only_enforce_if(cut, on)
                self.model.add(stop <= high - self.problem.reglages.pause_candidat).only_enforce_if(cut, on)
        for one, other in permutations(cut_short, 2):
            if one.epreuve is other.epreuve and one.epreuve.collective:
                both = self.cut(one), self.cut(other)
                self.model.add(self.cut_at(one) == self.cut_at(other)).only_enforce_if(both)
                self.model.add(self.end(other) <= self.cut_at(one)).only_enforce_if(both[0], ~both[1])

    def cut(self, task: Task) -> Literal:
        """Whether midday stops the clock of a task."""
        return self._cut(task)[0] if task.epreuve.coupure_midi else self.false

    @once
    def _cut(self, task: Task) -> tuple[IntVar, IntVar]:
        """Whether, and for how many minutes the cut step runs before the cut (all of it where there is none)."""
        length = task.steps[task.epreuve.phase_coupee].minutes
        cut = self.model.new_bool_var(f"cut {task.index}")
        before = self.model.new_int_var(1, length, f"before the cut {task.index}")
        self.model.add(before == length).only_enforce_if(~cut)
        self.model.add(before <= length - 1).only_enforce_if(cut)
        return cut, before

    @once
    def cut_at(self, task: Task) -> IntVar:
        """The minute at which the clock stops, if it does."""
        step = task.steps[task.epreuve.phase_coupee]
        return self._named("cut at", task, self.start(task) + step.offset + self._cut(task)[1])

    @once
    def segments(self, task: Task, step: Step) -> list[Segment]:
        """The stretches of time that a step takes."""
        start = self.start(task) + step.offset
        if not task.epreuve.coupure_midi or step.index < task.epreuve.phase_coupee:
            return [Segment(start, step.minutes, start + step.minutes, self.true)]
        following = sum(s.minutes for s in task.steps[step.index :])
        if step.index > task.epreuve.phase_coupee:
            start = self.end(task) - following
            return [Segment(start, step.minutes, start + step.minutes, self.true)]
        cut, before = self._cut(task)
        stop, pause = self.cut_at(task), self.problem.reglages.pause_candidat
        after = self._named("after the cut", task, step.minutes - before)
        end = self.end(task) - (following - step.minutes)
        return [Segment(start, before, stop, self.true), Segment(stop + pause, after, end, cut)]

    @once
    def whole_passage(self, task: Task, day: int) -> Interval:
        """A passage from its start to its end, there when it is on that day."""
        on, start, end = self.on(task, day), self.start(task), self.end(task)
        if not task.epreuve.coupure_midi:
            return self.model.new_optional_fixed_size_interval_var(start, task.minutes, on, "")
        size = self._named("size", task, end - start)
        return self.model.new_optional_interval_var(start, size, end, on, "")

    @once
    def passages(self, task: Task, day: int) -> list[Interval]:
        """The stretches of a day that a whole passage takes: one, or two where midday cuts it."""
        if not task.epreuve.coupure_midi:
            return [self.whole_passage(task, day)]
        on, start, end = self.on(task, day), self.start(task), self.end(task)
        cut, stop = self.cut(task), self.cut_at(task)
        resumed = stop + self.problem.reglages.pause_candidat
        stretches = ((start, end, ~cut), (start, stop, cut), (resumed, end, cut))
        return [self._stretch(a, b, self.both(on, lit)) for a, b, lit in stretches]

    def _stretch(self, start: Expr, end: Expr, lit: Literal) -> Interval:
        """An interval whose length is decided, there when the literal holds."""
        size = self.model.new_int_var(0, DAY, "")
        return self.model.new_optional_interval_var(start, size, end, lit, "")

    # Breaks

    def candidat_break(self, applicant: Applicant, day: int) -> IntVar:
        """When a candidat's midday break begins on that day."""
        return self.minute_of(f"break on {day} of", applicant.index)

    # Rooms

    @once
    def in_room(self, task: Task, step: Step, room: int) -> Literal:
        """Whether a step outside the jury's room takes place in that room."""
        return self._rooms_of(task, step).get(room, self.false)

    @once
    def _rooms_of(self, task: Task, step: Step) -> dict[int, Literal]:
        if len(step.rooms) == 1:
            return {step.rooms[0]: self.true}
        literals = {r: self.model.new_bool_var(f"task {task.index}.{step.index} in {r}") for r in step.rooms}
        self.model.add_exactly_one(literals.values())
        return dict(literals)

    # Whole days

    @once
    def active(self, applicant: Applicant, day: int) -> Literal:
        """Whether the candidat passes anything on that day."""
        tasks = [self.problem.tasks[t] for t in applicant.tasks]
        return self.any_literal(list(dict.fromkeys(self.on(t, day) for t in tasks)))

    @once
    def day_used(self, day: int) -> Literal:
        """Whether anything happens on that day."""
        if len(self.problem.days) == 1:
            return self.true
        return self.any_literal(list(dict.fromkeys(self.on(t, day) for t in self.problem.tasks)))

    @once
    def first_day(self, day: int) -> Literal:
        """Whether it is the first day on which anything happens."""
        earlier = [~self.day_used(d.index) for d in self.problem.days if d.index < day]
        return self.both(self.day_used(day), *earlier)

    @once
    def hears(self, unit: Unit, slot: Slot) -> IntVar:
        """Whether that jury hears the chain, on that day."""
        return self._hearings(unit).get(slot.index, self.false)

    @once
    def _hearings(self, unit: Unit) -> dict[int, IntVar]:
        juries = range(len(self.problem.slots)) if unit.juries is None else unit.juries
        if len(juries) == 1:
            return {juries[0]: self.true}
        literals = {j: self.model.new_bool_var(f"unit {unit.index} before {j}") for j in juries}
        self.model.add_exactly_one(literals.values())
        return literals

    def _decided(self, hearings: list[IntVar]) -> IntVar | None:
        """Whether one of them holds, where that needs no deciding."""
        if any(h is self.true for h in hearings):
            return self.true
        return None if any(h is not self.false for h in hearings) else self.false

    @once
    def heard_on(self, unit: Unit, day: int) -> IntVar:
        """Whether the chain takes place on that day."""
        hearings = [self.hears(unit, s) for s in self.problem.slots_of(day)]
        decided = self._decided(hearings)
        if decided is not None:
            return decided
        literal = self.model.new_bool_var(f"unit {unit.index} on {day}")
        self.model.add(total(hearings) == literal)
        return literal
