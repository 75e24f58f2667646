"""Jury-days while candidats are seated before them: in which way, before which membres, and what is told in the end."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from math import ceil

from tpplanner.domain.noms import cle
from tpplanner.domain.referentiel import USAGE_JURY
from tpplanner.domain.session import Role
from tpplanner.solver.assignment import Assignment
from tpplanner.solver.kinds import Hours, Key, Kind
from tpplanner.solver.problem import Applicant, Day, Person, Problem, Slot, Span
from tpplanner.solver.sequence import Sequence
from tpplanner.solver.workload import around_work, free_spans, weight_of, work_whole

TURNS = 2
"""How many ways of putting membres together are tried: the same ones every day, then others from day to day."""

Seating = tuple[Assignment, Sequence]
"""Each candidat before one jury, all his chains, and hours for each jury."""


@dataclass(frozen=True, slots=True)
class Way:
    """The day of each collective épreuve, whether each waits for the others' end, and how membres are put together."""

    papers: dict[str, int]
    apart: bool
    turn: int


def ways(problem: Problem) -> Iterator[Way]:
    """All papers on one day, or each on another; at once, and one after the other."""
    collective = sorted(problem.collectives())
    days = len(problem.days)
    papers = [dict.fromkeys(collective, day) for day in range(days if collective else 1)]
    if len(collective) > 1 and days > 1:
        papers.append({epreuve: rank % days for rank, epreuve in enumerate(collective)})
    apart = [False, True] if _may_be_at_once(problem) else [True, False]
    for turn, days_of, one_by_one in product(range(TURNS), papers, apart if len(collective) > 1 else [False]):
        yield Way(days_of, one_by_one, turn)


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


@dataclass(slots=True, eq=False)
class Sheet:
    """A jury-day: whom it hears, each as a kind, and when."""

    team: Team
    heard: list[tuple[Kind, int]] = field(default_factory=list)
    key: Key | None = None
    hours: Hours | None = None


def told(problem: Problem, way: Way, sheets: list[Sheet]) -> Seating:
    """Who is heard by whom, and when; juries of a day are numbered by the first candidat heard, as everywhere."""
    result, hours = Assignment(), {}
    for slot, sheet in _slots(problem, sheets):
        assert sheet.key is not None, "it hears somebody"  # noqa: S101
        assert sheet.hours is not None, "it hears somebody"  # noqa: S101
        hours[slot.index] = sheet.hours
        result.sitting[slot.index] = sheet.team.membres
        result.keys[slot.index] = sheet.key
        result.heard[slot.index] = tuple(a for _, a in sheet.heard)
        for kind, index in sheet.heard:
            applicant = problem.applicants[index]
            result.hears |= dict.fromkeys(applicant.units, slot.index)
            for task in (t for t in (problem.tasks[t] for t in applicant.tasks) if t.unit < 0):
                same = task.epreuve.id in kind.same_day
                elsewhere = way.papers.get(task.epreuve.id, _other_day(slot.day))
                result.day_of[task.index] = slot.day if same else elsewhere
    return result, Sequence(hours)


def _slots(problem: Problem, sheets: list[Sheet]) -> Iterator[tuple[Slot, Sheet]]:
    for day in problem.days:
        here = [sheet for sheet in sheets if sheet.heard and sheet.team.day == day.index]
        yield from ((sheet.team.slot, sheet) for sheet in here if sheet.team.slot is not None)
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
        by_quota = ceil(sum(self.weights) / self.quota) if self.quota else 1
        by_work = ceil(sum(self.work) / hours) if hours > 0 and self.together == 1 else 1
        return max(1, by_quota, by_work)


def _weight(problem: Problem, applicant: Applicant) -> int:
    return sum(weight_of(problem, problem.units[u]) for u in applicant.units)


def teams_of(problem: Problem, day: Day, turn: int) -> list[Team]:
    """The juries that may sit on a day, no membre in two of them: as many as there are jury rooms."""
    slots = problem.slots_of(day.index)
    if any(slot.given for slot in slots):
        enough = (slot for slot in slots if len(slot.pool) >= slot.least)
        given = (_team(problem, day, slot.pool, slot) for slot in enough)
        return [team for team in given if team is not None]
    opening = (day.open, day.close)
    rooms = sum(USAGE_JURY in r.usages and bool(free_spans(opening, r.closed[day.index])) for r in problem.rooms)
    teams: list[Team] = []
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


def _team(problem: Problem, day: Day, membres: tuple[int, ...], slot: Slot | None = None) -> Team | None:
    """A jury of these membres, where they have hours in common."""
    spans = [_span(problem, problem.people[p], day) for p in membres]
    window = max((low for low, _ in spans), default=0), min((high for _, high in spans), default=0)
    return Team(day.index, membres, window, slot) if window[0] < window[1] else None


def _span(problem: Problem, person: Person, day: Day) -> Span:
    """The longest stretch of a day for which a membre is there; of no length where he is not."""
    spans = free_spans((day.open, day.close), problem.unavailable(person, day))
    return max(spans, key=_length, default=(day.open, day.open))


def _length(span: Span) -> int:
    return span[1] - span[0]
