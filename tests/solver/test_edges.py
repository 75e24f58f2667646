"""Days at the edge of a rule of juries: neither excused where the rule holds, nor refused where it does not."""

from dataclasses import replace
from datetime import time

import pytest

from builders import SUIVIE, a, absent, cda, oral, pratique, referentiel, session
from edits import changed, heures, reglees
from journees import journee
from proofs import mostly_proofs
from small_sessions import deux_ccps, links, on_ccps, pinned, small
from tpplanner.audit import check
from tpplanner.domain.answers import Infeasible, Planned
from tpplanner.domain.referentiel import Epreuve, Nature, Phase
from tpplanner.domain.session import Jury, Lien, Session
from tpplanner.solver import Budget, best_plan
from tpplanner.solver.search.beginning import first_plan
from worlds import observateur

BUDGET = Budget(2, workers=1, reproducible=True)


@pytest.mark.parametrize(
    ("minutes", "limit"), mostly_proofs([(100, 180), (60, 120), (240, 300), (200, 300)], (240, 300), (200, 300))
)
def test_who_is_heard_apart_excuses_no_long_stretch_of_others(minutes, limit):
    msp = Epreuve(
        "MSP", "MSP", "MSP", Nature.PRATIQUE, (Phase(minutes, SUIVIE, "plateau", partagee=True),), separee=True
    )
    ref = referentiel(msp, oral("QAP", 40, apres=("MSP",)), oral("EF", 20, apres=("QAP",)))
    s = heures(reglees(session(ref, candidats=2), travail_continu=limit, epreuve_longue=600), fin=time(21))
    outcome = best_plan(s, BUDGET)
    assert isinstance(outcome, Planned)
    assert check(s, outcome.plan).violations == ()


@pytest.mark.parametrize("none", [("accueil_jury",), ("cloture",), ("accueil_jury", "cloture", "battement")])
def test_a_jury_may_have_no_accueil_no_cloture_and_no_battement(none):
    s = reglees(session(candidats=2), **dict.fromkeys(none, 0))
    outcome = best_plan(s, BUDGET)
    assert isinstance(outcome, Planned)
    assert check(s, outcome.plan).violations == ()


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


TROIS_MEMBRES = Jury("J1", ("M1", "M2", "M3"))


@pytest.mark.proof
def test_a_given_jury_sits_without_who_has_a_link_on_the_day_of_that_candidat_alone():
    s = session(candidats=4, nb_membres=3, nb_jours=2, jurys=(TROIS_MEMBRES,), liens=(Lien("C1", "M3", "voisins"),))
    outcome = best_plan(s, BUDGET)
    assert isinstance(outcome, Planned)
    assert check(s, outcome.plan).conforme
    (his,) = {p.jour for p in outcome.plan.du_candidat("C1") if p.suivies}
    seated = {c.jour == his: c.membres for c in outcome.plan.compositions}
    assert seated == {True: ("M1", "M2"), False: ("M1", "M2", "M3")}


def test_a_candidat_linked_to_a_given_jury_is_heard_by_the_one_without_a_link():
    jurys = (TROIS_MEMBRES, Jury("J2", ("M4", "M5", "M6")))
    s = session(candidats=1, nb_membres=6, jurys=jurys, liens=(Lien("C1", "M3", "voisins"),))
    outcome = best_plan(s, BUDGET)
    assert isinstance(outcome, Planned)
    assert [c.membres for c in outcome.plan.compositions] == [("M4", "M5", "M6")]


TROP_PEU = [(), ("M1",), ("M1", "M1"), ("M1", "O1")]
"""Juries that cannot sit: of nobody, of one, of one named twice, of one with an observateur."""


@pytest.mark.parametrize("membres", TROP_PEU)
def test_there_is_no_plan_where_the_only_given_jury_is_too_small(membres):
    s = session(candidats=1, jurys=(Jury("J1", membres),))
    s = replace(s, membres=(*s.membres, observateur("O1")))
    for outcome in (first_plan(s, BUDGET), best_plan(s, BUDGET)):
        assert isinstance(outcome, Infeasible)


def test_there_is_no_plan_where_the_referentiel_asks_for_more_than_the_given_jury_has():
    ref = replace(cda(), membres_min=3)
    s = session(ref, candidats=1, nb_membres=3, jurys=(Jury("J1", ("M1", "M2")),))
    assert isinstance(best_plan(s, BUDGET), Infeasible)


@pytest.mark.parametrize(
    "membres", [pytest.param(m, marks=[] if m == TROP_PEU[-1] else [pytest.mark.proof]) for m in TROP_PEU]
)
def test_a_given_jury_that_is_too_small_leaves_the_candidats_to_the_others(membres):
    s = session(candidats=2, nb_membres=3, jurys=(Jury("J1", membres), Jury("J2", ("M2", "M3"))))
    s = replace(s, membres=(*s.membres, observateur("O1")))
    outcome = best_plan(s, BUDGET)
    assert isinstance(outcome, Planned)
    assert check(s, outcome.plan).conforme
    assert {c.jury for c in outcome.plan.compositions} == {"J2"}


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


def a_post_for_two() -> Session:
    """Two juries and one post for what they watch there, an oral besides, in the order that one likes."""
    msp = Epreuve("MSP", "Mise en situation", "MSP", Nature.PRATIQUE, (Phase(60, SUIVIE, "plateau"),))
    s = session(referentiel(msp, oral("ET", 60), quota=1), candidats=2, nb_membres=4)
    return replace(s, salles=tuple(replace(x, postes=1) if x.id == "Plateau" else x for x in s.salles))


def test_epreuves_that_nothing_orders_are_passed_in_any_order():
    """One begins with the oral while the other is at the post: both are over by 11:25, and none before 12:25 in order."""
    s = heures(a_post_for_two(), fin=time(11, 30))
    outcome = best_plan(s, BUDGET)
    assert isinstance(outcome, Planned)
    assert check(s, outcome.plan).violations == ()
    firsts = {min(outcome.plan.du_candidat(c), key=lambda p: p.debut).epreuve for c in ("C1", "C2")}
    assert firsts == {"MSP", "ET"}


def test_an_oral_that_is_pinned_before_another_in_the_table_stays_there():
    s = session(referentiel(oral("PP", 30), oral("ET", 30), oral("EF", 15, apres=("PP", "ET"))), candidats=1)
    held = pinned(s, "C1", "PP", a("10:00"))
    held = pinned(held, "C1", "ET", a("9:30"))
    outcome = best_plan(held, BUDGET)
    assert isinstance(outcome, Planned)
    assert check(held, outcome.plan).violations == ()
