"""Patterns: the model of one jury-day, its kinds of candidats and hours, and the least of each level that it costs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from math import ceil

from ortools.sat.python import cp_model

from tpplanner.domain.reglages import Niveau, Terme
from tpplanner.rules import Binding, Tally, binding, tallied
from tpplanner.solver.model.constraints import CONSTRAINTS
from tpplanner.solver.model.objective import Objective
from tpplanner.solver.model.posting import Poster, total
from tpplanner.solver.model.problem import DAY, Applicant, Day, Problem, Slot, Span, Task, Unit, minute
from tpplanner.solver.model.strengthen import rests_in_presence, work_in_presence
from tpplanner.solver.model.variables import Variables
from tpplanner.solver.model.workload import around_work, break_always_at_midday
from tpplanner.solver.run import FOUND, Clock, Manner, Relation, at_least, begin_from, hint, run
from tpplanner.tuning import PATIENCE, QUICK, TRY

# Jury-days as their own rules see them: which kinds of candidats a jury hears, on which day, in which hours.

ANOTHER_DAY = -1
"""In place of a pinned start, where the pin is on another day."""

MANY_DAYS = 10_000 * DAY
"""A limit that no cost of a jury-day reaches."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Candidats that no rule of a jury-day tells apart: same tasks and minutes, same absences that day.

    `same_day` are the épreuves without jury that they pass that very day. Whoever has a pin is of a kind of their own.
    `part` are the chains that the jury hears, by their place among the candidat's, where other juries hear the rest;
    empty for all.
    """

    tasks: tuple[tuple[str, tuple[int, ...]], ...]
    """(épreuve, minutes of each phase)"""
    same_day: frozenset[str]
    away: tuple[Span, ...]
    without_aide: tuple[Span, ...]
    """when their aide is away"""
    aided: frozenset[tuple[str, int]]
    """(épreuve, phase) in which they have their aide; empty where that one is never away"""
    pins: tuple[tuple[str, int], ...]
    """(épreuve, pinned minute of that day)"""
    convened: int
    """the minute before which they do not begin, the end of the day where they are not convened at all"""
    off_grid: frozenset[str]
    """épreuves that begin at any minute, as pinned or as the reference plan has them"""
    wait_weight: int
    """what a minute that a candidat waits counts; 0 in a plain kind, which does not tell"""
    part: tuple[int, ...] = ()

    @property
    def plain(self) -> "Kind":
        """The kind of all the candidats who differ from this one only by the weight of their waiting."""
        return replace(self, wait_weight=0)


@dataclass(frozen=True, slots=True)
class Key:
    """A jury-day as far as its own rules see it: which day, the hours its membres allow, how many of each kind.

    `first`: it is the first day on which anything happens, so that the candidats' accueil is longer. `starts`: for the
    collective épreuves by which columns were split, the minutes between which they begin that day, the last excluded.
    `turn`: its membres may also sit in another jury of that day, so that its break may be deducted although it begins
    after midday; it never costs more for that.
    """

    day: int
    first: bool
    window: Span
    kinds: tuple[tuple[Kind, int], ...]
    starts: tuple[tuple[str, Span], ...] = ()
    turn: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of one jury-day: starts of passages and of the jury's work, by the position of candidats in the key.

    `collective` are the starts of the collective épreuves that take place that day.
    """

    passages: tuple[dict[str, int], ...]
    lectures: tuple[int, ...]
    corrections: tuple[dict[str, int], ...]
    accueil: int
    cloture: int
    pause: int
    collective: dict[str, int]


@dataclass(frozen=True, slots=True)
class Witness:
    """Where the solution lies that gives a jury-day its least cost: it proves that cost for every key that admits it.

    The hours of its jury, the minute from which its candidats pass anything, the starts of collective épreuves.
    """

    jury: Span
    begins: int
    collective: dict[str, int]

    def fits(self, key: Key, begins: int) -> bool:
        """Whether a key of the same kinds admits the solution."""
        in_window = key.window[0] <= self.jury[0] and self.jury[1] <= key.window[1]
        in_starts = all(low <= self.collective.get(e, low) < high for e, (low, high) in key.starts)
        return in_window and in_starts and begins <= self.begins


def in_order(kind: Kind) -> tuple[object, ...]:
    """What kinds are sorted by: the same order on every run."""
    return (
        kind.tasks,
        sorted(kind.same_day),
        kind.away,
        kind.without_aide,
        sorted(kind.aided),
        kind.pins,
        kind.convened,
        sorted(kind.off_grid),
        kind.wait_weight,
        kind.part,
    )


def plain(key: Key) -> Key:
    """The key of the same jury-day, of plain kinds: a level that counts no waiting costs it as much."""
    kinds = [kind.plain for kind, count in key.kinds for _ in range(count)]
    return replace(key_of(key.day, key.first, key.window, kinds, key.turn), starts=key.starts)


def key_of(day: int, first: bool, window: Span, kinds: list[Kind], turn: bool = False) -> Key:
    """The key of a jury-day that hears candidats of these kinds."""
    counted = Counter(kinds)
    ordered = sorted(counted.items(), key=lambda item: in_order(item[0]))
    return Key(day, first, window, tuple(ordered), turn=turn)


# The model of one jury-day: the candidats whom one jury hears on one day, with the rules themselves.

MINUTE_RULES = tallied(Tally.MINUTES)
"""Soft rules measured in minutes, of which each jury-day has its own part."""

FAR = 1000
"""Days from what is passed on other days to the jury-day: more than any link between épreuves asks for."""

WITHIN_A_JURY_DAY = binding(Binding.JURY_DAY, Binding.KIND)
"""The rules that bind one jury-day alone."""

OF_KINDS = binding(Binding.KIND)
"""The rules among these that kinds express: they need dates or people, which the model of a jury-day does not have."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The model of one jury-day: its problem, variables, and the expression of each level in minutes.

    `together`: the collective épreuves that are passed that day.
    """

    problem: Problem
    x: Variables
    levels: tuple[cp_model.LinearExpr, ...]
    together: tuple[Task, ...]

    @property
    def model(self) -> cp_model.CpModel:
        """The model of the variables."""
        return self.x.model


def minute_levels(problem: Problem) -> list[Niveau]:
    """The levels that have a part in minutes, reduced to that part."""
    levels = []
    for niveau in problem.reglages.niveaux:
        termes = tuple(Terme(t.regle, t.poids) for t in niveau.termes if t.regle in MINUTE_RULES)
        if termes:
            levels.append(Niveau(niveau.nom, termes))
    return levels


OF_MEMBRES = binding(Binding.MEMBRE)
"""Rules that bind a membre's whole day, in whichever juries they sit: those of a series need share no membre."""


class JuryDays:
    """The jury-days of a problem, by their key; `series`: each stands for several juries that follow each other.

    A series is a relaxation: one jury that needs no rest hears what all of them hear, in the same hours, with the
    accueil of the first and the clôture of the last. Between two of them it is free for at least a clôture and an
    accueil; at midday, for the break that juries tied by their membres have in common.
    """

    def __init__(self, problem: Problem, *, series: bool = False) -> None:
        self.problem = problem
        self.series = series
        self.levels = minute_levels(problem)
        self._of_kind: dict[Kind, list[int]] = {}

    def know_kinds_of(self, other: "JuryDays") -> None:
        """Know the kinds of candidats that another has told."""
        self._of_kind = other._of_kind  # noqa: SLF001 - of the same class

    def opening(self, day: int) -> Span:
        """The hours of a day within which anything may happen."""
        return self.problem.days[day].open, self.problem.days[day].close

    def alike(self, day: int) -> int:
        """The first day with the same hours: jury-days of both have the same patterns."""
        hours = self._hours_of(day)
        return next(d.index for d in self.problem.days if self._hours_of(d.index) == hours)

    def _hours_of(self, day: int) -> tuple[int, int, int, Span]:
        fiche = self.problem.days[day]
        return fiche.open, fiche.close, fiche.accueil, fiche.lunch

    def kind_of(self, applicant: Applicant, day: int, same_day: frozenset[str], part: tuple[int, ...] = ()) -> Kind:
        """The kind of a candidat on a day, given which of their épreuves without jury they pass that day.

        `part`: which of the candidat's chains the jury hears (by their places), where it does not hear all.
        """
        tasks = [self.problem.tasks[t] for t in applicant.tasks]
        without_aide = self.problem.without_aide(applicant, day)
        aided = ((t.epreuve.id, s.index) for t in tasks for s in t.steps if s.aided and without_aide)
        kind = Kind(
            tasks=tuple((t.epreuve.id, tuple(s.minutes for s in t.steps)) for t in tasks),
            same_day=same_day,
            away=applicant.away[day],
            without_aide=without_aide,
            aided=frozenset(aided),
            pins=self._pins(applicant, day),
            convened=self._convened(applicant, day),
            off_grid=frozenset(t.epreuve.id for t in tasks if t.pinned),
            wait_weight=applicant.wait_weight,
            part=part,
        )
        for variant in (kind, kind.plain):
            members = self._of_kind.setdefault(variant, [])
            if applicant.index not in members:
                members.append(applicant.index)
        return kind

    def may_be(self, applicant: Applicant, day: int, kind: Kind) -> bool:
        """Whether a candidat is of a kind, plain or not, on a day on which they pass what it says without jury."""
        own = self.kind_of(applicant, day, kind.same_day, kind.part)
        return kind in (own, own.plain)

    def _pins(self, applicant: Applicant, day: int) -> tuple[tuple[str, int], ...]:
        date = self.problem.days[day].date
        mine = (p for p in self.problem.session.pins if p.candidat == applicant.id)
        moments = ((p.epreuve, p.parties[0].debut) for p in mine)
        return tuple((e, minute(at) if at.date() == date else ANOTHER_DAY) for e, at in moments)

    def _convened(self, applicant: Applicant, day: int) -> int:
        hours = self.problem.convocations()
        if not any(who == applicant.id for who, _ in hours):
            return 0
        return hours.get((applicant.id, self.problem.days[day].date), DAY)

    def begins(self, key: Key) -> int:
        """The minute before which no candidat begins on that day."""
        reglages, day = self.problem.reglages, self.problem.days[key.day]
        return day.accueil + (reglages.accueil if key.first else min(reglages.accueil, reglages.accueil_autres_jours))

    def collectives(self, key: Key) -> frozenset[str]:
        """The collective épreuves that are passed on the day of a jury-day."""
        collective = {t.epreuve.id for t in self.problem.tasks if t.epreuve.collective}
        return frozenset(e for kind, _ in key.kinds for e in kind.same_day if e in collective)

    def _not_of_a_series(self, key: Key) -> Sequence[str]:
        """The rules that a series need not keep: those on its membres, but for their break where it is in common."""
        if not self.series:
            return ()
        at_midday = break_always_at_midday(self.problem, self.problem.days[key.day])
        return [regle for regle in OF_MEMBRES if not (at_midday and regle == "pause_meridienne")]

    def model(self, key: Key) -> Pattern:
        """The model of a jury-day, whatever it costs."""
        problem, away = self._jury_day(key)
        model = cp_model.CpModel()
        x = Variables(problem, model)
        post = Poster(model)
        for regle in (r for r in WITHIN_A_JURY_DAY if r not in (*OF_KINDS, *self._not_of_a_series(key))):
            CONSTRAINTS[regle](problem, x, post)
        x.keep_to_grid()
        costs = Objective(problem, x)
        work_in_presence(problem, x, costs)
        slot = problem.slots[0]
        if self.series:
            _change_juries(x, problem, slot)
        else:
            rests_in_presence(problem, x, costs)
        model.add(x.jury_start(slot) >= key.window[0])
        model.add(x.jury_end(slot) <= key.window[1])
        together = tuple(self._together(problem, key))
        for epreuve, (low, high) in key.starts:
            for task in (t for t in together if t.epreuve.id == epreuve):
                model.add(x.start(task) >= low)
                model.add(x.start(task) < high)
        self._place(x, problem, key, away)
        _in_order(x, problem, key)
        return Pattern(problem, x, tuple(costs.level(niveau) for niveau in self.levels), together)

    def _together(self, problem: Problem, key: Key) -> list[Task]:
        """The collective épreuves of a jury-day's problem that are passed that day."""
        return [t for t in problem.tasks if t.epreuve.collective and not self._before(t, key)]

    def _before(self, task: Task, key: Key) -> bool:
        """Whether a task of a jury-day's problem is on another day than the jury's."""
        if task.unit >= 0:
            return False
        position = 0
        for kind, count in key.kinds:
            position += count
            if task.candidat < position:
                return task.epreuve.id not in kind.same_day
        return False

    def _jury_day(self, key: Key) -> tuple[Problem, frozenset[int]]:
        """A problem with these candidats and one jury on its last day, which is the key's.

        What they pass without jury on other days is put on one day long before, wide open and without links between
        épreuves, so that no rule of those days binds here. Also those tasks.
        """
        opens, closes = self.opening(key.day)
        day = replace(self.problem.days[key.day], open=opens, close=closes)
        tasks: list[Task] = []
        units: list[Unit] = []
        applicants: list[Applicant] = []
        for kind, count in key.kinds:
            for index in self._of_kind[kind][:count]:
                self._copy(self.problem.applicants[index], kind, (tasks, units, applicants))
        before = frozenset(t.index for t in tasks if self._before(t, key))
        tasks = [_freed(t) if t.index in before else t for t in tasks]
        wide = replace(day, index=0, offset=0, open=0, close=DAY, accueil=0, lunch=(0, DAY))
        days: tuple[Day, ...] = (replace(day, index=0, offset=0),)
        if before:
            days = (wide, replace(day, index=1, offset=FAR))
        last = len(days) - 1
        jury = Slot(index=0, day=last, rank=0, given="jury", pool=(), least=0, most=0)
        shifted = tuple(replace(a, away=((),) * last + a.away) for a in applicants)
        alone = replace(
            self.problem,
            days=days,
            applicants=shifted,
            tasks=tuple(tasks),
            units=tuple(units),
            slots=(jury,),
            people=(),
            rooms=(),
            vehicles=(),
            links=frozenset(),
            colleagues=frozenset(),
            shared_membres=False,
            one_of_turns=key.turn,
        )
        return alone, before

    def _copy(self, applicant: Applicant, kind: Kind, into: tuple[list[Task], list[Unit], list[Applicant]]) -> None:
        tasks, units, applicants = into
        first, index, first_unit = len(tasks), len(applicants), len(units)
        heard = [applicant.units[i] for i in kind.part or range(len(applicant.units))]
        mine = [t for t in applicant.tasks if self.problem.tasks[t].unit < 0 or self.problem.tasks[t].unit in heard]
        for t in (self.problem.tasks[t] for t in mine):
            unit = first_unit + heard.index(t.unit) if t.unit >= 0 else -1
            tasks.append(replace(_unsealed(t), index=len(tasks), candidat=index, unit=unit))
        for u in (self.problem.units[u] for u in heard):
            shift = tuple(first + mine.index(t) for t in u.tasks)
            units.append(replace(u, index=len(units), candidat=index, tasks=shift))
        applicants.append(
            replace(
                applicant,
                index=index,
                tasks=tuple(range(first, len(tasks))),
                units=tuple(range(first_unit, len(units))),
                away=(kind.away,),
                elsewhere=bool(kind.part),
                wait_weight=kind.wait_weight,
            )
        )

    def _place(self, x: Variables, problem: Problem, key: Key, before: frozenset[int]) -> None:
        """Each task on its day, where it is pinned, with the aide there, after the candidats' accueil.

        That is the shortest, unless the day is known to be the first.
        """
        model, last = x.model, len(problem.days) - 1
        kinds = [kind for kind, count in key.kinds for _ in range(count)]
        for task in problem.tasks:
            kind = kinds[task.candidat]
            start = dict(kind.pins).get(task.epreuve.id)
            if task.index in before:
                model.add(x.on(task, 0) == int(start in (None, ANOTHER_DAY)))
                continue
            if last:
                model.add(x.on(task, last) == 1)
            model.add(x.start(task) >= self.begins(key))
            model.add(x.start(task) >= kind.convened)
            for stretch, (away, back) in product(task.aided, kind.without_aide):
                earlier, (begins, ends) = model.new_bool_var(""), x.stretch(task, stretch)
                model.add(ends <= away).only_enforce_if(earlier)
                model.add(begins >= back).only_enforce_if(~earlier)
            if start is not None:
                model.add(x.start(task) == start)


def _unsealed(task: Task) -> Task:
    """Before whom the plis of an épreuve that is not collective are opened, one jury-day alone does not tell."""
    if not task.epreuve.plis or task.epreuve.collective:
        return task
    return replace(task, epreuve=replace(task.epreuve, plis=False))


def _freed(task: Task) -> Task:
    return replace(task, epreuve=replace(task.epreuve, apres=(), aussitot_apres=(), jours_min=()), elsewhere=True)


def _in_order(x: Variables, problem: Problem, key: Key) -> None:
    """Candidats of one kind are interchangeable: heard, read and corrected in the order in which they stand.

    Any plan can be put so: swap their passages first; then readings have equal lengths and no release, corrections
    equal lengths and equal releases, so the one due earlier can be done earlier.
    """
    position = 0
    for _, count in key.kinds:
        alike = problem.applicants[position : position + count]
        position += count
        for one, other in pairwise(alike):
            x.model.add(x.watch_start(problem.units[one.units[0]]) <= x.watch_start(problem.units[other.units[0]]))
            if len(one.units) == 1:
                x.model.add(x.lecture(one) <= x.lecture(other))
                for a, b in zip(one.tasks, other.tasks, strict=True):
                    if not problem.tasks[a].watched and problem.tasks[a].epreuve.collective:
                        x.model.add(x.correction(problem.tasks[a]) <= x.correction(problem.tasks[b]))


def _change_juries(x: Variables, problem: Problem, slot: Slot) -> None:
    """Once in the day one jury closes and the next begins: so long nothing else is done."""
    if problem.watched_together > 1:
        return
    change, n = x.minute_of("change of juries in", slot.index), around_work(problem)
    between = x.model.new_fixed_size_interval_var(change, n, "")
    x.model.add(change >= x.jury_start(slot))
    x.model.add(change + n <= x.jury_end(slot))
    x.model.add_no_overlap([between, *(thing.interval for thing in x.things(slot))])


# What a jury-day costs: for the candidats that one jury hears on one day, the least of each level in minutes.

BEFORE_OTHERS = 1_000 * DAY
"""What a minute of a level counts against those after it, where all are looked for at once: more than any is worth."""

_PriceQuery = tuple[Key, int, bool]
"""A jury-day, a level, and whether the levels before it may cost anything."""


class Patterns(JuryDays):
    """The patterns of a problem: what jury-days cost, each solved when it is asked for, then remembered."""

    def __init__(
        self,
        problem: Problem,
        clock: Clock,
        costs: bool = True,
        effort: float = PATIENCE,
        *,
        series: bool = False,
    ) -> None:
        """`costs` False: only what is possible is asked, which is known sooner than what it costs."""
        super().__init__(problem, series=series)
        self.costs = costs
        self.effort = effort
        self.clock = clock
        self.most = TRY / 2 * clock.seconds
        """the most seconds for one model: of the round, not of the stage that asks, as the answer is remembered"""
        self.open = 0
        """how many costs did not close: only bounds of them are known, which perhaps no plan reaches"""
        self._costs: dict[_PriceQuery, int | None] = {}
        self._left_open: set[_PriceQuery] = set()
        self._solutions: dict[Key, list[int]] = {}
        """the last solution of each jury-day: the hint of its next search, for another level"""
        self._possible: dict[Key, bool] = {}
        self._witnesses: dict[_PriceQuery, Witness] = {}
        self._hours: dict[tuple[Key, tuple[int, ...], tuple[tuple[str, int], ...]], Hours | None] = {}
        self._starts: dict[tuple[Key, tuple[int, ...], str, int], int] = {}
        counting = (i for i, n in enumerate(self.levels) if any(t.regle == "attente" for t in n.termes))
        self.first_of_waits = next(counting, len(self.levels))
        """the first level in minutes (index) that counts waiting: those before are the same for plain kinds"""

    def begin_round(self) -> None:
        """From now on, solve anew what did not close, in as much time as the round gives."""
        self.most = TRY / 2 * self.clock.seconds
        for query in self._left_open:
            self._costs.pop(query, None)
        self._left_open.clear()
        self.open = 0
        self._hours = {query: hours for query, hours in self._hours.items() if hours is not None}

    def possible(self, key: Key) -> bool:
        """Whether a jury can hear all these candidats in these hours; taken for possible where that is not settled."""
        if self.costs:
            return self._least(key, 0) is not None
        key = plain(key)
        if key not in self._possible:
            _, status = run(self.model(key).model, self.clock, workers=1, effort=self.effort)
            if not self.clock.left():
                return status != cp_model.INFEASIBLE
            self._possible[key] = status != cp_model.INFEASIBLE
        return self._possible[key]

    def lexicographic(self, key: Key, level: int) -> int:
        """The least cost of a level (index), given that the levels in minutes before it are at their least."""
        # a level that did not close gave a bound that no plan may reach: then nothing is known of the next
        return self._least(key, level) or 0

    def floor(self, key: Key, level: int, minutes: Sequence[int]) -> int:
        """A lower bound of what a level costs where the levels before it cost these minutes."""
        in_order = self.at_their_least(key, level, minutes)
        return self.lexicographic(key, level) if in_order else self.alone(key, level)

    def at_their_least(self, key: Key, level: int, minutes: Sequence[int]) -> bool:
        """Whether these minutes exceed at no level before that one its lexicographic least."""
        return all(minutes[before] <= self.lexicographic(key, before) for before in range(level))

    def closed(self, key: Key, levels: int) -> bool:
        """Whether a solution is known that costs the lexicographic least at each of the first levels."""
        of_level = (plain(key) if level < self.first_of_waits else key for level in range(levels))
        return all((level_key, level, False) in self._witnesses for level, level_key in enumerate(of_level))

    def levels_up_to(self, niveau: Niveau) -> int:
        """How many levels in minutes come no later than a level."""
        order = [n.nom for n in self.problem.reglages.niveaux]
        return sum(order.index(n.nom) <= order.index(niveau.nom) for n in self.levels)

    def alone(self, key: Key, level: int) -> int:
        """The least cost of a level (index) whatever the others cost: a bound for these candidats or more."""
        return self._least(key, level, alone=level > 0) or 0

    def _least(self, key: Key, level: int, alone: bool = False) -> int | None:
        key = plain(key) if level < self.first_of_waits else key
        query = key, level, alone
        if query in self._costs:
            return self._costs[query]
        if self.clock.left() <= 0:
            self.open += 1
            return 0
        known = self._as_in_widest(key, level, alone)
        cost = self._cost(key, level, alone) if known is None else known
        if self.clock.left() > 0:
            self._costs[query] = cost
        return cost

    def _as_in_widest(self, key: Key, level: int, alone: bool) -> int | None:
        """The cost in the widest hours, if the solution that gives it lies within the key's own; else None."""
        widest = self._widest(key)
        if key == widest:
            return None
        cost = self._least(widest, level, alone)
        witness = self._witnesses.get((widest, level, alone))
        if witness is None or not witness.fits(key, self.begins(key)):
            return None
        self._witnesses[key, level, alone] = witness
        return cost

    def _cost(self, key: Key, level: int, alone: bool) -> int | None:
        limits = [] if alone else [self.lexicographic(key, before) for before in range(level)]
        pattern = self.model(key)
        pairs = list(zip(pattern.levels, limits, strict=False))
        self._begin_from_widest(pattern, key, level, alone)
        cost, solver = self._bound(pattern.model, pattern.levels[level], pairs)
        if cost is not None and solver is None:
            self._left_open.add((key, level, alone))
        if solver is not None:
            self._solutions[key] = list(solver.response_proto.solution)
        if solver is not None and key.kinds:
            self._witnesses[key, level, alone] = _witness(pattern, solver)
        return cost

    def _widest(self, key: Key) -> Key:
        return replace(key, first=False, window=self.opening(key.day), starts=())

    def widest(self, key: Key) -> Key:
        """The same candidats in the widest hours, whatever their waiting counts: what is known of it serves all."""
        return plain(self._widest(key))

    def _begin_from_widest(self, pattern: Pattern, key: Key, level: int, alone: bool) -> None:
        """Bound the cost by that in the widest hours, and begin the search from a known solution."""
        widest = self._widest(key)
        floor = self._costs.get((widest, level, alone))
        same_before = alone or all(self.lexicographic(key, i) == self.lexicographic(widest, i) for i in range(level))
        if floor is not None and same_before:
            pattern.model.add(pattern.levels[level] >= floor)
        known = (self._solutions[k] for k in (key, plain(key), widest, plain(widest)) if k in self._solutions)
        begin_from(pattern.model, next(known, []))

    def hours(self, key: Key, limits: tuple[int, ...], collective: dict[str, int]) -> Hours | None:
        """Hours that cost no more than the limits, a level each, with those starts of collective épreuves, if found."""
        query = key, limits, tuple(sorted(collective.items()))
        if query not in self._hours:
            hours = self._within(key, limits, collective)
            if not self.clock.left():
                return hours
            self._hours[query] = hours
        return self._hours[query]

    def _within(self, key: Key, limits: tuple[int, ...], collective: dict[str, int]) -> Hours | None:
        pattern = self._limited(key, limits)
        _begin_at(pattern, collective)
        begin_from(pattern.model, self._solutions.get(key, []))
        solver, status = run(pattern.model, self.clock, self.most, workers=1, effort=self.effort)
        return _hours(pattern, solver) if status in FOUND else None

    def shortest(self, key: Key, known: Hours) -> Hours | None:
        """Hours that cost as little as is soon found, level after level, beginning with those known.

        Collective épreuves begin as they do in these. None where nothing is found: then those known are none.
        """
        pattern = self.model(key)
        _begin_at(pattern, known.collective)
        weights = (BEFORE_OTHERS**rank for rank in reversed(range(len(pattern.levels))))
        pattern.model.minimize(total(w * level for w, level in zip(weights, pattern.levels, strict=True)))
        # known hours leave open what they cost: the search begins at the least
        known_model = pattern.model.clone()
        for relation in as_known(pattern, known):
            known_model.add(relation)
        solver, status = run(known_model, self.clock, effort=self.effort, manner=Manner.DECIDED)
        if status in FOUND:
            hint(pattern.model, solver)
        solver, status = run(pattern.model, self.clock, workers=1, effort=QUICK)
        return _hours(pattern, solver) if status in FOUND else None

    def starts(self, key: Key, limits: tuple[int, ...], epreuve: str) -> Span:
        """Between which minutes (both included) a collective épreuve begins where it costs no more than the limits."""
        return self.soonest(key, limits, epreuve), -self._first(key, limits, epreuve, -1)

    def soonest(self, key: Key, limits: tuple[int, ...], epreuve: str) -> int:
        """The minute before which a collective épreuve does not begin where it costs no more than the limits."""
        return self._first(key, limits, epreuve, 1)

    def _first(self, key: Key, limits: tuple[int, ...], epreuve: str, sign: int) -> int:
        """The least of a start, or of what it is before midnight."""
        query = key, limits, epreuve, sign
        if query not in self._starts:
            pattern = self._limited(key, limits)
            task = next(t for t in pattern.together if t.epreuve.id == epreuve)
            self._starts[query] = self._lower(pattern.model, sign * pattern.x.start(task), min(0, sign * DAY))
        return self._starts[query]

    def _lower(self, model: cp_model.CpModel, expression: cp_model.LinearExprT, otherwise: int) -> int:
        """A lower bound of an expression, or what it is otherwise held to be."""
        bounded = model.clone()
        bounded.minimize(expression)
        solver, status = run(bounded, self.clock, workers=1, effort=self.effort)
        return ceil(solver.best_objective_bound - 1e-6) if status in FOUND else otherwise

    def _limited(self, key: Key, limits: tuple[int, ...]) -> Pattern:
        pattern = self.model(key)
        for expression, limit in zip(pattern.levels, limits, strict=True):
            pattern.model.add(expression <= limit)
        return pattern

    def _bound(
        self, model: cp_model.CpModel, expression: cp_model.LinearExpr, limits: list[tuple[cp_model.LinearExpr, int]]
    ) -> tuple[int | None, cp_model.CpSolver | None]:
        """A lower bound of an expression under limits on others, with a solution where there is one that costs it.

        None when nothing satisfies the rules.
        """
        bounded = model.clone()
        for other, limit in limits:
            bounded.add(other <= limit)
        bounded.minimize(expression)
        solver, status = run(bounded, self.clock, self.most, workers=1, effort=QUICK)
        if status == cp_model.FEASIBLE:
            hint(bounded, solver)
            bounded.add(expression >= at_least(solver))
        if status in (cp_model.FEASIBLE, cp_model.UNKNOWN):
            solver, status = run(bounded, self.clock, self.most, effort=PATIENCE, manner=Manner.LEARNING)
        if status == cp_model.INFEASIBLE:
            return None, None
        self.open += status != cp_model.OPTIMAL
        if status == cp_model.UNKNOWN:
            return 0, None
        return at_least(solver), solver if status == cp_model.OPTIMAL else None


def _witness(pattern: Pattern, solver: cp_model.CpSolver) -> Witness:
    problem, x = pattern.problem, pattern.x
    last = len(problem.days) - 1
    there = [thing for thing in x.things(problem.slots[0]) if solver.boolean_value(thing.lit)]
    return Witness(
        jury=(min(solver.value(t.start) for t in there), max(solver.value(t.end) for t in there)),
        begins=min(solver.value(x.start(t)) for t in problem.tasks if solver.boolean_value(x.on(t, last))),
        collective=_starts(pattern, solver),
    )


def _hours(pattern: Pattern, solver: cp_model.CpSolver) -> Hours:
    problem, x = pattern.problem, pattern.x
    slot = problem.slots[0]
    tasks = [[problem.tasks[t] for t in a.tasks] for a in problem.applicants]
    return Hours(
        passages=tuple({t.epreuve.id: int(solver.value(x.start(t))) for t in mine} for mine in tasks),
        lectures=tuple(int(solver.value(x.lecture(a))) for a in problem.applicants),
        corrections=tuple(
            {t.epreuve.id: int(solver.value(x.correction(t))) for t in mine if not t.watched} for mine in tasks
        ),
        accueil=int(solver.value(x.accueil(slot))),
        cloture=int(solver.value(x.cloture(slot))),
        pause=int(solver.value(x.pause(slot))),
        collective=_starts(pattern, solver),
    )


def as_known(pattern: Pattern, hours: Hours) -> Iterator[Relation]:
    """Hours as relations of the model of a jury-day."""
    problem, x = pattern.problem, pattern.x
    slot = problem.slots[0]
    yield x.accueil(slot) == hours.accueil
    yield x.cloture(slot) == hours.cloture
    yield x.pause(slot) == hours.pause
    for applicant, passages, lecture, corrections in zip(
        problem.applicants, hours.passages, hours.lectures, hours.corrections, strict=True
    ):
        yield x.lecture(applicant) == lecture
        for task in (problem.tasks[t] for t in applicant.tasks):
            if task.epreuve.id in passages:
                yield x.start(task) == passages[task.epreuve.id]
            if not task.watched:
                yield x.correction(task) == corrections[task.epreuve.id]


def _begin_at(pattern: Pattern, collective: dict[str, int]) -> None:
    """Collective épreuves begin at these minutes."""
    for task in pattern.together:
        if task.epreuve.id in collective:
            pattern.model.add(pattern.x.start(task) == collective[task.epreuve.id])


def _starts(pattern: Pattern, solver: cp_model.CpSolver) -> dict[str, int]:
    return {t.epreuve.id: int(solver.value(pattern.x.start(t))) for t in pattern.together}
