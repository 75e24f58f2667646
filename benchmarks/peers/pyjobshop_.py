"""PyJobShop: a jury of a day is a machine, and every candidat may be a task of each.

The machines of all pairs of membres (up to a number) are offered, and one who sits in two pairs is a machine too, which
only one of them takes. Tasks, as PyJobShop wants them, are optional: whichever are selected make the planning.
"""

from collections.abc import Iterator
from time import perf_counter

from benchmarks.peers.question import Question
from benchmarks.peers.stream import Search, stream
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session

NAME = "PyJobShop"
RESTRICTED = True
CANNOT = (
    "Blocks: a candidat's corrections, changeover, orals and deliberation are one task without a gap, only the "
    "reading is free. Papers are placed beforehand, as early as may be. Juries are chosen among a number of "
    "pairs, whole for the day. Its objectives are of jobs: membre-days, days and the jury's presence can be said, by "
    "the minute, without midday and without lunch; a candidat's days and waiting, in his proportion, as the time "
    "from his last paper to the end of his block, at a thousandth of the jury's; days skipped, late hours, balance "
    "and order cannot. A second break in the afternoon only. One jury a day in a jury room; rooms and people around "
    "only afterwards; no midday cut, no shared watching, no oral apart."
)


def missing() -> str:
    """Whether the package is there."""
    try:
        import pyjobshop  # noqa: F401, PLC0415 - an optional dependency
    except ImportError:
        return "the package pyjobshop is not installed"
    return ""


def plans(session: Session, seconds: float) -> Iterator[tuple[float, Plan]]:
    """Each better solution of its model, as a plan."""
    began = perf_counter()
    from benchmarks.peers.pyjobshop_model import search  # noqa: PLC0415 - an optional dependency

    run: Search = lambda tell: search(Question(session), began + seconds, tell)  # noqa: E731
    yield from stream(run, began)
