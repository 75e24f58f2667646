"""What a jury does for one candidat on a day, taken out of a plan and put elsewhere: all else stays or is slid.

A hearing goes with what hangs on it: the reading of the file, the corrections, the deliberation, whoever accompanies
the candidat. Nothing is judged here: a place that breaks a rule is for the audit to refuse.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import TypeVar

from tpplanner.domain.appels import collectives
from tpplanner.domain.plan import (
    ARRONDI,
    Composition,
    NatureTravail,
    Partie,
    Passage,
    Plan,
    Presence,
    Travail,
    heure_ronde,
)
from tpplanner.domain.session import Session

JuryDay = tuple[str, date]
"""A jury (id) on a day."""

Stretch = tuple[datetime, datetime]

ENDS = (NatureTravail.ACCUEIL, NatureTravail.CLOTURE)
"""What a jury's day begins and ends with."""

_Timed = TypeVar("_Timed", Travail, Presence)


@dataclass(frozen=True, slots=True)
class Hearing:
    """A candidat before a jury on a day."""

    of: JuryDay
    passages: tuple[Passage, ...]
    works: tuple[Travail, ...]
    """what the jury has to do before it first sees them: it reads, it corrects"""
    deliberations: tuple[Travail, ...]
    written: tuple[Passage, ...] = ()
    """what they pass with everybody that day, before no jury"""

    @property
    def candidat(self) -> str:
        """Who is heard (id)."""
        return self.passages[0].candidat

    @property
    def entry(self) -> datetime:
        """When the jury first sees them."""
        return min(part.debut for part in self.seen)

    @property
    def out(self) -> datetime:
        """When the jury is through with them."""
        return max((*(p.fin for p in self.passages), *(t.fin for t in self.deliberations)))

    @property
    def seen(self) -> list[Partie]:
        """The parts that the jury watches."""
        return [part for passage in self.passages for part in passage.suivies]

    def busy(self) -> Iterator[Stretch]:
        """When the jury is with the candidat, or deliberates."""
        yield from ((part.debut, part.fin) for part in self.seen)
        yield from ((t.debut, t.fin) for t in self.deliberations)

    def at(self, entry: datetime) -> "Hearing":
        """The hearing with that entry: the works stay where they are."""
        moved = entry - self.entry
        return replace(
            self,
            passages=tuple(p.deplace(lambda moment: moment + moved) for p in self.passages),
            deliberations=tuple(_later(t, moved) for t in self.deliberations),
        )

    def slid(self, moved: timedelta, since: datetime | None = None) -> "Hearing":
        """The hearing so much later, but for works that are done before a moment."""
        works = tuple(_later(t, moved) if since is None or t.debut >= since else t for t in self.works)
        return replace(self.at(self.entry + moved), works=works)


def _later(timed: _Timed, moved: timedelta) -> _Timed:
    return replace(timed, debut=timed.debut + moved, fin=timed.fin + moved)


class Hearings:
    """The jury-days of a plan as hearings, and the plans in which some of them are others."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self.session, self.plan = session, plan
        self.rooms = {(c.jury, c.jour): c.salle for c in plan.compositions}
        self.hearings: dict[JuryDay, list[Hearing]] = {}
        """of the jury-days that hear anybody"""
        collective = collectives(session)
        by_candidat: dict[tuple[JuryDay, str], list[Passage]] = {}
        for passage in plan.passages:
            for of in {(part.jury, part.debut.date()) for part in passage.suivies}:
                by_candidat.setdefault((of, passage.candidat), []).append(passage)
        for (of, candidat), passages in sorted(by_candidat.items(), key=lambda x: x[1][0].debut):
            mine = [t for t in plan.travaux if t.candidat == candidat and (t.jury, t.debut.date()) == of]
            before = tuple(t for t in mine if t.nature is not NatureTravail.DELIBERATION)
            after = tuple(t for t in mine if t.nature is NatureTravail.DELIBERATION)
            written = tuple(p for p in plan.du_candidat(candidat) if p.jour == of[1] and p.epreuve in collective)
            self.hearings.setdefault(of, []).append(Hearing(of, tuple(passages), before, after, written))
        self._ends = {of: [t for t in plan.travaux if (t.jury, t.debut.date()) == of] for of in self.hearings}

    def day(self, of: JuryDay) -> Stretch:
        """From when to when anything may be done that day."""
        jour = self.session.jour(of[1])
        return jour.a(jour.ouverture), jour.a(jour.fin)

    def grid(self, low: datetime, high: datetime) -> Iterator[datetime]:
        """The hours on the step of the réglages from one moment to another."""
        step = self.session.reglages.pas
        minute = low.hour * 60 + low.minute
        moment = low + timedelta(minutes=-minute % step)
        while moment <= high:
            yield moment
            moment += timedelta(minutes=step)

    def with_works(self, hearing: Hearing, others: Iterable[Hearing], wished: Iterable[Travail] = ()) -> Hearing | None:
        """The hearing with each of its works where it is wished, if its jury is free then; else just before the entry.

        None where there is no time for one.
        """
        others = list(others)
        apart = timedelta(minutes=self.session.reglages.battement)
        taken = [*hearing.busy(), (hearing.entry - apart, hearing.entry)]
        for other in others:
            taken += [*other.busy(), (other.entry - apart, other.entry), *((t.debut, t.fin) for t in other.works)]
        opening = self.day(hearing.of)[0]
        ends = [t for t in self._ends.get(hearing.of, ()) if t.nature is NatureTravail.ACCUEIL]
        opening += max((t.fin - t.debut for t in ends), default=timedelta(minutes=self.session.reglages.accueil_jury))
        slots = {(t.nature, t.epreuve): t.debut for t in wished}
        placed: list[Travail] = []
        for work in sorted(hearing.works, key=lambda t: (t.debut, t.epreuve), reverse=True):
            low = max([opening, *self._handed_in(work, hearing)])
            length = work.fin - work.debut
            debut = slots.get((work.nature, work.epreuve))
            if (
                debut is None
                or debut < low
                or debut + length > hearing.entry
                or not _free(debut, debut + length, taken)
            ):
                debut = _latest(low, hearing.entry - apart, length, taken)
            if debut is None:
                return None
            placed.append(replace(work, jury=hearing.of[0], debut=debut, fin=debut + length))
            taken.append((debut, debut + length))
        return replace(hearing, works=tuple(placed))

    def works_elsewhere(self, hearing: Hearing) -> Iterator[Hearing]:
        """The hearing with one of its works just before the entry, during a written épreuve, or right after something.

        And where it is, on a round hour.
        """
        apart = timedelta(minutes=self.session.reglages.battement)
        others = [h for h in self.hearings[hearing.of] if h is not hearing]
        taken = [*hearing.busy(), (hearing.entry - apart, hearing.entry)]
        for other in others:
            taken += [*other.busy(), (other.entry - apart, other.entry), *((t.debut, t.fin) for t in other.works)]
        opening = self.day(hearing.of)[0]
        for work in hearing.works:
            length, rest = work.fin - work.debut, [t for t in hearing.works if t is not work]
            busy = [*taken, *((t.debut, t.fin) for t in rest)]
            low = max([opening, *self._handed_in(work, hearing)])
            rounded = heure_ronde(work.debut)
            starts = {_latest(low, hearing.entry - apart, length, busy), rounded, rounded + timedelta(minutes=ARRONDI)}
            starts |= {_latest(max(low, p.debut), p.fin, length, busy) for p in hearing.written}
            starts |= {fin for _, fin in busy}
            for debut in sorted(s for s in starts if s is not None and s != work.debut):
                if low <= debut and debut + length <= hearing.entry and _free(debut, debut + length, busy):
                    yield replace(hearing, works=(*rest, replace(work, debut=debut, fin=debut + length)))

    def works_exchanged(self, of: JuryDay) -> Iterator[list[Hearing]]:
        """The hearings of a jury-day, two of its works in each other's place: the first ends when the last did."""
        hearings = self.hearings[of]
        whose = {t: h for h in hearings for t in h.works}
        for first, last in combinations(sorted(whose, key=lambda t: t.debut), 2):
            soon = _later(last, first.debut - last.debut)
            late = _later(first, last.fin - first.fin)
            in_time = all(soon.debut >= moment for moment in self._handed_in(last, whose[last]))
            if in_time and late.fin <= whose[first].entry - timedelta(minutes=self.session.reglages.battement):
                placed = {first: late, last: soon}
                yield [replace(h, works=tuple(placed.get(t, t) for t in h.works)) for h in hearings]

    def closed_up(self, of: JuryDay) -> list[Hearing] | None:
        """The hearings of a jury-day with all that it does before it first hears anybody right before it does.

        None where something of it is handed in too late.
        """
        hearings = self.hearings[of]
        entry = min(h.entry for h in hearings)
        early = [(t, h) for h in hearings for t in h.works if t.debut < entry]
        opening, taken = self.day(of)[0], [(entry - timedelta(minutes=self.session.reglages.battement), entry)]
        placed: dict[Travail, Travail] = {}
        lows = {t: max([opening, *self._handed_in(t, h)]) for t, h in early}
        for work in sorted(lows, key=lambda t: (lows[t], t.debut, t.epreuve), reverse=True):
            length = work.fin - work.debut
            debut = _latest(lows[work], entry, length, taken)
            if debut is None:
                return None
            placed[work] = replace(work, debut=debut, fin=debut + length)
            taken.append((debut, debut + length))
        return [replace(h, works=tuple(placed.get(t, t) for t in h.works)) for h in hearings]

    def first_sooner(self, of: JuryDay) -> Iterator[list[Hearing]]:
        """The hearings of a jury-day, the first one at each sooner hour: what is done for others waits if it must."""
        first, *others = sorted(self.hearings[of], key=lambda h: h.entry)
        lows = {t: max([self.day(of)[0], *self._handed_in(t, h)]) for h in (first, *others) for t in h.works}
        early = [t for h in others for t in h.works if t.debut < first.entry]
        begin = min((t.debut for t in (*first.works, *early)), default=first.entry)
        apart = timedelta(minutes=self.session.reglages.battement)
        for entry in self.grid(begin + apart, first.entry - timedelta(minutes=1)) if early else ():
            sooner = first.at(entry)
            placed: dict[Travail, Travail] = {}
            before, after = begin, sooner.out
            for work in (*sorted(first.works, key=lows.__getitem__), *sorted(early, key=lows.__getitem__)):
                debut, length = max(before, lows[work]), work.fin - work.debut
                if debut + length <= entry - apart:
                    before = debut + length
                elif work in first.works:
                    break
                else:
                    debut = max(after, lows[work])
                    after = debut + length
                placed[work] = replace(work, debut=debut, fin=debut + length)
            else:
                yield [replace(h, works=tuple(placed.get(t, t) for t in h.works)) for h in (sooner, *others)]

    def ends_closed_up(self, of: JuryDay) -> Iterator[tuple[Travail, timedelta]]:
        """By how much later a jury-day's accueil and clôture would be with nothing between them and what it does.

        The accueil may leave time for lunch.
        """
        hearings, lunch = self.hearings[of], timedelta(minutes=self.session.reglages.pause_jury)
        first = min(debut for h in hearings for debut in (*(t.debut for t in h.works), h.entry))
        last = max(h.out for h in hearings)
        for end in (t for t in self._ends[of] if t.nature in ENDS):
            if end.nature is NatureTravail.CLOTURE:
                yield end, last - end.debut
            else:
                yield end, first - end.fin
                yield end, first - lunch - end.fin

    def _handed_in(self, work: Travail, hearing: Hearing) -> Iterator[datetime]:
        """When what is corrected has been handed in."""
        if work.nature is NatureTravail.CORRECTION:
            joined = {p.epreuve: p for p in hearing.written}
            own = (p for p in self.plan.passages if (p.candidat, p.epreuve) == (work.candidat, work.epreuve))
            yield from (joined.get(p.epreuve, p).fin for p in own)

    def before(self, hearing: Hearing, of: JuryDay) -> Hearing:
        """The hearing before another jury, or on another day, at the same hours, in the room of that jury."""
        rooms = {self.rooms.get(hearing.of, ""): self.rooms.get(of, "")}
        days = of[1] - hearing.of[1]

        def there(part: Partie) -> Partie:
            part = replace(part, debut=part.debut + days, fin=part.fin + days)
            return replace(part, jury=of[0], salle=rooms.get(part.salle, part.salle)) if part.jury else part

        return Hearing(
            of,
            tuple(replace(p, parties=tuple(map(there, p.parties))) for p in hearing.passages),
            tuple(replace(_later(t, days), jury=of[0]) for t in hearing.works),
            tuple(replace(_later(t, days), jury=of[0]) for t in hearing.deliberations),
            tuple(self._joined(p, of[1]) for p in hearing.written),
        )

    def _joined(self, written: Passage, jour: date) -> Passage:
        """What is passed with everybody, with those of a day who begin it then; where it is if nobody does."""
        together = next((p for p in self.plan.passages if (p.epreuve, p.jour) == (written.epreuve, jour)), written)
        moved, salle = together.debut - written.debut, together.parties[0].salle
        parties = (replace(x, debut=x.debut + moved, fin=x.fin + moved, salle=salle) for x in written.parties)
        return replace(written, parties=tuple(parties)) if moved else written

    def with_hearings(self, changed: dict[JuryDay, list[Hearing]]) -> Plan:
        """The plan in which these jury-days hold these hearings: their ends follow, breaks are to be written anew."""
        gone = {
            (h.candidat, p.epreuve): p for of in changed for h in self.hearings[of] for p in (*h.passages, *h.written)
        }
        there = {
            (h.candidat, p.epreuve): p
            for hearings in changed.values()
            for h in hearings
            for p in (*h.passages, *h.written)
        }
        moved = {key: there[key].debut - p.debut for key, p in gone.items() if key in there}
        ends = {of: self._ends_around(of, hearings) for of, hearings in changed.items()}
        works = [t for hearings in changed.values() for h in hearings for t in (*h.works, *h.deliberations)]
        return replace(
            self.plan,
            passages=(
                *(p for p in self.plan.passages if (p.candidat, p.epreuve) not in gone),
                *there.values(),
            ),
            travaux=(
                *(t for t in self.plan.travaux if (t.jury, t.debut.date()) not in changed),
                *works,
                *(t for around in ends.values() for t in around),
            ),
            presences=tuple(self._followed(gone, moved)),
            compositions=tuple(
                replace(c, debut=ends[c.jury, c.jour][0].debut, fin=ends[c.jury, c.jour][-1].fin)
                if (c.jury, c.jour) in changed
                else c
                for c in self.plan.compositions
                if changed.get((c.jury, c.jour), True)
            ),
        )

    def with_end(self, work: Travail, moved: timedelta) -> Plan:
        """The plan with the accueil or the clôture of a jury-day so much later."""
        of, other = (work.jury, work.debut.date()), _later(work, moved)

        def around(composition: Composition) -> Composition:
            if (composition.jury, composition.jour) != of:
                return composition
            if work.nature is NatureTravail.ACCUEIL:
                return replace(composition, debut=other.debut)
            return replace(composition, fin=other.fin)

        return replace(
            self.plan,
            travaux=tuple(other if t is work else t for t in self.plan.travaux),
            compositions=tuple(map(around, self.plan.compositions)),
        )

    def _ends_around(self, of: JuryDay, hearings: list[Hearing]) -> list[Travail]:
        """A jury-day's accueil and clôture around these hearings: where they are as long as these are its own."""
        if not hearings:
            return []
        first = min(debut for h in hearings for debut in (*(t.debut for t in h.works), h.entry))
        last = max(h.out for h in hearings)
        old = {t.nature: t for t in self._ends[of] if t.nature in ENDS}
        accueil, cloture = old[NatureTravail.ACCUEIL], old[NatureTravail.CLOTURE]
        before = min(debut for h in self.hearings[of] for debut in (*(t.debut for t in h.works), h.entry))
        after = max(h.out for h in self.hearings[of])
        return [_later(accueil, first - before), _later(cloture, last - after)]

    def _followed(
        self, gone: dict[tuple[str, str], Passage], moved: dict[tuple[str, str], timedelta]
    ) -> Iterator[Presence]:
        """Those who accompany somebody, or watch over one who prepares alone, go with the passage."""
        watched = {
            (part.salle, part.debut, part.fin): moved[key]
            for key, p in gone.items()
            if key in moved
            for part in p.parties
            if not part.jury
        }
        for presence in self.plan.presences:
            key = presence.candidat, presence.epreuve
            if key in moved:
                yield _later(presence, moved[key])
            elif not presence.candidat and (presence.salle, presence.debut, presence.fin) in watched:
                yield _later(presence, watched[presence.salle, presence.debut, presence.fin])
            else:
                yield presence


def _free(debut: datetime, fin: datetime, taken: Iterable[Stretch]) -> bool:
    return not any(d < fin and debut < f for d, f in taken)


def _latest(low: datetime, high: datetime, length: timedelta, taken: Iterable[Stretch]) -> datetime | None:
    """The latest start of a free stretch of that length between two moments."""
    taken = list(taken)
    starts = sorted({high - length, *(d - length for d, _ in taken if d <= high)}, reverse=True)
    return next((s for s in starts if low <= s and s + length <= high and _free(s, s + length, taken)), None)
