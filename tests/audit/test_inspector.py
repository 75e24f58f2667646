"""Plans made to slip past the check, and honest ones that it must let pass."""

from dataclasses import replace

from builders import a, absent, oral, referentiel, session, travail
from edits import changed, settle, with_passages, with_work, work_lasting, work_shifted
from journees import TROIS, UN, journee
from tpplanner.audit import check
from tpplanner.domain.plan import Composition, NatureTravail, Partie, Passage
from tpplanner.domain.session import Jury, Lien

DEUX_NOMS = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
9:00 EF C1
9:35 cloture
J2 : M1 M2 en S1
10:00 accueil
10:10 lecture C2
10:30 EF C2
11:05 cloture
"""


def told(s, plan) -> set[str]:
    return {v.regle for v in check(s, plan).violations}


def test_one_jury_under_two_names_keeps_one_quota():
    s = session(referentiel(oral("EF", 20), quota=1), candidats=2)
    assert told(s, journee(s, DEUX_NOMS)) == {"quota_jury", "jurys_distincts"}


def test_a_linked_membre_is_not_hidden_in_a_second_composition():
    s = session(candidats=1, nb_membres=3, liens=(Lien("C1", "M3", "frère"),))
    plan = journee(s, UN)
    (whole,) = plan.compositions
    during_the_oral = replace(whole, debut=a("9:40"), fin=a("11:25"), membres=("M2", "M3"))
    hidden = replace(plan, compositions=(whole, during_the_oral))
    assert told(s, hidden) >= {"jury_nombre"}


def test_an_absent_membre_is_not_hidden_by_a_shorter_composition():
    s = changed(session(candidats=1), "M2", indisponibilites=(absent("11:00", "19:00"),))
    plan = journee(s, UN)
    (whole,) = plan.compositions
    assert told(s, plan) == {"membre_disponible"}
    shorter = replace(plan, compositions=(replace(whole, fin=a("11:00")),))
    assert "jury_nombre" in told(s, shorter)


def test_work_of_no_jury_is_nobodys():
    s = session(candidats=1)
    orphan = replace(journee(s, UN), travaux=tuple(replace(t, jury="") for t in journee(s, UN).travaux))
    assert told(s, orphan) >= {"jury_nombre", "jury_constant", "accueil_jury"}


def test_a_passage_hidden_on_a_day_outside_the_session_makes_no_first_day():
    s = session(candidats=1)
    early = Passage("C1", "CCP1.QP", (Partie(0, a("9:00", -3), a("9:30", -3), "Ecrit"),))
    assert told(s, with_passages(journee(s, UN), early)) >= {"epreuves_completes", "ouverture"}


def test_a_passage_is_not_stretched_over_midnight():
    s = session(candidats=1)
    plan = journee(s, UN)
    late = tuple(
        replace(p, parties=(Partie(0, a("23:50"), a("0:10", 1), "S1", "J1"),)) if p.epreuve == "EF" else p
        for p in plan.passages
    )
    assert told(s, settle(s, replace(plan, passages=late))) >= {"ouverture", "oraux_enchaines"}


def test_a_phase_is_not_split_between_two_rooms_or_two_juries():
    s = session(candidats=1, nb_membres=4, nb_salles=2)
    plan = journee(s, UN)
    split = tuple(
        replace(
            p, parties=(Partie(0, a("11:05"), a("11:15"), "S1", "J1"), Partie(0, a("11:15"), a("11:25"), "S2", "J1"))
        )
        if p.epreuve == "EF"
        else p
        for p in plan.passages
    )
    assert told(s, replace(plan, passages=split)) == {"duree_exacte", "salle_jury"}


def test_a_jury_that_does_nothing_binds_nobody():
    s = session(candidats=1, nb_membres=4, nb_salles=2)
    idle = Composition("J2", a("8:00"), a("18:00"), ("M3", "M4"), "S2")
    plan = journee(s, UN)
    assert told(s, replace(plan, compositions=(*plan.compositions, idle))) == set()


# Honest plans


SIESTE = """
9:00 QP C1
J1 : M1 M2 en S1
9:00 accueil
9:10 lecture C1
9:30 correction C1 QP
11:30 pause
13:10 PP C1
13:50 ET C1
14:35 EF C1
15:05 cloture
"""
"""The jury is free from 9:35 to 13:10."""


def test_a_longer_break_than_asked_for_is_a_break():
    s = session(candidats=1)
    assert told(s, journee(s, SIESTE)) == set()
    assert told(s, work_lasting(journee(s, SIESTE), 100, NatureTravail.PAUSE)) == set()


def test_a_break_that_begins_before_the_window_and_goes_on_in_it_is_a_break():
    s = session(candidats=1)
    early = work_shifted(journee(s, SIESTE), -30, NatureTravail.PAUSE)
    assert told(s, work_lasting(early, 90, NatureTravail.PAUSE)) == set()
    assert told(s, work_lasting(early, 89, NatureTravail.PAUSE)) == {"pause_meridienne"}


def test_a_jury_may_take_more_time_for_its_work_than_asked():
    s = session()
    plan = journee(s, TROIS, ("16:45 cloture", "17:00 cloture"))
    for nature in (NatureTravail.LECTURE, NatureTravail.CLOTURE, NatureTravail.DELIBERATION):
        minutes = {"lecture": 20, "cloture": 30, "deliberation": 15}[nature]
        assert told(s, settle(s, work_lasting(plan, minutes, nature, "C3" if nature != "cloture" else ""))) == set()


def test_a_jury_may_read_twice():
    s = session()
    plan = with_work(journee(s, TROIS), travail("J1", NatureTravail.LECTURE, a("14:20"), 10, "C3"))
    assert told(s, journee(s, TROIS)) == set()
    assert told(s, plan) == {"jury_sans_chevauchement"}
    apart = with_work(
        journee(s, TROIS, ("16:45 cloture", "17:00 cloture")),
        travail("J1", NatureTravail.LECTURE, a("16:45"), 10, "C2"),
    )
    assert told(s, apart) == set()


def test_a_membre_of_a_given_jury_of_three_may_leave_at_noon():
    """Between two candidats: those who have read a file hear its candidat."""
    s = session(referentiel(oral("EF", 20)), candidats=2, nb_membres=3, jurys=(Jury("J1", ("M1", "M2", "M3")),))
    s = changed(s, "M3", indisponibilites=(absent("12:00", "19:00"),))
    plan = journee(
        s,
        """
        J1 : M1 M2 M3 en S1
        8:00 accueil
        8:10 lecture C1
        9:00 EF C1
        13:10 lecture C2
        13:30 EF C2
        14:05 cloture
        """,
    )
    (whole,) = plan.compositions
    noon = a("12:00")
    halves = (replace(whole, fin=noon), replace(whole, debut=noon, membres=("M1", "M2")))
    assert told(s, plan) == {"membre_disponible"}
    assert told(s, replace(plan, compositions=halves)) == set()
    read_before = replace(
        plan, compositions=halves, travaux=work_shifted(plan, -180, NatureTravail.LECTURE, "C2").travaux
    )
    assert told(s, read_before) == {"jury_constant"}
