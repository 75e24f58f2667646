"""What jury-days cost, told to the master as cuts."""

from collections.abc import Callable
from itertools import pairwise

from ortools.sat.python import cp_model

from tpplanner.solver.kinds import Key, Kind, key_of
from tpplanner.solver.patterns import Patterns
from tpplanner.solver.posting import Expr, Literal, total
from tpplanner.solver.problem import Applicant, Problem, Slot, Span
from tpplanner.solver.variables import IntVar, Variables
from tpplanner.solver.workload import work_with


class Cuts:
    """The cuts of a master's model: each says what hearing some candidats costs a jury at least.

    `minutes` are the master's variables for what a jury-day costs, by level and slot; `complete` says that no rule is
    left out, so that what all rules together imply may be used.
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

    def learn(self, solver: cp_model.CpSolver, levels: int, until: float) -> bool:
        """Compute the patterns of the jury-days in use, for so many levels in minutes; True if any was not known.

        True as well where the clock has no more than `until` left: then some may not be known still.
        """
        with self.patterns.while_left(until):
            learned = self._learn(solver, levels)
        return learned or self.patterns.clock.left() <= until

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
        """Post the cut that these minutes break, if they cost less than the pattern at that level."""
        in_turn = all(minutes[before] <= self.patterns.in_turn(key, before) for before in range(level))
        floor = self.patterns.in_turn(key, level) if in_turn else self.patterns.alone(key, level)
        if minutes[level] < floor:
            self._everywhere(key, self._in_turn if level and in_turn else self._alone, level)
        return minutes[level] < floor

    def key(self, solver: cp_model.CpSolver, slot: Slot) -> Key:
        """The key of a jury-day of a solution."""
        heard = (a for a in self.problem.applicants if solver.boolean_value(self.x.sees(a, slot)))
        kinds = [self.kind(a, slot, solver) for a in heard]
        first = solver.boolean_value(self.x.first_day(slot.day))
        return key_of(
            self.patterns.alike(slot.day), first, self._window(solver, slot), kinds, turn=self.problem.by_turns
        )

    def in_order_of(self, key: Key, slot: Slot, solver: cp_model.CpSolver) -> tuple[int, ...]:
        """The candidats whom a jury hears, in the order of the kinds of its key."""
        heard = [a for a in self.problem.applicants if solver.boolean_value(self.x.sees(a, slot))]
        kinds = [kind for kind, _ in key.kinds]
        return tuple(i for _, i in sorted((kinds.index(self.kind(a, slot, solver)), a.index) for a in heard))

    def kind(self, applicant: Applicant, slot: Slot, solver: cp_model.CpSolver) -> Kind:
        """Of which kind a candidat is before a jury of a solution."""
        tasks = [self.problem.tasks[t] for t in applicant.tasks]
        same = frozenset(t.epreuve.id for t in tasks if t.unit < 0 and solver.boolean_value(self.x.on(t, slot.day)))
        units = enumerate(self.problem.units[u] for u in applicant.units)
        part = tuple(i for i, unit in units if solver.boolean_value(self.x.hears(unit, slot)))
        return self.patterns.kind_of(applicant, slot.day, same, part if len(part) < len(applicant.units) else ())

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
        self.x.model.add_bool_or([~lit for lit in inside])

    def _alone(self, key: Key, slot: Slot, inside: list[Literal], level: int) -> None:
        """Hearing these candidats, or more, costs at least that."""
        minutes = self._minutes[self.patterns.levels[level].nom, slot.index]
        self.x.model.add(minutes >= self.patterns.alone(key, level)).only_enforce_if(inside)

    def _in_turn(self, key: Key, slot: Slot, inside: list[Literal], level: int) -> None:
        """Hearing exactly these candidats costs at least that, when the levels before cost no more than their least."""
        names = [niveau.nom for niveau in self.patterns.levels]
        before = [self._at_most(slot, names[j], self.patterns.in_turn(key, j)) for j in range(level)]
        minutes = self._minutes[names[level], slot.index]
        conditions = [*inside, *self._no_more(slot, key), *before]
        self.x.model.add(minutes >= self.patterns.in_turn(key, level)).only_enforce_if(conditions)

    def _reaches(self, slot: Slot, kind: Kind, count: int) -> Literal:
        """Whether the jury hears at least that many candidats of a kind."""
        if (slot.index, kind) not in self._at_least:
            heard = self.heard(slot, kind)
            most = len(heard) if kind.part else min(len(heard), self._most(slot))
            self._at_least[slot.index, kind] = self._ladder(total(heard), most)
        ladder = self._at_least[slot.index, kind]
        return ladder[count - 1] if count <= len(ladder) else self.x.false

    def _ladder(self, number: Expr, most: int) -> list[IntVar]:
        """Literals of "at least 1, 2, … most": their sum is the number, so that the linear relaxation sees it."""
        ladder = [self.x.model.new_bool_var("") for _ in range(most)]
        self.x.model.add(total(ladder) == number)
        for less, more in pairwise(ladder):
            self.x.model.add_implication(more, less)
        return ladder

    def _most(self, slot: Slot) -> int:
        """At least as many candidats as a jury can hear whole in a day: by its hours, and by its quota."""
        opens, closes = self.patterns.opening(slot.day)
        work = min((work_with(self.problem, a) for a in self.problem.applicants), default=0)
        quota = self.problem.session.quota
        by_hours = (
            (closes - opens) // work if work and self.problem.watched_together == 1 else len(self.problem.applicants)
        )
        weighed = quota is not None and all(a.weight for a in self.problem.applicants)
        return min(by_hours, quota) if weighed and self._complete and quota is not None else by_hours

    def heard(self, slot: Slot, kind: Kind) -> list[Literal]:
        """For each candidat who could be of that kind there, whether he is: it hears those chains of his, no other."""
        literals = []
        for applicant in self.problem.applicants:
            tasks = [self.problem.tasks[t] for t in applicant.tasks]
            unwatched = [t for t in tasks if t.unit < 0]
            if self.patterns.kind_of(applicant, slot.day, kind.same_day, kind.part) != kind:
                continue
            days = [
                self.x.on(t, slot.day) if t.epreuve.id in kind.same_day else ~self.x.on(t, slot.day) for t in unwatched
            ]
            hears = [self.x.hears(self.problem.units[u], slot) for u in applicant.units]
            units = [h if i in kind.part or not kind.part else ~h for i, h in enumerate(hears)]
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
