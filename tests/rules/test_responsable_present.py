from dataclasses import replace
from datetime import time

import pytest

from builders import a, absent, session
from edits import changed, heures, settle, shifted, with_people, with_presences, without_role
from halves import audit_allows, both_allow, both_refuse
from journees import UN, journee
from tpplanner.domain.plan import Presence
from tpplanner.domain.session import Personne, Role, Session

REGLE = "responsable_present"


def leading(debut: str, fin: str, personne: str = "R1") -> Presence:
    return Presence(personne, Role.RESPONSABLE, a(debut), a(fin))


def nobody(s: Session):
    return without_role(journee(s, UN), Role.RESPONSABLE)


@pytest.mark.parametrize(
    ("spans", "allowed"),
    [
        ([("8:30", "11:50")], True),
        ([("8:00", "19:00")], True),
        ([("8:31", "11:50")], False),
        ([("8:30", "11:49")], False),
        ([("8:30", "10:00"), ("10:00", "11:50")], True),
        ([("8:30", "10:00"), ("10:01", "11:50")], False),
        ([("9:30", "11:50"), ("8:30", "9:31")], True),
        ([], False),
    ],
)
def test_somebody_leads_from_the_accueil_to_the_last_thing(spans, allowed):
    """The model does not place him: it asks that he be free, and the plan is written accordingly."""
    s = session(candidats=1)
    assert audit_allows(s, with_presences(nobody(s), *(leading(*span) for span in spans)), REGLE) is allowed


@pytest.mark.parametrize(
    ("away", "allowed"),
    [
        (absent("8:00", "8:30"), True),
        (absent("8:00", "8:31"), False),
        (absent("11:50", "18:00"), True),
        (absent("11:49", "18:00"), False),
        (absent("10:00", "10:01"), False),
        (absent("8:00", "18:00", 1), True),
    ],
)
def test_he_is_there_all_the_time(away, allowed):
    s = changed(session(candidats=1, nb_jours=2), "R1", indisponibilites=(away,))
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


@pytest.mark.parametrize(("fin", "allowed"), [("8:30", True), ("8:31", False)])
def test_away_as_a_membre_is_away(fin, allowed):
    """R1 is a membre too, and it is there that his absence stands: one id is one person."""
    s = session(candidats=1)
    also = replace(s.membres[0], id="R1", indisponibilites=(absent("8:00", fin),))
    s = replace(s, membres=(*s.membres, also))
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


@pytest.mark.parametrize(("until", "allowed"), [("10:00", True), ("10:01", False)])
def test_a_suppleant_may_take_over(until, allowed):
    s = with_people(session(candidats=1), Personne("R2", "SUPPLEANT", (Role.RESPONSABLE,), suppleant=True))
    s = changed(s, "R1", indisponibilites=(absent("10:00", "19:00"),))
    s = changed(s, "R2", indisponibilites=(absent("8:00", until),))
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


def test_the_candidats_accueil_counts_though_nothing_happens_yet():
    s = session(candidats=1)
    plan = journee(s, UN, ("8:30 accueil", "8:50 accueil"), ("8:40 lecture", "9:00 lecture"))
    both_allow(changed(s, "R1", indisponibilites=(absent("7:00", "8:30"),)), plan, REGLE)
    both_refuse(changed(s, "R1", indisponibilites=(absent("7:00", "8:31"),)), plan, REGLE)


def test_nobody_is_asked_for_at_the_hour_from_which_candidats_may_be_called():
    s = heures(session(candidats=1), accueil=time(8, 0))
    both_allow(changed(s, "R1", indisponibilites=(absent("7:00", "8:30"),)), journee(s, UN), REGLE)


@pytest.mark.parametrize(("until", "allowed"), [("8:50", True), ("8:51", False)])
def test_plis_count_though_nobody_can_be_welcomed_yet(until, allowed):
    s = heures(session(candidats=1), ouverture=time(8, 52))
    plan = journee(s, UN, ("8:30 accueil", "8:55 accueil"), ("8:40 lecture", "9:05 lecture"))
    away = changed(s, "R1", indisponibilites=(absent("7:00", until),))
    (both_allow if allowed else both_refuse)(away, plan, REGLE)


def test_the_accueil_of_another_day_is_shorter():
    s = session(candidats=1, nb_jours=2)
    s = changed(s, "R1", indisponibilites=(absent("7:00", "8:45", 1),))
    plan = journee(
        s,
        """
        9:00 QP C1
        J1 : M1 M2 en S1
        jour 2
        8:50 accueil
        9:00 lecture C1
        9:15 correction C1 QP
        9:25 PP C1
        10:05 ET C1
        10:50 EF C1
        11:20 cloture
        """,
    )
    both_allow(s, settle(s, shifted(plan, -25, "C1", "PP", "ET", "EF")), REGLE)
    both_refuse(s, settle(s, shifted(plan, -26, "C1", "PP", "ET", "EF")), REGLE)


def test_a_comediens_accueil_counts_as_something():
    s = with_people(session(candidats=1), Personne("K1", "COMEDIEN", (Role.COMEDIEN,)))
    plan = with_presences(nobody(s), leading("8:30", "11:50"), Presence("K1", Role.COMEDIEN, a("8:10"), a("8:25")))
    assert not audit_allows(s, plan, REGLE)


def test_a_membre_leads_on_days_on_which_he_sits_in_no_jury():
    s = session(candidats=1, nb_membres=3)
    s = replace(s, personnes=(s.personnes[0], Personne("M3", "MEMBRE3", (Role.RESPONSABLE,))))
    both_allow(s, settle(s, nobody(s)), REGLE)
    both_refuse(s, nobody(s), REGLE)


def test_somebody_who_is_no_responsable_does_not_lead():
    s = session(candidats=1)
    assert not audit_allows(s, with_presences(nobody(s), leading("8:00", "19:00", "S1")), REGLE)


def test_where_the_workbook_lists_none_nobody_is_asked_for():
    s = session(candidats=1)
    both_allow(replace(s, personnes=s.personnes[:1]), nobody(s), REGLE)


def test_a_day_without_anything_needs_nobody():
    s = changed(session(candidats=1, nb_jours=2), "R1", indisponibilites=(absent("0:00", "23:59", 1),))
    both_allow(s, journee(s, UN), REGLE)
