"""No plan of one session refutes what is claimed of another: fewer means are never better, more are never worse.

One draw alone: `-k "law and 137]"`; a range on several processes: `scripts/refute.py laws 0 200` (see `refute`).
"""

import pytest

from laws import broken

SAMPLE = (0,)
DRAWS = 1000


@pytest.mark.parametrize("seed", SAMPLE)
def test_no_plan_refutes_what_is_claimed_of_a_neighbour(seed: int) -> None:
    assert list(broken(seed)) == []


@pytest.mark.proof(30)
@pytest.mark.parametrize("seed", [seed for seed in range(DRAWS) if seed not in SAMPLE])
def test_no_plan_refutes_what_is_claimed_of_any_neighbour(seed: int) -> None:
    assert list(broken(seed)) == []
