"""On which days: what all write, and each candidat's hearings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product

from exhaustive.candidat import Path, Written, closed_by, length, minute
from exhaustive.jury_day import Entrant
from exhaustive.seats import Seat
from tpplanner.domain.session import Session

Groups = tuple[int, ...]


@dataclass(frozen=True)
class Calendar:
    """The day of each épreuve that all write, of each group of each candidat's hearings, of each correction.

    `due`: by candidat (rank) and épreuve, the day on which the jury corrects it: that of his next hearing.
    """

    written: dict[str, date]
    heard: dict[tuple[int, date], Groups]
    due: dict[tuple[int, str], date]

    @cached_property
    def candidat_days(self) -> frozenset[tuple[int, date]]:
        """Who comes on which day."""
        return frozenset({*self.heard, *((c, self.written[e]) for c, e in self.due)})

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which somebody comes."""
        return tuple(sorted({day for _, day in self.candidat_days}))

    def skipped(self, session: Session) -> int:
        """How many days of the session nobody comes on, after somebody came and before somebody comes again."""
        offered = sorted(jour.date for jour in session.jours)
        return offered.index(self.days[-1]) - offered.index(self.days[0]) + 1 - len(self.days)

    def opens(self, session: Session, day: date) -> int:
        """The minute at which the candidats' accueil ends."""
        reglages = session.reglages
        accueil = reglages.accueil if day == self.days[0] else reglages.accueil_autres_jours
        return minute(session.jour(day).accueil) + accueil

    def starts(self, session: Session, paths: list[Path]) -> Iterator[dict[str, int]]:
        """Every minute of the grid at which what all write may begin, nobody writing two at once."""
        pas = session.reglages.pas
        names = sorted(self.written)
        offered = []
        for name in names:
            longest = max(length(p.candidat, e) for p in paths for e in p.written if e.id == name)
            first, last = (
                self.opens(session, self.written[name]),
                minute(session.jour(self.written[name]).fin) - longest,
            )
            offered.append(range(-(-first // pas) * pas, last + 1, pas))
        for chosen in product(*offered):
            yield dict(zip(names, chosen, strict=True))

    def writes(self, path: Path, rank: int, day: date, starts: dict[str, int]) -> tuple[Written, ...]:
        """What a candidat writes on a day."""
        mine = [e for e in path.written if self.written[e.id] == day]
        spans = [(starts[e.id], starts[e.id] + length(path.candidat, e)) for e in mine]
        return tuple(Written(e.id, s, self.due[rank, e.id] == day) for e, s in zip(mine, spans, strict=True))

    def waits(self, session: Session, paths: list[Path], starts: dict[str, int]) -> int | None:
        """What candidats wait on days on which they only write; None where a rule about one of them is broken."""
        total = 0
        for rank, path in enumerate(paths):
            for day in self.days:
                mine = () if (rank, day) in self.heard else self.writes(path, rank, day, starts)
                if mine:
                    alone = path.day(day, [(session.referentiel.epreuve(w.epreuve), w.span) for w in mine])
                    if alone is None:
                        return None
                    total += alone
        return total

    def entrants(self, paths: list[Path], seat: Seat, starts: dict[str, int]) -> tuple[Entrant, ...]:
        """Those whom a jury hears on its day."""
        told = []
        for rank in seat.candidats:
            path = paths[rank]
            written = self.writes(path, rank, seat.day, starts)
            earlier = (e.id for e in path.written if self.written[e.id] < seat.day == self.due[rank, e.id])
            first = seat.day == min(day for c, day in self.heard if c == rank)
            opens, groups = self.opens(path.session, seat.day), self.heard[rank, seat.day]
            told.append(path.entrant(seat.day, opens, groups, written, tuple(earlier), first))
        return tuple(told)


def calendars(session: Session, paths: list[Path]) -> Iterator[Calendar]:
    """Every calendar in which each épreuve that all write comes before a hearing of each who writes it."""
    dates = [jour.date for jour in session.jours]
    names = sorted({e.id for path in paths for e in path.written})
    for days in product(dates, repeat=len(names)):
        written = dict(zip(names, days, strict=True))
        of_each = [list(_of_one(rank, path, written, dates)) for rank, path in enumerate(paths)]
        for chosen in product(*of_each):
            heard = {k: v for one, _ in chosen for k, v in one.items()}
            due = {k: v for _, one in chosen for k, v in one.items()}
            yield Calendar(written, heard, due)


def _of_one(
    rank: int, path: Path, written: dict[str, date], dates: list[date]
) -> Iterator[tuple[dict[tuple[int, date], Groups], dict[tuple[int, str], date]]]:
    """The days of one candidat's hearings, and of the corrections of what he writes."""
    for days in product(dates, repeat=len(path.groups)):
        heard = {(rank, d): tuple(g for g, day in enumerate(days) if day == d) for d in sorted(set(days))}
        mine = [e.id for e in path.written]
        # written on a day of hearings, it may come before or after them
        next_days = [_next(written[e], sorted(set(days))) for e in mine]
        for chosen in product(*next_days):
            due = {(rank, e): day for e, day in zip(mine, chosen, strict=True)}
            if _in_order(rank, path, days, due):
                yield heard, due


def _next(day: date, hearings: list[date]) -> list[date]:
    same = [d for d in hearings if d == day]
    later = [d for d in hearings if d > day]
    return [*same, *later[:1]]


def _in_order(rank: int, path: Path, days: tuple[date, ...], due: dict[tuple[int, str], date]) -> bool:
    """Whether each hearing comes on the day, or after, of what is due before it; the final interview on the last."""
    for group, day in zip(path.groups, days, strict=True):
        before = {b for e in group for b in (*e.apres, *e.aussitot_apres)}
        if any(due[rank, e.id] > day for e in path.written if e.id in before):
            return False
        for closed in (closed_by(path.session, path.candidat, e) for e in group):
            heard = [d for other, d in zip(path.groups, days, strict=True) if any(e.id in closed for e in other)]
            if any(d > day for d in heard) or any(due[rank, e.id] > day for e in path.written if e.id in closed):
                return False
    return True
