"""What the master decides, and what it proves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from tpplanner.solver.kinds import Key


@dataclass(slots=True)
class Assignment:
    """What the master decided, by index: the jury (slot) of each chain, who sits in each jury used, other days.

    `minutes` are what each jury-day costs at each level in minutes; their sum is the level's bound. `keys` describe the
    jury-days, `heard` their candidats in the order of the key.
    """

    hears: dict[int, int] = field(default_factory=dict)
    sitting: dict[int, tuple[int, ...]] = field(default_factory=dict)
    day_of: dict[int, int] = field(default_factory=dict)
    minutes: dict[tuple[str, int], int] = field(default_factory=dict)
    keys: dict[int, Key] = field(default_factory=dict)
    heard: dict[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Bounds:
    """What the master proved: a bound for each level that it closed, and an assignment that would reach them.

    `floors` are the bounds reached at a level that it left open, given those closed.
    `impossible` when even the relaxation has no solution.
    """

    levels: dict[str, int]
    assignment: Assignment | None
    floors: dict[str, int] = field(default_factory=dict)
    impossible: bool = False


def levels_proven(values: Mapping[str, int], bounds: Mapping[str, int]) -> int:
    """How many levels, from the first on, these bounds prove of a plan that costs these values."""
    return sum(1 for _ in takewhile(lambda nom: bounds.get(nom) == values[nom], values))


def agreed(counted: Mapping[str, int], closed: Mapping[str, int]) -> dict[str, int]:
    """Bounds of counting and of the master, each given those before: counting's further ones where both agree."""
    return {**counted, **closed} if all(counted.get(nom) == bound for nom, bound in closed.items()) else dict(closed)


def strongest(values: Mapping[str, int], *known: Mapping[str, int]) -> dict[str, int]:
    """Of several bounds those that prove most levels of a plan that costs these values, with the best of the next one.

    Each is a bound given the levels before it: that of the first open level holds whichever way those were proven.
    """
    proven = max(levels_proven(values, bounds) for bounds in known)
    most = [bounds for bounds in known if levels_proven(values, bounds) == proven]
    told = dict(most[0])
    for nom in list(values)[proven : proven + 1]:
        told |= {nom: max(bounds[nom] for bounds in most if nom in bounds)} if any(nom in b for b in most) else {}
    return told
