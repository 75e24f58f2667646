"""What the incumbent still lacks: fewer days, cheaper plans, the order asked for, the last levels; bounds met there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from math import comb

from ortools.sat.python import cp_model

from tpplanner.domain.plan import Plan
from tpplanner.domain.reglages import Niveau
from tpplanner.domain.session import Role
from tpplanner.solver.bounds.aggregate import Aggregate
from tpplanner.solver.bounds.master import Assignment
from tpplanner.solver.bounds.program import DAYS
from tpplanner.solver.model.alike import likeness
from tpplanner.solver.model.objective import ranks
from tpplanner.solver.model.posting import Expr, total
from tpplanner.solver.model.problem import Applicant, Problem, as_called, minute, unassigned
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import FOUND, Clock, Manner, hint, race, run
from tpplanner.solver.search.beginning import assigned, may_assign, may_build, may_learn, within_reach
from tpplanner.solver.search.incumbent import Incumbent
from tpplanner.tuning import ASSIGNED, FEW, LONG, MEDIUM, SMALL, SOON, STAGE, TRY

# The same plan with candidats who are alike in each other's place: each jury hears them in the order asked for.

_JuryOfDay = tuple[date, str]


@dataclass(slots=True)
class _Place:
    """What one candidat has in a plan: the juries that hear them, when they enter each, and its membres (by id)."""

    holder: Applicant
    entries: dict[_JuryOfDay, int] = field(default_factory=dict)
    membres: set[str] = field(default_factory=set)


Permutation = dict[int, int]
"""Whose place each candidat takes, both by index; mostly their own."""


def places_in_order(problem: Problem, plan: Plan, clock: Clock) -> Permutation | None:
    """Whose place each takes in a plan, so that as few as may be are heard against the order asked for.

    None where nobody has to move, or no better places are found in a second.
    """
    places = _places(problem, plan)
    takers = _takers(problem, places)
    model = cp_model.CpModel()
    takes = {(p, a.index): model.new_bool_var("") for p, able in enumerate(takers) for a in able}
    for p, able in enumerate(takers):
        model.add_exactly_one(takes[p, a.index] for a in able)
    for applicant, open_places in _by_applicant(takers).items():
        model.add_exactly_one(takes[p, applicant] for p in open_places)
    rank = ranks(problem)
    place_ranks = [total(rank[a.index] * takes[p, a.index] for a in able) for p, able in enumerate(takers)]
    model.minimize(total(_inverted(model, place_ranks, one, other) for one, other in _one_after_the_other(places)))
    for (p, a), literal in takes.items():
        model.add_hint(literal, a == places[p].holder.index)
    solver, status = run(model, clock, SOON)
    if status not in FOUND:
        return None
    chosen = {a: places[p].holder.index for (p, a), literal in takes.items() if solver.boolean_value(literal)}
    return None if all(a == holder for a, holder in chosen.items()) else chosen


def _by_applicant(takers: list[list[Applicant]]) -> dict[int, list[int]]:
    """The places that each candidat (index) may take."""
    places_of: dict[int, list[int]] = {}
    for place, applicants in enumerate(takers):
        for applicant in applicants:
            places_of.setdefault(applicant.index, []).append(place)
    return places_of


def renamed(problem: Problem, plan: Plan, places: Permutation) -> Plan:
    """The plan with each candidat in the place that they take."""
    return plan.echange({problem.applicants[holder].id: problem.applicants[a].id for a, holder in places.items()})


def exchanged(problem: Problem, places: Permutation) -> Problem:
    """The problem of a plan's juries, each candidat before those of the candidat whose place they take."""
    units, tasks = list(problem.units), list(problem.tasks)
    for one, other in ((problem.applicants[a], problem.applicants[b]) for a, b in places.items()):
        for u, v in zip(one.units, other.units, strict=True):
            units[u] = replace(units[u], juries=problem.units[v].juries)
        for t, s in zip(one.tasks, other.tasks, strict=True):
            tasks[t] = replace(tasks[t], day=problem.tasks[s].day)
    return replace(problem, units=tuple(units), tasks=tuple(tasks))


def _places(problem: Problem, plan: Plan) -> list[_Place]:
    """The place of each candidat, in the order of the problem."""
    places = {a.id: _Place(a) for a in problem.applicants}
    sitting: dict[_JuryOfDay, set[str]] = defaultdict(set)
    for composition in plan.compositions:
        sitting[composition.jour, composition.jury].update(composition.membres)
    for passage in plan.passages:
        for part in passage.suivies:
            place, jury_day = places[passage.candidat], (part.debut.date(), part.jury)
            entered = minute(part.debut)
            place.entries[jury_day] = min(entered, place.entries.get(jury_day, entered))
            place.membres |= sitting[jury_day]
    for presence in (p for p in plan.presences if p.role == Role.COMEDIEN and p.candidat):
        places[presence.candidat].membres.add(presence.personne)
    return list(places.values())


def _takers(problem: Problem, places: list[_Place]) -> list[list[Applicant]]:
    """Who may have each place: those like its holder who have no link to a membre of its juries, nor to who plays."""
    alike: dict[object, list[Applicant]] = defaultdict(list)
    for applicant in problem.applicants:
        alike[likeness(problem, applicant)].append(applicant)
    linked = {(a, problem.people[p].id) for a, p in (*problem.links, *problem.apart)}
    return [
        [
            a
            for a in alike[likeness(problem, place.holder)]
            if a is place.holder or not any((a.index, membre) in linked for membre in place.membres)
        ]
        for place in places
    ]


def _one_after_the_other(places: list[_Place]) -> list[tuple[int, int]]:
    """The pairs of places before one jury on one day, the first entered first."""
    pairs = []
    for (p, one), (q, other) in combinations(enumerate(places), 2):
        for jury_day in one.entries.keys() & other.entries.keys():
            if one.entries[jury_day] != other.entries[jury_day]:
                pairs.append((p, q) if one.entries[jury_day] < other.entries[jury_day] else (q, p))
    return pairs


def _inverted(model: cp_model.CpModel, place_ranks: list[Expr], first: int, second: int) -> cp_model.IntVar:
    """Whether whoever has the first of two places comes after the other in the order asked for."""
    inverted = model.new_bool_var("")
    model.add(place_ranks[first] <= place_ranks[second]).only_enforce_if(~inverted)
    return inverted


# What remains once nothing more is to be proven: the last levels, and a choice among plans that are equally good.


class Finish:
    """The best plan of a problem, made better where no bound is sought, no level any worse.

    No step is begun for whose model no time is left.
    """

    def __init__(self, problem: Problem, best: Incumbent, clock: Clock) -> None:
        self.problem, self.best, self.clock = problem, best, clock
        self._longest = 0.0
        """what a step took until its search began"""

    def improve(self, niveaux: Sequence[Niveau]) -> dict[str, int]:
        """Search those levels for a few seconds, then put the juries' own work in its place; bounds of the levels."""
        whole = self._model_of_its_juries(niveaux) if self._may_begin() else None
        if whole is None:
            return {}
        bornes = self._last_levels(whole, niveaux) if self._may_begin() else {}
        self.tidy()
        return bornes

    def _may_begin(self, steps: int = 1) -> bool:
        """Whether there is time for so many steps, each like the longest so far."""
        whole = self.best.whole
        pairs = 0 if whole is None else len(whole.problem.units) * len(whole.problem.slots)
        return self.clock.left() > steps * max(self._longest, ASSIGNED * pairs)

    def _began(self, seconds: float) -> None:
        """Remember what a step took, begun when so much was left."""
        self._longest = max(self._longest, seconds - self.clock.left())

    def _model_of_its_juries(self, niveaux: Sequence[Niveau]) -> WholeModel | None:
        """A model of the best plan's juries, no level any worse.

        They hear whom they like, unless there are too many, or these levels cannot be lower.
        """
        seconds = self.clock.left()
        self.best.tighten()
        self._began(seconds)
        current, solver = self.best.whole, self.best.solver
        if current is None or solver is None:
            return None
        values = {nom: int(solver.value(level)) for nom, level in current.levels.items()}
        current.limit(values)
        hint(current.model, solver)
        pairs = len(current.problem.units) * len(current.problem.slots)
        if self._at_their_least(niveaux):
            return current
        places = self._places_in_order() if self._may_begin(2) else None
        if places is not None and self._may_begin(2):
            whole = WholeModel(exchanged(current.problem, places))
            whole.limit(values)
            self._take_places(places, whole)
        if (pairs <= SMALL or current.ordered) and not self._at_their_least(niveaux) and self._may_begin(2):
            whole = WholeModel(unassigned(current.problem))
            whole.limit(values)
            self.best.suggest_to(whole)
        return self.best.whole

    def _at_their_least(self, niveaux: Sequence[Niveau]) -> bool:
        """Whether none of these levels can be lower in any plan."""
        return not any(self.best.value(niveau.nom) for niveau in niveaux)

    def _take_places(self, places: Permutation, whole: WholeModel) -> None:
        if self.best.plan is not None:
            self.best.replace_by(renamed(self.problem, self.best.plan, places), whole)

    def _places_in_order(self) -> Permutation | None:
        """Where the order of hearings counts, whose place candidats who are alike take."""
        if self.best.plan is None or all(
            t.regle != "ordre" for niveau in self.problem.reglages.niveaux for t in niveau.termes
        ):
            return None
        return places_in_order(self.problem, self.best.plan, self.clock)

    def _last_levels(self, whole: WholeModel, niveaux: Sequence[Niveau]) -> dict[str, int]:
        """Levels among the juries of the best plan, in a few seconds: told with a gap, their bound being 0."""
        bornes: dict[str, int] = {}
        for niveau in niveaux:
            minimum = self.best.minimise(whole, niveau, self._little(LONG), 0)
            if minimum.value is None:
                break
            bornes[niveau.nom] = 0
            whole.limit({niveau.nom: minimum.value})
        return bornes

    def _little(self, most: float) -> float:
        """So many seconds at most, and less where the plan itself took little."""
        return max(TRY * most, min(most, TRY * self.clock.spent()))

    def tidy(self) -> None:
        """Among plans as good: juries that end early, then come late, and do their own work just before its candidat.

        Nobody is kept over lunch for a clôture, nor called for lunch before what they do.
        """
        self._end_early()
        whole, solver, seconds = self.best.whole, self.best.solver, self.clock.left()
        if whole is None or solver is None or not self._may_begin():
            return
        model, x = whole.model.clone(), whole.x
        for fixed in whole.passages_and_ends():
            model.add(fixed == solver.value(fixed))
        work_starts = [x.accueil(slot) for slot in whole.problem.slots]
        work_starts += [x.lecture(a) for a in whole.problem.applicants]
        work_starts += [x.correction(t) for t in whole.problem.tasks if not t.watched]
        model.maximize(total(work_starts))
        hint(model, solver)
        self._began(seconds)
        self._improve(whole, model)

    def _end_early(self) -> None:
        """Bring each jury-day forward, with the same candidats before the same juries and no level any worse."""
        whole, solver, seconds = self.best.whole, self.best.solver, self.clock.left()
        if whole is None or solver is None or not self._may_begin():
            return
        model = whole.model.clone()
        for relation in whole.same_hearings(solver):
            model.add(relation)
        model.minimize(total(whole.x.cloture(slot) for slot in whole.problem.slots))
        hint(model, solver)
        self._began(seconds)
        self._improve(whole, model)

    def _improve(self, whole: WholeModel, model: cp_model.CpModel) -> None:
        solver, status = run(model, self.clock, self._little(SOON))
        if status in FOUND:
            self.best.keep(whole, solver)


# Fewer days than the plan known takes, where jury-days are not counted: membre-days, then days of the session.


def as_planned(problem: Problem, plan: Plan) -> Problem:
    """The same problem with no more juries a day than a plan has; membres sit twice only if somebody does there."""
    sittings = [[c for c in plan.compositions if c.jour == day.date] for day in problem.days]
    called = [len({m for c in sitting for m in c.membres}) for sitting in sittings]
    twice = any(sum(len(c.membres) for c in sitting) > n for sitting, n in zip(sittings, called, strict=True))
    narrow = as_called(problem, called, list(map(len, sittings)))
    return replace(narrow, shared_membres=problem.shared_membres and twice)


class Fewer:
    """The search for fewer days: how many membres each day calls is decided first, and in how few juries they sit.

    What is left is small enough for a worker that learns. `problem` has all the sharing of membres. `proven` are the
    levels at which no plan costs less, each given those before.
    """

    def __init__(self, problem: Problem, best: Incumbent, clock: Clock) -> None:
        self.problem, self.best, self.clock = problem, best, clock
        self.proven: dict[str, int] = {}

    def look(self, counted: Mapping[str, int]) -> None:
        """Lower the levels in days, one day at a time, down to what was counted of each."""
        within: dict[str, int] = {}
        for niveau in self.problem.reglages.niveaux:
            if any(t.regle not in DAYS for t in niveau.termes) or niveau.nom not in counted:
                break
            floor = counted[niveau.nom]
            while self._value(niveau) > floor and self.found_within({**within, niveau.nom: self._value(niveau) - 1}):
                pass
            if self._value(niveau) > max(floor, self.proven.get(niveau.nom, 0)):
                break
            within[niveau.nom] = self._value(niveau)

    def _value(self, niveau: Niveau) -> int:
        self.best.tighten()
        return self.best.value(niveau.nom)

    def found_within(self, within: dict[str, int]) -> bool:
        """Look for a plan that costs no more than this at these levels; that there is none is proven of the last.

        First among plans of few juries that hear each candidat whole, then of few juries, then of all.
        """
        callings, complete = Aggregate(self.problem, self.clock).callings(within, FEW)
        ways = ((self._few_juries, True), (self._few_juries, False), (self._all_juries, False))
        for juries, one_jury_each in ways[1:] if self.problem.heard_whole else ways:
            problems = [as_called(self.problem, called, juries(called)) for called in callings]
            small = [(p, called) for p, called in zip(problems, callings, strict=True) if within_reach(p, SMALL)]
            attempts = [(replace(p, one_jury_each=one_jury_each), called) for p, called in small]
            wholes = [self._of_calling(p, called, within) for p, called in attempts]
            answers = race([whole.model for whole in wholes], self.clock, Manner.LEARNING)
            for whole, (solver, status) in zip(wholes, answers, strict=True):
                if self.best.receive(whole, solver, status) in FOUND:
                    self.best.tell_of(self.problem.reglages.niveaux[:1])
                    return True
            complete = complete and len(small) == len(callings)
            if any(status != cp_model.INFEASIBLE for _, status in answers):
                return False
        if complete:
            nom, value = list(within.items())[-1]
            self.proven[nom] = value + 1
        return False

    def _of_calling(self, problem: Problem, called: Sequence[int], within: dict[str, int]) -> WholeModel:
        """The model of the plans that call so many membres each day."""
        whole = WholeModel(problem)
        model, x = whole.model, whole.x
        whole.limit(within)
        for day, number in enumerate(called):
            model.add(total(x.called(p.index, day) for p in problem.people if p.membre) == number)
        return whole

    def _few_juries(self, called: Sequence[int]) -> list[int]:
        """As many juries a day as the membres called make at once; where that leaves some, one group sits by turns."""
        n = self.problem.session.referentiel.membres_min
        return [c // n if c % n == 0 else c // n - 1 + comb(n + c % n, n) for c in called]

    def _all_juries(self, called: Sequence[int]) -> list[int]:
        """As many juries a day as there are sets of the membres called (`jurys_distincts`)."""
        n, most = self.problem.session.referentiel.membres_min, max(slot.most for slot in self.problem.slots)
        return [sum(comb(c, size) for size in range(n, most + 1)) for c in called]


# Improving the plan known where jury-days are not counted: searches for one that costs less, all levels at once.


class Improvement:
    """Searches for a plan that costs less after the first levels, so many of which are in days."""

    def __init__(self, best: Incumbent, clock: Clock, in_days: int) -> None:
        self.best, self.clock, self.in_days = best, clock, in_days

    def first(self, problem: Problem, assignment: Assignment | None, narrower: Problem, proven: int) -> None:
        """Spend a few seconds: with the same juries (`assignment`), then with any of a narrower problem.

        `proven` levels cost no less.
        """
        with self.clock.part(min(LONG, TRY * self.clock.left())):
            with self.clock.part(STAGE * self.clock.left()):
                self.same_juries(problem, assignment, proven)
            if may_build(narrower, self.clock):
                self.best.improve(WholeModel(narrower), max(self.in_days, proven))

    def same_juries(self, problem: Problem, assignment: Assignment | None, proven: int) -> None:
        """Look for a plan that costs less with the same juries (`assignment`), `proven` levels being at their least."""
        if assignment is not None and may_assign(problem, assignment, self.clock):
            self.best.improve(assigned(problem, assignment), max(self.in_days, proven))

    def down_to(self, problem: Problem, niveaux: Sequence[Niveau], proven: int, known: Mapping[str, int]) -> bool:
        """Minimise the level after those proven in a narrower problem, down to the bound known; whether it closed."""
        if not (may_learn(problem) and may_build(problem, self.clock)):
            return False
        bounds = self.best.close(WholeModel(problem, ordered=True), niveaux[: proven + 1], proven, known, quietly=True)
        return bounds.get(niveaux[proven].nom) == self.best.value(niveaux[proven].nom)

    def last(self, problems: Sequence[Problem], proven: int) -> None:
        """Spend what is left, the first part of it in the narrowest problem."""
        for problem in problems if self.best.whole is not None else ():
            with self.clock.part((1.0 if problem is problems[-1] else STAGE) * self.clock.left()):
                if within_reach(problem, MEDIUM) and may_build(problem, self.clock):
                    self.best.improve(WholeModel(problem), max(self.in_days, proven))

    def close(
        self, problem: Problem, niveaux: Sequence[Niveau], proven: int, known: Mapping[str, int]
    ) -> dict[str, int]:
        """Minimise the levels that are not proven, as many being so, until one does not close: bounds, by name.

        Of a larger problem one worker closes nothing in a minute: plans alone are looked for there.
        """
        if not (may_learn(problem) and may_build(problem, self.clock)):
            return {}
        return self.best.close(WholeModel(problem, ordered=True), niveaux, proven, known)
