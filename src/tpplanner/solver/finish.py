"""What remains once nothing more is to be proven: the last levels, and a choice among plans that are equally good."""

from collections.abc import Sequence

from ortools.sat.python import cp_model

from tpplanner.domain.reglages import Niveau
from tpplanner.solver.in_order import Places, exchanged, places_in_order, renamed
from tpplanner.solver.incumbent import Incumbent
from tpplanner.solver.jury_day import JuryDays
from tpplanner.solver.posting import total
from tpplanner.solver.problem import Problem, unassigned
from tpplanner.solver.run import FOUND, Clock, hint, run
from tpplanner.solver.whole import WholeModel

LAST_LEVELS_SECONDS = 3.0
"""The most that levels beyond the master's reach take once the others are proven: told with their gap."""

LAST_LEVELS_AT_LEAST = 1.5
"""What they may take however little the plan took: a second shows most of what there is to gain."""

LITTLE_SECONDS = 0.3
LITTLE_SHARE = 0.2
"""What the last levels and each choice may take: that part of what the plan took, or those seconds if that is less."""

FREE_HEARINGS = 600
"""Pairs of a chain and a jury beyond which the last levels keep each candidat before his jury."""

EXCHANGING_SECONDS = 0.0002
"""About what it takes to build their model anew, candidats in each other's place, for each such pair."""

READING_SECONDS = 0.00003
"""About what it takes to say a plan to the model of its juries, or to copy it, for each pair of a chain and a jury."""

TIDY_SECONDS = 1.0
"""For each of the two choices among plans that are equally good."""


class Finish:
    """The best plan of a problem, made better where no bound is sought, no level any worse.

    No step is begun for whose model no time is left.
    """

    def __init__(self, problem: Problem, jury_days: JuryDays, best: Incumbent, clock: Clock) -> None:
        self.problem, self.jury_days, self.best, self.clock = problem, jury_days, best, clock
        self._longest = 0.0
        """what a step took until its search began"""

    def improve(self, niveaux: Sequence[Niveau]) -> dict[str, int]:
        """Search those levels for a few seconds, then put the juries' own work in its place; bounds of the levels."""
        whole = self._model_of_its_juries(niveaux) if self._may_begin() else None
        if whole is None:
            return {}
        bornes = self._last_levels(whole, niveaux) if self._may_begin() else {}
        self._tidy()
        return bornes

    def _may_begin(self, steps: int = 1) -> bool:
        """Whether there is time for so many steps, each like the longest so far."""
        kept = self.best.whole
        pairs = 0 if kept is None else len(kept.problem.units) * len(kept.problem.slots)
        return self.clock.left() > steps * max(self._longest, READING_SECONDS * pairs)

    def _began(self, left: float) -> None:
        """Remember what a step took, begun when so much was left."""
        self._longest = max(self._longest, left - self.clock.left())

    def _model_of_its_juries(self, niveaux: Sequence[Niveau]) -> WholeModel | None:
        """A model of the best plan's juries, no level any worse.

        They hear whom they like, unless there are too many, or these levels cannot be lower.
        """
        left = self.clock.left()
        self.best.tighten()
        self._began(left)
        kept, solver = self.best.whole, self.best.solver
        if kept is None or solver is None:
            return None
        values = {nom: int(solver.value(level)) for nom, level in kept.levels.items()}
        kept.limit(values)
        hint(kept.model, solver)
        pairs = len(kept.problem.units) * len(kept.problem.slots)
        if self._at_their_least(niveaux):
            return kept
        places = self._places_in_order() if self._may_begin(2) else None
        if places is not None and self.clock.left() > EXCHANGING_SECONDS * pairs:
            whole = WholeModel(exchanged(kept.problem, places))
            whole.limit(values)
            self._take_places(places, whole)
        if pairs <= FREE_HEARINGS and not self._at_their_least(niveaux) and self._may_begin(2):
            whole = WholeModel(unassigned(kept.problem))
            whole.limit(values)
            self.best.suggest_to(whole)
        return self.best.whole

    def _at_their_least(self, niveaux: Sequence[Niveau]) -> bool:
        """Whether none of these levels can be lower in any plan."""
        return not any(self.best.value(niveau.nom) for niveau in niveaux)

    def _take_places(self, places: Places, whole: WholeModel) -> None:
        if self.best.plan is not None:
            self.best.replace_by(renamed(self.problem, self.best.plan, places), whole)

    def _places_in_order(self) -> Places | None:
        """Where the order of hearings counts, whose place candidats who are alike take."""
        if self.best.plan is None or all(
            t.regle != "ordre" for niveau in self.problem.reglages.niveaux for t in niveau.termes
        ):
            return None
        return places_in_order(self.problem, self.jury_days, self.best.plan, self.clock)

    def _last_levels(self, whole: WholeModel, niveaux: Sequence[Niveau]) -> dict[str, int]:
        """Levels among the juries of the best plan, in a few seconds: told with a gap, their bound being 0."""
        bornes: dict[str, int] = {}
        for niveau in niveaux:
            minimum = self.best.minimise(whole, niveau, self._little(LAST_LEVELS_SECONDS, LAST_LEVELS_AT_LEAST), 0)
            if minimum.value is None:
                break
            bornes[niveau.nom] = 0
            whole.limit({niveau.nom: minimum.value})
        return bornes

    def _little(self, most: float, least: float = LITTLE_SECONDS) -> float:
        """So many seconds at most, and less where the plan itself took little."""
        spent = self.clock.budget.seconds - self.clock.left()
        return min(most, max(least, LITTLE_SHARE * spent), self.clock.left())

    def _tidy(self) -> None:
        """Among plans as good: juries that end early, then each reading and correction just before its candidat."""
        self._end_early()
        whole, solver, left = self.best.whole, self.best.solver, self.clock.left()
        if whole is None or solver is None or not self._may_begin():
            return
        model, x = whole.model.clone(), whole.x
        for fixed in whole.passages_and_bounds():
            model.add(fixed == solver.value(fixed))
        own = [x.lecture(a) for a in whole.problem.applicants]
        own += [x.correction(t) for t in whole.problem.tasks if not t.watched]
        model.maximize(total(own))
        hint(model, solver)
        self._began(left)
        self._improve(whole, model)

    def _end_early(self) -> None:
        """Bring each jury-day forward, with the same candidats before the same juries and no level any worse."""
        whole, solver, left = self.best.whole, self.best.solver, self.clock.left()
        if whole is None or solver is None or not self._may_begin():
            return
        model = whole.model.clone()
        for relation in whole.same_hearings(solver):
            model.add(relation)
        model.minimize(total(whole.x.cloture(slot) for slot in whole.problem.slots))
        hint(model, solver)
        self._began(left)
        self._improve(whole, model)

    def _improve(self, whole: WholeModel, model: cp_model.CpModel) -> None:
        solver, status = run(model, self.clock, self._little(TIDY_SECONDS))
        if status in FOUND:
            self.best.keep(whole, solver)
