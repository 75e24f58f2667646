"""The wheel with each Python, and with the oldest and the newest dependencies allowed: a plan, its check, the page."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from house.test_installs import Newcomer, runs
from reliability.campaign import ROOT, Result, sample

PROMISE = (
    "tpplanner est installé dans un environnement vide, avec chaque Python permis et les dépendances les plus "
    "anciennes et les plus récentes permises : un planning, son contrôle, la page."
)
LIMIT = 3600.0
SAMPLE = ()  # the network is needed

PYTHONS = ("python3.11", "python3.12", "python3.13", "python3.14")
DEPENDENCIES = ("anciennes", "récentes")
NOT_TRIED = "non essayé"


def cases(scale: float) -> Sequence[str]:
    """Each Python with both."""
    return sample([f"{python} {age}" for python in PYTHONS for age in DEPENDENCIES], scale)


def run(case: str) -> Result:
    """Install and use it; what is not here is told as not tried."""
    python, age = case.split()
    extra = {"python": python, "dependencies": age}
    if not runs(python):
        return Result(True, NOT_TRIED, extra={**extra, "essais": 0, "how": "ce Python n'est pas installé"})
    with tempfile.TemporaryDirectory() as folder:
        newcomer = Newcomer(Path(folder))
        commands = newcomer.environment_of(shutil.which(python))
        if not _offered(newcomer, commands / "pip", "uv"):
            return Result(True, NOT_TRIED, extra={**extra, "essais": 0, "how": "pas de réseau"})
        chosen = ("--resolution", "lowest-direct") if age == "anciennes" else ()
        newcomer.done(commands / "uv", "pip", "install", "-q", "--python", commands / "python", *chosen, _wheel())
        newcomer.uses(commands / "tpplanner")
        return Result(True, extra={**extra, "how": "fonctionne"})


def _offered(newcomer: Newcomer, pip: Path, tool: str) -> bool:
    """Install what chooses the oldest too; whether it could be had."""
    asked = [str(pip), "install", "-q", tool]
    return subprocess.run(asked, env=newcomer.environment, capture_output=True, check=False).returncode == 0  # noqa: S603


@cache
def _wheel() -> Path:
    """The wheel of this very source."""
    folder = Path(tempfile.mkdtemp())
    command = [str(Path(sys.executable).with_name("hatchling")), "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, check=True)  # noqa: S603 - our own words
    return next(folder.glob("*.whl"))


def tables(results: Mapping[str, Result]) -> Iterator[str]:
    """By Python and dependencies: what came of it."""
    yield from ("| Python | Dépendances | |", "| --- | --- | --- |")
    for case in (c for c in cases(1.0) if c in results):
        python, age = case.split()
        told = results[case].extra.get("how", "échec")
        yield f"| {python.removeprefix('python')} | les plus {age} | {told} |"
