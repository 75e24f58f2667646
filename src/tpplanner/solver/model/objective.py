"""The soft rules as costs, and the levels that sum them."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from tpplanner.domain.reglages import MARGE, Niveau
from tpplanner.domain.session import cle
from tpplanner.rules import PREFERENCES, RESERVES, Tally, halves, tallied
from tpplanner.solver.model.constraints.candidat import candidat_window
from tpplanner.solver.model.disturbance import PARTS, Disturbance
from tpplanner.solver.model.posting import Expr, Literal, skipped, total
from tpplanner.solver.model.problem import (
    DAY,
    NOON,
    Applicant,
    Freedom,
    Person,
    Problem,
    Slot,
    Span,
    Task,
    Unit,
    minute,
)
from tpplanner.solver.model.variables import IntVar, Remembering, Variables, once

CHOSEN_LAST = tallied(Tally.LAST)
"""Soft rules of the last level: no bound of them is sought, the best found in the time left is kept."""

# What lets a plan survive an absence or a delay, as costs: who could relieve a jury, and air at the end of its
# day.


class ReserveCosts(Remembering):
    """What a plan lacks of a reserve, beside the variables of a model."""

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
        """Who might relieve somebody then, were they in no jury of the day: there, habilité, of no other role."""
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
        """Whether a membre is in no jury of that day, and has no link with whom that jury sees, nor who sits in it."""
        free = self.model.new_bool_var("")
        self.model.add_implication(free, ~self.x.called(person, slot.day))
        for other in slot.pool:
            if not self.problem.may_join(person, [other]):
                self.model.add_implication(free, ~self.x.sits(other, slot))
        for candidat, linked in self.problem.links:
            if linked == person:
                self.model.add_implication(free, ~self.x.sees(self.problem.applicants[candidat], slot))
        return free

    def _late(self, slot: Slot) -> IntVar:
        late = self.model.new_bool_var("")
        latest = self.problem.days[slot.day].close - MARGE
        self.model.add(self.x.jury_end(slot) <= latest).only_enforce_if(self.x.used(slot), ~late)
        return late


RESERVE_PARTS: dict[str, Callable[[ReserveCosts], Expr]] = halves(RESERVES, ReserveCosts)

# The soft rules as costs, and the levels that sum them.


class Objective(Remembering):
    """The costs of a model; each is made when a level first asks for it."""

    def __init__(self, problem: Problem, x: Variables) -> None:
        super().__init__()
        self.problem = problem
        self.x = x
        self.model = x.model
        self.disturbance = Disturbance(problem, x)
        self.reserve = ReserveCosts(problem, x)

    def level(self, niveau: Niveau) -> Expr:
        """The weighted sum of a level's soft rules."""
        return total(self.problem.waits.du_terme(niveau, t) * self.cost(t.regle) for t in niveau.termes)

    def of_jury_day(self, niveau: Niveau, slot: Slot, heard: list[Applicant]) -> Expr:
        """The part of a level in minutes that comes from one jury-day and the candidats whom it hears."""
        parts = {regle: part(self, slot, heard) for regle, part in OF_JURY_DAY.items()}
        weights = {t.regle: self.problem.waits.du_terme(niveau, t) for t in niveau.termes}
        return total(weights[regle] * part for regle, part in parts.items() if regle in weights)

    @once
    def cost(self, regle: str) -> Expr:
        """A soft rule's cost: on any plan it can be as low as its measure (what is proven of it is true of plans).

        In an optimal plan it is equal to it, but where three juries of a day share membres (see `_at_work_before`).
        """
        return COSTS[regle](self)

    # Days

    def journees_membre(self) -> Expr:
        """Σ called(membre, day)."""
        membres = [p.index for p in self.problem.people if p.membre]
        return total(self.x.called(p, day.index) for p in membres for day in self.problem.days)

    def jours(self) -> Expr:
        """Σ used(day)."""
        return total(self.x.day_used(day.index) for day in self.problem.days)

    def jours_sautes(self) -> Expr:
        """Σ skipped(day)."""
        return skipped(self.model, [self.x.day_used(day.index) for day in self.problem.days])

    def jours_candidat(self) -> Expr:
        """Σ active(candidat, day)."""
        return total(self.x.active(a, day.index) for a in self.problem.applicants for day in self.problem.days)

    # Minutes

    def presence_jury(self) -> Expr:
        """Σ steps(end - start - deducted) + midday of the juries used."""
        return total(self.presence(slot) for slot in self.problem.slots)

    @once
    def presence(self, slot: Slot) -> Expr:
        """From a jury's accueil to the end of its clôture, less its break when that counts; 0 where it does not sit.

        In whole steps. A jury that is there over midday costs some minutes more.
        """
        x, step = self.x, self.problem.reglages.pas
        steps = self.model.new_int_var(0, DAY // step + 1, f"presence of {slot.index}")
        length = x.cloture(slot) + self.problem.reglages.cloture - x.accueil(slot)
        self.model.add(step * steps >= length - self._deducted(slot)).only_enforce_if(x.used(slot))
        return step * steps + self.midday(slot)

    def _deducted(self, slot: Slot) -> IntVar:
        """The minutes of a jury's break that count: those before the battement of whoever comes in after it."""
        x, n = self.x, self.problem.reglages.pause_jury
        deducted, end = self.model.new_int_var(0, n, ""), self.model.new_int_var(0, 2 * DAY, "")
        self.model.add(deducted <= n * self.counted(slot))
        rest = self.model.new_optional_interval_var(x.pause(slot), deducted, end, self.counted(slot), "")
        changeovers = x.changeovers(slot)
        # changeovers may overlap each other before a jury that watches several at once, or where that rule is open
        disjoint = self.problem.watched_together == 1 and self.problem.freedom is Freedom.STRICT
        for apart in [changeovers] if disjoint else [[changeover] for changeover in changeovers]:
            self.model.add_no_overlap([rest, *apart])
        return deducted

    @once
    def midday(self, slot: Slot) -> Expr:
        """What a jury costs for being there over midday: nothing where it is over before, or begins after.

        Then only if nobody in it sits in another jury of that day: they would be there.
        """
        x, reglages = self.x, self.problem.reglages
        if not reglages.presence_midi:
            return total([])
        before, after = (self.model.new_bool_var(f"slot {slot.index} {when} midday") for when in ("before", "after"))
        end = x.cloture(slot) + reglages.cloture
        self.model.add(end <= minute(reglages.midi_debut)).only_enforce_if(before)
        self.model.add(x.accueil(slot) >= minute(reglages.midi_fin)).only_enforce_if(after)
        for literal in (before, after):
            self.model.add_implication(literal, x.used(slot))
            for other in self._others_with_its_membres(slot):
                self.model.add_implication(literal, ~x.shares(*sorted((slot, other), key=lambda s: s.index)))
        self.model.add_at_most_one(before, after)
        return reglages.presence_midi * (x.used(slot) - before - after)

    def _others_with_its_membres(self, slot: Slot) -> Iterator[Slot]:
        """The other juries of its day in which a membre of that jury may sit."""
        if self.problem.shared_membres:
            others = (other for other in self.problem.slots_of(slot.day) if other is not slot)
            yield from (other for other in others if set(other.pool) & set(slot.pool))

    @once
    def counted(self, slot: Slot) -> Literal:
        """Whether the jury's break lies inside its day, and none could have been before it: then it is deducted."""
        counted = self.model.new_bool_var(f"slot {slot.index} break counted")
        self.model.add_implication(counted, self.x.breaks_inside(slot))
        if self.problem.shared_membres:
            for none_before in self._at_work_before(slot):
                self.model.add_bool_or([self._early(slot), *none_before, ~counted])
        elif not self.problem.one_of_turns:
            self.model.add_implication(counted, self._early(slot))
        return counted

    @once
    def _early(self, slot: Slot) -> Literal:
        """A literal under which a jury begins too soon for a break before it."""
        early = self.model.new_bool_var(f"slot {slot.index} early")
        latest = self.problem.days[slot.day].lunch[0] + self.problem.reglages.pause_jury - 1
        self.model.add(self.x.accueil(slot) <= latest).only_enforce_if(early)
        return early

    def _at_work_before(self, slot: Slot) -> Iterator[list[Literal]]:
        """What must be said of other juries for their membres to have had no break before that one: one of each list.

        One has a membre of it; one begins too soon for a break before; one ends too late for a break after it. Of two
        juries nothing more is needed: the break of both is inside one of them. Of more, these may not be tied to each
        other, or leave a break between them: the cost is then below the measure, never above it.
        """
        x, n = self.x, self.problem.reglages.pause_jury
        others = [other for other in self.problem.slots_of(slot.day) if other is not slot]
        yield [x.tied(slot, other) for other in others]
        early: list[Literal] = []
        late: list[Literal] = []
        for other in others:
            soon, until = (self.model.new_bool_var("") for _ in range(2))
            for literal in (soon, until):
                self.model.add_implication(literal, x.used(other))
                self.model.add(x.pause(other) == x.pause(slot)).only_enforce_if(literal)
            self.model.add_implication(soon, self._early(other))
            end = x.cloture(other) + self.problem.reglages.cloture
            self.model.add(end > x.accueil(slot) - n).only_enforce_if(until)
            early.append(soon)
            late.append(until)
        yield early
        yield late

    def attente(self) -> Expr:
        """Σ weight · (last - first - passages - n·counted) of each candidat's days."""
        here = (a for a in self.problem.applicants if not a.elsewhere)
        days = [(a, day.index) for a in here for day in self.problem.days]
        return total(applicant.wait_weight * self.wait(applicant, day) for applicant, day in days)

    @once
    def wait(self, applicant: Applicant, day: int) -> IntVar:
        """The minutes that a candidat waits on a day, 0 where they do not come."""
        x, n = self.x, self.problem.reglages.pause_candidat
        wait = x.minute_of(f"wait on {day} of", applicant.index)
        first, last = (self.model.new_int_var(0, DAY, "") for _ in range(2))
        passing = []
        for task in (self.problem.tasks[t] for t in applicant.tasks):
            on = x.on(task, day)
            self.model.add(first <= x.start(task)).only_enforce_if(on)
            self.model.add(last >= x.end(task)).only_enforce_if(on)
            passing.append(task.minutes * on)
        counted = self._break_counted(applicant, day)
        self.model.add(wait >= last - first - total(passing) - n * counted).only_enforce_if(x.active(applicant, day))
        return wait

    def _break_counted(self, applicant: Applicant, day: int) -> Literal:
        """Whether their break lies between two passages (or in a cut), and none could have been before the first."""
        tasks = [self.problem.tasks[t] for t in applicant.tasks]
        if len(tasks) == 1 and not tasks[0].epreuve.coupure_midi:
            return self.x.false
        rest, n = self.x.candidat_break(applicant, day), self.problem.reglages.pause_candidat
        low, _ = candidat_window(self.problem, day).span
        counted = self.model.new_bool_var(f"break of {applicant.index} counted on {day}")
        before = [self._opens(task, day, rest, low + n - 1) for task in tasks]
        after = [self._goes_on(task, day, rest + n) for task in tasks]
        self.model.add_bool_or([*before, ~counted])
        self.model.add_bool_or([*after, ~counted])
        return counted

    def _opens(self, task: Task, day: int, rest: Expr, latest: int) -> IntVar:
        """A literal under which a task of the day begins before the break, and too soon for one before its plis."""
        literal = self.model.new_bool_var("")
        plis = self.problem.reglages.plis * self.x.opens_plis(task) if self.problem.is_sealed(task) else 0
        self.model.add_implication(literal, self.x.on(task, day))
        self.model.add(self.x.start(task) <= latest + plis).only_enforce_if(literal)
        self.model.add(self.x.start(task) < rest).only_enforce_if(literal)
        return literal

    def _goes_on(self, task: Task, day: int, end: Expr) -> IntVar:
        """A literal under which a task of the day ends after the break."""
        literal = self.model.new_bool_var("")
        self.model.add_implication(literal, self.x.on(task, day))
        self.model.add(self.x.end(task) > end).only_enforce_if(literal)
        return literal

    def fin_tardive(self) -> Expr:
        """Σ max(0, end - late hour) of the juries used, and of each candidat's days."""
        here = (a for a in self.problem.applicants if not a.elsewhere)
        candidats = total(self.late(a, day.index) for a in here for day in self.problem.days)
        return total(self.late_of_jury(slot) for slot in self.problem.slots) + candidats

    @once
    def late_of_jury(self, slot: Slot) -> IntVar:
        """The minutes of a jury after the late hour."""
        hour = minute(self.problem.reglages.fin_tardive)
        value = self.x.minute_of("late minutes of", slot.index)
        end = self.x.cloture(slot) + self.problem.reglages.cloture
        self.model.add(value >= end - hour).only_enforce_if(self.x.used(slot))
        return value

    @once
    def late(self, applicant: Applicant, day: int) -> Expr:
        """A candidat's minutes after the late hour on a day: of a day that is over by then, nothing is asked."""
        hour, x = minute(self.problem.reglages.fin_tardive), self.x
        if self.problem.days[day].close <= hour:
            return total([])
        value = x.minute_of(f"late minutes on {day} of", applicant.index)
        for task in (self.problem.tasks[t] for t in applicant.tasks):
            self.model.add(value >= x.end(task) - hour).only_enforce_if(x.on(task, day))
        return value

    # Order and balance

    def equilibre(self) -> Expr:
        """Σ over days of most - fewest candidats among the juries used."""
        return total(self._spread(day.index) for day in self.problem.days)

    def _spread(self, day: int) -> Expr:
        n = len(self.problem.applicants)
        most, fewest = (self.model.new_int_var(0, n, "") for _ in range(2))
        for slot in self.problem.slots_of(day):
            seen = total(self.x.sees(a, slot) for a in self.problem.applicants)
            self.model.add(most >= seen)
            self.model.add(fewest <= seen).only_enforce_if(self.x.used(slot))
        self.model.add(most >= fewest)
        return most - fewest

    def ordre(self) -> Expr:
        """Pairs of chains that open two candidats' day before one jury, heard against the order asked for."""
        rank = ranks(self.problem)
        inversions = []
        for one, other in combinations(self.problem.units, 2):
            juries = _before_either(one, other, self.problem.slots)
            if one.candidat != other.candidat and juries:
                early, late = sorted((one, other), key=lambda u: rank[u.candidat])
                inversions.append(self._inverted(early, late, juries))
        return total(inversions)

    def _inverted(self, early: Unit, late: Unit, juries: Sequence[Slot]) -> IntVar:
        x = self.x
        inverted = self.model.new_bool_var("")
        openings = (x.first_of_day(early), x.first_of_day(late))
        for slot in juries:
            together = [x.hears(early, slot), x.hears(late, slot), *(o for o in openings if o is not x.true)]
            in_order = self.model.add(x.watch_start(early) <= x.watch_start(late))
            in_order.only_enforce_if([*together, ~inverted])
        return inverted


def _before_either(one: Unit, other: Unit, slots: Sequence[Slot]) -> Sequence[Slot]:
    """The juries that may hear both chains."""
    if one.juries is None or other.juries is None:
        juries = other.juries if one.juries is None else one.juries
        return slots if juries is None else [slots[j] for j in juries]
    return [slots[j] for j in one.juries if j in other.juries]


def _of_reference(regle: str) -> Callable[[Objective], Expr]:
    return lambda costs: costs.disturbance.cost(regle)


def _of_reserve(regle: str) -> Callable[[Objective], Expr]:
    return lambda costs: RESERVE_PARTS[regle](costs.reserve)


def ranks(problem: Problem) -> list[int]:
    """The rank of each candidat in the order asked for: of the workbook, of the alphabet, or of the draw.

    Those who should pass early come first.
    """
    keys = {
        "alphabetique": lambda a: (cle(a.fiche.nom), cle(a.fiche.prenom), a.index),
        "tirage": lambda a: (a.fiche.numero_tire is None, a.fiche.numero_tire or 0, a.index),
    }
    order = sorted(problem.applicants, key=keys.get(problem.reglages.ordre, lambda a: (a.index,)))
    order.sort(key=lambda a: not a.fiche.passer_tot)
    ranks = [0] * len(order)
    for rank, applicant in enumerate(order):
        ranks[applicant.index] = rank
    return ranks


COSTS: dict[str, Callable[[Objective], Expr]] = {
    **halves(PREFERENCES, Objective),
    **{regle: _of_reserve(regle) for regle in RESERVE_PARTS},
    **{regle: _of_reference(regle) for regle in PARTS},
}

OF_JURY_DAY: dict[str, Callable[[Objective, Slot, list[Applicant]], Expr]] = {
    "presence_jury": lambda costs, slot, _: costs.presence(slot),
    "attente": lambda costs, slot, heard: total(
        a.wait_weight * costs.wait(a, slot.day) for a in heard if not a.elsewhere
    ),
    "fin_tardive": lambda costs, slot, heard: (
        costs.late_of_jury(slot) + total(costs.late(a, slot.day) for a in heard if not a.elsewhere)
    ),
}
"""The part of each soft rule in minutes that comes from one jury-day and the candidats whom it hears."""
