import pytest

from builders import a, session, travail
from edits import reglees, settle, shifted, with_work, without_work, work_lasting, work_shifted
from halves import both_allow, both_refuse, cannot_be_said
from journees import UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.plan import NatureTravail

REGLE = "accueil_jury"
ACCUEIL = NatureTravail.ACCUEIL


@pytest.mark.parametrize(("minutes", "allowed"), [(0, True), (1, False), (-30, True), (240, False)])
def test_the_day_of_a_jury_begins_with_it(minutes, allowed):
    s = session(candidats=1)
    plan = settle(s, work_shifted(journee(s, UN), minutes, ACCUEIL))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def test_an_oral_is_not_before_it_either():
    s = session(candidats=1)
    both_refuse(s, settle(s, shifted(journee(s, UN), -61, "C1", "PP")), REGLE, "premier")


def test_it_lasts_what_the_reglage_says():
    s = session(candidats=1)
    cannot_be_said(s, work_lasting(journee(s, UN), 9, ACCUEIL), REGLE, "court")
    both_allow(reglees(s, accueil_jury=9), work_lasting(journee(s, UN), 9, ACCUEIL), REGLE)
    assert breaches(reglees(s, accueil_jury=5), journee(s, UN), REGLE) == ()


def test_each_day_of_a_jury_has_its_own():
    s = session(candidats=1)
    cannot_be_said(s, without_work(journee(s, UN), ACCUEIL), REGLE, "absent")


def test_what_a_candidat_does_without_it_does_not_matter():
    s = session(candidats=1)
    both_allow(s, settle(s, shifted(journee(s, UN), -60, "C1", "QP")), REGLE)


def test_of_two_the_first_is_what_the_day_begins_with():
    s = session(candidats=1)
    again = with_work(journee(s, UN), travail("J1", ACCUEIL, a("9:10"), 5))
    assert breaches(s, again, REGLE) == ()
    late = with_work(work_shifted(journee(s, UN), 10, ACCUEIL), travail("J1", ACCUEIL, a("9:10"), 10))
    assert [dict(v.donnees) for v in breaches(s, late, REGLE)] == [{"debut": a("8:40")}]
