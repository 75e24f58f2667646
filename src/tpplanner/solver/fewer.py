"""Fewer days than the plan known takes, where jury-days are not counted: membre-days, then days of the session.

Counting whole days may leave room for fewer, most often with membres who sit in two juries of a day by turns. Juries
for one day less come from the master, as few as are soon found; hours for them make a plan. Where these do not come
soon, such juries are put aside, and others looked for.
"""

from collections.abc import Mapping

from tpplanner.domain.reglages import Niveau
from tpplanner.solver.beginning import BEGIN_SHARE, Beginning
from tpplanner.solver.incumbent import Incumbent
from tpplanner.solver.master import Master
from tpplanner.solver.patterns import Patterns
from tpplanner.solver.problem import Problem
from tpplanner.solver.program import DAYS
from tpplanner.solver.run import Clock

HOURS_SECONDS = 3.0
"""For the hours of some juries: those that have any show them mostly sooner."""


class Fewer:
    """The search for fewer days, in one problem after the other, each with more sharing of membres.

    `proven` are the levels of which the last problem has none that costs less, each given those before; `begin` is how
    the last plan was found, if one was.
    """

    def __init__(self, problems: tuple[Problem, ...], patterns: Patterns, best: Incumbent, clock: Clock) -> None:
        self.problems, self.patterns, self.best, self.clock = problems, patterns, best, clock
        self.begin: Beginning | None = None
        self.proven: dict[str, int] = {}

    def look(self, counted: Mapping[str, int], seconds: float) -> None:
        """Lower the levels in days, one day at a time, down to what was counted of each."""
        until = max(0.0, self.clock.left() - seconds)
        limits: list[tuple[Niveau, int]] = []
        for niveau in self.problems[-1].reglages.niveaux:
            if any(t.regle not in DAYS for t in niveau.termes) or niveau.nom not in counted:
                break
            floor = counted[niveau.nom]
            while self._value(niveau) > floor and self._one_less(niveau, limits, until):
                pass
            if self._value(niveau) > max(floor, self.proven.get(niveau.nom, 0)):
                break
            limits.append((niveau, self._value(niveau)))

    def _value(self, niveau: Niveau) -> int:
        self.best.tighten()
        return self.best.value(niveau.nom)

    def _one_less(self, niveau: Niveau, limits: list[tuple[Niveau, int]], until: float) -> bool:
        """Look for a plan that costs one less at a level, those before costing no more: whether it came."""
        within = [*limits, (niveau, self._value(niveau) - 1)]
        for i, problem in enumerate(self.problems):
            share = 1 / (len(self.problems) - i)
            if self._found_in(problem, within, self.clock.left() - share * (self.clock.left() - until)):
                return True
        return False

    def _found_in(self, problem: Problem, within: list[tuple[Niveau, int]], until: float) -> bool:
        """Look for a plan of one problem within these limits, juries without hours being put aside.

        First in as many ways as there are numbers of juries a day, then with others in the same juries.
        """
        begin = Beginning(problem, self.patterns, self.best, self.clock)
        niveau, limit = within[-1]
        for numbers in (True, False):
            master = Master(problem, self.patterns, self.clock)
            for other, most in within:
                master.limit(other, most)
            bounds = master.of_few_juries(self.clock.left() - until)
            if bounds.impossible and problem is self.problems[-1]:
                self.proven[niveau.nom] = limit + 1
            if bounds.impossible:
                return False
            while bounds.assignment is not None:
                begin.of(bounds.assignment, min(HOURS_SECONDS, self.clock.left() - until) / BEGIN_SHARE)
                if self._value(niveau) <= limit:
                    self.begin = begin
                    return True
                master.put_aside(bounds.assignment, numbers=numbers)
                bounds = master.of_few_juries(self.clock.left() - until)
        return False
