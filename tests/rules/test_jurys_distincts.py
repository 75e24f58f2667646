"""Two juries of a day with the same membres would be one, whose free hours between them would count for nothing."""

from dataclasses import replace

import pytest

from builders import a, oral, referentiel, session
from halves import audit_allows, both_allow, both_refuse
from journees import journee
from tpplanner.domain.session import Jury
from worlds import observateur

REGLE = "jurys_distincts"

JOUR = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
8:45 EF C1
9:15 cloture
J2 : {} en S1
14:00 accueil
14:10 lecture C2
14:45 EF C2
15:15 cloture
"""


@pytest.mark.parametrize(
    ("second", "allowed"), [("M1 M2", False), ("M2 M1", False), ("M2 M3", True), ("M1 M2 M3", True), ("M3 M4", True)]
)
def test_two_juries_of_a_day_differ_by_a_membre(second, allowed):
    s = session(referentiel(oral("EF", 15)), candidats=2, nb_membres=4)
    (both_allow if allowed else both_refuse)(s, journee(s, JOUR.format(second)), REGLE)


def test_on_two_days_they_may_be_the_same():
    s = session(referentiel(oral("EF", 15)), candidats=2, nb_jours=2)
    plan = journee(s, JOUR.format("M1 M2").replace("J2", "jour 2\n    J2"))
    both_allow(s, plan, REGLE)


def test_an_observateur_makes_no_difference():
    s = session(referentiel(oral("EF", 15)), candidats=2)
    s = replace(s, membres=(*s.membres, observateur("O1")))
    assert not audit_allows(s, journee(s, JOUR.format("M1 M2 O1")), REGLE)


def test_it_holds_of_juries_that_the_centre_gives():
    s = session(referentiel(oral("EF", 15)), candidats=2, nb_membres=3)
    given = replace(s, jurys=(Jury("J1", ("M1", "M2")), Jury("J2", ("M2", "M1"))))
    both_refuse(given, journee(given, JOUR.format("M2 M1")), REGLE)
    given = replace(s, jurys=(Jury("J1", ("M1", "M2")), Jury("J2", ("M2", "M3"))))
    both_allow(given, journee(given, JOUR.format("M2 M3")), REGLE)


def test_one_jury_in_two_halves_is_one():
    s = session(referentiel(oral("EF", 15)), candidats=2, nb_membres=4)
    plan = journee(s, JOUR.format("M3 M4"))
    first, second = plan.compositions
    halves = replace(first, fin=a("9:00")), replace(first, debut=a("9:00"))
    assert audit_allows(s, replace(plan, compositions=(*halves, second)), REGLE)
