"""A jury's day laid out by hand, in minutes: whom it hears and when, what it reads and corrects in between.

No solver is used: one thing after the other, as early as the rules let it, in whichever order of candidats fits. What
comes out is meant to respect every rule; the family's tests hold it to the audit.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, permutations
from math import ceil

from tpplanner.domain.duties import epreuves_de
from tpplanner.domain.plan import NatureTravail
from tpplanner.domain.referentiel import Epreuve, Nature, Surveillance
from tpplanner.domain.reglages import AVANCE_PAUSE_CANDIDAT, MINUTES_LIBRES
from tpplanner.domain.session import Candidat, Session

ORDERS = 24
"""How many orders of a day's candidats are tried."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hours:
    """A day in minutes from midnight: when a jury may begin, when a candidat may, when all must have ended."""

    jury: int
    candidats: int
    fin: int
    pause: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """A candidat before a jury: what he has written this day (end of each), and what is still to be corrected."""

    candidat: Candidat
    ecrits: tuple[tuple[Epreuve, Span], ...] = ()
    """written on this very day"""
    anciens: tuple[Epreuve, ...] = ()
    """written on an earlier day"""

    @property
    def release(self) -> int:
        """When he has written all that he must."""
        return max((fin for _, (_, fin) in self.ecrits), default=0)


@dataclass(frozen=True, slots=True)
class Work:
    """Something that the jury does by itself."""

    nature: NatureTravail
    debut: int
    fin: int
    candidat: str = ""
    epreuve: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A passage before the jury."""

    candidat: str
    epreuve: str
    debut: int
    fin: int


@dataclass(slots=True)
class Laid:
    """A jury's day."""

    works: list[Work] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """From its first to its last thing."""
        return min(w.debut for w in self.works), max(w.fin for w in self.works)


class DoesNotFit(Exception):
    """These candidats do not fit the day in that order."""


def lay_out(session: Session, hours: Hours, entries: Iterable[Entry]) -> Laid | None:
    """A jury's day with these candidats, in the first order that fits; None if none of those tried does."""
    for order in islice(_orders(session, list(entries)), ORDERS):
        try:
            return _Day(session, hours, list(order)).laid()
        except DoesNotFit:
            continue
    return None


def _orders(session: Session, entries: list[Entry]) -> Iterator[tuple[Entry, ...]]:
    """By when they are free, the longest last, the longest first; then any other."""
    lengths = {e.candidat.id: sum(m for _, m in watched(session, e.candidat)) for e in entries}
    first = sorted(entries, key=lambda e: (e.release, lengths[e.candidat.id]))
    yield tuple(first)
    yield tuple(sorted(entries, key=lambda e: (e.release, -lengths[e.candidat.id])))
    yield tuple(sorted(entries, key=lambda e: -lengths[e.candidat.id]))
    yield from permutations(first)


def minutes_of(candidat: Candidat, epreuve: Epreuve) -> int:
    """How long an épreuve lasts for a candidat."""
    return sum(ceil(phase.minutes * (1 + candidat.majoration(epreuve.nature_de(phase)))) for phase in epreuve.phases)


def watched(session: Session, candidat: Candidat) -> list[tuple[Epreuve, int]]:
    """What he passes before the jury, in order, with its minutes; every phase of it must be watched."""
    dues = [e for e in epreuves_de(session.referentiel, candidat) if e.devant_jury]
    assert all(p.presence is Surveillance.JURY for e in dues for p in e.phases), "no such titre in the family"
    return [(e, minutes_of(candidat, e)) for e in dues]


def written(session: Session, candidat: Candidat) -> list[Epreuve]:
    """What he writes, in order."""
    return [e for e in epreuves_de(session.referentiel, candidat) if not e.devant_jury]


def minutes_to_correct(session: Session, epreuve: Epreuve) -> int:
    """How long it takes to correct one."""
    if epreuve.correction is not None:
        return epreuve.correction
    if epreuve.modalite == "QP":
        return session.reglages.correction_qp
    return session.reglages.correction_ecrit if Nature.ECRIT in epreuve.natures else session.reglages.correction_autre


@dataclass(slots=True)
class _Task:
    nature: NatureTravail
    minutes: int
    release: int
    candidat: str
    epreuve: str = ""


class _Day:
    """Where a jury stands in its day."""

    def __init__(self, session: Session, hours: Hours, order: list[Entry]) -> None:
        self.session, self.hours, self.order = session, hours, order
        self.reglages = session.reglages
        self.done = Laid()
        self.now = self.rested = hours.jury
        self.lunched = False
        self.waiting = [task for entry in order for task in self._tasks(entry)]

    def _tasks(self, entry: Entry) -> Iterator[_Task]:
        who = entry.candidat.id
        yield _Task(NatureTravail.LECTURE, self.reglages.lecture, 0, who)
        for epreuve, (_, fin) in (*entry.ecrits, *((e, (0, 0)) for e in entry.anciens)):
            yield _Task(NatureTravail.CORRECTION, minutes_to_correct(self.session, epreuve), fin, who, epreuve.id)

    def laid(self) -> Laid:
        """The day; raises DoesNotFit."""
        self.now = self.rested = self._start()
        self.lunched = self.now >= self.hours.pause[0] + self.reglages.pause_jury
        self._work(NatureTravail.ACCUEIL, self.reglages.accueil_jury)
        for entry in self.order:
            self._prepare(entry)
            self._hear(entry)
        self._rest(self.reglages.cloture)
        self._work(NatureTravail.CLOTURE, self.reglages.cloture)
        if self.now > self.hours.fin:
            raise DoesNotFit
        return self.done

    def _start(self) -> int:
        """So that all is read when the first candidat comes, with lunch just before where it is his turn after it.

        With free minutes before, where he stays so long that the jury would work too long.
        """
        reading = self.reglages.accueil_jury + self.reglages.lecture * len(self.order)
        entry = self.order[0]
        stays = sum(minutes for _, minutes in watched(self.session, entry.candidat)) + self.reglages.deliberation
        free = self.reglages.battement
        if reading + free + stays > self.reglages.travail_continu:
            free = max(free, MINUTES_LIBRES)
        start = max(entry.release, self.hours.candidats) - reading - free
        if self._lunch_before(entry):
            start = entry.release - self.reglages.pause_jury - reading
        return max(self.hours.jury, start // 5 * 5)

    def _lunch_before(self, entry: Entry) -> bool:
        low, high = self.hours.pause
        return low <= entry.release - self.reglages.pause_jury and entry.release <= high

    # Before a candidat comes in

    def _prepare(self, entry: Entry) -> None:
        """Read and correct all that concerns him, and what else there is time for until he may come."""
        if not self.done.heard and self._lunch_before(entry):
            self._fill(entry.release - self.reglages.pause_jury)
            self._lunch(entry.release - self.reglages.pause_jury)
        for task in self._of(entry):
            self._fill(task.release)
            self._rest(task.minutes, max(self.now, task.release))
            self._wait(task.release)
            self._do(task)
        self._fill(self._earliest(entry) - self.reglages.battement)

    def _of(self, entry: Entry) -> list[_Task]:
        return sorted((t for t in self.waiting if t.candidat == entry.candidat.id), key=lambda t: t.release)

    def _fill(self, until: int) -> None:
        """Other candidats' tasks, as long as they end by then."""
        for task in sorted(self.waiting, key=lambda t: t.release):
            if task.release <= self.now and self.now + task.minutes <= until and not self._tiring(task.minutes):
                self._do(task)

    def _do(self, task: _Task) -> None:
        self.waiting.remove(task)
        self._work(task.nature, task.minutes, task.candidat, task.epreuve)

    # A candidat before the jury

    def _hear(self, entry: Entry) -> None:
        dues = watched(self.session, entry.candidat)
        length = sum(minutes for _, minutes in dues)
        battement = self.reglages.battement
        start = self._grid(max(self.now + battement, self._earliest(entry)))
        block = start + length + self.reglages.deliberation - self.now
        self._rest(block)
        start = self._long(dues[0][0], self._grid(max(self._after_rest(), self._earliest(entry))))
        if self._too_late_for_lunch(start + length + self.reglages.deliberation) or self._tiring_until(
            start + length + self.reglages.deliberation, start
        ):
            raise DoesNotFit
        self._wait(start)
        for epreuve, minutes in dues:
            self.done.heard.append(Heard(entry.candidat.id, epreuve.id, self.now, self.now + minutes))
            self.now += minutes
        if not self._has_lunch(entry):
            raise DoesNotFit
        self._work(NatureTravail.DELIBERATION, self.reglages.deliberation, entry.candidat.id)

    def _after_rest(self) -> int:
        """The jury breathes before a candidat, unless it has just rested."""
        return self.now if self.now == self.rested else self.now + self.reglages.battement

    def _earliest(self, entry: Entry) -> int:
        """When he may come: he has written, and had lunch where writing left no time for it before."""
        release = max(entry.release, self.hours.candidats)
        low, high = self._candidats_window()
        lunch = self.reglages.pause_candidat
        if entry.ecrits and entry.release > low and not self._free(entry, low, entry.release):
            after = entry.release + lunch
            if after <= high or any(d - low < lunch and high - f < lunch for _, (d, f) in entry.ecrits):
                return max(release, after)
        return release

    def _free(self, entry: Entry, low: int, high: int) -> bool:
        """Whether writing leaves him his lunch between two moments."""
        edges = [low, *(f for _, (_, f) in entry.ecrits if f >= low)]
        lunch = self.reglages.pause_candidat
        return any(e + lunch <= high and not any(d < e + lunch and e < f for _, (d, f) in entry.ecrits) for e in edges)

    def _has_lunch(self, entry: Entry) -> bool:
        """Whether the candidat's day leaves him his lunch: in the window, or after the passage that fills it."""
        low, high = self._candidats_window()
        lunch = self.reglages.pause_candidat
        mine = [(h.debut, h.fin) for h in self.done.heard if h.candidat == entry.candidat.id]
        spans = [*(span for _, span in entry.ecrits), *mine]
        places = [p for p in (low, *(f for _, f in spans if f >= low)) if p + lunch <= high]
        places += [f for d, f in spans if max(d - low, high - f) < lunch]
        return any(not any(d < p + lunch and p < f for d, f in spans) for p in places)

    def _candidats_window(self) -> Span:
        return self.hours.pause[0] - AVANCE_PAUSE_CANDIDAT, self.hours.pause[1]

    def _long(self, epreuve: Epreuve, start: int) -> int:
        """A long épreuve begins early in the morning or in the afternoon."""
        reglages = self.reglages
        morning, afternoon = (h.hour * 60 + h.minute for h in (reglages.longue_matin, reglages.longue_apres_midi))
        return max(start, afternoon) if epreuve.minutes >= reglages.epreuve_longue and start > morning else start

    # The jury's own time

    def _too_late_for_lunch(self, end: int) -> bool:
        low, high = self.hours.pause
        return not self.lunched and self.now < high and end > high - self.reglages.pause_jury and end > low

    def _tiring_until(self, end: int, start: int) -> bool:
        """Whether the jury would work too long: never for one candidat alone."""
        alone = start - self.now >= MINUTES_LIBRES or self.now == self.rested
        return not alone and end - self.rested > self.reglages.travail_continu

    def _tiring(self, minutes: int) -> bool:
        return self.now + minutes - self.rested > self.reglages.travail_continu

    def _rest(self, minutes: int, start: int | None = None) -> None:
        """Lunch where the next stretch would leave none, else some free minutes where it would be too long without."""
        low, high = self.hours.pause
        end = (self.now if start is None else start) + minutes
        if not self.lunched and self.now < high and end > high - self.reglages.pause_jury:
            self._lunch(max(self.now, low))
        elif self._tiring(end - self.now):
            if (
                not self.lunched
                and low - self.now < MINUTES_LIBRES
                and max(self.now, low) + self.reglages.pause_jury <= high
            ):
                self._lunch(max(self.now, low))
                return
            self.now += MINUTES_LIBRES
            self.rested = self.now

    def _lunch(self, start: int) -> None:
        end = start + self.reglages.pause_jury
        if end > self.hours.pause[1]:
            raise DoesNotFit
        self._fill(start)
        self.now = start
        self._work(NatureTravail.PAUSE, self.reglages.pause_jury)
        self.rested, self.lunched = self.now, True

    def _wait(self, until: int) -> None:
        if until - self.now >= MINUTES_LIBRES:
            self.rested = until
        self.now = max(self.now, until)

    def _grid(self, moment: int) -> int:
        return -(-moment // self.reglages.pas) * self.reglages.pas

    def _work(self, nature: NatureTravail, minutes: int, candidat: str = "", epreuve: str = "") -> None:
        self.done.works.append(Work(nature, self.now, self.now + minutes, candidat, epreuve))
        self.now += minutes
