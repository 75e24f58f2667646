from dataclasses import replace

import pytest

from builders import a, passage, session, travail
from edits import reglees, settle, shifted, with_work, work_at, work_shifted
from halves import both_allow, both_refuse
from journees import TROIS, UN, journee
from tpplanner.audit import breaches, check
from tpplanner.domain.plan import NatureTravail, Plan
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


A_PART = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
8:25 lecture C2
9:00 MSP C1
9:50 MSP C2
{} QAP C1
{} EF C1
11:50 QAP C2
12:10 EF C2
12:40 cloture
"""
"""Each comes for the mise en situation, which lies apart; then they come back. C2 is there until 10:35."""


@pytest.mark.parametrize(
    ("back", "final", "allowed"),
    [("10:35", "10:55", False), ("10:39", "10:59", False), ("10:40", "11:00", True), ("11:00", "11:20", True)],
)
def test_who_comes_back_for_what_lies_apart_comes_in_again_after_another(back, final, allowed):
    s = session(ensemble(1), candidats=2)
    (both_allow if allowed else both_refuse)(s, journee(s, A_PART.format(back, final)), REGLE)


@pytest.mark.parametrize(("hour", "allowed"), [("10:40", True), ("10:41", False), ("10:45", False)])
def test_no_work_then_either(hour, allowed):
    """C2 leaves at 10:35, C1 comes back at 11:00; the jury reads for fifteen minutes in between."""
    s = session(ensemble(1), candidats=2)
    plan = journee(s, A_PART.format("11:00", "11:20"), ("8:25 lecture C2", f"{hour} lecture C2"))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


# What the audit alone can be told: things at once, which another rule refuses


def in_the_way(s, plan) -> list[tuple[str, str]]:
    """Whose battement is taken, and by whom or what."""
    return [(v.sujet[0], getattr(v.elements[0], "nature", v.elements[0].candidat)) for v in breaches(s, plan, REGLE)]


def watched(epreuve: str, *hours: str) -> Plan:
    """C1, then C2, each for 45 minutes of that épreuve."""
    pairs = zip(("C1", "C2"), hours, strict=True)
    return Plan(tuple(passage(c, epreuve, a(hour), 45, "Plateau", "J1") for c, hour in pairs))


def test_where_none_is_asked_for_nothing_takes_it():
    s = session(candidats=1)
    over = with_work(journee(s, UN), travail("J1", NatureTravail.LECTURE, a("9:30"), 15, "C1"))
    assert in_the_way(s, over) == [("C1", "lecture")]
    assert in_the_way(reglees(s, battement=0), over) == []


@pytest.mark.parametrize(("hour", "taken"), [("9:10", False), ("9:11", True), ("9:16", True)])
def test_to_correct_what_others_pass_is_not_to_watch_them(hour, taken):
    """C2 joins C1 at 9:20; the jury corrects for five minutes, though it watches."""
    s = session(ensemble(2), candidats=2)
    correction = travail("J1", NatureTravail.CORRECTION, a(hour), 5, "C1", "MSP")
    told = [("C2", "correction")] if taken else []
    assert in_the_way(s, with_work(watched("MSP", "9:00", "9:20"), correction)) == told


def test_who_joins_others_joins_their_very_epreuve_and_one_that_takes_several():
    several, alone = session(ensemble(2), candidats=2), session(ensemble(1), candidats=2)
    assert in_the_way(several, watched("MSP", "9:00", "9:20")) == []
    assert in_the_way(alone, watched("MSP", "9:00", "9:20")) == [("C2", "C1")]
    assert in_the_way(several, watched("inconnue", "9:00", "9:20")) == [("C2", "C1")]
    one, other = watched("MSP", "9:00", "9:20").passages
    assert in_the_way(several, Plan((replace(one, epreuve="QAP"), other))) == [("C2", "C1")]


@pytest.mark.parametrize(("hour", "told"), [("10:30", [("C2", "C1")]), ("10:34", [("C2", "C1")]), ("10:35", [])])
def test_who_comes_back_after_another_comes_in_again(hour, told):
    """C2 joins C1 at 9:20, and is alone later, after C1 once more until 10:30."""
    s = session(ensemble(2), candidats=2)
    plan = watched("MSP", "9:00", "9:20")
    again = (passage("C1", "QAP", a("10:10"), 20, "S1", "J1"), passage("C2", "QAP", a(hour), 20, "S1", "J1"))
    assert in_the_way(s, Plan((*plan.passages, *again))) == told


def test_who_goes_on_after_himself_does_not_come_in_again():
    """C2 was last: corrected until the minute at which he goes on, he was not followed by anybody."""
    s = session(ensemble(2), candidats=2)
    plan = watched("MSP", "9:00", "9:20")
    correction = travail("J1", NatureTravail.CORRECTION, a("10:05"), 5, "C2", "MSP")
    on = passage("C2", "QAP", a("10:10"), 20, "S1", "J1")
    assert in_the_way(s, with_work(Plan((*plan.passages, on)), correction)) == []


def test_of_who_has_come_in_it_is_but_noted():
    """Corrected until 9:37, C1 came in at 9:40: that was, and forbids nothing."""
    s = session(candidats=1)
    plan = settle(s, work_shifted(journee(s, UN), 2, NatureTravail.CORRECTION))
    both_refuse(replace(s, reference=(plan,), maintenant=a("9:40")), plan, REGLE)
    begun = replace(s, reference=(plan,), maintenant=a("9:41"))
    both_allow(begun, plan, REGLE)
    report = check(begun, plan)
    assert report.conforme
    assert [constat.regle for constat in report.constats] == [REGLE]
