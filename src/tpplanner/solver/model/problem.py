"""The compiled session, as the solver reads it: whole minutes of the day, indices, plain tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import Enum
from functools import cached_property
from itertools import pairwise

from tpplanner.domain.appels import PoidsAttente, plis_ouverts
from tpplanner.domain.duties import minutes_de_correction
from tpplanner.domain.plan import Partie, Passage
from tpplanner.domain.referentiel import Epreuve
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import Candidat, Role, Session

NOON = 12 * 60
"""What begins before is of the morning."""

DAY = 24 * 60
"""Minutes in a day: moments of different days are compared as ``DAY * offset + minute``."""

Span = tuple[int, int]
"""Half-open minutes of a day."""


class Freedom(Enum):
    """How much a compiled problem leaves to the constraints.

    STRICT builds in what dominance and structure allow; LOOSE builds in nothing that a plan could express otherwise.
    """

    STRICT = "strict"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """A day of the session; `offset` counts calendar days from the first one."""

    index: int
    date: date
    offset: int
    open: int
    close: int
    accueil: int
    lunch: Span


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A phase of a task, with this candidat's minutes; `rooms` are the rooms it may take, none in the jury's own.

    `surveilled`: a surveillant is there; `alone`: only once others are in the room. `aided` says whether the candidat's
    aide is there.
    """

    index: int
    minutes: int
    offset: int
    watched: bool
    surveilled: bool
    alone: bool
    in_jury_room: bool
    shared: bool
    rooms: tuple[int, ...]
    aided: bool

    @property
    def watchable(self) -> bool:
        """Whether a surveillant may have to be there."""
        return self.surveilled or self.alone


StepRange = tuple[Step, Step]
"""The first and the last of steps of a task that follow each other."""


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """So many of those `able` (indices of people, or of vehicles) are there for some steps of a task, and busy then."""

    vehicle: bool
    count: int
    able: tuple[int, ...]
    fit: frozenset[int]
    """those of them who play that part, or are of that kind"""
    phases: tuple[int, ...]
    stretches: tuple[StepRange, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """One candidat's passage at one épreuve. `unit` is the chain before the jury that holds it, -1 if unwatched.

    `day` (index) is that of an unwatched one, where it is known.
    """

    index: int
    candidat: int
    epreuve: Epreuve
    steps: tuple[Step, ...]
    minutes: int
    unit: int
    rank: int
    on_grid: bool
    pinned: bool
    day: int | None = None
    bookings: tuple[Claim, ...] = ()
    elsewhere: bool = False
    """in a jury-day alone: it is passed on another day, of which nothing is said"""

    @property
    def watched(self) -> bool:
        """Whether the jury watches any of it."""
        return any(step.watched for step in self.steps)

    @property
    def aided(self) -> tuple[StepRange, ...]:
        """For which of its steps the candidat's aide is there."""
        return runs(self.steps, [step.aided for step in self.steps])

    @property
    def played(self) -> tuple[Claim, ...]:
        """Those who play in it."""
        return tuple(booking for booking in self.bookings if not booking.vehicle)

    @property
    def driven(self) -> tuple[Claim, ...]:
        """The vehicles that it takes."""
        return tuple(booking for booking in self.bookings if booking.vehicle)


def runs(steps: tuple[Step, ...], chosen: list[bool]) -> tuple[StepRange, ...]:
    """The chosen steps, those that follow each other together."""
    together: list[StepRange] = []
    for i, step in enumerate(steps):
        if chosen[i] and i and chosen[i - 1]:
            together[-1] = together[-1][0], step
        elif chosen[i]:
            together.append((step, step))
    return tuple(together)


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """Passages of one candidat before their jury that share a day and follow each other.

    `rigid`: nothing separates them, so that one start places them all. `oral`: they also take nothing but the jury in
    its room. `alone`: from its start to the deliberation the jury sees no other candidat. `juries` are those (slots, by
    index) that may hear it; None: any.
    """

    index: int
    candidat: int
    tasks: tuple[int, ...]
    rigid: bool
    oral: bool
    alone: bool
    juries: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Applicant:
    """A candidat: their tasks (in the order of the RE), their chains, when they are away on each day."""

    index: int
    id: str
    fiche: Candidat
    tasks: tuple[int, ...]
    units: tuple[int, ...]
    away: tuple[tuple[Span, ...], ...]
    weight: int
    """of a titre candidat in the quota, 0 for a CCP candidat, who weighs their jury minutes"""
    wait_weight: int
    """what a minute that they wait counts"""
    elsewhere: bool = False
    """in a jury-day alone: other juries hear them too, who may read, correct and deliberate; nothing is said of that"""


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """A jury that may sit on a day: given by the centre, or composed by the solver (`given` empty).

    `pool` are the membres (indices) who may sit in it; `least` and `most` how many do.
    """

    index: int
    day: int
    rank: int
    given: str
    pool: tuple[int, ...]
    least: int
    most: int


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """Somebody who may sit in juries or hold a role; one index a human."""

    index: int
    id: str
    away: tuple[tuple[Span, ...], ...]
    left: tuple[tuple[Span, ...], ...]
    """when they miss the end of a jury that has begun, which is not `away`"""
    roles: frozenset[Role]
    suppleant: bool
    membre: bool
    habilite: tuple[bool, ...]
    qualites: frozenset[str]

    def unable(self, day: int) -> tuple[Span, ...]:
        """When they cannot hold a role on a day (index)."""
        return (*self.away[day], *self.left[day])


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """A room, when it is closed on each day."""

    index: int
    id: str
    usages: tuple[str, ...]
    posts: int
    ressources: dict[str, int]
    accessible: bool
    closed: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Vehicle:
    """A vehicle, when it is not available on each day."""

    index: int
    id: str
    away: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True)
class Problem:
    """The compiled session."""

    session: Session
    freedom: Freedom
    days: tuple[Day, ...]
    applicants: tuple[Applicant, ...]
    tasks: tuple[Task, ...]
    units: tuple[Unit, ...]
    slots: tuple[Slot, ...]
    people: tuple[Person, ...]
    rooms: tuple[Room, ...]
    vehicles: tuple[Vehicle, ...]
    links: frozenset[tuple[int, int]]
    """(applicant, person) pairs that may not meet"""
    colleagues: frozenset[tuple[int, int]]
    """(person, person) pairs that may not sit in one jury, the lower index first"""
    apart: frozenset[tuple[int, int]]
    """(applicant, person) pairs of which the one does not play for the other"""
    waits: PoidsAttente
    """what a minute counts that a candidat waits"""
    shared_membres: bool
    """whether one membre may sit in two juries of one day"""
    one_of_turns: bool = False
    """whether this is one jury-day alone of a problem in which it may be tied to others at midday"""
    calls_known: bool = True
    """whether its passages say when each day's accueil is: not those of some of the candidats alone"""
    one_jury_each: bool = False
    """whether all chains of a candidat are before one jury: the other plans are left out"""

    @property
    def reglages(self) -> Reglages:
        """The réglages of the session."""
        return self.session.reglages

    def may_join(self, person: int, jury: Iterable[int]) -> bool:
        """Whether somebody may sit in one jury with these, as to where they come from."""
        return not self.colleagues or not any((min(person, p), max(person, p)) in self.colleagues for p in jury)

    @cached_property
    def watched_together(self) -> int:
        """The most candidats that any épreuve lets a jury watch at once."""
        return max((task.epreuve.simultanes for task in self.tasks), default=1)

    @cached_property
    def heard_whole(self) -> bool:
        """Whether one jury surely hears all chains of each candidat, as they are on one day (`jury_constant`)."""
        return all(len(a.units) <= 1 or self._on_one_day([self.units[u] for u in a.units]) for a in self.applicants)

    def _on_one_day(self, units: list[Unit]) -> bool:
        """Whether chains of one candidat surely share a day: of one table, not apart, parted by no link of days."""
        epreuves = [self.tasks[t].epreuve for unit in units for t in unit.tasks]
        tables = {self.session.referentiel.table_de(e.id) for e in epreuves}
        linked = self.reglages.enchainer and not self.session.reference
        return linked and len(tables) == 1 and not any(e.separee for e in epreuves) and len(set(self.parts(units))) == 1

    def parts(self, units: list[Unit]) -> list[int]:
        """The part of each chain of a candidat: a link of days to something of the part so far begins another."""
        parts: list[int] = []
        part, seen = 0, set[str]()
        for unit in units:
            for epreuve in (self.tasks[t].epreuve for t in unit.tasks):
                if any(n > 0 and before in seen for before, n in epreuve.jours_min):
                    part, seen = part + 1, set()
                seen.add(epreuve.id)
            parts.append(part)
        return parts

    @cached_property
    def longest_watched(self) -> int:
        """The longest phase that a jury watches."""
        return max((s.minutes for t in self.tasks for s in t.steps if s.watched), default=0)

    @cached_property
    def sealed(self) -> frozenset[str]:
        """The épreuves whose plis are still to be opened, in front of those who sit them first."""
        if not self.reglages.plis:
            return frozenset()
        return frozenset(t.epreuve.id for t in self.tasks if t.epreuve.sous_plis) - plis_ouverts(self.session)

    def is_sealed(self, task: Task) -> bool:
        """Whether plis may have to be opened before a task."""
        return task.epreuve.id in self.sealed and not task.elsewhere

    def slots_of(self, day: int) -> tuple[Slot, ...]:
        """The juries that may sit on a day."""
        return tuple(s for s in self.slots if s.day == day)

    def collectives(self) -> dict[str, tuple[Task, ...]]:
        """The tasks of each collective épreuve."""
        groups: dict[str, list[Task]] = {}
        for task in self.tasks:
            if task.epreuve.collective:
                groups.setdefault(task.epreuve.id, []).append(task)
        return {epreuve: tuple(tasks) for epreuve, tasks in groups.items()}

    def heard_in_part(self) -> frozenset[str]:
        """The candidats (ids) whom a jury of the reference plan has begun to hear."""
        now = self.session.maintenant
        passages = (p for plan in self.session.reference for p in plan.passages if p.suivies)
        return frozenset(p.candidat for p in passages if now is not None and p.suivies[0].debut < now)

    def to_be_watched(self, passages: Sequence[Passage]) -> list[tuple[Passage, Partie]]:
        """The parts of these passages over which a surveillant has to watch: always, or as others are in the room."""
        steps = {(self.applicants[t.candidat].id, t.epreuve.id, s.index): s for t in self.tasks for s in t.steps}
        parts = [(passage, partie) for passage in passages for partie in passage.parties]
        watched = []
        for passage, partie in parts:
            step = steps.get((passage.candidat, passage.epreuve, partie.phase))
            if step is not None and (step.surveilled or (step.alone and _joined(partie, [x for _, x in parts]))):
                watched.append((passage, partie))
        return watched

    def is_over(self, day: Day, at: int) -> bool:
        """Whether that minute of a day is history."""
        now = self.session.maintenant
        return now is not None and bool(self.session.reference) and (day.date, at) < (now.date(), minute(now))

    def has_entered(self, unit: Unit) -> bool:
        """Whether a jury of the reference plan has begun to hear that chain."""
        now, epreuves = self.session.maintenant, {self.tasks[t].epreuve.id for t in unit.tasks}
        candidat = self.applicants[unit.candidat].id
        passages = (p for plan in self.session.reference for p in plan.du_candidat(candidat) if p.epreuve in epreuves)
        return now is not None and any(x.debut < now for p in passages for x in p.suivies)

    def convocations(self) -> dict[tuple[str, date], int]:
        """The minute before which who was convened on a day does not begin: 0 where they agreed to come earlier."""
        return {(c.personne, c.jour): 0 if c.accord else minute(c.heure) for c in self.session.convocations}

    def unavailable(self, person: Person, day: Day) -> tuple[Span, ...]:
        """When somebody cannot be called upon: away, not convened that day where they were on others, or not yet."""
        hours = self.convocations()
        if not any(id_ == person.id for id_, _ in hours):
            return person.away[day.index]
        hour = hours.get((person.id, day.date), DAY)
        return (*person.away[day.index], (0, hour)) if hour else person.away[day.index]

    def free_throughout(self, people: Iterable[Person], day: Day) -> Iterator[tuple[Span, list[Person]]]:
        """The day cut wherever one of these people comes or goes, and who can be called upon throughout each part."""
        unable = [(p, (*self.unavailable(p, day), *p.left[day.index])) for p in people]
        bounds = sorted({0, DAY, *(m for _, spans in unable for span in spans for m in span)})
        for span in pairwise(bounds):
            yield span, [p for p, spans in unable if not any(a < span[1] and span[0] < b for a, b in spans)]

    def without_aide(self, applicant: Applicant, day: int) -> tuple[Span, ...]:
        """When the aide of a candidat is away on a day (index): nothing for which it is granted goes on then."""
        if not applicant.fiche.aide:
            return ()
        aide = next((p for p in self.people if p.id == applicant.fiche.aide), None)
        return aide.away[day] if aide is not None else ()

    def correction(self, epreuve: Epreuve) -> int:
        """Minutes to correct that épreuve for one candidat."""
        return minutes_de_correction(self.reglages, epreuve)


def _joined(partie: Partie, parties: list[Partie]) -> bool:
    """Whether others are in its room."""
    others = (x for x in parties if x is not partie and x.salle == partie.salle)
    return any(x.debut < partie.fin and partie.debut < x.fin for x in others)


def narrowed(
    problem: Problem, sitting: dict[int, tuple[int, ...]], hears: dict[int, int], day_of: dict[int, int]
) -> Problem:
    """The same problem with only those juries, each with only those membres, and each chain before its own jury.

    All by index: membres by jury, juries by chain, days by task without jury.
    """
    sitting_slots = [slot for slot in problem.slots if slot.index in sitting]
    slots = tuple(
        replace(slot, index=i, pool=sitting[slot.index], least=len(sitting[slot.index]), most=len(sitting[slot.index]))
        for i, slot in enumerate(sitting_slots)
    )
    called = [(slot.day, person) for slot in slots for person in slot.pool]
    index = {slot.index: i for i, slot in enumerate(sitting_slots)}
    units = tuple(replace(unit, juries=(index[hears[unit.index]],)) for unit in problem.units)
    tasks = tuple(replace(task, day=day_of.get(task.index)) for task in problem.tasks)
    shared = len(called) > len(set(called))
    return replace(problem, slots=slots, units=units, tasks=tasks, shared_membres=shared)


def as_called(problem: Problem, called: Sequence[int], juries: Sequence[int]) -> Problem:
    """The same problem with so many composed juries a day at most.

    How many membres are called each day is not imposed. It tells whether membres may sit twice: only where the
    juries of a day have more seats than that.
    """
    least = problem.session.referentiel.membres_min
    allowed_slots = [slot for slot in problem.slots if slot.given or slot.rank < juries[slot.day]]
    spare = bool(problem.session.jurys) or any(least * j > n for n, j in zip(called, juries, strict=True))
    slots = tuple(replace(slot, index=i) for i, slot in enumerate(allowed_slots))
    return replace(problem, slots=slots, shared_membres=problem.shared_membres and spare)


def unassigned(problem: Problem) -> Problem:
    """The same problem with each chain before any jury, and what is passed without jury on any day."""
    units = tuple(replace(unit, juries=None) for unit in problem.units)
    tasks = tuple(replace(task, day=None) for task in problem.tasks)
    return replace(problem, units=units, tasks=tasks, one_jury_each=False)


def begun_juries(session: Session, jour: date) -> int:
    """How many juries have begun on a day: each of them may close without having heard anybody."""
    now = session.maintenant
    sittings = (c for plan in session.reference for c in plan.compositions if c.jour == jour)
    return sum(now is not None and c.debut < now for c in sittings)


def minute(moment: time | datetime) -> int:
    """The minute of the day."""
    return moment.hour * 60 + moment.minute


def free_spans(opening: Span, away: tuple[Span, ...]) -> list[Span]:
    """The opening hours less the absences."""
    spans, low = [], opening[0]
    for start, end in sorted(away):
        if start > low:
            spans.append((low, min(start, opening[1])))
        low = max(low, end)
    if low < opening[1]:
        spans.append((low, opening[1]))
    return [s for s in spans if s[0] < s[1]]


def away_all_day(day: Day, away: tuple[Span, ...]) -> bool:
    """Whether somebody is away for the whole of the day's opening hours."""
    return any(debut <= day.open and day.close <= fin for debut, fin in away)
