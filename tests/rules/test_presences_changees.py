from dataclasses import replace

from builders import session
from changed_from import disturbs
from edits import changed, with_people, without_role
from journees import UN, journee
from tpplanner.domain.session import Personne, Role
from worlds import comedie

REGLE = "presences_changees"


def test_a_surveillant_in_a_room_where_he_was_not_counts():
    s = session(candidats=1)
    s = replace(s, personnes=(*s.personnes, Personne("S9", "AUTRE", (Role.SURVEILLANT,))))
    plan = journee(s, UN)
    there = next(p for p in plan.presences if p.role == Role.SURVEILLANT)
    other = {"S1": "S9", "S9": "S1"}[there.personne]
    swapped = replace(plan, presences=tuple(replace(p, personne=other) if p == there else p for p in plan.presences))
    disturbs(s, plan, plan, REGLE, 0)
    disturbs(s, swapped, plan, REGLE, 1)
    disturbs(s, without_role(plan, Role.SURVEILLANT), plan, REGLE, 1)


def test_the_responsable_who_follows_the_day_does_not():
    s = session(candidats=1)
    plan = journee(s, UN)
    disturbs(s, without_role(plan, Role.RESPONSABLE), plan, REGLE, 0)


def test_an_aide_who_was_not_there_does_not():
    s = changed(session(candidats=1), "C1", aide="A1")
    s = with_people(s, Personne("A1", "AIDE", (Role.AIDE,)))
    plan = journee(s, UN)
    assert Role.AIDE in {p.role for p in plan.presences}
    disturbs(s, without_role(plan, Role.AIDE), plan, REGLE, 0)


def test_a_comedien_counts_once_a_passage_and_not_for_his_accueil():
    s = with_people(session(comedie(), candidats=1), Personne("K1", "K1", (Role.COMEDIEN,)))
    plan = journee(
        s,
        """
        9:00 QP C1
        J1 : M1 M2 en S1
        8:30 accueil
        8:40 lecture C1
        9:30 correction C1 QP
        9:40 MSP C1
        10:20 ET C1
        10:40 EF C1
        11:10 cloture
        """,
    )
    assert [bool(p.candidat) for p in plan.presences if p.role == Role.COMEDIEN] == [False, True]
    disturbs(s, without_role(plan, Role.COMEDIEN), plan, REGLE, 1)
