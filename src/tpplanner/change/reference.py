"""Plans cut and shifted: what is left of one when a jury runs late, when works are let go."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from tpplanner.domain.plan import Composition, NatureTravail, Passage, Plan, Travail


def before_jury_at(plan: Plan, jury: str, moment: datetime) -> str:
    """The candidat before a jury at a moment, until his délibération is over, else the next of the day; or nobody."""
    ends: dict[str, datetime] = {}
    things: list[Passage | Travail] = [*plan.passages, *plan.travaux]
    for thing in things:
        if thing.debut.date() == moment.date() and _of_jury(thing, jury):
            ends[thing.candidat] = max(thing.fin, ends.get(thing.candidat, thing.fin))
    heard = [p for p in plan.passages if p.jour == moment.date() and _of_jury(p, jury)]
    later = [p for p in heard if ends[p.candidat] > moment]
    return min(later, key=lambda p: p.debut).candidat if later else ""


def _of_jury(thing: Passage | Travail, jury: str) -> bool:
    if isinstance(thing, Passage):
        return any(partie.jury == jury for partie in thing.suivies)
    return thing.jury == jury and thing.nature is NatureTravail.DELIBERATION


def delayed(plan: Plan, jury: str, candidat: str, jour: date, minutes: int) -> tuple[Plan, tuple[Passage, ...]]:
    """The plan where a candidat passes before that jury so many minutes later that day; and those passages."""
    delta = timedelta(minutes=minutes)
    moved = tuple(
        p.deplace(lambda moment: moment + delta)
        for p in plan.passages
        if p.candidat == candidat and p.jour == jour and _of_jury(p, jury)
    )
    keys = {(p.candidat, p.epreuve) for p in moved}
    passages = (*(p for p in plan.passages if (p.candidat, p.epreuve) not in keys), *moved)
    travaux = tuple(
        replace(t, debut=t.debut + delta, fin=t.fin + delta)
        if t.candidat == candidat and t.debut.date() == jour and _of_jury(t, jury)
        else t
        for t in plan.travaux
    )
    presences = tuple(
        replace(p, debut=p.debut + delta, fin=p.fin + delta) if (p.candidat, p.epreuve) in keys else p
        for p in plan.presences
    )
    return replace(plan, passages=passages, travaux=travaux, presences=presences), moved


def without_works(plan: Plan, maintenant: datetime | None) -> Plan:
    """The plan without its juries' work, but for what has begun."""
    return replace(plan, travaux=tuple(t for t in plan.travaux if maintenant is not None and t.debut < maintenant))


def begun(things: Iterable[Passage], maintenant: datetime | None) -> list[Passage]:
    """Those that have begun."""
    return [thing for thing in things if maintenant is not None and thing.debut < maintenant]


def jury_at(plan: Plan, jury: str, jour: date) -> Composition | None:
    """Who sits in a jury on a day."""
    return next((c for c in plan.compositions if (c.jury, c.jour) == (jury, jour)), None)
