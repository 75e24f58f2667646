"""A session by trying everything: on which days, before which juries, and then every minute of the grid."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count, product

from exhaustive.calendar_ import Calendar, calendars
from exhaustive.candidat import NotTried, Path, minute, waiting
from exhaustive.drawn_up import drawn_up
from exhaustive.jury_day import Cost, Entrant, JuryDay, Lengths, Schedule, Span
from exhaustive.seats import Seat, seatings
from tpplanner.domain.plan import Plan
from tpplanner.domain.reglages import NIVEAUX
from tpplanner.domain.session import Session

COMPARED = ("1", "2", "2b", "3", "4a", "4b")
"""The levels that are made as small as may be, in turn."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best plan, and what it costs at each of the levels compared."""

    costs: tuple[int, ...]
    plan: Plan


def best_by_trying_everything(session: Session, step: int | None = None) -> Found | None:
    """The best plan of a session; None where it has none. Raises NotTried.

    Juries do things on a grid of their own (`step` minutes, that of passages where it is not given): it is as good as
    any where it divides all lengths and hours.
    """
    if session.reglages.niveaux != NIVEAUX or session.referentiel.qualites or not session.reglages.enchainer:
        raise NotTried("réglages")
    paths = [Path(session, c) for c in session.candidats]
    known = list(calendars(session, paths))
    for called in range(session.referentiel.membres_min, len(session.membres) * len(session.jours) + 1):
        for used, skipped in sorted({(len(c.days), c.skipped(session)) for c in known}):
            alike = [c for c in known if (len(c.days), c.skipped(session)) == (used, skipped)]
            found = _Class(session, paths, alike, called, step or session.reglages.pas).best()
            if found is not None:
                return Found((called, used, skipped, *found[0]), found[1])
    return None


Costs = tuple[int, int, int]
"""Presence, days of candidats, waits: the levels after days of membres, days and days skipped."""

Juries = tuple[Schedule, ...]


class _Class:
    """All that costs so many days and so many days of membres: the least of the rest among it."""

    def __init__(self, session: Session, paths: list[Path], known: list[Calendar], called: int, step: int) -> None:
        self.session, self.paths, self.known, self.called = session, paths, known, called
        reglages = session.reglages
        self.lengths = Lengths(
            step=step,
            accueil=reglages.accueil_jury,
            cloture=reglages.cloture,
            battement=reglages.battement,
            pause=reglages.pause_jury,
            limit=reglages.travail_continu,
            late=minute(reglages.fin_tardive),
            late_weight=waiting(session)[1],
            midday=(minute(reglages.midi_debut), minute(reglages.midi_fin)),
            at_midday=reglages.presence_midi,
        )
        self._known: dict[object, JuryDay] = {}

    def best(self) -> tuple[Costs, Plan] | None:
        """The least, the first plan of that cost that the audit accepts."""
        heap: list[tuple[Costs, int, Iterator[tuple[Costs, Plan | None]], Plan | None]] = []
        order = count()

        def push(later: Iterator[tuple[Costs, Plan | None]]) -> None:
            item = next(later, None)
            if item is not None:
                heappush(heap, (item[0], next(order), later, item[1]))

        for calendar in self.known:
            for seats in seatings(self.session, self.paths, calendar, self.called):
                for starts in calendar.starts(self.session, self.paths):
                    push(self._plans(calendar, seats, starts))
        while heap:
            costs, _, later, plan = heappop(heap)
            if plan is not None:
                return costs, plan
            push(later)
        return None

    def _plans(
        self, calendar: Calendar, seats: tuple[Seat, ...], starts: dict[str, int]
    ) -> Iterator[tuple[Costs, Plan | None]]:
        """Bounds, then plans where the audit accepts them, in the order of what they cost."""
        waits = calendar.waits(self.session, self.paths, starts)
        if waits is None:
            return
        days = len(calendar.candidat_days)
        juries_ = [self._jury_day(seat, calendar.entrants(self.paths, seat, starts)) for seat in seats]
        if not all(e.hearings for jury in juries_ for e in jury.entrants):
            return
        shortest = [jury.work + self.lengths.battement * len(jury.entrants) for jury in juries_]
        least: list[Cost] = []
        for i, jury in enumerate(juries_):
            presence = shortest[i]
            while presence <= jury.hours[1] - jury.hours[0] + self.lengths.at_midday:
                told = sum(p for p, _ in least) + presence + sum(shortest[i + 1 :])
                yield (told, days, waits + sum(w for _, w in least)), None
                cost = jury.least(presence)
                if cost is not None:
                    least.append(cost)
                    break
                presence += self.lengths.grain
            if len(least) <= i:
                return
        for cost, together in self._together(juries_, least):
            costs = (cost[0], days, waits + cost[1])
            yield costs, None
            yield costs, drawn_up(self.session, self.paths, seats, together, (calendar, starts))

    # One jury, then all together

    def _jury_day(self, seat: Seat, entrants: tuple[Entrant, ...]) -> JuryDay:
        key = (seat.hours, seat.half, seat.day, entrants)
        if key not in self._known:
            fiche = self.session.jour(seat.day)
            lunch: Span = minute(fiche.pause_debut), minute(fiche.pause_fin)
            self._known[key] = JuryDay(self.lengths, seat.hours, lunch, entrants, half=seat.half)
        return self._known[key]

    def _together(self, days: list[JuryDay], least: list[Cost]) -> Iterator[tuple[Cost, Juries]]:
        """Days of all the juries in the order of what they cost together."""
        best = sum(p for p, _ in least), sum(w for _, w in least)
        for juries in product(*(d.schedules(*cost) for d, cost in zip(days, least, strict=True))):
            yield best, juries
        longest = sum(day.hours[1] - day.hours[0] + self.lengths.at_midday for day in days)
        for presence in range(best[0], longest, self.lengths.grain):
            more = presence - best[0]
            known = [d.schedules(p + more) for d, (p, _) in zip(days, least, strict=True)]
            alike = (j for j in product(*known) if sum(s.cost[0] for s in j) == presence)
            priced = [((presence, sum(s.cost[1] for s in j)), j) for j in alike]
            yield from sorted((x for x in priced if x[0] > best), key=lambda x: x[0])
