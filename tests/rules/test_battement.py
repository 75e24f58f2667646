import pytest

from builders import a, session
from edits import reglees, settle, shifted, work_at, work_shifted
from halves import both_allow, both_refuse
from journees import TROIS, UN, journee
from tpplanner.domain.plan import NatureTravail
from worlds import ensemble

REGLE = "battement"


@pytest.mark.parametrize(("minutes", "allowed"), [(0, True), (1, False), (5, False), (-5, True), (11, True)])
def test_five_minutes_before_he_comes_in_are_free_of_work(minutes, allowed):
    """Corrected from 9:30 to 9:35; he comes in at 9:40."""
    s = session(candidats=1)
    plan = settle(s, work_shifted(journee(s, UN), minutes, NatureTravail.CORRECTION))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


@pytest.mark.parametrize(("minutes", "allowed"), [(-65, True), (-66, False)])
def test_and_of_another_candidat_and_of_his_deliberation(minutes, allowed):
    """C1 is delibered on until 11:35; C2 comes in at 12:45, or earlier."""
    s = session()
    plan = work_at(journee(s, TROIS), a("13:40"), NatureTravail.CORRECTION, "C2")
    plan = settle(s, shifted(plan, minutes, "C2", "PP", "ET", "EF"))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def test_lunch_may_fill_them():
    s = session()
    plan = work_at(journee(s, TROIS), a("11:35"), NatureTravail.CORRECTION, "C2")
    plan = settle(s, work_shifted(plan, 70, NatureTravail.PAUSE))
    both_allow(s, plan, REGLE)


def test_between_two_passages_of_one_candidat_nothing_is_asked():
    s = session(candidats=1)
    both_allow(s, journee(s, UN), REGLE)


def test_the_minutes_are_a_reglage():
    s = session(candidats=1)
    both_refuse(reglees(s, battement=6), journee(s, UN), REGLE)
    tight = settle(s, work_shifted(journee(s, UN), 5, NatureTravail.CORRECTION))
    both_refuse(s, tight, REGLE)
    both_allow(reglees(s, battement=0), tight, REGLE)


ENSEMBLE = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
8:25 lecture C2
9:00 MSP C1
{} MSP C2
10:45 QAP C1
11:05 EF C1
11:40 QAP C2
12:00 EF C2
12:30 cloture
"""


@pytest.mark.parametrize(
    ("second", "allowed"),
    [
        ("9:00", True),  # together
        ("9:20", True),
        ("9:44", True),
        ("9:45", False),  # the first has just ended
        ("9:49", False),
        ("9:50", True),
    ],
)
def test_who_joins_others_whom_the_jury_watches_needs_none(second, allowed):
    s = session(ensemble(2), candidats=2)
    (both_allow if allowed else both_refuse)(s, journee(s, ENSEMBLE.format(second)), REGLE)


def test_a_work_just_before_is_in_the_way_even_then():
    s = session(ensemble(2), candidats=2)
    plan = journee(s, ENSEMBLE.format("9:20"), ("8:25 lecture C2", "9:04 lecture C2"))
    both_refuse(s, plan, REGLE)
