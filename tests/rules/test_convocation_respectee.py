from dataclasses import replace
from datetime import time, timedelta

import pytest

from builders import LUNDI, a, session
from edits import accueil, plis, reglees, settle, welcoming
from halves import both_allow, both_refuse
from journees import UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.session import Convocation, Personne, Role

REGLE = "convocation_respectee"


def convened(id_: str, hour: time, jour: int = 0, *, accord: bool = False):
    s = session(candidats=1, nb_membres=3, nb_jours=2)
    return replace(s, convocations=(Convocation(id_, LUNDI + timedelta(days=jour), hour, accord),))


@pytest.mark.parametrize(
    ("who", "hour", "allowed"),
    [
        ("C1", time(8, 50), True),  # his plis are opened then
        ("C1", time(8, 51), False),
        ("C1", time(7, 0), True),
        ("M1", time(8, 30), True),
        ("M1", time(8, 31), False),
        ("M3", time(23, 0), True),  # he does not come
        ("S1", time(9, 0), True),
        ("S1", time(9, 1), False),
    ],
)
def test_nobody_begins_before_his_hour(who, hour, allowed):
    s = convened(who, hour)
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


@pytest.mark.parametrize("who", ["C1", "M2", "S1"])
def test_nor_on_a_day_for_which_he_was_not_convened(who):
    s = convened(who, time(8, 0), jour=1)
    both_refuse(s, journee(s, UN), REGLE, "jour")
    both_allow(s, journee(s, "jour 2\n" + UN), REGLE)


def test_unless_he_agreed_to_come_earlier_that_day():
    s = convened("M1", time(10, 0), accord=True)
    both_allow(s, journee(s, UN), REGLE)
    both_refuse(s, journee(s, "jour 2\n" + UN), REGLE, "jour")


def test_who_was_not_convened_is_free():
    s = convened("C9", time(12, 0), jour=1)
    both_allow(s, journee(s, UN), REGLE)


def test_a_responsable_leads_from_his_hour_on():
    s = convened("R1", time(9, 0))
    plan = journee(s, UN)
    assert breaches(s, plan, REGLE) == ()
    both_refuse(s, plan, "responsable_present")
    early = replace(plan, presences=tuple(replace(p, debut=plan.travaux[0].debut) for p in plan.presences))
    assert {v.sujet[0] for v in breaches(s, early, REGLE)} == {"R1"}
    helped = replace(s, personnes=(*s.personnes, Personne("R2", "SUPPLEANT", (Role.RESPONSABLE,), suppleant=True)))
    both_allow(helped, settle(helped, plan), "responsable_present")


@pytest.mark.parametrize(("hour", "allowed"), [(time(9, 0), True), (time(9, 1), False)])
def test_an_epreuve_without_plis_begins_at_that_hour(hour, allowed):
    s = reglees(convened("C1", hour), plis=0)
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


def test_whoever_knows_the_plan_knows_the_hour_at_which_it_calls_him():
    """His convocation is the start of his first épreuve in the reference plan: he has been called before."""
    s = convened("C1", time(9, 0))
    plan = journee(replace(s, convocations=()), UN)
    both_allow(replace(s, reference=(plan,)), plan, REGLE)


@pytest.mark.parametrize(("now", "broken"), [("8:50", ["plis"]), ("8:51", [])])
def test_plis_whose_opening_has_begun_are_history(now, broken):
    """C1 has agreed to nothing, and was convened for 8:55."""
    s = convened("C1", time(8, 55))
    plan = welcoming(journee(s, UN), accueil("8:30", "9:00"), plis("QP", "8:50", "9:00"))
    changed = replace(s, reference=(plan,), maintenant=a(now))
    assert [v.cas for v in breaches(changed, plan, REGLE)] == broken
