"""The master of a logic-based Benders decomposition: who is heard by which jury on which day, without hours.

The subproblems are jury-days: their patterns say whether a jury can hear those candidats, and at what cost. Their
answers come back to the master as cuts.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from ortools.sat.python import cp_model

from tpplanner.domain.reglages import Niveau
from tpplanner.rules import Binding, Tally, binding, tallied
from tpplanner.solver.bounds.counting import Counted
from tpplanner.solver.bounds.patterns import MINUTE_RULES, WITHIN_A_JURY_DAY, Key, Kind, Patterns, key_of
from tpplanner.solver.bounds.program import JuryDay
from tpplanner.solver.model.constraints import CONSTRAINTS
from tpplanner.solver.model.constraints.candidat import pinned_without_hours
from tpplanner.solver.model.objective import Objective
from tpplanner.solver.model.posting import Expr, Literal, Poster, total
from tpplanner.solver.model.problem import DAY, Applicant, Problem, Slot, Span
from tpplanner.solver.model.strengthen import (
    breaks_of_who_is_shared,
    days_in_order,
    halves_of_days,
    juries_in_order,
    juries_in_rooms,
    least_presence,
    least_presence_of_all,
    long_days_break_inside,
    membre_days_by_quota,
    membres_of_juries,
    midday_by_work,
    parallel_juries,
)
from tpplanner.solver.model.variables import IntVar, Variables
from tpplanner.solver.model.workload import granularity, least_work_in, work_however_heard
from tpplanner.solver.run import FOUND, Clock, at_least, hint, run
from tpplanner.tuning import SOON

# Cuts: no-goods where a jury-day is impossible, lower bounds where it costs more than the master assumed.


class Cuts:
    """The cuts of a master's model: each bounds from below what hearing some candidats costs a jury, or forbids it.

    `minutes` are the master's variables for what a jury-day costs, by level and slot. `complete`: no rule is left out,
    so that what follows from all the rules together may be used.
    """

    def __init__(
        self,
        problem: Problem,
        patterns: Patterns,
        x: Variables,
        minutes: dict[tuple[str, int], IntVar],
        complete: bool,
    ) -> None:
        self.problem, self.patterns, self.x, self._minutes, self._complete = problem, patterns, x, minutes, complete
        self._at_least: dict[tuple[int, Kind], list[IntVar]] = {}
        self._seen: dict[int, list[IntVar]] = {}
        self._marks: set[tuple[object, ...]] = set()

    def learn(self, solver: cp_model.CpSolver, levels: int) -> bool:
        """Solve the patterns of a solution's jury-days, at the first levels in minutes; True if a cut was missing.

        Also True where time has run out: a cut may then still be missing.
        """
        return self._learn(solver, levels) or not self.patterns.clock.left()

    def _learn(self, solver: cp_model.CpSolver, levels: int) -> bool:
        learned = False
        for slot in (s for s in self.problem.slots if solver.boolean_value(self.x.used(s))):
            key = self.key(solver, slot)
            minutes = [solver.value(self._minutes[n.nom, slot.index]) for n in self.patterns.levels]
            if not self.patterns.possible(key):
                learned = True
                self._everywhere(key, self._forbid)
                continue
            for level in range(levels):
                learned = self._learn_level(key, level, minutes) or learned
        return learned

    def _learn_level(self, key: Key, level: int, minutes: list[int]) -> bool:
        """Post the cut that these minutes violate, if they are below the pattern's cost; whether they are."""
        if minutes[level] >= self.patterns.floor(key, level, minutes):
            return False
        lexicographic = level > 0 and self.patterns.at_their_least(key, level, minutes)
        self._everywhere(key, self._lexicographic if lexicographic else self._alone, level)
        return True

    def key(self, solver: cp_model.CpSolver, slot: Slot) -> Key:
        """The key of a jury-day of a solution."""
        heard = self._heard_by(slot, solver)
        kinds = [self.kind(a, slot, solver) for a in heard]
        first = solver.boolean_value(self.x.first_day(slot.day))
        return key_of(
            self.patterns.alike(slot.day), first, self._window(solver, slot), kinds, turn=self.problem.by_turns
        )

    def in_order_of(self, key: Key, slot: Slot, solver: cp_model.CpSolver) -> tuple[int, ...]:
        """The candidats whom a jury hears, in the order of the kinds of its key."""
        heard = self._heard_by(slot, solver)
        rank = {kind: n for n, (kind, _) in enumerate(key.kinds)}
        own = [(self.kind(a, slot, solver), a.index) for a in heard]
        ranked = sorted((rank[kind] if kind in rank else rank[kind.plain], index) for kind, index in own)
        return tuple(index for _, index in ranked)

    def _heard_by(self, slot: Slot, solver: cp_model.CpSolver) -> list[Applicant]:
        return [a for a in self.problem.applicants if solver.boolean_value(self.x.sees(a, slot))]

    def kind(self, applicant: Applicant, slot: Slot, solver: cp_model.CpSolver) -> Kind:
        """The kind of a candidat before a jury, in a solution."""
        tasks = [self.problem.tasks[t] for t in applicant.tasks]
        same_day = frozenset(t.epreuve.id for t in tasks if t.unit < 0 and solver.boolean_value(self.x.on(t, slot.day)))
        units = enumerate(self.problem.units[u] for u in applicant.units)
        part = tuple(i for i, unit in units if solver.boolean_value(self.x.hears(unit, slot)))
        return self.patterns.kind_of(applicant, slot.day, same_day, part if len(part) < len(applicant.units) else ())

    def _window(self, solver: cp_model.CpSolver, slot: Slot) -> Span:
        """The widest hours around those of a solution for which all the membres of the jury are there."""
        low, high = self.patterns.opening(slot.day)
        middle = solver.value(self.x.jury_start(slot))
        for person in slot.pool:
            if solver.boolean_value(self.x.sits(person, slot)):
                for start, end in self.problem.people[person].away[slot.day]:
                    if end <= middle:
                        low = max(low, end)
                    else:
                        high = min(high, start)
        return low, high

    def _everywhere(self, key: Key, cut: Callable[..., None], *args: int) -> None:
        """Post a cut for every jury of the days like the key's, under the literals that make it match the key."""
        for slot in self.problem.slots:
            mark = (key, slot.index, cut.__name__, *args)
            if mark in self._marks or self.patterns.alike(slot.day) != key.day:
                continue
            self._marks.add(mark)
            inside = [self._reaches(slot, kind, count) for kind, count in key.kinds]
            inside += self._within(slot, key.window)
            if key.first:
                inside.append(self.x.first_day(slot.day))
            if not any(lit is self.x.false for lit in inside):
                cut(key, slot, inside, *args)

    def _forbid(self, _: Key, __: Slot, inside: list[Literal]) -> None:
        """A no-good: no jury-day like this one hears all of these candidats."""
        self.x.model.add_bool_or([~lit for lit in inside])

    def _alone(self, key: Key, slot: Slot, inside: list[Literal], level: int) -> None:
        """Hearing these candidats, or more, costs at least what that level costs whatever the others do."""
        minutes = self._minutes[self.patterns.levels[level].nom, slot.index]
        self.x.model.add(minutes >= self.patterns.alone(key, level)).only_enforce_if(inside)

    def _lexicographic(self, key: Key, slot: Slot, inside: list[Literal], level: int) -> None:
        """Hearing exactly these candidats costs the lexicographic least or more, if the levels before are at theirs."""
        names = [niveau.nom for niveau in self.patterns.levels]
        before = [self._at_most(slot, names[j], self.patterns.lexicographic(key, j)) for j in range(level)]
        minutes = self._minutes[names[level], slot.index]
        conditions = [*inside, *self._no_more(slot, key), *before]
        self.x.model.add(minutes >= self.patterns.lexicographic(key, level)).only_enforce_if(conditions)

    def _reaches(self, slot: Slot, kind: Kind, count: int) -> Literal:
        """Whether the jury hears at least that many candidats of a kind."""
        if (slot.index, kind) not in self._at_least:
            heard = self.heard(slot, kind)
            most = len(heard) if kind.part else min(len(heard), self._most(slot))
            self._at_least[slot.index, kind] = self._ladder(total(heard), most)
        ladder = self._at_least[slot.index, kind]
        return ladder[count - 1] if count <= len(ladder) else self.x.false

    def _ladder(self, number: Expr, most: int) -> list[IntVar]:
        """The order encoding of a number: literals of "at least 1, 2, … most", whose sum is the number.

        The sum, unlike the implications alone, is seen by the linear relaxation.
        """
        ladder = [self.x.model.new_bool_var("") for _ in range(most)]
        self.x.model.add(total(ladder) == number)
        for less, more in pairwise(ladder):
            self.x.model.add_implication(more, less)
        return ladder

    def _most(self, slot: Slot) -> int:
        """An upper bound of how many candidats a jury can hear whole in a day: by its hours, and by its quota."""
        opens, closes = self.patterns.opening(slot.day)
        work = min((work_however_heard(self.problem, a) for a in self.problem.applicants), default=0)
        quota = self.problem.session.quota
        by_hours = (
            (closes - opens) // work if work and self.problem.watched_together == 1 else len(self.problem.applicants)
        )
        weighed = quota is not None and all(a.weight for a in self.problem.applicants)
        return min(by_hours, quota) if weighed and self._complete and quota is not None else by_hours

    def heard(self, slot: Slot, kind: Kind) -> list[Literal]:
        """For each candidat who could be of a kind before a jury, a literal of whether they are."""
        literals = []
        for applicant in self.problem.applicants:
            tasks = [self.problem.tasks[t] for t in applicant.tasks]
            unwatched = [t for t in tasks if t.unit < 0]
            if not self.patterns.may_be(applicant, slot.day, kind):
                continue
            days = [
                self.x.on(t, slot.day) if t.epreuve.id in kind.same_day else ~self.x.on(t, slot.day) for t in unwatched
            ]
            hears = [self.x.hears(self.problem.units[u], slot) for u in applicant.units]
            units = [h if i in kind.part or not kind.part else ~h for i, h in enumerate(hears)]
            literals.append(self.x.both(*units, *days))
        return [lit for lit in literals if lit is not self.x.false]

    def _no_more(self, slot: Slot, key: Key) -> list[Literal]:
        """Literals that hold where the jury hears no more candidats than the key has; none where that is always so."""
        count = sum(n for _, n in key.kinds)
        if slot.index not in self._seen:
            seen = [self.x.sees(a, slot) for a in self.problem.applicants]
            self._seen[slot.index] = self._ladder(total(seen), len(seen))
        ladder = self._seen[slot.index]
        return [~ladder[count]] if count < len(ladder) else []

    def _within(self, slot: Slot, window: Span) -> list[Literal]:
        """Literals that hold where the jury's hours lie in a window; none where the window is the whole day."""
        opens, closes = self.patterns.opening(slot.day)
        low, high = window
        literals: list[Literal] = []
        for bound, relation, opposite in (
            (low > opens, self.x.jury_start(slot) >= low, self.x.jury_start(slot) <= low - 1),
            (high < closes, self.x.jury_end(slot) <= high, self.x.jury_end(slot) >= high + 1),
        ):
            if bound:
                literal = self.x.model.new_bool_var("")
                self.x.model.add(relation).only_enforce_if(literal)
                self.x.model.add(opposite).only_enforce_if(~literal)
                literals.append(literal)
        return literals

    def _at_most(self, slot: Slot, niveau: str, value: int) -> Literal:
        literal = self.x.model.new_bool_var("")
        minutes = self._minutes[niveau, slot.index]
        self.x.model.add(minutes <= value).only_enforce_if(literal)
        self.x.model.add(minutes >= value + 1).only_enforce_if(~literal)
        return literal


# What the master decides (an assignment), what it proves (bounds), and how sets of bounds are compared.


@dataclass(slots=True)
class Assignment:
    """What the master decided, by index: everything but the hours.

    `hears`: the jury (slot) of each chain. `sitting`: the membres of each jury. `day_of`: the day of each task without
    jury. `minutes`: what each jury-day costs at each level in minutes; their sum is the level's bound. `keys` describe
    the jury-days; `heard` are their candidats, in the order of the key.
    """

    hears: dict[int, int] = field(default_factory=dict)
    sitting: dict[int, tuple[int, ...]] = field(default_factory=dict)
    day_of: dict[int, int] = field(default_factory=dict)
    minutes: dict[tuple[str, int], int] = field(default_factory=dict)
    keys: dict[int, Key] = field(default_factory=dict)
    heard: dict[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Bounds:
    """What the master proved: a bound for each level that it closed, and an assignment that would reach them.

    `floors` are bounds of levels that it left open, valid given that the closed ones are at theirs.
    `impossible` when even the relaxation has no solution.
    """

    levels: dict[str, int]
    assignment: Assignment | None
    floors: dict[str, int] = field(default_factory=dict)
    impossible: bool = False


def levels_proven(values: Mapping[str, int], bounds: Mapping[str, int]) -> int:
    """How many levels, from the first on, these bounds prove of a plan that costs these values."""
    return sum(1 for _ in takewhile(lambda nom: bounds.get(nom) == values[nom], values))


def agreed(counted: Mapping[str, int], closed: Mapping[str, int]) -> dict[str, int]:
    """The bounds of the master, and those of counting at further levels if both agree on all that the master closed."""
    return {**counted, **closed} if all(counted.get(nom) == bound for nom, bound in closed.items()) else dict(closed)


def strongest(values: Mapping[str, int], *known: Mapping[str, int]) -> dict[str, int]:
    """Of several sets of bounds, the one that proves most levels of a plan, with the best bound of the next level.

    A bound is valid given the levels before it: that of the next level holds whichever set proved those before.
    """
    proven = max(levels_proven(values, bounds) for bounds in known)
    most = [bounds for bounds in known if levels_proven(values, bounds) == proven]
    told = dict(most[0])
    for nom in list(values)[proven : proven + 1]:
        told |= {nom: max(bounds[nom] for bounds in most if nom in bounds)} if any(nom in b for b in most) else {}
    return told


# The master: its model, then the ways to ask it.

WITHOUT_HOURS = binding(Binding.DAYS)
"""The rules that bind jury-days together, or days, and need no hour to be worth posting."""

STRENGTHENED = (
    membre_days_by_quota,
    membres_of_juries,
    days_in_order,
    juries_in_order,
    halves_of_days,
    juries_in_rooms,
)
"""The strengthenings of the whole model that hold without hours; those on presence are the master's own."""

PLACES = binding(Binding.ROOMS)
"""The rules that the master relaxes: it has only their strengthenings."""

UNSOLVED_LEVELS = tallied(Tally.LAST)
"""Soft rules of the last level, which the master leaves to the whole model."""


class Master:
    """The master of a problem; its model is relaxed, and grows by cuts as patterns are solved."""

    def __init__(
        self, problem: Problem, patterns: Patterns, clock: Clock, regles: tuple[str, ...] = (*WITHOUT_HOURS, *PLACES)
    ) -> None:
        self.problem = problem
        self.patterns = patterns
        self.model = cp_model.CpModel()
        self.x = Variables(problem, self.model)
        self.clock = clock
        post = Poster(self.model)
        for regle in (r for r in regles if r not in PLACES):
            CONSTRAINTS[regle](problem, self.x, post)
        self.costs = Objective(problem, self.x)
        # strengthenings follow from all the rules together, and hold only where none is left out
        complete = set(regles) >= {*WITHOUT_HOURS, *PLACES} and set(patterns.regles) >= set(WITHIN_A_JURY_DAY)
        for strengthening in STRENGTHENED if complete else ():
            strengthening(problem, self.x, self.costs)
        if complete:
            pinned_without_hours(problem, self.x, post)
        self._minutes = {
            (niveau.nom, slot.index): self.model.new_int_var(0, _most(problem, niveau), "")
            for niveau in patterns.levels
            for slot in problem.slots
        }
        self.cuts = Cuts(problem, patterns, self.x, self._minutes, complete)
        self._shared_middays: dict[str, list[IntVar]] = {}
        """by level: what juries that share a membre cost more than their jury-days alone"""
        self._hours_of_juries()
        if complete:
            self._presence_by_work()

    def _hours_of_juries(self) -> None:
        """A jury's hours hold at least the watching: a coarse bound until cuts say more."""
        for slot in self.problem.slots:
            opens, closes = self.patterns.opening(slot.day)
            start, end = self.x.jury_start(slot), self.x.jury_end(slot)
            self.model.add(start >= opens)
            self.model.add(end <= closes)
            work = total(
                sum(s.minutes for t in unit.tasks for s in self.problem.tasks[t].steps if s.watched)
                * self.x.hears(unit, slot)
                for unit in self.problem.units
            )
            if self.problem.watched_together == 1:
                self.model.add(end - start >= work).only_enforce_if(self.x.used(slot))

    def _presence_by_work(self) -> None:
        """Where a level counts presence, bound it from below by work: of each jury-day, and of all of them together."""
        for niveau in self.patterns.levels:
            if [(t.regle, t.poids) for t in niveau.termes] == [("presence_jury", 1)]:
                self._count_in_steps(niveau)
                presences: dict[int, Expr] = {s.index: self._work(niveau, s) for s in self.problem.slots}
                parallel_juries(self.problem, self.x, presences)
                long_days_break_inside(self.problem, self.x, presences)
                breaks_of_who_is_shared(self.problem, self.x, presences)
                self._shared_middays[niveau.nom] = list(self._midday_of_sharing(niveau))
            weight = sum(self.problem.waits.du_terme(niveau, t) for t in niveau.termes if t.regle == "presence_jury")
            if weight:
                of_all = total(self._minutes[niveau.nom, slot.index] for slot in self.problem.slots)
                self.model.add(of_all >= weight * least_presence_of_all(self.problem, self.x))
            for slot in self.problem.slots if weight else ():
                minutes = self._minutes[niveau.nom, slot.index]
                work = least_presence(self.problem, self.x, slot) + midday_by_work(self.problem, self.x, slot)
                self.model.add(minutes >= weight * work)
                if len(niveau.termes) == 1:
                    hours = self.x.jury_end(slot) - self.x.jury_start(slot)
                    most = hours - least_work_in(self.problem, 0)
                    self.model.add(weight * most >= minutes).only_enforce_if(self.x.used(slot))

    def _count_in_steps(self, niveau: Niveau) -> None:
        """Presence counts whole steps, and midday: a jury's minutes are a multiple of their greatest common divisor."""
        step = granularity(self.problem, niveau)
        for slot in self.problem.slots:
            steps = self.model.new_int_var(0, _most(self.problem, niveau), "")
            self.model.add(self._minutes[niveau.nom, slot.index] == step * steps)

    def _work(self, niveau: Niveau, slot: Slot) -> IntVar:
        """A variable of at least a jury's work: of its presence without midday and the rounding up to whole steps."""
        work = self.model.new_int_var(0, DAY, "")
        self.model.add(work >= self._minutes[niveau.nom, slot.index] + least_work_in(self.problem, 0))
        self.model.add(work >= least_presence(self.problem, self.x, slot))
        return work

    def _midday_of_sharing(self, niveau: Niveau) -> Iterator[IntVar]:
        """What a jury that shares a membre with another of its day costs more: midday, unless it is counted already.

        Where the presence exceeds the work by midday or more, midday may be counted already.
        """
        midday = self.problem.reglages.presence_midi
        for day in self.problem.days if self.problem.shared_membres else ():
            for slot in self.problem.slots_of(day.index):
                more = self.model.new_int_var(0, midday, "")
                there = self.model.new_bool_var("")
                minutes = self._minutes[niveau.nom, slot.index]
                least = least_presence(self.problem, self.x, slot) + midday
                self.model.add(minutes >= least).only_enforce_if(there)
                for other in (s for s in self.problem.slots_of(day.index) if s is not slot):
                    if set(slot.pool) & set(other.pool):
                        shares = self.x.shares(*sorted((slot, other), key=lambda s: s.index))
                        self.model.add(more >= midday).only_enforce_if(~there, shares)
                yield more

    def any_assignment(self) -> Bounds:
        """An assignment, whatever it costs, or the proof that there is none; neither if time runs out."""
        self.model.clear_objective()  # type: ignore[no-untyped-call]
        return self._any(self.clock.left())

    def of_few_juries(self) -> Bounds:
        """An assignment of few juries, then of few candidat-days, as found soon; or the proof that there is none."""
        juries = total(self.x.used(slot) for slot in self.problem.slots)
        most_days = len(self.problem.applicants) * len(self.problem.days)
        self.model.minimize(most_days * juries + self.costs.cost("jours_candidat"))
        return self._any(SOON)

    def limit(self, niveau: Niveau, value: int) -> None:
        """From now on, a level costs no more than a value."""
        self.model.add(self._level(niveau) <= value)

    def put_aside(self, assignment: Assignment, *, numbers: bool) -> None:
        """Exclude an assignment's juries, or all with these slots in use (`numbers`): no bound holds any more."""
        slots = [self.problem.slots[s] for s in assignment.sitting]
        if numbers:
            used = {slot.index for slot in slots}
            self.model.add_bool_or(
                ~self.x.used(slot) if slot.index in used else self.x.used(slot) for slot in self.problem.slots
            )
            return
        sits = [self.x.sits(person, slot) for slot in slots for person in assignment.sitting[slot.index]]
        self.model.add(total(sits) <= len(sits) - 1)

    def _any(self, most: float) -> Bounds:
        """An assignment, by searches of `most` seconds at first, twice as long each time that nothing is found."""
        bounds = Bounds({}, None)
        while left := self.clock.left():
            solver, status = run(self.model, self.clock, most)
            bounds.impossible = status == cp_model.INFEASIBLE
            if bounds.impossible or (status not in FOUND and left <= most):
                break
            if status not in FOUND:
                most *= 2
                continue
            if not self.cuts.learn(solver, 0):
                bounds.assignment = self._assignment(solver)
                break
            hint(self.model, solver)
        return bounds

    def refutes_better(self, values: dict[str, int], known: dict[str, int]) -> dict[str, int]:
        """Bounds that show, level after level, that no plan is lexicographically better than these values.

        Each bound, like those already `known`, is valid given that the levels before are at their value. The bounds end
        with the first level that is not closed in time, or before the first level that could be better.
        """
        bounds: dict[str, int] = {}
        for niveau in self.problem.reglages.niveaux:
            if niveau.nom not in values:
                break
            objective, value = self._level(niveau), values[niveau.nom]
            shown = known.get(niveau.nom) == value
            levels = self._levels_in_minutes(niveau)
            bound = value if shown else self._least_below(objective, value, levels)
            if bound is None:
                break
            bounds[niveau.nom] = max(bound, min(known.get(niveau.nom, 0), value))
            if bounds[niveau.nom] < value:
                break
            self.model.add(objective <= value)
        return bounds

    def _least_below(self, objective: Expr, value: int, levels: int) -> int | None:
        """A lower bound of a level, no greater than its value; None where a better plan is not excluded."""
        reached = 0
        while self.clock.left():
            trial = self.model.clone()
            trial.add(objective <= value - 1)
            trial.minimize(objective)
            solver, status = run(trial, self.clock)
            if status == cp_model.INFEASIBLE:
                return value
            reached = max(reached, at_least(solver))
            if status == cp_model.UNKNOWN:
                return min(reached, value)
            still_open = self.patterns.open
            if not self.cuts.learn(solver, levels):
                return None if status == cp_model.OPTIMAL else reached
            if self.patterns.open > still_open:
                return reached
        return reached

    def close(self, known: dict[str, int] | None = None) -> Iterator[Bounds]:
        """After each level closed: the bounds so far, and the assignment that reaches them; or that there is no plan.

        `known` are bounds from elsewhere, each valid given that the levels before are at theirs.
        """
        bounds = Bounds({}, None)
        for niveau in self.problem.reglages.niveaux:
            if any(t.regle in UNSOLVED_LEVELS for t in niveau.termes):
                return
            objective = self._level(niveau)
            if known and niveau.nom in known:
                self.model.add(objective >= known[niveau.nom])
            closed = self._close(niveau, objective, bounds)
            if closed and known and known.get(niveau.nom) != bounds.levels[niveau.nom]:
                known = None
            if closed or bounds.impossible:
                yield bounds
            if not closed:
                return

    def _levels_in_minutes(self, niveau: Niveau) -> int:
        """How many levels in minutes get cuts to close a level; at least presence, which tells how much a day holds."""
        return max(1, self.patterns.levels_up_to(niveau))

    def _level(self, niveau: Niveau) -> Expr:
        """A level as the master sees it: days exactly, minutes by a lower bound for each jury-day."""
        weight = self.problem.waits.du_terme
        days = total(weight(niveau, t) * self.costs.cost(t.regle) for t in niveau.termes if t.regle not in MINUTE_RULES)
        if any(t.regle in MINUTE_RULES for t in niveau.termes):
            sharing = total(self._shared_middays.get(niveau.nom, ()))
            return days + total(self._minutes[niveau.nom, slot.index] for slot in self.problem.slots) + sharing
        return days

    def _close(self, niveau: Niveau, objective: Expr, bounds: Bounds) -> bool:
        """Solve and cut until no cut is missing; the level's optimum then bounds every plan."""
        self.model.minimize(objective)
        while self.clock.left():
            solver, status = run(self.model, self.clock)
            if status == cp_model.INFEASIBLE:
                # once a level is closed, infeasible only says that no plan has all closed levels at their bounds
                bounds.impossible = not bounds.levels
                return False
            if status != cp_model.OPTIMAL:
                return False
            hint(self.model, solver)
            value, still_open = round(solver.objective_value), self.patterns.open
            if self.cuts.learn(solver, self._levels_in_minutes(niveau)):
                if self.patterns.open > still_open:
                    # patterns that do not close take long and lead to bounds that no plan reaches
                    bounds.floors[niveau.nom] = value
                    return False
                continue
            bounds.levels[niveau.nom] = value
            bounds.assignment = self._assignment(solver)
            self.model.add(objective <= value)
            return True
        return False

    # What was decided

    def _assignment(self, solver: cp_model.CpSolver) -> Assignment:
        """The assignment of a solution, with what each jury-day costs there."""
        used = [s for s in self.problem.slots if solver.boolean_value(self.x.used(s))]
        costs = {
            s.index: tuple(solver.value(self._minutes[n.nom, s.index]) for n in self.patterns.levels) for s in used
        }
        return self._decided(solver, {s.index: (self.cuts.key(solver, s), costs[s.index]) for s in used})

    def _decided(self, solver: cp_model.CpSolver, jury_days: dict[int, tuple[Key, tuple[int, ...]]]) -> Assignment:
        problem, x = self.problem, self.x
        result = Assignment()
        for slot in (s for s in problem.slots if s.index in jury_days):
            key, minutes = jury_days[slot.index]
            result.sitting[slot.index] = tuple(p for p in slot.pool if solver.boolean_value(x.sits(p, slot)))
            result.keys[slot.index] = key
            for niveau, cost in zip(self.patterns.levels, minutes, strict=True):
                result.minutes[niveau.nom, slot.index] = cost
            result.heard[slot.index] = self.cuts.in_order_of(key, slot, solver)
            heard = (u for u in problem.units if solver.boolean_value(x.hears(u, slot)))
            result.hears.update({unit.index: slot.index for unit in heard})
        for task in (t for t in problem.tasks if t.unit < 0):
            days = (d.index for d in problem.days if solver.boolean_value(x.on(task, d.index)))
            result.day_of[task.index] = next(days)
        return result

    # Jury-days counted elsewhere

    def realise(self, counted: Counted) -> Assignment | None:
        """An assignment of candidats and membres to jury-days that were counted without names; None if none is found.

        To be called once: its constraints stay in the model.
        """
        chosen: dict[tuple[int, JuryDay], IntVar] = {}
        for day in self.problem.days:
            here = Counter(j for j in counted.jury_days if j.day == day.index)
            slots = self.problem.slots_of(day.index)
            if sum(here.values()) > len(slots):
                return None
            for jury_day, times in here.items():
                for slot in slots:
                    chosen[slot.index, jury_day] = self._take(slot, jury_day)
                self.model.add(total(chosen[slot.index, jury_day] for slot in slots) == times)
            for slot in slots:
                self.model.add(total(chosen[slot.index, jury_day] for jury_day in here) == self.x.used(slot))
        for task in (t for t in self.problem.tasks if t.epreuve.id in counted.collective and t.unit < 0):
            self.model.add(self.x.on(task, counted.collective[task.epreuve.id]) == 1)
        self.model.clear_objective()  # type: ignore[no-untyped-call]
        solver, status = run(self.model, self.clock)
        if status not in FOUND:
            return None
        taken = {s: (j.key, j.minutes) for (s, j), literal in chosen.items() if solver.boolean_value(literal)}
        return self._decided(solver, taken)

    def _take(self, slot: Slot, jury_day: JuryDay) -> IntVar:
        """A literal that makes a jury that jury-day: it hears those candidats and nobody else, in those hours."""
        taken = self.model.new_bool_var("")
        low, high = jury_day.key.window
        self.model.add(self.x.jury_start(slot) >= low).only_enforce_if(taken)
        self.model.add(self.x.jury_end(slot) <= high).only_enforce_if(taken)
        for person in slot.pool:
            away = self.problem.unavailable(self.problem.people[person], self.problem.days[slot.day])
            if any(start < high and low < end for start, end in away):
                self.model.add_implication(taken, ~self.x.sits(person, slot))
        for kind, count in jury_day.key.kinds:
            self.model.add(total(self.cuts.heard(slot, kind)) == count).only_enforce_if(taken)
        seen = total(self.x.sees(a, slot) for a in self.problem.applicants)
        self.model.add(seen == sum(n for _, n in jury_day.key.kinds)).only_enforce_if(taken)
        return taken


def _most(problem: Problem, niveau: Niveau) -> int:
    """An upper bound of what a jury-day costs at a level in minutes: a whole day, and one for each candidat."""
    heaviest = max(a.wait_weight for a in problem.applicants) if problem.applicants else 1
    weights = sum(max(heaviest, 1) * problem.waits.du_terme(niveau, t) for t in niveau.termes)
    return DAY * (1 + len(problem.applicants)) * weights
