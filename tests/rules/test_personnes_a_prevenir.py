from dataclasses import replace
from datetime import time

from builders import LUNDI, a, oral, referentiel, session
from changed_from import disturbs
from edits import changed, jury_in, on_day, shifted, sitting, with_people, work_at, work_shifted
from journees import UN, journee
from tpplanner.domain.plan import NatureTravail
from tpplanner.domain.session import Convocation, Personne, Role
from worlds import comedie

REGLE = "personnes_a_prevenir"

COMEDIE = """
9:00 QP C1
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:30 correction C1 QP
9:40 MSP C1
10:20 ET C1
10:40 EF C1
11:10 cloture
"""


def test_nothing_is_told_where_nothing_changes():
    s = session(candidats=1, nb_membres=4)
    plan = journee(s, UN)
    disturbs(s, plan, plan, REGLE, 0)
    disturbs(s, plan, journee(s, UN.replace("J1", "J7")), REGLE, 0)


def test_a_membre_in_the_place_of_another_is_told_to_these_two():
    s = session(candidats=1, nb_membres=4)
    plan = journee(s, UN)
    disturbs(s, plan, sitting(plan, "M2", "M3"), REGLE, 2)
    disturbs(s, plan, sitting(plan, "M1", "M2", "M3"), REGLE, 1)


def test_a_jury_in_another_room_is_told_to_its_membres_and_to_those_whom_it_hears():
    s = session(candidats=1, nb_membres=4)
    plan = journee(s, UN)
    disturbs(s, plan, jury_in(plan, "S2"), REGLE, 3)


def test_an_hour_is_told_to_its_candidat_alone_where_the_jury_begins_and_ends_as_before():
    s = session(candidats=1)
    plan = journee(s, UN)
    disturbs(s, plan, shifted(plan, 5, "C1", "PP"), REGLE, 1)


def test_each_is_told_once_however_much_changes():
    """On another day: the candidat, both membres, the surveillant, and the responsable who leads another day."""
    s = session(candidats=1, nb_jours=2)
    plan = journee(s, UN)
    disturbs(s, plan, on_day(plan, 1), REGLE, 5)


def test_a_reading_that_moves_is_told_to_nobody_and_an_accueil_to_the_membres():
    s = session(candidats=1)
    plan = journee(s, UN)
    disturbs(s, plan, work_shifted(plan, 5, NatureTravail.LECTURE), REGLE, 0)
    sooner = work_shifted(plan, -5, NatureTravail.ACCUEIL)
    sooner = replace(sooner, compositions=tuple(replace(c, debut=a("8:25")) for c in plan.compositions))
    disturbs(s, plan, sooner, REGLE, 2)


def test_another_surveillant_is_told_to_both():
    s = session(candidats=1)
    s = replace(s, personnes=(*s.personnes, Personne("S9", "AUTRE", (Role.SURVEILLANT,))))
    plan = journee(s, UN)
    there = next(p for p in plan.presences if p.role == Role.SURVEILLANT)
    other = {"S1": "S9", "S9": "S1"}[there.personne]
    swapped = replace(plan, presences=tuple(replace(p, personne=other) if p == there else p for p in plan.presences))
    disturbs(s, swapped, plan, REGLE, 2)


def test_an_aide_follows_the_candidat():
    s = changed(session(candidats=1), "C1", aide="A1")
    s = with_people(s, Personne("A1", "AIDE", (Role.AIDE,)))
    plan = journee(s, UN)
    assert Role.AIDE in {p.role for p in plan.presences}
    hours = ("9:40 PP", "9:45 PP"), ("10:20", "10:25"), ("11:05", "11:10"), ("11:35", "11:40")
    disturbs(s, plan, journee(s, UN, *hours), REGLE, 4)


def test_a_comedien_is_told_of_passages_at_another_hour():
    s = with_people(session(comedie(), candidats=1), Personne("K1", "K1", (Role.COMEDIEN,)))
    plan = journee(s, COMEDIE)
    later = journee(s, COMEDIE, ("9:40 MSP", "9:45 MSP"), ("10:20", "10:25"), ("10:40", "10:45"), ("11:10", "11:15"))
    disturbs(s, plan, later, REGLE, 4)


ORAUX = """
J1 : M1 M2 en S1
8:20 accueil
8:40 lecture C1
9:00 EF C1
11:40 cloture
J2 : M3 M4 en S2
8:20 accueil
8:40 lecture C2
9:10 EF C2
9:40 cloture
"""
"""The accueil of 8:30 calls both: it ends ten minutes before C2 begins."""


def two_orals(**autres):
    return session(referentiel(oral("EF", 20)), candidats=2, nb_membres=4, **autres)


def test_who_is_called_at_another_hour_is_told_though_his_passage_stays():
    """C1 goes to 11:00, the accueil to 8:40, and C2 with it."""
    s = two_orals()
    plan, later = journee(s, ORAUX), journee(s, ORAUX, ("9:00 EF", "11:00 EF"))
    assert [[x.debut for x in day.accueils] for day in (plan, later)] == [[a("8:30")], [a("8:40")]]
    disturbs(s, plan, later, REGLE, 2)


def test_who_comes_to_be_called_by_the_accueil_is_told():
    s, quarter = two_orals(), ("9:10 EF", "9:15 EF")
    disturbs(s, journee(s, ORAUX, quarter), journee(s, ORAUX, quarter, ("9:00 EF", "11:00 EF")), REGLE, 2)


def test_an_accueil_that_moves_is_not_told_to_those_whom_it_does_not_call():
    s, apart = two_orals(), ("9:10 EF", "9:20 EF")
    disturbs(s, journee(s, ORAUX, apart), journee(s, ORAUX, apart, ("9:00 EF", "8:55 EF")), REGLE, 1)


def test_a_convocation_that_says_later_hides_an_accueil_that_moves():
    s = two_orals(convocations=(Convocation("C2", LUNDI, time(8, 50)),))
    disturbs(s, journee(s, ORAUX), journee(s, ORAUX, ("9:00 EF", "11:00 EF")), REGLE, 1)


def test_the_hour_at_which_the_plan_has_him_begin_is_no_convocation_of_his():
    s = two_orals(convocations=(Convocation("C2", LUNDI, time(9, 10), deduite=True),))
    disturbs(s, journee(s, ORAUX), journee(s, ORAUX, ("9:00 EF", "11:00 EF")), REGLE, 2)


def beginning(plan, heure):
    """The plan whose jury begins then, and its accueil with it."""
    (jury,) = plan.compositions
    later = work_at(plan, a(heure), NatureTravail.ACCUEIL)
    return replace(later, compositions=(replace(jury, debut=a(heure)),))


def test_a_jury_that_begins_within_the_same_five_minutes_convenes_its_membres_as_before():
    s = session(candidats=1)
    plan = beginning(journee(s, UN, ("8:40 lecture", "8:50 lecture")), "8:31")
    disturbs(s, plan, beginning(plan, "8:34"), REGLE, 0)
    disturbs(s, plan, beginning(plan, "8:30"), REGLE, 0)
    disturbs(s, plan, beginning(plan, "8:35"), REGLE, 2)
    disturbs(s, plan, beginning(plan, "8:29"), REGLE, 2)
