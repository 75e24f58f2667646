"""What is left out to see what it is worth is still there under the name by which it is left out."""

import pytest
from benchmarks.ablation import MECHANISMS, SESSIONS
from benchmarks.sessions import matching

from some import some


@pytest.mark.parametrize("name", MECHANISMS)
def test_each_mechanism_is_where_it_is_said_to_be(name: str) -> None:
    for mechanism in some(MECHANISMS[name]):
        owner, attribute = mechanism.owner()
        assert callable(getattr(owner, attribute)) == callable(mechanism.instead)


def test_each_session_is_one_of_the_family() -> None:
    assert all(matching([pattern]) for pattern in SESSIONS.split(","))
