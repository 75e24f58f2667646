"""The plots of the report, as SVG; none where matplotlib is not installed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.compare import duels, plans
from benchmarks.growth import MEASURES, fitted, medians, memory
from benchmarks.measure import OURS, Result

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIZES = ("R", "S", "M", "L", "XL", "XXL", "3XL")
COLOURS = {"a": "tab:blue", "b": "tab:orange", "c": "tab:green"}

Drawing = Callable[["Axes", list[Result]], bool]
"""Draws results, and says whether there was anything to draw."""


def draw(results: list[Result], folder: Path) -> list[str]:
    """Write every plot for which there is something; their names."""
    try:
        import matplotlib as mpl  # noqa: PLC0415 - optional
    except ImportError:
        return []
    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "benchmarks"
    from matplotlib import pyplot as plt  # noqa: PLC0415

    folder.mkdir(exist_ok=True)
    drawn = []
    for name, drawing in DRAWINGS.items():
        figure, axes = plt.subplots(figsize=(7.5, 4.5), layout="constrained")
        axes.set_title(name.replace("-", " "))
        if drawing(axes, results):
            _plain_numbers(axes)
            axes.grid(visible=True, alpha=0.3)
            figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
            drawn.append(name)
        plt.close(figure)
    return drawn


def _plain_numbers(axes: "Axes") -> None:
    """Ticks of logarithmic axes as they are said: 0.5, 2, 20."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter  # noqa: PLC0415

    for axis in (axes.xaxis, axes.yaxis):
        if axis.get_scale() == "log":
            axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
            axis.set_minor_formatter(NullFormatter())


def _ours(results: list[Result]) -> list[Result]:
    return [r for r in results if r.solver == OURS and r.feasible]


def _scatter(axes: "Axes", results: list[Result], value: Callable[[Result], float | None], label: str) -> bool:
    """A value against the number of candidats, one colour a shape."""
    some = False
    for shape, colour in COLOURS.items():
        points = [(r.candidats, v) for r in _ours(results) if r.shape == shape and (v := value(r)) is not None]
        if points:
            some = True
            axes.scatter(*zip(*points, strict=True), s=18, color=colour, label=f"shape {shape}")
    axes.set(xscale="log", yscale="log", xlabel="candidats", ylabel=label)
    if some:
        axes.legend()
    return some


def _first_plan(axes: "Axes", results: list[Result]) -> bool:
    return _scatter(axes, results, lambda r: r.first, "seconds to the first plan")


def _to_proof(axes: "Axes", results: list[Result]) -> bool:
    def proven(r: Result) -> float | None:
        return r.proofs[-1] if len(r.proofs) >= len(r.levels) - 1 > 0 else None

    return _scatter(axes, results, proven, "seconds to the proof of levels 1 to 4")


def _memory(axes: "Axes", results: list[Result]) -> bool:
    return _scatter(axes, results, memory, "MB")


def _to_equal(axes: "Axes", results: list[Result]) -> bool:
    """When tpplanner equals each peer's best, against when the peer had it."""
    some = False
    for peer in sorted({r.solver for r in results} - {OURS}):
        points = [(d.theirs_at, d.ours_at) for d in duels(results, peer) if d.theirs_at and d.ours_at]
        if points:
            some = True
            axes.scatter(*zip(*points, strict=True), s=18, label=peer.rstrip("_"))
            axes.axline((1, 1), slope=1, color="grey", linewidth=0.8)
    axes.set(
        xscale="log", yscale="log", xlabel="seconds to the peer's best plan", ylabel="tpplanner: seconds to equal it"
    )
    if some:
        axes.legend()
    return some


def _gap_over_time(axes: "Axes", results: list[Result]) -> bool:
    """By how much presence (level 3) exceeds the best known, in the plans of the median session of each size."""
    some = False
    for size in SIZES:
        runs = sorted((r for r in _ours(results) if r.size == size and plans(r)), key=lambda r: r.end)
        if runs:
            some = True
            r = runs[len(runs) // 2]
            times, gaps = zip(*((s.seconds, _excess(r, s.costs)) for s in plans(r)), strict=True)
            axes.step((*times, r.end), (*gaps, gaps[-1]), where="post", label=f"{size} ({r.session})")
    axes.set(xscale="log", xlabel="seconds", ylabel="presence above the best known, %")
    if some:
        axes.legend(fontsize="small")
    return some


def _excess(r: Result, costs: tuple[int, ...]) -> float:
    rank = r.levels.index("3") if "3" in r.levels else 0
    least = r.bounds[rank] if rank < len(r.bounds) else r.costs[rank]
    return 100 * (costs[rank] - least) / least if least else 0.0


def _growth(axes: "Axes", results: list[Result]) -> bool:
    """Medians against the number of candidats, with the power law of each."""
    some = False
    for name, measure in MEASURES.items():
        points = medians(_ours(results), measure)
        fit = fitted(points)
        if fit is not None:
            some = True
            factor, exponent = fit
            line = axes.loglog(*zip(*points, strict=True), "o", label=f"{name}: power {exponent:.2f}")[0]
            ends = (points[0][0], points[-1][0])
            axes.loglog(ends, [factor * n**exponent for n in ends], "-", color=line.get_color(), linewidth=0.8)
    axes.set(xlabel="candidats", ylabel="seconds, or MB")
    if some:
        axes.legend()
    return some


DRAWINGS: dict[str, Drawing] = {
    "time-to-first-plan": _first_plan,
    "time-to-equal-each-peer": _to_equal,
    "time-to-proof": _to_proof,
    "gap-over-time": _gap_over_time,
    "memory": _memory,
    "growth": _growth,
}
"""Each plot, by the name of its file."""
