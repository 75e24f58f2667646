"""Which words fit where: in a bar, in the titles of the rows. Widths are those of Arial."""

import re

from tpplanner.export.frise import Boite, Trait
from tpplanner.export.metrics import text_points
from tpplanner.texts.image import INITIALES

BAR, LINE = 10.0, 11.0
"""size of the letters in a bar, height of a line"""
_MARGIN = 1.5

Lines = tuple[str, ...]


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """A text in lines no wider than that, broken after spaces and hyphens; a word too long is broken anywhere."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in re.findall(r"[^ -]*-|[^ -]+ ?", paragraph):
            for piece in _pieces(word, width, size, bold=bold):
                if line and text_points((line + piece).rstrip(), size, bold=bold) > width:
                    lines.append(line.rstrip())
                    line = ""
                line += piece
        if line:
            lines.append(line.rstrip())
    return lines


def _pieces(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    if text_points(word.rstrip(), size, bold=bold) <= width:
        return [word]
    pieces, piece = [], ""
    for letter in word:
        if piece and text_points(piece + letter, size, bold=bold) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


def words_in(boite: Boite, width: float, height: float) -> Lines:
    """The most that can be read of a box in a bar of that size; nothing at all where nothing fits."""
    room = int((height - 2) // LINE)
    bold = boite.trait in (Trait.DEVANT_JURY, Trait.APPEL)
    for lines in _called(boite, width) if boite.trait is Trait.APPEL else _wordings(boite):
        margin = 0 if max(map(len, lines)) == 1 else _MARGIN
        fits = all(text_points(line, BAR, bold=bold) <= width - 2 * margin for line in lines)
        if len(lines) <= room and fits:
            return lines
    return ()


def _called(boite: Boite, width: float) -> list[Lines]:
    """Who is called, on as many lines as it takes, then when, on a line of its own wherever the bar stands."""
    heure = boite.texte.removeprefix(boite.court).strip(" –")
    return [(*wrapped(boite.court, width - 2 * _MARGIN, BAR, bold=True), heure), (heure,)]


def _wordings(boite: Boite) -> list[Lines]:
    """The ways to say it, from the whole in one line to a letter."""
    quoi, _, numero = boite.court.partition(" – ")
    rest = boite.texte.removeprefix(boite.court).strip(" –")
    initial = INITIALES.get(quoi.split(" ")[0], INITIALES.get(quoi, ""))
    ways: list[Lines] = [(boite.texte,)]
    ways += [(boite.court, rest)] if rest else []
    ways += [(boite.court,)]
    ways += [(quoi, numero)] if numero else []
    first, _, others = quoi.partition(" ")
    ways += [(quoi,), (first, others), (first,)] if others else [(quoi,)]
    ways += [(initial, numero.removeprefix("n° "))] if initial and numero else []
    ways += [(initial,)] if initial else []
    return ways
