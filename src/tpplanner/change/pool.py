"""The processes of this machine, as an executor: one for each core."""

import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from tpplanner.solver.run import cores

MOST = 61
"""Windows waits for no more processes at once."""


def processes() -> int:
    """As many as this process may use cores, as far as the system waits for them."""
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
    pool = ProcessPoolExecutor(number, get_context("spawn"), _leave_interrupts_to_the_parent)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
