"""A folder of sessions, the page of it, and a browser that came in, for each test."""

import pytest

from served import served
from web.browsing import visit


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
