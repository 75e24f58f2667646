"""Whom a plan asks to come otherwise than convened: by what would be breaches if they were not asked."""

from collections.abc import Iterator

from tpplanner.audit.candidat import convocation_respectee
from tpplanner.audit.view import View
from tpplanner.domain.answers import Violation
from tpplanner.domain.session import NOT_CONVENED, Role


def appels_a_demander(view: View) -> int:
    """People of the session who come on a day for which they are not convened."""
    return len({v.sujet[0] for v in demandes(view) if autre_jour(v)})


def accords_a_demander(view: View) -> int:
    """People of the session who begin, on a day for which they are convened, before that hour."""
    return len({v.sujet[0] for v in demandes(view) if not autre_jour(v)})


def demandes(view: View) -> Iterator[Violation]:
    """What those who may be asked would have to agree to, responsables left out: they follow the day."""
    session = view.session
    asked = {c.personne for c in session.sur_demande}
    placed = {c.id for c in session.candidats} | {m.id for m in session.membres}
    placed |= {p.id for p in session.personnes if set(p.roles) - {Role.RESPONSABLE}}
    for breach in convocation_respectee(View(session.sans_demande, view.plan)):
        if breach.sujet[0] in asked & placed:
            yield breach


def autre_jour(demande: Violation) -> bool:
    """Whether somebody is asked to come on a day for which they are not convened, not only at another hour."""
    return demande.cas == "jour" or dict(demande.donnees).get("attendu") == NOT_CONVENED
