"""A search that runs beside whoever listens to it: each of its findings as soon as it is made."""

from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Event, Thread
from time import perf_counter

from benchmarks.peers.question import CannotSay
from tpplanner.domain.plan import Plan

Found = Callable[[], Plan]
"""A finding, not yet made into a plan; called, it raises CannotSay where rooms or people are wanting."""

Search = Callable[[Callable[[Found], None]], None]
"""A search: it is given whom to tell of each finding, and ends by itself when its time is up."""


def stream(search: Search, began: float, left: Event | None = None) -> Iterator[tuple[float, Plan]]:
    """Each finding as a plan, with the seconds since `began` (on `perf_counter`'s clock), its making included.

    What the search raises is raised here, but for a question that it cannot put: then there is no plan. `left` is set
    once nobody listens any more, for a search that can be stopped; another goes on until its time is up.
    """
    findings: SimpleQueue[tuple[float, Found] | Exception | None] = SimpleQueue()

    def run() -> None:
        try:
            search(lambda found: findings.put((perf_counter() - began, found)))
            findings.put(None)
        except Exception as error:
            findings.put(error)

    Thread(target=run, daemon=True).start()
    try:
        yield from _made(findings)
    finally:
        if left is not None:
            left.set()


def _made(findings: SimpleQueue[tuple[float, Found] | Exception | None]) -> Iterator[tuple[float, Plan]]:
    while (finding := findings.get()) is not None:
        if isinstance(finding, CannotSay):
            return
        if isinstance(finding, Exception):
            raise finding
        seconds, found = finding
        started = perf_counter()
        try:
            plan = found()
        except CannotSay:
            continue
        yield seconds + perf_counter() - started, plan
