"""No plan of one session refutes what is claimed of another: fewer means are never better, more are never worse.

One draw alone: `-k "law and 137]"`; a range on several processes: `scripts/refute.py laws 0 200` (see `refute`).
"""

import pytest

from laws import broken
from some import first

SAMPLE = tuple(range(3))
PROOF, DRAWS = 150, 1000
"""Draws of the shorter proofs, and of the longest."""


@pytest.mark.parametrize("seed", SAMPLE)
def test_no_plan_refutes_what_is_claimed_of_a_neighbour(seed: int) -> None:
    assert list(broken(seed)) == []


@pytest.mark.proof
@pytest.mark.parametrize("seed", first(PROOF, (seed for seed in range(DRAWS) if seed not in SAMPLE)))
def test_no_plan_refutes_what_is_claimed_of_any_neighbour(seed: int) -> None:
    assert list(broken(seed)) == []
