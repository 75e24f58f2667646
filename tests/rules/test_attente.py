from dataclasses import replace
from datetime import time
from fractions import Fraction
from itertools import permutations

import pytest

from builders import TOUTES, a, absent, ecrit, oral, passage, referentiel, session
from edits import changed, reglees, settle, shifted
from journees import TROIS, UN, journee
from optimum import measured, optimum_is_measured
from tpplanner.audit import check
from tpplanner.domain.answers import Planned
from tpplanner.domain.appels import PoidsAttente, poids_des_attentes, whole_units
from tpplanner.domain.plan import Plan
from tpplanner.domain.referentiel import Nature
from tpplanner.domain.session import Session
from tpplanner.planner import plan
from tpplanner.solver import Budget

REGLE = "attente"


def test_it_is_counted_between_his_epreuves():
    s = session(candidats=1)
    assert measured(s, journee(s, UN), REGLE) == 10
    assert measured(s, settle(s, shifted(journee(s, UN), 5, "C1", "EF")), REGLE) == 15


def test_less_his_break_where_it_lies_between_two_of_them():
    s = session()
    assert measured(s, journee(s, TROIS), REGLE) == 10 + (195 - 45) + (320 - 45)


@pytest.mark.parametrize(("qp", "expected"), [("11:30", 100 - 45), ("11:54", 76 - 45), ("11:55", 75)])
def test_a_break_that_he_had_before_coming_is_not_deducted(qp, expected):
    """From the QP's end to 13:40; his break ends as his plis are opened, if he comes late enough."""
    s = session(candidats=1)
    planned = journee(s, UN, ("9:00 QP", f"{qp} QP"), ("9:30 correction", "13:00 correction"))
    late = settle(s, shifted(planned, 240, "C1", "PP", "ET", "EF"))
    assert measured(s, late, REGLE) == expected


@pytest.mark.parametrize(
    ("cut_at_midday", "ef", "expected"),
    [(False, "15:25", 0), (False, "15:30", 5), (False, "15:24", 44), (True, "15:25", 45)],
)
def test_a_break_at_once_after_an_epreuve_that_fills_midday_is_deducted(cut_at_midday, ef, expected):
    """From 10:40 to 14:40; midday should have cut it, or not."""
    msp = ecrit("MSP", 240, coupure_midi=cut_at_midday)
    s = session(referentiel(msp, oral("EF", 20)), candidats=1)
    plan = Plan((passage("C1", "MSP", a("10:40"), 240, "Ecrit"), passage("C1", "EF", a(ef), 20, "S1", "J1")))
    assert measured(s, plan, REGLE) == expected


def test_each_day_counts_for_itself():
    s = session(candidats=1, nb_jours=2)
    assert measured(s, journee(s, UN.replace("J1 :", "jour 2\nJ1 :")), REGLE) == 0


def test_the_least_is_nothing_where_the_break_covers_the_correction():
    """The QP ends at 12:00, the orals begin at 12:45: his break lies between, and what the jury needs within it."""
    optimum_is_measured(session(candidats=1), REGLE, 0)


def test_the_least_of_a_morning_is_the_correction_and_the_battement():
    s = changed(session(candidats=1), "C1", indisponibilites=(absent("12:00", "19:00"),))
    optimum_is_measured(s, REGLE, 5 + 5)


def test_the_least_of_two_in_a_morning_lets_the_second_wait_for_the_first():
    """C1: correction and battement. C2: those of C1, his oral and délibération, then his own."""
    s = session(referentiel(ecrit("QP", 10), oral("EF", 20)), candidats=2)
    for who in ("C1", "C2"):
        s = changed(s, who, indisponibilites=(absent("11:00", "19:00"),))
    optimum_is_measured(s, REGLE, (5 + 5) + (5 + 5 + 20 + 10 + 5 + 5))


def one_after_the_other(*order: str) -> str:
    """A QP of ten minutes at 9:00, then each comes in as soon as may be: corrected, air, an EF, the deliberation."""
    lines = ["9:00 QP C1 C2 C3", "J1 : M1 M2 en S1", "8:00 accueil"]
    lines += [f"8:{10 + 15 * i} lecture C{i + 1}" for i in range(3)]
    now = 9 * 60 + 10
    for who in order:
        lines += [f"{now // 60}:{now % 60:02} correction {who} QP", f"{(now + 10) // 60}:{(now + 10) % 60:02} EF {who}"]
        now += 10 + (30 if who == "C1" else 20) + 10
    return "\n".join([*lines, f"{now // 60}:{now % 60:02} cloture"])


def of_two_lengths(number: int = 2, **autres: object) -> Session:
    """C1 takes half as long again before the jury as the two others; his drawn number is that."""
    s = session(referentiel(ecrit("QP", 10), oral("EF", 20)))
    s = changed(s, "C1", majorations=((Nature.ORAL, Fraction(1, 2)),))
    numbers = (number, *(n for n in (1, 2, 3) if n != number))
    for who, drawn in zip(("C1", "C2", "C3"), numbers, strict=True):
        s = changed(s, who, numero_tire=drawn, **autres)
    return s


def test_it_counts_in_proportion_to_the_time_that_he_keeps_the_jury():
    """From an entry to the next one: 50 minutes for C1, 40 for the others, that is 5 and 4. All wait ten, then more."""
    s = of_two_lengths()
    assert poids_des_attentes(s) == PoidsAttente({"C1": 5, "C2": 4, "C3": 4}, 4)
    expected = 5 * 10 + 4 * (10 + 50) + 4 * (10 + 50 + 40)
    assert measured(s, journee(s, one_after_the_other("C1", "C2", "C3")), REGLE) == expected


@pytest.mark.parametrize("order", list(permutations(("C1", "C2", "C3"))))
def test_those_who_are_heard_one_after_the_other_wait_as_much_in_any_order(order):
    s = of_two_lengths()
    assert measured(s, journee(s, one_after_the_other(*order)), REGLE) == 690


def test_the_first_and_the_last_of_the_draw_who_have_more_time_are_put_forward_and_back():
    """Twice as much and half as much as in proportion: in a day with breaks the longest has a place that costs least."""
    forward, back = (poids_des_attentes(of_two_lengths(number)).poids for number in (1, 3))
    assert forward == {"C1": 5, "C2": 2, "C3": 2}
    assert back == {"C1": 5, "C2": 4 * 2, "C3": 4 * 2}


def test_so_many_are_as_come_first_or_last_of_a_jury_day():
    """Of six, three before a jury: the first two of the draw and the last two."""
    s = session(referentiel(ecrit("QP", 10), oral("EF", 20), quota=3), candidats=6)
    s = replace(s, candidats=tuple(replace(c, majorations=TOUTES) for c in s.candidats))
    assert list(poids_des_attentes(s).poids.values()) == [4, 4, 2, 2, 1, 1]


def test_who_should_pass_early_is_put_forward():
    s = changed(session(candidats=3), "C3", passer_tot=True)
    assert poids_des_attentes(s) == PoidsAttente({"C1": 1, "C2": 1, "C3": 2}, 1)


def test_it_is_told_in_minutes_of_most_candidats_and_others_of_its_level_with_it():
    s = reglees(of_two_lengths(), fin_tardive=time(11, 25))
    report = check(s, journee(s, one_after_the_other("C1", "C2", "C3")))
    assert {m.regle: m.valeur for m in report.mesures}["attente"] == 173  # 690 fourths
    (level,) = (n for n in report.niveaux if n.nom == "4b")
    assert (level.valeur, level.unite) == (690 + 4 * 10, 4)
    assert whole_units(level.valeur, level.unite) == 183


def test_the_minutes_of_candidats_who_are_alike_are_minutes():
    assert poids_des_attentes(session(candidats=2)) == PoidsAttente({"C1": 1, "C2": 1}, 1)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_drawn_number_says_when_who_has_more_time_comes(number):
    """First, second or last of his jury, whichever he drew; nobody is there after midday."""
    s = of_two_lengths(number, indisponibilites=(absent("11:40", "19:00"),))
    outcome, report = plan(s, Budget(20, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    assert report is not None
    assert all(n.prouve for n in report.niveaux)
    entered = [who for _, who in sorted((p.debut, p.candidat) for p in outcome.plan.passages if p.epreuve == "EF")]
    assert entered.index("C1") + 1 == number


def test_the_least_of_orals_in_a_row_is_nothing():
    s = session(referentiel(oral("PP", 30), oral("EF", 20)), candidats=1)
    optimum_is_measured(changed(s, "C1", indisponibilites=(absent("12:00", "19:00"),)), REGLE, 0)
