"""Tests that are cheap and broad run first: rooms in the order of tests/shares.toml, dealt to the processes of a run.

Every second process imports the files from the last to the first: what one has compiled, another need not.
"""

from itertools import groupby

import pytest

from plugins.clock import room_of, shares


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    number = int(getattr(collector.config, "workerinput", {}).get("workerid", "gw0").removeprefix("gw"))
    if number % 2 and isinstance(collector, pytest.Session | pytest.Directory):
        report.result.reverse()
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config, items):
    items.sort(key=lambda item: item.path)  # all processes must agree, in whatever order they imported
    yield
    ranks = {room: rank for rank, room in enumerate(shares()["rooms"])}
    items.sort(key=lambda item: ranks.get(room_of(item.nodeid), len(ranks)))
    files = [[*tests] for _, tests in groupby(items, key=lambda item: item.path)]
    items[:] = dealt(files, getattr(config, "workerinput", {}).get("workercount", 1))


def dealt(files, processes):
    """The tests of files, such that each process begins with the first ones: pytest-xdist gives it an equal part.

    A file stays whole, unless it is where a part ends.
    """
    total = sum(map(len, files))
    left = {rank: (total + rank) // processes for rank in range(processes)}
    parts = [[] for _ in left]
    for file in files:
        rest = file
        while rest:
            rank = max(left, key=left.get)
            taken, rest = rest[: left[rank]], rest[left[rank] :]
            parts[rank] += taken
            left[rank] -= len(taken)
    return [test for part in parts for test in part]
