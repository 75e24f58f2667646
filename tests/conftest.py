"""Garbage is looked for less often, and never among what was there before the first test: that is most of the heap."""

import gc


def pytest_collection_finish():
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)
