"""One problem planned, stage by stage: any plan, bounds by counting, a plan that reaches them, then what is slower."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from itertools import takewhile

from ortools.sat.python import cp_model

from tpplanner.domain.reglages import Niveau
from tpplanner.solver.bounds.aggregate import Aggregate
from tpplanner.solver.bounds.counting import Counted, Counting
from tpplanner.solver.bounds.master import Assignment
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.bounds.program import JuryDay
from tpplanner.solver.model.objective import CHOSEN_LAST
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import Clock, Manner
from tpplanner.solver.search.beginning import (
    Beginning,
    assigned,
    cost_as_assigned,
    may_assign,
    may_build,
    may_learn,
    within_reach,
)
from tpplanner.solver.search.finish import Fewer, Improvement, as_planned
from tpplanner.solver.search.incumbent import Incumbent
from tpplanner.tuning import LARGE, MEDIUM, STAGE, TRY


class Settled(Enum):
    """How the planning of a problem ended; OPEN when time ran out before all was proven (or any plan found).

    BEYOND when a better plan was found, with more sharing of membres than the problem allows.
    """

    PROVEN = "proven"
    OPEN = "open"
    BEYOND = "beyond"
    IMPOSSIBLE = "impossible"


def nobody_sits_twice(problem: Problem, clock: Clock, values: Mapping[str, int], bounds: Mapping[str, int]) -> bool:
    """Whether nobody sits twice a day in any plan as good as one that costs these values, where that is proven.

    Then no sharing of membres can make a cheaper plan at the levels that the bounds leave open.
    """
    proven = list(values)[: levels_proven(values, bounds)]
    return Aggregate(problem, clock).nobody_sits_twice({nom: values[nom] for nom in proven})


def levels_proven(values: Mapping[str, int], bounds: Mapping[str, int]) -> int:
    """How many levels, from the first on, these bounds prove of a plan that costs these values."""
    return sum(1 for _ in takewhile(lambda nom: bounds.get(nom) == values[nom], values))


def agreed(counted: Mapping[str, int], closed: Mapping[str, int]) -> dict[str, int]:
    """The bounds closed, and those counted at further levels if both agree on all levels that are closed."""
    return {**counted, **closed} if all(counted.get(nom) == bound for nom, bound in closed.items()) else dict(closed)


def strongest(values: Mapping[str, int], *known: Mapping[str, int]) -> dict[str, int]:
    """Of several sets of bounds, the one that proves most levels of a plan, with the best bound of the next level.

    A bound is valid given the levels before it: that of the next level holds whichever set proved those before.
    """
    proven = max(levels_proven(values, bounds) for bounds in known)
    most = [bounds for bounds in known if levels_proven(values, bounds) == proven]
    joint_bounds = dict(most[0])
    for nom in list(values)[proven : proven + 1]:
        joint_bounds |= (
            {nom: max(bounds[nom] for bounds in most if nom in bounds)} if any(nom in b for b in most) else {}
        )
    return joint_bounds


def least_of_both(whole: Mapping[str, int], others: Mapping[str, int] | None) -> dict[str, int]:
    """Bounds of all plans, made of two sets of bounds: of plans that hear each candidat whole, and of the other plans.

    `others` is None where there are no other plans. Level after level, the bound is the lesser of the two. Once the
    other plans surely cost more, they are out of the comparison. Where they may cost less, the bounds end.
    """
    levels: dict[str, int] = {}
    for nom, least in whole.items():
        other = None if others is None else others.get(nom, 0)
        if other is not None and other < least:
            return levels | ({nom: other} if nom in (others or {}) else {})
        levels[nom] = least
        others = None if other is not None and other > least else others
    return levels


@dataclass
class Learned:
    """What is kept from one problem of a session to the next; `problem` is the one with all the sharing of membres."""

    problem: Problem
    clock: Clock
    patterns: Patterns
    counting: Counting | None = None
    """the last counting, with whose prices the next one begins"""
    unnamed: tuple[JuryDay, ...] = ()
    """jury-days counted in `problem` for which no names were found"""
    of_whole_days: dict[str, int] = field(default_factory=dict)
    """bounds of `problem`, from counting whole days"""
    fewer: Fewer | None = None
    """the search for fewer days, made once a round"""
    by_turns: Assignment | None = None
    """that of the plan known, in `problem`, if membres were seated by turns"""
    bounds: Mapping[str, int] = field(default_factory=dict)
    """those that earlier rounds have shown, of `problem`, so of all the problems"""

    def for_a_round(self, bounds: Mapping[str, int]) -> "Learned":
        """What the next round begins with: these bounds, and prices of jury-days; what did not close is sought anew."""
        self.patterns.begin_round()
        return Learned(self.problem, self.clock, self.patterns, self.counting, by_turns=self.by_turns, bounds=bounds)

    @cached_property
    def of_two_days(self) -> dict[str, int] | None:
        """Bounds of the plans of `problem` in which some candidat is heard on two days; None where there are none."""
        twice = Aggregate(self.problem, self.clock, twice=True)
        return None if twice.impossible() else twice.bounds()


class Settlement:
    """The planning of one problem within the time of the current stage of the clock.

    `best` is the incumbent, found in this problem or in an earlier one. `bounds` has dual bounds by level, each valid
    given that the levels before are at theirs.
    """

    def __init__(self, learned: Learned, problem: Problem, best: Incumbent) -> None:
        self.learned, self.problem, self.best = learned, problem, best
        self.clock, self.patterns = learned.clock, learned.patterns
        self.begin = Beginning(problem, self.patterns, best, self.clock)
        self.begin.assignment = learned.by_turns if self.is_last else None
        self.bounds: dict[str, int] = {}
        self.heard_whole: Counted | None = None
        """what was counted of the plans that hear each candidat whole, where some have several chains"""
        self.niveaux = problem.reglages.niveaux

    @property
    def is_last(self) -> bool:
        """Whether this is the problem with all the sharing of membres."""
        return self.problem is self.learned.problem

    @cached_property
    def bounded(self) -> list[Niveau]:
        """The levels for which bounds are sought: all but the last, which are left to `finish`."""
        return [n for n in self.niveaux if not any(t.regle in CHOSEN_LAST for t in n.termes)]

    def settle(self, *, directly: bool = False) -> Settled:
        """Plan the problem stage by stage; the stages that settle most problems come first.

        `directly`: a small one whose plan is known goes straight to the whole model, level by level.
        """
        if self.best.plan is None:
            begun = self._begin()
            if begun is not Settled.OPEN:
                return begun
        elif directly and not self.problem.heard_whole and may_learn(self.problem):
            counted = Counted()
            self._count_whole_days(counted)
            return self._level_by_level()
        with self.clock.part(STAGE * self.clock.left()):
            counted = self.count()
        if counted.impossible:
            return Settled.IMPOSSIBLE
        if self.realise(counted):
            return Settled.PROVEN
        if self._plan_as_counted(self.heard_whole or counted):
            return Settled.IMPOSSIBLE
        self.join_known()
        counted.levels = dict(self.bounds)
        given_up = self.best.plan is None and not self.is_last
        return Settled.OPEN if given_up else self._better(counted)

    def _begin(self) -> Settled:
        """Look for a first plan, then for one of fewer days on sheets: counting finds it unless chains are several."""
        with self.clock.part(STAGE * self.clock.left()):
            impossible = self.begin.soonest()
        if impossible:
            return Settled.IMPOSSIBLE
        if not self.problem.heard_whole:
            with self.clock.part(STAGE * self.clock.left()):
                self.keep_if_better(self.begin.in_two_days)
        if self.begin.assignment is not None and not self.problem.heard_whole:
            with self.clock.part(STAGE * self.clock.left()):
                return Settled.BEYOND if self._of_fewer_days_on_sheets() else Settled.OPEN
        return Settled.OPEN

    # Bounds by counting

    def count(self, reached: dict[str, int] | None = None) -> Counted:
        """Bounds by counting whole jury-days, without names; whole days where jury-days are not counted.

        `reached`: what a plan costs at each level. Counting first tries to show that no plan costs less.
        """
        if not self.problem.heard_whole:
            return self._count_of_several_chains(reached)
        counted = Counted()
        for counted in self._counting().close(reached):
            self.bounds = dict(counted.levels)
        if not counted.levels and not counted.impossible:
            self._count_whole_days(counted)
        return counted

    def _counting(self, *, whole: bool = False) -> Counting:
        known = self.learned.counting
        self.learned.counting = Counting(self.problem, self.patterns, self.clock, known, whole=whole)
        return self.learned.counting

    def _count_of_several_chains(self, reached: dict[str, int] | None) -> Counted:
        """Bounds where candidats have several chains: plans that hear them whole are counted by jury-days.

        The other plans are counted by whole days. The jury-days counted are returned only if every level is closed.
        """
        known = Counted()
        self._count_whole_days(known)
        others = self.learned.of_two_days
        if reached is None and self.best.whole is not None:
            reached = self.values()
        heard = Counted()
        with self.clock.part(TRY * self.clock.left()):
            for heard in self._counting(whole=True).close(reached, known.levels):
                self.heard_whole = heard
        if heard.impossible:
            return Counted(dict(known.levels), impossible=others is None)
        levels = least_of_both(heard.levels, others)
        self.bounds = agreed(known.levels, levels)
        return heard if len(levels) == len(self.bounded) else Counted(dict(self.bounds))

    def _count_whole_days(self, counted: Counted) -> None:
        learned = self.learned
        counted.levels = Aggregate(self.problem, self.clock).bounds(learned.fewer.proven if learned.fewer else {})
        if not self.is_last and not learned.of_whole_days:
            learned.of_whole_days = Aggregate(learned.problem, self.clock).bounds()
        if self.is_last and not counted.levels:
            counted.levels = dict(learned.of_whole_days)
        self.bounds = dict(counted.levels)

    def within_reach(self, counted: Counted) -> bool:
        """Whether the whole model is small enough to close levels that counting left open."""
        return within_reach(self.problem, LARGE if counted.jury_days else MEDIUM)

    # A plan that reaches the bounds

    def realise(self, counted: Counted) -> bool:
        """Look for names and hours for the jury-days counted, within the bounds: True if every level is then proven.

        True at once where the incumbent already reaches the bounds.
        """
        if len(counted.levels) < len(self.bounded):
            return False
        if self.meets(counted.levels):
            self._tell(counted.levels)
            return True
        if not counted.jury_days:
            return False
        if self.is_last and counted.jury_days == self.learned.unnamed:
            return False
        assignment = self.begin.names(counted)
        if assignment is None and self.is_last:
            self.learned.unnamed = counted.jury_days
        return assignment is not None and self._reach(assignment, counted.levels)

    def _reach(self, assignment: Assignment, levels: dict[str, int]) -> bool:
        """Look for hours for an assignment within bounds of all levels; True if found: they are then proven."""
        if not may_assign(self.problem, assignment, self.clock):
            return False
        whole = assigned(self.problem, assignment)
        whole.limit(levels)
        closed = [n for n in self.patterns.levels if n.nom in levels]
        cost_as_assigned(whole, assignment, closed)
        reached = self.begin.with_hours(whole, assignment, levels)
        reached = reached or self.best.try_within(whole, whole.model, STAGE * self.clock.left())
        if reached:
            self._tell(levels)
        return reached

    def _tell(self, proven: Mapping[str, int]) -> None:
        for nom, bound in proven.items():
            self.best.tell(nom, bound, bound)

    def _plan_as_counted(self, counted: Counted) -> bool:
        """Make a plan of the jury-days counted if the incumbent misses a bound, else any plan. True: none exists."""
        if not self._as_good_as(counted):
            self.keep_if_better(lambda: self.begin.as_counted(counted))
        return self.best.plan is None and self.begin.any_at_all()

    def keep_if_better(self, way: Callable[[], None]) -> None:
        """Look for a plan by `way`, which may replace the incumbent; the old one comes back where it costs no more."""
        known, assignment = self.best.copy(), self.begin.assignment
        way()
        if self.best.prefer(known):
            self.begin.assignment = assignment

    def _as_good_as(self, counted: Counted) -> bool:
        """Whether the incumbent reaches every bound counted; taken for granted where no model tells its costs."""
        if self.best.plan is None or self.best.whole is None:
            return self.best.plan is not None
        return self.meets(counted.levels)

    # A better plan

    def _better(self, counted: Counted) -> Settled:
        """Improve the incumbent, or find a first plan, by the slowest stages.

        Few of them where one long search at the end (`use_what_is_left`) closes more levels than several short ones.
        """
        if self._left_to_learn(counted.levels):
            self._down_to_bounds()
            return Settled.OPEN
        small = self.within_reach(counted)
        if self._membre_days_above(counted) and (counted.jury_days or not small):
            with self.clock.part(TRY * self.clock.left()):
                self.begin.seated_before_fewer()
        if not small:
            if not counted.jury_days:
                self.improvement().same_juries(self.problem, self.begin.assignment, self.proven())
            return Settled.OPEN
        if counted.jury_days:
            return self._level_by_level()
        if self._of_fewer_days(counted):
            return Settled.BEYOND
        if self.best.whole is not None:
            self._down_to_bounds()
            if not may_learn(self.problem) or self._left_to_learn(counted.levels):
                return Settled.OPEN
        with self.clock.part(TRY * self.clock.left()):
            return self._level_by_level()

    def _left_to_learn(self, bounds: Mapping[str, int]) -> bool:
        """Whether a worker that learns can close what is open, for all sharing: the problem is small.

        The levels in days are proven, and with them that nobody sits twice a day.
        """
        known = may_learn(self.problem) and self.best.whole is not None
        return known and levels_proven(self.values(), bounds) >= self._in_days and self._nobody_twice(bounds)

    def _nobody_twice(self, bounds: Mapping[str, int]) -> bool:
        """Whether, as these bounds prove, nobody sits twice a day in any plan as good as the incumbent."""
        known = self.best.whole is not None
        return known and nobody_sits_twice(self.learned.problem, self.clock, self.values(), bounds)

    def _membre_days_above(self, counted: Counted) -> bool:
        """Whether membre-days are the first level, and the incumbent has more of them than their bound."""
        firsts = [n.nom for n in self.niveaux[:1] if n.termes[0].regle == "journees_membre"]
        known = self.best.whole is not None
        return known and any(self.best.value(nom) > counted.levels.get(nom, 0) for nom in firsts)

    def _of_fewer_days_on_sheets(self) -> bool:
        """Look for a plan of fewer membre-days, or days, on sheets; whether one came in which membres sit by turns."""
        self.keep_if_better(self.begin.called_on_sheets)
        if self.is_last:
            return False
        by_turns, known = Beginning(self.learned.problem, self.patterns, self.best, self.clock), self.best.copy()
        by_turns.called_on_sheets()
        self.learned.by_turns = None if self.best.prefer(known) else by_turns.assignment
        return self.learned.by_turns is not None

    def _of_fewer_days(self, counted: Counted) -> bool:
        """Improve the incumbent, then look for a plan of fewer days, once in a session.

        The other way round where fewer membre-days may be found and time is kept for what follows, or where the problem
        with all the sharing is small: its levels are closed from any plan. Whether a plan came that shares more membres
        than this problem allows.
        """
        learned = self.learned
        looked = learned.fewer is not None or self.best.whole is None
        above = self._membre_days_above(counted) and not (looked or self.is_last)
        first = may_learn(learned.problem) or above
        if not first:
            self._improve_first()
        if looked:
            return False
        learned.fewer, before = Fewer(learned.problem, self.best, self.clock), self.best.whole
        learned.fewer.look(counted.levels)
        if learned.fewer.proven:
            self._count_whole_days(counted)
            self.join_known()
        if self.narrowest.shared_membres and not self.problem.shared_membres:
            return True
        if self.best.whole is not before:
            self.begin.assignment = None
        if self.best.whole is not before or first:
            self._improve_first()
        return False

    @property
    def narrowest(self) -> Problem:
        """The problem with no more juries a day than the incumbent has, and no more sharing."""
        assert self.best.plan is not None, "asked for when there is a plan"  # noqa: S101
        return self._of_no_worse(as_planned(self.learned.problem, self.best.plan))

    def _of_no_worse(self, problem: Problem) -> Problem:
        """The problem without plans that hear a candidat on two days, if these surely cost more than the incumbent."""
        if self.best.whole is None or self.problem.heard_whole:
            return problem
        others = self.learned.of_two_days
        costly = others is None or list(others.values()) > list(self.values().values())[: len(others)]
        return replace(problem, one_jury_each=costly)

    def _improve_first(self) -> None:
        if self.best.whole is not None:
            self.improvement().first(self.problem, self.begin.assignment, self.narrowest, self.proven())

    def _down_to_bounds(self) -> None:
        """Minimise the levels not proven but the last, one by one, before no more juries than the incumbent has.

        Only where that is narrower than the problem. It ends with the first level that does not close there.
        """
        improvement, closed = self.improvement(), self.proven()
        with self.clock.part(STAGE * self.clock.left()):
            while closed < len(self.bounded) - 1 and len((narrow := self.narrowest).slots) < len(self.problem.slots):
                known = self.bounds if closed == self.proven() else {}
                if not improvement.down_to(narrow, self.bounded, closed, known):
                    return
                closed += 1

    def _level_by_level(self) -> Settled:
        """Minimise the levels in turn over the whole model; a level is closed when its value meets its bound."""
        if not within_reach(self.problem) or not may_build(self.problem, self.clock):
            return Settled.OPEN
        whole = WholeModel(self._of_no_worse(self.problem), ordered=True)
        if self.best.plan is None:
            self.best.try_within(whole, whole.model, STAGE * self.clock.left())
        self.best.suggest_to(whole)
        floors, reached, proven = dict(self.bounds), True, True
        for i, niveau in enumerate(self.bounded):
            floor = floors.get(niveau.nom) if reached else None
            seconds = self.clock.left() * max(STAGE, 1 / (len(self.bounded) - i))
            minimum = self.best.minimise(whole, niveau, seconds, floor, Manner.LEARNING)
            if minimum.status == cp_model.INFEASIBLE:
                return Settled.IMPOSSIBLE
            if minimum.value is None:
                return Settled.OPEN
            self.bounds[niveau.nom] = minimum.bound
            reached = reached and minimum.value == floor
            proven = proven and minimum.value == minimum.bound
            whole.model.add(whole.levels[niveau.nom] <= minimum.value)
        return Settled.PROVEN if proven else Settled.OPEN

    # What is not proven

    def use_what_is_left(self, problems: Sequence[Problem]) -> None:
        """Spend the time left on bounds of the levels that are not proven, then on cheaper plans.

        Bounds must hold of the last of these problems, which has all the sharing. Where nobody sits twice a day, as is
        proven, bounds of the plainest problem, the first, hold of all of them. Cheaper plans are looked for
        before no more juries than the incumbent has, then where membres may share more, unless they share already.
        """
        if self.best.whole is None:
            return
        if self.proven() < len(self.bounded) - 1:
            with self.clock.part(STAGE * self.clock.left()):
                self._learn(self.bounded[:-1], problems)
        if self.proven() == len(self.bounded) - 1:
            self._learn(self.bounded, problems)
        if (proven := self.proven()) < len(self.bounded):
            narrow, wider = self.narrowest, [self._of_no_worse(problem) for problem in problems[1:]]
            self.improvement().last((narrow,) if narrow.shared_membres else (narrow, *wider), proven)

    def _learn(self, niveaux: Sequence[Niveau], problems: Sequence[Problem]) -> None:
        """Close these levels from the first that is not proven on, as far as a worker that learns can."""
        proven = self.proven()
        problem = self._of_no_worse(problems[0 if self._nobody_twice(self.bounds) else -1])
        closed = self.improvement().close(problem, niveaux, proven, self.bounds)
        before = {n.nom: self.bounds[n.nom] for n in self.bounded[:proven]}
        self.bounds = strongest(self.values(), self.bounds, before | closed)

    # What the incumbent costs

    def is_proven(self) -> bool:
        """Whether no plan costs less at any level for which bounds are sought."""
        return self.best.plan is not None and self.proven() == len(self.bounded)

    def join_known(self) -> None:
        """Take the bounds that earlier rounds have shown, where they prove more of the incumbent."""
        if self.learned.bounds and self.best.whole is not None:
            self.bounds = strongest(self.values(), self.bounds, self.learned.bounds)

    def values(self) -> dict[str, int]:
        """What the incumbent costs at each level for which bounds are sought."""
        self.best.tighten()
        return {n.nom: self.best.value(n.nom) for n in self.bounded}

    def meets(self, levels: Mapping[str, int]) -> bool:
        """Whether the incumbent is in a model and reaches each of these bounds."""
        return self.best.whole is not None and levels_proven(self.values(), levels) == len(levels)

    def proven(self) -> int:
        """How many levels, from the first on, the incumbent is proven at; none where it is in no model."""
        return levels_proven(self.values(), self.bounds) if self.best.whole is not None else 0

    def improvement(self) -> Improvement:
        """The searches for a plan that costs less, none of which raises the first levels, those in days."""
        return Improvement(self.best, self.clock, self._in_days)

    @property
    def _in_days(self) -> int:
        """How many levels, from the first on, are in days."""
        in_minutes = {n.nom for n in self.patterns.levels}
        return sum(1 for _ in takewhile(lambda n: n.nom not in in_minutes, self.bounded))
