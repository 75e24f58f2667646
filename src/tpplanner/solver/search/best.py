"""The search for the best plan: any plan first, then bounds, then a plan that reaches them, as the time allows."""

from collections.abc import Callable, Mapping
from enum import Enum
from itertools import takewhile

from ortools.sat.python import cp_model

from tpplanner.domain.answers import Borne, Infeasible, Outcome, Planned, Unfinished
from tpplanner.domain.reglages import Terme
from tpplanner.domain.session import Session
from tpplanner.solver.bounds.aggregate import Aggregate
from tpplanner.solver.bounds.counting import Counted, Counting
from tpplanner.solver.bounds.master import UNSOLVED_LEVELS, Assignment, Bounds, Master, agreed, levels_proven, strongest
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.bounds.program import JuryDay
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import Budget, Clock
from tpplanner.solver.search.beginning import (
    FEWER_SHARE,
    FIRST_SHARE,
    UNCOUNTED_HEARINGS,
    WHOLE_HEARINGS,
    Beginning,
    assigned,
    cost_as_assigned,
    in_the_end,
    may_assign,
    may_build,
    within_reach,
)
from tpplanner.solver.search.finish import LAST_LEVELS_SECONDS, TIDY_SECONDS, Fewer, Finish, Improvement
from tpplanner.solver.search.incumbent import Incumbent, Listener

# Whether a membre who sits in two juries of a day could help at all.


def one_jury_in_all(problem: Problem, values: Mapping[str, int], bounds: Mapping[str, int]) -> bool:
    """Whether the membre-days that a plan is proven to need are those of one jury: no other has a membre of it.

    Two juries of a day differ by a membre, so that each day with two of them calls one membre more than a jury has.
    """
    session = problem.session
    proven = list(values)[: levels_proven(values, bounds)]
    alone = {n.nom for n in problem.reglages.niveaux if n.termes == (Terme("journees_membre", 1),)}
    called = [values[nom] for nom in proven if nom in alone]
    return not session.jurys and called == [session.referentiel.membres_min]


# The search for the best plan: any plan first, then bounds, then a plan that reaches them, as the time allows.

PLAIN_SHARE = 0.6
"""The part of what is left for planning with less sharing of membres than there might be."""

SHARING_SHARE, OPEN_SHARING_SHARE = 0.8, 0.25
"""Of what is left, the part for showing that sitting in two would not help: of a plan proven best without, or not."""

COUNTING_SHARE = 0.7
"""The part of a settlement's time for bounds by whole jury-days."""

MANY_COUNTING_SHARE = 0.4
"""The same where the whole model is out of reach and no plan is known: names and hours take longer than counting."""

KEPT_SHARE = 0.5
"""Where jury-days are not counted, the part of a settlement's time that is kept for one long search in the end: there
few bounds close, and one long search finds more than several short ones.
"""

FEWER_DAYS_SHARE = 0.5
"""Where jury-days are not counted, the part of a settlement's time for fewer days than the plan known takes."""

AS_COUNTED = 3
"""How many times what a plan of candidats seated took may be needed for one of jury-days counted."""

MASTER_SHARE, UNCOUNTED_SHARE = 0.6, 0.5
"""The part of a settlement's time that its master may take, where jury-days are counted or not."""

HOURS_SHARE = 0.5
"""Of what is left of it, the part for finding hours in one model of the master's juries."""

OPEN_LEVEL_SHARE = 0.5
"""Of what is left for the whole model, the least that a level takes before the next one."""

RESERVED_SHARE = 0.1
"""The most of the budget that is kept for the last levels and for the choice among plans as good."""


class Settled(Enum):
    """How the planning of a problem ended; OPEN when time ran out before all was proven (or any plan found).

    BEYOND when a better plan asks for more sharing of membres than there is in it.
    """

    PROVEN = "proven"
    OPEN = "open"
    BEYOND = "beyond"
    IMPOSSIBLE = "impossible"


def best_plan(session: Session, budget: Budget, listen: Listener | None = None) -> Outcome:
    """The best plan of a session within a budget, with a bound for each level reached."""
    return _Search(from_the_plainest(session), Clock(budget), listen).outcome()


def _master_helps(problem: Problem, counted: Counted) -> bool:
    """Whether the master of a problem is small enough to close what counting did not."""
    return within_reach(problem, WHOLE_HEARINGS if counted.jury_days else UNCOUNTED_HEARINGS)


class _Search:
    def __init__(self, problems: tuple[Problem, ...], clock: Clock, listen: Listener | None) -> None:
        *self.plainer, self.problem = problems
        problem = self.problem
        self.clock = clock
        self.best = Incumbent(clock, listen)
        self.bornes: dict[str, int] = {}
        self.niveaux = problem.reglages.niveaux
        self.patterns = Patterns(problem, clock)
        self.counting: Counting | None = None
        self.unnamed: tuple[JuryDay, ...] = ()
        """jury-days of the last problem for which no names were found"""
        self.of_whole_days: dict[str, int] = {}
        """bounds of the last problem, counted while there was time"""
        self.reserve = min(LAST_LEVELS_SECONDS + 2 * TIDY_SECONDS, RESERVED_SHARE * clock.budget.seconds)
        self.mastered = [n for n in self.niveaux if not any(t.regle in UNSOLVED_LEVELS for t in n.termes)]
        in_minutes = {n.nom for n in self.patterns.levels}
        self.in_days = sum(1 for _ in takewhile(lambda n: n.nom not in in_minutes, self.mastered))
        self.fewer: Fewer | None = None

    def outcome(self) -> Outcome:
        if not self.problem.slots:
            return Infeasible()
        for plainer in self.plainer:
            settled = self._settle(plainer, PLAIN_SHARE * self.clock.left())
            if settled is Settled.BEYOND:
                self._settle(self.problem, self.clock.left() - self.reserve)
            elif self.best.plan is not None:
                self._compare_with_sharing(plainer, settled)
            if self.best.plan is not None:
                self._use_what_is_left(plainer, self.problem)
                return self._conclude()
        settled = self._settle(self.problem, self._left(max(self.reserve, self.clock.impatience)))
        ways = (*self.plainer[:1], self.problem)
        if self.best.plan is None and (settled is Settled.IMPOSSIBLE or in_the_end(ways, self.best, self.clock)):
            return Infeasible()
        self._use_what_is_left(self.problem)
        return self._conclude()

    def _conclude(self) -> Outcome:
        stopped = self.clock.budget.stop.is_set()
        if self.best.plan is None:
            return Unfinished(self._bornes(), interrompu=stopped)
        last = [n for n in self.niveaux if n not in self.mastered]
        self.bornes |= Finish(self.problem, self.patterns, self.best, self.clock).improve(last)
        return Planned(self.best.plan, self._bornes(), interrompu=stopped)

    def _bornes(self) -> tuple[Borne, ...]:
        return tuple(Borne(n.nom, self.bornes[n.nom]) for n in self.niveaux if n.nom in self.bornes)

    # One problem

    def _settle(self, problem: Problem, seconds: float) -> Settled:
        """Plan a problem within so many seconds."""
        until = max(0.0, self.clock.left() - seconds)
        begin = Beginning(problem, self.patterns, self.best, self.clock)
        if self.best.plan is None and begin.soonest(seconds):
            return Settled.IMPOSSIBLE
        much = self.best.plan is not None or within_reach(problem)
        counting = (COUNTING_SHARE if much else MANY_COUNTING_SHARE) * seconds
        counted = self._count(problem, min(counting, max(0.0, self._left(until) - AS_COUNTED * begin.took)))
        if counted.impossible:
            return Settled.IMPOSSIBLE
        if self._realise(begin, counted, until):
            return Settled.PROVEN
        if self._begin(begin, counted, until):
            return Settled.IMPOSSIBLE
        given_up = self.best.plan is None and problem is not self.problem
        return Settled.OPEN if given_up else self._better(begin, counted, until)

    def _better(self, begin: Beginning, counted: Counted, until: float) -> Settled:
        """Make the plan known better, or find one, in the ways that take longest."""
        problem = begin.problem
        helps = _master_helps(problem, counted)
        if self._membre_days_above(counted) and (counted.jury_days or not helps):
            begin.seated_before_fewer(FEWER_SHARE * self._left(until))
        if helps and not counted.jury_days:
            found = self._of_fewer_days(begin, counted, until)
            if found is not None and found.problem is not problem:
                return Settled.BEYOND
            until += KEPT_SHARE * self._left(until)
        if (helps or self.best.plan is None) and may_build(problem, self._left(until)):
            return self._with_master(begin, counted, until)
        if begin.kept is not None and not counted.jury_days and self._left(until) > begin.took:
            self._descend(problem, begin.kept, {}, until, 1.0)
        return Settled.OPEN

    def _of_fewer_days(self, begin: Beginning, counted: Counted, until: float) -> Beginning | None:
        """Make the plan known better, and look once for one of fewer days: how that was found, if it was just now."""
        if self.fewer is not None and self.fewer.begin is not None and self.fewer.begin.problem is begin.problem:
            begin.kept = self.fewer.begin.kept
        self._improvement().first(begin.problem, begin.kept, self._left(until), self._proven())
        if self.fewer is not None or self.best.whole is None or not _master_helps(self.problem, counted):
            return None
        problems = (begin.problem, self.problem)
        self.fewer = Fewer(problems[begin.problem is self.problem :], self.patterns, self.best, self.clock)
        self.fewer.look(counted.levels, FEWER_DAYS_SHARE * self._left(until))
        if self.fewer.proven:
            self._count_whole_days(begin.problem, counted)
        found = self.fewer.begin
        if found is not None and found.problem is begin.problem:
            begin.kept = found.kept
            self._improvement().first(begin.problem, begin.kept, self._left(until), self._proven())
        return found

    def _begin(self, begin: Beginning, counted: Counted, until: float) -> bool:
        """A plan as counted, where the one known is not as good, or any plan at all; whether there is none."""
        if not self._as_good_as(counted):
            self._keep_if_better(begin, lambda: begin.as_counted(counted, self._left(until)))
        return self.best.plan is None and begin.any_at_all(self._left(until))

    def _keep_if_better(self, begin: Beginning, way: Callable[[], None]) -> None:
        """Look for a plan in a way of its own; the one known stays where that one costs no less."""
        known, kept = self.best.copy(), begin.kept
        way()
        if self.best.prefer(known):
            begin.kept = kept

    def _as_good_as(self, counted: Counted) -> bool:
        """Whether the plan known, if it is in a model, reaches every bound counted."""
        if self.best.plan is None or self.best.whole is None:
            return self.best.plan is not None
        return levels_proven(self._values(), counted.levels) == len(counted.levels)

    def _membre_days_above(self, counted: Counted) -> bool:
        """Whether membre-days are asked for first, and the plan has more of them than counting says that it takes."""
        firsts = [n.nom for n in self.niveaux[:1] if n.termes[0].regle == "journees_membre"]
        known = self.best.whole is not None
        return known and any(self.best.value(nom) > counted.levels.get(nom, 0) for nom in firsts)

    def _with_master(self, begin: Beginning, counted: Counted, until: float) -> Settled:
        """Levels closed by the master, hours for its assignment, and the whole model for what is left."""
        problem, known = begin.problem, self.best.copy()
        bounds, met, assignment = self._mastered(begin, counted, until)
        if bounds.impossible:
            return Settled.IMPOSSIBLE
        self.bornes = agreed(counted.levels, bounds.levels)
        floors = {**bounds.floors, **self.bornes}
        if len(met) == len(self.mastered):
            return Settled.PROVEN
        if assignment is not None:
            self._descend(problem, assignment, met, until)
        self.best.prefer(known)
        return self._level_by_level(problem, floors, until)

    def _mastered(
        self, begin: Beginning, counted: Counted, until: float
    ) -> tuple[Bounds, dict[str, int], Assignment | None]:
        """What the master closes; the part of it that a plan meets; before which juries to look for a better one.

        Where jury-days are not counted, each level is to be met by a plan before the next one is closed, whose bound
        would else bound no plan. Where they are, and no hours reach the bounds, everybody stays before the jury of the
        plan known.
        """
        bounds, met = Bounds({}, None), {}
        assignment: Assignment | None = None
        share = MASTER_SHARE if counted.jury_days else UNCOUNTED_SHARE
        for bounds in Master(begin.problem, self.patterns, self.clock).close(share * self._left(until), counted.levels):
            if self.best.plan is None and bounds.assignment is not None:
                begin.of(bounds.assignment, self._left(until))
            if counted.jury_days:
                continue
            if not self._meets(bounds.levels):
                if not self._reach(begin, bounds, until):
                    break
                assignment = bounds.assignment
            met = dict(bounds.levels)
        if counted.jury_days and self._reach(begin, bounds, until):
            return bounds, bounds.levels, bounds.assignment
        if counted.jury_days or self.best.plan is None:
            assignment = bounds.assignment if begin.kept is None else begin.kept
        return bounds, met, assignment

    def _meets(self, levels: dict[str, int]) -> bool:
        """Whether the plan known costs no more than that."""
        return self.best.whole is not None and levels_proven(self._values(), levels) == len(levels)

    def _count(self, problem: Problem, seconds: float, reached: dict[str, int] | None = None) -> Counted:
        """Bounds by whole jury-days, without names; by whole days where jury-days are not counted.

        `reached` are the costs of a plan.
        """
        counted = Counted()
        self.counting = Counting(problem, self.patterns, self.clock, self.counting)
        for counted in self.counting.close(seconds, reached):
            self.bornes = dict(counted.levels)
        if not counted.levels and not counted.impossible:
            self._count_whole_days(problem, counted)
        return counted

    def _count_whole_days(self, problem: Problem, counted: Counted) -> None:
        proven = self.fewer.proven if self.fewer is not None else {}
        counted.levels = Aggregate(problem, self.clock).bounds(proven)
        if problem is not self.problem and not self.of_whole_days:
            self.of_whole_days = Aggregate(self.problem, self.clock).bounds()
        if problem is self.problem and not counted.levels:
            counted.levels = dict(self.of_whole_days)
        self.bornes = dict(counted.levels)

    def _realise(self, begin: Beginning, counted: Counted, until: float) -> bool:
        """Names and hours for the jury-days counted, within their bounds: whether all is proven by them."""
        if len(counted.levels) < len(self.mastered) or not counted.jury_days:
            return False
        if self.unnamed and begin.problem is self.problem and counted.jury_days == self.unnamed:
            return False
        assignment = begin.names(counted, self._left(until))
        if assignment is None and begin.problem is self.problem:
            self.unnamed = counted.jury_days
        return assignment is not None and self._reach(begin, Bounds(counted.levels, assignment), until)

    def _left(self, until: float) -> float:
        return max(0.0, self.clock.left() - until)

    def _reach(self, begin: Beginning, bounds: Bounds, until: float) -> bool:
        """Find hours for the master's assignment within all its bounds: then those levels are proven."""
        if bounds.assignment is None or not may_assign(begin.problem, bounds.assignment, self._left(until)):
            return False
        whole = assigned(begin.problem, bounds.assignment)
        whole.limit(bounds.levels)
        closed = [n for n in self.patterns.levels if n.nom in bounds.levels]
        cost_as_assigned(whole, bounds.assignment, closed)
        found = begin.with_hours(whole, bounds.assignment, bounds.levels)
        found = found or self.best.try_within(whole, whole.model, HOURS_SHARE * self._left(until))
        for nom, bound in bounds.levels.items() if found else ():
            self.best.tell(nom, bound, bound)
        return found

    def _descend(
        self,
        problem: Problem,
        assignment: Assignment,
        proven: dict[str, int],
        until: float,
        share: float = HOURS_SHARE,
    ) -> None:
        """Minimise, level by level, with the juries and candidats of an assignment; kept where that is better."""
        whole = assigned(problem, assignment)
        whole.limit(proven)
        trial = self.best.beside()
        trial.suggest_to(whole)
        open_levels = [n for n in self.mastered if n.nom not in proven]
        until += (1 - share) * self._left(until)
        for i, niveau in enumerate(open_levels):
            minimum = trial.minimise(whole, niveau, self._left(until) / (len(open_levels) - i))
            if minimum.value is None:
                break
            whole.model.add(whole.levels[niveau.nom] <= minimum.value)
        if trial.whole is not None and (self.best.whole is None or trial.costs() <= self.best.costs()):
            self.best.take(trial)

    def _level_by_level(self, problem: Problem, floors: dict[str, int], until: float) -> Settled:
        """Minimise each level over the whole model; a level is closed when its value meets its bound.

        `floors` are bounds, each given that the levels before are at theirs.
        """
        if not within_reach(problem) or not may_build(problem, self._left(until)):
            return Settled.OPEN
        whole = WholeModel(problem)
        if self.best.plan is None:
            self.best.try_within(whole, whole.model, FIRST_SHARE * self._left(until))
        self.best.suggest_to(whole)
        reached, proven = True, True
        for i, niveau in enumerate(self.mastered):
            floor = floors.get(niveau.nom) if reached else None
            share = self._left(until) * max(OPEN_LEVEL_SHARE, 1 / (len(self.mastered) - i))
            minimum = self.best.minimise(whole, niveau, share, floor)
            if minimum.status == cp_model.INFEASIBLE:
                return Settled.IMPOSSIBLE
            if minimum.value is None:
                return Settled.OPEN
            self.bornes[niveau.nom] = minimum.bound
            reached = reached and minimum.value == floor
            proven = proven and minimum.value == minimum.bound
            whole.model.add(whole.levels[niveau.nom] <= minimum.value)
        return Settled.PROVEN if proven else Settled.OPEN

    # Membres in two juries a day

    def _compare_with_sharing(self, plainer: Problem, settled: Settled) -> None:
        """Show that membres who sit in two juries a day would not help, or else plan with them.

        Where jury-days are not counted, only minutes could be saved, and the plan without is not proven best, it is no
        time for that yet.
        """
        values, without = self._values(), self.bornes
        counted = self._count(self.problem, COUNTING_SHARE * (self.clock.left() - self.reserve), values)
        bounds = counted.levels
        if one_jury_in_all(self.problem, values, bounds):
            self.bornes = strongest(values, without, bounds)
            return
        hasty = not counted.jury_days and settled is not Settled.PROVEN
        if bounds != values and self._better_as_counted(plainer, counted):
            return
        if not _master_helps(self.problem, counted):
            self.bornes = bounds
            return
        if bounds != values and may_build(self.problem, self._left(self.reserve)):
            master = Master(self.problem, self.patterns, self.clock)
            # the last levels in minutes, open without sharing, would be so with it
            later = {n.nom for n in self.patterns.levels[1:]} if hasty else set()
            sought = {nom: value for nom, value in values.items() if nom not in later}
            share = OPEN_SHARING_SHARE if hasty else SHARING_SHARE
            bounds = master.refutes_better(sought, bounds, share * self._left(self.reserve))
        self.bornes = strongest(values, bounds, counted.levels)
        if bounds.keys() == values.keys() or any(bounds[nom] < values[nom] for nom in bounds):
            return
        open_level = next(n for n in self.mastered if n.nom not in bounds)
        if hasty and (open_level in self.patterns.levels or self.fewer is not None):
            self.bornes = strongest(values, self.bornes, counted.levels)
            return
        kept, self.best = self.best, self.best.beside()
        self._settle(self.problem, self.clock.left() - self.reserve)
        if self.best.whole is None or list(self._values().values()) >= list(values.values()):
            self.best = kept
            self.bornes = strongest(values, bounds, self.bornes, counted.levels)

    def _use_what_is_left(self, *problems: Problem) -> None:
        """Look for a plan that costs less where the best is not proven so, first in the plainest problem.

        One level alone is closed where one jury hears everybody: of more, its bound tells nothing for long.
        """
        proven = self._proven()
        if self.best.whole is None or proven == len(self.mastered):
            return
        last, improvement = self.mastered[-1], self._improvement()
        if self.mastered[proven:] == [last] and one_jury_in_all(self.problem, self._values(), self.bornes):
            self.bornes |= improvement.close(problems[0], self.reserve, self.mastered[:proven], last, self.bornes)
        else:
            improvement.last(problems, self.reserve, proven)

    def _better_as_counted(self, plainer: Problem, counted: Counted) -> bool:
        """Plan what counting finds best with sharing, if it has names and hours: first as if nobody sat twice a day."""
        kept, self.best = self.best, Incumbent(self.clock, self.best.tell_to)
        for problem in (plainer, self.problem):
            begin = Beginning(problem, self.patterns, self.best, self.clock)
            if self._realise(begin, counted, self.reserve):
                self.bornes = dict(counted.levels)
                return True
        self.best = kept
        return False

    def _improvement(self) -> Improvement:
        return Improvement(self.best, self.clock, self.in_days)

    def _proven(self) -> int:
        """How many levels, from the first on, the best plan is proven at; none where it is in no model."""
        return levels_proven(self._values(), self.bornes) if self.best.whole is not None else 0

    def _values(self) -> dict[str, int]:
        """What the best plan costs at each level that bounds are sought for."""
        self.best.tighten()
        return {n.nom: self.best.value(n.nom) for n in self.mastered}
