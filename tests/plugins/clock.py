"""The processor seconds of tests: with `--shares` a run tells them by room, and is judged by tests/shares.toml.

A room is a folder of tests. It bears all that is done while its tests run, fixtures too; a test bears its own call.
A child counts once it has ended and was waited for: a browser on the test whose teardown closes it, what a killed one
leaves behind nowhere.

Seconds are those of the reference machine. A fixed piece of work is done between tests, and the shares say what it
takes there: a slow or busy machine fails no room.
"""

import resource
import tomllib
from collections import defaultdict
from pathlib import Path
from statistics import harmonic_mean

import pytest

SHARES = Path(__file__).parents[1] / "shares.toml"
BETWEEN = 2.0
"""Seconds of processor between two pieces of the fixed work."""
SLOWEST = 10


def pytest_addoption(parser):
    parser.addoption(
        "--shares", action="store_true", help="tell the seconds of each room; fail where one outgrows its share"
    )


def pytest_configure(config):
    config.pluginmanager.register(Watch(), "watch")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Account(shares(), judges=config.option.shares), "account")


def shares():
    """What is agreed: the seconds of the fixed work, the longest test, how far a room may outgrow its seconds, rooms."""
    return tomllib.loads(SHARES.read_text(encoding="utf-8"))


def room_of(nodeid):
    """The folder under tests/ that a test is of; `tests` itself for one that stands there."""
    folders = nodeid.partition("::")[0].split("/")[:-1]
    return folders[1] if len(folders) > 1 else "tests"


def used():
    """Processor seconds of this process and of the children that it has waited for."""
    own, ended = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime


def piece_of_work():
    """Work that is the same everywhere: numbers, words, a table."""
    words = [f"{n * 7919 % 10007:05d}" for n in range(20_000)]
    ranks = {word: n for n, word in enumerate(sorted(words))}
    return sum(ranks[word] ^ n for n, word in enumerate(words))


class Watch:
    """Where tests run: the report of each phase says what it took, and now and then what the fixed work takes."""

    def __init__(self):
        self.since, self.next_piece = used(), 0.0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self):
        self.since = used()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, call):
        report = yield
        now = used()
        report.processor = now - self.since
        if call.when == "teardown" and now >= self.next_piece:
            piece_of_work()
            report.piece = used() - now
            self.next_piece = now + BETWEEN
        self.since = used()
        return report


class Account:
    """Where the run is told: adds up what reports say, on the reference machine, and judges it."""

    def __init__(self, agreed, *, judges):
        self.agreed, self.judges = agreed, judges
        self.rooms = defaultdict(float)
        self.tests = {}
        self.pieces = []

    def pytest_runtest_logreport(self, report):
        self.rooms[room_of(report.nodeid)] += report.processor
        if report.when == "call":
            self.tests[report.nodeid] = report.processor
        self.pieces += [report.piece] if hasattr(report, "piece") else []

    def pytest_sessionfinish(self, session):
        if self.judges and self.pieces and [*self.outgrown()] and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter):
        if self.judges and self.pieces:
            terminalreporter.section("processor seconds")
            for line in self.table():
                terminalreporter.write_line(line)
            for line in self.outgrown():
                terminalreporter.write_line(line, red=True)

    @property
    def slowness(self):
        """How many seconds of this run are one of the reference machine; one where nothing was measured.

        The harmonic mean: a piece was measured every so many seconds of this run, not of that machine.
        """
        return harmonic_mean(self.pieces or [self.agreed["piece"]]) / self.agreed["piece"]

    def table(self):
        """The rooms with their shares, all of it, the slowest tests."""
        yield f"{'':24} seconds   share   (a second of the reference machine took {self.slowness:.2f} s)"
        for room in sorted(self.rooms, key=self.rooms.get, reverse=True):
            yield f"{room:24} {self.rooms[room] / self.slowness:7.1f} {self.agreed['rooms'].get(room, 0):7.1f}"
        yield f"{'all rooms':24} {sum(self.rooms.values()) / self.slowness:7.1f} {sum(self.agreed['rooms'].values()):7.1f}"
        yield f"{'with what collects them':24} {used() / self.slowness:7.1f}"
        yield f"{'of it, on this machine':24} {used():7.1f}"
        yield ""
        for test in sorted(self.tests, key=self.tests.get, reverse=True)[:SLOWEST]:
            yield f"{self.tests[test] / self.slowness:7.1f}  {test}"

    def outgrown(self):
        """What takes more than its share, in words."""
        for room, seconds in self.rooms.items():
            here, most = seconds / self.slowness, self.agreed["rooms"].get(room, 0) * self.agreed["tolerance"]
            if here > most:
                yield f"tests/{room} takes {here:.1f} s of processor, at most {most:.1f} (tests/shares.toml)"
        for test, seconds in self.tests.items():
            if seconds / self.slowness > self.agreed["longest"]:
                yield f"{test} takes {seconds / self.slowness:.1f} s of processor, at most {self.agreed['longest']}"
