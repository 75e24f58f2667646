"""How wide and high a text is in Arial, so that no cell is too small for it whatever program opens the file.

Excel and LibreOffice do not measure rows of merged cells, and each measures wrapped ones its own way: heights are
computed here once and written.
"""

import math
import re
import unicodedata
from functools import lru_cache

_WIDTHS = {
    222: "'ijl’‘",
    260: "|",
    278: " !,./:;I[\\]ft\u00a0\u202f·",
    333: "()-`r‑",
    355: '"',
    389: "*",
    469: "^",
    500: "Jckssvxyz",
    556: "#$?0123456789_L" + "abdeghnopqu«»–€",
    584: "+<=>~±",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
_ADVANCE = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_UNKNOWN = 1000
"""a letter of unknown width counts as wide as it is high, like an ideogram"""
_BOLD = 1.09
_SAFETY = 1.06
"""Liberation Sans, Arial and printers differ by a few per cent"""

POINTS_A_PIXEL = 0.75
LINE_HEIGHT = 1.24
"""height of a line over the size of its letters"""


def column_pixels(width: float) -> int:
    """The pixels that a column of that width takes on the sheet."""
    return int(width * 7 + 0.5) + 5


def text_points(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text on one line, in points."""
    return _units(text) / 1000 * size * (_BOLD if bold else 1) * _SAFETY


# Words and texts of a document come again on each of its pages, in each size that is tried.


@lru_cache(maxsize=4096)
def _units(text: str) -> int:
    return sum(map(_advance, text))


def _advance(letter: str) -> int:
    if letter in _ADVANCE:
        return _ADVANCE[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    return _ADVANCE.get(base, 0 if unicodedata.combining(letter) else _UNKNOWN)


@lru_cache(maxsize=4096)
def line_count(text: str, points: float, size: float, *, bold: bool = False) -> int:
    """The lines that a text takes when wrapped in that many points."""
    return sum(_wrapped(paragraph, points, size, bold=bold) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, points: float, size: float, *, bold: bool) -> int:
    """Lines break at spaces and after hyphens; a piece too long for a line is broken anywhere."""
    count, used = 1, 0.0
    for piece in re.findall(r"[^ -]*-|[^ -]+ ?| ", paragraph):
        width = text_points(piece.rstrip(" "), size, bold=bold)
        if used and used + width > points:
            count, used = count + 1, 0.0
        if width > points:
            count += math.ceil(width / points) - 1
            width = points
        used += width + (text_points(" ", size, bold=bold) if piece.endswith(" ") else 0.0)
    return count


def height(line_count: int, size: float) -> float:
    """The points that a row needs for that many lines."""
    return math.ceil(line_count * size * LINE_HEIGHT + 2)
