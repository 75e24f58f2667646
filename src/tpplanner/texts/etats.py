"""How a planning stands, in words."""

from collections.abc import Sequence
from datetime import date

from tpplanner.texts.noms import date_chiffres

NON_CONFORME = "Non conforme"
IMPOSSIBLE = "Impossible"
ACCORD = "Accord à obtenir"
A_VERIFIER = "À vérifier"
CONFORME = "Conforme"
ILLISIBLE = "Illisible"
BROUILLON = "Brouillon"
A_CALCULER = "À calculer"
EN_CALCUL = "Calcul en cours"
AUJOURDHUI = "Aujourd'hui"
TERMINEE = "Terminée"
"""How a planning or a session stands, in one word."""

PROPOSITION, EN_VIGUEUR, REMPLACEE = "Proposition", "En vigueur", "Remplacée"
"""How a version stands."""
CALCUL = "calcul"
"""What a version was made for that tells no other cause."""

VERIFIEES = "Vérifiées"
DUREES_A_VERIFIER = "Durées du titre à vérifier sur votre RE"
VERIFIER = "Vérifier maintenant"


def etat_et_cause(mot: str, cause: str) -> str:
    """A state and its cause: ``Non conforme : 3 règles non respectées``."""
    return f"{mot} : {cause}." if cause else f"{mot}."


def regles_non_respectees(nombre: int) -> str:
    """How many rules are broken."""
    return f"{nombre} règles non respectées" if nombre > 1 else "1 règle non respectée"


def tient_si(noms: Sequence[str]) -> str:
    """Who has to agree."""
    return f"tient si {noms[0]} accepte" if len(noms) == 1 else f"tient si {len(noms)} personnes acceptent"


def questions_ouvertes(nombre: int) -> str:
    """How many questions nobody has answered."""
    return f"{nombre} questions sans réponse" if nombre > 1 else "1 question sans réponse"


def durees_verifiees(jour: date, nom: str) -> str:
    """When the durations were compared with the référentiel, and by whom."""
    return f"Durées du titre comparées au RE par {nom} le {date_chiffres(jour)}"
