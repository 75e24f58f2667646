import pytest

from builders import session
from changed_from import disturbs
from edits import on_day, shifted
from journees import UN, journee

REGLE = "heures_changees"


@pytest.mark.parametrize(("minutes", "expected"), [(0, 0), (1, 1), (-5, 5), (59, 59), (60, 60), (61, 60), (-300, 60)])
def test_a_move_counts_its_minutes_sixty_at_most(minutes, expected):
    s = session(candidats=1)
    plan = journee(s, UN)
    disturbs(s, shifted(plan, minutes, "C1", "EF"), plan, REGLE, expected)


def test_another_day_counts_for_sixty_even_at_the_same_hour():
    s = session(candidats=1, nb_jours=2)
    plan = journee(s, UN)
    disturbs(s, on_day(plan, 1), plan, REGLE, 4 * 60)
