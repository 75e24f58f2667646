"""What a change must disturb at least, by counting whole days: who is called, who is told, passages on another day.

Only what the reference plan has can be disturbed, and it may lack anything: rows deleted by hand.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from ortools.sat.python import cp_model

from tpplanner.domain.plan import Composition, NatureTravail, Passage, Plan
from tpplanner.solver.aggregate import AGGREGATE_SECONDS, Aggregate
from tpplanner.solver.compilation import away_all_day
from tpplanner.solver.posting import Expr, total
from tpplanner.solver.problem import Applicant, Day, Problem, minute
from tpplanner.solver.run import Clock, run
from tpplanner.solver.strengthen import pairs_of_membres
from tpplanner.solver.workload import weight_at_most


@dataclass(frozen=True, slots=True)
class Floors:
    """Membres called who were not; people to be told; passages, and works on candidats, that change day with them."""

    called: int
    told: int
    passages: int
    works: int


class CountedChange(Aggregate):
    """The counting model of a problem beside its reference plan."""

    def __init__(self, problem: Problem, clock: Clock, reference: Plan) -> None:
        super().__init__(problem, clock)
        self.reference = reference
        self.day_of = {day.date: day.index for day in problem.days}
        self.heard_on = {a.index: day for a in problem.applicants for day in self._heard_on(a)}
        self.gone = self._kept_away()
        self.anew: dict[int, cp_model.IntVar] = {}
        if pairs_of_membres(problem):
            for day in problem.days:
                self._quotas_at_once(day)

    def floors(self) -> Floors:
        """What each is at least, those before being at that."""
        called = self._called_anew()
        least = self._least(called)
        self.model.add(called <= least)
        told = self._surely_told() + self._least(self._told_anew())
        candidats = self._least(self._on_another_day())
        heard = [self.problem.applicants[index] for index in self.heard_on]
        passages = min((len({p.epreuve for p in self._before_jury(a)}) for a in heard), default=0)
        works = min((self._works_that_day(a) for a in heard), default=0)
        return Floors(least, told, passages * candidats, works * candidats)

    def _surely_told(self) -> int:
        """Membres who cannot sit when they did; candidats of whom the reference plan has nothing."""
        known = {p.candidat for p in self.reference.passages}
        return len(self.gone) + sum(a.id not in known for a in self.problem.applicants)

    def _kept_away(self) -> set[str]:
        """Membres who cannot sit when they did."""
        problem, now = self.problem, self.problem.session.maintenant
        gone = set()
        for c in (c for c in self.reference.compositions if now is None or c.debut >= now):
            for person in (p for p in problem.people if p.membre and p.id in c.membres):
                day = self.day_of.get(c.jour)
                away = () if day is None else person.away[day]
                if day is None or not person.habilite[day] or any(_meets(c, start, end) for start, end in away):
                    gone.add(person.id)
        return gone

    def _told_anew(self) -> Expr:
        """Those called on a day who were not, less who of them cannot sit when he did; candidats on another day."""
        at_once = self._count(len(self.problem.people))
        for day, more in self.anew.items():
            before = {
                m for c in self.reference.compositions if c.jour == self.problem.days[day].date for m in c.membres
            }
            self.model.add(at_once >= more - len(self.gone - before))
        return at_once + self._on_another_day()

    def _before_jury(self, applicant: Applicant) -> list[Passage]:
        """What the reference plan has of the passages of his chains."""
        watched = {self.problem.tasks[t].epreuve.id for u in applicant.units for t in self.problem.units[u].tasks}
        return [p for p in self.reference.du_candidat(applicant.id) if p.epreuve in watched]

    def _works_that_day(self, applicant: Applicant) -> int:
        """What the reference plan has of the works that a jury does for him on the day on which it hears him."""
        tasks = (self.problem.tasks[t] for t in applicant.tasks)
        works = {
            (NatureTravail.LECTURE, ""),
            *((NatureTravail.CORRECTION, t.epreuve.id) for t in tasks if not t.watched),
        }
        days: dict[tuple[NatureTravail, str], set[int]] = defaultdict(set)
        for travail in (t for t in self.reference.travaux if t.candidat == applicant.id):
            days[travail.nature, travail.epreuve].add(self.day_of.get(travail.debut.date(), -1))
        return sum(days[work] == {self.heard_on[applicant.index]} for work in works)

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
            self.anew[day.index] = more
        return total(anew)

    def _on_another_day(self) -> Expr:
        """Σ over days and kinds of those heard beyond those who were, but for those who were on no day."""
        before: Counter[tuple[object, int]] = Counter()
        anew = Counter(self.crowds)
        for index, day in self.heard_on.items():
            crowd = self._crowd(self.problem.units[self.problem.applicants[index].units[0]])
            before[crowd, day] += 1
            anew[crowd] -= 1
        moved = []
        for (crowd, day), heard in self.heard.items():
            more = self._count(self.crowds[crowd])
            self.model.add(more >= heard - before[crowd, day])
            moved.append(more)
        return total(moved) - anew.total()

    def _heard_on(self, applicant: Applicant) -> list[int]:
        """The day of his only chain in the reference plan, -1 for none of the session's; nothing if not known."""
        days = {self.day_of.get(passage.jour, -1) for passage in self._before_jury(applicant)}
        return list(days) if len(applicant.units) == len(days) == 1 else []


def _meets(composition: Composition, start: int, end: int) -> bool:
    """Whether a jury-day of the reference plan has a minute in common with that stretch of its day."""
    return minute(composition.debut) < end and start < minute(composition.fin)
