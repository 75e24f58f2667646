"""The best plan so far: the solution that holds it, in which model, and how it is told to whoever listens."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from ortools.sat.python import cp_model

from tpplanner.domain.plan import Plan
from tpplanner.domain.reglages import Niveau
from tpplanner.solver.model.alike import put_in_order
from tpplanner.solver.model.pinning import NotExpressible, pinned
from tpplanner.solver.model.posting import total
from tpplanner.solver.model.whole import Values, WholeModel, read_plan
from tpplanner.solver.model.workload import granularity
from tpplanner.solver.run import FOUND, Clock, Manner, SolutionHook, at_least, cores, hint, run
from tpplanner.solver.search.splits import few_splits, least_in_each
from tpplanner.tuning import LONG, PER_VARIABLE, SOON

SPARE = 100
"""Minutes, or units, that a level may cost more for one less at the level before, whatever it costs."""

MOST_WEIGHT = 10**9
"""Of a level in a weighted sum: what it may cost times that is far within what CP-SAT computes with."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is: plans found so far, what the best costs at the level being searched, and the best kept."""

    seconds: float
    plans: int
    niveau: str
    valeur: int
    borne: int
    plan: Plan | None = None


Listener = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Minimum:
    """What minimising a level gave: the value reached (None without a plan), a bound, and CP-SAT's status."""

    status: cp_model.CpSolverStatus
    value: int | None
    bound: int


def weights_of(values: dict[str, int]) -> dict[str, int]:
    """A weight for each level of a plan that costs these values: more than all that it costs at the later ones.

    So a plan of a smaller weighted sum is no worse, level after level; and what costs less at one may cost more at the
    next, as much again and `SPARE`. The last levels are left out where weights would be too large.
    """
    spans = {nom: 2 * value + SPARE for nom, value in values.items()}
    most = [prod(list(spans.values())[1 : n + 1]) for n in range(len(spans))]
    counted = [nom for nom, weight in zip(spans, most, strict=True) if weight <= MOST_WEIGHT]
    return {nom: prod(spans[later] for later in counted[i + 1 :]) for i, nom in enumerate(counted)}


class Incumbent:
    """The best plan so far; better ones take its place."""

    def __init__(self, clock: Clock, listen: Listener | None) -> None:
        self.clock = clock
        self.plan: Plan | None = None
        self.whole: WholeModel | None = None
        self.solver: cp_model.CpSolver | None = None
        self.tell_to = listen
        self._plans = 0
        self.loose = False
        """whether a level of the solution may cost more than the plan's measure"""

    def beside(self) -> "Incumbent":
        """Another incumbent that begins with the same plan, for another problem: in none of its models yet."""
        other = Incumbent(self.clock, self.tell_to)
        other.plan, other._plans = self.plan, self._plans
        return other

    def take(self, other: "Incumbent") -> None:
        """Take another's plan for the best."""
        self.plan, self.whole, self.solver, self.loose = other.plan, other.whole, other.solver, other.loose

    def copy(self) -> "Incumbent":
        """The best plan as it is now, whatever takes its place."""
        twin = self.beside()
        twin.take(self)
        return twin

    def prefer(self, earlier: "Incumbent") -> bool:
        """Take a plan known before for the best again, where it costs no more; whether it does."""
        better = earlier.whole is not None and (self.whole is None or earlier.costs() <= self.costs())
        if better:
            self.take(earlier)
        return better

    def keep(self, whole: WholeModel, solver: cp_model.CpSolver) -> None:
        """Take a solution of a model for the best plan."""
        self.plan = read_plan(whole.problem, whole.x, Values(solver))
        self.whole, self.solver, self.loose = whole, solver, True

    def tighten(self) -> None:
        """Let each level of the solution be at its measure: above it where it was not minimised, a cost misleads."""
        if self.loose and self.whole is not None and self.plan is not None and self.clock.left():
            self.solver = self._said(self.whole, self.plan) or self.solver
            self.loose = False

    def value(self, niveau: str) -> int:
        """What the best plan costs at a level, or more where its solution is not tightened."""
        assert self.whole is not None, "asked for when there is a plan"  # noqa: S101
        assert self.solver is not None, "asked for when there is a plan"  # noqa: S101
        return int(self.solver.value(self.whole.levels[niveau]))

    def try_within(self, whole: WholeModel, model: cp_model.CpModel, seconds: float) -> bool:
        """Keep a plan of the model (a narrowing of the whole one) if there is one in the time."""
        return self.settle(whole, model, seconds) in FOUND

    def try_decided(self, whole: WholeModel, model: cp_model.CpModel, seconds: float, *, hasty: bool = False) -> bool:
        """Keep a plan of a model whose hours are decided, if one is found: rooms and other people are left to find.

        `hasty`: by one worker alone, which mostly finds these at once.
        """
        effort = PER_VARIABLE * len(model.proto.variables)
        status = self.receive(whole, *run(model, self.clock, seconds, effort=effort, manner=Manner.DECIDED))
        if status == cp_model.UNKNOWN and not hasty:
            status = self.settle(whole, model, seconds)
        return status in FOUND

    def settle(
        self, whole: WholeModel, model: cp_model.CpModel, seconds: float | None = None
    ) -> cp_model.CpSolverStatus:
        """Keep a plan of the model if one is found; the status tells whether there is one, none, or neither in time."""
        return self.receive(whole, *run(model, self.clock, seconds))

    def any_plan(self, whole: WholeModel, effort: float | None = None) -> cp_model.CpSolverStatus:
        """Keep any plan of a whole model; by one worker if `effort` is given: a small model's plan comes soonest so.

        No bound is asked for: more workers than cores only take each other's time.
        """
        workers, manner = (self._one_a_core(), Manner.ANY) if effort is None else (1, Manner.FULL)
        answer = run(whole.model, self.clock, workers=workers, effort=effort, manner=manner)
        status = self.receive(whole, *answer)
        if status in FOUND:
            self.tell_of(whole.problem.reglages.niveaux[:1])
        return status

    def _one_a_core(self) -> int:
        return min(self.clock.budget.workers, cores())

    def receive(
        self, whole: WholeModel, solver: cp_model.CpSolver, status: cp_model.CpSolverStatus
    ) -> cp_model.CpSolverStatus:
        """Keep the plan with which a search of a model ended, if it did; its status."""
        if status in FOUND:
            self.keep(whole, solver)
            self._plans += 1
        return status

    def suggest_to(self, whole: WholeModel) -> None:
        """Give the best plan to a model as its hint, and hold it there, if there is one and the model can say it.

        Those alike are put into the order that the model keeps: levels that know an order may then cost more.
        """
        if self.plan is None:
            return
        plan = put_in_order(whole.problem, self.plan) if whole.ordered else self.plan
        solver = self._said(whole, plan)
        if solver is not None:
            hint(whole.model, solver)
            self.plan, self.whole, self.solver, self.loose = plan, whole, solver, False

    def replace_by(self, plan: Plan, whole: WholeModel) -> None:
        """Keep another plan instead, if a model can say it, and give it to that model as its hint."""
        solver = self._said(whole, plan)
        if solver is not None:
            hint(whole.model, solver)
            self.keep(whole, solver)
            self.loose = False

    def _said(self, whole: WholeModel, plan: Plan) -> cp_model.CpSolver | None:
        """The solution of a model that says a plan, each level at its measure."""
        try:
            # before the model is cloned: a relation may be of a decision that had no variable yet
            relations = [*pinned(whole.problem, whole.x, plan)]
        except NotExpressible:
            return None
        model = whole.model.clone()
        for relation in relations:
            model.add(relation)
        # a cost is at least its measure: only where it is minimised are they equal
        model.minimize(total(whole.levels.values()))
        effort = PER_VARIABLE * len(model.proto.variables)
        # reading 500 candidats takes two or three seconds on two quiet cores: what ends sooner leaves costs too high
        seconds = max(LONG, effort)
        solver, status = run(model, self.clock, seconds, effort=effort, manner=Manner.DECIDED)
        if status not in (cp_model.OPTIMAL, cp_model.INFEASIBLE):
            solver, status = run(model, self.clock, seconds)
        return solver if status in FOUND else None

    def minimise(
        self,
        whole: WholeModel,
        niveau: Niveau,
        seconds: float | None = None,
        floor: int | None = None,
        manner: Manner = Manner.FULL,
    ) -> Minimum:
        """Minimise a level of a model, above a floor if one is known; the best gives way only to what costs less there.

        What costs as much may cost more at the levels after it.
        """
        objective = whole.levels[niveau.nom]
        best_value = None
        if self.whole is whole and self.solver is not None:
            self.tighten()
            hint(whole.model, self.solver)
            best_value = self.value(niveau.nom)
        if floor is not None:
            whole.model.add(objective >= floor)
        if best_value is not None:
            whole.model.add(objective <= best_value)
            if best_value == floor:
                return Minimum(cp_model.OPTIMAL, best_value, best_value)
        whole.model.minimize(objective)
        solver, status = run(
            whole.model,
            self.clock,
            seconds,
            SolutionHook(lambda s: self._heard(niveau.nom, s.objective_value, s.best_objective_bound)),
            workers=self._one_a_core() if manner is Manner.LEARNING else None,
            manner=manner,
        )
        if status not in FOUND:
            return Minimum(status, best_value, floor or 0)
        value = int(solver.value(objective))
        bound = value if status == cp_model.OPTIMAL else self._shown(whole, niveau, solver)
        if best_value is None or value < best_value:
            self.keep(whole, solver)
            hint(whole.model, solver)
        self.tell(niveau.nom, value, bound)
        return Minimum(status, value, max(bound, floor or 0))

    def minimise_by_split(self, whole: WholeModel, niveau: Niveau, floor: int | None) -> Minimum | None:
        """Minimise a level of a model of which the best plan is the hint, each split alone; None if not few.

        First in all of them at once, for a moment: a cheaper plan leaves less to be shown of each.
        """
        objective = whole.levels[niveau.nom]
        splits = few_splits(whole, self.clock) if self.value(niveau.nom) != floor else []
        if not splits:
            return None
        at_once = self.minimise(whole, niveau, SOON, floor, Manner.LEARNING)
        best_value = at_once.value
        if best_value is None or best_value == at_once.bound:
            return at_once
        answers = least_in_each(whole, objective, splits, best_value, self.clock)
        solutions = [(int(solver.value(objective)), solver) for solver, status in answers if status in FOUND]
        value, solver = min(solutions, key=lambda case: case[0], default=(best_value, None))
        if solver is not None:
            self.keep(whole, solver)
        left_open = [s for s, status in answers if status not in (cp_model.OPTIMAL, cp_model.INFEASIBLE)]
        bound = max(at_once.bound, min([value, *(self._shown(whole, niveau, s) for s in left_open)]))
        self.tell(niveau.nom, value, bound)
        return Minimum(cp_model.OPTIMAL if bound == value else cp_model.FEASIBLE, value, bound)

    @staticmethod
    def _shown(whole: WholeModel, niveau: Niveau, solver: cp_model.CpSolver) -> int:
        """What an unfinished search has shown a level to cost at least, in whole units."""
        unit = granularity(whole.problem, niveau)
        return unit * -(-at_least(solver) // unit)

    def costs(self) -> list[int]:
        """What the best plan costs at each level."""
        assert self.whole is not None, "asked for when there is a plan"  # noqa: S101
        self.tighten()
        return [self.value(nom) for nom in self.whole.levels]

    def improve(self, whole: WholeModel, settled: int) -> None:
        """Look in a model that can say the best plan for one that costs less; the first `settled` levels cost no more.

        All other levels at once, in one weighted sum: a better plan sooner than level by level, and no bound.
        """
        trial = self.beside()
        trial.suggest_to(whole)
        if trial.whole is None:
            return
        niveaux = whole.problem.session.niveaux
        whole.limit({n.nom: trial.value(n.nom) for n in niveaux[:settled]})
        trial.lower(whole, niveaux[settled:])
        if trial.costs() < self.costs():
            self.take(trial)

    def close(
        self,
        whole: WholeModel,
        niveaux: Sequence[Niveau],
        proven: int,
        floors: Mapping[str, int],
        *,
        quietly: bool = False,
    ) -> dict[str, int]:
        """Minimise, in a model that can say the best plan, the levels after those proven in turn; bounds, by name.

        It ends with the first that does not close. `floors` are bounds known, each given that the levels before are at
        theirs. `quietly`: nothing is told meanwhile, as bounds of this model are not those of the session.
        """
        trial, bounds, reached = self.beside(), dict[str, int](), True
        if quietly:
            trial.tell_to = None
        trial.suggest_to(whole)
        if trial.whole is None:
            return bounds
        whole.limit({n.nom: trial.value(n.nom) for n in niveaux[:proven]})
        for niveau in niveaux[proven:]:
            floor = floors.get(niveau.nom) if reached else None
            waits_alone = proven == len(niveaux) - 1 and any(t.regle == "attente" for t in niveau.termes)
            minimum = trial.minimise_by_split(whole, niveau, floor) if waits_alone else None
            if minimum is None:
                minimum = trial.minimise(whole, niveau, floor=floor, manner=Manner.LEARNING)
            bounds[niveau.nom] = minimum.bound
            if minimum.value is None or minimum.value > minimum.bound:
                break
            reached = reached and minimum.value == floor
            whole.model.add(whole.levels[niveau.nom] <= minimum.value)
        if trial.costs() < self.costs():
            self.take(trial)
        return bounds

    def lower(self, whole: WholeModel, niveaux: Sequence[Niveau]) -> None:
        """Look for a plan of a model, of which the best is the hint, whose weighted sum of these levels is less."""
        weights = weights_of({n.nom: self.value(n.nom) for n in niveaux})
        if not weights:
            return
        whole.model.minimize(total(weight * whole.levels[nom] for nom, weight in weights.items()))
        first = whole.levels[niveaux[0].nom]
        hook = SolutionHook(lambda s: self._heard(niveaux[0].nom, s.value(first), 0))
        # no bound is asked for
        solver, status = run(whole.model, self.clock, hook=hook, workers=self._one_a_core())
        if status in FOUND:
            self.keep(whole, solver)

    def _heard(self, niveau: str, value: float, bound: float) -> None:
        self._plans += 1
        self.tell(niveau, round(value), round(bound))

    def tell_of(self, niveaux: Sequence[Niveau]) -> None:
        """Say what the best plan costs at these levels, of which no bound is known."""
        for niveau in niveaux:
            self.tell(niveau.nom, self.value(niveau.nom), 0)

    def tell(self, niveau: str, valeur: int, borne: int) -> None:
        """Say how far the search is."""
        if self.tell_to is not None:
            self.tell_to(Progress(self.clock.elapsed(), self._plans, niveau, valeur, borne, self.plan))
