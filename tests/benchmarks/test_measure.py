"""A measure, made in a process of its own."""

import sys
from time import monotonic

import pytest
from benchmarks.__main__ import main
from benchmarks.measure import OURS, run_within
from benchmarks.profile import profile
from benchmarks.results import read_results
from benchmarks.sessions import FAMILY


@pytest.mark.proof
def test_one_candidat_is_measured_and_what_was_measured_written(tmp_path, capsys):
    csv = tmp_path / "results.csv"
    main(["--sessions", "R08-*", "--solvers", OURS, "--seconds", "20", "--csv", str(csv)])
    (result,) = read_results(csv)
    assert (result.session, result.status) == ("R08-un-candidat-cda", "planned")
    assert "R08-un-candidat-cda" in capsys.readouterr().out
    assert result.costs[:2] == (2, 1)
    assert len(result.proofs) >= 3
    assert 0 < result.read < result.first <= result.proofs[0] <= result.end
    assert result.memory_mb > 20


def test_a_process_that_hangs_is_killed():
    started = monotonic()
    killed, _ = run_within((sys.executable, "-c", "import time; time.sleep(60)"), 0.2)
    assert killed
    assert monotonic() - started < 30


def test_a_profile_has_every_part():
    told = profile(FAMILY["R07-limite-du-soir-cda"])
    assert list(told.parts) == ["read", "compile", "build", "audit", "write"]
    assert told.total > 0
