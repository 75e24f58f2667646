"""Many small sessions at once: one process, a pool of processes, Dask workers on this machine, one of them killed.

python -m benchmarks.batch [--sessions 200] [--workers 2] [--seconds 20]
"""

import argparse
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import active_children
from time import monotonic

from benchmarks.sessions import FAMILY
from tpplanner.batch import BatchResult, plan_many
from tpplanner.domain.answers import Planned
from tpplanner.domain.session import Session
from tpplanner.solver import Budget

CASES = ("a-S-loose-1", "b-S-loose-1", "c-S-loose-1", "a-S-ccp-1")
"""Sessions of four to eight candidats, of each shape."""
KEPT = 1
"""Candidats left in each: what is measured is the batch, not the search."""


def sessions(combien: int) -> dict[str, Session]:
    """So many small sessions, no two of them equal."""
    made = {}
    for n in range(combien):
        base = FAMILY[CASES[n % len(CASES)]].session()
        kept = base.candidats[:KEPT]
        liens = tuple(lien for lien in base.liens if lien.candidat in {c.id for c in kept})
        made[f"s{n:03}"] = replace(base, candidats=kept, liens=liens, centre=f"Centre {n}")
    return made


def main(words: list[str] | None = None) -> None:
    """Plan the same sessions each way; say how long it took, and whether the plans are the same."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch", description="Measure batches.")
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=20)
    asked = parser.parse_args(words)
    todo = sessions(asked.sessions)
    budget = Budget(asked.seconds, workers=1, reproducible=True)
    one = _measured("one process", lambda: plan_many(todo, budget=budget, processes=1))
    ways: dict[str, Callable[[], dict[str, BatchResult]]] = {
        "pool": lambda: plan_many(todo, budget=budget, processes=asked.workers),
        "pool, one killed": lambda: plan_many(
            todo, budget=budget, processes=asked.workers, listen=_Killer(len(todo) // 2, _of_the_pool)
        ),
        "Dask": lambda: _dask(todo, budget, asked.workers, killing=False),
        "Dask, one killed": lambda: _dask(todo, budget, asked.workers, killing=True),
    }
    for name, way in ways.items():
        done = _measured(name, way)
        same = sum(done[nom].outcome == one[nom].outcome is not None for nom in todo)
        print(f"    the plan of one process: {same} of {len(todo)}", flush=True)


def _measured(name: str, way: Callable[[], dict[str, BatchResult]]) -> dict[str, BatchResult]:
    started = monotonic()
    done = way()
    seconds = monotonic() - started
    planned = sum(isinstance(d.outcome, Planned) and d.report is not None for d in done.values())
    for failure in {d.failure for d in done.values() if d.failure}:
        print(f"    failed: {failure}", flush=True)
    print(f"{name:<18} {planned} of {len(done)} planned and checked in {seconds:6.1f} s", flush=True)
    return done


class _Killer:
    """Kills one process when so many sessions are done."""

    def __init__(self, after: int, victim: Callable[[], int]) -> None:
        self._left = after
        self._victim = victim

    def __call__(self, _: BatchResult) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(self._victim(), signal.SIGKILL)


def _of_the_pool() -> int:
    return next(child.pid for child in active_children() if child.pid)


def _dask(todo: dict[str, Session], budget: Budget, workers: int, *, killing: bool) -> dict[str, BatchResult]:
    from distributed import Client, LocalCluster  # noqa: PLC0415 - an extra

    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as c:
        killer = _Killer(len(todo) // 2, lambda: int(next(iter(cluster.workers.values())).pid))
        return plan_many(todo, c.get_executor(), budget=budget, listen=killer if killing else None)


if __name__ == "__main__":
    main()
