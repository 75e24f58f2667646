"""The passages of a plan as relations: days, starts, the midday cut, rooms, juries."""

from collections.abc import Iterator
from datetime import datetime

from tpplanner.domain.plan import Composition, Partie, Passage, Plan, Presence, Travail
from tpplanner.solver.problem import Problem, Slot, Step, Task, minute
from tpplanner.solver.run import Relation
from tpplanner.solver.variables import Variables


class NotExpressible(Exception):
    """The plan breaks a structure: no solution of any model is this plan."""


def length(stretch: Partie | Travail | Presence) -> int:
    """Whole minutes of a piece of a plan."""
    return int((stretch.fin - stretch.debut).total_seconds()) // 60


def match_slots(problem: Problem, plan: Plan) -> dict[tuple[str, int], Slot]:
    """A slot for each jury-day of the plan (jury, index of the day): its own if given, else the next of that day.

    The next one in which its membres may sit, if there is one. Composed juries are taken in the order of the first
    candidat whom each hears, as `strengthen` numbers them. Raises NotExpressible.
    """
    day_of = {day.date: day.index for day in problem.days}
    matched: dict[tuple[str, int], Slot] = {}
    for composition in sorted(plan.compositions, key=lambda c: _first_heard(problem, plan, c)):
        if composition.jour not in day_of:
            raise NotExpressible(f"{composition.jour} is no day of the session")
        key = (composition.jury, day_of[composition.jour])
        if key in matched:
            raise NotExpressible(f"{key} has several compositions")
        free = [s for s in problem.slots_of(key[1]) if s not in matched.values()]
        fitting = [s for s in free if s.given in ("", composition.jury)]
        if not fitting:
            raise NotExpressible(f"no slot for {key}")
        able = (s for s in fitting if set(composition.membres) <= {problem.people[p].id for p in s.pool})
        matched[key] = next(able, fitting[0])
    return matched


def _first_heard(problem: Problem, plan: Plan, composition: Composition) -> int:
    """The index of the first candidat of the workbook whom a jury hears on a day."""
    heard = {
        passage.candidat
        for passage in plan.passages
        if passage.jour == composition.jour and any(p.jury == composition.jury for p in passage.suivies)
    }
    return min((a.index for a in problem.applicants if a.id in heard), default=len(problem.applicants))


class Passages:
    """The ground floor: a plan beside a problem and its variables, and what it says of passages."""

    def __init__(self, problem: Problem, x: Variables, plan: Plan) -> None:
        self.problem, self.x, self.plan = problem, x, plan
        self.day_of = {day.date: day.index for day in problem.days}
        self.room_of = {room.id: room.index for room in problem.rooms}
        self.passages = {(p.candidat, p.epreuve): p for p in plan.passages}
        self.slots = match_slots(problem, plan)

    def day(self, moment: datetime) -> int:
        """The index of the day of a moment; raises NotExpressible."""
        if moment.date() not in self.day_of:
            raise NotExpressible(f"{moment} is on no day of the session")
        return self.day_of[moment.date()]

    def passage(self, task: Task) -> Passage:
        """The passage of the plan that is that task; raises NotExpressible."""
        key = (self.problem.applicants[task.candidat].id, task.epreuve.id)
        if key not in self.passages:
            raise NotExpressible(f"{key} is not planned")
        return self.passages[key]

    def composition(self, slot: Slot) -> Composition:
        """Who sits in a jury of the plan, and where; raises NotExpressible."""
        for (jury, day), matched in self.slots.items():
            if matched is slot:
                return next(c for c in self.plan.compositions if c.jury == jury and self.day(c.debut) == day)
        raise NotExpressible("no composition")

    def tasks(self) -> Iterator[Relation]:
        """Every passage where and when the plan has it."""
        if len(self.plan.passages) != len(self.problem.tasks):
            raise NotExpressible("passages are missing, or there are others")
        for task in self.problem.tasks:
            yield from self._task(task)

    def _task(self, task: Task) -> Iterator[Relation]:
        passage = self.passage(task)
        day = self.day(passage.debut)
        yield self.x.start(task) == minute(passage.debut)
        for other in self.problem.days:
            if len(self.problem.days) > 1:
                yield self.x.on(task, other.index) == int(other.index == day)
        yield from self._steps(task, passage)
        if task.unit >= 0:
            yield from self._heard(task, passage, day)

    def _steps(self, task: Task, passage: Passage) -> Iterator[Relation]:
        phases = [p.phase for p in passage.parties]
        if phases != sorted(phases) or not set(phases) <= {step.index for step in task.steps}:
            raise NotExpressible(f"{passage.epreuve} of {passage.candidat} has other phases, or in another order")
        reached, cut = passage.debut, False
        for step in task.steps:
            parts = [p for p in passage.parties if p.phase == step.index]
            if not parts or sum(map(length, parts)) != step.minutes or parts[0].debut != reached:
                raise NotExpressible(f"{passage.epreuve} of {passage.candidat} does not last what it must")
            reached = parts[-1].fin
            if len(parts) > 1:
                cut = True
                yield from self._cut(task, step, parts)
            yield from self._room(task, step, parts)
        if task.epreuve.coupure_midi and not cut:
            yield self.x.cut(task) == 0

    def _cut(self, task: Task, step: Step, parts: list[Partie]) -> Iterator[Relation]:
        gap = int((parts[1].debut - parts[0].fin).total_seconds()) // 60
        due = self.problem.reglages.pause_candidat
        if not task.epreuve.coupure_midi or len(parts) != 2 or step.index != task.epreuve.phase_coupee or gap != due:
            raise NotExpressible(f"{task.epreuve.id} is cut otherwise than by midday")
        yield self.x.cut(task) == 1
        yield self.x.cut_at(task) == minute(parts[0].fin)

    def _room(self, task: Task, step: Step, parts: list[Partie]) -> Iterator[Relation]:
        if len({part.salle for part in parts}) > 1:
            raise NotExpressible(f"a phase of {task.epreuve.id} is in several rooms")
        if any(bool(part.jury) != step.watched for part in parts):
            raise NotExpressible(f"a phase of {task.epreuve.id} is watched where it must not be, or not where it must")
        salle = parts[0].salle
        if step.in_jury_room:
            return
        if self.room_of.get(salle) not in step.rooms:
            raise NotExpressible(f"no room {salle!r} for {task.epreuve.id}")
        for room in step.rooms:
            if len(step.rooms) > 1:
                yield self.x.in_room(task, step, room) == int(room == self.room_of[salle])

    def _heard(self, task: Task, passage: Passage, day: int) -> Iterator[Relation]:
        juries = {partie.jury for partie in passage.suivies}
        slot = self.slots.get((juries.pop(), day)) if len(juries) == 1 else None
        if slot is None:
            raise NotExpressible(f"{passage.epreuve} of {passage.candidat} is before no jury, or before several")
        yield self.x.hears(self.problem.units[task.unit], slot) == 1
        salles = {p.salle for p in passage.parties if task.steps[p.phase].in_jury_room}
        if salles and salles != {self.composition(slot).salle}:
            raise NotExpressible(f"{passage.epreuve} of {passage.candidat} is not in its jury's room")
