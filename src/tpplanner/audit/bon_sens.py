"""Common sense: what people at once find odd in a plan, though no level counts it; measured, never proven."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from itertools import accumulate, combinations, pairwise

from tpplanner.audit.measures import rangs_demandes
from tpplanner.audit.view import View, entre
from tpplanner.domain.outcome import Mesure
from tpplanner.domain.parcours import epreuves_de
from tpplanner.domain.plan import Passage, Presence
from tpplanner.domain.session import Role


def jours_sautes(view: View) -> int:
    """Days offered that stay free before the last day used."""
    utilises = view.plan.jours()
    return sum(jour.date < utilises[-1] for jour in view.session.jours if jour.date not in utilises) if utilises else 0


def salles_de_trop(view: View) -> int:
    """Over the common starts of collective épreuves, rooms beyond the fewest of those used that have the posts.

    A candidat who has his room apart is not counted, nor is that room.
    """
    total = 0
    for passages in departs_communs(view).values():
        occupants: dict[str, int] = defaultdict(int)
        for passage in passages:
            candidat = view.candidats.get(passage.candidat)
            if candidat is None or not candidat.salle_a_part:
                occupants[passage.parties[0].salle] += 1
        total += max(0, len(occupants) - _suffisent(view, occupants))
    return total


def departs_communs(view: View) -> dict[tuple[str, datetime], list[Passage]]:
    """The passages of each collective épreuve that begin together."""
    departs: dict[tuple[str, datetime], list[Passage]] = defaultdict(list)
    for passage in view.plan.passages:
        if passage.epreuve in view.epreuves and view.epreuves[passage.epreuve].collective:
            departs[passage.epreuve, passage.debut].append(passage)
    return departs


def _suffisent(view: View, occupants: dict[str, int]) -> int:
    """How many of these rooms have posts enough for all who are in them."""
    postes = sorted((view.salles[s].postes if s in view.salles else n for s, n in occupants.items()), reverse=True)
    ensemble = sum(occupants.values())
    return 1 + sum(places < ensemble for places in accumulate(postes[:-1]))


def ordre_des_jours(view: View) -> int:
    """Pairs of candidats with the same épreuves, of whom the later in the order asked for begins on an earlier day."""
    rangs = rangs_demandes(view)
    premiers: dict[str, date] = {}
    for (candidat, jour), passages in view.passages_du_jour.items():
        if any(passage.suivies for passage in passages):
            premiers[candidat] = min(jour, premiers.get(candidat, jour))
    memes: dict[object, list[str]] = defaultdict(list)
    for candidat in sorted(premiers.keys() & rangs.keys(), key=rangs.__getitem__):
        memes[epreuves_de(view.referentiel, view.candidats[candidat])].append(candidat)
    return sum(premiers[b] < premiers[a] for groupe in memes.values() for a, b in combinations(groupe, 2))


def attente_au_service(view: View) -> int:
    """Minutes for which a comédien waits after his accueil, and whoever leads the day before its first thing."""
    total = 0
    par_jour: dict[tuple[str, date], list[Presence]] = defaultdict(list)
    for presence in view.presences(Role.COMEDIEN):
        par_jour[presence.personne, presence.debut.date()].append(presence)
    for presences in par_jour.values():
        accueil = min((p for p in presences if not p.candidat), key=lambda p: p.debut, default=None)
        joues = [p.debut for p in presences if p.candidat]
        if accueil is not None and joues:
            total += max(0, entre(accueil.fin, min(joues)))
    for jour in view.plan.jours():
        mene = min((p.debut for p in view.presences(Role.RESPONSABLE) if p.debut.date() == jour), default=None)
        du_jour = etendue_du_jour(view, jour)
        total += max(0, entre(mene, du_jour[0])) if mene is not None and du_jour is not None else 0
    return total


def etendue_du_jour(view: View, jour: date) -> tuple[datetime, datetime] | None:
    """From the first to the last thing of a day, during which somebody has to lead it."""
    choses = [
        (debut, fin)
        for debut, fin, element in view.evenements()
        if debut.date() == jour and not (isinstance(element, Presence) and element.role == Role.RESPONSABLE)
    ]
    return (min(d for d, _ in choses), max(f for _, f in choses)) if choses else None


def salles_de_jury_changees(view: View) -> int:
    """How often the same membres sit in another room than on the day before on which they sat together."""
    salles: dict[frozenset[str], dict[date, str]] = defaultdict(dict)
    for composition in view.plan.compositions:
        salles[frozenset(composition.membres)].setdefault(composition.jour, composition.salle)
    suites = (pairwise(par_jour[jour] for jour in sorted(par_jour)) for par_jour in salles.values())
    return sum(avant != apres for suite in suites for avant, apres in suite)


def debuts_des_ecrits(view: View) -> int:
    """Minutes from when candidats may be called to each common start of a collective épreuve."""
    total = 0
    for _, debut in departs_communs(view):
        jour = view.jours.get(debut.date())
        total += 0 if jour is None else max(0, entre(jour.a(jour.accueil), debut))
    return total


BON_SENS: dict[str, Callable[[View], int]] = {
    "jours_sautes": jours_sautes,
    "salles_de_trop": salles_de_trop,
    "ordre_des_jours": ordre_des_jours,
    "attente_au_service": attente_au_service,
    "salles_de_jury_changees": salles_de_jury_changees,
}
"""What is told, the gravest first."""


def bon_sens(view: View) -> tuple[Mesure, ...]:
    """Each measure of common sense, in order; 0 where nobody would find it odd."""
    return tuple(Mesure(nom, mesure(view)) for nom, mesure in BON_SENS.items())


def rang_de_bon_sens(view: View) -> tuple[int, ...]:
    """A key: of two plans that cost the same, the one with the lower key is what a person would have made."""
    return (*(mesure(view) for mesure in BON_SENS.values()), debuts_des_ecrits(view))
