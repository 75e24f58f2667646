"""How what a solve takes grows with the number of candidats: a power, fitted, and told in words."""

from collections.abc import Callable, Iterator
from math import exp, log
from statistics import mean, median

from benchmarks.measure import Result

Measure = Callable[[Result], float | None]


def first_plan(r: Result) -> float | None:
    """Seconds to the first plan, reading left out."""
    return None if r.first is None else max(0.001, r.first - (r.read or 0.0))


def proof(r: Result) -> float | None:
    """Seconds to the last proof of a session all of whose levels 1 to 4 are proven, reading left out."""
    return max(0.001, r.proofs[-1] - (r.read or 0.0)) if len(r.proofs) >= len(r.levels) - 1 > 0 else None


def memory(r: Result) -> float | None:
    """The most memory held, in MB."""
    return r.memory_mb or None


MEASURES: dict[str, Measure] = {
    "time to the first plan": first_plan,
    "time to the proof of levels 1 to 4": proof,
    "memory": memory,
}


def medians(results: list[Result], measure: Measure) -> list[tuple[int, float]]:
    """The median of a measure at each number of candidats."""
    by_number: dict[int, list[float]] = {}
    for r in results:
        value = measure(r)
        if value is not None:
            by_number.setdefault(r.candidats, []).append(value)
    return [(n, median(values)) for n, values in sorted(by_number.items())]


def fitted(points: list[tuple[int, float]]) -> tuple[float, float] | None:
    """The factor and the exponent of the power law nearest to some points; None for fewer than three."""
    if len(points) < 3:
        return None
    xs, ys = [log(n) for n, _ in points], [log(value) for _, value in points]
    mx, my = mean(xs), mean(ys)
    spread = sum((x - mx) ** 2 for x in xs)
    exponent = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / spread
    return exp(my - exponent * mx), exponent


def growth_in_words(results: list[Result]) -> Iterator[str]:
    """A sentence for each measure."""
    for name, measure in MEASURES.items():
        fit = fitted(medians(results, measure))
        came = sum(measure(r) is not None for r in results)
        if fit is None:
            yield f"- {name}: too few sizes to say how it grows."
        else:
            times = 10 ** fit[1]
            yield (
                f"- {name}: grows like the number of candidats to the power {fit[1]:.2f}; with ten times as many "
                f"candidats, {times:.1f} times as much (over the {came} of {len(results)} sessions that have it)."
            )
