"""A mutant tried by tests: in place, in a fork of a process that has collected them; or anew, in a process of its own.

In place is quick: the code of a function is another, wherever it is held. What was made before, as tests were
collected, is as it was; so that who survives is tried anew, the module read with the mutant in it.
"""

import gc
import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import pytest

from reliability.campaign import ROOT
from reliability.mutants import Mutant, mutants

SECONDS = 60
"""Of processor for a mutant in place: whoever takes longer has made a loop without end."""

OPTIONS = ["-x", "-q", "-p", "no:cacheprovider", "-m", "not proof", "--no-header", "--tb=no"]
MUTANT = "TPPLANNER_MUTANT"


def mutant_of(case: str) -> Mutant:
    """The mutant of that name."""
    return mutants(case.split(":", 1)[0])[case]


# In place


def swap(mutant: Mutant) -> bool:
    """Give functions the mutant's code, wherever they are held; whether there was any to be given another."""
    new = {_key(code): code for code in _codes(compile(mutant.tree(), str(mutant.path), "exec"))}
    swapped = False
    gc.unfreeze()  # what is frozen is not listed
    for function in [f for f in gc.get_objects() if type(f) is FunctionType and f.__module__ == mutant.module]:
        code = new.get(_key(function.__code__))
        if code is not None and code != function.__code__ and code.co_freevars == function.__code__.co_freevars:
            function.__code__ = code
            swapped = True
    return swapped


def _key(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _codes(code: CodeType) -> list[CodeType]:
    inner = [c for c in code.co_consts if isinstance(c, CodeType)]
    return [code, *(deeper for c in inner for deeper in _codes(c))]


class Bench:
    """A plugin of pytest: tests are collected once; then each mutant told on a line is tried by a fork.

    A test that killed is the first that the next mutant meets.
    """

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running what was collected."""
        items, sound = list(session.items), set()
        print("ready", flush=True)
        for line in sys.stdin:
            killer = self._killer(mutant_of(line.strip()), items)
            if killer in range(len(items)):
                items.insert(0, items.pop(killer))
                if items[0].nodeid not in sound and self._killer(None, items[:1]) is not None:
                    print(f"failing {items[0].nodeid}", flush=True)
                    break
                sound.add(items[0].nodeid)
                print(f"killed {items[0].nodeid}", flush=True)
            else:
                print("survived" if killer is None else "ended", flush=True)
        return True

    def _killer(self, mutant: Mutant | None, items: Sequence[pytest.Item]) -> int | None:
        """The rank of the test that fails; minus one where the process ends otherwise."""
        sees, says = os.pipe()
        child = os.fork()
        if not child:
            try:
                resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
                silence = os.open(os.devnull, os.O_WRONLY)
                os.dup2(silence, 1)
                os.dup2(silence, 2)
                tried = items if mutant is None or swap(mutant) else []
                failing = (str(n) for n, item in enumerate(tried) if _fails(item, tried[n + 1 : n + 2]))
                os.write(says, next(failing, "-").encode())
            finally:
                os._exit(0)
        os.close(says)
        told = os.read(sees, 100).decode()
        os.close(sees)
        os.waitpid(child, 0)
        return None if told == "-" else int(told or -1)


def _fails(item: pytest.Item, after: Sequence[pytest.Item]) -> bool:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=after[0] if after else None)
    return bool(item.session.testsfailed)


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
        return self._said("killed ", "survived", "ended")

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


def anew(mutant: Mutant, files: Sequence[str]) -> bool:
    """Whether a mutant survives those tests in a process that has read nothing else."""
    command = [sys.executable, "-m", "pytest", "-p", "reliability.trial", *OPTIONS, *files]
    told = {"cwd": ROOT, "env": {**os.environ, MUTANT: mutant.name}, "capture_output": True}
    ran = subprocess.run(command, check=False, **told)  # noqa: S603 - our own words
    return ran.returncode == pytest.ExitCode.OK


if MUTANT in os.environ:
    sys.meta_path.insert(0, Reader(mutant_of(os.environ[MUTANT])))

if __name__ == "__main__":
    sys.exit(pytest.main([*OPTIONS, "-s", *sys.argv[1:]], plugins=[Bench()]))
