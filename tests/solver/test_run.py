"""Running CP-SAT, and what becomes of a search in which CP-SAT itself fails."""

from itertools import combinations

import pytest
from ortools.sat.python import cp_model

from builders import SUIVIE, ecrit, oral, referentiel, session
from tpplanner.domain.answers import Planned
from tpplanner.domain.referentiel import Epreuve, Nature, Phase
from tpplanner.planner import plan
from tpplanner.solver import Budget
from tpplanner.solver.run import FOUND, Clock, Manner, at_least, race, run, side_by_side


def small() -> cp_model.CpModel:
    """The least even number from three on."""
    model = cp_model.CpModel()
    half = model.new_int_var(0, 10, "")
    model.add(2 * half >= 3)
    model.minimize(2 * half)
    return model


def failing(monkeypatch: pytest.MonkeyPatch, times: int) -> list[int]:
    """Let CP-SAT fail so many times; the seeds of the searches, as they begin."""
    solve, seeds = cp_model.CpSolver.solve, list[int]()

    def fail(solver: cp_model.CpSolver, *args: object) -> cp_model.CpSolverStatus:
        seeds.append(solver.parameters.random_seed)
        if len(seeds) <= times:
            raise IndexError("raw_hash_map<>::at")
        return solve(solver, *args)

    monkeypatch.setattr(cp_model.CpSolver, "solve", fail)
    return seeds


@pytest.mark.parametrize("reproducible", [False, True])
def test_where_cp_sat_fails_it_is_asked_again_with_another_seed(
    monkeypatch: pytest.MonkeyPatch, *, reproducible: bool
) -> None:
    seeds = failing(monkeypatch, 1)
    clock = Clock(Budget(10, seed=7, workers=1, reproducible=reproducible))
    solver, status = run(small(), clock)
    assert status == cp_model.OPTIMAL
    assert at_least(solver) == solver.objective_value == 4
    assert seeds == [7, 8]


def test_where_it_fails_again_nothing_is_known_and_the_search_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = failing(monkeypatch, 2)
    clock = Clock(Budget(10, workers=1))
    solver, status = run(small(), clock)
    assert status == cp_model.UNKNOWN
    assert at_least(solver) == 0
    assert run(small(), clock)[1] == cp_model.OPTIMAL
    assert seeds == [0, 1, 0]


@pytest.mark.parametrize("workers", [None, 1, 2])
def test_one_worker_that_learns_proves_the_least_whether_or_not_others_improve(workers: int | None) -> None:
    solver, status = run(small(), Clock(Budget(10)), workers=workers, manner=Manner.LEARNING)
    assert (status, solver.objective_value) == (cp_model.OPTIMAL, 4)
    assert solver.parameters.num_workers == (workers or 1)
    assert list(solver.parameters.subsolvers) == (["no_lp"] if workers == 2 else [])


def test_a_search_that_has_no_time_left_shows_nothing() -> None:
    solver, status = run(small(), Clock(Budget(0, workers=1)))
    assert status == cp_model.UNKNOWN
    assert at_least(solver) == 0


def test_a_stage_has_its_part_and_what_follows_has_the_rest() -> None:
    clock = Clock(Budget(10, reproducible=True))
    with clock.part(4):
        assert clock.left() == 4
        clock.spend(1)
        assert clock.left() == 3
        clock.spend(5)
        assert clock.left() == 0
    assert clock.left() == 4
    assert clock.spent() == 6


def test_a_part_within_a_part_is_within_both() -> None:
    clock = Clock(Budget(10, reproducible=True))
    with clock.part(4):
        with clock.part(100):
            assert clock.left() == 4
        with clock.part(3):
            clock.spend(2)
            assert clock.left() == 1
        assert clock.left() == 2
    assert clock.left() == 8


@pytest.mark.parametrize("seconds", [0, -1])
def test_a_part_of_nothing_leaves_no_time_and_takes_none(seconds: float) -> None:
    clock = Clock(Budget(10, reproducible=True))
    with clock.part(seconds):
        assert clock.left() == 0
        assert run(small(), clock)[1] == cp_model.UNKNOWN
    assert clock.left() == 10


def test_a_stage_that_fails_leaves_the_rest_to_those_after_it() -> None:
    clock = Clock(Budget(10, reproducible=True))
    with pytest.raises(ZeroDivisionError), clock.part(1):
        _ = 1 // 0
    assert clock.left() == 10


def test_once_stopped_no_stage_has_any_time() -> None:
    clock = Clock(Budget(10, reproducible=True))
    with clock.part(4):
        clock.budget.stop.set()
        assert clock.left() == 0
    assert clock.left() == 0


def pigeons(number: int, holes: int) -> cp_model.CpModel:
    """Each pigeon in a hole of its own: with fewer holes than pigeons, clauses alone take ages to show that none fits."""
    model = cp_model.CpModel()
    there = [[model.new_bool_var("") for _ in range(holes)] for _ in range(number)]
    for row in there:
        model.add_bool_or(row)
    for one, other in combinations(there, 2):
        for a, b in zip(one, other, strict=True):
            model.add_bool_or(~a, ~b)
    return model


def no_better_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every search from now on leaves clauses as they are."""
    solve = cp_model.CpSolver.solve

    def plainly(solver: cp_model.CpSolver, *args: object) -> cp_model.CpSolverStatus:
        solver.parameters.cp_model_presolve = False
        solver.parameters.symmetry_level = 0
        return solve(solver, *args)

    monkeypatch.setattr(cp_model.CpSolver, "solve", plainly)


def test_of_models_side_by_side_all_end_once_one_has_a_solution(monkeypatch: pytest.MonkeyPatch) -> None:
    no_better_way(monkeypatch)
    monkeypatch.setattr("tpplanner.solver.run.cores", lambda: 2)
    clock = Clock(Budget(300))
    answers = race([pigeons(13, 12), pigeons(12, 12), pigeons(13, 12)], clock, Manner.LEARNING)
    assert [status in FOUND for _, status in answers] == [False, True, False]
    assert clock.left() > 100, "nobody waits for the others"
    assert not clock.stopped(), "the search itself goes on"


def test_models_side_by_side_of_which_none_has_a_solution_are_all_told() -> None:
    clock = Clock(Budget(60, reproducible=True))
    answers = race([pigeons(3, 2), pigeons(2, 1), pigeons(4, 3)], clock, Manner.LEARNING)
    assert {status for _, status in answers} == {cp_model.INFEASIBLE}
    assert race([], clock, Manner.LEARNING) == []


@pytest.mark.proof
def test_of_models_side_by_side_the_first_have_half_of_the_time_and_the_last_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    no_better_way(monkeypatch)
    clock = Clock(Budget(4, reproducible=True))
    with clock.part(2):
        answers = race([pigeons(13, 12)] * 3, clock, Manner.LEARNING)
    assert {status for _, status in answers} == {cp_model.UNKNOWN}
    assert [round(solver.deterministic_time, 1) for solver, _ in answers] == [1, 0.5, 0.5]
    assert round(clock.left(), 1) == 2


@pytest.mark.parametrize("cores", [1, 3])
def test_what_is_solved_side_by_side_has_what_was_left_as_it_began(cores: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tpplanner.solver.run.cores", lambda: cores)
    clock = Clock(Budget(4, reproducible=True))

    def solve(spent: float) -> float:
        clock.spend(spent)
        return clock.left()

    assert side_by_side(clock, solve, [0.1, 0.2, 0.3, 0.1, 0.5]) == [4, 4, 4, 4, pytest.approx(3.3)]
    assert clock.left() == pytest.approx(2.8)
    assert side_by_side(clock, solve, []) == []


def test_a_round_ends_after_its_seconds_or_with_what_is_left() -> None:
    clock = Clock(Budget(10, reproducible=True))
    for seconds, left in ((4, 4), (20, 10)):
        with clock.round(seconds):
            assert (clock.left(), clock.seconds) == (left, left)
    assert (clock.left(), clock.rounds) == (10, 2)


def test_each_round_has_a_seed_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, seeds = Clock(Budget(10, seed=5, reproducible=True)), failing(monkeypatch, 0)
    run(small(), clock)
    for _ in range(2):
        with clock.round(1):
            run(small(), clock)
    assert seeds == [5, 5, 6]


@pytest.mark.parametrize(
    ("model", "seconds", "effort", "cut"),
    [
        (pigeons(12, 12), 4, None, False),
        (pigeons(13, 12), 0.1, None, True),
        (pigeons(13, 12), 4, 0.01, False),
        (pigeons(12, 12), 0, None, True),
    ],
    ids=["closed", "for want of time", "with all its effort", "not begun"],
)
def test_a_round_is_cut_short_where_a_longer_one_could_do_more(
    model: cp_model.CpModel, seconds: float, effort: float | None, *, cut: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_better_way(monkeypatch)
    clock = Clock(Budget(10, reproducible=True))
    clock.cut_short = True
    with clock.round(4):
        assert not clock.cut_short, "each round is judged by itself"
        run(model, clock, seconds, effort=effort, manner=Manner.LEARNING)
        assert clock.cut_short is cut


def test_what_has_no_time_to_begin_cuts_a_round_short() -> None:
    clock = Clock(Budget(10, reproducible=True))
    with clock.round(4):
        assert clock.allows(3)
        assert not clock.cut_short
        assert not clock.allows(4)
        assert clock.cut_short


def test_without_a_plan_time_is_kept_for_saying_why() -> None:
    clock = Clock(Budget(10, patience=0.75, reproducible=True))
    with clock.part(9):
        assert clock.left_without_plan() == 7.5
    with clock.part(6):
        assert clock.left_without_plan() == 6


@pytest.mark.proof
def test_a_reproducible_search_never_has_several_workers_in_turn() -> None:
    """They end the whole process on a model that is infeasible as it is loaded, as those of this session are."""
    phases = (Phase(60, SUIVIE, "plateau"),)
    msp = Epreuve("MSP", "Mise en situation", "MSP", Nature.PRATIQUE, phases, simultanes=3)
    epreuves = (ecrit("QP", 30), msp, oral("QAP", 30, apres=("MSP",)), oral("EF", 20, apres=("QAP",)))
    s = session(referentiel(*epreuves, quota=6), candidats=4, nb_membres=4)
    outcome, _ = plan(s, Budget(2, workers=8, reproducible=True))
    assert isinstance(outcome, Planned)
