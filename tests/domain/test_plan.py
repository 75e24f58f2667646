"""A planning: what its pieces say of themselves, and how it is sorted."""

from datetime import timedelta

import pytest

from builders import LUNDI, a, passage, plan_cda_trois, travail
from tpplanner.domain.plan import (
    Composition,
    NatureTravail,
    Partie,
    Passage,
    Plan,
    Presence,
    d_un_tenant,
    heure_ronde,
    minutes_between,
)

MARDI = LUNDI + timedelta(days=1)
ALONE_THEN_HEARD = Passage(
    "C1",
    "MSP",
    (
        Partie(0, a("9:00"), a("10:00"), "Plateau"),
        Partie(1, a("10:00"), a("10:20"), "S1", "J1"),
        Partie(2, a("10:20"), a("10:40"), "S1", "J1"),
    ),
)


def test_minutes_between_are_whole_and_told_backwards_too():
    assert minutes_between(a("9:00"), a("9:30")) == 30
    assert minutes_between(a("9:00"), a("9:01") + timedelta(seconds=59)) == 1
    assert minutes_between(a("9:30"), a("9:00")) == -30


def test_a_passage_goes_from_its_first_part_to_its_last():
    assert (ALONE_THEN_HEARD.debut, ALONE_THEN_HEARD.fin) == (a("9:00"), a("10:40"))
    assert ALONE_THEN_HEARD.jour == LUNDI
    assert [p.phase for p in ALONE_THEN_HEARD.suivies] == [1, 2]


def test_a_passage_that_moves_does_so_with_all_its_parts():
    later = ALONE_THEN_HEARD.deplace(lambda moment: moment + timedelta(days=1))
    assert [(p.debut, p.fin) for p in later.parties] == [
        (a("9:00", 1), a("10:00", 1)),
        (a("10:00", 1), a("10:20", 1)),
        (a("10:20", 1), a("10:40", 1)),
    ]


@pytest.mark.parametrize(
    ("moment", "written"), {"8:30": "8:30", "8:31": "8:30", "8:34": "8:30", "8:35": "8:35", "8:59": "8:55"}.items()
)
def test_an_hour_is_rounded_down_to_five_minutes(moment, written):
    assert heure_ronde(a(moment)) == a(written)
    assert Composition("J1", a(moment), a("17:00"), ("M1", "M2"), "S1").convocation == a(written)


def test_a_plan_is_the_same_whatever_the_order_of_its_pieces():
    plan = plan_cda_trois()
    backwards = Plan(
        plan.passages[::-1], plan.travaux[::-1], plan.presences[::-1], plan.compositions, plan.accueils[::-1]
    )
    assert backwards == plan
    assert [p.epreuve for p in plan.du_candidat("C2")] == ["QP", "PP", "ET", "EF"]


TWO_DAYS = Plan(
    (
        ALONE_THEN_HEARD,
        passage("C2", "MSP", a("9:00", 1), 20, "S1", "J1"),
        passage("C3", "QP", a("9:00", 3), 20, "Ecrit"),
    ),
    (travail("J2", NatureTravail.CLOTURE, a("16:00", 2), 15),),
    compositions=(
        Composition("J1", a("8:00"), a("11:00"), ("M1", "M2"), "S1"),
        Composition("J1", a("8:00", 1), a("11:00", 1), ("M3", "M4"), "S1"),
        Composition("J1", a("12:00", 1), a("17:00", 1), ("M3", "M5"), "S1"),
        Composition("J2", a("8:00", 1), a("11:00", 1), ("M6", "M7"), "S2"),
    ),
)


def test_who_sits_first_in_a_jury_is_that_of_the_day():
    assert TWO_DAYS.siege("J1", LUNDI) == TWO_DAYS.compositions[0]
    assert TWO_DAYS.siege("J1", MARDI).membres == ("M3", "M4")
    assert TWO_DAYS.siege("J2", LUNDI) is None


def test_the_membres_before_whom_a_passage_is_are_those_of_its_jury_and_day():
    told = {p.candidat: TWO_DAYS.membres_devant(p) for p in TWO_DAYS.passages}
    assert told == {"C1": ("M1", "M2"), "C2": ("M3", "M4"), "C3": ()}


def test_days_are_those_of_passages_and_works_each_once_in_order():
    assert TWO_DAYS.jours() == tuple(LUNDI + timedelta(days=n) for n in range(4))


def test_candidats_change_places_in_all_that_names_them_and_the_others_keep_theirs():
    swapped = plan_cda_trois().echange({"C1": "C2", "C2": "C1"})
    before = plan_cda_trois()
    for pieces in ("passages", "travaux"):
        told = {c: len([x for x in getattr(swapped, pieces) if x.candidat == c]) for c in ("C1", "C2", "C3", "")}
        assert told == {c: len([x for x in getattr(before, pieces) if x.candidat == c]) for c in told}
    assert swapped.du_candidat("C1")[1].debut == before.du_candidat("C2")[1].debut
    assert swapped.du_candidat("C3") == before.du_candidat("C3")
    helped = Plan((), presences=(Presence("A1", "aide", a("9:00"), a("9:30"), "Ecrit", "C1", "QP"),))
    assert helped.echange({"C1": "C2"}).presences[0].candidat == "C2"


def stay(debut, fin):
    return Presence("S1", "surveillant", a(debut), a(fin), "Ecrit")


@pytest.mark.parametrize(
    ("stays", "told"),
    [
        ([], []),
        ([("9:00", "9:30"), ("9:31", "10:00")], [("9:00", "9:30"), ("9:31", "10:00")]),
        ([("9:30", "10:00"), ("9:00", "9:30")], [("9:00", "10:00")]),
        ([("9:00", "11:00"), ("9:30", "10:00"), ("11:00", "11:30")], [("9:00", "11:30")]),
        ([("8:00", "8:30"), ("9:00", "9:30"), ("9:30", "10:00")], [("8:00", "8:30"), ("9:00", "10:00")]),
        ([("8:00", "8:30"), ("9:00", "11:00"), ("9:30", "10:00")], [("8:00", "8:30"), ("9:00", "11:00")]),
    ],
)
def test_what_follows_at_once_in_a_room_is_one_stay(stays, told):
    assert d_un_tenant(stay(*s) for s in stays) == [(a(debut), a(fin)) for debut, fin in told]


def test_pieces_at_one_moment_make_the_same_plan_in_either_order():
    for pieces in (
        (passage("C1", "QP", a("9:00"), 30, "Ecrit"), passage("C1", "QP", a("9:00"), 30, "Plateau")),
        (passage("C1", "QP", a("9:00"), 30, "Ecrit"), passage("C1", "QP", a("9:00"), 40, "Ecrit")),
    ):
        assert Plan(pieces) == Plan(pieces[::-1])
    sitting = [Composition("J1", a("9:00"), a("12:00"), membres, "S1") for membres in (("M1",), ("M2",))]
    assert Plan((), compositions=tuple(sitting)) == Plan((), compositions=tuple(sitting[::-1]))
