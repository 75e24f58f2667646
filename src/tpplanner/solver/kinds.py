"""Jury-days as their own rules see them: which kinds of candidats a jury hears, on which day, in which hours."""

from collections import Counter
from dataclasses import dataclass

from tpplanner.solver.problem import DAY, Span

ANOTHER_DAY = -1
"""In place of a pinned start, where the pin is on another day."""

MANY_DAYS = 10_000 * DAY
"""A limit that no cost of a jury-day reaches."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Candidats that no rule of a jury-day tells apart: same tasks and minutes, same absences that day.

    `same_day` are the épreuves without jury that they pass that very day. Who has a pin is of a kind of his own. `part`
    are the chains that the jury hears, by their place among theirs, where other juries hear the rest; empty for all.
    """

    tasks: tuple[tuple[str, int], ...]
    same_day: frozenset[str]
    away: tuple[Span, ...]
    without_aide: tuple[Span, ...]
    """when their aide is away"""
    pins: tuple[tuple[str, int], ...]
    """what is pinned, and to which minute of that day"""
    convened: int
    """the minute before which they do not begin, the end of the day where they are not convened at all"""
    off_grid: frozenset[str]
    """épreuves that begin at any minute, as pinned or as the reference plan has them"""
    wait_weight: int
    """what a minute that he waits counts"""
    part: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """A jury-day as far as its own rules see it: which day, the hours its membres allow, how many of each kind.

    `first`: it is the first day on which anything happens, so that the candidats' accueil is longer. `starts`: between
    which minutes (the last excluded) collective épreuves begin that day, where it is told. `turn`: its membres may come
    from another jury of that day, so that its break counts though it begins after midday; it costs no more so.
    """

    day: int
    first: bool
    window: Span
    kinds: tuple[tuple[Kind, int], ...]
    starts: tuple[tuple[str, Span], ...] = ()
    turn: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours for one jury-day, by the position of its candidats in the key: starts of épreuves and of the jury's work.

    `collective` are the starts of the collective épreuves that take place that day.
    """

    passages: tuple[dict[str, int], ...]
    lectures: tuple[int, ...]
    corrections: tuple[dict[str, int], ...]
    accueil: int
    cloture: int
    pause: int
    collective: dict[str, int]


@dataclass(frozen=True, slots=True)
class Witness:
    """The hours of a jury-day that costs the least.

    Those of its jury, from when its candidats pass anything, and the starts of collective épreuves.
    """

    jury: Span
    begins: int
    collective: dict[str, int]

    def fits(self, key: Key, begins: int) -> bool:
        """Whether they are hours for a key of the same kinds."""
        in_window = key.window[0] <= self.jury[0] and self.jury[1] <= key.window[1]
        told = all(low <= self.collective.get(e, low) < high for e, (low, high) in key.starts)
        return in_window and told and begins <= self.begins


def in_order(kind: Kind) -> tuple[object, ...]:
    """A key by which kinds are sorted, the same on every run."""
    return (
        kind.tasks,
        sorted(kind.same_day),
        kind.away,
        kind.without_aide,
        kind.pins,
        kind.convened,
        sorted(kind.off_grid),
        kind.wait_weight,
        kind.part,
    )


def key_of(day: int, first: bool, window: Span, kinds: list[Kind], turn: bool = False) -> Key:
    """The key of a jury-day that hears candidats of these kinds."""
    counted = Counter(kinds)
    ordered = sorted(counted.items(), key=lambda item: in_order(item[0]))
    return Key(day, first, window, tuple(ordered), turn=turn)
