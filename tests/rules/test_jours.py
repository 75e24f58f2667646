import pytest

from builders import oral, referentiel, session
from journees import UN, journee
from optimum import measured, optimum_is_measured

REGLE = "jours"


@pytest.mark.parametrize("jour", [1, 2, 3])
def test_a_day_counts_when_something_happens_on_it(jour):
    s = session(candidats=1, nb_jours=3)
    assert measured(s, journee(s, f"jour {jour}\n{UN}"), REGLE) == 1


def test_a_written_epreuve_alone_makes_a_day():
    s = session(candidats=1, nb_jours=3)
    assert measured(s, journee(s, UN.replace("J1 :", "jour 3\nJ1 :")), REGLE) == 2


@pytest.mark.parametrize(("quota", "expected"), [(2, 1), (1, 2)])
def test_the_least_is_what_quota_and_membres_leave(quota, expected):
    s = session(referentiel(oral("EF", 20), quota=quota), candidats=2, nb_jours=3)
    optimum_is_measured(s, REGLE, expected)
