"""Too few places before juries: the most that each jury-day can hold, summed."""

from tpplanner.domain.outcome import Shortage
from tpplanner.domain.session import Session
from tpplanner.solver import Budget, places_before_juries


def missing_places(session: Session, budget: Budget) -> tuple[Shortage, ...]:
    """The lack of places, if it is proven in that budget: what juries can hold at most, day by day."""
    found = places_before_juries(session, budget)
    if found is None or found.most >= len(session.candidats):
        return ()
    return (Shortage("places", (), len(session.candidats), found.most, found.detail),)
