"""Bounds by counting whole jury-days: how many of each column every day has.

A relaxation of the master: an integer per column, whose cost is its price. The columns that a solution uses are priced
by their patterns, and the program is solved again until nothing new is learned: its optimum bounds every plan, level
after level. Where jury-days of one day want a collective épreuve at different hours, columns are told apart by its
start.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from tpplanner.domain.reglages import Niveau
from tpplanner.solver.columns import Column, Columns, Price, covers, inside
from tpplanner.solver.common_start import MANY_DAYS, hours_in_common, parting
from tpplanner.solver.jury_day import MINUTE_RULES
from tpplanner.solver.kinds import Key, Kind
from tpplanner.solver.linear import linear_relaxation
from tpplanner.solver.patterns import Patterns
from tpplanner.solver.posting import Expr, total
from tpplanner.solver.problem import Day, Problem
from tpplanner.solver.run import Clock, run
from tpplanner.solver.seats import Juries, Seats
from tpplanner.solver.strengthen import (
    break_always_at_midday,
    least_length,
    most_heard,
    pairs_of_membres,
    rooms_for_juries,
)

PRICERS = 2
"""Patterns computed at a time."""

MOST_THRESHOLDS = 8
"""Lengths of jury-days, at most half the day, of which it is told what fits beside them in a room."""

LEAST_USE = 1e-6
"""A column of the linear relaxation is in use beyond it."""


@dataclass(frozen=True, slots=True)
class JuryDay:
    """A jury-day of a solution: its day, its hours, whom it hears, what it costs at each level in minutes."""

    day: int
    key: Key
    minutes: tuple[int, ...]


@dataclass(slots=True)
class Counted:
    """A bound for each level closed, and jury-days that reach them."""

    levels: dict[str, int] = field(default_factory=dict)
    jury_days: tuple[JuryDay, ...] = ()
    collective: dict[str, int] = field(default_factory=dict)
    """the day of each collective épreuve"""
    impossible: bool = False


_Taken = tuple[Column, tuple[int, ...], cp_model.IntVar]
"""A column, what it costs at each level in minutes, how many times it is taken."""


class Counting:
    """The counting of a problem; `close` closes the levels in turn."""

    def __init__(self, problem: Problem, patterns: Patterns, clock: Clock) -> None:
        self.problem, self.patterns, self.clock = problem, patterns, clock
        self.columns = Columns(problem, patterns)
        self._limits: list[tuple[Niveau, int]] = []

    def close(self, seconds: float) -> Iterator[Counted]:
        """What is known after each level closed, as far as the time allows and as kinds see what the level counts."""
        counted = Counted()
        until = max(0.0, self.clock.left() - seconds)
        for niveau in self.problem.reglages.niveaux if self.columns.columns else ():
            if any(t.regle not in (*MINUTE_RULES, *_DAYS) for t in niveau.termes):
                return
            closed = self._close(niveau, counted, until)
            if closed or counted.impossible:
                yield counted
            if not closed:
                return

    def _close(self, niveau: Niveau, counted: Counted, until: float) -> bool:
        """Solve and price until nothing new is learned; then the level's optimum bounds every plan."""
        self._price_by_relaxation(niveau, until)
        while (left := self.clock.left() - until) > 0:
            model = Program(self.columns, self._limits)
            model.minimize(niveau)
            solver, status = run(model.model, self.clock, left)
            if status == cp_model.INFEASIBLE:
                counted.impossible = True
                return False
            if status != cp_model.OPTIMAL:
                return False
            value = round(solver.objective_value)
            used = list(dict.fromkeys((j.key, j.minutes) for j in model.jury_days(solver)))
            if self._price(used, self._levels_in_minutes(niveau)):
                continue
            if self._part(list(model.jury_days(solver)), self._in_minutes_up_to(niveau)):
                continue
            self._limits.append((niveau, value))
            counted.levels[niveau.nom] = value
            counted.collective = model.collective_days(solver)
            counted.jury_days = tuple(model.jury_days(solver))
            return True
        return False

    def _price_by_relaxation(self, niveau: Niveau, until: float) -> None:
        """Price what the linear relaxation uses, until it teaches nothing: its rounds cost next to nothing."""
        while self.clock.left() > until:
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
        with ThreadPoolExecutor(1 if self.clock.budget.reproducible else PRICERS) as pool:
            list(pool.map(lambda jury_day: self._compute(jury_day[0], jury_day[1], levels), used))
        learned = [self._learn(key, minutes, levels) for key, minutes in used]
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
            for price in above:
                price.possible = False
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


class Program:
    """The integer program of whole jury-days; `partial` leaves out whom no jury-day has a place for."""

    def __init__(self, columns: Columns, limits: Sequence[tuple[Niveau, int]] = (), partial: bool = False) -> None:
        self.of, self.problem, self.partial = columns, columns.problem, partial
        self.model = model = cp_model.CpModel()
        days, n = self.problem.days, len(self.problem.applicants)
        self.on = {(e, d.index): model.new_bool_var("") for e in columns.collectives for d in days}
        self.first = [model.new_bool_var("") for _ in days]
        self.active = [model.new_bool_var("") for _ in days]
        self.called = [model.new_int_var(0, len(columns.membres(d)), "") for d in days]
        self.heard = {
            (g, d, s): model.new_int_var(0, group.number, "")
            for g, group in enumerate(columns.groups)
            for d, s in group.kinds
        }
        self.times: list[_Taken] = [
            (column, minutes, model.new_int_var(0, n // column[1].size, ""))
            for column in columns.columns
            if column[1].possible
            for minutes in variants(column[1])
        ]
        self._post_candidats()
        for day in days:
            self._post_day(day)
        for closed, value in limits:
            model.add(self._level(closed) <= value)

    def minimize(self, niveau: Niveau) -> None:
        """Look for the least of a level."""
        self.model.minimize(self._level(niveau))

    def hear_most(self) -> None:
        """Look for the most candidats heard, by the fewest juries."""
        juries = total(z for _, _, z in self.times)
        self.model.maximize(total(self.heard.values()) * (1 + len(self.problem.applicants)) - juries)

    # Constraints

    def _post_candidats(self) -> None:
        model, days = self.model, self.problem.days
        for e in self.of.collectives:
            model.add_exactly_one(self.on[e, d.index] for d in days)
        model.add_exactly_one(self.first)
        for g, group in enumerate(self.of.groups):
            mine = [v for (k, _, _), v in self.heard.items() if k == g]
            model.add(total(mine) <= group.number if self.partial else total(mine) == group.number)
            for (_, d, same_day), heard in ((k, v) for k, v in self.heard.items() if k[0] == g):
                for e in group.collectives:
                    there = self.on[e, d]
                    model.add(heard <= group.number * (there if e in same_day else 1 - there))
                    if e in group.before and e not in same_day:
                        model.add(heard <= group.number * total(self.on[e, b] for b in range(d)))

    def _post_day(self, day: Day) -> None:
        model, d = self.model, day.index
        here = [taken for taken in self.times if taken[0][0] == d]
        supply: dict[Kind, list[Expr]] = {}
        for (g, k, same_day), heard in self.heard.items():
            if k == d:
                supply.setdefault(self.of.groups[g].kinds[d, same_day], []).append(heard)
        demand: dict[Kind, list[Expr]] = {}
        for (_, price), _, z in here:
            for kind, count in price.counts.items():
                demand.setdefault(kind, []).append(count * z)
        for kind, terms in supply.items():
            model.add(total(terms) == total(demand.get(kind, [])))
        self._post_first(d, here)
        self._post_starts(d, here)
        self._post_membres(day, here)
        self._post_rooms(day, here)

    def _post_first(self, d: int, here: list[_Taken]) -> None:
        """A day is active where a jury sits or a collective épreuve is passed; none is before the first."""
        model, n = self.model, len(self.problem.applicants)
        model.add(total(z for _, _, z in here) <= n * self.active[d])
        for e in self.of.collectives:
            model.add_implication(self.on[e, d], self.active[d])
        model.add_implication(self.first[d], self.active[d])
        for before in range(d):
            model.add_implication(self.first[d], ~self.active[before])
        model.add(total(z for (_, p), _, z in here if p.key.first) <= n * self.first[d])
        model.add(total(z for (_, p), _, z in here if not p.key.first) <= n * (1 - self.first[d]))

    def _post_starts(self, d: int, here: list[_Taken]) -> None:
        """A collective épreuve begins within the same hours for all the jury-days of a day."""
        for e, spans in self.of.starts[d].items():
            begins = [self.model.new_bool_var("") for _ in spans]
            self.model.add(total(begins) == self.on[e, d])
            for span, literal in zip(spans, begins, strict=True):
                juries = total(z for (_, p), _, z in here if (e, span) in p.key.starts)
                self.model.add(juries <= len(self.problem.slots_of(d)) * literal)

    def _post_membres(self, day: Day, here: list[_Taken]) -> None:
        """Enough membres for the juries of every window."""
        problem, model, d = self.problem, self.model, day.index
        least = problem.session.referentiel.membres_min
        at_once = model.new_int_var(0, len(problem.people), "")
        model.add(least * at_once <= self.called[d])
        model.add(2 * self.called[d] >= least * total(z for _, _, z in here))
        juries = [Juries(p.key.window, p.size, minutes, z) for (_, p), minutes, z in here]
        for distinct in Seats(self.of, model, self._level_of_presence()).without_shared_membres(day, juries):
            model.add(total(number for _, number in distinct) <= at_once)
            for window, membres in self.of.windows[d].items():
                # a jury of narrower hours may have membres whom this one cannot
                model.add(total(number for w, number in distinct if inside(window, w)) <= membres // least)
        if problem.session.quota is not None and self.of.quota_counts_candidats:
            seen = total(p.size * z for (_, p), _, z in here)
            self._post_most_heard(day, seen, problem.session.quota)
            for passed in self.of.passings() if problem.shared_membres else ():
                largest = self.of.largest(d, passed)
                if largest < problem.session.quota:
                    # on a day on which other collective épreuves are passed, this says nothing
                    otherwise = total(
                        (1 - self.on[e, d]) if e in passed else self.on[e, d] for e in self.of.collectives
                    )
                    self._post_most_heard(day, seen - len(problem.applicants) * otherwise, largest)
        if problem.shared_membres:
            self._post_parallel(day, here)

    def _post_most_heard(self, day: Day, seen: Expr, most: int) -> None:
        """No membre called hears more than that, nor than he may: those who may hear most first."""
        least = self.problem.session.referentiel.membres_min
        if pairs_of_membres(self.problem):
            at_once = self.model.new_int_var(0, len(self.problem.people), "")
            self.model.add(least * at_once <= self.called[day.index])
            self.model.add(most * at_once >= seen)
            return
        people = (p for p in self.problem.people if p.membre and p.habilite[day.index])
        alike = Counter(min(most, most_heard(self.problem, p, day)) for p in people)
        called = {most: self.model.new_int_var(0, number, "") for most, number in sorted(alike.items())}
        self.model.add(total(called.values()) == self.called[day.index])
        self.model.add(total(most * number for most, number in called.items()) >= least * seen)

    def _post_parallel(self, day: Day, here: list[_Taken]) -> None:
        """Σ presence ≤ juries that its membres make at once · hours, each membre's break taken out of midday."""
        problem, model = self.problem, self.model
        least = problem.session.referentiel.membres_min
        at_once = model.new_int_var(0, len(problem.people), "")
        model.add(least * at_once <= self.called[day.index])
        window = day.lunch[1] - day.lunch[0] if break_always_at_midday(problem, day) else 0
        taken = window - problem.reglages.pause_jury if window else 0
        presence = self._presence(here)
        if presence is not None:
            hours = day.close - day.open
            model.add(least * presence <= least * (hours - window) * at_once + taken * self.called[day.index])

    def _post_rooms(self, day: Day, here: list[_Taken]) -> None:
        """Each jury keeps its room from its first to its last thing: rooms are bins, as long as the day.

        For any threshold, beside what is longer than the day less it nothing as long as it fits: such a jury may count
        for the whole day, and those shorter than the threshold for nothing (a dual feasible function of bin packing).
        """
        level = self._level_of_presence()
        if not self.problem.reglages.salle_a_midi or level is None:
            return
        rooms, hours = len(rooms_for_juries(self.problem, day)), day.close - day.open
        lengths = [(least_length(self.problem, day, m[level]), z) for _, m, z in here]
        thresholds = sorted({length for length, _ in lengths if 2 * length <= hours}, reverse=True)[:MOST_THRESHOLDS]
        for least in {0, *thresholds, hours // 2}:
            counted = [(hours if length > hours - least else length, z) for length, z in lengths if length >= least]
            self.model.add(total(minutes * z for minutes, z in counted) <= rooms * hours)

    def _level_of_presence(self) -> int | None:
        """The level in minutes that is the presence of juries alone, if any."""
        alone = [[(t.regle, t.poids) for t in n.termes] == [("presence_jury", 1)] for n in self.of.patterns.levels]
        return alone.index(True) if True in alone else None

    def _presence(self, here: list[_Taken]) -> Expr | None:
        level = self._level_of_presence()
        return None if level is None else total(m[level] * z for _, m, z in here)

    # Levels

    def _level(self, niveau: Niveau) -> Expr:
        names = [n.nom for n in self.of.patterns.levels]
        days = total(t.poids * _DAYS[t.regle](self) for t in niveau.termes if t.regle in _DAYS)
        if niveau.nom not in names:
            return days
        return days + total(m[names.index(niveau.nom)] * z for _, m, z in self.times)

    def membre_days(self) -> Expr:
        """Σ called."""
        return total(self.called)

    def days(self) -> Expr:
        """Σ active days."""
        return total(self.active)

    def candidat_days(self) -> Expr:
        """Σ over groups and days of those who are heard, or all where they pass a collective épreuve."""
        terms = []
        for g, group in enumerate(self.of.groups):
            for day in self.problem.days:
                there = self.model.new_int_var(0, group.number, "")
                heard = total(v for (k, d, _), v in self.heard.items() if (k, d) == (g, day.index))
                self.model.add(there >= heard)
                for e in group.collectives:
                    self.model.add(there >= group.number * self.on[e, day.index])
                terms.append(there)
        return total(terms)

    # Solutions

    def jury_days(self, solver: cp_model.CpSolver) -> Iterator[JuryDay]:
        """The jury-days of a solution."""
        for (day, price), minutes, z in self.times:
            for _ in range(solver.value(z)):
                yield JuryDay(day, price.key, minutes)

    def collective_days(self, solver: cp_model.CpSolver) -> dict[str, int]:
        """The day of each collective épreuve."""
        return {e: d for (e, d), literal in self.on.items() if solver.boolean_value(literal)}


_DAYS: dict[str, Callable[[Program], Expr]] = {
    "journees_membre": Program.membre_days,
    "jours": Program.days,
    "jours_candidat": Program.candidat_days,
}


def variants(price: Price) -> list[tuple[int, ...]]:
    """What a jury-day costs at least: level after level in turn, or more at one of them and then anything."""
    in_turn = [max(least, price.in_turn.get(i, 0)) for i, least in enumerate(price.alone)]
    variants = [tuple(in_turn)]
    for i in range(len(in_turn) - 1):
        more = (*in_turn[:i], in_turn[i] + 1, *price.alone[i + 1 :])
        if any(a < b for a, b in zip(more, in_turn, strict=True)):
            variants.append(more)
    return variants
