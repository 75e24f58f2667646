from dataclasses import replace

import pytest

from builders import a, pratique, session
from edits import in_room, jury_in, settle, shifted, sitting
from halves import both_allow, both_refuse, cannot_be_said
from journees import EN_DEUX_PHASES, UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Pin, Portee, Salle, Session
from worlds import observateur

REGLE = "passage_fige"


def pinned(s: Session, plan: Plan, epreuve: str, portee: Portee, *membres: str) -> Session:
    """The session in which that passage must stay where the plan has it."""
    passage = next(p for p in plan.passages if p.epreuve == epreuve)
    return replace(s, pins=(*s.pins, Pin("C1", epreuve, portee, passage.parties, membres)))


@pytest.fixture
def free() -> Session:
    rooms = (*session().salles, Salle("Ecrit2", "Autre", ("ecrit",), postes=5), Salle("S2", "Salle 2", ("jury",)))
    return session(candidats=1, nb_membres=3, nb_jours=2, salles=rooms)


@pytest.mark.parametrize(("minutes", "allowed"), [(0, True), (1, False), (-1, False)])
def test_a_pinned_hour_is_that_minute(free, minutes, allowed):
    plan = journee(free, UN)
    s = pinned(free, plan, "EF", Portee.HEURE)
    moved = settle(s, shifted(plan, minutes, "C1", "EF"))
    (both_allow if allowed else both_refuse)(s, moved, REGLE)


def test_a_pinned_hour_is_of_its_day(free):
    plan = journee(free, UN)
    s = pinned(free, plan, "EF", Portee.HEURE)
    both_refuse(s, journee(free, "jour 2\n" + UN), REGLE, "heure")


def test_a_pinned_hour_leaves_room_and_jury_free(free):
    plan = journee(free, UN)
    s = pinned(free, plan, "EF", Portee.HEURE, "M1", "M2")
    both_allow(s, jury_in(sitting(plan, "M2", "M3"), "S2"), REGLE)


def test_a_whole_pin_keeps_the_membres_exactly(free):
    plan = journee(free, UN)
    s = pinned(free, plan, "EF", Portee.TOUT, "M2", "M1")
    both_allow(s, plan, REGLE)
    for membres in (("M2", "M3"), ("M1",), ("M1", "M2", "M3")):
        both_refuse(s, sitting(plan, *membres), REGLE, "membres")


def test_an_observateur_of_a_whole_pin_need_not_come_back(free):
    """Who does not count is seated by nobody: the plan without him is the same jury."""
    watched = replace(free, membres=(*free.membres, observateur("O1")))
    plan = journee(watched, UN)
    s = pinned(watched, plan, "EF", Portee.TOUT, "M1", "M2", "O1")
    both_allow(s, plan, REGLE)
    both_refuse(s, sitting(plan, "M2", "M3"), REGLE, "membres")


def test_a_whole_pin_keeps_the_room(free):
    plan = journee(free, UN)
    s = pinned(free, plan, "EF", Portee.TOUT, "M1", "M2")
    both_refuse(s, jury_in(plan, "S2"), REGLE, "salle")
    written = pinned(free, plan, "QP", Portee.TOUT)
    both_allow(written, plan, REGLE)
    both_refuse(written, settle(written, in_room(plan, "Ecrit2", "C1", "QP")), REGLE, "salle")


def test_a_pin_without_membres_leaves_them_free(free):
    plan = journee(free, UN)
    both_allow(pinned(free, plan, "EF", Portee.TOUT), sitting(plan, "M2", "M3"), REGLE)


def test_a_pin_on_a_day_that_is_gone_cannot_be_kept(free):
    plan = journee(free, UN)
    passage = next(p for p in plan.passages if p.epreuve == "EF")
    parties = tuple(replace(p, debut=a("9:00", 5), fin=a("9:20", 5)) for p in passage.parties)
    s = replace(free, pins=(Pin("C1", "EF", Portee.HEURE, parties),))
    both_refuse(s, plan, REGLE, "heure")


def test_a_pin_of_what_he_does_not_pass_binds_nothing(free):
    plan = journee(free, UN)
    passage = next(p for p in plan.passages if p.epreuve == "EF")
    s = replace(free, pins=(Pin("C1", "CCP1.ET", Portee.HEURE, passage.parties),))
    both_allow(s, plan, REGLE)


def test_a_pin_is_exempt_from_the_grid_and_from_nothing_else(free):
    plan = settle(free, shifted(journee(free, UN), 2, "C1", "EF"))
    both_allow(pinned(free, plan, "EF", Portee.HEURE), plan, REGLE)
    cannot_be_said(pinned(free, plan, "EF", Portee.HEURE), shifted(plan, 1, "C1", "EF"), REGLE)


def test_of_a_passage_in_two_phases_the_first_tells_its_hour():
    s = session(pratique(), candidats=1)
    plan = journee(s, EN_DEUX_PHASES)
    s = pinned(s, plan, "MSP", Portee.HEURE)
    assert len(s.pins[0].parties) == 2
    both_allow(s, plan, REGLE)
    (violation,) = breaches(s, shifted(plan, 5, "C1", "MSP"), REGLE)
    assert (violation.cas, dict(violation.donnees)) == ("heure", {"debut": a("9:00")})


def test_before_a_jury_of_which_nobody_is_known_its_membres_are_not_there(free):
    plan = journee(free, UN)
    s = pinned(free, plan, "EF", Portee.TOUT, "M1", "M2")
    assert [v.cas for v in breaches(s, replace(plan, compositions=()), REGLE)] == ["membres"]
