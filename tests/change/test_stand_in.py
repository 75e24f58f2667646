"""Somebody, or a room, in the place of another: what moves with it, what does not, and which of them costs least."""

from dataclasses import replace

from builders import LUNDI, a, absent, session
from edits import with_people
from journees import TROIS, journee
from tpplanner.change.contingency import after, stand_in
from tpplanner.change.steps.in_place import put_in_place
from tpplanner.domain.answers import Failure, PartOfDay, Resource
from tpplanner.domain.plan import Composition, Plan
from tpplanner.domain.session import Lien, Personne, Role, Salle

M1, SALLE, ECRIT, SURVEILLANT = (
    Resource("M1", ("membre",)),
    Resource("S1"),
    Resource("Ecrit"),
    Resource("S1", ("surveillant",)),
)


def after_failure(s, resource, moment=PartOfDay.MORNING):
    """The plan with a stand-in, as none or one, and the plan before."""
    plan = journee(session(), TROIS)
    failure = Failure(resource, LUNDI, moment)
    return stand_in(after(s, plan, failure).session, plan, failure), plan


def test_a_membre_is_replaced_all_day_in_the_jury_that_he_leaves():
    (again,), plan = after_failure(session(nb_membres=3), M1, PartOfDay.AFTERNOON)
    assert [c.membres for c in again.compositions] == [("M2", "M3")]
    assert (again.passages, again.travaux, again.presences) == (plan.passages, plan.travaux, plan.presences)


def test_who_sits_twice_a_day_is_replaced_only_in_the_jury_that_he_leaves():
    twice = (
        Composition("J1", a("8:30"), a("12:00"), ("M1", "M2"), "S1"),
        Composition("J2", a("13:00"), a("17:00"), ("M1", "M2"), "S1"),
    )
    again = put_in_place(Plan((), (), (), twice), M1, Failure(M1, LUNDI, PartOfDay.AFTERNOON).plage, "M3")
    assert [c.membres for c in again.compositions] == [("M1", "M2"), ("M2", "M3")]


def test_nobody_stands_in_who_may_not_judge_a_candidat():
    s = replace(session(nb_membres=3), liens=(Lien("C2", "M3"),))
    assert after_failure(s, M1)[0] == ()


def test_the_jury_of_a_lost_room_is_elsewhere_all_day():
    (again,), plan = after_failure(session(nb_membres=4), SALLE)
    assert {c.salle for c in again.compositions} == {"S2"}
    assert {x.salle for p in again.passages for x in p.suivies} == {"S2"}
    assert {x.salle for p in again.passages for x in p.parties if not x.jury} == {"Ecrit"}
    assert again.presences == plan.presences


def test_a_written_epreuve_moves_with_its_surveillant_and_only_while_the_room_is_lost():
    s = session()
    s = replace(s, salles=(*s.salles, Salle("Ecrit2", "Autre", ("ecrit",), postes=5)))
    (again,), _ = after_failure(s, ECRIT)
    assert {x.salle for p in again.passages if p.epreuve == "QP" for x in p.parties} == {"Ecrit2"}
    assert {p.salle for p in again.presences if p.role == Role.SURVEILLANT} == {"Ecrit2"}
    assert after_failure(s, ECRIT, PartOfDay.AFTERNOON)[0] != (again,), "nothing is written after noon"


def test_a_room_too_small_is_no_stand_in():
    s = session()
    s = replace(s, salles=(*s.salles, Salle("Ecrit2", "Autre", ("ecrit",), postes=2)))
    assert after_failure(s, ECRIT)[0] == ()


def test_who_has_another_role_is_no_stand_in():
    assert after_failure(session(nb_membres=3), SURVEILLANT)[0] == ()
    s = with_people(session(), Personne("P2", "AUTRE", (Role.SURVEILLANT, Role.COMEDIEN)))
    (again,), _ = after_failure(s, SURVEILLANT)
    assert [p.personne for p in again.presences if p.role == Role.SURVEILLANT] == ["P2"]


def test_of_two_who_cost_alike_the_first_of_the_list_stands_in():
    (again,), _ = after_failure(session(nb_membres=5), M1)
    assert again.compositions[0].membres == ("M2", "M3")


def test_who_is_not_free_then_does_not_stand_in():
    s = with_people(
        session(),
        Personne("P2", "AUTRE", (Role.SURVEILLANT,), indisponibilites=(absent("9:15", "12:00"),)),
        Personne("P3", "LIBRE", (Role.SURVEILLANT,)),
    )
    (again,), _ = after_failure(s, SURVEILLANT)
    assert [p.personne for p in again.presences if p.role == Role.SURVEILLANT] == ["P3"]
