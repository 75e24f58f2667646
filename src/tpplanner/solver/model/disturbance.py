"""What a plan disturbs of the reference plan, as costs: passages, people to tell, calls that move."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property

from ortools.sat.python import cp_model

from tpplanner.domain.appels import accueil_au_plus_tot, appels, begun_accueils
from tpplanner.domain.plan import (
    ARRONDI,
    Accueil,
    Composition,
    NatureAccueil,
    NatureTravail,
    Passage,
    Plan,
    Presence,
    Travail,
    d_un_tenant,
    minutes_between,
)
from tpplanner.domain.reglages import DECALAGE_COMPTE
from tpplanner.domain.session import NOT_CONVENED, Role
from tpplanner.rules import DEMANDES, PERTURBATIONS, halves
from tpplanner.solver.model.constraints.candidat import convocation_respectee
from tpplanner.solver.model.posting import Expr, Literal, Poster, total
from tpplanner.solver.model.problem import DAY, Applicant, Day, Person, Problem, Slot, StepRange, Task, Unit, minute
from tpplanner.solver.model.variables import IntVar, Remembering, Stay, Variables, once

# Whether candidats are called at other hours than in the reference plan, for passages that stay as they are.


class Calls(Remembering):
    """The calls of the reference plan beside the variables of a model."""

    def __init__(self, problem: Problem, x: Variables, plan: Plan) -> None:
        super().__init__()
        self.problem, self.x, self.model, self.plan = problem, x, x.model, plan
        self.day_of = {day.date: day.index for day in problem.days}
        self.begun = begun_accueils(problem.session)
        self.known = appels(problem.session, plan)

    def otherwise(self, applicant: Applicant) -> Iterator[Literal]:
        """Literals of which one holds if their passages stay and a call does not; they may hold without need."""
        own = self.plan.du_candidat(applicant.id)
        for task in (self.problem.tasks[t] for t in applicant.tasks):
            heure = self.known.get((applicant.id, task.epreuve.id))
            passage = next((p for p in own if p.epreuve == task.epreuve.id), None)
            if heure is not None and passage is not None and passage.jour in self.day_of:
                yield self._otherwise(task, own, passage, heure)

    def _otherwise(self, task: Task, own: tuple[Passage, ...], passage: Passage, heure: datetime) -> Literal:
        changed, debut = self.model.new_bool_var(""), passage.debut
        before = debut - timedelta(minutes=self.problem.reglages.convocation)
        opened, accueil = self._opened(task, debut), self._accueil_du_jour(debut.date())
        for lit, plis in ((~opened, 0), (opened, self.problem.reglages.plis)):
            same = self._same_call(own, debut, plis, heure)
            called: Literal = self.x.false
            moment = before
            if isinstance(accueil, Accueil):
                moment = accueil.debut if before < accueil.fin <= debut else before
            elif accueil is not None:
                called = self._welcomes(debut.date(), _since(debut, before))
                as_before = self.model.new_bool_var("")
                self.model.add_bool_or([changed, as_before, ~lit, ~called])
                self.model.add_linear_expression_in_domain(accueil[1], same).only_enforce_if(as_before)
            if not same.contains(_since(debut, moment)):
                self.model.add_bool_or([changed, called, ~lit])
        return changed

    def _opened(self, task: Task, debut: datetime) -> Literal:
        """Whether plis are opened right before a task, if it begins then."""
        begun = any((a.nature, a.epreuve, a.fin) == (NatureAccueil.PLIS, task.epreuve.id, debut) for a in self.begun)
        return self.x.true if begun else self.x.opens_plis(task)

    def _same_call(self, own: tuple[Passage, ...], debut: datetime, plis: int, heure: datetime) -> cp_model.Domain:
        """The minutes at which an accueil, or the réglage, may call for what begins then, the call being at that hour.

        They are called at the plis at the latest, also if they are busy until later than that minute, and never before
        the hour of the convocation that they hold.
        """
        latest, call = minute(debut) - plis, _since(debut, heure)
        letters = [
            minute(c.heure)
            for c in self.problem.session.convocations
            if (c.personne, c.jour) == (own[0].candidat, debut.date()) and not (c.accord or c.deduite)
        ]
        held_until = max(letters, default=-DAY)
        earlier = (p for p in own if p.jour == debut.date() and p.debut < debut)
        busy_until = max((_since(debut, p.fin) for p in earlier), default=-DAY)
        if call == latest:
            free = [] if held_until >= latest else [[min(busy_until, latest), latest - 1]]
            return cp_model.Domain.from_intervals(free).complement() if free else cp_model.Domain.all_values()
        lowest = busy_until if call == held_until else max(busy_until, call)
        return cp_model.Domain.from_intervals([[lowest, call]] if held_until <= call < latest else [])

    @once
    def _accueil_du_jour(self, jour: date) -> "Accueil | tuple[IntVar, IntVar] | None":
        """The accueil of a day, if it has begun; else when the first épreuve begins and it does; None for neither."""
        for accueil in self.begun:
            if (accueil.nature, accueil.jour) == (NatureAccueil.ACCUEIL, jour):
                return accueil
        now = self.problem.session.maintenant
        if any(p.jour == jour and now is not None and p.debut < now for p in self.plan.passages):
            return None
        return self._to_come(jour)

    @once
    def _to_come(self, jour: date) -> tuple[IntVar, IntVar]:
        """When the first épreuve of a day begins, and its accueil, where there is one before it."""
        model, x, reglages = self.model, self.x, self.problem.reglages
        day = self.day_of[jour]
        first, begins = model.new_int_var(0, DAY, f"first of {day}"), model.new_int_var(-DAY, DAY, "")
        accueil = model.new_int_var(-DAY, 3 * DAY, f"accueil of {day}")
        at_first = {task: self._begins_at(task, day, first) for task in self._may_be_first(day)}
        model.add_bool_or([*at_first.values(), ~x.day_used(day)])
        plis = x.any_literal(
            x.both(lit, x.opens_plis(task)) for task, lit in at_first.items() if self.problem.is_sealed(task)
        )
        for length, lit in ((reglages.accueil, x.first_day(day)), (reglages.accueil_autres_jours, ~x.first_day(day))):
            model.add(begins == first - length).only_enforce_if(lit, ~plis)
            model.add(begins == first - max(length, reglages.plis)).only_enforce_if(lit, plis)
        model.add_max_equality(accueil, [begins, self._soonest(jour, at_first)])
        return first, accueil

    def _may_be_first(self, day: int) -> Iterator[Task]:
        """The tasks that may begin a day, but those that follow another at once."""
        for task in self.problem.tasks:
            unit = self.problem.units[task.unit] if task.unit >= 0 else None
            follows = unit is not None and unit.rigid and task.index != unit.tasks[0]
            if not follows and self.x.on(task, day) is not self.x.false:
                yield task

    def _begins_at(self, task: Task, day: int, first: IntVar) -> Literal:
        """Whether a task begins with its day."""
        on, begins = self.x.on(task, day), self.model.new_bool_var("")
        self.model.add_implication(begins, on)
        self.model.add(self.x.start(task) == first).only_enforce_if(begins)
        self.model.add(self.x.start(task) > first).only_enforce_if(on, ~begins)
        return begins

    def _soonest(self, jour: date, at_first: dict[Task, Literal]) -> Expr | int:
        """The moment before which nobody can welcome those who begin a day: that of the soonest of them."""
        moments = {
            task: minute(accueil_au_plus_tot(self.problem.session, self.problem.applicants[task.candidat].id, jour))
            for task in at_first
        }
        if len(set(moments.values())) < 2:
            return next(iter(moments.values()), 0)
        soonest = self.model.new_int_var(0, 2 * DAY, "")
        self.model.add_min_equality(soonest, [moments[task] + DAY * (1 - lit) for task, lit in at_first.items()])
        return soonest

    @once
    def _welcomes(self, jour: date, before: int) -> Literal:
        """Whether there is an accueil on a day, and it calls those who would be called at that minute."""
        first, accueil = self._to_come(jour)
        there, later = self.model.new_bool_var(""), self.model.new_bool_var("")
        self.model.add(accueil < first).only_enforce_if(there)
        self.model.add(accueil >= first).only_enforce_if(~there)
        self.model.add(first > before).only_enforce_if(later)
        self.model.add(first <= before).only_enforce_if(~later)
        return self.x.both(there, later)


def _since(debut: datetime, moment: datetime) -> int:
    """Minutes from the midnight before `debut` to a moment, which may be before it."""
    return minute(debut) + minutes_between(debut, moment)


# What a plan disturbs of the reference plan, as costs, part by part.

Seats = tuple[int, frozenset[str]]
"""A day (index) and the ids of those who sit together on it."""

Whereabouts = tuple[int, str, tuple[str, ...]]
"""A phase, its room and its vehicles, in their order."""


class Disturbance(Remembering):
    """The reference plan beside the variables of a model."""

    def __init__(self, problem: Problem, x: Variables) -> None:
        super().__init__()
        self.problem, self.x, self.model = problem, x, x.model
        self.plan = problem.session.reference[0] if problem.session.reference else Plan(())
        self.day_of = {day.date: day.index for day in problem.days}
        self.rooms = {room.id: room.index for room in problem.rooms}
        self.passages = {(p.candidat, p.epreuve): p for p in self.plan.passages}

    def cost(self, regle: str) -> Expr:
        """The cost of one part."""
        return total(PARTS[regle](self))

    # Who is asked

    def appels_a_demander(self) -> Iterator[Expr]:
        """Whether each person comes on a day for which they are not convened."""
        yield from (self.x.any_literal(asked[True]) for asked in self._asked.values() if asked[True])

    def accords_a_demander(self) -> Iterator[Expr]:
        """Whether each person begins earlier than convened on one of their days."""
        yield from (self.x.any_literal(asked[False]) for asked in self._asked.values() if asked[False])

    @cached_property
    def _asked(self) -> dict[str, dict[bool, list[Literal]]]:
        """By person: literals without which their convocations bind; whether they are of a day that is not theirs."""
        strict = self.problem.session.sans_demande
        hours = {(c.personne, c.jour.isoformat()): c.heure for c in strict.convocations}
        may_be_asked = {c.personne for c in self.problem.session.sur_demande}
        placed = {a.id for a in self.problem.applicants}
        placed |= {p.id for p in self.problem.people if p.membre or set(p.roles) - {Role.RESPONSABLE}}
        post = Poster(self.model, guarded=True)
        convocation_respectee(replace(self.problem, session=strict), self.x, post)
        asked: dict[str, dict[bool, list[Literal]]] = {}
        for requirement, bound in post.guards.items():
            id_, jour = requirement.sujet
            if id_ in may_be_asked & placed:
                otherwise = hours.get((id_, jour), NOT_CONVENED) == NOT_CONVENED
                asked.setdefault(id_, {True: [], False: []})[otherwise].append(~bound)
        return asked

    # Who is called

    def membres_appeles(self) -> Iterator[Expr]:
        """called(membre, day) where the reference does not call them."""
        before = {(m, c.jour) for c in self.plan.compositions for m in c.membres}
        for person in (p for p in self.problem.people if p.membre):
            for day in self.problem.days:
                if (person.id, day.date) not in before:
                    yield self.x.called(person.index, day.index)

    def jurys_rompus(self) -> Iterator[Expr]:
        """1 - kept of each set of membres that sat together."""
        for seats in self._seats():
            broken = self.model.new_bool_var("")
            self.model.add_bool_or([broken, *(self._kept(seats, slot) for slot in self._slots(seats))])
            yield broken

    def _seats(self) -> list[Seats]:
        """The juries of the reference, each once, on days that the session still has."""
        return list(dict.fromkeys(self._seats_of(c) for c in self.plan.compositions))

    def _seats_of(self, composition: Composition) -> Seats:
        membres = {p.id for p in self.problem.people if p.membre}
        return self.day_of.get(composition.jour, -1), frozenset(membres & set(composition.membres))

    def _slots(self, seats: Seats) -> list[Slot]:
        return [s for s in self.problem.slots_of(seats[0]) if self._kept(seats, s) is not self.x.false]

    @once
    def _kept(self, seats: Seats, slot: Slot) -> Literal:
        """Whether those membres, and nobody else, sit in that jury."""
        ids = {person: self.problem.people[person].id for person in slot.pool}
        if not seats[1] or not seats[1] <= set(ids.values()):
            return self.x.false
        return self.x.both(
            self.x.used(slot),
            *(self.x.sits(p, slot) if id_ in seats[1] else ~self.x.sits(p, slot) for p, id_ in ids.items()),
        )

    # Passages

    def _compared(self) -> Iterator[tuple[Task, Passage]]:
        for task in self.problem.tasks:
            passage = self.passages.get((self.problem.applicants[task.candidat].id, task.epreuve.id))
            if passage is not None:
                yield task, passage

    def _on_its_day(self, task: Task, jour: date) -> Literal:
        day = self.day_of.get(jour)
        return self.x.false if day is None else self.x.on(task, day)

    def jours_changes(self) -> Iterator[Expr]:
        """1 - on(task, its day)."""
        for task, passage in self._compared():
            yield 1 - self._on_its_day(task, passage.jour)

    def heures_changees(self) -> Iterator[Expr]:
        """The minutes between a task's start and what it was, as many as count."""
        for task, passage in self._compared():
            yield self._moved(task, passage)

    @once
    def _moved(self, task: Task, passage: Passage) -> IntVar:
        same_day, was, start = self._on_its_day(task, passage.jour), minute(passage.debut), self.x.start(task)
        moved = self.model.new_int_var(0, DECALAGE_COMPTE, f"moved {task.index}")
        far = self.model.new_bool_var("")
        self.model.add(moved == DECALAGE_COMPTE).only_enforce_if(far)
        self.model.add(moved >= start - was).only_enforce_if(~far)
        self.model.add(moved >= was - start).only_enforce_if(~far)
        self.model.add_implication(~same_day, far)
        return moved

    def salles_changees(self) -> Iterator[Expr]:
        """Whether a phase of a task is in another room, or takes another vehicle."""
        for task, passage in self._compared():
            changed = self.model.new_bool_var("")
            self._changed_elsewhere(changed, task, _places(passage))
            yield changed

    def _changed_elsewhere(self, changed: Literal, task: Task, places: frozenset[Whereabouts]) -> None:
        """The literal holds where one of these phases is in another room, or takes another vehicle."""
        for phase, salle, vehicules in sorted(places):
            for when, there in self._in_room(task, phase, self.rooms.get(salle, -1)):
                self.model.add_bool_or([changed, there, *(~lit for lit in when)])
            driven = [b for b in task.driven if phase in b.phases]
            if len(driven) != len(vehicules):
                self.model.add_bool_or([changed])
            named = [v.index for v in self.problem.vehicles if v.id in vehicules]
            for booking in driven:
                same = [self.x.booked(task, booking, who) for who in booking.able if who in named]
                self.model.add_bool_or([changed, *same])

    def _in_room(self, task: Task, phase: int, room: int) -> Iterator[tuple[list[Literal], Literal]]:
        """Under which literals a phase must be in that room for nothing to change, and the literal that it is."""
        if phase >= len(task.steps):
            yield [], self.x.false
        elif not task.steps[phase].in_jury_room:
            yield [], self.x.in_room(task, task.steps[phase], room)
        else:
            unit = self.problem.units[task.unit]
            for slot in self.problem.slots:
                hears = self.x.hears(unit, slot)
                if hears is not self.x.false:
                    yield [hears], self.x.jury_in(slot, room) if room >= 0 else self.x.false

    # Who is to be told

    def personnes_a_prevenir(self) -> Iterator[Expr]:
        """Whether something of their own changes for each person: any of the reasons there may be to tell them."""
        reasons: dict[str, list[Literal]] = defaultdict(list)
        others = (self._of_surveillants(), self._of_helpers(), self._of_responsables())
        for some in (self._of_candidats(), self._of_membres(), *others, self._already()):
            for id_, reason in some:
                reasons[id_].append(reason)
        for literals in (of_one for id_, of_one in reasons.items() if id_ not in self.problem.session.absents):
            yield self.x.any_literal(literals)

    def _already(self) -> Iterator[tuple[str, Literal]]:
        """Those whom there is something to tell whatever the plan."""
        yield from ((id_, self.x.true) for id_ in sorted(self.problem.session.prevenus))

    def _of_candidats(self) -> Iterator[tuple[str, Literal]]:
        before: dict[str, set[str]] = defaultdict(set)
        for candidat, epreuve in self.passages:
            before[candidat].add(epreuve)
        for applicant in self.problem.applicants:
            if before[applicant.id] != {self.problem.tasks[t].epreuve.id for t in applicant.tasks}:
                yield applicant.id, self.x.true
        calls = Calls(self.problem, self.x, self.plan)
        for applicant in self.problem.applicants if self.problem.calls_known else ():
            yield from ((applicant.id, otherwise) for otherwise in calls.otherwise(applicant))
        for task, passage in self._compared():
            whole = task.steps[0], task.steps[-1]
            yield passage.candidat, self._otherwise(task, whole, passage.debut, passage.fin, _places(passage))

    @once
    def _otherwise(
        self, task: Task, stretch: StepRange, debut: datetime, fin: datetime, places: frozenset[Whereabouts]
    ) -> Literal:
        """Whether steps of a task are on another day, at another hour or elsewhere; may hold without need."""
        if {phase for phase, *_ in places} != set(range(stretch[0].index, stretch[1].index + 1)):
            return self.x.true
        changed, (start, end) = self.model.new_bool_var(""), self.x.stretch(task, stretch)
        self.model.add_implication(~changed, self._on_its_day(task, debut.date()))
        self.model.add(start == minute(debut)).only_enforce_if(~changed)
        self.model.add(end == minute(debut) + minutes_between(debut, fin)).only_enforce_if(~changed)
        self._changed_elsewhere(changed, task, places)
        return changed

    def _of_membres(self) -> Iterator[tuple[str, Literal]]:
        """Whether each membre's juries of a day are other ones, or convene them, end or are elsewhere."""
        sittings: dict[tuple[str, int], list[Composition]] = defaultdict(list)
        for composition in self.plan.compositions:
            for membre in composition.membres:
                sittings[membre, self.day_of.get(composition.jour, -1)].append(composition)
        for person in (p for p in self.problem.people if p.membre):
            if sittings[person.id, -1]:
                yield person.id, self.x.true
            for day in self.problem.days:
                before = sittings[person.id, day.index]
                if not before:
                    yield person.id, self.x.called(person.index, day.index)
                    continue
                slots = [slot for slot in self.problem.slots_of(day.index) if person.index in slot.pool]
                if any(len(self._seats_of(c)[1]) > max((s.most for s in slots), default=0) for c in before if slots):
                    continue  # more sat than the model ever seats: it says nothing of them
                changed = self.model.new_bool_var("")
                for sitting in before:
                    same = (self.x.both(self._same(slot, sitting), self.x.sits(person.index, slot)) for slot in slots)
                    self.model.add_bool_or([changed, *same])
                seats = total(self.x.sits(person.index, slot) for slot in slots)
                self.model.add(seats <= len(before)).only_enforce_if(~changed)
                yield person.id, changed

    @once
    def _same(self, slot: Slot, sitting: Composition) -> Literal:
        """A literal under which a jury, whoever sits in it, convenes, ends and is where that one did and was."""
        there = self.x.jury_in(slot, room) if (room := self.rooms.get(sitting.salle, -1)) >= 0 else self.x.false
        if there is self.x.false or sitting.fin.date() != sitting.jour:
            return self.x.false
        same = self.model.new_bool_var("")
        self.model.add_bool_and(there, self.x.used(slot)).only_enforce_if(same)
        convened = minute(sitting.convocation)
        self.model.add(self.x.accueil(slot) >= convened).only_enforce_if(same)
        self.model.add(self.x.accueil(slot) < convened + ARRONDI).only_enforce_if(same)
        end = self.x.cloture(slot) + self.problem.reglages.cloture
        self.model.add(end == minute(sitting.fin)).only_enforce_if(same)
        return same

    def _of_surveillants(self) -> Iterator[tuple[str, Literal]]:
        """Whether each surveillant's stays in a room of a day are other ones."""
        before: dict[tuple[str, int, int], list[Presence]] = defaultdict(list)
        for p in (p for p in self.plan.presences if p.role == Role.SURVEILLANT):
            before[p.personne, self.day_of.get(p.debut.date(), -1), self.rooms.get(p.salle, -1)].append(p)
        stays: dict[tuple[str, int, int], list[Stay]] = defaultdict(list)
        for watch in self.x.watches() if any(Role.SURVEILLANT in p.roles for p in self.problem.people) else ():
            for turn in watch.turns:
                for person, stay in turn.items():
                    stays[self.problem.people[person].id, watch.day, watch.room].append(stay)
        known = {p.id for p in self.problem.people}
        for key in dict.fromkeys([*before, *stays]):
            if key[0] in known:
                yield from ((key[0], reason) for reason in self._other_stays(before[key], stays[key]))

    def _other_stays(self, before: list[Presence], stays: list[Stay]) -> Iterator[Literal]:
        """Reasons to tell somebody of their stays in one room of one day: one begins or ends otherwise, or is outside.

        Of what has begun only the end may differ.
        """
        now = self.problem.session.maintenant
        spans = [(minute(a), minute(a) + minutes_between(a, b)) for a, b in d_un_tenant(before)]
        begun = [now is not None and a < now for a, _ in d_un_tenant(before)]
        for (start, end), has_begun in zip(spans, begun, strict=True):
            changed = self.model.new_bool_var("")
            if not has_begun:
                self.model.add_bool_or([changed, *(self._at(stay.lit, stay.start, start) for stay in stays)])
            self.model.add_bool_or([changed, *(self._at(stay.lit, stay.end, end) for stay in stays)])
            yield changed
        for stay in stays:
            inside = []
            for start, end in spans:
                within = self.model.new_bool_var("")
                self.model.add(stay.start >= start).only_enforce_if(within)
                self.model.add(stay.end <= end).only_enforce_if(within)
                inside.append(within)
            outside = self.model.new_bool_var("") if inside else stay.lit
            if inside:
                self.model.add_bool_or([outside, *inside, ~stay.lit])
            yield outside

    def _at(self, lit: Literal, moment: Expr, was: int) -> IntVar:
        """A literal under which somebody is there, and that moment of theirs is what it was."""
        same = self.model.new_bool_var("")
        self.model.add_implication(same, lit)
        self.model.add(moment == was).only_enforce_if(same)
        return same

    def _of_helpers(self) -> Iterator[tuple[str, Literal]]:
        """Whether each aide and comédien is at other passages, at those otherwise, or welcomed at another hour."""
        before: dict[tuple[str, str, str, str], list[Presence]] = defaultdict(list)
        for p in self.plan.presences:
            before[p.personne, p.role, p.candidat, p.epreuve].append(p)
        expected: set[tuple[tuple[str, str, str, str], Presence]] = set()
        for task in self.problem.tasks:
            applicant = self.problem.applicants[task.candidat]
            for person, role, stretches, there in self._helpers(task, applicant):
                key = (person.id, role, applicant.id, task.epreuve.id)
                passage = self.passages.get(key[2:])
                presences = [p for p in before[key] if _during(passage, p, stretches)]
                expected |= {(key, p) for p in presences}
                if not presences:
                    yield person.id, there
                elif len(presences) != len(stretches):
                    yield person.id, self.x.true
                else:
                    yield person.id, ~there
                    for stretch, was in zip(stretches, presences, strict=True):
                        yield person.id, self._otherwise(task, stretch, was.debut, was.fin, _places(passage, was))
        known, roles = {p.id for p in self.problem.people}, (Role.AIDE, Role.COMEDIEN)
        beside = {(key, p) for key, some in before.items() if key[1] in roles and key[2] for p in some}
        others = {key[0] for key, _ in beside - expected} & known
        yield from ((id_, self.x.true) for id_ in sorted(others))
        yield from self._of_welcomes()

    def _helpers(
        self, task: Task, applicant: Applicant
    ) -> Iterator[tuple[Person, Role, tuple[StepRange, ...], Literal]]:
        """Who may be at a passage besides its jury, as what, for which steps, and whether they are."""
        for person in self.problem.people:
            if Role.AIDE in person.roles and applicant.fiche.aide == person.id and task.aided:
                yield person, Role.AIDE, task.aided, self.x.true
            for booking in (b for b in task.played if person.index in b.able):
                yield person, Role.COMEDIEN, booking.stretches, self.x.booked(task, booking, person.index)

    def _of_welcomes(self) -> Iterator[tuple[str, Literal]]:
        for person in self.x.comediens():
            for day in self.problem.days:
                welcomed = [
                    minute(p.debut)
                    for p in self.plan.presences
                    if (p.personne, p.role, p.candidat) == (person.id, Role.COMEDIEN, "")
                    if self.day_of.get(p.debut.date(), -1) == day.index
                ]
                plays = self.x.plays_on(person.index, day.index)
                if len(welcomed) != 1:  # each is welcomed once a day
                    yield person.id, self.x.true if welcomed else plays
                else:
                    changed = self.model.new_bool_var("")
                    accueil = self.x.comedien_accueil(person.index, day.index)
                    self.model.add(accueil == welcomed[0]).only_enforce_if(~changed)
                    self.model.add_implication(~changed, plays)
                    yield person.id, changed

    def _of_responsables(self) -> Iterator[tuple[str, Literal]]:
        """Whether each responsable leads a day that they did not, or no longer does."""
        before = {(p.personne, p.debut.date()) for p in self.plan.presences if p.role == Role.RESPONSABLE}
        leaders = [p for p in self.problem.people if Role.RESPONSABLE in p.roles]
        for day in self.problem.days:
            self._led_throughout(day, leaders)
            for person in leaders:
                leads = self.x.leads(person.index, day.index)
                self.model.add_implication(leads, self.x.day_used(day.index))
                yield person.id, ~leads if (person.id, day.date) in before else leads
        known = {p.id for p in leaders}
        yield from ((id_, self.x.true) for id_, jour in sorted(before) if id_ in known and jour not in self.day_of)

    def _led_throughout(self, day: Day, leaders: list[Person]) -> None:
        """One of those who lead a day is free at each of its minutes.

        It is a rule, which is posted only of those whom leading keeps from something else.
        """
        for span, free in self.problem.free_throughout(leaders, day):
            leads = [self.x.leads(p.index, day.index) for p in free]
            if leads:
                self.model.add_bool_or([*leads, ~self.x.touches(day.index, span), ~self.x.day_used(day.index)])

    # Juries' own work

    def travaux_deplaces(self) -> Iterator[Expr]:
        """Whether a reading, a correction, an accueil or a clôture begins at another moment."""
        yield from self._work_on_candidats()
        for seats in self._seats():
            for nature in (NatureTravail.ACCUEIL, NatureTravail.CLOTURE):
                minutes = self._minutes_of(seats, nature)
                if minutes and self._slots(seats):
                    yield self._bound_moved(seats, nature, minutes)

    def _minutes_of(self, seats: Seats, nature: NatureTravail) -> list[int]:
        juries = {c.jury for c in self.plan.compositions if self._seats_of(c) == seats}
        return sorted({minute(t.debut) for t in self._works(nature) if t.jury in juries and self._day(t) == seats[0]})

    def _works(self, nature: NatureTravail) -> list[Travail]:
        return [t for t in self.plan.travaux if t.nature is nature]

    def _day(self, travail: Travail) -> int:
        return self.day_of.get(travail.debut.date(), -1)

    def _bound_moved(self, seats: Seats, nature: NatureTravail, minutes: list[int]) -> IntVar:
        moved = self.model.new_bool_var("")
        in_time: list[Literal] = []
        for slot in self._slots(seats):
            start = self.x.accueil(slot) if nature is NatureTravail.ACCUEIL else self.x.cloture(slot)
            for was in minutes:
                same = self.model.new_bool_var("")
                self.model.add(start == was).only_enforce_if(same)
                self.model.add_implication(same, self._kept(seats, slot))
                in_time.append(same)
        for slot in self._slots(seats):
            self.model.add_bool_or([moved, *in_time, ~self._kept(seats, slot)])
        return moved

    def _work_on_candidats(self) -> Iterator[Expr]:
        readings = {t.candidat: t.debut for t in self._works(NatureTravail.LECTURE)}
        corrections = {(t.candidat, t.epreuve): t.debut for t in self._works(NatureTravail.CORRECTION)}
        for applicant in self.problem.applicants:
            if applicant.id in readings and applicant.units:
                yield self._reading_moved(applicant, readings[applicant.id])
            for task in (self.problem.tasks[t] for t in applicant.tasks if not self.problem.tasks[t].watched):
                was = corrections.get((applicant.id, task.epreuve.id))
                if was is not None and applicant.units:
                    before = [(u, self.x.corrected_before(task, u)) for u in self._units(applicant)]
                    yield self._work_moved(self.x.correction(task), before, was)

    def _units(self, applicant: Applicant) -> list[Unit]:
        return [self.problem.units[u] for u in applicant.units]

    def _reading_moved(self, applicant: Applicant, was: datetime) -> IntVar:
        before = [(unit, self.x.first(unit)) for unit in self._units(applicant)]
        return self._work_moved(self.x.lecture(applicant), before, was)

    def _work_moved(self, start: Expr, before: list[tuple[Unit, Literal]], was: datetime) -> IntVar:
        """Whether work that precedes one of those chains, on its day, begins at another moment."""
        moved, day = self.model.new_bool_var(""), self.day_of.get(was.date())
        self.model.add(start == minute(was)).only_enforce_if(~moved)
        for unit, lit in before:
            there = self.x.false if day is None else self.x.heard_on(unit, day)
            self.model.add_bool_or([moved, there, ~lit])
        return moved

    # Everybody else

    def presences_changees(self) -> Iterator[Expr]:
        """Whether somebody watches a room of a day, or plays at a passage, where the reference does not have them."""
        watched = {(p.personne, p.debut.date(), p.salle) for p in self.plan.presences if p.role == Role.SURVEILLANT}
        played = {(p.personne, p.candidat, p.epreuve) for p in self.plan.presences if p.role == Role.COMEDIEN}
        stays: dict[tuple[str, date, str], list[Literal]] = {}
        for watch in self.x.watches() if any(Role.SURVEILLANT in p.roles for p in self.problem.people) else ():
            for turn in watch.turns:
                for person, stay in turn.items():
                    day, room = self.problem.days[watch.day].date, self.problem.rooms[watch.room].id
                    stays.setdefault((self.problem.people[person].id, day, room), []).append(stay.lit)
        for key, literals in stays.items():
            if key not in watched:
                yield self.x.any_literal(literals)
        for task in (t for t in self.problem.tasks if t.played):
            for actor in self.x.comediens():
                if (actor.id, self.problem.applicants[task.candidat].id, task.epreuve.id) not in played:
                    plays = (self.x.booked(task, b, actor.index) for b in task.played if actor.index in b.able)
                    yield self.x.any_literal(plays)


def _places(passage: Passage | None, during: Presence | None = None) -> frozenset[Whereabouts]:
    """Where each phase of a passage is, of those during which somebody is there."""
    parties = () if passage is None else passage.parties if during is None else passage.pendant(during)
    return frozenset((p.phase, p.salle, tuple(sorted(p.vehicules))) for p in parties)


def _during(passage: Passage | None, presence: Presence, stretches: tuple[StepRange, ...]) -> bool:
    """Whether somebody is there for one of these steps; for whichever, where the plan has no such passage."""
    phases = {partie.phase for partie in passage.pendant(presence)} if passage is not None else set()
    return not phases or any(a.index <= phase <= b.index for a, b in stretches for phase in phases)


PARTS: dict[str, Callable[[Disturbance], Iterator[Expr]]] = halves((*DEMANDES, *PERTURBATIONS), Disturbance)
