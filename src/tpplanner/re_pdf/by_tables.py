"""The tables of the modalités read by their cells, as pdfplumber finds them between the rules that are drawn.

The rows are those of the rules; the columns are those of the row of headings, so that a cell which a program merged,
or cut in two, is read by where its words stand. The order of the text is not looked at.
"""

import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from tpplanner.re_pdf.document import Frame, ReLine, Whereabouts
from tpplanner.re_pdf.footers import without_footer
from tpplanner.re_pdf.printed import PrintedPage, PrintedWord, around
from tpplanner.re_pdf.printed_table import PrintedRow, PrintedTable
from tpplanner.re_pdf.ruled import lines_of, words_of
from tpplanner.re_pdf.sections import ReSection, outline
from tpplanner.re_pdf.wording import comparable, is_duration, modalite_of

_ONE_EDGE = 6.0
"""Points by which the left edges of a table and of what goes on overleaf may differ."""

_MARGIN = 5.0
"""Points between two words of which no rule tells that they lie in two columns."""

_OTHERS = re.compile(r"(?:[^\w]*)autres modalites d'evaluation\b.*")
_TOTAL = re.compile(r"duree totale\b.*")


@dataclass(frozen=True, slots=True)
class _GridRow:
    """A row between two rules: its page, its edges, the cells' edges from left to right, its words."""

    page: int
    frame: Frame
    cells: tuple[tuple[float, float], ...]
    words: tuple[PrintedWord, ...]

    def between(self, x0: float, x1: float) -> tuple[PrintedWord, ...]:
        """Its words whose middle lies between two edges."""
        return tuple(word for word in self.words if x0 <= (word.frame.x0 + word.frame.x1) / 2 <= x1)

    @property
    def text(self) -> str:
        """All its words, comparable."""
        return comparable(_text(self.words))


@dataclass(frozen=True, slots=True)
class _HeadedColumns:
    """The edges of the columns « Modalités » and « Durée », and the left edge of the table.

    `merged`: no rule parts « Durée » from « Détail … ».
    """

    label: tuple[float, float]
    duration: tuple[float, float]
    left: float
    merged: bool

    @classmethod
    def of(cls, row: _GridRow) -> "_HeadedColumns | None":
        headings = [
            next((w.frame for w in row.words if comparable(w.text) == name), None) for name in ("modalites", "duree")
        ]
        edges = [
            next((edge for edge in row.cells if frame and edge[0] <= (frame.x0 + frame.x1) / 2 <= edge[1]), None)
            for frame in headings
        ]
        label, duration = edges
        if label is None or duration is None or label == duration:
            return None
        merged = any(comparable(word.text) == "detail" for word in row.between(*duration))
        return cls(label, duration, row.frame.x0, merged)

    def duration_of(self, row: _GridRow) -> tuple[PrintedWord, ...]:
        """The words of the duration of a row."""
        words = row.between(*self.duration)
        if not self.merged:
            return words
        pieces = [piece for line in lines_of(words) for piece in line.pieces(_MARGIN)]
        return tuple(word for piece in pieces if is_duration(piece.text) for word in piece.words)


def tables_by_cells(data: bytes, numbers: Collection[int]) -> dict[str, PrintedTable]:
    """The table of each session, by its id, from the pages of these numbers (from 1); no other page is opened."""
    pages, rows = _opened(data, sorted(numbers))
    parts = outline(pages)
    readings = {scope.id: _Cells() for scope in parts.scopes}
    for row in rows:
        before = [s for s in parts.scopes if (s.heading.page, s.heading.line.frame.top) <= (row.page, row.frame.top)]
        if before:
            readings[before[-1].id].take(row)
    tables = {id_: reading.table for id_, reading in readings.items()}
    for scope in parts.scopes:
        table = tables[scope.id]
        table.presence = scope.presence
        if table.total is None:
            lines = (line for block in scope.of(ReSection.TABLE) for line in block.lines)
            table.total = next((line.said for line in lines if _TOTAL.match(comparable(line.text))), None)
    return tables


def _opened(data: bytes, numbers: Sequence[int]) -> tuple[list[PrintedPage], list[_GridRow]]:
    """The lines of the pages, from top to bottom, and the rows of their tables."""
    import pdfplumber  # noqa: PLC0415  (heavy: only where a PDF is read)

    pages, rows = [], []
    with pdfplumber.open(io.BytesIO(data), pages=list(numbers)) as pdf:
        for page in pdf.pages:
            words = words_of(page)
            printed = PrintedPage(page.page_number, tuple(lines_of(words)))
            pages.append(printed)
            above = [word for line in without_footer(printed)[1] for word in line.words]
            for table in page.find_tables():
                rows += [_grid_row(page.page_number, row, above) for row in table.rows]
            page.close()
    rows.sort(key=lambda row: (row.page, row.frame.top))
    return pages, rows


def _grid_row(page: int, row: Any, words: Sequence[PrintedWord]) -> _GridRow:
    frame = Frame(*row.bbox)
    cells = tuple((cell[0], cell[2]) for cell in row.cells if cell is not None)
    inside = [w for w in words if frame.top <= (w.frame.top + w.frame.bottom) / 2 <= frame.bottom]
    inside = [w for w in inside if frame.x0 <= (w.frame.x0 + w.frame.x1) / 2 <= frame.x1]
    return _GridRow(page, frame, cells, tuple(word for line in lines_of(inside) for word in line.words))


class _Cells:
    """The table of a session while its rows come."""

    def __init__(self) -> None:
        self.table = PrintedTable()
        self._columns: _HeadedColumns | None = None

    def take(self, row: _GridRow) -> None:
        """Read a row; tables of other things are left out."""
        columns = _HeadedColumns.of(row)
        if columns is not None:
            self._columns = columns
            if self.table.total is not None and re.search(r"\d", self.table.total.text):
                self.table.strays.append(_where(row.page, row.words))
        elif self._columns is None or row.frame.x0 < self._columns.left - _ONE_EDGE:
            return
        elif self.table.total is not None:
            self._ends_total(row)
        elif _TOTAL.match(row.text):
            self.table.total = ReLine(_text(row.words), _where(row.page, row.words))
        elif not _OTHERS.fullmatch(row.text):
            self._take_row(row, self._columns)

    def _ends_total(self, row: _GridRow) -> None:
        """The duration of the total, where it stands in a row of its own below, or overleaf."""
        total = self.table.total
        assert total is not None, "it is there"  # noqa: S101
        if not re.search(r"\d", total.text) and row.page - total.where.page < 2 and re.match(r"\d", row.text):
            self.table.total = ReLine(f"{total.text} {_text(row.words)}", total.where)

    def _take_row(self, row: _GridRow, columns: _HeadedColumns) -> None:
        label, duration = row.between(*columns.label), columns.duration_of(row)
        others = [
            word
            for word in row.words
            if word not in label and word not in duration and word.frame.x0 > columns.label[0]
        ]
        printed = PrintedRow(
            _text(label),
            _text(duration),
            _text(others),
            _where(row.page, label or row.words),
            _where(row.page, duration) if duration else None,
        )
        above = self.table.rows[-1] if self.table.rows else None
        if above is None or (label and not _unfinished(above, printed)):
            if row.words:
                self.table.rows.append(printed)
        elif above.duration and printed.duration:
            self.table.rows.append(printed)
        else:
            above.label = f"{above.label} {printed.label}".strip()
            above.duration = above.duration or printed.duration
            above.duration_where = above.duration_where or printed.duration_where
            above.others = f"{above.others} {printed.others}".strip()


def _unfinished(above: PrintedRow, row: PrintedRow) -> bool:
    """Whether a label goes on from the page before: it is no label by itself, and neither is what it goes on from."""
    if above.where is None or row.where is None or above.where.page == row.where.page or row.duration:
        return False
    return modalite_of(row.label) is None and modalite_of(f"{above.label} {row.label}") is not None


def _text(words: Sequence[PrintedWord]) -> str:
    return " ".join(word.text for word in words)


def _where(page: int, words: Sequence[PrintedWord]) -> Whereabouts:
    return Whereabouts(page, None, (around([word.frame for word in words]),) if words else ())
