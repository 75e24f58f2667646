"""What each mechanism of the search is worth: sessions solved again without it, the rest as it is.

    python -m benchmarks.ablation --seeds 0,1,2
    python -m benchmarks.ablation --sessions 'c-M-*' --without tracks,shares

On CP-SAT's deterministic clock, one session a process: what else the machine does changes no row. A first run of each
session with all of them counts how often each is called: each is left out of the sessions alone in which it is called.
Those named are left out one at a time, or all at once (`--together`). At the end a table is printed: processor time
against that with all of them, and the sessions that prove less.
"""

import argparse
import csv
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial, wraps
from importlib import import_module
from pathlib import Path
from typing import Any

from tpplanner.solver.bounds.counting import Counted
from tpplanner.solver.run import Manner
from tpplanner.solver.search.settlement import Settled, Settlement

SECONDS = 20.0
"""Of deterministic time for each solve."""

SLOWER = 1.5
"""How many times the processor time of a session is worth a word in the table: the clock of processors is noisy."""

SESSIONS = (
    "R03*,R09*,R13*,a-S-loose-2,b-S-tight-1,b-S-loose-3,c-S-tight-2,a-M-tight-2,b-M-loose-3,c-M-loose-3,c-M-tight-1,"
    "a-L-loose-1,b-L-tight-2,c-L-tight-1,a-XL-tight-1,c-XL-loose-1,noquota-S-gcf,noquota-M-cda,noquota-M-mav,"
    "given-S-*,given-M-*,aides-M-*,together-S-catl,c-S-ccp-1,b-S-ccp-1,c-M-ccp-2"
)

Replacement = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Mechanism:
    """What is left out: a function, or a table, by its place (``module:name``), and what stands in for it."""

    place: str
    instead: Any

    def owner(self) -> tuple[Any, str]:
        """The module or class that holds it, and its name there."""
        module, _, path = self.place.partition(":")
        *outer, name = path.split(".")
        owner = import_module(f"tpplanner.solver.{module}")
        for part in outer:
            owner = getattr(owner, part)
        return owner, name


def _nothing(*_: object, **__: object) -> None:
    return None


def _no(*_: object, **__: object) -> bool:
    return False


def _none_of_it(*_: object, **__: object) -> Iterator[Any]:
    return iter(())


def _by_whole_days(settlement: Settlement, _: object) -> Counted:
    counted = Counted()
    settlement._count_whole_days(counted)  # noqa: SLF001 - a mechanism is left out where the search has it
    return counted


class _Manners:
    """Those of a search that asks nothing of the one worker that learns."""

    FULL, ANY, STRAIGHT, DECIDED = Manner.FULL, Manner.ANY, Manner.STRAIGHT, Manner.DECIDED
    LEARNING = Manner.FULL


MECHANISMS: dict[str, tuple[Mechanism, ...]] = {
    "counting": (Mechanism("bounds.counting:Counting.close", _none_of_it),),
    "aggregate": (Mechanism("bounds.aggregate:Aggregate.bounds", lambda *_: {}),),
    "seats": (Mechanism("bounds.columns:Sharing.without_shared_membres", _none_of_it),),
    "unable to share": (Mechanism("bounds.columns:Sharing.unable_to_share", lambda *_: []),),
    "tied": (Mechanism("bounds.program:Program._post_tied", _nothing),),
    "parallel": (Mechanism("bounds.program:Program._post_parallel", _nothing),),
    "rooms": (Mechanism("bounds.program:Program._post_rooms", _nothing),),
    "tracks and shares": (Mechanism("bounds.columns:Columns._tracks", lambda *_: []),),
    "sitting at a moment": (Mechanism("bounds.columns:Columns._moments", lambda *_: []),),
    "shares": (Mechanism("bounds.program:Program._post_shares", _nothing),),
    "most heard": (Mechanism("bounds.program:Program._post_most_heard", _nothing),),
    "parting": (Mechanism("bounds.counting:Counting._split_by_start", _no),),
    "linear relaxation": (Mechanism("bounds.counting:Counting._price_by_relaxation", _nothing),),
    "refute": (Mechanism("bounds.counting:Counting._refute", _no),),
    "known before": (Mechanism("bounds.columns:Columns.begin_from", _nothing),),
    "widest hours": (
        Mechanism("bounds.patterns:Patterns._as_in_widest", _nothing),
        Mechanism("bounds.patterns:Patterns._begin_from_widest", _nothing),
    ),
    "splits": (Mechanism("search.incumbent:few_splits", lambda *_: []),),
    "ends in order": (Mechanism("search.splits:ends_in_order", _nothing),),
    "order of the alike": (Mechanism("bounds.patterns:_in_order", _nothing),),
    "list scheduling": (Mechanism("search.seating:list_schedules", _none_of_it),),
    "seating": (Mechanism("search.beginning:Beginning.seated", _no),),
    "seated by models": (Mechanism("search.seating:_Rosters.seat", _no),),
    "seated for fewer": (Mechanism("search.beginning:Beginning.seated_before_fewer", _nothing),),
    "called on sheets": (Mechanism("search.beginning:Beginning.called_on_sheets", _nothing),),
    "shortened": (Mechanism("search.seating:Seatings.shortened", lambda _, seating: seating[1]),),
    "few juries": (Mechanism("search.beginning:Beginning.with_few_juries", _no),),
    "at once": (Mechanism("search.beginning:Beginning.at_once", _no),),
    "sequence": (Mechanism("search.beginning:sequence", _nothing),),
    "naming": (Mechanism("bounds.aggregate:nameable", _no), Mechanism("search.beginning:nameable", _no)),
    "better as counted": (Mechanism("search.best:Search._as_counted", _nothing),),
    "fewer": (Mechanism("search.finish:Fewer.look", _nothing),),
    "improvement first": (Mechanism("search.finish:Improvement.first", _nothing),),
    "down to bounds": (Mechanism("search.finish:Improvement.down_to", _nothing),),
    "improvement last": (Mechanism("search.finish:Improvement.last", _nothing),),
    "improvement close": (Mechanism("search.finish:Improvement.close", lambda *_: {}),),
    "level by level": (
        Mechanism(
            "search.settlement:Settlement._level_by_level",
            lambda *_: Settled.OPEN,
        ),
    ),
    "places in order": (Mechanism("search.finish:Finish._places_in_order", _nothing),),
    "quota packed": (Mechanism("bounds.program:Program._post_quota_packed", _nothing),),
    "heard whole": (Mechanism("search.settlement:Settlement._count_of_several_chains", _by_whole_days),),
    "of fewer days": (Mechanism("search.settlement:Settlement._of_fewer_days", _nothing),),
    "one that learns": tuple(
        Mechanism(f"{module}:Manner", _Manners)
        for module in (
            "bounds.patterns",
            "search.incumbent",
            "search.settlement",
            "search.finish",
            "search.splits",
        )
    ),
    "tidy": (Mechanism("search.finish:Finish.tidy", _nothing),),
    "end early": (Mechanism("search.finish:Finish._end_early", _nothing),),
    "strengthenings": (Mechanism("model.whole:STRENGTHENINGS", {}),),
    "grid loss": (Mechanism("model.strengthen:lost_on_grid", lambda *_: 0),),
}
"""By name; each leaves the search true, slower or not: what only says what cannot be, or where to look first."""


def _leave_out(names: list[str]) -> None:
    for name in names:
        for mechanism in MECHANISMS[name]:
            owner, attribute = mechanism.owner()
            setattr(owner, attribute, mechanism.instead)


def _count_calls() -> dict[str, int]:
    """How often each mechanism is called from now on, by name."""
    calls = dict.fromkeys(MECHANISMS, 0)
    for name, mechanisms in MECHANISMS.items():
        owner, attribute = mechanisms[0].owner()
        if _has_calls(mechanisms[0]):
            setattr(owner, attribute, _counted(getattr(owner, attribute), calls, name))
    return calls


def _has_calls(mechanism: Mechanism) -> bool:
    return callable(mechanism.instead) and not isinstance(mechanism.instead, type)


def _counted(function: Replacement, calls: dict[str, int], name: str) -> Replacement:
    @wraps(function)
    def counting(*args: object, **named: object) -> object:
        calls[name] += 1
        return function(*args, **named)

    return counting


def _child(session: str, without: list[str], seconds: float, seed: int) -> None:
    """Solve one session without some mechanisms, and say on a line what came of it."""
    from benchmarks.sessions import matching  # noqa: PLC0415 - the parent needs none of it
    from tpplanner.planner import plan  # noqa: PLC0415
    from tpplanner.solver import Budget  # noqa: PLC0415

    (case,) = matching([session])
    made = case.session()
    calls = {} if without else _count_calls()
    _leave_out(without)
    began = time.process_time()
    _, report = plan(made, Budget(seconds, workers=8, seed=seed, reproducible=True))
    spent = time.process_time() - began
    levels = [(n.valeur, n.borne) for n in report.niveaux]
    proven = next((i for i, n in enumerate(report.niveaux) if not n.prouve), len(levels))
    print(json.dumps({"proven": proven, "levels": levels, "seconds": round(spent, 2), "calls": calls}))


def _solved(session: str, without: list[str], seconds: float, seed: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.ablation", "--child", session, "--seconds", str(seconds)]
    command += ["--seeds", str(seed), "--without", ",".join(without)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    lines = answer.stdout.splitlines()
    if answer.returncode or not lines:
        return {"proven": -1, "levels": answer.stderr[-300:], "seconds": 0.0, "calls": {}}
    told: dict[str, Any] = json.loads(lines[-1])
    return told


@dataclass(frozen=True, slots=True)
class Row:
    """One session solved without some mechanisms."""

    seed: int
    without: str
    session: str
    proven: int
    seconds: float
    levels: object
    calls: dict[str, int]


def _row(without: list[str], seconds: float, run: tuple[int, str]) -> Row:
    seed, session = run
    told = _solved(session, without, seconds, seed)
    return Row(seed, "+".join(without), session, told["proven"], told["seconds"], told["levels"], told["calls"])


def _calls(names: list[str], row: Row) -> bool:
    """Whether one of these is called in a session that was solved; one that has no calls (a table) may be."""
    return row.proven >= 0 and any(row.calls.get(name) or not _has_calls(MECHANISMS[name][0]) for name in names)


def table(whole: list[Row], less: list[Row]) -> Iterator[str]:
    """A line for each mechanism: sessions and seeds, processor time against that with all of them, what proves less."""
    known = {(row.seed, row.session): row for row in whole}
    for without in dict.fromkeys(row.without for row in less):
        rows = [row for row in less if row.without == without]
        pairs = [(known[row.seed, row.session], row) for row in rows]
        ratio = sum(row.seconds for row in rows) / max(sum(before.seconds for before, _ in pairs), 0.01)
        fallen = [f"{b.session} {b.proven} → {row.proven}" for b, row in pairs if row.proven < b.proven]
        slower = [
            f"{b.session} × {row.seconds / b.seconds:.1f}" for b, row in pairs if row.seconds > SLOWER * b.seconds
        ]
        yield f"| {without} | {len(rows)} | {ratio:.2f} | {', '.join(fallen) or '-'} | {', '.join(slower) or '-'} |"


def main() -> None:
    """Run what is asked, add a row for each solve to a file, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ablation", description=__doc__)
    parser.add_argument("--sessions", default=SESSIONS)
    parser.add_argument("--without", help="mechanisms, separated by commas: each alone (default: every one)")
    parser.add_argument("--together", action="store_true", help="leave them all out at once")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--seeds", default="0")
    parser.add_argument("--csv", type=Path, default=Path("build/ablation.csv"))
    parser.add_argument("--child", help=argparse.SUPPRESS)
    told = parser.parse_args()
    names = [name for name in (told.without or "").split(",") if name]
    seeds = [int(seed) for seed in told.seeds.split(",")]
    if told.child:
        _child(told.child, names, told.seconds, seeds[0])
        return
    from benchmarks.sessions import matching  # noqa: PLC0415 - a child has no use of it before its time is measured

    runs = [(seed, case.name) for seed in seeds for case in matching(told.sessions.split(","))]
    told.csv.parent.mkdir(parents=True, exist_ok=True)
    with told.csv.open("a", newline="") as file, ThreadPoolExecutor(2) as pool:

        def written(without: list[str], runs: list[tuple[int, str]]) -> Iterator[Row]:
            for row in pool.map(partial(_row, without, told.seconds), runs):
                csv.writer(file).writerow([row.seed, row.without, row.session, row.proven, row.seconds, row.levels])
                file.flush()
                yield row

        whole = list(written([], runs))
        for without in [names] if told.together else [[name] for name in (names or MECHANISMS)]:
            called = [(row.seed, row.session) for row in whole if _calls(without, row)]
            for line in table(whole, list(written(without, called))):
                print(line, flush=True)


if __name__ == "__main__":
    main()
