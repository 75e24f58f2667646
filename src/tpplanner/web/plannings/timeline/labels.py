"""What is written in a bar: as much of a name as its place holds, and never the same for two people."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from tpplanner.export.agenda import Agenda
from tpplanner.export.text_size import text_points
from tpplanner.texts import frise as textes
from tpplanner.texts.plain import one_line

SIZE, SMALL = 14.0, 13.0
"""Pixels of the letters of a name, of an épreuve; nothing on screen is under 12."""
MARGIN = 10.0
"""Pixels of a bar beside its words."""
NAMED, SHORTENED, NUMBERED = 88, 44, 20
"""From how many pixels on a bar holds a name with its initial, a name, a number."""


def fits(text: str, width: float, size: float = SMALL, *, bold: bool = False) -> bool:
    """Whether a text is read whole in a bar of that width."""
    return text_points(text, size, bold=bold) <= width - MARGIN


def first_that_fits(texts: Iterable[str], width: float, size: float = SMALL, *, bold: bool = False) -> str:
    """The first of some texts that a bar holds, empty where it holds none."""
    return next((text for text in texts if fits(text, width, size, bold=bold)), "")


def shortened(text: str, width: float, size: float = SIZE) -> str:
    """A text cut so that it is read with an ellipsis in a bar of that width; empty where not a letter would be left."""
    if fits(text, width, size, bold=True):
        return text
    for length in range(len(text) - 1, 0, -1):
        cut = f"{text[:length].rstrip()}…"
        if fits(cut, width, size, bold=True):
            return cut
    return ""


@dataclass(frozen=True)
class Labels:
    """The names of the candidats of a session, as bars have room for them."""

    agenda: Agenda

    @cached_property
    def _families(self) -> dict[str, str]:
        return {c.id: one_line(c.nom) or one_line(c.prenom) for c in self.agenda.session.candidats}

    @cached_property
    def _initials(self) -> dict[str, str]:
        return {
            c.id: textes.initiale(self._families[c.id], one_line(c.prenom)) if c.prenom else self._families[c.id]
            for c in self.agenda.session.candidats
        }

    @cached_property
    def _wholes(self) -> dict[str, str]:
        return {c.id: one_line(c.nom_complet) for c in self.agenda.session.candidats}

    @cached_property
    def _twins(self) -> tuple[Counter[str], ...]:
        """How many read alike: by the whole name, with the initial, by the name alone."""
        return tuple(Counter(d.values()) for d in (self._wholes, self._initials, self._families))

    def number(self, candidat: str) -> str:
        """The number of a candidat, empty for one whom the session does not know."""
        numero = self.agenda.numeros.get(candidat)
        return "" if numero is None else str(numero)

    def whole(self, candidat: str) -> str:
        """The name in full, with the number where somebody else bears it."""
        name = self._wholes.get(candidat, candidat)
        return self._apart(name, candidat) if self._twins[0][name] > 1 else name

    def at(self, width: float, candidat: str) -> str:
        """What a bar of that width says of whose it is."""
        if candidat not in self._families:
            return shortened(candidat, width)
        if width >= NAMED:
            for names, twins in zip((self._wholes, self._initials), self._twins, strict=False):
                name = names[candidat]
                own = self._apart(name, candidat) if twins[name] > 1 else name
                if fits(own, width, SIZE, bold=True):
                    return own
        if width >= SHORTENED:
            return self._short(width, candidat)
        number = self.number(candidat)
        return number if width >= NUMBERED and text_points(number, SIZE, bold=True) <= width - 2 else ""

    def _short(self, width: float, candidat: str) -> str:
        """The name alone, shortened; with its number where another would read alike."""
        own = shortened(self._families[candidat], width)
        others = (shortened(name, width) for id_, name in self._families.items() if id_ != candidat)
        if own and own not in others:
            return own
        number = self.number(candidat)
        room = width - text_points(f" {number}", SIZE, bold=True)
        begun = shortened(self._families[candidat], room)
        return f"{begun} {number}".strip()

    def _apart(self, name: str, candidat: str) -> str:
        return textes.avec_numero(name, self.number(candidat))
