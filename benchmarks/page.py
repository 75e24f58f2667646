"""How soon the page answers: its start, each page and its size, the first plan on screen. `python -m benchmarks.page`.

Sessions are those of the family (`-M-`: 12 candidats, `-XL-`: 60, `-XXL-`: 120). A page is asked for twice: the first
time its file is read, then it is remembered until it changes.
"""

import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.sessions import FAMILY
from benchmarks.workbooks import workbook_of

SESSIONS = ("a-M-loose-1", "a-XL-loose-1", "a-XXL-loose-1")
LIMIT = 60
"""Seconds for what does not come."""


class Visitor:
    """A browser's requests, timed."""

    def __init__(self, address: str) -> None:
        found = re.match(r"http://127\.0\.0\.1:(\d+)(/entrer\S+)", address)
        assert found is not None, address
        self.port = int(found[1])
        self.cookie = ""
        self.path, _, _ = self.ask("GET", found[2])

    def ask(self, method: str, path: str, **told: str) -> tuple[str, str, float]:
        """Where it leads, what it shows, and the seconds that it took."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LIMIT)
        headers = {"Cookie": self.cookie, "Origin": f"http://127.0.0.1:{self.port}"}
        if told:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        connection.request(method, path, urlencode(told) if told else None, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        seconds = time.perf_counter() - began
        if cookie := answer.getheader("set-cookie"):
            self.cookie = cookie.split(";")[0]
        assert answer.status in (200, 303), (answer.status, path)
        return answer.getheader("location") or path, text, seconds


def measure(name: str) -> list[tuple[str, float, int]]:
    """What is measured of a session: what, seconds, bytes."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        workbook = root / "Documents" / "tpplanner" / name / "session.xlsx"
        workbook.parent.mkdir(parents=True)
        workbook.write_bytes(workbook_of(FAMILY[name]))
        environment = {**os.environ, "XDG_RUNTIME_DIR": folder, "XDG_DOCUMENTS_DIR": str(root / "Documents")}
        command = [sys.executable, "-m", "tpplanner", "ouvrir", "--sans-navigateur"]
        began = time.perf_counter()
        server = subprocess.Popen(  # noqa: S603 - our own command
            command, env=environment, stderr=subprocess.PIPE, text=True
        )
        try:
            assert server.stderr is not None
            address = next(line for line in server.stderr if "/entrer?" in line)
            visitor = Visitor(address.strip())
            _, text, _ = visitor.ask("GET", "/")
            rows = [("start to first page", time.perf_counter() - began, len(text.encode()))]
            return [*rows, *_of_session(visitor, text)]
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=LIMIT)


def _of_session(visitor: Visitor, home: str) -> list[tuple[str, float, int]]:
    session = re.search(r"/session/[0-9a-f]{16}", home)
    assert session is not None
    rows = _twice(visitor, "session", session[0])
    began = time.perf_counter()
    job, _, _ = visitor.ask("POST", f"{session[0]}/calculer", secondes="60")
    _until(lambda: 'class="tp"' in visitor.ask("GET", job)[1])
    rows.append(("first plan on screen", time.perf_counter() - began, 0))
    visitor.ask("POST", f"{job}/arreter", a="1")
    planning = _until(lambda: where if (where := visitor.ask("GET", job)[0]) != job else "")
    for what, path in (
        ("planning", ""),
        ("whole planning", "/complet"),
        ("event", "/imprevu"),
        ("documents", "/documents"),
    ):
        rows += _twice(visitor, what, planning + path)
    return rows


def _twice(visitor: Visitor, what: str, path: str) -> list[tuple[str, float, int]]:
    rows = []
    for when in ("first", "again"):
        _, text, seconds = visitor.ask("GET", path)
        rows.append((f"{what}, {when}", seconds, len(text.encode())))
    return rows


def _until(condition):
    end = time.monotonic() + LIMIT
    while not (found := condition()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return found


def main() -> None:
    """Measure, and print a table in Markdown."""
    measured = {name: measure(name) for name in SESSIONS}
    print("| what | " + " | ".join(SESSIONS) + " |")
    print("|---" * (len(SESSIONS) + 1) + "|")
    for rank, (what, _, _) in enumerate(measured[SESSIONS[0]]):
        cells = (
            f"{s:.3f} s" + (f", {b / 1000:.0f} kB" if b else "") for _, s, b in (m[rank] for m in measured.values())
        )
        print(f"| {what} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
