from dataclasses import replace
from datetime import time

import pytest

from builders import LUNDI, a, session
from edits import accueil, heures, plis, reglees, settle, shifted, welcoming
from halves import both_allow, both_refuse
from journees import UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.session import Convocation, Session
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
    other = reglees(heures(s, accueil=time(8, 31)), accueil=29)
    both_allow(other, settle(other, plan), REGLE)


OPENED = plis("QP", "8:50", "9:00")


def cases(s: Session, plan) -> list[str]:
    return [v.cas for v in breaches(s, plan, REGLE)]


@pytest.mark.parametrize(
    ("accueils", "broken"),
    [
        ([accueil("8:30", "9:00")], []),
        ([], ["absent"]),
        ([accueil("8:31", "9:00")], ["court"]),
        ([accueil("8:30", "8:59")], ["fin"]),
        ([accueil("8:30", "9:01")], ["fin"]),
        ([accueil("8:29", "9:00")], ["tot"]),
        ([accueil("8:30", "9:00"), accueil("9:10", "9:40")], ["fin"]),
        ([accueil("8:30", "9:00"), accueil("8:30", "9:00", 1)], ["vide"]),
    ],
)
def test_one_accueil_a_day_ends_as_the_first_epreuve_begins(accueils, broken):
    """Said of the audit alone: what the solver finds is read back with the accueils that its passages ask for."""
    s = session(candidats=1, nb_jours=2)
    assert cases(s, welcoming(journee(s, UN), OPENED, *accueils)) == broken


def test_a_longer_accueil_is_the_centres_business():
    s = heures(session(candidats=1), accueil=time(8, 0))
    assert cases(s, welcoming(journee(s, UN), OPENED, accueil("8:00", "9:00"))) == []


def test_it_is_long_enough_for_the_plis_that_it_includes():
    s = reglees(session(candidats=1), accueil=15, plis=20)
    plan = journee(s, UN)
    assert [x.debut for x in plan.accueils] == [a("8:40"), a("8:40")]
    both_allow(s, plan, REGLE)
    both_allow(heures(s, accueil=time(8, 40)), plan, REGLE)
    both_refuse(heures(s, accueil=time(8, 41)), plan, REGLE)


def test_it_ends_at_the_hour_of_an_epreuve_put_off_to_the_afternoon():
    s = session(candidats=1)
    plan = settle(s, shifted(journee(s, UN), 4 * 60))
    assert plan.accueils == (accueil("12:30", "13:00"), plis("QP", "12:50", "13:00"))
    both_allow(s, plan, REGLE)


def test_nobody_is_welcomed_before_the_hour_of_his_convocation():
    s = replace(session(candidats=1), convocations=(Convocation("C1", LUNDI, time(8, 45)),))
    plan = journee(s, UN)
    assert plan.accueils[0] == accueil("8:45", "9:00")
    both_allow(s, plan, REGLE)
    assert cases(s, welcoming(plan, OPENED, accueil("8:46", "9:00"))) == ["court"]


def test_an_accueil_begun_before_a_change_is_history():
    """The épreuve begins later than it ended: who was there at 8:30 has been welcomed."""
    s = session(candidats=1)
    before = journee(s, UN)
    s = replace(s, reference=(before,), maintenant=a("8:40"))
    plan = settle(s, shifted(before, 30))
    assert plan.accueils[0] == accueil("8:30", "9:00")
    both_allow(s, plan, REGLE)


@pytest.mark.parametrize(("now", "allowed"), [("8:30", True), ("8:31", False)])
def test_an_accueil_that_a_change_makes_necessary_is_still_to_come(now, allowed):
    s = session(candidats=1)
    s = replace(s, reference=(settle(s, shifted(journee(s, UN), 60)),), maintenant=a(now))
    plan = journee(s, UN, ("8:30 accueil", "8:31 accueil"), ("8:40 lecture", "8:41 lecture"))
    (both_allow if allowed else both_refuse)(s, plan, "deja_commence")


def test_whom_the_reference_plan_called_another_may_call_earlier_to_welcome_him():
    """Its hour is no letter: the accueil of a second day that has become the first is as long as the first's."""
    s = replace(session(candidats=1), convocations=(Convocation("C1", LUNDI, time(9, 0)),))
    plan = journee(replace(s, convocations=()), UN)
    again = settle(replace(s, reference=(plan,)), plan)
    assert again.accueils == plan.accueils
    both_allow(replace(s, reference=(plan,)), again, REGLE)
