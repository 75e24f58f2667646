"""Candidats heard on two days by the same membres: what lies apart on the first, the rest on the second."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise

from tpplanner.solver.bounds.master import Assignment
from tpplanner.solver.model.problem import Applicant, Day, Problem, Slot, Unit, away_all_day
from tpplanner.solver.model.workload import watched_minutes
from tpplanner.solver.search.seating import Team, teams_of


def two_day_assignments(problem: Problem) -> Iterator[Assignment]:
    """Each candidat before one jury that sits on two days, the fewest juries first; none where nothing lies apart."""
    if not any(_apart(problem, a) and _rest(problem, a) for a in problem.applicants):
        return
    offered = list(_couples(problem))
    for number in range(1, len(offered) + 1):
        couples = [_Couple(first, second) for first, second in offered[:number]]
        if _seat(problem, couples):
            yield _told(problem, [couple for couple in couples if couple.heard])


@dataclass(eq=False)
class _Couple:
    """A jury on two days: whom it hears, and the minutes of work that this is on each."""

    first: Team
    second: Team
    heard: list[Applicant] = field(default_factory=list)
    work: tuple[int, int] = (0, 0)

    def takes(self, problem: Problem, applicant: Applicant) -> bool:
        """Whether nobody of it knows a candidat, and their work fits in its hours."""
        if any((applicant.index, p) in problem.links for p in self.first.membres):
            return False
        after = self.with_(problem, applicant)
        hours = _hours(problem, self.first, papers=True), _hours(problem, self.second, papers=False)
        return all(work <= room for work, room in zip(after, hours, strict=True))

    def with_(self, problem: Problem, applicant: Applicant) -> tuple[int, int]:
        """The work on each day with one more candidat."""
        first, second = _work(problem, applicant)
        return self.work[0] + first, self.work[1] + second


def _apart(problem: Problem, applicant: Applicant) -> list[Unit]:
    units = (problem.units[u] for u in applicant.units)
    return [unit for unit in units if all(problem.tasks[t].epreuve.separee for t in unit.tasks)]


def _rest(problem: Problem, applicant: Applicant) -> list[Unit]:
    apart = _apart(problem, applicant)
    return [unit for unit in (problem.units[u] for u in applicant.units) if unit not in apart]


def _couples(problem: Problem) -> Iterator[tuple[Team, Team]]:
    """The juries of two days that follow each other, the membres being there on both."""
    for first, second in list(pairwise(problem.days))[::2]:
        for team in teams_of(problem, first, 0):
            again = _again(problem, second, team)
            if again is not None:
                yield team, again


def _again(problem: Problem, day: Day, team: Team) -> Team | None:
    if team.slot is not None:
        given = team.slot.given
        return next((t for t in teams_of(problem, day, 0) if t.slot is not None and t.slot.given == given), None)
    people = [problem.people[p] for p in team.membres]
    there = all(p.habilite[day.index] and not away_all_day(day, p.away[day.index]) for p in people)
    return Team(day.index, team.membres, (day.open, day.close)) if there else None


def _hours(problem: Problem, team: Team, *, papers: bool) -> int:
    """The minutes of a jury-day in which candidats may be heard: once they are welcomed, and their papers sat."""
    reglages, day = problem.reglages, problem.days[team.day]
    welcome = reglages.accueil if papers else reglages.accueil_autres_jours
    sat = [max(task.minutes for task in tasks) for tasks in problem.collectives().values()] if papers else []
    low = max(team.window[0] + reglages.accueil_jury, day.accueil + welcome)
    return team.window[1] - low - sum(sat) - reglages.pause_jury - reglages.cloture + reglages.battement


def _work(problem: Problem, applicant: Applicant) -> tuple[int, int]:
    """The minutes that a jury takes to hear a candidat on each of the two days; it reads and corrects before."""
    each_day = problem.reglages.deliberation + problem.reglages.battement
    first, second = (
        sum(watched_minutes(problem, unit) for unit in units) + each_day * bool(units)
        for units in (_apart(problem, applicant), _rest(problem, applicant))
    )
    return first, second


def _seat(problem: Problem, couples: list[_Couple]) -> bool:
    """Seat every candidat, those who take longest first, before the jury that has least to do; whether that works."""
    heard = (a for a in problem.applicants if a.units)
    for applicant in sorted(heard, key=lambda a: -sum(_work(problem, a))):
        able = [couple for couple in couples if couple.takes(problem, applicant)]
        if not able:
            return False
        couple = min(able, key=lambda c: sum(c.work))
        couple.heard.append(applicant)
        couple.work = couple.with_(problem, applicant)
    return True


def _told(problem: Problem, couples: list[_Couple]) -> Assignment:
    """Who is heard by whom; juries of a day are numbered by the first candidat heard, as everywhere."""
    result = Assignment()
    sat = [(team, parts, c.heard) for c in couples for team, parts in ((c.first, _apart), (c.second, _rest))]
    for day in problem.days:
        here = [
            (team, parts, [a for a in heard if parts(problem, a)])
            for team, parts, heard in sat
            if team.day == day.index
        ]
        here = sorted((t for t in here if t[2]), key=lambda t: min(a.index for a in t[2]))
        slots = iter(slot for slot in problem.slots_of(day.index) if not slot.given)
        for team, parts, heard in here:
            slot: Slot = team.slot or next(slots)
            result.sitting[slot.index] = team.membres
            units = chain.from_iterable(parts(problem, a) for a in heard)
            result.hears |= dict.fromkeys((unit.index for unit in units), slot.index)
    first = min(couple.first.day for couple in couples)
    for tasks in problem.collectives().values():
        result.day_of |= dict.fromkeys((t.index for t in tasks if t.unit < 0), first)
    return result
