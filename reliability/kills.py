"""Whatever writes, killed or refused at each call that changes the disk: old or new, nothing lost, nothing left lying.

Commands stand here, saves of the page in `web.saves`.
"""

import errno
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from example_workbooks import example
from reliability.campaign import Result, sample
from reliability.command import Ran, faults
from reliability.hostile import titre_sheet
from reliability.injection import COMPILER, KILL, KILL_HALFWAY, REFUSE_ON, REFUSE_ONCE, Injected, Tried, Trial, stage
from tpplanner.cli import main
from tpplanner.commands.check import check_planning
from tpplanner.errors import ExitCode
from tpplanner.referentiels import load
from tpplanner.texts.documents import INACHEVE
from web import saves
from web.test_annee import a_year

PROMISE = (
    "chaque commande qui écrit, et chaque enregistrement de la page, sont tués (kill -9) ou refusés (disque plein, droits, "
    "erreur du disque) à chacun des appels qui changent le disque : les fichiers d'avant restent entiers, aucun n'est à "
    "moitié écrit, rien de ce qui a été accepté ne se perd, et la commande suivante ne laisse pas de fichier temporaire."
)
LIMIT = 3600.0
TRIED = ("src", "reliability/kills.py", "reliability/injection.py", "reliability/each_call.c", "tests/web/saves.py")

KILLED = "arrêts"
REFUSALS = {
    "disque plein": (errno.ENOSPC, REFUSE_ON, ("open", "write", "fsync", "mkdir", "link")),
    "droits refusés": (
        errno.EACCES,
        REFUSE_ON,
        ("open", "rename", "link", "unlink", "mkdir", "rmdir", "chmod", "utime"),
    ),
    "erreur du disque": (errno.EIO, REFUSE_ONCE, ()),
}
"""The error of a call, whether it is refused once or from then on, and which calls may be refused so (none: all)."""

LONG_AGO = "01/01/2100"
"""All sessions ended before."""


@dataclass(frozen=True, slots=True)
class Command:
    """What is typed, and what it writes: names as patterns below the folder; `again` where it writes over nothing."""

    words: tuple[str, ...]
    writes: tuple[str, ...]
    takes_away: str = ""
    over: bool = True


_SEARCH = ("--time-limit", "60")
COMMANDS = {
    "init": Command(("init", "nouvelle.xlsx", "--titre", "CDA", "--exemple"), ("nouvelle.xlsx",), over=False),
    "init --annee": Command(("init", "an.xlsx", "--annee", "2027"), ("an.xlsx",), over=False),
    "titres nouveau": Command(("titres", "nouveau", "feuille.xlsx"), ("feuille.xlsx",), over=False),
    "titres lire": Command(("titres", "lire", "titre.xlsx", "-o", "titre.toml"), ("titre.toml",), over=False),
    "solve": Command(("solve", "session.xlsx", "-o", "planning.xlsx", *_SEARCH), ("planning*.xlsx",)),
    "solve --json": Command(("solve", "session.xlsx", "-o", "autre.xlsx", "--json", *_SEARCH), ("autre*.xlsx",)),
    "replan": Command(
        ("replan", "planning.xlsx", "--travaux-seuls", "-o", "planning-2.xlsx", *_SEARCH), ("planning-2*.xlsx",)
    ),
    "export": Command(
        ("export", "planning.xlsx", "-o", "dossier", "--pour", "affichage,responsable", "--format", "svg,html"),
        ("dossier/**/*",),
    ),
    "annee": Command(("annee", "annee.xlsx", "--aujourdhui", "04/01/2027", *_SEARCH), ("programmation.xlsx",)),
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
SAMPLE = (f"init : {KILLED}",)


def _names() -> Iterator[str]:
    yield from COMMANDS
    yield from (f"page : {name}" for name in saves.SAVES)


def cases(scale: float) -> Sequence[str]:
    """Each command and each save of the page: killed, then refused; none where no compiler of C is."""
    if COMPILER is None:
        return []
    return sample([f"{name} : {how}" for name in _names() for how in (KILLED, *REFUSALS)], scale)


def perform(name: str, folder: Path, trial: Trial) -> int:
    """A command, typed in a folder."""
    trial.arm(folder)
    try:
        return int(main(list(COMMANDS[name].words)) or 0)
    except SystemExit as end:
        return int(end.code or 0)


@dataclass(slots=True)
class Harm:
    """What went wrong, by kind; each a sentence."""

    torn: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    litter: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    def all(self) -> list[str]:
        """All of it."""
        kinds = {"torn": self.torn, "lost": self.lost, "litter": self.litter, "": self.other}
        return [f"{kind} {one}" for kind, several in kinds.items() for one in several]


def run(case: str) -> Result:
    """One command or save, at each of its calls."""
    name, _, how = case.rpartition(" : ")
    subject: _Subject = _OfPage(name.removeprefix("page : ")) if name.startswith("page : ") else _OfCommand(name)
    with tempfile.TemporaryDirectory() as folder:
        whole = subject.tries(subject.begin(Path(folder) / "compté"), Injected())
        harm, tried = Harm(), 0
        subject.ends_well(whole, harm)
        for n, injected in enumerate(_injections(whole.calls, how)):
            place = subject.begin(Path(folder) / f"{n}")
            _at_a_call(subject, place, injected, harm)
            shutil.rmtree(place)
            tried += 1
    told = {"torn": len(harm.torn), "lost": len(harm.lost), "litter": len(harm.litter), "other": len(harm.other)}
    extra: dict[str, str | int | float] = {"name": name, "how": how, "calls": len(whole.calls), "tried": tried, **told}
    return Result(not harm.all(), "; ".join(harm.all()[:8]), extra=extra)


def _injections(calls: Sequence[str], how: str) -> Iterator[Injected]:
    """At each call, before it; a write is cut short too; a refusal that such a call cannot meet is left out."""
    for at, kind in enumerate((call.split(" ")[0] for call in calls), 1):
        if how == KILLED:
            yield Injected(at, KILL)
            if kind == "write":
                yield Injected(at, KILL_HALFWAY)
            continue
        error, manner, kinds = REFUSALS[how]
        if not kinds or kind in kinds:
            yield Injected(at, manner, error)


def _at_a_call(subject: "_Subject", place: Path, injected: Injected, harm: Harm) -> None:
    """What happens at a call, and what is left then."""
    before = held(place)
    done = subject.tries(place, injected)
    kills = injected.how in (KILL, KILL_HALFWAY)
    where = f"at call {injected.at} ({done.calls[-1].rpartition('/')[2] if kills and done.calls else injected.how})"
    now = held(place)
    lost = [n for n in before if n not in now and not subject.may_go(n)]
    changed = [n for n in before if n in now and now[n] != before[n] and not subject.may_change(n)]
    strange = [n for n in now if n not in before and not subject.may_change(n) and not is_litter(n)]
    harm.lost += [f"{n} {where}" for n in (*lost, *changed)]
    harm.other += [f"{n} is strange {where}" for n in strange]
    harm.torn += [
        f"{n} {where}" for n in now if now[n] != before.get(n) and not is_litter(n) and not whole_file(place / n)
    ]
    left = [n for n in now if is_litter(n)]
    if kills:
        harm.other += [] if done.code < 0 else [f"not killed {where}: {done.code} {done.said[-300:]}"]
        harm.lost += subject.lost(place, done, where)
    else:
        harm.other += [f"{one} {where}: {done.said[-400:]}" for one in subject.refused_badly(place, done)]
        may_stay = any(call.startswith("unlink") for call in done.calls[injected.at - 1 :])
        harm.litter += [f"{n} {where}" for n in left if not may_stay]
    if kills or left:
        again = subject.next_run(place)
        harm.other += [f"{one} after the next run, {where}" for one in again]
        harm.litter += [f"{n} after the next run, {where}" for n in held(place) if is_litter(n)]


def held(folder: Path) -> dict[str, bytes]:
    """What a folder holds: bytes by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def is_litter(name: str) -> bool:
    """Whether a file was on its way to another name."""
    last = name.rpartition("/")[2]
    return last.startswith(".") and last.endswith(".tmp")


# What is tried.


class _Subject:
    """A command or a save: how it begins, what it may change, what comes next."""

    def begin(self, place: Path) -> Path:
        raise NotImplementedError

    def tries(self, place: Path, injected: Injected) -> Tried:
        raise NotImplementedError

    def ends_well(self, done: Tried, harm: Harm) -> None:
        raise NotImplementedError

    def may_go(self, name: str) -> bool:
        raise NotImplementedError

    def may_change(self, name: str) -> bool:
        raise NotImplementedError

    def lost(self, place: Path, done: Tried, where: str) -> list[str]:
        """What was accepted and is not there."""
        raise NotImplementedError

    def refused_badly(self, place: Path, done: Tried) -> list[str]:
        raise NotImplementedError

    def next_run(self, place: Path) -> list[str]:
        """What does not come right when it is asked for again."""
        raise NotImplementedError


@cache
def _before() -> tempfile.TemporaryDirectory[str]:
    """A folder in which all commands have run once, but for those that write over nothing."""
    kept = tempfile.TemporaryDirectory()
    folder = Path(kept.name)
    shutil.copy(example("R08-un-candidat-cda"), folder / "session.xlsx")
    shutil.move(a_year(folder), folder / "annee.xlsx")
    (folder / "Année 2027").rmdir()
    (folder / "sessions").mkdir()
    (folder / "anciennes").mkdir()
    shutil.copy(folder / "session.xlsx", folder / "sessions" / "juin.xlsx")
    (folder / "titre.xlsx").write_bytes(titre_sheet())
    done = stage().tries(__name__, "solve", folder)
    assert done.code == 0, done.said
    for number in range(3):
        shutil.copy(folder / "planning.xlsx", folder / "anciennes" / f"planning-{number}.xlsx")
    return kept


class _OfCommand(_Subject):
    """A command, where it has run before; what writes over nothing, where it has not."""

    def __init__(self, name: str) -> None:
        self.name, self.command = name, COMMANDS[name]
        self._there = self._run_before()

    def _run_before(self) -> "tempfile.TemporaryDirectory[str]":
        kept = tempfile.TemporaryDirectory()
        folder = Path(shutil.copytree(_before().name, kept.name, dirs_exist_ok=True))
        if self.command.over and not self.command.takes_away:
            done = stage().tries(__name__, self.name, folder)
            assert done.code == 0, done.said
        return kept

    def begin(self, place: Path) -> Path:
        return Path(shutil.copytree(self._there.name, place))

    def tries(self, place: Path, injected: Injected) -> Tried:
        return stage().tries(__name__, self.name, place, injected)

    def ends_well(self, done: Tried, harm: Harm) -> None:
        if done.code != 0 or not done.calls:
            harm.other.append(f"{done.code} where nothing happens: {done.said[-400:]}")

    def may_go(self, name: str) -> bool:
        return bool(self.command.takes_away) and name.startswith(self.command.takes_away)

    def may_change(self, name: str) -> bool:
        return any(Path(name).match(pattern.replace("**/", "")) for pattern in self.command.writes) or (
            any("**" in p and name.startswith(p.partition("/")[0] + "/") for p in self.command.writes)
        )

    def lost(self, place: Path, done: Tried, where: str) -> list[str]:
        """A dossier begun and not finished says so by a file of its own."""
        if self.name != "export":
            return []
        whole, now = held(Path(self._there.name) / "dossier"), held(place / "dossier")
        names = {n for n in now if not is_litter(n)}
        unfinished = any(now[n] != whole.get(n) for n in names) and not set(whole) <= names
        return [f"an unfinished dossier does not say so {where}"] if unfinished and INACHEVE not in now else []

    def refused_badly(self, place: Path, done: Tried) -> list[str]:
        allowed = (ExitCode.OK, ExitCode.CANNOT_WRITE, ExitCode.USAGE)
        return faults(Ran(done.code, "", done.said, 0.0, 0.0), allowed)

    def next_run(self, place: Path) -> list[str]:
        if not self.command.over:
            for path in (place / name for name in self.command.writes):
                path.unlink(missing_ok=True)
        done = self.tries(place, Injected())
        missing = [p for p in self.command.writes if not any(place.glob(p))]
        unfinished = [n for n in held(place) if n.endswith(INACHEVE)]
        stay = [n for n in held(place) if self.may_go(n)]
        return [
            *([f"{done.code}: {done.said[-400:]}"] if done.code else []),
            *(f"{n} is missing" for n in missing),
            *(f"{n} is there" for n in (*unfinished, *stay)),
        ]


class _OfPage(_Subject):
    """A save of the page."""

    def __init__(self, name: str) -> None:
        self.name, self.save = name, saves.SAVES[name]

    def begin(self, place: Path) -> Path:
        saves.begin(place)
        return place

    def tries(self, place: Path, injected: Injected) -> Tried:
        return stage().tries(saves.__name__, self.name, place, injected)

    def ends_well(self, done: Tried, harm: Harm) -> None:
        if done.code != 0 or not done.calls or not done.answer.get("stands"):
            harm.other.append(f"{done.code} where nothing happens: {done.answer} {done.said[-600:]}")

    def may_go(self, name: str) -> bool:
        return any(Path(name).match(pattern) for pattern in self.save.takes_away)

    def may_change(self, name: str) -> bool:
        return any(Path(name).match(pattern) for pattern in (*self.save.writes, *saves.KEPT_BY_THE_WAY))

    def lost(self, place: Path, done: Tried, where: str) -> list[str]:
        accepted = done.answer.get("accepted") and not self.save.stands(saves.place_of(place))
        return [f"what was accepted {where}"] if accepted else []

    def refused_badly(self, place: Path, done: Tried) -> list[str]:
        told = []
        if done.code != 0 or done.answer.get("status", 500) >= 500:
            told.append(f"{done.code} {done.answer}")
        if done.answer.get("accepted") and not done.answer.get("stands"):
            told.append("accepted and not there")
        if english := done.answer.get("english"):
            told.append(f"says « {english} »")
        return told

    def next_run(self, place: Path) -> list[str]:
        done = stage().tries(saves.__name__, self.name, place)
        return [] if done.code == 0 and done.answer.get("stands") else [f"{done.code} {done.answer} {done.said[-400:]}"]


# Whether a file is whole.

_ENDS = {
    ".pdf": b"%%EOF",
    ".html": b"</html>",
    ".svg": b"</svg>",
    ".ics": b"END:VCALENDAR",
    ".png": b"IEND\xaeB`\x82",
}


def whole_file(path: Path) -> bool:
    """Whether a file is all of what its name says; a planning also keeps every rule."""
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as parts:
            if parts.testzip() is not None:
                return False
        is_planning = path.stem.startswith(("planning", "session-planning-v")) and not path.stem.endswith(("-affichage", "-b"))
        return not is_planning or check_planning(path).report.conforme
    if path.suffix == ".json":
        return json.loads(path.read_text(encoding="utf-8")) is not None
    if path.suffix == ".toml":
        return bool(load(path).sigle)
    return os.path.getsize(path) > 0 and path.read_bytes().rstrip().endswith(_ENDS.get(path.suffix, b""))


def tables(results: Mapping[str, Result]) -> Iterator[str]:
    """By command and save: calls that change the disk, kills, refusals, and what came of them."""
    yield "| Commande ou enregistrement | Appels | Arrêts | Refus | Déchirés | Perdus | Restes |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name in _names():
        of = [result.extra for case, result in results.items() if case.rpartition(" : ")[0] == name]
        if of:
            calls = max(int(extra.get("calls", 0)) for extra in of)
            kills, refusals = (
                sum(int(extra.get("tried", 0)) for extra in of if (extra.get("how") == KILLED) is killed)
                for killed in (True, False)
            )
            harm = (sum(int(extra.get(kind, 0)) for extra in of) for kind in ("torn", "lost", "litter"))
            yield f"| {name} | {calls} | {kills} | {refusals} | {' | '.join(map(str, harm))} |"
