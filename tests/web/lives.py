"""The command that opens the page, as a process of its own; what it says, and the searches that it runs."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

from tpplanner.web.sessions.folders import ident

SECONDS = 120


@contextmanager
def opened(home, *arguments):
    """The command, and the address that it says."""
    process = started(home, *arguments)
    try:
        yield process, address_told(process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=SECONDS)


def whereabouts(home):
    """The environment that tells where somebody's folders are."""
    return {"HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"), "XDG_DOCUMENTS_DIR": str(home / "Documents")}


def started(home, *arguments):
    environment = {**os.environ, **whereabouts(home)}
    command = [sys.executable, "-m", "tpplanner", "ouvrir", "--sans-navigateur", *map(str, arguments)]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)


def address_told(process):
    for line in process.stderr:
        if re.match(r"http://\S+/entrer\?", line):
            return line.strip()
    raise AssertionError("no address was told")


def until(condition, seconds=SECONDS, every=0.05):
    """What is found, once it is; looked for again after so many seconds."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(every)
    return found


def search_begun(visitor, workbook):
    """The address of a search of which a first plan is known."""
    status, headers, _ = visitor.post(f"/session/{ident(workbook)}/calculer", {"secondes": "600"})
    assert status == 303
    until(lambda: "Arrêter et garder ce planning" in visitor.get(headers["location"])[2])
    return headers["location"]


def searches(pid):
    """The child processes of a server that search: not those that keep resources."""
    listed = subprocess.run(["pgrep", "-P", str(pid), "-f", "spawn_main"], capture_output=True, text=True, check=False)
    return [int(line) for line in listed.stdout.split()]


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
