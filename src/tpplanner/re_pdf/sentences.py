"""The sentences of a passage, rejoined over its lines and pages, each with its place."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tpplanner.re_pdf.document import ReLine, Stated, Whereabouts

_PLAIN = str.maketrans({"’": "'", "‘": "'", "œ": "oe", "Œ": "OE", "æ": "ae", "\xad": "", "\xa0": " ", "\u202f": " "})
_SOFT_HYPHEN = "\xad"
"""Where a line ends with it, its last word goes on in the next."""
_BULLET = re.compile(r"^\s*(?:[-–—•●▪◦‣·➢✓*]|[\uf000-\uf0ff])\s*(?=\S)")
_END = re.compile(r"(?<!\bM)[.!?\u2026](?=\s+(?:[A-Z\u00c0-\u00de\u00ab]|$))|(?<!\bM)[.!?\u2026]$")
"""The end of a sentence; « R. 212 » and « L. 4 » are names of articles."""
_TIMED = re.compile(r"\b\d+ ?(?:h|heures?|min|mn|minutes?)(?: ?\d\d)?\W*$")
"""A line that ends with a duration, as a title does."""
_SHORT = 0.85
"""A line that reaches less far across its column than this ends what it says, where a capital follows."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as people read it; `item`: it stands in an item of a list, which the sentence `lead` opens.

    `heading`: it stands as a title above what follows, without a full stop.
    """

    text: str
    where: Whereabouts
    lead: str = ""
    heading: bool = False
    item: bool = False

    @property
    def stated(self) -> Stated[str]:
        """It, as a fact."""
        return Stated(self.text, self.text, self.where)


def unaccented(text: str) -> str:
    """The text without accents, a typographic apostrophe as a plain one, blanks single."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def folded(text: str) -> str:
    """The text as `unaccented` gives it, in lower case."""
    return unaccented(text).lower()


def sentences_of(lines: Sequence[ReLine]) -> tuple[Sentence, ...]:
    """The sentences that the lines hold, in their order; an item of a list is one by itself."""
    sentences: list[Sentence] = []
    lead = ""
    for item, block in _blocks(lines):
        lead = lead if item else ""
        for sentence in _cut(block, lead, item=item):
            sentences.append(sentence)
            if sentence.heading and (not item or sentence.text.endswith(":")):
                lead = sentence.text
    return tuple(sentences)


def _blocks(lines: Sequence[ReLine]) -> Iterator[tuple[bool, list[ReLine]]]:
    """Lines that run on into each other, and whether they are an item of a list."""
    widest = max((_reach(line) for line in lines), default=0.0)
    block: list[ReLine] = []
    item = False
    for line in lines:
        text = line.text.strip()
        if not text:
            continue
        bullet = _BULLET.match(text)
        if block and (bullet or _ends(block[-1], text, widest)):
            yield item, block
            item, block = bool(bullet) or (item and block[-1].text.rstrip().endswith(";")), []
        elif not block:
            item = bool(bullet)
        block.append(ReLine(text[bullet.end() :] if bullet else text, line.where))
    if block:
        yield item, block


def _ends(line: ReLine, following: str, widest: float) -> bool:
    """Whether what a line says ends with it."""
    text = line.text.rstrip()
    if following[:1] in ":;,.)":
        return False
    if text.endswith((":", ";")):
        return True
    capital = following[:1].isupper() or following[:1] in "\u00ab"
    closed = _END.search(text[-2:]) or _TIMED.search(text)
    return capital and (bool(closed) or _reach(line) < _SHORT * widest)


def _reach(line: ReLine) -> float:
    """How far to the right a line goes: in points, or in characters where no frame is known."""
    return max((frame.x1 for frame in line.where.frames), default=float(len(line.text)))


def _cut(block: Sequence[ReLine], lead: str, *, item: bool) -> Iterator[Sentence]:
    """The sentences of lines that run on into each other."""
    text, owner = _joined(block)
    begin = 0
    for end in (*(match.end() for match in _END.finditer(text)), len(text)):
        part = text[begin:end]
        if part.strip():
            first = begin + len(part) - len(part.lstrip())
            lines = [block[n] for n in sorted({owner[i] for i in range(first, end)})]
            stripped = part.strip()
            heading = not stripped.endswith((".", ";", "!", "?", "\u2026"))
            yield Sentence(stripped, _place(lines), lead, heading, item)
        begin = end


def _joined(block: Sequence[ReLine]) -> tuple[str, list[int]]:
    """The text of a block, and the line to which each of its characters belongs."""
    text, owner = "", list[int]()
    for n, line in enumerate(block):
        glued = not text or line.text[:1] in ",.)" or block[n - 1].text.rstrip().endswith(_SOFT_HYPHEN)
        added = ("" if glued else " ") + " ".join(line.text.replace(_SOFT_HYPHEN, "").split())
        text += added
        owner += [n] * len(added)
    return text, owner


def _place(lines: Sequence[ReLine]) -> Whereabouts:
    """The page on which they begin, with the frames of those that stand on it."""
    first = lines[0].where
    frames = tuple(frame for line in lines if line.where.page == first.page for frame in line.where.frames)
    return Whereabouts(first.page, first.printed, frames)
