"""Whether a row of a sheet of people names somebody, and nothing more: totals, remarks, facts stand among names too."""

import re

from tpplanner.domain.session import cle
from tpplanner.texts.modele import DEBUTS_DE_NOTE, MOTS_D_UN_FAIT, NOTES_DE_DEUX_MOTS
from tpplanner.workbook.majorations import says_why

_LONGEST_NAME = 80
_SENTENCE_WORDS = 4
_MARKS = ("*", "(", "→", "=>", "->", "•", "…", "!", "?", "#")
"""What a remark begins with, and no name."""


def names_nobody(nom: str, prenom: str) -> bool:
    """Whether what stands for a name is a total, a date, a signature, a remark. Who has a prénom is somebody."""
    if any(map(str.isalpha, prenom)):
        return nom.startswith("*")
    return bool(nom) and (not any(map(str.isalpha, nom)) or _is_a_remark(nom))


_NO_LETTER = re.compile(r"[()\[\]{}:;/*?+&=<>%#@!,\"\xab\xbb\u2022\u2192\n]|(?:\d\D{0,2}){4}")
"""Signs of a sentence, a list, a fraction, a telephone."""


def says_more(nom: str) -> bool:
    """Whether a nom or a prénom says something that is no name: « (tiers temps) », « absent le 8 », « ABANDON »."""
    words = set(cle(nom).split())
    numbered = len(words) == 2 and any(len(word) == 1 or word.isdigit() for word in words)  # « Candidat 12 »
    return bool(_NO_LETTER.search(nom)) or says_why(nom) or (not numbered and not words.isdisjoint(MOTS_D_UN_FAIT))


def _is_a_remark(nom: str) -> bool:
    words = cle(nom).split()
    first, second = (*words[:2], "", "")[:2]
    dated = first == "le" and second[:1].isdigit()
    headed = first[:1].isdigit() or first in DEBUTS_DE_NOTE or (first, second) in NOTES_DE_DEUX_MOTS
    sentence = len(nom) > _LONGEST_NAME or ":" in nom or (nom.endswith(".") and len(words) >= _SENTENCE_WORDS)
    return nom.startswith(_MARKS) or dated or headed or sentence
