"""What is said on a screen of a sentence that the command says too: no cell, no file of ours, no option, no command."""

import re

CELLULE = r"\b[\wÀ-ÿ]+![A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?|\bcase [A-Z]{1,2}\d+\b"
FICHIER = r"\b[\w-]+\.(?:xlsx|toml|json|ics|eml|csv|docx|html|py)\b"
OPTION = r"(?<![\w-])--[a-z][a-z-]*"
COMMANDE = r"« tpplanner [^»]*»|\btpplanner (?:annee|check|dates|diff|export|init|ouvrir|planb|replan|solve|titres)\b"
ERREUR = r"\b[A-Z][A-Za-z]*(?:Error|Exception)\b"
TOUCHES = r"Alt\s?\+\s?Entrée(?: dans la case)?"
TECHNIQUE = re.compile("|".join((CELLULE, FICHIER, OPTION, COMMANDE, ERREUR, TOUCHES)))
"""What nobody but the command, the workbook or a programmer speaks of."""

_PHRASES = re.compile(r"(?<=[.!?;»])\s+(?=[A-ZÀ-Ý«–])")
_MOTS = (
    (re.compile(rf"«\s*({FICHIER})\s*»"), r"\1"),
    (re.compile(r"planning[\w-]*\.xlsx"), "le planning"),
    (re.compile(r"session[\w-]*\.xlsx"), "la session"),
    (re.compile(FICHIER), "le fichier"),
    (re.compile(COMMANDE), "tpplanner"),
    (re.compile(rf"\s*[(\[]?(?:{CELLULE}|{TOUCHES})[)\]]?"), ""),
    (re.compile(rf"\s*\(?(?:{OPTION})\)?"), ""),
)
"""What is said in their place, where nothing is left without them."""


def techniques(texte: str) -> list[str]:
    """The words of a text that have no place on a screen."""
    return TECHNIQUE.findall(texte.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " "))


def sur_ecran(texte: str) -> str:
    """The sentences of a text that can stand on a screen; where none can, the first one in plainer words."""
    if not techniques(texte):
        return texte
    phrases = _PHRASES.split(texte)
    gardees = [phrase for phrase in phrases if not techniques(phrase)]
    return " ".join(gardees) if gardees else _plus_simple(phrases[0])


def conseil_sur_ecran(texte: str) -> str:
    """The sentences of a cure that can be followed on a screen; perhaps none."""
    return (
        " ".join(phrase for phrase in _PHRASES.split(texte) if not techniques(phrase)) if techniques(texte) else texte
    )


def _plus_simple(phrase: str) -> str:
    for motif, mot in _MOTS:
        phrase = motif.sub(mot, phrase)
    return phrase[:1].upper() + phrase[1:]
