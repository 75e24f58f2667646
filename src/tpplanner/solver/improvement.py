"""Improving the plan known where jury-days are not counted: searches for one that costs less, all levels at once."""

from collections.abc import Mapping, Sequence

from tpplanner.domain.reglages import Niveau
from tpplanner.solver.assignment import Assignment
from tpplanner.solver.beginning import UNCOUNTED_HEARINGS, assigned, may_build, within_reach
from tpplanner.solver.incumbent import Incumbent
from tpplanner.solver.problem import Problem
from tpplanner.solver.run import Clock
from tpplanner.solver.whole import WholeModel

IMPROVING_SHARE, IMPROVING_SECONDS, IMPROVING_PAIR = 0.25, 4.0, 0.06
"""The most for the first search: a part of what is left, seconds, and seconds for each pair of a chain and a jury.

In small sessions the master, which comes next, ends soon: else it improves nothing for long.
"""

SAME_JURIES_SHARE = 0.6
"""The part of it for the same candidats before the same juries."""

PLAIN_LAST_SHARE = 0.5
"""The part of the last search in which nobody sits in two juries a day."""


class Improvement:
    """Searches for a plan that costs less after the first levels, so many of which are in days."""

    def __init__(self, best: Incumbent, clock: Clock, in_days: int) -> None:
        self.best, self.clock, self.in_days = best, clock, in_days

    def first(self, problem: Problem, kept: Assignment | None, seconds: float, proven: int) -> None:
        """Spend some of those seconds: with the same juries (`kept`), then with any; `proven` levels cost no less."""
        if self.best.whole is None:
            return
        most = min(IMPROVING_SECONDS, IMPROVING_PAIR * len(problem.units) * len(problem.slots))
        seconds = min(most, IMPROVING_SHARE * seconds)
        until = self.clock.left() - seconds
        settled = max(self.in_days, proven)
        if kept is not None:
            self.best.improve(assigned(problem, kept), settled, SAME_JURIES_SHARE * seconds)
        if may_build(problem, self.clock.left() - until):
            self.best.improve(WholeModel(problem), settled, self.clock.left() - until)

    def last(self, problems: tuple[Problem, ...], until: float, proven: int) -> None:
        """Spend what is left, the first part of it in the plainest problem."""
        for problem in problems if self.best.whole is not None else ():
            left = self.clock.left() - until
            if within_reach(problem, UNCOUNTED_HEARINGS) and may_build(problem, left):
                share = 1.0 if problem is problems[-1] else PLAIN_LAST_SHARE
                self.best.improve(WholeModel(problem), max(self.in_days, proven), share * left)

    def close(
        self, problem: Problem, until: float, proven: Sequence[Niveau], niveau: Niveau, known: Mapping[str, int]
    ) -> dict[str, int]:
        """Spend what is left on the one level that is not proven, those before it being so: its bound, by name."""
        seconds, floor = self.clock.left() - until, known.get(niveau.nom, 0)
        if not (within_reach(problem, UNCOUNTED_HEARINGS) and may_build(problem, seconds)):
            return {}
        return {niveau.nom: self.best.close(WholeModel(problem), proven, niveau, seconds, floor)}
