from builders import session
from changed_from import disturbs
from edits import on_day, without_passage
from journees import UN, journee

REGLE = "jours_changes"


def test_every_passage_on_another_day_counts():
    s = session(candidats=1, nb_jours=2)
    plan = journee(s, UN)
    disturbs(s, plan, plan, REGLE, 0)
    disturbs(s, on_day(plan, 1), plan, REGLE, 4)


def test_a_passage_that_was_not_there_does_not():
    s = session(candidats=1, nb_jours=2)
    plan = journee(s, UN)
    disturbs(s, without_passage(on_day(plan, 1), "C1", "EF"), plan, REGLE, 3)


def test_a_day_that_the_session_no_longer_has_is_another_day():
    s = session(candidats=1)
    plan = journee(s, UN)
    disturbs(s, on_day(plan, 5), plan, REGLE, 4)
