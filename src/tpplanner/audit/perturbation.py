"""What a plan disturbs of the reference plan: measures, by levels of their own. All are 0 without a reference."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime

from tpplanner.audit.view import View, entre
from tpplanner.domain.appels import appels
from tpplanner.domain.plan import NatureTravail, Passage, Plan, Presence, d_un_tenant
from tpplanner.domain.reglages import DECALAGE_COMPTE
from tpplanner.domain.session import Role, Session

_BORNES = (NatureTravail.ACCUEIL, NatureTravail.CLOTURE)


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
    """People of the session whose own day, hour, call, room or presence differs from the reference."""
    session = view.session
    connues = {c.id for c in session.candidats} | {p.id for p in session.personnes}
    connues |= set(session.sans_observateurs(m.id for m in session.membres))
    return sum(len(a_prevenir(session, plan, view.plan) & connues) for plan in session.reference)


def a_prevenir(session: Session, avant: Plan, apres: Plan) -> set[str]:
    """Whose own day, hour, room or presence differs from one plan to the other (ids).

    Where the accueil of his day moves, a candidat is called at another hour for the same passage: he is told too. With
    whom a membre sits, before whom a candidat passes: that alone is told to nobody. The responsable follows the day:
    his hours are not told either.
    """
    emplois, nouveaux = _emplois(session, avant), _emplois(session, apres)
    return {id_ for id_ in {*emplois, *nouveaux} if emplois.get(id_) != nouveaux.get(id_)}


def _emplois(session: Session, plan: Plan) -> dict[str, set[tuple[object, ...]]]:
    """What each person of a plan has to know of it: when, where, and for what."""
    emplois: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for p in plan.passages:
        emplois[p.candidat].add((p.epreuve, p.debut, p.fin, frozenset(_salles(p))))
    for (candidat, epreuve), heure in appels(session, plan).items():
        emplois[candidat].add((epreuve, heure))
    for c in plan.compositions:
        for membre in c.membres:
            emplois[membre].add((c.convocation, c.fin, c.salle))
    salles = {(p.candidat, p.epreuve): frozenset(_salles(p)) for p in plan.passages}
    surveillances: dict[tuple[str, str], list[Presence]] = defaultdict(list)
    for q in plan.presences:
        if q.role == Role.SURVEILLANT:
            surveillances[q.personne, q.salle].append(q)
        elif q.role != Role.RESPONSABLE:
            ou = salles.get((q.candidat, q.epreuve), q.salle)
            emplois[q.personne].add((q.role, q.debut, q.fin, ou, q.candidat, q.epreuve))
    for (personne, salle), presences in surveillances.items():
        emplois[personne] |= {(Role.SURVEILLANT, *moments, salle) for moments in d_un_tenant(presences)}
    return emplois


def jours_changes(view: View) -> int:
    """Passages on another day."""
    return sum(ancien.jour != passage.jour for ancien, passage in _compares(view))


def heures_changees(view: View) -> int:
    """Minutes by which passages are moved, each for as many as count at most; those on another day for all of them."""
    return sum(
        min(DECALAGE_COMPTE, abs(entre(ancien.debut, passage.debut)))
        if ancien.jour == passage.jour
        else DECALAGE_COMPTE
        for ancien, passage in _compares(view)
    )


def salles_changees(view: View) -> int:
    """Passages of which a phase is in another room."""
    return sum(_salles(ancien) != _salles(passage) for ancien, passage in _compares(view))


def _salles(passage: Passage) -> set[tuple[int, str]]:
    return {(p.phase, p.salle) for p in passage.parties}


def travaux_deplaces(view: View) -> int:
    """Readings and corrections at another moment; accueils and clôtures of juries that still sit, likewise."""
    total = 0
    for plan in view.session.reference:
        avant, apres = _moments_sur_candidat(plan), _moments_sur_candidat(view.plan)
        total += sum(bool(apres[cle] - moments) for cle, moments in avant.items() if cle in apres)
        bornes, nouvelles = _bornes(view, plan), _bornes(view, view.plan)
        total += sum(cle in nouvelles and not moments & nouvelles[cle] for cle, moments in bornes.items())
    return total


def _moments_sur_candidat(plan: Plan) -> dict[tuple[str, str, str], set[datetime]]:
    """When each reading and correction begins: twice where another jury must do it again."""
    moments: dict[tuple[str, str, str], set[datetime]] = defaultdict(set)
    for t in plan.travaux:
        if t.nature in (NatureTravail.LECTURE, NatureTravail.CORRECTION):
            moments[t.nature, t.candidat, t.epreuve].add(t.debut)
    return moments


def _bornes(view: View, plan: Plan) -> dict[tuple[date, frozenset[str], str], set[datetime]]:
    """When the juries of a day with the same membres begin their accueil, and their clôture."""
    moments: dict[tuple[date, frozenset[str], str], set[datetime]] = defaultdict(set)
    for composition in plan.compositions:
        for travail in plan.travaux:
            meme = (travail.jury, travail.debut.date()) == (composition.jury, composition.jour)
            if meme and travail.nature in _BORNES:
                moments[composition.jour, frozenset(view.siegent(composition)), travail.nature].add(travail.debut)
    return moments


def presences_changees(view: View) -> int:
    """(surveillant, day, room) and (comédien, passage) of the plan that the reference does not have."""
    return sum(len(_presences(view.plan) - _presences(plan)) for plan in view.session.reference)


def _presences(plan: Plan) -> set[tuple[object, ...]]:
    surveillances = {(p.personne, p.debut.date(), p.salle) for p in plan.presences if p.role == Role.SURVEILLANT}
    jeux = {(p.personne, p.candidat, p.epreuve) for p in plan.presences if p.role == Role.COMEDIEN and p.candidat}
    return {*surveillances, *jeux}


PERTURBATION: dict[str, Callable[[View], int]] = {
    "membres_appeles": membres_appeles,
    "personnes_a_prevenir": personnes_a_prevenir,
    "jours_changes": jours_changes,
    "heures_changees": heures_changees,
    "jurys_rompus": jurys_rompus,
    "salles_changees": salles_changees,
    "travaux_deplaces": travaux_deplaces,
    "presences_changees": presences_changees,
}
"""In the order of their levels."""
