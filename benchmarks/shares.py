"""The part of the page on shares: of each kind and size, how many sessions are planned and proven soon enough."""

from collections.abc import Iterator

from benchmarks.measure import OURS, Result
from benchmarks.targets import first_plan, proof_of

PROVEN_WITHIN, PLANNED_WITHIN = 30.0, 5.0
"""Seconds of a cold process."""

WANTED = {"S": 0.95, "M": 0.95, "S and M": 0.95, "L": 0.90, "XL": 0.75}
"""The share of the sessions of a size, or of two, whose levels 1 to 4 are to be proven in time."""

PLANNED_AT = "M"
"""The size at which every session is to be planned in time."""

HEADS = (
    "size",
    "kind",
    "sessions",
    "planned within 5 s",
    "levels 1–4 proven within 30 s",
    "share",
    "wanted",
    "reached",
)


def shares(results: list[Result]) -> Iterator[str]:
    """Sessions that have a plan, by size and kind, and all those of a size."""
    yield "## Levels 1 to 4 proven within 30 s, by kind"
    yield ""
    yield (
        f"Of all sessions of tpplanner's that have a plan: S, M, both, L and XL want {_wanted()}, and every session of "
        f"{PLANNED_AT} planned within {PLANNED_WITHIN:g} s. A proof that did not come, or later, is none."
    )
    yield ""
    yield "| " + " | ".join(HEADS) + " |"
    yield "|" + "---|" * len(HEADS)
    ours = [r for r in results if r.solver == OURS and r.feasible]
    for size in WANTED:
        sizes = size.split(" and ")
        rows = [r for r in ours if r.size in sizes]
        for kind in dict.fromkeys(r.variant for r in rows if len(sizes) == 1):
            yield _row(size, kind, [r for r in rows if r.variant == kind])
        yield _row(size, "**all**", rows, reached=_reached(size, rows))


def _wanted() -> str:
    return ", ".join(f"{100 * share:.0f} %" for share in WANTED.values())


def _row(size: str, kind: str, rows: list[Result], reached: str = "") -> str:
    proven, planned = _proven(rows), sum(first_plan(r) <= PLANNED_WITHIN for r in rows)
    share = f"{100 * proven / len(rows):.0f} %" if rows else "–"
    wanted = f"{100 * WANTED[size]:.0f} %" if reached else ""
    cells = (size, kind, len(rows), f"{planned}/{len(rows)}", f"{proven}/{len(rows)}", share, wanted, reached)
    return "| " + " | ".join(map(str, cells)) + " |"


def _proven(rows: list[Result]) -> int:
    return sum(proof_of(r, "4") <= PROVEN_WITHIN for r in rows)


def _reached(size: str, rows: list[Result]) -> str:
    if not rows:
        return "not measured"
    planned = size != PLANNED_AT or all(first_plan(r) <= PLANNED_WITHIN for r in rows)
    return "**yes**" if planned and _proven(rows) >= WANTED[size] * len(rows) else "**no**"
