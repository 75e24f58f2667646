"""Where one candidat could pass with everybody else staying; how late a day would end."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from math import inf

from ortools.sat.python import cp_model

from tpplanner.domain.answers import Element
from tpplanner.domain.plan import Passage, Plan
from tpplanner.domain.reglages import PERTURBATION
from tpplanner.domain.session import Session
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.model.pinning import NotExpressible
from tpplanner.solver.model.problem import DAY, NOON, Problem, Slot, Span, Task, minute
from tpplanner.solver.model.whole import WholeModel, least_plan, lexicographic_objectives
from tpplanner.solver.run import FOUND, Clock, Relation, run, side_by_side
from tpplanner.solver.search.nearest import Neighbourhood, Neighbourhoods, neighbourhoods
from tpplanner.tuning import AROUND, PATIENCE

# Where one candidat could pass with everybody else staying: by jury and half-day, the hours and the least costly
# plan.

TIDINESS = tuple(niveau.nom for niveau in PERTURBATION[4:])
"""Of what a change disturbs: rooms, works, presences, juries. The rest is what is being asked."""


@dataclass(frozen=True, slots=True)
class Vacancy:
    """The plan that costs least in one half-day before one jury, and every start (minute) that there is."""

    plan: Plan
    starts: tuple[int, ...]


@dataclass(slots=True)
class Vacancies:
    """What was found, and how many starts were not settled in the time."""

    places: list[Vacancy]
    unsettled: int = 0


def moving_together(session: Session, candidat: str) -> tuple[tuple[str, ...], ...]:
    """The épreuves (ids) of a candidat by what moves together, in the order of the RE."""
    problem = compile_session(session)
    applicant = next(a for a in problem.applicants if a.id == candidat)
    groups: dict[tuple[int, int], list[str]] = {}
    for task in (problem.tasks[t] for t in applicant.tasks):
        groups.setdefault((task.unit, task.index if task.unit < 0 else -1), []).append(task.epreuve.id)
    return tuple(tuple(group) for group in groups.values())


def vacancies(
    session: Session,
    candidat: str,
    epreuves: tuple[str, ...],
    clock: Clock,
    seconds: float,
    enough: Callable[[Vacancy], bool] = lambda _: False,
) -> Vacancies:
    """Where these épreuves (one group of `moving_together`) could begin elsewhere, everybody else staying.

    The candidat's other passages stay too, unless a jury could not hear them so. A half-day in which the time ends is
    not told at all, so that more time finds the same vacancies and others. `enough` is asked of each vacancy found, and
    ends the search: the rest is then not settled.
    """
    search = _Search(session, candidat, epreuves, clock, max(0.0, clock.left() - seconds))
    search.enough = enough
    search.look()
    return search.vacancies


def instead(session: Session, suspects: Iterable[Element], clock: Clock) -> Plan | None:
    """A plan of a session near its reference plan, which pins keep from standing; that it is nearest is not proven.

    `suspects` are the pieces that give way: the juries of these, and those whom they hear, are placed afresh.
    """
    problem = compile_session(session)
    for around in islice(neighbourhoods(problem, session.reference[0], suspects), 1, AROUND):
        whole = around.model()
        order = (niveau.nom for niveau in session.niveaux)
        if (plan := least_plan(whole, whole.model, tuple(lexicographic_objectives(whole, order)), clock)) is not None:
            return plan
    return None


class _Search:
    def __init__(self, session: Session, candidat: str, epreuves: tuple[str, ...], clock: Clock, until: float) -> None:
        sitting = Counter(c.jour for c in session.reference[0].compositions)
        one_more = max(sitting.values(), default=0) + 1
        self.problem = compile_session(session, slots_a_day=one_more)
        self.plan, self.clock, self.until = session.reference[0], clock, until
        mine = [t for t in self.problem.tasks if self.problem.applicants[t.candidat].id == candidat]
        moving = [t for t in mine if t.epreuve.id in epreuves]
        self.first: Task = moving[0]
        self.tasks = {t.index for t in moving}
        self.all = {t.index for t in mine if not t.epreuve.collective}
        self.vacancies = Vacancies([])
        self.enough: Callable[[Vacancy], bool] = lambda _: False

    def look(self) -> None:
        """Before each jury; on each day where none hears these passages."""
        try:
            around = Neighbourhoods(self.problem, self.plan, ())
        except NotExpressible:
            self.vacancies.unsettled += sum(len(self._grid(d.index, (0, DAY))) for d in self.problem.days)
            return
        alone, beside = (around.around_one(self.tasks, shared=shared) for shared in (False, True))
        if self.first.unit < 0:
            self._try(alone, None)
            return
        all_moving = around.around_one(self.all, shared=True) if self.all != self.tasks else None
        for i, slot in enumerate(alone.problem.slots):
            if not self._try(alone if self._sits(slot) else beside, i) and all_moving is not None:
                self._try(all_moving, i)

    def _sits(self, slot: Slot) -> bool:
        """Whether a jury of the neighbourhood is one of the plan, with its membres."""
        membres = {self.problem.people[p].id for p in slot.pool}
        jour = self.problem.days[slot.day].date
        return any(c.jour == jour and set(c.membres) == membres for c in self.plan.compositions)

    def _try(self, around: Neighbourhood, slot: int | None) -> bool:
        """Look before one jury (by index; None where no jury hears it); whether there is any start."""
        problem = around.problem if slot is None else _heard_by(around.problem, self.first.unit, slot)
        days = [d.index for d in problem.days] if slot is None else [problem.slots[slot].day]
        if self.clock.left() <= self.until:
            self.vacancies.unsettled += sum(len(self._grid(day, (0, DAY))) for day in days)
            return True
        model = _Model(replace(around, problem=problem), self.first, slot, self.plan)
        if model.impossible(self.clock):
            return False
        halves = [self._in_half(model, day, half) for day in days for half in ((0, NOON), (NOON, DAY))]
        return any(halves)

    def _grid(self, day: int, half: Span) -> range:
        opening, step = self.problem.days[day], self.problem.reglages.pas
        low = max(half[0], opening.open)
        return range(-(-low // step) * step, min(half[1], opening.close), step)

    def _in_half(self, model: "_Model", day: int, half: Span) -> bool:
        grid = self._grid(day, half)
        statuses = side_by_side(self.clock, lambda start: self._settled(model, day, start), grid)
        self.vacancies.unsettled += sum(s not in (*FOUND, cp_model.INFEASIBLE) for s in statuses)
        starts = tuple(start for start, status in zip(grid, statuses, strict=True) if status in FOUND)
        cut = self.clock.left() <= self.until
        plan = model.cheapest(day, starts, self.clock) if starts and not cut else None
        if plan is None or self.clock.left() <= 0:
            self.vacancies.unsettled += len(starts)
            return cut or bool(starts)
        self.vacancies.places.append(Vacancy(plan, starts))
        if self.enough(self.vacancies.places[-1]):
            self.until = inf
        return True

    def _settled(self, model: "_Model", day: int, start: int) -> cp_model.CpSolverStatus:
        if self.clock.left() <= self.until:
            return cp_model.UNKNOWN
        return model.settled(day, start, self.clock)


def _heard_by(problem: Problem, unit: int, slot: int) -> Problem:
    units = tuple(replace(u, juries=(slot,)) if u.index == unit else u for u in problem.units)
    return replace(problem, units=units)


class _Model:
    """The model of one jury for that candidat, all else staying."""

    def __init__(self, around: Neighbourhood, first: Task, slot: int | None, plan: Plan) -> None:
        self.around, self.whole, self.plan = around, around.model(), plan
        self.first = around.problem.tasks[first.index]
        self.candidat = around.problem.applicants[self.first.candidat].id
        juries_left = {i for partie in self._passage().suivies for i in self._juries(partie.jury)}
        touched = juries_left if slot is None else {*juries_left, slot}
        for relation in (*self._works_besides(touched), *self._not_as_now(slot is None or slot in juries_left)):
            self.whole.model.add(relation)
        order = (*(n.nom for n in around.problem.reglages.niveaux), *TIDINESS)
        self.objectives = tuple(lexicographic_objectives(self.whole, order))

    def _passage(self) -> Passage:
        key = (self.candidat, self.first.epreuve.id)
        return next(p for p in self.plan.passages if (p.candidat, p.epreuve) == key)

    def _juries(self, jury: str) -> set[int]:
        """The juries of the model (by index) that are one of the plan."""
        people = self.around.problem.people
        return {
            slot.index
            for composition in self.plan.compositions
            for slot in self.around.problem.slots
            if composition.jury == jury
            and composition.jour == self.around.problem.days[slot.day].date
            and {people[p].id for p in slot.pool} == set(composition.membres)
        }

    def _works_besides(self, juries: set[int]) -> Iterator[Relation]:
        """Readings and corrections where the plan has them, but for those of these juries."""
        problem = self.around.problem
        free = {u.candidat for u in problem.units if u.juries is None or len(u.juries) > 1 or juries & set(u.juries)}
        done = Counter((t.candidat, t.epreuve) for t in self.plan.travaux)
        for applicant, task, start in self.around.works:
            epreuve = problem.tasks[task].epreuve.id if task >= 0 else ""
            once = done[problem.applicants[applicant].id, epreuve] <= 1 + (task < 0)
            if applicant not in free and once:
                yield self.around.work(self.whole, applicant, task) == start

    def _not_as_now(self, before_the_same: bool) -> Iterator[Relation]:
        """Another moment than now, where the same membres hear the candidat (or nobody does)."""
        passage, x = self._passage(), self.whole.x
        day = next((d.index for d in self.around.problem.days if d.date == passage.jour), -1)
        if before_the_same and day >= 0:
            same_start = x.model.new_bool_var("")
            x.model.add(x.start(self.first) != minute(passage.debut)).only_enforce_if(~same_start)
            yield same_start + x.on(self.first, day) <= 1

    def impossible(self, clock: Clock) -> bool:
        """Whether the candidat can pass there at no minute."""
        return run(self.whole.model, clock, workers=1, effort=PATIENCE)[1] == cp_model.INFEASIBLE

    def settled(self, day: int, start: int, clock: Clock) -> cp_model.CpSolverStatus:
        """Whether the candidat can pass from that minute of that day on."""
        return run(self._from(day, [start]), clock, workers=1, effort=PATIENCE)[1]

    def _from(self, day: int, starts: Iterable[int]) -> cp_model.CpModel:
        x, model = self.whole.x, self.whole.model.clone()
        domain = cp_model.Domain.from_values(list(starts))
        model.add_linear_expression_in_domain(x.start(self.first), domain)
        model.add(x.on(self.first, day) == 1)
        return model

    def cheapest(self, day: int, starts: tuple[int, ...], clock: Clock) -> Plan | None:
        """The plan that costs least from one of these minutes on, the earliest of them."""
        objectives = (*self.objectives, self.whole.x.start(self.first))
        return least_plan(self.whole, self._from(day, starts), objectives, clock)


# The end of one day: whether what a session asks for fits into its days, and how late a day would end.


def has_a_plan(session: Session, clock: Clock, effort: float) -> bool | None:
    """Whether a session has a plan; None where that much time does not settle it."""
    if not clock.left():
        return None
    whole = WholeModel(compile_session(session), levels=False)
    _, status = run(whole.model, clock, workers=1, effort=effort)
    return True if status in FOUND else False if status == cp_model.INFEASIBLE else None


def soonest_end(session: Session, jour: date, clock: Clock, effort: float) -> int | None:
    """The minute at which a day ends in the plan found that ends it soonest; None where none is found."""
    if not clock.left():
        return None
    problem = compile_session(session)
    whole = WholeModel(problem, levels=False)
    x, model = whole.x, whole.model
    day = next(d.index for d in problem.days if d.date == jour)
    end = model.new_int_var(0, DAY, "end of the day")
    for slot in problem.slots_of(day):
        model.add(end >= x.cloture(slot) + problem.reglages.cloture).only_enforce_if(x.used(slot))
    for task in (t for t in problem.tasks if t.unit < 0):
        model.add(end >= x.end(task)).only_enforce_if(x.on(task, day))
    model.minimize(end)
    solver, status = run(model, clock, workers=1, effort=effort)
    return int(solver.value(end)) if status in FOUND else None
