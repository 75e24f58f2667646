"""Whether a row of a sheet of people names somebody: below a list stand totals, signatures, remarks."""

from tpplanner.domain.session import cle
from tpplanner.texts.modele import DEBUTS_DE_NOTE, NOTES_DE_DEUX_MOTS

_LONGEST_NAME = 80
_SENTENCE_WORDS = 4
_MARKS = ("*", "(", "→", "=>", "->", "•", "…", "!", "?", "#")
"""What a remark begins with, and no name."""


def names_nobody(nom: str, prenom: str) -> bool:
    """Whether what stands for a name is a total, a date, a signature, a remark. Who has a prénom is somebody."""
    if any(map(str.isalpha, prenom)):
        return nom.startswith("*")
    return bool(nom) and (not any(map(str.isalpha, nom)) or _is_a_remark(nom))


def _is_a_remark(nom: str) -> bool:
    words = cle(nom).split()
    first, second = (*words[:2], "", "")[:2]
    dated = first == "le" and second[:1].isdigit()
    headed = first[:1].isdigit() or first in DEBUTS_DE_NOTE or (first, second) in NOTES_DE_DEUX_MOTS
    sentence = len(nom) > _LONGEST_NAME or ":" in nom or (nom.endswith(".") and len(words) >= _SENTENCE_WORDS)
    return nom.startswith(_MARKS) or dated or headed or sentence
