"""A plan said back to a model: the relations under which the model's solution is that plan.

For tests that hold the two halves of a rule against each other, and for hints. What a structure of the catalogue
builds in cannot be said otherwise: such a plan is not expressible.
"""

from collections.abc import Iterator
from datetime import datetime

from tpplanner.domain.plan import Composition, NatureTravail, Passage, Plan, Travail
from tpplanner.domain.session import Role
from tpplanner.solver.problem import Applicant, Problem, Slot, Step, Task, minute
from tpplanner.solver.run import Relation
from tpplanner.solver.variables import Stay, Variables


class NotExpressible(Exception):
    """The plan breaks a structure: no solution of any model is this plan."""


def pinned(problem: Problem, x: Variables, plan: Plan) -> list[Relation]:
    """The relations that pin a plan; raises NotExpressible."""
    return list(_Pinning(problem, x, plan).relations())


class _Pinning:
    def __init__(self, problem: Problem, x: Variables, plan: Plan) -> None:
        self.problem, self.x, self.plan = problem, x, plan
        self.day_of = {day.date: day.index for day in problem.days}
        self.passages = {(p.candidat, p.epreuve): p for p in plan.passages}
        self.slots = self._match_slots()

    def _match_slots(self) -> dict[tuple[str, int], Slot]:
        """A slot for each jury-day of the plan: its own if given, else the next of that day."""
        matched: dict[tuple[str, int], Slot] = {}
        for composition in self.plan.compositions:
            key = (composition.jury, self._day(composition.debut))
            free = [s for s in self.problem.slots_of(key[1]) if s not in matched.values()]
            fitting = [s for s in free if s.given in ("", composition.jury)]
            if key not in matched:
                if not fitting:
                    raise NotExpressible(f"no slot for {key}")
                matched[key] = fitting[0]
        return matched

    def _day(self, moment: datetime) -> int:
        if moment.date() not in self.day_of:
            raise NotExpressible(f"{moment} is on no day of the session")
        return self.day_of[moment.date()]

    def relations(self) -> Iterator[Relation]:
        """Everything that the plan decides."""
        if len(self.plan.passages) != len(self.problem.tasks):
            raise NotExpressible("épreuves are missing, or there are others")
        for task in self.problem.tasks:
            yield from self._task(task)
        for slot in self.problem.slots:
            yield from self._jury(slot)
        for applicant in self.problem.applicants:
            yield from self._work_on(applicant)
        yield from self._people()

    # Passages

    def _passage(self, task: Task) -> Passage:
        key = (self.problem.applicants[task.candidat].id, task.epreuve.id)
        if key not in self.passages:
            raise NotExpressible(f"{key} is not planned")
        return self.passages[key]

    def _task(self, task: Task) -> Iterator[Relation]:
        passage = self._passage(task)
        day = self._day(passage.debut)
        yield self.x.start(task) == minute(passage.debut)
        for other in self.problem.days:
            if len(self.problem.days) > 1:
                yield self.x.on(task, other.index) == int(other.index == day)
        yield from self._steps(task, passage)
        if task.unit >= 0:
            yield from self._heard(task, passage, day)

    def _steps(self, task: Task, passage: Passage) -> Iterator[Relation]:
        reached = passage.debut
        for step in task.steps:
            parts = [p for p in passage.parties if p.phase == step.index]
            minutes = sum(int((p.fin - p.debut).total_seconds()) // 60 for p in parts)
            if not parts or minutes != step.minutes or parts[0].debut != reached:
                raise NotExpressible(f"{passage.epreuve} of {passage.candidat} does not last what it must")
            reached = parts[-1].fin
            if len(parts) > 1:
                yield self.x.cut(task) == 1
                yield self.x.cut_at(task) == minute(parts[0].fin)
            yield from self._room(task, step, parts[0].salle)
        if task.epreuve.coupure_midi and all(
            a.fin == b.debut for a, b in zip(passage.parties, passage.parties[1:], strict=False)
        ):
            yield self.x.cut(task) == 0

    def _room(self, task: Task, step: Step, salle: str) -> Iterator[Relation]:
        if step.in_jury_room:
            return
        index = {room.id: room.index for room in self.problem.rooms}
        if index.get(salle) not in step.rooms:
            raise NotExpressible(f"no room {salle!r} for {task.epreuve.id}")
        for room in step.rooms:
            if len(step.rooms) > 1:
                yield self.x.in_room(task, step, room) == int(room == index[salle])

    def _heard(self, task: Task, passage: Passage, day: int) -> Iterator[Relation]:
        juries = {partie.jury for partie in passage.parties if task.steps[partie.phase].watched}
        slot = self.slots.get((juries.pop(), day)) if len(juries) == 1 else None
        if slot is None:
            raise NotExpressible(f"{passage.epreuve} of {passage.candidat} is before no jury, or before several")
        unit = self.problem.units[task.unit]
        yield self.x.hears(unit, slot) == 1
        salles = {p.salle for p in passage.parties if task.steps[p.phase].in_jury_room}
        composition = self._composition(slot)
        if salles and salles != {composition.salle}:
            raise NotExpressible(f"{passage.epreuve} of {passage.candidat} is not in its jury's room")

    # Juries

    def _composition(self, slot: Slot) -> Composition:
        for (jury, day), matched in self.slots.items():
            if matched is slot:
                return next(c for c in self.plan.compositions if c.jury == jury and self._day(c.debut) == day)
        raise NotExpressible("no composition")

    def _jury(self, slot: Slot) -> Iterator[Relation]:
        if slot not in self.slots.values():
            yield self.x.used(slot) == 0
            return
        composition = self._composition(slot)
        for person in slot.pool:
            yield self.x.sits(person, slot) == int(self.problem.people[person].id in composition.membres)
        for room in self.problem.rooms:
            yield self.x.jury_in(slot, room.index) == int(room.id == composition.salle)
        for nature, start in (
            (NatureTravail.ACCUEIL, self.x.accueil(slot)),
            (NatureTravail.CLOTURE, self.x.cloture(slot)),
        ):
            travail = self._travail(nature, jury=composition.jury, day=slot.day)
            yield start == minute(travail.debut)

    def _travail(
        self, nature: NatureTravail, jury: str = "", candidat: str = "", epreuve: str = "", day: int | None = None
    ) -> Travail:
        for travail in self.plan.travaux:
            same = travail.nature is nature and jury in ("", travail.jury) and candidat in ("", travail.candidat)
            if same and epreuve in ("", travail.epreuve) and day in (None, self._day(travail.debut)):
                return travail
        raise NotExpressible(f"no {nature} for {jury}{candidat}")

    def _work_on(self, applicant: Applicant) -> Iterator[Relation]:
        units = [self.problem.units[u] for u in applicant.units]
        lecture = self._travail(NatureTravail.LECTURE, candidat=applicant.id)
        yield self.x.lecture(applicant) == minute(lecture.debut)
        if self._length(lecture) != self.problem.reglages.lecture:
            raise NotExpressible("the reading does not last what it must")
        for task in (self.problem.tasks[t] for t in applicant.tasks if not self.problem.tasks[t].watched):
            travail = self._travail(NatureTravail.CORRECTION, candidat=applicant.id, epreuve=task.epreuve.id)
            yield self.x.correction(task) == minute(travail.debut)
            slot = self.slots.get((travail.jury, self._day(travail.debut)))
            if slot is None or self._length(travail) != self.problem.correction(task.epreuve):
                raise NotExpressible("a correction is not in its jury's day, or does not last what it must")
            if len(units) > 1:
                for unit in units:
                    yield self.x.corrected_before(task, unit) <= self.x.hears(unit, slot)
            else:
                yield self.x.hears(units[0], slot) == 1
        self._check_structure(applicant)

    def _length(self, travail: Travail) -> int:
        return int((travail.fin - travail.debut).total_seconds()) // 60

    def _check_structure(self, applicant: Applicant) -> None:
        """The jury reads on the day of his first passage, and deliberates where the last of each day ends."""
        lecture = self._travail(NatureTravail.LECTURE, candidat=applicant.id)
        heard = [p for p in self.plan.passages if p.candidat == applicant.id and p.suivies]
        first = min(heard, key=lambda p: p.debut)
        if (lecture.jury, lecture.debut.date()) != (first.suivies[0].jury, first.jour):
            raise NotExpressible("the reading is not in the jury-day of his first passage")
        for day in {p.jour for p in heard}:
            end = max(p.fin for p in heard if p.jour == day)
            deliberation = self._travail(NatureTravail.DELIBERATION, candidat=applicant.id, day=self.day_of[day])
            if deliberation.debut != end or self._length(deliberation) != self.problem.reglages.deliberation:
                raise NotExpressible("a deliberation is not at the end of the last passage of the day")

    # Everybody else

    def _people(self) -> Iterator[Relation]:
        if any(Role.SURVEILLANT in p.roles for p in self.problem.people):
            for watch in self.x.watches():
                for turn in watch.turns:
                    for index, stay in turn.items():
                        yield from self._within_a_presence(index, watch.room, watch.day, stay)
        yield from self._comediens()
        for person in (p for p in self.problem.people if self.x.torn(p.index)):
            for day in self.problem.days:
                key = (person.id, Role.RESPONSABLE, day.date)
                leads = any((p.personne, p.role, p.debut.date()) == key for p in self.plan.presences)
                yield self.x.leads(person.index, day.index) == int(leads)

    def _comediens(self) -> Iterator[Relation]:
        for task in (t for t in self.problem.tasks if t.epreuve.comedien):
            for person in self.x.comediens():
                key = (person.id, self.problem.applicants[task.candidat].id, task.epreuve.id)
                there = any((p.personne, p.candidat, p.epreuve) == key for p in self.plan.presences)
                yield self.x.plays(person.index, task) == int(there)
        for presence in self.plan.presences:
            if presence.role == Role.COMEDIEN and not presence.candidat:
                person = self.problem.person(presence.personne)
                accueil = self.x.comedien_accueil(person.index, self._day(presence.debut))
                yield accueil == minute(presence.debut)

    def _within_a_presence(self, person: int, room: int, day: int, stay: Stay) -> Iterator[Relation]:
        """A turn of surveillance lies within what the plan says of that person in that room, or there is none."""
        ids = (self.problem.people[person].id, self.problem.rooms[room].id, Role.SURVEILLANT)
        presences = [
            p for p in self.plan.presences if (p.personne, p.salle, p.role) == ids and self._day(p.debut) == day
        ]
        if not presences:
            yield stay.lit == 0
            return
        self.x.model.add(stay.start >= minute(min(p.debut for p in presences))).only_enforce_if(stay.lit)
        self.x.model.add(stay.end <= minute(max(p.fin for p in presences))).only_enforce_if(stay.lit)
