"""A session whose people have no names: what the administration needs, and no more.

Candidats are counted in the order of the workbook, not by their drawn numbers, which the wall shows.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from tpplanner.domain.session import Candidat, Membre, Personne, Role, Session
from tpplanner.texts import anonymat as texte

_Human = TypeVar("_Human", Candidat, Membre, Personne)


def anonymous(session: Session) -> Session:
    """The same session, its people told by what they are and a number; a fictive one is as it is."""
    if session.fictive:
        return session
    candidats = (
        replace(_bare(c), nom=texte.candidat(n), numero_tire=n, numero_ceres="", organisme="", employeur="")
        for n, c in enumerate(session.candidats, start=1)
    )
    membres = {m.id: texte.membre(n) for n, m in enumerate(session.membres, start=1)}
    return replace(
        session,
        candidats=tuple(candidats),
        membres=tuple(replace(_bare(m), nom=membres[m.id], organisme="", employeur="") for m in session.membres),
        personnes=_personnes(session, membres.get),
    )


def _personnes(session: Session, membre: Callable[[str], str | None]) -> tuple[Personne, ...]:
    """Each by his first role; the same human keeps one name, also where he is a membre."""
    counted: dict[Role, int] = {}
    told = []
    for personne in session.personnes:
        role = personne.roles[0]
        counted[role] = counted.get(role, 0) + 1
        nom = membre(personne.id) or texte.personne(role, counted[role])
        told.append(replace(_bare(personne), nom=nom, organisme=""))
    return tuple(told)


def _bare(human: _Human) -> _Human:
    return replace(human, prenom="", contact="")
