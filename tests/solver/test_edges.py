"""Days at the edge of a rule of juries: neither excused where the rule holds, nor refused where it does not."""

from dataclasses import replace
from datetime import time

import pytest

from builders import SUIVIE, absent, oral, pratique, referentiel, session
from edits import changed, heures, reglees
from journees import journee
from small_sessions import deux_ccps, links, on_ccps, small
from tpplanner.audit import check
from tpplanner.domain.outcome import Infeasible, Planned
from tpplanner.domain.referentiel import Epreuve, Nature, Phase
from tpplanner.solver import Budget, best_plan
from tpplanner.solver.first import first_plan

BUDGET = Budget(30, workers=1, reproducible=True)


@pytest.mark.parametrize(("minutes", "limit"), [(100, 180), (60, 120), (240, 300), (200, 300)])
def test_who_is_heard_apart_excuses_no_long_stretch_of_others(minutes, limit):
    msp = Epreuve(
        "MSP", "MSP", "MSP", Nature.PRATIQUE, (Phase(minutes, SUIVIE, "plateau", partagee=True),), separee=True
    )
    ref = referentiel(msp, oral("QAP", 40, apres=("MSP",)), oral("EF", 20, apres=("QAP",)))
    s = heures(reglees(session(ref, candidats=2), travail_continu=limit, epreuve_longue=600), fin=time(21))
    outcome = best_plan(s, BUDGET)
    if isinstance(outcome, Planned):
        assert [v.regle for v in check(s, outcome.plan).violations] == []


TROIS = """
J1 : M2 M3 en S1
8:30 accueil
8:40 lecture C1
9:00 EF C1
9:30 cloture
J2 : M1 M3 en S1
9:50 accueil
10:00 lecture C2
10:20 EF C2
10:50 cloture
J3 : M1 M2 en S1
13:20 accueil
13:30 lecture C3
13:50 EF C3
14:20 cloture
"""


def test_three_membres_make_three_juries_in_a_day_where_no_two_can_do():
    """Each candidat knows one of three membres."""
    ref = referentiel(oral("EF", 20))
    s = links(session(ref, candidats=3, nb_membres=3), "C1 M1", "C2 M2", "C3 M3")
    assert check(s, journee(s, TROIS)).violations == ()
    assert not isinstance(best_plan(s, BUDGET), Infeasible)


@pytest.mark.parametrize("ccps", [("CCP1",), ("CCP1", "CCP2")])
def test_there_is_no_plan_where_no_two_membres_are_there_on_any_day(ccps):
    s = on_ccps(small(deux_ccps()), ccps, ("CCP2",))
    s = changed(s, "M1", indisponibilites=(absent("0:00", "23:59"),))
    assert isinstance(best_plan(s, BUDGET), Infeasible)


def test_three_membres_who_sit_by_turns_see_half_a_quota_more_than_one_jury():
    """Three juries one after the other, two of the three membres each: three quotas of two candidats, halved."""
    ref = referentiel(oral("EF", 20))
    s = reglees(session(ref, candidats=3, nb_membres=3), quota=2)
    outcome = best_plan(s, BUDGET)
    assert isinstance(outcome, Planned)
    assert check(s, outcome.plan).conforme


def test_no_bound_forgets_membres_who_sit_by_turns():
    """Three membres hear in one day what two of them would hear in two days, with one call less."""
    called = 3
    s = reglees(session(referentiel(oral("EF", 20)), candidats=3, nb_membres=3, nb_jours=2), quota=2)
    outcome = best_plan(s, BUDGET)
    assert isinstance(outcome, Planned)
    report = check(s, outcome.plan)
    assert report.conforme
    assert (report.niveaux[0].valeur, outcome.bornes[0].valeur) == (called, called)


def test_a_session_that_no_jury_could_sit_in_has_no_plan_for_whoever_asks():
    on_both = on_ccps(small(deux_ccps(), candidats=2, nb_membres=0), ("CCP1", "CCP2"), ("CCP1", "CCP2"))
    for nobody in (small(nb_membres=0), on_both):
        assert isinstance(first_plan(nobody, Budget(seconds=5)), Infeasible)
        assert isinstance(best_plan(nobody, Budget(seconds=5)), Infeasible)


def test_what_need_not_follow_at_once_is_no_worse_than_what_must():
    """Passages of 32 and 17 minutes on a grid of 15: the second may follow the first at any minute."""
    ref = referentiel(oral("PP", 32), oral("EF", 17, apres=("PP",)))
    linked = reglees(session(ref, candidats=1), pas=15)
    outcomes = [best_plan(s, BUDGET) for s in (linked, reglees(linked, enchainer=False))]
    presences = [check(linked, outcome.plan).mesures for outcome in outcomes if isinstance(outcome, Planned)]
    assert presences[0] == presences[1]


def test_where_no_room_suits_a_phase_no_plan_exists_however_many_juries_sit():
    s = session(pratique(), candidats=2, nb_membres=4)
    without = replace(s, salles=tuple(r for r in s.salles if "plateau" not in r.usages))
    assert isinstance(best_plan(reglees(without, quota=1), BUDGET), Infeasible)
