"""What has begun when a session changes: it stays, and nothing else begins before that moment."""

from collections.abc import Iterator
from datetime import datetime

from tpplanner.audit.breach import breach
from tpplanner.audit.view import View
from tpplanner.domain.outcome import Element, Violation
from tpplanner.domain.plan import Accueil, Composition, NatureTravail, Partie, Passage, Plan, Presence, Travail
from tpplanner.domain.session import Role

Trait = tuple[object, ...]
"""What of a thing begun may not change; ends are left out where they are yet to come."""


def deja_commence(view: View) -> Iterator[Violation]:
    """Everything begun in the reference plan is in the plan as it was; everything begun in the plan was in it."""
    maintenant = view.session.maintenant
    if maintenant is None:
        return
    for reference in view.session.reference:
        avant, apres = _commences(view, reference, maintenant), _commences(view, view.plan, maintenant)
        for trait, element in avant.items():
            if trait not in apres:
                jour, debut = element.debut.date(), element.debut
                yield breach("deja_commence", jour, cas="change", elements=(element,), debut=debut)
        for trait, element in apres.items():
            if trait not in avant and not _pause(element):
                jour, debut = element.debut.date(), element.debut
                donnees = {"debut": debut, "attendu": maintenant}
                yield breach("deja_commence", jour, cas="nouveau", elements=(element,), **donnees)


def _pause(element: Element) -> bool:
    """A break is written where it was in fact taken, which is known afterwards only."""
    return isinstance(element, Travail) and element.nature is NatureTravail.PAUSE


def _commences(view: View, plan: Plan, maintenant: datetime) -> dict[Trait, Element]:
    """What has begun, by what may not change of it."""
    elements: list[Element] = [
        *plan.passages,
        *plan.travaux,
        *plan.presences,
        *plan.compositions,
        *plan.accueils,
    ]
    return {_trait(view, plan, e, maintenant): e for e in elements if e.debut < maintenant}


def _trait(view: View, plan: Plan, element: Element, maintenant: datetime) -> Trait:
    match element:
        case Passage():
            parties = {(p.phase, p.debut, p.fin, p.salle, _membres(view, plan, p)) for p in element.parties}
            return "passage", element.candidat, element.epreuve, frozenset(parties)
        case Travail():
            sujet = (element.candidat, element.epreuve)
            return "travail", element.nature, _membres(view, plan, element), element.debut, *sujet
        case Composition():
            return "jury", view.session.sans_observateurs(element.membres), element.salle, element.debut
        case Accueil():
            return "accueil", element.nature, element.epreuve, element.debut
        case Presence():
            fin = element.fin if element.fin <= maintenant and element.role != Role.RESPONSABLE else None
            ou = (element.salle, element.candidat, element.epreuve)
            return "presence", element.personne, element.role, element.debut, fin, *ou
    raise TypeError(element)


def _membres(view: View, plan: Plan, chose: Partie | Travail) -> frozenset[str]:
    """Who sat before it, observateurs left out: composed juries have other names in another plan."""
    membres = (
        c.membres for c in plan.compositions if (c.jury, c.jour) == (chose.jury, chose.debut.date()) and chose.jury
    )
    return view.session.sans_observateurs(next(membres, ()))
