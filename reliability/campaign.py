"""A campaign: many cases that try one promise, run by two processes, each result kept at once in a file of lines.

A run that was interrupted goes on where it stopped, as long as what it tries is the same. A case that raises, hangs or
ends its process is a failed case, never the end of the run.
"""

import hashlib
import json
import os
import random
import resource
import signal
import subprocess
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from math import ceil
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from types import ModuleType
from typing import Protocol

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "fiabilite.md"
TRIED = ("src",)
"""What a campaign tries, with its own module, unless it tells other paths."""
PROCESSES = 2
"""How many try cases side by side, unless a campaign tells another number."""
LIMIT = 300.0
"""Seconds after which a case is taken to hang, unless its campaign tells another ``LIMIT``."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one case; the runner adds the seconds of processor where the campaign tells none."""

    ok: bool
    told: str = ""
    seconds: float = 0.0
    megabytes: float = 0.0
    extra: dict[str, str | int | float] = field(default_factory=dict)


class Campaign(Protocol):
    """What a module of this package offers.

    ``tables(results)`` may give more lines for the page; ``SAMPLE``, the cases that tests try instead of the first;
    ``TRIED``, the paths that it tries, where these are not ``src`` and the module; ``PROCESSES``, how many try cases;
    ``SHARE``, the part of its cases that is tried unless another is asked for, where all would take a day.
    """

    PROMISE: str

    def cases(self, scale: float) -> Sequence[str]:
        """The names of the cases, in a fixed order."""

    def run(self, case: str) -> Result:
        """Try one."""


@dataclass(frozen=True, slots=True)
class Run:
    """The results of a campaign at one state of the code; ``total`` is how many cases the scale asks for."""

    commit: str
    date: str
    scale: float
    total: int
    results: dict[str, Result] = field(default_factory=dict)


def sample(names: Sequence[str], scale: float) -> list[str]:
    """A fixed sample in the order given; a larger scale has all that a smaller one has."""
    ranks = list(range(len(names)))
    random.Random(24).shuffle(ranks)  # noqa: S311 - a sample, not a secret
    return [names[rank] for rank in sorted(ranks[: max(1, ceil(len(names) * min(1.0, scale)))])]


def share_of(campaign: ModuleType) -> float:
    """The part of its cases that a campaign tries unless another is asked for."""
    share: float = getattr(campaign, "SHARE", 1.0)
    return share


def state_of_code(campaign: ModuleType) -> str:
    """The last commit that changed what a campaign tries; with what tells apart the changes that are not in it.

    That is ``src`` and the campaign itself, unless it tells other paths as its ``TRIED``: results stand as
    long as those are as they were.
    """
    paths = ["--", *getattr(campaign, "TRIED", (*TRIED, str(Path(campaign.__file__).relative_to(ROOT))))]

    def git(*words: str) -> bytes:
        command = ["git", "-C", str(ROOT), *words, *paths]
        return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 - our own words

    head = git("log", "-1", "--format=%h", "--abbrev=12").decode().strip()
    changed = git("diff", "HEAD") + b"".join(
        name.encode() + (ROOT / name).read_bytes()
        for name in git("ls-files", "-z", "--others", "--exclude-standard").decode().split("\0")
        if name and (ROOT / name).is_file()
    )
    return head + (f"+{hashlib.sha256(changed).hexdigest()[:8]}" if changed else "")


def read_run(path: Path) -> Run | None:
    """The run that a file tells, a last line that was cut short left out; none where there is no file."""
    if not path.exists():
        return None
    head, *lines = path.read_text(encoding="utf-8").split("\n")
    run = Run(**json.loads(head))
    for line in lines[:-1]:
        told = json.loads(line)
        case = told.pop("case")
        run.results[case] = Result(**told)
    return run


def _line(case: str, result: Result) -> str:
    return json.dumps({"case": case, **asdict(result)}, ensure_ascii=False) + "\n"


def execute(
    campaign: Campaign, path: Path, scale: float, commit: str, *, again: bool = False
) -> Iterator[tuple[str, Result]]:
    """Try what the file does not tell yet, also what failed if it is to be tried again; give each as it is kept."""
    wanted = campaign.cases(scale)
    before = read_run(path)
    known = before.results if before and before.commit == commit else {}
    if again:
        known = {case: result for case, result in known.items() if result.ok}
    if before and known and before.scale > scale:
        scale = before.scale
    run = Run(commit, datetime.now().isoformat(timespec="seconds"), scale, len(campaign.cases(scale)))
    head = {name: value for name, value in asdict(run).items() if name != "results"}
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as kept:
        kept.writelines([json.dumps(head) + "\n", *(_line(case, result) for case, result in known.items())])
        kept.flush()
        for case, result in _tried(campaign, [case for case in wanted if case not in known]):
            kept.write(_line(case, result))
            kept.flush()
            yield case, result


class _Worker:
    """A process that tries one case at a time, with a limit; one that had to be killed is replaced."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign, self.limit = campaign, getattr(campaign, "LIMIT", LIMIT)
        self.case, self.until, self.alive = "", 0.0, True
        context = get_context("fork")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(campaign, theirs))
        self.process.start()
        theirs.close()

    def take(self, case: str) -> None:
        self.case, self.until = case, monotonic() + self.limit
        self.pipe.send(case)

    def answer(self) -> Result:
        try:
            return self.pipe.recv()
        except (EOFError, ConnectionResetError):
            self.alive = False
            return Result(False, "the process that tried it ended without a word")

    def given_up(self) -> Result:
        self.alive = False
        return Result(False, f"not ended after {self.limit:g} s")

    def end(self) -> None:
        """Kill it with all that it started."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            self.process.kill()
        self.process.join()
        self.pipe.close()


def _work(campaign: Campaign, pipe: Connection) -> None:
    """Try what is sent, until whoever sends is gone: another worker may hold the other end of the pipe open."""
    os.setsid()
    sender = os.getppid()
    while os.getppid() == sender:
        if not pipe.poll(1.0):
            continue
        case = pipe.recv()
        began = _processor()
        try:
            result = campaign.run(case)
        except Exception:
            result = Result(False, traceback.format_exc())
        pipe.send(replace(result, seconds=round(result.seconds or _processor() - began, 3)))


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def processes_of(campaign: Campaign) -> int:
    """How many processes try its cases."""
    return getattr(campaign, "PROCESSES", PROCESSES)


def _tried(campaign: Campaign, todo: Iterable[str]) -> Iterator[tuple[str, Result]]:
    left = iter(todo)
    workers = []
    try:
        for _, case in zip(range(processes_of(campaign)), left, strict=False):
            workers.append(_Worker(campaign))
            workers[-1].take(case)
        while workers:
            ready = wait([worker.pipe for worker in workers], timeout=1.0)
            for worker in list(workers):
                hangs = monotonic() > worker.until
                if worker.pipe not in ready and not hangs:
                    continue
                yield worker.case, worker.answer() if worker.pipe in ready else worker.given_up()
                case = next(left, None)
                if case is not None and worker.alive:
                    worker.take(case)
                    continue
                worker.end()
                workers.remove(worker)
                if case is not None:
                    workers.append(_Worker(campaign))
                    workers[-1].take(case)
    finally:
        for worker in workers:
            worker.end()
