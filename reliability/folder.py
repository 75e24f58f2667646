"""The page looks at a folder of sessions that is spoiled meanwhile: no fault, no wait, the other sessions are there.

The server runs without the right to enter what is closed, which the administrator of a machine has. What a request
takes is the time that passes, less the time in which a processor that others use kept the server or whoever asks.
"""

import faulthandler
import json
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException
from os import cpu_count, environ, geteuid, getloadavg, pathsep
from pathlib import Path
from random import Random
from shutil import copytree, which
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from reliability.campaign import ROOT, Result, sample
from reliability.spoiled import STEADY, Spoiler, add_what_stays_strange, make_folder_of_sessions
from served import Visitor, served
from tpplanner.web import app
from tpplanner.web.app import ROUTES
from tpplanner.web.desk import PATIENCE
from tpplanner.web.reading.readings import Readings
from tpplanner.web.sessions.folders import ident

PROMISE = (
    "la page répond à des milliers de demandes, sur chacune de ses adresses, pendant que le dossier des sessions est "
    "abîmé et réparé (dossiers fermés, disparus, liens rompus, noms illisibles, tubes, dates impossibles, 30 000 "
    "fichiers) : aucune erreur interne, aucune réponse en plus d'une seconde, et la session à laquelle personne ne "
    "touche est là."
)
LIMIT = 1800.0
EACH, CASES = 200, 50
MOST_SECONDS, BUSY_SECONDS = 1.0, 5.0
SLOW_SECONDS = 3.0
"""After which the server is asked what it does: a request that takes so long is told with that."""
TRIED = ("src", "reliability/folder.py", "reliability/spoiled.py")

POSTS = {
    "/session/{id}/archiver": ({"archivee": "oui"}, {"archivee": ""}),
    "/session/{id}/fait": ({"cle": "x", "fait": "oui", "retour": "/"}, {"cle": "a\0b"}),
    "/session/{id}/suivi/lu": ({},),
    "/session/{id}/relancer": ({"membre": "PÉRON Alix"}, {}),
    "/session/{id}/reponse": ({"membre": "M1", "reponse": "confirmé", "le": "2027-06-01"}, {"reponse": "\0"}),
    "/session/{id}/question": ({"sujet": "", "ecrit": "", "autre": "", "reponse": "oui"},),
    "/session/{id}/supprimer": ({"empreinte": "x"},),
    "/session/{id}/saisie/garder": ({"champ": "session.nom", "valeur": "a\0b"}, {}),
    "/planning/{id}/en-vigueur": ({},),
    "/planning/{id}/question": ({"sujet": "", "ecrit": "", "autre": "", "reponse": "non"},),
    "/planning/{id}/documents/envoi": ({"carte": "candidats"}, {"carte": "\0", "lot": "x"}),
    "/planning/{id}/retouche/faire": ({}, {"passage": "0"}),
    "/planning/{id}/retouche/liste": ({"geste": "annuler"}, {}),
    "/planning/{id}/appel": ({"personne": "x", "issue": "oui"},),
    "/titres/{id}": ({},),
    "/titres/nouveau": ({}, {"sigle": "\0"}),
    "/controle": ({},),
    "/exemple": ({},),
}
"""What is sent that searches nothing, opens nothing and ends nothing."""

QUERIES = (
    *("",) * 6,
    "?cherche=CDA",
    "?etape=pretes",
    f"?effaces={'9' * 5000}",
    "?jour=2",
    "?jour=x&zoom=2",
    "?qui=%E2%80%AE",
    "?titre=CDA-04",
    "?sorte=salle_perdue",
    "?depuis=%00",
    "?filtre=%ff",
    "?passage=1&debut=9h",
    "?plus=candidats",
)

WARM = ("/session/{id}/saisie", "/session/{id}/suivi", "/planning/{id}", "/planning/{id}/retouche", "/annee")

TRIES_THE_SOLVER = "/diagnostic"
"""Not asked for: it takes the seconds that a search takes to begin."""

STRANGE_IDS = ("0" * 16, "x", "%00", "%ff%fe", "..%2f..%2fetc%2fpasswd", "é" * 300, "-1", "²")


def cases(scale: float) -> Sequence[str]:
    """Each a seed, of as many requests."""
    return sample([f"folder {n}" for n in range(CASES)], scale)


def run(case: str) -> Result:
    """Ask for this and that while the folder is spoiled."""
    return tried(int(case.split()[1]), EACH)


def tried(seed: int, requests: int) -> Result:
    """The same, of so many requests."""
    with tempfile.TemporaryDirectory() as home:
        root = Path(copytree(_made().name, Path(home) / "tpplanner"))
        add_what_stays_strange(root)
        with _served(root) as (visitor, server):
            asked = list(_requests(root, Random(seed), requests))  # noqa: S311 - which requests
            for address in ("/", *(shown.format(id=ident(root / STEADY / "session.xlsx")) for shown in WARM)):
                visitor.get(address)  # what is imported once
            spoiler = Spoiler(root, seed)
            spoiler.start()
            try:
                trials = [_answer(visitor, server, spoiler, *request) for request in asked]
            finally:
                spoiler.end()
            after = visitor.get("/")
        faults = server.faults()
    return _judged(trials, after, faults, spoiler)


@cache
def _made() -> tempfile.TemporaryDirectory:
    folder = tempfile.TemporaryDirectory()
    make_folder_of_sessions(Path(folder.name))
    return folder


def _requests(root: Path, random: Random, number: int) -> Iterator[tuple[str, str, dict[str, str] | None]]:
    """Method, address, body: every address that only shows in its turn, what is sent in between."""
    ids = _ids(root)
    pages = (route.path for route in ROUTES if "GET" in (getattr(route, "methods", None) or ()))
    shown = [path for path in pages if path != TRIES_THE_SOLVER]
    for n in range(number):
        sent = random.random() < 0.15
        path = random.choice([*POSTS]) if sent else shown[n % len(shown)]
        if random.random() < 0.1 and not sent:
            path = "/"
        kind = path.split("/")[1]
        there = ids.get(kind, [])
        id_ = random.choice(there) if there and random.random() < 0.9 else random.choice(STRANGE_IDS)
        filled = path.replace("{id}", id_).replace("{etape}", random.choice(("titre", "candidats", "verifier", "x")))
        for name, values in (("rang:int", ("0", "3", "9" * 30)), ("page:int", ("1", "9" * 30))):
            filled = filled.replace(f"{{{name}}}", random.choice(values))
        for name in ("lot", "carte"):
            filled = filled.replace(f"{{{name}}}", random.choice(("candidats", "jurys", "affichage", "x")))
        address = quote(filled, safe="/%.?&=-")
        yield (
            ("POST", address, random.choice(POSTS[path]))
            if sent
            else (
                "GET",
                address + random.choice(QUERIES),
                None,
            )
        )


def _ids(root: Path) -> dict[str, list[str]]:
    """How addresses name what is there, by how they begin."""
    workbooks = sorted(path for path in root.rglob("*.xlsx") if path.is_file() and "Photos" not in path.parts)
    plannings = [path for path in workbooks if "-planning-" in path.stem]
    programmations = [path for path in workbooks if "-programmation-v" in path.stem]
    others = [path for path in workbooks if path not in (*plannings, *programmations)]
    return {
        "session": [ident(path) for path in others],
        "planning": [ident(path) for path in plannings],
        "programmation": [ident(path) for path in programmations],
        "titres": [ident(path) for path in (root / "titres").iterdir()],
        "saisie": ["0123456789abcdef"],
    }


# A request, and what it takes.


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


def _answer(visitor: Visitor, server: "Server", spoiler: Spoiler, method: str, address: str, body: Any) -> Trial:
    outages, waited, began = spoiler.outages, server.waited(), time.perf_counter()
    telling = threading.Timer(SLOW_SECONDS, server.tell_what_it_does)
    telling.start()
    try:
        status, _, text = visitor.ask(method, address, body)
    except (OSError, HTTPException) as error:
        return Trial(f"{method} {address} {error!r}", 0, 0.0)
    finally:
        telling.cancel()
    waited_since = sum(seconds - waited.get(task, 0.0) for task, seconds in server.waited().items())
    seconds = time.perf_counter() - began - waited_since
    whole = outages == spoiler.outages and outages % 2 == 0
    missing = whole and address == "/" and STEADY not in text
    busy = getloadavg()[0] > (cpu_count() or 1)
    return Trial(
        f"{method} {address[:200]}", status, max(0.0, seconds), missing, BUSY_SECONDS if busy else MOST_SECONDS
    )


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
def _served(root: Path) -> Iterator[tuple[Visitor, Server]]:
    """A server of its own process, without the rights that open what is closed."""
    without = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if geteuid() == 0 else []
    if without and which("setpriv") is None:
        raise RuntimeError("setpriv is needed where an administrator tries this")
    said = root.with_name("fautes.txt")
    command = [*without, sys.executable, "-m", "reliability.folder", str(root)]
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


# What came of it.


def _judged(trials: Sequence[Trial], after: tuple[int, Any, str], faults: str, spoiler: Spoiler) -> Result:
    statuses = Counter(trial.status for trial in trials)
    slow = sorted((t for t in trials if t.seconds > t.most), key=lambda t: -t.seconds)
    bad = [t for t in trials if (t.status >= 500 and t.status != 503) or t.status == 0]
    missing = [t for t in trials if t.missing]
    wrong = [f"{t.status}: {t.request}" for t in bad[:5]]
    wrong += [f"{t.seconds:.2f} s: {t.request}" for t in slow[:5]]
    wrong += ["the session that nobody spoiled was missing"] * bool(missing)
    wrong += ["it was missing in the end"] * (after[0] != 200 or STEADY not in after[2])
    extra = {
        "essais": len(trials),
        "changes": spoiler.changes,
        "outages": spoiler.outages // 2,
        "fault": len(bad),
        "slow": len(slow),
        "busy": sum(t.most > MOST_SECONDS for t in trials),
        "within a second": sum(t.seconds <= MOST_SECONDS for t in trials),
        "slowest": round(max(t.seconds for t in trials), 3),
        "over a second": ", ".join(f"{t.seconds:.2f} s: {t.request}" for t in trials if t.seconds > MOST_SECONDS),
        **{
            f"status {status // 100}xx": sum(n for s, n in statuses.items() if s // 100 == status // 100)
            for status in statuses
        },
    }
    return Result(not wrong, "\n".join((*wrong, faults[-9000:] if bad or slow else "")).strip(), extra=extra)


def tables(results: Mapping[str, Result]) -> Iterator[str]:
    """By kind of answer: how many."""
    yield from ("| Réponses | Nombre |", "| --- | ---: |")
    kinds = {
        "status 2xx": "page montrée",
        "status 3xx": "renvoi à une autre page",
        "status 4xx": "refus dit en français",
    }
    for key, words in {
        **kinds,
        "fault": "erreur interne",
        "slow": "en plus d'une seconde",
        "changes": "changements du dossier",
    }.items():
        yield f"| {words} | {sum(int(r.extra.get(key, 0)) for r in results.values())} |"


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
