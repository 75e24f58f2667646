from dataclasses import replace
from datetime import timedelta

import pytest

from builders import a, session
from edits import reglees, sitting
from halves import Verdict, both_allow, both_refuse, cannot_be_said, solver_verdict
from journees import TROIS, UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.session import Jury
from worlds import observateur

REGLE = "jury_nombre"


@pytest.mark.parametrize(("membres", "allowed"), [(("M1", "M2"), True), (("M1",), False), ((), False)])
def test_two_sit_at_least(membres, allowed):
    s = session(candidats=1)
    (both_allow if allowed else both_refuse)(s, sitting(journee(s, UN), *membres), REGLE)


@pytest.mark.parametrize(("membres", "allowed"), [(("M1", "M2"), True), (("M1",), False)])
def test_they_are_there_for_an_accueil_of_no_length_that_begins_their_day(membres, allowed):
    s = reglees(session(candidats=1), accueil_jury=0)
    (both_allow if allowed else both_refuse)(s, sitting(journee(s, UN), *membres), REGLE)


def test_the_referentiel_may_ask_for_three():
    s = session(candidats=1, nb_membres=3)
    three = replace(s, referentiel=replace(s.referentiel, membres_min=3))
    both_refuse(three, journee(three, UN), REGLE)
    both_allow(three, sitting(journee(three, UN), "M1", "M2", "M3"), REGLE)


def test_an_observateur_does_not_count():
    s = session(candidats=1)
    s = replace(s, membres=(*s.membres, observateur("O1")))
    cannot_be_said(s, sitting(journee(s, UN), "M1", "O1"), REGLE)
    assert breaches(s, sitting(journee(s, UN), "M1", "M2", "O1"), REGLE) == ()


@pytest.mark.parametrize("membres", [("M1", "M1"), ("M1", "inconnu")])
def test_nor_does_one_membre_twice_nor_somebody_unknown(membres):
    s = session(candidats=1)
    cannot_be_said(s, sitting(journee(s, UN), *membres), REGLE)


@pytest.mark.parametrize(("debut", "fin"), [("8:31", "11:50"), ("8:30", "11:49")])
def test_they_are_there_for_all_that_the_jury_does(debut, fin):
    s = session(candidats=1)
    plan = journee(s, UN)
    shorter = tuple(replace(c, debut=a(debut), fin=a(fin)) for c in plan.compositions)
    cannot_be_said(s, replace(plan, compositions=shorter), REGLE)


def test_being_there_longer_does_no_harm():
    s = session(candidats=1)
    plan = journee(s, UN)
    longer = tuple(replace(c, debut=a("8:00"), fin=a("19:00")) for c in plan.compositions)
    both_allow(s, replace(plan, compositions=longer), REGLE)


@pytest.mark.parametrize(("afternoon", "allowed"), [(("M1", "M2"), True), (("M1", "M3"), False), (("M3", "M4"), False)])
def test_a_jury_whose_membres_change_is_another_jury(afternoon, allowed):
    s = session(nb_membres=4)
    plan = journee(s, TROIS)
    (whole,) = plan.compositions
    noon = a("12:00")
    halves = (replace(whole, fin=noon), replace(whole, debut=noon, membres=afternoon))
    assert (breaches(s, replace(plan, compositions=halves), REGLE) == ()) is allowed


def test_two_compositions_at_once_are_refused():
    s = session(candidats=1, nb_membres=4)
    plan = journee(s, UN)
    (one,) = plan.compositions
    cannot_be_said(s, replace(plan, compositions=(one, replace(one, membres=("M3", "M4")))), REGLE)


@pytest.mark.parametrize("membres", [(), ("M1",), ("M1", "M1"), ("M1", "O1")])
def test_a_given_jury_of_too_few_cannot_sit(membres):
    s = session(candidats=1, jurys=(Jury("J1", membres),))
    s = replace(s, membres=(*s.membres, observateur("O1")))
    plan = sitting(journee(s, UN), *dict.fromkeys(m for m in membres if m != "O1"))
    both_refuse(s, plan, REGLE)


def test_the_solver_calls_nobody_who_is_not_needed():
    """Stricter than the audit: a membre more than asked for costs a day and changes nothing."""
    s = session(candidats=1, nb_membres=3)
    three = sitting(journee(s, UN), "M1", "M2", "M3")
    assert breaches(s, three, REGLE) == ()
    assert solver_verdict(s, three, REGLE) is Verdict.REFUSED


def test_the_hours_of_a_composition_follow_those_of_its_day():
    s = session(candidats=1, nb_jours=2)
    plan = journee(s, UN)
    other_day = tuple(
        replace(c, debut=c.debut + timedelta(days=1), fin=c.fin + timedelta(days=1)) for c in plan.compositions
    )
    cannot_be_said(s, replace(plan, compositions=other_day), REGLE)


def test_a_jury_of_too_few_is_pointed_at_or_what_it_does_where_nobody_sits():
    s = session(candidats=1)
    plan = sitting(journee(s, UN), "M1")
    (violation,) = breaches(s, plan, REGLE)
    assert violation.elements == plan.compositions
    (violation,) = breaches(s, replace(plan, compositions=()), REGLE)
    assert violation.elements == plan.travaux[:1]
