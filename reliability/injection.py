"""Kills and refusals at each call that changes the disk: a library in C counts them, before the C library (Linux).

A stage is a process that has imported all: it forks one child for each trial, so that what is counted is what the trial
does, and a trial takes what its work takes.
"""

import importlib
import json
import mmap
import multiprocessing
import os
import pkgutil
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from struct import Struct
from types import ModuleType
from typing import Any, NoReturn

import tpplanner
from reliability.campaign import ROOT
from reliability.command import tried
from tpplanner.files import beside

SOURCE = Path(__file__).with_name("each_call.c")
COMPILER = shutil.which("cc")
POSSIBLE = sys.platform == "linux" and COMPILER is not None
"""Whether calls can be counted here."""
LIBRARY = "EACH_CALL"
"""The variable that names the file by which the library is told what to do."""

COUNT, KILL, KILL_HALFWAY, REFUSE_ONCE, REFUSE_ON = range(5)
"""How the library treats the call: `Control` in C has the same order."""
FORKED = multiprocessing.get_context("fork")
_HEAD, _WIDTH, _FOLDERS, _TOLD = Struct("6I"), 1024, 4, 262_144


@dataclass(frozen=True, slots=True)
class Injected:
    """What happens: at which call (0: none, all are counted), how, with which error."""

    at: int = 0
    how: int = COUNT
    error: int = 0


NOTHING = Injected()


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a trial: how it ended (negative: killed), what it said, the calls as ``rename /a/b``, its answer."""

    code: int
    said: str
    calls: tuple[str, ...]
    answer: dict[str, Any]


class Control:
    """What a stage and its children share with the library: see `struct control` in C."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), size())

    def arm(self, folders: Sequence[str], injected: Injected) -> None:
        """Count from now on what happens below folders."""
        self._memory[: _HEAD.size] = _HEAD.pack(0, 0, injected.at, injected.how, injected.error, 0)
        for n in range(_FOLDERS):
            name = os.fsencode(os.path.realpath(folders[n])) if n < len(folders) else b""
            self._memory[_HEAD.size + n * _WIDTH : _HEAD.size + (n + 1) * _WIDTH] = name.ljust(_WIDTH, b"\0")
        self._memory[: _HEAD.size] = _HEAD.pack(1, 0, injected.at, injected.how, injected.error, 0)

    def disarm(self) -> None:
        """Count no more."""
        self._memory[:4] = bytes(4)

    def calls(self) -> tuple[str, ...]:
        """Those that were made."""
        begins = _HEAD.size + _FOLDERS * _WIDTH
        length = min(_HEAD.unpack(self._memory[: _HEAD.size])[5], _TOLD)
        told = bytes(self._memory[begins : begins + length])
        return tuple(line for line in os.fsdecode(told).split("\n") if line)


def size() -> int:
    """Bytes that are shared."""
    return _HEAD.size + _FOLDERS * _WIDTH + _TOLD


class Stage:
    """A process whose children are tried; ended with the one that began it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        library, control = Path(self._folder.name) / "each_call.so", Path(self._folder.name) / "control"
        assert COMPILER is not None
        compiled = [COMPILER, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"]
        subprocess.run(compiled, check=True)  # noqa: S603 - our own words
        control.write_bytes(bytes(size()))
        environment = {
            **os.environ,
            "LD_PRELOAD": str(library),
            LIBRARY: str(control),
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT), str(ROOT / "tests")]),
        }
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        words = [sys.executable, "-m", __name__]
        self._process = subprocess.Popen(words, env=environment, cwd=ROOT, **pipes)  # noqa: S603 - our own words

    def tries(self, module: str, name: str, folder: Path, injected: Injected = NOTHING) -> Tried:
        """Have what `perform` of a module does of that name tried in a folder."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        told = {"module": module, "name": name, "folder": str(folder), "injected": asdict(injected)}
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return Tried(answer["code"], answer["said"], tuple(answer["calls"]), answer["answer"])


@cache
def stage() -> Stage:
    """The stage of this process."""
    return Stage()


class Trial:
    """What is tried says by this where its writing begins and ends, and what it was answered."""

    context = FORKED
    """Where processes of what is tried come from: what is imported here is not imported again."""

    def __init__(self, control: Control, injected: Injected, answer: Path) -> None:
        self._control, self._injected, self._answer = control, injected, answer

    def arm(self, *folders: Path) -> None:
        """Count from now on, below these folders; let happen what is to."""
        self._control.arm([str(path) for path in folders], self._injected)

    def disarm(self) -> None:
        """The disk is as before again."""
        self._control.disarm()

    def tell(self, **answer: Any) -> None:
        """Keep an answer, plain data: a kill takes none back, and cuts none short."""
        part = self._answer.with_suffix(".part")
        part.write_text(json.dumps(answer), encoding="utf-8")
        part.replace(self._answer)

    def end(self) -> NoReturn:
        """End this process at once: a server is not waited for."""
        os._exit(0)


Perform = Callable[[str, Path, Trial], int]
"""What is tried, by its name, in a folder; answers an exit code."""


@cache
def _module(name: str) -> ModuleType:
    """What is tried, ready: a child does nothing for the first time."""
    module = importlib.import_module(name)
    getattr(module, "warm", lambda: None)()
    return module


def _perform(told: dict[str, Any], control: Control) -> dict[str, Any]:
    """Try it in a child."""
    perform: Perform = _module(told["module"]).perform
    folder = Path(told["folder"])
    with tempfile.TemporaryDirectory() as kept:
        answered = Path(kept) / "answer"
        trial = Trial(control, Injected(**told["injected"]), answered)
        control.disarm()
        ran = tried(lambda: perform(told["name"], folder, trial), folder)
        control.disarm()
        answer = json.loads(answered.read_text(encoding="utf-8")) if answered.exists() else {}
    return {"code": ran.code, "said": ran.said, "calls": control.calls(), "answer": answer}


def main() -> None:
    """Be a stage: a line that asks, a line that answers."""
    for module in pkgutil.walk_packages(tpplanner.__path__, "tpplanner."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    beside.PAUSE = 0  # what is refused stays refused: nobody is waited for
    multiprocessing.get_context = lambda _=None: FORKED  # what is imported here is not imported again
    control = Control(Path(os.environ[LIBRARY]))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    for line in sys.stdin:
        answers.write(json.dumps(_perform(json.loads(line), control)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
