"""Where a candidat's passages could go in a planning: with everybody else staying, then in somebody else's place.

Places that move nobody are all there are on the grid. The others are looked for at the hours at which a jury hears
somebody: the plan that admits it near the one there is, without a proof that none moves fewer people.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from tpplanner.change.by_hand import immobile
from tpplanner.change.diff import Prices, membres_of
from tpplanner.domain.answers import Place, Places, Planned
from tpplanner.domain.plan import Partie, Passage, Plan
from tpplanner.domain.session import Pin, Portee, Session
from tpplanner.errors import Bug
from tpplanner.planner import judged
from tpplanner.solver import Budget, Clock, Vacancy, instead, moving_together, vacancies
from tpplanner.tuning import ALONE_SHARE, LEAST_SECONDS

MIDI = time(12)
"""What begins before is of the morning."""

Hear = Callable[[Places], None]
"""Whoever is told the places found so far."""


def places(
    session: Session, candidat: str, epreuve: str, budget: Budget, wanted: str = "", hear: Hear = lambda _: None
) -> tuple[Places, ...]:
    """The places of what a candidat passes, or of what moves with one épreuve (empty: all), the best first.

    `session` has the plan there is as its reference, and the check accepts it. Once the place whose code is `wanted`
    is found, no other is looked for. `hear` is told those found so far, each time that there is another.
    """
    clock = Clock(budget)
    groups = [g for g in moving_together(session, candidat) if epreuve in ("", *g)]
    of_groups: list[Places] = []
    for i, group in enumerate(groups):
        elsewhere = _Elsewhere(session, candidat, group, epreuve or group[0], clock, hear)
        of_groups.append(elsewhere.places(clock.left() / (len(groups) - i), wanted))
        if any(place.code == wanted for place in of_groups[-1].places):
            break
    return tuple(of_groups)


class _Elsewhere:
    """The places of passages that move together; they are told by the hour of one of them."""

    def __init__(
        self, session: Session, candidat: str, epreuves: tuple[str, ...], epreuve: str, clock: Clock, hear: Hear
    ) -> None:
        self.session, self.candidat, self.epreuves, self.epreuve, self.clock = (
            session,
            candidat,
            epreuves,
            epreuve,
            clock,
        )
        self.hear = hear
        self.offers: list[Place] = []
        self.plan = session.reference[0]
        self.prices = Prices(session)
        self.mine = tuple(self._passage(self.plan, e) for e in epreuves)
        self.first = self.mine[0]
        self.immobile = immobile(session, self.mine)

    def _passage(self, plan: Plan, epreuve: str) -> Passage:
        return next(p for p in plan.passages if (p.candidat, p.epreuve) == (self.candidat, epreuve))

    def places(self, seconds: float, wanted: str) -> Places:
        """Those that move nobody first; within each, by what they cost; none after the one wanted is looked for."""
        if self.immobile is not None:
            return self._answer()
        until = max(0.0, self.clock.left() - seconds)

        def enough(vacancy: Vacancy) -> bool:
            place = self._place(vacancy.plan, vacancy.starts)
            if self._is_here(place):
                return False
            self._find(place)
            return place.code == wanted

        share = ALONE_SHARE * seconds
        unsettled = vacancies(self.session, self.candidat, self.epreuves, self.clock, share, enough).unsettled
        if not self.offers or self.offers[-1].code != wanted:
            unsettled += self._instead_of_others(until, wanted)
        return self._answer(unsettled)

    def _is_here(self, place: Place) -> bool:
        """Whether they pass there already: the same people, in the same room, are two juries where one goes on."""
        here = self._passage(self.plan, self.epreuve)
        rooms = [[part.salle for part in passage.parties] for passage in (here, place.passage)]
        return (
            place.passage.debut == here.debut and place.membres == membres_of(self.plan, here) and rooms[0] == rooms[1]
        )

    def _find(self, place: Place) -> None:
        self.offers.append(place)
        self.hear(self._answer())

    def _answer(self, unsettled: int = 0) -> Places:
        """The places found so far."""
        here = self._passage(self.plan, self.epreuve)
        ordered = sorted(self.offers, key=lambda p: (len(p.deplaces), p.cout, p.passage.debut))
        unique = {p.code: p for p in reversed(ordered)}
        return Places(
            self.candidat,
            self.epreuves,
            here,
            membres_of(self.plan, here),
            places=tuple(reversed(unique.values())),
            immobile=self.immobile,
            ouvertes=unsettled,
        )

    # Instead of somebody else

    def _instead_of_others(self, until: float, wanted: str) -> int:
        """Find the place of each other candidat before their jury, who goes elsewhere; how many were not looked at."""
        known = {(p.passage.debut, p.membres) for p in self.offers}
        others = list(self._others()) if self.first.suivies else []
        for i, other in enumerate(others):
            seconds = self.clock.left() - until
            if seconds < LEAST_SECONDS or self.clock.budget.stop.is_set():
                return len(others) - i
            plan = self._near(other)
            if self.clock.left() <= 0:
                return len(others) - i
            if plan is None:
                continue
            place = self._place(plan, ())
            if place.code == wanted or (place.passage.debut, place.membres) not in known:
                self._find(place)
            if place.code == wanted:
                return len(others) - i - 1
        return 0

    def _others(self) -> Iterator[Passage]:
        """The first passage of each other candidat before each jury of each day, of those that have not begun."""
        seen: set[tuple[str, str, date]] = set()
        now = self.session.maintenant
        for passage in (p for p in self.plan.passages if p.suivies and p.candidat != self.candidat):
            key = (passage.candidat, passage.suivies[0].jury, passage.jour)
            if key not in seen and (now is None or passage.debut >= now):
                yield passage
            seen.add(key)

    def _near(self, other: Passage) -> Plan | None:
        """A plan near the one there is in which they pass when the other did, before the same jury."""
        composition = next(c for c in self.plan.compositions if (c.jury, c.jour) == (other.suivies[0].jury, other.jour))
        moved = other.debut - self.first.debut
        own = self.first.suivies[0].jury
        salle = next((c.salle for c in self.plan.compositions if c.jury == own and c.jour == self.first.jour), "")
        parties = tuple(
            Partie(p.phase, p.debut + moved, p.fin + moved, composition.salle if p.salle == salle else p.salle)
            for p in self.first.parties
        )
        pin = Pin(self.candidat, self.epreuves[0], Portee.TOUT, parties, composition.membres)
        session = replace(self.session, pins=(*self.session.pins, pin))
        theirs = [p for p in self.plan.du_candidat(other.candidat) if p.suivies]
        plan = instead(session, (*self.mine, *theirs), self.clock)
        return _unmarked(plan, self.plan) if plan is not None else None

    # What it costs

    def _place(self, plan: Plan, starts: tuple[int, ...]) -> Place:
        _, report = judged(self.session, Planned(plan, ()))
        if report is None:
            raise Bug("a plan has a report")
        passage = self._passage(plan, self.epreuve)
        lead = passage.debut - self._passage(plan, self.epreuves[0]).debut
        midnight = datetime.combine(passage.jour, time())
        heures = tuple(midnight + timedelta(minutes=m) + lead for m in starts)
        return self.prices.place(plan, report, passage, heures or (passage.debut,))


def _unmarked(plan: Plan, avant: Plan) -> Plan:
    """The plan with the pins of the one before, and no other."""
    pinned = {(p.candidat, p.epreuve): p.fige for p in avant.passages}
    passages = (replace(p, fige=pinned.get((p.candidat, p.epreuve), "")) for p in plan.passages)
    return replace(plan, passages=tuple(passages))
