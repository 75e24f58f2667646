"""What has begun: it stays as the reference plan has it, and nothing else begins before now."""

from collections.abc import Iterable
from datetime import datetime

from tpplanner.domain.appels import accueil_au_plus_tot
from tpplanner.domain.plan import (
    Accueil,
    Composition,
    NatureAccueil,
    NatureTravail,
    Partie,
    Passage,
    Plan,
    Presence,
    Travail,
)
from tpplanner.domain.reglages import MINUTES_LIBRES
from tpplanner.domain.session import Pin, Portee, Role
from tpplanner.solver.model.constraints.candidat import same_membres, same_rooms, same_vehicles
from tpplanner.solver.model.posting import Expr, Literal, Poster
from tpplanner.solver.model.problem import Applicant, Problem, Slot, Task, Unit, minute
from tpplanner.solver.model.variables import Variables

REGLE = "deja_commence"


def deja_commence(problem: Problem, x: Variables, post: Poster) -> None:
    """Begun passages, juries, works and presences as they were; all the rest at or after now."""
    session = problem.session
    if session.maintenant is None or not session.reference:
        return
    if post.self_contained:
        x.hold(problem.slots)
    history = _History(problem, x, post, session.reference[0], session.maintenant)
    history.passages()
    history.juries()
    history.works()
    history.surveillants()
    history.comediens()
    history.responsables()


WorkKey = tuple[NatureTravail, str, str]


def _key(travail: Travail) -> WorkKey:
    return travail.nature, travail.candidat, travail.epreuve


class _History:
    """The reference plan cut at a moment, beside the variables of a model."""

    def __init__(self, problem: Problem, x: Variables, post: Poster, plan: Plan, now: datetime) -> None:
        self.problem, self.x, self.post, self.plan, self.now = problem, x, post, plan, now
        self.day_of = {day.date: day.index for day in problem.days}
        self.rooms = {room.id: room.index for room in problem.rooms}
        self.gone = [day.index for day in problem.days if day.date < now.date()]
        self.today = self.day_of.get(now.date())
        self.watched = problem.to_be_watched(plan.passages)
        self.counting: dict[WorkKey, list[Literal]] = {}

    def begun(self, thing: Passage | Travail | Presence | Composition | Accueil) -> bool:
        """Whether it has begun."""
        return thing.debut < self.now

    def _require(self, jour: datetime) -> None:
        self.post.for_requirement(REGLE, jour.date().isoformat())

    def _not_before(self, start: Expr, on_day: Literal, day: int) -> None:
        """Nothing that begins at `start`, on that day if `on_day` holds, has begun."""
        if day in self.gone:
            self.post.implies(on_day, self.x.false)
        elif day == self.today:
            self.post.add(start >= minute(self.now), on_day)

    # Passages

    def passages(self) -> None:
        """Day, start, rooms and membres of what has begun; the rest later."""
        begun = {(p.candidat, p.epreuve): p for p in self.plan.passages if self.begun(p)}
        for task in self.problem.tasks:
            passage = begun.get((self.problem.applicants[task.candidat].id, task.epreuve.id))
            if passage is None:
                self._require(self.now)
                for day in self.problem.days:
                    self._not_before(self.x.start(task), self.x.on(task, day.index), day.index)
                    if self.problem.is_sealed(task):
                        opened = self.x.both(self.x.on(task, day.index), self.x.opens_plis(task))
                        self._not_before(self.x.start(task) - self.problem.reglages.plis, opened, day.index)
                self._welcomed_later(task)
            else:
                self._require(passage.debut)
                self._as_it_was(task, passage)

    def _welcomed_later(self, task: Task) -> None:
        """An accueil that has not begun is still to come, unless those who begin the day hold letters for later."""
        date = self.now.date()
        welcomed = (a for a in self.plan.accueils if a.nature is NatureAccueil.ACCUEIL)
        things: list[Passage | Accueil] = [*self.plan.passages, *welcomed]
        if self.today is None or any(thing.jour == date and self.begun(thing) for thing in things):
            return
        session, reglages = self.problem.session, self.problem.reglages
        soonest = accueil_au_plus_tot(session, self.problem.applicants[task.candidat].id, date)
        if soonest >= self.now:
            return
        on, first = self.x.on(task, self.today), self.x.first_day(self.today)
        for length, lit in ((reglages.accueil, first), (reglages.accueil_autres_jours, ~first)):
            self.post.add(self.x.start(task) - length >= minute(self.now), on, lit)

    def _as_it_was(self, task: Task, passage: Passage) -> None:
        day = self.day_of.get(passage.jour)
        self.post.implies(self.x.true, self.x.false if day is None else self.x.on(task, day))
        self.post.add(self.x.start(task) == minute(passage.debut))
        if task.epreuve.coupure_midi:
            parts = [p for p in passage.parties if p.phase == task.epreuve.phase_coupee]
            cut = self.x.cut(task)
            self.post.implies(self.x.true, cut if len(parts) > 1 else ~cut)
            if len(parts) > 1:
                self.post.add(self.x.cut_at(task) == minute(parts[0].fin))
        parties = tuple(p for p in passage.parties if not self._moved_since(task, p))
        pin = Pin(passage.candidat, passage.epreuve, Portee.TOUT, parties, self._membres(passage))
        same_rooms(self.problem, self.x, self.post, pin, task)
        begun = [p for p in passage.parties if p.debut < self.now]
        same_vehicles(self.problem, self.x, self.post, begun, task)
        same_membres(self.problem, self.x, self.post, pin, task)

    def _moved_since(self, task: Task, partie: Partie) -> bool:
        """Whether it is over, in the room of its jury, which has another since."""
        if not task.steps[partie.phase].in_jury_room:
            return False
        rooms = {c.salle for c in self.plan.compositions if (c.jury, c.jour) == (partie.jury, partie.debut.date())}
        return bool(rooms) and partie.fin <= self.now and partie.salle not in rooms

    def _membres(self, passage: Passage) -> tuple[str, ...]:
        juries = {(partie.jury, partie.debut.date()) for partie in passage.suivies}
        return next((c.membres for c in self.plan.compositions if (c.jury, c.jour) in juries), ())

    # Juries

    def juries(self) -> None:
        """Each jury-day begun is one of the model's: its membres, its room, its accueil and what else has begun."""
        matches: dict[int, list[Literal]] = {slot.index: [] for slot in self.problem.slots}
        for composition in (c for c in self.plan.compositions if self.begun(c)):
            self._require(composition.debut)
            slots = self._slots_for(composition)
            literals = [self.x.model.new_bool_var("") for _ in slots]
            self.post.exactly_one(literals)
            for literal, slot in zip(literals, slots, strict=True):
                matches[slot.index].append(literal)
                self._is(composition, slot, literal)
        for slot in self.problem.slots:
            self._require(self.now)
            self.post.at_most_one(matches[slot.index])
            day = self.problem.days[slot.day]
            known = self.x.any_literal(matches[slot.index])
            self.post.implies(self.x.remains(slot), known)
            self._not_before(self.x.accueil(slot), self.x.both(self.x.used(slot), ~known), day.index)

    def _slots_for(self, composition: Composition) -> list[Slot]:
        day = self.day_of.get(composition.jour, -1)
        return [s for s in self.problem.slots_of(day) if s.given in ("", composition.jury)]

    def _is(self, composition: Composition, slot: Slot, literal: Literal) -> None:
        """Under the literal, that jury of the model is this one."""
        people = {person: self.problem.people[person].id for person in slot.pool}
        self.post.implies(literal, self.x.used(slot))
        membres = self.problem.session.sans_observateurs(composition.membres)
        if not membres <= set(people.values()):
            self.post.implies(literal, self.x.false)
        for person, id_ in people.items():
            sits = self.x.sits(person, slot)
            self.post.implies(literal, sits if id_ in membres else ~sits)
        room = self.rooms.get(composition.salle)
        self.post.implies(literal, self.x.false if room is None else self.x.jury_in(slot, room))
        for travail in self._works_of(composition):
            self._work_is(travail, slot, literal)
        for passage in self.plan.passages:
            if self.begun(passage) and any(self._of(composition, partie) for partie in passage.suivies):
                for task in self._tasks(passage.candidat, passage.epreuve):
                    self.post.implies(literal, self.x.hears(self.problem.units[task.unit], slot))

    def _works_of(self, composition: Composition) -> list[Travail]:
        return [t for t in self.plan.travaux if self._of(composition, t)]

    def _of(self, composition: Composition, thing: object) -> bool:
        jury, debut = getattr(thing, "jury", ""), getattr(thing, "debut", self.now)
        return (jury, debut.date()) == (composition.jury, composition.jour)

    def _tasks(self, candidat: str, epreuve: str) -> list[Task]:
        return [
            t
            for t in self.problem.tasks
            if self.problem.applicants[t.candidat].id == candidat and epreuve in ("", t.epreuve.id) and t.unit >= 0
        ]

    def _work_is(self, travail: Travail, slot: Slot, literal: Literal) -> None:
        x, post = self.x, self.post
        if travail.nature is NatureTravail.CLOTURE and not self.begun(travail):
            post.add(x.cloture(slot) >= minute(self.now), *([literal] if slot.day == self.today else [x.false]))
        if not self.begun(travail):
            return
        starts = {
            NatureTravail.ACCUEIL: x.accueil(slot),
            NatureTravail.CLOTURE: x.cloture(slot),
            NatureTravail.PAUSE: x.pause(slot),
        }
        if travail.nature in starts:
            post.add(starts[travail.nature] == minute(travail.debut), literal)
        elif travail.nature is not NatureTravail.DELIBERATION:
            self._work_on_candidat(travail, slot, literal)

    def _work_on_candidat(self, travail: Travail, slot: Slot, literal: Literal) -> None:
        """A reading or a correction begun counts if whom it is about stays before that jury, where it stays anyway."""
        for applicant in (a for a in self.problem.applicants if a.id == travail.candidat):
            ways = [self.x.both(self.x.hears(unit, slot), before) for unit, before in self._before(applicant, travail)]
            counts = self.x.any_literal([self.x.both(literal, way) for way in ways])
            self.counting.setdefault(_key(travail), []).append(counts)
            self._done_in_vain(travail, slot, self.x.both(literal, ~counts))

    def _before(self, applicant: Applicant, travail: Travail) -> list[tuple[Unit, Literal]]:
        """The chains before which that work may be done, and whether it is."""
        units = [self.problem.units[u] for u in applicant.units]
        if travail.nature is NatureTravail.LECTURE:
            return [(unit, self.x.first(unit)) for unit in units]
        tasks = [self.problem.tasks[t] for t in applicant.tasks]
        return [
            (unit, self.x.corrected_before(task, unit))
            for task in tasks
            if task.epreuve.id == travail.epreuve and not task.watched
            for unit in units
        ]

    def _done_in_vain(self, travail: Travail, slot: Slot, literal: Literal) -> None:
        """Under the literal that jury worked then, though it counts no more: nothing else of its day is there."""
        x, n = self.x, self.problem.reglages.pause_jury
        before = x.model.new_bool_var("")
        self.post.add(x.pause(slot) + n <= minute(travail.debut), literal, before)
        self.post.add(x.pause(slot) >= minute(travail.fin), literal, ~before)
        length = minute(travail.fin) - minute(travail.debut)
        done = x.model.new_optional_fixed_size_interval_var(minute(travail.debut), length, literal, "")
        others = [*(rest.interval for rest in x.rests(slot)), *x.changeovers(slot)]
        others += [thing.interval for thing in x.things(slot)] if travail.fin > self.now else []
        for other in others:
            self.post.no_overlap([done, other])
        if self.problem.shared_membres:
            (begins, _), (opens, closes) = x.work_on_candidats(slot), x.rests_at_ends(slot)
            self.post.add(begins - minute(travail.fin) >= MINUTES_LIBRES, literal, opens)
            self.post.add(x.cloture(slot) - minute(travail.fin) >= MINUTES_LIBRES, literal, closes)

    # Works about candidats

    def works(self) -> None:
        """Readings and corrections begun where they were, if they count; those that do not, later."""
        begun = {_key(t): t for t in self.plan.travaux if self.begun(t)}
        for applicant in self.problem.applicants:
            units = [self.problem.units[u] for u in applicant.units]
            before = [(unit, self.x.first(unit)) for unit in units]
            self._work(self.x.lecture(applicant), before, begun.get((NatureTravail.LECTURE, applicant.id, "")))
            for task in (self.problem.tasks[t] for t in applicant.tasks if not self.problem.tasks[t].watched):
                before = [(unit, self.x.corrected_before(task, unit)) for unit in units]
                travail = begun.get((NatureTravail.CORRECTION, applicant.id, task.epreuve.id))
                self._work(self.x.correction(task), before, travail)

    def _work(self, start: Expr, before: Iterable[tuple[Unit, Literal]], travail: Travail | None) -> None:
        self._require(travail.debut if travail else self.now)
        counts = self.x.any_literal(self.counting.get(_key(travail), []) if travail is not None else [])
        if travail is not None:
            self.post.add(start == minute(travail.debut), counts)
        for unit, lit in before:
            for day in self.problem.days:
                there = self.x.both(lit, self.x.heard_on(unit, day.index), ~counts)
                self._not_before(start, there, day.index)

    # Everybody else

    def surveillants(self) -> None:
        """Who watches a room where that has begun: the same people, relieved no earlier than now."""
        begun = [p for p in self.plan.presences if p.role == Role.SURVEILLANT and self.begun(p)]
        index = {p.id: p.index for p in self.problem.people if Role.SURVEILLANT in p.roles}
        for presence in sorted(begun, key=lambda p: p.debut):
            self._require(presence.debut)
            day, room = self.day_of.get(presence.debut.date()), self.rooms.get(presence.salle)
            for watch in (w for w in self.x.watches() if (w.day, w.room) == (day, room)):
                if not self._watches(presence, watch.epreuve):
                    continue
                earlier = [p for p in begun if p.debut < presence.debut and self._meet(p, presence, watch.epreuve)]
                turn = watch.turns[min(len(earlier), len(watch.turns) - 1)]
                stay = turn.get(index.get(presence.personne, -1))
                self.post.implies(self.x.true, stay.lit if stay else self.x.false)
                if stay and len(watch.turns) > 1:
                    self.post.add(stay.start == minute(presence.debut))
                    if presence.fin < self.now:
                        self.post.add(stay.end == minute(presence.fin))
                    else:
                        self.post.add(stay.end >= minute(self.now))

    def _meet(self, one: Presence, other: Presence, epreuve: str) -> bool:
        return one.salle == other.salle and one.debut.date() == other.debut.date() and self._watches(one, epreuve)

    def _watches(self, presence: Presence, epreuve: str) -> bool:
        """Whether that presence is for a part of that épreuve."""
        return any(
            partie.salle == presence.salle and partie.debut < presence.fin and presence.debut < partie.fin
            for passage, partie in self.watched
            if passage.epreuve == epreuve
        )

    def comediens(self) -> None:
        """Who plays at a passage begun, and who was welcomed."""
        people = {p.id: p.index for p in self.x.comediens()}
        for presence in (p for p in self.plan.presences if p.role == Role.COMEDIEN):
            person, day = people.get(presence.personne), self.day_of.get(presence.debut.date())
            if not self.begun(presence) or day is None:
                continue
            self._require(presence.debut)
            if person is None:
                self.post.implies(self.x.true, self.x.false)
            elif presence.candidat:
                for task in self._tasks_of(presence):
                    self._plays_still(presence, person, task)
            else:
                self.post.add(self.x.comedien_accueil(person, day) == minute(presence.debut))
                self.post.implies(self.x.true, self.x.plays_on(person, day))
        self._accueils_to_come(people)

    def _accueils_to_come(self, people: dict[str, int]) -> None:
        welcomed = {(p.personne, p.debut.date()) for p in self.plan.presences if self.begun(p) and not p.candidat}
        if not any(task.played for task in self.problem.tasks):
            return
        for id_, person in people.items():
            for day in self.problem.days:
                if (id_, day.date) not in welcomed:
                    self._require(self.now)
                    accueil = self.x.comedien_accueil(person, day.index)
                    self._not_before(accueil, self.x.plays_on(person, day.index), day.index)

    def _plays_still(self, presence: Presence, person: int, task: Task) -> None:
        """Somebody plays in the phases during which they were there."""
        passages = (p for p in self.plan.du_candidat(presence.candidat) if p.epreuve == presence.epreuve)
        phases = {partie.phase for passage in passages for partie in passage.pendant(presence)}
        theirs = [b for b in task.played if phases & set(b.phases)]
        if not any(person in b.able for b in theirs):
            self.post.implies(self.x.true, self.x.false)
        for booking in (b for b in theirs if person in b.able):
            self.post.implies(self.x.true, self.x.booked(task, booking, person))

    def _tasks_of(self, presence: Presence) -> list[Task]:
        return [
            t
            for t in self.problem.tasks
            if (self.problem.applicants[t.candidat].id, t.epreuve.id) == (presence.candidat, presence.epreuve)
        ]

    def responsables(self) -> None:
        """Who leads a day begun leads it still."""
        for presence in (p for p in self.plan.presences if p.role == Role.RESPONSABLE and self.begun(p)):
            day = self.day_of.get(presence.debut.date())
            for person in self.problem.people:
                if person.id == presence.personne and day is not None and self.x.torn(person.index):
                    self._require(presence.debut)
                    self.post.implies(self.x.true, self.x.leads(person.index, day))
