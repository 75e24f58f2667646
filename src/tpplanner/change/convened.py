"""The hours at which a plan convenes people: once told, nobody begins before them."""

from collections import defaultdict
from datetime import date, datetime

from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Convocation, Session


def convened(session: Session, plan: Plan) -> tuple[Convocation, ...]:
    """For each person of the plan and each of his days, the hour of his first thing; a typed convocation comes first.

    Who has a typed convocation for a day on which the plan does not call him is convened on that day too.
    """
    firsts: dict[tuple[str, date], list[datetime]] = defaultdict(list)
    for passage in plan.passages:
        firsts[passage.candidat, passage.jour].append(passage.debut)
    for composition in plan.compositions:
        for membre in composition.membres:
            firsts[membre, composition.jour].append(composition.debut)
    for presence in plan.presences:
        firsts[presence.personne, presence.debut.date()].append(presence.debut)
    told = {key: Convocation(key[0], key[1], min(moments).time()) for key, moments in firsts.items()}
    told |= {(c.personne, c.jour): c for c in session.convocations}
    known = {c.id for c in session.candidats} | {m.id for m in session.membres} | {p.id for p in session.personnes}
    dates = {jour.date for jour in session.jours}
    return tuple(c for (id_, jour), c in sorted(told.items()) if id_ in known and jour in dates)
