"""What is told of a list once it is in the table: what became of its lines, what is to be settled, what differs."""

from collections.abc import Sequence

from tpplanner.texts.noms import accorde
from tpplanner.texts.phrases import Phrase

RETIREE = "vous l'aviez retirée de la liste"
ECARTEE = "écartée par vous"

_QUI = {"candidats": ("candidat", "candidats"), "membres": ("membre", "membres")}


def lignes(combien: int) -> str:
    """``13 lignes``."""
    return accorde(f"{combien} ligne(s)")


def somme(personnes: int, a_verifier: int, ignorees: int, questions: int) -> str:
    """``11 personnes, 1 à vérifier, 1 ignorée, 1 question``."""
    others = (a_verifier, "à vérifier"), (ignorees, "ignorée(s)"), (questions, "question(s)")
    parts = [f"{personnes} personne(s)", *(f"{combien} {quoi}" for combien, quoi in others if combien)]
    return accorde(", ".join(parts))


def comparaison(la: int, nouveaux: int, differents: int) -> str:
    """``10 déjà là, 2 nouveaux, 1 différent``."""
    x = "x" if nouveaux > 1 else ""
    return accorde(f"{la} déjà là, {nouveaux} nouveau{x}, {differents} différent(s)")


def ou(numeros: Sequence[int]) -> str:
    """``l. 4``, ``l. 4 à 6``."""
    if not numeros:
        return ""
    return f"l. {numeros[0]}" if len(numeros) == 1 else f"l. {numeros[0]} à {numeros[-1]}"


def ou_parmi(numeros: Sequence[int]) -> str:
    """``l. 4, 7, 11``."""
    return f"l. {', '.join(map(str, numeros))}" if numeros else ""


def compte(combien: int, a_verifier: int) -> str:
    """``12, dont 1 à vérifier, comptée``: how many are in the table."""
    if not a_verifier:
        return str(combien)
    return f"{combien}, dont {a_verifier} à vérifier, {'comptées' if a_verifier > 1 else 'comptée'}"


def pas_un(table: str) -> str:
    """``Pas un candidat``."""
    return f"Pas un {_QUI[table][0]}"


def quoi(table: str) -> str:
    """``candidats``."""
    return _QUI[table][1]


retire = Phrase("{quoi}, {qui} : retiré.")
retiree = Phrase("{qui} : retiré de la liste.")


def ajouter_a(qui: str) -> str:
    """What a dialog that adds is called."""
    return f"Ajouter à {qui}" if qui else "Ajouter"


RIEN = "rien"
FILTRES = {"": "Tous", "adaptation": "Avec adaptation", "verifier": "À vérifier"}
"""Which rows of a table may be shown alone."""
RIEN_COLLE = "Collez d'abord une liste, ou choisissez un fichier."


# What is asked, once a spelling.


def demande_membre(ecrit: str, autre: str) -> str:
    """``« C. Rousseau » : est-ce ROUSSEAU Catherine, membre de jury ?``."""
    return f"« {ecrit} » : est-ce {autre}, membre de jury ?"


def en_attendant(autre: str, candidats: Sequence[str]) -> str:
    """``En attendant, ROUSSEAU Catherine ne jugera aucun de ces 3 candidats.``."""
    if len(candidats) == 1:
        return f"En attendant, {autre} ne jugera pas {candidats[0]}."
    return f"En attendant, {autre} ne jugera aucun de ces {len(candidats)} candidats."


demande_accord = Phrase("{mot}, {qui} : est-ce accordé ?")
INCONNUE = "Vous ne savez pas encore."


def numeros_dits(rangs: Sequence[int]) -> str:
    """``n° 4, 7, 11``: rows of the table, where no list told it."""
    return f"n° {', '.join(map(str, rangs))}"


differe = Phrase("{qui}, {champ} : ici « {ici} », dans la liste « {liste} » ({ou})")
