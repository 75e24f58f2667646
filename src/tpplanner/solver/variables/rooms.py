"""Rooms: which one each jury has, and who would be in each when."""

from dataclasses import dataclass

from tpplanner.domain.referentiel import USAGE_JURY
from tpplanner.solver.posting import Expr, Literal, total
from tpplanner.solver.problem import Freedom, Room, Slot, Step, Task
from tpplanner.solver.variables.base import Interval, IntVar, once
from tpplanner.solver.variables.juries import Juries


@dataclass(frozen=True, slots=True)
class Occupation:
    """A candidat in a room during a step, on one day, if its interval is there."""

    task: Task
    step: Step
    start: Expr
    end: Expr
    lit: Literal
    interval: Interval


class Rooms(Juries):
    """The rooms of juries and of candidats."""

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
        end = self.cloture(slot) + self.problem.reglages.cloture
        self.model.add(self.accueil(slot) < self.pause(slot)).only_enforce_if(inside)
        self.model.add(self.pause(slot) + n < end).only_enforce_if(inside)
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
        """What may be in a room: by its own choice, or because its jury is there."""
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
        for segment in self.segments(task, step):
            there = self.both(lit, segment.lit)
            if there is not self.false:
                interval = self.model.new_optional_interval_var(segment.start, segment.size, segment.end, there, "")
                result.append(Occupation(task, step, segment.start, segment.end, there, interval))
        return result
