"""Juries: who sits, and what they may do."""

from collections.abc import Iterable
from dataclasses import dataclass

from tpplanner.domain.reglages import MINUTES_LIBRES
from tpplanner.solver.posting import Expr, Literal
from tpplanner.solver.problem import DAY, Applicant, Freedom, Slot, Task, Unit
from tpplanner.solver.variables.base import Interval, IntVar, Segment, once
from tpplanner.solver.variables.chains import Chains


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a jury would do if `lit` held: watch a candidat (`unit`), or work (`unit` -1).

    `passing`: it is a candidat's passage or the deliberation after it.
    """

    start: Expr
    end: Expr
    lit: Literal
    interval: Interval
    applicant: int
    unit: int = -1
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """Free minutes in a jury's day that end a stretch of work, if `taken`."""

    start: IntVar
    end: IntVar
    taken: IntVar
    interval: Interval


class Juries(Chains):
    """Composition and things of the juries that may sit."""

    # Juries

    @once
    def used(self, slot: Slot) -> IntVar:
        """Whether that jury sits on its day."""
        hearings = [self.hears(u, slot) for u in self.problem.units]
        decided = self._decided(hearings)
        if decided is not None:
            return decided
        literal = self.model.new_bool_var(f"slot {slot.index} used")
        self.model.add_max_equality(literal, hearings)
        return literal

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
        """Whether two juries of a day have a membre in common, and not merely may be held for such."""
        common = sorted(set(first.pool) & set(second.pool))
        return self.any_literal([self.both(self.sits(p, first), self.sits(p, second)) for p in common])

    def jury_start(self, slot: Slot) -> IntVar:
        """A minute at or before everything that the jury does, once `things` has been asked."""
        return self.minute_of("start", slot.index)

    def jury_end(self, slot: Slot) -> IntVar:
        """A minute at or after everything that the jury does, once `things` has been asked."""
        return self.minute_of("end", slot.index)

    def accueil(self, slot: Slot) -> IntVar:
        """When its accueil begins."""
        return self.minute_of("accueil", slot.index)

    def cloture(self, slot: Slot) -> IntVar:
        """When its clôture begins."""
        return self.minute_of("cloture", slot.index)

    def pause(self, slot: Slot) -> IntVar:
        """When its midday break begins, inside its day or beside it."""
        return self.minute_of("pause", slot.index)

    @once
    def changeovers(self, slot: Slot) -> list[Interval]:
        """The minutes before each candidat comes in: before the first chain of his day that the jury hears."""
        n = self.problem.reglages.battement
        result: list[Interval] = []
        for unit in self.problem.units if n else ():
            enters = self.enters(unit, slot)
            if enters is not self.false:
                start = self.watch_start(unit) - n
                result.append(self.model.new_optional_fixed_size_interval_var(start, n, enters, ""))
        return result

    def enters(self, unit: Unit, slot: Slot) -> Literal:
        """Whether the jury first sees a candidat of the day in that chain."""
        if self.problem.applicants[unit.candidat].elsewhere:
            return self.false
        return self.both(self.hears(unit, slot), self.first_of_day(unit))

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
        """When the jury begins to read a candidat's file, on the day of his first chain."""
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
        """Let these juries' hours hold all that they do, where no rule posted with this one asks for their things."""
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
        """Whether its watching and the deliberation after it are one stretch without a gap, whatever is decided."""
        applicant = self.problem.applicants[unit.candidat]
        return unit.rigid and len(applicant.units) == 1 and not applicant.elsewhere

    def _watching(self, unit: Unit, slot: Slot) -> list[Thing]:
        """The watched segments of a chain and the deliberation after it; one thing where nothing separates them."""
        hears, n = self.hears(unit, slot), self.problem.reglages.deliberation
        if self.merged(unit):
            minutes = sum(self.problem.tasks[t].minutes for t in unit.tasks)
            return [self._thing(self.unit_start(unit), minutes + n, hears, unit.candidat, unit.index, passing=True)]
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
        result.append(self._thing(self.unit_end(unit), n, last, unit.candidat, passing=True))
        return result

    def _segment(self, segment: Segment, hears: Literal, unit: Unit) -> Thing:
        lit = self.both(hears, segment.lit)
        interval = self.model.new_optional_interval_var(segment.start, segment.size, segment.end, lit, "")
        return Thing(segment.start, segment.end, lit, interval, unit.candidat, unit.index, passing=True)

    def _thing(
        self, start: Expr, minutes: int, lit: Literal, applicant: int = -1, unit: int = -1, *, passing: bool = False
    ) -> Thing:
        interval = self.model.new_optional_fixed_size_interval_var(start, minutes, lit, "")
        return Thing(start, start + minutes, lit, interval, applicant, unit, passing)
