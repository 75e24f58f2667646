"""`RESULTS.md`, made from the CSV alone: the table by size and shape, the peers, growth, memory, and plots.

python -m benchmarks.report [RESULTS.csv]
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from benchmarks.compare import MOMENTS, Duel, alone, duels, median_ratio
from benchmarks.growth import growth_in_words
from benchmarks.measure import OURS, Result
from benchmarks.results import MACHINE, read_results

HERE = Path(__file__).parent
CSV, PAGE, PLOTS = HERE / "results.csv", HERE / "RESULTS.md", HERE / "plots"

SIZES = ("R", "S", "M", "L", "XL", "XXL", "3XL")
GROUPS = {"a, b": ("a", "b"), "c": ("c",)}

FOUR = ("1", "2", "3", "4a", "4b")
"""The levels that must be proven: 1 to 4."""

TARGETS = {
    ("R", "a, b"): "≤ 2 s",
    ("R", "c"): "≤ 2 s",
    ("S", "a, b"): "≤ 2 s",
    ("S", "c"): "≤ 2 s",
    ("M", "a, b"): "≤ 3 s",
    ("M", "c"): "≤ 3 s",
    ("L", "a, b"): "≤ 5 s",
    ("L", "c"): "≤ 8 s",
    ("XL", "a, b"): "≤ 20 s",
    ("XL", "c"): "levels 1–3 ≤ 60 s, level 4 within 5 %",
    ("XXL", "a, b"): "≤ 60 s",
    ("XXL", "c"): "a plan ≤ 20 s; levels 1–2, level 3 within 3 % at 300 s",
    ("3XL", "a, b"): "a plan ≤ 120 s, membre-days within 2 % at 600 s",
    ("3XL", "c"): "a plan ≤ 300 s",
}
"""What must be shown, by size and shapes."""


def page(results: list[Result], drawn: list[str] | None = None) -> str:
    """The text of the page; `drawn` names the plots that stand beside it."""
    parts = (_head(results), _table(results), _impossible(results), _peers(results), _growth(results))
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
    "wanted",
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
        "that have one, and *level 5* of the last level where all before are proven."
    )
    yield ""
    yield "| " + " | ".join(HEADS) + " |"
    yield "|" + "---|" * len(HEADS)
    for size in SIZES:
        for name, shapes in GROUPS.items():
            rows = [r for r in _ours(results) if r.size == size and r.shape in shapes]
            if rows:
                yield _table_row(size, name, rows)


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
        TARGETS.get((size, name), ""),
    )
    return "| " + " | ".join(str(c) for c in cells) + " |"


def _middle(times: list[float | None], rows: list[Result]) -> str:
    """The median, what did not come counting as longer than everything."""
    middle = median(t if t is not None else float("inf") for t in times)
    return _told(middle) if middle != float("inf") else f"> {_told(median(r.limit for r in rows))}"


def _four_proven(r: Result) -> float | None:
    """When levels 1 to 4 were proven; None if they were not."""
    count = sum(nom in FOUR for nom in r.levels)
    return r.proofs[count - 1] if count and len(r.proofs) >= count else None


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
    yield "## Sessions with one candidat or one absence too many"
    yield ""
    if not rows:
        yield "None was measured."
        return
    right = [r for r in rows if r.status == "infeasible"]
    told = f", in {_told(median(r.end for r in right))} (median)" if right else ""
    yield f"{len(right)} of {len(rows)} are answered « impossible »{told}."
    for r in (r for r in rows if r.status != "infeasible"):
        yield f"- {r.session}: {r.status} {r.word}".rstrip()


# Peers


def _peers(results: list[Result]) -> Iterator[str]:
    yield "## Peers on the same sessions"
    yield ""
    peers = sorted({r.solver for r in results} - {OURS})
    if not peers:
        yield "None was measured."
        return
    yield (
        "On the sessions that both plan: how often tpplanner's plan is better, as good or worse after so many seconds "
        "and at the peer's own end, and how many times sooner it has a plan as good as the peer's best (median, sizes "
        "from M on; a plan never equalled counts as 0 times). A peer's plan that the check refuses counts as no plan. "
        "*It alone*: the peer has a plan and tpplanner none."
    )
    yield ""
    moments = " | ".join(f"{m:g} s" for m in MOMENTS)
    yield f"| peer | sessions | it plans | both | it alone | {moments} | its end | times sooner | never equalled |"
    yield "|---|---|---|---|---|" + "---|" * len(MOMENTS) + "---|---|---|"
    for peer in peers:
        yield _peer_row(results, peer)
    yield ""
    yield from _behind(results, peers)
    yield from _other_words(results, peers)


def _peer_row(results: list[Result], peer: str) -> str:
    tried = [r for r in results if r.solver == peer and r.feasible and r.status != "missing"]
    both = duels(results, peer)
    ratio = median_ratio(both)
    cells = (
        peer,
        len(tried),
        sum(bool(r.costs) for r in tried),
        len(both),
        len(alone(results, peer)),
        *(_counts(both, lambda _, m=m: m) for m in MOMENTS),
        _counts(both, lambda d: d.peer.end),
        f"× {ratio:.1f}" if ratio is not None else "–",
        sum(d.ours_at is None for d in both),
    )
    return "| " + " | ".join(str(c) for c in cells) + " |"


def _counts(both: list[Duel], moment: Callable[[Duel], float]) -> str:
    """Better / as good / worse."""
    verdicts = [d.verdict(moment(d)) for d in both]
    return " / ".join(str(verdicts.count(v)) for v in ("ahead", "equal", "behind"))


def _behind(results: list[Result], peers: list[str]) -> Iterator[str]:
    """Where a peer is ahead."""
    told = []
    for peer in peers:
        told += [f"- {peer} has a plan of {r.session}, tpplanner none" for r in alone(results, peer)]
        for d in duels(results, peer):
            late = [f"{m:g} s" for m in MOMENTS if d.verdict(m) == "behind"]
            late += ["its end"] if d.verdict(d.peer.end) == "behind" else []
            if late:
                told.append(f"- {peer} is ahead on {d.peer.session} at {', '.join(late)}")
    yield from ["Where a peer is ahead:", "", *told, ""] if told else ["No peer is ever ahead.", ""]


def _other_words(results: list[Result], peers: list[str]) -> Iterator[str]:
    for peer in peers:
        words = {r.word for r in results if r.solver == peer and r.status == "missing"}
        for word in sorted(words):
            yield f"- {peer} was not run: {word}"
        refused = [r for r in results if r.solver == peer and r.status == "refused"]
        if refused:
            yield f"- {peer}: on {len(refused)} session(s) it had plans, none of which the check accepts"
        for r in (r for r in results if r.solver == peer and r.status in ("failed", "killed")):
            yield f"- {peer} on {r.session}: {r.status} {r.word}".rstrip()


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
