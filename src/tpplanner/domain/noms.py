"""Names as people compare them: case, accents, spaces and typographic variants do not count."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "‑": "-", "–": "-"})


def propre(texte: str) -> str:
    """The text as displayed: composed accents, single spaces, no invisible characters."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", texte)).split())


@lru_cache(maxsize=65536)
def cle(texte: str) -> str:
    """The key under which two spellings of one name are equal."""
    plie = unicodedata.normalize("NFKD", propre(texte).casefold().translate(_LIGATURES))
    sans_accent = "".join(c for c in plie if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", sans_accent).split())
