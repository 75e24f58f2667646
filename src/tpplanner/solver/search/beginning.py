"""A first plan, the soonest that comes, of whatever cost; or the proof that there is none."""

from collections.abc import Mapping
from functools import cached_property

from ortools.sat.python import cp_model

from tpplanner.domain.answers import Infeasible, Outcome, Planned, Unfinished
from tpplanner.domain.reglages import Niveau
from tpplanner.domain.session import Session
from tpplanner.solver.bounds.aggregate import nameable, with_names
from tpplanner.solver.bounds.counting import Counted, Places, most_places
from tpplanner.solver.bounds.master import Assignment, Master
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.model.problem import Problem, Slot, narrowed
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import FOUND, Budget, Clock, run
from tpplanner.solver.search.incumbent import Incumbent
from tpplanner.solver.search.layout import Sequencing, relations, sequence
from tpplanner.solver.search.seating import Seating, Seatings

# A plan to begin with: the soonest that comes, of whatever cost; and hours for an assignment, however it was
# found.

SEATING_SHARE = 0.6
"""The part of a settlement's time for seating candidats one after the other."""

FEWER_SHARE = 0.25
"""Of what is left of it, the part for seating them before fewer juries, where counting says that fewer might do."""

ROOMS_SHARE = 0.25
"""Of what is left of the time, the part for rooms and other people once hours are known."""

FIRST_SHARE = 0.6
"""That part where no plan is known, and the whole model is out of reach."""

SHORTER_SHARE = 0.05
"""That part for a plan seated, its juries there for less."""

NAMES_SHARE = 0.2
"""Of what is left of it, the part for giving names to jury-days counted."""

MANY_NAMES_SHARE = 0.7
"""The same, where the whole model is out of reach."""

BEGIN_SHARE = 0.4
"""The part of a settlement's time for hours of a first assignment, when none come jury-day by jury-day."""

ANY_SHARE = 0.2
"""The part of a settlement's time for saying who is heard by whom, whatever it costs."""

AT_ONCE_HEARINGS = 400
"""Pairs of a chain and a jury up to which the whole model is asked for any plan at once."""

AT_ONCE_SHARE, AT_ONCE_EFFORT = 0.3, 0.3
"""Where no sheets seat everybody, the part of a settlement's time for that, and the most of deterministic time."""

WHOLE_HEARINGS = 6000
"""Pairs of a chain and a jury beyond which the whole model takes longer to build than it could help."""

PLAIN_END_SHARE = 0.4
"""Of what is left in the end without any plan, the part for the problem with least sharing of membres."""

BUILDING_SECONDS = 0.002
"""About what the master, and the whole model, take to be built for each pair of a chain and a jury."""

ASSIGNED_SECONDS = 0.00005
"""The same of the model of an assignment's juries, for each pair of a chain and one of these."""

UNCOUNTED_HEARINGS = 1500
"""The same for the master too, where jury-days are not counted: it closes nothing in minutes."""


def within_reach(problem: Problem, hearings: int = WHOLE_HEARINGS) -> bool:
    """Whether a model (the whole one if not said) is small enough to be of use."""
    return len(problem.units) * len(problem.slots) <= hearings


def may_build(problem: Problem, seconds: float) -> bool:
    """Whether there is time to build a model of all juries, and to search it."""
    return BUILDING_SECONDS * len(problem.units) * len(problem.slots) < seconds


def may_assign(problem: Problem, assignment: Assignment, seconds: float) -> bool:
    """Whether there is time to build the model of an assignment's juries, and to search it."""
    return ASSIGNED_SECONDS * len(problem.units) * len(assignment.sitting) < seconds


def assigned(problem: Problem, assignment: Assignment) -> WholeModel:
    """The model of an assignment's juries and days, each chain before its jury."""
    return WholeModel(narrowed(problem, assignment.sitting, assignment.hears, assignment.day_of))


def cost_as_assigned(whole: WholeModel, assignment: Assignment, levels: list[Niveau]) -> None:
    """Impose what each jury-day costs in an assignment, at those levels in minutes."""
    problem = whole.problem
    for slot, original in zip(problem.slots, sorted(assignment.sitting), strict=True):
        heard = {problem.units[u].candidat for u, s in assignment.hears.items() if s == original}
        applicants = [problem.applicants[a] for a in sorted(heard)]
        for niveau in levels:
            cost = whole.costs.of_jury_day(niveau, slot, applicants)
            whole.model.add(cost <= assignment.minutes[niveau.nom, original] + _midday_of_tied(problem, niveau, slot))


def _midday_of_tied(problem: Problem, niveau: Niveau, slot: Slot) -> int:
    """What a jury of the problem may cost beside what it costs alone: midday, where another has a membre of it."""
    others = (s for s in problem.slots_of(slot.day) if s is not slot)
    tied = any(set(slot.pool) & set(other.pool) for other in others)
    weights = (problem.waits.du_terme(niveau, t) for t in niveau.termes if t.regle == "presence_jury")
    return problem.reglages.presence_midi * sum(weights) * tied


def in_the_end(problems: tuple[Problem, ...], best: Incumbent, clock: Clock) -> bool:
    """Ask the whole model of each problem for any plan, for as long as it may take; whether the last has none.

    The plainest first, which is smallest, for a part of that time.
    """
    for problem in problems:
        last = problem is problems[-1]
        seconds = max(0.0, clock.left() - clock.impatience) * (1.0 if last else PLAIN_END_SHARE)
        if best.plan is not None or not within_reach(problem) or not may_build(problem, seconds):
            continue
        status = best.any_plan(WholeModel(problem), seconds)
        if last and status == cp_model.INFEASIBLE:
            return True
    return False


class Beginning:
    """The ways to a first plan of a problem; what they find is kept in `best`.

    `kept` is who is heard by whom in the last one found, where that was decided before its hours; `took`, the seconds
    from a seating to the plan that came of it.
    """

    def __init__(self, problem: Problem, patterns: Patterns, best: Incumbent, clock: Clock) -> None:
        self.problem, self.patterns, self.best, self.clock = problem, patterns, best, clock
        self.seatings = Seatings(problem, clock)
        self.kept: Assignment | None = None
        self.took = 0.0

    def seated(self, seconds: float, *, on_sheets: bool = False) -> bool:
        """A plan by seating one candidat after the other, only on sheets if asked: whether it came in the time."""
        for seating in self.seatings.within(seconds, on_sheets=on_sheets):
            if self.take(seating):
                for niveau in self.problem.reglages.niveaux[:1]:
                    self.best.tell(niveau.nom, self.best.value(niveau.nom), 0)
                return True
        return False

    def seated_before_fewer(self, seconds: float) -> None:
        """The same in other ways, for fewer membre-days than in the one kept."""
        for seating in self.seatings.within(seconds):
            if self.kept is None or _membre_days(seating[0]) < _membre_days(self.kept):
                self.take(seating)

    def take(self, seating: Seating) -> bool:
        """Keep a seating as the best plan, its juries there for less where rooms and other people allow it."""
        began = self.clock.left()
        assignment, hours = seating
        if not may_assign(self.problem, assignment, began):
            return False
        whole = assigned(self.problem, assignment)
        shorter = self.seatings.shortened(seating)
        kept = self._with(whole, assignment, shorter, share=SHORTER_SHARE) or self._with(whole, assignment, hours)
        self.took = began - self.clock.left() if kept else self.took
        return kept

    def as_counted(self, counted: Counted, seconds: float) -> None:
        """Names and hours for the jury-days counted: proven at the levels closed, or at those of them in days."""
        if not counted.jury_days or not nameable(self.problem, counted):
            return
        until = self.clock.left() - seconds
        assignment = self.names(counted, seconds)
        if assignment is None or not may_assign(self.problem, assignment, self.clock.left()):
            return
        whole = assigned(self.problem, assignment)
        if not self.with_hours(whole, assignment, counted.levels):
            whole.limit({nom: bound for nom, bound in counted.levels.items() if nom not in self._in_minutes()})
            self._any(whole, assignment, self.clock.left() - until)

    def _in_minutes(self) -> set[str]:
        return {niveau.nom for niveau in self.patterns.levels}

    def soonest(self, seconds: float) -> bool:
        """Any plan: on sheets, in the whole model if small, by models of jury-days; whether there is none."""
        until = max(0.0, self.clock.left() - SEATING_SHARE * seconds)
        if self.seated(SEATING_SHARE * seconds, on_sheets=True):
            return False
        if self.at_once(AT_ONCE_SHARE * seconds, AT_ONCE_EFFORT):
            return True
        if self.best.plan is None:
            self.seated(max(0.0, self.clock.left() - until))
        return False

    def any_at_all(self, seconds: float) -> bool:
        """Any plan, in the ways that take longer; whether there is none."""
        until = max(0.0, self.clock.left() - seconds)
        if self.seated(SEATING_SHARE * seconds):
            return False
        if self.at_once(BEGIN_SHARE * max(0.0, self.clock.left() - until)):
            return True
        return self.best.plan is None and self.with_any(max(0.0, self.clock.left() - until))

    def at_once(self, seconds: float, effort: float | None = None) -> bool:
        """A plan of the whole model, where it is so small that it says at once what there is; whether there is none."""
        if not within_reach(self.problem, AT_ONCE_HEARINGS):
            return False
        whole = WholeModel(self.problem)
        return self.best.any_plan(whole, seconds, effort) == cp_model.INFEASIBLE

    def with_any(self, seconds: float) -> bool:
        """Hours for any assignment of the master's, whatever it costs; whether there is no assignment."""
        if not within_reach(self.problem) or not may_build(self.problem, seconds):
            return False
        until = self.clock.left() - seconds
        bounds = Master(self.problem, self.patterns, self.clock).any_assignment(ANY_SHARE * seconds)
        if bounds.assignment is not None:
            self.of(bounds.assignment, self.clock.left() - until)
        return bounds.impossible

    def of(self, assignment: Assignment, seconds: float) -> None:
        """Hours for an assignment, whatever they cost."""
        if not may_assign(self.problem, assignment, self.clock.left()):
            return
        whole = assigned(self.problem, assignment)
        if not self.with_hours(whole, assignment, {}):
            self._any(whole, assignment, seconds)

    def _any(self, whole: WholeModel, assignment: Assignment, seconds: float) -> None:
        if self.best.try_within(whole, whole.model, BEGIN_SHARE * seconds):
            self.kept = assignment

    def names(self, counted: Counted, seconds: float) -> Assignment | None:
        """Names for jury-days counted, if there is time for the model that they take."""
        if not (nameable(self.problem, counted) or may_build(self.problem, seconds)):
            return None
        share = NAMES_SHARE if within_reach(self.problem) else MANY_NAMES_SHARE
        return with_names(self.problem, self.patterns, counted, self.clock, share * seconds)

    def with_hours(self, whole: WholeModel, assignment: Assignment, closed: Mapping[str, int]) -> bool:
        """Hours found jury-day by jury-day, within the bounds closed; rooms and other people by the whole model."""
        hours = sequence(self.problem, self.patterns, assignment, closed)
        return hours is not None and self._with(whole, assignment, hours, closed)

    def _with(
        self,
        whole: WholeModel,
        assignment: Assignment,
        hours: Sequencing,
        closed: Mapping[str, int] | None = None,
        share: float = ROOMS_SHARE,
    ) -> bool:
        model = whole.model.clone()
        for relation in relations(whole, assignment, hours):
            model.add(relation)
        for nom, bound in (closed or {}).items():
            model.add(whole.levels[nom] <= bound)
        any_at_all = self.best.plan is None and not within_reach(self.problem)
        share = FIRST_SHARE if any_at_all else share
        found = self.best.try_decided(whole, model, share * self.clock.left())
        if found:
            self.kept = assignment
        return found


def _membre_days(assignment: Assignment) -> int:
    return sum(len(membres) for membres in assignment.sitting.values())


# Whether a session has a plan at all: the first one found, whatever it costs, or the proof that there is none.

AT_ONCE, IN_PASSING = 0.3, 0.1
"""Deterministic time for the whole model at once: what rules out a session of a few juries mostly shows in it.

Less where only a plan is looked for.
"""


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
