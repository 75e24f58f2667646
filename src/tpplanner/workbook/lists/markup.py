"""A text without the marks of Markdown or HTML: what its reader sees, and the lines that each piece of it takes."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

_ROW = "tr"
_CELLS = frozenset({"td", "th"})
_BLOCK = "ul|ol|li|table|p|div|br|hr|h1|h2|h3|h4|h5|h6|html|head|body|title|tr|tbody|thead|dl|dt|dd"
_INLINE = "td|th|b|i|u|em|strong|span|font|a|small|s|del|script|style|meta|link|img"
_BLOCKS = frozenset(_BLOCK.split("|"))
_TAG = rf"/?(?:{_BLOCK}|{_INLINE})\b[^<>]*>"
_HTML = re.compile(rf"<(?:{_TAG})", re.IGNORECASE)
_OTHER = re.compile(rf"<(?!{_TAG}|!--)", re.IGNORECASE)
_MARKDOWN = (
    (re.compile(r"^(\s*)#{1,6}\s+(?=\S)"), r"\1"),
    (re.compile(r"^(\s*[-*+]\s+)\[[ xX]\]\s+"), r"\1"),
    (re.compile(r"^\s*\|(.*\S.*)\|\s*$"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\((?:mailto:)?([^()\s]+)\)"), r"\1 <\2>"),
    (re.compile(r"(\*\*|__|`)(?=[^\s*_`])(.+?)(?<=[^\s*_`])\1"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_]+?)(?<=[^\s*_])\1(?![\w*])"), r"\2"),
)
_SPELT = re.compile(r"(?<!\w)(?:[A-Z\xc0-\xdd] ){2,}[A-Z\xc0-\xdd](?!\w)")
"""A word letter by letter: « D U R A N D »."""
_PICTURES = re.compile("[\U0001f000-\U0001faff\ufe0f\u20e3]")


@dataclass(slots=True)
class Seen:
    """A piece of a text as its reader sees it, and the numbers of its first and last lines."""

    first: int
    last: int
    text: str


def seen(raw: Sequence[str]) -> list[Seen]:
    """The lines of a text without marks, in order; a row of an HTML table takes all its lines, its cells by tabs."""
    if not any(map(_HTML.search, raw)):
        return [Seen(number, number, _without_marks(line)) for number, line in enumerate(raw, 1)]
    reader = _PieceParser(convert_charrefs=True)
    reader.feed(_OTHER.sub("&lt;", "\n".join(raw)))
    reader.close()
    reader.end()
    covered = {number for piece in reader.pieces for number in range(piece.first, piece.last + 1)}
    bare = [Seen(number, number, "") for number in range(1, len(raw) + 1) if number not in covered]
    return sorted([*reader.pieces, *bare], key=lambda piece: piece.first)


def _without_marks(line: str) -> str:
    line = _SPELT.sub(lambda m: m[0].replace(" ", ""), _PICTURES.sub("", html.unescape(line)))
    for pattern, plain in _MARKDOWN:
        line = pattern.sub(plain, line)
    return line


class _PieceParser(HTMLParser):
    """Gathers the pieces of a text in HTML."""

    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.pieces: list[Seen] = []
        self.cells: list[str] = []
        self.first = 0
        self.row = self.hidden = False

    def end(self) -> None:
        """Nothing more is of the piece that is gathered."""
        text = "\t".join(" ".join(cell.split()) for cell in self.cells)
        if text.strip() or self.row:
            self.pieces.append(Seen(self.first, self.getpos()[0] if self.row else self.first, text))
        self.cells, self.row = [], False

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        """A block, a row or a cell begins."""
        self.hidden = tag in ("script", "style")
        if tag in _CELLS:
            self.cells.append("")
        elif tag in _BLOCKS and not (self.row and tag != _ROW):
            self.end()
            self.row, self.first = tag == _ROW, self.getpos()[0]
        elif self.row and self.cells:
            self.cells[-1] += " "

    def handle_endtag(self, tag: str) -> None:
        """A block or a row ends."""
        self.hidden = False
        if tag == _ROW or (tag in _BLOCKS and not self.row):
            self.end()

    def handle_data(self, data: str) -> None:
        """A text: outside of rows each of its lines is a piece."""
        unseen = self.hidden or (self.row and not self.cells)
        for i, line in enumerate([] if unseen else data.split("\n")):
            if i and not self.row:
                self.end()
            if not any("".join(self.cells)) and not self.row:
                self.first = self.getpos()[0] + i
            self.cells = self.cells or [""]
            self.cells[-1] += f" {line}" if i else line
