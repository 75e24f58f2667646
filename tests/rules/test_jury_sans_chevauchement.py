from dataclasses import replace

import pytest

from builders import a, passage, session, travail
from edits import settle, shifted, with_work, work_shifted
from halves import both_allow, both_refuse
from journees import TROIS, journee
from tpplanner.audit import breaches
from tpplanner.domain.plan import NatureTravail, Plan
from tpplanner.domain.referentiel import Epreuve, Nature, Phase, Referentiel, Surveillance
from worlds import ensemble

REGLE = "jury_sans_chevauchement"


@pytest.mark.parametrize(
    ("nature", "candidat", "minutes", "allowed"),
    [
        (NatureTravail.CORRECTION, "C1", 5, True),  # until 9:40, when C1 comes in
        (NatureTravail.CORRECTION, "C1", 6, False),
        (NatureTravail.LECTURE, "C1", 0, True),
        (NatureTravail.LECTURE, "C1", 1, False),  # into the reading for C2
        (NatureTravail.CORRECTION, "C2", -60, True),  # at 11:35, when C1 is delibered on
        (NatureTravail.CORRECTION, "C2", -61, False),
        (NatureTravail.CLOTURE, "", -1, False),
    ],
)
def test_a_jury_does_one_thing_at_a_time(nature, candidat, minutes, allowed):
    s = session()
    plan = settle(s, work_shifted(journee(s, TROIS), minutes, nature, candidat))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


@pytest.mark.parametrize(("minutes", "allowed"), [(-70, True), (-71, False)])
def test_two_candidats_are_never_before_it_at_once(minutes, allowed):
    """C2 comes in at 12:45, and may at 11:35."""
    s = session()
    plan = settle(s, shifted(journee(s, TROIS), minutes, "C2", "PP", "ET", "EF"))
    plan = settle(s, work_shifted(plan, 55, NatureTravail.CORRECTION, "C2"))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def test_what_a_surveillant_watches_takes_no_jury():
    s = session()
    both_allow(s, journee(s, TROIS), REGLE)  # it reads during the QP


def test_its_pause_is_no_thing():
    s = session()
    both_allow(s, work_shifted(journee(s, TROIS), 60, NatureTravail.PAUSE), REGLE)


ENSEMBLE = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
8:25 lecture C2
8:40 lecture C3
9:00 MSP C1 C2
{} MSP C3
10:45 QAP C1
11:05 EF C1
11:30 QAP C2
11:50 EF C2
12:15 QAP C3
12:35 EF C3
13:05 cloture
"""


@pytest.mark.parametrize(("third", "allowed"), [("9:45", True), ("9:44", False)])
def test_it_watches_two_at_once_where_the_referentiel_says_so_and_no_third(third, allowed):
    s = session(ensemble(2))
    (both_allow if allowed else both_refuse)(s, journee(s, ENSEMBLE.format(third)), REGLE)


@pytest.mark.parametrize("third", ["9:00", "9:20"])
def test_three_where_it_says_three(third):
    s = session(ensemble(3))
    both_allow(s, journee(s, ENSEMBLE.format(third)), REGLE)


def test_who_is_watched_with_others_is_at_the_same_epreuve():
    s = session(ensemble(2))
    plan = settle(s, shifted(journee(s, ENSEMBLE.format("10:00")), -30, "C1", "QAP", "EF"))
    both_refuse(s, plan, REGLE)


def two_together(first: int, second: int) -> Referentiel:
    """Two épreuves that let a jury watch so many candidats at once."""

    def msp(id_: str, simultanes: int) -> Epreuve:
        phase = Phase(45, Surveillance.JURY, "plateau", partagee=True)
        return Epreuve(id_, id_, "MSP", Nature.PRATIQUE, (phase,), simultanes=simultanes, separee=True)

    base = ensemble(2)
    table = replace(base.titre, epreuves=(msp("MSP", first), msp("MSP2", second), *base.titre.epreuves[1:]))
    return replace(base, titre=table)


def test_two_epreuves_with_other_numbers_keep_each_its_own():
    """Three of an épreuve that takes two are too many, though another takes three."""
    s = session(two_together(2, 3))
    text = ENSEMBLE.replace("8:00 accueil", "7:00 accueil\n7:10 MSP2 C1 C2 C3")
    both_allow(s, journee(s, text.format("9:45")), REGLE)
    both_refuse(s, journee(s, text.format("9:00")), REGLE)


@pytest.mark.parametrize(("second", "allowed"), [("9:45", True), ("9:44", False), ("9:00", False)])
def test_two_who_are_at_different_epreuves_are_not_watched_together(second, allowed):
    s = session(two_together(2, 2), candidats=2)
    text = f"""
    J1 : M1 M2 en S1
    7:00 accueil
    7:10 lecture C1
    7:25 lecture C2
    8:00 MSP C2
    9:00 MSP C1
    {second} MSP2 C2
    10:45 MSP2 C1
    11:35 QAP C1
    11:55 EF C1
    12:30 QAP C2
    12:50 EF C2
    13:20 cloture
    """
    (both_allow if allowed else both_refuse)(s, journee(s, text), REGLE)


def test_nothing_else_is_done_while_some_are_watched_together():
    s = session(ensemble(2))
    plan = journee(s, ENSEMBLE.format("9:45"), ("8:40 lecture C3", "9:10 lecture C3"))
    both_refuse(s, plan, REGLE)


@pytest.mark.parametrize(("third", "allowed"), [("9:45", True), ("9:44", False)])
def test_who_comes_as_another_leaves_takes_his_place(third, allowed):
    """C1 is watched until 9:45, C2 until 10:05."""
    s = session(ensemble(2))
    plan = journee(s, ENSEMBLE.format(third), ("9:00 MSP C1 C2", "9:00 MSP C1\n9:20 MSP C2"))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


# What the audit alone can be told


def pairs(s, plan) -> list[tuple[str, str]]:
    """What overlaps, by its candidats, or its nature where it is a work."""
    return [tuple(getattr(e, "nature", e.candidat) for e in v.elements) for v in breaches(s, plan, REGLE)]


@pytest.mark.parametrize(
    ("hour", "told"),
    [("8:56", ("correction", "C1")), ("9:01", ("C1", "correction")), ("8:55", None), ("9:45", None)],
)
def test_to_correct_an_epreuve_is_not_to_watch_it(hour, told):
    s = session(ensemble(2), candidats=2)
    plan = Plan((passage("C1", "MSP", a("9:00"), 45, "Plateau", "J1"),))
    correction = travail("J1", NatureTravail.CORRECTION, a(hour), 5, "C2", "MSP")
    assert pairs(s, with_work(plan, correction)) == ([told] if told else [])


def test_a_work_does_not_make_two_who_are_watched_together_too_many():
    s = session(ensemble(2), candidats=2)
    hours = {"C1": "9:00", "C2": "9:20"}
    plan = Plan(tuple(passage(c, "MSP", a(hour), 45, "Plateau", "J1") for c, hour in hours.items()))
    reading = travail("J1", NatureTravail.LECTURE, a("9:20"), 15, "C2")
    assert pairs(s, plan) == []
    assert sorted(pairs(s, with_work(plan, reading))) == [("C1", "lecture"), ("lecture", "C2")]


def test_of_an_epreuve_that_nobody_knows_two_are_never_watched_together():
    s = session()
    unknown = tuple(passage(c, "inconnue", a("9:00"), 30, "S1", "J1") for c in ("C1", "C2"))
    assert pairs(s, Plan(unknown)) == [("C1", "C2")]
