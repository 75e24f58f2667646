"""What a change must disturb at least, by counting whole days: membres called who were not, passages on another day."""

from collections import Counter
from dataclasses import dataclass

from ortools.sat.python import cp_model

from tpplanner.domain.plan import Plan
from tpplanner.solver.aggregate import AGGREGATE_SECONDS, Aggregate
from tpplanner.solver.compilation import away_all_day
from tpplanner.solver.posting import Expr, total
from tpplanner.solver.problem import Applicant, Day, Problem
from tpplanner.solver.run import Clock, run
from tpplanner.solver.strengthen import pairs_of_membres
from tpplanner.solver.workload import weight_at_most


@dataclass(frozen=True, slots=True)
class Floors:
    """Membres called who were not; passages that change day; works on candidats that change day with them."""

    called: int
    passages: int
    works: int


class CountedChange(Aggregate):
    """The counting model of a problem beside its reference plan."""

    def __init__(self, problem: Problem, clock: Clock, reference: Plan) -> None:
        super().__init__(problem, clock)
        self.reference = reference
        self.day_of = {day.date: day.index for day in problem.days}
        if pairs_of_membres(problem):
            for day in problem.days:
                self._quotas_at_once(day)

    def floors(self) -> Floors:
        """What each is at least, those before being at that."""
        called = self._called_anew()
        least = self._least(called)
        self.model.add(called <= least)
        candidats = self._least(self._on_another_day())
        applicants = [a for a in self.problem.applicants if a.units]
        passages = min((len(self.problem.units[a.units[0]].tasks) for a in applicants), default=0)
        works = min((1 + self._corrections(a) for a in applicants), default=0)
        return Floors(least, passages * candidats, works * candidats)

    def _corrections(self, applicant: Applicant) -> int:
        """How many épreuves of his a jury corrects, on the day on which it hears him."""
        return sum(not self.problem.tasks[t].watched for t in applicant.tasks)

    def impossible(self) -> bool:
        """Whether whole days cannot be so counted at all: then no plan exists."""
        self.model.clear_objective()  # type: ignore[no-untyped-call]
        _, status = run(self.model, self.clock, AGGREGATE_SECONDS)
        return status == cp_model.INFEASIBLE

    def _least(self, objective: Expr) -> int:
        self.model.minimize(objective)
        solver, status = run(self.model, self.clock, AGGREGATE_SECONDS)
        return round(solver.objective_value) if status == cp_model.OPTIMAL else 0

    def _quotas_at_once(self, day: Day) -> None:
        """Quota · ⌊called / 2⌋ ≥ what those heard weigh (see `strengthen.membre_days_by_quota`)."""
        most = weight_at_most(self.problem)
        if most is not None:
            at_once = self._count(len(self.problem.people))
            self.model.add(2 * at_once <= self.called[day.index])
            self.model.add(most * at_once >= self._weight(day))

    def _called_anew(self) -> Expr:
        """Σ over days of those called beyond those who were and still can be."""
        anew = []
        for day in self.problem.days:
            before = {m for c in self.reference.compositions if c.jour == day.date for m in c.membres}
            able = (
                p
                for p in self.problem.people
                if p.membre and p.habilite[day.index] and not away_all_day(day, p.away[day.index])
            )
            more = self._count(len(self.problem.people))
            self.model.add(more >= self.called[day.index] - sum(p.id in before for p in able))
            anew.append(more)
        return total(anew)

    def _on_another_day(self) -> Expr:
        """Σ over days and kinds of those heard beyond those who were."""
        applicants = self.problem.applicants
        if any(len(a.units) != 1 for a in applicants) or {p.candidat for p in self.reference.passages} != {
            a.id for a in applicants
        }:
            return total([])
        chains = [(self.problem.units[a.units[0]], a) for a in applicants]
        before = Counter((self._crowd(chain), self._heard_on(a)) for chain, a in chains)
        moved = []
        for (crowd, day), heard in self.heard.items():
            more = self._count(len(applicants))
            self.model.add(more >= heard - before[crowd, day])
            moved.append(more)
        return total(moved)

    def _heard_on(self, applicant: Applicant) -> int:
        """The day on which the reference plan has a candidat before his jury, -1 for none of the session's."""
        heard = (p for p in self.reference.passages if p.candidat == applicant.id and p.suivies)
        return next((self.day_of.get(p.jour, -1) for p in heard), -1)
