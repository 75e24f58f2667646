from datetime import time

import pytest

from builders import absent, oral, referentiel, session
from edits import changed, reglees
from journees import UN, journee
from optimum import measured, optimum_is_measured

REGLE = "fin_tardive"

SOIR = """
J1 : M1 M2 en S1
16:00 accueil
16:10 lecture C1
17:00 EF C1
{} cloture
"""


@pytest.mark.parametrize(("cloture", "expected"), [("17:45", 0), ("17:46", 1), ("18:45", 60)])
def test_minutes_of_a_jury_after_six_count(cloture, expected):
    s = session(referentiel(oral("EF", 20)), candidats=1)
    assert measured(s, journee(s, SOIR.format(cloture)), REGLE) == expected


def test_the_hour_is_a_reglage():
    s = reglees(session(candidats=1), fin_tardive=time(11, 30))
    assert measured(s, journee(s, UN), REGLE) == 20


def test_the_least_for_one_who_comes_late():
    """Free from 17:50 on: an oral of 20 minutes, 10 of deliberation, 15 of clôture."""
    s = session(referentiel(oral("EF", 20)), candidats=1)
    optimum_is_measured(changed(s, "C1", indisponibilites=(absent("8:00", "17:50"),)), REGLE, 35)
    optimum_is_measured(s, REGLE, 0)
