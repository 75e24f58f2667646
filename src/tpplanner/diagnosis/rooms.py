"""Rooms that a session could have besides its own: one of a kind, or as many as could ever serve."""

from dataclasses import replace

from tpplanner.domain.parcours import epreuves_de
from tpplanner.domain.referentiel import USAGE_JURY
from tpplanner.domain.session import Salle, Session

PREFIX = "+"
"""Of the ids of rooms that are not there."""


def usages(session: Session) -> tuple[str, ...]:
    """The kinds of room that somebody's épreuves need, the juries' own first."""
    dues = (e for c in session.candidats for e in epreuves_de(session.referentiel, c))
    return tuple(dict.fromkeys([USAGE_JURY, *(phase.usage for e in dues for phase in e.phases)]))


def with_room(session: Session, usage: str, nom: str, posts: int | None = None) -> Session:
    """The session with one more room of a kind: with posts and resources for all, unless told."""
    everybody = max(1, len(session.candidats))
    named = {e.ressource for c in session.candidats for e in epreuves_de(session.referentiel, c) if e.ressource}
    salle = Salle(
        id=_free_id(session),
        nom=nom,
        usages=(usage,),
        postes=posts if posts is not None else (1 if usage == USAGE_JURY else everybody),
        ressources=tuple((nom_, everybody) for nom_ in sorted(named)) if usage != USAGE_JURY else (),
    )
    return replace(session, salles=(*session.salles, salle))


def room_enough(session: Session, usage: str) -> Session:
    """The session with as many rooms of a kind as could ever serve at once."""
    dues = [e for c in session.candidats for e in epreuves_de(session.referentiel, c)]
    phases = [p for e in dues for p in e.phases if p.usage == usage]
    together = phases and all(p.partagee for p in phases) and not any(c.salle_a_part for c in session.candidats)
    seats = 2 * len(session.membres) // session.referentiel.membres_min
    most = min(len(session.candidats), seats if usage == USAGE_JURY else len(session.candidats))
    for n in range(1 if together else most):
        session = with_room(session, usage, f"{usage} {n + 1}")
    return session


def _free_id(session: Session) -> str:
    taken = {s.id for s in session.salles}
    return next(id_ for n in range(1, len(taken) + 2) if (id_ := f"{PREFIX}{n}") not in taken)
