from dataclasses import replace

import pytest

from builders import a, absent, oral, prend, referentiel, session
from changed_from import disturbs
from halves import both_allow, both_refuse, cannot_be_said
from journees import journee
from tpplanner.diagnosis import shortages
from tpplanner.domain.answers import Infeasible, Planned
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Pin, Portee, Session, Vehicule
from tpplanner.planner import plan as planned
from tpplanner.solver import Budget
from tpplanner.texts.fautes import manque

REGLE = "vehicule_reserve"

DEUX = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 MSP C1
9:40 EF C1
10:20 cloture
J2 : M3 M4 en S2
8:30 accueil
8:40 lecture C2
9:00 MSP C2
9:40 EF C2
10:20 cloture
"""
"""Two candidats at once, each before a jury of their own."""


def two_at_once(*sortes: str, takes: tuple[str, ...] = ("voiture",)) -> tuple[Session, Plan]:
    """Their day, with vehicles V1, V2… of these kinds."""
    ref = referentiel(prend(oral("MSP", 40), *takes), oral("EF", 15, apres=("MSP",)))
    vehicules = tuple(Vehicule(f"V{i}", f"Véhicule {i}", sorte) for i, sorte in enumerate(sortes, 1))
    s = session(ref, candidats=2, nb_membres=4, vehicules=vehicules)
    return s, journee(s, DEUX)


def driving(plan: Plan, candidat: str, *vehicules: str, phase: int = 0) -> Plan:
    """The plan in which a candidat has these vehicles in a phase of MSP."""

    def taken(passage):
        if (passage.candidat, passage.epreuve) != (candidat, "MSP"):
            return passage
        parties = (replace(p, vehicules=vehicules) if p.phase == phase else p for p in passage.parties)
        return replace(passage, parties=tuple(parties))

    return replace(plan, passages=tuple(map(taken, plan.passages)))


def test_each_passage_has_a_vehicle_of_its_own():
    s, plan = two_at_once("voiture", "voiture")
    assert len({v for p in plan.passages for x in p.parties for v in x.vehicules}) == 2
    both_allow(s, plan, REGLE)
    outcome, report = planned(s, Budget(20, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    assert report is not None
    assert not report.violations


def test_nobody_has_one_that_somebody_else_has_meanwhile():
    s, plan = two_at_once("voiture", "voiture")
    both_refuse(s, driving(driving(plan, "C1", "V1"), "C2", "V1"), REGLE, "pris")


@pytest.mark.parametrize(("hour", "allowed"), [("9:40", True), ("9:39", False)])
def test_one_vehicle_serves_one_after_the_other(hour, allowed):
    s, _ = two_at_once("voiture")
    changes = ("9:00 MSP C2", f"{hour} MSP C2"), ("9:40 EF C2\n10:20", "10:20 EF C2\n11:00")
    (both_allow if allowed else both_refuse)(s, journee(s, DEUX, *changes), REGLE)


def test_a_vehicle_of_another_kind_does_not_do():
    s, plan = two_at_once("voiture", "voiture", "moto")
    both_refuse(s, driving(plan, "C1", "V3"), REGLE, "absent")
    both_refuse(s, driving(plan, "C1"), REGLE, "absent")
    cannot_be_said(s, driving(plan, "C1", "V9"), REGLE, "absent")


def test_case_and_accents_of_a_kind_do_not_matter():
    s, plan = two_at_once("VOITURE", "voiture")
    both_allow(s, plan, REGLE)


@pytest.mark.parametrize(
    ("away", "allowed"),
    [
        (absent("8:00", "9:00"), True),
        (absent("8:00", "9:01"), False),
        (absent("9:40", "18:00"), True),
        (absent("9:39", "18:00"), False),
    ],
)
def test_a_vehicle_that_is_away_is_not_taken(away, allowed):
    s, plan = two_at_once("voiture", "voiture")
    s = replace(s, vehicules=(replace(s.vehicules[0], indisponibilites=(away,)), *s.vehicules[1:]))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def test_one_of_each_kind_that_a_phase_takes():
    s, plan = two_at_once("D", "D", "CE", "CE", takes=("D", "CE"))
    both_allow(s, plan, REGLE)
    one = next(p.parties[0].vehicules for p in plan.passages if (p.candidat, p.epreuve) == ("C1", "MSP"))
    both_refuse(s, driving(plan, "C1", one[0]), REGLE, "absent")


def test_it_is_the_same_in_all_phases_that_take_one():
    msp = prend(replace(oral("MSP", 20), phases=2 * oral("MSP", 20).phases), "voiture")
    ref = referentiel(msp, oral("EF", 15, apres=("MSP",)))
    cars = tuple(Vehicule(f"V{i}", f"Clio {i}", "voiture") for i in (1, 2, 3))
    s = session(ref, candidats=2, nb_membres=4, vehicules=cars)
    plan = journee(s, DEUX)
    both_allow(s, plan, REGLE)
    free = ({"V1", "V2", "V3"} - {v for p in plan.passages for x in p.parties for v in x.vehicules}).pop()
    cannot_be_said(s, driving(plan, "C1", free, phase=1), REGLE, "absent")


def test_with_one_vehicle_too_few_no_plan_exists():
    s, _ = two_at_once("voiture", "moto")
    short = tuple(replace(j, fin=a("10:20").time()) for j in s.jours)
    outcome, _ = planned(replace(s, jours=short), Budget(20, workers=1, reproducible=True))
    assert isinstance(outcome, Infeasible)
    none = replace(s, vehicules=())
    assert [manque(none, lack) for lack in shortages(none)] == [
        "« Épreuve MSP » prend un véhicule « voiture », et le classeur n'en liste aucun."
    ]


def test_a_passage_pinned_whole_keeps_its_vehicle():
    s, plan = two_at_once("voiture", "voiture", "voiture")
    plan = driving(driving(plan, "C1", "V1"), "C2", "V2")
    (msp,) = (p for p in plan.passages if (p.candidat, p.epreuve) == ("C1", "MSP"))
    pinned = replace(s, pins=(Pin("C1", "MSP", Portee.TOUT, msp.parties),))
    both_allow(pinned, plan, "passage_fige")
    both_refuse(pinned, driving(plan, "C1", "V3"), "passage_fige", "vehicule")
    by_hour = replace(s, pins=(Pin("C1", "MSP", Portee.HEURE, msp.parties),))
    both_allow(by_hour, driving(plan, "C1", "V3"), "passage_fige")


def test_what_has_begun_keeps_its_vehicle():
    s, plan = two_at_once("voiture", "voiture", "voiture")
    plan = driving(driving(plan, "C1", "V1"), "C2", "V2")
    under_way = replace(s, reference=(plan,), maintenant=a("9:10"))
    both_allow(under_way, plan, "deja_commence")
    both_refuse(under_way, driving(plan, "C1", "V3"), "deja_commence", "change")
    before = replace(s, reference=(plan,), maintenant=a("8:55"))
    both_allow(before, driving(plan, "C1", "V3"), "deja_commence")


@pytest.mark.parametrize(("vehicule", "told"), [("V1", 0), ("V3", 1)])
def test_who_has_another_vehicle_is_told(vehicule, told):
    s, plan = two_at_once("voiture", "voiture", "voiture")
    plan = driving(driving(plan, "C1", "V1"), "C2", "V2")
    another = driving(plan, "C1", vehicule)
    for regle in ("personnes_a_prevenir", "salles_changees"):
        disturbs(s, plan, another, regle, told)
