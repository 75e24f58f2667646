"""Write what tpplanner is made of besides itself: a bill of materials (CycloneDX 1.6).

Versions and hashes are those of `requirements.lock`; who needs whom, and licences, are what the installed packages
tell. It is the same for the same commit and the same Python. What is installed is held against the lock first, file by
file, without a network.

    python scripts/sbom.py FILE
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]

ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "MIT", "MIT-0", "MIT-CMU", "PSF-2.0", "Zlib"),
}
"""Licences under which a package may come in: they ask for their text to be kept, nothing else of us."""
EXCEPTIONS = {"docxtpl": "LGPL-2.1-only"}
"""Used as it is published: its terms bind who changes it."""
CALLED = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "MIT License": "MIT",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "PSFL": "PSF-2.0",
}
"""SPDX's name for what some packages call their licence."""

_PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?: ; (?P<marker>.+?))?(?: \\)?$", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_SYSTEMS = [
    {"sys_platform": system, "platform_system": name, "os_name": os, "python_version": python, "extra": ""}
    for system, name, os in (("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt"))
    for python in ("3.11", "3.12", "3.13", "3.14")
]


@dataclass(frozen=True, slots=True)
class Pin:
    """What the lock says of a package."""

    version: str
    hashes: tuple[str, ...]


def pins(lock: Path = ROOT / "requirements.lock") -> dict[str, Pin]:
    """The lock, by name; of several pins of a name, the one for this system."""
    text = lock.read_text(encoding="utf-8")
    found = list(_PIN.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    locked: dict[str, Pin] = {}
    for match, end in zip(found, ends, strict=True):
        pin = Pin(match["version"], tuple(sorted(_HASH.findall(text, match.end(), end))))
        if match["marker"] is None or Marker(match["marker"]).evaluate():
            locked[canonicalize_name(match["name"])] = pin
        else:
            locked.setdefault(canonicalize_name(match["name"]), pin)
    return locked


def needed() -> dict[str, tuple[str, ...]]:
    """Every package that tpplanner needs when it runs, on whatever system, with those that it needs in turn."""
    graph = {"tpplanner": _names(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"])}
    left = list(graph["tpplanner"])
    while left:
        name = left.pop()
        if name not in graph:
            found = installed(name)
            graph[name] = _names(found.requires or () if found else ())
            left += graph[name]
    return graph


def installed(name: str) -> Distribution | None:
    """A package as it is here; None where no such package is."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _names(required: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    wanted = (requirement for text in required if _somewhere((requirement := Requirement(text)).marker))
    return tuple(sorted({canonicalize_name(requirement.name) for requirement in wanted}))


def _somewhere(marker: Marker | None) -> bool:
    """Whether something is asked for on one of the systems at least."""
    return marker is None or any(marker.evaluate(system) for system in _SYSTEMS)


def licence(name: str) -> str:
    """The licence of a package, as SPDX writes it; empty where nothing is told."""
    found = installed(name)
    if found is None:
        return ""
    about = found.metadata
    classified = [told.split(" :: ")[-1] for told in about.get_all("Classifier") or () if told.startswith("License ::")]
    for told in (about.get("License-Expression"), about.get("License"), *classified):
        if told:
            return CALLED.get(told, told)
    return ""


def is_allowed(name: str, expression: str) -> bool:
    """Whether a package may come in under that licence: all that is joined, one of what there is to choose."""
    allowed = ALLOWED | {EXCEPTIONS.get(name, "MIT")}
    choices = [choice.split(" AND ") for choice in expression.split(" OR ")]
    return any(allowed.issuperset(choice) for choice in choices)


def faults(graph: Mapping[str, object], locked: Mapping[str, Pin]) -> Iterator[str]:
    """What of the installed packages is not what the lock says, or may not be there."""
    for name in sorted(set(graph) - {"tpplanner"}):
        pin, found = locked.get(name), installed(name)
        if pin is None or not pin.hashes:
            yield f"{name}: not pinned by hash in requirements.lock"
        elif found is not None and found.version != pin.version:
            yield f"{name}: {found.version} is installed, {pin.version} is locked"
        if not is_allowed(name, licence(name)):
            yield f"{name}: its licence is « {licence(name)} »"
        if found is not None:
            yield from (f"{name}: {path} is not as it was installed" for path in altered(found))


def altered(found: Distribution) -> Iterator[str]:
    """The files of a package that are gone, or other than its record says."""
    for file in found.files or ():
        if file.hash is not None:
            path = Path(str(file.locate()))
            digest = hashlib.new(file.hash.mode, path.read_bytes()).digest() if path.is_file() else b""
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value:
                yield str(file)


def bill(graph: Mapping[str, tuple[str, ...]], locked: Mapping[str, Pin], version: str, moment: str) -> str:
    """The bill of materials, as JSON."""
    purls = {name: f"pkg:pypi/{name}@{locked[name].version}" for name in graph if name != "tpplanner"}
    purls["tpplanner"] = f"pkg:pypi/tpplanner@{version}"
    itself = _component("application", "tpplanner", version, purls["tpplanner"], "MIT")
    components = [
        _component("library", name, locked[name].version, purls[name], licence(name))
        | {"hashes": [{"alg": "SHA-256", "content": digest} for digest in locked[name].hashes]}
        for name in sorted(set(graph) - {"tpplanner"})
    ]
    told = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {**({"timestamp": moment} if moment else {}), "component": itself},
        "components": components,
        "dependencies": [
            {"ref": purls[name], "dependsOn": sorted(purls[other] for other in graph[name])} for name in sorted(graph)
        ],
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _component(kind: str, name: str, version: str, purl: str, expression: str) -> dict[str, object]:
    told = {"type": kind, "bom-ref": purl, "name": name, "version": version, "purl": purl}
    return {**told, "licenses": [{"expression": expression}]}


def of_the_commit() -> str:
    """When the commit was made; empty outside a repository."""
    asked = ["git", "-C", str(ROOT), "log", "-1", "--format=%cI"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def main(path: Path) -> None:
    """Write the bill, unless something is wrong with what is installed."""
    graph, locked = needed(), pins()
    wrong = list(faults(graph, locked))
    if wrong:
        raise SystemExit("\n".join(wrong))
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    path.write_text(bill(graph, locked, version, of_the_commit()), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
