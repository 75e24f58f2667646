"""The decisions of a planning as CP-SAT variables, behind questions: made when a question first needs them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import wraps
from itertools import pairwise, permutations
from typing import Concatenate, ParamSpec, TypeVar, cast

from ortools.sat.python import cp_model

from tpplanner.domain.appels import accueil_au_plus_tot, begun_accueils
from tpplanner.domain.plan import NatureAccueil
from tpplanner.domain.referentiel import USAGE_JURY
from tpplanner.domain.reglages import AVANCE_PAUSE_CANDIDAT, MINUTES_LIBRES
from tpplanner.domain.session import Role
from tpplanner.solver.model.posting import Expr, Literal, total
from tpplanner.solver.model.problem import (
    DAY,
    Applicant,
    Claim,
    Freedom,
    Person,
    Problem,
    Room,
    Slot,
    Span,
    Step,
    StepRange,
    Task,
    Unit,
    begun_juries,
    minute,
)

IntVar = cp_model.IntVar
Interval = cp_model.IntervalVar

_S = TypeVar("_S", bound="Remembering")
_P = ParamSpec("_P")
_R = TypeVar("_R")


def once(method: Callable[Concatenate[_S, _P], _R]) -> Callable[Concatenate[_S, _P], _R]:
    """Answer a question once for each argument, and remember the answer as long as the asked object lives."""

    @wraps(method)
    def ask(self: _S, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        key = (method.__name__, *args)
        if key not in self.answers:
            self.answers[key] = method(self, *args, **kwargs)
        return self.answers[key]  # type: ignore[return-value]

    return ask  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of time of a task's step, there when `lit` holds (a step cut by midday has two)."""

    start: Expr
    size: Expr | int
    end: Expr
    lit: Literal


class Remembering:
    """Remembers the answers of its methods that are decorated with `once`."""

    def __init__(self) -> None:
        self.answers: dict[tuple[object, ...], object] = {}


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a jury would do if `lit` held: watch a candidat (`unit`), or work (`unit` -1).

    `applicant` is the candidat (index) whom it is about, -1 for the accueil and the clôture.
    """

    start: Expr
    end: Expr
    lit: Literal
    interval: Interval
    applicant: int
    unit: int = -1


@dataclass(frozen=True, slots=True)
class Rest:
    """Free minutes in a jury's day that end a stretch of work, if `taken`."""

    start: IntVar
    end: IntVar
    taken: IntVar
    interval: Interval


@dataclass(frozen=True, slots=True)
class Occupation:
    """A candidat in a room during a step, on one day, if its interval is there."""

    task: Task
    step: Step
    segment: int
    start: Expr
    size: Expr | int
    end: Expr
    lit: Literal
    interval: Interval


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody somewhere, if `lit` holds: in a room (index, -1 for none), perhaps as a comédien (`plays`)."""

    start: Expr
    end: Expr
    lit: Literal
    interval: Interval
    room: int = -1
    plays: bool = False


MOST_TURNS = 4
"""Of the surveillance of one épreuve in one room on one day: plans with more are not looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """The surveillance of one épreuve in one room on one day, by surveillants in turn.

    `open` says whether anybody is there. Each of `turns` gives, for each surveillant (index), their stay; `used` says
    which there are, the first ones, and `breaks` after which of them nobody has to be there until the next one.
    """

    epreuve: str
    room: int
    day: int
    open: Literal
    turns: tuple[dict[int, Stay], ...]
    used: tuple[Literal, ...]
    breaks: tuple[Literal, ...]


class Variables(Remembering):
    """All the decisions of a problem, behind questions named for what they answer."""

    def __init__(self, problem: Problem, model: cp_model.CpModel) -> None:
        super().__init__()
        self.problem = problem
        self.model = model
        self.true: IntVar = model.new_constant(1)
        self.false: IntVar = model.new_constant(0)
        self._starts: dict[int, Expr] = {}
        self._place_tasks()
        self._place_cuts()

    # Literals made of literals

    def any_literal(self, literals: Iterable[Literal]) -> Literal:
        """A literal that holds if and only if one of these does."""
        terms = tuple(lit for lit in dict.fromkeys(literals) if lit is not self.false)
        if any(lit is self.true for lit in terms):
            return self.true
        if len(terms) < 2:
            return terms[0] if terms else self.false
        return self._disjunction(terms)

    @once
    def _disjunction(self, literals: tuple[Literal, ...]) -> IntVar:
        result = self.model.new_bool_var("")
        self.model.add_bool_or(literals).only_enforce_if(result)
        for literal in literals:
            self.model.add_implication(literal, result)
        return result

    def both(self, *literals: Literal) -> Literal:
        """A literal that holds if and only if all of these do."""
        terms = [lit for lit in dict.fromkeys(literals) if lit is not self.true]
        if any(lit is self.false for lit in terms):
            return self.false
        if not terms:
            return self.true
        return terms[0] if len(terms) == 1 else self._conjunction(tuple(terms))

    @once
    def _conjunction(self, literals: tuple[Literal, ...]) -> IntVar:
        result = self.model.new_bool_var("")
        self.model.add_bool_and(literals).only_enforce_if(result)
        self.model.add_bool_or([result, *(~lit for lit in literals)])
        return result

    @once
    def minute_of(self, what: str, index: int) -> IntVar:
        """A variable for a minute of the day, by what it is the minute of, and its index."""
        return self.model.new_int_var(0, DAY, f"{what} {index}")

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
        """The minute of the day at which a task ends, its midday cut included."""
        if not task.epreuve.coupure_midi:
            return self.start(task) + task.minutes
        cut, _ = self._cut(task)
        return self._named("end", task, self.start(task) + task.minutes + self.problem.reglages.pause_candidat * cut)

    def _named(self, what: str, task: Task, expression: Expr) -> IntVar:
        """A variable equal to an expression, made once by name and task: intervals take only affine expressions."""
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
        """The midnight with which a task's day begins, in minutes from the first day's midnight."""
        return total(DAY * day.offset * self.on(task, day.index) for day in self.problem.days if day.offset)

    # Plis

    @once
    def opens_plis(self, task: Task) -> Literal:
        """Whether the plis of an épreuve are opened right before this task: no candidat sits the épreuve earlier."""
        if not self.problem.is_sealed(task):
            return self.false
        return self.true if task.epreuve.collective else self._first_uses(task.epreuve.id)[task.index]

    @once
    def _first_uses(self, epreuve: str) -> dict[int, Literal]:
        """By task of an épreuve: whether it begins when the first of them does."""
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
        """The interval in which plis are opened before a task, present if they are and the task is on that day."""
        n = self.problem.reglages.plis
        there = self.both(self.on(task, day), self.opens_plis(task))
        return self.model.new_optional_fixed_size_interval_var(self.start(task) - n, n, there, "")

    # The midday cut

    def _place_cuts(self) -> None:
        """Put midday cuts inside the candidats' lunch window; those of a collective épreuve at the same minute."""
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
        """Whether midday cuts a task, and how many minutes of the step come before the cut (all if there is none)."""
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

    def stretch(self, task: Task, stretch: StepRange) -> tuple[Expr, Expr]:
        """From when to when a task is in some of its steps, with midday's cut where it falls among them."""
        first, last = stretch
        return self.segments(task, first)[0].start, self.segments(task, last)[-1].end

    @once
    def whole_passage(self, task: Task, day: int) -> Interval:
        """The interval of a passage from its start to its end, present if it is on that day."""
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
        """An interval of variable length, present if the literal holds."""
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
        first = self.problem.units[self.problem.applicants[unit.candidat].units[0]]
        if self.problem.one_jury_each and first is not unit:
            return self._hearings(first)
        literals = {j: self.model.new_bool_var(f"unit {unit.index} before {j}") for j in juries}
        self.model.add_exactly_one(literals.values())
        return literals

    def _decided(self, hearings: list[IntVar]) -> IntVar | None:
        """Whether one of these holds, if that is known without a decision; else None."""
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

    # Chains before the jury

    def watch_start(self, unit: Unit) -> Expr:
        """When the jury begins to watch a chain."""
        task = self.problem.tasks[unit.tasks[0]]
        step = next(step for step in task.steps if step.watched)
        return self.segments(task, step)[0].start

    def unit_start(self, unit: Unit) -> Expr:
        """When the first passage of a chain begins."""
        return self.start(self.problem.tasks[unit.tasks[0]])

    def unit_end(self, unit: Unit) -> Expr:
        """When the last passage of a chain ends."""
        return self.end(self.problem.tasks[unit.tasks[-1]])

    def unit_moment(self, unit: Unit) -> Expr:
        """When a chain begins, in minutes from the first day's midnight."""
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
        """Whether a chain is the candidat's first before their jury."""
        return self.both(*(self.precedes(unit, other) for other in self._others(unit)))

    @once
    def first_of_day(self, unit: Unit) -> Literal:
        """Whether a chain is the candidat's first of its day."""
        return self.both(*(self._unless_same_day(self.precedes(unit, o), unit, o) for o in self._others(unit)))

    @once
    def last_of_day(self, unit: Unit) -> Literal:
        """Whether a chain is the candidat's last of its day: the jury deliberates after it."""
        return self.both(*(self._unless_same_day(self.precedes(o, unit), unit, o) for o in self._others(unit)))

    def _unless_same_day(self, literal: Literal, unit: Unit, other: Unit) -> Literal:
        same = self.same_day(unit, other)
        return literal if same is self.true else self.any_literal([literal, ~same])

    # Juries

    @once
    def used(self, slot: Slot) -> IntVar:
        """Whether that jury sits on its day: it hears somebody, or it has begun and closes without that."""
        reasons = [*(self.hears(u, slot) for u in self.problem.units), self.remains(slot)]
        decided = self._decided(reasons)
        if decided is not None:
            return decided
        literal = self.model.new_bool_var(f"slot {slot.index} used")
        self.model.add_max_equality(literal, reasons)
        return literal

    @once
    def remains(self, slot: Slot) -> IntVar:
        """Whether that jury may be there without hearing anybody: one that has begun is (`deja_commence`)."""
        if not begun_juries(self.problem.session, self.problem.days[slot.day].date):
            return self.false
        return self.model.new_bool_var(f"slot {slot.index} remains")

    @once
    def sits(self, person: int, slot: Slot) -> Literal:
        """Whether that person (index) sits in that jury."""
        if person not in slot.pool:
            return self.false
        if len(slot.pool) == slot.least and self.problem.freedom is Freedom.STRICT:
            return self.used(slot)
        literal = self.model.new_bool_var(f"person {person} in {slot.index}")
        self.model.add_implication(literal, self.used(slot))
        return literal

    @once
    def called(self, person: int, day: int) -> IntVar:
        """Whether that membre sits in any jury of that day."""
        literal = self.model.new_bool_var(f"person {person} called on {day}")
        for slot in self.problem.slots_of(day):
            if person in slot.pool:
                self.model.add_implication(self.sits(person, slot), literal)
        return literal

    @once
    def shares(self, first: Slot, second: Slot) -> IntVar:
        """Whether two juries of a day have a membre in common."""
        literal = self.model.new_bool_var(f"slots {first.index} {second.index} share")
        for person in sorted(set(first.pool) & set(second.pool)):
            self.model.add_bool_or([literal, ~self.sits(person, first), ~self.sits(person, second)])
        return literal

    @once
    def tied(self, first: Slot, second: Slot) -> Literal:
        """Whether two juries of a day have a membre in common: unlike `shares`, never true without need."""
        common = sorted(set(first.pool) & set(second.pool))
        return self.any_literal([self.both(self.sits(p, first), self.sits(p, second)) for p in common])

    def jury_start(self, slot: Slot) -> IntVar:
        """A minute at or before everything that the jury does, once `things` has been asked."""
        return self.minute_of("start", slot.index)

    def jury_end(self, slot: Slot) -> IntVar:
        """A minute at or after everything that the jury does, once `things` has been asked."""
        return self.minute_of("end", slot.index)

    @once
    def work_on_candidats(self, slot: Slot) -> tuple[IntVar, IntVar]:
        """A minute at or before all that a jury does about candidats, and one at or after."""
        start, end = self.minute_of("work from", slot.index), self.minute_of("work until", slot.index)
        for thing in (t for t in self.things(slot) if t.applicant >= 0):
            self.model.add(start <= thing.start).only_enforce_if(thing.lit)
            self.model.add(thing.end <= end).only_enforce_if(thing.lit)
        return start, end

    @once
    def works_on_candidats(self, slot: Slot) -> Literal:
        """Whether a jury does anything about candidats: once begun, it may have lost all of them."""
        if not self.problem.session.reference:
            return self.used(slot)
        return self.any_literal(thing.lit for thing in self.things(slot) if thing.applicant >= 0)

    @once
    def rests_at_ends(self, slot: Slot) -> tuple[IntVar, IntVar]:
        """Whether a jury rests after its accueil, before all that it does about candidats; and after, till its clôture.

        They may be false where it does.
        """
        opens, closes = self.model.new_bool_var(""), self.model.new_bool_var("")
        begins, ends = self.work_on_candidats(slot)
        welcomed = self.accueil(slot) + self.problem.reglages.accueil_jury
        self.model.add(begins - welcomed >= MINUTES_LIBRES).only_enforce_if(opens)
        self.model.add(self.cloture(slot) - ends >= MINUTES_LIBRES).only_enforce_if(closes)
        return opens, closes

    def accueil(self, slot: Slot) -> IntVar:
        """When the accueil of a jury begins."""
        return self.minute_of("accueil", slot.index)

    def cloture(self, slot: Slot) -> IntVar:
        """When the clôture of a jury begins."""
        return self.minute_of("cloture", slot.index)

    def pause(self, slot: Slot) -> IntVar:
        """When the midday break of a jury begins: within its hours, before or after them."""
        return self.minute_of("pause", slot.index)

    @once
    def changeovers(self, slot: Slot) -> list[Interval]:
        """The minutes before each candidat comes in."""
        n = self.problem.reglages.battement
        result: list[Interval] = []
        for unit in (u for u in self.problem.units if n and not self.problem.has_entered(u)):
            comes_in = self.comes_in(unit, slot)
            if comes_in is not self.false:
                start = self.watch_start(unit) - n
                result.append(self.model.new_optional_fixed_size_interval_var(start, n, comes_in, ""))
        return result

    def comes_in(self, unit: Unit, slot: Slot) -> Literal:
        """Whether the jury sees a candidat come in with that chain: first of the day, or after it saw another."""
        applicant = self.problem.applicants[unit.candidat]
        if applicant.elsewhere:
            return self.false
        if self.problem.freedom is Freedom.STRICT and all(self.problem.units[u].alone for u in applicant.units):
            return self.both(self.hears(unit, slot), self.first_of_day(unit))
        return self.both(self.hears(unit, slot), ~self.any_literal(self._stays(slot).get(unit.index, ())))

    @once
    def _stays(self, slot: Slot) -> dict[int, list[Literal]]:
        """By chain: that it follows another thing of its candidat, and the jury sees nobody else in between.

        Each literal may hold only where that is so.
        """
        seen = [thing for thing in self.things(slot) if thing.unit >= 0]
        stays: dict[int, list[Literal]] = {}
        between: list[Interval] = []
        for unit in self.problem.units:
            if (hears := self.hears(unit, slot)) is self.false:
                continue
            start = self.watch_start(unit)
            for before in (t for t in seen if t.applicant == unit.candidat and t.unit != unit.index):
                stay = self.model.new_bool_var("")
                self.model.add_implication(stay, before.lit)
                self.model.add_implication(stay, hears)
                self.model.add(before.start < start).only_enforce_if(stay)
                stays.setdefault(unit.index, []).append(stay)
                if self._seen_in_turn:
                    size = self.model.new_int_var(0, DAY, "")
                    between.append(self.model.new_optional_interval_var(before.end, size, start, stay, ""))
                else:
                    self._nobody_between(before, start, [t for t in seen if t.applicant != unit.candidat], stay)
        if between:
            self.model.add_no_overlap([*(thing.interval for thing in seen), *between])
        return stays

    @property
    def _seen_in_turn(self) -> bool:
        """Whether rules that always hold keep a jury from seeing two candidats at once."""
        return self.problem.watched_together == 1 and self.problem.freedom is Freedom.STRICT

    def _nobody_between(self, before: Thing, start: Expr, others: list[Thing], stay: IntVar) -> None:
        """Each of the others is over when the thing before is, or begins no sooner than at that minute."""
        for other in others:
            over = self.model.new_bool_var("")
            self.model.add(other.end <= before.end).only_enforce_if(stay, other.lit, over)
            self.model.add(other.start >= start).only_enforce_if(stay, other.lit, ~over)

    @once
    def rests(self, slot: Slot) -> list[Rest]:
        """As many rests as a day may need, each long enough to end a stretch of work; those taken come first."""
        rests: list[Rest] = []
        for _ in range(self._most_rests(slot)):
            start, size, end = (self.model.new_int_var(0, DAY, "") for _ in range(3))
            taken = self.model.new_bool_var("")
            self.model.add(size >= MINUTES_LIBRES).only_enforce_if(taken)
            if rests:
                self.model.add_implication(taken, rests[-1].taken)
            interval = self.model.new_optional_interval_var(start, size, end, taken, "")
            rests.append(Rest(start, end, taken, interval))
        return rests

    def _most_rests(self, slot: Slot) -> int:
        """How many rests a day may need: two stretches and the rest that they need are longer than the limit."""
        day, limit = self.problem.days[slot.day], self.problem.reglages.travail_continu
        hours, two = day.close - day.open, limit + 1 + MINUTES_LIBRES
        pairs = (hours + MINUTES_LIBRES) // two
        one_more = pairs * two + 1 <= hours
        return max(0, 2 * pairs + one_more - 1)

    def lecture(self, applicant: Applicant) -> IntVar:
        """When the jury begins to read a candidat's file, on the day of their first chain."""
        return self.minute_of("lecture for", applicant.index)

    def correction(self, task: Task) -> IntVar:
        """When the jury begins to correct an unwatched task."""
        return self.minute_of("correction of task", task.index)

    @once
    def corrected_before(self, task: Task, unit: Unit) -> Literal:
        """Whether the chain is the one before which the jury corrects that task, on its day."""
        units = [self.problem.units[u] for u in self.problem.applicants[task.candidat].units]
        if len(units) == 1:
            return self.true
        return self.model.new_bool_var(f"task {task.index} corrected before unit {unit.index}")

    def hold(self, slots: Iterable[Slot]) -> None:
        """Let these juries' hours hold all that they do, even if no posted rule asks for `things`."""
        for slot in slots:
            self.things(slot)

    @once
    def things(self, slot: Slot) -> list[Thing]:
        """All that the jury may do that day; its start and end hold them all."""
        used = self.used(slot)
        reglages = self.problem.reglages
        result = [
            self._thing(self.accueil(slot), reglages.accueil_jury, used),
            self._thing(self.cloture(slot), reglages.cloture, used),
        ]
        for applicant in self.problem.applicants:
            result += [thing for thing in self._about(applicant, slot) if thing.lit is not self.false]
        for thing in result:
            self.model.add(self.jury_start(slot) <= thing.start).only_enforce_if(thing.lit)
            self.model.add(thing.end <= self.jury_end(slot)).only_enforce_if(thing.lit)
        return result

    def _about(self, applicant: Applicant, slot: Slot) -> list[Thing]:
        result: list[Thing] = []
        reglages, i = self.problem.reglages, applicant.index
        for unit in (self.problem.units[u] for u in applicant.units):
            hears = self.hears(unit, slot)
            if hears is self.false:
                continue
            result += self._watching(unit, slot)
            if applicant.elsewhere:
                continue
            first = self.both(hears, self.first(unit))
            result.append(self._thing(self.lecture(applicant), reglages.lecture, first, i))
            for task in (self.problem.tasks[t] for t in applicant.tasks):
                if not task.watched:
                    corrected = self.both(hears, self.corrected_before(task, unit))
                    length = self.problem.correction(task.epreuve)
                    result.append(self._thing(self.correction(task), length, corrected, i))
        return result

    def merged(self, unit: Unit) -> bool:
        """Whether, in every plan, no gap divides the watching of a chain and the deliberation after it."""
        applicant = self.problem.applicants[unit.candidat]
        return unit.oral and len(applicant.units) == 1 and not applicant.elsewhere

    def _watching(self, unit: Unit, slot: Slot) -> list[Thing]:
        """The watched segments of a chain and the deliberation after it; one thing where nothing separates them."""
        hears, n = self.hears(unit, slot), self.problem.reglages.deliberation
        if self.merged(unit):
            minutes = sum(self.problem.tasks[t].minutes for t in unit.tasks)
            return [self._thing(self.unit_start(unit), minutes + n, hears, unit.candidat, unit.index)]
        result = [
            self._segment(segment, hears, unit)
            for task in (self.problem.tasks[t] for t in unit.tasks)
            for step in task.steps
            if step.watched
            for segment in self.segments(task, step)
        ]
        if self.problem.applicants[unit.candidat].elsewhere:
            return result
        last = self.both(hears, self.last_of_day(unit))
        result.append(self._thing(self.unit_end(unit), n, last, unit.candidat))
        return result

    def _segment(self, segment: Segment, hears: Literal, unit: Unit) -> Thing:
        lit = self.both(hears, segment.lit)
        interval = self.model.new_optional_interval_var(segment.start, segment.size, segment.end, lit, "")
        return Thing(segment.start, segment.end, lit, interval, unit.candidat, unit.index)

    def _thing(self, start: Expr, minutes: int, lit: Literal, applicant: int = -1, unit: int = -1) -> Thing:
        interval = self.model.new_optional_fixed_size_interval_var(start, minutes, lit, "")
        return Thing(start, start + minutes, lit, interval, applicant, unit)

    # Rooms

    @once
    def jury_in(self, slot: Slot, room: int) -> Literal:
        """Whether that jury has that room for its own."""
        return self._jury_rooms(slot).get(room, self.false)

    @once
    def _jury_rooms(self, slot: Slot) -> dict[int, IntVar]:
        loose = self.problem.freedom is Freedom.LOOSE
        rooms = [r.index for r in self.problem.rooms if loose or "jury" in r.usages]
        literals = {r: self.model.new_bool_var(f"slot {slot.index} in {r}") for r in rooms}
        self.model.add(total(literals.values()) == self.used(slot))
        return literals

    @once
    def breaks_inside(self, slot: Slot) -> Literal:
        """Whether the jury's break lies between its accueil and its clôture, its first and last things."""
        inside = self.model.new_bool_var(f"slot {slot.index} breaks inside")
        n = self.problem.reglages.pause_jury
        self.model.add(self.accueil(slot) < self.pause(slot)).only_enforce_if(inside)
        self.model.add(self.pause(slot) + n <= self.cloture(slot)).only_enforce_if(inside)
        return inside

    @once
    def jury_stay(self, slot: Slot) -> Interval:
        """From a jury's first to its last thing, there when it sits."""
        return self._stretch(self.jury_start(slot), self.jury_end(slot), self.used(slot))

    @once
    def jury_stays(self, slot: Slot, room: int) -> list[Interval]:
        """When a jury would hold a room: its whole day, or around its break where the réglage frees the room then."""
        there = self.jury_in(slot, room)
        if there is self.false:
            return []
        start, end = self.jury_start(slot), self.jury_end(slot)
        if self.problem.reglages.salle_a_midi:
            return [self._stretch(start, end, there)]
        pause, inside = self.pause(slot), self.breaks_inside(slot)
        morning_end = self.minute_of(f"room {room} left by", slot.index)
        self.model.add(morning_end == pause).only_enforce_if(inside)
        self.model.add(morning_end == end).only_enforce_if(~inside)
        resumed = pause + self.problem.reglages.pause_jury
        return [self._stretch(start, morning_end, there), self._stretch(resumed, end, self.both(there, inside))]

    @once
    def occupations(self, room: Room, day: int) -> list[Occupation]:
        """The candidats who would be in a room on a day."""
        return [
            occupation
            for task, step in self._steps_in(room)
            if self.on(task, day) is not self.false
            for lit in self._in(task, step, room, day)
            for occupation in self._occupying(task, step, self.both(lit, self.on(task, day)))
        ]

    @once
    def _steps_in(self, room: Room) -> list[tuple[Task, Step]]:
        """The steps that may be in a room: because the room suits them, or because their jury may be there."""
        # a room for juries alone is kept to them by their stays
        mixed = (USAGE_JURY in room.usages and len(room.usages) > 1) or self.problem.freedom is Freedom.LOOSE
        steps = [(task, step) for task in self.problem.tasks for step in task.steps]
        return [(t, s) for t, s in steps if room.index in s.rooms or (s.in_jury_room and mixed)]

    def _in(self, task: Task, step: Step, room: Room, day: int) -> list[Literal]:
        """The ways in which a step may be in a room on a day."""
        if room.index in step.rooms:
            return [self.in_room(task, step, room.index)]
        unit = self.problem.units[task.unit]
        hearing = [s for s in self.problem.slots_of(day) if self.hears(unit, s) is not self.false]
        return [self.both(self.hears(unit, s), self.jury_in(s, room.index)) for s in hearing]

    def _occupying(self, task: Task, step: Step, lit: Literal) -> list[Occupation]:
        result = []
        for i, (start, size, end, there) in enumerate(
            (s.start, s.size, s.end, self.both(lit, s.lit)) for s in self.segments(task, step)
        ):
            if there is not self.false:
                interval = self.model.new_optional_interval_var(start, size, end, there, "")
                result.append(Occupation(task, step, i, start, size, end, there, interval))
        return result

    # Surveillants

    @once
    def watches(self) -> list[Watch]:
        """Every surveillance that could be needed: by épreuve, room and day."""
        keys: dict[tuple[str, int, int], list[tuple[Task, Step]]] = {}
        for task in self.problem.tasks:
            for step in (s for s in task.steps if s.watchable):
                for room in step.rooms:
                    for day in self._days_of(task):
                        keys.setdefault((task.epreuve.id, room, day), []).append((task, step))
        return [self._watch(*key, steps) for key, steps in keys.items()]

    @once
    def joined(self, task: Task, step: Step, segment: int) -> IntVar:
        """Whether others may be in the room in that stretch of a step that is watched only then."""
        return self.model.new_bool_var(f"task {task.index}.{step.index} joined {segment}")

    def _days_of(self, task: Task) -> list[int]:
        return [day.index for day in self.problem.days if self.on(task, day.index) is not self.false]

    def _watch(self, epreuve: str, room: int, day: int, steps: list[tuple[Task, Step]]) -> Watch:
        model = self.model
        start, end = (model.new_int_var(0, DAY, f"watch {epreuve} {room} {day}") for _ in range(2))
        there, segments = [], []
        for task, step in steps:
            lit = self.both(self.on(task, day), self.in_room(task, step, room))
            if step.surveilled:
                there.append(lit)
            for i, segment in enumerate(self.segments(task, step)):
                joined = self.joined(task, step, i) if step.alone else self.true
                segments.append(replace(segment, lit=self.both(lit, segment.lit, joined)))
                if step.alone:
                    there.append(segments[-1].lit)
                model.add(start <= segment.start).only_enforce_if(segments[-1].lit)
                model.add(end >= segment.end).only_enforce_if(segments[-1].lit)
        opened = self.any_literal(list(dict.fromkeys(there)))
        number = self._most_turns(steps, day)
        used = [opened, *(model.new_bool_var("") for _ in range(number - 1))]
        moments = [start, *(model.new_int_var(0, DAY, "") for _ in range(2 * number - 2)), end]
        spans = list(zip(moments[::2], moments[1::2], strict=True))
        breaks = [self._break(segments, *pair) for pair in pairwise(spans)]
        for before, after in pairwise(used):
            model.add_implication(after, before)
        for i, (begin, finish) in enumerate(spans):
            model.add(begin <= finish)
            if i + 1 < number:
                # the last turn lasts until the end, which those that are not there do not move
                model.add(finish <= spans[i + 1][0])
                model.add(finish == end).only_enforce_if(~used[i + 1])
        able = [p.index for p in self.problem.people if Role.SURVEILLANT in p.roles]
        turns = tuple({p: self._stay(*span, model.new_bool_var(""), room) for p in able} for span in spans)
        return Watch(epreuve, room, day, opened, turns, tuple(used), tuple(breaks))

    def _break(self, segments: list[Segment], before: tuple[IntVar, IntVar], after: tuple[IntVar, IntVar]) -> Literal:
        """Whether nobody has to be there between two turns; otherwise one takes over from the other."""
        model = self.model
        if len(segments) < 2:
            model.add(before[1] == after[0])
            return self.false
        literal = model.new_bool_var("")
        model.add(before[1] == after[0]).only_enforce_if(~literal)
        for segment in segments:
            over = model.new_bool_var("")
            model.add(segment.end <= before[1]).only_enforce_if(literal, segment.lit, over)
            model.add(segment.start >= after[0]).only_enforce_if(literal, segment.lit, ~over)
        return literal

    def _most_turns(self, steps: list[tuple[Task, Step]], day: int) -> int:
        """How many turns the surveillance of a room may take; one where each room may have its own surveillant all day.

        With a reference plan, a surveillant may have begun whom another has to relieve.
        """
        able = [p for p in self.problem.people if Role.SURVEILLANT in p.roles]
        trainers = {f for a in self.problem.applicants for f in a.fiche.formateurs_tenus}
        spare = [p for p in able if not (p.away[day] or p.membre or len(p.roles) > 1 or p.id in trainers)]
        rooms = {room for task in self.problem.tasks for step in task.steps if step.watchable for room in step.rooms}
        if len(spare) >= len(rooms) and (spare == able or not self.problem.session.reference):
            return 1
        together = all(task.epreuve.collective for task, _ in steps)
        stretches = sum(1 + len(p.away[day]) for p in able)
        return max(1, min(MOST_TURNS, stretches if together else max(stretches, len(steps))))

    def _stay(self, start: Expr, end: Expr, lit: Literal, room: int = -1, plays: bool = False) -> Stay:
        return Stay(start, end, lit, self._stretch(start, end, lit), room, plays)

    # Comédiens and aides

    @once
    def booked(self, task: Task, booking: Claim, who: int) -> IntVar:
        """Whether somebody (index) plays in those steps of a passage, or it takes that vehicle."""
        return self.model.new_bool_var(f"{'vehicle' if booking.vehicle else 'person'} {who} at {task.index}")

    def bookings(self, who: int, *, vehicle: bool = False) -> list[tuple[Task, Claim, IntVar]]:
        """Where somebody may play, or that vehicle be taken, and whether they are."""
        pairs = ((t, b) for t in self.problem.tasks for b in t.bookings)
        return [(t, b, self.booked(t, b, who)) for t, b in pairs if b.vehicle == vehicle and who in b.able]

    def comediens(self) -> list[Person]:
        """The people who may play as comédien."""
        return [p for p in self.problem.people if Role.COMEDIEN in p.roles]

    def comedien_accueil(self, person: int, day: int) -> IntVar:
        """When a comédien is welcomed on a day, if they play then."""
        return self.minute_of(f"accueil on {day} of person", person)

    @once
    def plays_on(self, person: int, day: int) -> Literal:
        """Whether that comédien plays at any passage of the day."""
        return self.any_literal([self.both(lit, self.on(task, day)) for task, _, lit in self.bookings(person)])

    @once
    def stays(self, person: int, day: int) -> list[Stay]:
        """Where somebody may be on a day besides juries."""
        fiche = self.problem.people[person]
        result = [
            turn[person]
            for watch in (self.watches() if Role.SURVEILLANT in fiche.roles else [])
            if watch.day == day
            for turn in watch.turns
            if person in turn
        ]
        if Role.COMEDIEN in fiche.roles:
            result += self._playing(person, day)
        for applicant in (a for a in self.problem.applicants if a.fiche.aide == fiche.id):
            for task in (self.problem.tasks[t] for t in applicant.tasks):
                result += [self._stay(*self.stretch(task, s), self.on(task, day)) for s in task.aided]
        return result

    @once
    def trips(self, vehicle: int, day: int) -> list[Stay]:
        """When a vehicle is taken on a day."""
        return self._booked_stays(vehicle, day, vehicle=True)

    def _booked_stays(self, who: int, day: int, *, vehicle: bool = False) -> list[Stay]:
        return [
            self._stay(*self.stretch(task, s), self.both(lit, self.on(task, day)), plays=not vehicle)
            for task, booking, lit in self.bookings(who, vehicle=vehicle)
            for s in booking.stretches
        ]

    def _playing(self, person: int, day: int) -> list[Stay]:
        if not self.bookings(person):
            return []
        accueil = self.comedien_accueil(person, day)
        end = accueil + self.problem.reglages.accueil_comedien
        welcomed = self._stay(accueil, end, self.plays_on(person, day), plays=True)
        return [welcomed, *self._booked_stays(person, day)]

    # Responsables

    @once
    def leads(self, person: int, day: int) -> IntVar:
        """Whether that person is a responsable of the session on that day."""
        return self.model.new_bool_var(f"person {person} leads on {day}")

    def torn(self, person: int) -> bool:
        """Whether leading a day would keep that person from something else."""
        fiche = self.problem.people[person]
        return Role.RESPONSABLE in fiche.roles and (fiche.membre or Role.COMEDIEN in fiche.roles)

    @once
    def day_bounds(self, day: int) -> tuple[IntVar, IntVar]:
        """Two minutes between which everything of the day lies, the candidats' accueil included."""
        model = self.model
        start, end = (model.new_int_var(0, 1440, f"bounds of {day}") for _ in range(2))
        self._welcoming(day, start)
        stretches: list[Stay | Segment] = [s for p in self.problem.people for s in self.stays(p.index, day)]
        stretches += [Segment(self.start(t), t.minutes, self.end(t), self.on(t, day)) for t in self.problem.tasks]
        for slot in self.problem.slots_of(day):
            used = self.used(slot)
            stretches.append(Segment(self.jury_start(slot), 0, self.jury_end(slot), used))
        for stretch in stretches:
            model.add(start <= stretch.start).only_enforce_if(stretch.lit)
            model.add(end >= stretch.end).only_enforce_if(stretch.lit)
        return start, end

    def _welcoming(self, day: int, start: IntVar) -> None:
        """The day begins no later than plis are opened, and than its first candidats are welcomed, if they can be."""
        session, reglages, date = self.problem.session, self.problem.reglages, self.problem.days[day].date
        begun = [a for a in begun_accueils(session) if a.jour == date]
        for accueil in begun:
            self.model.add(start <= minute(accueil.debut))
        now = session.maintenant
        passed = any(
            p.jour == date and now is not None and p.debut < now for r in session.reference for p in r.passages
        )
        if passed or any(a.nature is NatureAccueil.ACCUEIL for a in begun):
            return
        for task in self.problem.tasks:
            on, first = self.on(task, day), self.first_day(day)
            soonest = minute(accueil_au_plus_tot(session, self.problem.applicants[task.candidat].id, date))
            early = self.model.new_bool_var("") if soonest else self.true
            if soonest:
                self.model.add(start <= soonest).only_enforce_if(on, ~early)
            for length, lit in ((reglages.accueil, first), (reglages.accueil_autres_jours, ~first)):
                self.model.add(start <= self.start(task) - length).only_enforce_if(on, early, lit)
            if self.problem.is_sealed(task):
                plis = self.opens_plis(task)
                self.model.add(start <= self.start(task) - reglages.plis).only_enforce_if(on, plis)

    @once
    def touches(self, day: int, span: Span) -> Literal:
        """Whether the day's bounds have a minute in common with that span (may hold without need)."""
        start, end = self.day_bounds(day)
        touched, before = (self.model.new_bool_var("") for _ in range(2))
        used = self.day_used(day)
        self.model.add(end <= span[0]).only_enforce_if(~touched, before, used)
        self.model.add(start >= span[1]).only_enforce_if(~touched, ~before, used)
        return touched

    @once
    def ends_before(self, first: Slot, second: Slot) -> Literal:
        """Whether the first of two juries of a day comes before the second; free unless they share a membre."""
        return self.model.new_bool_var(f"slot {first.index} before {second.index}")
