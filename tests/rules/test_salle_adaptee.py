import pytest

from builders import a, session
from edits import changed, in_room, jury_in, settle
from halves import audit_allows, both_allow, both_refuse, cannot_be_said
from journees import TROIS, UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.plan import Partie, Passage, Plan
from tpplanner.domain.session import Salle
from worlds import chantier

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


@pytest.mark.parametrize(
    ("rooms", "told"),
    [
        (("Plateau", "Plateau"), []),
        (("Grenier", "Cave"), ["Grenier"]),
        (("Plateau", "Cave"), ["Cave"]),
        (("S1", "Cave"), ["S1"]),
    ],
)
def test_of_a_passage_in_two_parts_the_first_room_that_does_not_suit_is_told(rooms, told):
    s = session(chantier(), candidats=1)
    spans = (("9:00", "12:00"), ("12:45", "13:45"))
    parts = (Partie(0, a(debut), a(fin), salle) for (debut, fin), salle in zip(spans, rooms, strict=True))
    found = breaches(s, Plan((Passage("C1", "MSP", tuple(parts)),)), REGLE)
    assert [dict(v.donnees)["salle"] for v in found] == told


def test_of_somebody_or_something_unknown_a_room_is_asked_for_that_exists():
    s = session(candidats=1)
    stranger, unknown = (
        Passage(candidat, epreuve, (Partie(0, a("9:00"), a("9:30"), "Ecrit"),))
        for candidat, epreuve in (("inconnu", "QP"), ("C1", "inconnue"))
    )
    assert breaches(s, Plan((stranger, unknown)), REGLE) == ()
