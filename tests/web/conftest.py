"""A browser for a module of tests, which ends with it: two cannot run in one process; a page for each test."""

import pytest

from served import served
from web.browsing import chromium, visit


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def sessions(tmp_path):
    """The folder of the sessions."""
    folder = tmp_path / "tpplanner"
    folder.mkdir()
    return folder


@pytest.fixture
def server(sessions):
    with served(sessions) as server:
        yield server


@pytest.fixture
def page(browser, server):
    with visit(browser, server.door()) as page:
        yield page
