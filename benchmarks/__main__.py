"""Run the benchmarks: a small selection by default, the whole family with ``--all``.

python -m benchmarks [--all] [--sessions GLOB[,GLOB]] [--solvers tpplanner,hand] [--seconds N]
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.machine import machine
from benchmarks.measure import OURS, Result, measure
from benchmarks.peers import PEERS
from benchmarks.report import CSV, write_report
from benchmarks.results import read_results, write_results
from benchmarks.sessions import FAMILY, Case, matching

SELECTION = (
    "R01-*",
    "R14-*",
    "R20-*",
    "[ac]-S-loose-1",
    "a-M-tight-1",
    "[bc]-M-loose-1",
    "a-L-loose-1",
)
"""The sessions of a short run."""

SHORT_SECONDS = 10.0
"""The limit of each solve in a short run: with every peer, under 10 minutes in all."""

LIMITS = {"R": 60.0, "S": 60.0, "M": 60.0, "L": 60.0, "XL": 120.0, "XXL": 300.0, "3XL": 600.0}
"""The limit by size of a whole run."""

PEER_SECONDS = 60.0
"""What a peer gets at most."""


def main(words: list[str] | None = None) -> None:
    """Measure, keep the results, write the report."""
    asked = _parser().parse_args(words)
    todo = list(_todo(asked))
    known = {(r.session, r.solver): r for r in (read_results(asked.csv) if asked.keep and asked.csv.exists() else [])}
    on = machine()
    for n, (case, solver, seconds) in enumerate(todo, 1):
        result = measure(case, solver, seconds, on)
        known[case.name, solver] = result
        print(f"{n:>4}/{len(todo)}  {case.name:<28} {solver:<12} {_line(result)}", flush=True)
        write_results(asked.csv, sorted(known.values(), key=_order))
    if todo and asked.csv == CSV:
        write_report(asked.csv)


def _order(r: Result) -> tuple[int, int]:
    solvers = (OURS, *PEERS)
    return list(FAMILY).index(r.session), solvers.index(r.solver) if r.solver in solvers else len(solvers)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure tpplanner and its peers.")
    parser.add_argument("--all", action="store_true", help="the whole family, with longer limits")
    parser.add_argument("--sessions", default="", help="names or patterns, separated by commas")
    parser.add_argument("--solvers", default="", help=f"among {', '.join((OURS, *PEERS))}")
    parser.add_argument("--seconds", type=float, default=None, help="the limit of each solve")
    parser.add_argument("--csv", type=Path, default=CSV, help="where the results go")
    parser.add_argument("--keep", action="store_true", help="keep the results that are there for what is not run again")
    parser.add_argument("--list", action="store_true", help="name the sessions and stop")
    return parser


def _todo(asked: argparse.Namespace) -> Iterator[tuple[Case, str, float]]:
    """What to measure, smallest sessions first."""
    default = list(FAMILY) if asked.all else list(SELECTION)
    cases = matching(asked.sessions.split(",") if asked.sessions else default)
    if asked.list:
        for case in cases:
            print(f"{case.name:<28} {case.size:<4} {case.shape} {case.variant:<11} {case.difficulty}")
        return
    if not cases:
        sys.exit("no session of that name")
    solvers = asked.solvers.split(",") if asked.solvers else [OURS, *PEERS]
    unknown = sorted({*solvers} - {OURS, *PEERS})
    if unknown:
        sys.exit(f"no such solver: {', '.join(unknown)}")
    for case in cases:
        for solver in solvers:
            if solver == OURS or asked.solvers or case.feasible:
                yield case, solver, asked.seconds or _limit(case, solver, whole=asked.all)


def _limit(case: Case, solver: str, *, whole: bool) -> float:
    if not whole:
        return SHORT_SECONDS
    return LIMITS[case.size] if solver == OURS else min(PEER_SECONDS, LIMITS[case.size])


def _line(r: Result) -> str:
    first = "" if r.first is None else f"first {r.first:.2f} s, "
    proven = f"{len(r.proofs)} levels proven, " if r.costs else ""
    return f"{r.status} {' '.join(map(str, r.costs))} {first}{proven}end {r.end:.2f} s, {r.memory_mb:.0f} MB {r.word}"


if __name__ == "__main__":
    main()
