"""Which row that was written each visible row of *Planning* is: they are two sets, whatever line a row stands on."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tpplanner.texts.noms import EPREUVE
from tpplanner.workbook.planning_rows import Row

RowKey = Callable[[Row], Hashable]

_COMPARED = 250_000
"""Beyond so many pairs hardly a row is as it was written: what is left is read line by line."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """By line: the position of the written row that it is, or that stood there if it tells nothing of its own.

    `repeats` gives the line that each of these repeats; `gone` are the written rows that are on no line.
    """

    written: Mapping[int, int]
    repeats: Mapping[int, int]
    gone: tuple[int, ...]


def paired(
    typed: Mapping[int, Row], own: Mapping[int, int], written: Sequence[Row], illegible: Collection[int] = ()
) -> Pairs:
    """Pair what lines say with what was written; `own` is the position of what was written on the same line.

    Equal rows first: they may have been exchanged, sorted, pasted elsewhere. What is left was edited: a row that still
    stands on its own line, by what it is about; else the nearest of the same nature, or what was written on that line.
    A line that says what another one says, more often than it was written, is a repeat.
    """
    pairing = _Pairing(typed, own, written)
    for key in (_without_notes, _told):
        pairing.take_own(key)
        pairing.take_any(key)
    repeats = pairing.set_repeats_aside()
    pairing.keep(illegible)
    pairing.take_own(_subject)
    pairing.take_nearest()
    pairing.keep(own.keys() - typed.keys())
    pairing.left = {line: typed[line] for line in repeats}
    pairing.take_nearest()
    return Pairs(pairing.positions, repeats, tuple(pairing.free))


class _Pairing:
    """What is paired so far (`positions`), the lines that are `left` to be paired, the written rows that are `free`."""

    def __init__(self, typed: Mapping[int, Row], own: Mapping[int, int], written: Sequence[Row]) -> None:
        self._typed, self._own, self._written = typed, own, written
        self.positions: dict[int, int] = {}
        self.left = dict(typed)
        self.free = dict.fromkeys(range(len(written)))

    def take_own(self, key: RowKey) -> None:
        """Pair lines with what was written there where both have the same key."""
        for line, row in list(self.left.items()):
            position = self._own.get(line)
            if position in self.free and key(row) == key(self._written[position]):
                self._pair(line, position)

    def take_any(self, key: RowKey) -> None:
        """Pair lines with any written row of the same key, in order."""
        by_key = defaultdict(list)
        for position in reversed(self.free):
            by_key[key(self._written[position])].append(position)
        for line, row in list(self.left.items()):
            if by_key[key(row)]:
                self._pair(line, by_key[key(row)].pop())

    def take_nearest(self) -> None:
        """Pair lines with the written rows from which the fewest cells differ.

        Of several as near: the one of the same line, else a line or a row that has no other as near.
        """
        pairs = [(_differing(self.left[line], self._written[p]), line, p) for line, p in self._alike()]
        of_line = Counter((differences, line) for differences, line, _ in pairs)
        of_row = Counter((differences, position) for differences, _, position in pairs)

        def order(pair: tuple[int, int, int]) -> tuple[int, bool, int, int, int]:
            differences, line, position = pair
            choice = min(of_line[differences, line], of_row[differences, position])
            return differences, self._own.get(line) != position, choice, line, position

        for _, line, position in sorted(pairs, key=order):
            if line in self.left and position in self.free:
                self._pair(line, position)

    def _alike(self) -> Iterator[tuple[int, int]]:
        """Lines, each with what was written there or, where that is not too many, anywhere of the same nature."""
        few = len(self.left) * len(self.free) <= _COMPARED
        for line, row in self.left.items():
            own = self._own.get(line)
            if own in self.free:
                yield line, own
            if few:
                natures = ((p, self._written[p].nature) for p in self.free if p != own)
                yield from ((line, position) for position, nature in natures if nature == row.nature)

    def set_repeats_aside(self) -> dict[int, int]:
        """Leave out the lines that say what another one says, which is paired or stands before them."""
        first: dict[Row, int] = {}
        for line in (*self.positions, *self.left):
            first.setdefault(_told(self._typed[line]), line)
        repeats = {line: first[_told(row)] for line, row in self.left.items() if first[_told(row)] != line}
        for line in repeats:
            del self.left[line]
        return repeats

    def keep(self, lines: Iterable[int]) -> None:
        """Pair lines that say nothing of their own with what was written there, if no other says it."""
        for line in sorted(lines):
            position = self._own.get(line)
            if position in self.free:
                self._pair(line, position)

    def _pair(self, line: int, position: int) -> None:
        self.positions[line] = position
        self.left.pop(line, None)
        del self.free[position]


def _without_notes(row: Row) -> Row:
    return replace(row, statut="")


def _told(row: Row) -> Row:
    """What the row tells of the plan: its pin and its notes may be typed on either of two equal rows."""
    return replace(row, statut="", fige="")


def _subject(row: Row) -> Hashable:
    """What the row is about, which an edit of its hours, its room or its people leaves as it is."""
    if row.candidat or row.nature == EPREUVE:
        return row.nature, row.candidat, row.epreuve, row.phase
    return row.nature, row.epreuve, row.jury or row.personnes


_CELLS = tuple(champ for champ in Row.__slots__ if champ != "statut")


def _differing(row: Row, written: Row) -> int:
    return sum(getattr(row, champ) != getattr(written, champ) for champ in _CELLS)
