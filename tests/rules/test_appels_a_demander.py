from datetime import time

from changed_from import asked, disturbs
from edits import on_day, sitting
from journees import UN, journee
from tpplanner.domain.session import NOT_CONVENED

REGLE = "appels_a_demander"
MEME_JOUR = "accords_a_demander"


def test_who_comes_on_another_day_is_asked_for_that_day():
    s = asked(("C1", time(8, 50), 0), ("M1", time(8, 30), 0), ("M2", time(8, 30), 0), ("M2", time(8, 30), 1))
    plan = journee(s, UN)
    disturbs(s, plan, on_day(plan, 1), REGLE, 2)
    disturbs(s, plan, on_day(plan, 1), MEME_JOUR, 0)


def test_who_is_not_convened_at_all_is_called():
    s = asked(("M3", NOT_CONVENED, 0))
    plan = journee(s, UN)
    disturbs(s, plan, plan, REGLE, 0)
    disturbs(s, plan, sitting(plan, "M1", "M3"), REGLE, 1)
    disturbs(s, plan, sitting(plan, "M1", "M3"), MEME_JOUR, 0)
