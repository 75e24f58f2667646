"""A collective épreuve begins at one time for all the juries of a day: what that costs is counted too."""

from dataclasses import replace
from functools import cache

import pytest
from benchmarks.sessions import FAMILY

from edits import reglees
from some import some
from tpplanner.solver import Budget
from tpplanner.solver.bounds.counting import Allowance, Counted, Counting, hours_in_common, separating_start
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.run import Clock

CLOCK = Clock(Budget(60, workers=1, reproducible=True))

APART = "b-L-tight-1"
"""Twenty-four candidats of GCF, on any minute, 3 h 30 of work at most: juries of the first day want other starts."""


@cache
def counting() -> Counting:
    """The counting of that session where no membre sits in two juries a day."""
    problem = from_the_plainest(reglees(FAMILY[APART].session(), pas=1, travail_continu=210))[0]
    return Counting(problem, Patterns(problem, CLOCK), CLOCK)


@cache
def counted() -> Counted:
    """What it knows once all its levels are closed."""
    *_, last = counting().close()
    return last


def cases(day: int) -> list[Allowance]:
    """The distinct jury-days of a day, and what they cost."""
    here = (j for j in counted().jury_days if j.day == day)
    return list(dict.fromkeys((j.key, j.minutes) for j in here))


def without_starts(case: Allowance) -> Allowance:
    """The jury-day at what it costs when nothing is said of the start."""
    key = replace(case[0], starts=())
    patterns = counting().patterns
    return key, tuple(patterns.lexicographic(key, level) for level in range(len(patterns.levels)))


@pytest.mark.proof
def test_what_a_common_start_costs_is_in_the_bound():
    alone = sum(without_starts((j.key, j.minutes))[1][1] for j in counted().jury_days)
    assert alone < counted().levels["4b"]
    patterns = counting().patterns
    assert all(hours_in_common(counting().problem, patterns, cases(day)) is not None for day in (0, 1))


def test_jury_days_that_want_other_starts_are_parted_between_them():
    wanted = [without_starts(case) for case in cases(0)]
    patterns = counting().patterns
    assert hours_in_common(counting().problem, patterns, wanted) is None
    epreuve, minute = separating_start(patterns, wanted)
    ranges = [patterns.starts(*case, epreuve) for case in wanted]
    assert min(high for _, high in ranges) < minute <= max(low for low, _ in ranges)


def test_jury_days_that_agree_are_not_parted():
    first = without_starts(cases(0)[0])
    assert separating_start(counting().patterns, [first]) is None
    assert separating_start(counting().patterns, cases(0)) is None


@pytest.mark.parametrize("day", [0, 1])
def test_each_jury_day_can_begin_at_both_ends_of_what_it_is_said_to_want(day):
    patterns = counting().patterns
    for case in some(cases(day)):
        for epreuve in patterns.collectives(case[0]):
            for start in patterns.starts(*case, epreuve):
                assert patterns.hours(*case, {epreuve: start}) is not None
            low, high = patterns.starts(*case, epreuve)
            assert patterns.hours(*case, {epreuve: low - 5}) is None
            assert patterns.hours(*case, {epreuve: high + 5}) is None
