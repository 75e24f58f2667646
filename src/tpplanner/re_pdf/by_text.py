"""The tables of the modalités read in the order of the text: label, then competences, then duration, then detail.

Which column a piece of a line belongs to is told by where the heading of the column stands; rules are not looked at.
"""

import re
from dataclasses import dataclass, replace

from tpplanner.re_pdf.document import ReLine, Whereabouts
from tpplanner.re_pdf.printed import PrintedLine, around
from tpplanner.re_pdf.printed_table import PrintedRow, PrintedTable
from tpplanner.re_pdf.sections import PlacedLine, ReSection, ScopeText
from tpplanner.re_pdf.wording import LABEL_BEGINS, comparable, is_duration, modalite_of

_GAP = 5.0
"""Points between two words that lie in two cells: their margins are twice 5.4 points in every template."""
_OTHERS = re.compile(r"autres modalites d'evaluation\b.*")
_TOTAL = re.compile(r"duree totale\b.*")
_TOTAL_LINES = 5
_BULLET = re.compile(r"[xX\uf000-\uf0ff•▪■□▫●○◦‣☐☑☒✓✔·]")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the headings « Modalités » and « Durée » stand; `merged`: « Détail … » is written against « Durée »."""

    label_ends: float
    duration_from: float
    duration_to: float
    merged: bool

    @classmethod
    def of(cls, row: PrintedLine) -> "_Columns | None":
        words = {comparable(word.text): word.frame for word in reversed(row.words)}
        skills = words.get("evaluees") or words.get("competences")
        label, duration, detail = words.get("modalites"), words.get("duree"), words.get("detail")
        if label is None or duration is None:
            return None
        merged = bool(detail and detail.x0 - duration.x1 < _GAP)
        starts = skills.x1 if skills and merged else duration.x0
        return cls(label.x1, starts, duration.x1, merged)

    def holds_duration(self, piece: PrintedLine) -> bool:
        """Whether a piece stands below « Durée »; where « Détail … » does too, only what reads as a duration."""
        if self.merged:
            return piece.frame.x0 >= self.duration_from and is_duration(piece.text)
        return piece.frame.x0 < self.duration_to and piece.frame.x1 > self.duration_from


def table_by_text(scope: ScopeText) -> PrintedTable:
    """The table of a session, from the lines of its section; its presence from the line of 4.1."""
    reading = _Reading()
    for block in scope.of(ReSection.TABLE):
        for line in block.lines:
            reading.take(line)
    reading.table.presence = scope.presence
    return reading.table


class _Reading:
    """A table while its lines come."""

    def __init__(self) -> None:
        self.table = PrintedTable()
        self._columns: _Columns | None = None
        self._row: PrintedRow | None = None
        self._bullet = False
        self._awaited = False

    def take(self, line: PlacedLine) -> None:
        text = comparable(line.text)
        columns = _Columns.of(line.line)
        if columns is not None:
            self._columns = columns
            if self.table.total and not self._awaited:
                self.table.strays.append(line.where)
        elif self._columns is None or (self.table.total and not self._awaited):
            return
        elif _TOTAL.match(text):
            self._take_total(line)
        elif self._awaited:
            self._end_total(line)
        elif _OTHERS.match(text):
            self._row = None
        else:
            for piece in line.line.pieces(_GAP):
                self._take_piece(piece, Whereabouts(line.page, line.printed, (piece.frame,)))

    def _take_total(self, line: PlacedLine) -> None:
        self.table.total = line.said
        self._awaited = _goes_on(line.text)

    def _end_total(self, line: PlacedLine) -> None:
        assert self.table.total is not None, "its duration is awaited"  # noqa: S101
        frames = (*self.table.total.where.frames, line.line.frame)
        where = replace(self.table.total.where, frames=frames)
        self.table.total = ReLine(f"{self.table.total.text} {line.text}", where)
        self._awaited = len(frames) < _TOTAL_LINES and _goes_on(self.table.total.text)

    def _take_piece(self, piece: PrintedLine, where: Whereabouts) -> None:
        assert self._columns is not None, "after the row of headings"  # noqa: S101
        if _BULLET.fullmatch(piece.text) and piece.frame.x0 < self._columns.label_ends:
            self._bullet = True
        elif piece.frame.x0 < self._columns.label_ends:
            self._take_label(piece, where)
        elif self._columns.holds_duration(piece):
            row = self._current(where)
            row.duration = f"{row.duration} {piece.text}".strip()
            row.duration_where = _more(row.duration_where, where)
        else:
            row = self._current(where)
            row.others = f"{row.others} {piece.text}".strip()
            if piece.frame.x0 >= (self._columns.duration_from if self._columns.merged else self._columns.duration_to):
                row.detail.append(ReLine(piece.text, where))

    def _take_label(self, piece: PrintedLine, where: Whereabouts) -> None:
        bullet = self._bullet or bool(_BULLET.fullmatch(piece.words[0].text))
        self._bullet = False
        if self._row is None or bullet or self._begins_row(comparable(piece.text)):
            self._row = PrintedRow(where=where)
            self.table.rows.append(self._row)
        self._row.label = f"{self._row.label} {piece.text}".strip()
        self._row.where = _more(self._row.where, where)

    def _begins_row(self, text: str) -> bool:
        """Whether a piece of the first column is a label of its own, not the end of the one above."""
        assert self._row is not None, "there is a row"  # noqa: S101
        above = comparable(self._row.label)
        if above.endswith(" ou") or text.startswith(("ou ", "presentation differee")):
            return False
        if LABEL_BEGINS.match(text):
            return True
        return bool(self._row.duration or self._row.others) and (not above or modalite_of(above) is not None)

    def _current(self, where: Whereabouts) -> PrintedRow:
        """The row that goes on; a row without label where a piece comes before any."""
        if self._row is None:
            self._row = PrintedRow(where=where)
            self.table.rows.append(self._row)
        return self._row


def _goes_on(total: str) -> bool:
    """Whether the total row goes on in the next line: no duration yet, or « dont … » without « devant le jury »."""
    text = comparable(total)
    return not re.search(r"\d", text) or text.endswith(",") or ("dont" in text and "jury" not in text)


def _more(sofar: Whereabouts | None, where: Whereabouts) -> Whereabouts:
    """One frame around what stands on one page; what goes on overleaf stays where it begins."""
    if sofar is None or not sofar.frames:
        return where
    if sofar.page != where.page:
        return sofar
    return replace(sofar, frames=(around([*sofar.frames, *where.frames]),))
