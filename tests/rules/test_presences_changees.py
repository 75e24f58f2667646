from dataclasses import replace

from builders import session
from changed_from import disturbs
from edits import without_role
from journees import UN, journee
from tpplanner.domain.session import Personne, Role

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
