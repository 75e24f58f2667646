"""Fewer days, where jury-days are not counted: membres by turns, and one day for two."""

from collections import Counter
from itertools import combinations

import pytest
from benchmarks.sessions import FAMILY
from ortools.sat.python import cp_model

from small_sessions import after_three
from tpplanner.audit import check, measured
from tpplanner.domain.answers import Planned
from tpplanner.solver import Budget
from tpplanner.solver.bounds.aggregate import Aggregate
from tpplanner.solver.bounds.master import Assignment, Cuts, Master
from tpplanner.solver.bounds.patterns import Key, Patterns
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.run import Clock, Manner, run
from tpplanner.solver.search.best import Learned, Settled, Settlement, best_plan
from tpplanner.solver.search.finish import Fewer
from tpplanner.solver.search.incumbent import Incumbent


def unsettled(name: str, seconds: float) -> Settlement:
    """The settlement of a session's plainest problem, not begun."""
    problems = from_the_plainest(FAMILY[name].session())
    clock = Clock(Budget(seconds, workers=1, reproducible=True))
    return Settlement(Learned(problems[-1], clock, Patterns(problems[-1], clock)), problems[0], Incumbent(clock, None))


def test_what_one_worker_does_not_find_is_asked_of_all(monkeypatch):
    def run_(model, clock, *limits, manner=Manner.FULL, **more):
        found = run(model, clock, *limits, manner=manner, **more)
        return (found[0], cp_model.UNKNOWN) if manner is Manner.DECIDED else found

    monkeypatch.setattr("tpplanner.solver.bounds.master.run", run_)
    settlement = unsettled("c-S-ccp-1", 20)
    assert Master(settlement.problem, settlement.patterns, settlement.clock).of_few_juries().assignment is not None


def looked_for(name: str, counted: dict[str, int] | None = None) -> tuple[Settlement, Fewer]:
    """A settlement after candidats were seated one after the other, and fewer days looked for."""
    settlement = unsettled(name, 120)
    clock, last = settlement.clock, settlement.learned.problem
    assert settlement.begin.seated()
    fewer = Fewer((settlement.problem, last), settlement.patterns, settlement.best, clock)
    with clock.part(40):
        fewer.look(Aggregate(last, clock).bounds() if counted is None else counted)
    return settlement, fewer


def costs(settlement: Settlement) -> dict[str, int]:
    """What the plan kept costs; it breaks no rule."""
    assert settlement.best.plan is not None
    assert check(settlement.problem.session, settlement.best.plan).violations == ()
    return dict(measured(settlement.problem.session, settlement.best.plan))


def test_three_membres_sit_by_turns_where_six_membre_days_were_five() -> None:
    """Six candidats of EC, quota 2: three juries on three days, or three by turns and one more on two."""
    settlement, fewer = looked_for("c-S-ccp-2")
    assert fewer.begin is not None
    assert fewer.begin.problem is settlement.learned.problem
    assert (costs(settlement)["1"], costs(settlement)["2"]) == (5, 2)


def test_where_a_plan_takes_what_was_counted_nothing_is_looked_for() -> None:
    settlement, fewer = looked_for("b-S-ccp-1")
    assert (fewer.begin, fewer.proven) == (None, {})
    assert (costs(settlement)["1"], costs(settlement)["2"]) == (2, 1)


@pytest.mark.parametrize("name", ["a-S-ccp-2", "c-M-ccp-2"])
def test_where_no_juries_are_that_few_the_plan_is_proven_at_that_level(name: str) -> None:
    settlement, fewer = looked_for(name, {"1": 1, "2": 1})
    assert fewer.begin is None
    assert fewer.proven["1"] == costs(settlement)["1"]


@pytest.mark.proof
def test_a_problem_without_sharing_is_left_for_a_plan_of_fewer_days_with_it() -> None:
    settlement = unsettled("c-S-ccp-2", 60)
    with settlement.clock.part(30):
        assert settlement.settle() is Settled.BEYOND
    assert (costs(settlement)["1"], costs(settlement)["2"]) == (5, 2)
    with settlement.clock.part(1):
        assert settlement.settle() is not Settled.BEYOND, "it is looked for once"


def test_from_a_plan_of_fewer_days_a_small_problem_is_closed_level_by_level(monkeypatch: pytest.MonkeyPatch) -> None:
    """No plan has fewer membre-days or days; then presence is searched by the whole model, jury-days are not counted."""
    settlement, fewer = looked_for("c-S-ccp-2")
    last = Settlement(settlement.learned, fewer.problems[-1], settlement.best)
    before = settlement.best.costs()
    monkeypatch.setattr(Settlement, "count", lambda *_: pytest.fail("jury-days are counted"))
    with settlement.clock.part(2):
        assert last.settle() is Settled.OPEN
    assert (last.bounds["1"], last.bounds["2"]) == (5, 2)
    assert settlement.best.costs() <= before


@pytest.mark.proof
def test_all_bounded_levels_of_membres_by_turns_are_proven() -> None:
    """The least presence, days of candidats and wait of three membres who sit by turns."""
    session = FAMILY["c-S-ccp-2"].session()
    outcome = best_plan(session, Budget(120, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    proven = {borne.niveau: borne.valeur for borne in outcome.bornes if borne.niveau != "5"}
    assert proven == {"1": 5, "2": 2, "3": 1060, "4a": 6, "4b": 1870}
    assert proven.items() <= dict(measured(session, outcome.plan)).items()


def juries(assignment: Assignment, master: Master) -> tuple[Counter[int], set[tuple[int, tuple[int, ...]]]]:
    """How many juries sit on each day, and who sits in each."""
    slots = master.problem.slots
    return Counter(slots[s].day for s in assignment.sitting), set(assignment.sitting.items())


@pytest.mark.parametrize("numbers", [True, pytest.param(False, marks=pytest.mark.proof)])
def test_juries_put_aside_do_not_sit_again(*, numbers: bool) -> None:
    problem = from_the_plainest(FAMILY["c-S-ccp-2"].session())[-1]
    clock = Clock(Budget(60, workers=1, reproducible=True))
    master = Master(problem, Patterns(problem, clock), clock)
    master.limit(problem.reglages.niveaux[0], 5)
    seen = []
    for _ in range(3):
        assignment = master.of_few_juries().assignment
        assert assignment is not None
        seen.append(juries(assignment, master)[0 if numbers else 1])
        master.put_aside(assignment, numbers=numbers)
    assert all(one != other for one, other in combinations(seen, 2))


def test_a_cut_forbids_no_more_than_the_least_that_a_jury_cannot_hear(monkeypatch: pytest.MonkeyPatch) -> None:
    forbid = Cuts.forbid
    problem = from_the_plainest(after_three(6, 4))[-1]
    clock = Clock(Budget(60, workers=1, reproducible=True))
    master = Master(problem, Patterns(problem, clock, costs=False), clock)
    forbidden: list[Key] = []
    monkeypatch.setattr(Cuts, "forbid", lambda cuts, key: forbidden.append(key) or forbid(cuts, key))
    assert master.of_few_juries().assignment is not None
    assert {number for key in forbidden for _, number in key.kinds} == {4}
