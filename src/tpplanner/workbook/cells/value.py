"""The raw value of a cell, and why it cannot be read."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from tpplanner.domain.noms import propre
from tpplanner.errors import TpPlannerError
from tpplanner.texts.message import Texte

Raw = str | int | float | bool | datetime | date | time | timedelta | None
"""What a spreadsheet library gives for a cell."""

Tell = Callable[[Texte], None]
"""Where a function says that it read something else than what the cell shows."""


class Unreadable(TpPlannerError):
    """A cell does not hold what its column takes; `texte` says what was expected."""

    def __init__(self, texte: Texte) -> None:
        self.texte = texte
        super().__init__(texte.message)


def silent(_: Texte) -> None:
    """Say nothing."""


def is_empty(value: Raw) -> bool:
    """Whether nothing is typed: no value, or only spaces and invisible characters."""
    return value is None or (isinstance(value, str) and not propre(unescape(value)))


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(texte: str) -> str:
    """The text behind Excel's escapes (``_x000D_`` is a carriage return), without control characters."""
    if texte.isprintable() and "_x" not in texte:
        return texte
    clair = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), texte)
    return "".join(c for c in clair if c in "\n\r\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def folded(texte: str) -> str:
    """Lower case, without accents, single spaces; punctuation is kept."""
    plie = unicodedata.normalize("NFKD", propre(unescape(texte)).casefold())
    return "".join(c for c in plie if not unicodedata.combining(c))
