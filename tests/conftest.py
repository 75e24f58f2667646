"""What is said of all tests: the plugins of a run, draws that are those of every run, garbage, the browser they share."""

import gc

import pytest
from hypothesis import settings

from web.browsing import chromium

settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
settings.load_profile("fixed")

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
