"""What a plan disturbs of the reference plan: whom there is something to tell, and what moves.

Measures in levels of their own; every one is 0 without a reference.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime

from tpplanner.audit.view import View
from tpplanner.domain.appels import appels
from tpplanner.domain.plan import NatureTravail, Partie, Passage, Plan, Presence, d_un_tenant, minutes_between
from tpplanner.domain.reglages import DECALAGE_COMPTE
from tpplanner.domain.session import Role, Session
from tpplanner.rules import PERTURBATIONS, halves

DEBUT_ET_FIN = (NatureTravail.ACCUEIL, NatureTravail.CLOTURE)
"""What a jury's day begins and ends with."""


def membres_appeles(view: View) -> int:
    """(membre, day) of the plan that the reference does not have, observateurs left out."""
    if not view.session.reference:
        return 0
    avant = {(m, c.jour) for c in view.session.reference[0].compositions for m in c.membres}
    return len({(m, c.jour) for c in view.plan.compositions for m in view.siegent(c)} - avant)


def jurys_rompus(view: View) -> int:
    """(day, set of membres) of the reference that no jury of the plan has."""
    return sum(len(_sieges(view, plan) - _sieges(view, view.plan)) for plan in view.session.reference)


def _sieges(view: View, plan: Plan) -> set[tuple[date, frozenset[str]]]:
    return {(c.jour, frozenset(view.siegent(c))) for c in plan.compositions}


def _compares(view: View) -> Iterator[tuple[Passage, Passage]]:
    """The passages that both plans have, before and after."""
    for plan in view.session.reference:
        avant = {(p.candidat, p.epreuve): p for p in plan.passages}
        for passage in view.plan.passages:
            ancien = avant.get((passage.candidat, passage.epreuve))
            if ancien is not None:
                yield ancien, passage


def personnes_a_prevenir(view: View) -> int:
    """People of the session to whom something is to be told: of the new plan, or of what happened to the old one.

    But for the absent: it is they who told.
    """
    session = view.session
    ids = {c.id for c in session.candidats} | {p.id for p in session.personnes}
    ids |= set(session.sans_observateurs(m.id for m in session.membres))
    changed = (a_prevenir(session, plan, view.plan) & ids for plan in session.reference)
    return sum(len((these | session.prevenus) - session.absents) for these in changed)


def a_prevenir(session: Session, avant: Plan, apres: Plan) -> set[str]:
    """Whose own day, hour, room or presence differs from one plan to the other (ids).

    Where an accueil moves, its candidats are called at another hour for passages that stay: they are told too. Nobody
    is told only that a membre sits with others, or that a candidat passes before others. A responsable is told which
    days are theirs to lead, and no hours: they follow the day.
    """
    emplois, nouveaux = _emplois(session, avant), _emplois(session, apres)
    return {id_ for id_ in {*emplois, *nouveaux} if emplois.get(id_) != nouveaux.get(id_)}


def _emplois(session: Session, plan: Plan) -> dict[str, set[tuple[object, ...]]]:
    """What each person of a plan has to know of it: when, where, and for what."""
    emplois: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for p in plan.passages:
        emplois[p.candidat].add((p.epreuve, p.debut, p.fin, frozenset(map(_lieu, p.parties))))
    for (candidat, epreuve), heure in appels(session, plan).items():
        emplois[candidat].add((epreuve, heure))
    for c in plan.compositions:
        for membre in c.membres:
            emplois[membre].add((c.convocation, c.fin, c.salle))
    passages = {(p.candidat, p.epreuve): p for p in plan.passages}
    surveillances: dict[tuple[str, str], list[Presence]] = defaultdict(list)
    for q in plan.presences:
        if q.role == Role.SURVEILLANT:
            surveillances[q.personne, q.salle].append(q)
        elif q.role == Role.RESPONSABLE:
            emplois[q.personne].add((q.role, q.debut.date()))
        else:
            passage = passages.get((q.candidat, q.epreuve))
            ou = q.salle if passage is None else frozenset(map(_lieu, passage.pendant(q)))
            emplois[q.personne].add((q.role, q.debut, q.fin, ou, q.candidat, q.epreuve))
    for (personne, salle), presences in surveillances.items():
        emplois[personne] |= {(Role.SURVEILLANT, *moments, salle) for moments in d_un_tenant(presences)}
    return emplois


def jours_changes(view: View) -> int:
    """Passages on another day."""
    return sum(ancien.jour != passage.jour for ancien, passage in _compares(view))


def heures_changees(view: View) -> int:
    """Minutes by which passages are moved; each counts `DECALAGE_COMPTE` at most, and on another day just that."""
    return sum(
        min(DECALAGE_COMPTE, abs(minutes_between(ancien.debut, passage.debut)))
        if ancien.jour == passage.jour
        else DECALAGE_COMPTE
        for ancien, passage in _compares(view)
    )


def salles_changees(view: View) -> int:
    """Passages of which a phase is in another room, or takes another vehicle."""
    paires = _compares(view)
    return sum(set(map(_lieu, ancien.parties)) != set(map(_lieu, passage.parties)) for ancien, passage in paires)


def _lieu(partie: Partie) -> tuple[int, str, frozenset[str]]:
    return partie.phase, partie.salle, frozenset(partie.vehicules)


def travaux_deplaces(view: View) -> int:
    """Readings and corrections at another moment, and accueils and clôtures of juries that still sit."""
    total = 0
    for plan in view.session.reference:
        avant, apres = _moments_sur_candidat(plan), _moments_sur_candidat(view.plan)
        total += sum(bool(apres[cle] - moments) for cle, moments in avant.items() if cle in apres)
        bornes, nouvelles = _debuts_et_fins(view, plan), _debuts_et_fins(view, view.plan)
        total += sum(cle in nouvelles and not moments & nouvelles[cle] for cle, moments in bornes.items())
    return total


def _moments_sur_candidat(plan: Plan) -> dict[tuple[str, str, str], set[datetime]]:
    """When each reading and correction begins; there are several where another jury must do it again."""
    moments: dict[tuple[str, str, str], set[datetime]] = defaultdict(set)
    for t in plan.travaux:
        if t.nature in (NatureTravail.LECTURE, NatureTravail.CORRECTION):
            moments[t.nature, t.candidat, t.epreuve].add(t.debut)
    return moments


def _debuts_et_fins(view: View, plan: Plan) -> dict[tuple[date, frozenset[str], str], set[datetime]]:
    """When the juries of a day with the same membres begin their accueil, and their clôture."""
    moments: dict[tuple[date, frozenset[str], str], set[datetime]] = defaultdict(set)
    for composition in plan.compositions:
        for travail in plan.travaux:
            meme = (travail.jury, travail.debut.date()) == (composition.jury, composition.jour)
            if meme and travail.nature in DEBUT_ET_FIN:
                moments[composition.jour, frozenset(view.siegent(composition)), travail.nature].add(travail.debut)
    return moments


def presences_changees(view: View) -> int:
    """(surveillant, day, room) and (comédien, passage) of the plan that the reference does not have."""
    return sum(len(_presences(view.plan) - _presences(plan)) for plan in view.session.reference)


def _presences(plan: Plan) -> set[tuple[object, ...]]:
    surveillances = {(p.personne, p.debut.date(), p.salle) for p in plan.presences if p.role == Role.SURVEILLANT}
    jeux = {(p.personne, p.candidat, p.epreuve) for p in plan.presences if p.role == Role.COMEDIEN and p.candidat}
    return {*surveillances, *jeux}


DERANGEMENTS: dict[str, Callable[[View], int]] = halves(PERTURBATIONS, sys.modules[__name__])
"""The measure of each part of what is disturbed."""
