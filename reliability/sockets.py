"""Nothing leaves the machine: no command opens a socket to anywhere, and the page listens to this machine alone.

Each command runs with a hook that Python calls whenever a socket is made or a name looked up, in the processes that it
starts too; where `strace` is there, once more under it, so that what is not written in Python is seen as well.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from reliability import hostile
from reliability.campaign import Result, sample
from reliability.command import PATIENCE, Ran, tried
from served import served
from tpplanner.cli import main
from tpplanner.workbook.year import write_annee_template

PROMISE = (
    "chaque commande est lancée sous surveillance : aucune n'ouvre de connexion ni ne demande d'adresse ; la page "
    "n'écoute que l'ordinateur lui-même."
)

SAMPLE = ("check : audit", "titres lire : audit")
"""What `make test` tries."""

SEARCH = "--time-limit 2"
COMMANDS = {
    "version": "--version",
    "titres": "titres CDA",
    "titres lire": "titres lire titre.xlsx -o titre.toml",
    "init": "init neuf.xlsx --titre CDA --exemple",
    "init --annee": "init neuf.xlsx --annee 2027",
    "solve": f"solve session.xlsx -o p.xlsx {SEARCH}",
    "explain": f"explain session.xlsx {SEARCH}",
    "check": "check planning.xlsx",
    "planb": f"planb planning.xlsx {SEARCH}",
    "replan": f"replan planning.xlsx --absent-candidat 'CANDIDAT1 Sacha' {SEARCH}",
    "places": f"places planning.xlsx 'CANDIDAT1 Sacha' {SEARCH}",
    "export": "export planning.xlsx -o dossier",
    "export lettre": "export planning.xlsx -o dossier --pour candidat --format docx --convocation lettre.docx",
    "dates": "dates session.xlsx --page d.html --calendrier d.ics",
    "lot": f"lot session.xlsx -o plannings {SEARCH} --processus 2",
    "annee": f"annee annee.xlsx --aujourdhui 01/10/2026 {SEARCH} --plannings plannings --par-session 1",
    "purger": "purger .",
    "diagnostic": "diagnostic",
}
PAGE = "page"
LOOPBACK = ("127.0.0.1", "::1")
"""Where the page may listen: this machine alone reaches it there."""
HOOK = """
import os, sys
def _watch(event, told):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        place = told[0]
    elif event in ("socket.connect", "socket.bind", "socket.sendto") and isinstance(told[1], tuple):
        place = told[1][0]
    else:
        return
    with open(os.environ["WATCHED"], "a") as kept:
        kept.write(f"{event} {place}\\n")
sys.addaudithook(_watch)
"""
"""Run in the command's own process, and as `sitecustomize` in every Python that it starts."""


def cases(scale: float) -> list[str]:
    """The commands, watched from Python and from outside; the page."""
    ways = ["audit", *(["strace"] if shutil.which("strace") else [])]
    return sample([PAGE, *(f"{command} : {way}" for way in ways for command in COMMANDS)], scale)


def run(case: str) -> Result:
    """Run a command under watch."""
    with TemporaryDirectory() as kept:
        folder = Path(kept)
        _fill(folder)
        if case == PAGE:
            done, seen = audited(folder, lambda: _visit(folder))
            seen = [line for line in seen if line.split()[-1] not in LOOPBACK]
        else:
            command, way = case.split(" : ")
            words = shlex.split(COMMANDS[command])
            done, seen = audited(folder, lambda: main(words)) if way == "audit" else _traced(folder, words)
    wrong = [*seen, *([f"exit code {done.code}: {done.err[-300:]}"] if done.code not in (0, 1, 4, 5) else [])]
    return Result(not wrong, " ; ".join(wrong), done.seconds, done.megabytes)


def _fill(folder: Path) -> None:
    for name, make in (
        ("session.xlsx", hostile.session_bytes),
        ("planning.xlsx", hostile.planning_bytes),
        ("titre.xlsx", hostile.titre_sheet),
        ("lettre.docx", hostile.letter_bytes),
    ):
        (folder / name).write_bytes(make())
    write_annee_template(folder / "annee.xlsx", 2027, exemple=True)


def audited(folder: Path, call: Callable[[], object]) -> tuple[Ran, list[str]]:
    """How it ends, and each connection or look-up, in it and in every Python that it starts."""
    with TemporaryDirectory() as watching:
        log = Path(watching) / "log"
        (Path(watching) / "sitecustomize.py").write_text(HOOK)

        def watch() -> None:
            before = os.environ.get("PYTHONPATH", "")
            os.environ |= {"WATCHED": str(log), "PYTHONPATH": os.pathsep.join(filter(None, [watching, before]))}
            exec(HOOK, {})  # noqa: S102 - the text above

        done = tried(call, folder, watch)
        return done, log.read_text().splitlines() if log.exists() else []


def _traced(folder: Path, words: list[str]) -> tuple[Ran, list[str]]:
    log = folder / "trace"
    command = ["strace", "-f", "-qq", "-e", "trace=network", "-o", str(log), sys.executable, "-m", "tpplanner", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603
    seen = re.findall(r"^.*AF_(?:INET|INET6|NETLINK).*$", log.read_text(errors="replace"), re.MULTILINE)
    return Ran(done.returncode, done.stdout, done.stderr, 0.0, 0.0), seen


def _visit(folder: Path) -> None:
    with served(folder) as page:
        for address in ("/", "/titres", "/nouvelle", "/diagnostic", "/controle"):
            assert page.get(address)[0] in (200, 303), address


def tables(results: Mapping[str, Result]) -> Iterator[str]:
    """Which commands were watched how."""
    ways = sorted({case.split(" : ")[-1] for case in results})
    yield f"Commandes essayées : {len({case.split(' : ')[0] for case in results})} ; surveillance : {', '.join(ways)}."
