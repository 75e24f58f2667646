"""The best plan so far: what it is said to cost is what the audit measures, and it gives way to no worse one."""

import pytest
from benchmarks.sessions import FAMILY
from hypothesis import given
from hypothesis import strategies as st

from tpplanner.audit import check, measured
from tpplanner.solver import Budget
from tpplanner.solver.bounds.master import strongest
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import Clock
from tpplanner.solver.search import finish
from tpplanner.solver.search.beginning import Beginning
from tpplanner.solver.search.best import _Search
from tpplanner.solver.search.finish import Finish
from tpplanner.solver.search.incumbent import MOST_WEIGHT, weights_of

SAMPLE = ("R01-tiers-temps-dwwm", "R13-absent-le-second-jour-sc", "a-S-loose-1", "b-M-tight-1", "c-S-ccp-1")


def seated(name: str) -> tuple[_Search, Beginning]:
    """A search that has nothing but candidats seated one after the other."""
    problems = from_the_plainest(FAMILY[name].session())
    search = _Search(problems, Clock(Budget(60, workers=1, reproducible=True)), None)
    begin = Beginning(problems[0], search.patterns, search.best, search.clock)
    assert begin.seated(30)
    return search, begin


def told(search: _Search) -> dict[str, int]:
    assert search.best.whole is not None
    return {nom: search.best.value(nom) for nom in search.best.whole.levels}


def measures(search: _Search) -> dict[str, int]:
    assert search.best.plan is not None
    return dict(measured(search.problem.session, search.best.plan))


@pytest.mark.parametrize("name", SAMPLE)
def test_once_tightened_a_solution_costs_what_the_audit_measures(name: str) -> None:
    search, _ = seated(name)
    assert told(search) != measures(search), "nothing is loose: this shows nothing"
    search.best.tighten()
    assert told(search) == measures(search)


def test_the_last_levels_and_what_follows_leave_no_level_worse() -> None:
    search, _ = seated("R04-deux-ccp-et-final-cda")
    before = measures(search)
    last = [n for n in search.niveaux if n not in search.mastered]
    Finish(search.problem, search.patterns, search.best, search.clock).improve(last)
    after = measures(search)
    assert [after[n.nom] <= before[n.nom] for n in search.mastered] == [True] * len(search.mastered)


@pytest.mark.parametrize("name", ["R04-deux-ccp-et-final-cda", "b-S-ccp-1"])
def test_where_jury_days_are_not_counted_the_plan_known_is_improved(name: str) -> None:
    search, begin = seated(name)
    before = list(measures(search).values())
    search._improvement().first(begin.problem, begin.kept, 4.0, 0)
    assert list(measures(search).values()) < before
    assert search.best.plan is not None
    assert check(search.problem.session, search.best.plan).violations == ()


def test_the_levels_in_days_stay_as_they_are() -> None:
    search, begin = seated("R04-deux-ccp-et-final-cda")
    in_days = [n.nom for n in search.mastered[: search.in_days]]
    before = measures(search)
    search._improvement().first(begin.problem, begin.kept, 4.0, 0)
    after = measures(search)
    assert in_days == ["1", "2"]
    assert [after[nom] for nom in in_days] == [before[nom] for nom in in_days]


def test_levels_that_are_settled_cost_no_more_while_the_others_are_improved() -> None:
    search, begin = seated("b-S-ccp-1")
    search.best.tighten()
    before = measures(search)
    search.best.improve(WholeModel(begin.problem), 4, 2.0)
    after = measures(search)
    assert list(before)[:4] == ["1", "2", "3", "4a"]
    assert all(after[nom] <= before[nom] for nom in list(before)[:4])
    assert list(after.values()) < list(before.values())


def test_where_one_jury_hears_everybody_and_one_level_is_open_it_is_closed() -> None:
    search, begin = seated("c-S-ccp-1")
    before = measures(search)
    search.bornes = {nom: before[nom] for nom in ("1", "2", "3", "4a")}
    search.reserve = search.clock.left() - 4
    search._use_what_is_left(begin.problem, search.problem)
    after = measures(search)
    assert all(after[nom] <= before[nom] for nom in ("1", "2", "3", "4a"))
    assert after["4b"] < before["4b"]
    assert 0 <= search.bornes["4b"] <= after["4b"]


def test_the_bound_of_a_level_is_that_of_plans_which_cost_no_more_before_it() -> None:
    search, begin = seated("R04-deux-ccp-et-final-cda")
    before, until = measures(search), search.clock.left() - 8
    bounds = search._improvement().close(begin.problem, until, search.mastered[:-1], search.mastered[-1], {})
    assert bounds["4b"] == measures(search)["4b"] < before["4b"]


def test_no_later_level_is_bounded_while_one_before_it_is_open() -> None:
    search, begin = seated("c-S-ccp-1")
    search.bornes = {"1": measures(search)["1"]}
    search.reserve = search.clock.left() - 1
    search._use_what_is_left(begin.problem, search.problem)
    assert search.bornes.keys() == {"1"}


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
    search, begin = seated("c-S-ccp-1")
    known, niveau = {"4b": 7}, search.mastered[-1]
    until = search.clock.left() - 0.5
    told = search._improvement().close(begin.problem, until, search.mastered[:-1], niveau, known)
    assert told["4b"] >= 7


@pytest.mark.parametrize("name", ["R04-deux-ccp-et-final-cda", pytest.param("a-S-ccp-1", marks=pytest.mark.proof)])
def test_where_jury_days_are_not_counted_no_level_is_closed_before_a_plan_meets_those_before_it(name: str) -> None:
    search, begin = seated(name)
    counted = search._count(begin.problem, 5.0)
    assert not counted.jury_days
    bounds, met, _ = search._mastered(begin, counted, search.clock.left() - 20)
    closed = list(bounds.levels)
    assert closed
    assert list(met) == closed[: len(met)]
    assert len(closed) - len(met) <= 1
    assert {nom: told(search)[nom] for nom in met} == met


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
    search, begin = seated("b-S-ccp-1")
    worse = search.best.copy()
    search._improvement().first(begin.problem, begin.kept, 4.0, 0)
    better = search.best.copy()
    assert not search.best.prefer(worse)
    assert search.best.plan is better.plan
    search.best.take(worse)
    assert search.best.prefer(better)
    assert search.best.plan is better.plan


def test_a_plan_found_in_another_way_takes_its_place_only_if_it_costs_less() -> None:
    search, begin = seated("b-S-ccp-1")
    worse = search.best.beside()
    worse.take(search.best)
    search._improvement().first(begin.problem, begin.kept, 4.0, 0)
    kept = search.best.plan
    search._keep_if_better(begin, lambda: search.best.take(worse))
    assert search.best.plan is kept


def test_no_step_of_the_last_ones_is_begun_for_which_no_time_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    search, _ = seated("a-S-tight-1")
    known = search.best.plan
    for step in ("_places_in_order", "_last_levels"):
        monkeypatch.setattr(finish.Finish, step, lambda *_: pytest.fail("there is no time for it"))
    monkeypatch.setattr(finish, "READING_SECONDS", 10.0)
    last = [n for n in search.niveaux if n not in search.mastered]
    assert Finish(search.problem, search.patterns, search.best, search.clock).improve(last) == {}
    assert search.best.plan == known


def test_last_levels_that_cannot_be_lower_take_no_model_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    search, _ = seated("b-S-tight-1")
    last = [n for n in search.niveaux if n not in search.mastered]
    Finish(search.problem, search.patterns, search.best, search.clock).improve(last)
    assert [told(search)[n.nom] for n in last] == [0]
    monkeypatch.setattr(finish, "WholeModel", lambda *_: pytest.fail("there is nothing to look for"))
    assert Finish(search.problem, search.patterns, search.best, search.clock).improve(last) == {"5": 0}
