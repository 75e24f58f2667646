"""The harness of the tests: what a room takes is told and judged, cheap rooms run first, CI runs a share of the proofs."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from plugins import clock, order, proofs

TESTS = Path(__file__).parents[1]


def test_the_shares_name_every_room_and_nothing_else():
    there = {clock.room_of(path.relative_to(TESTS.parent).as_posix()) for path in TESTS.rglob("test_*.py")}
    assert clock.shares()["rooms"].keys() == there


AGREED = {"piece": 0.1, "tolerance": 1.5, "longest": 5.0, "rooms": {"rules": 10, "web": 4}}


def account(*reports, piece=0.1):
    """That of a run in which those tests took so many seconds of processor, to be set up and to be called."""
    account = clock.Account(AGREED, judges=True)
    for nodeid, setup, call in reports:
        account.pytest_runtest_logreport(SimpleNamespace(nodeid=nodeid, when="setup", processor=setup))
        account.pytest_runtest_logreport(SimpleNamespace(nodeid=nodeid, when="call", processor=call, piece=piece))
    return account


@pytest.mark.parametrize(
    ("reports", "told"),
    [
        ([("tests/web/test_a.py::test_x", 1.0, 4.9)], []),
        ([("tests/web/test_a.py::test_x", 1.2, 4.9)], ["tests/web takes 6.1 s of processor, at most 6.0"]),
        ([("tests/rules/test_a.py::test_x", 8.0, 5.1)], ["tests/rules/test_a.py::test_x takes 5.1 s"]),
        ([("tests/new/test_a.py::test_x", 0.0, 0.1)], ["tests/new takes 0.1 s of processor, at most 0.0"]),
    ],
)
def test_what_outgrows_its_share_is_told_and_set_up_counts_on_the_room_alone(reports, told):
    lines = [*account(*reports).outgrown()]
    assert len(lines) == len(told)
    assert all(line.startswith(start) for line, start in zip(lines, told, strict=True))


def test_a_slow_machine_outgrows_no_share():
    slow = account(("tests/web/test_a.py::test_x", 3.0, 9.0), piece=0.2)
    assert [*slow.outgrown()] == []
    assert slow.slowness == 2


def test_a_room_is_the_folder_of_a_test():
    assert clock.room_of("tests/web/test_a.py::test_x[a/b]") == "web"
    assert clock.room_of("tests/test_a.py::test_x") == "tests"


A, B, C, D = [f"a{n}" for n in range(6)], ["b0"], ["c0", "c1", "c2"], ["d0", "d1"]


def test_each_process_begins_with_the_first_files():
    assert order.dealt([A, B, C, D], 1) == [*A, *B, *C, *D]
    assert order.dealt([C, A, D, B], 2) == [*C, *D, *B, *A]
    assert order.dealt([B, C, A, D], 2) == [*B, *A[:5], *C, "a5", *D]


@pytest.mark.parametrize("processes", [1, 2, 3, 5])
def test_dealing_leaves_out_no_test(processes):
    assert sorted(order.dealt([A, B, C, D], processes)) == sorted([*A, *B, *C, *D])


PROOFS = [f"tests/a/test_{n}.py::test_x[{draw}]" for n in range(5) for draw in range(40)]
SECONDS = {proofs.name(proof): 12 for proof in PROOFS}


def test_a_commit_has_its_own_share_of_the_proofs_within_the_seconds_of_a_share():
    first, again, other = (proofs.share(PROOFS, commit, SECONDS) for commit in ("abc", "abc", "def"))
    assert first == again != other
    assert len(first) == len(other) == proofs.SHARE // 12


def test_every_proof_that_fits_has_its_turn():
    seconds = {**SECONDS, proofs.name(PROOFS[0]): proofs.SHARE + 1}
    ran = set().union(*(proofs.share(PROOFS, f"commit {n}", seconds) for n in range(100)))
    assert ran == {proof for proof in PROOFS if proofs.name(proof) != proofs.name(PROOFS[0])}


def test_every_proof_is_listed_and_nothing_else(request):
    there, files = request.config.stash[proofs.COLLECTED]
    listed = {
        proof
        for proof in proofs.listed()
        if proof.partition("::")[0] in files or not (TESTS.parent / proof.partition("::")[0]).exists()
    }
    assert listed ^ there == set()


SLOW_AND_WRONG = """
import pytest

def test_that_fails():
    assert 1 == 2, "told at once"

def test_after():
    sum(range(10**7))
"""


def test_a_failure_is_told_at_once_and_a_room_that_outgrows_its_share_fails_a_run(tmp_path):
    (tmp_path / "tests" / "odd").mkdir(parents=True)
    (tmp_path / "tests" / "odd" / "test_odd.py").write_text(SLOW_AND_WRONG)
    plugins = ["-p", "plugins.clock", "-p", "plugins.at_once", "-p", "no:cacheprovider", "--rootdir", str(tmp_path)]
    path = {**os.environ, "PYTHONPATH": str(TESTS)}

    def ran(*arguments):
        command = [sys.executable, "-m", "pytest", "-v", *plugins, *arguments, "tests"]
        done = subprocess.run(command, cwd=tmp_path, env=path, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    status, told = ran("--shares")
    assert status == 1
    assert told.count(">       assert 1 == 2") == 1
    assert told.index("assert 1 == 2") < told.index("test_after") < told.index("tests/odd takes")
    assert ran("--shares", "-k", "after")[0] == 1
    assert ran("-k", "after")[0] == 0
