"""What a plan becomes once passages are put elsewhere: what hangs on them follows, all else stays where it is.

A whole passage is all that a candidat passes before one jury on a day. The works of the juries that it leaves and joins
give way to it, on the first free minutes; juries, surveillants, aides, comédiens and responsables whose hours were
those of what moves keep to it. Nothing is judged here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from tpplanner.audit.view import JuryJour
from tpplanner.domain.appels import accueils_de
from tpplanner.domain.plan import Accueil, Composition, NatureTravail, Partie, Passage, Plan, Presence, Travail
from tpplanner.domain.session import Jour, Role, Session


@dataclass(frozen=True, slots=True)
class Put:
    """Where a hand puts a passage: when its épreuve begins, before which jury (empty: the one that hears it).

    The whole passage goes with it, unless it is `seule`.
    """

    candidat: str
    epreuve: str
    debut: datetime
    jury: str = ""
    seule: bool = False


_Key = tuple[str, str]
"""A candidat and an épreuve (ids)."""
_Extent = tuple[datetime, datetime]
_Piece = Passage | Travail | Accueil | Presence


def passage_of(plan: Plan, candidat: str, epreuve: str) -> Passage | None:
    """The passage of a candidat at an épreuve."""
    return next((p for p in plan.passages if (p.candidat, p.epreuve) == (candidat, epreuve)), None)


def jury_of(passage: Passage) -> str:
    """The jury (id) that hears a passage, empty where none does."""
    return passage.suivies[0].jury if passage.suivies else ""


def whole_passage(session: Session, plan: Plan, passage: Passage) -> tuple[Passage, ...]:
    """All that moves with a passage: what the candidat has before one jury that day, and what leads on to it at once.

    A collective épreuve is one by itself.
    """
    pause = timedelta(minutes=session.reglages.courte_pause)
    group = [passage]
    if session.referentiel.epreuve(passage.epreuve).collective:
        return (passage,)
    others = [p for p in plan.passages if (p.candidat, p.jour) == (passage.candidat, passage.jour) and p != passage]
    others = [p for p in others if not session.referentiel.epreuve(p.epreuve).collective]
    while True:
        jury = next((j for p in group if (j := jury_of(p))), "")
        joined = next((p for p in others if _goes_with(p, group, jury, pause)), None)
        if joined is None:
            return tuple(sorted(group, key=lambda p: p.debut))
        group.append(joined)
        others.remove(joined)


def _goes_with(passage: Passage, group: Sequence[Passage], jury: str, pause: timedelta) -> bool:
    own = jury_of(passage)
    if own and own == jury:
        return True
    apart = (max(passage.debut - p.fin, p.debut - passage.fin) for p in group)
    return (not own or not jury) and any(timedelta(0) <= gap <= pause for gap in apart)


@dataclass(frozen=True, slots=True)
class _Shift:
    """How a passage moves: later by so much, from one jury-day to another, from one own room to another."""

    later: timedelta
    left: JuryJour
    joined: JuryJour
    rooms: tuple[str, str]

    def of(self, passage: Passage) -> Passage:
        """The passage where it goes."""

        def there(x: Partie) -> Partie:
            salle = self.rooms[1] if x.salle == self.rooms[0] and all(self.rooms) else x.salle
            jury = self.joined[0] if x.jury else ""
            return replace(x, debut=x.debut + self.later, fin=x.fin + self.later, salle=salle, jury=jury)

        affiche = passage.affiche + self.later if passage.affiche is not None else None
        return replace(passage, parties=tuple(there(x) for x in passage.parties), affiche=affiche)


def accueils_follow(session: Session, plan: Plan) -> bool:
    """Whether what is done with candidats before they pass is where passages ask for it, and follows them."""
    return plan.accueils == accueils_de(session, plan.passages)


def displaced(session: Session, plan: Plan, puts: Iterable[Put], *, follow: bool | None = None) -> Plan:
    """The plan with these passages put elsewhere, all at once, and what hangs on them.

    `follow`: what `accueils_follow` says of the plan, where that is known.
    """
    shifts: dict[_Key, _Shift] = {}
    for put in puts:
        passage = passage_of(plan, put.candidat, put.epreuve)
        if passage is not None:
            group = (passage,) if put.seule else whole_passage(session, plan, passage)
            shift = _shift(plan, passage, group, put)
            if shift.later or shift.left != shift.joined:
                shifts |= {(p.candidat, p.epreuve): shift for p in group}
    if not shifts:
        return plan
    follow = accueils_follow(session, plan) if follow is None else follow
    return _Displacement(session, plan, shifts).plan(follow=follow)


def _shift(plan: Plan, passage: Passage, group: Sequence[Passage], put: Put) -> _Shift:
    own = next((j for p in group if (j := jury_of(p))), "")
    left, joined = (own, passage.jour), ((put.jury or own) if own else "", put.debut.date())
    return _Shift(put.debut - passage.debut, left, joined, (_own_room(plan, left), _own_room(plan, joined)))


def _own_room(plan: Plan, of: JuryJour) -> str:
    """A jury's own room (id) on a day; none where it does not sit."""
    return next((c.salle for c in plan.compositions if (c.jury, c.jour) == of), "")


class _Displacement:
    """Passages on their way: the plan before, and what becomes of each piece of it."""

    def __init__(self, session: Session, plan: Plan, shifts: Mapping[_Key, _Shift]) -> None:
        self.session, self.before, self.shifts = session, plan, shifts
        self.days = {of[1] for s in shifts.values() for of in (s.left, s.joined)}
        self.juries = tuple(dict.fromkeys(of for s in shifts.values() for of in (s.left, s.joined) if of[0]))
        self.passages = tuple(self._moved(p) for p in plan.passages)
        self.moved = tuple((p, q) for p, q in zip(plan.passages, self.passages, strict=True) if p is not q)

    def _moved(self, passage: Passage) -> Passage:
        shift = self.shifts.get((passage.candidat, passage.epreuve))
        return shift.of(passage) if shift is not None else passage

    def plan(self, *, follow: bool) -> Plan:
        """The plan after; accueils are those that it asks for, where they `follow`."""
        heard = {(x.jury, x.debut.date()) for p in self.passages for x in p.suivies}
        gone = {of for of in self.juries if of not in heard}
        travaux = tuple(t for t in self._works() if _jury_day(t) not in gone)
        extents = {of: _extent(_done(self.passages, travaux, of)) for of in self.juries}
        before = {of: _extent(_done(self.before.passages, self.before.travaux, of)) for of in self.juries}
        compositions = tuple(
            _stretched(c, before.get(_sitting(c)), extents.get(_sitting(c)))
            for c in self.before.compositions
            if _sitting(c) not in gone
        )
        accueils = accueils_de(self.session, self.passages) if follow else self.before.accueils
        presences = tuple(self._presences())
        pieces: tuple[_Piece, ...] = (
            *self.passages,
            *travaux,
            *accueils,
            *(p for p in presences if p.role != Role.RESPONSABLE),
        )
        return Plan(self.passages, travaux, tuple(self._led(presences, pieces)), compositions, accueils)

    # The works of the juries that hear one candidat more or fewer

    def _works(self) -> list[Travail]:
        about = {(p.candidat, s.left): s.joined for p, _ in self.moved if (s := self._shift_of(p)).left[0]}
        travaux = [self._deliberated(t) for t in self.before.travaux]
        works: dict[int, Travail] = {}
        for of in self.juries:
            own = {i: t for i, t in enumerate(travaux) if about.get((t.candidat, _jury_day(t)), _jury_day(t)) == of}
            own = {i: t for i, t in own.items() if t.nature is not NatureTravail.DELIBERATION}
            done = [(t.debut, t.fin) for t in self.before.travaux if _jury_day(t) == of and t.nature not in _ENDS]
            spans = [*_heard_and_done(self.before.passages, self.before.travaux, of), *done]
            newcomers = {candidat for (candidat, _), joined in about.items() if joined == of}
            if (jour := next((j for j in self.session.jours if j.date == of[1]), None)) is not None:
                works |= _Fitting(self.session, self.passages, travaux, (of[0], jour), newcomers).fitted(own, spans)
        return [works.get(i, t) for i, t in enumerate(travaux)]

    def _shift_of(self, passage: Passage) -> _Shift:
        return self.shifts[passage.candidat, passage.epreuve]

    def _deliberated(self, travail: Travail) -> Travail:
        """A deliberation still at the end of what a candidat passed before it; any other work as it is."""
        if travail.nature is not NatureTravail.DELIBERATION or travail.candidat not in {
            p.candidat for p, _ in self.moved
        }:
            return travail
        own = [(p, self._moved(p)) for p in self.before.passages if p.candidat == travail.candidat and p.suivies]
        end = next(((p, q) for p, q in own if p.fin == travail.debut), None)
        if end is None:
            return travail
        stays = any(p.jour == q.jour == end[0].jour for p, q in own)
        jour = end[0].jour if stays else end[1].jour
        last = max((q for _, q in own if q.jour == jour), key=lambda q: q.fin)
        return replace(travail, jury=jury_of(last), debut=last.fin, fin=last.fin + (travail.fin - travail.debut))

    # Those who are there besides

    def _presences(self) -> Iterator[Presence]:
        for presence in self.before.presences:
            shift = self.shifts.get((presence.candidat, presence.epreuve))
            if presence.candidat and shift is not None:
                yield replace(presence, debut=presence.debut + shift.later, fin=presence.fin + shift.later)
            elif presence.role == Role.SURVEILLANT and presence.debut.date() in self.days:
                yield self._watching(presence)
            elif presence.role == Role.COMEDIEN and not presence.candidat and presence.debut.date() in self.days:
                yield self._welcomed(presence)
            else:
                yield presence

    def _watching(self, presence: Presence) -> Presence:
        """A surveillant, who follows those who sit in the room."""
        followed = [
            (x, y)
            for p, q in zip(self.before.passages, self.passages, strict=True)
            if p.jour == presence.debut.date()
            for x, y in zip(p.parties, q.parties, strict=True)
            if x.salle == presence.salle and x.debut < presence.fin and presence.debut < x.fin
            if self.session.referentiel.epreuve(p.epreuve).phases[x.phase].surveillable
        ]
        if all(x == y for x, y in followed):
            return presence
        rooms = {y.salle for _, y in followed}
        salle = rooms.pop() if len(rooms) == 1 else presence.salle
        after = [(y.debut, y.fin) for _, y in followed if y.salle == salle]
        jours = {debut.date() for debut, _ in after}
        jour = presence.debut.date() if presence.debut.date() in jours else min(jours, default=None)
        if jour is None or (jour != presence.debut.date() and len(jours) > 1):
            return presence
        before = _extent((x.debut, x.fin) for x, _ in followed)
        return _stretched(replace(presence, salle=salle), before, _extent(s for s in after if s[0].date() == jour))

    def _welcomed(self, presence: Presence) -> Presence:
        """A comédien welcomed just before they first play that day."""
        shift = next(
            (
                s
                for p in self.before.presences
                if (p.personne, p.debut) == (presence.personne, presence.fin) and p.candidat
                if (s := self.shifts.get((p.candidat, p.epreuve))) is not None
            ),
            None,
        )
        later = shift.later if shift is not None else timedelta(0)
        return replace(presence, debut=presence.debut + later, fin=presence.fin + later)

    def _led(self, presences: Iterable[Presence], pieces: Sequence[_Piece]) -> Iterator[Presence]:
        """The presences, responsables there from the first to the last thing of these days, if they were."""
        plan = self.before
        others = (p for p in plan.presences if p.role != Role.RESPONSABLE)
        known: tuple[_Piece, ...] = (*plan.passages, *plan.travaux, *plan.accueils, *others)
        extents = {jour: (_extent(_on(known, jour)), _extent(_on(pieces, jour))) for jour in self.days}
        for presence in presences:
            before, after = extents.get(presence.debut.date(), (None, None))
            if presence.role != Role.RESPONSABLE or presence.debut.date() not in extents:
                yield presence
            elif after is not None:
                yield _stretched(presence, before, after)


def _on(pieces: Iterable[_Piece], jour: date) -> Iterator[_Extent]:
    """When these pieces of a plan are, on a day."""
    return ((p.debut, p.fin) for p in pieces if p.debut.date() == jour)


_Span = TypeVar("_Span", Composition, Presence)


def _stretched(span: _Span, before: _Extent | None, after: _Extent | None) -> _Span:
    """A span whose bounds were those of what it goes with, and are so again."""
    if before is None or after is None:
        return span
    debut = after[0] if span.debut == before[0] else span.debut
    fin = after[1] if span.fin == before[1] else span.fin
    return replace(span, debut=debut, fin=fin) if debut < fin else span


def _extent(spans: Iterable[_Extent]) -> _Extent | None:
    every = list(spans)
    return (min(debut for debut, _ in every), max(fin for _, fin in every)) if every else None


def _sitting(composition: Composition) -> JuryJour:
    return composition.jury, composition.jour


def _jury_day(travail: Travail) -> JuryJour:
    return travail.jury, travail.debut.date()


def _done(passages: Iterable[Passage], travaux: Iterable[Travail], of: JuryJour) -> Iterator[_Extent]:
    """What a jury does on a day: its break is nothing that it does."""
    yield from ((x.debut, x.fin) for p in passages for x in p.suivies if (x.jury, x.debut.date()) == of)
    yield from ((t.debut, t.fin) for t in travaux if _jury_day(t) == of and t.nature is not NatureTravail.PAUSE)


_ENDS = (NatureTravail.ACCUEIL, NatureTravail.CLOTURE)
"""What begins and ends a jury's day."""


def _heard_and_done(passages: Iterable[Passage], travaux: Iterable[Travail], of: JuryJour) -> Iterator[_Extent]:
    """When a jury hears somebody on a day, and deliberates."""
    yield from ((x.debut, x.fin) for p in passages for x in p.suivies if (x.jury, x.debut.date()) == of)
    delibere = (t for t in travaux if _jury_day(t) == of and t.nature is NatureTravail.DELIBERATION)
    yield from ((t.debut, t.fin) for t in delibere)


class _Fitting:
    """The works of a jury on a day, around whom it hears, of whom some are new there or at another moment."""

    def __init__(
        self,
        session: Session,
        passages: Sequence[Passage],
        travaux: Sequence[Travail],
        jury_day: tuple[str, Jour],
        newcomers: set[str],
    ) -> None:
        (self.jury, self.jour), self.passages, self.newcomers = jury_day, passages, newcomers
        of = self.jury, self.jour.date
        parties = [(p.candidat, x) for p in passages for x in p.suivies if (x.jury, x.debut.date()) == of]
        self.heard = {who: min(x.debut for c, x in parties if c == who) for who, _ in parties}
        """when each first comes in"""
        apart = timedelta(minutes=session.reglages.battement)
        self.taken = list(_heard_and_done(passages, travaux, of))
        """when the jury has something to do"""
        self.aired = [(x.debut - apart, x.debut) for _, x in parties]
        """the minutes of air before somebody is heard, which no work that comes may take, but a pause"""
        self.own_air = [(x.debut - apart, x.debut) for who, x in parties if who in newcomers]

    def fitted(self, works: Mapping[int, Travail], before: Sequence[_Extent]) -> dict[int, Travail]:
        """Each work where it is, if the jury is free then; else on the free minutes nearest to it.

        The accueil and the clôture keep their distance to the first and the last thing, which were `before`.
        """
        if not self.heard:
            return {}
        inside = {i: t for i, t in works.items() if t.nature not in _ENDS}
        staying = sorted(inside, key=lambda i: not self._free(inside[i], inside[i].debut, self.own_air))
        at, complete = self._placed(inside, staying)
        if not complete:
            mine = sorted(
                (i for i in inside if inside[i].candidat in self.newcomers), key=lambda i: self._latest(inside[i])
            )
            sooner, complete = self._placed(inside, [*mine, *(i for i in staying if i not in mine)])
            at = sooner if complete else at
        self.taken += [(t.debut, t.fin) for t in at.values()]
        first, last = min(debut for debut, _ in self.taken), max(fin for _, fin in self.taken)
        for i, work in ((i, t) for i, t in works.items() if t.nature in _ENDS and before):
            welcome = work.nature is NatureTravail.ACCUEIL
            bound, was = (first, min(d for d, _ in before)) if welcome else (last, max(f for _, f in before))
            at[i] = self._at(work, work.debut + (bound - was))
        return at

    def _placed(self, works: Mapping[int, Travail], order: Sequence[int]) -> tuple[dict[int, Travail], bool]:
        """Each work on free minutes, found one after the other in that order, and whether there were some for all."""
        at: dict[int, Travail] = {}
        taken, complete = list(self.taken), True
        for i in order:
            debut = self._nearest(works[i])
            complete &= debut is not None
            at[i] = self._at(works[i], debut or datetime.combine(self.jour.date, works[i].debut.time()))
            self.taken.append((at[i].debut, at[i].fin))
        self.taken = taken
        return at, complete

    def _at(self, work: Travail, debut: datetime) -> Travail:
        return replace(work, jury=self.jury, debut=debut, fin=debut + (work.fin - work.debut))

    def _free(self, work: Travail, debut: datetime, air: Sequence[_Extent]) -> bool:
        fin = debut + (work.fin - work.debut)
        spans = self.taken if work.nature is NatureTravail.PAUSE else (*self.taken, *air)
        apart = all(fin <= other or end <= debut for other, end in spans)
        return apart and debut.date() == self.jour.date and self._earliest(work) <= debut and fin <= self._latest(work)

    def _earliest(self, work: Travail) -> datetime:
        """From when a work can be done: what is corrected, once it is handed in."""
        done = (p.fin for p in self.passages if (p.candidat, p.epreuve) == (work.candidat, work.epreuve))
        return max([self.jour.a(self.jour.ouverture), *done])

    def _latest(self, work: Travail) -> datetime:
        """By when a work must be done: what is read or corrected of somebody, before they are heard."""
        end = self.jour.a(self.jour.fin)
        return self.heard.get(work.candidat, end) if work.candidat else end

    def _nearest(self, work: Travail) -> datetime | None:
        """The free start nearest to its hour that day: in the hours of the meal for a pause, else outside if it can."""
        length, wished = work.fin - work.debut, datetime.combine(self.jour.date, work.debut.time())
        if self._free(work, wished, self.own_air):
            return wished
        starts = {end for _, end in self.taken} | {debut - length for debut, _ in (*self.taken, *self.aired)}
        free = [s for s in (*starts, self._latest(work) - length) if self._free(work, s, self.aired)]
        if work.nature is NatureTravail.PAUSE:
            free = [s for s in free if self._at_the_meal(s, s + length)]
            return min(free, key=lambda s: (abs(s - wished), s), default=None)
        return min(free, key=lambda s: (self._at_the_meal(s, s + length), abs(s - wished), s), default=None)

    def _at_the_meal(self, debut: datetime, fin: datetime) -> bool:
        return debut < self.jour.a(self.jour.pause_fin) and self.jour.a(self.jour.pause_debut) < fin
