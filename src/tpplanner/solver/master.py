"""Who is heard by which jury on which day, and who sits in it: everything but the hours.

A relaxation of the whole: its rules are those that know no hour, and each jury-day costs at least what its pattern
says. Patterns are computed for the jury-days that a solution uses, told to the model as cuts, and the model is solved
again until nothing new is learned: its optimum is then a bound for every plan, level after level.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil

from ortools.sat.python import cp_model

from tpplanner.domain.reglages import Niveau
from tpplanner.solver.constraints import CONSTRAINTS
from tpplanner.solver.objective import Objective
from tpplanner.solver.patterns import MINUTE_RULES, WITHIN_A_JURY_DAY, Key, Kind, Patterns, key_of
from tpplanner.solver.posting import Expr, Literal, Poster, total
from tpplanner.solver.problem import Applicant, Problem, Slot, Span
from tpplanner.solver.run import Clock, hint, run
from tpplanner.solver.strengthen import (
    days_in_order,
    halves_of_days,
    juries_in_order,
    juries_in_rooms,
    least_presence,
    long_days_break_inside,
    membre_days_by_quota,
    membres_of_juries,
    parallel_juries,
    work_with,
)
from tpplanner.solver.variables import IntVar, Variables

WITHOUT_HOURS = (
    "ordre_epreuves",
    "oraux_enchaines",
    "entretien_final_dernier",
    "candidat_disponible",
    "jury_nombre",
    "membre_habilite",
    "membre_qualifie",
    "membre_disponible",
    "lien_exclu",
    "jury_constant",
    "quota_jury",
    "personne_sans_chevauchement",
)
"""The rules that bind jury-days together, or days, and need no hour to be worth posting."""

STRENGTHENED = (
    membre_days_by_quota,
    membres_of_juries,
    days_in_order,
    juries_in_order,
    halves_of_days,
    juries_in_rooms,
)
"""What strengthens the master besides the bounds on presence."""

PLACES = ("salle_jury",)
"""Rules that the master holds by their strengthenings alone."""

UNSOLVED_LEVELS = ("equilibre", "ordre")
"""Soft rules of the last level, which the master leaves to the whole model."""


@dataclass(slots=True)
class Assignment:
    """What the master decided, by index: the jury (slot) of each chain, who sits in each jury used, other days.

    `minutes` are what each jury-day costs at each level in minutes; their sum is the level's bound. `keys` describe the
    jury-days, `heard` their candidats in the order of the key.
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

    `floors` are the bounds reached at a level that it left open, given those closed.
    `impossible` when even the relaxation has no solution.
    """

    levels: dict[str, int]
    assignment: Assignment | None
    floors: dict[str, int] = field(default_factory=dict)
    impossible: bool = False


class Master:
    """The master of a problem: its model grows by cuts as patterns are learned."""

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
        self._minutes = {
            (niveau.nom, slot.index): self.x.minute_of(f"level {niveau.nom} of", slot.index)
            for niveau in patterns.levels
            for slot in problem.slots
        }
        self._at_least: dict[tuple[int, Kind], list[IntVar]] = {}
        self._seen: dict[int, list[IntVar]] = {}
        self._complete = complete
        self._marks: set[tuple[object, ...]] = set()
        self._hours_of_juries()
        if complete:
            self._presence_by_work()

    def _hours_of_juries(self) -> None:
        """A jury's hours hold at least what it does; a coarse bound until patterns say more."""
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
        """Where a level counts presence, each jury-day's part of it is at least its work."""
        for niveau in self.patterns.levels:
            if [(t.regle, t.poids) for t in niveau.termes] == [("presence_jury", 1)]:
                presences: dict[int, Expr] = {s.index: self._minutes[niveau.nom, s.index] for s in self.problem.slots}
                parallel_juries(self.problem, self.x, presences)
                long_days_break_inside(self.problem, self.x, presences)
            weight = sum(t.poids for t in niveau.termes if t.regle == "presence_jury")
            for slot in self.problem.slots if weight else ():
                minutes = self._minutes[niveau.nom, slot.index]
                self.model.add(minutes >= weight * least_presence(self.problem, self.x, slot))
                if len(niveau.termes) == 1:
                    hours = self.x.jury_end(slot) - self.x.jury_start(slot)
                    self.model.add(weight * hours >= minutes).only_enforce_if(self.x.used(slot))

    def refutes(self, seconds: float) -> bool | None:
        """Whether no assignment is possible; None if that was not settled in the time."""
        self.model.clear_objective()  # type: ignore[no-untyped-call]
        until = self.clock.left() - seconds
        while (left := self.clock.left() - until) > 0:
            solver, status = run(self.model, self.clock, left)
            if status == cp_model.INFEASIBLE:
                return True
            if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                return None
            if not self._learn(solver, 1):
                return False
        return None

    def refutes_better(self, values: dict[str, int], known: dict[str, int], seconds: float) -> dict[str, int]:
        """The bounds that it takes to show that no plan is better than these values, level after level.

        `known` are bounds shown otherwise, each given that the levels before are at their value.
        Levels are closed in turn, each given that those before are at their value; it stops at the first that is not
        closed in the time (with the bound reached) or that could be better (without one).
        """
        bounds: dict[str, int] = {}
        until = self.clock.left() - seconds
        for niveau in self.problem.reglages.niveaux:
            if niveau.nom not in values:
                break
            objective, value = self._level(niveau), values[niveau.nom]
            shown = known.get(niveau.nom) == value
            levels = self._levels_in_minutes(niveau)
            bound = value if shown else self._least_below(objective, value, levels, until)
            if bound is None:
                break
            bounds[niveau.nom] = max(bound, min(known.get(niveau.nom, 0), value))
            if bounds[niveau.nom] < value:
                break
            self.model.add(objective <= value)
        return bounds

    def _least_below(self, objective: Expr, value: int, levels: int, until: float) -> int | None:
        """A lower bound of a level, of use below that value only; None where a better plan is not excluded."""
        reached = 0
        while (left := self.clock.left() - until) > 0:
            trial = self.model.clone()
            trial.add(objective <= value - 1)
            trial.minimize(objective)
            solver, status = run(trial, self.clock, left)
            if status == cp_model.INFEASIBLE:
                return value
            reached = max(reached, ceil(solver.best_objective_bound - 1e-6))
            if status == cp_model.UNKNOWN:
                return min(reached, value)
            still_open = self.patterns.open
            if not self._learn(solver, levels):
                return None if status == cp_model.OPTIMAL else reached
            if self.patterns.open > still_open:
                return reached
        return reached

    def close(self, seconds: float) -> Iterator[Bounds]:
        """The bounds and assignment after each level closed, as far as that time allows; or that there is none."""
        bounds = Bounds({}, None)
        until = max(0.0, self.clock.left() - seconds)
        for niveau in self.problem.reglages.niveaux:
            if any(t.regle in UNSOLVED_LEVELS for t in niveau.termes):
                return
            closed = self._close(niveau, self._level(niveau), bounds, until)
            if closed or bounds.impossible:
                yield bounds
            if not closed:
                return

    def _levels_in_minutes(self, niveau: Niveau) -> int:
        """How many levels in minutes count while that level is closed: those up to it, and presence always.

        Presence tells how much a day can hold, whatever the level.
        """
        order = [n.nom for n in self.problem.reglages.niveaux]
        rank = order.index(niveau.nom)
        return max(1, sum(order.index(n.nom) <= rank for n in self.patterns.levels))

    def _level(self, niveau: Niveau) -> Expr:
        """The level as the master sees it: days exactly, minutes through what each jury-day costs at least."""
        days = total(t.poids * self.costs.cost(t.regle) for t in niveau.termes if t.regle not in MINUTE_RULES)
        if any(t.regle in MINUTE_RULES for t in niveau.termes):
            return days + total(self._minutes[niveau.nom, slot.index] for slot in self.problem.slots)
        return days

    def _close(self, niveau: Niveau, objective: Expr, bounds: Bounds, until: float) -> bool:
        """Solve and cut until nothing new is learned; then the level's optimum bounds every plan."""
        self.model.minimize(objective)
        while (left := self.clock.left() - until) > 0:
            solver, status = run(self.model, self.clock, left)
            if status == cp_model.INFEASIBLE:
                bounds.impossible, bounds.assignment = True, None
                return False
            if status != cp_model.OPTIMAL:
                return False
            hint(self.model, solver)
            value, still_open = round(solver.objective_value), self.patterns.open
            if self._learn(solver, self._levels_in_minutes(niveau)):
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

    # Cuts

    def _learn(self, solver: cp_model.CpSolver, levels: int) -> bool:
        """Compute the patterns of the jury-days in use, for so many levels in minutes; True if any was not known."""
        learned = False
        for slot in (s for s in self.problem.slots if solver.boolean_value(self.x.used(s))):
            key = self._key(solver, slot)
            minutes = [solver.value(self._minutes[n.nom, slot.index]) for n in self.patterns.levels]
            if not self.patterns.possible(key):
                learned = True
                self._everywhere(key, self._forbid)
                continue
            for level in range(levels):
                learned = self._learn_level(key, level, minutes) or learned
        return learned

    def _learn_level(self, key: Key, level: int, minutes: list[int]) -> bool:
        """Post the cut that these minutes break, if they cost less than the pattern at that level."""
        in_turn = all(minutes[before] <= self.patterns.in_turn(key, before) for before in range(level))
        floor = self.patterns.in_turn(key, level) if in_turn else self.patterns.alone(key, level)
        if minutes[level] < floor:
            self._everywhere(key, self._in_turn if level and in_turn else self._alone, level)
        return minutes[level] < floor

    def _key(self, solver: cp_model.CpSolver, slot: Slot) -> Key:
        kinds = [self._kind(a, slot.day, solver) for a in self.problem.applicants if self._heard_whole(a, slot, solver)]
        first = solver.boolean_value(self.x.first_day(slot.day))
        return key_of(self.patterns.alike(slot.day), first, self._window(solver, slot), kinds)

    def _in_order_of_key(self, solver: cp_model.CpSolver, slot: Slot) -> tuple[int, ...]:
        heard = [a for a in self.problem.applicants if self._heard_whole(a, slot, solver)]
        kinds = [kind for kind, _ in self._key(solver, slot).kinds]
        ranked = sorted((kinds.index(self._kind(a, slot.day, solver)), a.index) for a in heard)
        return tuple(index for _, index in ranked)

    def _heard_whole(self, applicant: Applicant, slot: Slot, solver: cp_model.CpSolver) -> bool:
        units = (self.problem.units[u] for u in applicant.units)
        return all(solver.boolean_value(self.x.hears(u, slot)) for u in units)

    def _kind(self, applicant: Applicant, day: int, solver: cp_model.CpSolver) -> Kind:
        tasks = [self.problem.tasks[t] for t in applicant.tasks]
        same = frozenset(t.epreuve.id for t in tasks if t.unit < 0 and solver.boolean_value(self.x.on(t, day)))
        return self.patterns.kind_of(applicant, day, same)

    def _window(self, solver: cp_model.CpSolver, slot: Slot) -> Span:
        """The widest hours that the membres who sit allow around what the solution gives the jury."""
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
        """Post a cut on every jury-day on which the pattern holds."""
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
        """No jury-day like this one hears all of these candidats."""
        self.model.add_bool_or([~lit for lit in inside])

    def _alone(self, key: Key, slot: Slot, inside: list[Literal], level: int) -> None:
        """Hearing these candidats, or more, costs at least that."""
        minutes = self._minutes[self.patterns.levels[level].nom, slot.index]
        self.model.add(minutes >= self.patterns.alone(key, level)).only_enforce_if(inside)

    def _in_turn(self, key: Key, slot: Slot, inside: list[Literal], level: int) -> None:
        """Hearing exactly these candidats costs at least that, when the levels before cost no more than their least."""
        names = [niveau.nom for niveau in self.patterns.levels]
        before = [self._at_most(slot, names[j], self.patterns.in_turn(key, j)) for j in range(level)]
        minutes = self._minutes[names[level], slot.index]
        conditions = [*inside, *self._no_more(slot, key), *before]
        self.model.add(minutes >= self.patterns.in_turn(key, level)).only_enforce_if(conditions)

    def _reaches(self, slot: Slot, kind: Kind, count: int) -> Literal:
        """Whether the jury hears at least that many candidats of a kind."""
        if (slot.index, kind) not in self._at_least:
            heard = self._heard(slot, kind)
            self._at_least[slot.index, kind] = self._ladder(total(heard), min(len(heard), self._most(slot)))
        ladder = self._at_least[slot.index, kind]
        return ladder[count - 1] if count <= len(ladder) else self.x.false

    def _ladder(self, number: Expr, most: int) -> list[IntVar]:
        """Literals of "at least 1, 2, … most": their sum is the number, so that the linear relaxation sees it."""
        ladder = [self.model.new_bool_var("") for _ in range(most)]
        self.model.add(total(ladder) == number)
        for less, more in pairwise(ladder):
            self.model.add_implication(more, less)
        return ladder

    def _most(self, slot: Slot) -> int:
        """More candidats than a jury can hear whole in a day: by its hours, and by its quota."""
        opens, closes = self.patterns.opening(slot.day)
        work = min((work_with(self.problem, a) for a in self.problem.applicants), default=0)
        quota = self.problem.session.quota
        by_hours = (
            (closes - opens) // work if work and self.problem.watched_together == 1 else len(self.problem.applicants)
        )
        weighed = quota is not None and all(a.weight for a in self.problem.applicants)
        return min(by_hours, quota) if weighed and self._complete and quota is not None else by_hours

    def _heard(self, slot: Slot, kind: Kind) -> list[Literal]:
        """For each candidat who could be of that kind there, whether he is and the jury hears all of his chains."""
        literals = []
        for applicant in self.problem.applicants:
            tasks = [self.problem.tasks[t] for t in applicant.tasks]
            unwatched = [t for t in tasks if t.unit < 0]
            if self.patterns.kind_of(applicant, slot.day, kind.same_day) != kind:
                continue
            days = [
                self.x.on(t, slot.day) if t.epreuve.id in kind.same_day else ~self.x.on(t, slot.day) for t in unwatched
            ]
            units = [self.x.hears(self.problem.units[u], slot) for u in applicant.units]
            literals.append(self.x.both(*units, *days))
        return [lit for lit in literals if lit is not self.x.false]

    def _no_more(self, slot: Slot, key: Key) -> list[Literal]:
        """Literals under which the jury hears nobody besides the candidats of the key."""
        count = sum(n for _, n in key.kinds)
        if slot.index not in self._seen:
            seen = [self.x.sees(a, slot) for a in self.problem.applicants]
            self._seen[slot.index] = self._ladder(total(seen), len(seen))
        ladder = self._seen[slot.index]
        return [~ladder[count]] if count < len(ladder) else []

    def _within(self, slot: Slot, window: Span) -> list[Literal]:
        """Literals under which the jury's hours lie in a window; none where that is the whole day."""
        opens, closes = self.patterns.opening(slot.day)
        low, high = window
        literals: list[Literal] = []
        for bound, relation, opposite in (
            (low > opens, self.x.jury_start(slot) >= low, self.x.jury_start(slot) <= low - 1),
            (high < closes, self.x.jury_end(slot) <= high, self.x.jury_end(slot) >= high + 1),
        ):
            if bound:
                literal = self.model.new_bool_var("")
                self.model.add(relation).only_enforce_if(literal)
                self.model.add(opposite).only_enforce_if(~literal)
                literals.append(literal)
        return literals

    def _at_most(self, slot: Slot, niveau: str, value: int) -> Literal:
        literal = self.model.new_bool_var("")
        minutes = self._minutes[niveau, slot.index]
        self.model.add(minutes <= value).only_enforce_if(literal)
        self.model.add(minutes >= value + 1).only_enforce_if(~literal)
        return literal

    # What was decided

    def _assignment(self, solver: cp_model.CpSolver) -> Assignment:
        problem, x = self.problem, self.x
        result = Assignment()
        for slot in problem.slots:
            if solver.boolean_value(x.used(slot)):
                result.sitting[slot.index] = tuple(p for p in slot.pool if solver.boolean_value(x.sits(p, slot)))
                for niveau in self.patterns.levels:
                    key = niveau.nom, slot.index
                    result.minutes[key] = solver.value(self._minutes[key])
                result.keys[slot.index] = self._key(solver, slot)
                result.heard[slot.index] = self._in_order_of_key(solver, slot)
                heard = (u for u in problem.units if solver.boolean_value(x.hears(u, slot)))
                result.hears.update({unit.index: slot.index for unit in heard})
        for task in (t for t in problem.tasks if t.unit < 0):
            days = (d.index for d in problem.days if solver.boolean_value(x.on(task, d.index)))
            result.day_of[task.index] = next(days)
        return result
