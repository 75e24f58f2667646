"""Whether a session has a plan at all: the first one found, whatever it costs, or the proof that there is none.

Places first: jury-days enough for all, or too few. Then candidats and membres for them, then hours; and the whole model
where neither settles it.
"""

from dataclasses import dataclass

from ortools.sat.python import cp_model

from tpplanner.domain.outcome import Infeasible, Outcome, Planned, Unfinished
from tpplanner.domain.session import Session
from tpplanner.solver.assignment import Assignment
from tpplanner.solver.compilation import from_the_plainest
from tpplanner.solver.counting import Counted
from tpplanner.solver.incumbent import Incumbent
from tpplanner.solver.master import Master
from tpplanner.solver.naming import with_names
from tpplanner.solver.patterns import Patterns
from tpplanner.solver.places import most_places
from tpplanner.solver.problem import Problem, narrowed
from tpplanner.solver.run import Budget, Clock
from tpplanner.solver.sequence import relations, sequence
from tpplanner.solver.whole import WholeModel

PLAIN_SHARE = 0.3
"""The part of the time for a plan with less sharing of membres than there might be."""

MASTER_SHARE = 0.5
"""The part of what is left for saying who is heard by whom."""

HOURS_SECONDS = 2.0
"""For the hours of one assignment."""


def first_plan(session: Session, budget: Budget) -> Outcome:
    """Any plan of a session, or that there is none, or neither in the time; nothing is said of its cost."""
    clock = Clock(budget)
    *plainer, problem = from_the_plainest(session)
    for easier in plainer:
        found = _First(easier, clock, PLAIN_SHARE * budget.seconds).outcome()
        if isinstance(found, Planned):
            return found
    return _First(problem, clock, clock.left()).outcome()


@dataclass
class _First:
    """The search for any plan of one problem, in so many seconds."""

    problem: Problem
    clock: Clock
    seconds: float

    def outcome(self) -> Outcome:
        self.until = max(0.0, self.clock.left() - self.seconds)
        self.patterns = Patterns(self.problem, self.clock, costs=False)
        self.best = Incumbent(self.clock, None)
        places = most_places(self.problem, self.patterns, self.clock, self._left())
        if places is not None and places.most < len(self.problem.applicants):
            return Infeasible()
        if places is not None and self._named(Counted(jury_days=places.jury_days, collective=places.collective)):
            return self._found()
        bounds = Master(self.problem, self.patterns, self.clock).any_assignment(MASTER_SHARE * self._left())
        if bounds.impossible:
            return Infeasible()
        if bounds.assignment is not None and self._with_hours(bounds.assignment):
            return self._found()
        return self._by_the_whole()

    def _left(self) -> float:
        return max(0.0, self.clock.left() - self.until)

    def _found(self) -> Outcome:
        return Planned(self.best.plan, ()) if self.best.plan is not None else Unfinished()

    def _named(self, counted: Counted) -> bool:
        """Names and hours for the jury-days that hold everybody."""
        seconds = MASTER_SHARE * self._left()
        assignment = with_names(self.problem, self.patterns, counted, self.clock, seconds)
        return assignment is not None and self._with_hours(assignment)

    def _with_hours(self, assignment: Assignment) -> bool:
        """Hours for an assignment: jury-day by jury-day, or all at once."""
        whole = WholeModel(narrowed(self.problem, assignment.sitting, assignment.hears, assignment.day_of))
        hours = sequence(self.problem, self.patterns, assignment, ())
        if hours is not None:
            model = whole.model.clone()
            for relation in relations(whole, assignment, hours):
                model.add(relation)
            if self.best.try_within(whole, model, min(HOURS_SECONDS, self._left())):
                return True
        return self.best.try_within(whole, whole.model, min(HOURS_SECONDS, self._left()))

    def _by_the_whole(self) -> Outcome:
        whole = WholeModel(self.problem)
        status = self.best.settle(whole, whole.model, self._left())
        return Infeasible() if status == cp_model.INFEASIBLE else self._found()
