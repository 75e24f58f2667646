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
    """The search for fewer days of a problem.

    `proven` are the levels of which it showed that none costs less, each given those before; `begin`, how the last
    plan was found.
    """

    def __init__(self, problem: Problem, patterns: Patterns, best: Incumbent, clock: Clock) -> None:
        self.problem, self.patterns, self.best, self.clock = problem, patterns, best, clock
        self.begin = Beginning(problem, patterns, best, clock)
        self.proven: dict[str, int] = {}

    def look(self, counted: Mapping[str, int], seconds: float) -> bool:
        """Lower the levels in days, one day at a time, down to what was counted of each; whether a plan came of it."""
        until = max(0.0, self.clock.left() - seconds)
        limits: list[tuple[Niveau, int]] = []
        found = False
        for niveau in self.problem.reglages.niveaux:
            if any(t.regle not in DAYS for t in niveau.termes):
                break
            floor = counted.get(niveau.nom)
            while floor is not None and self._value(niveau) > floor and self._one_less(niveau, limits, until):
                found = True
            if floor is None or self._value(niveau) > max(floor, self.proven.get(niveau.nom, 0)):
                break
            limits.append((niveau, self._value(niveau)))
        return found

    def _value(self, niveau: Niveau) -> int:
        self.best.tighten()
        return self.best.value(niveau.nom)

    def _one_less(self, niveau: Niveau, limits: list[tuple[Niveau, int]], until: float) -> bool:
        """Look for a plan that costs one less at a level, those before costing no more: whether it came.

        First in as many ways as there are numbers of juries a day, then with others in the same juries.
        """
        value = self._value(niveau)
        for numbers in (True, False):
            master = Master(self.problem, self.patterns, self.clock)
            for other, limit in [*limits, (niveau, value - 1)]:
                master.limit(other, limit)
            bounds = master.of_few_juries(self.clock.left() - until)
            if bounds.impossible:
                self.proven[niveau.nom] = value
                return False
            while bounds.assignment is not None:
                self.begin.of(bounds.assignment, min(HOURS_SECONDS, self.clock.left() - until) / BEGIN_SHARE)
                if self._value(niveau) < value:
                    return True
                master.put_aside(bounds.assignment, numbers=numbers)
                bounds = master.of_few_juries(self.clock.left() - until)
        return False
