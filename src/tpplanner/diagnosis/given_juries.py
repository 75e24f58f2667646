"""Juries that the centre gives, beside those that sit in a plan: what differs breaks no rule, and is said."""

from collections.abc import Iterator
from datetime import date

from tpplanner.audit.composition import est_habilite
from tpplanner.audit.view import View
from tpplanner.domain.liens import exclusions
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Jury, Session
from tpplanner.errors import Issue, Severity
from tpplanner.sheets import JURYS
from tpplanner.texts import controles
from tpplanner.texts.message import Texte
from tpplanner.texts.noms import Noms


def beside_given(session: Session, plan: Plan) -> Iterator[Issue]:
    """Of each day of a given jury, who does not sit with it and why, and who sits in his place; juries never given."""
    donnes = {jury.id: jury for jury in session.jurys}
    view, noms = View(session, plan), Noms(session)
    for jury, jour in sorted(view.compositions) if donnes else ():
        for texte in _ecarts(view, noms, jour, jury, donnes.get(jury)):
            yield Issue(Severity.WARNING, texte.message, texte.conseil, JURYS.titre)


def _ecarts(view: View, noms: Noms, jour: date, jury: str, donne: Jury | None) -> Iterator[Texte]:
    qui = noms.jury(jury), noms.jour(jour)
    if donne is None:
        yield controles.jury_inconnu(*qui)
        return
    siegent = {id_ for composition in view.compositions[jury, jour] for id_ in composition.membres}
    for id_ in (m for m in donne.membres if m not in siegent):
        lie, empeche = _lie(view, id_, jury, jour), _empeche(view, id_, jury, jour)
        yield controles.jury_sans(*qui, noms.etiquette(id_), lie=lie, empeche=empeche)
    for id_ in sorted(siegent - set(donne.membres)):
        yield controles.jury_avec(*qui, noms.etiquette(id_))


def _lie(view: View, id_: str, jury: str, jour: date) -> bool:
    """Whether a membre has a link with a candidat whom that jury hears that day."""
    entendus = {chose.candidat for chose in view.choses.get((jury, jour), ()) if chose.suivi}
    return any(e.membre == id_ and e.candidat in entendus for e in exclusions(view.session))


def _empeche(view: View, id_: str, jury: str, jour: date) -> bool:
    """Whether something keeps a membre from a part of the jury's day: an absence, habilitation, a jury, a role."""
    debut = min(c.debut for c in view.compositions[jury, jour])
    fin = max(c.fin for c in view.compositions[jury, jour])
    membre = view.membres.get(id_)
    habilite = membre is None or est_habilite(view.referentiel, membre, jour)
    taken = [(c.debut, c.fin) for c in view.plan.compositions if id_ in c.membres]
    taken += [(p.debut, p.fin) for p in view.plan.presences if p.personne == id_]
    busy = any(de < fin and debut < a for de, a in taken)
    return not habilite or busy or view.absent(id_, debut, fin)
