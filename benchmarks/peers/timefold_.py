"""Timefold's Python solver: each jury of a day has the list of whom it hears, in order; the hours follow from it."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from time import perf_counter

from benchmarks.peers.question import Question
from benchmarks.peers.stream import Search, stream
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session

NAME = "Timefold"
RESTRICTED = True
CANNOT = (
    "Blocks: a candidat's corrections, changeover, orals and deliberation follow each other without a gap; files are "
    "read just before, or some of them first thing. Papers are placed beforehand, as early as may be. Hours follow "
    "from the order by rule: a jury begins as soon as may be or some quarters of an hour later, each candidat follows "
    "as soon as may be, lunch is as late as may be. Of several stays on posts in one block only "
    "the longest counts. Juries are chosen among a number of pairs, whole for the day; days skipped, balance and "
    "order are not asked for. A local search: nothing is proven. A virtual machine starts and the model is translated "
    "for it first, for some seconds: they count in its times, but not in its limit. One jury a day in a jury room; "
    "rooms and people around only afterwards; no midday cut, no shared watching, no oral apart."
)
JAVA = 17


def missing() -> str:
    """Whether the package and a Java that it can run on are there."""
    if find_spec("timefold") is None:
        return "the package timefold is not installed"
    program = shutil.which("java")
    if program is None:
        return f"Java {JAVA} or newer is not installed (Debian's package openjdk-17-jre-headless)"
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False)  # noqa: S603
    version = re.search(r'version "(\d+)', told.stderr)
    return "" if version and int(version[1]) >= JAVA else f"Timefold needs Java {JAVA} or newer"


def plans(session: Session, seconds: float) -> Iterator[tuple[float, Plan]]:
    """Each better solution of its local search, as a plan; its seconds are those of its search."""
    began = perf_counter()
    from benchmarks.peers.timefold_search import search  # noqa: PLC0415 - an optional dependency

    run: Search = lambda tell: search(Question(session), seconds, tell)  # noqa: E731
    yield from stream(run, began)
