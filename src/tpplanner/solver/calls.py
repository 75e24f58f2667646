"""Whether candidats are called at other hours than in the reference plan, for passages that stay as they are.

They are where the accueil of their day begins at another hour, for those whom it calls, or where plis are opened
before other passages.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from ortools.sat.python import cp_model

from tpplanner.domain.accueils import accueillable, begun_accueils
from tpplanner.domain.appels import appels
from tpplanner.domain.plan import Accueil, NatureAccueil, Passage, Plan
from tpplanner.solver.posting import Expr, Literal
from tpplanner.solver.problem import DAY, Applicant, Problem, Task, minute
from tpplanner.solver.variables import IntVar, Variables
from tpplanner.solver.variables.base import Remembering, once


class Calls(Remembering):
    """The calls of the reference plan beside the variables of a model."""

    def __init__(self, problem: Problem, x: Variables, plan: Plan) -> None:
        super().__init__()
        self.problem, self.x, self.model, self.plan = problem, x, x.model, plan
        self.day_of = {day.date: day.index for day in problem.days}
        self.begun = begun_accueils(problem.session)
        self.known = appels(problem.session, plan)

    def otherwise(self, applicant: Applicant) -> Iterator[Literal]:
        """Literals of which one holds if his passages stay and a call of his does not; they may hold without need."""
        own = self.plan.du_candidat(applicant.id)
        for task in (self.problem.tasks[t] for t in applicant.tasks):
            heure = self.known.get((applicant.id, task.epreuve.id))
            passage = next((p for p in own if p.epreuve == task.epreuve.id), None)
            if heure is not None and passage is not None and passage.jour in self.day_of:
                yield self._otherwise(task, own, passage, heure)

    def _otherwise(self, task: Task, own: tuple[Passage, ...], passage: Passage, heure: datetime) -> Literal:
        changed, debut = self.model.new_bool_var(""), passage.debut
        before = debut - timedelta(minutes=self.problem.reglages.convocation)
        opened, accueil = self._opened(task, debut), self._accueil_du_jour(debut.date())
        for lit, plis in ((~opened, 0), (opened, self.problem.reglages.plis)):
            same = self._same_call(own, debut, plis, heure)
            called: Literal = self.x.false
            moment = before
            if isinstance(accueil, Accueil):
                moment = accueil.debut if before < accueil.fin <= debut else before
            elif accueil is not None:
                called = self._welcomes(debut.date(), _since(debut, before))
                as_before = self.model.new_bool_var("")
                self.model.add_bool_or([changed, as_before, ~lit, ~called])
                self.model.add_linear_expression_in_domain(accueil[1], same).only_enforce_if(as_before)
            if not same.contains(_since(debut, moment)):
                self.model.add_bool_or([changed, called, ~lit])
        return changed

    def _opened(self, task: Task, debut: datetime) -> Literal:
        """Whether plis are opened right before a task, if it begins then."""
        begun = any((a.nature, a.epreuve, a.fin) == (NatureAccueil.PLIS, task.epreuve.id, debut) for a in self.begun)
        return self.x.true if begun else self.x.opens_plis(task)

    def _same_call(self, own: tuple[Passage, ...], debut: datetime, plis: int, heure: datetime) -> cp_model.Domain:
        """The minutes at which an accueil, or the réglage, may call for what begins then, the call being at that hour.

        He is called at the plis at the latest, also if he is busy until later than that minute, and never before the
        hour of the convocation that he holds.
        """
        latest, call = minute(debut) - plis, _since(debut, heure)
        held = [
            minute(c.heure)
            for c in self.problem.session.convocations
            if (c.personne, c.jour) == (own[0].candidat, debut.date()) and not (c.accord or c.deduite)
        ]
        held_until = max(held, default=-DAY)
        earlier = (p for p in own if p.jour == debut.date() and p.debut < debut)
        busy_until = max((_since(debut, p.fin) for p in earlier), default=-DAY)
        if call == latest:
            free = [] if held_until >= latest else [[min(busy_until, latest), latest - 1]]
            return cp_model.Domain.from_intervals(free).complement() if free else cp_model.Domain.all_values()
        lowest = busy_until if call == held_until else max(busy_until, call)
        return cp_model.Domain.from_intervals([[lowest, call]] if held_until <= call < latest else [])

    @once
    def _accueil_du_jour(self, jour: date) -> "Accueil | tuple[IntVar, IntVar] | None":
        """The accueil of a day, if it has begun; else when the first épreuve begins and it does; None for neither."""
        for accueil in self.begun:
            if (accueil.nature, accueil.jour) == (NatureAccueil.ACCUEIL, jour):
                return accueil
        now = self.problem.session.maintenant
        if any(p.jour == jour and now is not None and p.debut < now for p in self.plan.passages):
            return None
        return self._to_come(jour)

    @once
    def _to_come(self, jour: date) -> tuple[IntVar, IntVar]:
        """When the first épreuve of a day begins, and its accueil, where there is one before it."""
        model, x, reglages = self.model, self.x, self.problem.reglages
        day = self.day_of[jour]
        first, begins = model.new_int_var(0, DAY, f"first of {day}"), model.new_int_var(-DAY, DAY, "")
        accueil = model.new_int_var(-DAY, 3 * DAY, f"accueil of {day}")
        at_first = {task: self._begins_at(task, day, first) for task in self._may_be_first(day)}
        model.add_bool_or([*at_first.values(), ~x.day_used(day)])
        plis = x.any_literal(
            x.both(lit, x.opens_plis(task)) for task, lit in at_first.items() if self.problem.is_sealed(task)
        )
        for length, lit in ((reglages.accueil, x.first_day(day)), (reglages.accueil_autres_jours, ~x.first_day(day))):
            model.add(begins == first - length).only_enforce_if(lit, ~plis)
            model.add(begins == first - max(length, reglages.plis)).only_enforce_if(lit, plis)
        model.add_max_equality(accueil, [begins, self._soonest(jour, at_first)])
        return first, accueil

    def _may_be_first(self, day: int) -> Iterator[Task]:
        """The tasks that may begin a day, but those that follow another at once."""
        for task in self.problem.tasks:
            unit = self.problem.units[task.unit] if task.unit >= 0 else None
            follows = unit is not None and unit.rigid and task.index != unit.tasks[0]
            if not follows and self.x.on(task, day) is not self.x.false:
                yield task

    def _begins_at(self, task: Task, day: int, first: IntVar) -> Literal:
        """Whether a task begins with its day."""
        on, begins = self.x.on(task, day), self.model.new_bool_var("")
        self.model.add_implication(begins, on)
        self.model.add(self.x.start(task) == first).only_enforce_if(begins)
        self.model.add(self.x.start(task) > first).only_enforce_if(on, ~begins)
        return begins

    def _soonest(self, jour: date, at_first: dict[Task, Literal]) -> Expr | int:
        """The moment before which nobody can welcome those who begin a day: that of the soonest of them."""
        moments = {
            task: minute(accueillable(self.problem.session, self.problem.applicants[task.candidat].id, jour))
            for task in at_first
        }
        if len(set(moments.values())) < 2:
            return next(iter(moments.values()), 0)
        soonest = self.model.new_int_var(0, 2 * DAY, "")
        self.model.add_min_equality(soonest, [moments[task] + DAY * (1 - lit) for task, lit in at_first.items()])
        return soonest

    @once
    def _welcomes(self, jour: date, before: int) -> Literal:
        """Whether there is an accueil on a day, and it calls those who would be called at that minute."""
        first, accueil = self._to_come(jour)
        there, later = self.model.new_bool_var(""), self.model.new_bool_var("")
        self.model.add(accueil < first).only_enforce_if(there)
        self.model.add(accueil >= first).only_enforce_if(~there)
        self.model.add(first > before).only_enforce_if(later)
        self.model.add(first <= before).only_enforce_if(~later)
        return self.x.both(there, later)


def _since(debut: datetime, moment: datetime) -> int:
    """Minutes from the midnight before `debut` to a moment, which may be before it."""
    return minute(debut) + int((moment - debut).total_seconds()) // 60
