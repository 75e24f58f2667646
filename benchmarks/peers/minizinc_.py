"""MiniZinc with Chuffed: blocks before juries that the model composes, three objectives one after the other."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from time import perf_counter

from benchmarks.peers.completion import Sitting, complete, packed
from benchmarks.peers.minizinc_data import Instance
from benchmarks.peers.question import Question
from benchmarks.peers.stream import Found, stream
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.solver.model.problem import DAY

NAME = "MiniZinc (Chuffed)"
RESTRICTED = True
CANNOT = (
    "Blocks: a candidat's corrections, changeover, orals and deliberation follow each other without a gap, only "
    "the reading is free. Papers are placed beforehand, as early as may be. Three stages, the first two within "
    "half of the time that is left: membre-days and days, the jury's presence, then a candidat's days, waiting "
    "and late hours in one sum; a short break beside lunch, once; days skipped, balance and order are not "
    "asked for. A membre in one jury a day, one jury a day "
    "in a jury room; rooms and people around only afterwards; no midday cut, no shared watching, no oral apart."
)
MODEL = Path(__file__).with_name("session.mzn")
SOLVER = "chuffed"
STAGES = 3
GRACE = 1.0
"""Seconds after its limit at which a solver that goes on is stopped."""


def missing() -> str:
    """Whether MiniZinc and Chuffed are there."""
    program = shutil.which("minizinc")
    if program is None:
        return "MiniZinc is not installed (Debian's packages minizinc and chuffed-flatzinc)"
    known = subprocess.run([program, "--solvers"], capture_output=True, text=True, check=False)  # noqa: S603
    return "" if SOLVER in known.stdout.casefold() else "Chuffed is not installed (Debian's package chuffed-flatzinc)"


def plans(session: Session, seconds: float) -> Iterator[tuple[float, Plan]]:
    """Each better solution of each stage, as a plan."""
    began = perf_counter()

    def search(tell: Callable[[Found], None]) -> None:
        instance = Instance(Question(session))
        with TemporaryDirectory() as folder:
            _stages(instance, Path(folder), began + seconds, tell)

    yield from stream(search, began)


def _stages(instance: Instance, folder: Path, until: float, tell: Callable[[Found], None]) -> None:
    """One objective after the other, each held at what it reached."""
    caps = [0, 0]
    for stage in range(1, STAGES + 1):
        left = until - perf_counter()
        if left <= 0:
            return
        data = folder / f"stage{stage}.dzn"
        data.write_text(instance.text(stage, caps), encoding="utf-8")
        reached = None
        for solution in _solutions(data, left if stage == STAGES else left / 2):
            reached = int(solution["objective"])
            tell(_decided(instance, solution))
        if reached is None and stage == 1:
            return
        if stage < STAGES and reached is not None:
            caps[stage - 1] = reached


def _solutions(data: Path, seconds: float) -> Iterator[dict[str, object]]:
    """What one run prints, as it prints it."""
    limit = str(max(1, round(1000 * seconds)))
    command = ["minizinc", "--solver", SOLVER, "-f", "-a", "--time-limit", limit, str(MODEL), str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:  # noqa: S603
        stop = Timer(seconds + GRACE, run.kill)
        stop.start()
        try:
            assert run.stdout is not None
            for line in run.stdout:
                if line.startswith("{"):
                    yield json.loads(line)
        finally:
            stop.cancel()
            run.kill()


def _decided(instance: Instance, solution: dict[str, list[int]]) -> Found:
    """The plan of a solution, made when it is called."""
    question = instance.question
    sittings = []
    width = len(instance.slots)
    for s, slot in enumerate(instance.slots):
        hearings = [
            packed(question, block, solution["entry"][c] % DAY, solution["reading"][c] % DAY)
            for c, block in enumerate(question.blocks)
            if solution["slot"][c] == s + 1
        ]
        if hearings:
            membres = tuple(p for m, p in enumerate(instance.membres) if solution["sits"][m * width + s])
            span = (solution["first"][s] % DAY, solution["last"][s] % DAY)
            sittings.append(Sitting(slot.day, membres, tuple(hearings), slot.given, None, span))
    return lambda: complete(question, instance.offer.papers, sittings)
