from dataclasses import replace

from builders import session
from changed_from import disturbs
from edits import in_room, jury_in
from journees import UN, journee
from tpplanner.domain.session import Salle

REGLE = "salles_changees"


def test_each_passage_in_another_room_counts_once():
    s = session(candidats=1, nb_membres=4)
    s = replace(s, salles=(*s.salles, Salle("Ecrit2", "Petite salle", ("ecrit",), postes=3)))
    plan = journee(s, UN)
    disturbs(s, in_room(plan, "Ecrit2", "C1", "QP"), plan, REGLE, 1)
    disturbs(s, jury_in(plan, "S2"), plan, REGLE, 3)


def test_a_room_that_is_lost_counts():
    s = session(candidats=1, nb_membres=4)
    plan = journee(s, UN)
    disturbs(s, in_room(plan, "Perdue", "C1", "QP"), plan, REGLE, 1)
