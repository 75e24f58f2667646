"""The hours of one jury-day: laid out as on a sheet, or found by its model for an assignment."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from tpplanner.domain.reglages import AVANCE_PAUSE_CANDIDAT, MINUTES_LIBRES, Reglages
from tpplanner.solver.bounds.counting import Allowance, hours_in_common
from tpplanner.solver.bounds.master import Assignment
from tpplanner.solver.bounds.patterns import MANY_DAYS, Hours, Kind, Patterns
from tpplanner.solver.model.problem import Applicant, Day, Problem, Span, Task, minute
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import Relation
from tpplanner.tuning import AHEAD

# The hours of one jury-day laid out as on a sheet: candidats in an order, each as soon as may be, lunch when it
# falls.


@dataclass(frozen=True, slots=True)
class Supply:
    """What stretches of orals take besides the jury and its room, and how many may take it at once.

    `of` are posts of rooms, people who play a part, or vehicles (indices).
    """

    kind: str
    of: tuple[int, ...]
    most: int


@dataclass(frozen=True, slots=True, eq=False)
class Visit:
    """A candidat before a jury on a day: their orals with minutes from their entry, and when they may enter.

    `written` are the starts of what they pass without jury that day, by épreuve.
    """

    applicant: Applicant
    kind: Kind
    orals: tuple[tuple[Task, int], ...]
    corrections: tuple[tuple[str, int], ...]
    minutes: int
    correcting: int
    written_until: int
    entries: tuple[int, ...]
    written: dict[str, int]
    takes: tuple[tuple[Supply, int, int], ...]
    """from and to how many minutes after the entry"""

    def taken(self, entry: int) -> Iterator[tuple[Supply, Span]]:
        """What the orals take, and when."""
        for supply, start, end in self.takes:
            yield supply, (entry + start, entry + end)


@dataclass(frozen=True, slots=True)
class Hearing:
    """When a candidat enters, when their file is read, how long the jury is free just before they enter."""

    visit: Visit
    entry: int
    lecture: int
    free: int

    @property
    def out(self) -> int:
        """When the candidat leaves and the deliberation begins."""
        return self.entry + self.visit.minutes

    @property
    def corrected(self) -> int:
        """When the corrections of what the candidat has written begin."""
        return self.entry - self.free - self.visit.correcting


@dataclass(frozen=True, slots=True)
class Layout:
    """A jury-day: who is heard in which order, from when to when the jury is there, when its break begins."""

    hearings: tuple[Hearing, ...]
    accueil: int
    cloture: int
    pause: int

    def busy(self, reglages: Reglages) -> Iterator[Span]:
        """All that the jury does: its break lies between."""
        yield self.accueil, self.accueil + reglages.accueil_jury
        for hearing in self.hearings:
            yield hearing.lecture, hearing.lecture + reglages.lecture
            yield hearing.corrected, hearing.entry - hearing.free
            yield hearing.entry, hearing.out + reglages.deliberation
        yield self.cloture, self.cloture + reglages.cloture


def visit_of(
    problem: Problem, applicant: Applicant, kind: Kind, day: Day, begins: int, written: dict[str, int]
) -> Visit:
    """A candidat's visit on a day, no passage before the minute at which any may begin."""
    tasks = [problem.tasks[t] for t in applicant.tasks]
    orals, offset = [], 0
    for task in (t for t in tasks if t.unit >= 0):
        orals.append((task, offset))
        offset += task.minutes
    corrections = tuple((t.epreuve.id, problem.correction(t.epreuve)) for t in tasks if t.unit < 0)
    correcting = sum(length for _, length in corrections)
    stretches = [(written[t.epreuve.id], written[t.epreuve.id] + t.minutes) for t in tasks if t.epreuve.id in written]
    r = problem.reglages
    low = max(
        [
            max(begins, kind.convened),
            day.open + r.accueil_jury + r.lecture + correcting + r.battement,
            *(end + r.battement + correcting for _, end in stretches),
        ]
    )
    grid = range(-(-low // r.pas) * r.pas, day.close - r.cloture - r.deliberation - offset + 1, r.pas)
    entries = tuple(e for e in grid if _may_enter(r, day, kind, [(t, e + o) for t, o in orals], stretches))
    takes = tuple((supply, o + start, o + end) for task, o in orals for supply, start, end in _takes(problem, task))
    until = max((end for _, end in stretches), default=0)
    return Visit(applicant, kind, tuple(orals), corrections, offset, correcting, until, entries, written, takes)


def _takes(problem: Problem, task: Task) -> Iterator[tuple[Supply, int, int]]:
    """What a passage takes, from and to how many minutes after its start: posts outside the jury's room, people, cars.

    Who plays for several at once, or would have to be there between two of a passage's stretches, is not asked for.
    """
    for step in (step for step in task.steps if not step.in_jury_room):
        posts = sum(max(1, problem.rooms[r].posts) if step.shared else 1 for r in step.rooms)
        yield Supply("shared" if step.shared else "alone", step.rooms, posts), step.offset, step.offset + step.minutes
    for booking in task.bookings:
        supply = Supply("vehicles" if booking.vehicle else "people", booking.able, len(booking.fit) // booking.count)
        for first, last in booking.stretches:
            yield supply, first.offset, last.offset + last.minutes


def may_pass(
    reglages: Reglages, day: Day, away: Sequence[Span], without_aide: Sequence[Span], task: Task, start: int
) -> bool:
    """Whether a passage may begin at a minute of a day, as far as absences and its length go.

    The candidat's, and those of their aide from what it is granted for.
    """
    end = start + task.minutes
    if task.epreuve.minutes >= reglages.epreuve_longue:
        early, late = minute(reglages.longue_matin), minute(reglages.longue_apres_midi)
        if early < start < late:
            return False
    if without_aide and any(
        overlaps((start + first.offset, start + last.offset + last.minutes), without_aide) for first, last in task.aided
    ):
        return False
    return day.open <= start and end <= day.close and not overlaps((start, end), away)


def eats(reglages: Reglages, day: Day, passages: Sequence[Span]) -> bool:
    """Whether a candidat with these passages has a break: in their window, or after the passage that fills it."""
    n, low, high = reglages.pause_candidat, day.lunch[0] - AVANCE_PAUSE_CANDIDAT, day.lunch[1]
    places = [place for place in (low, *(end for _, end in passages if end >= low)) if place + n <= high]
    places += [b for a, b in passages if max(a - low, high - b) < n and a < high and low < b]
    return any(not overlaps((place, place + n), passages) for place in places)


def _may_enter(
    reglages: Reglages, day: Day, kind: Kind, orals: Sequence[tuple[Task, int]], written: list[Span]
) -> bool:
    passages = [(start, start + task.minutes) for task, start in orals]
    hours = kind.away, kind.without_aide
    return all(may_pass(reglages, day, *hours, task, start) for task, start in orals) and eats(
        reglages, day, [*written, *passages]
    )


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether a stretch has a minute in common with any of the others."""
    return any(start < span[1] and span[0] < end for start, end in others)


def lay_out(reglages: Reglages, day: Day, window: Span, visits: Sequence[tuple[Visit, Sequence[int]]]) -> Layout | None:
    """The visits in that order, each at one of its entries; None where the window is too short for them.

    As few files as do, among `AHEAD`, are read before the first candidat, or else all of them.
    """
    for ahead in (*(n for n in AHEAD if n < len(visits)), len(visits)):
        laid = _Filling(reglages, day, window).fill(visits, ahead)
        if laid is not None:
            return laid
    return None


class _Filling:
    """A day under way: the minute reached, since when the jury has worked on candidats, whether it has eaten.

    `rested`: it has done nothing since its last break or rest, so that whoever is next is the first of a stretch.
    """

    def __init__(self, reglages: Reglages, day: Day, window: Span) -> None:
        self.r, self.window, self.lunch = reglages, window, day.lunch
        self.reached = self.since = window[0]
        self.rested = self.eaten = False

    def fill(self, visits: Sequence[tuple[Visit, Sequence[int]]], ahead: int) -> Layout | None:
        """The layout with the first files read ahead, if the day is long enough."""
        hearings: list[Hearing] = []
        for rank, (visit, entries) in enumerate(visits):
            read = self.r.lecture * (ahead if rank == 0 else int(rank >= ahead))
            before = read + visit.correcting
            hearing = self._first(visit, entries, before, ahead) if rank == 0 else self._next(visit, entries, before)
            if hearing is None:
                return None
            if 0 < rank < ahead:
                hearing = replace(hearing, lecture=hearings[0].lecture + rank * self.r.lecture)
            hearings.append(hearing)
            self.reached, self.rested = hearings[-1].out + self.r.deliberation, False
        return self._closed(tuple(hearings))

    def _first(self, visit: Visit, entries: Sequence[int], before: int, ahead: int) -> Hearing | None:
        """The first candidat heard, after a rest if files of others are read ahead and it would all be too long."""
        hearing = None
        self.reached = self.window[0] + self.r.accueil_jury
        for free in (self.r.battement, max(self.r.battement, MINUTES_LIBRES)):
            hearing = self._comes(visit, entries, before, free)
            if hearing is None:
                return None
            self.eaten = hearing.lecture - self.r.accueil_jury >= self.lunch[0] + self.r.pause_jury
            if not self.eaten and not self._may_eat_at(hearing.out + self.r.deliberation):
                self.reached = max(self.window[0], self.lunch[0] + self.r.pause_jury) + self.r.accueil_jury
                hearing = self._comes(visit, entries, before, free)
                if hearing is None:
                    return None
                self.eaten = True
            self.since, self.rested = hearing.lecture, ahead == 1
            if not self._tiring(hearing):
                return hearing
            self.since = hearing.entry
        return hearing

    def _next(self, visit: Visit, entries: Sequence[int], before: int) -> Hearing | None:
        """The next candidat heard: after lunch if there could be no lunch later, after a rest where it is due."""
        hearing = self._comes(visit, entries, before, self.r.battement)
        if hearing is not None and not self.eaten and not self._may_eat_at(hearing.out + self.r.deliberation):
            if not self._may_eat_at(self.reached):
                return None
            hearing = self._after_lunch(visit, entries, before)
        if hearing is not None and self._tiring(hearing):
            if not self.eaten and self.lunch[0] - self.reached < MINUTES_LIBRES and self._may_eat_at(self.reached):
                hearing = self._after_lunch(visit, entries, before)
            elif self.reached + before - self.since > self.r.travail_continu:
                self.reached += MINUTES_LIBRES
                self.rested = True
                hearing = self._comes(visit, entries, before, self.r.battement)
        if hearing is not None and self._tiring(hearing):
            hearing = self._comes(visit, entries, before, max(self.r.battement, MINUTES_LIBRES))
            self.since = hearing.entry if hearing is not None else self.since
        elif hearing is not None and self.rested:
            self.since = hearing.entry if hearing.free >= MINUTES_LIBRES else hearing.entry - hearing.free - before
        return hearing

    def _after_lunch(self, visit: Visit, entries: Sequence[int], before: int) -> Hearing | None:
        """A candidat heard after lunch: what is read and corrected for them is done before it, where possible."""
        ready = self.reached + before
        may_be = self._may_eat_at(ready) and self.reached >= visit.written_until
        if may_be and ready - self.since <= self.r.travail_continu:
            self.reached = ready
            self._eat()
            entry = _soonest(entries, self.reached)
            return None if entry is None else Hearing(visit, entry, ready - before, entry - ready)
        self._eat()
        return self._comes(visit, entries, before, self.r.battement)

    def _comes(self, visit: Visit, entries: Sequence[int], before: int, free: int) -> Hearing | None:
        """Somebody for whom so much is to be read and corrected, after so many free minutes: lunch is some."""
        free = 0 if self.rested and not before else free
        entry = _soonest(entries, max(self.reached + before, visit.written_until + visit.correcting) + free)
        return None if entry is None else Hearing(visit, entry, entry - free - before, free)

    def _tiring(self, hearing: Hearing) -> bool:
        """Whether the jury works too long for several candidats, the last of whom is this one."""
        return not self.rested and hearing.out + self.r.deliberation - self.since > self.r.travail_continu

    def _eat(self) -> None:
        self.reached = max(self.reached, self.lunch[0]) + self.r.pause_jury
        self.rested = self.eaten = True

    def _may_eat_at(self, reached: int) -> bool:
        return max(reached, self.lunch[0]) + self.r.pause_jury <= self.lunch[1]

    def _closed(self, hearings: tuple[Hearing, ...]) -> Layout | None:
        """The day with its clôture, after which the jury may leave: no break is due for it."""
        if self.reached + self.r.cloture > self.window[1]:
            return None
        laid = Layout(hearings, hearings[0].lecture - self.r.accueil_jury, self.reached, self.lunch[0])
        *busy, cloture = laid.busy(self.r)
        pause = earliest_break(self.lunch, self.r.pause_jury, [*busy, cloture])
        if pause is None:
            pause = earliest_break(self.lunch, self.r.pause_jury, busy)
        return None if pause is None else replace(laid, pause=pause)


def earliest_break(lunch: Span, minutes: int, busy: Sequence[Span]) -> int | None:
    """When a break in the window that overlaps nothing of this may begin at the earliest."""
    low, high = lunch
    places = sorted(place for place in (low, *(end for _, end in busy)) if low <= place <= high - minutes)
    return next((place for place in places if not overlaps((place, place + minutes), busy)), None)


def _soonest(entries: Sequence[int], after: int) -> int | None:
    place = bisect_left(entries, after)
    return entries[place] if place < len(entries) else None


def hours_of(layout: Layout, collective: dict[str, int]) -> Hours:
    """The hours of a layout, its candidats in the order of the key of the jury-day."""
    hearings = [_told(hearing) for hearing in layout.hearings]
    return Hours(
        passages=tuple(passages for passages, _ in hearings),
        lectures=tuple(hearing.lecture for hearing in layout.hearings),
        corrections=tuple(corrections for _, corrections in hearings),
        accueil=layout.accueil,
        cloture=layout.cloture,
        pause=layout.pause,
        collective=collective,
    )


def _told(hearing: Hearing) -> tuple[dict[str, int], dict[str, int]]:
    """The starts of a candidat's passages, and of their corrections, by épreuve."""
    visit = hearing.visit
    corrections, reached = {}, hearing.corrected
    for epreuve, length in visit.corrections:
        corrections[epreuve] = reached
        reached += length
    return {**visit.written, **{task.epreuve.id: hearing.entry + o for task, o in visit.orals}}, corrections


# Hours for an assignment, one jury-day at a time.


@dataclass(frozen=True, slots=True)
class Sequencing:
    """The hours of each jury-day used, by the index of its slot."""

    hours: dict[int, Hours]


def sequence(
    problem: Problem, patterns: Patterns, assignment: Assignment, closed: Collection[str]
) -> Sequencing | None:
    """Hours for every jury-day, at what it was counted at the levels closed (by name), at any cost at others.

    None where they were not found: no common start for a collective épreuve, or a candidat heard by several juries.
    """
    if any(kind.part for key in assignment.keys.values() for kind, _ in key.kinds):
        return None
    hours: dict[int, Hours] = {}
    for day in problem.days:
        slots = [s for s in sorted(assignment.sitting) if problem.slots[s].day == day.index]
        cases = {s: _case(patterns, assignment, s, closed) for s in slots}
        by_case = hours_in_common(problem, patterns, list(dict.fromkeys(cases.values())))
        if by_case is None:
            return None
        hours |= {s: by_case[cases[s]] for s in slots}
    return Sequencing(hours)


def _case(patterns: Patterns, assignment: Assignment, slot: int, closed: Collection[str]) -> Allowance:
    limits = (assignment.minutes[n.nom, slot] if n.nom in closed else MANY_DAYS for n in patterns.levels)
    return assignment.keys[slot], tuple(limits)


def relations(whole: WholeModel, assignment: Assignment, sequence_: Sequencing) -> list[Relation]:
    """The hours of a sequence as relations of the model narrowed to the juries that the assignment uses."""
    problem, x = whole.problem, whole.x
    result: list[Relation] = []
    for slot, original in zip(problem.slots, sorted(assignment.sitting), strict=True):
        hours = sequence_.hours[original]
        result += [x.accueil(slot) == hours.accueil, x.cloture(slot) == hours.cloture, x.pause(slot) == hours.pause]
        for position, index in enumerate(assignment.heard[original]):
            applicant = problem.applicants[index]
            result.append(x.lecture(applicant) == hours.lectures[position])
            for task in (problem.tasks[t] for t in applicant.tasks):
                here = task.watched or assignment.day_of[task.index] == slot.day
                if here:
                    result.append(x.start(task) == hours.passages[position][task.epreuve.id])
                if not task.watched:
                    result.append(x.correction(task) == hours.corrections[position][task.epreuve.id])
    return result
