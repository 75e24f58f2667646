"""Another user of the same machine: what they read, ask, and hear where the page was, while its user works with it.

Where the campaign runs as root, whatever reads files or the system is tried as `nobody`, with a home open to everybody:
only what tpplanner itself closes is closed.
"""

import json
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from reliability.campaign import Result, sample
from served import Visitor, come_in, served
from somebody import Somebody
from tpplanner.web.app import ROUTES
from tpplanner.web.guard.door import Door
from tpplanner.web.guard.strangers import MOST_WAITING
from web.lives import opened

PROMISE = (
    "un autre utilisateur du même ordinateur lit les processus et les fichiers, demande chaque adresse de la page, "
    "écoute à sa place pendant qu'elle est arrêtée : il n'a ni page, ni secret, ni rien de ce qui ouvre la suivante."
)

SAMPLE = ("/ : localhost", "/vie/etat : un nom d'avant")
"""What `make test` tries."""

NOBODY = 65534
SECONDS = 30
FILES, TASKS, PLANTED, HELD = "fichiers", "processus", "page.json d'un autre", "connexions tenues"
LISTENS, WORKER = "écoute à la place de la page", "y laisse un service worker"
HOSTS = ("son nom", "127.0.0.1", "localhost", "un nom d'avant", "aucun")
OPEN_TO_ALL = ("/vie/etat",)
"""Answered to whoever asks, with nothing but a proof."""


def cases(scale: float) -> list[str]:
    """What reads the machine, what listens, and each address by each name."""
    asked = [f"{path} : {host}" for path in dict.fromkeys(route.path for route in ROUTES) for host in HOSTS]
    browser = [LISTENS, WORKER] if shutil.which("chromium") else []
    as_another = [FILES, TASKS, PLANTED] if os.geteuid() == 0 else []
    return sample([*as_another, HELD, *browser, *asked], scale)


def run(case: str) -> Result:
    """Try one: whatever was had is told."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        home.chmod(0o755)
        special: dict[str, Callable[[Path], list[str]]] = {
            FILES: _files,
            TASKS: _processes,
            PLANTED: _planted,
            HELD: _held,
            LISTENS: _listens,
            WORKER: _leaves_a_worker,
        }
        had = special[case](home) if case in special else _asked(home, *case.split(" : "))
    return Result(not had, "; ".join(had))


def _as_nobody(ask: Callable[[], Any]) -> Any:
    """What somebody else gets, in a process of theirs."""
    theirs, ours = os.pipe()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            with os.fdopen(ours, "w") as told:
                json.dump(ask(), told)
        os._exit(0)
    os.close(ours)
    with os.fdopen(theirs) as heard:
        answer = heard.read()
    os.waitpid(child, 0)
    return json.loads(answer)


def _secrets(home: Path, visitor: Visitor) -> dict[str, str]:
    """What opens the page of that home, or the next one."""
    state = json.loads((home / "run" / "tpplanner" / "page.json").read_text())
    door = json.loads((home / ".local" / "share" / "tpplanner" / "porte.json").read_text())
    name = visitor.host.partition(".")[0]
    return {"cookie": visitor.cookie, "nom": name, "clé d'appel": state["cle"], "clé des onglets": door["cle"]}


def _within(secrets: dict[str, str], text: str) -> list[str]:
    return [f"lu : {what}" for what, secret in secrets.items() if secret in text]


@contextmanager
def _opened(home: Path) -> Iterator[tuple[Any, str, Visitor]]:
    """The page of that home, as a process, the address of one more ticket, and whoever came in."""
    with opened(home) as (process, address):
        visitor = come_in(address)
        yield process, address, visitor


def _read(paths: list[str]) -> str:
    text = ""
    for path in paths:
        with suppress(OSError), open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            text += file.read(1_000_000).decode(errors="replace")
    return text


def _files(home: Path) -> list[str]:
    with _opened(home) as (_, _, visitor):
        visitor.post("/sessions", {"nom": "Session de DURANDAL", "titre": "CDA-04", "exemple": "on"})
        secrets = _secrets(home, visitor)

        def ask() -> list[str]:
            paths = [os.path.join(top, name) for top, _, names in os.walk(home) for name in names]
            written = []
            for top, _, _ in os.walk(home):
                with suppress(OSError):
                    Path(top, "page.json").write_text("{}")
                    written.append(f"écrit dans {top}")
            return [_read(paths), *written]

        text, *written = _as_nobody(ask)
    return [*_within(secrets, text), *written]


def _processes(home: Path) -> list[str]:
    with _opened(home) as (process, address, visitor):
        secrets = _secrets(home, visitor) | {"billet": address.partition("billet=")[2][:32]}
        tasks = f"/proc/{process.pid}"
        kinds = ("cmdline", "environ", "maps", "status", "net/tcp", "net/unix")
        every = [
            f"/proc/{pid}/{kind}" for pid in os.listdir("/proc") if pid.isdigit() for kind in ("cmdline", "environ")
        ]
        text = _as_nobody(lambda: _read([*every, *(f"{tasks}/{kind}" for kind in kinds)]))
        if str(process.pid) not in _as_nobody(lambda: os.listdir("/proc")):
            return ["le processus n'a pas été vu : rien n'est essayé"]
    return _within(secrets, text)


def _planted(home: Path) -> list[str]:
    """Somebody else says where the page is, in a folder that everybody may write to."""
    run = home / "run"
    run.mkdir()
    run.chmod(0o1777)
    with socket.create_server(("127.0.0.1", 0)) as theirs:
        theirs.settimeout(SECONDS)
        port = theirs.getsockname()[1]

        def plant() -> bool:
            (run / "tpplanner").mkdir()
            (run / "tpplanner" / "page.json").write_text(json.dumps({"port": port, "cle": "k" * 43}))
            return True

        _as_nobody(plant)
        with opened(home) as (_, address):
            had = [] if come_in(address).get("/")[0] == 200 else ["la page n'est pas ouverte"]
        theirs.setblocking(False)
        with suppress(BlockingIOError):
            theirs.accept()
            had.append("leur serveur a été appelé")
    return had


def _held(home: Path) -> list[str]:
    """As many connections as a process may have, and a person who works meanwhile."""
    with served(home / "sessions") as page, ExitStack() as until:
        page.patience = SECONDS
        for _ in range(MOST_WAITING + 100):
            until.enter_context(socket.create_connection(("127.0.0.1", page.port), timeout=SECONDS))
        return [] if page.get("/")[0] == 200 else ["la page ne répond plus"]


def _asked(home: Path, path: str, host: str) -> list[str]:
    """An address as any process asks for it: without the cookie, with another's, as a browser would and not."""
    with served(home / "sessions") as page:
        earlier = Door(page.port).host
        named = {
            "son nom": page.host,
            "127.0.0.1": f"127.0.0.1:{page.port}",
            "localhost": f"localhost:{page.port}",
            "un nom d'avant": earlier,
            "aucun": None,
        }[host]
        front = page.front
        secrets = {"cookie": front.keys.cookie, "clé d'appel": front.keys.key, "clé des onglets": front.door.cle}
        if host != "son nom":
            secrets["nom"] = page.host.partition(".")[0]
        had = []
        for method in ("GET", "HEAD", "POST", "PUT", "OPTIONS"):
            for told in ({}, {"Cookie": "tpplanner=autre"}, {"Sec_Fetch_Site": "same-origin", "Origin": page.address}):
                headers = {"Cookie": None, "Origin": None, "Host": named, **told}
                status, answered, text = page.ask(method, path.replace("{", "").replace("}", ""), **headers)
                had += _within(secrets, f"{answered} {text}")
                if status not in (400, 403, 405) and path not in OPEN_TO_ALL:
                    had.append(f"{method} {told} : {status}")
    return had


@contextmanager
def _browser() -> Iterator[Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser.new_context()
        browser.close()


def _bookmarks(before: str) -> list[str]:
    port = before.split(":")[2].strip("/")
    return [f"http://127.0.0.1:{port}/", f"http://localhost:{port}/", before]


def _listens(home: Path) -> list[str]:
    """A tab that stays, one that is reloaded, bookmarks; then the next page, with what was heard and left there."""
    with _browser() as context, opened(home) as (process, address):
        stays, goes = context.new_page(), context.new_page()
        stays.goto(address)
        before = stays.url
        goes.goto(before)
        process.kill()
        process.wait()
        with Somebody(urlsplit(before).port) as somebody:
            goes.reload()
            for bookmark in _bookmarks(before):
                context.new_page().goto(bookmark)
            stays.bring_to_front()
            stays.wait_for_timeout(4000)  # it asks every second and a half
        with _opened(home) as (_, _, visitor):
            secrets = _secrets(home, visitor)
            heard = "\n".join(somebody.heard)
            had = _within(secrets, heard)
            if "/vie/etat" not in heard or "tpplanner=" not in heard:
                had.append("rien n'a été entendu : rien n'est essayé")
            for line in heard.splitlines():
                if line.lower().startswith("cookie: "):
                    status = visitor.get("/", Cookie=line.split(": ", 1)[1])[0]
                    had += [] if status == 403 else [f"un cookie entendu ouvre : {status}"]
            left = goes.evaluate("async () => { const a = await fetch('/'); return a.status + ' ' + await a.text(); }")
            had += [*_within(secrets, left), *([] if left.startswith("403") else ["leur page lit la nôtre"])]
            with suppress(Exception):
                stays.wait_for_url(f"{visitor.address}/", timeout=SECONDS * 1000)
            if not stays.url.startswith(visitor.address):
                had.append(f"l'onglet resté ouvert n'a pas repris : {stays.title()}")
    return had


def _leaves_a_worker(home: Path) -> list[str]:
    """Theirs answers at each name that the page had, for as long as the browser keeps it; the next page has another."""
    with _browser() as context, opened(home) as (process, address):
        stays = context.new_page()
        stays.goto(address)
        before, title = stays.url, stays.title()
        process.kill()
        process.wait()
        with Somebody(urlsplit(before).port, worker=True) as somebody:
            for bookmark in _bookmarks(before):
                page = context.new_page()
                page.goto(bookmark)
                page.wait_for_function("navigator.serviceWorker.controller")
        with opened(home) as (_, following):
            ours = context.new_page()
            ours.goto(following)
            cookie = next(one["value"] for one in context.cookies(ours.url))
            secrets = _secrets(home, Visitor(urlsplit(ours.url).netloc, cookie))
            had = _within(secrets, "\n".join(somebody.heard))
            theirs = context.new_page()
            theirs.goto(before)
            if "{}" not in theirs.content():
                had.append("leur page n'est plus là : rien n'est essayé")
            had += _within(secrets, theirs.content())
            if ours.title() != title or ours.evaluate("navigator.serviceWorker.controller !== null"):
                had.append("la page suivante n'est pas la nôtre")
            if stays.title() != title or "autrui" in stays.content():
                had.append("l'onglet resté ouvert montre leur page")
    return had
