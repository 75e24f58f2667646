import pytest

from builders import a, session, travail
from edits import reglees, settle, shifted, with_work, without_work, work_lasting, work_shifted
from halves import both_allow, cannot_be_said
from journees import UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.plan import NatureTravail
from worlds import en_deux_temps

REGLE = "deliberation"
SIENNE = NatureTravail.DELIBERATION


def test_it_begins_where_the_last_passage_ends():
    s = session(candidats=1)
    both_allow(s, journee(s, UN), REGLE)


@pytest.mark.parametrize("minutes", [-1, 1])
def test_a_minute_earlier_or_later_is_refused(minutes):
    s = session(candidats=1)
    cannot_be_said(s, work_shifted(journee(s, UN), minutes, SIENNE), REGLE, "moment")


def test_a_minute_short_is_refused():
    s = session(candidats=1)
    cannot_be_said(s, work_lasting(journee(s, UN), 9, SIENNE), REGLE, "courte")
    both_allow(reglees(s, deliberation=9), work_lasting(journee(s, UN), 9, SIENNE), REGLE)


def test_a_jury_that_takes_longer_is_free_to():
    s = session(candidats=1)
    assert breaches(s, work_lasting(journee(s, UN), 11, SIENNE), REGLE) == ()


def test_none_at_all_is_refused():
    s = session(candidats=1)
    cannot_be_said(s, without_work(journee(s, UN), SIENNE), REGLE, "absente")


def test_a_candidat_heard_on_two_days_is_deliberated_on_each_day():
    s = session(en_deux_temps(), candidats=1, nb_jours=2)
    plan = journee(
        s,
        """
        J1 : M1 M2 en S1
        8:30 accueil
        8:40 lecture C1
        9:00 PP C1
        9:40 cloture
        jour 2
        8:30 accueil
        9:00 ET C1
        9:20 QAP C1
        9:40 EF C1
        10:05 cloture
        """,
    )
    both_allow(s, plan, REGLE)
    first, second = (t for t in plan.travaux if t.nature is SIENNE)
    for forgotten in (first, second):
        travaux = tuple(t for t in plan.travaux if t is not forgotten)
        cannot_be_said(s, type(plan)(plan.passages, travaux, plan.presences, plan.compositions), REGLE, "absente")


def test_it_moves_with_the_last_passage():
    s = session(candidats=1)
    both_allow(s, settle(s, shifted(journee(s, UN), 20, "C1", "EF")), REGLE)


@pytest.mark.parametrize(("hour", "broken"), [("10:20", []), ("11:26", ["moment"])])
def test_of_two_on_a_day_the_last_is_that_of_his_last_passage(hour, broken):
    s = session(candidats=1)
    twice = with_work(journee(s, UN), travail("J1", SIENNE, a(hour), 10, "C1"))
    assert [v.cas for v in breaches(s, twice, REGLE)] == broken


def test_where_there_is_none_the_last_passage_is_pointed_at():
    s = session(candidats=1)
    (violation,) = breaches(s, without_work(journee(s, UN), SIENNE), REGLE)
    assert [passage.epreuve for passage in violation.elements] == ["EF"]
