"""`RESULTS.md`, made from the CSV alone: the table by size and shape, the peers, growth, memory, and plots.

python -m benchmarks.report [RESULTS.csv]
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.growth import growth_in_words
from benchmarks.kinds import KINDS
from benchmarks.measure import OURS, Result
from benchmarks.results import MACHINE, read_results
from benchmarks.shares import shares
from benchmarks.targets import FOUR, NEVER, proof_of, verdict, wanted
from benchmarks.versus import versus

HERE = Path(__file__).parent
CSV, PAGE, PLOTS = HERE / "results.csv", HERE / "RESULTS.md", HERE / "plots"

SIZES = ("R", "S", "M", "L", "XL", "XXL", "3XL")
GROUPS = {"a, b": ("a", "b"), "c": ("c",)}


def page(results: list[Result], drawn: list[str] | None = None) -> str:
    """The text of the page; `drawn` names the plots that stand beside it."""
    parts = (_head(results), _table(results), shares(results), _impossible(results), versus(results), _growth(results))
    lines = [line for part in parts for line in (*part, "")]
    for name in drawn or []:
        lines += [f"![{name.replace('-', ' ')}](plots/{name}.svg)", ""]
    return "\n".join(lines).rstrip() + "\n"


def _head(results: list[Result]) -> Iterator[str]:
    yield "# What the benchmarks measure"
    yield ""
    yield (
        "Made by `make bench` or `make bench-all` from `results.csv`; not to be corrected by hand. Every time is "
        "wall-clock seconds of one cold process: starting Python, reading the workbook, planning, auditing."
    )
    yield ""
    for words in dict.fromkeys(_machine(r) for r in results):
        yield f"- {words}"


def _machine(r: Result) -> str:
    return ", ".join(f"{name} {r.machine[name]}" for name in MACHINE if r.machine.get(name))


# tpplanner by size and shape


HEADS = (
    "size",
    "shapes",
    "sessions",
    "planned",
    "first plan",
    "proven",
    "seconds",
    "levels proven",
    "open gap",
    "level 5",
    "wanted (median)",
    "reached",
)


def _ours(results: list[Result]) -> list[Result]:
    return [r for r in results if r.solver == OURS and r.feasible]


def _table(results: list[Result]) -> Iterator[str]:
    yield "## Levels 1 to 4 proven"
    yield ""
    yield (
        "Medians over all the sessions of each size that have a plan; a plan or a proof that did not come counts as "
        "longer than all others, and `>` stands before the limit where that is the median. *Proven* counts the "
        "sessions whose levels 1 to 4 are all proven; *open gap* is of the first level that is not, in the sessions "
        "that have one, and *level 5* of the last level where all before are proven. Sessions named by their "
        "kind are in the next table only."
    )
    yield ""
    yield "| " + " | ".join(HEADS) + " |"
    yield "|" + "---|" * len(HEADS)
    for size in SIZES:
        for name, shapes in GROUPS.items():
            rows = [r for r in _ours(results) if r.size == size and r.shape in shapes and r.variant not in KINDS]
            yield _table_row(size, name, rows) if rows else _not_measured(size, name)


def _not_measured(size: str, name: str) -> str:
    cells = (size, name, "0", *("" for _ in HEADS[3:-2]), wanted(size, name), "not measured")
    return "| " + " | ".join(cells) + " |"


def _table_row(size: str, name: str, rows: list[Result]) -> str:
    planned = [r for r in rows if r.costs]
    times = [_four_proven(r) for r in rows]
    proven = [t for t in times if t is not None]
    cells = (
        size,
        name,
        len(rows),
        len(planned),
        _middle([r.first for r in rows], rows),
        f"{len(proven)}/{len(rows)}",
        _middle(times, rows),
        _levels_proven(rows),
        _percent([g for r in planned if (g := open_gap(r)) is not None]),
        _percent([g for r in planned if (g := _fifth_gap(r)) is not None]),
        wanted(size, name),
        verdict(size, name, rows),
    )
    return "| " + " | ".join(str(c) for c in cells) + " |"


def _middle(times: list[float | None], rows: list[Result]) -> str:
    """The median, what did not come counting as longer than everything."""
    middle = median(t if t is not None else float("inf") for t in times)
    return _told(middle) if middle != float("inf") else f"> {_told(median(r.limit for r in rows))}"


def _four_proven(r: Result) -> float | None:
    """When levels 1 to 4 were proven; None if they were not."""
    at = proof_of(r, "4")
    return None if at == NEVER else at


def _levels_proven(rows: list[Result]) -> str:
    return f"{median(len(r.proofs) for r in rows):g} of {max(len(r.levels) for r in rows)}"


def open_gap(r: Result) -> float | None:
    """By how much the first of levels 1 to 4 that is not proven exceeds its bound; None if all are, or no bound is."""
    rank = len(r.proofs)
    if rank >= len(r.costs) or r.levels[rank] not in FOUR or rank >= len(r.bounds):
        return None
    return _gap(r.costs[rank], r.bounds[rank])


def _fifth_gap(r: Result) -> float | None:
    """The gap of level 5, in units of what is counted: the bound that is told is most often 0."""
    if len(r.proofs) < len(r.costs) - 1 or not r.costs:
        return None
    bound = r.bounds[len(r.costs) - 1] if len(r.bounds) == len(r.costs) else 0
    return _gap(r.costs[-1], bound)


def _gap(cost: int, bound: int) -> float:
    return (cost - bound) / cost if cost else 0.0


def _percent(gaps: list[float]) -> str:
    return f"{100 * median(gaps):.1f} %" if gaps else "–"


def _told(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.0f} s"


def _impossible(results: list[Result]) -> Iterator[str]:
    rows = [r for r in results if r.solver == OURS and not r.feasible]
    yield "## Sessions without a plan: one candidat or one absence too many, or a contradiction"
    yield ""
    if not rows:
        yield "None was measured."
        return
    right = [r for r in rows if r.status == "infeasible"]
    told = f", in {_told(median(r.end for r in right))} (median)" if right else ""
    yield f"{len(right)} of {len(rows)} are answered « impossible »{told}."
    for r in (r for r in rows if r.status != "infeasible"):
        yield f"- {r.session}: {r.status} {r.word}".rstrip()


# Growth and memory


def _growth(results: list[Result]) -> Iterator[str]:
    yield "## Growth and memory"
    yield ""
    ours = _ours(results)
    yield from growth_in_words(ours)
    yield ""
    yield "| size | most memory |"
    yield "|---|---|"
    for size in SIZES:
        held = [r.memory_mb for r in ours if r.size == size]
        if held:
            yield f"| {size} | {max(held):.0f} MB |"


def write_report(source: Path = CSV) -> None:
    """Write the page, and the plots where matplotlib is there."""
    from benchmarks.plots import draw  # noqa: PLC0415 - matplotlib is optional

    results = read_results(source)
    drawn = draw(results, PLOTS)
    if not drawn:
        print("no plots: matplotlib is not installed, or there is nothing to draw")
    PAGE.write_text(page(results, drawn), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_report(*(Path(p) for p in sys.argv[1:2]))
