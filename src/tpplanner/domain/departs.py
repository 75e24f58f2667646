"""Who leaves a jury that has begun: a fact, after which the jury goes on only with enough of those who stay."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tpplanner.domain.plan import Composition, Passage, Plan
from tpplanner.domain.session import Plage, Session, cle


@dataclass(frozen=True, slots=True)
class Depart:
    """A membre leaves a jury that has begun; `absence` is what was typed, `plage` what of that day they miss."""

    membre: str
    composition: Composition
    absence: Plage
    plage: Plage

    @property
    def jour(self) -> date:
        """The day."""
        return self.composition.jour


def departs(session: Session) -> tuple[Depart, ...]:
    """Those of the juries that the reference plan has begun, in the order of its compositions."""
    return tuple(d for plan in session.reference for c in plan.compositions for d in _of(session, plan, c))


def _of(session: Session, plan: Plan, composition: Composition) -> Iterator[Depart]:
    now = session.maintenant
    if now is None or composition.debut >= now:
        return
    for membre in (m for m in session.membres if m.id in composition.membres and not m.observateur):
        for absence in membre.indisponibilites:
            if composition.debut < absence.debut < composition.fin:
                debut = after_deliberation(session, plan, composition, absence.debut)
                yield Depart(membre.id, composition, absence, Plage(debut, min(absence.fin, midnight(composition))))


def enough(session: Session, membres: Collection[str]) -> bool:
    """Whether those membres (ids) are a jury by themselves, in number and in qualities."""
    siegent = [m for m in session.membres if m.id in membres and not m.observateur]
    qualites = {cle(q) for m in siegent for q in m.qualites}
    asked = {cle(q) for q in session.referentiel.qualites}
    return len(siegent) >= session.referentiel.membres_min and asked <= qualites


def midnight(composition: Composition) -> datetime:
    """The end of the day of a jury."""
    return datetime.combine(composition.jour + timedelta(days=1), time())


def after_deliberation(session: Session, plan: Plan, composition: Composition, moment: datetime) -> datetime:
    """When somebody who leaves a jury at a moment has left it: they deliberate first on whom they have heard whole."""
    lasts, ends = timedelta(minutes=session.reglages.deliberation), dict[str, datetime]()
    for passage in hearings(plan, composition):
        ends[passage.candidat] = max(passage.fin, ends.get(passage.candidat, passage.fin))
    return max([moment, *(end + lasts for end in ends.values() if end <= moment < end + lasts)])


def hearings(plan: Plan, composition: Composition) -> list[Passage]:
    """The passages of a day before that jury."""
    key = composition.jury, composition.jour
    return [p for p in plan.passages if any((x.jury, x.debut.date()) == key for x in p.suivies)]
