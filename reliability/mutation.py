"""Mutants of the audit, the rules, the domain, and of what guards and reads workbooks: tests must see each."""

import resource
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reliability.campaign import Result, sample
from reliability.mutants import SOURCE, Mutant, mutants
from reliability.trial import Benches, anew, mutant_of

PROMISE = (
    "chaque ligne du contrôle, des règles et de ce qui garde et lit les fichiers est altérée à son tour ; les tests "
    "doivent le voir."
)
LIMIT = 1800.0
SHARE = 0.03
SAMPLE = ()  # tests/reliability/test_mutation.py tries one by the tests nearest to it

ROOMS: dict[str, tuple[str, ...]] = {
    "audit": ("tests/audit", "tests/rules"),
    "rules": ("tests/rules/test_catalogue.py", "tests/audit", "tests/rules", "tests/texts", "tests/year"),
    "domain": (
        "tests/domain",
        "tests/audit",
        "tests/rules",
        "tests/texts",
        "tests/year",
        "tests/export/test_accueils.py",
    ),
    "cells": ("tests/workbook/test_cells.py", "tests/workbook/test_reader_tolerance.py"),
    "guard": ("tests/workbook/test_guard.py",),
}
"""The rooms, and the tests that concern each, the quickest to see first."""
FILES = {"cells": "workbook/cells.py", "guard": "workbook/guard.py"}
TRIED = (*(f"src/tpplanner/{FILES.get(room, room)}" for room in ROOMS), "reliability/mutants.py")
"""What is altered and how: what a test saw, it still sees when others are added."""
YEAR = ("tests/domain/test_annee.py", "tests/domain/test_untold.py", "tests/year", "tests/workbook/test_annee.py")
"""Those that concern what is of the year in any room."""
OF_THE_YEAR = ("annee", "programmation")
"""The modules of the year in any room."""
WIDER: dict[str, tuple[str, ...]] = {
    "audit": ("tests/export/test_conformite.py", "tests/change/test_diff.py", "tests/solver/test_weights.py"),
    "rules": ("tests/diagnosis/test_causes.py", "tests/solver/test_naming.py", "tests/export/test_conformite.py"),
    "domain": ("tests/workbook", "tests/diagnosis/test_capacity.py", "tests/export/test_summons.py"),
    "cells": ("tests/workbook",),
    "guard": ("tests/export/test_centre_letter.py",),
}
"""Those that see what the nearest did not."""
SURVIVORS = Path(__file__).with_name("survivors.toml")

_benches = Benches()
RECENT = 8
_saw: dict[str, list[str]] = {}
"""By room, the tests that saw a mutant tried anew, the last first: so many are asked before all others."""


def cases(scale: float) -> Sequence[str]:
    """A part of each room; last, those to be tried anew, which takes longest."""
    names = [case for room in ROOMS for case in sample(_of(room), scale)]
    return sorted(names, key=lambda case: not mutant_of(case).inside)


def _of(room: str) -> list[str]:
    files = [SOURCE / FILES[room]] if room in FILES else sorted((SOURCE / room).glob("*.py"))
    return [name for file in files for name in mutants(file.relative_to(SOURCE).as_posix())]


def run(case: str) -> Result:
    """Try a mutant, unless there is a reason why nobody can tell it: in place, or anew where that cannot tell."""
    mutant, room, began = mutant_of(case), _room(case), _processor()
    reason = _reason(mutant)
    killer = "" if reason else _killer(mutant, room)
    told = reason or ("" if killer else f"no test sees it: {mutant.line}")
    how = "equivalent" if reason else "killed" if killer else "survives"
    seconds = round(max(0.01, _processor() - began), 2)
    return Result(bool(reason or killer), told, seconds, extra={"room": room, "how": how, "by": killer})


def _room(case: str) -> str:
    folder, _, file = case.split(":", maxsplit=1)[0].partition("/")
    return folder if folder in ROOMS else file.removesuffix(".py")


def _killer(mutant: Mutant, room: str) -> str:
    """What sees it, if anything does: in place where that can tell, anew where it stood before tests were run."""
    near, wider = YEAR if Path(mutant.file).stem in OF_THE_YEAR else ROOMS[room], WIDER[room]
    if mutant.inside:
        found = _benches.tried(mutant, (*near, *wider))
        if found != "early":
            return "" if found == "survived" else found
    for tests in filter(None, (tuple(_saw.get(room, ())), near[:1], near, wider)):
        if seen := anew(mutant, tests):
            if "::" in seen:
                _saw[room] = [seen, *(test for test in _saw.get(room, ()) if test != seen)][:RECENT]
            return f"anew: {seen}"
    return ""


def _processor() -> float:
    """Seconds of this process, of the bench that it keeps, and of all that ended."""
    own, ended = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime + _benches.processor()


def survivors() -> list[dict[str, Any]]:
    """The mutants that nobody can tell from what stands, as they are listed."""
    return tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))["mutant"]


def _reason(mutant: Mutant) -> str:
    """Why nobody can tell this mutant from what stands, if that is known: by its line, what is done, and where."""
    of_line = (m for m in survivors() if (m["file"], m["line"]) == (mutant.file, mutant.line))
    same = (m for m in of_line if mutant.kind in m["kinds"] and mutant.columns in m.get("columns", [mutant.columns]))
    return next((m["reason"] for m in same), "")


def tables(results: Mapping[str, Result]) -> Iterator[str]:
    """By room: how many, what became of them; then survivors, with their reasons."""
    yield from (
        "| Partie | Mutants | Tués | Équivalents | Survivent | Part tuée |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    )
    for room in ROOMS:
        hows = [result.extra["how"] for result in results.values() if result.extra.get("room") == room]
        killed, same, left = (hows.count(how) for how in ("killed", "equivalent", "survives"))
        share = f"{100 * killed / (killed + left):.1f} %".replace(".", ",") if killed + left else "—"
        yield f"| {room} | {len(hows)} | {killed} | {same} | {left} | {share} |"
    yield ""
    same_as_before = [(case, r) for case, r in sorted(results.items()) if r.extra.get("how") == "equivalent"]
    if same_as_before:
        yield from ("| Mutant équivalent | Raison |", "| --- | --- |")
    yield from (f"| `{case}` | {result.told} |" for case, result in same_as_before)
