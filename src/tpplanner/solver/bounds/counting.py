"""Dual bounds by counting whole jury-days: solve, price what is used, and again; a linear relaxation guides."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from tpplanner.domain.answers import JurysDuJour
from tpplanner.domain.reglages import Niveau
from tpplanner.domain.session import Session
from tpplanner.solver.bounds.columns import Columns, covers
from tpplanner.solver.bounds.patterns import MANY_DAYS, MINUTE_RULES, Hours, Key, Patterns
from tpplanner.solver.bounds.program import DAYS, JuryDay, Program
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.run import FOUND, Budget, Clock, run, side_by_side
from tpplanner.solver.tuning import FEW, LONG, TRY

# The start that jury-days of one day have in common for a collective épreuve, or the minute that parts them.

Case = tuple[Key, tuple[int, ...]]
"""A jury-day, and what it may cost at each level in minutes."""


def hours_in_common(problem: Problem, patterns: Patterns, cases: list[Case]) -> dict[Case, Hours] | None:
    """Hours for the distinct jury-days of a day, with common starts of collective épreuves; None if none are found."""
    largest_first = sorted(cases, key=lambda case: -sum(n for _, n in case[0].kinds))
    tried: list[dict[str, int]] = []
    for case in largest_first:
        alone = patterns.hours(*case, {})
        if alone is None:
            return None
        if (found := _with_starts(patterns, cases, alone.collective, tried)) is not None:
            return found
    for starts in _others(problem, patterns, largest_first, tried):
        if (found := _with_starts(patterns, largest_first, starts, tried)) is not None:
            return found
    return None if cases else {}


def parting(patterns: Patterns, cases: list[Case]) -> tuple[str, int] | None:
    """A collective épreuve and a minute: one of the jury-days has to begin it before, another then or later."""
    collectives = sorted({e for key, _ in cases for e in patterns.collectives(key)})
    for epreuve in collectives:
        low, high = _bounds(patterns, cases, epreuve)
        if high < low:
            return epreuve, low
    return None


def _with_starts(
    patterns: Patterns, cases: list[Case], starts: dict[str, int], tried: list[dict[str, int]]
) -> dict[Case, Hours] | None:
    if starts in tried:
        return None
    tried.append(starts)
    found: dict[Case, Hours] = {}
    for case in cases:
        hours = patterns.hours(*case, starts)
        if hours is None:
            return None
        found[case] = hours
    return found


def _others(
    problem: Problem, patterns: Patterns, cases: list[Case], tried: list[dict[str, int]]
) -> Iterator[dict[str, int]]:
    """Other starts that each of them could have, nearest first to one tried, where one épreuve alone is collective."""
    if not tried or len(tried[0]) != 1:
        return
    (epreuve, start), *_ = tried[0].items()
    low, high = _bounds(patterns, cases, epreuve)
    step = problem.reglages.pas
    for k in range(1, FEW):
        for other in (start - k * step, start + k * step):
            if low <= other <= high:
                yield {epreuve: other}


def _bounds(patterns: Patterns, cases: list[Case], epreuve: str) -> tuple[int, int]:
    """The latest of their earliest starts, and the earliest of their latest."""
    ranges = [patterns.starts(*case, epreuve) for case in cases if epreuve in patterns.collectives(case[0])]
    return max(low for low, _ in ranges), min(high for _, high in ranges)


# Bounds by counting whole jury-days: how many of each column every day has.

LEAST_USE = 1e-6
"""A column of the linear relaxation is in use beyond it."""


@dataclass(slots=True)
class Counted:
    """A bound for each level closed, and jury-days that reach them."""

    levels: dict[str, int] = field(default_factory=dict)
    jury_days: tuple[JuryDay, ...] = ()
    collective: dict[str, int] = field(default_factory=dict)
    """the day of each collective épreuve"""
    impossible: bool = False


class Counting:
    """The counting of a problem; `close` closes the levels in turn.

    `before` is another of the same candidats and jury-days, with less or more sharing of membres: what it has learned
    of their prices is known from the start.
    """

    def __init__(self, problem: Problem, patterns: Patterns, clock: Clock, before: "Counting | None" = None) -> None:
        self.problem, self.patterns, self.clock = problem, patterns, clock
        self.columns = Columns(problem, patterns)
        self._limits: list[tuple[Niveau, int]] = []
        self._settled: set[tuple[Key, tuple[int, ...], int]] = set()
        """jury-days that cost no more than was taken for them, at so many levels in minutes"""
        if before is not None:
            self.columns.begin_from(before.columns)

    def close(self, reached: Mapping[str, int] | None = None) -> Iterator[Counted]:
        """What is known after each level closed, as far as the time allows and as kinds see what the level counts.

        `reached` are the costs of a plan: where nothing costs less, no jury-days that cost as much are looked for.
        """
        counted = Counted()
        least = dict(reached or {})
        if self.problem.shared_membres and not self.columns.quota_counts_candidats:
            with self.clock.part(TRY * self.clock.left()):
                self.columns.settle_largest(self.clock)
        for niveau in self.problem.reglages.niveaux if self.columns.columns else ():
            if any(t.regle not in (*MINUTE_RULES, *DAYS) for t in niveau.termes):
                return
            as_reached = niveau.nom in least and self._refute(niveau, least[niveau.nom], counted)
            closed = as_reached or self._close(niveau, counted)
            if not as_reached:
                least = {}
            if closed or counted.impossible:
                yield counted
            if not closed:
                return

    def _refute(self, niveau: Niveau, reached: int, counted: Counted) -> bool:
        """Show that no jury-days cost less than a plan at a level; False where some might.

        What costs less is minimised, although any would do: the bounds of that objective end most of these at once.
        """
        self._price_by_relaxation(niveau)
        while self.clock.left():
            self.columns.offer_turns()
            model = Program(self.columns, [*self._limits, (niveau, reached - 1)])
            model.minimize(niveau)
            solver, status = run(model.model, self.clock)
            if status == cp_model.INFEASIBLE:
                self._limits.append((niveau, reached))
                counted.levels[niveau.nom] = reached
                return True
            if status not in FOUND or not self._price_used(model, solver, niveau):
                return False
        return False

    def _price_used(self, model: Program, solver: cp_model.CpSolver, niveau: Niveau) -> bool:
        """Price the jury-days of a solution; whether any costs more than was taken for it."""
        used = list(dict.fromkeys((j.key, j.minutes) for j in model.jury_days(solver)))
        news = self._price(used, self._levels_in_minutes(niveau))
        return self._settle_sharing(model, solver) or news

    def _settle_sharing(self, model: Program, solver: cp_model.CpSolver) -> bool:
        """Ask whether what membres hear, and juries in turn, in a solution may be; whether any may not."""
        tracks = dict.fromkeys(track.key for _, track, z in model.tracks if solver.value(z))
        shares = dict.fromkeys(price.key for _, price, z in model.shares if solver.value(z))
        beyond = [key for key in shares if not self.patterns.possible(key)]
        for key in beyond:
            self.columns.forbid(key)
        settled = [self.columns.settle_track(key) for key in tracks]
        return any(settled) or bool(beyond)

    def _close(self, niveau: Niveau, counted: Counted) -> bool:
        """Solve and price until nothing new is learned; then the level's optimum bounds every plan."""
        self._price_by_relaxation(niveau)
        least, reached = 0, False
        while self.clock.left():
            self.columns.offer_turns()
            model = Program(self.columns, self._limits)
            solver, status = self._solve(model, niveau, least, reached)
            if status not in FOUND and not reached:
                # once others are closed, it only says that no plan has them all at their bounds
                counted.impossible = status == cp_model.INFEASIBLE and not self._limits
                return False
            if status not in FOUND:
                reached = False
                continue
            if not reached:
                least, reached = round(solver.objective_value), True
            if self._price_used(model, solver, niveau):
                continue
            if self._part(list(model.jury_days(solver)), self._in_minutes_up_to(niveau)):
                continue
            self._limits.append((niveau, least))
            counted.levels[niveau.nom] = least
            counted.collective = model.collective_days(solver)
            counted.jury_days = tuple(model.jury_days(solver))
            return True
        return False

    def _solve(
        self, model: Program, niveau: Niveau, least: int, reached: bool
    ) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
        """The least of a level; where that was found at prices that have risen since, whether it still is.

        Then with as few jury-days as may be whose price is still to be learned: what is looked for is one without.
        """
        if not reached:
            model.minimize(niveau, least)
            solver, status = run(model.model, self.clock)
            return solver, status if status != cp_model.FEASIBLE else cp_model.UNKNOWN
        levels = self._levels_in_minutes(niveau)
        model.prefer(lambda key, minutes: (key, minutes, levels) in self._settled, niveau, least)
        return run(model.model, self.clock, LONG)

    def _price_by_relaxation(self, niveau: Niveau) -> None:
        """Price what the linear relaxation uses, until it teaches nothing: its rounds cost next to nothing."""
        from tpplanner.solver.bounds.linear import linear_relaxation  # noqa: PLC0415 - heavy, and a plan may come before

        while self.clock.left():
            self.columns.offer_turns()
            program = Program(self.columns, self._limits)
            program.minimize(niveau)
            values = linear_relaxation(program.model)
            if values is None:
                return
            used = [(p.key, minutes) for (_, p), minutes, z in program.times if values[z.index] > LEAST_USE]
            if not self._price(list(dict.fromkeys(used)), self._levels_in_minutes(niveau)):
                return

    def _levels_in_minutes(self, niveau: Niveau) -> int:
        """How many levels in minutes are priced while that one is closed: presence tells how much a day can hold."""
        return max(1, self._in_minutes_up_to(niveau))

    def _in_minutes_up_to(self, niveau: Niveau) -> int:
        order = [n.nom for n in self.problem.reglages.niveaux]
        rank = order.index(niveau.nom)
        return sum(order.index(n.nom) <= rank for n in self.patterns.levels)

    # Common starts

    def _part(self, jury_days: list[JuryDay], levels: int) -> bool:
        """Tell jury-days apart by when a collective épreuve begins, where those in use want it at different hours.

        Whether any were: at what they cost at the levels closed so far, those of one day have no start in common.
        """
        parted = False
        for day in self.problem.days if levels else ():
            here = [j for j in jury_days if j.day == day.index and self.patterns.collectives(j.key)]
            cases = list(dict.fromkeys((j.key, self._known(j, levels)) for j in here))
            if len(cases) < 2 or hours_in_common(self.problem, self.patterns, cases) is not None:
                continue
            where = parting(self.patterns, cases)
            parted |= where is not None and self.columns.part(day.index, *where)
        return parted

    def _known(self, jury_day: JuryDay, levels: int) -> tuple[int, ...]:
        return tuple(m if i < levels else MANY_DAYS for i, m in enumerate(jury_day.minutes))

    # Prices

    def _price(self, used: list[tuple[Key, tuple[int, ...]]], levels: int) -> bool:
        """Price jury-days in use for so many levels in minutes; whether any costs more than was taken for it."""
        with side_by_side(self.clock) as pool:
            list(pool.map(lambda jury_day: self._compute(jury_day[0], jury_day[1], levels), used))
        learned = [self._learn(key, minutes, levels) for key, minutes in used]
        self._settled |= {(*jury_day, levels) for jury_day, news in zip(used, learned, strict=True) if not news}
        return any(learned)

    def _compute(self, key: Key, minutes: tuple[int, ...], levels: int) -> None:
        if self.patterns.possible(key):
            for level in range(levels):
                self._floor(key, minutes, level)

    def _in_turn(self, key: Key, minutes: tuple[int, ...], level: int) -> bool:
        """Whether the levels before cost no more than their least."""
        return all(minutes[before] <= self.patterns.in_turn(key, before) for before in range(level))

    def _floor(self, key: Key, minutes: tuple[int, ...], level: int) -> int:
        """What that level costs at least, the levels before costing these minutes."""
        in_turn = self._in_turn(key, minutes, level)
        return self.patterns.in_turn(key, level) if in_turn else self.patterns.alone(key, level)

    def _learn(self, key: Key, minutes: tuple[int, ...], levels: int) -> bool:
        """Tell a pattern's costs to its price and to those that hear more, in no wider hours; whether any was news."""
        mine = self.columns.prices[key]
        above = [p for p in self.columns.prices.values() if p.possible and covers(mine, p)]
        if not self.patterns.possible(key):
            self.columns.forbid(key)
            return bool(above)
        for level in range(levels):
            floor = self._floor(key, minutes, level)
            if level and self._in_turn(key, minutes, level):
                mine.in_turn[level] = max(floor, mine.alone[level])
            else:
                for price in above:
                    price.costs_at_least(level, floor)
            if minutes[level] < floor:
                return True
        return False


# Places before juries: the most candidats whom the jury-days that a session may be made of can hear.


@dataclass(frozen=True, slots=True)
class Places:
    """The most candidats that can be heard, and jury-days that would hear so many."""

    most: int
    jury_days: tuple[JuryDay, ...]
    collective: dict[str, int]
    """the day of each collective épreuve"""
    detail: tuple[JurysDuJour, ...]
    """how many juries hear how many candidats, day by day"""


def places_before_juries(session: Session, budget: Budget) -> Places | None:
    """The most candidats whom the juries of a session can hear; None where that is not known in the budget."""
    clock, problem = Clock(budget), compile_session(session, halves=False)
    return most_places(problem, Patterns(problem, clock, costs=False), clock)


def most_places(problem: Problem, patterns: Patterns, clock: Clock) -> Places | None:
    """The most candidats that the jury-days can hear; None where kinds do not tell, or not in the time."""
    columns = Columns(problem, patterns)
    if problem.shared_membres:
        columns.settle_largest(clock)
    while columns.columns and clock.left():
        program = Program(columns, partial=True)
        program.hear_most()
        solver, status = run(program.model, clock)
        if status != cp_model.OPTIMAL:
            return None
        taken = tuple(program.jury_days(solver))
        if not _learn(columns, patterns, taken):
            heard = sum(price.size * solver.value(z) for (_, price), _, z in program.times)
            return Places(heard, taken, program.collective_days(solver), _by_day(problem, taken))
    return None


def _by_day(problem: Problem, jury_days: tuple[JuryDay, ...]) -> tuple[JurysDuJour, ...]:
    alike = Counter((j.day, sum(n for _, n in j.key.kinds)) for j in jury_days)
    ordered = sorted(alike.items(), key=lambda item: (item[0][0], -item[0][1]))
    return tuple(JurysDuJour(problem.days[day].date, jurys, size) for (day, size), jurys in ordered)


def _learn(columns: Columns, patterns: Patterns, taken: tuple[JuryDay, ...]) -> bool:
    """Forbid the jury-days in use that no jury can do, and all that hear more; whether there was any."""
    keys = dict.fromkeys(j.key for j in taken)
    impossible = [key for key in keys if columns.prices[key].possible and not patterns.possible(key)]
    for key in impossible:
        columns.forbid(key)
    return bool(impossible)
