"""On what a measure was made: the commit, the versions, the machine."""

import os
import platform
import re
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).parents[1]

PACKAGES = ("ortools", "pyjobshop", "timefold")

PROGRAMS = {
    "minizinc": (("minizinc", "--version"), r"version ([\d.]+)"),
    "chuffed": (("minizinc", "--solvers"), r"Chuffed ([\d.]+)"),
    "java": (("java", "-version"), r'version "([^"]+)"'),
}
"""What peers stand on besides Python packages: how it tells its version, and where it says it."""


def machine() -> dict[str, str]:
    """The words of it, by column of the results."""
    versions = {name: _version(name) for name in PACKAGES} | {name: _told_by(*how) for name, how in PROGRAMS.items()}
    return {
        "commit": _commit(),
        "python": platform.python_version(),
        **{name: v for name, v in versions.items() if v},
        "cores": str(_cores()),
        "cpu": _cpu(),
        "system": platform.system(),
        "seed": "0",
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _told_by(command: tuple[str, ...], pattern: str) -> str:
    if shutil.which(command[0]) is None:
        return ""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(pattern, done.stdout + done.stderr)
    return found[1] if found else ""


def _commit() -> str:
    """The commit, with a ``+`` where files differ from it."""
    told = [_git("rev-parse", "--short", "HEAD"), "+" if _git("status", "--porcelain", "src") else ""]
    return "".join(told)


def _git(*words: str) -> str:
    try:
        done = subprocess.run(("git", *words), cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603, S607
    except OSError:
        return ""
    return done.stdout.strip()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
