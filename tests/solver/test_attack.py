"""The rules alone have no plan where none is said to exist, and none better than what is called proven.

One draw alone: `-k "attack and 137]"`; a range on several processes: `scripts/refute.py attack 0 200` (see `refute`).
"""

import pytest

from attack import attacked
from claims import claims
from laws import SECONDS
from wide_draws import drawn_wide

REFUTED = (43, 63, 74, 86, 140, 720, 726, 4219, 5032)
"""Some of which a claim was once refuted: by minutes beside the grid, turns of four, juries of three, a rest that nobody
needs, several chains."""

SAMPLE = (0, 43, 5032)
"""The first, and two of those."""

DRAWS = 1000


def hold(seed: int) -> None:
    """Fail where a claim on a session drawn at random is refuted."""
    found = [attack for attack in attacked(claims(drawn_wide(seed), SECONDS)) if attack.refuted]
    assert found == [], f"draw {seed}"


@pytest.mark.parametrize("seed", SAMPLE)
def test_what_is_claimed_stands_the_attack_by_the_rules_alone(seed: int) -> None:
    hold(seed)


@pytest.mark.proof(30)
@pytest.mark.parametrize("seed", sorted({*range(DRAWS), *REFUTED} - {*SAMPLE}))
def test_what_is_claimed_of_many_stands_the_attack_by_the_rules_alone(seed: int) -> None:
    hold(seed)
