"""Results: kept in a CSV, compared, told in a page."""

from dataclasses import replace

import pytest
from benchmarks.compare import Duel, duels, median_ratio, time_to_equal
from benchmarks.events import Ended, Found, Settled, Told
from benchmarks.growth import fitted
from benchmarks.measure import OURS, Bound, Process, Result, Step, judged_run
from benchmarks.report import page
from benchmarks.results import read_results, write_results
from benchmarks.sessions import FAMILY
from benchmarks.targets import NEVER, gap_at, verdict

from tpplanner.domain.reglages import NIVEAUX

LEVELS = ("1", "2", "3", "4a", "4b", "5")

OURS_ON_M = Result(
    session="a-M-loose-1",
    size="M",
    shape="a",
    variant="loose",
    feasible=True,
    candidats=12,
    solver=OURS,
    limit=60.0,
    status="planned",
    read=0.5,
    first=1.0,
    end=4.0,
    levels=LEVELS,
    costs=(8, 2, 1796, 18, 840, 3),
    bounds=(8, 2, 1796, 18, 840, 0),
    proofs=(2.0, 2.0, 2.5, 2.5, 2.5),
    steps=(Step(1.0, (8, 2, 1900, 18, 900, 9)), Step(2.0, (8, 2, 1796)), Step(2.5, (8, 2, 1796, 18, 840, 3))),
    gaps=(Bound(2.0, "3", 1796, 1790),),
    memory_mb=150.0,
    machine={"commit": "abc", "python": "3.11.7", "cores": "2", "cpu": "any", "seed": "0"},
)
PEER_ON_M = replace(
    OURS_ON_M,
    solver="hand",
    bounds=(),
    proofs=(),
    costs=(8, 2, 1850, 18, 900, 3),
    first=5.0,
    end=30.0,
    steps=(Step(5.0, (9, 2, 1700, 18, 900, 3)), Step(30.0, (8, 2, 1850, 18, 900, 3))),
    gaps=(),
)
NO_PLAN = replace(
    OURS_ON_M, session="R20-un-de-trop-cda", size="R", feasible=False, status="infeasible", costs=(), bounds=(),
    proofs=(), steps=(), first=None, variant="infeasible", candidats=4,
)  # fmt: skip
AWAY = replace(
    NO_PLAN, session="R01-tiers-temps-dwwm", solver="timefold_", feasible=True, status="missing", word="no Java 17"
)


def test_what_is_written_is_read_back(tmp_path):
    results = [OURS_ON_M, PEER_ON_M, NO_PLAN, AWAY]
    write_results(tmp_path / "results.csv", results)
    assert read_results(tmp_path / "results.csv") == results


def test_a_plan_is_as_good_when_its_first_levels_surely_are():
    assert time_to_equal(OURS_ON_M, (8, 2, 1850, 18, 900, 3)) == 2.0
    assert time_to_equal(OURS_ON_M, (8, 2, 1796, 18, 840, 3)) == 2.5
    assert time_to_equal(OURS_ON_M, (8, 2, 1796, 18, 840, 2)) is None


def test_verdicts_at_moments():
    duel = Duel(OURS_ON_M, PEER_ON_M)
    assert [duel.verdict(t) for t in (1.0, 10.0, 30.0)] == ["", "ahead", "ahead"]
    assert duel.ratio == pytest.approx(15.0)
    swapped = Duel(PEER_ON_M, OURS_ON_M)
    assert [swapped.verdict(t) for t in (1.0, 60.0)] == ["behind", "behind"]
    assert Duel(OURS_ON_M, OURS_ON_M).verdict(60.0) == "equal"


def test_a_peer_without_a_plan_is_not_compared():
    assert duels([OURS_ON_M, replace(PEER_ON_M, steps=(), costs=())], "hand") == []
    assert median_ratio(duels([OURS_ON_M, PEER_ON_M], "hand")) == pytest.approx(15.0)


def test_the_page_tells_levels_peers_and_growth():
    text = page([OURS_ON_M, PEER_ON_M, NO_PLAN, AWAY])
    assert "| M | a, b | 1 | 1 | 1.00 s | 1/1 | 2.50 s | 5 of 6 | – | 100.0 % | levels 1–4 ≤ 3 s | **yes** |" in text
    assert "| hand (restricted) | 1 | 1 | 1 | 0 | 0 / 0 / 0 | 1 / 0 / 0 | 1 / 0 / 0 | 1 / 0 / 0 | **yes** |" in text
    assert "| hand (restricted) | 1 | 30.00 s | 2.00 s | × 15.0 | × 19.7 | 0 | **yes** |" in text
    assert "| XL | c | 0 |" in text
    assert "- *hand*, the hand: " in text
    assert "1 of 1 are answered « impossible »" in text
    assert "No peer is ever ahead." in text
    assert "timefold was not run: no Java 17" in text
    assert "commit abc, python 3.11.7, cores 2, cpu any, seed 0" in text


def test_the_page_tells_the_share_proven_in_time_by_kind():
    late = replace(OURS_ON_M, session="noquota-M-sc", variant="noquota", proofs=(2.0, 2.0, 31.0, 31.0, 31.0), first=6.0)
    text = page([OURS_ON_M, late])
    assert "| M | loose | 1 | 1/1 | 1/1 | 100 % |  |  |" in text
    assert "| M | noquota | 1 | 0/1 | 0/1 | 0 % |  |  |" in text
    assert "| M | **all** | 2 | 1/2 | 1/2 | 50 % | 95 % | **no** |" in text
    assert "| L | **all** | 0 | 0/0 | 0/0 | – | 90 % | not measured |" in text
    assert "| M | **all** | 1 | 1/1 | 1/1 | 100 % | 95 % | **yes** |" in page([OURS_ON_M])


def test_sessions_named_by_their_kind_are_not_in_the_table_by_shape():
    of_a_kind = replace(OURS_ON_M, session="noquota-M-cda", variant="noquota", first=9.0)
    assert "| M | a, b | 1 | 1 | 1.00 s |" in page([OURS_ON_M, of_a_kind])


def test_a_peer_whose_papers_are_fixed_is_told_as_restricted():
    text = page([OURS_ON_M, replace(PEER_ON_M, solver="minizinc_"), replace(PEER_ON_M, solver="textbook")])
    assert "| minizinc (restricted) | 1 |" in text
    assert "| textbook | 1 |" in text


def test_the_page_says_where_a_peer_is_ahead_and_what_is_not_proven():
    weak = replace(
        OURS_ON_M, costs=(8, 2, 2000, 18, 900, 9), bounds=(8, 2, 1900), proofs=(2.0, 2.0),
        steps=(Step(1.0, (8, 2, 2000, 18, 900, 9)),),
    )  # fmt: skip
    text = page([weak, PEER_ON_M])
    assert "- hand is ahead on a-M-loose-1 at 60 s, its end (8 2 1850 18 900 3 against 8 2 2000 18 900 9)" in text
    assert "| 0/1 | > 60 s | 2 of 6 | 5.0 % | – | levels 1–4 ≤ 3 s | **no** |" in text


def test_a_peer_that_is_only_sooner_is_told_apart():
    worse = (8, 2, 1950, 18, 900, 3)
    soon = replace(PEER_ON_M, costs=worse, end=0.5, steps=(Step(0.5, worse),))
    text = page([OURS_ON_M, soon])
    assert "- hand is ahead on 1 only until tpplanner has a first plan: a-M-loose-1" in text
    assert "- hand is ahead on a-M-loose-1 at" not in text
    assert "| hand (restricted) | 1 | 1 | 1 | 0 | 1 / 0 / 0 | 1 / 0 / 0 | 1 / 0 / 0 | 0 / 0 / 1 | **no** |" in text


def test_the_page_hides_no_session_that_a_peer_alone_plans():
    without = replace(OURS_ON_M, status="unfinished", costs=(), bounds=(), proofs=(), steps=(), first=None)
    text = page([without, PEER_ON_M])
    assert "- hand has a plan of a-M-loose-1, tpplanner none" in text
    assert "| hand (restricted) | 1 | 1 | 0 | 1 |" in text
    assert "| M | a, b | 1 | 0 | > 60 s | 0/1 | > 60 s |" in text
    assert "| hand (restricted) | 1 | 1 | 0 | 1 | – | – | – | – | **no** |" in text


def test_the_page_says_which_peer_failed():
    failed = replace(PEER_ON_M, status="failed", word="ValueError: no", steps=(), costs=())
    assert "- hand on a-M-loose-1: failed ValueError: no" in page([OURS_ON_M, failed])


def test_a_plan_never_equalled_counts_as_no_times_sooner():
    weak = replace(OURS_ON_M, steps=(Step(1.0, (9, 2, 1796, 18, 840, 3)),))
    assert median_ratio(duels([weak, PEER_ON_M], "hand")) == 0.0


def test_a_moment_after_the_limit_is_not_compared():
    short = [replace(r, limit=10.0) for r in (OURS_ON_M, PEER_ON_M)]
    assert "| hand (restricted) | 1 | 1 | 1 | 0 | 0 / 0 / 0 | 1 / 0 / 0 | – | 1 / 0 / 0 | **yes** |" in page(short)


def test_a_target_of_several_aims_says_which_is_missed():
    large = replace(OURS_ON_M, size="XL", shape="c", costs=(8, 2, 1796, 20, 900, 9), bounds=(8, 2, 1796, 18),
                    proofs=(2.0, 2.0, 2.5), steps=(Step(2.0, (8, 2, 1796, 20, 900, 9)),))  # fmt: skip
    assert verdict("XL", "c", [large]) == "**no**: level 4 within 5 % at 120 s"
    assert verdict("XL", "c", [replace(large, bounds=(8, 2, 1796, 19))]) == "**yes**"
    assert verdict("XL", "c", [replace(large, bounds=(8, 2, 1796, 19), proofs=(2.0, 70.0, 70.0))]) != "**yes**"
    assert verdict("XL", "c", [replace(large, costs=(), bounds=(), proofs=(), steps=())]).startswith("**no**: levels")


def test_a_gap_before_the_end_is_that_of_the_best_plan_by_then():
    early = replace(OURS_ON_M, costs=(8, 2), levels=("1", "2"), bounds=(8, 1), proofs=(2.0,),
                    steps=(Step(1.0, (10, 2)), Step(5.0, (8, 2))))  # fmt: skip
    assert gap_at(early, 1.5, "1") == NEVER
    assert gap_at(early, 6.0, "1") == 0.0
    assert gap_at(early, 6.0, "2") == 0.5
    assert gap_at(early, 1.5, "2") == NEVER


def test_a_power_law_is_found():
    factor, exponent = fitted([(n, 0.5 * n**1.5) for n in (4, 12, 60, 500)])
    assert (factor, exponent) == pytest.approx((0.5, 1.5))
    assert fitted([(4, 1.0), (12, 2.0)]) is None


# What a process tells, judged


CASE = FAMILY["R07-limite-du-soir-cda"]


def judged(*events, killed=False):
    base = replace(OURS_ON_M, status="", steps=(), gaps=(), costs=(), bounds=(), proofs=(), levels=())
    return judged_run(CASE.session(), base, list(events), Process(killed, 9.0, 120.0, {}))


def test_a_plan_that_the_audit_refuses_counts_as_no_plan():
    plan = CASE.plan()
    refused = replace(plan, travaux=plan.travaux[1:])
    result = judged(Found(1.0, refused, 0.5), Ended(2.0, "unfinished", 0.5))
    assert (result.status, result.word, result.first) == ("refused", "accueil_jury", None)


def test_levels_are_proven_when_bounds_are_final_and_the_last_at_the_end():
    plan = CASE.plan()
    costs = judged(Found(1.0, plan, 0.5), Ended(2.0, "planned", 0.5)).costs
    bornes = dict(zip([niveau.nom for niveau in NIVEAUX], costs, strict=True))
    found, told, settled = Found(1.0, plan, 0.5), Told(1.1, "1", costs[0], costs[0]), Settled(1.4)
    assert judged(found, told, settled, Ended(2.0, "planned", 0.5, bornes)).proofs == (1.4,) * 6 + (2.0,)
    lower = Ended(2.0, "planned", 0.5, bornes | {"4b": costs[5] - 1})
    assert judged(found, told, settled, lower).proofs == (1.4,) * 5
    assert judged(found, told, settled, lower).bounds == (*costs[:5], costs[5] - 1)
    assert judged(found, told, lower).proofs == (2.0,) * 5


def test_what_a_killed_process_found_still_counts():
    result = judged(Found(1.0, CASE.plan(), 0.5), killed=True)
    assert (result.status, result.first, result.end) == ("killed", 1.0, 9.0)
    assert result.costs
