"""The plan that disturbs a reference plan least: neighbourhoods for an early plan, the whole model for the proof."""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from ortools.sat.python import cp_model

from tpplanner.domain.answers import Borne, Element, Infeasible, Outcome, Planned, Unfinished
from tpplanner.domain.duties import leaving_out
from tpplanner.domain.plan import Composition, NatureTravail, Passage, Plan, Travail
from tpplanner.domain.reglages import DECALAGE_COMPTE, DEMANDE, PERTURBATION, Niveau
from tpplanner.domain.session import Session
from tpplanner.solver.bounds.aggregate import Aggregate, CountedChange
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.model.objective import CHOSEN_LAST
from tpplanner.solver.model.pinning import NotExpressible, match_slots
from tpplanner.solver.model.problem import Problem, Slot, Task, Unit, away_all_day, minute
from tpplanner.solver.model.variables import IntVar
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import FOUND, Budget, Clock, Relation, at_least, hint, run
from tpplanner.solver.search.beginning import first_plan, may_build, within_reach
from tpplanner.solver.search.incumbent import Incumbent, Listener
from tpplanner.tuning import LONG, MEDIUM, SOON_TRIED, STAGE, TRY

# Neighbourhoods of a reference plan: problems in which what a change does not touch keeps its jury and its hour.

ReferenceJury = tuple[str, int]
"""A jury of the reference plan (id) on a day (index)."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A narrowed problem, and what keeps its place in the reference plan, by index."""

    problem: Problem
    starts: tuple[tuple[int, int, int], ...]
    """(task, day, minute) that stay"""
    rooms: tuple[tuple[int, int, int], ...]
    """(task, step, room) that stay"""
    jury_rooms: tuple[tuple[int, int], ...]
    """(slot, room) that stay"""
    works: tuple[tuple[int, int, int], ...]
    """(applicant, task or -1 for the reading, minute) of the juries' work in the reference plan: hints only"""

    def model(self) -> WholeModel:
        """The whole model of the narrowed problem, with what stays posted and the juries' work as hints."""
        whole = WholeModel(self.problem)
        for relation in self._relations(whole):
            whole.model.add(relation)
        for applicant, task, start in self.works:
            whole.model.add_hint(self.work(whole, applicant, task), start)
        return whole

    def work(self, whole: WholeModel, applicant: int, task: int) -> IntVar:
        """The variable of when a candidat's reading (task -1), or the correction of a task, begins."""
        if task < 0:
            return whole.x.lecture(self.problem.applicants[applicant])
        return whole.x.correction(self.problem.tasks[task])

    def _relations(self, whole: WholeModel) -> Iterator[Relation]:
        for index, day, start in self.starts:
            task = self.problem.tasks[index]
            yield whole.x.start(task) == start
            yield whole.x.on(task, day) == 1
        for index, step, room in self.rooms:
            task = self.problem.tasks[index]
            yield whole.x.in_room(task, task.steps[step], room) == 1
        for slot, room in self.jury_rooms:
            yield whole.x.jury_in(self.problem.slots[slot], room) == whole.x.used(self.problem.slots[slot])


class Neighbourhoods:
    """The neighbourhoods of a plan, mostly wider and wider; iterating builds them one by one.

    `suspects` are the pieces of the plan that can hardly stay: their juries and candidats are freed first.
    """

    def __init__(self, problem: Problem, plan: Plan, suspects: Iterable[Element]) -> None:
        self.problem = problem
        self.plan = plan
        self.day_of = {day.date: day.index for day in problem.days}
        self.passages = {(p.candidat, p.epreuve): p for p in plan.passages}
        self.slots: dict[ReferenceJury, Slot] = match_slots(problem, plan)
        self.juries: set[ReferenceJury] = set()
        """the jury-days of suspects"""
        self.rooms = {room.id: room.index for room in problem.rooms}
        self.unplaced: set[str] = {a.id for a in problem.applicants} - {p.candidat for p in plan.passages}
        """the candidats (ids) of whom the plan has no passage"""
        self.candidats: set[str] = set(self.unplaced)
        """those, and the candidats of suspects"""
        for element in suspects:
            self._suspect(element)
        self.suspected = {a.index for a in problem.applicants if a.id in self.candidats}

    def _suspect(self, element: Element) -> None:
        day = self.day_of.get(element.debut.date(), -1)
        match element:
            case Composition() | Travail():
                self.juries.add((element.jury, day))
            case Passage():
                self.candidats.add(element.candidat)
                self.juries |= {(partie.jury, day) for partie in element.suivies}

    def __iter__(self) -> Iterator[Neighbourhood]:
        # chains: of the juries or candidats under suspicion, of the days on which they are, of unplaced candidats
        touched = {unit.index for unit in self.problem.units if self._jury_day_of(unit) in self.juries}
        touched |= {u.index for u in self.problem.units if self._id(u.candidat) in self.candidats}
        days = {day for _, day in self.juries} | {self._jury_day_of(self.problem.units[u])[1] for u in touched}
        of_days = {unit.index for unit in self.problem.units if self._jury_day_of(unit)[1] in days}
        new = {u.index for u in self.problem.units if self._id(u.candidat) in self.unplaced}
        # only other membres and rooms; the chains touched, on their days, then on all; whole days; everything
        if not new:
            yield self._free(self.juries, set(), set(), shared=False)
        yield self._free(self.juries, touched, days, shared=False)
        every_day = {day.index for day in self.problem.days}
        yield self._free(self.juries, touched, every_day, shared=False)
        juries = {key for key in self.slots if key[1] in days}
        yield self._free(juries, of_days, days, shared=False)
        yield self._free(juries, of_days, days, shared=True)
        everything = {unit.index for unit in self.problem.units}
        yield self._free(set(self.slots), everything, every_day, shared=False)

    def _id(self, applicant: int) -> str:
        return self.problem.applicants[applicant].id

    def _jury_day_of(self, unit: Unit) -> ReferenceJury:
        """The jury-day that hears a chain in the reference plan."""
        for task in (self.problem.tasks[t] for t in unit.tasks):
            passage = self.passages.get((self._id(unit.candidat), task.epreuve.id))
            if passage is not None and passage.suivies:
                return passage.suivies[0].jury, self.day_of.get(passage.jour, -1)
        return "", -1

    def around_one(self, tasks: Set[int], *, shared: bool) -> Neighbourhood:
        """The neighbourhood in which these tasks of one candidat may go anywhere, all else stays.

        Each day may have one more jury; `shared`: which may share membres with the other juries of its day.
        """
        units = {self.problem.tasks[t].unit for t in tasks} - {-1}
        around = self._free(set(), units, {day.index for day in self.problem.days}, shared=shared)
        starts = tuple(h for h in self._starts(set()) if h[0] not in tasks)
        return replace(around, starts=starts, rooms=tuple(self._rooms(starts)))

    def _free(self, juries: Set[ReferenceJury], units: Set[int], days: Set[int], *, shared: bool) -> Neighbourhood:
        """The neighbourhood of these jury-days, composed afresh, and chains, before any jury; all else stays.

        On these days there are spare juries; `shared`: a membre may sit in several juries of a day.
        """
        slots = self._kept_slots(juries, days)
        index = {old: slot.index for old, slot in slots.items()}
        open_to_all = tuple(index[s.index] for s in self.problem.slots if s.index in index)
        narrow_units = []
        for unit in self.problem.units:
            own = self.slots.get(self._jury_day_of(unit))
            if unit.index in units or own is None:
                narrow_units.append(replace(unit, juries=open_to_all))
            else:
                narrow_units.append(replace(unit, juries=(index[own.index],)))
        tied = self.problem.shared_membres and (shared or self._shared_before())
        problem = replace(
            self.problem,
            slots=tuple(slots.values()),
            units=tuple(narrow_units),
            shared_membres=tied,
        )
        free = {self.problem.units[u].candidat for u in units}
        still = {matched.index: key for key, matched in self.slots.items() if key not in juries}
        jury_rooms = tuple((slots[i].index, self._room(key)) for i, key in still.items() if self._room(key) >= 0)
        starts = tuple(self._starts(free))
        return Neighbourhood(problem, starts, tuple(self._rooms(starts)), jury_rooms, tuple(self._works()))

    def _room(self, key: ReferenceJury) -> int:
        rooms = (c.salle for c in self.plan.compositions if (c.jury, self.day_of.get(c.jour, -1)) == key)
        return self.rooms.get(next(rooms, ""), -1)

    def _rooms(self, starts: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
        """The rooms that held tasks keep; tasks of candidats under suspicion keep none."""
        for index, _, _ in starts:
            task, passage = self.problem.tasks[index], self._passage(self.problem.tasks[index])
            if passage is None or task.candidat in self.suspected:
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

    def _kept_slots(self, juries: Set[ReferenceJury], days: Set[int]) -> dict[int, Slot]:
        """The slots of a neighbourhood by old index: the juries of the reference plan, and spare ones on these days.

        A jury keeps its membres unless it is composed afresh. Each of these days has as many spare juries as are
        composed afresh on it, and one more. Where the centre gives its juries, which are not interchangeable, it has as
        many more as are given.
        """
        matched = {slot.index: key for key, slot in self.slots.items()}
        used = {(c.jury, self.day_of.get(c.jour, -1)): set(c.membres) for c in self.plan.compositions}
        slots: dict[int, Slot] = {}
        more = max(1, *(len(self.problem.slots_of(day)) for day in days)) if self.problem.session.jurys and days else 1
        spare = {day: more + sum(d == day for _, d in juries) for day in days}
        for slot in self.problem.slots:
            key = matched.get(slot.index)
            if key is None:
                if not spare.get(slot.day):
                    continue
                spare[slot.day] -= 1
                slots[slot.index] = replace(slot, index=len(slots))
                continue
            pool = tuple(p for p in slot.pool if self.problem.people[p].id in used[key])
            if key in juries or len(pool) < slot.least:
                slots[slot.index] = replace(slot, index=len(slots))
            else:
                slots[slot.index] = replace(slot, index=len(slots), pool=pool, least=len(pool), most=len(pool))
        return slots

    def _starts(self, free: Set[int]) -> Iterator[tuple[int, int, int]]:
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
    """All neighbourhoods of a plan, the smallest first; none where the problem lacks a jury of the plan."""
    try:
        yield from Neighbourhoods(problem, plan, suspects)
    except NotExpressible:
        return


# The search: neighbourhoods for an early plan, the whole model for the proof.

CALLED, TOLD, DAYS, HOURS, REST = (niveau.nom for niveau in PERTURBATION)
"""The levels of disturbance: membres newly called, people to be told, passages on another day, moved, all the rest."""

Measure = Callable[[Plan], dict[str, int]]
"""Measures what a plan costs at each level; the values of a solution are only upper bounds of that."""


def nearest_plan(
    session: Session,
    budget: Budget,
    measure: Measure,
    suspects: Iterable[Element] = (),
    listen: Listener | None = None,
    *,
    prove: bool = True,
    known: Plan | None = None,
) -> Outcome:
    """The plan of a session that disturbs its reference plan least, with a bound for each level reached.

    `suspects` are pieces of the reference plan that can hardly stay: they only guide where to look first. Without
    `prove`, it is the best found in the first neighbourhood that has a plan, else any plan: no level has a bound.
    A plan that is `known` is improved upon.
    """
    clock, pieces = Clock(budget), tuple(suspects)
    search = _Nearest(compile_session(session), clock, measure, pieces, listen)
    if known is not None:
        search.start_from(known)
    return search.outcome() if prove else search.any_outcome()


class _Nearest:
    """The search around the reference plan of one problem.

    `floors` are bounds by level, each valid given that the levels before stay as they are; `bornes` are published.
    """

    def __init__(
        self,
        problem: Problem,
        clock: Clock,
        measure: Measure,
        suspects: tuple[Element, ...],
        listen: Listener | None,
    ) -> None:
        self.problem, self.clock, self.measure, self.suspects = problem, clock, measure, suspects
        self.reference: Plan = problem.session.reference[0]
        self.best = Incumbent(clock, listen)
        self.values: dict[str, int] = {}
        self.niveaux = problem.session.niveaux
        self.bounded = [n for n in self.niveaux if not any(t.regle in CHOSEN_LAST for t in n.termes)]
        self.floors = {REST: self._broken_surely()}
        self.bornes: dict[str, int] = {}

    def start_from(self, plan: Plan) -> None:
        """Take a plan of the session for the best so far."""
        self.best.plan, self.values = plan, self.measure(plan)

    def outcome(self) -> Outcome:
        known = iter(neighbourhoods(self.problem, self.reference, self.suspects))
        if self._has_none(known):
            return Infeasible()
        if self.values:
            self._raise_floors()
        for around in known:
            if not self.values:
                self._descend_into(around)
        if self.values:
            self._count_days()
        if not may_build(self.problem, self.clock) or not (self.values or self._left_without_plan()):
            return self._outcome()
        if not self._descend(WholeModel(self.problem), whole=True) and self.best.plan is None:
            return Infeasible()
        return self._outcome()

    def _has_none(self, known: Iterator[Neighbourhood]) -> bool:
        """Look for a plan, or a better one, in the nearest neighbourhoods, then anywhere. True: none exists.

        Where nothing stays where it is, any plan comes sooner than the models of the other neighbourhoods are built.
        """
        for tried, around in enumerate(islice(known, SOON_TRIED)):
            before = self.values
            self._descend_into(around)
            if self.values != before:
                return False
            if not tried and not self.values and self._any_at_all(TRY * self._left_without_plan()):
                return True
        return not self.values and self._first_plan()

    def any_outcome(self) -> Outcome:
        """A plan of the first neighbourhood that has one, else any plan at all; or that there is none."""
        for around in islice(neighbourhoods(self.problem, self.reference, self.suspects), SOON_TRIED):
            if not self.clock.left():
                break
            # any plan will do: it mostly comes soon in one of these, and seldom elsewhere
            self._descend_into(around, STAGE)
            if self.values:
                return self._outcome()
        return first_plan(self.problem.session, replace(self.clock.budget, seconds=self.clock.left()))

    def _descend_into(self, around: Neighbourhood, share: float = TRY) -> None:
        """Minimise level after level in a neighbourhood, in a share of the time left, if its model can be built."""
        if may_build(around.problem, self.clock):
            with self.clock.part(share * self.clock.left()):
                self._descend(around.model(), whole=False)

    def _outcome(self) -> Outcome:
        stopped = self.clock.budget.stop.is_set()
        if self.best.plan is None:
            return Unfinished(interrompu=stopped)
        bornes = tuple(Borne(n.nom, self.bornes[n.nom]) for n in self.niveaux if n.nom in self.bornes)
        return Planned(self.best.plan, bornes, interrompu=stopped)

    def _first_plan(self) -> bool:
        """Look for any plan at all, where no neighbourhood has one. True: none exists."""
        if CountedChange(self.problem, self.clock, self.reference).impossible():
            return True
        return self._any_at_all(STAGE * self._left_without_plan())

    def _any_at_all(self, seconds: float) -> bool:
        """Start from any plan at all, if one is found in the time. True: none exists."""
        outcome = first_plan(self.problem.session, replace(self.clock.budget, seconds=seconds))
        self.clock.spend(seconds)
        if isinstance(outcome, Planned):
            self.start_from(outcome.plan)
        return isinstance(outcome, Infeasible)

    # Floors

    def _broken_surely(self) -> int:
        """How many juries of the reference plan surely break: a membre is away all that day, or no longer habilité."""
        there = {
            (person.id, day.date)
            for person in self.problem.people
            for day in self.problem.days
            if person.membre and person.habilite[day.index] and not away_all_day(day, person.away[day.index])
        }
        membres = frozenset(person.id for person in self.problem.people if person.membre)
        juries = {(c.jour, membres & {*c.membres}) for c in self.reference.compositions}
        return sum(any((membre, jour) not in there for membre in membres) for jour, membres in juries)

    def _raise_floors(self) -> None:
        """Raise the floors: by counting, then by a model of who must be told."""
        counted = CountedChange(self.problem, self.clock, self.reference).floors()
        self.floors |= {CALLED: counted.called}
        if self.values[CALLED] == counted.called:
            rest = self._broken_surely() + counted.works
            self.floors |= {TOLD: counted.people, DAYS: counted.passages, REST: rest}
        if self.values[TOLD] > self._floor(PERTURBATION[1]):
            self.floors[TOLD] = max(self._bound_of_told(), self._floor(PERTURBATION[1]))

    def _bound_of_told(self) -> int:
        """A lower bound of how many people must be told: the greatest of some models with that level alone.

        There is one for each touched day. It has only the candidats of that day, if nobody else is convened on it and
        they on no other; else it is of the whole session.
        """
        session, most = self.problem.session, 0
        every = {c.id for c in session.candidats}
        groups: list[set[str]] = []
        for jour in sorted({element.debut.date() for element in self.suspects}):
            here = {p.candidat for p in self.reference.passages if p.jour == jour}
            groups.append(here if _apart(session, jour, here) else every)
        for here in [group for i, group in enumerate(groups) if group not in groups[:i]]:
            alone = session if here >= every else leaving_out(session, every - here)
            reglages = session.reglages
            shortest = min(reglages.accueil, reglages.accueil_autres_jours)  # alone, a second day becomes the first
            accueil = reglages.accueil if here >= every else shortest
            problem = compile_session(replace(alone, reglages=replace(reglages, accueil=accueil, niveaux=())))
            problem = replace(problem, calls_known=here >= every)
            if not within_reach(problem, MEDIUM) or not may_build(problem, self.clock):
                continue
            whole = WholeModel(problem)
            whole.limit({CALLED: self.values[CALLED]})
            whole.model.minimize(whole.levels[TOLD])
            # one worker: of several, most would look for plans, and one is known
            solver, status = run(whole.model, self.clock, TRY * self.clock.left(), workers=1)
            if status != cp_model.INFEASIBLE:
                most = max(most, min(at_least(solver), self.values[TOLD]))
        return most

    def _floor(self, niveau: Niveau) -> int:
        """A lower bound of a level, valid given that the levels before it stay as they are."""
        if niveau.nom == HOURS:
            return DECALAGE_COMPTE * self.values.get(DAYS, 0)
        return self.floors.get(niveau.nom, 0)

    def _count_days(self) -> None:
        """Bounds of levels by counting whole days, up to the first that the best plan does not reach."""
        for nom, bound in Aggregate(self.problem, self.clock).bounds().items():
            self.floors[nom] = bound
            if self.values[nom] > bound:
                return

    # Levels

    def _descend(self, model: WholeModel, *, whole: bool) -> bool:
        """Minimise level after level, no level above that of the best plan; False where the model has no plan.

        In the `whole` model bounds are published, as long as every level before is closed.
        """
        if whole:
            self.best.suggest_to(model)
        if not self.values:
            status = self._any_plan(model, self._left_without_plan() if whole else STAGE * self.clock.left())
            if status not in FOUND:
                return status != cp_model.INFEASIBLE
        closed, as_before = whole, whole
        for niveau in self.bounded if whole else self.niveaux:
            known, bound = self.values[niveau.nom], self._floor(niveau)
            if known > bound:
                share = STAGE * self.clock.left()
                # beyond the levels of disturbance, most costs follow from what is kept: they get little time
                seconds = share if niveau in (*DEMANDE, *PERTURBATION) or not whole else min(share, LONG)
                bound = max(bound, self._minimise(model, niveau, known, seconds))
            value = self.values[niveau.nom]
            as_before = as_before and value == known
            if closed:
                self.bornes[niveau.nom] = bound
                model.model.add(model.levels[niveau.nom] >= bound)
                closed = value == bound
            if as_before and not closed:
                return True  # later levels were minimised in a neighbourhood, and could have no bound here
            model.limit({niveau.nom: value})
        return True

    def _left_without_plan(self) -> float:
        """The seconds left to a search that knows no plan: it leaves some for saying what would be enough."""
        return max(0.0, self.clock.left() - self.clock.impatience)

    def _any_plan(self, model: WholeModel, seconds: float) -> cp_model.CpSolverStatus:
        """Look for a first plan of a model, whatever it costs."""
        solver, status = run(model.model, self.clock, seconds)
        if status in FOUND:
            self._take(model, solver, self.niveaux[-1])
        return status

    def _minimise(self, model: WholeModel, niveau: Niveau, known: int, seconds: float) -> int:
        """Look for a plan that costs less at a level than is known; a bound that holds in this model."""
        objective = model.levels[niveau.nom]
        target = model.model.clone()
        target.minimize(objective)
        target.add(objective <= known)
        if min(seconds, self.clock.left()) <= 0:
            return 0
        solver, status = run(target, self.clock, seconds)
        if status == cp_model.INFEASIBLE:
            return 0  # the limit comes from a plan that this model may not contain: nothing is proven of others
        bound = at_least(solver)
        if status in FOUND:
            self._take(model, solver, niveau)
            self.best.tell(niveau.nom, self.values[niveau.nom], bound)
        return bound

    def _take(self, model: WholeModel, solver: cp_model.CpSolver, niveau: Niveau) -> None:
        """Take a solution for the best plan if, level after level up to this one, it costs less."""
        before, incumbent, values = self.best.plan, (self.best.whole, self.best.solver), self.values
        self.best.keep(model, solver)
        assert self.best.plan is not None, "just kept"  # noqa: S101
        self.values = self.measure(self.best.plan)
        order = [n.nom for n in self.niveaux]
        upto = order[: order.index(niveau.nom) + 1]
        if values and [self.values[nom] for nom in upto] >= [values[nom] for nom in upto]:
            self.best.plan, self.values = before, values
            self.best.whole, self.best.solver = incumbent
        else:
            hint(model.model, solver)


def _apart(session: Session, jour: date, here: set[str]) -> bool:
    """Whether these candidats, and no other, are convened on a day, and on no other that is still to come."""
    today = session.maintenant.date() if session.maintenant is not None else date.min
    days = {c.id: {x.jour for x in session.convocations if x.personne == c.id} for c in session.candidats}
    return all(
        days[id_]
        and (jour in days[id_]) == (id_ in here)
        and (id_ not in here or all(d == jour or d < today for d in days[id_]))
        for id_ in days
    )
