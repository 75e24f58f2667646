"""Results in a CSV, one row a session and solver: what is written is what is read back."""

import csv
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from benchmarks.measure import Bound, Costs, Result, Step

VERSIONS = ("python", "ortools", "pyjobshop", "timefold", "java", "minizinc", "chuffed")

MACHINE = ("commit", *VERSIONS, "cores", "cpu", "system", "seed")
"""The columns that say on what a measure was made; peers that are not there have no version."""

COLUMNS = (*(f.name for f in fields(Result) if f.name != "machine"), *MACHINE)

MOST_TOLD = 100
"""Of what was told of the bounds of a search, the last so many are kept."""


def write_results(path: Path, results: Iterable[Result]) -> None:
    """Write them all."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row(r) for r in results)


def read_results(path: Path) -> list[Result]:
    """Read them back."""
    with path.open(encoding="utf-8", newline="") as file:
        return [result(r) for r in csv.DictReader(file)]


def row(r: Result) -> dict[str, str]:
    """The cells of a result, by column."""
    return {
        "session": r.session,
        "size": r.size,
        "shape": r.shape,
        "variant": r.variant,
        "feasible": "yes" if r.feasible else "no",
        "candidats": str(r.candidats),
        "solver": r.solver,
        "limit": str(r.limit),
        "status": r.status,
        "word": r.word,
        "read": _seconds(r.read),
        "first": _seconds(r.first),
        "end": _seconds(r.end),
        "levels": " ".join(r.levels),
        "costs": _numbers(r.costs),
        "bounds": _numbers(r.bounds),
        "proofs": " ".join(_seconds(p) for p in r.proofs),
        "steps": " ".join(f"{_seconds(s.seconds)}:{_numbers(s.costs, '/')}" for s in r.steps),
        "gaps": " ".join(f"{_seconds(g.seconds)}:{g.niveau}:{g.valeur}:{g.borne}" for g in r.gaps[-MOST_TOLD:]),
        "memory_mb": str(r.memory_mb),
        **{name: r.machine.get(name, "") for name in MACHINE},
    }


def result(cells: dict[str, str]) -> Result:
    """The result of a row."""
    return Result(
        session=cells["session"],
        size=cells["size"],
        shape=cells["shape"],
        variant=cells["variant"],
        feasible=cells["feasible"] == "yes",
        candidats=int(cells["candidats"]),
        solver=cells["solver"],
        limit=float(cells["limit"]),
        status=cells["status"],
        word=cells["word"],
        read=_maybe(cells["read"]),
        first=_maybe(cells["first"]),
        end=float(cells["end"]),
        levels=tuple(cells["levels"].split()),
        costs=_costs(cells["costs"]),
        bounds=_costs(cells["bounds"]),
        proofs=tuple(float(p) for p in cells["proofs"].split()),
        steps=tuple(_step(s) for s in cells["steps"].split()),
        gaps=tuple(_bound(g) for g in cells["gaps"].split()),
        memory_mb=float(cells["memory_mb"]),
        machine={name: cells[name] for name in MACHINE if cells[name]},
    )


def _seconds(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _maybe(cell: str) -> float | None:
    return float(cell) if cell else None


def _numbers(costs: Costs, between: str = " ") -> str:
    return between.join(str(c) for c in costs)


def _costs(cell: str, between: str | None = None) -> Costs:
    return tuple(int(c) for c in cell.split(between))


def _step(cell: str) -> Step:
    seconds, costs = cell.split(":")
    return Step(float(seconds), _costs(costs, "/"))


def _bound(cell: str) -> Bound:
    seconds, niveau, valeur, borne = cell.split(":")
    return Bound(float(seconds), niveau, int(valeur), int(borne))
