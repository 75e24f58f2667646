"""Dual bounds by counting whole jury-days: solve the program, price the columns that it uses, repeat.

Every column is known from the start, but those of juries in turn, added once a price makes them worth it, and the parts
of what is split. A column's cost is not known: it is a guess from below, until a solution uses the column and its
pattern is solved. A solution in which no price is a guess gives the level's bound.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from tpplanner.domain.answers import JurysDuJour
from tpplanner.domain.reglages import Niveau
from tpplanner.domain.session import Session
from tpplanner.solver.bounds.columns import Columns, covers, hears_more
from tpplanner.solver.bounds.patterns import MANY_DAYS, MINUTE_RULES, Hours, Key, Patterns
from tpplanner.solver.bounds.program import DAYS, JuryDay, Program
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.run import FOUND, Budget, Clock, Manner, run, side_by_side
from tpplanner.tuning import FEW, LONG

# Common starts: when a collective épreuve begins for all the jury-days of a day, or the minute that separates them.

Allowance = tuple[Key, tuple[int, ...]]
"""A jury-day, and what it may cost at each level in minutes."""


def hours_in_common(problem: Problem, patterns: Patterns, cases: list[Allowance]) -> dict[Allowance, Hours] | None:
    """Hours for the distinct jury-days of a day, with common starts of collective épreuves; None if none are found."""
    largest_first = sorted(cases, key=lambda case: -sum(n for _, n in case[0].kinds))
    tried: list[dict[str, int]] = []
    for case in largest_first:
        alone = patterns.hours(*case, {})
        if alone is None:
            return None
        if (by_case := _with_starts(patterns, cases, alone.collective, tried)) is not None:
            return by_case
    for starts in _other_starts(problem, patterns, largest_first, tried):
        if (by_case := _with_starts(patterns, largest_first, starts, tried)) is not None:
            return by_case
    return None if cases else {}


def separating_start(patterns: Patterns, cases: list[Allowance]) -> tuple[str, int] | None:
    """A collective épreuve, and a minute before which one of the jury-days must begin it and another cannot."""
    collectives = sorted({e for key, _ in cases for e in patterns.collectives(key)})
    for epreuve in collectives:
        low, high = _common_starts(patterns, cases, epreuve)
        if high < low:
            return epreuve, low
    return None


def _with_starts(
    patterns: Patterns, cases: list[Allowance], starts: dict[str, int], tried: list[dict[str, int]]
) -> dict[Allowance, Hours] | None:
    if starts in tried:
        return None
    tried.append(starts)
    by_case: dict[Allowance, Hours] = {}
    for case in cases:
        hours = patterns.hours(*case, starts)
        if hours is None:
            return None
        by_case[case] = hours
    return by_case


def _other_starts(
    problem: Problem, patterns: Patterns, cases: list[Allowance], tried: list[dict[str, int]]
) -> Iterator[dict[str, int]]:
    """Further starts for all the jury-days, the nearest to one tried first; only for a single collective épreuve."""
    if not tried or len(tried[0]) != 1:
        return
    (epreuve, start), *_ = tried[0].items()
    low, high = _common_starts(patterns, cases, epreuve)
    step = problem.reglages.pas
    for k in range(1, FEW):
        for other in (start - k * step, start + k * step):
            if low <= other <= high:
                yield {epreuve: other}


def _common_starts(patterns: Patterns, cases: list[Allowance], epreuve: str) -> tuple[int, int]:
    """The first and the last start that all the jury-days might give an épreuve; there is none if first > last."""
    ranges = [patterns.starts(*case, epreuve) for case in cases if epreuve in patterns.collectives(case[0])]
    return max(low for low, _ in ranges), min(high for _, high in ranges)


# Bounds: the integer program of columns is solved, the columns that its solution uses are priced, and again.

LEAST_USE = 1e-6
"""Above this value, a column counts as used by the linear relaxation."""


@dataclass(slots=True)
class Counted:
    """A bound for each level closed, and jury-days that reach them."""

    levels: dict[str, int] = field(default_factory=dict)
    jury_days: tuple[JuryDay, ...] = ()
    collective: dict[str, int] = field(default_factory=dict)
    """the day of each collective épreuve"""
    impossible: bool = False


class Counting:
    """The counting of a problem; `close` closes its levels one after the other.

    `before` is a counting of the same candidats and jury-days, with less or more sharing of membres: it gives its
    prices. `whole`: only plans in which one jury of one day hears all the chains of a candidat are counted.
    """

    def __init__(
        self,
        problem: Problem,
        patterns: Patterns,
        clock: Clock,
        before: "Counting | None" = None,
        *,
        whole: bool = False,
    ) -> None:
        self.problem, self.patterns, self.clock = problem, patterns, clock
        self.before = before
        self._were_open = patterns.open
        self.columns = Columns(problem, patterns, whole=whole)
        self.plain = self.columns
        """the columns of plain kinds, which are fewer; they are `columns` until a level counts waiting"""
        self.limits: list[tuple[Niveau, int]] = []
        self._settled: set[tuple[Key, tuple[int, ...], int]] = set()
        """(jury-day, assumed costs, how many levels in minutes) that pricing confirmed"""
        if before is not None:
            self.columns.begin_from(before.plain)

    def close(
        self, reached: Mapping[str, int] | None = None, known: Mapping[str, int] | None = None
    ) -> Iterator[Counted]:
        """The bounds after each level closed, until time runs out or a level counts what the program does not see.

        It does not see rules that it lacks, nor a level whose columns are too many to be kept.

        `reached`: what a plan costs at each level. A level at which no plan costs less is closed at once, without
        jury-days. `known`: bounds from elsewhere, each valid given that the levels before are at theirs.
        """
        counted, known = Counted(), known or {}
        least = dict(reached or {})
        for niveau in self.problem.reglages.niveaux:
            if any(t.regle not in (*MINUTE_RULES, *DAYS) for t in niveau.termes):
                return
            if self._levels_in_minutes(niveau) > self.patterns.first_of_waits:
                self.weigh()
            if not self.columns.columns:
                # a program without columns has no solution at any cost, which says nothing of the plans
                return
            as_reached = niveau.nom in least and self._refuted(niveau, least[niveau.nom], counted, known)
            closed = as_reached or self._close(niveau, counted)
            if not as_reached:
                least = {}
            if closed or counted.impossible:
                yield counted
            if not closed:
                return

    def weigh(self) -> None:
        """From now on, tell apart the candidats whose waiting counts differently: a level counts waiting."""
        if self.columns.weighed:
            return
        self.columns = Columns(self.problem, self.patterns, weighed=True, whole=self.columns.whole)
        self.columns.begin_from(self.plain)
        if self.before is not None and self.before.columns.weighed:
            self.columns.begin_from(self.before.columns)

    def _refuted(self, niveau: Niveau, reached: int, counted: Counted, known: Mapping[str, int]) -> bool:
        """Close a level at what a plan costs, if it is nothing, that bound is known or no jury-days cost less."""
        if reached and known.get(niveau.nom) != reached and not self._refute(niveau, reached):
            return False
        self.limits.append((niveau, reached))
        counted.levels[niveau.nom] = reached
        return True

    def _refute(self, niveau: Niveau, reached: int) -> bool:
        """Show that no jury-days cost less than a plan at a level; False where some might.

        The level is minimised below that cost, although any solution would do: the bound mostly ends the solve at once.
        Only at the first level in minutes does the linear relaxation price columns before the first solve: at the
        others, the prices that are known mostly suffice.
        """
        relax_first = niveau.nom in [n.nom for n in self.patterns.levels[:1]]
        while self.clock.left():
            if relax_first:
                self._price_by_relaxation(niveau)
            relax_first = True
            self.columns.offer_turns()
            model = Program(self.columns, [*self.limits, (niveau, reached - 1)])
            model.minimize(niveau)
            solver, status = run(model.model, self.clock, manner=Manner.CUTTING)
            if status == cp_model.INFEASIBLE:
                return True
            if status not in FOUND or not self._price_used(model, solver, niveau):
                return False
        return False

    def _price_used(self, model: Program, solver: cp_model.CpSolver, niveau: Niveau) -> bool:
        """Price all that a solution uses; whether anything costs more than assumed, or cannot be."""
        used = list(dict.fromkeys((j.key, j.minutes) for j in model.jury_days(solver)))
        news = self._price(used, self._levels_in_minutes(niveau))
        return self._settle_sharing(model, solver) or news

    def _settle_sharing(self, model: Program, solver: cp_model.CpSolver) -> bool:
        """Check, by models of their own, the juries of a solution that share membres; whether there was any news.

        A track is a series of juries that follow each other; a share is what one membre hears in all their juries of
        a day.
        """
        tracks = dict.fromkeys(track.key for _, track, z in model.tracks if solver.value(z))
        shares = dict.fromkeys((day, price.key) for day, price, z in model.shares if solver.value(z))
        beyond = [key for _, key in shares if not self.patterns.possible(key)]
        for key in beyond:
            self.columns.forbid(key)
        settled = [self.columns.settle_track(key) for key in tracks]
        sitting = [self.columns.settle_moments(day, key) for day, key in shares if key not in beyond]
        return any(settled) or any(sitting) or bool(beyond)

    def _close(self, niveau: Niveau, counted: Counted) -> bool:
        """Solve and price until no price rises; the level's optimum then bounds every plan.

        Where a price is the bound of a pattern that did not close, other jury-days are looked for once: no hours are
        known for these.
        """
        if _skips_nothing(niveau, counted):
            self.limits.append((niveau, 0))
            counted.levels[niveau.nom] = 0
            return True
        self._price_by_relaxation(niveau)
        least, solved, looked = 0, False, False
        while self.clock.left():
            self.columns.offer_turns()
            model = Program(self.columns, self.limits)
            solver, status = self._solve(model, niveau, least, solved)
            if status not in FOUND and not solved:
                # once a level is closed, infeasible only says that no plan has all closed levels at their bounds
                counted.impossible = status == cp_model.INFEASIBLE and not self.limits
                return False
            if status not in FOUND:
                solved = False
                continue
            if not solved:
                least, solved = round(solver.objective_value), True
            if self._price_used(model, solver, niveau):
                continue
            if self._split_by_start(list(model.jury_days(solver)), self.patterns.levels_up_to(niveau)):
                continue
            if not looked and any(self._doubt(j.key, j.minutes, niveau) for j in model.jury_days(solver)):
                looked = True
                continue
            self.limits.append((niveau, least))
            counted.levels[niveau.nom] = least
            counted.collective = model.collective_days(solver)
            counted.jury_days = tuple(model.jury_days(solver))
            return True
        return False

    def _solve(
        self, model: Program, niveau: Niveau, least: int, solved: bool
    ) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
        """Minimise a level, of which `least` is a bound; once `solved`, check whether it stands at the new prices.

        The check looks for a solution at `least` whose prices are as little in doubt as possible.
        """
        if not solved:
            model.minimize(niveau, least)
            solver, status = run(model.model, self.clock, manner=Manner.CUTTING)
            return solver, status if status != cp_model.FEASIBLE else cp_model.UNKNOWN
        model.prefer(lambda key, minutes: self._doubt(key, minutes, niveau), niveau, least)
        return run(model.model, self.clock, LONG, manner=Manner.CUTTING)

    def _doubt(self, key: Key, minutes: tuple[int, ...], niveau: Niveau) -> int:
        """0 for a jury-day whose assumed costs pricing confirmed, 1 where they are to be priced.

        Where pricing left them open, more than the rest of a solution: perhaps no hours cost so little.
        """
        levels = self._levels_in_minutes(niveau)
        if (key, minutes, levels) not in self._settled:
            return 1
        return 0 if self.patterns.closed(key, levels) else len(self.problem.applicants)

    def _price_by_relaxation(self, niveau: Niveau) -> None:
        """Price the columns that the linear relaxation uses, until no price rises: it is solved in next to no time."""
        from tpplanner.solver.bounds.linear import linear_relaxation  # noqa: PLC0415 - heavy, and a plan may come before

        while self.clock.left():
            self.columns.offer_turns()
            program = Program(self.columns, self.limits)
            program.minimize(niveau)
            values = linear_relaxation(program.model)
            if values is None:
                return
            used = [(p.key, minutes) for (_, p), minutes, z in program.times if values[z.index] > LEAST_USE]
            if not self._price(list(dict.fromkeys(used)), self._levels_in_minutes(niveau)):
                return

    def _levels_in_minutes(self, niveau: Niveau) -> int:
        """How many levels in minutes are priced to close a level; one at least: presence tells what a day can hold."""
        return max(1, self.patterns.levels_up_to(niveau))

    # Common starts

    def _split_by_start(self, jury_days: list[JuryDay], levels: int) -> bool:
        """Branch: split columns by when a collective épreuve begins, where a day's jury-days have no common start.

        No common start, that is, at what they cost at the levels closed so far. True if any column was split.
        """
        split = False
        for day in self.problem.days if levels else ():
            here = [j for j in jury_days if j.day == day.index and self.patterns.collectives(j.key)]
            cases = list(dict.fromkeys((j.key, self._limits(j, levels)) for j in here))
            if len(cases) < 2 or hours_in_common(self.problem, self.patterns, cases) is not None:
                continue
            where = separating_start(self.patterns, cases)
            split |= where is not None and self.columns.split(day.index, *where)
        return split

    def _limits(self, jury_day: JuryDay, levels: int) -> tuple[int, ...]:
        """What a jury-day may cost: as it does at the first levels, anything at those after."""
        return tuple(m if i < levels else MANY_DAYS for i, m in enumerate(jury_day.minutes))

    # Prices

    def _price(self, used: list[tuple[Key, tuple[int, ...]]], levels: int) -> bool:
        """Price the jury-days used, at the first levels in minutes; whether any costs more than was assumed.

        Nothing is priced once a pattern did not close, where candidats have several chains: others would take long too.
        """
        if self.columns.whole and self.patterns.open > self._were_open:
            return False
        families: dict[Key, list[tuple[Key, tuple[int, ...]]]] = {}
        for key, minutes in used:
            families.setdefault(self.patterns.widest(key), []).append((key, minutes))
        side_by_side(self.clock, lambda family: self._solve_patterns(family, levels), list(families.values()))
        learned = [self._raise_prices(key, minutes, levels) for key, minutes in used]
        self._settled |= {(*jury_day, levels) for jury_day, news in zip(used, learned, strict=True) if not news}
        return any(learned)

    def _solve_patterns(self, family: Sequence[tuple[Key, tuple[int, ...]]], levels: int) -> None:
        """Have the costs of jury-days computed, which learn from each other: `patterns` remembers them."""
        for key, minutes in family:
            for level in range(levels if self.patterns.possible(key) else 0):
                self.patterns.floor(key, level, minutes)

    def _raise_prices(self, key: Key, minutes: tuple[int, ...], levels: int) -> bool:
        """Raise the price of a jury-day to its pattern's cost; whether these assumed minutes were too low.

        The prices of jury-days that hear more, in no wider hours, rise with it.
        """
        mine = self.columns.prices[key]
        above = [p for p in self.columns.prices.values() if p.possible and covers(mine, p)]
        if not self.patterns.possible(key):
            self.columns.forbid(key)
            return bool(above)
        for level in range(levels):
            floor = self.patterns.floor(key, level, minutes)
            if level and self.patterns.at_their_least(key, level, minutes):
                mine.lexicographic[level] = max(floor, mine.first_costs(level + 1)[level])
            else:
                for price in above:
                    price.costs_at_least(level, floor)
            if minutes[level] < floor:
                return True
        return False


def _skips_nothing(niveau: Niveau, counted: Counted) -> bool:
    """Whether a level counts days skipped alone, and the jury-days counted so far leave none: nothing is less."""
    days = {*counted.collective.values(), *(jury_day.day for jury_day in counted.jury_days)}
    in_a_row = bool(counted.jury_days) and max(days) - min(days) == len(days) - 1
    return in_a_row and all(t.regle == "jours_sautes" for t in niveau.termes)


# Places before juries: the most candidats whom the jury-days that a session may be made of can hear.


@dataclass(frozen=True, slots=True)
class Capacity:
    """The most candidats that can be heard, and jury-days that would hear so many."""

    most: int
    jury_days: tuple[JuryDay, ...]
    collective: dict[str, int]
    """the day of each collective épreuve"""
    detail: tuple[JurysDuJour, ...]
    """how many juries hear how many candidats, day by day"""


def places_before_juries(session: Session, budget: Budget) -> Capacity | None:
    """The most candidats whom the juries of a session can hear; None where that is not known in the budget."""
    clock, problem = Clock(budget), compile_session(session)
    return most_places(problem, Patterns(problem, clock, costs=False), clock)


def most_places(problem: Problem, patterns: Patterns, clock: Clock) -> Capacity | None:
    """The most candidats that the jury-days can hear; None where jury-days are not counted, or time runs out."""
    columns = Columns(problem, patterns)
    while columns.columns and clock.left():
        program = Program(columns, partial=True)
        program.hear_most()
        solver, status = run(program.model, clock)
        if status != cp_model.OPTIMAL:
            return None
        jury_days = tuple(program.jury_days(solver))
        if not _forbid_impossible(columns, patterns, jury_days):
            heard = sum(price.size * solver.value(z) for (_, price), _, z in program.times)
            return Capacity(heard, jury_days, program.collective_days(solver), _by_day(problem, jury_days))
    return None


def _by_day(problem: Problem, jury_days: tuple[JuryDay, ...]) -> tuple[JurysDuJour, ...]:
    alike = Counter((j.day, sum(n for _, n in j.key.kinds)) for j in jury_days)
    ordered = sorted(alike.items(), key=lambda item: (item[0][0], -item[0][1]))
    return tuple(JurysDuJour(problem.days[day].date, jurys, size) for (day, size), jurys in ordered)


def _forbid_impossible(columns: Columns, patterns: Patterns, jury_days: tuple[JuryDay, ...]) -> bool:
    """Forbid the jury-days of a solution that no jury can do, and those that hear more; whether there was any."""
    keys = dict.fromkeys(j.key for j in jury_days)
    impossible = [key for key in keys if columns.prices[key].possible and not patterns.possible(key)]
    for key in impossible:
        if columns.prices[key].possible:
            columns.forbid(_core(columns, patterns, key))
    return bool(impossible)


def _core(columns: Columns, patterns: Patterns, key: Key) -> Key:
    """What an impossible jury-day comes down to: one that hears less, or in wider hours, and is still impossible."""
    tried = columns.prices[key]
    less = [p for p in columns.prices.values() if p.possible and hears_more(p, tried) and not hears_more(tried, p)]
    for price in sorted(less, key=lambda price: -price.size):
        if price.size < tried.size - 1:
            break
        if not patterns.possible(price.key):
            return _core(columns, patterns, price.key)
    return key
