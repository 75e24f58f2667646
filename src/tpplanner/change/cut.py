"""Plans cut: what is left of one when a jury stops or changes rooms, when a hearing is void, when works are let go."""

from dataclasses import replace
from datetime import date, datetime

from tpplanner.domain.departs import hearings
from tpplanner.domain.plan import Composition, NatureTravail, Passage, Plan

READ = (NatureTravail.LECTURE, NatureTravail.CORRECTION)
"""What a jury does about a candidat apart from them."""


def without_hearings(plan: Plan, candidat: str) -> Plan:
    """The plan without what a candidat passes before a jury; what juries read and corrected for them was done."""
    heard = {(p.candidat, p.epreuve) for p in plan.du_candidat(candidat) if p.suivies}
    return replace(
        plan,
        passages=tuple(p for p in plan.passages if (p.candidat, p.epreuve) not in heard),
        travaux=tuple(t for t in plan.travaux if t.candidat != candidat or t.nature in READ),
        presences=tuple(p for p in plan.presences if (p.candidat, p.epreuve) not in heard),
    )


def stopped(plan: Plan, composition: Composition, moment: datetime) -> Plan:
    """The plan in which a jury reads and corrects no further from a moment on."""
    cut = (
        replace(t, fin=moment)
        if (t.jury, t.debut.date()) == _key(composition) and t.nature in READ and t.debut < moment < t.fin
        else t
        for t in plan.travaux
    )
    return replace(plan, travaux=tuple(cut))


def closing_at(plan: Plan, composition: Composition, moment: datetime) -> Plan:
    """The plan in which a jury closes at a moment, in its break too; what it was to do later is still there."""
    its = [t for t in plan.travaux if (t.jury, t.debut.date()) == _key(composition) and t.fin > moment]
    closing = {t: replace(t, debut=moment, fin=moment + (t.fin - t.debut)) for t in its if t.debut > moment}
    closing = {t: later for t, later in closing.items() if t.nature is NatureTravail.CLOTURE}
    breaks = {t for t in its if t.nature is NatureTravail.PAUSE}
    fin = max((t.fin for t in closing.values()), default=composition.fin)
    compositions = (replace(c, fin=fin) if c == composition else c for c in plan.compositions)
    travaux = (closing.get(t, t) for t in plan.travaux if t not in breaks)
    return replace(plan, travaux=tuple(travaux), compositions=tuple(compositions))


def in_another_room(plan: Plan, composition: Composition, salle: str, now: datetime | None) -> Plan:
    """The plan in which a jury goes on in another room; what is over was in the first."""
    moved = hearings(plan, composition)

    def there(debut: datetime, fin: datetime, ou: str) -> bool:
        return ou == composition.salle and debut < composition.fin and (now is None or fin > now)

    def elsewhere(passage: Passage) -> Passage:
        parties = (replace(x, salle=salle) if there(x.debut, x.fin, x.salle) else x for x in passage.parties)
        return replace(passage, parties=tuple(parties))

    keys = {(p.candidat, p.epreuve) for p in moved}
    return replace(
        plan,
        passages=tuple(elsewhere(p) if p in moved else p for p in plan.passages),
        presences=tuple(
            replace(p, salle=salle) if (p.candidat, p.epreuve) in keys and there(p.debut, p.fin, p.salle) else p
            for p in plan.presences
        ),
        compositions=tuple(replace(c, salle=salle) if c == composition else c for c in plan.compositions),
    )


def without_works(plan: Plan, maintenant: datetime | None) -> Plan:
    """The plan without its juries' work, but for what has begun."""
    return replace(plan, travaux=tuple(t for t in plan.travaux if maintenant is not None and t.debut < maintenant))


def _key(composition: Composition) -> tuple[str, date]:
    return composition.jury, composition.jour
