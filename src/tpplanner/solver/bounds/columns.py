"""Columns: the jury-days that a session may be made of, all of them, with their prices; which can share no membre."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import inf

from ortools.sat.python import cp_model

from tpplanner.solver.bounds.patterns import Key, Kind, Patterns, in_order, key_of, plain
from tpplanner.solver.model.posting import Expr, total
from tpplanner.solver.model.problem import DAY, Applicant, Day, Problem, Span, free_spans
from tpplanner.solver.model.workload import (
    around_work,
    days_before,
    granularity,
    hidden_in_break,
    in_steps,
    latest_break,
    longest_clear_of_midday,
    most_heard,
    weight_of,
    with_rests,
    work_whole,
)
from tpplanner.tuning import FEW, LARGE, SMALL

# The columns: each is a day, hours, and how many candidats of each kind one jury hears.

NEVER = (-1, DAY)
"""Hours that lie within no other hours."""


@dataclass(frozen=True, slots=True)
class Group:
    """Candidats that nothing but links tells apart; `kinds` by day and épreuves passed without jury that day."""

    number: int
    weight: int
    load: int
    """what hearing one of them weighs in the quota, in minutes of the RE"""
    work: int
    kinds: dict[tuple[int, frozenset[str]], Kind]
    collectives: tuple[str, ...]
    before: dict[str, int]
    """the épreuves passed without jury that an order link puts before the jury, each with the least days between"""


@dataclass(slots=True, eq=False)
class Price:
    """Lower bounds of what a jury-day costs, by level: raised as its pattern is solved.

    `alone`: whatever the other levels cost. `lexicographic`: given that the levels before are at their least. `work`:
    the least minutes of what its jury does, battements included.
    """

    key: Key
    counts: dict[Kind, int]
    work: int
    alone: list[int]
    lexicographic: dict[int, int] = field(default_factory=dict)
    possible: bool = True
    size: int = field(init=False)
    """how many candidats it hears"""

    def __post_init__(self) -> None:
        """Counted once: every program asks for it many times."""
        self.size = sum(self.counts.values())

    def costs_at_least(self, level: int, floor: int) -> None:
        """Raise a level's least; lexicographic costs of later levels, which rest on a lesser one, are forgotten."""
        if floor > self.lexicographic.get(level, self.alone[level]):
            self.lexicographic = {i: cost for i, cost in self.lexicographic.items() if i < level}
        self.alone[level] = max(self.alone[level], floor)

    def first_costs(self, levels: int) -> list[int]:
        """The lexicographic least of the first levels, as far as it is known."""
        return [max(least, self.lexicographic.get(i, 0)) for i, least in enumerate(self.alone[:levels])]

    def know(self, other: "Price") -> None:
        """Learn what another price of the same jury-day knows."""
        self.possible = self.possible and other.possible
        for level, floor in enumerate(other.alone):
            self.costs_at_least(level, floor)
        self.lexicographic |= {i: cost for i, cost in other.lexicographic.items() if self.alone[:i] == other.alone[:i]}


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A minute of a day which no jury lies whole before, or none after: whoever hears much surely sits then.

    `otherwise`: the hours in which all juries of a membre lie where none of them sits at that minute.
    """

    minute: int
    otherwise: Span


Column = tuple[int, Price]
"""A jury-day that may be: its day and its price, which days that are alike share."""


class Columns:
    """The columns of a problem: `groups` of candidats, `windows` of each day, `prices` by key.

    `weighed`: kinds tell apart candidats whose waiting has different weights; else kinds are plain. A column hears each
    of its candidats whole. Where some candidats have several chains, which several juries may hear, there are columns
    only if `whole` asks for them, and bounds by them hold only of the plans that hear every candidat whole.
    """

    def __init__(self, problem: Problem, patterns: Patterns, *, weighed: bool = False, whole: bool = False) -> None:
        self.problem, self.patterns, self.weighed, self.whole = problem, patterns, weighed, whole
        self.groups = self._groups()
        self.collectives = sorted({e for group in self.groups for e in group.collectives})
        self.windows = [self._windows(day) for day in problem.days]
        self.starts: dict[int, dict[str, list[Span]]] = {day.index: {} for day in problem.days}
        self.prices: dict[Key, Price] = {}
        self.splits: list[tuple[int, str, int]] = []
        self.heard_by = {
            (p.index, d.index): most_heard(problem, p, d) for p in problem.people if p.membre for d in problem.days
        }
        """the most candidats that each membre may hear on each day, by index"""
        self.granularities = [granularity(problem, niveau) for niveau in patterns.levels]
        """what each level in minutes is a multiple of"""
        self.columns = self._columns()
        self.unsplit = list(self.columns)
        """the columns before any split by when a collective épreuve begins"""
        self.several = Patterns(problem, patterns.clock, costs=False, series=True)
        self.several.know_kinds_of(patterns)
        """patterns of series of juries, by which tracks are checked"""
        self.shorter = Patterns(problem, patterns.clock, costs=False)
        self.shorter.know_kinds_of(patterns)
        """patterns of what a membre hears, in fewer hours than columns have"""
        self.tracks = self._tracks()
        """series of juries that follow each other, like columns, by whom they hear"""
        self.moments = [self._moments(day) for day in problem.days]
        self.sits: set[tuple[Key, Checkpoint]] = set()
        """what a membre hears in a day, and a moment at which they then sit in one of their juries"""

    @property
    def quota_counts_candidats(self) -> bool:
        """Whether there is a quota that counts candidats, one each, for juries that are composed here."""
        session = self.problem.session
        return session.quota is not None and not session.jurys and all(g.weight for g in self.groups)

    def settle_track(self, key: Key) -> bool:
        """Forbid a track, and those that hear more, if no jury and no series can hear it; whether it was."""
        track = next(price for _, price in self.tracks if price.key == key)
        if self.patterns.possible(key) or self.several.possible(key):
            return False
        for _, price in self.tracks:
            price.possible = price.possible and not covers(track, price)
        return True

    def settle_moments(self, day: int, key: Key) -> bool:
        """Note at which moments a membre sits who hears this, and whoever hears more; whether there was any news."""
        known = len(self.sits)
        for moment in self.moments[day]:
            rest = _narrowed(key, moment.otherwise)
            if (key, moment) in self.sits or (rest is not None and self.shorter.possible(rest)):
                continue
            less = self.prices[key]
            self.sits |= {(p.key, moment) for _, p in self.unsplit if hears_more(less, p)}
        return len(self.sits) > known

    def forbid(self, key: Key) -> None:
        """Note that a jury-day is impossible, and with it those that hear more in no wider hours."""
        tried = self.prices[key]
        for price in self.prices.values():
            if price.possible and hears_more(tried, price):
                price.possible = False

    def offer_turns(self) -> None:
        """Add columns of turns, juries whose membres sit in another one that day too, where these could cost less."""
        there = {(day, price.key) for day, price in self.columns} if self.problem.shared_membres else set()
        for day, price in list(self.columns) if there else ():
            key = replace(price.key, turn=True)
            if (day, key) not in there and price.possible and self._may_be_a_turn(day, price):
                turn = Price(key, price.counts, price.work, self._by_work(price.work, key.window))
                self.columns.append((day, self.prices.setdefault(key, turn)))

    def _may_be_a_turn(self, day: int, price: Price) -> bool:
        """Whether a jury-day may cost less as a turn: its break fits in after midday, it costs more than its work."""
        pause = self.problem.reglages.pause_jury
        opens, closes = price.key.window
        afternoon = closes - max(opens, self.problem.days[day].lunch[0] + pause)
        above = bool(price.lexicographic) or price.alone != self._by_work(price.work, price.key.window)
        return above and price.work + pause <= afternoon

    def split(self, day: int, epreuve: str, minute: int) -> bool:
        """Branch: split a day's columns by whether an épreuve begins before a minute; False if they get too many."""
        spans = self.starts[day].setdefault(epreuve, [self.patterns.opening(day)])
        whole_span = next(s for s in spans if s[0] < minute < s[1])
        halves = [(whole_span[0], minute), (minute, whole_span[1])]
        columns: list[Column] = []
        for d, price in self.columns:
            mine = dict(price.key.starts)
            here = (
                d == day
                and epreuve in self.patterns.collectives(price.key)
                and mine.get(epreuve, whole_span) == whole_span
            )
            columns += [(d, self._within(price, epreuve, half)) for half in halves] if here else [(d, price)]
        if len(columns) > LARGE:
            return False
        self.columns = columns
        self.starts[day][epreuve] = sorted([*(s for s in spans if s != whole_span), *halves])
        self.splits.append((day, epreuve, minute))
        return True

    def begin_from(self, other: "Columns") -> None:
        """Take over what another counting of the same jury-days has learned: its splits, its prices.

        Its kinds are the same, or plain: jury-days cost at least what the plain ones that stand for them cost.
        """
        for where in other.splits:
            if where not in self.splits and not self.split(*where):
                break
        self._know_prices_of(other)
        self.offer_turns()
        self._know_prices_of(other)
        if other.problem is self.problem:
            self.several, self.shorter = other.several, other.shorter
            possible = {track.key: track.possible for _, track in other.tracks}
            for _, track in self.tracks:
                track.possible = possible.get(self._as_in(other, track.key), True)
            moments = {moment for _, moment in other.sits}
            for _, price in self.unsplit:
                asked_key = self._as_in(other, price.key)
                self.sits |= {(price.key, moment) for moment in moments if (asked_key, moment) in other.sits}

    def _know_prices_of(self, other: "Columns") -> None:
        for key, price in self.prices.items():
            if (known := other.prices.get(self._as_in(other, key))) is not None:
                price.know(known)

    @staticmethod
    def _as_in(other: "Columns", key: Key) -> Key:
        return key if other.weighed else plain(key)

    def _within(self, price: Price, epreuve: str, starts: Span) -> Price:
        """The price of a jury-day in which an épreuve begins within these hours: at first that of all hours."""
        windows = {**dict(price.key.starts), epreuve: starts}
        key = replace(price.key, starts=tuple(sorted(windows.items())))
        alone = list(price.alone)
        return self.prices.setdefault(key, Price(key, price.counts, price.work, alone, possible=price.possible))

    # What candidats and juries may be

    def _groups(self) -> list[Group]:
        alike: dict[object, list[Applicant]] = {}
        for applicant in self.problem.applicants:
            kinds = tuple(self._kind_of(applicant, d.index, frozenset()) for d in self.problem.days)
            alike.setdefault(kinds, []).append(applicant)
        return [self._group(members) for members in alike.values()]

    def _kind_of(self, applicant: Applicant, day: int, same_day: frozenset[str]) -> Kind:
        kind = self.patterns.kind_of(applicant, day, same_day)
        return kind if self.weighed else kind.plain

    def _group(self, members: list[Applicant]) -> Group:
        first = members[0]
        tasks = [self.problem.tasks[t] for t in first.tasks]
        unwatched = sorted({t.epreuve.id for t in tasks if t.unit < 0})
        subsets = [frozenset(s) for n in range(len(unwatched) + 1) for s in combinations(unwatched, n)]
        kinds = {
            (d.index, s): self._kind_of(a, d.index, s) for a in members for d in self.problem.days for s in subsets
        }
        watched = (t.epreuve for t in tasks if t.unit >= 0)
        return Group(
            number=len(members),
            weight=first.weight,
            load=sum(weight_of(self.problem, self.problem.units[u]) for u in first.units),
            work=work_whole(self.problem, first),
            kinds=kinds,
            collectives=tuple(sorted(t.epreuve.id for t in tasks if t.unit < 0 and t.epreuve.collective)),
            before={e: n for e, n in days_before(watched).items() if e in unwatched},
        )

    def _windows(self, day: Day) -> dict[Span, int]:
        """The hours within which juries of a day may lie, each with how many membres are there throughout."""
        opening = self.patterns.opening(day.index)
        spans = Counter(s for p in self.membres(day) for s in set(free_spans(opening, p)))
        windows = {opening, *spans}
        while True:
            common = {(max(a, c), min(b, d)) for a, b in windows for c, d in windows}
            larger = windows | {(a, b) for a, b in common if a < b}
            if larger == windows or len(larger) > FEW:
                break
            windows = larger
        if len(larger) > FEW:
            return {opening: len(self.membres(day))}
        return {w: sum(any(inside(w, s) for s in free_spans(opening, p)) for p in self.membres(day)) for w in windows}

    def hull(self, day: Day, away: tuple[Span, ...]) -> Span:
        """From when to when a membre is there, absences in between ignored."""
        spans = free_spans(self.patterns.opening(day.index), away)
        return spans[0][0], spans[-1][1]

    def membres(self, day: Day) -> list[tuple[Span, ...]]:
        """When each membre who may be called that day is away."""
        people = (p for p in self.problem.people if p.membre and p.habilite[day.index])
        away = (self.problem.unavailable(p, day) for p in people)
        return [spans for spans in away if free_spans(self.patterns.opening(day.index), spans)]

    def there(self, day: Day, at: int) -> int:
        """How many membres are there at a minute of a day."""
        opening = self.patterns.opening(day.index)
        return sum(any(s <= at < e for s, e in free_spans(opening, away)) for away in self.membres(day))

    def _columns(self) -> list[Column]:
        """Every column; none where there are too many, or a candidat may be heard by two juries or by none."""
        columns: list[Column] = []
        if not (self.whole or self.problem.heard_whole) or not all(a.units for a in self.problem.applicants):
            return columns
        for day in self.problem.days:
            for contents in self._contents(day, self._crowds(day)):
                for window in self.windows[day.index]:
                    columns += self._of(day, window, contents)
                if len(columns) > LARGE:
                    return []
        return columns

    def _tracks(self) -> list[Column]:
        """What a series of juries of a day may hear, whoever sits in them: no quota binds the series.

        None where membres are not shared, where the centre gives the juries, or where there are too many.
        """
        if not (self.problem.shared_membres and self.columns) or self.problem.session.jurys:
            return []
        known: dict[Key, Price] = {}
        tracks: list[Column] = []
        for day in self.problem.days:
            opening = self.patterns.opening(day.index)
            for contents in self._contents(day, self._crowds(day), bound=False):
                for first in (True, False) if day.index else (True,):
                    key = key_of(self.patterns.alike(day.index), first, opening, contents)
                    tracks.append((day.index, known.setdefault(key, Price(key, dict(key.kinds), 0, []))))
                if len(tracks) > SMALL:
                    return []
        return tracks

    def _moments(self, day: Day) -> list[Checkpoint]:
        """The last minute before which no jury ends, and the first after which none begins; none without tracks."""
        opens, closes = self.patterns.opening(day.index)
        shortest = min((p.work for d, p in self.columns if d == day.index), default=0)
        if not (self.tracks and shortest):
            return []
        early, late = opens + shortest - 1, closes - shortest
        return [Checkpoint(early, (early + 1, closes)), Checkpoint(late, (opens, late))]

    def _crowds(self, day: Day) -> Counter[Kind]:
        """How many candidats may be of each kind that day."""
        crowds: Counter[Kind] = Counter()
        for group in self.groups:
            for kind in {k for (d, _), k in group.kinds.items() if d == day.index}:
                crowds[kind] += group.number
        return crowds

    def _contents(self, day: Day, crowds: Counter[Kind], *, bound: bool = True) -> Iterator[list[Kind]]:
        """What a jury may hear in a day: kinds that agree on collective épreuves, within its hours and its quota."""
        kinds = sorted(crowds, key=in_order)
        of_kind = {k: [g for g in self.groups if k in g.kinds.values()] for k in kinds}
        work = {k: min(g.work for g in groups) for k, groups in of_kind.items()}
        load = {k: min(g.load for g in groups) for k, groups in of_kind.items()}
        opens, closes = self.patterns.opening(day.index)
        quota = self.problem.session.quota if bound else None
        most = inf if quota is None else quota * self.problem.session.referentiel.titre.minutes_jury
        left = closes - opens - around_work(self.problem)
        left = left if self.problem.watched_together == 1 else len(self.problem.applicants) * (closes - opens)

        def extend(contents: list[Kind], start: int, left: int, free: float) -> Iterator[list[Kind]]:
            if contents:
                yield contents
            for i in range(start, len(kinds)):
                kind = kinds[i]
                fits = work[kind] <= left and load[kind] <= free
                if fits and contents.count(kind) < crowds[kind] and self._agree(contents, kind):
                    yield from extend([*contents, kind], i, left - work[kind], free - load[kind])

        yield from extend([], 0, left, most)

    def _agree(self, contents: list[Kind], kind: Kind) -> bool:
        """Whether a kind agrees with those before on each collective épreuve that both have: that day or not."""
        mine = {e for e, _ in kind.tasks}
        for other in set(contents):
            both = mine & {e for e, _ in other.tasks} & set(self.collectives)
            if any((e in kind.same_day) != (e in other.same_day) for e in both):
                return False
        return True

    def _of(self, day: Day, window: Span, contents: list[Kind]) -> Iterator[Column]:
        """The columns with these contents: one where the day is the first of all, one where it is not."""
        work = sum(min(g.work for g in self.groups if k in g.kinds.values()) for k in contents)
        one_by_one = self.problem.watched_together == 1
        for first in (True, False) if day.index else (True,):
            key = key_of(self.patterns.alike(day.index), first, window, contents)
            lasts = with_rests(self.problem, work + around_work(self.problem)) if one_by_one else 0
            if lasts > window[1] - window[0]:
                continue
            price = Price(key, dict(key.kinds), lasts, self._by_work(lasts, window))
            yield day.index, self.prices.setdefault(key, price)

    def _by_work(self, work: int, window: Span) -> list[int]:
        """The least that a jury-day with so much work costs at each level."""
        over_midday = work > longest_clear_of_midday(self.problem, window)
        presence = in_steps(self.problem, work) + self.problem.reglages.presence_midi * over_midday
        weight = self.problem.waits.du_terme
        return [
            sum(weight(niveau, t) for t in niveau.termes if t.regle == "presence_jury") * presence
            for niveau in self.patterns.levels
        ]


def covers(less: Price, more: Price) -> bool:
    """Whether `more` surely costs no less than `less`: it hears the same or more, in no wider hours.

    A turn may cost less than a jury-day that is none.
    """
    return (less.key.turn or not more.key.turn) and hears_more(less, more)


def hears_more(less: Price, more: Price) -> bool:
    """Whether `more` hears all that `less` hears, or more, in no wider hours."""
    return within(less.key, more.key) and all(more.counts.get(kind, 0) >= n for kind, n in less.counts.items())


def _narrowed(key: Key, hours: Span) -> Key | None:
    """The same jury-day in those of its hours that lie within others, if there are any."""
    start, end = max(key.window[0], hours[0]), min(key.window[1], hours[1])
    return replace(key, window=(start, end)) if start < end else None


def within(wider: Key, key: Key) -> bool:
    """Whether the hours of a jury-day are no wider than those of another (`wider`)."""
    return (
        wider.day == key.day
        and (key.first or not wider.first)
        and inside(key.window, wider.window)
        and all(inside(dict(key.starts).get(e, NEVER), span) for e, span in wider.starts)
    )


def inside(inner: Span, outer: Span) -> bool:
    """Whether hours lie within others."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


# Which of the jury-days counted on a day can have no membre in common: so many membres do they take together.


@dataclass(frozen=True, slots=True, eq=False)
class ColumnUse:
    """Jury-days that are alike: their hours, how many candidats each hears, how long it works, how many there are."""

    window: Span
    size: int
    work: int
    number: cp_model.IntVar


NO_HOURS = (0, 0)

Distinct = list[tuple[Span, Expr]]
"""Jury-days no two of which have a membre in common: hours, and how many."""


class Sharing:
    """What keeps jury-days from sharing membres."""

    def __init__(self, columns: Columns, model: cp_model.CpModel) -> None:
        self.columns, self.problem, self.model = columns, columns.problem, model

    def without_shared_membres(self, day: Day, juries: list[ColumnUse]) -> Iterator[Distinct]:
        """Sets of jury-days of a day that share no membre."""
        if not self.problem.shared_membres:
            yield [(j.window, j.number) for j in juries]
            return
        yield from self._exclusive(juries, self._minutes_of_two(day), lambda j: j.work)
        if self.columns.quota_counts_candidats:
            yield from self._exclusive(juries, self._quota(), lambda j: j.size)

    def unable_to_share(self, day: Day, juries: list[ColumnUse]) -> list[ColumnUse]:
        """The juries of a day whose hours or quota leave nothing to another jury of one of their membres."""
        least = min((j.work for j in juries), default=0)

        def able(jury: ColumnUse) -> bool:
            full = self.columns.quota_counts_candidats and jury.size >= self._quota()
            return not full and jury.work + least <= self._minutes_of_two(day)

        return [j for j in juries if not able(j)]

    def _minutes_of_two(self, day: Day) -> int:
        """The most that two juries of a membre work in a day, one after the other.

        The membre's break is taken out of the juries' hours, unless both juries come after a break or are over before
        it but for a clôture: in the window, or right after a watched phase that fills it. It may hide a battement.
        """
        n, low = self.problem.reglages.pause_jury, day.lunch[0]
        over = latest_break(self.problem, day) - day.open + self.problem.reglages.cloture
        longest = min(day.close - day.open, max(day.close - day.open - n, day.close - low - n, over))
        return longest + hidden_in_break(self.problem)

    def _exclusive(self, juries: list[ColumnUse], most: int, load: Callable[[ColumnUse], int]) -> Iterator[Distinct]:
        """Juries of which two are too much for one shared membre: the large ones, and one more that is not so small."""
        yield [(j.window, j.number) for j in juries if 2 * load(j) > most]
        for least in sorted({load(j) for j in juries if 2 * load(j) <= most}, reverse=True)[:FEW]:
            others = [j.number for j in juries if least <= load(j) <= most - least]
            one = self.model.new_bool_var("")
            self.model.add(total(others) <= len(self.problem.applicants) * one)
            # in which hours is not said: it is held to none
            yield [*((j.window, j.number) for j in juries if load(j) > most - least), (NO_HOURS, one)]

    def _quota(self) -> int:
        return self.problem.session.quota or 0
