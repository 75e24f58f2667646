from datetime import time

import pytest

from builders import TOUTES, ecrit, oral, referentiel, session
from edits import reglees
from halves import both_allow, both_refuse
from journees import journee

REGLE = "epreuve_longue"

ECRIT = """
{} MSP C1
J1 : M1 M2 en S1
17:00 accueil
17:10 lecture C1
17:25 correction C1 MSP
17:45 EF C1
18:15 cloture
"""


@pytest.mark.parametrize(
    ("minutes", "debut", "allowed"),
    [
        (120, "10:00", True),
        (120, "10:01", False),
        (119, "10:01", True),
        (120, "12:59", False),
        (120, "13:00", True),
        (240, "9:00", True),
        (240, "11:30", False),
        (240, "7:00", True),
    ],
)
def test_it_begins_by_10_or_from_13_on(minutes, debut, allowed):
    s = session(referentiel(ecrit("MSP", minutes), oral("EF", 20)), candidats=1)
    (both_allow if allowed else both_refuse)(s, journee(s, ECRIT.format(debut)), REGLE)


def test_what_is_long_and_when_it_begins_are_reglages():
    s = session(referentiel(ecrit("MSP", 90), oral("EF", 20)), candidats=1)
    plan = journee(s, ECRIT.format("10:30"))
    both_allow(s, plan, REGLE)
    shorter = reglees(s, epreuve_longue=90)
    both_refuse(shorter, plan, REGLE)
    both_allow(reglees(shorter, longue_matin=time(10, 30)), plan, REGLE)
    both_allow(reglees(shorter, longue_apres_midi=time(10, 30)), plan, REGLE)


def test_a_tiers_temps_does_not_make_an_epreuve_long():
    s = session(referentiel(ecrit("MSP", 100), oral("EF", 20)), candidats=1)
    (candidat,) = s.candidats
    longer = session(s.referentiel, (type(candidat)("C1", "UN", majorations=TOUTES),))
    both_allow(longer, journee(longer, ECRIT.format("10:30")), REGLE)


def test_before_the_jury_too():
    s = session(referentiel(oral("MSP", 120), oral("EF", 20)), candidats=1)
    day = ECRIT.replace("{} MSP C1\n", "").replace("17:25 correction C1 MSP", "{} MSP C1").replace("17:", "8:")
    assert "8:45 EF" in day
    plan = day.replace("8:45 EF", "17:45 EF")
    both_allow(s, journee(s, plan.format("10:00")), REGLE)
    both_refuse(s, journee(s, plan.format("10:01")), REGLE)
