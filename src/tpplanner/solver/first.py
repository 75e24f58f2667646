"""Whether a session has a plan at all: the first one found, whatever it costs, or the proof that there is none.

Places first: jury-days enough for all, or too few. Then candidats and membres for them, and hours: a plan, if it comes
at once. Then a little of the whole model, which mostly shows at once what is wrong in a session of a few juries; and
where that settles nothing, juries that the master puts together, then the whole model for as long as it takes.
"""

from functools import cached_property

from ortools.sat.python import cp_model

from tpplanner.domain.outcome import Infeasible, Outcome, Planned, Unfinished
from tpplanner.domain.session import Session
from tpplanner.solver.assignment import Assignment
from tpplanner.solver.beginning import assigned, may_assign, may_build
from tpplanner.solver.compilation import from_the_plainest
from tpplanner.solver.counting import Counted
from tpplanner.solver.incumbent import Incumbent
from tpplanner.solver.master import Master
from tpplanner.solver.naming import nameable, with_names
from tpplanner.solver.patterns import Patterns
from tpplanner.solver.places import Places, most_places
from tpplanner.solver.problem import Problem
from tpplanner.solver.run import FOUND, Budget, Clock, run
from tpplanner.solver.sequence import relations, sequence
from tpplanner.solver.whole import WholeModel

AT_ONCE, IN_PASSING = 0.3, 0.1
"""Deterministic time for the whole model at once: what rules out a session of a few juries mostly shows in it.

Less where only a plan is looked for.
"""

AT_ONCE_HEARINGS = 400
"""Pairs of a chain and a jury beyond which the whole model takes longer to build than that."""

PLAIN_SHARE = 0.3
"""The part of the time for a plan with less sharing of membres than there might be."""

MASTER_SHARE = 0.5
"""The part of what is left for saying who is heard by whom."""

HOURS_SECONDS = 2.0
"""For the hours of one assignment."""


def first_plan(session: Session, budget: Budget, *, to_the_end: bool = True) -> Outcome:
    """Any plan of a session, or that there is none, or neither in the time; nothing is said of its cost.

    `to_the_end`: search the whole model for as long as it takes. Where there is a plan, the rest mostly finds it;
    where there is none, it may not show it.
    """
    clock = Clock(budget)
    searches = [_First(problem, clock, to_the_end) for problem in from_the_plainest(session)]
    *plainer, last = searches
    if last.lacks_places():
        return Infeasible()
    for search in searches:
        if search.by_places(PLAIN_SHARE * clock.left() if plainer else clock.left()):
            return search.found()
        if search is searches[0] and not isinstance(settled := last.at_once(), Unfinished):
            return settled
    for search in plainer:
        found = search.outcome(PLAIN_SHARE * budget.seconds)
        if isinstance(found, Planned):
            return found
    return last.outcome(clock.left())


class _First:
    """The search for any plan of one problem."""

    def __init__(self, problem: Problem, clock: Clock, to_the_end: bool) -> None:
        self.problem, self.clock, self.to_the_end = problem, clock, to_the_end
        self.until = 0.0
        self.patterns = Patterns(problem, clock, costs=False)
        self.best = Incumbent(clock, None)

    @cached_property
    def places(self) -> Places | None:
        """The jury-days that hear most."""
        return most_places(self.problem, self.patterns, self.clock, self._left())

    def lacks_places(self) -> bool:
        """Whether counting shows that no jury-days hear everybody."""
        return self.places is not None and self.places.most < len(self.problem.applicants)

    def by_places(self, seconds: float) -> bool:
        """Look for names and hours for jury-days that hear everybody."""
        places = self.places
        if places is None or self.lacks_places():
            return False
        counted = Counted(jury_days=places.jury_days, collective=places.collective)
        if not (nameable(self.problem, counted) or may_build(self.problem, seconds)):
            return False
        assignment = with_names(self.problem, self.patterns, counted, self.clock, MASTER_SHARE * seconds)
        return assignment is not None and self._with_hours(assignment)

    def at_once(self) -> Outcome:
        """What little time with the whole model shows, where it is small."""
        if len(self.problem.units) * len(self.problem.slots) > AT_ONCE_HEARINGS:
            return Unfinished()
        whole = WholeModel(self.problem)
        solver, status = run(whole.model, self.clock, workers=1, effort=AT_ONCE if self.to_the_end else IN_PASSING)
        if status in FOUND:
            self.best.keep(whole, solver)
        return Infeasible() if status == cp_model.INFEASIBLE else self.found()

    def outcome(self, seconds: float) -> Outcome:
        """What so many seconds show, once places and little time have not."""
        self.until = max(0.0, self.clock.left() - seconds)
        if self.lacks_places():
            return Infeasible()
        if not may_build(self.problem, self._left()):
            return Unfinished()
        bounds = Master(self.problem, self.patterns, self.clock).any_assignment(MASTER_SHARE * self._left())
        if bounds.impossible:
            return Infeasible()
        if bounds.assignment is not None and self._with_hours(bounds.assignment):
            return self.found()
        return self._in_the_end() if self.to_the_end and may_build(self.problem, self._left()) else Unfinished()

    def _in_the_end(self) -> Outcome:
        """What the whole model shows in all the time that is left."""
        whole = WholeModel(self.problem)
        status = self.best.settle(whole, whole.model, self._left())
        return Infeasible() if status == cp_model.INFEASIBLE else self.found()

    def found(self) -> Outcome:
        """The plan found, if any."""
        return Planned(self.best.plan, ()) if self.best.plan is not None else Unfinished()

    def _left(self) -> float:
        return max(0.0, self.clock.left() - self.until)

    def _with_hours(self, assignment: Assignment) -> bool:
        """Hours for an assignment: jury-day by jury-day, or all at once."""
        if not may_assign(self.problem, assignment, self._left()):
            return False
        whole = assigned(self.problem, assignment)
        hours = sequence(self.problem, self.patterns, assignment, ())
        if hours is not None:
            model = whole.model.clone()
            for relation in relations(whole, assignment, hours):
                model.add(relation)
            if self.best.try_decided(whole, model, min(HOURS_SECONDS, self._left())):
                return True
        return self.best.try_within(whole, whole.model, min(HOURS_SECONDS, self._left()))
