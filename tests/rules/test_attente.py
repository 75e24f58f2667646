import pytest

from builders import absent, ecrit, oral, referentiel, session
from edits import changed, settle, shifted
from journees import TROIS, UN, journee
from optimum import measured, optimum_is_measured

REGLE = "attente"


def test_it_is_counted_between_his_epreuves():
    s = session(candidats=1)
    assert measured(s, journee(s, UN), REGLE) == 10
    assert measured(s, settle(s, shifted(journee(s, UN), 5, "C1", "EF")), REGLE) == 15


def test_less_his_break_where_it_lies_between_two_of_them():
    s = session()
    assert measured(s, journee(s, TROIS), REGLE) == 10 + (195 - 45) + (320 - 45)


@pytest.mark.parametrize(("qp", "expected"), [("11:30", 100 - 45), ("11:54", 76 - 45), ("11:55", 75)])
def test_a_break_that_he_had_before_coming_is_not_deducted(qp, expected):
    """From the QP's end to 13:40; his break ends as his plis are opened, if he comes late enough."""
    s = session(candidats=1)
    plan = journee(s, UN, ("9:00 QP", f"{qp} QP"), ("9:30 correction", "13:00 correction"))
    late = settle(s, shifted(plan, 240, "C1", "PP", "ET", "EF"))
    assert measured(s, late, REGLE) == expected


def test_each_day_counts_for_itself():
    s = session(candidats=1, nb_jours=2)
    assert measured(s, journee(s, UN.replace("J1 :", "jour 2\nJ1 :")), REGLE) == 0


def test_the_least_is_nothing_where_the_break_covers_the_correction():
    """The QP ends at 12:00, the orals begin at 12:45: his break lies between, and what the jury needs within it."""
    optimum_is_measured(session(candidats=1), REGLE, 0)


def test_the_least_of_a_morning_is_the_correction_and_the_battement():
    s = changed(session(candidats=1), "C1", indisponibilites=(absent("12:00", "19:00"),))
    optimum_is_measured(s, REGLE, 5 + 5)


def test_the_least_of_two_in_a_morning_lets_the_second_wait_for_the_first():
    """C1: correction and battement. C2: those of C1, his oral and délibération, then his own."""
    s = session(referentiel(ecrit("QP", 10), oral("EF", 20)), candidats=2)
    for who in ("C1", "C2"):
        s = changed(s, who, indisponibilites=(absent("11:00", "19:00"),))
    optimum_is_measured(s, REGLE, (5 + 5) + (5 + 5 + 20 + 10 + 5 + 5))


def test_the_least_of_orals_in_a_row_is_nothing():
    s = session(referentiel(oral("PP", 30), oral("EF", 20)), candidats=1)
    optimum_is_measured(changed(s, "C1", indisponibilites=(absent("12:00", "19:00"),)), REGLE, 0)
