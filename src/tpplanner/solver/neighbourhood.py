"""Small problems around a reference plan: what a change does not touch stays before its jury at its hour.

A neighbourhood is a narrowing of the whole problem: its plans are plans of the whole, its bounds hold in it alone.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace

from tpplanner.domain.outcome import Element
from tpplanner.domain.plan import Composition, NatureTravail, Passage, Plan, Travail
from tpplanner.solver.pinning.passages import NotExpressible, match_slots
from tpplanner.solver.problem import Problem, Slot, Task, Unit, minute
from tpplanner.solver.run import Relation
from tpplanner.solver.variables import IntVar
from tpplanner.solver.whole import WholeModel

JuryDay = tuple[str, int]
"""A jury of the reference plan (id) on a day (index)."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A narrowed problem, and the tasks (by index) that keep the day and minute of the reference plan."""

    problem: Problem
    held: tuple[tuple[int, int, int], ...]
    rooms: tuple[tuple[int, int, int], ...]
    """(task, step, room) that stay"""
    jury_rooms: tuple[tuple[int, int], ...]
    """(slot, room) that stay"""
    works: tuple[tuple[int, int, int], ...]
    """(applicant, task or -1 for the reading, minute): where the reference plan has its juries' work, as hints"""

    def model(self) -> WholeModel:
        """Its model."""
        whole = WholeModel(self.problem)
        for relation in self._relations(whole):
            whole.model.add(relation)
        for applicant, task, start in self.works:
            whole.model.add_hint(self.work(whole, applicant, task), start)
        return whole

    def work(self, whole: WholeModel, applicant: int, task: int) -> IntVar:
        """When the reading, or the correction of a task, begins in its model."""
        if task < 0:
            return whole.x.lecture(self.problem.applicants[applicant])
        return whole.x.correction(self.problem.tasks[task])

    def _relations(self, whole: WholeModel) -> Iterator[Relation]:
        for index, day, start in self.held:
            task = self.problem.tasks[index]
            yield whole.x.start(task) == start
            yield whole.x.on(task, day) == 1
        for index, step, room in self.rooms:
            task = self.problem.tasks[index]
            yield whole.x.in_room(task, task.steps[step], room) == 1
        for slot, room in self.jury_rooms:
            yield whole.x.jury_in(self.problem.slots[slot], room) == whole.x.used(self.problem.slots[slot])


class Neighbourhoods:
    """Wider and wider: other people at the same hours; touched jury-days placed afresh, elsewhere too; whole days."""

    def __init__(self, problem: Problem, plan: Plan, suspects: Iterable[Element]) -> None:
        self.problem = problem
        self.plan = plan
        self.day_of = {day.date: day.index for day in problem.days}
        self.passages = {(p.candidat, p.epreuve): p for p in plan.passages}
        self.slots: dict[JuryDay, Slot] = match_slots(problem, plan)
        self.juries: set[JuryDay] = set()
        self.rooms = {room.id: room.index for room in problem.rooms}
        self.candidats: set[str] = {a.id for a in problem.applicants} - {p.candidat for p in plan.passages}
        self.named: set[str] = set(self.candidats)
        for element in suspects:
            self._suspect(element)
        self.shaken = {a.index for a in problem.applicants if a.id in self.candidats}

    def _suspect(self, element: Element) -> None:
        day = self.day_of.get(element.debut.date(), -1)
        match element:
            case Composition() | Travail():
                self.juries.add((element.jury, day))
            case Passage():
                self.candidats.add(element.candidat)
                self.juries |= {(partie.jury, day) for partie in element.suivies}

    def __iter__(self) -> Iterator[Neighbourhood]:
        touched = {unit.index for unit in self.problem.units if self._of(unit) in self.juries}
        touched |= {u.index for u in self.problem.units if self._id(u.candidat) in self.candidats}
        days = {day for _, day in self.juries} | {self._of(self.problem.units[u])[1] for u in touched}
        of_days = {unit.index for unit in self.problem.units if self._of(unit)[1] in days}
        new = {u.index for u in self.problem.units if self._id(u.candidat) in self.named}
        if not new:
            yield self._around(self.juries, set(), set(), shared=False)
        yield self._around(self.juries, touched, days, shared=False)
        every_day = {day.index for day in self.problem.days}
        yield self._around(self.juries, touched, every_day, shared=False)
        juries = {key for key in self.slots if key[1] in days}
        yield self._around(juries, of_days, days, shared=False)
        yield self._around(juries, of_days, days, shared=True)
        everything = {unit.index for unit in self.problem.units}
        yield self._around(set(self.slots), everything, every_day, shared=False)

    def _id(self, applicant: int) -> str:
        return self.problem.applicants[applicant].id

    def _of(self, unit: Unit) -> JuryDay:
        """The jury-day that hears a chain in the reference plan."""
        for task in (self.problem.tasks[t] for t in unit.tasks):
            passage = self.passages.get((self._id(unit.candidat), task.epreuve.id))
            if passage is not None and passage.suivies:
                return passage.suivies[0].jury, self.day_of.get(passage.jour, -1)
        return "", -1

    def around_one(self, tasks: Set[int], *, shared: bool) -> Neighbourhood:
        """Those tasks of one candidat anywhere, also before a jury more on each day; all else stays where it is.

        `shared`: that jury may have membres of others of its day.
        """
        units = {self.problem.tasks[t].unit for t in tasks} - {-1}
        around = self._around(set(), units, {day.index for day in self.problem.days}, shared=shared)
        held = tuple(h for h in self._held(set()) if h[0] not in tasks)
        return replace(around, held=held, rooms=tuple(self._rooms(held)))

    def _around(self, juries: Set[JuryDay], units: Set[int], days: Set[int], *, shared: bool) -> Neighbourhood:
        """Those jury-days composed afresh, those chains heard anywhere that is open, new juries on those days."""
        kept = self._slots(juries, days)
        index = {old: slot.index for old, slot in kept.items()}
        open_to_all = tuple(index[s.index] for s in self.problem.slots if s.index in index)
        narrow_units = []
        for unit in self.problem.units:
            own = self.slots.get(self._of(unit))
            if unit.index in units or own is None:
                narrow_units.append(replace(unit, juries=open_to_all))
            else:
                narrow_units.append(replace(unit, juries=(index[own.index],)))
        tied = self.problem.shared_membres and (shared or self._shared_before())
        problem = replace(
            self.problem,
            slots=tuple(kept.values()),
            units=tuple(narrow_units),
            shared_membres=tied,
            halves=self.problem.halves or not tied,
        )
        free = {self.problem.units[u].candidat for u in units}
        still = {matched.index: key for key, matched in self.slots.items() if key not in juries}
        jury_rooms = tuple((kept[i].index, self._room(key)) for i, key in still.items() if self._room(key) >= 0)
        held = tuple(self._held(free))
        return Neighbourhood(problem, held, tuple(self._rooms(held)), jury_rooms, tuple(self._works()))

    def _room(self, key: JuryDay) -> int:
        rooms = (c.salle for c in self.plan.compositions if (c.jury, self.day_of.get(c.jour, -1)) == key)
        return self.rooms.get(next(rooms, ""), -1)

    def _rooms(self, held: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
        """The rooms of held tasks that no suspect speaks of."""
        for index, _, _ in held:
            task, passage = self.problem.tasks[index], self._passage(self.problem.tasks[index])
            if passage is None or task.candidat in self.shaken:
                continue
            for partie in passage.parties:
                room = self.rooms.get(partie.salle, -1)
                if partie.phase < len(task.steps) and room in task.steps[partie.phase].rooms:
                    yield index, partie.phase, room

    def _works(self) -> Iterator[tuple[int, int, int]]:
        readings = {t.candidat: t for t in self.plan.travaux if t.nature is NatureTravail.LECTURE}
        corrections = {(t.candidat, t.epreuve): t for t in self.plan.travaux if t.nature is NatureTravail.CORRECTION}
        for applicant in (a for a in self.problem.applicants if a.units):
            if applicant.id in readings:
                yield applicant.index, -1, minute(readings[applicant.id].debut)
            for task in (self.problem.tasks[t] for t in applicant.tasks if not self.problem.tasks[t].watched):
                if (applicant.id, task.epreuve.id) in corrections:
                    yield applicant.index, task.index, minute(corrections[applicant.id, task.epreuve.id].debut)

    def _shared_before(self) -> bool:
        called = [(m, c.jour) for c in self.plan.compositions for m in c.membres]
        return len(called) > len(set(called))

    def _slots(self, juries: Set[JuryDay], days: Set[int]) -> dict[int, Slot]:
        """The juries of the reference plan, those not named with their membres; on those days, one more than these.

        Of juries that the centre gives, which are not alike, all are there on those days.
        """
        matched = {slot.index: key for key, slot in self.slots.items()}
        used = {(c.jury, self.day_of.get(c.jour, -1)): set(c.membres) for c in self.plan.compositions}
        kept: dict[int, Slot] = {}
        more = max(1, len(self.problem.session.jurys))
        spare = {day: more + sum(d == day for _, d in juries) for day in days}
        for slot in self.problem.slots:
            key = matched.get(slot.index)
            if key is None:
                if not spare.get(slot.day):
                    continue
                spare[slot.day] -= 1
                kept[slot.index] = replace(slot, index=len(kept))
                continue
            pool = tuple(p for p in slot.pool if self.problem.people[p].id in used[key])
            if key in juries or len(pool) < slot.least:
                kept[slot.index] = replace(slot, index=len(kept))
            else:
                kept[slot.index] = replace(slot, index=len(kept), pool=pool, least=len(pool), most=len(pool))
        return kept

    def _held(self, free: Set[int]) -> Iterator[tuple[int, int, int]]:
        for task in self.problem.tasks:
            passage = self._passage(task)
            if passage is None or (task.candidat in free and not task.epreuve.collective):
                continue
            day = self.day_of.get(passage.jour)
            if day is not None:
                yield task.index, day, minute(passage.debut)

    def _passage(self, task: Task) -> Passage | None:
        return self.passages.get((self._id(task.candidat), task.epreuve.id))


def neighbourhoods(problem: Problem, plan: Plan, suspects: Iterable[Element]) -> Iterator[Neighbourhood]:
    """Them all, the smallest first; none where the reference plan has juries that the problem has not."""
    try:
        yield from Neighbourhoods(problem, plan, suspects)
    except NotExpressible:
        return
