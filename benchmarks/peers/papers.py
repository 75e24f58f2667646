"""What candidats do without a jury, put first and as early as may be: so a centre does before it thinks of juries."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from benchmarks.peers.question import CannotSay, Paper, Question, overlaps
from tpplanner.domain.session import Role
from tpplanner.solver.model.problem import Day, Room, Span, Step, Task


def place_papers(question: Question, day_from: int = 0) -> tuple[Paper, ...]:
    """Every unwatched épreuve at its earliest day and minute from a day on, each collective one at one start for all.

    Raises CannotSay where one finds no place.
    """
    placed: list[Paper] = []
    tasks = [task for block in question.blocks for task in block.papers]
    tasks += [
        t for a in question.problem.applicants if not a.units for t in map(question.problem.tasks.__getitem__, a.tasks)
    ]
    rank = {epreuve.id: i for i, epreuve in enumerate(question.session.referentiel.epreuves())}
    for _, group in groupby(sorted(tasks, key=lambda t: rank[t.epreuve.id]), key=lambda t: t.epreuve.id):
        together = list(group)
        sittings = [together] if together[0].epreuve.collective else [[task] for task in together]
        for sitting in sittings:
            placed += _earliest(question, sitting, placed, day_from)
    return tuple(placed)


def _earliest(question: Question, tasks: list[Task], placed: list[Paper], day_from: int) -> list[Paper]:
    pins = [pin for task in tasks if (pin := question.pinned_at(task)) is not None]
    for day in question.days[day_from:]:
        first = min([day.index, *(paper.day for paper in placed)])
        low = question.accueil_end(day, first)
        step = question.reglages.pas
        starts: Iterable[int] = (
            [m for d, m in pins if d == day.index] if pins else range(-(-low // step) * step, day.close, step)
        )
        for start in starts:
            papers = _sitting(question, tasks, placed, day, start)
            if papers is not None:
                return papers
    raise CannotSay(f"no place for {tasks[0].epreuve.id}")


def _sitting(question: Question, tasks: list[Task], placed: list[Paper], day: Day, start: int) -> list[Paper] | None:
    """These tasks at that start, if all their candidats can and there are rooms and surveillants."""
    for task in tasks:
        mine = [_with_plis(question, p.task, p.start) for p in placed if _his(p, task) and p.day == day.index]
        span, away = _with_plis(question, task, start), question.problem.applicants[task.candidat].away[day.index]
        free = day.accueil <= span[0] and not overlaps(span, [*mine, *away]) and question.has_lunch(day, [*mine, span])
        if not (free and question.may_begin(task, day, start)):
            return None
    seated: list[Paper] = []
    by_need = sorted(tasks, key=lambda t: (not _apart(question, t), len(t.steps[0].rooms)))
    for task in by_need:
        rooms = _rooms(question, task, [*placed, *seated], day, start)
        if rooms is None:
            return None
        seated.append(Paper(task, day.index, start, rooms))
    return seated if _watched_over(question, [*placed, *seated], day) else None


def _his(paper: Paper, task: Task) -> bool:
    return paper.task.candidat == task.candidat


def _with_plis(question: Question, task: Task, start: int) -> Span:
    """A paper that begins then, from the moment at which its plis are opened."""
    return start - question.reglages.plis * task.epreuve.sous_plis, start + task.minutes


def _apart(question: Question, task: Task) -> bool:
    return question.problem.applicants[task.candidat].fiche.salle_a_part


def _rooms(question: Question, task: Task, placed: list[Paper], day: Day, start: int) -> tuple[int, ...] | None:
    """A room for each phase: the smallest empty one for who sits apart, else the largest with a post left."""
    chosen: list[int] = []
    for step in task.steps:
        apart = _apart(question, task) or not step.shared
        rooms = sorted((question.problem.rooms[r] for r in step.rooms), key=lambda r: r.posts * (1 if apart else -1))
        span = (start + step.offset, start + step.offset + step.minutes)
        fit = next((r for r in rooms if _has_place(question, r, placed, (day, span), apart=apart)), None)
        if fit is None:
            return None
        chosen.append(fit.index)
    return tuple(chosen)


def _has_place(question: Question, room: Room, placed: list[Paper], when: tuple[Day, Span], *, apart: bool) -> bool:
    day, span = when
    if overlaps(span, room.closed[day.index]):
        return False
    there = [p for p, _, where, stay in stays(placed, day) if where == room.index and overlaps(span, [stay])]
    if apart:
        return not there
    return len(there) < room.posts and not any(_apart(question, paper.task) for paper in there)


def stays(papers: Sequence[Paper], day: Day) -> list[tuple[Paper, Step, int, Span]]:
    """Each phase of the papers of a day, with its room (index) and its minutes."""
    return [
        (paper, step, room, (paper.start + step.offset, paper.start + step.offset + step.minutes))
        for paper in papers
        if paper.day == day.index
        for step, room in zip(paper.task.steps, paper.rooms, strict=True)
    ]


def _watched_over(question: Question, papers: list[Paper], day: Day) -> bool:
    """Whether there are as many surveillants as rooms in which somebody is under surveillance at once."""
    people = [p for p in question.problem.people if Role.SURVEILLANT in p.roles]
    if not people:
        return True
    watched = [(room, span) for _, step, room, span in stays(papers, day) if step.surveilled]
    for _, (start, _) in watched:
        rooms = {room for room, (a, b) in watched if a <= start < b}
        there = [p for p in people if not overlaps((start, start + 1), p.away[day.index])]
        if len(rooms) > len(there):
            return False
    return True
