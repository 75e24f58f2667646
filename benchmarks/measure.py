"""One session and one solver in one cold process, and what came of it: times, levels, bounds, memory.

All times are seconds of wall clock from the start of the process, so that starting Python, reading the workbook and,
for tpplanner, auditing its plan are in them; peers pay the same start. A plan that the audit refuses counts as no plan.
The process says what happens as it happens (`child`), so that one that must be killed has not worked for nothing.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from benchmarks.events import Ended, Event, Failed, Found, Settled, Told
from benchmarks.sessions import Case
from tpplanner.audit import check
from tpplanner.domain.session import Session
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.template import workbook_bytes

OURS = "tpplanner"

GRACE_SECONDS = 30.0
"""What a process may take beyond its limit, and a quarter of it, before it is killed."""

POLL_SECONDS = 0.02

Costs = tuple[int, ...]
"""What a plan costs at each level, in order; fewer where the later ones are not known yet."""


@dataclass(frozen=True, slots=True)
class Step:
    """A plan, or what one is known to cost, at a moment."""

    seconds: float
    costs: Costs


@dataclass(frozen=True, slots=True)
class Bound:
    """At a moment of the search of a level: the best so far, and the least that is possible."""

    seconds: float
    niveau: str
    valeur: int
    borne: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a solver did of a session.

    `status` is ``planned``, ``infeasible``, ``unfinished``, ``refused`` (plans, but none that the audit accepts),
    ``killed``, ``failed`` or ``missing``, with `word` where there is more to say. `costs` are of the best plan,
    `bounds` what each level is proven to cost at least, `proofs` when each level was proven (levels in order, as far
    as they are); `first` is when the first plan was there (None: never).
    """

    session: str
    size: str
    shape: str
    variant: str
    feasible: bool
    candidats: int
    solver: str
    limit: float
    status: str
    word: str = ""
    read: float | None = None
    first: float | None = None
    end: float = 0.0
    levels: tuple[str, ...] = ()
    costs: Costs = ()
    bounds: Costs = ()
    proofs: tuple[float, ...] = ()
    steps: tuple[Step, ...] = ()
    gaps: tuple[Bound, ...] = ()
    memory_mb: float = 0.0
    machine: dict[str, str] = field(default_factory=dict)


def measure(case: Case, solver: str, seconds: float, machine: dict[str, str]) -> Result:
    """Run a solver on a session in a process of its own."""
    session = case.session()
    with TemporaryDirectory() as folder:
        workbook, told = Path(folder) / "session.xlsx", Path(folder) / "events"
        workbook.write_bytes(workbook_bytes(session.referentiel, contents_of(session)))
        started = monotonic()
        command = (
            sys.executable,
            "-m",
            "benchmarks.child",
            str(workbook),
            solver,
            str(seconds),
            str(started),
            str(told),
        )
        killed, memory = run_within(command, seconds + GRACE_SECONDS + seconds / 4)
        end = monotonic() - started
        events = list(_events(told))
    base = Result(
        case.name, case.size, case.shape, case.variant, case.feasible, len(session.candidats), solver, seconds, ""
    )
    return judged_run(session, base, events, Process(killed, end, memory, machine))


@dataclass(frozen=True, slots=True)
class Process:
    """How a measured process ended: whether it was killed, when (seconds), its memory, the machine."""

    killed: bool
    end: float
    memory_mb: float
    machine: dict[str, str]


def run_within(command: tuple[str, ...], limit: float) -> tuple[bool, float]:
    """Whether the process had to be killed, and the most memory that it held, in MB."""
    root = Path(__file__).parents[1]
    process = subprocess.Popen(command, cwd=root, start_new_session=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own module
    until, killed = monotonic() + limit, False
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            break
        if monotonic() > until and not killed:
            os.killpg(process.pid, signal.SIGKILL)
            killed = True
        sleep(POLL_SECONDS)
    in_kb = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return killed, in_kb / 1024


def _events(path: Path) -> Iterator[Event]:
    """What the process told; the last word may be cut short."""
    if not path.exists():
        return
    with path.open("rb") as told:
        while True:
            try:
                yield pickle.load(told)  # noqa: S301 - written by our own process
            except (EOFError, pickle.UnpicklingError):
                return


def judged_run(session: Session, base: Result, events: list[Event], process: Process) -> Result:
    """The row of what a process told: each plan audited here, never as it says."""
    noms = tuple(n.nom for n in session.reglages.niveaux)
    steps, refused = _steps(session, events)
    told = tuple(Bound(e.seconds, e.niveau, e.valeur, e.borne) for e in events if isinstance(e, Told))
    ended = next((e for e in events if isinstance(e, Ended)), None)
    best = min(steps, key=lambda s: s.costs, default=None)
    bounds = _bounds(ended, best, noms)
    status, word = _status(events, ended, best, refused=refused, killed=process.killed)
    known = tuple(_with_prefixes(steps, told, noms))
    return replace(
        base,
        status=status,
        word=word,
        read=next((e.read for e in events if isinstance(e, Ended | Found | Failed) and e.read), None),
        first=steps[0].seconds if steps else None,
        end=ended.seconds if ended else process.end,
        levels=noms,
        costs=best.costs if best else (),
        bounds=bounds,
        proofs=tuple(_proofs(best.costs if best else (), bounds, events, noms)),
        steps=known,
        gaps=told,
        memory_mb=round(process.memory_mb, 1),
        machine=process.machine,
    )


def _steps(session: Session, events: list[Event]) -> tuple[list[Step], str]:
    """The plans that the audit accepts, each better than all before; and what it says of one that it refuses."""
    steps: list[Step] = []
    refused = ""
    for event in (e for e in events if isinstance(e, Found)):
        report = check(session, event.plan)
        if report.violations:
            refused = refused or ", ".join(dict.fromkeys(v.regle for v in report.violations))
            continue
        costs = tuple(n.valeur for n in report.niveaux)
        if not steps or costs < steps[-1].costs:
            steps.append(Step(event.seconds, costs))
    return steps, refused


def _status(
    events: list[Event], ended: Ended | None, best: Step | None, *, refused: str, killed: bool
) -> tuple[str, str]:
    failed = next((e for e in events if isinstance(e, Failed)), None)
    if failed is not None:
        return ("missing" if failed.missing else "failed"), failed.word
    if killed:
        return "killed", "" if best is None else "killed after a plan"
    if best is not None:
        return "planned", f"some plans refused: {refused}" if refused else ""
    if ended is None:
        return "failed", "the process ended without a word"
    if ended.outcome == "infeasible":
        return "infeasible", ""
    return ("refused", refused) if refused else ("unfinished", "")


def _bounds(ended: Ended | None, best: Step | None, noms: tuple[str, ...]) -> Costs:
    """The bounds of the first levels: those beyond the first that is not proven say nothing."""
    if ended is None or best is None:
        return ()
    bounds: list[int] = []
    for nom, cost in zip(noms, best.costs, strict=True):
        if nom not in ended.bornes:
            break
        bounds.append(ended.bornes[nom])
        if ended.bornes[nom] != cost:
            break
    return tuple(bounds)


def _proofs(costs: Costs, bounds: Costs, events: list[Event], noms: tuple[str, ...]) -> Iterator[float]:
    """When each level was proven: once all bounds but the last level's were final, and the last level at the end."""
    end = next((e.seconds for e in events if isinstance(e, Ended)), None)
    settled = next((e.seconds for e in events if isinstance(e, Settled)), end)
    for nom, cost, bound in zip(noms, costs, bounds, strict=False):
        if cost != bound or end is None or settled is None:
            return
        yield end if nom == noms[-1] else settled


def _with_prefixes(steps: list[Step], told: tuple[Bound, ...], noms: tuple[str, ...]) -> Iterator[Step]:
    """The plans, and between them what the first levels of plans that were only told are known to cost."""
    yield from sorted(
        [*steps, *_told_costs(steps, told, noms)],
        key=lambda s: (s.seconds, s.costs),
    )


def _told_costs(steps: list[Step], told: tuple[Bound, ...], noms: tuple[str, ...]) -> Iterator[Step]:
    for t in told:
        before = [s for s in steps if s.seconds <= t.seconds]
        if before and t.niveau in noms:
            rank = noms.index(t.niveau)
            costs = (*before[-1].costs[:rank], t.valeur)
            if costs < before[-1].costs[: rank + 1]:
                yield Step(t.seconds, costs)
