"""Two solvers on one session: whose plan is better at a moment, and when one has equalled the other."""

from dataclasses import dataclass
from statistics import median

from benchmarks.measure import OURS, Costs, Result, Step

MOMENTS = (1.0, 10.0, 60.0)
"""Seconds at which plans are compared, besides the peer's own end."""

LEAST = 0.01
"""Seconds: the least that is compared, with the clock of the measures."""

FROM_M_ON = ("M", "L", "XL", "XXL", "3XL")


def plans(r: Result) -> list[Step]:
    """The steps that are whole plans, not only what the first levels cost."""
    return [s for s in r.steps if len(s.costs) == len(r.levels)]


def best_at(r: Result, seconds: float) -> Costs | None:
    """The best whole plan by then."""
    return min((s.costs for s in plans(r) if s.seconds <= seconds), default=None)


def as_good(costs: Costs, target: Costs) -> bool:
    """Whether costs, known to some level, are surely no worse than a plan's."""
    known = target[: len(costs)]
    return costs < known or (costs == known and len(costs) == len(target))


def time_to_equal(r: Result, target: Costs) -> float | None:
    """When a plan as good was there; None if never."""
    return next((s.seconds for s in r.steps if as_good(s.costs, target)), None)


@dataclass(frozen=True, slots=True)
class Duel:
    """tpplanner and a peer on one session."""

    ours: Result
    peer: Result

    def verdict(self, seconds: float) -> str:
        """At a moment: ``ahead``, ``equal`` or ``behind``, or nothing where the peer has no plan yet."""
        theirs = best_at(self.peer, seconds)
        if theirs is None:
            return ""
        known = [s.costs for s in self.ours.steps if s.seconds <= seconds]
        if theirs in known:
            better = any(c < theirs[: len(c)] for c in known)
            return "ahead" if better else "equal"
        return "ahead" if any(as_good(c, theirs) for c in known) else "behind"

    @property
    def theirs_at(self) -> float | None:
        """When the peer had its best plan."""
        own = plans(self.peer)
        return own[-1].seconds if own else None

    @property
    def ours_at(self) -> float | None:
        """When tpplanner had a plan as good."""
        own = plans(self.peer)
        return time_to_equal(self.ours, own[-1].costs) if own else None

    @property
    def ratio(self) -> float | None:
        """How many times sooner tpplanner was there."""
        if self.theirs_at is None or self.ours_at is None:
            return None
        return self.theirs_at / self.ours_at

    @property
    def ratio_after_reading(self) -> float | None:
        """The same of what came after each had read the workbook."""
        if self.theirs_at is None or self.ours_at is None:
            return None
        theirs, ours = self.theirs_at - (self.peer.read or 0.0), self.ours_at - (self.ours.read or 0.0)
        return max(theirs, LEAST) / max(ours, LEAST)


def duels(results: list[Result], peer: str) -> list[Duel]:
    """The sessions that both solve; a session measured at several limits counts with the longest."""
    ours, theirs = _longest(results, OURS), _longest(results, peer)
    both = [Duel(ours[name], theirs[name]) for name in ours if name in theirs]
    return [d for d in both if plans(d.ours) and plans(d.peer)]


def _longest(results: list[Result], solver: str) -> dict[str, Result]:
    own = sorted((r for r in results if r.solver == solver), key=lambda r: r.limit)
    return {r.session: r for r in own}


def alone(results: list[Result], peer: str) -> list[Result]:
    """The sessions, measured with both, for which the peer alone has a plan."""
    ours, theirs = _longest(results, OURS), _longest(results, peer)
    return [theirs[name] for name in ours if name in theirs and plans(theirs[name]) and not plans(ours[name])]


def median_ratio(of: list[Duel]) -> float | None:
    """Over the sessions from M on, 0 standing for a plan that was never equalled; None where there is no session."""
    ratios = [d.ratio or 0.0 for d in of if d.ours.size in FROM_M_ON]
    return median(ratios) if ratios else None
