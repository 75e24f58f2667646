"""What every peer is asked, in plain minutes: blocks of orals, when each may begin, how many may be heard at once.

A block is all that a candidat has before his jury, one passage after the other on one day. What stands before it (the
corrections of what he wrote, the reading of his file, the changeover) and after it (the deliberation) comes with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from tpplanner.domain.referentiel import USAGE_JURY
from tpplanner.domain.reglages import AVANCE_PAUSE_CANDIDAT
from tpplanner.domain.session import Session
from tpplanner.solver.model.compilation import compile_session, unshared
from tpplanner.solver.model.problem import DAY, Applicant, Day, Problem, Room, Span, Step, Task, minute


class CannotSay(Exception):
    """A session, or what a peer decided of it, that the peers' common ground cannot put into a plan."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Where and when a candidat does what no jury watches; `rooms` go by phase."""

    task: Task
    day: int
    start: int
    rooms: tuple[int, ...]

    @property
    def end(self) -> int:
        """The minute of the day when it ends."""
        return self.start + self.task.minutes


@dataclass(frozen=True, slots=True)
class Block:
    """A candidat's orals, each with its minutes from the entry, and what his jury does on him besides."""

    applicant: Applicant
    orals: tuple[tuple[Task, int], ...]
    papers: tuple[Task, ...]
    corrections: tuple[tuple[Task, int], ...]
    minutes: int
    weight: Fraction
    linked: frozenset[int]

    @property
    def correcting(self) -> int:
        """The minutes of all his corrections."""
        return sum(length for _, length in self.corrections)

    def steps(self) -> list[tuple[Task, Step, int]]:
        """Each phase of the orals that is not in the jury's own room, with its minutes from the entry."""
        return [
            (task, step, offset + step.offset)
            for task, offset in self.orals
            for step in task.steps
            if not step.in_jury_room
        ]


class Question:
    """A session as the peers read it. A membre sits in one jury a day here, as in nearly every plan."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.problem: Problem = unshared(compile_session(session))
        self.reglages = session.reglages
        self.days = self.problem.days
        self.blocks = tuple(self._block(a) for a in self.problem.applicants if a.units)
        self.quota = session.quota
        self._windows: dict[Span, tuple[Span, ...]] = {}

    def _block(self, applicant: Applicant) -> Block:
        tasks = [self.problem.tasks[t] for t in applicant.tasks]
        orals, offset = [], 0
        for task in (t for t in tasks if t.watched):
            orals.append((task, offset))
            offset += task.minutes
        papers = tuple(t for t in tasks if not t.watched)
        linked = frozenset(person for candidat, person in self.problem.links if candidat == applicant.index)
        corrections = tuple((t, self.problem.correction(t.epreuve)) for t in papers)
        return Block(applicant, tuple(orals), papers, corrections, offset, self._weight(applicant, orals), linked)

    def _weight(self, applicant: Applicant, orals: Sequence[tuple[Task, int]]) -> Fraction:
        """In the quota: one for the titre, the part of its jury minutes for CCPs."""
        whole = self.session.referentiel.titre.minutes_jury
        if applicant.fiche.titre or not whole:
            return Fraction(1)
        return Fraction(sum(task.epreuve.minutes_jury for task, _ in orals), whole)

    @cached_property
    def jury_rooms(self) -> tuple[Room, ...]:
        """The rooms that a jury may have for its own."""
        return tuple(room for room in self.problem.rooms if USAGE_JURY in room.usages)

    def open_jury_rooms(self, day: Day) -> int:
        """How many of them are open on a day, be it for a part of it."""
        return sum(free_stretch(day, room.closed[day.index]) is not None for room in self.jury_rooms)

    def posts(self, kind: tuple[int, ...], *, shared: bool) -> int:
        """How many may be at once in those rooms (indices): their posts, or one a room where nobody shares it."""
        return sum(max(1, self.problem.rooms[r].posts) if shared else 1 for r in kind)

    def accueil_end(self, day: Day, first_day: int | None) -> int:
        """The minute before which no passage begins; with no known first day, every day is taken for the first."""
        first = first_day is None or day.index == first_day
        return day.accueil + (self.reglages.accueil if first else self.reglages.accueil_autres_jours)

    def pinned_at(self, task: Task) -> tuple[int, int] | None:
        """The day and the minute at which a task is pinned, if it is."""
        id_ = self.problem.applicants[task.candidat].id
        for pin in self.session.pins:
            if (pin.candidat, pin.epreuve) == (id_, task.epreuve.id):
                debut = pin.parties[0].debut
                return next(d.index for d in self.days if d.date == debut.date()), minute(debut)
        return None

    def windows(self, task: Task, day: Day) -> tuple[Span, ...]:
        """The minutes (both ends included) at which a passage may begin on a day, by itself: pins, hours, absences."""
        key = (task.index, day.index)
        if key not in self._windows:
            self._windows[key] = tuple(w for w in self._find_windows(task, day) if w[0] <= w[1])
        return self._windows[key]

    def _find_windows(self, task: Task, day: Day) -> Iterator[Span]:
        applicant, r = self.problem.applicants[task.candidat], self.reglages
        pinned = self.pinned_at(task)
        low, high = self.called_at(applicant.id, day), day.close - task.minutes
        if pinned is not None:
            low, high = (max(low, pinned[1]), min(high, pinned[1])) if pinned[0] == day.index else (0, -1)
        forbidden = [(start - task.minutes + 1, end) for start, end in self._kept_away(applicant, day)]
        if task.epreuve.minutes >= r.epreuve_longue:
            forbidden.append((minute(r.longue_matin) + 1, minute(r.longue_apres_midi)))
        for start, end in sorted(forbidden):
            if low < start:
                yield low, min(start - 1, high)
            low = max(low, end)
        if low <= high:
            yield low, high

    def _kept_away(self, applicant: Applicant, day: Day) -> Iterator[Span]:
        """When a candidat cannot pass on a day: he is away, or his aide is."""
        yield from applicant.away[day.index]
        for person in self.problem.people:
            if person.id == applicant.fiche.aide:
                yield from person.away[day.index]

    def called_at(self, person: str, day: Day) -> int:
        """The minute before which somebody does nothing on a day: the opening, or his convocation's."""
        hours = self.problem.convocations()
        if not any(id_ == person for id_, _ in hours):
            return day.open
        return max(day.open, hours.get((person, day.date), DAY))

    def may_begin(self, task: Task, day: Day, start: int) -> bool:
        """Whether a passage may begin then, by itself."""
        return any(low <= start <= high for low, high in self.windows(task, day))

    def has_lunch(self, day: Day, passages: Sequence[Span]) -> bool:
        """Whether a candidat with these passages has his break: in his window, or after the one that fills it."""
        n, low, high = self.reglages.pause_candidat, day.lunch[0] - AVANCE_PAUSE_CANDIDAT, day.lunch[1]
        places = [low, *(end for _, end in passages if low <= end)]
        places = [place for place in places if place + n <= high]
        for start, end in passages:
            if max(start - low, high - end) < n and start < high and low < end:
                places.append(end)
        return any(not overlaps((place, place + n), passages) for place in places)

    def entries(self, block: Block, day: Day, papers: Sequence[Paper], first_day: int | None) -> list[int]:
        """The minutes of the grid at which a candidat may enter on a day, given when he writes (`papers`)."""
        if any(paper.day > day.index for paper in papers):
            return []
        written = [(p.start, p.end) for p in papers if p.day == day.index]
        r = self.reglages
        work = r.battement + (block.correcting if written else 0)
        low = max([self.accueil_end(day, first_day), *(end + work for _, end in written)])
        low = max(low, day.open + r.accueil_jury + r.lecture + block.correcting + r.battement)
        high = day.close - r.cloture - r.deliberation - block.minutes
        pins = [pin[1] - offset for task, offset in block.orals if (pin := self.pinned_at(task)) is not None]
        grid = pins or range(-(-low // r.pas) * r.pas, high + 1, r.pas)
        return [entry for entry in grid if low <= entry <= high and self._may_enter(block, day, entry, written)]

    def _may_enter(self, block: Block, day: Day, entry: int, written: list[Span]) -> bool:
        passages = [(entry + offset, entry + offset + task.minutes) for task, offset in block.orals]
        return all(
            self.may_begin(task, day, start) for (task, _), (start, _) in zip(block.orals, passages, strict=True)
        ) and self.has_lunch(day, [*written, *passages])


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether a stretch has a minute in common with any of the others."""
    return any(start < span[1] and span[0] < end for start, end in others)


def free_stretch(day: Day, away: Sequence[Span]) -> Span | None:
    """The longest stretch of a day's opening hours that no absence cuts; None if there is none."""
    free, reached = [], day.open
    for start, end in sorted(away):
        free.append((reached, min(start, day.close)))
        reached = max(reached, end)
    free.append((reached, day.close))
    longest = max(free, key=lambda span: span[1] - span[0])
    return longest if longest[1] > longest[0] else None
