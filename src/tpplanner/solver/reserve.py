"""What lets a plan survive an absence or a delay, as costs: who could relieve a jury, and air at the end of its day.

Both are sufficient conditions: a plan that costs something here may survive all the same, by other changes. They are
told by the bounds of juries' hours, which the master knows too.
"""

from collections.abc import Callable

from tpplanner.domain.noms import cle
from tpplanner.domain.reglages import MARGE
from tpplanner.solver.posting import Expr, Literal, total
from tpplanner.solver.problem import NOON, Person, Problem, Slot, Span
from tpplanner.solver.variables import IntVar, Variables
from tpplanner.solver.variables.base import Remembering, once


class Reserve(Remembering):
    """The costs of a model."""

    def __init__(self, problem: Problem, x: Variables) -> None:
        super().__init__()
        self.problem, self.x, self.model = problem, x, x.model

    def sans_releve(self) -> Expr:
        """Σ seats of each jury and half-day in which it works, where nobody could take any of them."""
        return total(self._uncovered(slot, half) for slot in self.problem.slots for half in (0, 1))

    def sans_marge(self) -> Expr:
        """Σ of the juries used that end less than `MARGE` minutes before the end of the day."""
        return total(self._late(slot) for slot in self.problem.slots)

    def _uncovered(self, slot: Slot, half: int) -> IntVar:
        """The seats of a jury in a half-day without relief: none where it does not work then."""
        most = max(slot.most, slot.least, 1)
        seats = self.model.new_int_var(0, most, "")
        seated = total(self.x.sits(p, slot) for p in slot.pool)
        covered = self.x.any_literal([self._relieves(p, slot) for p in self._able(slot.day, half)])
        self.model.add(seats >= seated).only_enforce_if(self._works(slot, half), ~covered)
        return seats

    def _works(self, slot: Slot, half: int) -> IntVar:
        """Whether a jury may do something in the morning (0), in the afternoon (1) of its day."""
        works = self.model.new_bool_var("")
        outside = self.x.jury_start(slot) >= NOON if half == 0 else self.x.jury_end(slot) <= NOON
        self.model.add(outside).only_enforce_if(self.x.used(slot), ~works)
        return works

    @once
    def _able(self, day: int, half: int) -> tuple[int, ...]:
        """Who might relieve somebody then, were he in no jury of the day: there, habilité, of no other role."""
        fiche = self.problem.days[day]
        hours = (fiche.open, NOON) if half == 0 else (NOON, fiche.close)
        return tuple(p.index for p in self.problem.people if self._might(p, day, hours))

    def _might(self, person: Person, day: int, hours: Span) -> bool:
        qualites = {cle(q) for q in person.qualites}
        return (
            person.membre
            and not person.roles
            and person.habilite[day]
            and all(cle(q) in qualites for q in self.problem.session.referentiel.qualites)
            and not any(start < hours[1] and hours[0] < end for start, end in person.away[day])
        )

    @once
    def _relieves(self, person: int, slot: Slot) -> Literal:
        """Whether a membre is in no jury of that day, and has no link with whom that jury sees."""
        free = self.model.new_bool_var("")
        self.model.add_implication(free, ~self.x.called(person, slot.day))
        for candidat, linked in self.problem.links:
            if linked == person:
                self.model.add_implication(free, ~self.x.sees(self.problem.applicants[candidat], slot))
        return free

    def _late(self, slot: Slot) -> IntVar:
        late = self.model.new_bool_var("")
        latest = self.problem.days[slot.day].close - MARGE
        self.model.add(self.x.jury_end(slot) <= latest).only_enforce_if(self.x.used(slot), ~late)
        return late


PARTS: dict[str, Callable[[Reserve], Expr]] = {
    "sans_releve": Reserve.sans_releve,
    "sans_marge": Reserve.sans_marge,
}
"""In the order of their cards."""
