"""What is said on a screen of a sentence that the command says too: no cell, no file of ours, no option, no command.

The name of a file in quotes is one that somebody gave it, or sees in a folder: it stays as it is.
"""

import re

CELLULE = r"\b[\wÀ-ÿ]+![A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?|\bcase [A-Z]{1,2}\d+\b"
_EXTENSION = r"\.(?:xlsx|toml|json|ics|eml|csv|docx|html|py)\b"
FICHIER = rf"\b[\w-]+{_EXTENSION}"
OPTION = r"(?<![\w-])--[a-z][a-z-]*"
COMMANDE = r"« tpplanner [^»]*»|\btpplanner (?:annee|check|dates|diff|export|init|ouvrir|planb|replan|solve|titres)\b"
ERREUR = r"\b[A-Z][A-Za-z]*(?:Error|Exception)\b"
TOUCHES = r"Alt\s?\+\s?Entrée(?: dans la case)?"
TECHNIQUE = re.compile("|".join((CELLULE, FICHIER, OPTION, COMMANDE, ERREUR, TOUCHES)))
"""What nobody but the command, the workbook or a programmer speaks of."""

_PHRASES = re.compile(r"(?<=[.!?;»])\s+(?=[A-ZÀ-Ý«–])")
_NOMME = re.compile(rf"(?<=«)(?!\s*tpplanner\s)[^«»]*{_EXTENSION}[^«»]*(?=»)")
_SIGNES = range(0xE000, 0xF900)
"""Of no text: each stands in the place of a name while sentences are told apart, for names have dots and capitals."""
_MOTS = (
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
    said = _NOMME.sub("", texte)
    return TECHNIQUE.findall(said.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " "))


def sur_ecran(texte: str) -> str:
    """The sentences of a text that can stand on a screen; where none can, the first one in plainer words."""
    if not techniques(texte):
        return texte
    phrases, noms = _phrases(texte)
    gardees = [phrase for phrase in phrases if not techniques(phrase)]
    return (" ".join(gardees) if gardees else _plus_simple(phrases[0])).translate(noms)


def conseil_sur_ecran(texte: str) -> str:
    """The sentences of a cure that can be followed on a screen; perhaps none."""
    if not techniques(texte):
        return texte
    phrases, noms = _phrases(texte)
    return " ".join(phrase for phrase in phrases if not techniques(phrase)).translate(noms)


def _phrases(texte: str) -> tuple[list[str], dict[int, str]]:
    """The sentences of a text, a sign in the place of each name; what each sign stands for."""
    noms = dict(zip(_SIGNES, dict.fromkeys(_NOMME.findall(texte)), strict=False))
    for signe, nom in noms.items():
        texte = texte.replace(f"«{nom}»", f"«{chr(signe)}»")
    return _PHRASES.split(texte), noms


def _plus_simple(phrase: str) -> str:
    for motif, mot in _MOTS:
        phrase = motif.sub(mot, phrase)
    return phrase[:1].upper() + phrase[1:]
