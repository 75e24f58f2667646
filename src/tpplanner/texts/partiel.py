"""What is said of a planning that leaves candidats out: who, why, what would place them, whether it must be so."""

from collections.abc import Sequence

from tpplanner.domain.left_out import taking_back
from tpplanner.domain.outcome import Infeasible
from tpplanner.domain.repair import Repair
from tpplanner.domain.session import Session
from tpplanner.texts.exigences import exigences
from tpplanner.texts.fautes import manque
from tpplanner.texts.noms import Noms
from tpplanner.texts.reparations import reparation

AIDE = (
    "Ce planning ne place pas tous les candidats. Ceux-ci sont laissés de côté : hors d'ici, ils ne figurent plus que "
    "dans vos saisies. Supprimez une ligne pour que le prochain calcul place ce candidat."
)
CERTAIN, INCERTAIN, D_AVANT = "Maximum prouvé", "Non prouvé", "D'un calcul précédent"
PROUVE = "Prouvé : aucun planning n'en place davantage. Un candidat de la VAE n'est jamais laissé de côté."
NON_PROUVE = (
    "Non prouvé : un planning qui en place davantage existe peut-être (--time-limit 300). Un candidat de la VAE n'est "
    "jamais laissé de côté."
)
DEJA_DE_COTE = (
    "Un calcul précédent les avait laissés de côté, pour les raisons rappelées ici : elles peuvent avoir changé. "
    "Supprimez leur ligne de « Non placés » pour que le prochain calcul les place."
)
POURQUOI_INCONNU = "La raison n'a pas pu être trouvée dans le temps imparti (--time-limit 300)."
REMEDE_INCONNU = "Aucun changement qui suffise n'a été trouvé dans le temps imparti."
AVEC_LES_AUTRES = "Avec les autres candidats, ces exigences ne peuvent pas être respectées ensemble :"
NON_PLACE = "{} n'est pas placé : ce planning le laisse de côté."


def pourquoi(session: Session, outcome: Infeasible) -> str:
    """Why one more candidat cannot be placed, in a session that holds him with those who are."""
    if outcome.manques:
        return " ".join(f"{phrase[:1].upper()}{phrase[1:]}" for phrase in (manque(session, m) for m in outcome.manques))
    if outcome.cause is None:
        return POURQUOI_INCONNU
    phrases = [phrase.texte for phrase in exigences(session, outcome.cause.exigences)]
    return "\n".join((AVEC_LES_AUTRES, *(f"– {phrase}" for phrase in phrases)))


def remedes(session: Session, repairs: Sequence[Repair]) -> str:
    """What would place him, a line each."""
    return "\n".join(f"{n}. {reparation(session, repair)}" for n, repair in enumerate(repairs, 1)) or REMEDE_INCONNU


def certitude(*, prouve: bool) -> str:
    """Whether no plan places more."""
    return CERTAIN if prouve else INCERTAIN


def combien(session: Session) -> str:
    """How many are left out, and whether it must be so."""
    nombre = len(session.non_places)
    laisses = f"{nombre} candidat{'s' if nombre > 1 else ''} non placé{'s' if nombre > 1 else ''}"
    places = f"{len(session.candidats)} placé{'s' if len(session.candidats) > 1 else ''}"
    certitudes = {n.certitude for n in session.non_places}
    if D_AVANT in certitudes:
        return f"{laisses}, {places}. {DEJA_DE_COTE}"
    return f"{laisses}, {places}. {PROUVE if certitudes == {CERTAIN} else NON_PROUVE}"


def laisses(session: Session) -> list[str]:
    """Each candidat left out, why, and what would place him, in lines."""
    noms = Noms(taking_back(session))
    lignes = []
    for non_place in session.non_places:
        lignes.append(f"- {noms.etiquette(non_place.candidat.id)}")
        lignes += [f"    {ligne}" for ligne in non_place.pourquoi.splitlines()]
        lignes += [f"    → {ligne}" for ligne in non_place.remede.splitlines()]
    return lignes


def manquement(nom: str) -> str:
    """What the check says of a candidat left out."""
    return NON_PLACE.format(nom)
