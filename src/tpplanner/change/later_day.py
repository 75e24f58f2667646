"""Where a failure takes away what a collective épreuve needs: the same day, begun once the failure is over.

A narrowing: its plans are plans of the session, and are found at once, where the whole search has to learn jury by jury
that nobody can be heard before the épreuve that all must pass first. That it has none proves nothing.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta

from tpplanner.audit import check
from tpplanner.domain.contingency import Failure
from tpplanner.domain.plan import Passage, Plan
from tpplanner.domain.session import Jour, Session


def later_day(session: Session, plan: Plan, failure: Failure) -> tuple[Session, ...]:
    """The session whose candidats come once the failure is over; none where it breaks no collective épreuve.

    `session` has the failure; `plan` breaks a rule of it.
    """
    broken = (element for violation in check(session, plan).violations for element in violation.elements)
    collective = {e.id for e in session.referentiel.epreuves() if e.collective}
    if not any(isinstance(element, Passage) and element.epreuve in collective for element in broken):
        return ()
    jours = tuple(_later(session, j, failure) if j.date == failure.jour else j for j in session.jours)
    return (replace(session, jours=jours),) if jours != session.jours else ()


def _later(session: Session, jour: Jour, failure: Failure) -> Jour:
    over = failure.plage.fin - timedelta(minutes=session.reglages.accueil)
    last = datetime.combine(jour.date, jour.fin)
    return replace(jour, accueil=max(jour.accueil, _hour(min(over, last))))


def _hour(moment: datetime) -> time:
    return time(moment.hour, moment.minute)
