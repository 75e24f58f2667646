"""What the five steps of a session say that their templates do not."""

from datetime import datetime

from tpplanner.texts.phrases import Avis, Phrase

ETAPES = {
    "titre": "Titre",
    "jours": "Jours",
    "candidats": "Candidats",
    "jurys": "Jurys et salles",
    "verifier": "Vérifier",
}
"""The steps, as addresses name them and as people do."""

PHRASES = {
    "titre": "Quel titre, et quelles durées ?",
    "jours": "Quels jours, et de quelle heure à quelle heure ? Une heure laissée vide est l'heure habituelle.",
    "candidats": "Qui passe, et avec quoi ?",
    "jurys": "Qui évalue, qui surveille, et dans quelles salles ?",
    "verifier": "Qu'est-ce qui manque, et que faut-il savoir avant de calculer ?",
}
"""What each of them asks."""

BROUILLON_PRIS = Avis(
    "Ce que vous avez saisi ne peut pas être lu en ce moment : un autre programme le tient.",
    "Attendez un instant, puis rechargez la page. Rien n'est perdu.",
)
PAS_ENREGISTRE = "Ce que vous venez de saisir n'est pas enregistré. Il reste dans cette page."
BROUILLON_ILLISIBLE = (
    "Ce brouillon ne peut plus être relu. Il n'est pas effacé : il est mis de côté. "
    "Commencez une nouvelle session, ou demandez de l'aide avant."
)
BROUILLON_ECARTE = "Un brouillon de cette session n'a pas pu être relu : il est mis de côté, le classeur est intact."

A_CHOISIR = Avis(
    "Le classeur a changé dans Excel, et il reste à choisir ce qui vaut.",
    "Indiquez pour chaque champ ce qu'il faut garder : ce qui est ici, ou ce qui est dans Excel.",
)
RETIRE, GARDE, VIDE = "retiré", "gardé", "rien"
"""What stands on one side: a row that was taken away, or left; an empty field."""

VOIR = "Voir"

_enregistre = Phrase("Enregistré à {quand:heure}")
_repris = Phrase("{nombre} champ(s) repris")
_a_choisir = Phrase("{nombre} à choisir")
_change = Phrase("La session a changé dans Excel : {quoi:liste}.")
retiree = Phrase("{qui} ne fait plus partie de la session.")
SANS_NOM = "Cette ligne"


def enregistre(moment: datetime | None) -> str:
    """``Enregistré à 14 h 02``; empty while nothing was typed."""
    return _enregistre(quand=moment) if moment is not None else ""


def change_dans_excel(repris: int, a_choisir: int) -> str:
    """``La session a changé dans Excel : 2 champs repris, 1 à choisir.``; empty where nothing did."""
    parts = [_repris(repris)] if repris else []
    parts += [_a_choisir(a_choisir)] if a_choisir else []
    return _change(quoi=parts) if parts else ""
