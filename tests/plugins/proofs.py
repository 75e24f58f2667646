"""Which proofs run: some draws of each for `make proof`; of those, for CI, another share at each commit.

tests/proofs.toml lists the proofs, with the seconds of processor that a draw takes.
"""

import hashlib
import tomllib
from collections import defaultdict
from math import ceil
from pathlib import Path
from statistics import mean

import pytest

PROOFS = Path(__file__).parents[1] / "proofs.toml"
EACH = 13
"""Of its draws, those of a longer proof that are for `make proof`, unless its mark tells another number."""
SHARE = 150
"""Seconds of processor for the share of a commit."""
UNKNOWN = 30
"""What a draw is taken to need where nothing is listed."""
COLLECTED = pytest.StashKey()
"""The names of the proofs of a run, but those that are for `make proof-all` alone, and its files."""


def pytest_addoption(parser):
    parser.addoption("--share-of", metavar="COMMIT", help="of the proofs chosen, run the share that is this commit's")
    parser.addoption("--list-proofs", action="store_true", help="write into tests/proofs.toml what draws took")


def pytest_configure(config):
    if config.option.list_proofs and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Listing(), "listing")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config, items):
    draws = draws_of(items)
    mark_deep(draws)
    near = {proof for proof, of_proof in draws.items() if not all(map(is_deep, of_proof))}
    config.stash[COLLECTED] = near, {item.nodeid.partition("::")[0] for item in items}
    yield
    if config.option.share_of:
        chosen = share([item.nodeid for item in items], config.option.share_of, listed())
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in chosen])
        items[:] = [item for item in items if item.nodeid in chosen]


def listed():
    """Of each proof, the seconds of processor that one draw takes."""
    return tomllib.loads(PROOFS.read_text(encoding="utf-8"))


def draws_of(items):
    """The proofs by name, each with its draws."""
    draws = defaultdict(list)
    for item in items:
        if item.get_closest_marker("proof"):
            draws[name(item.nodeid)].append(item)
    return draws


def mark_deep(draws):
    """Leave to `make proof-all` the draws of each longer proof beyond so many, which are spread over all of them."""
    for proofs in draws.values():
        told = proofs[0].get_closest_marker("proof").args
        step = -(-len(proofs) // (told[0] if told else EACH))
        for i, item in enumerate(proofs):
            if i % step:
                item.add_marker("deep")


def is_deep(item):
    """Whether a draw is for `make proof-all` alone."""
    return item.get_closest_marker("deep") is not None


def name(nodeid):
    """A proof without its draw."""
    return nodeid.partition("[")[0]


def share(proofs, commit, seconds):
    """Those of a commit: in an order that is its own, each that still fits in the seconds of a share."""
    left, chosen = SHARE, set()
    for proof in sorted(proofs, key=lambda proof: hashlib.sha256(f"{commit} {proof}".encode()).digest()):
        takes = seconds.get(name(proof), UNKNOWN)
        if takes <= left:
            left -= takes
            chosen.add(proof)
    return chosen


class Listing:
    """Where the run is told: the mean of the draws of each proof that were run; others stay listed as they are."""

    def __init__(self):
        self.draws = defaultdict(list)

    def pytest_runtest_logreport(self, report):
        if report.when == "call" and report.passed:
            self.draws[name(report.nodeid)].append(report.processor)

    def pytest_sessionfinish(self, session):
        slowness = session.config.pluginmanager.getplugin("account").slowness
        took = {proof: ceil(mean(draws) / slowness) for proof, draws in self.draws.items()}
        head = [line for line in PROOFS.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#")]
        rows = (f'"{proof}" = {seconds}\n' for proof, seconds in sorted({**listed(), **took}.items()))
        PROOFS.write_text("".join([*head, *rows]), encoding="utf-8")
