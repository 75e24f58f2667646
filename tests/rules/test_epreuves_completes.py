from dataclasses import replace

import pytest

from builders import a, passage, session
from edits import changed, settle, with_passages, without_passage
from halves import both_allow, cannot_be_said
from journees import UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.session import Genre

REGLE = "epreuves_completes"


def test_every_epreuve_due_once_is_all_that_is_asked():
    s = session(candidats=1)
    both_allow(s, journee(s, UN), REGLE)


@pytest.mark.parametrize("epreuve", ["QP", "EF"])
def test_an_epreuve_that_is_not_planned_is_missed(epreuve):
    s = session(candidats=1)
    cannot_be_said(s, without_passage(journee(s, UN), "C1", epreuve), REGLE)


def test_an_exemption_makes_an_epreuve_no_longer_due():
    s = changed(session(candidats=1), "C1", dispenses=("EF",))
    plan = settle(s, without_passage(journee(s, UN), "C1", "EF"))
    both_allow(s, plan, REGLE)
    cannot_be_said(s, journee(s, UN), REGLE)


def test_an_epreuve_planned_twice_is_once_too_many():
    s = session(candidats=1)
    again = with_passages(journee(s, UN), passage("C1", "EF", a("15:00"), 20, "S1", "J1"))
    cannot_be_said(s, again, REGLE)
    (violation,) = breaches(s, again, REGLE)
    assert [element.debut for element in violation.elements] == [a("11:05"), a("15:00")]


@pytest.mark.parametrize(("candidat", "epreuve"), [("C1", "CCP1.QP"), ("C1", "inconnue"), ("inconnu", "QP")])
def test_nothing_else_is_planned(candidat, epreuve):
    s = session(candidats=1)
    cannot_be_said(s, with_passages(journee(s, UN), passage(candidat, epreuve, a("15:00"), 20, "Ecrit")), REGLE)


CCP = """
9:00 CCP1.QP C1
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:30 correction C1 CCP1.QP
9:40 CCP1.PP C1
10:00 CCP1.ET C1
10:40 cloture
"""


def test_a_ccp_candidat_passes_the_epreuves_of_his_ccp_alone():
    s = changed(session(candidats=1, genre=Genre.CCP), "C1", ccps=("CCP1",))
    both_allow(s, journee(s, CCP), REGLE)


def test_the_last_ccp_brings_the_entretien_final():
    s = changed(session(candidats=1, genre=Genre.CCP), "C1", ccps=("CCP1",), dernier_ccp=True)
    cannot_be_said(s, journee(s, CCP), REGLE)
    both_allow(s, journee(s, CCP, ("10:40 cloture", "10:30 EF C1\n11:00 cloture")), REGLE)


def test_the_order_of_the_workbook_does_not_matter():
    s = session(candidats=2)
    plan = journee(s, UN.replace("QP C1\nJ1", "QP C1 C2\nJ1"))
    cannot_be_said(s, plan, REGLE)
    both_allow(replace(s, candidats=s.candidats[:1]), without_passage(plan, "C2", "QP"), REGLE)
