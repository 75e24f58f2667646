"""The part of the page on peers: who has the better plan at which moment, who is there sooner, who is ahead where."""

from collections.abc import Callable, Iterator
from statistics import median

from benchmarks.compare import FROM_M_ON, MOMENTS, Duel, alone, best_at, duels, median_ratio
from benchmarks.measure import OURS, Result
from benchmarks.peers import PEERS, peer

WANTED_RATIO = 10.0
"""How many times sooner than a peer, in the median from M on, tpplanner must have a plan as good as its best."""

HEADS = ("peer", "sessions", "it plans", "both", "it alone", *(f"{m:g} s" for m in MOMENTS), "its end", "never worse")
HEADS_SOONER = (
    "peer",
    "sessions from M on",
    "its best after",
    "tpplanner has as good after",
    "times sooner",
    "after reading",
    "never equalled",
    "reached",
)


def versus(results: list[Result]) -> Iterator[str]:
    """Every peer that was run."""
    yield "## Peers on the same sessions"
    yield ""
    run = {r.solver for r in results} - {OURS}
    peers = [p for p in PEERS if p in run]
    if not peers:
        yield "None was measured."
        return
    yield from _plans(results, peers)
    yield ""
    yield from _sooner(results, peers)
    yield ""
    yield from _behind(results, peers)
    yield from _other_words(results, peers)
    yield from _cannot(peers)


def name(module: str) -> str:
    """A peer's name in prose."""
    return module.rstrip("_")


def titled(module: str) -> str:
    """A peer's name in tables: « restricted » where papers and blocks are fixed before it decides anything."""
    return f"{name(module)} (restricted)" if peer(module).RESTRICTED else name(module)


def _row(cells: tuple[object, ...]) -> str:
    return "| " + " | ".join(str(c) for c in cells) + " |"


def _plans(results: list[Result], peers: list[str]) -> Iterator[str]:
    yield (
        "On the sessions that both plan: on how many tpplanner's plan is better / as good / worse after so many "
        "seconds and at the peer's own end, among those where the peer has a plan by then and both were given that "
        "long. A peer's plan that the check refuses counts as no plan. *It alone*: the peer has a plan and tpplanner "
        "none. *Never worse* says whether that is so at every moment. *Restricted*: papers and blocks are "
        "fixed before the peer decides anything, so that it does not see all plans."
    )
    yield ""
    yield _row(HEADS)
    yield "|" + "---|" * len(HEADS)
    for p in peers:
        yield _plans_row(results, p)


def _plans_row(results: list[Result], p: str) -> str:
    tried = [r for r in results if r.solver == p and r.feasible and r.status != "missing"]
    both, it_alone = duels(results, p), alone(results, p)
    behind = bool(it_alone) or any(_moments_behind(d) for d in both)
    never = "" if not both and not it_alone else "**no**" if behind else "**yes**"
    counts = (_counts([d for d in both if _given(d) >= m], lambda _, m=m: m) for m in MOMENTS)
    planned = sum(bool(r.costs) for r in tried)
    end = _counts(both, lambda d: d.peer.end)
    return _row((titled(p), len(tried), planned, len(both), len(it_alone), *counts, end, never))


def _given(d: Duel) -> float:
    """How long both were given; a moment after that is not compared."""
    return min(d.ours.limit, d.peer.limit)


def _counts(both: list[Duel], moment: Callable[[Duel], float]) -> str:
    """Better / as good / worse."""
    verdicts = [d.verdict(moment(d)) for d in both]
    return " / ".join(str(verdicts.count(v)) for v in ("ahead", "equal", "behind")) if both else "–"


def _sooner(results: list[Result], peers: list[str]) -> Iterator[str]:
    yield (
        f"How many times sooner tpplanner has a plan as good as the peer's best, in the median of the sessions from M "
        f"on; at least × {WANTED_RATIO:g} is wanted, and a plan never equalled counts as 0 times. Both times are of "
        "whole processes, so starting Python and reading the workbook are in both; *after reading* leaves that out."
    )
    yield ""
    yield _row(HEADS_SOONER)
    yield "|" + "---|" * len(HEADS_SOONER)
    for p in peers:
        yield _sooner_row([d for d in duels(results, p) if d.ours.size in FROM_M_ON], p)


def _sooner_row(both: list[Duel], p: str) -> str:
    ratio = median_ratio(both)
    if ratio is None:
        return _row((titled(p), 0, "–", "–", "–", "–", 0, ""))
    theirs = f"{median(d.theirs_at or 0.0 for d in both):.2f} s"
    ours = median(d.ours_at if d.ours_at is not None else float("inf") for d in both)
    never = sum(d.ours_at is None for d in both)
    told = f"{ours:.2f} s" if ours != float("inf") else "never"
    reached = "**yes**" if ratio >= WANTED_RATIO else "**no**"
    searched = f"× {median(d.ratio_after_reading or 0.0 for d in both):.1f}"
    return _row((titled(p), len(both), theirs, told, f"× {ratio:.1f}", searched, never, reached))


def _moments_behind(d: Duel) -> dict[str, float]:
    """The moments at which tpplanner has the worse plan, or none, by what they are called."""
    moments = {f"{m:g} s": m for m in MOMENTS if _given(d) >= m} | {"its end": d.peer.end}
    return {called: m for called, m in moments.items() if d.verdict(m) == "behind"}


def _behind(results: list[Result], peers: list[str]) -> Iterator[str]:
    """Where a peer is ahead, and with what; first where it is so only until tpplanner has any plan."""
    told = []
    for p in peers:
        told += [f"- {name(p)} has a plan of {r.session}, tpplanner none" for r in alone(results, p)]
        behind = [(d, late) for d in duels(results, p) if (late := _moments_behind(d))]
        sooner = [d for d, late in behind if not any(best_at(d.ours, moment) for moment in late.values())]
        if sooner:
            sessions = ", ".join(d.peer.session for d in sooner)
            told.append(f"- {name(p)} is ahead on {len(sooner)} only until tpplanner has a first plan: {sessions}")
        for d, late in (case for case in behind if case[0] not in sooner):
            told.append(f"- {name(p)} is ahead on {d.peer.session} at {', '.join(late)}{_with_what(d)}")
    yield from ["Where a peer is ahead:", "", *told, ""] if told else ["No peer is ever ahead.", ""]


def _with_what(d: Duel) -> str:
    """The two plans at the first moment at which tpplanner has one, and the worse."""
    first = next(m for m in _moments_behind(d).values() if best_at(d.ours, m))
    return f" ({_costs(best_at(d.peer, first))} against {_costs(best_at(d.ours, first))})"


def _costs(costs: tuple[int, ...] | None) -> str:
    return " ".join(map(str, costs)) if costs else "no plan yet"


def _other_words(results: list[Result], peers: list[str]) -> Iterator[str]:
    told = []
    for p in peers:
        own = [r for r in results if r.solver == p]
        told += [f"- {name(p)} was not run: {w}" for w in sorted({r.word for r in own if r.status == "missing"})]
        refused = [r.session for r in own if r.status == "refused"]
        if refused:
            told.append(f"- {name(p)} had plans, none of which the check accepts, of {', '.join(refused)}")
        without = [r.session for r in own if r.feasible and r.status == "unfinished"]
        if without:
            told.append(f"- {name(p)} found no plan of {', '.join(without)}")
        bad = [r for r in own if r.status in ("failed", "killed")]
        told += [f"- {name(p)} on {r.session}: {r.status} {r.word}".rstrip() for r in bad]
    yield from [*told, ""] if told else []


def _cannot(peers: list[str]) -> Iterator[str]:
    yield "What each of them cannot express, or does not:"
    yield ""
    for p in peers:
        yield f"- *{name(p)}*, {peer(p).NAME}: {peer(p).CANNOT}"
