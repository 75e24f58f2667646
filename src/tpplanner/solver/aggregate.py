"""Bounds by counting whole days: how many membres are called, how many chains are heard, how long juries work.

A relaxation of the master without juries, links or hours: a few integers a day. It sees at once what the master must
search for when membres may sit in two juries a day: at no moment do more juries work than the membres called make. The
chains of one candidat may be heard on several days: what juries do for him besides watching lies then on any of them.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from tpplanner.domain.reglages import Niveau
from tpplanner.solver.compilation import away_all_day
from tpplanner.solver.posting import Expr, total
from tpplanner.solver.problem import DAY, Day, Problem, Unit
from tpplanner.solver.run import Clock, run
from tpplanner.solver.strengthen import rooms_for_juries
from tpplanner.solver.workload import (
    around_work,
    besides,
    break_always_at_midday,
    deducted_only_over_midday,
    hidden_in_break,
    longest_beside_midday,
    rest_in_presence,
    rests_are_due,
    watching,
    weight_at_most,
    weight_of,
)

AGGREGATE_SECONDS = 2.0
"""For one level: these models are tiny."""


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Chains that counting does not tell apart: jury minutes, weight, collective épreuves before.

    `only`: it is all that the candidat has before a jury.
    """

    work: int
    weight: int
    collectives: tuple[str, ...]
    only: bool


class Aggregate:
    """The counting model of a problem; `bounds` closes its levels in turn."""

    def __init__(self, problem: Problem, clock: Clock) -> None:
        self.problem, self.clock = problem, clock
        self.model = cp_model.CpModel()
        self.crowds = Counter(self._crowd(unit) for unit in problem.units)
        self.called = {d.index: self._count(self._membres(d)) for d in problem.days}
        self.juries = {d.index: self._count(len(problem.applicants)) for d in problem.days}
        self.over_midday = {d.index: self._count(len(problem.applicants)) for d in problem.days}
        self.rests = {d.index: self._count(DAY) for d in problem.days}
        self.heard = {(c, d.index): self._count(n) for c, n in self.crowds.items() for d in problem.days}
        self.besides = {d.index: self._count(self._besides()) for d in problem.days}
        self.on = {(e, d.index): self.model.new_bool_var("") for e in self._collectives() for d in problem.days}
        self._post()

    def bounds(self, known: Mapping[str, int] | None = None) -> dict[str, int]:
        """A bound for each level, given that those before are at theirs; up to the first that counting leaves open.

        `known` are bounds shown otherwise, of the first levels: no less is counted.
        """
        result: dict[str, int] = {}
        for niveau in self.problem.reglages.niveaux:
            objective = self._level(niveau)
            if objective is None:
                break
            self.model.add(objective >= (known or {}).get(niveau.nom, 0))
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

    def _crowd(self, unit: Unit) -> _Crowd:
        applicant = self.problem.applicants[unit.candidat]
        only = len(applicant.units) == 1
        work = watching(self.problem, unit) + (besides(self.problem, applicant) if only else 0)
        tasks = [self.problem.tasks[t] for t in applicant.tasks]
        written = (t.epreuve.id for t in tasks if t.epreuve.collective and t.unit < 0)
        before = (e for e in written if any(e in self.problem.tasks[t].epreuve.apres for t in unit.tasks))
        return _Crowd(work, weight_of(self.problem, unit), tuple(before), only)

    def _besides(self) -> int:
        """What juries do for those of several chains besides watching them: no less than if one jury heard them all."""
        return sum(besides(self.problem, a) for a in self.problem.applicants if len(a.units) > 1)

    # What holds of whole days

    def _post(self) -> None:
        days = [d.index for d in self.problem.days]
        for crowd, number in self.crowds.items():
            self.model.add(total(self.heard[crowd, d] for d in days) == number)
        for epreuve in self._collectives():
            self.model.add_exactly_one(self.on[epreuve, d] for d in days)
        self.model.add(total(self.besides.values()) == self._besides())
        for day in self.problem.days:
            self._post_day(day)
            for crowd, number in self.crowds.items():
                for epreuve in crowd.collectives:
                    passed = total(self.on[epreuve, d] for d in days if d <= day.index)
                    self.model.add(self.heard[crowd, day.index] <= number * passed)

    def _post_day(self, day: Day) -> None:
        problem, n = self.problem, self.problem.session.referentiel.membres_min
        called, juries = self.called[day.index], self.juries[day.index]
        self.model.add(self._heard(day) <= len(problem.units) * juries)
        most = weight_at_most(problem)
        if most is not None:
            self.model.add(most * juries >= self._weight(day))
            self.model.add(most * called >= n * self._weight(day))
        at_once = self._count(len(problem.people))
        self.model.add(n * at_once <= called)
        self.model.add(self._heard(day) <= len(problem.units) * at_once)
        window = day.lunch[1] - day.lunch[0] if break_always_at_midday(problem, day) else 0
        taken = window - problem.reglages.pause_jury if window else 0
        hours = day.close - day.open
        work = self._work(day) - hidden_in_break(problem) * juries
        self.model.add(n * work <= n * (hours - window) * at_once + taken * called)
        self.model.add(work <= hours * at_once)
        if problem.reglages.salle_a_midi:
            self.model.add(work <= len(rooms_for_juries(problem, day)) * hours)
        over, beside = self.over_midday[day.index], max(0, longest_beside_midday(problem, (day.open, day.close)))
        self.model.add(over <= juries)
        self.model.add(work <= hours * over + beside * (juries - over))
        if not problem.session.reference:
            self._post_of_what_is_to_come(day)

    def _post_of_what_is_to_come(self, day: Day) -> None:
        """What holds of juries that have not begun: what has may break a rule.

        As few membres as one jury takes are one jury of the day (`jurys_distincts`). No stretch of a jury's work passes
        the limit: between two of them is a rest, or the break, and whose break is deducted costs midday.
        """
        problem, n = self.problem, self.problem.session.referentiel.membres_min
        juries, over = self.juries[day.index], self.over_midday[day.index]
        if not problem.session.jurys:
            several = self.model.new_bool_var("")
            self.model.add(juries <= 1 + len(problem.applicants) * several)
            self.model.add(self.called[day.index] >= (n + 1) * several)
        if rests_are_due(problem) and deducted_only_over_midday(problem, day):
            limit, air = problem.reglages.travail_continu, problem.reglages.battement
            self.model.add((limit + air) * (over + self.rests[day.index]) >= self._work(day) - limit * juries)

    def _heard(self, day: Day) -> Expr:
        return total(self.heard[crowd, day.index] for crowd in self.crowds)

    def _weight(self, day: Day) -> Expr:
        """What those heard that day weigh in the quota."""
        return total(crowd.weight * self.heard[crowd, day.index] for crowd in self.crowds)

    def _presence(self, day: Day) -> Expr:
        """What the work of a day costs in presence: no less than it takes, in whole steps as that of each jury.

        And midday for those too long beside it, and the rests that are not their breaks.
        """
        step, steps = self.problem.reglages.pas, self._count(DAY * len(self.problem.people))
        self.model.add(step * steps >= self._work(day) + rest_in_presence(self.problem) * self.rests[day.index])
        return step * steps + self.problem.reglages.presence_midi * self.over_midday[day.index]

    def _work(self, day: Day) -> Expr:
        """Minutes that juries surely work that day: nothing is said of those who watch several candidats at once."""
        if self.problem.watched_together > 1:
            return total([])
        work = total(crowd.work * self.heard[crowd, day.index] for crowd in self.crowds)
        return work + self.besides[day.index] + around_work(self.problem) * self.juries[day.index]

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
            self.model.add(self._heard(day) <= len(self.problem.units) * literal)
            used.append(literal)
        return total(used)

    def _candidat_days(self) -> Expr:
        """Each candidat comes on a day, or on more where his collective épreuves and his only chain are on several."""
        active: list[Expr] = []
        for crowd, number in ((c, n) for c, n in self.crowds.items() if c.only):
            for day in self.problem.days:
                there = self._count(number)
                self.model.add(there >= self.heard[crowd, day.index])
                for epreuve in crowd.collectives:
                    self.model.add(there >= number * self.on[epreuve, day.index])
                active.append(there)
        return total(active) + sum(len(a.units) != 1 for a in self.problem.applicants)
