"""One command, tried in a child of this process, in a folder of its own: what it said, wrote, spent.

The child is forked from a process that has tpplanner loaded, which saves the second that Python takes to start. The
memory told is the most that it held, or what it started, beyond what it held as it began.
"""

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import tpplanner.commands.solve
import tpplanner.workbook.template  # noqa: F401
from tpplanner.cli import main
from tpplanner.errors import ExitCode

SECONDS, MEGABYTES = 20.0, 600.0
"""What a command may spend of processor, and of memory beyond what is loaded, on any file, a search left out."""
MOST_SECONDS, MOST_BYTES = 30, 3_000_000_000
"""Of processor, and of address space, beyond which a process of its own is ended."""
PATIENCE = 240.0
"""Seconds of wall clock after which it is killed, on a machine that others use."""
KILLED = {"code": -signal.SIGKILL, "seconds": PATIENCE, "megabytes": 0.0}
"""What is told of a command that was."""
ALONE = Path(__file__).with_name("alone.py")
WITHOUT_CACHE = {"PYTHONDONTWRITEBYTECODE": "1"}
"""Python would keep what it compiles cut short where a disk is full."""

_NOT_FRENCH = re.compile(r"Traceback|\b\w+(?:Error|Exception|Warning)\b|\bErrno\b|\[Errno")


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float

    @property
    def said(self) -> str:
        """All that it said."""
        return self.out + self.err


def ran(words: Sequence[str], folder: Path) -> Ran:
    """Run the command in that folder."""
    return tried(lambda: main(list(words)), folder)


def apart(words: Sequence[str], folder: Path) -> Ran:
    """Run the command in that folder, in a process of its own, whose start and memory count."""
    with TemporaryDirectory() as kept:
        out, err, told = (Path(kept) / name for name in ("out", "err", "told"))
        own = {"HOME": kept, "XDG_RUNTIME_DIR": kept, "TMPDIR": kept, "PYTHONPATH": os.pathsep.join(sys.path)}
        limits = (str(MOST_SECONDS), str(MOST_BYTES))
        with out.open("wb") as output, err.open("wb") as errors:
            child = subprocess.Popen(  # noqa: S603 - our own words
                [sys.executable, "-I", "-S", str(ALONE), str(told), *limits, sys.executable, "-m", "tpplanner", *words],
                cwd=folder,
                env=os.environ | own | WITHOUT_CACHE,
                stdout=output,
                stderr=errors,
                start_new_session=True,
            )
            try:
                child.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        said = [path.read_text(encoding="utf-8", errors="replace") for path in (out, err)]
        ended = json.loads(told.read_text(encoding="ascii")) if told.exists() else KILLED
    return Ran(ended["code"], *said, ended["seconds"], ended["megabytes"])


def tried(call: Callable[[], object], folder: Path, prepare: Callable[[], None] = lambda: None) -> Ran:
    """Call it in a child whose standard output and error are kept; `prepare` is called there first."""
    with TemporaryDirectory() as kept:
        out, err = Path(kept) / "out", Path(kept) / "err"
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if child == 0:
            _in_child(call, folder, Path(kept), prepare)
        status, used = _waited(child)
        before = float((Path(kept) / "held").read_text(encoding="ascii"))
        told = [path.read_text(encoding="utf-8", errors="replace") if path.exists() else "" for path in (out, err)]
    code = os.waitstatus_to_exitcode(status)
    return Ran(code, *told, used.ru_utime + used.ru_stime, max(0.0, used.ru_maxrss / 1024 - before))


def _held() -> float:
    """What this process holds of memory, in megabytes; 0 where the system does not tell."""
    told = Path("/proc/self/statm")
    pages = int(told.read_text(encoding="ascii").split()[1]) if told.exists() else 0
    return pages * resource.getpagesize() / 2**20


def _waited(child: int) -> tuple[int, resource.struct_rusage]:
    until = time.monotonic() + PATIENCE
    pause = 0.002
    while True:
        pid, status, used = os.wait4(child, os.WNOHANG)
        if pid:
            return status, used
        if time.monotonic() > until:
            os.killpg(child, signal.SIGKILL)
        time.sleep(pause)
        pause = min(0.1, pause * 1.5)


def _in_child(call: Callable[[], object], folder: Path, kept: Path, prepare: Callable[[], None]) -> None:
    """Never returns."""
    code: object = 99
    try:
        os.setsid()
        (kept / "held").write_text(str(_held()), encoding="ascii")
        os.chdir(folder)
        os.environ |= {"HOME": str(kept), "XDG_RUNTIME_DIR": str(kept), "TMPDIR": str(kept)} | WITHOUT_CACHE
        sys.dont_write_bytecode = True
        for name, stream in (("out", 1), ("err", 2)):
            os.dup2(os.open(kept / name, os.O_WRONLY | os.O_CREAT, 0o600), stream)
        sys.stdout, sys.stderr = (os.fdopen(stream, "w", encoding="utf-8", closefd=False) for stream in (1, 2))
        prepare()
        code = call() or 0
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                code = code or 1
        os._exit(code if isinstance(code, int) else 99)


def faults(done: Ran, allowed: Sequence[int], *, seconds: float = SECONDS, megabytes: float = MEGABYTES) -> list[str]:
    """What is wrong with how it ended."""
    found = []
    if done.code not in allowed:
        found.append(f"exit code {done.code}")
    if english := _NOT_FRENCH.search(done.said):
        found.append(f"says « {english[0]} »")
    if done.code not in (ExitCode.OK, ExitCode.BREACH) and not re.search(r"[.!?»]\s*$", done.err, re.MULTILINE):
        found.append("no sentence tells why")
    if done.seconds > seconds:
        found.append(f"{done.seconds:.0f} s of processor")
    if done.megabytes > megabytes:
        found.append(f"{done.megabytes:.0f} MB")
    return found
