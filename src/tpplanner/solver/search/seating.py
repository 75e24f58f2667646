"""Construction: candidats seated one after the other, by list scheduling or before the first jury that has hours."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, combinations, product
from math import ceil

from tpplanner.domain.referentiel import USAGE_JURY
from tpplanner.domain.reglages import MINUTES_LIBRES
from tpplanner.domain.session import Role, cle
from tpplanner.solver.bounds.master import Assignment
from tpplanner.solver.bounds.patterns import MANY_DAYS, Hours, JuryDays, Key, Kind, Patterns, in_order, key_of
from tpplanner.solver.model.problem import DAY, Applicant, Day, Person, Problem, Slot, Span, Task, free_spans
from tpplanner.solver.model.workload import around_work, weight_of, work_however_heard, work_whole
from tpplanner.solver.run import Clock, side_by_side
from tpplanner.solver.search.layout import (
    Layout,
    Sequencing,
    Supply,
    Visit,
    earliest_break,
    eats,
    hours_of,
    lay_out,
    may_pass,
    overlaps,
    visit_of,
)
from tpplanner.tuning import FEW, MOST_LAYOUTS, QUICK

# Jury-days while candidats are seated before them: in which way, before which membres, and what is told in the
# end.

Seating = tuple[Assignment, Sequencing]
"""Each candidat before one jury with all their chains, and hours for each jury."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The day of each collective épreuve, whether each waits for the others' end, and how membres are put together."""

    papers: dict[str, int]
    apart: bool
    turn: int


def arrangements(problem: Problem) -> Iterator[Arrangement]:
    """All papers on one day, or each on another; at once, and one after the other."""
    collective = sorted(problem.collectives())
    days = len(problem.days)
    papers = [dict.fromkeys(collective, day) for day in range(days if collective else 1)]
    if len(collective) > 1 and days > 1:
        papers.append({epreuve: rank % days for rank, epreuve in enumerate(collective)})
    apart = [False, True] if _may_be_at_once(problem) else [True, False]
    for turn, days_of, one_by_one in product((0, 1), papers, apart if len(collective) > 1 else [False]):
        yield Arrangement(days_of, one_by_one, turn)


def _may_be_at_once(problem: Problem) -> bool:
    """Whether there seem to be a room and a surveillant for each collective épreuve."""
    papers = problem.collectives().values()
    rooms = {room for tasks in papers for task in tasks for step in task.steps for room in step.rooms}
    surveillants = sum(Role.SURVEILLANT in person.roles for person in problem.people)
    return min(len(rooms), surveillants) >= len(papers)


@dataclass(frozen=True, slots=True)
class Team:
    """Membres who may sit together on a day, in which hours; `slot` is that of a jury given by the centre."""

    day: int
    membres: tuple[int, ...]
    window: Span
    slot: Slot | None = None

    def tied_to(self, other: "Team") -> bool:
        """Whether somebody sits in this jury and in another one of that day: one after the other."""
        return self is not other and self.day == other.day and bool({*self.membres} & {*other.membres})


@dataclass(slots=True, eq=False)
class Roster:
    """A jury-day: whom it hears, each as a kind, and when."""

    team: Team
    heard: list[tuple[Kind, int]] = field(default_factory=list)
    key: Key | None = None
    hours: Hours | None = None


def told(problem: Problem, arrangement: Arrangement, rosters: list[Roster]) -> Seating:
    """Who is heard by whom, and when; juries of a day are numbered by the first candidat heard, as everywhere."""
    result, hours = Assignment(), {}
    for slot, roster in _slots(problem, rosters):
        assert roster.key is not None, "it hears somebody"  # noqa: S101
        assert roster.hours is not None, "it hears somebody"  # noqa: S101
        hours[slot.index] = roster.hours
        result.sitting[slot.index] = roster.team.membres
        result.keys[slot.index] = roster.key
        result.heard[slot.index] = tuple(a for _, a in roster.heard)
        for kind, index in roster.heard:
            applicant = problem.applicants[index]
            result.hears |= dict.fromkeys(applicant.units, slot.index)
            for task in (t for t in (problem.tasks[t] for t in applicant.tasks) if t.unit < 0):
                same = task.epreuve.id in kind.same_day
                elsewhere = arrangement.papers.get(task.epreuve.id, _other_day(slot.day))
                result.day_of[task.index] = slot.day if same else elsewhere
    return result, Sequencing(hours)


def _slots(problem: Problem, rosters: list[Roster]) -> Iterator[tuple[Slot, Roster]]:
    for day in problem.days:
        here = [roster for roster in rosters if roster.heard and roster.team.day == day.index]
        yield from ((roster.team.slot, roster) for roster in here if roster.team.slot is not None)
        composed = sorted((s for s in here if s.team.slot is None), key=lambda s: min(a for _, a in s.heard))
        slots = [slot for slot in problem.slots_of(day.index) if not slot.given]
        yield from zip(slots, composed, strict=False)


def _other_day(day: int) -> int:
    """The day of what is passed alone, on a post, where it is not the day of the jury: the one before if any."""
    return day - 1 if day else 1


class Limits:
    """What plainly forbids a jury one more candidat: a link, the quota, more work than there are hours.

    `together` is how many a jury may watch at once: of the work of several, nothing is said.
    """

    def __init__(self, problem: Problem, together: int) -> None:
        self.problem, self.together = problem, together
        self.weights = [_weight(problem, a) for a in problem.applicants]
        """of each, heard by one jury, in minutes of the titre"""
        self.work = [work_whole(problem, a) for a in problem.applicants]
        self.fixed = around_work(problem)
        quota = problem.session.quota
        self.quota = None if quota is None else quota * problem.session.referentiel.titre.minutes_jury

    def allow(self, team: Team, heard: Iterable[int], candidat: int) -> bool:
        """Whether a jury that hears these candidats (indices) may hear one more."""
        if any((candidat, p) in self.problem.links for p in team.membres):
            return False
        everyone = [candidat, *heard]
        if self.quota is not None and sum(self.weights[a] for a in everyone) > self.quota:
            return False
        work = self.fixed + sum(self.work[a] for a in everyone)
        return self.together > 1 or work <= team.window[1] - team.window[0]

    def least(self, teams: Iterable[Team]) -> int:
        """Fewer jury-days than that cannot hear everybody: the quota, and the hours of the longest of these teams."""
        hours = max((t.window[1] - t.window[0] for t in teams), default=0) - self.fixed
        by_work = ceil(sum(self.work) / hours) if hours > 0 and self.together == 1 else 1
        return max(1, ceil(self.by_quota), by_work)

    @property
    def by_quota(self) -> float:
        """How many juries of the quota all candidats fill."""
        return sum(self.weights) / self.quota if self.quota else 0.0


def _weight(problem: Problem, applicant: Applicant) -> int:
    return sum(weight_of(problem, problem.units[u]) for u in applicant.units)


def teams_of(problem: Problem, day: Day, turn: int, called: int | None = None) -> list[Team]:
    """The juries that may sit on a day: as many as there are jury rooms, no membre in two of them.

    Where so many membres are `called` that some would be left over, the last of them sit by turns, in every jury that
    they can make.
    """
    slots = problem.slots_of(day.index)
    if any(slot.given for slot in slots):
        enough = (slot for slot in slots if len(slot.pool) >= slot.least)
        teams = (_team(problem, day, slot.pool, slot) for slot in enough)
        return [team for team in teams if team is not None]
    opening = (day.open, day.close)
    rooms = sum(USAGE_JURY in r.usages and bool(free_spans(opening, r.closed[day.index])) for r in problem.rooms)
    least = slots[0].least if slots else 0
    left_over = called % least if called and least < called else 0
    juries = min(len(slots), rooms, len(slots) if called is None else called // least) - bool(left_over)
    available, chosen = _there(problem, day, turn), list[list[Person]]()
    while len(chosen) < juries and (membres := _composed(problem, available, least)):
        available = [p for p in available if p not in membres]
        chosen.append(membres)
    if left_over:
        chosen += _by_turns(problem, available, least, least + left_over)[: len(slots) - len(chosen)]
    teams = (_team(problem, day, tuple(sorted(p.index for p in membres))) for membres in chosen)
    return [team for team in teams if team is not None]


def _by_turns(problem: Problem, available: list[Person], least: int, number: int) -> list[list[Person]]:
    """The juries that so many membres of a list make who sit by turns."""
    first = _composed(problem, available, least)
    group = [*first, *(p for p in available if p not in first)][:number] if first else []
    return [list(jury) for jury in combinations(group, least) if _composed(problem, list(jury), least)]


def _there(problem: Problem, day: Day, turn: int) -> list[Person]:
    """The membres who may be called on a day: those longest there first, then those linked to fewest candidats."""
    able = [p for p in problem.people if p.membre and p.habilite[day.index] and _length(_span(problem, p, day))]
    turned = [*able[turn * day.index % len(able) :], *able[: turn * day.index % len(able)]] if able else []
    links = Counter(p for _, p in problem.links)
    return sorted(
        turned, key=lambda p: (-_length(_span(problem, p, day)), _span(problem, p, day), 0 if turn else links[p.index])
    )


def _composed(problem: Problem, available: list[Person], least: int) -> list[Person]:
    """The first membres of a list who make a jury: one for each quality asked for, then as many as it takes.

    Where colleagues may not sit together, who has most of them comes first: they are the harder to place.
    """
    if problem.colleagues:
        there = {p.index for p in available}
        known = Counter(p for pair in problem.colleagues if there.issuperset(pair) for p in pair)
        available = sorted(available, key=lambda p: -known[p.index])
    chosen: list[Person] = []
    for qualite in problem.session.referentiel.qualites:
        if not any(_has(p, qualite) for p in chosen):
            able = next((p for p in available if _has(p, qualite) and _may_join(problem, p, chosen)), None)
            if able is None:
                return []
            chosen.append(able)
    for person in available:
        if len(chosen) < least and _may_join(problem, person, chosen):
            chosen.append(person)
    return chosen if len(chosen) >= least else []


def _may_join(problem: Problem, person: Person, chosen: list[Person]) -> bool:
    return person not in chosen and problem.may_join(person.index, [p.index for p in chosen])


def _has(person: Person, qualite: str) -> bool:
    return cle(qualite) in {cle(q) for q in person.qualites}


def _team(problem: Problem, day: Day, membres: tuple[int, ...], slot: Slot | None = None) -> Team | None:
    """A jury of these membres, where they have hours in common."""
    spans = [_span(problem, problem.people[p], day) for p in membres]
    window = max((low for low, _ in spans), default=0), min((high for _, high in spans), default=0)
    return Team(day.index, membres, window, slot) if window[0] < window[1] else None


def _span(problem: Problem, person: Person, day: Day) -> Span:
    """The longest stretch of a day for which a membre is there; of no length where they are away all day."""
    spans = free_spans((day.open, day.close), problem.unavailable(person, day))
    return max(spans, key=_length, default=(day.open, day.open))


def _length(span: Span) -> int:
    return span[1] - span[0]


# Seatings by list scheduling: candidats in an order, each before the jury of a few that can hear them first.


def list_schedules(problem: Problem, jury_days: JuryDays, calling: tuple[int, int] | None = None) -> Iterator[Seating]:
    """In each way of placing papers and membres, a seating before as few jury-days as are found to do.

    `calling`: one that calls no more membre-days than that, on no more days, in any way that is tried to share them
    between days; none where the centre gives the juries. None where something is passed without jury by one alone,
    where somebody has no orals, or where passages are pinned: a sheet in the order of candidats says nothing of that. A
    jury that may watch several candidats at once watches them one by one on it.
    """
    alone = any(t.unit < 0 and not t.epreuve.collective for t in problem.tasks)
    unheard = any(not applicant.units for applicant in problem.applicants)
    if alone or unheard or problem.session.pins or problem.session.reference or (calling and problem.session.jurys):
        return
    tries = MOST_LAYOUTS if calling is None else 2 * MOST_LAYOUTS
    for arrangement in arrangements(problem):
        starts = _papers(problem, arrangement)
        if starts is None:
            continue
        listing = _Listing(problem, jury_days, arrangement, starts, min(tries, MOST_LAYOUTS))
        rosters = listing.first(listing.openings() if calling is None else listing.callings(*calling))
        tries -= listing.tried
        if rosters is not None:
            yield told(problem, arrangement, rosters)
        if tries <= 0:
            return


def _papers(problem: Problem, arrangement: Arrangement) -> dict[str, int] | None:
    """When each collective épreuve begins on its day: as soon as all its candidats may; None if they never may."""
    r = problem.reglages
    first = min(arrangement.papers.values(), default=0)
    starts: dict[str, int] = {}
    for epreuve, tasks in problem.collectives().items():
        day = problem.days[arrangement.papers[epreuve]]
        before = [(t, starts[t.epreuve.id]) for t in problem.tasks if t.epreuve.id in starts]
        before = [(t, start) for t, start in before if arrangement.papers[t.epreuve.id] == day.index]
        low = day.accueil + (r.accueil if day.index == first else r.accueil_autres_jours)
        low = max(low, day.accueil + r.plis) if epreuve in problem.sealed else low
        if arrangement.apart:
            low = max([low, *(start + task.minutes for task, start in before)])
        grid = range(-(-low // r.pas) * r.pas, day.close, r.pas)
        start = next((m for m in grid if all(_may_write(problem, day, t, m, before) for t in tasks)), None)
        if start is None:
            return None
        starts[epreuve] = start
    return starts


def _may_write(problem: Problem, day: Day, task: Task, start: int, before: Sequence[tuple[Task, int]]) -> bool:
    applicant = problem.applicants[task.candidat]
    mine = [_with_plis(problem, t, s) for t, s in before if t.candidat == task.candidat]
    span, away = _with_plis(problem, task, start), applicant.away[day.index]
    return (
        may_pass(problem.reglages, day, away, problem.without_aide(applicant, day.index), task, start)
        and not overlaps(span, [*mine, *away])
        and eats(problem.reglages, day, [*mine, span])
    )


def _with_plis(problem: Problem, task: Task, start: int) -> Span:
    """A paper that begins then, from the moment at which its plis are opened."""
    plis = problem.reglages.plis if problem.is_sealed(task) else 0
    return start - plis, start + task.minutes


class _Listing:
    """One way of seating everybody; `tried` counts layouts, at `most` it is given up."""

    def __init__(
        self, problem: Problem, jury_days: JuryDays, arrangement: Arrangement, starts: dict[str, int], most: int
    ) -> None:
        self.problem, self.jury_days, self.arrangement, self.starts = problem, jury_days, arrangement, starts
        self.tried, self.most = 0, most
        self.limits = Limits(problem, together=1)

    @property
    def exhausted(self) -> bool:
        """Whether no more layouts are tried."""
        return self.tried >= self.most

    def first(self, openings: Iterable[list[Team]]) -> list[Roster] | None:
        """Everybody before the first of these juries that are found to do."""
        for teams in openings:
            filled = self._with_patience(_Visits(self, teams), [list(order) for order in self._orders()])
            rosters = filled.told() if filled is not None else None
            if rosters is not None or self.exhausted:
                return rosters
        return None

    def _orders(self) -> Iterator[Sequence[Applicant]]:
        yield self.problem.applicants
        yield sorted(self.problem.applicants, key=lambda a: -self.limits.work[a.index])

    def openings(self) -> Iterator[list[Team]]:
        """Which jury-days to open: as few as may do, the first, spread over the days, the last; then more."""
        first = min(self.arrangement.papers.values(), default=0)
        offered = [
            teams_of(self.problem, day, self.arrangement.turn) for day in self.problem.days if day.index >= first
        ]
        everyone = list(chain.from_iterable(offered))
        ranked = [team for _, _, team in sorted((r, t.day, t) for teams in offered for r, t in enumerate(teams))]
        seen: set[tuple[Team, ...]] = set()
        for number in range(self.limits.least(everyone), len(everyone) + 1):
            spread = sorted(ranked[:number], key=lambda t: t.day)
            for teams in (everyone[:number], spread, everyone[-number:]):
                if tuple(teams) not in seen:
                    seen.add(tuple(teams))
                    yield teams

    def callings(self, membre_days: int, most: int) -> Iterator[list[Team]]:
        """Juries that call so many membres in all, on so many days at most; membres sit by turns where they may."""
        papers = {*self.arrangement.papers.values()}
        days = self.problem.days[min(papers, default=0) :]
        least = self.problem.session.referentiel.membres_min
        for called in _shared_out(membre_days, [len(_there(self.problem, day, 0)) for day in days]):
            there = [(day, n) for day, n in zip(days, called, strict=False) if n]
            enough, turns = all(n >= least for _, n in there), any(n % least for n in called)
            few = len(papers | {day.index for day, _ in there}) <= most
            if enough and few and turns == self.problem.shared_membres:
                yield [team for day, n in there for team in teams_of(self.problem, day, self.arrangement.turn, n)]

    def _with_patience(self, visits: "_Visits", orders: list[list[Applicant]]) -> "_Filled | None":
        """The lists by turns; each time that a candidat finds no place, they go first and the list starts again."""
        for _ in range(FEW):
            for order in [*orders]:
                rosters = _Filled(visits)
                stuck = next((a for a in order if not rosters.seat(a)), None)
                if stuck is None:
                    return rosters
                if self.exhausted:
                    return None
                if order[0] is stuck:
                    orders.remove(order)
                order.remove(stuck)
                order.insert(0, stuck)
        return None


def _shared_out(number: int, most: Sequence[int]) -> Iterator[list[int]]:
    """Ways to call so many membres: on the first days, as few as may be, no more on a day than are there.

    The last of these days are full. Of the two first, that of the papers has few hours: at first as few as may be.
    """
    for days in range(1, len(most) + 1):
        full = most[2:days]
        rest = number - sum(full)
        for first in range(rest) if days > 1 else [rest]:
            called = [first, rest - first, *full][:days]
            if all(0 <= n <= there for n, there in zip(called, most, strict=False)):
                yield called


class _Visits:
    """Candidats on the days of the juries that are opened; which of these have membres in common (`tied`)."""

    def __init__(self, listing: _Listing, teams: list[Team]) -> None:
        self.listing, self.teams = listing, teams
        self.tied = [[rank for rank, other in enumerate(teams) if team.tied_to(other)] for team in teams]
        self._known: dict[tuple[int, int], Visit] = {}

    def of(self, applicant: Applicant, day: Day) -> Visit:
        """A candidat's visit on a day: its accueil is longer on the first day of all."""
        if (applicant.index, day.index) not in self._known:
            self._known[applicant.index, day.index] = self._visit(applicant, day)
        return self._known[applicant.index, day.index]

    def _visit(self, applicant: Applicant, day: Day) -> Visit:
        listing, r = self.listing, self.listing.problem.reglages
        begins = day.accueil + (r.accueil if self.first(day) else min(r.accueil, r.accueil_autres_jours))
        mine = {listing.problem.tasks[t].epreuve.id for t in applicant.tasks}
        written = {e: s for e, s in listing.starts.items() if e in mine and listing.arrangement.papers[e] == day.index}
        kind = listing.jury_days.kind_of(applicant, day.index, frozenset(written))
        visit = visit_of(listing.problem, applicant, kind, day, begins, written)
        later = any(
            listing.arrangement.papers[epreuve] > day.index for epreuve in mine & listing.arrangement.papers.keys()
        )
        return replace(visit, entries=()) if later else visit

    def first(self, day: Day) -> bool:
        """Whether nothing happens before that day."""
        return all(
            day.index <= other for other in (*self.listing.arrangement.papers.values(), *(t.day for t in self.teams))
        )


class _Filled:
    """The juries opened, by their place among them, while their days are laid out."""

    def __init__(self, visits: _Visits) -> None:
        self.visits, self.listing, self.teams = visits, visits.listing, visits.teams
        self.problem = self.listing.problem
        self.layouts: dict[int, Layout] = {}
        self._full: dict[int, dict[Supply, int]] = {}

    def seat(self, applicant: Applicant) -> bool:
        """Put a candidat before the jury that is free first, or else between others; False where there is no place."""
        able = [*self._able(applicant)]
        ends = [(team, layout) for team in able if (layout := self._at_the_end(team, applicant)) is not None]
        place = (
            min(ends, key=lambda end: (self.teams[end[0]].day, end[1].hearings[-1].entry))
            if ends
            else next(((team, layout) for team in able for layout in self._between(team, applicant)), None)
        )
        if place is None:
            return False
        self.layouts[place[0]] = place[1]
        self._full.clear()
        return True

    def _able(self, applicant: Applicant) -> Iterator[int]:
        """The juries that may hear a candidat; of those alike that hear nobody yet, the first."""
        unheard: set[tuple[int, Span]] = set()
        for rank, team in enumerate(self.teams):
            alike = (team.day, team.window)
            begun = rank in self.layouts or bool(self.visits.tied[rank])
            if (begun or alike not in unheard) and self._may_hear(rank, applicant):
                unheard |= set() if begun else {alike}
                yield rank

    def _may_hear(self, team: int, applicant: Applicant) -> bool:
        heard = (visit.applicant.index for visit in self._heard(team))
        within = self.listing.limits.allow(self.teams[team], heard, applicant.index)
        return not self.listing.exhausted and within and self._may_hear_by_turns(team, applicant)

    def _may_hear_by_turns(self, team: int, applicant: Applicant) -> bool:
        """Whether its membres, who may sit in other juries that day, may hear one more in this one.

        None hears more than the quota, of which each of their juries takes an equal part, as nearly as candidats allow.
        """
        tied, limits = self.visits.tied[team], self.listing.limits
        if not tied or limits.quota is None:
            return True
        weights = {t: sum(limits.weights[v.applicant.index] for v in self._heard(t)) for t in (team, *tied)}
        weight = limits.weights[applicant.index]
        juries = [[t for t in weights if membre in self.teams[t].membres] for membre in self.teams[team].membres]
        return all(weight + sum(weights[t] for t in mine) <= limits.quota for mine in juries) and (
            weights[team] + weight / 2 <= limits.quota / max(map(len, juries))
        )

    def _heard(self, team: int) -> list[Visit]:
        return [hearing.visit for hearing in self.layouts[team].hearings] if team in self.layouts else []

    def _at_the_end(self, team: int, applicant: Applicant) -> Layout | None:
        return self._laid(team, [*self._heard(team), self.visits.of(applicant, self._day(team))])

    def _between(self, team: int, applicant: Applicant) -> Iterator[Layout]:
        heard, visit = self._heard(team), self.visits.of(applicant, self._day(team))
        for place in range(len(heard)):
            layout = self._laid(team, [*heard[:place], visit, *heard[place:]])
            if layout is not None:
                yield layout

    def _day(self, team: int) -> Day:
        return self.problem.days[self.teams[team].day]

    def _laid(self, team: int, visits: list[Visit]) -> Layout | None:
        self.listing.tried += 1
        full = self._used_up(team)
        entries = [(visit, _supplied(visit, full) if full else visit.entries) for visit in visits]
        return lay_out(self.problem.reglages, *self._hours_left(team), entries)

    def _hours_left(self, team: int) -> tuple[Day, Span]:
        """The day and the hours of a jury: after those in which its membres sit, whose break is its own."""
        r, day, (low, high) = self.problem.reglages, self._day(team), self.teams[team].window
        for layout in (self.layouts[other] for other in self.visits.tied[team] if other in self.layouts):
            end = layout.cloture + r.cloture
            low = max(low, end + MINUTES_LIBRES)
            until = layout.pause + r.pause_jury if layout.pause < end else day.lunch[1]
            day = replace(day, lunch=(max(day.lunch[0], layout.pause), min(day.lunch[1], until)))
        return day, (low, high)

    def _used_up(self, team: int) -> dict[Supply, int]:
        """When the other juries of the day leave none of what they take, as bits, one a minute."""
        if team not in self._full:
            day = self.teams[team].day
            others = (layout for t, layout in self.layouts.items() if t != team and self.teams[t].day == day)
            taken: dict[Supply, list[Span]] = defaultdict(list)
            for hearing in (h for layout in others for h in layout.hearings):
                for supply, span in hearing.visit.taken(hearing.entry):
                    taken[supply].append(span)
            full = {supply: crowded(spans, supply.most) for supply, spans in taken.items()}
            self._full[team] = {supply: minutes for supply, minutes in full.items() if minutes}
        return self._full[team]

    def told(self) -> list[Roster] | None:
        """The sheets of the juries that hear somebody; None where those that share membres have no break in common."""
        breaks = {team: self._break(team) for team in self.layouts}
        rosters = [self._roster(t, replace(self.layouts[t], pause=p)) for t, p in breaks.items() if p is not None]
        return rosters if len(rosters) == len(breaks) else None

    def _break(self, team: int) -> int | None:
        """When a jury has its break: those with its membres have it too."""
        tied = [self.layouts[t] for t in self.visits.tied[team] if t in self.layouts]
        if not tied:
            return self.layouts[team].pause
        busy = [span for layout in (self.layouts[team], *tied) for span in layout.busy(self.problem.reglages)]
        return earliest_break(self._day(team).lunch, self.problem.reglages.pause_jury, busy)

    def _roster(self, team: int, layout: Layout) -> Roster:
        """A jury's roster as the model tells it: candidats who are alike in the order in which they stand."""
        heard = sorted(
            ((h.visit.kind, h.visit.applicant.index) for h in layout.hearings), key=lambda h: (in_order(h[0]), h[1])
        )
        hearings = sorted(layout.hearings, key=lambda h: (in_order(h.visit.kind), h.entry))
        day, jury_days, starts = self._day(team), self.listing.jury_days, self.listing.starts
        kinds = [kind for kind, _ in heard]
        key = key_of(jury_days.alike(day.index), self.visits.first(day), self.teams[team].window, kinds)
        collective = {e: starts[e] for e in sorted(jury_days.collectives(key))}
        ordered = Layout(tuple(hearings), layout.accueil, layout.cloture, layout.pause)
        return Roster(self.teams[team], heard, key, hours_of(ordered, collective))


def crowded(spans: Sequence[Span], most: int) -> int:
    """The minutes, as bits, at which so many of these stretches or more are there at once: all, where none may be."""
    if not most:
        return (1 << DAY) - 1
    full, there, since = 0, 0, 0
    for moment, change in sorted([*((start, 1) for start, _ in spans), *((end, -1) for _, end in spans)]):
        if there >= most:
            full |= (1 << moment) - (1 << since)
        there, since = there + change, moment
    return full


def _supplied(visit: Visit, full: dict[Supply, int]) -> list[int]:
    """When a candidat may enter, all that they take being left for them."""
    taken = [(full[supply], ((1 << end) - (1 << start))) for supply, (start, end) in visit.taken(0) if supply in full]
    return [entry for entry in visit.entries if not any(busy & (span << entry) for busy, span in taken)]


# Candidats seated one after the other, each before the first jury that has hours for them: a first plan.

_HoursQuery = tuple[Key, tuple[tuple[str, int], ...]]
"""A jury-day, and when its collective épreuves begin."""


class _Listed:
    """That no more seatings come from sheets."""


_LISTED = _Listed()


class Seatings:
    """The seatings of everybody that are found, each in another way."""

    def __init__(self, problem: Problem, clock: Clock) -> None:
        self.problem, self.clock = problem, clock
        self.patterns = Patterns(problem, clock, costs=False, effort=QUICK)
        self._seatings = self._one_after_the_other()

    def in_time(self, *, on_sheets: bool = False) -> Iterator[Seating]:
        """Seatings found in the time, only those laid out on sheets if `on_sheets`; the next call goes on."""
        for seating in self._seatings:
            if seating is None or (seating is _LISTED and on_sheets):
                return
            if not isinstance(seating, _Listed):
                yield seating

    def calling(self, membre_days: int, days: int) -> Iterator[Seating]:
        """Seatings on sheets that call no more membre-days, on no more days, as long as there is time."""
        for seating in list_schedules(self.problem, self.patterns, (membre_days, days)):
            if not self.clock.left():
                return
            yield seating

    def shortened(self, seating: Seating) -> Sequencing:
        """Hours of a seating in which each jury is there for as little time as is soon found.

        Juries that share membres keep theirs.
        """
        assignment, known = seating
        alone = {slot: hours for slot, hours in known.hours.items() if not self._tied(assignment, slot)}
        requests = {slot: _asked(assignment.keys[slot], hours) for slot, hours in alone.items()}
        once = {requests[slot]: (assignment.keys[slot], hours) for slot, hours in alone.items()}
        shortest_hours = side_by_side(self.clock, lambda case: self._shortest(*case), list(once.values()))
        shortest = dict(zip(once, shortest_hours, strict=True))
        return Sequencing({**known.hours, **{slot: shortest[requests[slot]] for slot in alone}})

    def _tied(self, assignment: Assignment, slot: int) -> bool:
        """Whether somebody sits in that jury and in another one of its day."""
        day, membres = self.problem.slots[slot].day, {*assignment.sitting[slot]}
        others = (s for s in assignment.sitting if s != slot and self.problem.slots[s].day == day)
        return any(membres & {*assignment.sitting[other]} for other in others)

    def _shortest(self, key: Key, known: Hours) -> Hours:
        return (self.patterns.shortest(key, known) if self.clock.left() else None) or known

    def _while_out_of_time(self) -> Iterator[None]:
        while not self.clock.left():
            yield None

    def _one_after_the_other(self) -> "Iterator[Seating | _Listed | None]":
        """Each seating found; None whenever the time is up; and once, that those on sheets are over."""
        yield from self._while_out_of_time()
        for seating in list_schedules(self.problem, self.patterns):
            yield seating
            yield from self._while_out_of_time()
        yield _LISTED
        for arrangement in arrangements(self.problem):
            order = sorted(self.problem.applicants, key=lambda a: -work_however_heard(self.problem, a))
            for _ in range(FEW):
                rosters = _Rosters(self.problem, self.patterns, arrangement)
                stuck = None
                for applicant in order:
                    yield from self._while_out_of_time()
                    if not rosters.seat(applicant):
                        stuck = applicant
                        break
                if stuck is None:
                    yield told(self.problem, arrangement, rosters.rosters)
                if stuck is None or order[0] is stuck:
                    break
                order = [stuck, *(a for a in order if a is not stuck)]


def _asked(key: Key, hours: Hours) -> _HoursQuery:
    return key, tuple(sorted(hours.collective.items()))


class _Rosters:
    """The jury-days of a session while they are filled."""

    def __init__(self, problem: Problem, patterns: Patterns, arrangement: Arrangement) -> None:
        self.problem, self.patterns, self.arrangement = problem, patterns, arrangement
        first = min(arrangement.papers.values(), default=0)
        days = sorted(problem.days, key=lambda day: (day.index < first, day.index))
        self.rosters = [Roster(team) for day in days for team in teams_of(problem, day, arrangement.turn)]
        self.limits = Limits(problem, problem.watched_together)
        self.starts: dict[str, int] = {}
        self.lengths = {e: max(task.minutes for task in tasks) for e, tasks in problem.collectives().items()}
        self.unlimited = (MANY_DAYS,) * len(patterns.levels)

    def seat(self, applicant: Applicant) -> bool:
        """Put a candidat before the first jury that has hours for them, or else before one more; False if none has."""
        begun_first = sorted(self.rosters, key=lambda roster: not roster.heard)
        return any(self._add(roster, applicant) for roster in begun_first)

    def _add(self, roster: Roster, applicant: Applicant) -> bool:
        if not self.limits.allow(roster.team, (a for _, a in roster.heard), applicant.index):
            return False
        day = roster.team.day
        for same_day in self._same_day(applicant, day):
            kind = self.patterns.kind_of(applicant, day, same_day)
            together = sorted([*roster.heard, (kind, applicant.index)], key=lambda h: (in_order(h[0]), h[1]))
            first = all(day <= other for other in (*self.arrangement.papers.values(), *self._days_of_juries()))
            key = key_of(self.patterns.alike(day), first, roster.team.window, [k for k, _ in together])
            hours = self._hours(key, day)
            if hours is not None:
                roster.heard, roster.key, roster.hours = together, key, hours
                return True
        return False

    def _days_of_juries(self) -> Iterator[int]:
        return (roster.team.day for roster in self.rosters if roster.heard)

    def _same_day(self, applicant: Applicant, day: int) -> Iterator[frozenset[str]]:
        """What a candidat may pass without jury on their jury's day: all they can, then collective épreuves only."""
        unwatched = [t for t in (self.problem.tasks[t] for t in applicant.tasks) if t.unit < 0]
        together = frozenset(e for e in (t.epreuve.id for t in unwatched) if self.arrangement.papers.get(e) == day)
        others = frozenset(t.epreuve.id for t in unwatched if not t.epreuve.collective)
        yield together | others
        if others and len(self.problem.days) > 1:
            yield together

    def _hours(self, key: Key, day: int) -> Hours | None:
        """Hours of a jury-day; its papers begin when they do for others, or else as soon as may be."""
        mine = sorted(self.patterns.collectives(key))
        known = {epreuve: self.starts[epreuve] for epreuve in mine if epreuve in self.starts}
        starts = dict(known)
        for epreuve in (e for e in mine if e not in known):
            ends = list(self._ends(day, {**self.starts, **starts}))
            starts[epreuve] = max(ends) if ends else self.patterns.soonest(key, self.unlimited, epreuve)
        hours = self.patterns.hours(key, self.unlimited, starts)
        if hours is None and starts != known and not self.arrangement.apart:
            hours = self.patterns.hours(key, self.unlimited, known)
        self.starts |= hours.collective if hours is not None else {}
        return hours

    def _ends(self, day: int, starts: dict[str, int]) -> Iterator[int]:
        """When the papers of a day end, where others wait for that."""
        pas = self.problem.reglages.pas
        for epreuve, start in starts.items():
            if self.arrangement.apart and self.arrangement.papers[epreuve] == day:
                yield ceil((start + self.lengths[epreuve]) / pas) * pas
