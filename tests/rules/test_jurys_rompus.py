from builders import session
from changed_from import disturbs
from edits import jury_in, on_day, sitting
from journees import UN, journee

REGLE = "jurys_rompus"


def test_a_jury_is_broken_when_its_membres_no_longer_sit_together_that_day():
    s = session(candidats=1, nb_membres=4, nb_jours=2)
    plan = journee(s, UN)
    disturbs(s, plan, sitting(plan, "M1", "M3"), REGLE, 1)
    disturbs(s, plan, sitting(plan, "M1", "M2", "M3"), REGLE, 1)
    disturbs(s, plan, on_day(plan, 1), REGLE, 1)


def test_its_room_and_its_name_do_not_matter():
    s = session(candidats=1, nb_membres=4)
    plan = journee(s, UN)
    disturbs(s, plan, journee(s, UN.replace("J1", "J7")), REGLE, 0)
    disturbs(s, plan, jury_in(plan, "S2"), REGLE, 0)
