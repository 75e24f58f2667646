from dataclasses import replace

import pytest

from builders import a, absent, ecrit, oral, referentiel, session
from edits import accueil, changed, plis, reglees, settle, shifted, welcoming
from halves import both_allow, both_refuse
from journees import UN, journee
from some import some
from tpplanner.audit import breaches
from tpplanner.domain.plan import NatureAccueil
from tpplanner.domain.session import Session

REGLE = "ouverture_plis"

WELCOMED = accueil("8:30", "9:00")


def cases(s: Session, plan) -> list[str]:
    return [v.cas for v in breaches(s, plan, REGLE)]


@pytest.mark.parametrize(
    ("opened", "broken"),
    [
        ([plis("QP", "8:50", "9:00")], []),
        ([plis("QP", "8:45", "9:00")], []),
        ([], ["absente"]),
        ([plis("QP", "8:51", "9:00")], ["courte"]),
        ([plis("QP", "8:40", "8:50")], ["moment"]),
        ([plis("QP", "8:55", "9:05")], ["moment"]),
        ([plis("QP", "8:50", "9:00"), plis("CCP1.QP", "8:50", "9:00")], ["vide"]),
    ],
)
def test_plis_are_opened_in_the_last_minutes_before_the_first_use(opened, broken):
    """Said of the audit alone: what the solver finds is read back with the openings that its passages ask for."""
    s = session(candidats=1)
    assert cases(s, welcoming(journee(s, UN), WELCOMED, *opened)) == broken


DEUX = """
9:00 QP1 C1
{} QP2 C1
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
10:30 correction C1 QP1
10:35 correction C1 QP2
10:45 EF C1
11:10 cloture
"""


def two_papers() -> Session:
    """Two questionnaires, one after the other, and an oral."""
    papers = (ecrit(id_, 30, modalite="QP") for id_ in ("QP1", "QP2"))
    return session(referentiel(*papers, oral("EF", 15)), candidats=1)


@pytest.mark.parametrize(("debut", "allowed"), [("9:40", True), ("9:39", False), ("9:30", False)])
def test_nobody_who_sits_it_is_at_another_epreuve(debut, allowed):
    s = two_papers()
    (both_allow if allowed else both_refuse)(s, journee(s, DEUX.format(debut)), REGLE)


def test_who_does_not_sit_it_may_be():
    s = two_papers()
    one, other = replace(s.candidats[0], dispenses=("QP2",)), replace(s.candidats[0], id="C2", dispenses=("QP1",))
    s = replace(s, candidats=(one, other))
    text = DEUX.format("9:30").replace("9:30 QP2 C1", "9:30 QP2 C2").replace("correction C1 QP2", "correction C2 QP2")
    both_allow(s, journee(s, text, ("11:10 cloture", "11:20 lecture C2\n11:45 EF C2\n12:10 cloture")), REGLE)


@pytest.mark.parametrize(
    ("away", "allowed"),
    [
        (absent("8:00", "8:50"), True),
        (absent("8:00", "8:51"), False),
        (absent("8:55", "8:56"), False),
        (absent("9:30", "18:00"), True),
    ],
)
def test_whoever_sits_it_is_there(away, allowed):
    s = changed(session(candidats=1), "C1", indisponibilites=(away,))
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


def test_their_length_is_the_centres_and_none_where_it_is_nothing():
    s = two_papers()
    plan = journee(s, DEUX.format("9:40"))
    longer = reglees(s, plis=11)
    both_refuse(longer, settle(longer, plan), REGLE)
    none = settle(reglees(s, plis=0), journee(s, DEUX.format("9:30")))
    assert all(x.nature is NatureAccueil.ACCUEIL for x in some(none.accueils))
    both_allow(reglees(s, plis=0), none, REGLE)


def test_a_collective_epreuve_without_a_subject_has_none():
    s = session(referentiel(ecrit("PP", 30), oral("EF", 15)), candidats=1)
    text = "9:00 PP C1\nJ1 : M1 M2 en S1\n8:30 accueil\n8:40 lecture C1\n9:30 correction C1 PP\n10:00 EF C1"
    plan = journee(s, f"{text}\n10:25 cloture")
    assert plan.accueils == (WELCOMED,)
    both_allow(s, plan, REGLE)


SEALED = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
8:55 lecture C2
9:10 ET C1
{} MSP C1
12:00 ET C2
12:20 MSP C2
13:00 cloture
"""


def sealed() -> Session:
    """A MSP before the jury whose subjects come sealed."""
    return session(referentiel(oral("ET", 20), oral("MSP", 30, plis=True)), candidats=2)


@pytest.mark.parametrize(("debut", "allowed"), [("9:40", True), ("9:39", False)])
def test_a_sealed_subject_is_opened_once_before_whoever_has_it_first(debut, allowed):
    """C2 goes from one épreuve to the other at once: the plis are open."""
    s = sealed()
    plan = journee(s, SEALED.format(debut))
    assert [x.fin for x in plan.accueils if x.nature is NatureAccueil.PLIS] == [a(debut)]
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def test_plis_opened_before_a_change_are_open():
    s = two_papers()
    before = journee(s, DEUX.format("9:40"))
    s = replace(s, reference=(before,), maintenant=a("9:31"))
    plan = settle(s, shifted(before, 20, "C1", "QP2"))
    assert plan.accueils == before.accueils
    both_allow(s, plan, REGLE)


@pytest.mark.parametrize(
    ("opened", "broken"),
    [
        ([plis("QP1", "8:50", "9:00"), plis("QP2", "9:30", "9:40")], []),
        ([plis("QP1", "8:50", "9:00")], ["absente"]),
        ([plis("QP1", "8:50", "9:00"), plis("QP2", "9:30", "9:40"), plis("QP2", "9:35", "9:40")], []),
    ],
)
def test_each_paper_has_its_own(opened, broken):
    s = two_papers()
    assert cases(s, welcoming(journee(s, DEUX.format("9:40")), WELCOMED, *opened)) == broken


@pytest.mark.parametrize(
    ("opened", "cas"),
    [
        ([plis("QP", "8:40", "8:50"), plis("QP", "8:45", "8:55")], "moment"),
        ([plis("QP", "8:51", "9:00"), plis("QP", "8:52", "9:00")], "courte"),
    ],
)
def test_of_several_that_are_wrong_the_first_is_told(opened, cas):
    s = session(candidats=1)
    (violation,) = breaches(s, welcoming(journee(s, UN), WELCOMED, *opened), REGLE)
    assert (violation.cas, violation.elements) == (cas, (opened[0],))
    assert dict(violation.donnees).get("fin", opened[0].fin) == opened[0].fin


def test_two_papers_begun_at_once_are_opened_at_once():
    """That one candidat cannot sit both is another rule's."""
    s = two_papers()
    plan = journee(s, DEUX.format("9:00"))
    assert cases(s, welcoming(plan, WELCOMED, plis("QP1", "8:50", "9:00"), plis("QP2", "8:50", "9:00"))) == []
