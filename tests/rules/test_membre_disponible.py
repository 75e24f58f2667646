from dataclasses import replace

import pytest

from builders import absent, session
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
