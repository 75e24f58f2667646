from datetime import time

import pytest

from builders import absent, oral, referentiel, session
from edits import changed, reglees, settle, work_shifted
from halves import least_cost
from journees import TROIS, UN, journee
from optimum import measured, optimum_is_measured
from tpplanner.domain.plan import NatureTravail

REGLE = "presence_jury"


def test_it_is_counted_from_the_first_to_the_last_thing_less_the_break():
    s = session()
    assert measured(s, journee(s, TROIS), REGLE) == 8 * 60 + 30 - 60 + 15


def test_a_break_outside_the_day_is_not_deducted():
    s = session(candidats=1)
    assert measured(s, journee(s, UN), REGLE) == 3 * 60 + 20  # from 8:30 to 11:50


def test_a_break_that_is_not_written_is_deducted_all_the_same():
    s = session()
    plan = journee(s, TROIS, ("11:35 pause\n", ""))
    assert measured(s, plan, REGLE) == 8 * 60 + 30 - 60 + 15


def test_what_the_jury_does_when_idle_counts():
    s = session(candidats=1)
    later = settle(s, work_shifted(journee(s, UN), 10, NatureTravail.CLOTURE))
    assert measured(s, later, REGLE) == 3 * 60 + 30


def test_juries_add_up():
    s = session(referentiel(oral("EF", 20)), candidats=2, nb_membres=4, nb_salles=2)
    plan = journee(
        s,
        """
        J1 : M1 M2 en S1
        8:00 accueil
        8:10 lecture C1
        9:00 EF C1
        9:30 cloture
        J2 : M3 M4 en S2
        10:00 accueil
        10:10 lecture C2
        10:30 EF C2
        11:00 cloture
        """,
    )
    assert measured(s, plan, REGLE) == 105 + 75


ONE_AFTER_THE_OTHER = """
J1 : M1 M2 en S1
11:20 accueil
11:30 lecture C1
11:50 EF C1
12:40 cloture
J2 : M1 M3 en S1
12:55 accueil
13:05 lecture C2
14:20 EF C2
15:10 cloture
"""
"""M1 works from 11:20 to 13:20: his break is in the second of his two juries, at 13:20."""


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ((), 95 + 150 - 55 + 30),  # C2 comes in at 14:20: five minutes of the break are his battement
        ((("M1 M3", "M4 M3"),), 95 + 150 + 30),  # the second jury could have had its break at 11:30, before it came
        ((("11:20", "10:20"), ("11:30", "10:30"), ("11:50", "10:50"), ("12:40", "11:40")), 95 + 150 + 30),  # at 11:55
        ((("11:20", "10:21"), ("11:30", "10:31"), ("11:50", "10:51"), ("12:40", "11:41")), 95 + 150 - 55 + 30),
    ],
)
def test_a_break_in_the_second_of_two_juries_of_a_membre_is_deducted_where_none_was_before(changes, expected):
    s = session(referentiel(oral("EF", 40)), candidats=2, nb_membres=4)
    plan = journee(s, ONE_AFTER_THE_OTHER, *changes)
    assert measured(s, plan, REGLE) == expected
    assert least_cost(s, plan, REGLE) == expected


A_MIDI = """
J1 : M1 M2 en S1
{} accueil
{} lecture C1
{} PP C1
{} EF C1
{} cloture
"""
"""PP lasts two hours, EF a quarter and ten minutes of deliberation."""


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (("8:50", "9:00", "9:30", "12:30", "13:00"), 265 - 60 + 15),  # at 11:30; after 13:15 it could be too
        (("8:50", "9:00", "9:30", "12:29", "13:00"), 265 + 15),  # 59 minutes, then 6: it can only be after
        (("12:29", "12:39", "15:00", "17:00", "18:00"), 350 - 60 + 15),  # at 12:54; 346 minutes in whole steps
        (
            ("12:30", "12:40", "15:00", "17:00", "18:00"),
            345 + 15,
        ),  # at 11:30, before the jury comes, though 12:55 would do
        (("12:30", "12:40", "13:00", "15:00", "18:00"), 345 + 15),
    ],
)
def test_a_break_is_deducted_where_it_could_be_after_the_day_but_not_where_it_could_be_before(hours, expected):
    s = session(referentiel(oral("PP", 120), oral("EF", 15)), candidats=1)
    plan = journee(s, A_MIDI.format(*hours))
    assert measured(s, plan, REGLE) == expected
    assert least_cost(s, plan, REGLE) == expected


def test_the_least_of_a_morning_is_the_work_and_the_battement():
    """10 + 15 + 5 + 20 + 10 + 15."""
    s = session(referentiel(oral("EF", 20)), candidats=1)
    optimum_is_measured(changed(s, "C1", indisponibilites=(absent("11:00", "19:00"),)), REGLE, 75)


JOURNEE = """
J1 : M1 M2 en S1
{} accueil
{} lecture C1
{} EF C1
{} cloture
"""
"""EF lasts 20 minutes, and there are ten of deliberation."""


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (("11:00", "11:10", "11:40", "12:15"), 90),  # over at 12:30
        (("11:00", "11:10", "11:40", "12:16"), 95 + 15),
        (("13:00", "13:10", "13:30", "14:00"), 75),
        (("12:59", "13:10", "13:30", "14:00"), 80 + 15),
    ],
)
def test_a_jury_that_is_there_over_midday_costs_fifteen_minutes_more(hours, expected):
    s = session(referentiel(oral("EF", 20)), candidats=1)
    plan = journee(s, JOURNEE.format(*hours))
    assert measured(s, plan, REGLE) == expected
    assert least_cost(s, plan, REGLE) == expected


MATIN_ET_SOIR = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
9:00 EF C1
9:30 cloture
J2 : {} en S1
14:00 accueil
14:10 lecture C2
15:00 EF C2
15:30 cloture
"""


@pytest.mark.parametrize(("membres", "expected"), [("M3 M4", 0), ("M2 M3", 2 * 15)])
def test_so_does_a_jury_one_of_whose_membres_sits_in_another_that_day(membres, expected):
    """A day cut in two, a morning jury and an afternoon one, is there over midday all the same."""
    s = session(referentiel(oral("EF", 20)), candidats=2, nb_membres=4)
    plan = journee(s, MATIN_ET_SOIR.format(membres))
    assert measured(s, plan, REGLE) == 105 + 105 + expected
    assert least_cost(s, plan, REGLE) == 105 + 105 + expected


@pytest.mark.parametrize(
    ("cloture", "pas", "expected"), [("9:35", 5, 110), ("9:36", 5, 115), ("9:36", 1, 111), ("9:35", 10, 110)]
)
def test_it_is_counted_in_whole_steps(cloture, pas, expected):
    """Odd minutes at the end of a jury's day are no gain: they would put last whoever takes some."""
    s = reglees(session(referentiel(oral("EF", 20)), candidats=1), pas=pas)
    plan = journee(s, JOURNEE.format("8:00", "8:10", "9:00", cloture))
    assert measured(s, plan, REGLE) == expected
    assert least_cost(s, plan, REGLE) == expected


def test_when_midday_is_and_what_it_costs_are_reglages():
    s = session(referentiel(oral("EF", 20)), candidats=1)
    plan = journee(s, JOURNEE.format("11:00", "11:10", "11:40", "12:15"))
    assert measured(reglees(s, midi_debut=time(12, 29)), plan, REGLE) == 90 + 15
    assert measured(reglees(s, midi_debut=time(12, 29), presence_midi=40), plan, REGLE) == 90 + 40
    assert measured(reglees(s, midi_debut=time(12, 29), presence_midi=0), plan, REGLE) == 90
    assert measured(reglees(s, midi_debut=time(10), midi_fin=time(11)), plan, REGLE) == 90


@pytest.mark.parametrize(("ef", "expected"), [("12:40", 55), ("12:43", 58), ("12:45", 60), ("12:50", 60)])
def test_what_a_break_hides_of_a_battement_is_not_deducted(ef, expected):
    """The reading ends at 11:40, the break at 12:40: a jury gains nothing by coming for lunch before its candidat."""
    s = session(referentiel(oral("EF", 20)), candidats=1)
    s = reglees(s, pas=1)
    plan = journee(s, JOURNEE.format("11:15", "11:25", ef, "13:20"))
    assert measured(s, plan, REGLE) == 140 + 15 - expected
    assert least_cost(s, plan, REGLE) == 140 + 15 - expected


def test_nor_is_it_where_others_come_in_later():
    """C1 comes in three minutes after the break, C2 nearly an hour after it."""
    s = reglees(session(referentiel(oral("EF", 20)), candidats=2), pas=1)
    plan = journee(
        s, JOURNEE.format("11:15", "11:25", "12:43", "14:00"), ("14:00", "13:15 lecture C2\n13:35 EF C2\n14:05")
    )
    assert measured(s, plan, REGLE) == 185 + 15 - 58
    assert least_cost(s, plan, REGLE) == 185 + 15 - 58


def test_the_least_for_one_candidat_is_a_morning_or_an_afternoon():
    """Whenever the jury comes: 10 + 15 + 5 + 20 + 10 + 15, and never over midday, lunch before its only candidat."""
    s = session(referentiel(oral("EF", 20)), candidats=1)
    for seen in (s, changed(s, "C1", indisponibilites=(absent("8:00", "12:20"),))):
        plan = optimum_is_measured(seen, REGLE, 75)
        (jury,) = plan.compositions
        assert jury.fin.time() <= time(12, 30) or jury.debut.time() >= time(13)


def test_the_least_of_a_whole_day_counts_every_battement_and_midday():
    """C1 comes in the morning, C2 in the afternoon."""
    s = session(referentiel(oral("EF", 100)), candidats=2)
    s = changed(s, "C1", indisponibilites=(absent("12:00", "19:00"),))
    s = changed(s, "C2", indisponibilites=(absent("8:00", "13:00"),))
    optimum_is_measured(s, REGLE, 10 + 2 * (15 + 5 + 100 + 10) + 15 + 15)
