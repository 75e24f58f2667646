"""What a jury-day costs: for the candidats that one jury hears on one day, the least of each level in minutes.

Its model (`jury_day.py`) leaves out what ties jury-days together, so that its costs are bounds of any plan in which a
jury hears these candidats, or more, that day.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from math import ceil

from ortools.sat.python import cp_model

from tpplanner.solver.jury_day import WITHIN_A_JURY_DAY, JuryDay, JuryDays
from tpplanner.solver.kinds import Hours, Key, Witness
from tpplanner.solver.posting import total
from tpplanner.solver.problem import DAY, Problem, Span
from tpplanner.solver.run import FOUND, Clock, Manner, Relation, at_least, begin_from, hint, run

EFFORT = 2.0
"""Deterministic time for the hours of one jury-day."""

SHORTEST_EFFORT = 0.03
"""Deterministic time for hours that cost little: the best, mostly, long before they are proven so."""

BEFORE_OTHERS = 1_000 * DAY
"""What a minute of a level counts against those after it, where all are looked for at once: more than any is worth."""

AT_ONCE, PATIENCE = 0.5, 8.0
"""Deterministic time for what one costs: mostly it closes at once, with one worker; else with all of them.

What does not close in that gives its bound, not its value.
"""

PATTERN_SHARE = 0.08
"""The most of the budget that one such cost may take with all workers, whatever its effort; twice that with one."""

_Asked = tuple[Key, int, bool]
"""A jury-day, a level, and whether the levels before it may cost anything."""


class Patterns(JuryDays):
    """The patterns of a problem, computed when asked for and remembered."""

    def __init__(
        self,
        problem: Problem,
        clock: Clock,
        regles: tuple[str, ...] = WITHIN_A_JURY_DAY,
        costs: bool = True,
        effort: float = EFFORT,
        *,
        in_turn: bool = False,
    ) -> None:
        """`costs` False: only what is possible is asked, which is known sooner than what it costs."""
        super().__init__(problem, regles, in_turn=in_turn)
        self.costs = costs
        self.effort = effort
        self.clock = clock
        self.open = 0
        """costs that did not close: their bounds may be reached by no plan"""
        self._until = 0.0
        self._costs: dict[_Asked, int | None] = {}
        self._solutions: dict[Key, list[int]] = {}
        """of the models of jury-days: from there the search for another level begins"""
        self._possible: dict[Key, bool] = {}
        self._witnesses: dict[_Asked, Witness] = {}
        self._hours: dict[tuple[Key, tuple[int, ...], tuple[tuple[str, int], ...]], Hours | None] = {}
        self._starts: dict[tuple[Key, tuple[int, ...], str, int], int] = {}

    @contextmanager
    def while_left(self, until: float) -> Iterator[None]:
        """Seek no cost once the clock has no more than that left: what is not known is then held to be nothing."""
        before, self._until = self._until, until
        try:
            yield
        finally:
            self._until = before

    def _left(self) -> float:
        return self.clock.left() - self._until

    def possible(self, key: Key) -> bool:
        """Whether a jury can hear them all in these hours; what does not settle is held possible."""
        if self.costs:
            return self._least(key, 0) is not None
        if key not in self._possible:
            _, status = run(self.model(key).model, self.clock, workers=1, effort=self.effort)
            self._possible[key] = status != cp_model.INFEASIBLE
        return self._possible[key]

    def in_turn(self, key: Key, level: int) -> int:
        """The least cost of a level (index), given that the levels in minutes before it are at their least."""
        # a level that did not close gave a bound that no plan may reach: then nothing is known of the next
        return self._least(key, level) or 0

    def alone(self, key: Key, level: int) -> int:
        """The least cost of a level (index) whatever the others cost: a bound for these candidats or more."""
        return self._least(key, level, alone=level > 0) or 0

    def _least(self, key: Key, level: int, alone: bool = False) -> int | None:
        asked = key, level, alone
        if asked in self._costs:
            return self._costs[asked]
        if self._left() <= 0:
            self.open += 1
            return 0
        known = self._as_in_widest(key, level, alone)
        cost = self._cost(key, level, alone) if known is None else known
        if self._left() > 0:
            self._costs[asked] = cost
        return cost

    def _as_in_widest(self, key: Key, level: int, alone: bool) -> int | None:
        """What a jury-day costs in the widest hours, where it costs as little in its own: nothing costs less there."""
        widest = self._widest(key)
        if key == widest:
            return None
        cost = self._least(widest, level, alone)
        witness = self._witnesses.get((widest, level, alone))
        if witness is None or not witness.fits(key, self.begins(key)):
            return None
        self._witnesses[key, level, alone] = witness
        return cost

    def _cost(self, key: Key, level: int, alone: bool) -> int | None:
        limits = [] if alone else [self.in_turn(key, before) for before in range(level)]
        jury_day = self.model(key)
        pairs = list(zip(jury_day.levels, limits, strict=False))
        self._begin_from_widest(jury_day, key, level, alone)
        cost, solver = self._bound(jury_day.model, jury_day.levels[level], pairs)
        if solver is not None:
            self._solutions[key] = list(solver.response_proto.solution)
        if solver is not None and key.kinds:
            self._witnesses[key, level, alone] = _witness(jury_day, solver)
        return cost

    def _widest(self, key: Key) -> Key:
        return replace(key, first=False, window=self.opening(key.day), starts=())

    def _begin_from_widest(self, jury_day: JuryDay, key: Key, level: int, alone: bool) -> None:
        """In narrower hours nothing costs less; and what is known of a jury-day is where its search begins."""
        widest = self._widest(key)
        floor = self._costs.get((widest, level, alone))
        same_before = alone or all(self.in_turn(key, i) == self.in_turn(widest, i) for i in range(level))
        if floor is not None and same_before:
            jury_day.model.add(jury_day.levels[level] >= floor)
        begin_from(jury_day.model, self._solutions.get(key, self._solutions.get(widest, [])))

    def hours(self, key: Key, limits: tuple[int, ...], collective: dict[str, int]) -> Hours | None:
        """Hours that cost no more than the limits, a level each, with those starts of collective épreuves, if found."""
        asked = key, limits, tuple(sorted(collective.items()))
        if asked not in self._hours:
            self._hours[asked] = self._within(key, limits, collective)
        return self._hours[asked]

    def _within(self, key: Key, limits: tuple[int, ...], collective: dict[str, int]) -> Hours | None:
        jury_day = self._limited(key, limits)
        _begin_at(jury_day, collective)
        begin_from(jury_day.model, self._solutions.get(key, []))
        most = PATTERN_SHARE * self.clock.budget.seconds
        solver, status = run(jury_day.model, self.clock, most, workers=1, effort=self.effort)
        return _hours(jury_day, solver) if status in FOUND else None

    def shortest(self, key: Key, known: Hours) -> Hours | None:
        """Hours that cost as little as is soon found, level after level, beginning with those known.

        Collective épreuves begin as they do in these. None where nothing is found: then those known are none.
        """
        jury_day = self.model(key)
        _begin_at(jury_day, known.collective)
        weights = (BEFORE_OTHERS**rank for rank in reversed(range(len(jury_day.levels))))
        jury_day.model.minimize(total(w * level for w, level in zip(weights, jury_day.levels, strict=True)))
        # known hours leave open what they cost: the search begins at the least
        said = jury_day.model.clone()
        for relation in as_known(jury_day, known):
            said.add(relation)
        solver, status = run(said, self.clock, effort=self.effort, manner=Manner.DECIDED)
        if status in FOUND:
            hint(jury_day.model, solver)
        solver, status = run(jury_day.model, self.clock, workers=1, effort=SHORTEST_EFFORT)
        return _hours(jury_day, solver) if status in FOUND else None

    def starts(self, key: Key, limits: tuple[int, ...], epreuve: str) -> Span:
        """Between which minutes (both included) a collective épreuve begins where it costs no more than the limits."""
        return self.soonest(key, limits, epreuve), -self._first(key, limits, epreuve, -1)

    def soonest(self, key: Key, limits: tuple[int, ...], epreuve: str) -> int:
        """The minute before which a collective épreuve does not begin where it costs no more than the limits."""
        return self._first(key, limits, epreuve, 1)

    def _first(self, key: Key, limits: tuple[int, ...], epreuve: str, sign: int) -> int:
        """The least of a start, or of what it is before midnight."""
        asked = key, limits, epreuve, sign
        if asked not in self._starts:
            jury_day = self._limited(key, limits)
            task = next(t for t in jury_day.together if t.epreuve.id == epreuve)
            self._starts[asked] = self._lower(jury_day.model, sign * jury_day.x.start(task), min(0, sign * DAY))
        return self._starts[asked]

    def _lower(self, model: cp_model.CpModel, expression: cp_model.LinearExprT, otherwise: int) -> int:
        """A lower bound of an expression, or what it is otherwise held to be."""
        bounded = model.clone()
        bounded.minimize(expression)
        solver, status = run(bounded, self.clock, workers=1, effort=self.effort)
        return ceil(solver.best_objective_bound - 1e-6) if status in FOUND else otherwise

    def _limited(self, key: Key, limits: tuple[int, ...]) -> JuryDay:
        jury_day = self.model(key)
        for expression, limit in zip(jury_day.levels, limits, strict=True):
            jury_day.model.add(expression <= limit)
        return jury_day

    def _bound(
        self, model: cp_model.CpModel, expression: cp_model.LinearExpr, limits: list[tuple[cp_model.LinearExpr, int]]
    ) -> tuple[int | None, cp_model.CpSolver | None]:
        """A lower bound of an expression under limits on others, with a solution where there is one that costs it.

        None when nothing satisfies the rules.
        """
        bounded = model.clone()
        for other, limit in limits:
            bounded.add(other <= limit)
        bounded.minimize(expression)
        most = PATTERN_SHARE * self.clock.budget.seconds
        solver, status = run(bounded, self.clock, min(2 * most, self._left()), workers=1, effort=AT_ONCE)
        if status == cp_model.FEASIBLE:
            hint(bounded, solver)
            bounded.add(expression >= at_least(solver))
        if status in (cp_model.FEASIBLE, cp_model.UNKNOWN):
            solver, status = run(bounded, self.clock, min(most, self._left()), effort=PATIENCE)
        if status == cp_model.INFEASIBLE:
            return None, None
        self.open += status != cp_model.OPTIMAL
        if status == cp_model.UNKNOWN:
            return 0, None
        return at_least(solver), solver if status == cp_model.OPTIMAL else None

    # The jury-day as a problem of its own


def _witness(jury_day: JuryDay, solver: cp_model.CpSolver) -> Witness:
    problem, x = jury_day.problem, jury_day.x
    last = len(problem.days) - 1
    there = [thing for thing in x.things(problem.slots[0]) if solver.boolean_value(thing.lit)]
    return Witness(
        jury=(min(solver.value(t.start) for t in there), max(solver.value(t.end) for t in there)),
        begins=min(solver.value(x.start(t)) for t in problem.tasks if solver.boolean_value(x.on(t, last))),
        collective=_starts(jury_day, solver),
    )


def _hours(jury_day: JuryDay, solver: cp_model.CpSolver) -> Hours:
    problem, x = jury_day.problem, jury_day.x
    slot = problem.slots[0]
    tasks = [[problem.tasks[t] for t in a.tasks] for a in problem.applicants]
    return Hours(
        passages=tuple({t.epreuve.id: int(solver.value(x.start(t))) for t in mine} for mine in tasks),
        lectures=tuple(int(solver.value(x.lecture(a))) for a in problem.applicants),
        corrections=tuple(
            {t.epreuve.id: int(solver.value(x.correction(t))) for t in mine if not t.watched} for mine in tasks
        ),
        accueil=int(solver.value(x.accueil(slot))),
        cloture=int(solver.value(x.cloture(slot))),
        pause=int(solver.value(x.pause(slot))),
        collective=_starts(jury_day, solver),
    )


def as_known(jury_day: JuryDay, hours: Hours) -> Iterator[Relation]:
    """Hours as relations of the model of a jury-day."""
    problem, x = jury_day.problem, jury_day.x
    slot = problem.slots[0]
    yield x.accueil(slot) == hours.accueil
    yield x.cloture(slot) == hours.cloture
    yield x.pause(slot) == hours.pause
    for applicant, passages, lecture, corrections in zip(
        problem.applicants, hours.passages, hours.lectures, hours.corrections, strict=True
    ):
        yield x.lecture(applicant) == lecture
        for task in (problem.tasks[t] for t in applicant.tasks):
            if task.epreuve.id in passages:
                yield x.start(task) == passages[task.epreuve.id]
            if not task.watched:
                yield x.correction(task) == corrections[task.epreuve.id]


def _begin_at(jury_day: JuryDay, collective: dict[str, int]) -> None:
    """Collective épreuves begin at these minutes."""
    for task in jury_day.together:
        if task.epreuve.id in collective:
            jury_day.model.add(jury_day.x.start(task) == collective[task.epreuve.id])


def _starts(jury_day: JuryDay, solver: cp_model.CpSolver) -> dict[str, int]:
    return {t.epreuve.id: int(solver.value(jury_day.x.start(t))) for t in jury_day.together}
