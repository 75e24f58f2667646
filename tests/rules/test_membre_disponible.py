from dataclasses import replace

import pytest

from builders import a, absent, oral, referentiel, session
from edits import changed
from halves import both_allow, both_refuse
from journees import UN, journee
from tpplanner.domain.session import Personne, Role

REGLE = "membre_disponible"


@pytest.mark.parametrize(
    ("membre", "away", "allowed"),
    [
        ("M1", absent("7:00", "8:30"), True),
        ("M1", absent("7:00", "8:31"), False),
        ("M2", absent("11:50", "18:00"), True),
        ("M2", absent("11:49", "18:00"), False),
        ("M1", absent("8:56", "8:57"), False),  # between two things of his jury
        ("M1", absent("8:00", "18:00", 1), True),
        ("M3", absent("8:00", "18:00"), True),  # he does not sit
    ],
)
def test_he_is_there_from_the_first_to_the_last_thing_of_his_jury(membre, away, allowed):
    s = changed(session(candidats=1, nb_membres=3, nb_jours=2), membre, indisponibilites=(away,))
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


@pytest.mark.parametrize(
    ("away", "allowed"),
    [
        (absent("8:00", "8:30"), True),
        (absent("8:00", "8:31"), False),
        (absent("11:50", "18:00"), True),
        (absent("10:00", "10:10"), False),
    ],
)
def test_away_in_another_role_is_away(away, allowed):
    """M1 is a surveillant too, and it is there that his absence stands: one id is one person."""
    s = session(candidats=1)
    s = replace(s, personnes=(*s.personnes, Personne("M1", "M1", (Role.SURVEILLANT,), indisponibilites=(away,))))
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


@pytest.mark.parametrize(
    ("membres", "leaves", "now", "allowed"),
    [
        ("M1 M2", "11:36", "11:36", True),  # the jury closes without him
        ("M1 M2", "11:26", "11:26", True),  # he deliberates first on whom he has heard to the end
        ("M1 M2", "11:24", "11:24", False),  # one membre alone does not hear the end
        ("M1 M2", "9:32", "9:32", False),  # nor corrects
        ("M1 M2 M3", "9:32", "9:32", True),  # two stay
        ("M1 M2 M3", "9:32", "8:31", True),  # it is told as soon as the jury has begun
        ("M1 M2 M3", "9:32", "8:30", False),  # before, another jury is to be made
    ],
)
def test_once_a_jury_has_begun_enough_of_it_go_on_without_who_leaves(membres, leaves, now, allowed):
    s = changed(session(candidats=1, nb_membres=3), membres[-2:], indisponibilites=(absent(leaves, "18:00"),))
    plan = journee(s, UN.replace("M1 M2", membres))
    s = replace(s, reference=(plan,), maintenant=a(now))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def test_two_who_leave_three_are_too_many():
    s = changed(session(candidats=1, nb_membres=3), "M2", indisponibilites=(absent("10:00", "18:00"),))
    s = changed(s, "M3", indisponibilites=(absent("9:00", "10:21"),))
    plan = journee(s, UN.replace("M1 M2", "M1 M2 M3"))
    both_refuse(replace(s, reference=(plan,), maintenant=a("10:00")), plan, REGLE)


def test_a_quality_that_leaves_with_its_membre_is_missed():
    s = session(referentiel(oral("EP", 60), qualites=("chef",)), candidats=1, nb_membres=3)
    s = changed(s, "M3", qualites=("chef",), indisponibilites=(absent("10:00", "18:00"),))
    plan = journee(s, "J1 : M1 M2 M3 en S1\n8:30 accueil\n8:40 lecture C1\n9:30 EP C1\n11:00 cloture")
    begun = replace(s, reference=(plan,), maintenant=a("10:00"))
    both_refuse(begun, plan, REGLE)
    both_allow(changed(begun, "M2", qualites=("chef",)), plan, REGLE)
