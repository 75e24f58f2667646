"""The best plan so far: what it is said to cost is what the audit measures, and it gives way to no worse one."""

from functools import cache
from typing import NamedTuple

import pytest
from benchmarks.sessions import FAMILY
from hypothesis import given
from hypothesis import strategies as st

from proofs import mostly_proofs
from tpplanner.audit import check, measured
from tpplanner.solver import Budget
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import Clock
from tpplanner.solver.search import finish
from tpplanner.solver.search.finish import Finish
from tpplanner.solver.search.incumbent import MOST_WEIGHT, Incumbent, weights_of
from tpplanner.solver.search.settlement import Learned, Settlement, strongest

SAMPLE = ("R01-tiers-temps-dwwm", "R13-absent-le-second-jour-sc", "a-S-loose-1", "b-M-tight-1", "c-S-ccp-1")


def seated(name: str, seconds: float = 60) -> Settlement:
    """A settlement of the plainest problem that has nothing but candidats seated one after the other."""
    problems = from_the_plainest(FAMILY[name].session())
    clock = Clock(Budget(seconds, workers=1, reproducible=True))
    settlement = Settlement(
        Learned(problems[-1], clock, Patterns(problems[-1], clock)), problems[0], Incumbent(clock, None)
    )
    assert settlement.begin.seated()
    return settlement


def told(settlement: Settlement) -> dict[str, int]:
    assert settlement.best.whole is not None
    return {nom: settlement.best.value(nom) for nom in settlement.best.whole.levels}


def measures(settlement: Settlement) -> dict[str, int]:
    return of(settlement, settlement.best)


def of(settlement: Settlement, best: Incumbent) -> dict[str, int]:
    """What the audit measures of a plan of that session."""
    assert best.plan is not None
    return dict(measured(settlement.problem.session, best.plan))


class Improved(NamedTuple):
    """A search whose first plan was improved, that plan, and the better one."""

    settlement: Settlement
    worse: Incumbent
    better: Incumbent


@cache
def improved(name: str) -> Improved:
    """Improved as far as a few seconds allow: asked for once, whichever tests look at it."""
    settlement = seated(name, 2)
    worse = settlement.best.copy()
    settlement.improvement().first(settlement.problem, settlement.begin.assignment, settlement.narrowest, 0)
    return Improved(settlement, worse, settlement.best.copy())


@pytest.mark.parametrize("name", mostly_proofs(SAMPLE, *SAMPLE[:3]))
def test_once_tightened_a_solution_costs_what_the_audit_measures(name: str) -> None:
    settlement = seated(name)
    assert told(settlement) != measures(settlement), "nothing is loose: this shows nothing"
    settlement.best.tighten()
    assert told(settlement) == measures(settlement)


def test_the_last_levels_and_what_follows_leave_no_level_worse() -> None:
    settlement = seated("R04-deux-ccp-et-final-cda")
    before = measures(settlement)
    last = [n for n in settlement.niveaux if n not in settlement.bounded]
    Finish(settlement.learned.problem, settlement.best, settlement.clock).improve(last)
    after = measures(settlement)
    assert [after[n.nom] <= before[n.nom] for n in settlement.bounded] == [True] * len(settlement.bounded)


@pytest.mark.proof
@pytest.mark.parametrize("name", ["R04-deux-ccp-et-final-cda", "b-S-ccp-1"])
def test_where_jury_days_are_not_counted_the_plan_known_is_improved(name: str) -> None:
    settlement, worse, better = improved(name)
    assert list(of(settlement, better).values()) < list(of(settlement, worse).values())
    assert better.plan is not None
    assert check(settlement.problem.session, better.plan).violations == ()


def test_the_levels_in_days_stay_as_they_are() -> None:
    settlement, worse, better = improved("R04-deux-ccp-et-final-cda")
    in_days = [n.nom for n in settlement.bounded[: settlement.improvement().in_days]]
    before, after = of(settlement, worse), of(settlement, better)
    assert in_days == ["1", "2", "2b"]
    assert [after[nom] for nom in in_days] == [before[nom] for nom in in_days]


@pytest.mark.proof
def test_levels_that_are_settled_cost_no_more_while_the_others_are_improved() -> None:
    settlement = seated("b-S-ccp-1")
    settlement.best.tighten()
    before = measures(settlement)
    with settlement.clock.part(2.0):
        settlement.best.improve(WholeModel(settlement.problem), 5)
    after = measures(settlement)
    assert list(before)[:5] == ["1", "2", "2b", "3", "4a"]
    assert all(after[nom] <= before[nom] for nom in list(before)[:5])
    assert list(after.values()) < list(before.values())


def test_where_one_jury_hears_everybody_and_one_level_is_open_it_is_closed() -> None:
    settlement = seated("R06-un-surveillant-cda")
    before = measures(settlement)
    settlement.bounds = {nom: before[nom] for nom in ("1", "2", "2b", "3", "4a")}
    with settlement.clock.part(4):
        settlement.use_what_is_left((settlement.problem, settlement.learned.problem))
    after = measures(settlement)
    assert all(after[nom] <= before[nom] for nom in ("1", "2", "2b", "3", "4a"))
    assert settlement.bounds["4b"] == after["4b"] < before["4b"]


@pytest.mark.proof
def test_the_bound_of_a_level_is_that_of_plans_which_cost_no_more_before_it() -> None:
    settlement = seated("R04-deux-ccp-et-final-cda")
    before = measures(settlement)
    with settlement.clock.part(8):
        bounds = settlement.improvement().close(settlement.problem, settlement.bounded, 4, {})
    assert bounds["4b"] == measures(settlement)["4b"] < before["4b"]


@pytest.mark.proof
def test_no_later_level_is_bounded_while_one_before_it_is_open() -> None:
    settlement = seated("c-S-ccp-1")
    settlement.bounds = {"1": measures(settlement)["1"]}
    with settlement.clock.part(0.4):
        settlement.use_what_is_left((settlement.problem, settlement.learned.problem))
    values, bounds = measures(settlement), settlement.bounds
    assert list(bounds) == list(values)[: len(bounds)]
    assert len(bounds) - settlement.proven() <= 1


def test_what_was_known_of_the_levels_after_one_that_costs_more_than_its_bound_is_not_believed() -> None:
    settlement = seated("R06-un-surveillant-cda")
    before = measures(settlement)
    # no plan has the third level at this bound: what is said of the fifth, given that, is true of none
    floors = {"3": before["3"] - 15, "4b": 10**6}
    with settlement.clock.part(8):
        bounds = settlement.improvement().close(settlement.problem, settlement.bounded, 2, floors)
    assert bounds["3"] == measures(settlement)["3"] > floors["3"]
    assert bounds["4b"] == measures(settlement)["4b"]


@pytest.mark.parametrize(
    ("bounds", "counted", "told"),
    [
        ({"1": 2}, {"1": 2, "2": 1, "3": 400}, {"1": 2, "2": 1, "3": 400}),
        ({"1": 2, "2": 1}, {"1": 2, "2": 1, "3": 400}, {"1": 2, "2": 1, "3": 400}),
        ({"1": 2, "2": 0}, {"1": 2, "2": 1}, {"1": 2, "2": 1}),
        ({"1": 1}, {"1": 0}, {"1": 1}),
        ({}, {"1": 1}, {"1": 1}),
        ({"1": 2}, {"1": 1, "2": 1}, {"1": 2}),
        ({"1": 2}, {}, {"1": 2}),
    ],
)
def test_of_several_bounds_those_that_prove_most_are_told_and_the_best_of_the_next_level(
    bounds: dict[str, int], counted: dict[str, int], told: dict[str, int]
) -> None:
    assert strongest({"1": 2, "2": 1, "3": 450}, bounds, counted) == told


def test_a_bound_known_is_not_lost_while_its_level_is_closed() -> None:
    settlement = seated("c-S-ccp-1")
    with settlement.clock.part(0.5):
        told = settlement.improvement().close(settlement.problem, settlement.bounded, 4, {"4b": 7})
    assert told["4b"] >= 7


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000)), min_size=1, max_size=6))
def test_a_plan_of_a_smaller_weighted_sum_is_no_worse_level_after_level(costs: list[tuple[int, int]]) -> None:
    known = {str(n): before for n, (before, _) in enumerate(costs)}
    weights = weights_of(known)
    told = list(known)[: len(weights)]
    assert list(weights) == told
    assert max(weights.values()) <= MOST_WEIGHT
    other = {str(n): after for n, (_, after) in enumerate(costs)}
    if sum(weights[n] * other[n] for n in told) < sum(weights[n] * known[n] for n in told):
        assert [other[n] for n in told] < [known[n] for n in told]


def test_an_hour_and_a_half_more_at_a_level_is_worth_one_minute_less_at_the_level_before() -> None:
    weights = weights_of({"3": 700, "4b": 0})
    assert weights["3"] * 699 + weights["4b"] * 90 < weights["3"] * 700


def test_a_plan_known_takes_its_place_again_unless_it_costs_more() -> None:
    settlement, worse, better = improved("R04-deux-ccp-et-final-cda")
    assert not settlement.best.prefer(worse)
    assert settlement.best.plan is better.plan
    settlement.best.take(worse)
    assert settlement.best.prefer(better)
    assert settlement.best.plan is better.plan


def test_a_plan_found_in_another_way_takes_its_place_only_if_it_costs_less() -> None:
    settlement, worse, better = improved("R04-deux-ccp-et-final-cda")
    settlement.keep_if_better(lambda: settlement.best.take(worse))
    assert settlement.best.plan is better.plan


def test_no_step_of_the_last_ones_is_begun_for_which_no_time_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    settlement = seated("a-S-tight-1")
    known = settlement.best.plan
    for step in ("_places_in_order", "_last_levels"):
        monkeypatch.setattr(finish.Finish, step, lambda *_: pytest.fail("there is no time for it"))
    monkeypatch.setattr(finish, "ASSIGNED", 10.0)
    last = [n for n in settlement.niveaux if n not in settlement.bounded]
    assert Finish(settlement.learned.problem, settlement.best, settlement.clock).improve(last) == {}
    assert settlement.best.plan == known


def test_last_levels_that_cannot_be_lower_take_no_model_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    settlement = seated("b-S-tight-1")
    last = [n for n in settlement.niveaux if n not in settlement.bounded]
    Finish(settlement.learned.problem, settlement.best, settlement.clock).improve(last)
    assert [told(settlement)[n.nom] for n in last] == [0]
    monkeypatch.setattr(finish, "WholeModel", lambda *_: pytest.fail("there is nothing to look for"))
    assert Finish(settlement.learned.problem, settlement.best, settlement.clock).improve(last) == {"5": 0}
