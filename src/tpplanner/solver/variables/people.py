"""Those who are not in juries: where a surveillant, a comédien, an aide may be, and who leads each day."""

from dataclasses import dataclass

from tpplanner.domain.session import Role
from tpplanner.solver.posting import Expr, Literal, total
from tpplanner.solver.problem import Person, Slot, Span, Step, Task
from tpplanner.solver.variables.base import Interval, IntVar, Segment, once
from tpplanner.solver.variables.rooms import Rooms


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody somewhere, if `lit` holds: in a room (index, -1 for none), perhaps as a comédien (`plays`)."""

    start: Expr
    end: Expr
    lit: Literal
    interval: Interval
    room: int = -1
    plays: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """The surveillance of one épreuve in one room on one day, by one surveillant or by two in turn.

    `open` says whether anybody is there; `pieces` gives, for each turn, the surveillants (indices) with their stays.
    """

    epreuve: str
    room: int
    day: int
    open: Literal
    start: IntVar
    end: IntVar
    turns: tuple[dict[int, Stay], ...]


class Variables(Rooms):
    """All the decisions of a problem, behind questions named for what they answer."""

    # Surveillants

    @once
    def watches(self) -> list[Watch]:
        """Every surveillance that could be needed: by épreuve, room and day."""
        keys: dict[tuple[str, int, int], list[tuple[Task, Step]]] = {}
        for task in self.problem.tasks:
            for step in (s for s in task.steps if s.surveilled):
                for room in step.rooms:
                    for day in self._days_of(task):
                        keys.setdefault((task.epreuve.id, room, day), []).append((task, step))
        return [self._watch(*key, steps) for key, steps in keys.items()]

    def _days_of(self, task: Task) -> list[int]:
        return [day.index for day in self.problem.days if self.on(task, day.index) is not self.false]

    def _watch(self, epreuve: str, room: int, day: int, steps: list[tuple[Task, Step]]) -> Watch:
        model = self.model
        start, end = (model.new_int_var(0, 1440, f"watch {epreuve} {room} {day}") for _ in range(2))
        there = []
        for task, step in steps:
            lit = self.both(self.on(task, day), self.in_room(task, step, room))
            there.append(lit)
            for segment in self.segments(task, step):
                held = self.both(lit, segment.lit)
                model.add(start <= segment.start).only_enforce_if(held)
                model.add(end >= segment.end).only_enforce_if(held)
        opened = self.any_literal(list(dict.fromkeys(there)))
        return Watch(epreuve, room, day, opened, start, end, self._turns(room, day, opened, start, end))

    def _turns(self, room: int, day: int, opened: Literal, start: IntVar, end: IntVar) -> tuple[dict[int, Stay], ...]:
        model = self.model
        able = [p.index for p in self.problem.people if Role.SURVEILLANT in p.roles]
        if not self.may_hand_over(day):
            return ({p: self._stay(start, end, model.new_bool_var(""), room) for p in able},)
        handover = model.new_int_var(0, 1440, "")
        second = model.new_bool_var("")
        model.add(handover == end).only_enforce_if(~second, opened)
        model.add(handover >= start)
        model.add(handover <= end)
        first_turn = {p: self._stay(start, handover, model.new_bool_var(""), room) for p in able}
        second_turn = {p: self._stay(handover, end, model.new_bool_var(""), room) for p in able}
        model.add(total(stay.lit for stay in second_turn.values()) == second)
        model.add_implication(second, opened)
        return first_turn, second_turn

    def may_hand_over(self, day: int) -> bool:
        """Whether one surveillant may take over from another: where some are not free all day."""
        able = [p for p in self.problem.people if Role.SURVEILLANT in p.roles]
        return any(p.away[day] or p.membre or len(p.roles) > 1 for p in able) and len(able) > 1

    def _stay(self, start: Expr, end: Expr, lit: Literal, room: int = -1, plays: bool = False) -> Stay:
        return Stay(start, end, lit, self._stretch(start, end, lit), room, plays)

    # Comédiens and aides

    @once
    def plays(self, person: int, task: Task) -> IntVar:
        """Whether that comédien plays at that passage."""
        return self.model.new_bool_var(f"person {person} plays at {task.index}")

    def comediens(self) -> list[Person]:
        """Those who may play."""
        return [p for p in self.problem.people if Role.COMEDIEN in p.roles]

    def comedien_accueil(self, person: int, day: int) -> IntVar:
        """When a comédien is welcomed on a day, if he plays then."""
        return self.minute_of(f"accueil on {day} of person", person)

    @once
    def plays_on(self, person: int, day: int) -> Literal:
        """Whether that comédien plays at any passage of the day."""
        tasks = [t for t in self.problem.tasks if t.epreuve.comedien]
        return self.any_literal([self.both(self.plays(person, t), self.on(t, day)) for t in tasks])

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
                result.append(self._stay(self.start(task), self.end(task), self.on(task, day)))
        return result

    def _playing(self, person: int, day: int) -> list[Stay]:
        tasks = [t for t in self.problem.tasks if t.epreuve.comedien]
        if not tasks:
            return []
        accueil = self.comedien_accueil(person, day)
        end = accueil + self.problem.reglages.accueil_comedien
        welcomed = self._stay(accueil, end, self.plays_on(person, day), plays=True)
        return [welcomed] + [
            self._stay(self.start(t), self.end(t), self.both(self.plays(person, t), self.on(t, day)), plays=True)
            for t in tasks
        ]

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
        model, fiche = self.model, self.problem.days[day]
        start, end = (model.new_int_var(0, 1440, f"bounds of {day}") for _ in range(2))
        model.add(start <= max(fiche.accueil, fiche.open))
        stretches: list[Stay | Segment] = [s for p in self.problem.people for s in self.stays(p.index, day)]
        stretches += [Segment(self.start(t), t.minutes, self.end(t), self.on(t, day)) for t in self.problem.tasks]
        for slot in self.problem.slots_of(day):
            used = self.used(slot)
            stretches.append(Segment(self.jury_start(slot), 0, self.jury_end(slot), used))
        for stretch in stretches:
            model.add(start <= stretch.start).only_enforce_if(stretch.lit)
            model.add(end >= stretch.end).only_enforce_if(stretch.lit)
        return start, end

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
        """Of two juries of a day, a choice of which comes first (it binds only where they share a membre)."""
        return self.model.new_bool_var(f"slot {first.index} before {second.index}")
