"""A frozen list of mutants that `make test` kills: each is tried by the tests that killed it, then by wider rooms.

A mutant is found again by its words, not by its row: the list stands while the code around it changes. Where the line
itself has changed, the mutant is told as gone, to be anchored anew by hand.
"""

import sys
import tomllib
from ast import AsyncFunctionDef, FunctionDef, parse, walk
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from reliability.campaign import ROOT
from reliability.mutants import SOURCE, Mutant, mutants
from reliability.trial import OPTIONS, anew, fails, forked, limit, swap

LIST = Path(__file__).with_name("frozen.toml")
PROOF, NOBODY = "a proof alone:", "nobody"
NEAR = {
    "audit": ("tests/audit", "tests/rules"),
    "rules": ("tests/rules", "tests/audit", "tests/texts"),
    "domain": ("tests/domain", "tests/rules", "tests/audit", "tests/year"),
    "files": ("tests/files", "tests/workbook", "tests/export"),
    "workbook": ("tests/workbook",),
    "web": ("tests/web/test_access.py",),
    "export": ("tests/export",),
    "change": ("tests/change",),
}
"""By room of the package, the tests that are asked after those of the list."""
SECONDS = 20
"""Of processor for one test: who takes longer made a loop without end."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A mutant in words: its file, the function, the stripped line, the columns in it, what is done; who killed it."""

    file: str
    function: str
    line: str
    columns: str
    kind: str
    killers: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file} {self.function} {self.columns} {self.kind}: {self.line}"

    def mutant(self) -> Mutant | None:
        """The mutant as it is in the source today; none where its line is gone."""
        if not (SOURCE / self.file).exists():
            return None
        of_line = (m for m in mutants(self.file).values() if (m.line, m.kind) == (self.line, self.kind))
        return next((m for m in of_line if anchor(m) == (self.function, self.columns)), None)


def listed() -> list[Frozen]:
    """The list."""
    told = tomllib.loads(LIST.read_text(encoding="utf-8"))["mutant"]
    return [Frozen(**{**each, "killers": tuple(each["killers"])}) for each in told]


def anchor(mutant: Mutant) -> tuple[str, str]:
    """The innermost function of a mutant, by its own name, and its columns counted from the first word of the line."""
    lines, functions = _source(mutant.file)
    around = [(start, name) for name, start, end in functions if start <= mutant.row <= end]
    line = lines[mutant.row - 1].encode()
    indent = len(line) - len(line.lstrip())
    first, last = (int(column) - indent for column in mutant.columns.split("-"))
    return max(around, default=(0, ""))[1], f"{first}-{last}"


@cache
def _source(file: str) -> tuple[list[str], list[tuple[str, int, int]]]:
    """The lines of a file; its functions, with the rows of their bodies."""
    text = (SOURCE / file).read_text(encoding="utf-8")
    functions = [node for node in walk(parse(text)) if isinstance(node, FunctionDef | AsyncFunctionDef)]
    return text.splitlines(), [(f.name, f.body[0].lineno, f.end_lineno or f.lineno) for f in functions]


class InPlace:
    """A plugin of pytest: each mutant is tried by its own tests, in a fork of the process that collected them all."""

    def __init__(self, asked: Mapping[Frozen, Mutant]) -> None:
        self.asked = asked
        self.killed: dict[Frozen, str] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running what was collected."""
        killers = {test for each in self.asked for test in each.killers}
        items = {item.nodeid: item for item in session.items if item.nodeid in killers}
        sound = {test for test, item in items.items() if forked(lambda item=item: _seen([item])) == NOBODY}
        for test in sorted(items.keys() - sound):
            print(f"fails without any mutant: {test}", flush=True)
        for each, mutant in self.asked.items():
            tests = [test for test in each.killers if test in sound]
            told = forked(lambda m=mutant, tests=tests: _seen([items[test] for test in tests]) if swap(m) else NOBODY)
            if told != NOBODY:
                self.killed[each] = told or f"{tests[0]} (or the next: the process ended)"
        return True


def _seen(items: Sequence[pytest.Item]) -> str:
    """The first of these tests that fails."""
    for item in items:
        limit(SECONDS)
        if fails(item, ()):
            return item.nodeid
    return NOBODY


def tried(asked: Mapping[Frozen, Mutant]) -> Iterator[tuple[Frozen, str]]:
    """Each mutant with the test of `make test` that sees it, or the proof, or nothing."""
    bench = InPlace(asked)
    files = {test.partition("::")[0] for each in asked for test in each.killers}
    pytest.main([*OPTIONS, "-s", *sorted(file for file in files if (ROOT / file).exists())], plugins=[bench])
    yield from bench.killed.items()
    for each, mutant in asked.items():
        if each not in bench.killed:
            yield each, _seen_anew(each, mutant)


def _seen_anew(each: Frozen, mutant: Mutant) -> str:
    """What sees it in a process of its own: near rooms, all others, then proofs of the near ones."""
    near = NEAR[each.file.partition("/")[0]]
    others = [room.relative_to(ROOT).as_posix() for room in sorted((ROOT / "tests").iterdir()) if _holds_tests(room)]
    for room in (*near, *(room for room in others if room not in near)):
        if (seen := anew(mutant, (room,))) and not anew(None, (seen,)):
            return seen
    seen = anew(mutant, ("-m", "proof and not deep", *near))
    return f"{PROOF} {seen}" if seen else ""


def _holds_tests(path: Path) -> bool:
    return path.name.startswith("test_") or any(path.glob("test_*.py"))


def main(prefixes: Sequence[str]) -> int:
    """Try the list, or those of it whose file begins so; how many are not killed by `make test`, gone ones included."""
    asked = [each for each in listed() if each.file.startswith(tuple(prefixes) or "")]
    there = {each: mutant for each in asked if (mutant := each.mutant()) is not None}
    gone = [each for each in asked if each not in there]
    print(*(f"gone: {each}" for each in gone), sep="\n")
    missed = 0
    for each, seen in tried(there):
        missed += not seen or seen.startswith(PROOF)
        print(f"{each}\n    {seen or 'SURVIVES'}", flush=True)
    print(f"{len(asked)} mutants: {len(there) - missed} killed by `make test`, {missed} not, {len(gone)} gone")
    return missed + len(gone)


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
