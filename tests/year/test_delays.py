"""Worked examples of delays, each with the rule that gives it."""

from datetime import date

import pytest

from tpplanner.year.echeances import (
    days_after,
    days_before,
    first_day_a_month_ahead,
    months_after,
    months_before,
    years_after,
)


@pytest.mark.parametrize(
    ("premier", "limite", "rule"),
    [
        (date(2027, 6, 14), date(2027, 5, 14), "the day of the same number"),
        (date(2027, 3, 31), date(2027, 2, 28), "February has no 31: its last day"),
        (date(2028, 3, 31), date(2028, 2, 29), "the same, in a leap year"),
        (date(2028, 3, 29), date(2028, 2, 29), "the day of the same number exists in a leap year only"),
        (date(2027, 3, 29), date(2027, 2, 28), "else the last day"),
        (date(2027, 3, 1), date(2027, 2, 1), "the first of a month"),
        (date(2027, 1, 15), date(2026, 12, 15), "over the new year"),
        (date(2027, 5, 31), date(2027, 4, 30), "April has no 31"),
        (date(2028, 2, 29), date(2028, 1, 29), "back from a leap day, the day of the same number"),
    ],
)
def test_a_month_before(premier, limite, rule):
    assert months_before(premier, 1) == limite, rule


@pytest.mark.parametrize(
    ("fin", "last", "rule"),
    [
        (date(2027, 5, 28), date(2028, 5, 28), "the same day a year later"),
        (date(2028, 2, 29), date(2029, 2, 28), "no 29 February that year: the last day of February"),
        (date(2027, 2, 28), date(2028, 2, 28), "28 February stays 28, leap year or not"),
    ],
)
def test_twelve_months_after_a_formation(fin, last, rule):
    assert years_after(fin, 1) == last, rule
    assert months_after(fin, 12) == last, rule


def test_five_years_of_archives_end_on_the_day_of_the_same_number_or_on_the_last_of_the_month():
    assert years_after(date(2027, 6, 15), 5) == date(2032, 6, 15)
    assert years_after(date(2028, 2, 29), 5) == date(2033, 2, 28)
    assert years_after(date(2028, 2, 29), 4) == date(2032, 2, 29)


@pytest.mark.parametrize(
    ("premier", "limite", "rule"),
    [
        (date(2027, 6, 14), date(2027, 3, 15), "91 days are thirteen weeks: a Monday from a Monday"),
        (date(2027, 6, 13), date(2027, 3, 14), "a Sunday from a Sunday"),
        (date(2028, 3, 1), date(2027, 12, 1), "29 February counts as a day"),
        (date(2027, 3, 1), date(2026, 11, 30), "no 29 February: a day earlier"),
    ],
)
def test_ninety_one_days_before(premier, limite, rule):
    assert days_before(premier, 91) == limite, rule
    assert days_after(limite, 91) == premier


@pytest.mark.parametrize(
    ("today", "premier", "rule"),
    [
        (date(2027, 4, 14), date(2027, 5, 14), "a month later"),
        (
            date(2027, 1, 31),
            date(2027, 3, 1),
            "a month before 28 February is 28 January, gone by: the next day that fits",
        ),
        (date(2027, 1, 28), date(2027, 2, 28), "28 January is still in time for 28 February"),
        (date(2028, 1, 31), date(2028, 3, 1), "29 February counts back to 29 January, gone by too"),
        (date(2027, 3, 31), date(2027, 5, 1), "a month before 30 April is 30 March, gone by"),
    ],
)
def test_the_first_day_that_is_still_a_month_ahead(today, premier, rule):
    assert first_day_a_month_ahead(today) == premier, rule
    assert months_before(premier, 1) >= today
    assert months_before(days_before(premier, 1), 1) < today
