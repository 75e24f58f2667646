# ruff: noqa: A005 - run as a module of its package, it hides nothing
"""Where a solve's time goes outside CP-SAT: read, compile, build, audit, write, on sessions of size L.

python -m benchmarks.profile [NAME…]
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

from benchmarks.sessions import FAMILY, Case
from tpplanner.audit import check
from tpplanner.commands.outputs import write_excel
from tpplanner.domain.answers import Planned
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import workbook_bytes

DEFAULT = ("a-L-loose-1", "b-L-loose-1", "c-L-loose-1")
WANTED_SECONDS = 1.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Profile:
    """Seconds of each part, once: where a process has just started, with the imports that the part needs."""

    session: str
    parts: dict[str, float]
    loading: float
    """seconds to load OR-Tools, told apart: nearly nothing once it is there"""

    @property
    def total(self) -> float:
        """All of them."""
        return sum(self.parts.values())


def profile(case: Case) -> Profile:
    """The parts of a solve that are not search, on the plan from which the session was made."""
    plan = case.plan()
    assert plan is not None, "a session that has a plan"
    started = perf_counter()
    from tpplanner.solver.model.compilation import from_the_plainest  # noqa: PLC0415 - timed here
    from tpplanner.solver.model.whole import WholeModel  # noqa: PLC0415

    loading = perf_counter() - started
    parts: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "session.xlsx", Path(folder) / "planning.xlsx"
        source.write_bytes(workbook_bytes(case.session().referentiel, contents_of(case.session())))
        reading = _timed(parts, "read", lambda: read_session(source))
        problem = _timed(parts, "compile", lambda: from_the_plainest(reading.session)[0])
        _timed(parts, "build", lambda: WholeModel(problem))
        report = _timed(parts, "audit", lambda: check(reading.session, plan))
        _timed(parts, "write", lambda: write_excel(target, reading, Planned(plan, ()), report))
    return Profile(case.name, parts, loading)


def _timed(parts: dict[str, float], name: str, work: Callable[[], T]) -> T:
    started = perf_counter()
    result = work()
    parts[name] = perf_counter() - started
    return result


def main(names: list[str]) -> None:
    """Print a line a session; the first also pays for imports, so it is run twice."""
    chosen = names or list(DEFAULT)
    for i, name in enumerate((chosen[0], *chosen)):
        told = profile(FAMILY[name])
        parts = "  ".join(f"{part} {seconds:.3f}" for part, seconds in told.parts.items())
        word = "cold" if i == 0 else "warm"
        verdict = "within" if told.total <= WANTED_SECONDS else "over"
        total = f"total {told.total:.3f} s ({verdict} {WANTED_SECONDS:g} s)"
        print(f"{told.session:<20} {word}  {parts}  {total}, OR-Tools loaded in {told.loading:.3f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
