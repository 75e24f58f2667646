import pytest

from builders import a, oral, referentiel, session
from changed_from import disturbs
from edits import on_day, shifted
from journees import UN, journee

REGLE = "demi_journees_changees"


@pytest.mark.parametrize(("minutes", "expected"), [(0, 0), (54, 0), (55, 1), (100, 2), (180, 4)])
def test_passages_that_cross_noon_count(minutes, expected):
    """QP 9:00, PP 9:40, ET 10:20, EF 11:05."""
    s = session(candidats=1)
    plan = journee(s, UN)
    disturbs(s, shifted(plan, minutes), plan, REGLE, expected)


def test_noon_itself_is_of_the_afternoon():
    s = session(referentiel(oral("EF", 20)), candidats=1)
    text = "J1 : M1 M2 en S1\n9:00 accueil\n9:10 lecture C1\n{} EF C1\n18:00 cloture"
    before, noon = (journee(s, text.format(hour)) for hour in ("11:59", "12:00"))
    assert noon.passages[0].debut == a("12:00")
    disturbs(s, before, noon, REGLE, 1)
    disturbs(s, noon, journee(s, text.format("15:00")), REGLE, 0)


def test_another_day_is_counted_elsewhere():
    s = session(candidats=1, nb_jours=2)
    plan = journee(s, UN)
    disturbs(s, on_day(shifted(plan, 300), 1), plan, REGLE, 0)
