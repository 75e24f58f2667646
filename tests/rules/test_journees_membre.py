from dataclasses import replace

import pytest

from builders import absent, oral, referentiel, session
from edits import changed, sitting
from journees import TROIS, UN, journee
from optimum import measured, optimum_is_measured
from worlds import observateur

REGLE = "journees_membre"


def test_a_membre_counts_once_a_day_in_however_many_juries():
    s = session(referentiel(oral("EF", 20)), candidats=2, nb_membres=3, nb_jours=2)
    text = """
    J1 : M1 M2 en S1
    8:00 accueil
    8:10 lecture C1
    9:00 EF C1
    9:30 cloture
    J2 : M2 M3 en S1
    14:00 accueil
    14:10 lecture C2
    15:00 EF C2
    15:30 cloture
    """
    assert measured(s, journee(s, text), REGLE) == 3
    assert measured(s, journee(s, text.replace("J2 :", "jour 2\nJ2 :")), REGLE) == 4


def test_an_observateur_costs_nothing():
    s = session()
    s = replace(s, membres=(*s.membres, observateur("O1")))
    assert measured(s, sitting(journee(s, TROIS), "M1", "M2", "O1"), REGLE) == 2


@pytest.mark.parametrize(("quota", "expected"), [(2, 2), (1, 4)])
def test_the_least_calls_as_few_as_the_quota_allows(quota, expected):
    s = session(referentiel(oral("EF", 20), quota=quota), candidats=2, nb_membres=4, nb_jours=2, nb_salles=2)
    optimum_is_measured(s, REGLE, expected)


def test_the_least_with_half_day_membres_calls_three():
    """M1 leaves at noon, M2 comes then: somebody of the other half must sit with each."""
    s = session(referentiel(oral("EF", 150), quota=4), candidats=2, nb_membres=3)
    s = changed(
        changed(s, "M1", indisponibilites=(absent("12:30", "19:00"),)),
        "M2",
        indisponibilites=(absent("8:00", "12:30"),),
    )
    plan = optimum_is_measured(s, REGLE, 3)
    assert len(plan.compositions) == 2


def test_one_candidat_takes_two():
    optimum_is_measured(session(candidats=1, nb_membres=4), REGLE, 2)
    assert measured(session(candidats=1), journee(session(candidats=1), UN), REGLE) == 2
