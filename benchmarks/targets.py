"""What must be shown, by size and shapes, and whether what was measured shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from benchmarks.compare import best_at
from benchmarks.measure import Result

FOUR = ("1", "2", "3", "4a", "4b")
"""The levels that must be proven: 1 to 4."""

NEVER = float("inf")
"""What did not come counts as longer, and as wider, than everything."""


@dataclass(frozen=True, slots=True)
class Aim:
    """One thing wanted of the median session: no more than so many seconds, or than such a share."""

    words: str
    most: float
    value: Callable[[Result], float]

    def reached(self, rows: list[Result]) -> bool:
        """Whether the median session does."""
        return median(self.value(r) for r in rows) <= self.most


def proof_of(r: Result, last: str) -> float:
    """When a level and all before it were proven; those of a plain `1` … `4` have all its parts."""
    count = sum(nom.rstrip("ab") <= last for nom in r.levels)
    return r.proofs[count - 1] if count and len(r.proofs) >= count else NEVER


def first_plan(r: Result) -> float:
    """When the first plan was there."""
    return NEVER if r.first is None else r.first


def gap_at(r: Result, seconds: float, level: str) -> float:
    """By how much a level's best by then exceeds the bound of the end; nothing is known if one before is open."""
    nom = next((n for n in r.levels if n.rstrip("ab") == level and r.levels.index(n) >= len(r.proofs)), None)
    if nom is None:
        return 0.0 if r.costs and proof_of(r, level) <= seconds else NEVER
    rank, costs = r.levels.index(nom), best_at(r, seconds)
    if costs is None or rank >= len(r.bounds) or costs[:rank] != r.costs[:rank]:
        return NEVER
    return (costs[rank] - r.bounds[rank]) / costs[rank] if costs[rank] else 0.0


def _proven(last: str, seconds: float) -> Aim:
    return Aim(f"levels 1–{last} ≤ {seconds:g} s", seconds, lambda r: proof_of(r, last))


def _plan(seconds: float) -> Aim:
    return Aim(f"a plan ≤ {seconds:g} s", seconds, first_plan)


def _within(level: str, share: float, seconds: float) -> Aim:
    words = f"level {level} within {100 * share:g} % at {seconds:g} s"
    return Aim(words, share, lambda r: gap_at(r, seconds, level))


TARGETS: dict[tuple[str, str], tuple[Aim, ...]] = {
    ("R", "a, b"): (_proven("4", 2),),
    ("R", "c"): (_proven("4", 2),),
    ("S", "a, b"): (_proven("4", 2),),
    ("S", "c"): (_proven("4", 2),),
    ("M", "a, b"): (_proven("4", 3),),
    ("M", "c"): (_proven("4", 3),),
    ("L", "a, b"): (_proven("4", 5),),
    ("L", "c"): (_proven("4", 8),),
    ("XL", "a, b"): (_proven("4", 20),),
    ("XL", "c"): (_proven("3", 60), _within("4", 0.05, 120)),
    ("XXL", "a, b"): (_proven("4", 60),),
    ("XXL", "c"): (_plan(20), _proven("2", 300), _within("3", 0.03, 300)),
    ("3XL", "a, b"): (_plan(120), _within("1", 0.02, 600)),
    ("3XL", "c"): (_plan(300),),
}
"""By size and shapes; level 1 is membre-days."""


def wanted(size: str, shapes: str) -> str:
    """The aims, in words."""
    return ", ".join(aim.words for aim in TARGETS.get((size, shapes), ()))


def verdict(size: str, shapes: str, rows: list[Result]) -> str:
    """**yes**, or **no** with what is missed; nothing where nothing is wanted."""
    aims = TARGETS.get((size, shapes), ())
    missed = [aim.words for aim in aims if not aim.reached(rows)]
    if not missed or not aims:
        return "**yes**" if aims else ""
    return "**no**" if len(aims) == 1 else f"**no**: {', '.join(missed)}"
