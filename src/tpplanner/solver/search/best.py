"""The search for the best plan, in rounds: the problem with the least sharing, then whether more of it helps."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from tpplanner.domain.answers import Borne, Infeasible, Outcome, Planned, Unfinished
from tpplanner.domain.session import Session
from tpplanner.solver.bounds.counting import Counted
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.run import Budget, Clock
from tpplanner.solver.search.beginning import no_plan_in_any_time, within_reach
from tpplanner.solver.search.finish import Finish, as_planned
from tpplanner.solver.search.incumbent import Incumbent, Listener
from tpplanner.solver.search.settlement import Learned, Settled, Settlement, nobody_sits_twice, strongest
from tpplanner.tuning import FIRST_ROUND, LONG, SOON, STAGE, TRY

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """How a round ended: its seconds at most, what the best plan costs at each level, if there is one, and bounds."""

    seconds: float
    values: Mapping[str, int]
    bounds: Mapping[str, int]


def best_plan(session: Session, budget: Budget, listen: Listener | None = None) -> Outcome:
    """The best plan of a session within a budget, with a bound for each level reached."""
    return Search(from_the_plainest(session), Clock(budget), listen).outcome()


class Search:
    """Settles the problems of a session, the plainest first, in rounds; then finishes the plan found.

    Each round goes the same road in twice the time of the one before, from what that one has found and shown: what a
    stage has does not depend on how much time there is in all.
    """

    def __init__(self, problems: tuple[Problem, ...], clock: Clock, listen: Listener | None) -> None:
        *self.plainer, self.problem = problems
        self.clock, self.listen = clock, listen
        self.learned = Learned(self.problem, clock, Patterns(self.problem, clock))
        self.reserved = min(LONG + 2 * SOON, TRY * clock.budget.seconds)
        """seconds for the last levels and for the choice among equally good plans"""
        self.rounds: list[Round] = []
        """those so far, of which the budget may have cut off the last"""

    def outcome(self) -> Outcome:
        """The best plan, or that there is none."""
        if not self.problem.slots:
            return Infeasible()
        best, seconds = Incumbent(self.clock, self.listen), FIRST_ROUND
        while True:
            with self.clock.part(self.clock.left() - self.reserved), self.clock.round(seconds):
                final = self._round(best)
            if final is None:
                return Infeasible()
            self._note(seconds, final)
            if final.is_proven() or not self._may_go_on(final.best):
                return self._conclude(final)
            best, seconds = final.best, 2 * seconds

    def _round(self, best: Incumbent) -> Settlement | None:
        """One round from the best plan known; what is known at its end, or None where there is no plan."""
        self.learned = self.learned.for_a_round(self.rounds[-1].bounds if self.rounds else {})
        final, problems = self._settled(best)
        if final is not None:
            final.join_known()
            final.use_what_is_left(problems)
        return final

    def _may_go_on(self, best: Incumbent) -> bool:
        """Whether another round may do more, and there is time for it."""
        left = self.clock.left() if best.plan is not None else self.clock.left_without_plan()
        return self.clock.cut_short and left > self.reserved

    def _note(self, seconds: float, final: Settlement) -> None:
        values = final.values() if final.best.whole is not None else {}
        self.rounds.append(Round(seconds, values, dict(final.bounds)))
        _log.info("round of %s s: %s, bounds %s", seconds, values, final.bounds)

    def _settled(self, best: Incumbent) -> tuple[Settlement | None, tuple[Problem, ...]]:
        """The settlement to conclude from, and the problems of which its bounds are; none where there is no plan."""
        if self._shares_more(best):
            shared = Settlement(self.learned, self.problem, best)
            shared.settle(directly=True)
            return shared, (*self.plainer, self.problem)
        for problem in self.plainer:
            plain = Settlement(self.learned, problem, best)
            with self.clock.part(STAGE * self.clock.left()):
                settled = plain.settle()
            if best.plan is not None:
                return self.settle_sharing(plain, settled), (problem, self.problem)
        last = Settlement(self.learned, self.problem, best)
        with self.clock.part(self.clock.left_without_plan()):
            settled = last.settle()
        ways = (*self.plainer, self.problem)
        if best.plan is None and (settled is Settled.IMPOSSIBLE or no_plan_in_any_time(ways, best, self.clock)):
            return None, ()
        return last, (self.problem,)

    def _shares_more(self, best: Incumbent) -> bool:
        """Whether the best plan shares membres, which the plainest problem cannot say: there it would get worse."""
        return bool(self.plainer) and best.plan is not None and as_planned(self.problem, best.plan).shared_membres

    def settle_sharing(self, plain: Settlement, settled: Settled) -> Settlement:
        """Refute all the sharing of membres that the rules allow, or plan with it; the settlement to conclude from."""
        if settled is not Settled.BEYOND:
            return self._compare_with_sharing(plain, settled)
        shared = Settlement(self.learned, self.problem, plain.best)
        shared.settle(directly=True)
        return shared

    def _compare_with_sharing(self, plain: Settlement, settled: Settled) -> Settlement:
        """Show by counting that no plan with sharing costs less than the plan without, or else plan with sharing.

        Not where jury-days are not counted and the plan without sharing is not proven: `use_what_is_left` goes on.
        """
        values, without = plain.values(), plain.bounds
        of_whole_days = self.learned.of_whole_days
        if of_whole_days and nobody_sits_twice(self.problem, self.clock, values, of_whole_days):
            plain.bounds = strongest(values, without, of_whole_days)
            return plain
        shared = Settlement(self.learned, self.problem, plain.best.beside())
        # beyond the reach of the whole model counting is the last stage, and takes all the time
        with self.clock.part((STAGE if within_reach(self.problem) else 1.0) * self.clock.left()):
            counted = shared.count(values)
        if nobody_sits_twice(self.problem, self.clock, values, counted.levels):
            plain.bounds = strongest(values, without, counted.levels)
            return plain
        if counted.levels != values and (better := self._as_counted(plain.problem, counted)) is not None:
            return better
        plain.bounds = counted.levels
        sought = counted.jury_days or settled is Settled.PROVEN
        if counted.levels == values or not sought or not shared.within_reach(counted):
            return plain
        shared.settle(directly=True)
        if shared.best.whole is not None and list(shared.values().values()) < list(values.values()):
            return shared
        plain.bounds = strongest(values, shared.bounds, counted.levels)
        return plain

    def _as_counted(self, plainer: Problem, counted: Counted) -> Settlement | None:
        """A plan of the jury-days counted with sharing, sought in the plainer problem first; None if in neither."""
        for problem in (plainer, self.problem):
            settlement = Settlement(self.learned, problem, Incumbent(self.clock, self.listen))
            if settlement.realise(counted):
                settlement.bounds = dict(counted.levels)
                return settlement
        return None

    def _conclude(self, final: Settlement) -> Outcome:
        """Minimise the last levels among equally good plans, and answer."""
        if final.best.plan is None:
            return Unfinished(_bornes(final), interrompu=self.clock.budget.stop.is_set())
        last = [n for n in final.niveaux if n not in final.bounded]
        final.bounds |= Finish(self.problem, final.best, self.clock).improve(last)
        return Planned(final.best.plan, _bornes(final), interrompu=self.clock.budget.stop.is_set())


def _bornes(final: Settlement) -> tuple[Borne, ...]:
    return tuple(Borne(n.nom, final.bounds[n.nom]) for n in final.niveaux if n.nom in final.bounds)
