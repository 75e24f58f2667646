"""What writes files: every command that does, each save of the page; as the campaign of kills tries them."""

import re
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from cli.test_partiel import cda_session
from example_workbooks import example
from reliability.command import Ran, faults, ran
from reliability.hostile import titre_sheet
from reliability.injection import NOTHING, Injected, Trial, Tried, stage
from tpplanner.cli import main
from tpplanner.errors import ExitCode
from tpplanner.texts.documents import INACHEVE
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.template import workbook_bytes
from web import saves
from web.test_annee import a_year

LONG_AGO = "01/01/2100"
"""All sessions ended before."""


class Writer(Protocol):
    """Something that writes: how it begins, what it may change, what comes of it, what comes next."""

    def begin(self, place: Path) -> None:
        """Make the folder in which it is tried."""

    def tries(self, place: Path, injected: Injected = NOTHING) -> Tried:
        """Try it there."""

    def may_go(self, name: str) -> bool:
        """Whether it is asked to take that file away."""

    def may_change(self, name: str) -> bool:
        """Whether it may write that file."""

    def undone(self, place: Path, done: Tried) -> list[str]:
        """What is not as it should be after a run in which nothing was refused."""

    def lost(self, place: Path, done: Tried) -> list[str]:
        """What it had said to be done, killed or refused, and is not."""

    def ended_badly(self, done: Tried) -> list[str]:
        """What is wrong with how it told what was refused."""

    def again(self, place: Path) -> Tried:
        """The next run, after a kill."""


# Commands.


@dataclass(frozen=True, slots=True)
class Command:
    """What is typed, and what it writes, as patterns below the folder; `over`: also where it has run before.

    `asked_first`: another command, which tells the code that this one is given in the place of ``CODE``.
    """

    words: tuple[str, ...]
    writes: tuple[str, ...]
    takes_away: str = ""
    over: bool = True
    asked_first: tuple[str, ...] = ()


_SEARCH = ("--time-limit", "60")
_YEAR = ("annee", "annee.xlsx", "--aujourdhui", "04/01/2027", *_SEARCH)
_MOVED = ("URVOAS Nora",)
_FIRST_CODE = re.compile(r"^  ([B-Z]{6})  ", re.MULTILINE)
CODE, CODES = "CODE", "code.txt"
"""What stands for a code in the words of a command; the file of its folder that tells it."""
COMMANDS = {
    "init": Command(("init", "nouvelle.xlsx", "--titre", "CDA", "--exemple"), ("nouvelle.xlsx",), over=False),
    "init --annee": Command(("init", "an.xlsx", "--annee", "2027"), ("an.xlsx",), over=False),
    "titres nouveau": Command(("titres", "nouveau", "feuille.xlsx"), ("feuille.xlsx",), over=False),
    "titres lire": Command(("titres", "lire", "titre.xlsx", "-o", "titre.toml"), ("titre.toml",), over=False),
    "solve": Command(("solve", "session.xlsx", "-o", "planning.xlsx", *_SEARCH), ("planning*.xlsx",)),
    "solve --json": Command(("solve", "session.xlsx", "-o", "autre.xlsx", "--json", *_SEARCH), ("autre*.xlsx",)),
    "explain --appliquer": Command(
        ("explain", "impossible.xlsx", "--appliquer", CODE, "-o", "changee.xlsx", *_SEARCH),
        ("changee.xlsx",),
        over=False,
        asked_first=("explain", "impossible.xlsx", *_SEARCH),
    ),
    "replan": Command(
        ("replan", "planning.xlsx", "--travaux-seuls", "-o", "planning-2.xlsx", *_SEARCH), ("planning-2*.xlsx",)
    ),
    "places --appliquer": Command(
        ("places", "planning.xlsx", *_MOVED, "--appliquer", CODE, "-o", "modifie.xlsx", *_SEARCH),
        ("modifie*.xlsx",),
        asked_first=("places", "planning.xlsx", *_MOVED),
    ),
    "export": Command(
        ("export", "planning.xlsx", "-o", "dossier", "--pour", "affichage,responsable", "--format", "svg,html"),
        ("dossier/**/*",),
    ),
    "annee": Command(_YEAR, ("programmation.xlsx",)),
    "annee --plannings": Command(
        (*_YEAR, "-o", "an/programmation.xlsx", "--plannings", "an/plannings", "--par-session", "5"),
        ("an/programmation.xlsx", "an/plannings/**/*"),
    ),
    "dates": Command(
        ("dates", "planning.xlsx", "--calendrier", "dates.ics", "--page", "dates.html"), ("dates.ics", "dates.html")
    ),
    "planb": Command(
        ("planb", "planning.xlsx", "-o", "secours.xlsx", "--plans", "plans", *_SEARCH),
        ("secours.xlsx", "secours.html", "plans/*"),
    ),
    "lot": Command(("lot", "sessions", "-o", "plannings", *_SEARCH), ("plannings/**/*",)),
    "purger": Command(("purger", "anciennes", "--avant", LONG_AGO, "--effacer"), (), takes_away="anciennes/"),
}


def typed(name: str, folder: Path) -> list[str]:
    """The words of a command; the code that it is given is the first that was told in that folder."""
    told = folder / CODES
    return [told.read_text(encoding="ascii") if word == CODE else word for word in COMMANDS[name].words]


def perform(name: str, folder: Path, trial: Trial) -> int:
    """A command, typed in a folder."""
    words = typed(name, folder)
    trial.arm(folder)
    try:
        return int(main(words) or 0)
    except SystemExit as end:
        return int(end.code or 0)


@cache
def _before() -> tempfile.TemporaryDirectory[str]:
    """A folder in which all commands have run once, but for those that write over nothing."""
    kept = tempfile.TemporaryDirectory()
    folder = Path(kept.name)
    shutil.copy(example("R08-un-candidat-cda"), folder / "session.xlsx")
    shutil.move(a_year(folder), folder / "annee.xlsx")
    (folder / "Année 2027").rmdir()
    (folder / "an").mkdir()
    impossible = cda_session(4)
    (folder / "impossible.xlsx").write_bytes(workbook_bytes(impossible.referentiel, contents_of(impossible)))
    (folder / "sessions").mkdir()
    (folder / "anciennes").mkdir()
    shutil.copy(folder / "session.xlsx", folder / "sessions" / "juin.xlsx")
    (folder / "titre.xlsx").write_bytes(titre_sheet())
    done = stage().tries(__name__, "solve", folder)
    assert done.code == 0, done.said
    for number in range(3):
        shutil.copy(folder / "planning.xlsx", folder / "anciennes" / f"planning-{number}.xlsx")
    return kept


class _OfCommand:
    """A command, where it has run before; what writes over nothing, where it has not."""

    def __init__(self, name: str) -> None:
        self.name, self.command = name, COMMANDS[name]
        self._there = self._run_before()

    def _run_before(self) -> "tempfile.TemporaryDirectory[str]":
        kept = tempfile.TemporaryDirectory()
        folder = Path(shutil.copytree(_before().name, kept.name, dirs_exist_ok=True))
        if self.command.asked_first:
            told = ran(self.command.asked_first, folder)
            (folder / CODES).write_text(_FIRST_CODE.findall(told.said)[0], encoding="ascii")
        if self.command.over and not self.command.takes_away:
            done = stage().tries(__name__, self.name, folder)
            assert done.code == 0, done.said
        return kept

    def begin(self, place: Path) -> None:
        shutil.copytree(self._there.name, place)

    def tries(self, place: Path, injected: Injected = NOTHING) -> Tried:
        return stage().tries(__name__, self.name, place, injected)

    def may_go(self, name: str) -> bool:
        return bool(self.command.takes_away) and name.startswith(self.command.takes_away)

    def may_change(self, name: str) -> bool:
        return any(Path(name).match(pattern.replace("**/", "")) for pattern in self.command.writes) or (
            any("**" in p and name.startswith(p.partition("/")[0] + "/") for p in self.command.writes)
        )

    def undone(self, place: Path, done: Tried) -> list[str]:
        missing = [f"{p} is missing" for p in self.command.writes if not any(place.glob(p))]
        stay = [f"{n} is there" for n in held(place) if self.may_go(n)]
        return [*missing, *stay, *([f"{done.code}: {done.said[-400:]}"] if done.code else [])]

    def lost(self, place: Path, done: Tried) -> list[str]:
        if done.code == 0 and not self.command.takes_away:
            return self.undone(place, done)
        return self._unsaid(place) if self.name == "export" else []

    def _unsaid(self, place: Path) -> list[str]:
        """A dossier begun and not finished says so by a file of its own."""
        whole, now = held(Path(self._there.name) / "dossier"), held(place / "dossier")
        names = {n for n in now if not is_litter(n)}
        unfinished = any(now[n] != whole.get(n) for n in names) and not set(whole) <= names
        return ["an unfinished dossier does not say so"] if unfinished and INACHEVE not in now else []

    def ended_badly(self, done: Tried) -> list[str]:
        allowed = (ExitCode.OK, ExitCode.CANNOT_WRITE, ExitCode.USAGE)
        return faults(Ran(done.code, "", done.said, 0.0, 0.0), allowed)

    def again(self, place: Path) -> Tried:
        if not self.command.over:
            for path in (place / name for name in self.command.writes):
                path.unlink(missing_ok=True)
        return self.tries(place)


# The page.


class _OfPage:
    """A save of the page."""

    def __init__(self, name: str) -> None:
        self.name, self.save = name, saves.SAVES[name]

    def begin(self, place: Path) -> None:
        saves.begin(place, self.name)

    def tries(self, place: Path, injected: Injected = NOTHING) -> Tried:
        return stage().tries(saves.__name__, self.name, place, injected)

    def may_go(self, name: str) -> bool:
        return any(Path(name).match(pattern) for pattern in self.save.takes_away)

    def may_change(self, name: str) -> bool:
        return any(Path(name).match(pattern) for pattern in (*self.save.writes, *saves.KEPT_BY_THE_WAY))

    def undone(self, place: Path, done: Tried) -> list[str]:  # noqa: ARG002 - the page has looked
        well = done.code == 0 and done.answer.get("stands")
        return [] if well else [f"{done.code} {done.answer} {done.said[-400:]}"]

    def lost(self, place: Path, done: Tried) -> list[str]:
        accepted = done.answer.get("accepted") and not saves.stands(self.name, saves.place_of(place))
        return ["what was accepted is not there"] if accepted else []

    def ended_badly(self, done: Tried) -> list[str]:
        well = done.code == 0 and done.answer.get("status", 500) != 500  # any other is told in French
        return [] if well else [f"{done.code} {done.answer}"]

    def again(self, place: Path) -> Tried:
        return self.tries(place)


PAGE = "page : "
"""How the names of its saves begin."""


@cache
def writer(name: str) -> Writer:
    """What has that name; the folder in which it has run goes with this process."""
    return _OfPage(name.removeprefix(PAGE)) if name.startswith(PAGE) else _OfCommand(name)


def names() -> list[str]:
    """Of all."""
    return [*COMMANDS, *(f"{PAGE}{name}" for name in saves.SAVES)]


# What a folder holds.


def held(folder: Path) -> dict[str, bytes]:
    """Bytes by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def is_litter(name: str) -> bool:
    """Whether a file was on its way to another name."""
    last = name.rpartition("/")[2]
    return last.startswith(".") and last.endswith(".tmp")
