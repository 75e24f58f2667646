from datetime import time

import pytest

from builders import a, session
from drawing import seeded
from edits import heures, settle, work_at
from halves import both_allow, both_refuse, cannot_be_said
from journees import UN, journee
from tpplanner.domain.plan import NatureTravail
from worlds import comedie, with_comediens

REGLE = "ouverture"


@pytest.mark.parametrize(
    ("hours", "allowed"),
    [
        ({"ouverture": time(8, 30)}, True),
        ({"ouverture": time(8, 31)}, False),
        ({"fin": time(11, 50)}, True),
        ({"fin": time(11, 49)}, False),
    ],
)
def test_everything_lies_between_opening_and_closing_to_the_minute(hours, allowed):
    s = heures(session(candidats=1), **hours)
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


def test_a_written_epreuve_counts_too():
    s = heures(session(candidats=1), ouverture=time(8, 30), accueil=time(8, 30))
    plan = journee(s, UN, ("9:00 QP", "8:29 QP"))
    both_refuse(s, plan, REGLE)


def test_work_that_would_end_after_midnight_is_refused():
    s = heures(session(candidats=1), fin=time(23, 59))
    plan = settle(s, work_at(journee(s, UN), a("23:50"), NatureTravail.CLOTURE))
    both_refuse(s, plan, REGLE)


def test_a_day_that_is_not_of_the_session_is_no_day():
    s = session(candidats=1)
    longer = session(candidats=1, nb_jours=2)
    cannot_be_said(s, journee(longer, "jour 2\n" + UN), REGLE)


def test_an_opening_after_the_candidats_accueil_asks_nobody_in_before():
    s = heures(session(candidats=1), ouverture=time(8, 45))
    plan = journee(s, UN, ("8:30 accueil", "8:45 accueil"), ("8:40 lecture", "8:55 lecture"))
    assert min(p.debut for p in plan.presences) == a("8:45")
    both_allow(s, plan, REGLE)
    both_allow(s, plan, "responsable_present")


@pytest.mark.parametrize(("opening", "allowed"), [(time(8, 45), True), (time(8, 46), False)])
def test_a_comediens_accueil_lies_within_too(opening, allowed):
    people = with_comediens(seeded(1)).session.personnes
    s = heures(session(comedie(), candidats=1, personnes=people), ouverture=opening)
    plan = journee(
        s,
        """
        9:40 QP C1
        J1 : M1 M2 en S1
        8:50 accueil
        {} MSP C1
        12:00 lecture C1
        12:15 correction C1 QP
        12:30 ET C1
        12:50 EF C1
        13:30 cloture
        """.replace("{}", "9:00"),
    )
    (both_allow if allowed else both_refuse)(s, plan, REGLE)
