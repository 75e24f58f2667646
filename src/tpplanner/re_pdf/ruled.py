"""The words of a page as pdfplumber finds them, by lines from top to bottom and from left to right."""

from collections.abc import Iterator, Sequence
from typing import Any

from tpplanner.re_pdf.document import Frame
from tpplanner.re_pdf.printed import SOFT, PrintedLine, PrintedWord

_SPACE = 0.15
"""Share of its height from which a gap between two letters is a space; some programs write none."""
_ONE_LINE = 3.0
"""Points by which words of one line may stand higher or lower."""


def words_of(page: Any) -> list[PrintedWord]:
    """The words of a page of pdfplumber."""
    return [_word(word) for word in page.extract_words(x_tolerance_ratio=_SPACE)]


def _word(word: dict[str, Any]) -> PrintedWord:
    text = "-" if word["text"] == SOFT else word["text"]  # fonts that have one glyph for both
    return PrintedWord(text, Frame(word["x0"], word["top"], word["x1"], word["bottom"]))


def lines_of(words: Sequence[PrintedWord]) -> Iterator[PrintedLine]:
    """The words by lines, each from left to right."""
    line: list[PrintedWord] = []
    for word in sorted(words, key=lambda word: word.frame.bottom):
        if line and word.frame.bottom - line[0].frame.bottom > _ONE_LINE:
            yield PrintedLine(tuple(sorted(line, key=lambda word: word.frame.x0)))
            line = []
        line.append(word)
    if line:
        yield PrintedLine(tuple(sorted(line, key=lambda word: word.frame.x0)))
