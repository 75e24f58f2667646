"""A mutant tried by tests: in place, in a fork of a process that has collected them; or anew, in a process of its own.

In place is quick: the code of a function is another, wherever it is held, and the tests that call it are known. What
was called as tests were collected is as it was; so that who survives there is tried anew, the module read with the
mutant in it.
"""

import ast
import fcntl
import gc
import hashlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType

import pytest

from reliability.campaign import ROOT
from reliability.mutants import SOURCE, Mutant, mutants

SECONDS, TIMES = 5, 5
"""Of processor for a test in place, and how often what it takes otherwise: who takes longer made a loop without end."""
LONGEST = 300
"""Of processor for all the tests that a mutant tried anew may meet."""
CALLED = ROOT / "build" / "fiabilite" / "called"
"""Where is kept which functions each test calls."""

OPTIONS = ["-x", "-q", "-p", "no:cacheprovider", "-m", "not proof", "--no-header", "--tb=no"]
MUTANT = "TPPLANNER_MUTANT"


def mutant_of(case: str) -> Mutant:
    """The mutant of that name."""
    return mutants(case.split(":", 1)[0])[case]


# In place


def swap(mutant: Mutant) -> bool:
    """Give functions the mutant's code, wherever they are held; whether there was any to be given another."""
    new = _codes_of(mutant.tree(), mutant)
    swapped = False
    gc.unfreeze()  # what is frozen is not listed
    for function in [f for f in gc.get_objects() if type(f) is FunctionType and f.__module__ == mutant.module]:
        code = new.get(_key(function.__code__))
        if code is not None and code != function.__code__ and code.co_freevars == function.__code__.co_freevars:
            function.__code__ = code
            swapped = True
    return swapped


def changed(mutant: Mutant) -> frozenset[str]:
    """The functions of its module whose code is another, those around them too."""
    old = _codes_of(ast.parse(mutant.path.read_text(encoding="utf-8")), mutant)
    new = _codes_of(mutant.tree(), mutant)
    return frozenset(key for key, code in new.items() if code != old.get(key) and "<module>" not in key)


def _codes_of(tree: ast.Module, mutant: Mutant) -> dict[str, CodeType]:
    return {_key(code): code for code in _codes(compile(tree, str(mutant.path), "exec"))}


def _key(code: CodeType) -> str:
    return f"{code.co_filename.removeprefix(f'{SOURCE}/')}:{code.co_qualname}:{code.co_firstlineno}"


def _codes(code: CodeType) -> list[CodeType]:
    inner = [c for c in code.co_consts if isinstance(c, CodeType)]
    return [code, *(deeper for c in inner for deeper in _codes(c))]


@contextmanager
def calls() -> Iterator[Callable[[], frozenset[str]]]:
    """What tells the functions of the package that were called so far."""
    codes: dict[int, CodeType] = {}

    def note(frame: FrameType, *_: object) -> None:
        codes.setdefault(id(frame.f_code), frame.f_code)

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield lambda: frozenset(_key(code) for code in [*codes.values()] if code.co_filename.startswith(str(SOURCE)))
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


@dataclass(frozen=True, slots=True)
class Known:
    """Of a test: whether it passes on the code as it stands, its seconds of processor, the functions that it calls."""

    sound: bool
    seconds: float
    called: frozenset[str]


class Bench:
    """A plugin of pytest: tests are collected once; then each mutant told on a line is tried by a fork.

    The tests that call what is altered are run, the quickest first; but a test that killed is the first that the next
    mutant meets.
    """

    def __init__(self, so_far: Callable[[], frozenset[str]]) -> None:
        self.so_far = so_far
        self.early: frozenset[str] = frozenset()
        self.known: dict[str, Known] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running what was collected."""
        sys.setprofile(None)
        self.early = self.so_far()
        self.known = _known(session.items)
        items = sorted(session.items, key=lambda item: self.known[item.nodeid].seconds)
        failing = [item.nodeid for item in items if not self.known[item.nodeid].sound]
        print(*("failing", *failing) if failing else ("ready",), flush=True)
        for line in () if failing else sys.stdin:
            mutant = mutant_of(line.strip())
            altered = changed(mutant)
            told, killer = self._killer(mutant, [i for i in items if self.known[i.nodeid].called & altered])
            if killer is not None:
                items.insert(0, items.pop(items.index(killer)))
            print("early" if told == "survived" and altered & self.early else told, flush=True)
        return True

    def _killer(self, mutant: Mutant, items: Sequence[pytest.Item]) -> tuple[str, pytest.Item | None]:
        """What became of it, and the test that fails."""

        def trial() -> str:
            if not swap(mutant):
                return "early"
            for n, item in enumerate(items):
                limit(SECONDS + TIMES * self.known[item.nodeid].seconds)
                if fails(item, items[n + 1 : n + 2]):
                    return str(n)
            return "survived"

        told = forked(trial)
        if told.isdigit():
            return f"killed {items[int(told)].nodeid}", items[int(told)]
        return told or "ended", None


def fails(item: pytest.Item, after: Sequence[pytest.Item]) -> bool:
    """Whether a test of this session fails, run now, before those."""
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=after[0] if after else None)
    return bool(item.session.testsfailed)


def limit(seconds: float) -> None:
    """From now on, let this process use so many seconds of processor."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + 1, hard))


def forked(work: Callable[[], str]) -> str:
    """What a fork of this process says, nothing where it ends otherwise."""
    sees, says = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(sees)
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            with os.fdopen(says, "w") as pipe:
                pipe.write(work())
        finally:
            os._exit(0)
    os.close(says)
    with os.fdopen(sees) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return told


def _known(items: Sequence[pytest.Item]) -> dict[str, Known]:
    """What is known of each test, each run once by a fork of its own where its file is new: two benches wait there."""
    source = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(SOURCE.rglob("*.py")))).hexdigest()
    CALLED.mkdir(parents=True, exist_ok=True)
    files = {item.nodeid: hashlib.sha256(item.path.read_bytes()).hexdigest()[:12] for item in items}
    with (CALLED / f"{source[:12]}.json").open("a+", encoding="utf-8") as kept:
        fcntl.flock(kept, fcntl.LOCK_EX)
        kept.seek(0)
        lines = [json.loads(line) for line in kept]
        known = {(node, file): Known(sound, seconds, frozenset(called)) for node, file, sound, seconds, called in lines}
        for item in items:
            test = item.nodeid, files[item.nodeid]
            if test not in known:
                sound, seconds, called = json.loads(forked(lambda item=item: _told_of(item)) or "[false, 0, []]")
                known[test] = Known(sound, seconds, frozenset(called))
                kept.write(json.dumps([*test, sound, seconds, called]) + "\n")
    return {node: known[node, file] for node, file in files.items()}


def _told_of(item: pytest.Item) -> str:
    with calls() as called:
        failed = fails(item, ())
    used = resource.getrusage(resource.RUSAGE_SELF)
    return json.dumps([not failed, round(used.ru_utime + used.ru_stime, 3), sorted(called())])


class Benches:
    """The process that has collected those tests, as long as they are asked for."""

    def __init__(self) -> None:
        self.files: tuple[str, ...] = ()
        self.process: subprocess.Popen[str] | None = None

    def tried(self, mutant: Mutant, files: tuple[str, ...]) -> str:
        """What the bench of these tests says of a mutant."""
        if self.process is None or files != self.files or self.process.poll() is not None:
            self._open(files)
        print(mutant.name, file=self.process.stdin, flush=True)
        return self._said("killed ", "survived", "early", "ended")

    def processor(self) -> float:
        """The seconds that the bench and its forks have used so far."""
        try:
            told = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except (AttributeError, OSError):  # none is open, or the system tells it otherwise
            return 0.0
        return sum(map(int, told[11:15])) / os.sysconf("SC_CLK_TCK")

    def _open(self, files: tuple[str, ...]) -> None:
        if self.process is not None:
            self.process.communicate()
        command = [sys.executable, "-m", "reliability.trial", *files]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, cwd=ROOT, text=True, **pipes)  # noqa: S603 - our own words
        self.files = files
        self._said("ready")

    def _said(self, *words: str) -> str:
        for line in self.process.stdout:
            if line.startswith(words):
                return line.strip()
            if line.startswith("failing"):
                raise RuntimeError(f"without any mutant: {line}")
        raise RuntimeError(f"tests could not be collected: {self.files}")


# Anew


class Reader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Reads one module with a mutant in it."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        """Of the mutant's module alone."""
        if name != self.mutant.module:
            return None
        package = [str(self.mutant.path.parent)] if self.mutant.path.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(
            name, self.mutant.path, loader=self, submodule_search_locations=package
        )

    def exec_module(self, module: ModuleType) -> None:
        """With the mutant."""
        exec(compile(self.mutant.tree(), str(self.mutant.path), "exec"), module.__dict__)  # noqa: S102 - our own source


def anew(mutant: Mutant | None, tests: Sequence[str]) -> str:
    """The first of those tests that sees a mutant, in a process that has read nothing else; empty where none does.

    Without a mutant, the first that fails on the source as it stands.
    """
    command = [sys.executable, "-m", "pytest", "-p", "reliability.trial", *OPTIONS, *tests]
    altered = {MUTANT: mutant.name} if mutant else {}
    told = {"cwd": ROOT, "env": {**os.environ, **altered}, "capture_output": True, "text": True}
    ran = subprocess.run(command, check=False, **told)  # noqa: S603 - our own words
    if ran.returncode == pytest.ExitCode.OK:
        return ""
    failing = (line.partition(" ")[2] for line in ran.stdout.splitlines() if line.startswith(("FAILED ", "ERROR ")))
    return next(failing, "").partition(" - ")[0] or f"the process ended with {ran.returncode}"


if MUTANT in os.environ:
    limit(LONGEST)
    sys.meta_path.insert(0, Reader(mutant_of(os.environ[MUTANT])))

if __name__ == "__main__":
    with calls() as so_far:
        status = pytest.main([*OPTIONS, "-s", *sys.argv[1:]], plugins=[Bench(so_far)])
    sys.exit(status)
