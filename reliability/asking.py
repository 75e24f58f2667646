"""A page served by a process of its own, and requests to it that are timed.

The server runs without the right to enter what is closed, which the administrator of a machine has. What a request
takes is the time that passes, less that in which the processor was given to others while the thread that waited longest
for it, the server's or whoever asks, could have gone on.
"""

import faulthandler
import json
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from os import cpu_count, environ, geteuid, getloadavg, pathsep
from pathlib import Path
from shutil import which

from starlette.requests import Request
from starlette.responses import Response

from reliability.campaign import ROOT
from served import Visitor, served
from tpplanner.web import app
from tpplanner.web.desk import PATIENCE
from tpplanner.web.reading.readings import Readings

MOST_SECONDS, BUSY_SECONDS = 1.0, 5.0
SLOW_SECONDS = 3.0
"""After which the server is asked what it does: a request that takes so long is told with that."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A request that was answered: its status (0: not), what it took; `missing`: the session that nobody spoils was.

    `most`: what it may take; more on a machine that has more to do than processors: who waits for whom is unclear.
    """

    request: str
    status: int
    seconds: float
    missing: bool = False
    most: float = MOST_SECONDS


def ask(
    visitor: Visitor, server: "Server", method: str, address: str, body: Mapping[str, str] | None = None
) -> tuple[Trial, str]:
    """A request and the text of its answer."""
    waited, began = server.waited(), time.perf_counter()
    telling = threading.Timer(SLOW_SECONDS, server.tell_what_it_does)
    telling.start()
    try:
        status, _, text = visitor.ask(method, address, body)
    except (OSError, HTTPException) as error:
        return Trial(f"{method} {address} {error!r}", 0, 0.0), ""
    finally:
        telling.cancel()
    seconds = time.perf_counter() - began - max(s - waited.get(task, 0.0) for task, s in server.waited().items())
    busy = getloadavg()[0] > (cpu_count() or 1)
    most = BUSY_SECONDS if busy else MOST_SECONDS
    return Trial(f"{method} {address[:200]}", status, max(0.0, seconds), most=most), text


class Server:
    """The process of a server: what it says of its faults, and how long it and we were kept waiting."""

    def __init__(self, process: "subprocess.Popen[str]", said: Path) -> None:
        self._process, self._said = process, said

    def waited(self) -> dict[Path, float]:
        """By thread, the seconds in which it could have gone on, and the processor was given to others."""
        threads = [*_tasks(self._process.pid), Path("/proc/thread-self")]
        return {thread: _kept_waiting(thread / "schedstat") for thread in threads}

    def tell_what_it_does(self) -> None:
        """Have it write where each of its threads is, beside its faults."""
        self._process.send_signal(signal.SIGUSR1)

    def faults(self) -> str:
        """The tracebacks of faults of ours."""
        return self._said.read_text(encoding="utf-8")


def _tasks(pid: int) -> Iterator[Path]:
    """The threads of a process, and of those that it began."""
    for task in Path(f"/proc/{pid}/task").glob("*"):
        yield task
        with suppress(OSError):
            for child in (task / "children").read_text().split():
                yield from _tasks(int(child))


def _kept_waiting(path: Path) -> float:
    try:
        return int(path.read_text().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):  # a thread that has ended, a system that counts none
        return 0.0


@contextmanager
def serving(root: Path) -> Iterator[tuple[Visitor, Server]]:
    """A server of its own process, without the rights that open what is closed."""
    without = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if geteuid() == 0 else []
    if without and which("setpriv") is None:
        raise RuntimeError("setpriv is needed where an administrator tries this")
    said = root.with_name("fautes.txt")
    command = [*without, sys.executable, "-m", __name__, str(root)]
    environment = {**environ, "PYTHONPATH": pathsep.join(sys.path)}
    with (
        said.open("w") as errors,
        subprocess.Popen(  # noqa: S603 - our own words
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        try:
            host, cookie = json.loads(process.stdout.readline())
            yield Visitor(host, cookie, patience=120), Server(process, said)
        finally:
            process.stdin.close()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


def _serve(root: Path) -> None:
    """In that process: serve until whoever asks is gone; faults of ours are told."""

    async def failed(request: Request, error: Exception) -> Response:
        print(f"{request.method} {request.url.path}", file=sys.stderr)
        traceback.print_exception(error)
        return await told(request, error)

    told, app._failed = app._failed, failed  # noqa: SLF001 - tracebacks are told to nobody else
    faulthandler.register(signal.SIGUSR1)
    with served(root) as page:
        desk = page.desk
        desk.patience = PATIENCE
        desk.readings, desk.pictures, desk.titres = (Readings(page.readers) for _ in range(3))
        print(json.dumps([page.host, page.cookie]), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
