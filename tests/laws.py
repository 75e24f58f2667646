"""The law that holds between any sessions: a plan of one that the audit accepts in another refutes no claim of that one.

What is asked more or less of the other is nowhere told: a membre away, an absence or a link more, a room closed for some
hours, a longer reading make a session whose plans are plans of the first, so that it is never better and never possible
where that one is not. The audit says so of each plan, one by one, and measures it by that session's levels.
"""

from collections.abc import Iterator

from claims import Claims, claims, refuted
from drawing import seeded
from neighbours import carried, neighbours, retouched
from tpplanner.domain.plan import Plan
from wide_draws import drawn_wide

SECONDS = 1.0
"""Of CP-SAT's own clock for each plan."""

NEIGHBOURS = 4


def family(seed: int | str, seconds: float = SECONDS) -> list[Claims]:
    """What is claimed of a session drawn at random and of its neighbours, of which one has neighbours in turn."""
    rng = seeded(f"family {seed}")
    first = claims(drawn_wide(seed), seconds)
    found = [first]
    found += [claims(s, seconds) for s in neighbours(first.session, first.plan, rng, NEIGHBOURS - 1)]
    last = found[-1]
    found += [claims(s, seconds) for s in neighbours(last.session, last.plan, rng, 1)]
    return found


def broken(seed: int | str, seconds: float = SECONDS) -> Iterator[str]:
    """Each claim of a family that a plan of it refutes."""
    found = family(seed, seconds)
    for n, told in enumerate(found):
        for witness, where in _witnesses(found, n):
            how = refuted(told, witness)
            if how:
                yield f"draw {seed}, session {n}: {how}, {where}"
                break


def _witnesses(found: list[Claims], n: int) -> Iterator[tuple[Plan, str]]:
    """Plans of the other sessions, and that of this one with others sitting."""
    session = found[n].session
    for m, other in enumerate(found):
        if other.plan is None:
            continue
        if m != n:
            yield carried(session, other.plan), f"that of session {m}"
    own = found[n].plan
    for plan in retouched(session, own) if own is not None else ():
        yield plan, "its own with others sitting"
