"""Candidats seated one after the other, each before the first jury that has hours for him: a plan to begin with.

For sessions whose candidats differ so much that neither counting nor the master soon says who is heard by whom. List
scheduling first, its hours laid out as on a sheet; then hours by the model of one jury-day, each jury filled before the
next one is called. What else ties jury-days together (posts, rooms, other people) is for the model of these juries to
judge: nothing here has to be right for a plan to be.
"""

from collections.abc import Iterator
from math import ceil

from tpplanner.solver.kinds import MANY_DAYS, Hours, Key, in_order, key_of
from tpplanner.solver.list_scheduling import list_schedules
from tpplanner.solver.patterns import Patterns
from tpplanner.solver.problem import Applicant, Problem
from tpplanner.solver.run import Clock, side_by_side
from tpplanner.solver.sequence import Sequence
from tpplanner.solver.sheet import Limits, Seating, Sheet, Way, teams_of, told, ways
from tpplanner.solver.workload import work_with

EFFORT = 0.1
"""Deterministic time for the hours of one jury-day: what does not come soon is held not to be."""

AGAIN = 5
"""How often the sheets are begun anew with somebody who found no place put first."""

_Asked = tuple[Key, tuple[tuple[str, int], ...]]
"""A jury-day, and when its collective épreuves begin."""


class _Listed:
    """That no more seatings come from sheets."""


_LISTED = _Listed()


class Seatings:
    """The seatings of everybody that are found, each in another way."""

    def __init__(self, problem: Problem, clock: Clock) -> None:
        self.problem, self.clock = problem, clock
        self.patterns = Patterns(problem, clock, costs=False, effort=EFFORT)
        self._until = 0.0
        self._found = self._one_after_the_other()

    def within(self, seconds: float, *, on_sheets: bool = False) -> Iterator[Seating]:
        """Those that come in the time, only those laid out on sheets if asked; asked again, it goes on from there."""
        self._until = self.clock.left() - seconds
        for found in self._found:
            if found is None or (found is _LISTED and on_sheets):
                return
            if not isinstance(found, _Listed):
                yield found

    def shortened(self, seating: Seating) -> Sequence:
        """The same candidats before the same juries, each jury there for as little as is soon found."""
        assignment, known = seating
        asked = {slot: _asked(assignment.keys[slot], hours) for slot, hours in known.hours.items()}
        once = {asked[slot]: (assignment.keys[slot], hours) for slot, hours in known.hours.items()}
        with side_by_side(self.clock) as pool:
            shortest = dict(zip(once, pool.map(self._shortest, *zip(*once.values(), strict=True)), strict=True))
        return Sequence({slot: shortest[asked[slot]] for slot in known.hours})

    def _shortest(self, key: Key, known: Hours) -> Hours:
        return (self.patterns.shortest(key, known) if self._in_time() else None) or known

    def _in_time(self) -> bool:
        return self.clock.left() > self._until

    def _while_out_of_time(self) -> Iterator[None]:
        while not self._in_time():
            yield None

    def _one_after_the_other(self) -> "Iterator[Seating | _Listed | None]":
        """Each seating found; None whenever the time is up; and once, that those on sheets are over."""
        yield from self._while_out_of_time()
        for seating in list_schedules(self.problem, self.patterns):
            yield seating
            yield from self._while_out_of_time()
        yield _LISTED
        for way in ways(self.problem):
            order = sorted(self.problem.applicants, key=lambda a: -work_with(self.problem, a))
            for _ in range(AGAIN):
                sheets = _Sheets(self.problem, self.patterns, way)
                stuck = None
                for applicant in order:
                    yield from self._while_out_of_time()
                    if not sheets.seat(applicant):
                        stuck = applicant
                        break
                if stuck is None:
                    yield told(self.problem, way, sheets.sheets)
                if stuck is None or order[0] is stuck:
                    break
                order = [stuck, *(a for a in order if a is not stuck)]


def _asked(key: Key, hours: Hours) -> _Asked:
    return key, tuple(sorted(hours.collective.items()))


class _Sheets:
    """The jury-days of a session while they are filled."""

    def __init__(self, problem: Problem, patterns: Patterns, way: Way) -> None:
        self.problem, self.patterns, self.way = problem, patterns, way
        first = min(way.papers.values(), default=0)
        days = sorted(problem.days, key=lambda day: (day.index < first, day.index))
        self.sheets = [Sheet(team) for day in days for team in teams_of(problem, day, way.turn)]
        self.limits = Limits(problem, problem.watched_together)
        self.starts: dict[str, int] = {}
        self.lengths = {e: max(task.minutes for task in tasks) for e, tasks in problem.collectives().items()}
        self.unlimited = (MANY_DAYS,) * len(patterns.levels)

    def seat(self, applicant: Applicant) -> bool:
        """Put a candidat before the first jury that has hours for him, or else before one more; False if none has."""
        begun_first = sorted(self.sheets, key=lambda sheet: not sheet.heard)
        return any(self._add(sheet, applicant) for sheet in begun_first)

    def _add(self, sheet: Sheet, applicant: Applicant) -> bool:
        if not self.limits.allow(sheet.team, (a for _, a in sheet.heard), applicant.index):
            return False
        day = sheet.team.day
        for same_day in self._same_day(applicant, day):
            kind = self.patterns.kind_of(applicant, day, same_day)
            together = sorted([*sheet.heard, (kind, applicant.index)], key=lambda h: (in_order(h[0]), h[1]))
            first = all(day <= other for other in (*self.way.papers.values(), *self._days_of_juries()))
            key = key_of(self.patterns.alike(day), first, sheet.team.window, [k for k, _ in together])
            hours = self._hours(key, day)
            if hours is not None:
                sheet.heard, sheet.key, sheet.hours = together, key, hours
                return True
        return False

    def _days_of_juries(self) -> Iterator[int]:
        return (sheet.team.day for sheet in self.sheets if sheet.heard)

    def _same_day(self, applicant: Applicant, day: int) -> Iterator[frozenset[str]]:
        """What he may pass without jury on the day of his jury: all that he can, then collective épreuves only."""
        unwatched = [t for t in (self.problem.tasks[t] for t in applicant.tasks) if t.unit < 0]
        together = frozenset(e for e in (t.epreuve.id for t in unwatched) if self.way.papers.get(e) == day)
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
        if hours is None and starts != known and not self.way.apart:
            hours = self.patterns.hours(key, self.unlimited, known)
        self.starts |= hours.collective if hours is not None else {}
        return hours

    def _ends(self, day: int, starts: dict[str, int]) -> Iterator[int]:
        """When the papers of a day end, where others wait for that."""
        pas = self.problem.reglages.pas
        for epreuve, start in starts.items():
            if self.way.apart and self.way.papers[epreuve] == day:
                yield ceil((start + self.lengths[epreuve]) / pas) * pas
