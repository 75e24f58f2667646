"""The whole model of a problem, every rule posted; a solution as a plan; small models minimised level by level."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import count

from ortools.sat.python import cp_model

from tpplanner.domain.appels import accueils_de
from tpplanner.domain.duties import jurys_commences
from tpplanner.domain.plan import Accueil, Composition, NatureTravail, Partie, Passage, Plan, Presence, Travail
from tpplanner.domain.session import Role
from tpplanner.solver.model.alike import keep_in_order
from tpplanner.solver.model.constraints import CONSTRAINTS
from tpplanner.solver.model.constraints.juries import stands_aside, there_all_day
from tpplanner.solver.model.objective import Objective
from tpplanner.solver.model.posting import Expr, Literal, Poster, total
from tpplanner.solver.model.problem import (
    Applicant,
    Claim,
    Day,
    Person,
    Problem,
    Slot,
    Span,
    Step,
    StepRange,
    Task,
    Unit,
    minute,
)
from tpplanner.solver.model.strengthen import STRENGTHENINGS
from tpplanner.solver.model.variables import Variables, Watch
from tpplanner.solver.run import FOUND, Clock, Relation, run
from tpplanner.tuning import PATIENCE

# The plan that a solution describes, back in the words of the exam centre.


class Values:
    """The values of a solution; asked for expressions and literals."""

    def __init__(self, solution: cp_model.CpSolver | cp_model.CpSolverSolutionCallback) -> None:
        self._solution = solution

    def of(self, expression: Expr) -> int:
        """The value of an expression."""
        return int(self._solution.value(expression))

    def holds(self, literal: Literal) -> bool:
        """Whether a literal holds."""
        return bool(self._solution.boolean_value(literal))


@dataclass(frozen=True, slots=True)
class _Sitting:
    """A jury-day of the solution: who sits, what it does (minutes), where."""

    slot: Slot
    membres: tuple[str, ...]
    span: Span
    room: str


def read_plan(problem: Problem, x: Variables, values: Values) -> Plan:
    """The plan of a solution; juries composed by the solver are named J1, J2… by first appearance of their membres."""
    return _Readback(problem, x, values).plan()


JuryMembres = tuple[date, frozenset[str]]
"""The membres (ids) of a jury, on a day."""


def _relieved_by_others(turns: Iterable[Presence]) -> Iterator[Presence]:
    """Turns that follow each other: whoever takes over from themselves stays."""
    last: Presence | None = None
    for turn in turns:
        if last is not None and (last.personne, last.fin) == (turn.personne, turn.debut):
            last = replace(last, fin=turn.fin)
            continue
        if last is not None:
            yield last
        last = turn
    if last is not None:
        yield last


class _Readback:
    def __init__(self, problem: Problem, x: Variables, values: Values) -> None:
        self.problem = problem
        self.x = x
        self.v = values
        self.sittings = {s.index: self._sitting(s) for s in problem.slots if values.holds(x.used(s))}
        self.names = self._names()

    def plan(self) -> Plan:
        passages = tuple(self._passage(task) for task in self.problem.tasks)
        breaks = self._breaks(passages)
        travaux = tuple(t for slot in self.sittings for t in self._travaux(self.problem.slots[slot], breaks[slot]))
        travaux += tuple(self._done_in_vain(travaux))
        compositions = tuple(self._composition(sitting) for sitting in self.sittings.values())
        presences = tuple(self._presences(passages))
        accueils = accueils_de(self.problem.session, passages)
        elsewhere = {(m, c.jour) for c in compositions for m in c.membres}
        elsewhere |= {(p.personne, p.debut.date()) for p in presences if p.role == Role.COMEDIEN}
        leads = tuple(self._responsables([*passages, *travaux, *presences, *accueils], elsewhere))
        return Plan(passages, travaux, (*presences, *leads), compositions, accueils)

    # Juries

    def _sitting(self, slot: Slot) -> _Sitting:
        membres = tuple(self.problem.people[p].id for p in slot.pool if self.v.holds(self.x.sits(p, slot)))
        start = min(self._things(slot), key=lambda span: span[0])[0]
        end = max(self._things(slot), key=lambda span: span[1])[1]
        rooms = [r.id for r in self.problem.rooms if self.v.holds(self.x.jury_in(slot, r.index))]
        return _Sitting(slot, membres, (start, end), rooms[0] if rooms else "")

    def _things(self, slot: Slot) -> list[Span]:
        return [
            (self.v.of(thing.start), self.v.of(thing.end)) for thing in self.x.things(slot) if self.v.holds(thing.lit)
        ]

    def _names(self) -> dict[int, str]:
        """The name of each jury-day: the centre's, or one for each set of membres.

        People know the names of the reference plan: the same membres keep theirs, first of that day, then of another.
        A new set takes the name of the set that shares most membres with it, if that name is free, or the next number.
        """
        ordered = sorted(self.sittings.values(), key=lambda s: (s.slot.day, s.span, s.membres))
        known = self._known_names()
        names = {s.slot.index: s.slot.given or known.get(self._seats(s), "") for s in ordered}
        named = {frozenset(s.membres): names[s.slot.index] for s in ordered if names[s.slot.index]}
        for sitting in (s for s in ordered if not names[s.slot.index]):
            membres = frozenset(sitting.membres)
            that_day = {names[other.slot.index] for other in ordered if other.slot.day == sitting.slot.day}
            if named.get(membres, "") in that_day | {""}:
                named[membres] = self._free_name(membres, known, {*names.values(), *named.values()})
            names[sitting.slot.index] = named[membres]
        return names

    def _seats(self, sitting: _Sitting) -> JuryMembres:
        return self.problem.days[sitting.slot.day].date, frozenset(sitting.membres)

    def _known_names(self) -> dict[JuryMembres, str]:
        """What each set of membres is called in the reference plan, day by day."""
        session = self.problem.session
        compositions = (c for plan in session.reference for c in plan.compositions)
        return {(c.jour, session.sans_observateurs(c.membres)): c.jury for c in compositions}

    @staticmethod
    def _free_name(membres: frozenset[str], known: dict[JuryMembres, str], taken: set[str]) -> str:
        """The name, borne by nobody now, of the set of membres most like these; else a number of their own."""
        free = [(len(before & membres), nom) for (_, before), nom in known.items() if nom not in taken]
        shared, nom = max(free, key=lambda one: one[0], default=(0, ""))
        used = taken | set(known.values())
        return nom if shared else next(j for n in count(1) if (j := f"J{n}") not in used)

    def _composition(self, sitting: _Sitting) -> Composition:
        day, (start, end) = sitting.slot.day, sitting.span
        jury = self.names[sitting.slot.index]
        return Composition(jury, self._at(day, start), self._at(day, end), sitting.membres, sitting.room)

    def _at(self, day: int, minute: int) -> datetime:
        return datetime.combine(self.problem.days[day].date, time()) + timedelta(minutes=minute)

    # Passages

    def _passage(self, task: Task) -> Passage:
        day = next(d.index for d in self.problem.days if self.v.holds(self.x.on(task, d.index)))
        slot = self._slot_of(self.problem.units[task.unit]) if task.unit >= 0 else None
        parties = tuple(partie for step in task.steps for partie in self._parties(task, step, day, slot))
        applicant = self.problem.applicants[task.candidat].id
        pins = [p for p in self.problem.session.pins if (p.candidat, p.epreuve) == (applicant, task.epreuve.id)]
        return Passage(applicant, task.epreuve.id, parties, pins[0].portee if pins else "")

    def _parties(self, task: Task, step: Step, day: int, slot: Slot | None) -> Iterator[Partie]:
        jury = self.names[slot.index] if slot and step.watched else ""
        if step.in_jury_room:
            room = self.sittings[slot.index].room if slot else ""
        else:
            room = next(self.problem.rooms[r].id for r in step.rooms if self.v.holds(self.x.in_room(task, step, r)))
        vehicles = tuple(
            self.problem.vehicles[who].id
            for booking in task.driven
            if step.index in booking.phases
            for who in self._booked(task, booking)
        )
        for segment in self.x.segments(task, step):
            if self.v.holds(segment.lit):
                start, end = self._at(day, self.v.of(segment.start)), self._at(day, self.v.of(segment.end))
                yield Partie(step.index, start, end, self._once_in(task, start, end) or room, jury, vehicles)

    def _booked(self, task: Task, booking: Claim) -> list[int]:
        return [who for who in booking.able if self.v.holds(self.x.booked(task, booking, who))]

    def _once_in(self, task: Task, start: datetime, end: datetime) -> str:
        """The room in which what is over was: its jury may have another since; empty for what is not over."""
        session, candidat = self.problem.session, self.problem.applicants[task.candidat].id
        if session.maintenant is None or end > session.maintenant:
            return ""
        passages = (p for plan in session.reference for p in plan.du_candidat(candidat) if p.epreuve == task.epreuve.id)
        return next((x.salle for p in passages for x in p.parties if (x.debut, x.fin) == (start, end)), "")

    def _slot_of(self, unit: Unit) -> Slot:
        return next(s for s in self.problem.slots if self.v.holds(self.x.hears(unit, s)))

    # What juries do by themselves

    def _travaux(self, slot: Slot, pause: int) -> Iterator[Travail]:
        reglages = self.problem.reglages
        yield self._travail(slot, NatureTravail.ACCUEIL, self.x.accueil(slot), reglages.accueil_jury)
        yield self._travail(slot, NatureTravail.CLOTURE, self.x.cloture(slot), reglages.cloture)
        if self._inside(slot, pause):
            debut, fin = (self._at(slot.day, m) for m in (pause, pause + reglages.pause_jury))
            yield Travail(self.names[slot.index], NatureTravail.PAUSE, debut, fin)
        for applicant in self.problem.applicants:
            yield from self._about(applicant, slot)

    def _travail(
        self, slot: Slot, nature: NatureTravail, start: Expr, minutes: int, applicant: str = "", epreuve: str = ""
    ) -> Travail:
        begins = self.v.of(start)
        debut, fin = self._at(slot.day, begins), self._at(slot.day, begins + minutes)
        return Travail(self.names[slot.index], nature, debut, fin, applicant, epreuve)

    def _about(self, applicant: Applicant, slot: Slot) -> Iterator[Travail]:
        reglages = self.problem.reglages
        for unit in (self.problem.units[u] for u in applicant.units):
            if not self.v.holds(self.x.hears(unit, slot)):
                continue
            if self.v.holds(self.x.first(unit)):
                start = self.x.lecture(applicant)
                yield self._travail(slot, NatureTravail.LECTURE, start, reglages.lecture, applicant.id)
            if self.v.holds(self.x.last_of_day(unit)):
                start_ = self.x.unit_end(unit)
                yield self._travail(slot, NatureTravail.DELIBERATION, start_, reglages.deliberation, applicant.id)
            for task in (self.problem.tasks[t] for t in applicant.tasks):
                if not task.watched and self.v.holds(self.x.corrected_before(task, unit)):
                    length = self.problem.correction(task.epreuve)
                    nature, start = NatureTravail.CORRECTION, self.x.correction(task)
                    yield self._travail(slot, nature, start, length, applicant.id, task.epreuve.id)

    def _done_in_vain(self, travaux: tuple[Travail, ...]) -> Iterator[Travail]:
        """What a jury had begun to read or correct of candidats whom another hears now: it has been done."""
        known = {(t.nature, t.candidat, t.epreuve, t.debut) for t in travaux}
        for slot in self.sittings:
            for travail in self._begun_works(self.problem.slots[slot]):
                if (travail.nature, travail.candidat, travail.epreuve, travail.debut) not in known:
                    yield replace(travail, jury=self.names[slot])

    def _begun_works(self, slot: Slot) -> list[Travail]:
        """The readings and corrections that the same membres had begun that day in the reference plan."""
        session, sitting = self.problem.session, self.sittings[slot.index]
        natures = (NatureTravail.LECTURE, NatureTravail.CORRECTION)
        return [
            t
            for plan in session.reference
            for c in plan.compositions
            if c.jour == self.problem.days[slot.day].date
            if session.sans_observateurs(c.membres) == set(sitting.membres)
            for t in plan.travaux
            if (t.jury, t.debut.date()) == (c.jury, c.jour) and t.nature in natures
            if session.maintenant is not None and t.debut < session.maintenant
        ]

    # Midday breaks

    def _breaks(self, passages: tuple[Passage, ...]) -> dict[int, int]:
        """When the break of each jury begins, beside its day or inside: no earlier place is free for it.

        Nor for those tied to it by a membre; where the réglage frees rooms at midday, each has its room around it.
        """
        begins = {i: self.v.of(self.x.pause(sitting.slot)) for i, sitting in self.sittings.items()}
        while (sooner := self._one_sooner(begins, passages)) is not None:
            begins = sooner
        return begins

    def _one_sooner(self, begins: dict[int, int], passages: tuple[Passage, ...]) -> dict[int, int] | None:
        """The same breaks with that of one jury, and of those tied to it, as early as may be; None where all are."""
        for i, sitting in self.sittings.items():
            tied = self._tied(sitting.slot)
            for earlier in self._earlier_places(sitting.slot, begins[i]):
                moved = begins | {slot.index: earlier for slot in tied}
                if all(self._has_its_room(slot, moved, passages) for slot in tied):
                    return moved
        return None

    def _earlier_places(self, slot: Slot, begins: int) -> list[int]:
        """Places in the window before that one that are free for this jury and those tied to it by a membre."""
        n, (low, high) = self.problem.reglages.pause_jury, self.problem.days[slot.day].lunch
        busy = sorted(span for s in self._tied(slot) for span in self._things(s))
        busy += [(minute(t.debut), minute(t.fin)) for s in self._tied(slot) for t in self._begun_works(s)]
        starts = [low, *(end for _, end in busy if end > low)]
        return [
            t
            for t in sorted(set(starts))
            if t < begins and t + n <= high and not any(a < t + n and t < b for a, b in busy)
        ]

    def _inside(self, slot: Slot, pause: int) -> bool:
        """Whether a break that begins then lies between the first and the last thing of a jury, its clôture."""
        start, _ = self.sittings[slot.index].span
        return start < pause and pause + self.problem.reglages.pause_jury <= self.v.of(self.x.cloture(slot))

    def _has_its_room(self, slot: Slot, breaks: dict[int, int], passages: tuple[Passage, ...]) -> bool:
        """Whether a jury with that break is alone in its room whenever it is there."""
        if self.problem.reglages.salle_a_midi:
            return True
        spans = list(self._taken_by_others(slot, breaks, passages))
        return not any(a < end and start < b for start, end in self._stays(slot, breaks) for a, b in spans)

    def _taken_by_others(self, slot: Slot, breaks: dict[int, int], passages: tuple[Passage, ...]) -> Iterator[Span]:
        """When a jury's room is closed, another jury's, or in use by candidats whom it does not see that day."""
        mine, jury = self.sittings[slot.index], self.names[slot.index]
        for room in (r for r in self.problem.rooms if r.id == mine.room):
            yield from room.closed[slot.day]
        for other in self.sittings.values():
            if other is not mine and (other.slot.day, other.room) == (slot.day, mine.room):
                yield from self._stays(other.slot, breaks)
        of_the_day = [p for p in passages if p.jour == self.problem.days[slot.day].date]
        seen = {p.candidat for p in of_the_day for partie in p.parties if partie.jury == jury}
        for partie in (x for p in of_the_day if p.candidat not in seen for x in p.parties):
            if partie.salle == mine.room:
                yield minute(partie.debut), minute(partie.fin)

    def _stays(self, slot: Slot, breaks: dict[int, int]) -> list[Span]:
        """When a jury holds its room that midday frees."""
        start, end = self.sittings[slot.index].span
        pause = breaks[slot.index]
        if not self._inside(slot, pause):
            return [(start, end)]
        return [(start, pause), (pause + self.problem.reglages.pause_jury, end)]

    def _tied(self, slot: Slot) -> list[Slot]:
        tied, membres = {slot.index}, set(self.sittings[slot.index].membres)
        while True:
            more = {
                s.slot.index
                for s in self.sittings.values()
                if s.slot.day == slot.day and s.slot.index not in tied and membres & set(s.membres)
            }
            if not more:
                return [self.problem.slots[i] for i in sorted(tied)]
            tied |= more
            membres |= {m for i in more for m in self.sittings[i].membres}

    # Everybody else

    def _presences(self, passages: tuple[Passage, ...]) -> Iterator[Presence]:
        people = self.problem.people
        if any(Role.SURVEILLANT in p.roles for p in people):
            yield from self._as_begun(list(self._surveillances(passages)))
        for day in self.problem.days:
            for person in self.x.comediens():
                yield from self._comedies(person, day.index)
        aides = {p.id for p in people if Role.AIDE in p.roles}
        for applicant in (a for a in self.problem.applicants if a.fiche.aide in aides):
            for task in (self.problem.tasks[t] for t in applicant.tasks):
                yield from self._beside(applicant.fiche.aide, Role.AIDE, task, task.aided)

    def _surveillances(self, passages: tuple[Passage, ...]) -> Iterator[Presence]:
        """Surveillants for as long as they are needed: the model only asks that their stays hold that."""
        watched: dict[tuple[str, str, date], list[tuple[datetime, datetime]]] = defaultdict(list)
        for passage, partie in self.problem.to_be_watched(passages):
            watched[passage.epreuve, partie.salle, passage.jour].append((partie.debut, partie.fin))
        for watch in (w for w in self.x.watches() if self.v.holds(w.open)):
            room, day = self.problem.rooms[watch.room].id, self.problem.days[watch.day].date
            yield from _relieved_by_others(self._turns(watch, room, watched[watch.epreuve, room, day]))

    def _turns(self, watch: Watch, room: str, needed: list[tuple[datetime, datetime]]) -> Iterator[Presence]:
        """Each turn of a surveillance, in order, from the first to the last minute for which it is needed."""
        for turn in watch.turns:
            for person, stay in turn.items():
                start, end = (self._at(watch.day, self.v.of(moment)) for moment in (stay.start, stay.end))
                there = [(max(start, debut), min(end, fin)) for debut, fin in needed]
                there = [(debut, fin) for debut, fin in there if debut < fin]
                if self.v.holds(stay.lit) and there:
                    moments = min(debut for debut, _ in there), max(fin for _, fin in there)
                    yield Presence(self.problem.people[person].id, Role.SURVEILLANT, *moments, room)

    def _as_begun(self, watches: list[Presence]) -> Iterator[Presence]:
        """Surveillances, those of several épreuves being one where the reference plan began them as one.

        Who was to stay longer is there until now, though nobody has to be watched since.
        """
        now = self.problem.session.maintenant
        for began in (p for plan in self.problem.session.reference for p in plan.presences):
            if began.role != Role.SURVEILLANT or now is None or began.debut >= now:
                continue
            mine = [w for w in watches if (w.personne, w.salle) == (began.personne, began.salle)]
            mine = sorted((w for w in mine if began.debut <= w.debut < began.fin), key=lambda w: w.debut)
            fin = mine[0].debut if mine else began.debut
            for watch in mine:
                if watch.debut <= fin or began.fin <= now:
                    fin = max(fin, watch.fin)
                    watches.remove(watch)
            if mine:
                yield replace(began, fin=began.fin if began.fin <= now else max(fin, now))
        yield from watches

    def _comedies(self, person: Person, day: int) -> Iterator[Presence]:
        played = [
            (task, booking)
            for task, booking, lit in self.x.bookings(person.index)
            if self.v.holds(self.x.on(task, day)) and self.v.holds(lit)
        ]
        if played:
            start = self.v.of(self.x.comedien_accueil(person.index, day))
            end = start + self.problem.reglages.accueil_comedien
            yield Presence(person.id, Role.COMEDIEN, self._at(day, start), self._at(day, end))
        for task, booking in played:
            yield from self._beside(person.id, Role.COMEDIEN, task, booking.stretches)

    def _beside(self, person: str, role: Role, task: Task, stretches: tuple[StepRange, ...]) -> Iterator[Presence]:
        day = next(d.index for d in self.problem.days if self.v.holds(self.x.on(task, d.index)))
        applicant = self.problem.applicants[task.candidat].id
        for stretch in stretches:
            debut, fin = (self._at(day, self.v.of(m)) for m in self.x.stretch(task, stretch))
            yield Presence(person, role, debut, fin, candidat=applicant, epreuve=task.epreuve.id)

    def _responsables(
        self, events: Sequence[Passage | Travail | Presence | Accueil], elsewhere: Set[tuple[str, date]]
    ) -> Iterator[Presence]:
        """From the first thing of a day to the last: who led it before, the fewest relays, the titulaire first.

        Who sits or plays `elsewhere` (id, day) leads nothing that day.
        """
        for day in self.problem.days:
            spans = [(e.debut, e.fin) for e in events if e.debut.date() == day.date]
            if not spans:
                continue
            begun = self._began_leading(day.date)
            reached = min([d for d, _ in spans] + [lead.debut for lead in begun])
            end = max(f for _, f in spans)
            leading = set()
            leaders = [
                p for p in self.problem.people if Role.RESPONSABLE in p.roles and (p.id, day.date) not in elsewhere
            ]
            may_lead = {p.id for p in leaders}
            instead = dict.fromkeys(id_ for id_ in self._leads_instead_of_sitting(day) if id_ in may_lead)
            relay = self._relay(day.index, leaders, reached, end)
            for person, since, until in [(id_, reached, end) for id_ in instead] or relay:
                yield Presence(person, Role.RESPONSABLE, since, until)
                leading.add((person, since))
            for lead in begun:
                if (lead.personne, lead.debut) not in leading:
                    yield replace(lead, fin=max(min(lead.fin, end), lead.debut))

    def _leads_instead_of_sitting(self, day: Day) -> Iterator[str]:
        """Who is missing from a given jury of that day only because they lead it: there the whole day."""
        begun = jurys_commences(self.problem.session)
        for slot in self.problem.slots_of(day.index):
            if not slot.given or (slot.given, day.date) in begun or not self.v.holds(self.x.used(slot)):
                continue
            for person in there_all_day(self.problem, slot):
                aside = stands_aside(self.problem, self.x, slot, person)
                if not any(self.v.holds(reason) for reason in (self.x.sits(person, slot), *aside)):
                    yield self.problem.people[person].id

    def _relay(
        self, day: int, leaders: Sequence[Person], start: datetime, end: datetime
    ) -> Iterator[tuple[str, datetime, datetime]]:
        """Who leads, since and until when, one after the other: who led then before, whenever they are free."""
        while start < end:
            usual, until = self._led(start, end)
            again = [p for p in leaders if p.id == usual and self._free_until(p, day, start, until) > start]
            back = min([until, *(self._free_from(p, day, start) for p in leaders if p.id == usual)])
            reach = {p.index: self._free_until(p, day, start, until if again else back) for p in leaders}
            best = max(again or leaders, key=lambda p: (reach[p.index], not p.suppleant, -p.index), default=None)
            if best is None or reach[best.index] <= start:
                return
            yield best.id, start, reach[best.index]
            start = reach[best.index]

    def _began_leading(self, date_: date) -> list[Presence]:
        """The responsables whose presence that day has begun, beside the one who leads."""
        session = self.problem.session
        presences = (p for plan in session.reference for p in plan.presences if p.role == Role.RESPONSABLE)
        return [p for p in presences if p.debut.date() == date_ and session.maintenant and p.debut < session.maintenant]

    def _led(self, moment: datetime, end: datetime) -> tuple[str, datetime]:
        """Who leads at a moment in the reference plan (nobody: empty), and until another takes over.

        Before its first responsable that day it is they, after its last one still they.
        """
        leads = sorted(
            (
                p
                for plan in self.problem.session.reference
                for p in plan.presences
                if p.role == Role.RESPONSABLE and p.debut.date() == moment.date()
            ),
            key=lambda p: p.debut,
        )
        there = next((p for p in reversed(leads) if p.debut <= moment), next(iter(leads), None))
        later = (p.debut for p in leads if p.debut > moment and p is not there)
        return ("" if there is None else there.personne), min(later, default=end)

    def _free_from(self, person: Person, day: int, start: datetime) -> datetime:
        """When somebody who cannot lead then can again."""
        for a, b in sorted((*self.problem.unavailable(person, self.problem.days[day]), *person.left[day])):
            if self._at(day, a) <= start < self._at(day, b):
                start = self._at(day, b)
        return start

    def _free_until(self, person: Person, day: int, start: datetime, end: datetime) -> datetime:
        reach = end
        for a, b in (*self.problem.unavailable(person, self.problem.days[day]), *person.left[day]):
            if self._at(day, a) <= start < self._at(day, b):
                return start
            if start < self._at(day, a):
                reach = min(reach, self._at(day, a))
        return reach


# The whole model of a problem: every rule and every strengthening posted, the costs of the levels.


class WholeModel:
    """A problem's model, its variables and the expression of each level (of none if not `levels`: any plan will do).

    `ordered`: of plans that differ by who of those alike is heard when, only one is kept (symmetry breaking). Bounds of
    levels that know no order hold of all plans.
    """

    def __init__(self, problem: Problem, *, levels: bool = True, ordered: bool = False) -> None:
        self.problem, self.ordered = problem, ordered
        self.model = cp_model.CpModel()
        self.x = Variables(problem, self.model)
        if problem.units and not problem.slots:
            self.model.add_bool_or([])  # no jury could hear the chains, and no constraint would say so
        post = Poster(self.model)
        for regle in CONSTRAINTS:
            CONSTRAINTS[regle](problem, self.x, post)
        self.x.keep_to_grid()
        self.costs = Objective(problem, self.x)
        for name in STRENGTHENINGS:
            STRENGTHENINGS[name](problem, self.x, self.costs)
        if ordered:
            keep_in_order(problem, self.x)
        niveaux = problem.session.niveaux if levels else ()
        self.levels: dict[str, Expr] = {n.nom: self.costs.level(n) for n in niveaux}

    def limit(self, values: dict[str, int]) -> None:
        """Limit what each of these levels, by name, may cost."""
        for nom, value in values.items():
            self.model.add(self.levels[nom] <= value)

    def same_hearings(self, solver: cp_model.CpSolver) -> Iterator[Relation]:
        """The relations under which each jury hears the chains that it hears in a solution."""
        for unit in self.problem.units:
            for slot in self.problem.slots:
                hears = self.x.hears(unit, slot)
                yield hears == int(solver.boolean_value(hears))

    def passages_and_ends(self) -> Iterator[Expr]:
        """What a plan's readers look at first: hours of passages, who hears whom, when juries are done."""
        x = self.x
        yield from (x.start(task) for task in self.problem.tasks)
        yield from (x.hears(unit, slot) for unit in self.problem.units for slot in self.problem.slots)
        yield from (x.cloture(slot) for slot in self.problem.slots)


# Levels minimised in turn by as few solves as can be: for small models, of which many are solved.

HEAVIEST = 2**50
"""The most that levels summed with weights may reach: beyond it they are minimised in turn."""


def least_plan(whole: WholeModel, model: cp_model.CpModel, objectives: Sequence[Expr], clock: Clock) -> Plan | None:
    """The lexicographically least plan for these objectives, in a restriction of a whole model; None without one.

    Where the effort ends before a minimum is proven, the best value so far limits that objective, and the next follows.
    """
    solution = None
    for objective in objectives:
        model.minimize(objective)
        solver, status = run(model, clock, workers=1, effort=PATIENCE)
        if status not in FOUND:
            break
        solution = solver
        model.add(objective <= solver.value(objective))
    return read_plan(whole.problem, whole.x, Values(solution)) if solution is not None else None


def lexicographic_objectives(whole: WholeModel, names: Iterable[str]) -> Iterator[Expr]:
    """Weighted sums of these levels, as few as possible, which minimised one after the other give the same plan."""
    group: list[tuple[Expr, int]] = []
    heaviest = 1
    for level in (whole.levels[nom] for nom in names):
        size = _range(whole.model, level)
        if group and heaviest * (size + 1) > HEAVIEST:
            yield _weighted(group)
            group, heaviest = [], 1
        group.append((level, size))
        heaviest *= size + 1
    yield _weighted(group)


def _weighted(group: list[tuple[Expr, int]]) -> Expr:
    weight, terms = 1, []
    for level, size in reversed(group):
        terms.append(weight * level)
        weight *= size + 1
    return total(terms)


def _range(model: cp_model.CpModel, level: Expr) -> int:
    """The most by which two values of a level may differ, by the domains of its variables."""
    minimised = model.clone()
    minimised.minimize(level)
    objective, variables = minimised.proto.objective, minimised.proto.variables
    domains = [list(variables[v].domain) for v in objective.vars]
    pairs = zip(objective.coeffs, domains, strict=True)
    return sum(abs(coefficient) * (domain[-1] - domain[0]) for coefficient, domain in pairs)
