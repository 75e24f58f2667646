from dataclasses import replace
from datetime import time

import pytest

from builders import LUNDI, a, oral, referentiel, session
from edits import accueil, changed, heures, plis, reglees, settle, shifted, welcoming
from halves import both_allow, both_refuse
from journees import UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.session import Convocation, Genre, Session
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


UN_PAR_JOUR = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
{} MSP C1
12:00 cloture
jour 2
8:00 accueil
8:10 lecture C2
{} MSP C2
12:00 cloture
"""


@pytest.mark.parametrize(
    ("sealed", "hours", "broken"),
    [
        (True, ("8:50", "8:45"), []),  # plis of 20 minutes on the day on which they are opened, and on no other
        (True, ("8:49", "8:45"), ["avant"]),
        (True, ("8:50", "8:44"), ["avant"]),
        (False, ("8:45", "8:45"), []),
        (False, ("8:44", "8:45"), ["avant"]),
    ],
)
def test_plis_that_last_longer_than_an_accueil_put_off_the_epreuve_before_which_they_are_opened(sealed, hours, broken):
    s = session(referentiel(oral("MSP", 30, plis=sealed)), candidats=2, nb_jours=2)
    s = reglees(s, accueil=15, accueil_autres_jours=15, plis=20)
    plan = journee(s, UN_PAR_JOUR.format(*hours))
    (both_refuse if broken else both_allow)(s, plan, REGLE)
    assert cases(s, plan) == broken


def test_a_centre_may_welcome_nobody():
    s = reglees(session(referentiel(oral("MSP", 30)), candidats=2, nb_jours=2), accueil=0, accueil_autres_jours=0)
    both_allow(s, journee(s, UN_PAR_JOUR.format("8:30", "8:30")), REGLE)


def test_who_begins_too_early_to_be_welcomed_is_all_that_is_told():
    s = session(candidats=2)
    plan = journee(s, UN, ("9:00 QP C1", "9:00 QP C1 C2"), ("8:40", "8:45"))
    assert cases(s, shifted(plan, -1, "", "QP")) == ["avant"]


def test_the_accueil_is_of_those_who_begin_the_day():
    """C1 has been called for 8:50, ten minutes before he begins; nobody has called C2, who comes later."""
    s = session(candidats=2)
    s = replace(s, convocations=(Convocation("C1", LUNDI, time(8, 50)),))
    plan = journee(s, UN, ("9:00 QP C1", "9:00 QP C1\n13:00 QP C2"))
    assert cases(s, welcoming(plan, OPENED, accueil("8:50", "9:00"))) == []


def test_an_accueil_begun_on_a_day_on_which_nobody_passes_any_more_is_history():
    s = session(candidats=1, nb_jours=2)
    later = journee(s, "jour 2\n" + UN)
    plan = welcoming(later, *later.accueils, accueil("8:30", "9:00"))
    assert cases(s, plan) == ["vide"]
    assert cases(replace(s, reference=(journee(s, UN),), maintenant=a("8:40")), plan) == []


def test_nothing_is_history_where_there_was_no_plan():
    s = replace(session(candidats=1), maintenant=a("9:10"))
    assert cases(s, welcoming(journee(s, UN), OPENED)) == ["absent"]


@pytest.mark.parametrize(
    ("now", "accueils", "broken"),
    [
        ("9:00", [], ["absent"]),  # the first épreuve begins at that very minute: it has not begun
        ("9:01", [], []),
        ("8:31", [accueil("8:30", "8:40")], []),
        ("8:30", [accueil("8:40", "9:00")], ["court"]),
        ("8:55", [OPENED], ["absent"]),  # plis are no accueil
        ("8:31", [accueil("8:30", "9:00", 1)], ["absent", "vide"]),  # nor is that of another day
    ],
)
def test_the_accueil_of_a_day_is_history_once_it_has_begun_or_the_first_epreuve_has(now, accueils, broken):
    s = session(candidats=1, nb_jours=2)
    s = replace(s, reference=(journee(s, UN),), maintenant=a(now))
    assert cases(s, welcoming(journee(s, UN), *accueils)) == broken


def test_the_accueil_of_one_day_welcomes_nobody_on_another():
    s = session(candidats=1, nb_jours=2)
    s = replace(s, reference=(journee(s, UN),), maintenant=a("8:31"))
    assert cases(s, welcoming(journee(s, "jour 2\n" + UN), accueil("8:30", "9:00"))) == ["absent"]


@pytest.mark.parametrize(
    ("letters", "debut", "broken"),
    [
        (("8:40", "8:50"), "8:40", []),
        (("8:40", "8:50"), "8:41", ["court"]),
        (("8:50", "8:40"), "8:41", ["court"]),
        (("8:50", "8:50"), "8:50", []),
    ],
)
def test_of_those_who_begin_a_day_the_first_to_be_called_is_waited_for(letters, debut, broken):
    s = session(candidats=2)
    calls = (Convocation(f"C{n}", LUNDI, a(hour).time()) for n, hour in enumerate(letters, 1))
    s = replace(s, convocations=tuple(calls))
    plan = journee(s, UN, ("9:00 QP C1", "9:00 QP C1 C2"))
    assert cases(s, welcoming(plan, OPENED, accueil(debut, "9:00"))) == broken


def test_who_is_called_for_the_very_hour_of_his_epreuve_cannot_be_welcomed():
    s = replace(session(candidats=1), convocations=(Convocation("C1", LUNDI, time(9, 0)),))
    assert cases(s, welcoming(journee(s, UN), OPENED)) == []


def test_the_accueil_lasts_as_long_as_the_plis_of_one_of_those_who_begin():
    s = session(referentiel(oral("MSP", 30, plis=True), oral("ET", 30)), candidats=2, nb_membres=4, nb_salles=2)
    s = reglees(s, accueil=15, plis=20)
    two = ("J1 : M1 M2 en S1\n9:00 MSP C1\n", "J2 : M3 M4 en S2\n9:00 ET C2\n")
    for text in ("".join(two), "".join(reversed(two))):
        plan = journee(s, text)
        opened = plis("MSP", "8:40", "9:00")
        assert cases(s, welcoming(plan, opened, accueil("8:40", "9:00"))) == []
        assert cases(s, welcoming(plan, opened, accueil("8:41", "9:00"))) == ["court"]


@pytest.mark.parametrize("accueils", [[], [accueil("8:30", "8:55")]])
def test_of_several_who_begin_at_once_the_first_is_named(accueils):
    s = session(candidats=2, genre=Genre.CCP)
    s = changed(changed(s, "C1", ccps=("CCP1",)), "C2", ccps=("CCP2",))
    plan = journee(s, "9:00 CCP1.QP C1\n9:00 CCP2.QP C2")
    (violation,) = breaches(s, welcoming(plan, *accueils), REGLE)
    told = dict(violation.donnees)
    assert (told["candidat"], told["epreuve"]) == ("C1", "CCP1.QP")
    assert violation.elements[-1] == plan.passages[0]
