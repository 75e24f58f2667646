"""How soon the page answers: its start, each page and its size, the first plan on screen. `python -m benchmarks.page`.

Sessions are those of the family (`-M-`: 12 candidats, `-XL-`: 60, `-XXL-`: 120). A page is asked for twice: the first
time its file is read, then it is remembered until it changes. Then the server is started again: a session and its
planning are asked for a while after the first page, as by a person who chooses; they were read meanwhile. Sizes are
those of what is sent, as to a browser.

Then a planning of 120 candidats over five days in a browser: opened, scrolled from end to end, a passage of it dragged
over rows while its places are sought. Told of each: the longest time without a frame, and the longest task.
"""

import gzip
import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.sessions import FAMILY
from benchmarks.shapes import CDA, Size, made
from benchmarks.workbooks import workbook_of
from tpplanner.audit import check
from tpplanner.commands.outputs import write_excel
from tpplanner.domain.answers import Planned
from tpplanner.web.sessions.folders import ident
from tpplanner.workbook.template import write_session

SESSIONS = ("a-M-loose-1", "a-XL-loose-1", "a-XXL-loose-1")
LIMIT = 60
"""Seconds for what does not come."""
CHOOSING = 3
"""Seconds that a person takes to choose a session."""


class Visitor:
    """A browser's requests, timed."""

    def __init__(self, address: str) -> None:
        found = re.match(r"http://(\w+\.localhost:\d+)(/entrer\S+)", address)
        assert found is not None, address
        self.host = found[1]
        self.cookie = ""
        self.sent = 0
        self.path, _, _ = self.ask("GET", found[2])

    def ask(self, method: str, path: str, **told: str) -> tuple[str, str, float]:
        """Where it leads, what it shows, and the seconds that it took; `sent` is its size then."""
        connection = http.client.HTTPConnection("127.0.0.1", int(self.host.split(":")[1]), timeout=LIMIT)
        headers = {"Host": self.host, "Cookie": self.cookie, "Accept-Encoding": "gzip"}
        if method != "GET":  # where a browser goes to an address, it tells no origin
            headers["Origin"] = f"http://{self.host}"
        if told:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        connection.request(method, path, urlencode(told) if told else None, headers)
        answer = connection.getresponse()
        body = answer.read()
        seconds = time.perf_counter() - began
        self.sent = len(body)
        text = (gzip.decompress(body) if answer.getheader("content-encoding") == "gzip" else body).decode()
        if cookie := answer.getheader("set-cookie"):
            self.cookie = cookie.split(";")[0]
        assert answer.status in (200, 303), (answer.status, path)
        return answer.getheader("location") or path, text, seconds


def measure(name: str) -> list[tuple[str, float, int]]:
    """What is measured of a session: what, seconds, bytes."""
    with tempfile.TemporaryDirectory() as folder:
        workbook = _folder_of_a_session(folder) / "session.xlsx"
        workbook.write_bytes(workbook_of(FAMILY[name]))
        began = time.perf_counter()
        with _opened(folder) as address:
            visitor = Visitor(address)
            _, text, _ = visitor.ask("GET", "/")
            rows = [("start to first page", time.perf_counter() - began, visitor.sent)]
            rows += _of_session(visitor, text)
        with _opened(folder) as address:
            visitor = Visitor(address)
            _, text, _ = visitor.ask("GET", "/")
            time.sleep(CHOOSING)
            for what in ("session", "planning"):
                found = re.search(rf"/{what}/[0-9a-f]{{16}}", text)
                assert found is not None
                where, text, seconds = visitor.ask("GET", found[0])
                text += where  # a session leads on to its planning
                rows.append((f"{what}, read ahead", seconds, visitor.sent))
        return rows


def _folder_of_a_session(folder: str) -> Path:
    inside = Path(folder) / "Documents" / "tpplanner" / "essai"
    inside.mkdir(parents=True)
    return inside


@contextmanager
def _opened(folder: str) -> Iterator[str]:
    """The command, on the sessions of that folder: the address that opens the page."""
    environment = {**os.environ, "XDG_RUNTIME_DIR": folder, "XDG_DOCUMENTS_DIR": str(Path(folder) / "Documents")}
    command = [sys.executable, "-m", "tpplanner", "ouvrir", "--sans-navigateur"]
    server = subprocess.Popen(  # noqa: S603 - our own command
        command, env=environment, stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stderr is not None
        yield next(line for line in server.stderr if "/entrer?" in line).strip()
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=LIMIT)


def _of_session(visitor: Visitor, home: str) -> list[tuple[str, float, int]]:
    session = re.search(r"/session/[0-9a-f]{16}", home)
    assert session is not None
    rows = _twice(visitor, "session", session[0])
    began = time.perf_counter()
    job, _, _ = visitor.ask("POST", f"{session[0]}/calculer", secondes="60")
    _until(lambda: "Arrêter et garder ce planning" in visitor.ask("GET", job)[1])
    rows.append(("first plan on screen", time.perf_counter() - began, 0))
    visitor.ask("POST", f"{job}/arreter", a="1")
    found = _until(lambda: where if (where := visitor.ask("GET", job)[0]) != job else "")
    planning = found.partition("?")[0]
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
        _, _, seconds = visitor.ask("GET", path)
        rows.append((f"{what}, {when}", seconds, visitor.sent))
    return rows


def _until(condition):
    end = time.monotonic() + LIMIT
    while not (found := condition()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return found


# In a browser.

WATCH = """
(() => {
  window.gaps = [];
  window.tasks = [];
  let last = performance.now();
  const frame = (now) => {
    gaps.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((seen) => tasks.push(...seen.getEntries().map((task) => task.duration))).observe({
    type: "longtask",
  });
})()
"""
SEEN = "() => [gaps, tasks].map((durations) => Math.max(0, ...durations.splice(0)))"
SCROLL = """
async () => {
  for (let y = 0; y < document.documentElement.scrollHeight; y += 100) {
    scrollTo(0, y);
    await new Promise(requestAnimationFrame);
  }
}
"""


def browse() -> list[tuple[str, float, float]]:
    """What a browser does with a planning of 120 candidats over five days: what, longest gap and task in ms."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - for this alone

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        inside = _folder_of_a_session(folder)
        case = made(CDA, Size(120, 8, 6), "loose", "page")
        assert case.plan is not None
        assert len({passage.jour for passage in case.plan.passages}) == 5
        write_session(inside / "session.xlsx", case.session)
        planning = inside / "session-planning-v1.xlsx"
        write_excel(planning, case.session, Planned(case.plan, ()), check(case.session, case.plan))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with _opened(folder) as address:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(LIMIT * 1000)
            page.goto(address)
            page.add_init_script(WATCH)
            rows = list(_browsed(page, f"{address.split('/entrer')[0]}/planning/{ident(planning)}"))
            browser.close()
        return rows


def _browsed(page: Any, address: str) -> Iterator[tuple[str, float, float]]:
    def seen(what: str) -> tuple[str, float, float]:
        gap, task = page.evaluate(SEEN)
        return what, gap, task

    page.goto(address)
    page.locator(".voie").first.wait_for(state="attached")
    page.wait_for_timeout(1000)
    yield seen("opened")
    page.evaluate(SCROLL)
    yield seen("scrolled")
    page.goto(f"{address}/retouche")
    box = page.locator(".voie[data-jury] g[data-c]").nth(12)
    box.scroll_into_view_if_needed()
    at = box.bounding_box()
    x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
    page.mouse.move(x, y)
    page.evaluate(SEEN)
    page.mouse.down()
    told = page.locator("[data-trace=libre], .bulle[data-sorte=refus]")
    step = 0
    while step < 200 or (told.count() == 0 and step < 2000):
        step += 1
        page.mouse.move(x + 2 * (step % 100), y - 3 * (step % 100))
    yield seen("dragged")


def main() -> None:
    """Measure, and print tables in Markdown."""
    measured = {name: measure(name) for name in SESSIONS}
    print("| what | " + " | ".join(SESSIONS) + " |")
    print("|---" * (len(SESSIONS) + 1) + "|")
    for rank, (what, _, _) in enumerate(measured[SESSIONS[0]]):
        cells = (
            f"{s:.3f} s" + (f", {b / 1000:.0f} kB" if b else "") for _, s, b in (m[rank] for m in measured.values())
        )
        print(f"| {what} | " + " | ".join(cells) + " |")
    print("\n| 120 candidats over 5 days | longest gap | longest task |\n|---|---|---|")
    for what, gap, task in browse():
        print(f"| {what} | {gap:.0f} ms | {task:.0f} ms |")


if __name__ == "__main__":
    main()
