"""A text as lines of cells, cut where a separator makes columns of it; nothing is understood yet."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from tpplanner.domain.session import propre
from tpplanner.workbook.lists.aligned import columns_in
from tpplanner.workbook.lists.markup import seen

VCARD = re.compile(r"^BEGIN:VCARD\s*$", re.MULTILINE)
"""With which a visiting card begins."""
_WIDE = re.compile(r"(?<=[^\W\d_]) {3,}(?=\w)")
"""Spaces with which somebody made columns."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its number, its cells, all those before the last that is filled; its text as it stands.

    `last` is the number of its last line, where quotes make one cell of several.
    """

    number: int
    cells: tuple[str, ...]
    text: str
    last: int = 0

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the lines that it takes."""
        return tuple(range(self.number, max(self.last, self.number) + 1))

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that hold something."""
        return tuple(cell for cell in self.cells if cell)


def lines_of(text: str) -> list[Line]:
    """The lines of a text, cut into cells where a separator or their alignment makes columns of it."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    raw = text.split("\n")
    pieces = seen(raw)
    texts = [piece.text for piece in pieces]
    separator = "" if VCARD.search(text) else _separator(texts)
    if separator:
        rows = _cut("\n".join(text or " " for text in texts), separator)
    else:
        aligned = columns_in(texts)
        rows = [(n, n, aligned.get(n) or [_WIDE.sub(" - ", line)]) for n, line in enumerate(texts, 1)]
    lines = []
    for first, last, row in rows:
        numbers = pieces[first - 1].first, pieces[last - 1].last
        cells = [clean(cell) for cell in row]
        while len(cells) > 1 and not cells[-1]:
            cells.pop()
        row_text = "\n".join(texts[first - 1 : last])
        if any(map(shown, raw[numbers[0] - 1 : numbers[1]])):
            lines.append(
                Line(
                    numbers[0], tuple(cells) or ("",), row_text if shown(row_text) else raw[numbers[0] - 1], numbers[1]
                )
            )
    return lines


def clean(cell: str) -> str:
    """A cell as it shows, line by line."""
    return "\n".join(filter(None, map(propre, re.split(r"[\r\n]+", cell))))


def shown(line: str) -> str:
    """What is seen of a line, empty where it is blank."""
    return propre(line)


def _separator(raw: Sequence[str]) -> str:
    """What cuts the lines into columns; empty where nothing does."""
    lines = [line for line in raw if line.strip()]
    if any("\t" in line.strip() for line in lines):
        return "\t"
    for separator in ";|":
        if _makes_columns(lines, separator):
            return separator
    with_comma = [line for line in lines if "," in line]
    unspaced = sum(len(re.findall(r",(?! )", line)) for line in with_comma)
    if unspaced * 10 >= 7 * sum(line.count(",") for line in with_comma) and _makes_columns(lines, ","):
        return ","
    return ""


def _makes_columns(lines: Sequence[str], separator: str) -> bool:
    """Whether most lines are cut into as many cells, and not into as many addressees of a mail."""
    separators = [re.sub(r'"[^"]*"', "", line).count(separator) for line in lines]
    counts = [count for count in separators if count]
    if len(counts) < 2 or len(counts) * 10 < 6 * len(lines):
        return False
    count, often = Counter(counts).most_common(1)[0]
    if sum("@" in line for line in lines) * 2 > len(lines) and any("<" in line for line in lines):
        return False
    return often * 2 > len(counts) or count > 1


def _cut(text: str, separator: str) -> list[tuple[int, int, list[str]]]:
    """Each row, with the numbers of its first and last lines.

    Quotes are signs like others where they make no sense, or would make one row of several.
    """
    if '"' in text and (rows := _read(text, separator, csv.QUOTE_MINIMAL)) and not _swallow(rows, separator):
        return rows
    return _read(text, separator, csv.QUOTE_NONE)


def _swallow(rows: Sequence[tuple[int, int, list[str]]], separator: str) -> bool:
    """Whether a cell of several lines holds what looks like rows."""
    usual = Counter(len(row) for _, _, row in rows).most_common(1)[0][0]
    within = (line.count(separator) for _, _, row in rows for cell in row for line in cell.splitlines()[1:])
    enough = max(usual - 1, 1) if separator == "," else 1  # a comma stands in addresses too
    return any(count >= enough for count in within)


def _read(text: str, separator: str, quoting: int) -> list[tuple[int, int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, quoting=quoting, strict=True)  # type: ignore[arg-type]
    rows, first = [], 1
    try:
        for row in reader:
            rows.append((first, reader.line_num, row))
            first = reader.line_num + 1
    except csv.Error:
        return []
    return rows
