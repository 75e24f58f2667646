"""The master of a logic-based Benders decomposition: who is heard by which jury on which day, without hours.

The subproblems are jury-days: their patterns say whether a jury can hear those candidats. Where it cannot, that comes
back to the master as a cut.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ortools.sat.python import cp_model

from tpplanner.rules import Binding, binding
from tpplanner.solver.bounds.counting import Counted
from tpplanner.solver.bounds.patterns import Key, Kind, Patterns, key_of
from tpplanner.solver.bounds.program import JuryDay
from tpplanner.solver.model.constraints import CONSTRAINTS
from tpplanner.solver.model.constraints.candidat import pinned_without_hours
from tpplanner.solver.model.objective import Objective
from tpplanner.solver.model.posting import Expr, Literal, Poster, total
from tpplanner.solver.model.problem import DAY, Applicant, Problem, Slot, Span
from tpplanner.solver.model.strengthen import (
    breaks_of_who_is_shared,
    days_in_order,
    juries_in_order,
    juries_in_rooms,
    least_presence,
    long_days_break_inside,
    membre_days_by_quota,
    membres_of_juries,
    parallel_juries,
    rests_by_work,
)
from tpplanner.solver.model.variables import IntVar, Variables
from tpplanner.solver.model.workload import work_however_heard
from tpplanner.solver.run import FOUND, Clock, Manner, hint, run
from tpplanner.tuning import SOON, USUAL

# Cuts: no-goods where a jury-day is impossible.


class Cuts:
    """The cuts of a master's model: each forbids that one jury hears some candidats in some hours."""

    def __init__(self, problem: Problem, patterns: Patterns, x: Variables) -> None:
        self.problem, self.patterns, self.x = problem, patterns, x
        self._at_least: dict[tuple[int, Kind], list[IntVar]] = {}
        self._marks: set[tuple[Key, int]] = set()

    def learn(self, solver: cp_model.CpSolver) -> bool:
        """Ask whether each jury-day of a solution is possible; True if a cut was missing.

        Also True where time has run out: a cut may then still be missing.
        """
        used = (s for s in self.problem.slots if solver.boolean_value(self.x.used(s)))
        keys = dict.fromkeys(self.key(solver, slot) for slot in used)
        impossible = [key for key in keys if not self.patterns.possible(key)]
        for key in dict.fromkeys(map(self._core, impossible)):
            self.forbid(key)
        return bool(impossible) or not self.patterns.clock.left()

    def _core(self, key: Key) -> Key:
        """What an impossible jury-day comes down to: one that hears less, with no candidat more to be left out."""
        for kind, _ in key.kinds:
            less = Counter(dict(key.kinds))
            less[kind] -= 1
            fewer = replace(key, kinds=tuple((k, n) for k, n in less.items() if n))
            if fewer.kinds and not self.patterns.possible(fewer):
                return self._core(fewer)
        return key

    def key(self, solver: cp_model.CpSolver, slot: Slot) -> Key:
        """The key of a jury-day of a solution."""
        heard = self._heard_by(slot, solver)
        kinds = [self.kind(a, slot, solver) for a in heard]
        first = solver.boolean_value(self.x.first_day(slot.day))
        return key_of(
            self.patterns.alike(slot.day), first, self._window(solver, slot), kinds, turn=self.problem.shared_membres
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

    def forbid(self, key: Key) -> None:
        """No-goods: no jury of the days like the key's hears all of its candidats, or more, in its hours."""
        for slot in (s for s in self.problem.slots if self.patterns.alike(s.day) == key.day):
            if (key, slot.index) in self._marks:
                continue
            self._marks.add((key, slot.index))
            inside = [self._reaches(slot, kind, count) for kind, count in key.kinds]
            inside += self._within(slot, key.window)
            if key.first:
                inside.append(self.x.first_day(slot.day))
            self.x.model.add_bool_or([~lit for lit in inside])

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
        return min(by_hours, quota) if weighed and quota is not None else by_hours

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


# What the master decides.


@dataclass(slots=True)
class Assignment:
    """What the master decided, by index: everything but the hours.

    `hears`: the jury (slot) of each chain. `sitting`: the membres of each jury. `day_of`: the day of each task without
    jury. `minutes`: what each jury-day costs at each level in minutes, as it was counted; nothing where it was not.
    `keys` describe the jury-days; `heard` are their candidats, in the order of the key.
    """

    hears: dict[int, int] = field(default_factory=dict)
    sitting: dict[int, tuple[int, ...]] = field(default_factory=dict)
    day_of: dict[int, int] = field(default_factory=dict)
    minutes: dict[tuple[str, int], int] = field(default_factory=dict)
    keys: dict[int, Key] = field(default_factory=dict)
    heard: dict[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Proposal:
    """What the master proposes in the time: an assignment, that there is none even for the relaxation, or neither."""

    assignment: Assignment | None = None
    impossible: bool = False


# The master: its model, then the ways to ask it.

WITHOUT_HOURS = binding(Binding.DAYS)
"""The rules that bind jury-days together, or days, and need no hour to be worth posting."""

STRENGTHENED = (
    membre_days_by_quota,
    membres_of_juries,
    days_in_order,
    juries_in_order,
    juries_in_rooms,
)
"""The strengthenings of the whole model that the master posts too; those on juries' work are posted beside them.

Of the rules on rooms it has nothing else: they are relaxed.
"""


class Master:
    """The master of a problem; its model is relaxed, and grows by cuts as patterns are solved."""

    def __init__(self, problem: Problem, patterns: Patterns, clock: Clock) -> None:
        self.problem = problem
        self.patterns = patterns
        self.model = cp_model.CpModel()
        self.x = Variables(problem, self.model)
        self.clock = clock
        post = Poster(self.model)
        for regle in WITHOUT_HOURS:
            CONSTRAINTS[regle](problem, self.x, post)
        self.costs = Objective(problem, self.x)
        for strengthening in STRENGTHENED:
            strengthening(problem, self.x, self.costs)
        pinned_without_hours(problem, self.x, post)
        self.cuts = Cuts(problem, patterns, self.x)
        self._hours_of_juries()
        self._work_in_hours()

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

    def _work_in_hours(self) -> None:
        """A jury's hours hold its work and rests, those of the membres called what all their juries work and rest."""
        works: dict[int, Expr] = {}
        for slot in self.problem.slots:
            work = self.model.new_int_var(0, DAY, "")
            least = least_presence(self.problem, self.x, slot) + rests_by_work(self.problem, self.x, slot)
            self.model.add(work >= least)
            works[slot.index] = work
        parallel_juries(self.problem, self.x, works)
        long_days_break_inside(self.problem, self.x, works)
        breaks_of_who_is_shared(self.problem, self.x, works)

    def impossible(self) -> bool:
        """Whether a moment shows that there is no assignment, whatever the hours."""
        _, status = run(self.model, self.clock, SOON, manner=Manner.ANY)
        return status == cp_model.INFEASIBLE

    def of_few_juries(self) -> Proposal:
        """An assignment of few juries, then of few candidat-days, as found soon; or the proof that there is none."""
        juries = total(self.x.used(slot) for slot in self.problem.slots)
        most_days = len(self.problem.applicants) * len(self.problem.days)
        self.model.minimize(most_days * juries + self.costs.cost("jours_candidat"))
        return self._any()

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

    def _any(self) -> Proposal:
        """An assignment, by short searches at first, twice as long each time that nothing is proposed.

        One worker that propagates is asked first: it answers small masters in less than half the time of all workers,
        and the same on every run. Where it finds nothing, the linear relaxation has to help.
        """
        proposal, most = Proposal(), SOON
        while seconds := self.clock.left():
            solver, status = run(self.model, self.clock, most, effort=USUAL, manner=Manner.DECIDED)
            if status == cp_model.UNKNOWN:
                solver, status = run(self.model, self.clock, most)
            proposal.impossible = status == cp_model.INFEASIBLE
            if proposal.impossible or (status not in FOUND and seconds <= most):
                break
            if status not in FOUND:
                most *= 2
                continue
            if not self.cuts.learn(solver):
                proposal.assignment = self.assignment(solver)
                break
            hint(self.model, solver)
        return proposal

    # What was decided

    def assignment(self, solver: cp_model.CpSolver) -> Assignment:
        """The assignment of a solution; nothing is said of what its jury-days cost."""
        used = [s for s in self.problem.slots if solver.boolean_value(self.x.used(s))]
        nothing = (0,) * len(self.patterns.levels)
        return self._decided(solver, {s.index: (self.cuts.key(solver, s), nothing) for s in used})

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
        jury_days = {s: (j.key, j.minutes) for (s, j), literal in chosen.items() if solver.boolean_value(literal)}
        return self._decided(solver, jury_days)

    def _take(self, slot: Slot, jury_day: JuryDay) -> IntVar:
        """A literal that makes a jury that jury-day: it hears those candidats and nobody else, in those hours."""
        literal = self.model.new_bool_var("")
        low, high = jury_day.key.window
        self.model.add(self.x.jury_start(slot) >= low).only_enforce_if(literal)
        self.model.add(self.x.jury_end(slot) <= high).only_enforce_if(literal)
        for person in slot.pool:
            away = self.problem.unavailable(self.problem.people[person], self.problem.days[slot.day])
            if any(start < high and low < end for start, end in away):
                self.model.add_implication(literal, ~self.x.sits(person, slot))
        for kind, count in jury_day.key.kinds:
            self.model.add(total(self.cuts.heard(slot, kind)) == count).only_enforce_if(literal)
        seen = total(self.x.sees(a, slot) for a in self.problem.applicants)
        self.model.add(seen == sum(n for _, n in jury_day.key.kinds)).only_enforce_if(literal)
        return literal
