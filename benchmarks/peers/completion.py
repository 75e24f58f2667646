"""From a peer's decisions to a whole plan: rooms, compositions, the jury's own work, the people around.

Only what has no bearing on a peer's objective is decided here, each thing by the plainest rule: the first room that is
free, the first person who is there.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from benchmarks.peers.around import Presences
from benchmarks.peers.papers import stays
from benchmarks.peers.question import Block, CannotSay, Paper, Question, overlaps
from tpplanner.domain.appels import accueils_de
from tpplanner.domain.plan import Composition, NatureTravail, Partie, Passage, Plan, Travail
from tpplanner.solver.model.problem import Room, Span, Task


@dataclass(frozen=True, slots=True)
class Hearing:
    """When a candidat enters, when his file is read, when what he wrote is corrected; `starts` if orals are apart."""

    block: Block
    entry: int
    lecture: int
    corrections: tuple[int, ...]
    starts: tuple[int, ...] = ()

    def passages(self) -> list[tuple[Task, int]]:
        """Each oral with the minute at which it begins."""
        if self.starts:
            return [(task, start) for (task, _), start in zip(self.block.orals, self.starts, strict=True)]
        return [(task, self.entry + offset) for task, offset in self.block.orals]

    @property
    def out(self) -> int:
        """The minute at which the candidat leaves and the deliberation begins."""
        task, start = self.passages()[-1]
        return start + task.minutes


@dataclass(frozen=True, slots=True)
class Sitting:
    """A jury-day: who sits (indices), whom it hears; its room (index) and its hours where the peer chooses them.

    Otherwise its accueil ends as its first thing begins, and its clôture begins as the last one ends.
    """

    day: int
    membres: tuple[int, ...]
    hearings: tuple[Hearing, ...]
    given: str = ""
    room: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class _Jury:
    """A sitting with its name, what it does (minutes) and from when to when."""

    sitting: Sitting
    name: str
    travaux: tuple[tuple[NatureTravail, int, int, str, str], ...]
    span: Span


def packed(question: Question, block: Block, entry: int, lecture: int | None = None) -> Hearing:
    """A hearing whose corrections end as the changeover begins, with the reading before them if not earlier."""
    reached = entry - question.reglages.battement
    corrections = []
    for _, length in reversed(block.corrections):
        reached -= length
        corrections.append(reached)
    read = reached - question.reglages.lecture if lecture is None else lecture
    return Hearing(block, entry, read, tuple(reversed(corrections)))


def complete(question: Question, papers: Sequence[Paper], sittings: Sequence[Sitting]) -> Plan:
    """The whole plan; raises CannotSay where rooms or people are wanting."""
    return _Completion(question, papers, sittings).plan()


@dataclass
class _Stays:
    """Which rooms are taken, by day."""

    taken: dict[tuple[int, int], list[Span]] = field(default_factory=lambda: defaultdict(list))

    def at_once(self, room: int, day: int, span: Span) -> int:
        """The most who are in a room at one moment of a stretch."""
        there = [s for s in self.taken[room, day] if overlaps(span, [s])]
        moments = [max(span[0], s[0]) for s in there]
        return max((sum(a <= m < b for a, b in there) for m in moments), default=0)


class _Completion:
    def __init__(self, question: Question, papers: Sequence[Paper], sittings: Sequence[Sitting]) -> None:
        self.question = question
        self.problem = question.problem
        self.papers = papers
        self.stays = _Stays()
        names: dict[tuple[int, ...], str] = {}
        ordered = sorted((s for s in sittings if s.hearings), key=lambda s: (s.day, s.membres))
        for sitting in ordered:
            names.setdefault(sitting.membres, sitting.given or f"J{len(names) + 1}")
        self.juries = [self._jury(sitting, names[sitting.membres]) for sitting in ordered]

    def plan(self) -> Plan:
        for day in self.problem.days:
            for _, _, room, span in stays(self.papers, day):
                self.stays.taken[room, day.index].append(span)
        passages = [self._paper(paper) for paper in self.papers]
        watched: dict[tuple[int, int, int], int] = self._shared_rooms()
        compositions = []
        for jury in sorted(self.juries, key=lambda j: (not self._wants_access(j), j.span)):
            room = self._room(jury)
            day = jury.sitting.day
            self.stays.taken[room.index, day] += [jury.span] * max(1, room.posts)
            membres = tuple(self.problem.people[m].id for m in sorted(jury.sitting.membres))
            bounds = (self.at(day, jury.span[0]), self.at(day, jury.span[1]))
            compositions.append(Composition(jury.name, *bounds, membres, room.id))
            passages += [
                self._oral(jury, task, start, watched, room)
                for h in jury.sitting.hearings
                for task, start in h.passages()
            ]
        travaux = [travail for jury in self.juries for travail in self._travaux(jury)]
        accueils = accueils_de(self.question.session, passages)
        seen = Plan(tuple(passages), tuple(travaux), (), tuple(compositions), accueils)
        return replace(seen, presences=tuple(Presences(self.question, self.papers, seen).all()))

    def at(self, day: int, minute: int) -> datetime:
        """That minute of that day."""
        return datetime.combine(self.problem.days[day].date, time()) + timedelta(minutes=minute)

    # Juries

    def _jury(self, sitting: Sitting, name: str) -> _Jury:
        r = self.question.reglages
        works = []
        watched = []
        for h in sitting.hearings:
            id_ = h.block.applicant.id
            works.append((NatureTravail.LECTURE, h.lecture, h.lecture + r.lecture, id_, ""))
            works.append((NatureTravail.DELIBERATION, h.out, h.out + r.deliberation, id_, ""))
            for (task, length), start in zip(h.block.corrections, h.corrections, strict=True):
                works.append((NatureTravail.CORRECTION, start, start + length, id_, task.epreuve.id))
            watched += [(start, start + task.minutes) for task, start in h.passages()]
        busy = [*watched, *((start, end) for _, start, end, _, _ in works)]
        first, last = min(busy)[0] - r.accueil_jury, max(end for _, end in busy) + r.cloture
        first, last = sitting.span or (first, last)
        works.append((NatureTravail.ACCUEIL, first, first + r.accueil_jury, "", ""))
        works.append((NatureTravail.CLOTURE, last - r.cloture, last, "", ""))
        pause = self._pause(sitting.day, [(start, end) for _, start, end, _, _ in works] + watched)
        if pause is not None and first < pause[0] and pause[1] < last:
            works.append((NatureTravail.PAUSE, *pause, "", ""))
        return _Jury(sitting, name, tuple(works), (first, last))

    def _pause(self, day: int, busy: list[Span]) -> Span | None:
        """The earliest break in the window."""
        n, (low, high) = self.question.reglages.pause_jury, self.problem.days[day].lunch
        places = sorted(p for p in (low, *(end for _, end in busy)) if low <= p <= high - n)
        return next(((p, p + n) for p in places if not overlaps((p, p + n), busy)), None)

    def _travaux(self, jury: _Jury) -> Iterator[Travail]:
        for nature, start, end, candidat, epreuve in jury.travaux:
            day = jury.sitting.day
            yield Travail(jury.name, nature, self.at(day, start), self.at(day, end), candidat, epreuve)

    def _wants_access(self, jury: _Jury) -> bool:
        return any(h.block.applicant.fiche.salle_accessible for h in jury.sitting.hearings)

    def _room(self, jury: _Jury) -> Room:
        """The jury's room: the one chosen, else the first that is free from its first to its last thing."""
        if jury.sitting.room is not None:
            return self.problem.rooms[jury.sitting.room]
        day = jury.sitting.day
        for room in sorted(self.question.jury_rooms, key=lambda r: (r.accessible, r.index)):
            free = not overlaps(jury.span, [*room.closed[day], *self.stays.taken[room.index, day]])
            if free and (room.accessible or not self._wants_access(jury)):
                return room
        raise CannotSay("no room left for a jury")

    # Passages

    def _paper(self, paper: Paper) -> Passage:
        parties = (
            self._partie(
                s.index,
                paper.day,
                (paper.start + s.offset, paper.start + s.offset + s.minutes),
                self.problem.rooms[r].id,
                "",
            )
            for s, r in zip(paper.task.steps, paper.rooms, strict=True)
        )
        return self._passage(paper.task, tuple(parties))

    def _partie(self, phase: int, day: int, span: Span, room: str, jury: str) -> Partie:
        return Partie(phase, self.at(day, span[0]), self.at(day, span[1]), room, jury)

    def _passage(self, task: Task, parties: tuple[Partie, ...]) -> Passage:
        id_ = self.problem.applicants[task.candidat].id
        pins = [p for p in self.question.session.pins if (p.candidat, p.epreuve) == (id_, task.epreuve.id)]
        return Passage(id_, task.epreuve.id, parties, pins[0].portee if pins else "")

    def _shared_rooms(self) -> dict[tuple[int, int, int], int]:
        """By (candidat, task, phase) outside the juries' own rooms: the first room with a place, in order of time."""
        wanted = []
        for jury in self.juries:
            for h in jury.sitting.hearings:
                for task, start in h.passages():
                    wanted += [(jury.sitting.day, start + s.offset, task, s) for s in task.steps if not s.in_jury_room]
        chosen = {}
        for day, start, task, step in sorted(wanted, key=lambda w: (w[0], w[1], w[2].index)):
            span = (start, start + step.minutes)
            room = next((r for r in step.rooms if self._has_post(r, day, span, shared=step.shared)), None)
            if room is None:
                raise CannotSay(f"no post left for {task.epreuve.id}")
            self.stays.taken[room, day] += [span] * (1 if step.shared else max(1, self.problem.rooms[room].posts))
            chosen[task.candidat, task.index, step.index] = room
        return chosen

    def _has_post(self, room: int, day: int, span: Span, *, shared: bool) -> bool:
        there = self.stays.at_once(room, day, span)
        free = there < self.problem.rooms[room].posts if shared else there == 0
        return free and not overlaps(span, self.problem.rooms[room].closed[day])

    def _oral(self, jury: _Jury, task: Task, start: int, rooms: dict[tuple[int, int, int], int], own: Room) -> Passage:
        parties = []
        for step in task.steps:
            room = own.id if step.in_jury_room else self.problem.rooms[rooms[task.candidat, task.index, step.index]].id
            span = (start + step.offset, start + step.offset + step.minutes)
            parties.append(self._partie(step.index, jury.sitting.day, span, room, jury.name if step.watched else ""))
        return self._passage(task, tuple(parties))
