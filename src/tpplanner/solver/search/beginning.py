"""A first plan, whichever comes soonest, whatever it costs; or the proof that there is none."""

from collections.abc import Mapping
from functools import cached_property
from math import ceil

from ortools.sat.python import cp_model

from tpplanner.domain.answers import Infeasible, Outcome, Planned, Unfinished
from tpplanner.domain.reglages import Niveau
from tpplanner.domain.session import Session
from tpplanner.solver.bounds.aggregate import nameable, with_names
from tpplanner.solver.bounds.counting import Capacity, Counted, most_places
from tpplanner.solver.bounds.master import Assignment, Master
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.model.problem import Problem, Slot, narrowed
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import FOUND, Budget, Clock
from tpplanner.solver.search.incumbent import Incumbent
from tpplanner.solver.search.layout import Sequencing, relations, sequence
from tpplanner.solver.search.seating import Limits, Seating, Seatings, teams_of
from tpplanner.solver.search.two_days import two_day_assignments
from tpplanner.tuning import ASSIGNED, BUILDING, LARGE, LONG, QUICK, SMALL, STAGE, TRY, USUAL

# The ways to a first plan of a problem, and to hours for an assignment that counting or the master has made.


def within_reach(problem: Problem, pairs: int = LARGE) -> bool:
    """Whether a problem has few enough pairs (chain, jury) for a model: by default, for the whole model."""
    return len(problem.units) * len(problem.slots) <= pairs


def may_build(problem: Problem, clock: Clock) -> bool:
    """Whether there is time to build a model of all juries, and to search it."""
    return clock.allows(BUILDING * len(problem.units) * len(problem.slots))


def may_learn(problem: Problem) -> bool:
    """Whether a worker that learns may close levels of the whole model: of a larger one it closes none in a minute."""
    return within_reach(problem, SMALL // 2)


def may_assign(problem: Problem, assignment: Assignment, clock: Clock) -> bool:
    """Whether there is time to build the model of an assignment's juries, and to search it."""
    return clock.allows(ASSIGNED * len(problem.units) * len(assignment.sitting))


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
    """What a jury may cost more than its jury-day alone: midday, where it shares a membre with another jury."""
    others = (s for s in problem.slots_of(slot.day) if s is not slot)
    tied = any(set(slot.pool) & set(other.pool) for other in others)
    weights = (problem.waits.du_terme(niveau, t) for t in niveau.termes if t.regle == "presence_jury")
    return problem.reglages.presence_midi * sum(weights) * tied


def no_plan_in_any_time(problems: tuple[Problem, ...], best: Incumbent, clock: Clock) -> bool:
    """Whether the last problem has no plan: ask the whole model of each problem for any plan, in all the time left.

    The plainest, whose model is the smallest, is asked first, for a part of that time. A plan found is kept in `best`.
    """
    for problem in problems:
        last = problem is problems[-1]
        with clock.part(clock.left_without_plan() * (1.0 if last else STAGE)):
            if best.plan is not None or not within_reach(problem) or not may_build(problem, clock):
                continue
            status = best.any_plan(WholeModel(problem))
        if last and status == cp_model.INFEASIBLE:
            return True
    return False


class Beginning:
    """The ways to a first plan of a problem; a plan that is found is kept in `best`.

    `assignment` is that of the last plan found, if the plan was made from one.
    """

    def __init__(self, problem: Problem, patterns: Patterns, best: Incumbent, clock: Clock) -> None:
        self.problem, self.patterns, self.best, self.clock = problem, patterns, best, clock
        self.seatings = Seatings(problem, clock)
        self.assignment: Assignment | None = None

    def seated(self, *, on_sheets: bool = False) -> bool:
        """Look for a plan by seating one candidat after the other, `on_sheets` without a model; whether one came."""
        for seating in self.seatings.in_time(on_sheets=on_sheets):
            if self.take(seating) or self._at_other_hours(seating[0]):
                self.best.tell_of(self.problem.reglages.niveaux[:1])
                return True
        return False

    def seated_before_fewer(self) -> None:
        """Try the seatings of fewer membre-days than the best plan has, or of as many on fewer days."""
        for seating in self.seatings.in_time():
            if self._in_days(seating[0]) < self._known():
                self.take(seating)

    def called_on_sheets(self) -> None:
        """Try seatings on sheets that call fewer membre-days than the best plan, then on fewer days, while they come.

        Where the problem shares membres, only those in which some sit by turns: that pays where there is a quota.
        """
        limits, turns = Limits(self.problem, together=1), self.problem.shared_membres
        if turns and limits.quota is None:
            return
        n, days = self.problem.session.referentiel.membres_min, self.problem.days
        teams = [team for day in days for team in teams_of(self.problem, day, 0)]
        least = ceil(n * limits.by_quota) if turns else n * limits.least(teams)
        while (called := self._known()[0] - (1 if turns else n)) >= least and self._call(called, len(days)):
            pass
        while self._known()[1] > 1 and self._call(self._known()[0], self._known()[1] - 1):
            pass

    def _call(self, membre_days: int, days: int) -> bool:
        """Try seatings of no more membre-days and days; whether the best plan then has fewer of either."""
        known = self._known()
        return any(self.take(seating) for seating in self.seatings.calling(membre_days, days)) and self._known() < known

    def in_two_days(self) -> None:
        """Try to hear what lies apart on a day before the rest, with fewer membre-days than the best plan has.

        Of as many, or on fewer days, once a plan is known.
        """
        for assignment in two_day_assignments(self.problem):
            known, before = self.best.plan is not None, self.best.plan
            if known and self._in_days(assignment) >= self._known():
                return
            self.find_any_hours(assignment)
            if self.best.plan is not before:
                return

    def find_any_hours(self, assignment: Assignment) -> None:
        """Look for hours for an assignment by its whole model, for a few seconds."""
        with self.clock.part(LONG):
            if may_assign(self.problem, assignment, self.clock):
                self._whatever_it_costs(assigned(self.problem, assignment), assignment)

    def _known(self) -> tuple[int, int]:
        """The membre-days of the best plan, and its days."""
        assert self.best.plan is not None, "asked for when there is a plan"  # noqa: S101
        called = {(c.jour, membre) for c in self.best.plan.compositions for membre in c.membres}
        return len(called), len(self.best.plan.jours())

    def _in_days(self, assignment: Assignment) -> tuple[int, int]:
        """The membre-days of an assignment, and its days."""
        days = {self.problem.slots[slot].day for slot in assignment.sitting} | {*assignment.day_of.values()}
        return sum(len(membres) for membres in assignment.sitting.values()), len(days)

    def take(self, seating: Seating) -> bool:
        """Make a plan of a seating, its juries' hours shortened where the rest allows it; whether it worked."""
        assignment, hours = seating
        if not may_assign(self.problem, assignment, self.clock):
            return False
        whole = assigned(self.problem, assignment)
        shorter = self.seatings.shortened(seating)
        return self._keep(whole, assignment, shorter, hasty=True) or self._keep(whole, assignment, hours)

    def _at_other_hours(self, assignment: Assignment) -> bool:
        """Keep a plan of an assignment whose hours had no rooms or people for all, if one comes at once."""
        if not may_assign(self.problem, assignment, self.clock):
            return False
        if self.best.any_plan(assigned(self.problem, assignment), QUICK) in FOUND:
            self.assignment = assignment
        return self.best.plan is not None

    def as_counted(self, counted: Counted) -> None:
        """Look for names and hours for the jury-days counted, within all levels closed, else those in days."""
        if not counted.jury_days or not nameable(self.problem, counted):
            return
        assignment = self.names(counted)
        if assignment is None or not may_assign(self.problem, assignment, self.clock):
            return
        whole = assigned(self.problem, assignment)
        if not self.with_hours(whole, assignment, counted.levels):
            whole.limit({nom: bound for nom, bound in counted.levels.items() if nom not in self._in_minutes()})
            self._whatever_it_costs(whole, assignment)

    def _in_minutes(self) -> set[str]:
        return {niveau.nom for niveau in self.patterns.levels}

    def soonest(self) -> bool:
        """Look for any plan: on sheets, in the whole model if small, by models of jury-days. True: none exists.

        Where none comes, names and days alone may exclude every plan.
        """
        with self.clock.part(STAGE * self.clock.left()):
            if self.seated(on_sheets=True):
                return False
        if self.at_once(QUICK):
            return True
        if self.best.plan is None:
            with self.clock.part(STAGE * self.clock.left()):
                self.seated()
        return self.best.plan is None and self.excluded_without_hours()

    def any_at_all(self) -> bool:
        """Look for any plan in the ways that take longer. True: none exists."""
        with self.clock.part(STAGE * self.clock.left()):
            if self.seated():
                return False
        small = within_reach(self.problem, SMALL)
        with self.clock.part((TRY if small else STAGE) * self.clock.left()):
            if self.with_few_juries():
                return True
        return self.best.plan is None and self.at_once()

    def at_once(self, effort: float | None = None) -> bool:
        """Look for any plan in the whole model, where it is so small that it answers at once. True: none exists."""
        small = within_reach(self.problem, SMALL)
        return small and self.best.any_plan(WholeModel(self.problem), effort) == cp_model.INFEASIBLE

    def excluded_without_hours(self) -> bool:
        """Whether who may be heard by whom on which day excludes every plan: the master says so at once."""
        if not within_reach(self.problem) or not may_build(self.problem, self.clock):
            return False
        return Master(self.problem, self.patterns, self.clock).impossible()

    def with_few_juries(self) -> bool:
        """Look for hours for assignments of few juries that the master finds. True: there is none, hence no plan.

        Each without hours is put aside: at first all with as many juries a day, then its juries alone.
        """
        for numbers in (True, False):
            if not within_reach(self.problem) or not may_build(self.problem, self.clock):
                return False
            master = Master(self.problem, self.patterns, self.clock)
            proposal = master.of_few_juries()
            if proposal.impossible:
                return True
            while proposal.assignment is not None:
                self.find_hours(proposal.assignment)
                if self.best.plan is not None:
                    return False
                master.put_aside(proposal.assignment, numbers=numbers)
                proposal = master.of_few_juries()
        return False

    def find_hours(self, assignment: Assignment) -> None:
        """Look for hours for an assignment, whatever they cost, for a few seconds."""
        with self.clock.part(LONG):
            if not may_assign(self.problem, assignment, self.clock):
                return
            whole = assigned(self.problem, assignment)
            if not self.with_hours(whole, assignment, {}):
                self._whatever_it_costs(whole, assignment)

    def _whatever_it_costs(self, whole: WholeModel, assignment: Assignment) -> None:
        if self.best.try_within(whole, whole.model, STAGE * self.clock.left()):
            self.assignment = assignment

    def names(self, counted: Counted) -> Assignment | None:
        """The candidats and membres of the jury-days counted, if there is time for the model that names them."""
        if not (nameable(self.problem, counted) or may_build(self.problem, self.clock)):
            return None
        with self.clock.part(STAGE * self.clock.left()):
            return with_names(self.problem, self.patterns, counted, self.clock)

    def with_hours(self, whole: WholeModel, assignment: Assignment, closed: Mapping[str, int]) -> bool:
        """Look for hours jury-day by jury-day, within the bounds closed; for the rest by the whole model."""
        hours = sequence(self.problem, self.patterns, assignment, closed)
        return hours is not None and self._keep(whole, assignment, hours, closed)

    def _keep(
        self,
        whole: WholeModel,
        assignment: Assignment,
        hours: Sequencing,
        closed: Mapping[str, int] | None = None,
        *,
        hasty: bool = False,
    ) -> bool:
        """Keep a plan of these hours, if rooms and other people allow it; `hasty`: only if that comes at once."""
        model = whole.model.clone()
        for relation in relations(whole, assignment, hours):
            model.add(relation)
        for nom, bound in (closed or {}).items():
            model.add(whole.levels[nom] <= bound)
        succeeded = self.best.try_decided(whole, model, STAGE * self.clock.left(), hasty=hasty)
        if succeeded:
            self.assignment = assignment
        return succeeded


# Whether a session has a plan at all: the first one found, whatever it costs, or the proof that there is none.


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
        with clock.part((TRY if plainer else 1.0) * clock.left()):
            search.by_places()
        if search.best.plan is not None:
            return search.told(False)
        if search is searches[0] and not isinstance(settled := last.at_once(), Unfinished):
            return settled
    for search in plainer:
        with clock.part(TRY * clock.left()):
            outcome = search.outcome()
        if isinstance(outcome, Planned):
            return outcome
    return last.outcome()


class _First:
    """The search for any plan of one problem."""

    def __init__(self, problem: Problem, clock: Clock, to_the_end: bool) -> None:
        self.problem, self.clock, self.to_the_end = problem, clock, to_the_end
        self.patterns = Patterns(problem, clock, costs=False)
        self.best = Incumbent(clock, None)
        self.begin = Beginning(problem, self.patterns, self.best, clock)

    @cached_property
    def places(self) -> Capacity | None:
        """The jury-days that hear most."""
        return most_places(self.problem, self.patterns, self.clock)

    def lacks_places(self) -> bool:
        """Whether counting shows that no jury-days hear everybody."""
        return self.places is not None and self.places.most < sum(bool(a.units) for a in self.problem.applicants)

    def by_places(self) -> None:
        """Look for names and hours for jury-days that hear everybody."""
        places = self.places
        if places is None or self.lacks_places():
            return
        assignment = self.begin.names(Counted(jury_days=places.jury_days, collective=places.collective))
        if assignment is not None:
            self.begin.find_hours(assignment)

    def at_once(self) -> Outcome:
        """What little time with the whole model shows, where it is small."""
        return self.told(self.begin.at_once(USUAL if self.to_the_end else QUICK))

    def outcome(self) -> Outcome:
        """What the rest of the time shows, once places and a moment have not."""
        if self.lacks_places():
            return Infeasible()
        with self.clock.part((TRY if self.to_the_end else 1.0) * self.clock.left()):
            if self.begin.with_few_juries():
                return Infeasible()
        if self.best.plan is None and self.to_the_end:
            with self.clock.part(TRY * self.clock.left()):
                self.begin.seated()
        if self.best.plan is None and self.to_the_end and may_build(self.problem, self.clock):
            whole = WholeModel(self.problem)
            return self.told(self.best.settle(whole, whole.model) == cp_model.INFEASIBLE)
        return self.told(False)

    def told(self, impossible: bool) -> Outcome:
        """That there is no plan, or the one found, if any."""
        if self.best.plan is not None:
            return Planned(self.best.plan, ())
        return Infeasible() if impossible else Unfinished()
