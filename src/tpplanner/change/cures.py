"""What would make an impossible event possible: the same, told with one thing more, each with a plan for it.

A day that ends later; candidats of that day, or membres who are not called on it, who agree to other hours; a candidat
less. Each is first tried on the candidats of the day alone: most of what is not enough is known so at once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from tpplanner.audit import breaches, check
from tpplanner.change.session import Changed
from tpplanner.change.told import Told
from tpplanner.diagnosis.day_itself import FIN, SETTLING, of_the_day, troubled, with_only
from tpplanner.domain.outcome import Infeasible, Planned
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.errors import UserError
from tpplanner.planner import near_plan
from tpplanner.solver import Budget, Clock, has_a_plan
from tpplanner.texts import changements as textes
from tpplanner.texts.noms import Noms

TRIAL_SECONDS = 2.0
"""The most for one plan."""

QUARTER = 15
"""A day ends later by quarters of an hour."""

QUARTERS = 4
"""How many are tried, after the first one by which the day could end."""

LEFT_OUT = 4
"""Candidats who are tried to be left out, the last one first."""


Understood = Callable[[Told], Changed]
"""What is to be planned after what was told; raises UserError."""


@dataclass(frozen=True, slots=True)
class Cure:
    """What to tell with the event, as words of the command; in French, and the plan that shows that it is enough."""

    options: tuple[str, ...]
    phrase: str
    plan: Plan


def cures(understood: Understood, told: Told, outcome: Infeasible, budget: Budget) -> Iterator[Cure]:
    """What is enough, as it is found; nothing where no day is in trouble."""
    change = understood(told)
    for jour in troubled(change.session)[:1]:
        search = _Search(understood, told, change, jour, budget)
        yield from search.longer(outcome)
        yield from search.otherwise(search.of_the_day(), candidats=True)
        yield from search.otherwise(search.not_called(), candidats=False)
        yield from search.left_out()


class _Search:
    def __init__(self, understood: Understood, told: Told, change: Changed, jour: date, budget: Budget) -> None:
        self.understood, self.told, self.jour = understood, told, jour
        self.clock = Clock(budget)
        self.session: Session = change.session
        self.reference = self.session.reference[0]
        self.noms = Noms(self.session)

    # The day

    def longer(self, outcome: Infeasible) -> Iterator[Cure]:
        """The day until the first quarter of an hour that is enough."""
        fin = self.session.jour(self.jour).fin
        ends = [m.besoin for m in outcome.manques if m.quoi == FIN]
        first = -(-(ends[0] if ends else 60 * fin.hour + fin.minute + 1) // QUARTER) * QUARTER
        for minute in range(first, min(first + QUARTERS * QUARTER, 24 * 60), QUARTER):
            until = time(*divmod(minute, 60))
            plan = self._plan(replace(self.told, fin=f"{until:%Hh%M}"))
            if plan is not None:
                yield Cure(("--fin", f"{until:%Hh%M}"), textes.cure_fin(self.noms.jour(self.jour), until), plan)
                return

    # People

    def of_the_day(self) -> list[str]:
        """The candidats who have something to come on that day, and are not pinned; the last one first."""
        now = self.session.maintenant
        to_come = [p for p in self.reference.passages if p.jour == self.jour and (now is None or p.debut >= now)]
        pinned = {pin.candidat for pin in self.session.pins}
        return [id_ for id_ in dict.fromkeys(p.candidat for p in to_come[::-1]) if id_ not in pinned]

    def not_called(self) -> list[str]:
        """Membres who do not sit on that day."""
        called = {m for c in self.reference.compositions if c.jour == self.jour for m in c.membres}
        return [m.id for m in self.session.membres if m.id not in called and not m.observateur]

    def otherwise(self, ids: list[str], *, candidats: bool) -> Iterator[Cure]:
        """Those of them who come otherwise than convened, once all may."""
        convened = {c.personne for c in self.session.convocations}
        asked = [id_ for id_ in ids if id_ in convened]
        plan = self._plan(self._with_accord(asked)) if asked else None
        if plan is None:
            return
        moved = sorted({v.sujet[0] for v in breaches(self.session, plan, "convocation_respectee")})
        enough = self._changed(self._with_accord(moved)) if moved else None
        if enough is not None and check(enough.session, plan).conforme:
            names = [self.noms.etiquette(id_) for id_ in moved]
            quand = self._days(plan, moved) if candidats else [self.noms.jour(self.jour)]
            options = tuple(mot for nom in names for mot in ("--accord", nom))
            yield Cure(options, textes.cure_accord(names, quand), plan)

    def _with_accord(self, ids: list[str]) -> Told:
        return replace(self.told, accords=(*self.told.accords, *(self.noms.etiquette(id_) for id_ in ids)))

    def _days(self, plan: Plan, ids: list[str]) -> list[str]:
        days = sorted({p.jour for p in plan.passages if p.candidat in ids and p.suivies})
        return [self.noms.jour(jour) for jour in days]

    def left_out(self) -> Iterator[Cure]:
        """The last candidat without whom the others pass."""
        for id_ in self.of_the_day()[:LEFT_OUT]:
            nom = self.noms.etiquette(id_)
            plan = self._plan(replace(self.told, candidats=(*self.told.candidats, nom)))
            if plan is not None:
                yield Cure(("--absent-candidat", nom), textes.cure_reporte(nom), plan)
                return

    # Trials

    def _changed(self, told: Told) -> Changed | None:
        try:
            return self.understood(told)
        except UserError:
            return None

    def _plan(self, told: Told) -> Plan | None:
        """A plan of the event told so, which the audit accepts; None where none is soon found."""
        change = self._changed(told)
        if change is None or not self.clock.left():
            return None
        session = change.session
        if has_a_plan(with_only(session, of_the_day(session, self.jour)), self.clock, SETTLING) is False:
            return None
        seconds = min(TRIAL_SECONDS, self.clock.left())
        found, _ = near_plan(session, replace(self.clock.budget, seconds=seconds))
        return found.plan if isinstance(found, Planned) else None
