"""The search for the best plan: bounds first, then a plan that reaches them, then whatever the time allows.

1. The master closes the levels it can: bounds, and an assignment of candidats to juries.
2. Sequencing: the model of the juries that the master uses. A plan within all the bounds is proven at those levels.
3. Otherwise the whole model, level by level, each with the plan before it as its hint and the master's bound as its
   floor: the way that always remains.
4. The last levels, and the juries' own work put in its natural place, as far as the time allows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from ortools.sat.python import cp_model

from tpplanner.domain.outcome import Borne, Infeasible, Outcome, Planned, Unfinished
from tpplanner.domain.plan import Plan
from tpplanner.domain.reglages import Niveau
from tpplanner.domain.session import Session
from tpplanner.solver.master import UNSOLVED_LEVELS, Assignment, Bounds, Master
from tpplanner.solver.patterns import Patterns
from tpplanner.solver.posting import total
from tpplanner.solver.problem import Problem, compile_session, narrowed, unshared
from tpplanner.solver.readback import Values, read_plan
from tpplanner.solver.run import Budget, Clock, SolutionHook, hint, run
from tpplanner.solver.sequence import relations, sequence
from tpplanner.solver.whole import WholeModel

PLAIN_SHARE = 0.6
"""The part of the budget for planning with each membre in one jury a day, where he might sit in two."""

SHARING_SHARE = 0.8
"""Of what is left, the part for showing that sitting in two would not help."""

MASTER_SHARE = 0.5
"""The part of a settlement's time that its master may take."""

LAST_LEVELS_SECONDS = 5.0
"""The most that levels beyond the master's reach take once the others are proven: told with their gap."""

FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is: plans found so far, and what the best costs at the level being searched."""

    seconds: float
    plans: int
    niveau: str
    valeur: int
    borne: int


class Settled(Enum):
    """How the planning of a problem ended: `PLANNED` if a plan was found, or time ran out."""

    PLANNED = "planned"
    IMPOSSIBLE = "impossible"


Listener = Callable[[Progress], None]


def best_plan(session: Session, budget: Budget, listen: Listener | None = None) -> Outcome:
    """The best plan of a session within a budget, with a bound for each level reached."""
    return _Search(compile_session(session), Clock(budget), listen).outcome()


@dataclass(slots=True)
class _Best:
    """The best plan so far, with the model and the solver that hold it."""

    plan: Plan | None = None
    whole: WholeModel | None = None
    solver: cp_model.CpSolver | None = None
    plans: int = 0
    bornes: dict[str, int] = field(default_factory=dict)


class _Search:
    def __init__(self, problem: Problem, clock: Clock, listen: Listener | None) -> None:
        self.problem = problem
        self.clock = clock
        self.listen = listen
        self.best = _Best()
        self.niveaux = problem.reglages.niveaux

    def outcome(self) -> Outcome:
        if self.problem.shared_membres:
            plain = self._settle(unshared(self.problem), PLAIN_SHARE * self.clock.left())
            if plain is not Settled.IMPOSSIBLE and self.best.plan is not None:
                self._compare_with_sharing()
                return self._planned()
        settled = self._settle(self.problem, self.clock.left())
        if settled is Settled.IMPOSSIBLE:
            return Infeasible()
        if self.best.plan is None:
            return Unfinished(self._bornes(), interrompu=self.clock.budget.stop.is_set())
        return self._planned()

    def _planned(self) -> Planned:
        stopped = self.clock.budget.stop.is_set()
        self._last_levels()
        self._tidy()
        assert self.best.plan is not None, "asked for when there is a plan"  # noqa: S101
        return Planned(self.best.plan, self._bornes(), interrompu=stopped)

    def _settle(self, problem: Problem, seconds: float) -> Settled:
        """Plan a problem within so many seconds: bounds, then hours, then whatever remains."""
        patterns = Patterns(problem, self.clock)
        bounds = Master(problem, patterns, self.clock).solve(MASTER_SHARE * seconds)
        if bounds.impossible:
            return Settled.IMPOSSIBLE
        self.best.bornes = dict(bounds.levels)
        if self._sequence(problem, bounds, patterns):
            return Settled.PLANNED
        status = self._level_by_level(problem, bounds, seconds)
        return Settled.IMPOSSIBLE if status == cp_model.INFEASIBLE else Settled.PLANNED

    def _compare_with_sharing(self) -> None:
        """Show that membres who sit in two juries a day would not help, or else plan with them."""
        values = self._levels_reached()
        patterns = Patterns(self.problem, self.clock)
        master = Master(self.problem, patterns, self.clock)
        bounds = master.refutes_better(values, SHARING_SHARE * self.clock.left())
        self.best.bornes = bounds
        if bounds.keys() == values.keys() or any(bounds[nom] < values[nom] for nom in bounds):
            return
        kept = self.best
        self.best = _Best(plans=kept.plans)
        self._settle(self.problem, self.clock.left())
        if self.best.plan is None:
            kept.bornes = bounds
            self.best = kept

    def _levels_reached(self) -> dict[str, int]:
        """What the best plan costs at each level that the master knows."""
        whole, solver = self.best.whole, self.best.solver
        if whole is None or solver is None:
            return {}
        known = [n for n in self.niveaux if not any(t.regle in UNSOLVED_LEVELS for t in n.termes)]
        return {n.nom: int(solver.value(whole.levels[n.nom])) for n in known}

    def _bornes(self) -> tuple[Borne, ...]:
        return tuple(Borne(n.nom, self.best.bornes[n.nom]) for n in self.niveaux if n.nom in self.best.bornes)

    # A plan within the master's bounds

    def _sequence(self, problem: Problem, bounds: Bounds, patterns: Patterns) -> bool:
        """Find hours for the master's assignment within all its bounds: then those levels are proven."""
        if not bounds.closed or bounds.assignment is None:
            return False
        whole = WholeModel(narrowed(problem, bounds.assignment.sitting))
        whole.assign(bounds.assignment, patterns.levels)
        for nom, bound in bounds.levels.items():
            whole.model.add(whole.levels[nom] <= bound)
        if not (self._day_by_day(whole, bounds.assignment, patterns) or self._all_at_once(whole)):
            return False
        for nom, bound in bounds.levels.items():
            self._tell(nom, bound, bound)
        return True

    def _day_by_day(self, whole: WholeModel, assignment: Assignment, patterns: Patterns) -> bool:
        """Hours found jury-day by jury-day; rooms and other people by the whole model."""
        hours = sequence(patterns.problem, patterns, assignment)
        if hours is None:
            return False
        model = whole.model.clone()
        for relation in relations(whole, assignment, hours):
            model.add(relation)
        solver, status = run(model, self.clock, self.clock.left() / 4)
        if status in FOUND:
            self._keep(whole, solver)
        return status in FOUND

    def _all_at_once(self, whole: WholeModel) -> bool:
        """Hours, rooms and people together."""
        solver, status = run(whole.model, self.clock, self.clock.left() / 2)
        if status in FOUND:
            self._keep(whole, solver)
        return status in FOUND

    # The whole model, level by level

    def _level_by_level(self, problem: Problem, bounds: Bounds, seconds: float) -> cp_model.CpSolverStatus:
        """Minimise in turn each level that the master has, or was to have; the last status."""
        until = max(0.0, self.clock.left() - seconds)
        whole = WholeModel(problem)
        self._first_plan(whole, bounds)
        status = cp_model.UNKNOWN
        reached = True
        levels = [n for n in self.niveaux if n.nom in bounds.levels or not bounds.closed]
        for i, niveau in enumerate(levels):
            floor = bounds.levels.get(niveau.nom) if reached else None
            status, value, bound = self._minimise(whole, niveau, floor, (self.clock.left() - until) / (len(levels) - i))
            if value is None:
                return status
            self.best.bornes[niveau.nom] = bound
            # the master's next bounds hold only where its bounds so far were reached
            reached = reached and value == floor
            whole.model.add(whole.levels[niveau.nom] <= value)
        return status

    def _first_plan(self, whole: WholeModel, bounds: Bounds) -> None:
        """Hours for the master's assignment, whatever they cost: a plan to begin with."""
        if bounds.assignment is None:
            return
        model = whole.model.clone()
        for relation in whole.relations(bounds.assignment):
            model.add(relation)
        solver, status = run(model, self.clock, self.clock.left() / 4)
        if status in FOUND:
            self._keep(whole, solver)
            hint(whole.model, solver)

    def _minimise(
        self, whole: WholeModel, niveau: Niveau, floor: int | None, seconds: float
    ) -> tuple[cp_model.CpSolverStatus, int | None, int]:
        """The status, the value reached (None without a plan) and the bound of a level."""
        objective = whole.levels[niveau.nom]
        if floor is not None:
            whole.model.add(objective >= floor)
        whole.model.minimize(objective)
        solver, status = run(whole.model, self.clock, seconds, SolutionHook(lambda s: self._heard(niveau.nom, s)))
        if status not in FOUND:
            known = self.best.solver if self.best.whole is whole else None
            return status, known.value(objective) if known else None, floor or 0
        self._keep(whole, solver)
        hint(whole.model, solver)
        value = int(solver.value(objective))
        bound = value if status == cp_model.OPTIMAL else round(solver.best_objective_bound)
        self._tell(niveau.nom, value, bound)
        return status, value, max(bound, floor or 0)

    # What remains

    def _last_levels(self) -> None:
        """Levels that no bound was sought for, among the juries of the best plan, in a few seconds: told with a gap."""
        if self.best.whole is None or self.best.solver is None:
            return
        whole = self.best.whole.released(self.best.solver)
        for niveau in (n for n in self.niveaux if n.nom not in self.best.bornes):
            _, value, _ = self._minimise(whole, niveau, None, min(LAST_LEVELS_SECONDS, self.clock.left()))
            if value is None:
                return
            self.best.bornes[niveau.nom] = 0
            whole.model.add(whole.levels[niveau.nom] <= value)

    def _tidy(self) -> None:
        """Each reading and correction as late before its candidat as the passages of the plan allow."""
        whole, solver = self.best.whole, self.best.solver
        if whole is None or solver is None:
            return
        model, x = whole.model.clone(), whole.x
        model.clear_objective()  # type: ignore[no-untyped-call]
        for fixed in whole.passages_and_bounds():
            model.add(fixed == solver.value(fixed))
        own = [x.lecture(a) for a in whole.problem.applicants]
        own += [x.correction(t) for t in whole.problem.tasks if not t.watched]
        model.maximize(total(own))
        hint(model, solver)
        tidied, status = run(model, self.clock, min(1.0, self.clock.left()), workers=1)
        if status in FOUND:
            self._keep(whole, tidied)

    def _keep(self, whole: WholeModel, solver: cp_model.CpSolver) -> None:
        self.best.plan = read_plan(whole.problem, whole.x, Values(solver))
        self.best.whole, self.best.solver = whole, solver

    def _heard(self, niveau: str, solution: SolutionHook) -> None:
        self.best.plans += 1
        self._tell(niveau, round(solution.objective_value), round(solution.best_objective_bound))

    def _tell(self, niveau: str, valeur: int, borne: int) -> None:
        if self.listen is not None:
            self.listen(Progress(self.clock.elapsed(), self.best.plans, niveau, valeur, borne))
