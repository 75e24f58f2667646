from dataclasses import replace

import pytest

from builders import oral, referentiel, session
from edits import reglees
from halves import both_allow, both_refuse
from journees import journee
from tpplanner.audit import breaches

REGLE = "travail_continu"

DEUX = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
8:25 lecture C2
8:45 PP C1
{} EF C1
{} PP C2
13:00 EF C2
{} cloture
"""
"""From 8:00 on; passages of C1 and C2 last 90 and 20 minutes, and the jury delibers for 10 after each EF."""

REF = referentiel(oral("PP", 90), oral("EF", 20))


@pytest.mark.parametrize(
    ("ef", "pp", "cloture", "allowed"),
    [
        ("10:15", "11:05", "13:30", True),  # 20 minutes from 10:45
        ("10:15", "11:04", "13:30", False),  # 19, then 26 at 12:34: from 8:00 to 12:34
        ("10:15", "10:55", "13:30", True),  # 10, then 35 at 12:25: from 8:00 to 12:25
    ],
)
def test_five_hours_at_most_without_20_free_minutes(ef, pp, cloture, allowed):
    s = session(REF, candidats=2)
    plan = journee(s, DEUX.format(ef, pp, cloture))
    free = allowed or pp == "11:04"
    (both_allow if free else both_refuse)(s, plan, REGLE)


@pytest.mark.parametrize(("cloture", "allowed"), [("12:45", True), ("12:46", False)])
def test_five_hours_to_the_minute(cloture, allowed):
    """From 8:00 to the end of the clôture, at 13:00 or a minute later."""
    s = session(referentiel(oral("PP", 90), oral("EF", 70)), candidats=1)
    text = """
    J1 : M1 M2 en S1
    8:00 accueil
    8:10 lecture C1
    8:40 PP C1
    10:25 EF C1
    11:50 pause
    {} cloture
    """
    busy = text.replace("11:50 pause\n", "").replace("10:25 EF", "11:20 EF").replace("8:40 PP", "9:35 PP")
    busy = busy.replace("8:10 lecture C1", "8:25 lecture C1").replace("9:35 PP", "8:55 PP").replace("11:20 EF", "10:40 EF")
    assert journee(s, busy.format(cloture))
    chain = """
    J1 : M1 M2 en S1
    8:00 accueil
    8:25 lecture C1
    8:55 PP C1
    10:40 EF C1
    {} cloture
    """
    tight = reglees(s, travail_continu=240 if cloture else 240)
    plan = journee(tight, chain.format("12:05"))
    both_refuse(tight, plan, REGLE)
    both_allow(s, plan, REGLE)
