"""Bounds by counting whole days: how many membres are called, how many candidats are heard, how long juries work.

A relaxation of the master without juries, links or hours: a few integers a day. It sees at once what the master must
search for when membres may sit in two juries a day: at no moment do more juries work than the membres called make.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from tpplanner.domain.reglages import Niveau
from tpplanner.solver.compilation import away_all_day
from tpplanner.solver.posting import Expr, total
from tpplanner.solver.problem import Applicant, Day, Problem
from tpplanner.solver.run import Clock, run
from tpplanner.solver.strengthen import break_always_at_midday, rooms_for_juries, work_with

AGGREGATE_SECONDS = 2.0
"""For one level: these models are tiny."""


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Candidats that counting does not tell apart: their number, jury minutes, weight, collective épreuves before."""

    work: int
    weight: int
    collectives: tuple[str, ...]


class Aggregate:
    """The counting model of a problem; `bounds` closes its levels in turn."""

    def __init__(self, problem: Problem, clock: Clock) -> None:
        self.problem, self.clock = problem, clock
        self.model = cp_model.CpModel()
        self.crowds = Counter(self._crowd(a) for a in problem.applicants)
        self.called = {d.index: self._count(self._membres(d)) for d in problem.days}
        self.juries = {d.index: self._count(len(problem.applicants)) for d in problem.days}
        self.heard = {(c, d.index): self._count(n) for c, n in self.crowds.items() for d in problem.days}
        self.on = {(e, d.index): self.model.new_bool_var("") for e in self._collectives() for d in problem.days}
        self._post()

    def bounds(self) -> dict[str, int]:
        """A bound for each level, given that those before are at theirs; up to the first that counting leaves open."""
        result: dict[str, int] = {}
        for niveau in self.problem.reglages.niveaux:
            objective = self._level(niveau)
            if objective is None:
                break
            self.model.minimize(objective)
            solver, status = run(self.model, self.clock, AGGREGATE_SECONDS)
            if status != cp_model.OPTIMAL:
                break
            result[niveau.nom] = round(solver.objective_value)
            self.model.add(objective <= result[niveau.nom])
        return result

    # What is counted

    def _count(self, most: int) -> cp_model.IntVar:
        return self.model.new_int_var(0, most, "")

    def _membres(self, day: Day) -> int:
        people = (p for p in self.problem.people if p.membre and p.habilite[day.index])
        return sum(not away_all_day(day, p.away[day.index]) for p in people)

    def _collectives(self) -> list[str]:
        return sorted({e for crowd in self.crowds for e in crowd.collectives})

    def _crowd(self, applicant: Applicant) -> _Crowd:
        """A candidat of several chains may be heard on several days: he counts for his watching alone, on any."""
        tasks = [self.problem.tasks[t] for t in applicant.tasks]
        written = (t.epreuve.id for t in tasks if t.epreuve.collective and t.unit < 0)
        before = (e for e in written if self._precedes_all(e, applicant))
        return _Crowd(work_with(self.problem, applicant), applicant.weight, tuple(before))

    def _precedes_all(self, epreuve: str, applicant: Applicant) -> bool:
        """Whether an order link puts an épreuve before the only chain of a candidat."""
        if len(applicant.units) != 1:
            return False
        chain = self.problem.units[applicant.units[0]]
        return any(epreuve in self.problem.tasks[t].epreuve.apres for t in chain.tasks)

    # What holds of whole days

    def _post(self) -> None:
        days = [d.index for d in self.problem.days]
        for crowd, number in self.crowds.items():
            self.model.add(total(self.heard[crowd, d] for d in days) == number)
        for epreuve in self._collectives():
            self.model.add_exactly_one(self.on[epreuve, d] for d in days)
        for day in self.problem.days:
            self._post_day(day)
            for crowd, number in self.crowds.items():
                for epreuve in crowd.collectives:
                    passed = total(self.on[epreuve, d] for d in days if d <= day.index)
                    self.model.add(self.heard[crowd, day.index] <= number * passed)

    def _post_day(self, day: Day) -> None:
        problem, n = self.problem, self.problem.session.referentiel.membres_min
        heard = total(self.heard[crowd, day.index] for crowd in self.crowds)
        called, juries = self.called[day.index], self.juries[day.index]
        self.model.add(heard <= len(problem.applicants) * juries)
        quota = problem.session.quota
        if quota is not None and all(crowd.weight for crowd in self.crowds):
            self.model.add(quota * juries >= heard)
            self.model.add(quota * called >= n * heard)
        at_once = self._count(len(problem.people))
        self.model.add(n * at_once <= called)
        window = day.lunch[1] - day.lunch[0] if break_always_at_midday(problem, day) else 0
        taken = window - problem.reglages.pause_jury if window else 0
        hours = day.close - day.open
        self.model.add(n * self._presence(day) <= n * (hours - window) * at_once + taken * called)
        if problem.reglages.salle_a_midi:
            self.model.add(self._presence(day) <= len(rooms_for_juries(problem, day)) * hours)

    def _presence(self, day: Day) -> Expr:
        reglages = self.problem.reglages
        fixed = reglages.accueil_jury + reglages.cloture - min(reglages.battement, reglages.pause_jury)
        work = total(crowd.work * self.heard[crowd, day.index] for crowd in self.crowds)
        return work + fixed * self.juries[day.index]

    # Levels

    def _level(self, niveau: Niveau) -> Expr | None:
        """The level as counting sees it; None where it sees nothing of one of its rules."""
        costs: dict[str, Callable[[], Expr]] = {
            "journees_membre": lambda: total(self.called.values()),
            "jours": self._days,
            "presence_jury": lambda: total(self._presence(day) for day in self.problem.days),
            "jours_candidat": self._candidat_days,
        }
        if any(t.regle not in costs for t in niveau.termes):
            return None
        return total(t.poids * costs[t.regle]() for t in niveau.termes)

    def _days(self) -> Expr:
        used = []
        for day in self.problem.days:
            literal = self.model.new_bool_var("")
            heard = total(self.heard[crowd, day.index] for crowd in self.crowds)
            self.model.add(heard <= len(self.problem.applicants) * literal)
            used.append(literal)
        return total(used)

    def _candidat_days(self) -> Expr:
        active = []
        for crowd, number in self.crowds.items():
            for day in self.problem.days:
                there = self._count(number)
                self.model.add(there >= self.heard[crowd, day.index])
                for epreuve in crowd.collectives:
                    self.model.add(there >= number * self.on[epreuve, day.index])
                active.append(there)
        return total(active)
