"""How a planning stands, in words."""

from collections.abc import Sequence
from datetime import date

from tpplanner.texts.noms import date_chiffres
from tpplanner.texts.phrases import et

NON_CONFORME = "Non conforme"
IMPOSSIBLE = "Impossible"
DEPASSE = "Dépassé"
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

NAMED = 3
"""Of so many who have to agree, each is named."""

VERIFIEES = "Vérifiées"
DUREES_A_VERIFIER = "Durées à vérifier"
SUR_LE_RE = "Celles du titre n'ont pas été comparées à votre RE."
VERIFIER = "Les comparer"


def etat_et_cause(mot: str, cause: str) -> str:
    """A state and its cause: ``Non conforme : 3 règles non respectées``."""
    return f"{mot} : {cause}." if cause else f"{mot}."


def regles_non_respectees(nombre: int) -> str:
    """How many rules are broken."""
    return f"{nombre} règles non respectées" if nombre > 1 else "1 règle non respectée"


CHANGEE_DEPUIS = "la session a changé depuis ce planning"
SANS_CE_QUI_S_EST_PASSE = "il ne tient pas compte de ce qui s'est passé"
"""Why a planning holds no more."""


def tient_si(noms: Sequence[str]) -> str:
    """Who has to agree."""
    if len(noms) > NAMED:
        return f"tient si {len(noms)} personnes acceptent"
    return f"tient si {et(noms)} {'acceptent' if len(noms) > 1 else 'accepte'}"


def questions_ouvertes(nombre: int) -> str:
    """How many questions nobody has answered."""
    return f"{nombre} questions sans réponse" if nombre > 1 else "1 question sans réponse"


def durees_verifiees(jour: date, nom: str) -> str:
    """When the durations were compared with the référentiel, and by whom."""
    return f"Durées du titre comparées au RE par {nom} le {date_chiffres(jour)}"
