"""What is said of all tests: which draws of a longer proof are for `make proof`, and how often garbage is looked for."""

import gc
from collections import defaultdict

import pytest

EACH = 13
"""Of its draws, those of a longer proof that are for `make proof`, unless its mark tells another number."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Leave to `make proof-all` the draws of each longer proof beyond so many, which are spread over all of them."""
    draws = defaultdict(list)
    for item in items:
        if item.get_closest_marker("proof"):
            draws[item.path, getattr(item, "originalname", item.name)].append(item)
    for proofs in draws.values():
        told = proofs[0].get_closest_marker("proof").args
        step = -(-len(proofs) // (told[0] if told else EACH))
        for i, item in enumerate(proofs):
            if i % step:
                item.add_marker("deep")


def pytest_collection_finish():
    """Look for garbage less often, and never among what was there before the first test: that is most of the heap."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)
