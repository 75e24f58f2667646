"""What is said of all tests: the plugins of a run, and how often garbage is looked for."""

import gc

pytest_plugins = ["plugins.at_once", "plugins.clock", "plugins.order", "plugins.proofs"]


def pytest_collection_finish():
    """Look for garbage less often, and never among what was there before the first test: that is most of the heap."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)
