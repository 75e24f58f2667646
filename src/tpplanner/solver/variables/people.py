"""Those who are not in juries: where a surveillant, a comédien, an aide may be, and who leads each day."""

from dataclasses import dataclass, replace
from itertools import pairwise

from tpplanner.domain.accueils import accueillable, begun_accueils
from tpplanner.domain.plan import NatureAccueil
from tpplanner.domain.session import Role
from tpplanner.solver.posting import Expr, Literal
from tpplanner.solver.problem import DAY, Person, Slot, Span, Step, Task, minute
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


MOST_TURNS = 4
"""Of the surveillance of one épreuve in one room on one day: plans with more are not looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """The surveillance of one épreuve in one room on one day, by surveillants in turn.

    `open` says whether anybody is there. Each of `turns` gives, for each surveillant (index), his stay; `used` says
    which there are, the first ones, and `breaks` after which of them nobody has to be there until the next one.
    """

    epreuve: str
    room: int
    day: int
    open: Literal
    turns: tuple[dict[int, Stay], ...]
    used: tuple[Literal, ...]
    breaks: tuple[Literal, ...]


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
        start, end = (model.new_int_var(0, DAY, f"watch {epreuve} {room} {day}") for _ in range(2))
        there, held = [], []
        for task, step in steps:
            lit = self.both(self.on(task, day), self.in_room(task, step, room))
            there.append(lit)
            for segment in self.segments(task, step):
                held.append(replace(segment, lit=self.both(lit, segment.lit)))
                model.add(start <= segment.start).only_enforce_if(held[-1].lit)
                model.add(end >= segment.end).only_enforce_if(held[-1].lit)
        opened = self.any_literal(list(dict.fromkeys(there)))
        number = self._most_turns(steps, day)
        used = [opened, *(model.new_bool_var("") for _ in range(number - 1))]
        moments = [start, *(model.new_int_var(0, DAY, "") for _ in range(2 * number - 2)), end]
        spans = list(zip(moments[::2], moments[1::2], strict=True))
        breaks = [self._break(held, *pair) for pair in pairwise(spans)]
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

    def _break(self, held: list[Segment], before: tuple[IntVar, IntVar], after: tuple[IntVar, IntVar]) -> Literal:
        """Whether nobody has to be there between two turns; otherwise one takes over from the other."""
        model = self.model
        if len(held) < 2:
            model.add(before[1] == after[0])
            return self.false
        literal = model.new_bool_var("")
        model.add(before[1] == after[0]).only_enforce_if(~literal)
        for segment in held:
            over = model.new_bool_var("")
            model.add(segment.end <= before[1]).only_enforce_if(literal, segment.lit, over)
            model.add(segment.start >= after[0]).only_enforce_if(literal, segment.lit, ~over)
        return literal

    def _most_turns(self, steps: list[tuple[Task, Step]], day: int) -> int:
        """How many surveillants, or parts of the day, it may take: one where each room may have its own for the day.

        Beside a reference plan one of theirs may have begun, whom another has to relieve.
        """
        able = [p for p in self.problem.people if Role.SURVEILLANT in p.roles]
        trainers = {f for a in self.problem.applicants for f in a.fiche.formateurs}
        spare = [p for p in able if not (p.away[day] or p.membre or len(p.roles) > 1 or p.id in trainers)]
        rooms = {room for task in self.problem.tasks for step in task.steps if step.surveilled for room in step.rooms}
        if len(spare) >= len(rooms) and (spare == able or not self.problem.session.reference):
            return 1
        together = all(task.epreuve.collective for task, _ in steps)
        stretches = sum(1 + len(p.away[day]) for p in able)
        return max(1, min(MOST_TURNS, stretches if together else max(stretches, len(steps))))

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
        """The day has begun when its candidats are welcomed, unless none of the first could be called so early."""
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
            soonest = minute(accueillable(session, self.problem.applicants[task.candidat].id, date))
            early = self.model.new_bool_var("") if soonest else self.true
            if soonest:
                self.model.add(start <= soonest).only_enforce_if(on, ~early)
            for length, lit in ((reglages.accueil, first), (reglages.accueil_autres_jours, ~first)):
                self.model.add(start <= self.start(task) - length).only_enforce_if(on, early, lit)
            if self.problem.is_sealed(task):
                plis = self.opens_plis(task)
                self.model.add(start <= self.start(task) - reglages.plis).only_enforce_if(on, early, plis)

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
