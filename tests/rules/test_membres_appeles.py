from builders import session
from changed_from import disturbs
from edits import on_day, sitting
from journees import UN, journee

REGLE = "membres_appeles"


def test_who_was_not_called_that_day_counts_once():
    s = session(candidats=1, nb_membres=4, nb_jours=2)
    plan = journee(s, UN)
    disturbs(s, plan, plan, REGLE, 0)
    disturbs(s, plan, sitting(plan, "M1", "M3"), REGLE, 1)
    disturbs(s, plan, sitting(plan, "M3", "M4"), REGLE, 2)


def test_another_day_is_another_call():
    s = session(candidats=1, nb_membres=2, nb_jours=2)
    plan = journee(s, UN)
    disturbs(s, plan, on_day(plan, 1), REGLE, 2)


def test_who_is_called_no_more_costs_nothing():
    s = session(candidats=1, nb_membres=3)
    plan = journee(s, UN)
    disturbs(s, sitting(plan, "M1", "M2", "M3"), plan, REGLE, 0)
