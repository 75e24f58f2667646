"""A planning changed by hand, one thing at a time: a passage elsewhere or pinned, another membre or room; who could.

What hangs on a passage follows as in the sheet *Planning*. The works of the juries concerned give way to it, on the
first free minutes. All else stays where it is; the check alone says whether a rule is broken.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from time import monotonic

from tpplanner.audit import check, holds, measured, violations
from tpplanner.audit.view import JuryJour
from tpplanner.change.diff import Prices, membres_of
from tpplanner.domain.answers import Element, Immobile, Place, Places
from tpplanner.domain.appels import accueils_de
from tpplanner.domain.duties import called_in, colleagues, declined_away, exclusions, leaving_out, plan_without
from tpplanner.domain.facts import as_rules_see
from tpplanner.domain.plan import Composition, NatureTravail, Passage, Plan, Travail
from tpplanner.domain.session import NOON, Jour, Membre, Pin, Portee, Session
from tpplanner.texts.noms import Noms
from tpplanner.tuning import BY_HAND_SECONDS
from tpplanner.workbook.planning import Handled
from tpplanner.workbook.planning_rows import Row

# Who sits in a jury, and where; who may sit there, which rooms would do.


@dataclass(frozen=True, slots=True)
class Seat:
    """A membre in the place of another, in a jury on a day; where they sit in another jury then, the two exchange."""

    jury: str
    jour: date
    membre: str
    remplacant: str


@dataclass(frozen=True, slots=True)
class Relocation:
    """Another room for a jury on a day, and for those whom it hears in its own."""

    jury: str
    jour: date
    salle: str


def seated(plan: Plan, seat: Seat) -> Plan:
    """The plan with that membre in that seat."""
    names = {seat.membre: seat.remplacant}
    busy = {c.jury for c in plan.compositions if c.jour == seat.jour and seat.remplacant in c.membres}

    def changed(c: Composition) -> Composition:
        if c.jour == seat.jour and c.jury == seat.jury:
            return replace(c, membres=_renamed(c.membres, names))
        if c.jour == seat.jour and c.jury in busy and seat.membre not in c.membres:
            return replace(c, membres=_renamed(c.membres, {seat.remplacant: seat.membre}))
        return c

    return replace(plan, compositions=tuple(changed(c) for c in plan.compositions))


def _renamed(membres: tuple[str, ...], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted(names.get(m, m) for m in membres))


def housed(plan: Plan, relocation: Relocation) -> Plan:
    """The plan with that jury in that room."""
    of = relocation.jury, relocation.jour
    own = {c.salle for c in plan.compositions if (c.jury, c.jour) == of}

    def there(p: Passage) -> Passage:
        parties = (
            replace(x, salle=relocation.salle) if (x.jury, x.debut.date()) == of and x.salle in own else x
            for x in p.parties
        )
        return replace(p, parties=tuple(parties))

    compositions = (replace(c, salle=relocation.salle) if (c.jury, c.jour) == of else c for c in plan.compositions)
    return replace(plan, passages=tuple(there(p) for p in plan.passages), compositions=tuple(compositions))


def who_may(session: Session, plan: Plan, sitting: Composition, membre: str) -> Iterator[str]:
    """The membres (ids) who may sit there in the place of one, alone or by an exchange."""
    for other in session.membres:
        seat = Seat(sitting.jury, sitting.jour, membre, other.id)
        if other.id not in sitting.membres and holds(session, seated(plan, seat)):
            yield other.id


def which_rooms(session: Session, plan: Plan, sitting: Composition) -> Iterator[str]:
    """The rooms (ids) in which a jury could sit that day."""
    for salle in session.salles:
        if salle.id != sitting.salle and holds(session, housed(plan, Relocation(sitting.jury, sitting.jour, salle.id))):
            yield salle.id


# A passage put at another hour, before another jury perhaps.


@dataclass(frozen=True, slots=True)
class Put:
    """Where a hand puts a passage: when it begins, before which jury (empty: the one that hears it)."""

    candidat: str
    epreuve: str
    debut: datetime
    jury: str = ""


@dataclass(frozen=True, slots=True)
class Padlock:
    """How far a hand pins a passage (a `Portee`); empty: it is let go."""

    candidat: str
    epreuve: str
    portee: str


Retouch = Put | Padlock | Seat | Relocation
"""One thing that a hand changes."""


def retouched(session: Session, plan: Plan, retouch: Retouch) -> Plan:
    """The plan that a hand makes of one."""
    match retouch:
        case Put():
            return ByHand(session, plan).elsewhere(retouch)
        case Padlock():
            return ByHand(session, plan).pinned(retouch)
        case Seat():
            return seated(plan, retouch)
        case Relocation():
            return housed(plan, retouch)


def holding(session: Session, plan: Plan, where: Put) -> Pin:
    """What holds a passage where a hand puts it: at its hour; where that is before another jury, before its membres."""
    moved = ByHand(session, plan).elsewhere(where)
    passage = next(p for p in moved.passages if (p.candidat, p.epreuve) == (where.candidat, where.epreuve))
    parties = tuple(replace(partie, jury="") for partie in passage.parties)
    membres = membres_of(moved, passage) if where.jury else ()
    return Pin(passage.candidat, passage.epreuve, Portee.TOUT if membres else Portee.HEURE, parties, membres)


Extent = tuple[datetime, datetime]
_WorkKey = tuple[str, datetime]
"""A work's jury, and when it begins."""


class ByHand:
    """A plan, and the plans that a hand makes of it."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self.session, self.plan, self.noms = session, plan, Noms(session)
        self._of_days: dict[frozenset[date], tuple[Handled, Plan]] = {}
        self._accueils_follow = plan.accueils == accueils_de(session, plan.passages)

    def passage(self, candidat: str, epreuve: str) -> Passage | None:
        """The passage of a candidat at an épreuve."""
        return next((p for p in self.plan.passages if (p.candidat, p.epreuve) == (candidat, epreuve)), None)

    def pinned(self, padlock: Padlock) -> Plan:
        """The plan with a passage pinned or let go."""
        passage = self.passage(padlock.candidat, padlock.epreuve)
        passages = (replace(p, fige=padlock.portee) if p == passage else p for p in self.plan.passages)
        return replace(self.plan, passages=tuple(passages))

    def chain(self, passage: Passage) -> tuple[Passage, ...]:
        """What moves with a passage: what the candidat passes before or after it at once, before the same jury."""
        pause = timedelta(minutes=self.session.reglages.courte_pause)
        chain = [passage]
        for other in self.plan.du_candidat(passage.candidat):
            apart = max(other.debut - chain[-1].fin, chain[0].debut - other.fin)
            if timedelta(0) <= apart <= pause and not self._collective(other) and _jury(other) == _jury(passage):
                chain = sorted((*chain, other), key=lambda p: p.debut)
        return tuple(chain)

    def _collective(self, passage: Passage) -> bool:
        return self.session.referentiel.epreuve(passage.epreuve).collective

    def elsewhere(self, where: Put) -> Plan:
        """The plan with a passage elsewhere, what hangs on it moved with it, and no jury where nobody is heard."""
        passage = self.passage(where.candidat, where.epreuve)
        if passage is None:
            return self.plan
        works = self._works_fitted(passage, where) if _jury(passage) else {}
        jury = self.noms.jury(where.jury) if where.jury else ""
        rooms = self._room(_jury(passage), passage.jour), self._room(where.jury, where.debut.date())

        def typed(element: Element, row: Row) -> Row:
            if isinstance(element, Travail) and element in works:
                of, debut = works[element]
                return replace(row, jour=debut.date(), debut=debut.time(), jury=self.noms.jury(of))
            if element != passage:
                return row
            if row.moment_debut == passage.debut:
                row = replace(row, jour=where.debut.date(), debut=where.debut.time())
            if not (jury and row.jury):
                return row
            return replace(row, jury=jury, salle=rooms[1] if row.salle == rooms[0] else row.salle)

        handled, others = self._rows(frozenset((passage.jour, where.debut.date())))
        return self._welcoming(_without_empty_juries(_together(handled.retouched(typed), others)))

    def _room(self, jury: str, jour: date) -> str:
        """The label of a jury's own room on a day; none where it does not sit."""
        rooms = (c.salle for c in self.plan.compositions if (c.jury, c.jour) == (jury, jour))
        return self.noms.etiquette_salle(next(rooms, ""))

    def _welcoming(self, plan: Plan) -> Plan:
        """Accueils and openings of plis follow passages, unless they are of a hand's choosing."""
        return replace(plan, accueils=accueils_de(self.session, plan.passages)) if self._accueils_follow else plan

    def _rows(self, jours: frozenset[date]) -> tuple[Handled, Plan]:
        """The rows of these days, and the plan of the others: nothing follows from one day to another."""
        if jours not in self._of_days:
            there, others = _of_days(self.plan, jours.__contains__), _of_days(self.plan, lambda jour: jour not in jours)
            self._of_days[jours] = Handled(self.session, there), others
        return self._of_days[jours]

    # The works of the juries that the passage leaves and joins

    def _works_fitted(self, passage: Passage, where: Put) -> dict[Travail, _WorkKey]:
        """Where these juries do their own work, once the one hears the candidat no more, and the other does."""
        left, joined = (_jury(passage), passage.jour), (where.jury or _jury(passage), where.debut.date())
        moved = self._heard_there(passage, where.debut - passage.debut, joined[0])
        about = [t for t in self.plan.travaux if _jury_day(t) == left and t.candidat == passage.candidat]
        works: dict[Travail, _WorkKey] = {}
        for of in dict.fromkeys((left, joined)):
            own = [t for t in self.plan.travaux if _jury_day(t) == of and t not in about]
            own += about if of == joined else []
            done = [(t.debut, t.fin) for t in self.plan.travaux if _jury_day(t) == of and t.nature not in _ENDS]
            before = [*_heard_and_done(self.plan, of), *done]
            works |= _Fitting(self.session, moved, of, passage.candidat).fitted(own, before)
        return works

    def _heard_there(self, passage: Passage, later: timedelta, jury: str) -> Plan:
        """The plan with what moves with a passage before that jury, so much later; nothing else follows."""
        chain = {(p.candidat, p.epreuve) for p in self.chain(passage)}
        end = max(p.fin for p in self.chain(passage))

        def there(p: Passage) -> Passage:
            parties = (replace(x, jury=jury) if x.jury else x for x in p.parties)
            return replace(p, parties=tuple(parties)).deplace(lambda moment: moment + later)

        passages = (there(p) if (p.candidat, p.epreuve) in chain else p for p in self.plan.passages)
        travaux = (
            replace(t, jury=jury, debut=t.debut + later, fin=t.fin + later)
            if _follows(t) and t.candidat == passage.candidat and t.debut == end
            else t
            for t in self.plan.travaux
        )
        return Plan(tuple(passages), tuple(travaux))


def _jury_day(travail: Travail) -> JuryJour:
    return travail.jury, travail.debut.date()


def _jury(passage: Passage) -> str:
    return passage.suivies[0].jury if passage.suivies else ""


def _of_days(plan: Plan, wanted: Callable[[date], bool]) -> Plan:
    """What a plan has on the days that are wanted."""
    return Plan(
        tuple(p for p in plan.passages if wanted(p.jour)),
        tuple(t for t in plan.travaux if wanted(t.debut.date())),
        tuple(p for p in plan.presences if wanted(p.debut.date())),
        tuple(c for c in plan.compositions if wanted(c.jour)),
        tuple(a for a in plan.accueils if wanted(a.jour)),
    )


def _together(one: Plan, other: Plan) -> Plan:
    return Plan(
        (*one.passages, *other.passages),
        (*one.travaux, *other.travaux),
        (*one.presences, *other.presences),
        (*one.compositions, *other.compositions),
        (*one.accueils, *other.accueils),
    )


def _without_empty_juries(plan: Plan) -> Plan:
    """The plan without juries that hear nobody that day, and their works."""
    heard = {(partie.jury, partie.debut.date()) for p in plan.passages for partie in p.suivies}
    return replace(
        plan,
        compositions=tuple(c for c in plan.compositions if (c.jury, c.jour) in heard),
        travaux=tuple(t for t in plan.travaux if _jury_day(t) in heard),
    )


class _Fitting:
    """The works of a jury on a day, around whom it hears in a plan, in which one candidat passes at another moment."""

    def __init__(self, session: Session, plan: Plan, of: JuryJour, candidat: str) -> None:
        self.of, self.plan = of, plan
        self.jour = next(j for j in session.jours if j.date == of[1])
        self.heard = {p.candidat: p.debut for p in reversed(plan.passages) if self._hears(p)}
        apart = timedelta(minutes=session.reglages.battement)
        self.taken = list(_heard_and_done(plan, of))
        """when the jury has something to do"""
        parties = [(p.candidat, x) for p in plan.passages for x in p.suivies if (x.jury, x.debut.date()) == of]
        self.aired = [(x.debut - apart, x.debut) for _, x in parties]
        """the minutes of air before somebody is heard, which no work that comes may take, but a pause"""
        self.own_air = [(x.debut - apart, x.debut) for who, x in parties if who == candidat]

    def _hears(self, passage: Passage) -> bool:
        return any((x.jury, x.debut.date()) == self.of for x in passage.suivies)

    def fitted(self, works: Sequence[Travail], before: Sequence[Extent]) -> dict[Travail, _WorkKey]:
        """Each work where it is, if the jury is free then; else on the free minutes nearest to it.

        The accueil and the clôture keep their distance to the first and the last thing, which were `before`.
        """
        if not self.heard:
            return {}
        at: dict[Travail, datetime] = {}
        inside = [t for t in works if not _follows(t) and t.nature not in _ENDS]
        for work in sorted(inside, key=lambda t: not self._free(t, t.debut, self.own_air)):
            at[work] = self._nearest(work)
            self.taken.append((at[work], at[work] + (work.fin - work.debut)))
        done = [*_heard_and_done(self.plan, self.of), *((at[t], at[t] + (t.fin - t.debut)) for t in inside)]
        first, last = min(debut for debut, _ in done), max(fin for _, fin in done)
        for work in (t for t in works if t.nature is NatureTravail.ACCUEIL):
            at[work] = work.debut + (first - min(debut for debut, _ in before))
        for work in (t for t in works if t.nature is NatureTravail.CLOTURE):
            at[work] = work.debut + (last - max(fin for _, fin in before))
        return {t: (self.of[0], debut) for t, debut in at.items() if (self.of[0], debut) != (t.jury, t.debut)}

    def _free(self, work: Travail, debut: datetime, air: Sequence[Extent]) -> bool:
        fin = debut + (work.fin - work.debut)
        spans = self.taken if work.nature is NatureTravail.PAUSE else (*self.taken, *air)
        apart = all(fin <= other or end <= debut for other, end in spans)
        return apart and self._earliest(work) <= debut and fin <= self._latest(work)

    def _earliest(self, work: Travail) -> datetime:
        """From when a work can be done: what is corrected, once it is handed in."""
        handed_in = (p.fin for p in self.plan.du_candidat(work.candidat) if p.epreuve == work.epreuve)
        return max([self.jour.a(self.jour.ouverture), *handed_in])

    def _latest(self, work: Travail) -> datetime:
        """By when a work must be done: what is read or corrected of somebody, before they are heard."""
        end = self.jour.a(self.jour.fin)
        return self.heard.get(work.candidat, end) if work.candidat else end

    def _nearest(self, work: Travail) -> datetime:
        """The free start nearest to its hour that day: in the hours of the meal for a pause, else outside if it can."""
        length, wished = work.fin - work.debut, datetime.combine(self.of[1], work.debut.time())
        if self._free(work, wished, self.own_air):
            return wished
        starts = {end for _, end in self.taken} | {debut - length for debut, _ in (*self.taken, *self.aired)}
        free = [s for s in (*starts, self._latest(work) - length) if self._free(work, s, self.aired)]
        if work.nature is NatureTravail.PAUSE:
            free = [s for s in free if self._at_the_meal(s, s + length)]
            return min(free, key=lambda s: (abs(s - wished), s), default=wished)
        return min(free, key=lambda s: (self._at_the_meal(s, s + length), abs(s - wished), s), default=wished)

    def _at_the_meal(self, debut: datetime, fin: datetime) -> bool:
        return debut < self.jour.a(self.jour.pause_fin) and self.jour.a(self.jour.pause_debut) < fin


_ENDS = (NatureTravail.ACCUEIL, NatureTravail.CLOTURE)
"""What begins and ends a jury's day."""


def _heard_and_done(plan: Plan, of: JuryJour) -> Iterator[Extent]:
    """When a jury hears somebody on a day, and deliberates."""
    yield from ((x.debut, x.fin) for p in plan.passages for x in p.suivies if (x.jury, x.debut.date()) == of)
    yield from ((t.debut, t.fin) for t in plan.travaux if _jury_day(t) == of and _follows(t))


def _follows(travail: Travail) -> bool:
    """Whether a work follows its passage wherever it goes."""
    return travail.nature is NatureTravail.DELIBERATION


# Where a passage may go at once: no search, what the check accepts of what a hand could do.


def places_by_hand(session: Session, candidat: str, epreuve: str, seconds: float = BY_HAND_SECONDS) -> Places | None:
    """Where a passage, and what moves with it, may go before the juries that sit, all other passages staying.

    `session` has the plan there is as its reference, and the check accepts it. None for a passage that it has not.
    There may be places that only a search finds.
    """
    hand = ByHand(session, session.reference[0])
    passage = hand.passage(candidat, epreuve)
    if passage is None:
        return None
    chain = hand.chain(passage)
    here = Places(candidat, tuple(p.epreuve for p in chain), passage, membres_of(hand.plan, passage))
    still = immobile(session, chain)
    return replace(here, immobile=still) if still is not None else _Trying(hand, passage, chain, seconds).places(here)


def immobile(session: Session, chain: tuple[Passage, ...]) -> Immobile | None:
    """Why passages that move together stay where they are; None where they may move."""
    now = session.maintenant
    if any(session.referentiel.epreuve(p.epreuve).collective for p in chain):
        return Immobile.COLLECTIVE
    if any((p.candidat, p.epreuve) == (pin.candidat, pin.epreuve) for pin in session.pins for p in chain):
        return Immobile.FIGE
    return Immobile.COMMENCE if now is not None and any(p.debut < now for p in chain) else None


class _Trying:
    """Hours tried one after the other."""

    def __init__(self, hand: ByHand, passage: Passage, chain: tuple[Passage, ...], seconds: float) -> None:
        self.hand, self.passage, self.chain = hand, passage, chain
        self.session, self.prices, self.until = hand.session, Prices(hand.session), monotonic() + seconds

    def places(self, here: Places) -> Places:
        """The best of each half-day before each jury, what costs least first."""
        by_half_day: dict[tuple[date, bool, tuple[str, ...]], list[Plan]] = defaultdict(list)
        late = 0
        for where in self._hours():
            if monotonic() > self.until:
                late += 1
                continue
            plan = self.hand.elsewhere(where)
            if holds(self.session, plan):
                passage = self._there(plan)
                by_half_day[passage.jour, passage.debut.time() < NOON, membres_of(plan, passage)].append(plan)
        places = sorted((self._best(plans) for plans in by_half_day.values()), key=lambda p: (p.cout, p.passage.debut))
        return replace(here, places=tuple(places), ouvertes=late)

    def _there(self, plan: Plan) -> Passage:
        return next(
            p for p in plan.passages if (p.candidat, p.epreuve) == (self.passage.candidat, self.passage.epreuve)
        )

    def _best(self, plans: list[Plan]) -> Place:
        """The plan that costs least, the earliest of them."""
        heures = tuple(self._there(plan).debut for plan in plans)
        best = min(plans, key=lambda plan: (self._cost(plan), self._there(plan).debut))
        return self.prices.place(best, check(self.session, best), self._there(best), heures)

    def _cost(self, plan: Plan) -> list[int]:
        costs = measured(self.session, plan)
        return [costs[niveau.nom] for niveau in self.session.reglages.niveaux]

    def _hours(self) -> Iterator[Put]:
        """The hours of the grid at which nobody else is before that jury, and the candidat is free."""
        for jour in self.session.jours:
            for jury in self._juries(jour):
                busy = self._busy(jury, jour.date)
                for debut in self._grid(jour):
                    if (debut, jury) != (self.passage.debut, _jury(self.passage)) and self._fits(debut, jour, busy):
                        yield Put(self.passage.candidat, self.passage.epreuve, debut, jury)

    def _juries(self, jour: Jour) -> list[str]:
        """The juries that sit that day and may hear one more; no jury for what none watches."""
        if not _jury(self.passage):
            return [""]
        quota, sitting = self.session.quota, [c for c in self.hand.plan.compositions if c.jour == jour.date]
        heard = {c.jury: self._heard(c) - {self.passage.candidat} for c in sitting}
        return [jury for jury, who in heard.items() if quota is None or len(who) < quota]

    def _heard(self, composition: Composition) -> set[str]:
        of = composition.jury, composition.jour
        return {p.candidat for p in self.hand.plan.passages if any((x.jury, x.debut.date()) == of for x in p.suivies)}

    def _busy(self, jury: str, jour: date) -> list[Extent]:
        own, moving = self.passage.candidat, set(self.chain)
        things: list[Passage | Travail] = [
            p
            for p in self.hand.plan.passages
            if p not in moving and (p.candidat == own or any(x.jury == jury for x in p.suivies if jury))
        ]
        things += [t for t in self.hand.plan.travaux if t.jury == jury and _follows(t) and t.candidat != own]
        return [(thing.debut, thing.fin) for thing in things if thing.debut.date() == jour]

    def _grid(self, jour: Jour) -> Iterator[datetime]:
        step = self.session.reglages.pas
        first = datetime.combine(jour.date, time())
        for minute in range(0, 24 * 60, step):
            moment = first + timedelta(minutes=minute)
            if jour.a(jour.ouverture) <= moment < jour.a(jour.fin):
                yield moment

    def _fits(self, debut: datetime, jour: Jour, busy: list[Extent]) -> bool:
        lead = self.passage.debut - self.chain[0].debut
        first, last = debut - lead, debut - lead + (self.chain[-1].fin - self.chain[0].debut)
        inside = jour.a(jour.ouverture) <= first and last <= jour.a(jour.fin)
        return inside and all(last <= start or end <= first for start, end in busy)


# What hangs on each membre called: the candidats left without a jury if they decline, who could sit. Nothing is
# searched: everybody else stays, the audit judges the same planning with another membre.


@dataclass(frozen=True, slots=True)
class Reliance:
    """A membre in a jury of a day: whom it hears (ids), who could sit in their place, or whether it may without."""

    membre: str
    composition: Composition
    candidats: tuple[str, ...]
    remplacants: tuple[str, ...]
    sans: bool

    @property
    def seul(self) -> bool:
        """Whether those candidats are left without a jury if the membre declines, everybody else staying."""
        return bool(self.candidats) and not (self.remplacants or self.sans)


def reliances(session: Session, plan: Plan) -> tuple[Reliance, ...]:
    """What hangs on each membre of each jury-day of a plan; who declined already sits in nobody's place."""
    there, trials = declined_away(session), _Substitutions(session, plan)
    apart = {(e.candidat, e.membre) for e in exclusions(session)}
    of_membres = []
    for composition in plan.compositions:
        heard = trials.heard[composition]
        free = [m for m in _free(there, plan, composition) if not any((c, m) in apart for c in heard)]
        for membre in session.sans_observateurs(composition.membres):
            fit = tuple(other for other in free if trials.holds(composition, membre, other))
            of_membres.append(Reliance(membre, composition, heard, fit, trials.holds(composition, membre)))
    ranks = {m.id: rank for rank, m in enumerate(session.membres)}
    return tuple(sorted(of_membres, key=lambda r: (ranks[r.membre], r.composition.debut)))


def _heard(plan: Plan, composition: Composition) -> tuple[str, ...]:
    """The candidats before a jury-day, in the order of their passages."""
    key = composition.jury, composition.jour
    of_it = (p for p in plan.passages if any((part.jury, p.jour) == key for part in p.suivies))
    return tuple(dict.fromkeys(p.candidat for p in sorted(of_it, key=lambda p: p.debut)))


def _free(session: Session, plan: Plan, composition: Composition) -> Iterator[str]:
    """Who may judge, is there and sits in no other jury during a jury-day."""
    debut, fin = composition.debut, composition.fin
    taken = {m for c in plan.compositions if c.debut < fin and debut < c.fin for m in c.membres}
    for membre in session.membres:
        away = any(plage.coupe(debut, fin) for plage in membre.indisponibilites)
        if membre.id not in taken and not membre.observateur and not away:
            yield membre.id


_Breach = tuple[str, tuple[str, ...], str]


class _Substitutions:
    """The plan with somebody else in a jury-day, judged: what of it concerns those who sit there and whom they hear."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self._session, self._plan = session, plan
        self._parts: dict[frozenset[str], tuple[Session, Plan, frozenset[_Breach]]] = {}
        self._kinds = _kinds(session, plan)
        self.heard = {c: _heard(plan, c) for c in plan.compositions}
        self._held: dict[tuple[Composition, str, _Likeness], bool] = {}

    def holds(self, before: Composition, gone: str, comes: str = "") -> bool:
        """Whether the plan breaks nothing that it did not break before, with another membre there or without."""
        kind = self._kinds.get(comes)
        if kind is None:
            return self._judged(before, gone, comes)
        key = before, gone, kind
        if key not in self._held:
            self._held[key] = self._judged(before, gone, comes)
        return self._held[key]

    def _judged(self, before: Composition, gone: str, comes: str) -> bool:
        membres = {*before.membres, comes} - {gone, ""}
        session, plan, broken = self._part({*before.membres, comes})
        after = replace(before, membres=tuple(sorted(membres)))
        compositions = tuple(after if c == before else c for c in plan.compositions)
        return _breaches(session, replace(plan, compositions=compositions)) <= broken

    def _part(self, membres: set[str]) -> tuple[Session, Plan, frozenset[_Breach]]:
        """The session and the plan of the candidats whom one of these hears, and what it breaks as it is."""
        sat = [c for c in self._plan.compositions if membres & {*c.membres}]
        candidats = frozenset(candidat for c in sat for candidat in self.heard[c])
        if candidats not in self._parts:
            others = {c.id for c in self._session.candidats} - candidats
            session, plan = leaving_out(self._session, others), plan_without(self._plan, others)
            self._parts[candidats] = session, plan, _breaches(session, plan)
        return self._parts[candidats]


_Likeness = tuple[Membre, frozenset[str]]
"""What rules know of a membre: what they read of them, and with whom (ids) they may not sit."""


def _kinds(session: Session, plan: Plan) -> dict[str, _Likeness]:
    """The membres in reserve that nothing else binds, as what the rules know of each: those alike are judged once.

    Links with candidats are told apart before; of two of one organisme, one may sit where the other may not.
    """
    known: dict[str, set[str]] = defaultdict(set)
    for pair in colleagues(session):
        known[pair.un].add(pair.autre)
        known[pair.autre].add(pair.un)
    bound = called_in(plan) | {p.personne for p in plan.presences} | {p.id for p in session.personnes}
    bound |= {c.personne for c in session.convocations} | {f for c in session.candidats for f in c.formateurs}
    return {m.id: (as_rules_see(m), frozenset(known[m.id])) for m in session.membres if m.id not in bound}


def _breaches(session: Session, plan: Plan) -> frozenset[_Breach]:
    return frozenset((v.regle, v.sujet, v.cas) for v in violations(session, plan))
