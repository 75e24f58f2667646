"""The words of a document as they are printed: in lines, on pages, each with its place; from whichever library."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tpplanner.re_pdf.document import Frame

SOFT = "\xad"
"""A soft hyphen: only the one at the end of a line is kept, whose word goes on in the next line without a space."""


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A word and its frame."""

    text: str
    frame: Frame


@dataclass(frozen=True)
class PrintedLine:
    """Words that follow each other on one baseline, from left to right; they may belong to two cells of a table."""

    words: tuple[PrintedWord, ...]

    @cached_property
    def text(self) -> str:
        """Its words, a space between two; a soft hyphen stands at the end alone."""
        joined = " ".join(word.text for word in self.words)
        return joined[:-1].replace(f"{SOFT} ", "").replace(SOFT, "") + joined[-1:]

    @cached_property
    def frame(self) -> Frame:
        """What holds all of its words."""
        return around([word.frame for word in self.words])

    def pieces(self, gap: float) -> "Iterator[PrintedLine]":
        """The line cut where more than `gap` points lie between two words: a piece for each cell."""
        start = 0
        for rank in range(1, len(self.words)):
            if self.words[rank].frame.x0 - self.words[rank - 1].frame.x1 > gap:
                yield PrintedLine(self.words[start:rank])
                start = rank
        yield PrintedLine(self.words[start:])


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page of the file (`number` from 1), its lines in the order of its content, how many things are drawn on it."""

    number: int
    lines: tuple[PrintedLine, ...]
    objects: int = 0


def around(frames: list[Frame]) -> Frame:
    """The least frame that holds them all."""
    return Frame(
        min(frame.x0 for frame in frames),
        min(frame.top for frame in frames),
        max(frame.x1 for frame in frames),
        max(frame.bottom for frame in frames),
    )
