"""Texts as they were typed, made plain."""

import pytest

from tpplanner.texts.plain import MOST_DIGITS, number_in_digits


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("012", 12),
        ("٤٢", 42),
        ("9" * MOST_DIGITS, int("9" * MOST_DIGITS)),
        ("9" * 5_000, None),
        ("²", None),
        ("1²", None),
        ("①", None),
        ("½", None),
        ("-1", None),
        ("", None),
    ],
)
def test_what_is_written_in_digits_is_a_number_and_nothing_else_is(text, number):
    assert number_in_digits(text) == number
