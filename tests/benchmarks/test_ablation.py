"""What is left out to see what it is worth is still there under the name by which it is left out."""

import pytest
from benchmarks.ablation import MECHANISMS, SESSIONS, Row, table
from benchmarks.sessions import matching

from some import some


@pytest.mark.parametrize("name", MECHANISMS)
def test_each_mechanism_is_where_it_is_said_to_be(name: str) -> None:
    for mechanism in some(MECHANISMS[name]):
        owner, attribute = mechanism.owner()
        assert callable(getattr(owner, attribute)) == callable(mechanism.instead)


def test_each_session_is_one_of_the_family() -> None:
    assert all(matching([pattern]) for pattern in SESSIONS.split(","))


def test_a_line_of_the_table_tells_time_what_proves_less_and_what_takes_longer_by_seed_and_session() -> None:
    whole = [Row(seed, "", name, 5, 2.0, [], {}) for seed in (0, 1) for name in ("R01", "R02")]
    less = [
        Row(0, "rooms", "R01", 5, 2.0, [], {}),
        Row(0, "rooms", "R02", 3, 7.0, [], {}),
        Row(1, "rooms", "R01", 5, 1.0, [], {}),
    ]
    assert list(table(whole, less)) == ["| rooms | 3 | 1.67 | R02 5 → 3 | R02 × 3.5 |"]
