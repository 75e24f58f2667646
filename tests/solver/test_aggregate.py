"""Whole days counted: what candidats on several chains ask of juries and of the quota, whichever juries hear them."""

from dataclasses import replace
from datetime import time

import pytest
from benchmarks.sessions import FAMILY

from builders import oral, referentiel, session
from edits import heures, reglees, room
from tpplanner.audit import check, measured
from tpplanner.domain.answers import Planned
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Session
from tpplanner.planner import plan
from tpplanner.solver import Budget
from tpplanner.solver.bounds.aggregate import Aggregate
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.model.workload import longest_by_cuts, most_in_a_stretch, weight_at_most
from tpplanner.solver.run import Clock, run
from worlds import ensemble

BUDGET = Budget(seconds=8.0, workers=1, reproducible=True)


def counted(s: Session) -> dict[str, int]:
    """What is counted of a session, level by level."""
    return Aggregate(compile_session(s), Clock(BUDGET)).bounds()


def apart(*minutes: int) -> Referentiel:
    """Orals that are each a chain of their own."""
    return referentiel(*(oral(f"O{n}", long, separee=True) for n, long in enumerate(minutes, 1)))


def watched_three_at_once(minutes: int) -> Session:
    """Three candidats whom one jury may watch at once, on posts enough."""
    ref = ensemble(3)
    msp, *others = ref.titre.epreuves
    msp = replace(msp, phases=tuple(replace(phase, minutes=minutes) for phase in msp.phases))
    s = session(replace(ref, titre=replace(ref.titre, epreuves=(msp, *others))), candidats=3)
    return room(s, "Plateau", ressources=(("caisse", 3),))


@pytest.mark.parametrize("minutes", [33, 41])
def test_presence_is_counted_in_whole_steps(minutes: int) -> None:
    s = session(apart(minutes, 20), candidats=1)
    outcome, _ = plan(s, BUDGET)
    assert isinstance(outcome, Planned)
    assert counted(s)["3"] == dict(measured(s, outcome.plan))["3"]


@pytest.mark.parametrize("minutes", [*(pytest.param(n, marks=pytest.mark.proof) for n in (100, 120)), 180])
def test_those_watched_together_take_a_jury_no_longer_than_one_of_them(minutes: int) -> None:
    s = watched_three_at_once(minutes)
    outcome, _ = plan(s, BUDGET)
    assert isinstance(outcome, Planned)
    costs = dict(measured(s, outcome.plan))
    bounds = counted(s)
    assert bounds["1"] == 2
    assert all(bound <= costs[nom] for nom, bound in bounds.items())


def test_a_candidat_of_several_chains_is_read_corrected_and_deliberated_once_at_least() -> None:
    """Two chains of 40 and 30 minutes: both watched, and all the rest as of one chain of 70."""
    assert counted(session(apart(40, 30), candidats=2))["3"] == counted(session(apart(70), candidats=2))["3"]


def test_what_is_counted_of_presence_is_what_a_jury_needs() -> None:
    s = session(apart(40, 30), candidats=2)
    outcome, _ = plan(s, BUDGET)
    assert isinstance(outcome, Planned)
    assert check(s, outcome.plan).violations == ()
    assert counted(s)["3"] == dict(measured(s, outcome.plan))["3"]


@pytest.mark.parametrize(
    ("name", "presence"),
    [("a-S-ccp-2", 750), ("c-S-ccp-1", 585), ("a-M-ccp-2", 1445), ("b-M-ccp-1", 955), ("c-M-ccp-1", 1130)],
)
def test_a_jury_longer_at_work_than_the_limit_pays_a_rest_or_midday(name: str, presence: int) -> None:
    """What plans that are known cost: a rest beside the break costs what it does not hide, a break deducted midday."""
    assert counted(FAMILY[name].session())["3"] == presence


@pytest.mark.parametrize(
    ("pause", "closes", "longest"),
    [(60, 19, [270, 515, 590]), (45, 19, [270, 515, 605]), (60, 20, [270, 515, 650]), (60, 16, [270, 425])],
)
def test_each_rest_begins_a_stretch_and_takes_its_minutes_from_the_day(
    pause: int, closes: int, longest: list[int]
) -> None:
    """From 8:00, in stretches of 240: one; two and a battement; then what the break and a rest leave of the day.

    Accueil and clôture lie beside them, and so may the battement of somebody who was read on another day.
    """
    s = heures(reglees(FAMILY["c-M-ccp-1"].session(), pause_jury=pause), fin=time(closes))
    problem = compile_session(s)
    assert longest_by_cuts(problem, problem.days[0]) == longest


@pytest.mark.parametrize(("juries", "called", "pay"), [(2, 4, 0), (2, 3, 2), (3, 4, 3), (3, 5, 2), (4, 7, 2)])
def test_juries_that_share_membres_cost_midday(juries: int, called: int, pay: int) -> None:
    """As many as have no membres of their own, but two at least: one that shares does so with another."""
    s = session(apart(20), candidats=4, nb_membres=8)
    model = Aggregate(compile_session(s), Clock(BUDGET))
    model.model.add(model.juries[0] == juries)
    model.model.add(model.called[0] == called)
    model.model.minimize(model.over_midday[0])
    solver, _ = run(model.model, Clock(BUDGET), 5)
    assert solver.value(model.over_midday[0]) == pay


@pytest.mark.parametrize(("limit", "rests"), [(180, 1), (240, 0)])
def test_work_no_longer_than_the_limit_takes_no_rest(limit: int, rests: int) -> None:
    """Three hours and some minutes in a morning: over by midday, of one stretch or two."""
    s = session(apart(40, 30), candidats=2)
    s = replace(s, reglages=replace(s.reglages, travail_continu=limit))
    outcome, _ = plan(s, BUDGET)
    assert isinstance(outcome, Planned)
    of_rest = 20 - s.reglages.battement
    without = counted(replace(s, reglages=replace(s.reglages, travail_continu=360)))["3"]
    assert counted(s)["3"] == dict(measured(s, outcome.plan))["3"] == without + rests * of_rest


@pytest.mark.parametrize(("membres", "juries"), [(2, 1), (3, 2)])
def test_two_membres_are_one_jury_of_a_day(membres: int, juries: int) -> None:
    """No two juries of a day are the same; three membres may be two of two, one after the other."""
    s = session(apart(40), candidats=2, nb_membres=3)
    problem = compile_session(s)
    model = Aggregate(problem, Clock(BUDGET))
    for day in problem.days:
        model.model.add(model.called[day.index] <= membres)
    model.model.maximize(model.juries[0])
    solver, _ = run(model.model, Clock(BUDGET), 5)
    assert solver.value(model.juries[0]) == juries


@pytest.mark.parametrize(("candidats", "called"), [(9, 2), (10, 4), (19, 4), (20, 6)])
def test_a_membre_too_many_for_the_juries_at_once_adds_no_minute(candidats: int, called: int) -> None:
    """Two membres hear nine in a day; a third, who sits with one of them and then the other, eats when they do."""
    assert counted(session(referentiel(oral("EF", 30)), candidats=candidats, nb_membres=8, nb_salles=4))["1"] == called


@pytest.mark.parametrize(
    ("name", "membre_days"),
    [("a-M-ccp-2", 6), ("c-M-ccp-2", 8), pytest.param("a-XL-ccp-1", 30, marks=pytest.mark.proof), ("b-XL-ccp-1", 19)],
)
def test_the_quota_counts_the_minutes_of_candidats_on_ccps(name: str, membre_days: int) -> None:
    """For the sixty of shape a: quota 3 of 105 minutes, 4620 minutes in all: 14.7 juries of two, who are 30 membre-days."""
    assert counted(FAMILY[name].session())["1"] == membre_days


@pytest.mark.parametrize(("name", "at_most"), [("a-M-ccp-1", 310), ("c-S-ccp-2", 340), ("b-M-ccp-1", 160)])
def test_a_day_weighs_no_more_than_a_sum_of_chains_within_the_quota(name: str, at_most: int) -> None:
    """Chains of 60, 50, 40 and 20 minutes make no 315."""
    assert weight_at_most(compile_session(FAMILY[name].session())) == at_most


def test_bounds_known_otherwise_are_counted_with() -> None:
    s = FAMILY["a-M-ccp-1"].session()
    known = Aggregate(compile_session(s), Clock(BUDGET)).bounds({"1": 8})
    assert counted(s)["1"] == 7
    assert known["1"] == 8


def test_rests_are_counted_where_one_candidat_is_heard_nearly_as_long_as_the_limit() -> None:
    """Of twelve, one keeps a jury for 244 minutes; 1824 of work by four juries are seven stretches of them at least.

    Beside the stretches of each jury lie 30 minutes; between two is its break, which costs midday, or a rest, which costs
    as much.
    """
    assert counted(FAMILY["c-M-ccp-2"].session())["3"] == 1825 + 3 * 15


@pytest.mark.parametrize(("minutes", "most"), [((150,), 180), ((151,), 181), ((100, 100), 230)])
def test_a_stretch_of_work_holds_more_than_the_limit_for_one_candidat_alone(
    minutes: tuple[int, ...], most: int
) -> None:
    """Their passages, the reading of 15 minutes, the battement, and the deliberation of ten."""
    s = reglees(session(apart(*minutes), candidats=1), travail_continu=180)
    assert most_in_a_stretch(compile_session(s)) == most
