"""Columns that somebody made of spaces or of dots."""

import re
from collections import Counter
from collections.abc import Sequence

_GAP = re.compile(r" {2,}|[ ]*(?:\.{4,}|\u2026{2,}|(?: \.){4,})[ ]*")
_CELL = 2
"""Lines from which on what begins at one place is a column."""


def columns_in(lines: Sequence[str]) -> dict[int, list[str]]:
    """The cells of each line that gaps cut, by its number from 1; none where few lines are cut.

    A cell stands in the column at whose place it begins; where cells begin anywhere, they stand in their order.
    """
    written = [line for line in lines if line.strip()]
    cut = {number: pieces for number, line in enumerate(lines, 1) if len(pieces := _pieces(line)) > 1}
    if len(cut) < _CELL or len(cut) * 10 < 6 * len(written):
        return {}
    often = Counter(start for pieces in cut.values() for start, _ in pieces)
    starts = sorted(start for start, count in often.items() if count >= _CELL)
    if not all(start in starts for pieces in cut.values() for start, _ in pieces):
        return {number: [text for _, text in pieces] for number, pieces in cut.items()}
    return {number: [dict(pieces).get(start, "") for start in starts] for number, pieces in cut.items()}


def _pieces(line: str) -> list[tuple[int, str]]:
    """What stands between gaps, and where each begins."""
    pieces, begin = [], len(line) - len(line.lstrip())
    for gap in [*_GAP.finditer(line, begin), None]:
        text = line[begin : gap.start() if gap else len(line)].strip()
        if text:
            pieces.append((begin, text))
        begin = gap.end() if gap else begin
    return pieces
