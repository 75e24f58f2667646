"""Each promise broken on purpose, in the program itself: the tests that are named for it must notice.

The whole package is copied with the change, and the tests run with that copy, so that the processes which they start
have it too.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from reliability.campaign import ROOT, Result, sample
from reliability.mutants import SOURCE

PROMISE = (
    "chaque promesse de cette page est rompue exprès dans une copie du programme, de plusieurs façons écrites "
    "d'avance : à chaque fois, un des tests ordinaires doit le voir."
)
LIST = Path(__file__).with_name("promises.toml")
TRIED = ("src", "tests", "reliability/broken.py", "reliability/promises.toml")
LIMIT = 900.0
SAMPLE = ("le début du secret suffit pour entrer",)
"""What `make test` tries."""
SECONDS = 300
"""For the tests of one way to break a promise: one that never ends has noticed."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised and how it is tried, as a centre reads it; campaigns; tests that fail when it is broken."""

    key: str
    says: str
    about: str
    how: str
    campaigns: tuple[str, ...]
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A way to break a promise (by its key): in a file of the package, a text in the place of another."""

    promise: str
    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def source(self) -> str:
        """The file with the change; raises ValueError where what it replaces does not stand there once."""
        text = (SOURCE / self.file).read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ValueError(f"{self.file} has {text.count(self.old)} times: {self.old}")
        return text.replace(self.old, self.new)


@cache
def promises() -> tuple[Promise, ...]:
    """In the order of the page."""
    return tuple(
        Promise(**{**each, "how": " ".join(each["how"].split()), **_tuples(each, "campaigns", "tests")})
        for each in _listed()["promise"]
    )


@cache
def breaks() -> tuple[Break, ...]:
    """In the order of the promises."""
    return tuple(Break(**{**each, **_tuples(each, "tests")}) for each in _listed()["broken"])


def _tuples(each: Mapping[str, Any], *names: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(each[name]) for name in names}


def _listed() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


def cases(scale: float) -> Sequence[str]:
    """The ways, by name."""
    return sample([each.name for each in breaks()], scale)


def run(case: str) -> Result:
    """Break it; which test notices."""
    way = next(each for each in breaks() if each.name == case)
    if failing := _failing_already(way.tests):
        return Result(False, f"échoue aussi sans rien rompre : {failing}")
    noticed = _first_failing(way.tests, {way.file: way.source()})
    return Result(bool(noticed), "" if noticed else "aucun test ne le voit", extra={"par": noticed})


@cache
def _failing_already(tests: tuple[str, ...]) -> str:
    return _first_failing(tests, {})


def _first_failing(tests: Sequence[str], changed: Mapping[str, str]) -> str:
    """The first of these tests that fails with those files of the package; empty where none does."""
    with TemporaryDirectory() as folder:
        package = Path(folder) / SOURCE.name
        shutil.copytree(SOURCE, package)
        for file, text in changed.items():
            (package / file).write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-m", "not proof", "--tb=no"]
        path = os.pathsep.join((folder, *(str(ROOT / name) for name in ("", "tests", "scripts"))))
        try:
            done = subprocess.run(  # noqa: S603 - our own words
                [*command, "--no-header", *tests],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": path},
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"{tests[0]} (sans fin)"
    if done.returncode == pytest.ExitCode.OK:
        return ""
    failing = (line.split()[1] for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR ")))
    return next(failing, f"pytest {done.returncode}")
