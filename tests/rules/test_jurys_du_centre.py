"""Juries that the centre gives: they alone sit, with their membres, or with who may replace those who are missing."""

from dataclasses import replace

import pytest

from builders import a, absent, oral, referentiel, session
from edits import changed, merged, on_day, renamed, sitting
from halves import both_allow, both_refuse, cannot_be_said, rules_allow
from journees import UN, journee
from tpplanner.audit import breaches, check
from tpplanner.domain.answers import Planned
from tpplanner.domain.held import held
from tpplanner.domain.imprevus import Imprevu, Remplacement
from tpplanner.domain.plan import Presence
from tpplanner.domain.session import Jury, Lien, Personne, Reponse, Role, Session
from tpplanner.solver import Budget, best_plan
from worlds import observateur

REGLE = "jurys_du_centre"

TROIS_MEMBRES = (Jury("J1", ("M1", "M2", "M3")),)
DEUX_ET_UN = (Jury("J1", ("M1", "M2"), remplacants=("M3",)),)


def given(jurys: tuple[Jury, ...] = TROIS_MEMBRES, nb_membres: int = 4, **more: object) -> Session:
    return session(candidats=1, nb_membres=nb_membres, jurys=jurys, **more)


def day(s: Session, *membres: str):
    return sitting(journee(s, UN), *membres)


def test_where_the_centre_gives_none_anybody_sits():
    s = given(())
    both_allow(s, day(s, "M1", "M4"), REGLE)


def test_a_jury_that_is_given_sits_whole():
    s = given()
    both_allow(s, day(s, "M1", "M2", "M3"), REGLE)
    both_refuse(s, day(s, "M1", "M2"), REGLE, "sans")


def test_nobody_else_sits_with_it_nor_in_the_place_of_one_of_its_membres():
    s = given()
    both_refuse(s, day(s, "M1", "M2", "M3", "M4"), REGLE, "avec")
    both_refuse(s, day(s, "M1", "M2", "M4"), REGLE, "avec")
    away = changed(s, "M3", indisponibilites=(absent("8:00", "9:00"),))
    both_refuse(away, day(away, "M1", "M2", "M4"), REGLE, "avec")


def test_no_other_jury_sits():
    s = given((Jury("Rouge", ("M1", "M2")),))
    cannot_be_said(s, day(s, "M1", "M2"), REGLE, "inconnu")


def test_an_observateur_of_a_jury_is_not_missed():
    s = given((Jury("J1", ("M1", "M2", "O1")),))
    s = replace(s, membres=(*s.membres, observateur("O1")))
    both_allow(s, day(s, "M1", "M2"), REGLE)
    assert breaches(s, day(s, "M1", "M2", "O1"), REGLE) == ()


# Who may be missing


@pytest.mark.parametrize(("debut", "fin"), [("8:00", "9:00"), ("0:00", "0:01"), ("23:58", "23:59")])
def test_who_is_away_for_a_minute_of_the_day_may_be_missing_and_need_not(debut, fin):
    s = changed(given(), "M3", indisponibilites=(absent(debut, fin),))
    both_allow(s, day(s, "M1", "M2"), REGLE)
    both_allow(s, day(s, "M1", "M2", "M3"), REGLE)


def test_who_is_away_on_another_day_is_not_excused():
    s = given(nb_jours=2)
    s = changed(s, "M3", indisponibilites=(absent("0:00", "23:59", 1),))
    both_refuse(s, day(s, "M1", "M2"), REGLE, "sans")


def test_who_is_not_able_or_has_declined_may_be_missing():
    for field in ({"habilitations": ()}, {"reponse": Reponse.DECLINE}):
        s = changed(given(), "M3", **field)
        both_allow(s, day(s, "M1", "M2"), REGLE)
    asked = changed(given(), "M3", reponse=Reponse.SOLLICITE)
    both_refuse(asked, day(asked, "M1", "M2"), REGLE, "sans")


def test_who_leads_the_day_may_be_missing_who_only_could_may_not():
    s = given(personnes=(Personne("M3", "MEMBRE", (Role.RESPONSABLE,)),))
    plan = replace(day(s, "M1", "M2"), presences=())
    both_refuse(s, plan, REGLE, "sans")
    (one,) = plan.compositions
    both_allow(s, replace(plan, presences=(Presence("M3", "responsable", one.debut, one.fin),)), REGLE)


def linked(*liens: Lien, jurys: tuple[Jury, ...] = TROIS_MEMBRES) -> Session:
    return given(jurys, nb_membres=6, nb_salles=2, liens=liens)


def test_of_the_only_given_jury_who_has_a_link_with_the_candidat_stands_aside():
    s = linked(Lien("C1", "M3"))
    both_allow(s, day(s, "M1", "M2"), REGLE)


def test_who_has_no_link_does_not_stand_aside_with_him():
    s = linked(Lien("C1", "M3"), jurys=(Jury("J1", ("M1", "M2", "M3", "M4")),))
    both_refuse(s, day(s, "M1", "M2"), REGLE, "sans")
    both_allow(s, day(s, "M1", "M2", "M4"), REGLE)


def test_nobody_stands_aside_where_another_given_jury_has_no_link_with_the_candidat():
    other = Jury("J2", ("M4", "M5", "M6"))
    s = linked(Lien("C1", "M3"), jurys=(*TROIS_MEMBRES, other))
    both_refuse(s, day(s, "M1", "M2"), REGLE, "sans")
    too_small = linked(Lien("C1", "M3"), jurys=(*TROIS_MEMBRES, replace(other, membres=("M4",))))
    both_allow(too_small, day(too_small, "M1", "M2"), REGLE)
    both_linked = linked(Lien("C1", "M3"), Lien("C1", "M5"), jurys=(*TROIS_MEMBRES, other))
    both_allow(both_linked, day(both_linked, "M1", "M2"), REGLE)


EF = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 EF C1
9:30 cloture
"""


def test_a_link_with_a_candidat_of_another_day_keeps_nobody_home():
    ref = referentiel(oral("EF", 20))
    s = session(ref, candidats=2, nb_membres=3, nb_jours=2, jurys=TROIS_MEMBRES, liens=(Lien("C2", "M3"),))
    first_day = journee(s, EF)
    both = merged(first_day, on_day(renamed(first_day, C1="C2"), 1))
    both_refuse(s, both, REGLE, "sans")
    (first, second) = both.compositions
    both_allow(s, replace(both, compositions=(replace(first, membres=("M1", "M2", "M3")), second)), REGLE)


# Who may replace them


def test_a_remplacant_sits_in_the_place_of_who_is_missing():
    s = changed(given(DEUX_ET_UN), "M2", indisponibilites=(absent("8:00", "19:00"),))
    both_allow(s, day(s, "M1", "M3"), REGLE)


def test_a_remplacant_of_another_jury_does_not():
    s = given((Jury("J1", ("M1", "M2")), Jury("J2", ("M4", "M2"), remplacants=("M3",))))
    s = changed(s, "M2", indisponibilites=(absent("8:00", "19:00"),))
    both_refuse(s, day(s, "M1", "M3"), REGLE, "avec")


def test_nobody_is_replaced_who_could_sit():
    s = given(DEUX_ET_UN)
    both_refuse(s, day(s, "M1", "M3"), REGLE, "sans")


def test_a_remplacant_is_in_the_place_of_somebody():
    s = given(DEUX_ET_UN)
    both_refuse(s, day(s, "M1", "M2", "M3"), REGLE, "en_trop")
    two = changed(
        given((Jury("J1", ("M1", "M2"), remplacants=("M3", "M4")),)), "M2", indisponibilites=(absent("8:00", "9:00"),)
    )
    both_refuse(two, day(two, "M1", "M3", "M4"), REGLE, "en_trop")


def test_a_membre_of_a_jury_who_is_also_noted_as_a_remplacant_of_it_is_its_membre():
    s = given((Jury("J1", ("M1", "M2"), remplacants=("M2",)),))
    both_allow(s, day(s, "M1", "M2"), REGLE)


# What has begun


def test_a_jury_that_has_begun_stays_what_it_is():
    s = given()
    plan = day(s, "M1", "M4")
    before, after = (replace(s, reference=(plan,), maintenant=a(hour)) for hour in ("8:30", "8:31"))
    both_refuse(before, plan, REGLE)
    both_allow(after, plan, REGLE)


# Events: who takes whose place is written


def replaced(s: Session, absent_: str, par: str, debut: str, fin: str) -> Session:
    return held(replace(s, imprevus=(Imprevu(Remplacement(absent_, par, a(debut), a(fin))),)))


def test_an_event_says_who_takes_the_place_of_a_membre():
    s = given((Jury("J1", ("M1", "M2")),))
    both_refuse(s, day(s, "M1", "M3"), REGLE)
    known = replaced(s, "M2", "M3", "8:00", "19:00")
    both_allow(known, day(known, "M1", "M3"), REGLE)
    both_refuse(known, day(known, "M3", "M4"), REGLE, "avec")
    other_day = replaced(given((Jury("J1", ("M1", "M2")),), nb_jours=2), "M2", "M3", "8:00", "19:00")
    cannot_sit = on_day(day(other_day, "M1", "M3"), 1)
    both_refuse(other_day, cannot_sit, REGLE, "avec")


ORAUX = referentiel(oral("EF", 20))

MATIN_PUIS_SUITE = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 EF C1
9:30 cloture
J2 : M1 M3 en S1
14:00 accueil
14:10 lecture C2
14:30 EF C2
15:00 cloture
"""


@pytest.mark.parametrize(
    ("debut", "fin", "allowed"),
    [("12:00", "19:00", True), ("7:00", "8:01", True), ("8:00", "19:00", False), ("19:00", "20:00", False)],
)
def test_a_jury_goes_on_as_another_where_a_membre_is_there_for_a_part_of_the_day(debut, fin, allowed):
    s = session(ORAUX, candidats=2, nb_membres=3, jurys=DEUX_ET_UN)
    s = changed(s, "M2", indisponibilites=(absent(debut, fin),))
    plan = renamed(journee(s, MATIN_PUIS_SUITE), J2="J1 (suite)")
    if allowed:
        both_allow(s, plan, REGLE)
        assert rules_allow(s, plan)
    else:
        cannot_be_said(s, plan, REGLE, "inconnu")


def test_it_goes_on_in_no_other_way_than_the_jury_itself():
    s = session(ORAUX, candidats=2, nb_membres=4, jurys=DEUX_ET_UN)
    s = changed(s, "M2", indisponibilites=(absent("12:00", "19:00"),))
    plan = renamed(journee(s, MATIN_PUIS_SUITE), J2="J1 (suite)")
    both_refuse(s, sitting(plan, "M1", "M4", jury="J1 (suite)"), REGLE, "avec")
    both_refuse(s, sitting(plan, "M4", "M3", jury="J1 (suite)"), REGLE, "sans")
    nobody = replace(s, jurys=(Jury("J1", ("M1", "M2")),))
    cannot_be_said(nobody, sitting(plan, "M1", "M2", jury="J1 (suite)"), REGLE, "inconnu")


def test_a_jury_of_which_somebody_leaves_at_noon_hears_on_with_who_replaces_them():
    s = session(ORAUX, candidats=2, nb_membres=3, jurys=DEUX_ET_UN)
    s = changed(s, "M2", indisponibilites=(absent("12:00", "19:00"),))
    morning_too = changed(s, "C2", indisponibilites=(absent("8:00", "13:00"),))
    outcome = best_plan(morning_too, Budget(seconds=20))
    assert isinstance(outcome, Planned)
    assert check(morning_too, outcome.plan).conforme


def test_a_membre_who_may_lead_is_missing_from_a_given_jury_only_where_the_plan_says_that_they_lead():
    """Two of three membres are enough, which costs less: then the third leads, although somebody else could."""
    leaders = (
        Personne("R1", "RESPONSABLE", (Role.RESPONSABLE,)),
        Personne("M3", "MEMBRE", (Role.RESPONSABLE,), suppleant=True),
    )
    s = session(ORAUX, candidats=2, nb_membres=3, jurys=(Jury("J1", ("M1", "M2", "M3")),), personnes=leaders)
    outcome = best_plan(s, Budget(5, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    assert check(s, outcome.plan).violations == ()
    assert [len(c.membres) for c in outcome.plan.compositions] == [2]
    assert {p.personne for p in outcome.plan.presences if p.role == Role.RESPONSABLE} == {"M3"}
