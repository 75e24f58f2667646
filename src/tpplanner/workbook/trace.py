"""What tpplanner wrote in a workbook, as prints of cells that the file itself keeps: anything else is not ours.

The sheets that are written to be read, titles and help of those that people fill: all but what is theirs to change.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zlib import crc32

from tpplanner.domain.session import cle, propre
from tpplanner.workbook.cells import unescape

# The print of a value: the same however a spreadsheet program writes it, and of no use to whoever looks for a name.

_DIGITS = 5
_DAY_ZERO = datetime(1899, 12, 30)
_DAY = timedelta(days=1)


def print_of(value: object) -> str:
    """Five digits that tell a value from others; a date and an hour are the number that a cell keeps of them."""
    return f"{crc32(_plain(value).encode(errors='replace')):08x}"[:_DIGITS]


def _plain(value: object) -> str:
    match value:
        case bool():
            return str(value)
        case datetime():
            value = (value - _DAY_ZERO) / _DAY
        case date():
            value = (datetime.combine(value, time()) - _DAY_ZERO) / _DAY
        case time():
            value = (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
        case timedelta():
            value = value / _DAY
    return f"{value:.9g}" if isinstance(value, int | float) else propre(unescape(str(value)))


# Rows of prints, as text: ``3:1=8f00ab03c1;4:2=...`` for row 3 with columns 1 and 2, row 4 with column 2.

Prints = dict[int, str]
"""Of the cells of a row, by column."""

LONGEST = 30_000
"""characters that stand in one cell"""


def lines_of(rows: Mapping[int, Prints]) -> Iterator[str]:
    """The rows of a sheet as texts that a cell can hold."""
    line = ""
    for number, prints in sorted(rows.items()):
        text = f"{number}:{'+'.join(_runs(prints))};"
        if len(line) + len(text) > LONGEST:
            yield line
            line = ""
        line += text
    yield line


def _runs(prints: Prints) -> Iterator[str]:
    """Cells beside each other are told together: the column of the first, then every print."""
    run, last = "", -1
    for column, mark in sorted(prints.items()):
        if column != last + 1 or not run:
            if run:
                yield run
            run = f"{column}="
        run, last = run + mark, column
    if run:
        yield run


_ROW = re.compile(r"(\d{1,7}):([0-9a-f+=]*);")
_RUN = re.compile(r"(\d{1,5})=([0-9a-f]+)")


def _read_lines(text: str) -> dict[int, Prints]:
    """The rows that a text tells; what is no row is left."""
    return {int(number): dict(_cells(runs)) for number, runs in _ROW.findall(text)}


def _cells(runs: str) -> Iterator[tuple[int, str]]:
    for first, marks in _RUN.findall(runs):
        for rank in range(len(marks) // _DIGITS):
            yield int(first) + rank, marks[rank * _DIGITS : (rank + 1) * _DIGITS]


# What was written, asked by whoever reads.


@dataclass(slots=True)
class Trace:
    """The prints of each sheet, by the key of its title; a workbook of others, or an old one, has none."""

    texts: dict[str, str] = field(default_factory=dict)
    _rows: dict[str, dict[int, Prints]] = field(default_factory=dict)
    _marks: dict[str, frozenset[tuple[int, str]]] = field(default_factory=dict)

    @classmethod
    def read(cls, rows: Iterable[Sequence[str]]) -> "Trace":
        """What the rows of the hidden sheet keep: each the title of a sheet, then its prints."""
        prints: dict[str, str] = defaultdict(str)
        for titre, *texts in rows:
            prints[cle(titre)] += "".join(texts)
        return cls(dict(prints))

    def knows(self, titre: str) -> bool:
        """Whether something was kept of that sheet."""
        return cle(titre) in self.texts

    def has_written(self, titre: str, column: int | None, value: object, row: int | None = None) -> bool:
        """Whether that value was written in that column of that sheet, if one is told: on that row, or wherever."""
        key = cle(titre)
        if row is not None and column is not None:
            return self._of(key).get(row, {}).get(column) == print_of(value)
        if key not in self._marks:
            self._marks[key] = frozenset(pair for prints in self._of(key).values() for pair in prints.items())
        if column is None:
            return print_of(value) in {mark for _, mark in self._marks[key]}
        return (column, print_of(value)) in self._marks[key]

    def row_of(self, titre: str, first: object) -> Prints:
        """What was written on the row whose first cell says that."""
        mark = print_of(first)
        return next((prints for prints in self._of(cle(titre)).values() if prints.get(1) == mark), {})

    def changed(self, titre: str, rows: Mapping[int, Prints]) -> Iterator[tuple[int, int]]:
        """The cells of a sheet, by row and column, that do not stand as written; a row may stand elsewhere, once."""
        written = dict(self._of(cle(titre)))
        others = {number: prints for number, prints in rows.items() if prints and written.get(number) != prints}
        elsewhere = Counter(_whole(prints) for number, prints in written.items() if rows.get(number) != prints)
        for number, prints in others.items():
            if elsewhere[_whole(prints)]:
                elsewhere[_whole(prints)] -= 1
                continue
            there = written.get(number, {})
            yield from ((number, column) for column, mark in prints.items() if there.get(column) != mark)

    def _of(self, key: str) -> dict[int, Prints]:
        if key not in self._rows:
            self._rows[key] = _read_lines(self.texts.get(key, ""))
        return self._rows[key]


def _whole(prints: Prints) -> tuple[tuple[int, str], ...]:
    return tuple(sorted(prints.items()))
