from dataclasses import replace

import pytest

from builders import a, oral, referentiel, session, travail
from edits import settle, shifted, with_work, without_work
from halves import both_allow, both_refuse
from journees import TROIS, journee
from tpplanner.audit import breaches
from tpplanner.domain.plan import NatureTravail
from worlds import ensemble

REGLE = "candidat_seul_au_jury"


@pytest.mark.parametrize(("minutes", "allowed"), [(-70, True), (-71, False), (-195, False)])
def test_until_he_is_delibered_on_the_jury_sees_no_other(minutes, allowed):
    """C1 is before the jury from 9:40 to 11:25, delibered on until 11:35; C2 comes in at 12:45, or earlier."""
    s = session()
    plan = settle(s, shifted(journee(s, TROIS), minutes, "C2", "PP", "ET", "EF"))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


ENTRE = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
8:25 lecture C2
9:00 PP C1
{} PP C2
10:00 EF C1
{} EF C2
13:00 cloture
"""


@pytest.mark.parametrize(("second", "allowed"), [("10:25", True), ("10:24", False), ("9:30", False)])
def test_nobody_comes_in_between_two_of_his_passages(second, allowed):
    s = session(referentiel(oral("PP", 30), oral("EF", 15)), candidats=2)
    (both_allow if allowed else both_refuse)(s, journee(s, ENTRE.format(second, "11:30")), REGLE)


@pytest.mark.parametrize(
    ("second", "last", "allowed"),
    [
        ("9:30", "10:25", True),  # the épreuve apart of one, then of the other
        ("9:30", "10:14", False),  # into the oral of C1, which is not apart
        ("11:00", "11:30", True),
    ],
)
def test_an_epreuve_apart_is_out_of_it(second, last, allowed):
    s = session(referentiel(oral("PP", 30, separee=True), oral("EF", 15)), candidats=2)
    (both_allow if allowed else both_refuse)(s, journee(s, ENTRE.format(second, last)), REGLE)


@pytest.mark.parametrize(("second", "allowed"), [("9:25", False), ("9:30", True), ("9:40", True)])
def test_an_epreuve_apart_that_comes_last_does_not_keep_the_jury_until_then(second, allowed):
    """C1 is heard from 9:00 to 9:30, then apart at 14:00: others are heard meanwhile."""
    s = session(referentiel(oral("EF", 30), oral("PP", 15, separee=True)), candidats=2)
    plan = journee(
        s,
        f"""
        J1 : M1 M2 en S1
        8:00 accueil
        8:10 lecture C1
        8:25 lecture C2
        9:00 EF C1
        {second} EF C2
        14:00 PP C1
        14:30 PP C2
        15:00 cloture
        """,
    )
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


@pytest.mark.parametrize("apart", [True, False])
def test_those_whom_the_jury_watches_together_are_not_alone(apart):
    ref = ensemble(2)
    msp, *others = ref.titre.epreuves
    s = session(replace(ref, titre=replace(ref.titre, epreuves=(replace(msp, separee=apart), *others))), candidats=2)
    together = journee(
        s,
        """
        J1 : M1 M2 en S1
        8:00 accueil
        8:10 lecture C1
        8:25 lecture C2
        9:00 MSP C1 C2
        9:50 QAP C1
        10:10 EF C1
        10:40 QAP C2
        11:00 EF C2
        11:30 cloture
        """,
    )
    both_allow(s, together, REGLE)
    both_refuse(s, settle(s, shifted(together, -6, "C2", "QAP", "EF")), REGLE)


def test_another_jury_sees_whom_it_likes():
    s = session(referentiel(oral("PP", 30), oral("EF", 15)), candidats=2, nb_membres=4, nb_salles=2)
    text = (
        ENTRE.format("9:10", "9:40")
        .replace("8:25 lecture C2\n", "")
        .replace("9:10 PP C2\n", "")
        .replace("9:40 EF C2\n", "")
    )
    text += "J2 : M3 M4 en S2\n8:00 accueil\n8:25 lecture C2\n9:10 PP C2\n9:40 EF C2\n12:00 cloture"
    both_allow(s, journee(s, text), REGLE)


def test_where_nobody_delibers_the_jury_is_his_until_his_last_passage_ends():
    s = session(referentiel(oral("EF", 30)), candidats=2)
    plan = journee(s, "J1 : M1 M2 en S1\n9:00 EF C1\n9:29 EF C2")
    told = [v for v in breaches(s, without_work(plan, NatureTravail.DELIBERATION), REGLE) if v.sujet[0] == "C1"]
    assert [dict(v.donnees)["fin"] for v in told] == [a("9:30")]


@pytest.mark.parametrize("second", ["9:30", "9:35"])
def test_nor_does_one_that_follows_at_once(second):
    """What C1 has apart, from 9:30 to 9:45, is no part of what he has alone."""
    s = session(referentiel(oral("EF", 30), oral("PP", 15, separee=True)), candidats=2)
    text = f"""
    J1 : M1 M2 en S1
    8:00 accueil
    8:10 lecture C1
    8:25 lecture C2
    9:00 EF C1
    9:30 PP C1
    {second} PP C2
    11:00 EF C2
    12:00 cloture
    """
    both_allow(s, journee(s, text), REGLE)


def test_to_correct_is_not_to_deliberate():
    s = session(referentiel(oral("EF", 30)), candidats=2)
    plan = without_work(journee(s, "J1 : M1 M2 en S1\n9:00 EF C1\n9:30 EF C2"), NatureTravail.DELIBERATION)
    assert breaches(s, plan, REGLE) == ()
    corrected = with_work(plan, travail("J1", NatureTravail.CORRECTION, a("9:30"), 15, "C1", "QP"))
    assert breaches(s, corrected, REGLE) == ()
    deliberated = with_work(plan, travail("J1", NatureTravail.DELIBERATION, a("9:30"), 15, "C1"))
    assert [v.sujet[0] for v in breaches(s, deliberated, REGLE)] == ["C1"]
