"""Two spellings that may well be one: told, never decided."""

from difflib import SequenceMatcher

from tpplanner.workbook.index import key

_CLOSE = 0.88
_SHORT = 5
"""Shorter names differ by a letter too easily: they are not compared."""


def near(un: str, autre: str) -> bool:
    """Whether two texts differ, and so little that a slip is likely: a letter, a word in another order, a plural."""
    a, b = key(un), key(autre)
    if a == b or min(len(a), len(b)) < _SHORT or _numbered(a) != _numbered(b):
        return False
    if sorted(a.split()) == sorted(b.split()) or a.replace(" ", "") == b.replace(" ", ""):
        return True
    if abs(len(a) - len(b)) > 2:
        return False
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.quick_ratio() >= _CLOSE and matcher.ratio() >= _CLOSE


def _numbered(texte: str) -> list[str]:
    """The words that tell apart names which are numbered (``Candidat 1``, ``Jury B2``)."""
    return [mot for mot in texte.split() if any(c.isdigit() for c in mot)]
