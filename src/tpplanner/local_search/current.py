"""The plan that a local search has reached, and what makes another one better: the audit judges both."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from tpplanner.audit import breaks, costs, holds, led_hours, oddities
from tpplanner.domain.affichage import given_away, shown
from tpplanner.domain.appels import accueils_de
from tpplanner.domain.plan import NatureTravail, Plan, Travail, heure_ronde
from tpplanner.domain.session import Role, Session


class CurrentPlan:
    """The best plan so far, what it costs and how odd it is; `judged` proposals were looked at."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self.session, self.plan = session, plan
        self.costs = tuple(costs(session, plan))
        self.oddities = oddities(session, plan)
        self.posted = () if given_away(session, plan) else shown(session, plan)
        """what is posted, where that tells no majoration: no proposal changes it"""
        self.judged = 0

    def offer(self, proposal: Plan) -> bool:
        """Keep a proposal if it costs less, or as much and is less odd, and breaks no rule; whether it is kept."""
        self.judged += 1
        if not self._keeps_to_the_step(proposal):
            return False
        if self.posted and shown(self.session, proposal) != self.posted:
            return False
        proposal = replace(proposal, accueils=accueils_de(self.session, proposal.passages))
        level = self._first_that_differs(proposal)
        if level > 0:
            return False
        proposal = with_breaks(self.session, led(self.session, proposal))
        odd = oddities(self.session, proposal)
        if level == 0 and odd >= self.oddities:
            return False
        if not holds(self.session, proposal):
            return False
        self.plan, self.oddities = proposal, odd
        self.costs = tuple(costs(self.session, proposal)) if level else self.costs
        return True

    def _keeps_to_the_step(self, proposal: Plan) -> bool:
        """Whether each passage is moved by whole steps of the réglages: bounds are of the plans that keep to them."""
        step = self.session.reglages.pas
        known = {(p.candidat, p.epreuve): _minute(p.debut) % step for p in self.plan.passages}
        return all(_minute(p.debut) % step == known.get((p.candidat, p.epreuve)) for p in proposal.passages)

    def _first_that_differs(self, proposal: Plan) -> int:
        """By how much more a proposal costs at the first level at which it costs another amount; 0 where at none."""
        levels = zip(self.costs, costs(self.session, proposal), strict=True)
        return next((value - own for own, value in levels if value != own), 0)


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def led(session: Session, plan: Plan) -> Plan:
    """The plan with whoever leads each day there for all of it."""
    presences = list(plan.presences)
    for jour in plan.jours():
        hours = led_hours(session, plan, jour)
        leading = [i for i, p in enumerate(presences) if p.role == Role.RESPONSABLE and p.debut.date() == jour]
        if hours is not None and leading:
            first, last = leading[0], leading[-1]
            presences[first] = replace(presences[first], debut=min(hours[0], presences[first].fin))
            presences[last] = replace(presences[last], fin=max(hours[1], presences[last].debut))
    return replace(plan, presences=tuple(presences))


def with_breaks(session: Session, plan: Plan) -> Plan:
    """The plan with the break of each jury-day that has one between two things: with other juries if it can."""
    length = timedelta(minutes=session.reglages.pause_jury)
    pauses = [
        Travail(jury, NatureTravail.PAUSE, debut, debut + length)
        for jour in plan.jours()
        for juries, debut in _together(breaks(session, plan, jour))
        for jury in juries
    ]
    others = (t for t in plan.travaux if t.nature is not NatureTravail.PAUSE)
    return replace(plan, travaux=(*others, *pauses))


def _together(groups: list[tuple[list[str], list[datetime]]]) -> Iterator[tuple[list[str], datetime]]:
    """When each group takes its break: when most can, again and again; a multiple of five first, then the earliest."""
    while groups := [group for group in groups if group[0] and group[1]]:
        able = Counter(debut for juries, starts in groups for debut in starts for _ in juries)
        debut = min(able, key=lambda d: (-able[d], d != heure_ronde(d), d))
        yield from ((juries, debut) for juries, starts in groups if debut in starts)
        groups = [group for group in groups if debut not in group[1]]
