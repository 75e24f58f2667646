"""The hours at which a plan convenes people: once told, nobody begins before them."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, time

from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Convocation, Session


def convened(session: Session, plan: Plan, begun: Plan, maintenant: datetime | None) -> tuple[Convocation, ...]:
    """For each person of the plan and each of his days, the hour of his first thing; a typed convocation comes first.

    Who has a typed convocation for a day on which the plan does not call him is convened on that day too; and so is
    who has begun something before `maintenant` (in the plan `begun`), from then on: he is there.
    """
    told = {key: Convocation(*key, heure, deduite=True) for key, heure in _first_hours(plan).items()}
    told |= {(c.personne, c.jour): c for c in session.convocations}
    for key, heure in _first_hours(begun).items():
        if maintenant is not None and datetime.combine(key[1], heure) < maintenant:
            convocation = told.get(key, Convocation(*key, heure, deduite=True))
            told[key] = replace(convocation, heure=min(heure, convocation.heure))
    known = {c.id for c in session.candidats} | {m.id for m in session.membres} | {p.id for p in session.personnes}
    dates = {jour.date for jour in session.jours}
    return tuple(c for (id_, jour), c in sorted(told.items()) if id_ in known and jour in dates)


def _first_hours(plan: Plan) -> dict[tuple[str, date], time]:
    """When the first thing of each person begins on each of his days; for membres, the hour of their letter."""
    firsts: dict[tuple[str, date], list[time]] = defaultdict(list)
    for passage in plan.passages:
        firsts[passage.candidat, passage.jour].append(passage.debut.time())
    for composition in plan.compositions:
        for membre in composition.membres:
            firsts[membre, composition.jour].append(composition.convocation.time())
    for presence in plan.presences:
        firsts[presence.personne, presence.debut.date()].append(presence.debut.time())
    return {key: min(hours) for key, hours in firsts.items()}
