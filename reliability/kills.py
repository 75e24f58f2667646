"""Whatever writes, killed at any moment: old files stay whole, none is half-written, the next run works and tidies."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from time import monotonic, sleep

from example_workbooks import example
from reliability.campaign import Result, sample
from tpplanner.commands.check import check_planning
from tpplanner.files.beside import LEFT_SECONDS
from tpplanner.texts.documents import INACHEVE
from web.lives import alive, until
from web.test_annee import a_year
from web.test_killed import WRITTEN, Place, begin, held, stamps, test_nothing_that_was_accepted_is_lost

PROMISE = (
    "chaque commande qui écrit, et la page, sont tuées à un instant quelconque (kill -9) : les fichiers d'avant "
    "restent entiers, aucun n'est à moitié écrit, la commande relancée réussit et ne laisse pas de fichier temporaire."
)
LIMIT = 1800.0
EACH, OF_THE_PAGE = 16, 60
SAMPLE = ("init 1",)

LONG_AGO = "01/01/2100"
"""All sessions ended before."""


@dataclass(frozen=True, slots=True)
class Command:
    """What is typed, and what it writes: names as patterns below the folder."""

    words: tuple[str, ...]
    writes: tuple[str, ...]
    needs_planning: bool = True


COMMANDS = {
    "init": Command(("init", "nouvelle.xlsx", "--titre", "CDA", "--exemple"), ("nouvelle.xlsx",), False),
    "solve": Command(
        ("solve", "session.xlsx", "-o", "planning.xlsx", "--time-limit", "60"),
        ("planning.xlsx", "planning-affichage.xlsx"),
    ),
    "replan": Command(
        ("replan", "planning.xlsx", "--travaux-seuls", "-o", "planning-2.xlsx", "--time-limit", "60"),
        ("planning-2.xlsx", "planning-2-affichage.xlsx"),
    ),
    "export": Command(("export", "planning.xlsx", "-o", "dossier"), ("dossier/**/*",)),
    "annee": Command(
        ("annee", "annee.xlsx", "--aujourdhui", "04/01/2027", "--time-limit", "60"), ("programmation.xlsx",), False
    ),
    "dates": Command(
        ("dates", "planning.xlsx", "--calendrier", "dates.ics", "--page", "dates.html"), ("dates.ics", "dates.html")
    ),
    "planb": Command(
        ("planb", "planning.xlsx", "-o", "secours.xlsx", "--time-limit", "60"), ("secours.xlsx", "secours.html")
    ),
    "lot": Command(("lot", "sessions", "-o", "plannings", "--time-limit", "60"), ("plannings/**/*",)),
    "purger": Command(("purger", "anciennes", "--avant", LONG_AGO, "--effacer"), ()),
}


def cases(scale: float) -> Sequence[str]:
    """Each command as often, then the page."""
    of_commands = [f"{name} {n}" for n in range(EACH) for name in COMMANDS]
    return sample([*of_commands, *(f"page {n}" for n in range(OF_THE_PAGE))], scale)


def run(case: str) -> Result:
    """Kill one run, and look at what is left."""
    name, number = case.split()
    with tempfile.TemporaryDirectory() as folder:
        if name == "page":
            return _page(Path(folder), int(number))
        return _command(Path(folder), name, int(number))


# The page


@cache
def _begun() -> tempfile.TemporaryDirectory:
    folder = tempfile.TemporaryDirectory()
    begin(Path(folder.name))
    return folder


def _page(folder: Path, seed: int) -> Result:
    """A story of the tests, killed; they tell by a failure what was lost."""
    place = Place(shutil.copytree(_begun().name, folder / "Documents" / "tpplanner"))
    test_nothing_that_was_accepted_is_lost(folder, place, seed)
    return Result(True, extra={"command": "page", "killed": 1})


# Commands


@cache
def _made(name: str) -> tuple[tempfile.TemporaryDirectory, float]:
    """A folder in which the command has run once, and the seconds that it took."""
    kept = tempfile.TemporaryDirectory()
    folder = Path(kept.name)
    command = COMMANDS[name]
    shutil.copy(example("R08-un-candidat-cda"), folder / "session.xlsx")
    shutil.move(a_year(folder), folder / "annee.xlsx")
    for sub in ("sessions", "anciennes"):
        (folder / sub).mkdir()
    for month in ("juin", "juillet"):
        shutil.copy(folder / "session.xlsx", folder / "sessions" / f"{month}.xlsx")
    if command.needs_planning:
        _done(folder, COMMANDS["solve"].words)
        for number in range(12):
            shutil.copy(folder / "planning.xlsx", folder / "anciennes" / f"planning-{number}.xlsx")
    began = monotonic()
    if name != "purger":
        _done(folder, command.words)
    return kept, monotonic() - began


def _done(folder: Path, words: Sequence[str]) -> None:
    with _started(folder, words) as process:
        told = process.communicate()[1]
    assert process.returncode == 0, f"{words}: {process.returncode}: {told}"


@contextmanager
def _started(folder: Path, words: Sequence[str]) -> Iterator[subprocess.Popen]:
    command = [sys.executable, "-m", "tpplanner", *words]
    environment = {**os.environ, "HOME": str(folder.parent)}
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=folder, env=environment, **pipes) as process:  # noqa: S603 - our own words
        yield process


def _command(outer: Path, name: str, number: int) -> Result:
    """Run it where it has run before, or where it has not; kill it at some moment, or as files are written."""
    command, rng = COMMANDS[name], Random(f"kill {name} {number}")  # noqa: S311 - which moment
    kept, seconds = _made(name)
    folder = Path(shutil.copytree(kept.name, outer / "dossier de travail"))
    if number % 4 < 2 or name == "init":
        _take_away(folder, command.writes)
    before = held(folder)
    killed = _killed(folder, command.words, (lambda: sleep(rng.uniform(0, seconds))) if number % 2 else None, rng)
    told = _harm(folder, before, command) or _untold(folder, Path(kept.name), before)
    if not told:
        told = _next_run(folder, name, command)
    return Result(not told, told, extra={"command": name, "killed": int(killed)})


def _take_away(folder: Path, patterns: Sequence[str]) -> None:
    for pattern in patterns:
        for path in folder.glob(pattern):
            if path.is_file():
                path.unlink()


def _killed(folder: Path, words: Sequence[str], wait: Callable[[], None] | None, rng: Random) -> bool:
    """Whether it was still running; what it had started ends with it."""
    untouched = stamps(folder)
    with _started(folder, words) as process:
        if wait is None:
            until(lambda: process.poll() is not None or stamps(folder) != untouched, seconds=LIMIT, every=0.001)
            sleep(rng.uniform(0, WRITTEN))
        else:
            wait()
        listed = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607
        process.send_signal(signal.SIGKILL)
        process.stderr.close()
        process.wait()
    until(lambda: not any(alive(int(pid)) for pid in listed.stdout.split()))
    return process.returncode == -signal.SIGKILL


def _harm(folder: Path, before: Mapping[str, bytes], command: Command) -> str:
    """What is lost, or half-written."""
    now = held(folder)
    ours = {path.relative_to(folder).as_posix() for pattern in command.writes for path in folder.glob(pattern)}
    gone_is_meant = command is COMMANDS["purger"]
    lost = [n for n in before if n not in now and not (gone_is_meant and n.startswith("anciennes/"))]
    changed = [n for n in before if n in now and now[n] != before[n] and n not in ours]
    strange = [n for n in now if n not in before and n not in ours and not _is_litter(n)]
    torn = [n for n in now if now[n] != before.get(n) and not _is_litter(n) and not whole(folder / n)]
    wrong = {"lost": lost, "changed": changed, "strange": strange, "half-written": torn}
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in wrong.items() if names)


def _untold(folder: Path, whole_run: Path, before: Mapping[str, bytes]) -> str:
    """A dossier begun and not finished says so by a file of its own."""
    now = {n: content for n, content in held(folder / "dossier").items() if not _is_litter(n)}
    begun = any(content != before.get(f"dossier/{n}") for n, content in now.items())
    unfinished = begun and set(now) != set(held(whole_run / "dossier"))
    return "an unfinished dossier does not say so" if unfinished and INACHEVE not in now else ""


def _is_litter(name: str) -> bool:
    last = name.rpartition("/")[2]
    return last.startswith(".") and last.endswith(".tmp")


def _next_run(folder: Path, name: str, command: Command) -> str:
    """What the next run does not do, long after: it writes all, and no temporary file is left."""
    for path in folder.rglob(".*.tmp"):
        then = path.stat().st_mtime - LEFT_SECONDS - 1
        os.utime(path, (then, then))
    if name == "init":
        _take_away(folder, command.writes)
    _done(folder, command.words)
    now = held(folder)
    left = [n for n in now if _is_litter(n) or n.endswith(INACHEVE)]
    missing = [pattern for pattern in command.writes if not any(folder.glob(pattern))]
    torn = [n for n in now if not whole(folder / n)]
    stays = [n for n in now if name == "purger" and n.startswith("anciennes/")]
    wrong = {"litter": left, "missing": missing, "half-written": torn, "not purged": stays}
    told = "; ".join(f"{what}: {', '.join(names)}" for what, names in wrong.items() if names)
    return f"after the next run, {told}" if told else ""


_ENDS = {
    ".pdf": b"%%EOF",
    ".html": b"</html>",
    ".svg": b"</svg>",
    ".ics": b"END:VCALENDAR",
    ".png": b"IEND\xaeB`\x82",
}


def whole(path: Path) -> bool:
    """Whether a file is all of what its name says; a planning also keeps every rule."""
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as parts:
            if parts.testzip() is not None:
                return False
        is_planning = path.stem.startswith("planning") and "-affichage" not in path.stem
        return not is_planning or check_planning(path).report.conforme
    return path.read_bytes().rstrip().endswith(_ENDS.get(path.suffix, b""))


def tables(results: Mapping[str, Result]) -> Iterator[str]:
    """By command: how often it was asked to be killed, and was before it ended."""
    yield from ("| Commande | Essais | Tuées avant leur fin |", "| --- | ---: | ---: |")
    for name in (*COMMANDS, "page"):
        killed = [r.extra.get("killed", 0) for r in results.values() if r.extra.get("command") == name]
        yield f"| {name} | {len(killed)} | {sum(killed)} |"
