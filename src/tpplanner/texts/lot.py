"""What the command that plans several workbooks says."""

from collections.abc import Iterable, Sequence
from itertools import dropwhile

from tpplanner.domain.outcome import NiveauAtteint
from tpplanner.domain.reglages import Niveau
from tpplanner.texts.conformite import nom_de_preference

AUCUN_CLASSEUR = "Aucun classeur à planifier ici : donnez des fichiers .xlsx, ou un dossier qui en contient."
PLANIFIE = "planning écrit et contrôlé"
REPRIS = "déjà calculé pour la même saisie, repris et recontrôlé"
IMPOSSIBLE = "aucun planning n'existe (« tpplanner explain » indique pourquoi, et quoi changer)"
PAS_TROUVE = "aucun planning trouvé dans le temps imparti (--time-limit)"
ARRETE = "arrêté avant d'être calculé"
ECHEC = "erreur interne de tpplanner, cette session seulement"
NON_ECRIT = "planning trouvé, mais son fichier n'a pas pu être écrit"
REFUSE = "classeur refusé, à corriger"


def deja_un_planning(nom: str) -> str:
    """A workbook of the folder that holds a planning is left aside."""
    return f"{nom} : contient déjà un planning, laissé de côté (donnez le fichier lui-même pour le recalculer)."


def ligne(rang: int, total: int, nom: str, suite: str) -> str:
    """One session of the batch: its rank, its workbook, what became of it."""
    return f"[{rang:>{len(str(total))}}/{total}] {nom} : {suite}"


def niveaux(definis: Iterable[Niveau], atteints: Sequence[NiveauAtteint]) -> str:
    """How good a plan is known to be, in a few words: the best, but for what comes after the last level proven."""
    if all(niveau.prouve for niveau in atteints):
        return "le meilleur, prouvé"
    ouverts = {niveau.nom for niveau in dropwhile(lambda niveau: niveau.prouve, atteints)}
    if len(ouverts) == len(atteints):
        return "optimalité non prouvée"
    reste = (nom_de_preference(terme.regle) for niveau in definis if niveau.nom in ouverts for terme in niveau.termes)
    return f"optimal, sauf {', '.join(reste)}"


def bilan(comptes: dict[str, int], secondes: float) -> str:
    """How the batch ended."""
    parts = [f"{nombre} × {quoi}" for quoi, nombre in comptes.items() if nombre]
    return f"En {secondes:.1f} s : ".replace(".", ",", 1) + " ; ".join(parts) + "."
