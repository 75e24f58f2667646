"""Candidats seated one after the other, each before the first jury that has hours for him: a plan to begin with.

For sessions whose candidats differ so much that neither counting nor the master soon says who is heard by whom. As a
person with a sheet would: papers on one day, membres together who are there at the same hours, each jury filled before
the next one is called. Hours are those of the model of one jury-day; what else ties jury-days together (posts, rooms,
other people) is for the model of these juries to judge: nothing here has to be right for a plan to be.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from math import ceil

from tpplanner.domain.noms import cle
from tpplanner.domain.referentiel import USAGE_JURY
from tpplanner.domain.session import Role
from tpplanner.solver.assignment import Assignment
from tpplanner.solver.kinds import MANY_DAYS, Hours, Key, Kind, in_order, key_of
from tpplanner.solver.patterns import Patterns
from tpplanner.solver.problem import Applicant, Day, Person, Problem, Slot, Span
from tpplanner.solver.run import Clock, side_by_side
from tpplanner.solver.sequence import Sequence
from tpplanner.solver.strengthen import free_spans, work_with

EFFORT = 0.1
"""Deterministic time for the hours of one jury-day: what does not come soon is held not to be."""

AGAIN = 5
"""How often the sheets are begun anew with somebody who found no place put first."""

TURNS = 2
"""How many ways of putting membres together are tried: the same ones every day, then others from day to day."""


_Asked = tuple[Key, tuple[tuple[str, int], ...]]
"""A jury-day, and when its collective épreuves begin."""

Seating = tuple[Assignment, Sequence]
"""Each candidat before one jury, all his chains, and hours for each jury."""


class Seatings:
    """The seatings of everybody that are found, each in another way."""

    def __init__(self, problem: Problem, clock: Clock) -> None:
        self.problem, self.clock = problem, clock
        self.patterns = Patterns(problem, clock, costs=False, effort=EFFORT)
        self._until = 0.0
        self._found = self._one_after_the_other()

    def within(self, seconds: float) -> Iterator[Seating]:
        """Those that come in the time; asked again, it goes on where the time was up."""
        self._until = self.clock.left() - seconds
        for found in self._found:
            if found is None:
                return
            yield found

    def shortened(self, seating: Seating) -> Sequence:
        """The same candidats before the same juries, each jury there for as little as is soon found."""
        assignment, told = seating
        asked = {slot: _asked(assignment.keys[slot], hours) for slot, hours in told.hours.items()}
        once = list(dict.fromkeys(asked.values()))
        with side_by_side(self.clock) as pool:
            shortest = dict(zip(once, pool.map(self._shortest, once), strict=True))
        return Sequence({slot: self._shorter(shortest[asked[slot]], hours) for slot, hours in told.hours.items()})

    def _shortest(self, asked: _Asked) -> Hours | None:
        key, collective = asked
        return self.patterns.shortest(key, dict(collective)) if self._in_time() else None

    def _shorter(self, found: Hours | None, known: Hours) -> Hours:
        return known if found is None or self._presence(known) < self._presence(found) else found

    def _presence(self, hours: Hours) -> int:
        """The minutes from a jury's accueil to its clôture, without its midday break where that lies between."""
        broken = hours.accueil < hours.pause < hours.cloture
        return hours.cloture - hours.accueil - (self.problem.reglages.pause_jury if broken else 0)

    def _in_time(self) -> bool:
        return self.clock.left() > self._until

    def _one_after_the_other(self) -> Iterator[Seating | None]:
        """Each seating found; None whenever the time is up."""
        for way in _ways(self.problem):
            order = sorted(self.problem.applicants, key=lambda a: -work_with(self.problem, a))
            for _ in range(AGAIN):
                sheets = _Sheets(self.problem, self.patterns, way)
                stuck = None
                for applicant in order:
                    while not self._in_time():
                        yield None
                    if not sheets.seat(applicant):
                        stuck = applicant
                        break
                if stuck is None:
                    yield sheets.told()
                if stuck is None or order[0] is stuck:
                    break
                order = [stuck, *(a for a in order if a is not stuck)]


def _asked(key: Key, hours: Hours) -> _Asked:
    return key, tuple(sorted(hours.collective.items()))


@dataclass(frozen=True, slots=True)
class _Way:
    """The day of each collective épreuve, whether each waits for the others' end, and how membres are put together."""

    papers: dict[str, int]
    apart: bool
    turn: int


def _ways(problem: Problem) -> Iterator[_Way]:
    """All papers on one day, or each on another; at once, and one after the other."""
    collective = sorted(problem.collectives())
    days = len(problem.days)
    papers = [dict.fromkeys(collective, day) for day in range(days if collective else 1)]
    if len(collective) > 1 and days > 1:
        papers.append({epreuve: rank % days for rank, epreuve in enumerate(collective)})
    apart = [False, True] if _may_be_at_once(problem) else [True, False]
    for turn, days_of, one_by_one in product(range(TURNS), papers, apart if len(collective) > 1 else [False]):
        yield _Way(days_of, one_by_one, turn)


def _may_be_at_once(problem: Problem) -> bool:
    """Whether there seem to be a room and a surveillant for each collective épreuve."""
    papers = problem.collectives().values()
    rooms = {room for tasks in papers for task in tasks for step in task.steps for room in step.rooms}
    surveillants = sum(Role.SURVEILLANT in person.roles for person in problem.people)
    return min(len(rooms), surveillants) >= len(papers)


@dataclass(frozen=True, slots=True)
class _Team:
    """Membres who may sit together on a day, in which hours; `slot` is that of a jury given by the centre."""

    day: int
    membres: tuple[int, ...]
    window: Span
    slot: Slot | None = None


@dataclass(slots=True, eq=False)
class _Sheet:
    """A jury-day: whom it hears, each as a kind, and when."""

    team: _Team
    heard: list[tuple[Kind, int]] = field(default_factory=list)
    key: Key | None = None
    hours: Hours | None = None


class _Sheets:
    """The jury-days of a session while they are filled."""

    def __init__(self, problem: Problem, patterns: Patterns, way: _Way) -> None:
        self.problem, self.patterns, self.way = problem, patterns, way
        first = min(way.papers.values(), default=0)
        days = sorted(problem.days, key=lambda day: (day.index < first, day.index))
        self.sheets = [_Sheet(team) for day in days for team in _teams(problem, day, way.turn)]
        self.starts: dict[str, int] = {}
        self.lengths = {e: max(task.minutes for task in tasks) for e, tasks in problem.collectives().items()}
        self.unlimited = (MANY_DAYS,) * len(patterns.levels)

    def seat(self, applicant: Applicant) -> bool:
        """Put a candidat before the first jury that has hours for him, or else before one more; False if none has."""
        begun_first = sorted(self.sheets, key=lambda sheet: not sheet.heard)
        return any(self._add(sheet, applicant) for sheet in begun_first)

    def _add(self, sheet: _Sheet, applicant: Applicant) -> bool:
        if not self._has_place(sheet, applicant):
            return False
        day = sheet.team.day
        for same_day in self._same_day(applicant, day):
            kind = self.patterns.kind_of(applicant, day, same_day)
            heard = sorted([*sheet.heard, (kind, applicant.index)], key=lambda h: (in_order(h[0]), h[1]))
            first = all(day <= other for other in (*self.way.papers.values(), *self._days_of_juries()))
            key = key_of(self.patterns.alike(day), first, sheet.team.window, [k for k, _ in heard])
            hours = self._hours(key, day)
            if hours is not None:
                sheet.heard, sheet.key, sheet.hours = heard, key, hours
                return True
        return False

    def _days_of_juries(self) -> Iterator[int]:
        return (sheet.team.day for sheet in self.sheets if sheet.heard)

    def _has_place(self, sheet: _Sheet, applicant: Applicant) -> bool:
        """Whether nothing that is plain forbids that jury: a link, the quota, more work than there are hours."""
        problem, reglages = self.problem, self.problem.reglages
        if any((applicant.index, p) in problem.links for p in sheet.team.membres):
            return False
        everyone = [applicant, *(problem.applicants[a] for _, a in sheet.heard)]
        quota = problem.session.quota
        weight = sum(a.weight or _watched_minutes(problem, a) for a in everyone)
        if quota is not None and weight > quota * problem.session.referentiel.titre.minutes_jury:
            return False
        fixed = reglages.accueil_jury + reglages.cloture - min(reglages.battement, reglages.pause_jury)
        work = fixed + sum(work_with(problem, a) for a in everyone)
        return problem.watched_together > 1 or work <= sheet.team.window[1] - sheet.team.window[0]

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

    def told(self) -> tuple[Assignment, Sequence]:
        """Who is heard by whom, and when; juries of a day are numbered by the first candidat heard, as everywhere."""
        result, hours = Assignment(), {}
        for slot, sheet in self._slots():
            assert sheet.key is not None, "it hears somebody"  # noqa: S101
            assert sheet.hours is not None, "it hears somebody"  # noqa: S101
            hours[slot.index] = sheet.hours
            result.sitting[slot.index] = sheet.team.membres
            result.keys[slot.index] = sheet.key
            result.heard[slot.index] = tuple(a for _, a in sheet.heard)
            for kind, index in sheet.heard:
                applicant = self.problem.applicants[index]
                result.hears |= dict.fromkeys(applicant.units, slot.index)
                for task in (t for t in (self.problem.tasks[t] for t in applicant.tasks) if t.unit < 0):
                    same = task.epreuve.id in kind.same_day
                    elsewhere = self.way.papers.get(task.epreuve.id, self._other_day(slot.day))
                    result.day_of[task.index] = slot.day if same else elsewhere
        return result, Sequence(hours)

    def _slots(self) -> Iterator[tuple[Slot, _Sheet]]:
        for day in self.problem.days:
            here = [sheet for sheet in self.sheets if sheet.heard and sheet.team.day == day.index]
            yield from ((sheet.team.slot, sheet) for sheet in here if sheet.team.slot is not None)
            composed = sorted((s for s in here if s.team.slot is None), key=lambda s: min(a for _, a in s.heard))
            slots = [slot for slot in self.problem.slots_of(day.index) if not slot.given]
            yield from zip(slots, composed, strict=False)

    def _other_day(self, day: int) -> int:
        """The day of what is passed alone, on a post, where it is not the day of the jury: the one before if any."""
        return day - 1 if day else 1


def _watched_minutes(problem: Problem, applicant: Applicant) -> int:
    return sum(problem.tasks[t].epreuve.minutes_jury for t in applicant.tasks)


def _teams(problem: Problem, day: Day, turn: int) -> list[_Team]:
    """The juries that may sit on a day, no membre in two of them: as many as there are jury rooms."""
    slots = problem.slots_of(day.index)
    if any(slot.given for slot in slots):
        given = (_team(problem, day, slot.pool[: slot.most], slot) for slot in slots)
        return [team for team in given if team is not None]
    opening = (day.open, day.close)
    rooms = sum(USAGE_JURY in r.usages and bool(free_spans(opening, r.closed[day.index])) for r in problem.rooms)
    teams: list[_Team] = []
    left = _there(problem, day, turn)
    while len(teams) < min(len(slots), rooms):
        membres = _composed(problem, left, slots[len(teams)].least)
        if not membres:
            break
        left = [p for p in left if p not in membres]
        team = _team(problem, day, tuple(sorted(p.index for p in membres)))
        teams += [team] if team is not None else []
    return teams


def _there(problem: Problem, day: Day, turn: int) -> list[Person]:
    """The membres who may be called on a day: those longest there first, then those linked to fewest candidats."""
    able = [p for p in problem.people if p.membre and p.habilite[day.index] and _length(_span(problem, p, day))]
    turned = [*able[turn * day.index % len(able) :], *able[: turn * day.index % len(able)]] if able else []
    links = Counter(p for _, p in problem.links)
    return sorted(
        turned, key=lambda p: (-_length(_span(problem, p, day)), _span(problem, p, day), 0 if turn else links[p.index])
    )


def _composed(problem: Problem, left: list[Person], least: int) -> list[Person]:
    """The first membres of a list who make a jury: one for each quality asked for, then as many as it takes."""
    chosen: list[Person] = []
    for qualite in problem.session.referentiel.qualites:
        if not any(_has(p, qualite) for p in chosen):
            able = next((p for p in left if _has(p, qualite) and p not in chosen), None)
            if able is None:
                return []
            chosen.append(able)
    chosen += [p for p in left if p not in chosen][: max(0, least - len(chosen))]
    return chosen if len(chosen) >= least else []


def _has(person: Person, qualite: str) -> bool:
    return cle(qualite) in {cle(q) for q in person.qualites}


def _team(problem: Problem, day: Day, membres: tuple[int, ...], slot: Slot | None = None) -> _Team | None:
    """A jury of these membres, where they have hours in common."""
    spans = [_span(problem, problem.people[p], day) for p in membres]
    window = max((low for low, _ in spans), default=0), min((high for _, high in spans), default=0)
    return _Team(day.index, membres, window, slot) if window[0] < window[1] else None


def _span(problem: Problem, person: Person, day: Day) -> Span:
    """The longest stretch of a day for which a membre is there; of no length where he is not."""
    spans = free_spans((day.open, day.close), problem.unavailable(person, day))
    return max(spans, key=_length, default=(day.open, day.open))


def _length(span: Span) -> int:
    return span[1] - span[0]
