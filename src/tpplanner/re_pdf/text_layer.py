"""The text of a PDF in the order of its content, as pdfium gives it: lines of words, each with its place."""

import ctypes
from collections.abc import Iterator
from typing import Any

from tpplanner.re_pdf.document import Frame
from tpplanner.re_pdf.printed import SOFT, PrintedLine, PrintedPage, PrintedWord

_LINE_END_HYPHENS = "\x02\ufffe"
"""How pdfium gives the hyphen at the end of a line, whose next line it then adds without a line break."""
_SPACES = str.maketrans({"\xa0": " ", "\u202f": " "})


def printed_pages(pdf: Any) -> tuple[PrintedPage, ...]:
    """The lines of every page of a document that pdfium has open."""
    from pypdfium2 import raw  # noqa: PLC0415  (heavy: only where a PDF is read)

    pages = []
    for number, page in enumerate(pdf, 1):
        text = page.get_textpage()
        pages.append(PrintedPage(number, tuple(_lines(page, text)), raw.FPDFPage_CountObjects(page)))
        text.close()
        page.close()
    return tuple(pages)


def _lines(page: Any, text: Any) -> Iterator[PrintedLine]:
    from pypdfium2 import raw  # noqa: PLC0415  (heavy: only where a PDF is read)

    place = _Places(page, text)
    words: list[PrintedWord] = []
    letters: list[str] = []
    start = 0
    for index in range(text.count_chars() + 1):
        code = raw.FPDFText_GetUnicode(text, index) if index < text.count_chars() else 10
        letter = chr(code).translate(_SPACES) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
        hyphen = letter in _LINE_END_HYPHENS
        if hyphen or not letter.isspace():
            if not letters:
                start = index
            letters.append("-" if hyphen else letter)
            if not hyphen:
                continue
        if letters:
            words.append(PrintedWord(_spelt(letters), place.of(start, index if hyphen else index - 1)))
            letters = []
        if (hyphen or letter in "\r\n") and words:
            yield PrintedLine(tuple(words))
            words = []


def _spelt(letters: list[str]) -> str:
    """A word without the soft hyphens inside it; of those at the end of a line it keeps one, and no hyphen."""
    word = "".join(letters)
    bare = word.removesuffix("-").rstrip(SOFT) if SOFT in word else word
    return bare.replace(SOFT, "") + (SOFT if SOFT in word[len(bare) :] else "")


class _Places:
    """Frames of characters, from the upper left corner of the page as it is shown (turned and cut as it says)."""

    def __init__(self, page: Any, text: Any) -> None:
        from pypdfium2 import raw  # noqa: PLC0415

        self._raw, self._text = raw, text
        self._box = raw.FS_RECTF()
        self._turn = page.get_rotation()
        self._left, self._low, self._right, self._high = page.get_cropbox()

    def of(self, first: int, last: int) -> Frame:
        """The frame of the characters from the first to the last, both of one word."""
        a, b = self._corners(first), self._corners(last)
        return self._turned(min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))

    def _corners(self, index: int) -> tuple[float, float, float, float]:
        box = self._box
        self._raw.FPDFText_GetLooseCharBox(self._text, index, ctypes.byref(box))
        return box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)

    def _turned(self, x0: float, y0: float, x1: float, y1: float) -> Frame:
        match self._turn:
            case 90:
                return Frame(y0 - self._low, x0 - self._left, y1 - self._low, x1 - self._left)
            case 180:
                return Frame(self._right - x1, y0 - self._low, self._right - x0, y1 - self._low)
            case 270:
                return Frame(self._high - y1, self._right - x1, self._high - y0, self._right - x0)
            case _:
                return Frame(x0 - self._left, self._high - y1, x1 - self._left, self._high - y0)
