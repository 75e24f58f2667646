"""Try to refute what is claimed of sessions drawn at random, over a range of seeds, on several processes.

    PYTHONPATH=tests python scripts/refute.py laws 0 200
    PYTHONPATH=tests python scripts/refute.py attack 137 138 --processes 1

`closings` solves anew, by another configuration of CP-SAT, what the search closed. Each claim refuted is told as it is
found, with its seed; the status is 1 where there is one. What did not close again is told, and refutes nothing.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from traceback import format_exc

from attack import attacked
from claims import claims
from closed_again import UNSETTLED, closed_again, closings_of
from laws import SECONDS, broken
from wide_draws import drawn_wide


def by_law(seed: int) -> Iterator[str]:
    """What plans of neighbours refute."""
    return broken(seed)


def by_attack(seed: int) -> Iterator[str]:
    """What the rules alone refute."""
    told = claims(drawn_wide(seed), SECONDS)
    return (f"draw {seed}: {attack.claim}: {attack.refuted}" for attack in attacked(told) if attack.refuted)


def by_closing(seed: int) -> Iterator[str]:
    """What another configuration of CP-SAT closes otherwise, of one model of each stage."""
    closings = closings_of(drawn_wide(seed), SECONDS, seed).of.values()
    return (f"{told} (draw {seed})" for told in map(closed_again, closings) if told)


WAYS: dict[str, Callable[[int], Iterator[str]]] = {"laws": by_law, "attack": by_attack, "closings": by_closing}


def tried(way: str, seed: int) -> tuple[int, list[str], float]:
    """The seed, what is refuted of it (or how it failed), and the processor's seconds."""
    start = time.process_time()
    try:
        found = list(WAYS[way](seed))
    except Exception:  # told with its seed, and the others are tried
        found = [f"draw {seed}: {format_exc()}"]
    return seed, found, time.process_time() - start


def main() -> int:
    parser = argparse.ArgumentParser(prog="refute", description=__doc__)
    parser.add_argument("way", choices=sorted(WAYS))
    parser.add_argument("first", type=int)
    parser.add_argument("end", type=int)
    parser.add_argument("--processes", type=int, default=2)
    told = parser.parse_args()
    seeds = range(told.first, told.end)
    refuted, spent = 0, 0.0
    with ProcessPoolExecutor(told.processes) as pool:
        for _, found, seconds in pool.map(partial(tried, told.way), seeds):
            refuted += any(not sentence.startswith(UNSETTLED) for sentence in found)
            spent += seconds
            for sentence in found:
                print(sentence, flush=True)
    print(f"{len(seeds)} draws, {refuted} refuted, {spent:.0f} s of processor")
    return int(refuted > 0)


if __name__ == "__main__":
    sys.exit(main())
