"""The footer of each page: who the document is, on which page one stands; taken off before the text is read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tpplanner.re_pdf.printed import PrintedLine, PrintedPage, PrintedWord
from tpplanner.re_pdf.wording import comparable

_BEGINS = re.compile(r"(?:sigle|libelle (?:abrege|reduit))(?: .*\b(?:code|type|page)\b.*)?")
_PAGE = re.compile(r"(\d{1,3}) ?(?:/|sur) ?(\d{1,3})$")
_LONGEST = 20
"""The most lines of a footer: seven columns, two lines of heading and one of value in each, some to spare."""

_KEYS = (
    ("sigle", r"sigle|libelle (?:abrege|reduit)"),
    ("genre", r"type"),
    ("code", r"code"),
    ("millesime", r"millesime|version"),
    ("jo", r"\bjo\b|parution|validation"),
    ("mise_a_jour", r"mise a jour|\bmaj\b"),
    ("effet", r"\beffet\b"),
)
_DATES = ("jo", "mise_a_jour", "effet")
_DATE = re.compile(r"\d{2}/\d{2}/\d{4}")
_GENRE = re.compile(r"RE|RC|REAC|REV2?|RCV2?")
_CODE = re.compile(r"TP-?\d{5}")
_MILLESIME = re.compile(r"[mMvV]?\d{1,2}")


@dataclass(frozen=True, slots=True)
class Footer:
    """What the footer of a page says: its cells by what they are, the printed page and how many there are."""

    page: int
    cells: dict[str, tuple[PrintedWord, ...]]
    printed: int
    last: int

    def identity(self) -> dict[str, str]:
        """The cells that are one and the same on every page."""
        return {key: " ".join(word.text for word in words) for key, words in self.cells.items()}


def without_footer(page: PrintedPage) -> tuple[Footer | None, tuple[PrintedLine, ...]]:
    """The footer of a page, None where it has none, and the other lines."""
    lines = page.lines
    for start, line in enumerate(lines):
        if not _BEGINS.fullmatch(comparable(line.text)):
            continue
        for end in range(start, min(start + _LONGEST, len(lines))):
            if match := _PAGE.search(lines[end].text):
                words = [word for line in lines[start : end + 1] for word in line.words]
                cells = _cells(words[: -len(match[0].split())])
                footer = Footer(page.number, cells, int(match[1]), int(match[2]))
                return footer, (*lines[:start], *lines[end + 1 :])
    return None, lines


def _cells(words: Sequence[PrintedWord]) -> dict[str, tuple[PrintedWord, ...]]:
    """The values by what they are; which date is which is told by the order of the headings alone.

    Where there are more dates than headings that are known, or fewer, nothing tells which is which.
    """
    first = next((rank for rank, word in enumerate(words) if _value(word.text)), len(words))
    page_word = next((rank for rank, word in enumerate(words) if comparable(word.text) == "page"), None)
    if page_word is not None and page_word < first:
        first = page_word + 1
    heading = comparable(" ".join(word.text for word in words[:first]))
    order = sorted((match.start(), key) for key, pattern in _KEYS if (match := re.search(pattern, heading)))
    named = [key for _, key in order if key in _DATES]
    dates = iter(named if len(named) == sum(_value(word.text) == "date" for word in words[first:]) else ())
    cells: dict[str, list[PrintedWord]] = {}
    for rank, word in enumerate(words[first:]):
        kind = _value(word.text) if rank or order[:1] != [(0, "sigle")] else None
        if kind == "date":
            kind = next(dates, "date")
        cells.setdefault(kind or "sigle", []).append(word)
    return {key: tuple(value) for key, value in cells.items()}


def _value(text: str) -> str | None:
    kinds = (("date", _DATE), ("genre", _GENRE), ("code", _CODE), ("millesime", _MILLESIME))
    return next((kind for kind, pattern in kinds if pattern.fullmatch(text)), None)


def printed_numbers(footers: Sequence[Footer | None]) -> list[int | None]:
    """The number printed on each page; where a page has no footer, that of its neighbour moved by one, None before all.

    A cover page, or pages taken out, move the printed numbers against those of the file.
    """
    shifts = [footer.printed - footer.page if footer else None for footer in footers]
    numbers: list[int | None] = []
    last: int | None = None
    for number, shift in enumerate(shifts, 1):
        last = shift if shift is not None else last
        numbers.append(number + last if last is not None and number + last > 0 else None)
    return numbers
