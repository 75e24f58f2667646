"""A text in small letters without accents, sign for sign: what is found there has the same place in the text."""

import unicodedata
from functools import lru_cache

_SIGNS = {"’": "'", "‘": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " ", "\t": " ", "⅓": "⅓"}


AROUND = ' \t,;:*?!"\u201c\u201d' + "«»" + "'()[]<>-\u2013\u2014\u2022\u00b7"
"""Signs around words, which belong to none."""


@lru_cache(maxsize=20_000)
def flat(text: str) -> str:
    """The same length as the text."""
    return "".join(map(_plain, text))


@lru_cache(maxsize=2_000)
def _plain(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    base = unicodedata.normalize("NFKD", sign)[:1].lower()
    return base[:1] or sign
