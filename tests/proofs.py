"""Tests of many values, of which `make test` tries a few: all the others are proofs."""

from collections.abc import Iterable
from typing import Any

import pytest


def mostly_proofs(values: Iterable[Any], *quick: Any) -> list[Any]:
    """All the values that a test is parametrised by, marked as proofs but for the quick ones; a tuple is a row."""
    known = list(values)
    assert quick, "make test would try nothing"
    assert all(value in known for value in quick), "a quick value is one of the others"
    return [value if value in quick else _proof(value) for value in known]


def _proof(value: Any) -> Any:
    return pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=pytest.mark.proof)
