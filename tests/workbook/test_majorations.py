"""Majorations as cells hold them: numbers, dates, hours; texts are the page's (`test_spellings`)."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest

from tpplanner.domain.referentiel import Nature
from tpplanner.workbook.cells import Unreadable
from tpplanner.workbook.majorations import AUCUNE, Majoration, majoration, shown

THIRD = Fraction(1, 3)


def read(value, tell=lambda _: None, nature=Nature.ECRIT):
    return majoration(value, nature, tell).part


def refusal(value, nature=Nature.ECRIT):
    with pytest.raises(Unreadable) as refused:
        majoration(value, nature)
    return refused.value.texte.message


CELLS = {
    0.33: THIRD,
    0.3333333: THIRD,
    33: THIRD,
    50: Fraction(1, 2),
    75: Fraction(3, 4),
    80: Fraction(4, 5),
    0.25: Fraction(1, 4),
    0.67: Fraction(2, 3),
    0.2: Fraction(1, 5),
    0.05: Fraction(1, 20),
    0: Fraction(0),
    time(0): Fraction(0),
    datetime(2027, 3, 1): THIRD,
    datetime(2027, 1, 3): THIRD,
    date(2027, 3, 1): THIRD,
    "01/03/2027": THIRD,
    datetime(2027, 4, 1): Fraction(1, 4),
    datetime(2027, 10, 1): Fraction(1, 10),
    datetime(2027, 3, 2): Fraction(2, 3),
}


@pytest.mark.parametrize(("typed", "expected"), CELLS.items())
def test_a_cell_of_numbers_or_dates_holds_an_exact_fraction(typed, expected):
    assert read(typed) == expected


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (True, "pas seulement « oui »"),
        (1, "le double : 30 → 60 min ; 1 % : 30 → 31 min"),
        (1.0, "le double"),
        (1.33, "×1,33 : 30 → 40 min ; 1,33 % : 30 → 31 min"),
        (0.0499, "moins de 5 %"),
        (4.99, "4,99 % : 30 → 32 min"),
        (60, "60 % : 30 → 48 min ; 60 min par heure : 30 → 60 min"),
        (100.004, "100,004 % du temps"),
        (133, "133 % du temps : 30 → 40 min"),
        (-0.33, "jusqu'au double"),
        (datetime(2027, 12, 25), "pas lisible"),
        (datetime(2027, 11, 1), "pas lisible"),
        (datetime(2027, 3, 3), "pas lisible"),
        (datetime(2027, 3, 4), "pas lisible"),
        (datetime(2027, 2, 3), "pas lisible"),
        ("00/03/2027", "pas lisible"),
        (time(0, 20), "20\u00a0min de plus"),
        (time(9), "9\u00a0h de plus"),
        (timedelta(minutes=20), "20\u00a0min de plus"),
        (datetime(1900, 1, 1, 6), "30\u00a0h de plus"),
        (float("nan"), "pas lisible"),
        (None, "pas lisible"),
        ("1½", "pas lisible"),
    ],
)
def test_what_a_cell_does_not_clearly_hold_is_refused(typed, sentence):
    assert sentence in refusal(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    {
        0.329: Fraction(329, 1000),
        0.3294: THIRD,
        0.3373: THIRD,
        0.338: Fraction(338, 1000),
        0.6591: Fraction(6591, 10_000),
        0.6592: Fraction(2, 3),
        0.6741: Fraction(2, 3),
        0.6742: Fraction(6742, 10_000),
    }.items(),
)
def test_only_what_lies_near_a_third_or_two_is_one(typed, expected):
    assert read(typed) == expected


def test_a_rounded_third_and_a_third_turned_into_a_date_are_told():
    told = []
    assert read("33 %", told.append) == THIRD
    assert read(datetime(2027, 3, 1), told.append) == THIRD
    assert "1/3 exactement" in told[0].message
    assert "en date" in told[1].message
    told.clear()
    assert read("1/3", told.append) == THIRD
    assert told == []


def test_the_column_says_of_which_nature_a_majoration_is():
    assert read("1/3 (oral)", nature=Nature.ORAL) == THIRD
    assert read("1/3 aux épreuves pratiques", nature=Nature.PRATIQUE) == THIRD
    assert "ne vaut que pour la pratique" in refusal("1/3 (oral)", nature=Nature.PRATIQUE)


@pytest.mark.parametrize("lue", [AUCUNE, Majoration(THIRD), Majoration(THIRD, a_confirmer=True)])
def test_what_is_shown_of_a_majoration_is_read_back(lue):
    assert majoration(shown(lue), Nature.ECRIT) == lue
