"""Things to look at: at least one; the first of many for the shorter proofs, all for the longest."""

from collections.abc import Iterable
from typing import TypeVar

import pytest

T = TypeVar("T")


def some(things: Iterable[T]) -> list[T]:
    """These, of which there is at least one: a loop that asserts, over nothing, would pass on nothing."""
    found = list(things)
    assert found, "there is nothing to look at"
    return found


def first(number: int, things: Iterable[object]) -> list[object]:
    """These as parameters of a proof: those after so many are for `make proof-all` alone."""
    return [pytest.param(thing, marks=pytest.mark.deep if i >= number else ()) for i, thing in enumerate(some(things))]
