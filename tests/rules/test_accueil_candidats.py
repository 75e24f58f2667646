from datetime import time

import pytest

from builders import session
from edits import heures, reglees, settle, shifted
from halves import both_allow, both_refuse
from journees import UN, journee
from worlds import en_deux_temps

REGLE = "accueil_candidats"


@pytest.mark.parametrize(("minutes", "allowed"), [(0, True), (-1, False), (10, True)])
def test_nothing_begins_before_half_an_hour_of_accueil_on_the_first_day(minutes, allowed):
    s = session(candidats=1)
    plan = settle(s, shifted(journee(s, UN), minutes, "C1", "QP"))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


DEUX_JOURS = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
9:00 PP C1
9:40 cloture
jour 2
8:00 accueil
{} ET C1
9:20 QAP C1
9:40 EF C1
10:10 cloture
"""


@pytest.mark.parametrize(("debut", "allowed"), [("8:45", True), ("8:44", False)])
def test_a_quarter_of_an_hour_is_enough_on_other_days(debut, allowed):
    s = session(en_deux_temps(), candidats=1, nb_jours=2)
    (both_allow if allowed else both_refuse)(s, journee(s, DEUX_JOURS.format(debut)), REGLE)


def test_the_first_day_is_the_first_on_which_a_candidat_passes():
    s = session(candidats=1, nb_jours=2)
    plan = journee(s, "jour 2\n" + UN, ("9:00 QP", "8:50 QP"))
    both_refuse(s, plan, REGLE)


def test_the_jurys_own_work_may_begin_before():
    s = session(candidats=1)
    both_allow(s, journee(s, UN, ("8:30 accueil", "8:00 accueil"), ("8:40 lecture", "8:10 lecture")), REGLE)


def test_lengths_and_hour_are_the_centres():
    s = session(candidats=1)
    plan = journee(s, UN)
    both_refuse(reglees(s, accueil=31), plan, REGLE)
    both_refuse(heures(s, accueil=time(8, 31)), plan, REGLE)
    both_allow(reglees(heures(s, accueil=time(8, 31)), accueil=29), plan, REGLE)
