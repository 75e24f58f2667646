"""Who takes whose place in a jury that the centre gives without being noted for it: the responsable's to decide."""

from collections.abc import Collection
from dataclasses import replace

from tpplanner.domain.duties import jurys_commences, remplacants, titulaires, with_remplacant
from tpplanner.domain.held import with_event
from tpplanner.domain.imprevus import Imprevu, Remplacement
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session


def anybody_may_replace(session: Session, refus: Collection[str] = ()) -> Session:
    """The session in which every membre but those who refuse may replace one of each given jury."""
    for jury in session.jurys:
        there = {*jury.membres, *jury.remplacants, *refus}
        for membre in (m for m in session.membres if not m.observateur and m.id not in there):
            session = with_remplacant(session, jury.id, membre.id)
    return session


def remplacements(session: Session, plan: Plan) -> tuple[Remplacement, ...]:
    """Who sits in a given jury of a plan without being noted for it, each in the place of one of its membres."""
    begun, events = jurys_commences(session), []
    for c in plan.compositions if session.jurys else ():
        if (c.jury, c.jour) in begun:
            continue
        own, sitting = titulaires(session, c.jury), session.sans_observateurs(c.membres)
        others = sitting - own - remplacants(session, c.jury, c.jour)
        events += [
            Remplacement(absent, par, c.debut, c.fin)
            for absent, par in zip(sorted(own - sitting), sorted(others), strict=False)
        ]
    return tuple(events)


def with_remplacements(session: Session, events: Collection[Remplacement]) -> Session:
    """The session in which these are noted, and hold."""
    noted = tuple(Imprevu(event, session.maintenant) for event in events)
    session = replace(session, imprevus=(*session.imprevus, *noted))
    for event in events:
        session = with_event(session, event)
    return session
