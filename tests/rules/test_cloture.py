import pytest

from builders import a, session, travail
from edits import reglees, settle, shifted, with_work, without_work, work_lasting, work_shifted
from halves import both_allow, both_refuse, cannot_be_said
from journees import UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.plan import NatureTravail

REGLE = "cloture"
CLOTURE = NatureTravail.CLOTURE


@pytest.mark.parametrize(("minutes", "allowed"), [(0, True), (-1, False), (60, True), (-180, False)])
def test_the_day_of_a_jury_ends_with_it(minutes, allowed):
    """C1 is delibered on until 11:35."""
    s = session(candidats=1)
    plan = settle(s, work_shifted(journee(s, UN), minutes, CLOTURE))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def test_an_oral_after_it_is_refused():
    s = session(candidats=1)
    both_refuse(s, settle(s, shifted(journee(s, UN), 1, "C1", "EF")), REGLE, "derniere")


def test_it_lasts_what_the_reglage_says():
    s = session(candidats=1)
    cannot_be_said(s, work_lasting(journee(s, UN), 14, CLOTURE), REGLE, "courte")
    both_allow(reglees(s, cloture=14), work_lasting(journee(s, UN), 14, CLOTURE), REGLE)
    assert breaches(reglees(s, cloture=5), journee(s, UN), REGLE) == ()


def test_each_day_of_a_jury_has_its_own():
    s = session(candidats=1)
    cannot_be_said(s, without_work(journee(s, UN), CLOTURE), REGLE, "absente")


def test_a_written_epreuve_in_the_afternoon_does_not_matter():
    s = session(candidats=1)
    both_allow(s, settle(s, shifted(journee(s, UN), 300, "C1", "QP")), REGLE)


def test_of_two_the_last_is_what_the_day_ends_with():
    s = session(candidats=1)
    before = with_work(journee(s, UN), travail("J1", CLOTURE, a("9:10"), 5))
    assert breaches(s, before, REGLE) == ()
