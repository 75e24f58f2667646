"""Where a whole passage may go at once: each hour at which the audit finds nothing to say, everybody else staying.

Every hour of the five-minute grid is looked at, before every jury that sits, on each day. What is certain to break a
rule is left out by simple facts (the jury hears somebody then, a membre trained the candidat); the audit judges the
others. Of an hour that is not free, the first reason is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from tpplanner.audit.view import JuryJour
from tpplanner.change.by_hand import Exchange, immobile, retouched
from tpplanner.change.displacement import Put, displaced, jury_of, passage_of, whole_passage
from tpplanner.change.judging import Judge
from tpplanner.domain.answers import Immobile, Violation
from tpplanner.domain.duties import exclusions
from tpplanner.domain.plan import ARRONDI, Composition, NatureTravail, Passage, Plan
from tpplanner.domain.session import Jour, MotifLien

STEP = timedelta(minutes=ARRONDI)


class Obstacle(StrEnum):
    """Why a passage cannot be at an hour before a jury, whatever else there is."""

    LIEN = "lien"
    QUOTA = "quota"
    OUVERTURE = "ouverture"
    JURY_PRIS = "jury_pris"
    CANDIDAT_PRIS = "candidat_pris"
    INDISPONIBLE = "indisponible"
    REGLE = "regle"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a passage cannot be somewhere; `qui` (id): the membre who has a link, or the candidat whom the jury hears."""

    obstacle: Obstacle
    qui: str = ""
    motif: MotifLien | None = None
    violation: Violation | None = None


@dataclass(frozen=True, slots=True)
class HandCost:
    """What a change by hand costs: days of membres, minutes that membres are there, minutes that candidats wait.

    Below 0 where it is less than it was.
    """

    journees: int
    presence: int
    attente: int


@dataclass(frozen=True, slots=True)
class FreePlace:
    """An hour at which a passage may begin before a jury (empty: none hears it), and what that costs."""

    put: Put
    cost: HandCost


@dataclass(frozen=True, slots=True)
class Obstruction:
    """Why a passage cannot begin before a jury from one hour of the grid to another, both of them included."""

    jury: str
    debut: datetime
    fin: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class FreePlaces:
    """Where a whole passage (`chain`) may go, the least costly first, and why not elsewhere; `passage` is what is held.

    `immobile`: why it goes nowhere.
    """

    passage: Passage
    chain: tuple[Passage, ...]
    places: tuple[FreePlace, ...] = ()
    obstructions: tuple[Obstruction, ...] = ()
    immobile: Immobile | None = None


def free_places(judge: Judge, candidat: str, epreuve: str, *, seule: bool = False) -> FreePlaces | None:
    """Where a passage, whole unless it is `seule`, may go in a plan; None for a passage that it has not."""
    session, plan = judge.session, judge.plan
    passage = passage_of(plan, candidat, epreuve)
    if passage is None:
        return None
    chain = (passage,) if seule else whole_passage(session, plan, passage)
    here = FreePlaces(passage, chain, immobile=immobile(session, chain))
    return here if here.immobile is not None else _Grid(judge, passage, chain, seule=seule).places(here)


class _Grid:
    """The hours of the grid before each jury, tried one after the other."""

    def __init__(self, judge: Judge, passage: Passage, chain: tuple[Passage, ...], *, seule: bool) -> None:
        self.judge, self.passage, self.chain, self.seule = judge, passage, chain, seule
        self.session, self.plan = judge.session, judge.plan
        self.jury = next((j for p in chain if (j := jury_of(p))), "")
        self.candidat = self.session.candidat(passage.candidat)
        self.links = {e.membre: e.motif for e in exclusions(self.session) if e.candidat == passage.candidat}
        self.own = [p for p in self.plan.du_candidat(passage.candidat) if p not in chain]

    def places(self, here: FreePlaces) -> FreePlaces:
        """What is free, what is not."""
        free: list[FreePlace] = []
        obstructions: list[Obstruction] = []
        for jour in self.session.jours:
            for sitting in self._sittings(jour):
                jury = sitting.jury if sitting is not None else ""
                for debut, answer in self._row(jour, sitting):
                    if isinstance(answer, Reason):
                        _add(obstructions, Obstruction(jury, debut, debut, answer))
                    else:
                        free.append(FreePlace(self._put(debut, jury), answer))
        return replace(here, places=tuple(sorted(free, key=self._rank)), obstructions=tuple(obstructions))

    def _rank(self, place: FreePlace) -> tuple[object, ...]:
        cost = place.cost
        far = abs(place.put.debut - self.passage.debut)
        return cost.journees, cost.presence + cost.attente, far, place.put.debut, place.put.jury

    def _put(self, debut: datetime, jury: str) -> Put:
        return Put(self.passage.candidat, self.passage.epreuve, debut, jury, self.seule)

    def _sittings(self, jour: Jour) -> Sequence[Composition | None]:
        if not self.jury:
            return (None,)
        return [c for c in self.plan.compositions if c.jour == jour.date]

    def _row(self, jour: Jour, sitting: Composition | None) -> Iterator[tuple[datetime, HandCost | Reason]]:
        """Each hour of a day before a jury, but for where the passage is: free and at what cost, or why not."""
        whole = self._never(sitting) if sitting is not None else None
        busy = self._busy((sitting.jury, jour.date)) if sitting is not None else ()
        jury = sitting.jury if sitting is not None else ""
        moment, end = jour.a(time(0)), jour.a(time(23, 59))
        while moment <= end:
            if (moment, jury) != (self.passage.debut, self.jury) and jour.a(jour.ouverture) <= moment < jour.a(
                jour.fin
            ):
                yield moment, whole or self._obstacle(jour, moment, busy) or self._judged(moment, jury)
            moment += STEP

    def _never(self, sitting: Composition) -> Reason | None:
        """Why the candidat cannot be before that jury at any hour."""
        if any(p.suivies for p in self.chain):
            linked = next((m for m in sitting.membres if m in self.links), "")
            if linked:
                return Reason(Obstacle.LIEN, linked, self.links[linked])
        heard = self._heard((sitting.jury, sitting.jour)) - {self.candidat.id}
        full = self.session.quota is not None and len(heard) >= self.session.quota
        all_titre = self.candidat.titre and all(self.session.candidat(c).titre for c in heard)
        return Reason(Obstacle.QUOTA) if full and all_titre else None

    def _heard(self, of: JuryJour) -> set[str]:
        known = {c.id for c in self.session.candidats}
        passages = (p for p in self.plan.passages if any((x.jury, x.debut.date()) == of for x in p.suivies))
        return {p.candidat for p in passages} & known

    def _busy(self, of: JuryJour) -> tuple[tuple[datetime, datetime, str], ...]:
        """When a jury hears somebody else, or deliberates about them."""
        own = self.candidat.id
        heard = [
            (x.debut, x.fin, p.candidat)
            for p in self.plan.passages
            for x in p.suivies
            if p.candidat != own and (x.jury, x.debut.date()) == of and not self._together(p)
        ]
        delibere = (t for t in self.plan.travaux if t.nature is NatureTravail.DELIBERATION and t.candidat != own)
        return (*heard, *((t.debut, t.fin, t.candidat) for t in delibere if (t.jury, t.debut.date()) == of))

    def _together(self, passage: Passage) -> bool:
        return self.session.referentiel.epreuve(passage.epreuve).simultanes > 1

    def _obstacle(self, jour: Jour, moment: datetime, busy: Sequence[tuple[datetime, datetime, str]]) -> Reason | None:
        later = moment - self.passage.debut
        first, last = self.chain[0].debut + later, max(p.fin for p in self.chain) + later
        if first < jour.a(jour.ouverture) or jour.a(jour.fin) < last:
            return Reason(Obstacle.OUVERTURE)
        spans = [(p.debut + later, p.fin + later) for p in self.chain]
        if any(p.debut < fin and debut < p.fin for p in self.own for debut, fin in spans):
            return Reason(Obstacle.CANDIDAT_PRIS)
        if any(plage.coupe(*span) for plage in self.candidat.indisponibilites for span in spans):
            return Reason(Obstacle.INDISPONIBLE)
        watched = [(x.debut + later, x.fin + later) for p in self.chain for x in p.suivies]
        taken = next((who for d, f, who in busy for debut, fin in watched if d < fin and debut < f), "")
        return Reason(Obstacle.JURY_PRIS, taken) if taken else None

    def _judged(self, moment: datetime, jury: str) -> HandCost | Reason:
        puts = (self._put(moment, jury),)
        after = displaced(self.session, self.plan, puts, follow=self.judge.follow)
        violation = self.judge.first_breach(after, (self.candidat.id,))
        if violation is not None:
            return Reason(Obstacle.REGLE, violation=violation)
        return cost_of(self.plan, after, (self.candidat.id,))


def _add(obstructions: list[Obstruction], more: Obstruction) -> None:
    """Add an hour to those before it where the reason is one and the same."""
    last = obstructions[-1] if obstructions else None
    if last is not None and (last.jury, last.reason, last.fin + STEP) == (more.jury, more.reason, more.debut):
        obstructions[-1] = replace(last, fin=more.fin)
    else:
        obstructions.append(more)


def cost_of(before: Plan, after: Plan, candidats: Sequence[str]) -> HandCost:
    """What a plan costs more than another of which only passages of these candidats (ids) differ."""
    one, other = _costs(before, candidats), _costs(after, candidats)
    return HandCost(*(b - a for a, b in zip(one, other, strict=True)))


def _costs(plan: Plan, candidats: Sequence[str]) -> tuple[int, int, int]:
    minute = timedelta(minutes=1)
    journees = len({(m, c.jour) for c in plan.compositions for m in c.membres})
    presence = sum(len(c.membres) * ((c.fin - c.debut) // minute) for c in plan.compositions)
    attente = 0
    for candidat in candidats:
        by_day: dict[date, list[Passage]] = {}
        for p in plan.du_candidat(candidat):
            by_day.setdefault(p.jour, []).append(p)
        for own in by_day.values():
            there = max(p.fin for p in own) - min(p.debut for p in own)
            attente += (there - sum((p.fin - p.debut for p in own), timedelta(0))) // minute
    return journees, presence, attente


# Two whole passages in each other's place.


@dataclass(frozen=True, slots=True)
class Swap:
    """Two passages exchanged: what a hand would ask for, whether the audit accepts it, and what it costs."""

    exchange: Exchange
    violation: Violation | None
    cost: HandCost


def swap_of(judge: Judge, un: tuple[str, str], autre: tuple[str, str]) -> Swap | None:
    """The exchange of two passages (candidat and épreuve); None where one of them is not there, or stays.

    Each begins where the other began; or, if the audit refuses that, ends where it ended: of passages that last
    otherwise, one may leave room for what stands between or after only so.
    """
    session, plan = judge.session, judge.plan
    one, other = passage_of(plan, *un), passage_of(plan, *autre)
    if one is None or other is None or one.candidat == other.candidat:
        return None
    mine, theirs = whole_passage(session, plan, one), whole_passage(session, plan, other)
    if immobile(session, mine) is not None or immobile(session, theirs) is not None:
        return None
    tried = [_swapped(judge, exchange) for exchange in dict.fromkeys(_aligned(mine, theirs))]
    return next((swap for swap in tried if swap.violation is None), tried[0])


def swaps_of(judge: Judge, candidat: str, epreuve: str) -> tuple[Swap, ...]:
    """Every exchange of a passage with one of somebody else that the audit accepts, the least costly first."""
    passage = passage_of(judge.plan, candidat, epreuve)
    if passage is None:
        return ()
    mine = whole_passage(judge.session, judge.plan, passage)
    jury = next((j for p in mine if (j := jury_of(p))), "")
    seen, swaps = set(mine), []
    for other in judge.plan.passages if jury else ():
        if other not in seen and other.candidat != candidat and jury_of(other):
            seen |= set(whole_passage(judge.session, judge.plan, other))
            swap = swap_of(judge, (candidat, epreuve), (other.candidat, other.epreuve))
            if swap is not None and swap.violation is None:
                swaps.append(swap)
    return tuple(sorted(swaps, key=lambda s: (s.cost.journees, s.cost.presence + s.cost.attente)))


def _aligned(mine: Sequence[Passage], theirs: Sequence[Passage]) -> Iterator[Exchange]:
    """The two in each other's place: by their beginnings, by their ends, by the outer bounds of both."""
    begun, ended = (mine[0].debut, theirs[0].debut), (_end(mine), _end(theirs))
    yield _exchange(mine, begun[1], theirs, begun[0])
    long, their_length = ended[0] - begun[0], ended[1] - begun[1]
    yield _exchange(mine, ended[1] - long, theirs, ended[0] - their_length)
    if begun[0] < begun[1]:
        yield _exchange(mine, ended[1] - long, theirs, begun[0])
    else:
        yield _exchange(mine, begun[1], theirs, ended[0] - their_length)


def _end(chain: Sequence[Passage]) -> datetime:
    return max(p.fin for p in chain)


def _exchange(mine: Sequence[Passage], debut: datetime, theirs: Sequence[Passage], other_debut: datetime) -> Exchange:
    juries = [next((j for p in chain if (j := jury_of(p))), "") for chain in (mine, theirs)]
    un = Put(mine[0].candidat, mine[0].epreuve, debut, juries[1])
    return Exchange(un, Put(theirs[0].candidat, theirs[0].epreuve, other_debut, juries[0]))


def _swapped(judge: Judge, exchange: Exchange) -> Swap:
    after = retouched(judge.session, judge.plan, exchange)
    candidats = exchange.un.candidat, exchange.autre.candidat
    return Swap(exchange, judge.first_breach(after, candidats), cost_of(judge.plan, after, candidats))
