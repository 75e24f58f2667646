"""Bounds by counting whole days, of a plan and of a change; names for jury-days that were counted without them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from ortools.sat.python import cp_model

from tpplanner.domain.plan import Composition, NatureTravail, Passage, Plan
from tpplanner.domain.reglages import Niveau
from tpplanner.solver.bounds.counting import Counted
from tpplanner.solver.bounds.master import Assignment, Master
from tpplanner.solver.bounds.patterns import Key, Kind, Patterns
from tpplanner.solver.bounds.program import JuryDay
from tpplanner.solver.model.posting import Expr, Literal, skipped, total
from tpplanner.solver.model.problem import DAY, Applicant, Day, Problem, Slot, Task, Unit, away_all_day, minute
from tpplanner.solver.model.strengthen import rooms_for_juries
from tpplanner.solver.model.workload import (
    around_work,
    days_before,
    deducted_only_over_midday,
    hidden_in_break,
    hours_beside_break,
    longest_by_cuts,
    longest_clear_of_midday,
    rest_in_presence,
    watched_minutes,
    weight_at_most,
    weight_of,
    work_besides,
)
from tpplanner.solver.run import FOUND, Clock, Manner, run
from tpplanner.tuning import LONG

# Bounds by counting whole days: how many membres are called, how many chains are heard, how long juries work.


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Chains that counting does not tell apart: jury minutes, weight, collective épreuves so many days before.

    `only`: it is all that the candidat has before a jury.
    """

    work: int
    weight: int
    collectives: tuple[tuple[str, int], ...]
    only: bool


class Aggregate:
    """The counting model of a problem; `bounds` closes its levels in turn.

    `twice`: of the plans in which some candidat is heard on two days (on one day, one jury hears them:
    `jury_constant`).
    """

    def __init__(self, problem: Problem, clock: Clock, *, twice: bool = False) -> None:
        self.problem, self.clock, self.twice = problem, clock, twice
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
            solver, status = run(self.model, self.clock, LONG)
            if status != cp_model.OPTIMAL:
                break
            result[niveau.nom] = round(solver.objective_value)
            self.model.add(objective <= result[niveau.nom])
        return result

    def impossible(self) -> bool:
        """Whether whole days cannot be so counted at all: then there is no such plan."""
        self.model.clear_objective()  # type: ignore[no-untyped-call]
        _, status = run(self.model, self.clock, LONG)
        return status == cp_model.INFEASIBLE

    def nobody_sits_twice(self, known: Mapping[str, int]) -> bool:
        """Whether nobody sits in two juries of a day in any plan that costs no more than known at these levels.

        The juries of a day, each of as many membres as one needs, then have as many seats as membres are called.
        """
        n = self.problem.session.referentiel.membres_min
        if self.problem.session.jurys or any(not slot.least == slot.most == n for slot in self.problem.slots):
            return False
        for niveau in (level for level in self.problem.reglages.niveaux if level.nom in known):
            if (cost := self._level(niveau)) is not None:
                self.model.add(cost <= known[niveau.nom])
        self.model.add(n * total(self.juries.values()) > total(self.called.values()))
        return self.impossible()

    def callings(self, within: Mapping[str, int], most: int) -> tuple[list[tuple[int, ...]], bool]:
        """How many membres are called each day where these levels cost no more: at most so many ways, and if all are.

        First those that the membres of one jury divide, in which no jury needs a membre of another; then those whose
        largest day calls least.
        """
        n, called, beyond = self.problem.session.referentiel.membres_min, list(self.called.values()), []
        for niveau in (level for level in self.problem.reglages.niveaux if level.nom in within):
            if (cost := self._level(niveau)) is not None:
                self.model.add(cost <= within[niveau.nom])
        for day, number in zip(self.problem.days, called, strict=True):
            none_or_a_jury = cp_model.Domain.from_intervals([[0, 0], [n, self._membres(day)]])
            self.model.add_linear_expression_in_domain(number, none_or_a_jury)
            self.model.add(number <= self._membres(day) * self._heard(day))
            beyond.append(self._count(n - 1))
            self.model.add_modulo_equality(beyond[-1], number, n)
        largest = self._count(len(self.problem.people))
        self.model.add_max_equality(largest, called)
        self.model.minimize((len(self.problem.people) + 1) * total(beyond) + largest)
        ways: list[tuple[int, ...]] = []
        while True:
            solver, status = run(self.model, self.clock, LONG)
            if status not in FOUND or len(ways) == most:
                return ways, status == cp_model.INFEASIBLE
            ways.append(tuple(int(solver.value(number)) for number in called))
            self.model.add_forbidden_assignments(called, ways[-1:])

    # What is counted

    def _count(self, most: int) -> cp_model.IntVar:
        return self.model.new_int_var(0, most, "")

    def _membres(self, day: Day) -> int:
        people = (p for p in self.problem.people if p.membre and p.habilite[day.index])
        return sum(not away_all_day(day, p.away[day.index]) for p in people)

    def _collectives(self) -> list[str]:
        return sorted({e for crowd in self.crowds for e, _ in crowd.collectives})

    def _crowd(self, unit: Unit) -> _Crowd:
        applicant = self.problem.applicants[unit.candidat]
        only = len(applicant.units) == 1
        work = watched_minutes(self.problem, unit) + (work_besides(self.problem, applicant) if only else 0)
        tasks = [self.problem.tasks[t] for t in applicant.tasks]
        gaps = days_before(self.problem.tasks[t].epreuve for t in unit.tasks)
        written = (t.epreuve.id for t in tasks if t.epreuve.collective and t.unit < 0)
        before = ((e, gaps[e]) for e in written if e in gaps)
        return _Crowd(work, weight_of(self.problem, unit), tuple(before), only)

    def _besides(self) -> int:
        """What juries do for those of several chains besides watching them: no less than if they heard each on one day.

        Whoever is heard on two days is deliberated twice, and comes in twice.
        """
        once_more = self.problem.reglages.deliberation + self.problem.reglages.battement if self.twice else 0
        return once_more + sum(work_besides(self.problem, a) for a in self.problem.applicants if len(a.units) > 1)

    # What holds of whole days

    def _post(self) -> None:
        days = [d.index for d in self.problem.days]
        for crowd, number in self.crowds.items():
            self.model.add(total(self.heard[crowd, d] for d in days) == number)
        for epreuve in self._collectives():
            self.model.add_exactly_one(self.on[epreuve, d] for d in days)
        self.model.add(total(self.besides.values()) == self._besides())
        if self.twice:
            self._post_twice()
        for day in self.problem.days:
            self._post_day(day)
            for crowd, number in self.crowds.items():
                for epreuve, gap in crowd.collectives:
                    passed = total(self.on[epreuve, d.index] for d in self.problem.days if d.offset + gap <= day.offset)
                    self.model.add(self.heard[crowd, day.index] <= number * passed)

    def _post_twice(self) -> None:
        """Chains of one candidat are heard on two days."""
        several = (a for a in self.problem.applicants if len(a.units) > 1)
        crowds = {self._crowd(self.problem.units[u]) for a in several for u in a.units}
        days_used = []
        for day in self.problem.days:
            literal = self.model.new_bool_var("")
            self.model.add(total(self.heard[crowd, day.index] for crowd in crowds) >= literal)
            days_used.append(literal)
        self.model.add(total(days_used) >= 2)

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
        hours = day.close - day.open
        work = self._work(day) - hidden_in_break(problem) * juries
        self.model.add(work <= hours_beside_break(problem, day) * at_once)
        if problem.reglages.salle_a_midi:
            self.model.add(work <= len(rooms_for_juries(problem, day)) * hours)
        over_midday = self.over_midday[day.index]
        clear_of_midday = max(0, longest_clear_of_midday(problem, (day.open, day.close)))
        self.model.add(over_midday <= juries)
        self.model.add(work <= hours * over_midday + clear_of_midday * (juries - over_midday))
        if not problem.session.reference:
            self._post_of_what_is_to_come(day, at_once)

    def _post_of_what_is_to_come(self, day: Day, at_once: cp_model.IntVar) -> None:
        """What holds of juries that have not begun: what has may break a rule.

        No stretch of a jury's work passes the limit: each jury is cut by rests, of which the break may be one; whose
        break is deducted costs midday.
        """
        problem = self.problem
        juries, over_midday = self.juries[day.index], self.over_midday[day.index]
        if not problem.session.jurys:
            self._post_tied(day, at_once)
        if deducted_only_over_midday(problem, day):
            longest = longest_by_cuts(problem, day)
            juries_by_cuts = [self._count(len(problem.applicants)) for _ in longest]
            self.model.add(total(juries_by_cuts) == juries)
            self.model.add(total(most * n for most, n in zip(longest, juries_by_cuts, strict=True)) >= self._work(day))
            self.model.add(
                over_midday + self.rests[day.index] >= total(cuts * n for cuts, n in enumerate(juries_by_cuts))
            )

    def _post_tied(self, day: Day, at_once: cp_model.IntVar) -> None:
        """Where juries outnumber what the membres make at once, some share membres, and each of these costs midday.

        Two of them have at least one membre more than one jury (`jurys_distincts`); the others share with nobody.
        """
        n, everybody, juries = self.problem.session.referentiel.membres_min, len(self.problem.applicants), self.juries
        sharing, alone = self.model.new_bool_var(""), self._count(everybody)
        self.model.add(juries[day.index] <= at_once + everybody * sharing)
        self.model.add(n * alone + (n + 1) * sharing <= self.called[day.index])
        self.model.add(self.over_midday[day.index] >= juries[day.index] - alone - everybody * (1 - sharing))

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
            "jours": lambda: total(self._used),
            "jours_sautes": lambda: skipped(self.model, self._used),
            "presence_jury": lambda: total(self._presence(day) for day in self.problem.days),
            "jours_candidat": self._candidat_days,
        }
        if any(t.regle not in costs for t in niveau.termes):
            return None
        return total(t.poids * costs[t.regle]() for t in niveau.termes)

    @cached_property
    def _used(self) -> list[Literal]:
        """By day, whether anything happens: surely where somebody is heard, perhaps where nobody is."""
        days_used: list[Literal] = []
        for day in self.problem.days:
            days_used.append(self.model.new_bool_var(""))
            self.model.add(self._heard(day) <= len(self.problem.units) * days_used[-1])
        return days_used

    def _candidat_days(self) -> Expr:
        """Each candidat comes on a day, or on more where their collective épreuves and only chain are on several."""
        active: list[Expr] = []
        for crowd, number in ((c, n) for c, n in self.crowds.items() if c.only):
            for day in self.problem.days:
                present = self._count(number)
                self.model.add(present >= self.heard[crowd, day.index])
                for epreuve, _ in crowd.collectives:
                    self.model.add(present >= number * self.on[epreuve, day.index])
                active.append(present)
        return total(active) + sum(len(a.units) != 1 for a in self.problem.applicants) + self.twice


# What a change must disturb at least, by counting whole days: who is called, who is told, passages on another
# day.


@dataclass(frozen=True, slots=True)
class Floors:
    """Membres called who were not; people to be told; passages, and works on candidats, that change day with them."""

    called: int
    people: int
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
        self.surely = self._surely_told_membres()
        self.anew: dict[int, cp_model.IntVar] = {}

    def floors(self) -> Floors:
        """What each is at least, those before being at that."""
        called = self._called_anew()
        least = self._least(called)
        self.model.add(called <= least)
        people = self._surely_told() + self._least(self._told_anew())
        candidats = self._least(self._on_another_day())
        heard = [self.problem.applicants[index] for index in self.heard_on]
        passages = min((len({p.epreuve for p in self._before_jury(a)}) for a in heard), default=0)
        works = min((self._works_that_day(a) for a in heard), default=0)
        return Floors(least, people, passages * candidats, works * candidats)

    def _surely_told(self) -> int:
        """Membres surely told; candidats of whom the reference plan has nothing."""
        known = {p.candidat for p in self.reference.passages}
        return len(self.surely) + sum(a.id not in known for a in self.problem.applicants)

    def _surely_told_membres(self) -> set[str]:
        """Those who cannot sit when they did, or whom there is something to tell already."""
        session = self.problem.session
        already = {p.id for p in self.problem.people if p.membre and p.id in session.prevenus}
        return (self.gone | already) - session.absents

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
        """Membres newly called on a day, but those counted already or never; candidats on another day."""
        at_once, apart = self._count(len(self.problem.people)), self.surely | self.problem.session.absents
        for day, more in self.anew.items():
            before = {
                m for c in self.reference.compositions if c.jour == self.problem.days[day].date for m in c.membres
            }
            self.model.add(at_once >= more - len(apart - before))
        return at_once + self._on_another_day()

    def _before_jury(self, applicant: Applicant) -> list[Passage]:
        """What the reference plan has of the passages of a candidat's chains."""
        watched = {self.problem.tasks[t].epreuve.id for u in applicant.units for t in self.problem.units[u].tasks}
        return [p for p in self.reference.du_candidat(applicant.id) if p.epreuve in watched]

    def _works_that_day(self, applicant: Applicant) -> int:
        """How many works for a candidat the reference plan has on the day on which the jury hears them."""
        tasks = (self.problem.tasks[t] for t in applicant.tasks)
        works = {
            (NatureTravail.LECTURE, ""),
            *((NatureTravail.CORRECTION, t.epreuve.id) for t in tasks if not t.watched),
        }
        days: dict[tuple[NatureTravail, str], set[int]] = defaultdict(set)
        for travail in (t for t in self.reference.travaux if t.candidat == applicant.id):
            days[travail.nature, travail.epreuve].add(self.day_of.get(travail.debut.date(), -1))
        return sum(days[work] == {self.heard_on[applicant.index]} for work in works)

    def _least(self, objective: Expr) -> int:
        self.model.minimize(objective)
        solver, status = run(self.model, self.clock, LONG)
        return round(solver.objective_value) if status == cp_model.OPTIMAL else 0

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
        """The day of a candidat's only chain in the reference plan, -1 for none of the session's; [] if not known."""
        days = {self.day_of.get(passage.jour, -1) for passage in self._before_jury(applicant)}
        return list(days) if len(applicant.units) == len(days) == 1 else []


def _meets(composition: Composition, start: int, end: int) -> bool:
    """Whether a jury-day of the reference plan has a minute in common with that stretch of its day."""
    return minute(composition.debut) < end and start < minute(composition.fin)


# Names for jury-days that were counted without them.

_Heard = dict[tuple[int, int], cp_model.IntVar]
"""Whether a candidat is before a jury, by the index of each."""

_Sits = dict[tuple[int, int], cp_model.IntVar]
"""Whether a membre sits in a jury, likewise."""


def with_names(problem: Problem, patterns: Patterns, counted: Counted, clock: Clock) -> Assignment | None:
    """Candidats and membres for the jury-days counted, if found in the time."""
    if nameable(problem, counted):
        return _named(problem, patterns, counted, clock)
    return Master(problem, patterns, clock).realise(counted)


def nameable(problem: Problem, counted: Counted) -> bool:
    """Whether jury-days can be named here: nothing but links and absences tells membres apart, nor who hears whom."""
    session = problem.session
    fixed = session.jurys or session.pins or session.referentiel.qualites or problem.shared_membres
    return not fixed and all(
        _passed_on_known_days(problem, kind, counted) for j in counted.jury_days for kind, _ in j.key.kinds
    )


def _passed_on_known_days(problem: Problem, kind: Kind, counted: Counted) -> bool:
    """Whether what candidats of a kind pass without jury is collective, or passed on the day of their jury."""
    alone = {t.epreuve.id for t in problem.tasks if t.unit < 0}
    return all(e in kind.same_day or e in counted.collective for e, _ in kind.tasks if e in alone)


def _named(problem: Problem, patterns: Patterns, counted: Counted, clock: Clock) -> Assignment | None:
    """Candidats and membres for the jury-days counted, if found in the time; see `nameable`."""
    jury_day_of = _slots_taken(problem, counted)
    if jury_day_of is None:
        return None
    model = cp_model.CpModel()
    heard = _post_candidats(model, problem, patterns, jury_day_of)
    sits: _Sits = {}
    for day in problem.days:
        sits |= _post_membres(model, problem, day, jury_day_of, heard)
    solver, status = run(model, clock, LONG, manner=Manner.STRAIGHT)
    if status == cp_model.UNKNOWN:
        solver, status = run(model, clock)
    if status not in FOUND:
        return None
    before = {candidat: index for (candidat, index), literal in heard.items() if solver.boolean_value(literal)}
    place = _in_order_of_candidats(problem, jury_day_of, before)
    result = Assignment()
    result.hears = {
        unit: place[index].index for candidat, index in before.items() for unit in problem.applicants[candidat].units
    }
    for slot, jury_day in jury_day_of.items():
        result.sitting[place[slot.index].index] = tuple(
            p for p in slot.pool if (p, slot.index) in sits and solver.boolean_value(sits[p, slot.index])
        )
        _tell(result, problem, patterns, place[slot.index], jury_day)
    result.day_of = {t.index: _day_of(t, problem, result, counted) for t in problem.tasks if t.unit < 0}
    return result


def _slots_taken(problem: Problem, counted: Counted) -> dict[Slot, JuryDay] | None:
    """The jury-days, each given to a jury of its day: these are composed, and alike."""
    jury_day_of: dict[Slot, JuryDay] = {}
    for day in problem.days:
        here = [j for j in counted.jury_days if j.day == day.index]
        slots = problem.slots_of(day.index)
        if len(here) > len(slots):
            return None
        jury_day_of.update(zip(slots, here, strict=False))
    return jury_day_of


def _in_order_of_candidats(
    problem: Problem, jury_day_of: dict[Slot, JuryDay], before: dict[int, int]
) -> dict[int, Slot]:
    """The place of each jury among those of its day: numbered by the first candidat heard, as everywhere else."""
    first = {slot: min(candidat for candidat, index in before.items() if index == slot.index) for slot in jury_day_of}
    place: dict[int, Slot] = {}
    for day in problem.days:
        here = [slot for slot in jury_day_of if slot.day == day.index]
        place |= {s.index: p for s, p in zip(sorted(here, key=lambda s: first[s]), here, strict=True)}
    return place


def _post_candidats(
    model: cp_model.CpModel, problem: Problem, patterns: Patterns, jury_day_of: dict[Slot, JuryDay]
) -> _Heard:
    """Each candidat before one jury, each jury-day with as many of each kind as it was counted with."""
    heard: _Heard = {}
    mine: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for day in problem.days:
        here = {slot: jury_day for slot, jury_day in jury_day_of.items() if slot.day == day.index}
        kinds = {kind for j in here.values() for kind, _ in j.key.kinds}
        of_kind = {k: [a.index for a in problem.applicants if patterns.may_be(a, day.index, k)] for k in kinds}
        for slot, jury_day in here.items():
            for kind, count in jury_day.key.kinds:
                literals = {a: model.new_bool_var("") for a in of_kind[kind]}
                model.add(total(literals.values()) == count)
                for a, literal in literals.items():
                    heard[a, slot.index] = literal
                    mine[a].append(literal)
    for applicant in (a for a in problem.applicants if a.units):
        model.add_exactly_one(mine[applicant.index])
    return heard


def _post_membres(
    model: cp_model.CpModel, problem: Problem, day: Day, jury_day_of: dict[Slot, JuryDay], heard: _Heard
) -> _Sits:
    """Membres for each jury-day of a day: there all its hours, in one jury, before and with nobody whom they know."""
    here = {slot: jury_day for slot, jury_day in jury_day_of.items() if slot.day == day.index}
    sits: _Sits = {}
    for person in (p for p in problem.people if p.membre and p.habilite[day.index]):
        away = problem.unavailable(person, day)
        known = [a for a, p in problem.links if p == person.index]
        mine: list[cp_model.IntVar] = []
        for slot, (low, high) in ((s, j.key.window) for s, j in here.items()):
            if person.index not in slot.pool or any(start < high and low < end for start, end in away):
                continue
            literal = model.new_bool_var("")
            sits[person.index, slot.index] = literal
            mine.append(literal)
            strangers = [heard[a, slot.index] for a in known if (a, slot.index) in heard]
            model.add(total(strangers) == 0).only_enforce_if(literal)
        model.add_at_most_one(mine)
    for slot, (un, autre) in product(here, sorted(problem.colleagues)):
        if (un, slot.index) in sits and (autre, slot.index) in sits:
            model.add_bool_or(~sits[un, slot.index], ~sits[autre, slot.index])
    for slot in here:
        model.add(total(literal for (_, s), literal in sits.items() if s == slot.index) == slot.least)
    return sits


def _tell(result: Assignment, problem: Problem, patterns: Patterns, slot: Slot, jury_day: JuryDay) -> None:
    """Tell a jury-day's key, costs and candidats, these in the order of the key."""
    result.keys[slot.index] = jury_day.key
    for niveau, cost in zip(patterns.levels, jury_day.minutes, strict=True):
        result.minutes[niveau.nom, slot.index] = cost
    mine = sorted({problem.units[u].candidat for u, s in result.hears.items() if s == slot.index})
    result.heard[slot.index] = _in_order(problem, patterns, jury_day.key, slot.day, mine)


def _in_order(problem: Problem, patterns: Patterns, key: Key, day: int, candidats: list[int]) -> tuple[int, ...]:
    rest = list(candidats)
    ordered: list[int] = []
    for kind, _ in key.kinds:
        alike = [a for a in rest if patterns.may_be(problem.applicants[a], day, kind)]
        ordered += alike
        rest = [a for a in rest if a not in alike]
    return tuple(ordered)


def _day_of(task: Task, problem: Problem, result: Assignment, counted: Counted) -> int:
    """The day of an épreuve without jury: that of all if it is collective, else that of the candidat's jury."""
    if task.epreuve.id in counted.collective:
        return counted.collective[task.epreuve.id]
    slot = result.hears[problem.applicants[task.candidat].units[0]]
    return problem.slots[slot].day
