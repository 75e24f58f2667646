"""Seatings by list scheduling: candidats in an order, each before the jury of a few that can hear him first.

As a careful person with sheets: papers first and early; as few jury-days as the quota and the work ask for; who does
not fit at the end of any sheet is put between others; who finds no place at all is placed first, and the sheets are
begun anew; then other days, other membres together, one jury-day more. Thousands of layouts take a second.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from tpplanner.solver.jury_day import JuryDays
from tpplanner.solver.kinds import in_order, key_of
from tpplanner.solver.layout import Layout, Posts, Visit, eats, hours_of, lay_out, may_pass, overlaps, visit_of
from tpplanner.solver.problem import DAY, Applicant, Day, Problem, Span, Task
from tpplanner.solver.sheet import Limits, Seating, Sheet, Team, Way, teams_of, told, ways

AGAIN = 6
"""How often the sheets are begun anew with somebody who found no place put first."""

MOST_LAYOUTS = 30000
"""How many layouts are tried in all: about two seconds."""


def list_schedules(problem: Problem, jury_days: JuryDays) -> Iterator[Seating]:
    """In each way of placing papers and membres, a seating before as few jury-days as are found to do.

    None where something is passed without jury by one alone, where somebody has no orals, or where passages are
    pinned: a sheet in the order of candidats says nothing of that. A jury that may watch several candidats at once
    watches them one by one on it.
    """
    alone = any(t.unit < 0 and not t.epreuve.collective for t in problem.tasks)
    unheard = any(not applicant.units for applicant in problem.applicants)
    if alone or unheard or problem.session.pins or problem.session.reference:
        return
    left = MOST_LAYOUTS
    for way in ways(problem):
        starts = _papers(problem, way)
        if starts is None:
            continue
        listing = _Listing(problem, jury_days, way, starts, left)
        sheets = listing.fewest()
        left -= listing.tried
        if sheets is not None:
            yield told(problem, way, sheets)
        if left <= 0:
            return


def _papers(problem: Problem, way: Way) -> dict[str, int] | None:
    """When each collective épreuve begins on its day: as soon as all its candidats may; None if they never may."""
    r = problem.reglages
    first = min(way.papers.values(), default=0)
    starts: dict[str, int] = {}
    for epreuve, tasks in problem.collectives().items():
        day = problem.days[way.papers[epreuve]]
        before = [(t, starts[t.epreuve.id]) for t in problem.tasks if t.epreuve.id in starts]
        before = [(t, start) for t, start in before if way.papers[t.epreuve.id] == day.index]
        low = day.accueil + (r.accueil if day.index == first else r.accueil_autres_jours)
        low = max(low, day.accueil + r.plis) if epreuve in problem.sealed else low
        if way.apart:
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
        may_pass(problem.reglages, day, (*away, *problem.without_aide(applicant, day.index)), task, start)
        and not overlaps(span, [*mine, *away])
        and eats(problem.reglages, day, [*mine, span])
    )


def _with_plis(problem: Problem, task: Task, start: int) -> Span:
    """A paper that begins then, from the moment at which its plis are opened."""
    plis = problem.reglages.plis if problem.is_sealed(task) else 0
    return start - plis, start + task.minutes


class _Listing:
    """One way of seating everybody; `tried` counts layouts, at `most` it is given up."""

    def __init__(self, problem: Problem, jury_days: JuryDays, way: Way, starts: dict[str, int], most: int) -> None:
        self.problem, self.jury_days, self.way, self.starts = problem, jury_days, way, starts
        self.tried, self.most = 0, most
        self.limits = Limits(problem, together=1)

    @property
    def exhausted(self) -> bool:
        """Whether no more layouts are tried."""
        return self.tried >= self.most

    def fewest(self) -> list[Sheet] | None:
        """Everybody before as few juries as are found to do."""
        for teams in self._openings():
            visits = _Visits(self, teams)
            for order in self._orders():
                sheets = self._with_patience(visits, list(order))
                if sheets is not None:
                    return sheets.told()
                if self.exhausted:
                    return None
        return None

    def _orders(self) -> Iterator[Sequence[Applicant]]:
        yield self.problem.applicants
        yield sorted(self.problem.applicants, key=lambda a: -self.limits.work[a.index])

    def _openings(self) -> Iterator[list[Team]]:
        """Which jury-days to open: as few as may do, the first, spread over the days, the last; then more."""
        first = min(self.way.papers.values(), default=0)
        offered = [teams_of(self.problem, day, self.way.turn) for day in self.problem.days if day.index >= first]
        everyone = list(chain.from_iterable(offered))
        ranked = [team for _, _, team in sorted((r, t.day, t) for teams in offered for r, t in enumerate(teams))]
        seen: set[tuple[Team, ...]] = set()
        for number in range(self.limits.least(everyone), len(everyone) + 1):
            spread = sorted(ranked[:number], key=lambda t: t.day)
            for teams in (everyone[:number], spread, everyone[-number:]):
                if tuple(teams) not in seen:
                    seen.add(tuple(teams))
                    yield teams

    def _with_patience(self, visits: "_Visits", order: list[Applicant]) -> "_Sheets | None":
        """The list in order; each time somebody finds no place, he is placed first and all is begun anew."""
        for _ in range(AGAIN):
            sheets = _Sheets(visits)
            stuck = next((a for a in order if not sheets.seat(a)), None)
            if stuck is None:
                return sheets
            if order[0] is stuck or self.exhausted:
                return None
            order = [stuck, *(a for a in order if a is not stuck)]
        return None


class _Visits:
    """Candidats on the days of the juries that are opened."""

    def __init__(self, listing: _Listing, teams: list[Team]) -> None:
        self.listing, self.teams = listing, teams
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
        written = {e: s for e, s in listing.starts.items() if e in mine and listing.way.papers[e] == day.index}
        kind = listing.jury_days.kind_of(applicant, day.index, frozenset(written))
        return visit_of(listing.problem, applicant, kind, day, begins, written)

    def first(self, day: Day) -> bool:
        """Whether nothing happens before that day."""
        return all(day.index <= other for other in (*self.listing.way.papers.values(), *(t.day for t in self.teams)))


class _Sheets:
    """The juries opened, by their place among them, while their days are laid out."""

    def __init__(self, visits: _Visits) -> None:
        self.visits, self.listing, self.teams = visits, visits.listing, visits.teams
        self.problem = self.listing.problem
        self.layouts: dict[int, Layout] = {}
        self._full: dict[int, dict[Posts, int]] = {}

    def seat(self, applicant: Applicant) -> bool:
        """Put somebody before the jury that is free first, or else between others; False where he finds no place."""
        able = [team for team in range(len(self.teams)) if self._may_hear(team, applicant)]
        ends = [(team, layout) for team in able if (layout := self._at_the_end(team, applicant)) is not None]
        found = (
            min(ends, key=lambda end: (self.teams[end[0]].day, end[1].hearings[-1].entry))
            if ends
            else next(((team, layout) for team in able for layout in self._between(team, applicant)), None)
        )
        if found is None:
            return False
        self.layouts[found[0]] = found[1]
        self._full.clear()
        return True

    def _may_hear(self, team: int, applicant: Applicant) -> bool:
        heard = (visit.applicant.index for visit in self._heard(team))
        return not self.listing.exhausted and self.listing.limits.allow(self.teams[team], heard, applicant.index)

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
        full = self._without_posts(team)
        entries = [(visit, _with_posts(visit, full) if full else visit.entries) for visit in visits]
        return lay_out(self.problem.reglages, self._day(team), self.teams[team].window, entries)

    def _without_posts(self, team: int) -> dict[Posts, int]:
        """When the other juries of the day leave no post, as bits, one a minute; by rooms and whether shared."""
        if team not in self._full:
            day = self.teams[team].day
            others = (layout for t, layout in self.layouts.items() if t != team and self.teams[t].day == day)
            stays: dict[Posts, list[Span]] = defaultdict(list)
            for hearing in (h for layout in others for h in layout.hearings):
                for posts, span in hearing.visit.stays(hearing.entry):
                    stays[posts].append(span)
            full = {posts: crowded(spans, self._number(*posts)) for posts, spans in stays.items()}
            self._full[team] = {posts: minutes for posts, minutes in full.items() if minutes}
        return self._full[team]

    def _number(self, rooms: tuple[int, ...], shared: bool) -> int:
        """How many may be in these rooms at once."""
        return sum(max(1, self.problem.rooms[r].posts) if shared else 1 for r in rooms)

    def told(self) -> list[Sheet]:
        """The sheets of the juries that hear somebody."""
        return [self._sheet(team, layout) for team, layout in self.layouts.items()]

    def _sheet(self, team: int, layout: Layout) -> Sheet:
        """A jury's sheet as the model tells it: candidats who are alike in the order in which they stand."""
        heard = sorted(
            ((h.visit.kind, h.visit.applicant.index) for h in layout.hearings), key=lambda h: (in_order(h[0]), h[1])
        )
        hearings = sorted(layout.hearings, key=lambda h: (in_order(h.visit.kind), h.entry))
        day, jury_days, starts = self._day(team), self.listing.jury_days, self.listing.starts
        kinds = [kind for kind, _ in heard]
        key = key_of(jury_days.alike(day.index), self.visits.first(day), self.teams[team].window, kinds)
        collective = {e: starts[e] for e in sorted(jury_days.collectives(key))}
        ordered = Layout(tuple(hearings), layout.accueil, layout.cloture, layout.pause)
        return Sheet(self.teams[team], heard, key, hours_of(ordered, collective))


def crowded(spans: Sequence[Span], most: int) -> int:
    """The minutes, as bits, at which so many of these stretches or more are there at once: all, where none may be."""
    if not most:
        return (1 << DAY) - 1
    at_least = [0] * most
    for start, end in spans:
        stretch = (1 << end) - (1 << start)
        for n in reversed(range(1, most)):
            at_least[n] |= at_least[n - 1] & stretch
        at_least[0] |= stretch
    return at_least[-1]


def _with_posts(visit: Visit, full: dict[Posts, int]) -> list[int]:
    """When a candidat may enter, posts being left for him."""
    stays = [(full[posts], ((1 << end) - (1 << start))) for posts, (start, end) in visit.stays(0) if posts in full]
    return [entry for entry in visit.entries if not any(taken & (stay << entry) for taken, stay in stays)]
