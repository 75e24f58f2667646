"""A batch of sessions: every one gets an answer, whatever happens to the others or to a process."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

import pytest

from builders import session
from small_sessions import small
from some import some
from tpplanner import batch
from tpplanner.batch import DIED_AGAIN, INTERRUPTED, plan_many
from tpplanner.domain.answers import Infeasible, Planned
from tpplanner.solver import Budget

BUDGET = Budget(20, workers=1, reproducible=True)


def named(combien):
    """Small sessions that differ by their centre."""
    return {f"s{i}": replace(small(candidats=1 + i % 2), centre=f"Centre {i}") for i in range(combien)}


def incoherent():
    return replace(small(), candidats=())


@pytest.fixture
def here():
    with ThreadPoolExecutor(1) as executor:
        yield executor


def test_any_executor_plans_them_in_the_order_given(here):
    told = []
    done = plan_many(named(3), here, budget=BUDGET, listen=lambda d: told.append(d.nom))
    assert list(done) == ["s0", "s1", "s2"]
    assert sorted(told) == sorted(done)
    assert all(isinstance(d.outcome, Planned) and d.report.conforme for d in done.values())


def test_one_failure_and_one_impossible_session_are_results_among_the_others(here):
    sessions = {"faux": incoherent(), "trop": session(candidats=4), **named(1)}
    done = plan_many(sessions, here, budget=BUDGET)
    assert "no candidat" in done["faux"].failure
    assert done["faux"].outcome is None
    assert isinstance(done["trop"].outcome, Infeasible)
    assert isinstance(done["s0"].outcome, Planned)


def test_what_is_settled_is_read_back_and_nothing_else(here, tmp_path, monkeypatch):
    first = plan_many({**named(2), "trop": session(candidats=4)}, here, budget=BUDGET, folder=tmp_path)
    assert not any(d.from_shelf for d in first.values())
    assert len(list(tmp_path.iterdir())) == 3
    monkeypatch.setattr(batch, "plan_task", lambda task: pytest.fail(f"{task.nom} planned again"))
    again = plan_many({**named(2), "trop": session(candidats=4)}, here, budget=BUDGET, folder=tmp_path)
    assert all(d.from_shelf for d in again.values())
    assert [(d.outcome, d.report) for d in again.values()] == [(d.outcome, d.report) for d in first.values()]


def test_where_nothing_can_be_kept_nothing_is_left_and_the_plan_is_there(here, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(batch.os, "replace", full)
    done = plan_many(named(1), here, budget=BUDGET, folder=tmp_path)
    assert isinstance(done["s0"].outcome, Planned)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("change", ["session", "time"])
def test_another_input_is_planned(here, tmp_path, change):
    plan_many(named(1), here, budget=BUDGET, folder=tmp_path)
    sessions = {"s0": replace(named(1)["s0"], site="ailleurs")} if change == "session" else named(1)
    budget = replace(BUDGET, seconds=21) if change == "time" else BUDGET
    assert not plan_many(sessions, here, budget=budget, folder=tmp_path)["s0"].from_shelf


def test_what_another_version_of_the_solver_settled_is_planned_again(here, tmp_path, monkeypatch):
    plan_many(named(1), here, budget=BUDGET, folder=tmp_path)
    monkeypatch.setattr(batch, "version", lambda _: "9.99")
    assert not plan_many(named(1), here, budget=BUDGET, folder=tmp_path)["s0"].from_shelf


@pytest.mark.parametrize("damage", ["cut", "another plan"])
def test_what_was_kept_is_believed_only_if_it_passes_the_check(here, tmp_path, damage):
    plan_many(named(2), here, budget=BUDGET, folder=tmp_path)
    files = sorted(tmp_path.iterdir())
    if damage == "cut":
        files[0].write_bytes(files[0].read_bytes()[:200])
    else:
        one, other = files[0].read_bytes(), files[1].read_bytes()
        files[0].write_bytes(other)
        files[1].write_bytes(one)
    done = plan_many(named(2), here, budget=BUDGET, folder=tmp_path)
    assert {d.from_shelf for d in done.values()} == ({True, False} if damage == "cut" else {False})
    assert all(isinstance(d.outcome, Planned) for d in some(done.values()))


def test_once_stopped_nothing_more_is_begun_and_it_is_said(here):
    stop = threading.Event()
    done = plan_many(named(3), here, budget=replace(BUDGET, stop=stop), listen=lambda _: stop.set())
    ends = [d.failure for d in done.values()]
    assert ends[0] == ""
    assert INTERRUPTED in ends[1:]


class Fragile(ThreadPoolExecutor):
    """An executor that breaks after a while, as a pool of processes does when one of them dies."""

    def __init__(self, holds):
        super().__init__(1)
        self.left = holds

    def submit(self, *args, **kwargs):
        if self.left == 0:
            raise BrokenProcessPool("gone")
        self.left -= 1
        future = Future()
        if self.left == 0:
            future.set_exception(BrokenProcessPool("gone"))
            return future
        return super().submit(*args, **kwargs)


@pytest.mark.proof
@pytest.mark.parametrize("combien", [pytest.param(2, id="all sent"), pytest.param(3, id="one not sent")])
def test_processes_finish_what_a_broken_executor_left(combien):
    done = plan_many(named(combien), Fragile(2), budget=BUDGET, processes=1)
    assert all(isinstance(d.outcome, Planned) for d in some(done.values()))


def deadly(task):
    """Stands for a session that takes its process down, or for planning one."""
    if task.nom.startswith("fatal"):
        os._exit(3)
    time.sleep(0.05)
    return batch.BatchResult(task.nom, seconds=1.0)


def test_a_process_that_dies_loses_its_own_session_and_no_other(monkeypatch):
    monkeypatch.setattr(batch, "plan_task", deadly)
    sessions = {"fatal": small(), "a": small()}
    done = plan_many(sessions, budget=BUDGET, processes=1)
    assert done["fatal"].failure == DIED_AGAIN
    assert done["a"].seconds == 1.0


@pytest.mark.proof
def test_two_processes_one_killed_in_the_middle_give_the_plans_of_one():
    sessions = named(8)
    with ThreadPoolExecutor(1) as executor:
        alone = plan_many(sessions, executor, budget=BUDGET)
    killed = []

    def kill(_):
        if not killed:
            victim = next(iter(_children()))
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    done = plan_many(sessions, budget=BUDGET, processes=2, listen=kill)
    assert killed
    assert [d.outcome for d in done.values()] == [d.outcome for d in alone.values()]


def _children():
    import multiprocessing

    return [p.pid for p in multiprocessing.active_children()]


@pytest.mark.proof
def test_a_pool_of_the_caller_works_too():
    import multiprocessing

    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        assert all(isinstance(d.outcome, Planned) for d in some(plan_many(named(4), pool, budget=BUDGET).values()))


@pytest.mark.proof
@pytest.mark.filterwarnings("default")
def test_dask_workers_one_killed_in_the_middle_give_the_same_plans():
    distributed = pytest.importorskip("distributed")
    sessions = named(8)
    with ThreadPoolExecutor(1) as executor:
        alone = plan_many(sessions, executor, budget=BUDGET)
    killed = []
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):

        def kill(_):
            if not killed:
                killed.append(next(iter(cluster.workers.values())).pid)
                os.kill(killed[0], signal.SIGKILL)

        done = plan_many(sessions, client.get_executor(), budget=BUDGET, listen=kill)
    assert killed
    assert [d.outcome for d in done.values()] == [d.outcome for d in alone.values()]


LOSES_ITS_PARENT = """
import os, signal, time
from threading import Event
from tpplanner.batch import Stop, pool_of

with pool_of(1, Stop(Event())) as pool:
    print(pool.submit(os.getpid).result(), flush=True)
    pool.submit(time.sleep, 600)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a signal of POSIX")
def test_a_process_ends_when_its_parent_is_killed():
    """It holds the other end of the pipe until it ends."""
    parent = subprocess.Popen([sys.executable, "-c", LOSES_ITS_PARENT], stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    try:
        parent.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        os.kill(child, signal.SIGKILL)
        pytest.fail("it is still there")
    assert parent.returncode == -signal.SIGKILL
