"""The table « Ressources » of annexe 1, cell by cell, as pdfplumber finds it between the rules that are drawn."""

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from tpplanner.re_pdf.document import ReLine, Whereabouts
from tpplanner.re_pdf.printed import PrintedWord
from tpplanner.re_pdf.ruled import lines_of, words_of

_COLUMNS = 5
"""Designation, number, description, how many candidats may share it, observations."""


def resource_rows(
    data: bytes, numbers: Collection[int], printed: Mapping[int, int | None]
) -> Iterator[tuple[tuple[ReLine, ...], ...]]:
    """The rows of the tables of five columns on the pages of these numbers; `printed` are the numbers printed there."""
    import pdfplumber  # noqa: PLC0415  (heavy: only where a PDF is read)

    if not numbers:
        return
    with pdfplumber.open(io.BytesIO(data), pages=sorted(numbers)) as pdf:
        for page in pdf.pages:
            words = words_of(page)
            for row in (row for table in page.find_tables() for row in table.rows):
                if len(row.cells) == _COLUMNS:
                    yield tuple(_cell(page.page_number, printed, cell, words) for cell in row.cells)
            page.close()


def _cell(page: int, printed: Mapping[int, int | None], cell: Any, words: Sequence[PrintedWord]) -> tuple[ReLine, ...]:
    """The lines of a cell; none where another cell reaches over it."""
    if cell is None:
        return ()
    x0, top, x1, bottom = cell
    inside = [
        word
        for word in words
        if x0 <= (word.frame.x0 + word.frame.x1) / 2 <= x1 and top <= (word.frame.top + word.frame.bottom) / 2 <= bottom
    ]
    return tuple(ReLine(line.text, Whereabouts(page, printed.get(page), (line.frame,))) for line in lines_of(inside))
