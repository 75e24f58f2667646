"""A plan said back to a model: the relations under which the model's solution is that plan."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property

from tpplanner.domain.plan import Composition, NatureTravail, Partie, Passage, Plan, Presence, Travail, minutes_between
from tpplanner.domain.session import Role
from tpplanner.solver.model.posting import total
from tpplanner.solver.model.problem import Applicant, Claim, Problem, Slot, Step, StepRange, Task, minute
from tpplanner.solver.model.variables import Variables, Watch
from tpplanner.solver.run import Relation

# The passages of a plan as relations: days, starts, the midday cut, rooms, juries.


class NotExpressible(Exception):
    """The plan breaks a structure: no solution of any model is this plan."""


def length(stretch: Partie | Travail | Presence) -> int:
    """Whole minutes of a piece of a plan."""
    return minutes_between(stretch.debut, stretch.fin)


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
        yield from self._vehicles(task, passage)
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
        gap = minutes_between(parts[0].fin, parts[1].debut)
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

    def _vehicles(self, task: Task, passage: Passage) -> Iterator[Relation]:
        taken: dict[int, set[str]] = {step.index: set() for step in task.steps}
        for booking in task.driven:
            named = [set(part.vehicules) for part in passage.parties if part.phase in booking.phases]
            ids = {self.problem.vehicles[who].id: who for who in booking.able}
            common = set.intersection(*named) & set(ids)
            of_others = {self.problem.vehicles[who].id for b in task.driven if b is not booking for who in b.fit}
            theirs = {id_ for id_ in common if ids[id_] in booking.fit} or common - of_others
            for id_, who in ids.items():
                yield self.x.booked(task, booking, who) == int(id_ in theirs)
            for phase in booking.phases:
                taken[phase] |= theirs
        if any(set(part.vehicules) != taken[part.phase] for part in passage.parties):
            raise NotExpressible(f"{passage.epreuve} of {passage.candidat} takes other vehicles, or not throughout")

    def _heard(self, task: Task, passage: Passage, day: int) -> Iterator[Relation]:
        juries = {partie.jury for partie in passage.suivies}
        slot = self.slots.get((juries.pop(), day)) if len(juries) == 1 else None
        if slot is None:
            raise NotExpressible(f"{passage.epreuve} of {passage.candidat} is before no jury, or before several")
        yield self.x.hears(self.problem.units[task.unit], slot) == 1
        in_their_room = (p for p in passage.parties if task.steps[p.phase].in_jury_room)
        if any(p.salle != (self._known_over(passage, p) or self.composition(slot).salle) for p in in_their_room):
            raise NotExpressible(f"{passage.epreuve} of {passage.candidat} is not in its jury's room")

    def _known_over(self, passage: Passage, part: Partie) -> str:
        """The room in which that was, if it is over: its jury may have another since; else nothing."""
        now = self.problem.session.maintenant
        known = (
            there.salle
            for reference in self.problem.session.reference[:1]
            for before in reference.passages
            if (before.candidat, before.epreuve) == (passage.candidat, passage.epreuve)
            for there in before.parties
            if there.phase == part.phase
        )
        return next(known, "") if now is not None and part.fin <= now else ""


# The juries of a plan as relations: who sits where, and what each does by itself.


class Juries(Passages):
    """Compositions, and the juries' own work."""

    @cached_property
    def travaux(self) -> tuple[Travail, ...]:
        """The works that the model has words for: not those of candidats whom another jury hears after a change."""
        now = self.problem.session.maintenant
        heard = {(x.jury, x.debut.date(), p.candidat) for p in self.plan.passages for x in p.suivies}
        return tuple(
            t
            for t in self.plan.travaux
            if t.nature not in (NatureTravail.LECTURE, NatureTravail.CORRECTION)
            or now is None
            or t.debut >= now
            or (t.jury, t.debut.date(), t.candidat) in heard
        )

    def juries(self) -> Iterator[Relation]:
        """Every jury with its membres, its room, its work and its break where the plan writes one."""
        for slot in self.problem.slots:
            if slot in self.slots.values():
                yield from self._jury(slot, self.composition(slot))
            else:
                yield self.x.used(slot) == 0
        for applicant in self.problem.applicants:
            yield from self._work_on(applicant)
        self._nothing_besides()

    def _jury(self, slot: Slot, composition: Composition) -> Iterator[Relation]:
        self._holds_what_it_does(composition)
        known = {self.problem.people[person].id for person in slot.pool}
        if not set(composition.membres) <= known or len(set(composition.membres)) < len(composition.membres):
            raise NotExpressible(f"{composition.jury} has membres who may not sit in it, or one of them twice")
        for person in slot.pool:
            yield self.x.sits(person, slot) == int(self.problem.people[person].id in composition.membres)
        if composition.salle not in self.room_of:
            raise NotExpressible(f"{composition.jury} has no known room")
        for room in self.problem.rooms:
            yield self.x.jury_in(slot, room.index) == int(room.id == composition.salle)
        yield from self._bounds_and_break(slot, composition)

    def _holds_what_it_does(self, composition: Composition) -> None:
        things: list[Travail | Partie] = [t for t in self.travaux if t.nature is not NatureTravail.PAUSE]
        things += [part for passage in self.plan.passages for part in passage.suivies]
        mine = [t for t in things if t.jury == composition.jury and t.debut.date() == composition.jour]
        if any(thing.debut < composition.debut or composition.fin < thing.fin for thing in mine):
            raise NotExpressible(f"{composition.jury} does something while nobody sits in it")

    def _bounds_and_break(self, slot: Slot, composition: Composition) -> Iterator[Relation]:
        jury, reglages = composition.jury, self.problem.reglages
        accueil = self._travail(NatureTravail.ACCUEIL, reglages.accueil_jury, slot.day, jury)
        cloture = self._travail(NatureTravail.CLOTURE, reglages.cloture, slot.day, jury)
        yield self.x.accueil(slot) == minute(accueil.debut)
        yield self.x.cloture(slot) == minute(cloture.debut)
        if self._travaux(NatureTravail.PAUSE, slot.day, jury):
            pause = self._travail(NatureTravail.PAUSE, reglages.pause_jury, slot.day, jury)
            yield self.x.pause(slot) == minute(pause.debut)
        elif not reglages.salle_a_midi:
            yield self.x.breaks_inside(slot) == 0

    def _travaux(
        self, nature: NatureTravail, day: int | None, jury: str = "", candidat: str = "", epreuve: str = ""
    ) -> list[Travail]:
        return [
            t
            for t in self.travaux
            if t.nature is nature
            and jury in ("", t.jury)
            and (t.candidat, t.epreuve) == (candidat, epreuve)
            and day in (None, self.day(t.debut))
        ]

    def _travail(
        self,
        nature: NatureTravail,
        minutes: int,
        day: int | None,
        jury: str = "",
        candidat: str = "",
        epreuve: str = "",
    ) -> Travail:
        """The one such travail, which lasts exactly that long."""
        travaux = self._travaux(nature, day, jury, candidat, epreuve)
        if len(travaux) != 1 or length(travaux[0]) != minutes:
            raise NotExpressible(f"{nature} for {jury}{candidat} {epreuve}: missing, twice there, or too long or short")
        return travaux[0]

    # Work on a candidat

    def _work_on(self, applicant: Applicant) -> Iterator[Relation]:
        yield self.x.lecture(applicant) == minute(self._lecture(applicant).debut)
        for task in (self.problem.tasks[t] for t in applicant.tasks if not self.problem.tasks[t].watched):
            minutes = self.problem.correction(task.epreuve)
            ids = {"candidat": applicant.id, "epreuve": task.epreuve.id}
            travail = self._travail(NatureTravail.CORRECTION, minutes, None, **ids)
            self._is_by_who_hears_next(applicant, task, travail)
            yield self.x.correction(task) == minute(travail.debut)
            slot = self.slots.get((travail.jury, self.day(travail.debut)))
            if slot is None:
                raise NotExpressible("a correction is not in its jury's day")
            units = [self.problem.units[u] for u in applicant.units]
            yield total(self.x.corrected_before(task, unit) for unit in units) == 1
            for unit in units:
                yield self.x.corrected_before(task, unit) <= self.x.hears(unit, slot)
        self._deliberations(applicant)

    def _is_by_who_hears_next(self, applicant: Applicant, task: Task, correction: Travail) -> None:
        """Another rule says who corrects: the jury of what the candidat passes next."""
        passed, named = self.passage(task), task.epreuve.correction_avant
        heard = self._before_jury(applicant)
        later = [p for p in heard if p.epreuve == named] or [p for p in heard if p.debut >= passed.fin]
        if later and (correction.jury, correction.debut.date()) != (later[0].suivies[0].jury, later[0].jour):
            raise NotExpressible("a correction is not in the jury-day of what comes next")

    def _before_jury(self, applicant: Applicant) -> list[Passage]:
        """The passages of a candidat that a jury watches, as the model orders them: equal starts as in the RE."""
        tasks = (self.problem.tasks[t] for t in applicant.tasks)
        return sorted((self.passage(t) for t in tasks if t.watched), key=lambda p: p.debut)

    def _lecture(self, applicant: Applicant) -> Travail:
        """The reading of their file, in the jury-day of their first passage."""
        lecture = self._travail(NatureTravail.LECTURE, self.problem.reglages.lecture, None, candidat=applicant.id)
        first = self._before_jury(applicant)[0]
        if (lecture.jury, lecture.debut.date()) != (first.suivies[0].jury, first.jour):
            raise NotExpressible("the reading is not in the jury-day of their first passage")
        return lecture

    def _deliberations(self, applicant: Applicant) -> None:
        """Each day where their last passage ends, by the jury that heard it."""
        heard = self._before_jury(applicant)
        minutes = self.problem.reglages.deliberation
        for day in {p.jour for p in heard}:
            of_day = [p for p in heard if p.jour == day]
            last, end = of_day[-1], max(p.fin for p in of_day)
            travail = self._travail(NatureTravail.DELIBERATION, minutes, self.day_of[day], candidat=applicant.id)
            if (travail.debut, last.fin) != (end, end) or travail.jury != last.suivies[0].jury:
                raise NotExpressible("a deliberation is not where the last passage of the day ends")

    def _nothing_besides(self) -> None:
        """No work of a jury but what the model holds: two bounds a jury-day, and the work on each candidat."""
        due: Counter[NatureTravail] = Counter()
        due[NatureTravail.ACCUEIL] = due[NatureTravail.CLOTURE] = len(self.slots)
        for applicant in self.problem.applicants:
            due[NatureTravail.LECTURE] += 1
            due[NatureTravail.CORRECTION] += sum(not self.problem.tasks[t].watched for t in applicant.tasks)
            due[NatureTravail.DELIBERATION] += len({p.jour for p in self._before_jury(applicant)})
        done = Counter(t.nature for t in self.travaux if t.nature is not NatureTravail.PAUSE)
        elsewhere = [t for t in self.travaux if (t.jury, self.day_of.get(t.debut.date())) not in self.slots]
        if done != due or elsewhere:
            raise NotExpressible("juries do more than they must, or work on days on which they do not sit")


# Everybody else in a plan as relations: surveillants, comédiens, aides, responsables.


class Pinning(Juries):
    """All that a plan decides."""

    def relations(self) -> Iterator[Relation]:
        """The relations that pin it."""
        yield from self.tasks()
        yield from self.juries()
        yield from self._surveillances()
        yield from self._comediens()
        self._aides()
        for person in (p for p in self.problem.people if Role.RESPONSABLE in p.roles):
            for day in self.problem.days:
                key = (person.id, Role.RESPONSABLE, day.date)
                leads = any((p.personne, p.role, p.debut.date()) == key for p in self.plan.presences)
                yield self.x.leads(person.index, day.index) == int(leads)

    # Surveillants

    def _surveillances(self) -> Iterator[Relation]:
        on_watch: list[Presence] = []
        if any(Role.SURVEILLANT in p.roles for p in self.problem.people):
            for watch in self.x.watches():
                presences = self._surveillants(watch)
                on_watch += presences
                yield from self._held_by(watch, presences)
        if any(p.role == Role.SURVEILLANT and p not in on_watch for p in self.plan.presences):
            raise NotExpressible("a surveillant is where nobody is under surveillance")

    def _held_by(self, watch: Watch, presences: list[Presence]) -> Iterator[Relation]:
        """Who holds a room while its candidats are under surveillance: nobody, one, or several in turn."""
        index = {p.id: p.index for p in self.problem.people if Role.SURVEILLANT in p.roles}
        if not {p.personne for p in presences} <= set(index) or len(presences) > len(watch.turns):
            raise NotExpressible("a room is held by people who are no surveillants, or by more than the model has")
        turns = [
            (turn[index[presence.personne]], presence) for turn, presence in zip(watch.turns, presences, strict=False)
        ]
        stays = [stay for stay, _ in turns]
        for turn in watch.turns:
            yield from (stay.lit == int(stay in stays) for stay in turn.values())
        for stay, presence in turns:
            yield stay.start == minute(presence.debut)
            yield stay.end == minute(presence.fin)

    def _surveillants(self, watch: Watch) -> list[Presence]:
        """Those who are in the room while somebody is under surveillance there; from end to end, or in turn."""
        surveilled = self._surveilled(watch)
        if not surveilled:
            return []
        span = min(a for a, _ in surveilled), max(b for _, b in surveilled)
        room = self.problem.rooms[watch.room].id
        there = [
            p
            for p in self.plan.presences
            if (p.role, p.salle) == (Role.SURVEILLANT, room) and p.debut < span[1] and span[0] < p.fin
        ]
        if there and any(_uncovered(one, there) for one in surveilled):
            raise NotExpressible("a room is not held from end to end")
        alone = [p for p in there if p.debut <= span[0] and span[1] <= p.fin]
        exact = [p for p in alone if (p.debut, p.fin) == span]
        return (exact or alone)[:1] or there

    def _surveilled(self, watch: Watch) -> list[tuple[datetime, datetime]]:
        room, day = self.problem.rooms[watch.room].id, self.problem.days[watch.day].date
        return [
            (part.debut, part.fin)
            for passage, part in self._to_be_watched
            if (passage.epreuve, passage.jour, part.salle) == (watch.epreuve, day, room)
        ]

    @cached_property
    def _to_be_watched(self) -> list[tuple[Passage, Partie]]:
        return self.problem.to_be_watched(self.plan.passages)

    # Comédiens and aides

    def _comediens(self) -> Iterator[Relation]:
        comediens = {person.id: person.index for person in self.x.comediens()}
        playing: set[tuple[str, int]] = set()
        stretches = 0
        for task, booking in ((t, b) for t in self.problem.tasks for b in t.played):
            there = self._playing(task, booking)
            stretches += len(there) * len(booking.stretches)
            if not there <= {self.problem.people[person].id for person in booking.able}:
                raise NotExpressible("somebody plays who is no actor, or cannot play that part")
            for person in booking.able:
                yield self.x.booked(task, booking, person) == int(self.problem.people[person].id in there)
            playing |= {(id_, self.day(self.passage(task).debut)) for id_ in there}
        for id_, day in sorted(playing):
            yield self.x.comedien_accueil(comediens[id_], day) == minute(self._accueil(id_, day).debut)
        plays = sum(p.role == Role.COMEDIEN for p in self.plan.presences)
        if plays != len(playing) + stretches:
            raise NotExpressible("an actor is there for no passage")

    def _playing(self, task: Task, booking: Claim) -> set[str]:
        """Who is there for all of the steps of a booking, and no other minutes of theirs."""
        hours = self._hours(task, booking.stretches)
        there = self._there(Role.COMEDIEN, task)
        return {id_ for id_, spans in there.items() if set(hours) <= set(spans)}

    def _accueil(self, personne: str, day: int) -> Presence:
        """The one accueil of a comédien on a day, as long as it must be."""
        accueils = [
            p
            for p in self.plan.presences
            if (p.role, p.personne, p.candidat) == (Role.COMEDIEN, personne, "") and self.day(p.debut) == day
        ]
        if len(accueils) != 1 or length(accueils[0]) != self.problem.reglages.accueil_comedien:
            raise NotExpressible("an actor is not welcomed once, for as long as they must")
        return accueils[0]

    def _aides(self) -> None:
        due = 0
        for applicant in self.problem.applicants:
            for task in (self.problem.tasks[t] for t in applicant.tasks if self.problem.tasks[t].aided):
                due += len(task.aided)
                if self._beside(Role.AIDE, task, task.aided) != [applicant.fiche.aide]:
                    raise NotExpressible("an aide is not beside their candidat")
        if due != sum(p.role == Role.AIDE for p in self.plan.presences):
            raise NotExpressible("an aide is beside nobody who has one")

    def _beside(self, role: Role, task: Task, stretches: tuple[StepRange, ...]) -> list[str]:
        """Who is there for these steps of a passage in that role; raises NotExpressible where for other minutes."""
        hours, there = self._hours(task, stretches), self._there(role, task)
        if any(spans != hours for spans in there.values()):
            raise NotExpressible(f"a {role} is beside a candidat for other minutes than they are needed")
        return list(there)

    def _hours(self, task: Task, stretches: tuple[StepRange, ...]) -> list[tuple[datetime, datetime]]:
        """When those steps of a passage are."""
        parts = self.passage(task).parties
        return [
            (min(p.debut for p in parts if p.phase == a.index), max(p.fin for p in parts if p.phase == b.index))
            for a, b in stretches
        ]

    def _there(self, role: Role, task: Task) -> dict[str, list[tuple[datetime, datetime]]]:
        """Who is at a passage in that role, and when."""
        passage = self.passage(task)
        key, there = (role, passage.candidat, passage.epreuve), dict[str, list[tuple[datetime, datetime]]]()
        for p in (p for p in self.plan.presences if (p.role, p.candidat, p.epreuve) == key):
            there.setdefault(p.personne, []).append((p.debut, p.fin))
        return there


def _uncovered(span: tuple[datetime, datetime], presences: Iterable[Presence]) -> bool:
    """Whether a minute of the span lies in none of the presences."""
    reached = span[0]
    for presence in presences:
        if presence.debut <= reached:
            reached = max(reached, presence.fin)
    return reached < span[1]


# A plan said back to a model: the relations under which the model's solution is that plan.


def pinned(problem: Problem, x: Variables, plan: Plan) -> list[Relation]:
    """The relations that pin a plan; raises NotExpressible."""
    return list(Pinning(problem, x, plan).relations())
