"""The processes of this machine, as an executor: one for each core."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread

MOST = 61
"""Windows waits for no more processes at once."""


def processes() -> int:
    """As many as this process may use cores, as far as the system waits for them."""
    from tpplanner.solver.run import cores  # noqa: PLC0415 - OR-Tools is slow to import

    return min(MOST, cores())


@contextmanager
def machine_pool() -> Iterator[Executor | None]:
    """An executor with a process a core; None on a machine with one, where it would only cost.

    Processes are spawned, as everywhere on Windows: a fork would copy threads of the solver that it cannot run.
    """
    number = processes()
    if number == 1:
        yield None
        return
    pool = ProcessPoolExecutor(number, get_context("spawn"), follow_parent)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def follow_parent() -> None:
    """Ready a process of a pool: Ctrl-C and a closed terminal are its parent's business; it ends when its parent does.

    A parent that is killed tells nobody: its processes would calculate on, then wait for ever.
    """
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
