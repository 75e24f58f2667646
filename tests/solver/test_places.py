"""Places before juries: never fewer than a plan fills, and no more than whole jury-days can hold."""

from itertools import islice

import pytest

from builders import TOUTES, cda, session
from drawing import seeded
from edits import changed, reglees
from small_sessions import after_three
from tpplanner.domain.session import Session
from tpplanner.solver import Budget
from tpplanner.solver.bounds.columns import Columns
from tpplanner.solver.bounds.counting import _forbid_impossible, places_before_juries
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.bounds.program import JuryDay
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.run import Clock
from worlds import valid

BUDGET = Budget(10, workers=1, reproducible=True)


def most(s: Session) -> int:
    places = places_before_juries(s, BUDGET)
    assert places is not None
    return places.most


def all_slower(candidats: int, membres: int) -> Session:
    """Everybody has a third more time: a jury hears two in a day."""
    s = session(cda(), candidats, membres)
    for c in s.candidats:
        s = changed(s, c.id, majorations=TOUTES)
    return s


@pytest.mark.parametrize(
    ("s", "expected"),
    [
        (session(cda(), 7, 4), 6),
        (all_slower(3, 2), 2),
        # eight membres by turns hear no more than eight at once: each of them hears two candidats in a day
        (all_slower(12, 8), 8),
        # three membres by turns: six seats of a membre before a candidat, two for each
        (reglees(session(cda(), 4, 3), quota=2), 3),
    ],
    ids=["one too many", "slower", "slower, eight membres", "by turns"],
)
def test_places_are_those_that_jury_days_make(s, expected):
    assert most(s) == expected


def test_a_jury_day_that_cannot_be_forbids_all_that_hear_as_many_as_its_core():
    problem = compile_session(after_three(7, 2))
    patterns = Patterns(problem, Clock(BUDGET), costs=False)
    columns = Columns(problem, patterns)
    largest = max(columns.prices.values(), key=lambda price: price.size)
    assert largest.size == 6
    assert _forbid_impossible(columns, patterns, (JuryDay(0, largest.key, ()),))
    assert {price.size for price in columns.prices.values() if price.possible} == {1, 2, 3}


def hold_what_plans_hold(seed: str, number: int) -> None:
    """Fail where a session has a plan for more candidats than it has places."""
    for s, _ in islice(valid(seeded(seed)), number):
        places = places_before_juries(s, BUDGET)
        assert places is None or places.most >= len(s.candidats), s


def test_no_plan_hears_more_than_there_are_places():
    hold_what_plans_hold("a few", 12)


@pytest.mark.proof
def test_no_plan_of_many_hears_more_than_there_are_places():
    hold_what_plans_hold("many", 200)
