"""Candidats of several chains: jury-days are counted of plans that hear them whole, whole days of the others."""

from dataclasses import replace
from datetime import time
from itertools import product

import pytest
from benchmarks.sessions import FAMILY
from ortools.sat.python import cp_model

from builders import jours, oral, referentiel
from edits import heures, reglees
from small_sessions import on_ccps, small
from tpplanner.audit import measured
from tpplanner.domain.answers import Infeasible, Planned, Report
from tpplanner.domain.referentiel import Referentiel, Table
from tpplanner.domain.session import Session
from tpplanner.planner import plan
from tpplanner.solver import Budget
from tpplanner.solver.bounds.aggregate import Aggregate
from tpplanner.solver.bounds.columns import Columns
from tpplanner.solver.bounds.counting import Counting
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.model.compilation import compile_session, from_the_plainest
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import FOUND, Clock, Manner, run
from tpplanner.solver.search.best import best_plan
from tpplanner.solver.search.incumbent import Incumbent
from tpplanner.solver.search.settlement import Learned, Settlement, least_of_both

BUDGET = Budget(seconds=0.6, workers=1, reproducible=True)


def two_orals(first: int, second: int, titre: int = 60) -> Referentiel:
    """A CCP is one oral, each before a jury of its own or both before one."""
    ccps = (Table(f"CCP{n}", f"CCP {n}", (oral(f"CCP{n}.PP", long),)) for n, long in enumerate((first, second), 1))
    return referentiel(oral("PP", titre), ccps=tuple(ccps))


def on_both(ref: Referentiel, candidats: int, membres: int, **reglages: object) -> Session:
    """Candidats who all pass two CCP."""
    session = small(ref, candidats=candidats, nb_membres=membres, nb_salles=3)
    return reglees(on_ccps(session, *[("CCP1", "CCP2")] * candidats), **reglages)


def told(session: Session) -> Report:
    outcome, report = plan(session, BUDGET)
    assert isinstance(outcome, Planned)
    assert report is not None
    return report


def counted_whole(session: Session) -> dict[str, int]:
    """What is counted where one jury hears all chains of a candidat, once membres sit as the rules allow."""
    problem, clock = compile_session(session), Clock(BUDGET)
    *_, counted = Counting(problem, Patterns(problem, clock), clock, whole=True).close()
    return counted.levels


def test_who_is_heard_on_two_days_is_deliberated_twice_and_comes_twice() -> None:
    """On two days two juries of two sit, each with its accueil and clôture (30), and one more deliberation and battement."""
    session = on_both(two_orals(30, 20), 2, 4, pas=5, deliberation=10, battement=5)
    problem, clock = compile_session(replace(session, jours=jours(2))), Clock(BUDGET)
    once, twice = (Aggregate(problem, clock, twice=more).bounds() for more in (False, True))
    assert {nom: twice[nom] - once[nom] for nom in once} == {"1": 2, "2": 1, "2b": 0, "3": 30 + 15, "4a": 1}


def test_on_one_day_nobody_is_heard_twice() -> None:
    problem = compile_session(on_both(two_orals(30, 20), 2, 4))
    assert Aggregate(problem, Clock(BUDGET), twice=True).impossible()


@pytest.mark.proof
def test_what_is_counted_of_who_is_heard_whole_bounds_no_plan_that_hears_them_on_two_days() -> None:
    """The quota is 90 minutes of jury: one candidat whole, or one oral of each of three."""
    session = replace(on_both(two_orals(30, 30, titre=90), 3, 4, quota=1), jours=jours(3))
    assert counted_whole(session)["1"] == 6
    first, *_ = told(session).niveaux
    assert (first.valeur, first.borne) == (4, 4)


def test_a_session_in_which_nobody_can_be_heard_whole_is_planned() -> None:
    """The mornings end before a jury could have heard both orals."""
    session = heures(replace(on_both(two_orals(30, 20), 1, 2), jours=jours(2)), fin=time(10))
    assert [n.valeur for n in told(session).niveaux[:2]] == [4, 2]


def test_a_session_of_one_day_in_which_nobody_can_be_heard_whole_is_impossible() -> None:
    session = heures(on_both(two_orals(30, 20), 1, 2), fin=time(10))
    assert isinstance(plan(session, BUDGET)[0], Infeasible)


@pytest.mark.parametrize(
    ("whole", "others", "both"),
    [
        ({"1": 4, "2": 1}, {"1": 4, "2": 2}, {"1": 4, "2": 1}),
        ({"1": 4, "2": 1, "3": 9}, {"1": 4, "2": 2}, {"1": 4, "2": 1, "3": 9}),
        ({"1": 4, "2": 2, "3": 9}, {"1": 4, "2": 2}, {"1": 4, "2": 2}),
        ({"1": 4, "2": 2, "3": 0}, {"1": 4, "2": 2}, {"1": 4, "2": 2, "3": 0}),
        ({"1": 6, "2": 1}, {"1": 4, "2": 2}, {"1": 4}),
        ({"1": 6, "2": 1}, None, {"1": 6, "2": 1}),
        ({}, {"1": 4}, {}),
    ],
)
def test_the_least_of_both_bounds_all_until_the_others_may_cost_less(
    whole: dict[str, int], others: dict[str, int] | None, both: dict[str, int]
) -> None:
    assert least_of_both(whole, others) == both


def settlement_of(session: Session) -> Settlement:
    """The settlement of a session's plainest problem, not begun."""
    (plain, *_, problem), clock = from_the_plainest(session), Clock(BUDGET)
    return Settlement(Learned(problem, clock, Patterns(problem, clock)), plain, Incumbent(clock, None))


def test_plans_of_two_days_are_left_out_once_they_surely_cost_more_than_the_incumbent() -> None:
    """Both candidats are heard on one day, whole: heard on two, one of them costs a day of the session more."""
    settlement = settlement_of(replace(on_both(two_orals(30, 20), 2, 4), jours=jours(2)))
    assert settlement.begin.seated()
    assert settlement.values()["2"] == 1
    assert settlement.learned.of_two_days is not None
    assert settlement.learned.of_two_days["2"] == 2
    assert settlement.narrowest.one_jury_each


@pytest.mark.parametrize(("quota", "left_out"), [(1, False), (2, True)])
def test_plans_of_two_days_are_not_left_out_where_they_may_cost_less(quota: int, left_out: bool) -> None:
    """A quota of 90 minutes of jury: one candidat whole, or one oral of each of three. Of 180, all on one day."""
    settlement = settlement_of(replace(on_both(two_orals(30, 30, titre=90), 3, 4, quota=quota), jours=jours(3)))
    assert settlement.begin.seated()
    assert (settlement.values()["2"] == 1) is left_out
    assert settlement.narrowest.one_jury_each is left_out


@pytest.mark.proof
def test_one_jury_hears_each_candidat_in_no_more_presence_than_days_counted_whole_say() -> None:
    """Six candidats on two days, one jury each day: 730 minutes of presence, and no plan has fewer."""
    problem = from_the_plainest(FAMILY["a-S-ccp-1"].session())[0]
    assert Aggregate(problem, Clock(BUDGET)).bounds()["3"] == 730
    for presence, answers in ((725, (cp_model.INFEASIBLE,)), (730, FOUND)):
        whole = WholeModel(replace(problem, one_jury_each=True))
        whole.limit({"1": 4, "2": 2, "3": presence})
        solver, status = run(whole.model, Clock(Budget(20, reproducible=True)), manner=Manner.LEARNING)
        assert status in answers
        for candidat, slot in product(whole.problem.applicants, whole.problem.slots) if status in FOUND else ():
            heard = {solver.value(whole.x.hears(whole.problem.units[u], slot)) for u in candidat.units}
            assert len(heard) == 1


@pytest.mark.proof
def test_six_candidats_before_one_jury_a_day_on_two_days_have_proven_days_and_a_bound_of_presence() -> None:
    """a-S-ccp-1: the days at once, then bounds by one worker that learns; that presence reaches its own is shown above."""
    outcome = best_plan(FAMILY["a-S-ccp-1"].session(), Budget(4, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    told = {borne.niveau: borne.valeur for borne in outcome.bornes}
    assert {nom: told.get(nom) for nom in ("1", "2", "2b", "3")} == {"1": 4, "2": 2, "2b": 0, "3": 730}
    valeurs = measured(FAMILY["a-S-ccp-1"].session(), outcome.plan)
    assert {nom: valeurs[nom] for nom in ("1", "2", "2b")} == {"1": 4, "2": 2, "2b": 0}
    assert valeurs["3"] <= 745


def watched_together(**autres: object) -> Referentiel:
    """A MSP that a jury may watch two at once of, hence a chain of its own, then an interview."""
    msp = replace(oral("MSP", 30), simultanes=2)
    return referentiel(msp, oral("EF", 20, **{"apres": ("MSP",), **autres}))


@pytest.mark.parametrize(
    ("autres", "enchainer", "whole"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"separee": True}, True, False),
        ({"jours_min": (("MSP", 1),)}, True, False),
    ],
)
def test_chains_that_follow_each_other_are_heard_by_one_jury(
    autres: dict[str, object], enchainer: bool, whole: bool
) -> None:
    session = small(watched_together(**autres), candidats=2, nb_membres=4)
    problem = compile_session(reglees(session, enchainer=enchainer))
    assert all(len(a.units) == 2 for a in problem.applicants)
    assert problem.heard_whole is whole


def test_who_was_heard_before_the_rest_is_planned_anew_may_be_heard_by_another_jury() -> None:
    case = FAMILY["together-S-ec"]
    session, plan_known = case.session(), case.plan()
    assert plan_known is not None
    assert compile_session(session).heard_whole
    assert not compile_session(replace(session, reference=(plan_known,))).heard_whole


def test_chains_of_two_ccp_may_be_heard_by_two_juries() -> None:
    assert not compile_session(on_both(two_orals(30, 20), 2, 4)).heard_whole
    assert compile_session(on_ccps(small(two_orals(30, 20)), ("CCP1",), ("CCP2",))).heard_whole


@pytest.mark.parametrize("name", ["c-S-ccp-1", "R12-fauteuil-catl"])
def test_columns_hear_whoever_has_several_chains_only_where_that_is_asked(name: str) -> None:
    problem = from_the_plainest(FAMILY[name].session())[0]
    patterns = Patterns(problem, Clock(BUDGET))
    assert bool(Columns(problem, patterns).columns) is problem.heard_whole
    assert Columns(problem, patterns, whole=True).columns


def test_columns_weigh_no_more_than_the_quota() -> None:
    """Of 30 and 20 minutes, 60 are two of the first, three of the second, or one of each."""
    session = small(two_orals(30, 20), candidats=6, nb_membres=4, nb_salles=3)
    session = reglees(on_ccps(session, *[("CCP1",)] * 3, *[("CCP2",)] * 3), quota=1)
    problem = compile_session(session)
    columns = Columns(problem, Patterns(problem, Clock(BUDGET))).columns
    heard = {
        tuple(sorted(sum(kind.tasks[0][1]) for kind, n in price.key.kinds for _ in range(n))) for _, price in columns
    }
    assert heard == {(30,), (20,), (20, 20), (20, 20, 20), (30, 30), (20, 30)}


@pytest.mark.proof
def test_the_wait_of_who_passes_several_ccp_before_one_jury_is_proven() -> None:
    """On one day one jury hears them whole: the jury-days counted are all that there are."""
    report = told(FAMILY["c-S-ccp-1"].session())
    assert [(n.nom, n.prouve_sans_affiche) for n in report.niveaux[:6]] == [
        (n, True) for n in ("1", "2", "2b", "3", "4a", "4b")
    ]


@pytest.mark.proof
@pytest.mark.parametrize(
    ("name", "seconds", "costs"),
    [
        ("c-M-ccp-2", 60.0, (8, 2, 0, 1885, 12, 0)),
        pytest.param(
            "together-M-ec", 60.0, (12, 3, 0, 2700, 12, 0), id="the rest follows what a jury may watch two of"
        ),
        pytest.param("c-M-ccp-1", 10.0, (4, 1, 0, 1130, 12), id="nobody sits in both juries of the day, but for waits"),
    ],
)
def test_a_session_of_twelve_is_proven_with_sharing(name: str, seconds: float, costs: tuple[int, ...]) -> None:
    outcome, report = plan(FAMILY[name].session(), replace(BUDGET, seconds=seconds))
    assert isinstance(outcome, Planned)
    assert report is not None
    assert [(n.valeur, n.borne) for n in report.niveaux[: len(costs)]] == [(v, v) for v in costs]
