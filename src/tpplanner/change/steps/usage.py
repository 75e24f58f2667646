"""What is only usage, loosened for one day by half an hour at most: the break taken later or earlier, a later end."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from tpplanner.audit import holds
from tpplanner.domain.held import PAUSE, with_event
from tpplanner.domain.imprevus import Derogation, Prolongation
from tpplanner.domain.plan import ARRONDI, NatureTravail, Plan, Travail
from tpplanner.domain.session import Session

MOST = 30
"""Minutes by which usage may be loosened."""


@dataclass(frozen=True, slots=True)
class Loosened:
    """By how many minutes usage is loosened on a day: the window of the break on either side, the end of the day."""

    jour: date
    pause: int = 0
    fin: int = 0

    @property
    def minutes(self) -> int:
        """All in all."""
        return self.pause + self.fin


def loosenings(jour: date) -> tuple[Loosened, ...]:
    """All that may be loosened on a day, together; then each kind alone."""
    return Loosened(jour, pause=MOST, fin=MOST), Loosened(jour, fin=MOST), Loosened(jour, pause=MOST)


def loosened(session: Session, more: Loosened) -> Session:
    """The session in which usage is loosened so."""
    for evenement in events_of(session, more):
        session = with_event(session, evenement)
    return session


def events_of(session: Session, more: Loosened) -> tuple[Derogation | Prolongation, ...]:
    """What is loosened, as it stands in the sheet *Imprévus*."""
    pause = Derogation(PAUSE, "", more.jour, more.pause)
    jour = session.jour(more.jour)
    minute = min(60 * jour.fin.hour + jour.fin.minute + more.fin, 24 * 60 - 1)
    fin = Prolongation(more.jour, time(*divmod(minute, 60)))
    return (*((pause,) if more.pause else ()), *((fin,) if more.fin else ()))


def fewest_minutes(session: Session, plan: Plan, more: Loosened) -> Loosened:
    """As little of it as the plan needs, by steps of five minutes."""
    for pause in range(0, more.pause, ARRONDI):
        if holds(loosened(session, replace(more, pause=pause)), plan):
            more = replace(more, pause=pause)
            break
    for fin in range(0, more.fin, ARRONDI):
        if holds(loosened(session, replace(more, fin=fin)), plan):
            more = replace(more, fin=fin)
            break
    return more


def later_breaks(session: Session, plan: Plan, more: Loosened) -> list[Travail]:
    """The breaks of juries that only the wider window allows; `session` is the one in which it is wider."""
    jour = session.jour(more.jour)
    wider = timedelta(minutes=more.pause)
    first, last = jour.a(jour.pause_debut) + wider, jour.a(jour.pause_fin) - wider
    pauses = (t for t in plan.travaux if t.nature is NatureTravail.PAUSE and t.debut.date() == more.jour)
    return [t for t in pauses if t.debut < first or t.fin > last]


def staying_late(session: Session, plan: Plan, jour: date) -> tuple[str, ...]:
    """Who is still there after the usual end of a day: candidats, membres, whoever is present."""
    over = session.jour(jour).a(session.jour(jour).fin)
    here = {p.candidat for p in plan.passages if p.jour == jour and p.fin > over}
    here |= {m for c in plan.compositions if c.jour == jour and c.fin > over for m in c.membres}
    here |= {p.personne for p in plan.presences if p.debut.date() == jour and p.fin > over}
    return tuple(sorted(here))
