"""What is told of the places before juries while a session is typed: how many there are, what limits them."""

from collections import Counter
from collections.abc import Sequence

from tpplanner.domain.answers import JurysDuJour
from tpplanner.domain.session import Session
from tpplanner.texts.fautes import heures_en_cause, jurys_par_jour
from tpplanner.texts.noms import Noms, accorde
from tpplanner.texts.phrases import et

AUCUN_TITRE = "Incomplet : aucun titre."
AUCUN_JOUR = "Incomplet : aucun jour."
AUCUN_CANDIDAT = "Incomplet : aucun candidat."
AUCUN_MEMBRE = "Incomplet : aucun membre de jury."
AUCUNE_SALLE = "Incomplet : aucune salle de jury."
ILLISIBLE = "Incomplet : une partie de ce qui est saisi ne peut pas être lue."


def incomplet(manque: str) -> str:
    """Something else than places is not there: why, as a sentence."""
    return f"Incomplet : {manque[:1].lower()}{manque[1:]}"


def compte_en_cours(candidats: int) -> str:
    """The count is not there yet."""
    return accorde(f"{candidats} candidat(s) : je compte les places…")


def manque(places: int, besoin: int) -> str:
    """``8 places pour 12 candidats : il manque 4 places``."""
    return f"{_places(places, besoin)} : {accorde(f'il manque {besoin - places} place(s)')}."


def passe(places: int | None, candidats: int) -> str:
    """None is lacking, as far as counting says: that there is a plan, only the search will tell."""
    if places is None:
        return accorde(f"{candidats} candidat(s) : le décompte ne trouve rien qui manque, le calcul le dira.")
    ou_plus = " ou plus" if places >= 2 * candidats else ""
    return f"Le décompte passe : {_places(places, candidats, ou_plus)}, le calcul le dira."


def _places(places: int, besoin: int, ou_plus: str = "") -> str:
    return accorde(f"{places} place(s){ou_plus} pour {besoin} candidat(s)")


def produit(session: Session, detail: Sequence[JurysDuJour]) -> str:
    """``2 jours × 2 jurys × 2 passages.`` where each day has as many juries that hear as many; else day by day."""
    if not detail:
        return ""
    alike = Counter((jurys.jurys, jurys.candidats) for jurys in detail)
    if len(alike) == 1 and len({jurys.jour for jurys in detail}) == len(detail):
        (jurys, passages), jours = next(iter(alike)), len(detail)
        return accorde(f"{jours} jour(s) × {jurys} jury(s) × {passages} passage(s).")
    return f"{jurys_par_jour(Noms(session), detail)}."


def limite(session: Session, salles: int, membres: int, detail: Sequence[JurysDuJour]) -> str:
    """``Ce qui limite : 2 salles de jury.`` What is 0 does not limit; where nothing else does, days and their hours."""
    counts = ((salles, "salle(s) de jury"), (membres, "membre(s) de jury"))
    mots = [accorde(f"{combien} {quoi}") for combien, quoi in counts if combien]
    heures = heures_en_cause(session, detail) if detail else ""
    return f"Ce qui limite : {et(mots or [accorde(f'{len(session.jours)} jour(s)')])}.{heures}"


_UN = {"salle": "une salle", "membre": "un membre", "jury": "un jury", "jour": "un jour"}
_PLUSIEURS = {"salle": "salles", "membre": "membres", "jury": "jurys", "jour": "jours"}


def geste(quoi: str, combien: int, places: int) -> str:
    """``+ une salle : 12``, the places that there would be; without them where they are not counted."""
    mots = _UN[quoi] if combien == 1 else f"{combien} {_PLUSIEURS[quoi]}"
    return f"+ {mots} : {places}" if places else f"+ {mots}"


def geste_dit(quoi: str, combien: int, places: int) -> str:
    """The same, read aloud: what it does."""
    mots = _UN[quoi] if combien == 1 else f"{combien} {_PLUSIEURS[quoi]}"
    donne = accorde(f" : {places} place(s)") if places else ""
    return f"Ajouter {mots}{donne}"
