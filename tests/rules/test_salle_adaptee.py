import pytest

from builders import session
from edits import changed, in_room, jury_in, settle
from halves import audit_allows, both_allow, both_refuse, cannot_be_said
from journees import TROIS, UN, journee
from tpplanner.domain.session import Salle

REGLE = "salle_adaptee"

ROOMS = (
    Salle("Ecrit", "Salle d'écrit", ("ecrit",), postes=20),
    Salle("Etage", "Salle d'écrit à l'étage", ("ecrit", "jury"), postes=20, accessible=False),
    Salle("S1", "Salle 1", ("jury",)),
)


@pytest.mark.parametrize(("salle", "allowed"), [("Ecrit", True), ("Etage", True), ("S1", False)])
def test_a_written_epreuve_is_in_a_room_for_it(salle, allowed):
    s = session(candidats=1, salles=ROOMS)
    plan = settle(s, in_room(journee(s, UN), salle, "C1", "QP"))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


@pytest.mark.parametrize(("salle", "allowed"), [("S1", True), ("Etage", True), ("Ecrit", False)])
def test_an_oral_is_in_a_room_for_juries(salle, allowed):
    s = session(candidats=1, salles=ROOMS)
    (both_allow if allowed else both_refuse)(s, jury_in(journee(s, UN), salle), REGLE)


def test_a_room_that_does_not_exist_suits_nothing():
    s = session(candidats=1, salles=ROOMS)
    cannot_be_said(s, in_room(journee(s, UN), "Grenier", "C1", "QP"), REGLE, "inconnue")
    assert not audit_allows(s, in_room(journee(s, UN), "", "C1", "EF"), REGLE)


@pytest.mark.parametrize("who", ["C1", "C2"])
def test_it_is_accessible_to_who_needs_it(who):
    s = changed(session(salles=ROOMS), who, salle_accessible=True)
    plan = journee(s, TROIS)
    both_allow(s, plan, REGLE)
    both_refuse(s, settle(s, in_room(plan, "Etage", who, "QP")), REGLE, "accessible")
    both_refuse(s, jury_in(plan, "Etage"), REGLE, "accessible")


def test_and_need_not_be_to_others():
    s = changed(session(salles=ROOMS), "C1", salle_accessible=True)
    both_allow(s, settle(s, in_room(journee(s, TROIS), "Etage", "C2", "QP")), REGLE)
