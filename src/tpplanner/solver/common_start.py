"""The start that jury-days of one day have in common for a collective épreuve, or the minute that parts them."""

from collections.abc import Iterator

from tpplanner.solver.kinds import Hours, Key
from tpplanner.solver.patterns import Patterns
from tpplanner.solver.problem import Problem

TRIES = 40
"""Starts that are tried where every jury-day alone could have one of them."""

Case = tuple[Key, tuple[int, ...]]
"""A jury-day, and what it may cost at each level in minutes."""


def hours_in_common(problem: Problem, patterns: Patterns, cases: list[Case]) -> dict[Case, Hours] | None:
    """Hours for the distinct jury-days of a day, with common starts of collective épreuves; None if none are found."""
    largest_first = sorted(cases, key=lambda case: -sum(n for _, n in case[0].kinds))
    tried: list[dict[str, int]] = []
    for case in largest_first:
        alone = patterns.hours(*case, {})
        if alone is None:
            return None
        if (found := _with_starts(patterns, cases, alone.collective, tried)) is not None:
            return found
    for starts in _others(problem, patterns, largest_first, tried):
        if (found := _with_starts(patterns, largest_first, starts, tried)) is not None:
            return found
    return None if cases else {}


def parting(patterns: Patterns, cases: list[Case]) -> tuple[str, int] | None:
    """A collective épreuve and a minute: one of the jury-days has to begin it before, another then or later."""
    collectives = sorted({e for key, _ in cases for e in patterns.collectives(key)})
    for epreuve in collectives:
        low, high = _bounds(patterns, cases, epreuve)
        if high < low:
            return epreuve, low
    return None


def _with_starts(
    patterns: Patterns, cases: list[Case], starts: dict[str, int], tried: list[dict[str, int]]
) -> dict[Case, Hours] | None:
    if starts in tried:
        return None
    tried.append(starts)
    found: dict[Case, Hours] = {}
    for case in cases:
        hours = patterns.hours(*case, starts)
        if hours is None:
            return None
        found[case] = hours
    return found


def _others(
    problem: Problem, patterns: Patterns, cases: list[Case], tried: list[dict[str, int]]
) -> Iterator[dict[str, int]]:
    """Other starts that each of them could have, nearest first to one tried, where one épreuve alone is collective."""
    if not tried or len(tried[0]) != 1:
        return
    (epreuve, start), *_ = tried[0].items()
    low, high = _bounds(patterns, cases, epreuve)
    step = problem.reglages.pas
    for k in range(1, TRIES // 2):
        for other in (start - k * step, start + k * step):
            if low <= other <= high:
                yield {epreuve: other}


def _bounds(patterns: Patterns, cases: list[Case], epreuve: str) -> tuple[int, int]:
    """The latest of their earliest starts, and the earliest of their latest."""
    ranges = [patterns.starts(*case, epreuve) for case in cases if epreuve in patterns.collectives(case[0])]
    return max(low for low, _ in ranges), min(high for _, high in ranges)
