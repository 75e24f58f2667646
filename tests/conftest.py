"""What is said of all tests: the plugins of a run, how often garbage is looked for, the browser that they share."""

import gc

import pytest

from web.browsing import chromium

pytest_plugins = ["plugins.at_once", "plugins.clock", "plugins.order", "plugins.proofs"]


def pytest_collection_finish():
    """Look for garbage less often, and never among what was there before the first test: that is most of the heap."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.fixture(scope="session")
def browser():
    """A browser for all tests: two cannot run in one process."""
    with chromium() as browser:
        yield browser
