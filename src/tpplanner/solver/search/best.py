"""The search for the best plan: first the problem with the least sharing of membres, then whether more of it helps."""

from tpplanner.domain.answers import Borne, Infeasible, Outcome, Planned, Unfinished
from tpplanner.domain.session import Session
from tpplanner.solver.bounds.counting import Counted
from tpplanner.solver.bounds.master import Master, strongest
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.run import Budget, Clock
from tpplanner.solver.search.beginning import may_build, no_plan_in_any_time, within_reach
from tpplanner.solver.search.finish import Finish
from tpplanner.solver.search.incumbent import Incumbent, Listener
from tpplanner.solver.search.settlement import Learned, Settled, Settlement, one_jury_in_all
from tpplanner.tuning import LONG, SOON, STAGE, TRY


def best_plan(session: Session, budget: Budget, listen: Listener | None = None) -> Outcome:
    """The best plan of a session within a budget, with a bound for each level reached."""
    return Search(from_the_plainest(session), Clock(budget), listen).outcome()


class Search:
    """Settles the problems of a session, the plainest first, then finishes the plan found."""

    def __init__(self, problems: tuple[Problem, ...], clock: Clock, listen: Listener | None) -> None:
        *self.plainer, self.problem = problems
        self.clock, self.listen = clock, listen
        self.learned = Learned(self.problem, clock, Patterns(self.problem, clock))
        self.reserved = min(LONG + 2 * SOON, TRY * clock.budget.seconds)
        """seconds for the last levels and for the choice among equally good plans"""

    def outcome(self) -> Outcome:
        """The best plan, or that there is none."""
        if not self.problem.slots:
            return Infeasible()
        best = Incumbent(self.clock, self.listen)
        for problem in self.plainer:
            plain = Settlement(self.learned, problem, best)
            with self.clock.part(STAGE * self.clock.left()):
                settled = plain.settle()
            if best.plan is not None:
                final = self.settle_sharing(plain, settled)
                return self._conclude(final, problem, self.problem)
        last = Settlement(self.learned, self.problem, best)
        with self.clock.part(self.clock.left() - max(self.reserved, self.clock.impatience)):
            settled = last.settle()
        ways = (*self.plainer[:1], self.problem)
        if best.plan is None and (settled is Settled.IMPOSSIBLE or no_plan_in_any_time(ways, best, self.clock)):
            return Infeasible()
        return self._conclude(last, self.problem)

    def settle_sharing(self, plain: Settlement, settled: Settled) -> Settlement:
        """Refute all the sharing of membres that the rules allow, or plan with it; the settlement to conclude from."""
        with self.clock.part(self.clock.left() - self.reserved):
            if settled is not Settled.BEYOND:
                return self._compare_with_sharing(plain, settled)
            shared = Settlement(self.learned, self.problem, plain.best)
            shared.settle()
            return shared

    def _compare_with_sharing(self, plain: Settlement, settled: Settled) -> Settlement:
        """Show that no plan with sharing costs less than the plan without, or else plan with sharing.

        First by counting, then by the master.
        """
        values, without = plain.values(), plain.bounds
        shared = Settlement(self.learned, self.problem, plain.best.beside())
        # beyond the master's reach counting is the last stage, and takes all the time
        with self.clock.part((STAGE if within_reach(self.problem) else 1.0) * self.clock.left()):
            counted = shared.count(values)
        if one_jury_in_all(self.problem, values, counted.levels):
            plain.bounds = strongest(values, without, counted.levels)
            return plain
        if counted.levels != values and (better := self._as_counted(plain.problem, counted)) is not None:
            return better
        if not shared.in_reach_of_master(counted):
            plain.bounds = counted.levels
            return plain
        return self._refute_sharing(plain, shared, counted, settled)

    def _refute_sharing(self, plain: Settlement, shared: Settlement, counted: Counted, settled: Settled) -> Settlement:
        """Refute sharing by the master, or plan with it where it may cost less; the settlement to conclude from.

        The search is hasty where jury-days are not counted and the plan without sharing is not proven. A hasty search
        does not plan with sharing for a saving of minutes, nor where it has already looked for fewer days.
        """
        values = plain.values()
        hasty = not counted.jury_days and settled is not Settled.PROVEN
        bounds = self._bounds_by_master(values, counted, hasty)
        plain.bounds = strongest(values, bounds, counted.levels)
        if bounds.keys() == values.keys() or any(bounds[nom] < values[nom] for nom in bounds):
            return plain
        open_level = next(n for n in plain.bounded if n.nom not in bounds)
        if hasty and (open_level in self.learned.patterns.levels or self.learned.fewer is not None):
            return plain
        shared.settle()
        if shared.best.whole is not None and list(shared.values().values()) < list(values.values()):
            return shared
        plain.bounds = strongest(values, bounds, shared.bounds, counted.levels)
        return plain

    def _as_counted(self, plainer: Problem, counted: Counted) -> Settlement | None:
        """A plan of the jury-days counted with sharing, sought in the plainer problem first; None if in neither."""
        for problem in (plainer, self.problem):
            settlement = Settlement(self.learned, problem, Incumbent(self.clock, self.listen))
            if settlement.realise(counted):
                settlement.bounds = dict(counted.levels)
                return settlement
        return None

    def _bounds_by_master(self, values: dict[str, int], counted: Counted, hasty: bool) -> dict[str, int]:
        """Bounds, up to these values, on what plans with sharing cost: the master's, or counting's where it cannot."""
        if counted.levels == values or not may_build(self.problem, self.clock):
            return counted.levels
        # levels in minutes after the first, open without sharing, would stay open with it
        later = {n.nom for n in self.learned.patterns.levels[1:]} if hasty else set()
        sought = {nom: value for nom, value in values.items() if nom not in later}
        with self.clock.part((TRY if hasty else STAGE) * self.clock.left()):
            return Master(self.problem, self.learned.patterns, self.clock).refutes_better(sought, counted.levels)

    def _conclude(self, final: Settlement, *problems: Problem) -> Outcome:
        """Spend the time left on what is not proven, minimise the last levels among equally good plans, and answer."""
        with self.clock.part(self.clock.left() - self.reserved):
            final.use_what_is_left(problems)
        stopped = self.clock.budget.stop.is_set()
        if final.best.plan is None:
            return Unfinished(_bornes(final), interrompu=stopped)
        last = [n for n in final.niveaux if n not in final.bounded]
        final.bounds |= Finish(self.problem, self.learned.patterns, final.best, self.clock).improve(last)
        return Planned(final.best.plan, _bornes(final), interrompu=stopped)


def _bornes(final: Settlement) -> tuple[Borne, ...]:
    return tuple(Borne(n.nom, final.bounds[n.nom]) for n in final.niveaux if n.nom in final.bounds)
