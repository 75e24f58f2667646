"""A jury that the centre gives: who does not sit with it, why, and who else does is said."""

from dataclasses import replace

from builders import a, absent, session
from edits import changed, sitting
from journees import UN, journee
from tpplanner.diagnosis.capacity import beside_given
from tpplanner.domain.duties import declined_away
from tpplanner.domain.plan import Plan, Presence
from tpplanner.domain.session import Jury, Lien, Reponse, Session

GIVEN = (Jury("J1", ("M1", "M2", "M3")),)


def told(s: Session, plan: Plan) -> list[str]:
    issues = list(beside_given(s, plan))
    assert {issue.sheet for issue in issues} <= {"Jurys"}
    return [f"{issue.message} {issue.hint}" for issue in issues]


def given(jurys: tuple[Jury, ...] = GIVEN, nb_membres: int = 4) -> Session:
    return session(candidats=1, nb_membres=nb_membres, jurys=jurys)


def test_nothing_is_said_of_a_jury_that_sits_whole():
    assert told(given(), sitting(journee(given(), UN), "M1", "M2", "M3")) == []


def test_nothing_is_said_of_juries_that_the_centre_leaves_to_be_composed():
    s = given(jurys=())
    assert told(s, sitting(journee(s, UN), "M1", "M4")) == []


def test_who_does_not_sit_is_named_and_whether_the_workbook_says_why():
    s = given()
    (one,) = told(s, journee(s, UN))
    assert "siège sans" in one
    assert "Rien dans le classeur ne l'en empêche." in one
    away = changed(s, "M3", indisponibilites=(absent("8:00", "9:00"),))
    (one,) = told(away, journee(away, UN))
    assert "Il n'est pas libre, ou pas habilité, ce jour-là." in one
    not_able = changed(s, "M3", habilitations=())
    (one,) = told(not_able, journee(not_able, UN))
    assert "Il n'est pas libre, ou pas habilité, ce jour-là." in one


def test_who_stands_aside_for_a_candidat_is_said_to():
    s = replace(given(), liens=(Lien("C1", "M3", "voisins"),))
    (one,) = told(s, journee(s, UN))
    assert "siège sans" in one
    assert "Il se déporte : il a un lien avec un candidat" in one


def test_who_declined_is_said_to_have_by_a_search_as_by_the_check_of_its_plan():
    s = changed(given(), "M3", reponse=Reponse.DECLINE)
    (by_check,) = told(s, journee(s, UN))
    assert "Ce membre a décliné : colonne Réponse de la feuille Membres." in by_check
    searched = declined_away(s)
    assert told(searched, journee(searched, UN)) == [by_check]
    tied = replace(s, liens=(Lien("C1", "M3", "voisins"),))
    assert told(tied, journee(tied, UN)) == [by_check]


def test_who_is_taken_elsewhere_is_not_said_to_be_free():
    s = given()
    plan = journee(s, UN)
    (one,) = plan.compositions
    leads = replace(plan, presences=(*plan.presences, Presence("M3", "responsable", one.debut, one.fin)))
    (remark,) = beside_given(s, leads)
    assert "n'est pas libre" in remark.hint
    after = replace(plan, presences=(*plan.presences, Presence("M3", "responsable", one.fin, a("19:00"))))
    (remark,) = beside_given(s, after)
    assert "Rien dans le classeur" in remark.hint


def test_who_replaces_a_membre_is_named_and_whether_the_centre_allows_it():
    away = {"indisponibilites": (absent("8:00", "19:00"),)}
    s = changed(given((Jury("J1", ("M1", "M2"), remplacants=("M3",)),)), "M2", **away)
    missing, instead = told(s, sitting(journee(s, UN), "M1", "M3"))
    assert "n'est pas libre" in missing
    assert "siège avec" in instead
    assert "Il y remplace un membre" in instead
    _, nobody_s = told(s, sitting(journee(s, UN), "M1", "M4"))
    assert "notez-le dans la colonne Remplaçants" in nobody_s
