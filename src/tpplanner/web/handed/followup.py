"""What a centre notes of a session that no sheet holds: what was sent to whom, posted, done, asked again.

It stands in one file beside the workbook, written whole. What the workbook or a planning can hold stays there: answers,
the day on which convocations were sent, what happened.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from tpplanner.errors import CannotWrite
from tpplanner.files.beside import TRIES, Retries
from tpplanner.files.names import free_name
from tpplanner.files.place import any_file, cannot_write
from tpplanner.files.regular import bytes_of
from tpplanner.files.writing import put
from tpplanner.texts.commande import VERROUILLE_CONSEIL

SUFFIX, EXTENSION = "-suivi", ".json"
ASIDE = " (illisible)"
"""What the name of a file ends with that could not be read, and was put aside."""

TRIES_TO_SHOW = 3
"""A page does not wait for a file that is closed to it: others wait for the page."""

_WRITING = Lock()
"""Several tabs note things at once: each reads, changes and writes while no other does."""


@dataclass(frozen=True, slots=True)
class Sent:
    """That a paper left, on which day, of which version of the planning, and a print of what it told.

    The print is empty where somebody was told that they are called no more. `note`: the moment at which it was marked,
    `avant` what was marked before: to take the last mark back.
    """

    le: date
    version: int
    empreinte: str
    note: str = ""
    avant: "Sent | None" = None


@dataclass(frozen=True, slots=True)
class Followup:
    """The facts of a session. `faites`: when each échéance was ticked, by its key. `envois`: what left, by its key.

    `relances`: when each membre was asked again, by name. `appels`: what came of calls on the day, by the version and
    the person's id (`web/plannings/phoning.py`). `archivee`: it is put away among those that are over.
    `illisible`: the file that stood there before and could not be read, until somebody has read that; else empty.
    """

    faites: Mapping[str, date] = field(default_factory=dict)
    envois: Mapping[str, Sent] = field(default_factory=dict)
    relances: Mapping[str, date] = field(default_factory=dict)
    appels: Mapping[str, str] = field(default_factory=dict)
    archivee: bool = False
    illisible: str = ""


def file_beside(workbook: Path) -> Path:
    """Where the facts of the session of a workbook stand."""
    return workbook.with_name(f"{workbook.stem}{SUFFIX}{EXTENSION}")


def files_beside(workbook: Path) -> list[Path]:
    """That file, and those that were put aside: all of them name people."""
    own = file_beside(workbook)
    there = sorted(workbook.parent.iterdir()) if workbook.parent.is_dir() else []
    return [path for path in there if path == own or (path.suffix == EXTENSION and path.stem.startswith(_aside(own)))]


def _aside(own: Path) -> str:
    return f"{own.stem}{ASIDE}"


def read_followup(workbook: Path) -> Followup:
    """The facts of a session; none where nothing was noted. A file that cannot be understood is put aside, and told."""
    with _WRITING, suppress(OSError):  # another program holds it: it is read the next time
        return _read(workbook, TRIES_TO_SHOW)
    return Followup()


def change_followup(workbook: Path, change: Callable[[Followup], Followup]) -> Followup:
    """Change the facts of a session, while nobody else does; what they are then. Raises CannotWrite."""
    with _WRITING:
        try:
            before = _read(workbook)
        except OSError as error:
            raise cannot_write(file_beside(workbook), VERROUILLE_CONSEIL) from error
        after = change(before)
        if after != before:
            _write(workbook, after)
        return after


def _read(workbook: Path, tries: int = TRIES) -> Followup:
    path = file_beside(workbook)
    try:
        content = Retries(tries=tries).until(path, lambda: bytes_of(path))
    except FileNotFoundError:
        return Followup()
    try:
        return _followup(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError):
        return _put_aside(workbook, path)


def _put_aside(workbook: Path, path: Path) -> Followup:
    taken = {other.name.casefold() for other in path.parent.iterdir()}
    aside = path.with_name(free_name(_aside(path), EXTENSION.removeprefix("."), taken))
    anew = Followup(illisible=aside.name)
    with suppress(OSError, CannotWrite):
        path.replace(aside)
        _write(workbook, anew)
    return anew


def _write(workbook: Path, followup: Followup) -> None:
    content = json.dumps(_told(followup), ensure_ascii=False, indent=1).encode()
    put(file_beside(workbook), content, elsewhere=False, replaces=any_file)


_FORMAT = 1


def _told(followup: Followup) -> dict[str, Any]:
    """As JSON has it."""
    return {
        "format": _FORMAT,
        "faites": {key: jour.isoformat() for key, jour in sorted(followup.faites.items())},
        "envois": {key: _paper_told(paper) for key, paper in sorted(followup.envois.items())},
        "relances": {key: jour.isoformat() for key, jour in sorted(followup.relances.items())},
        "appels": dict(sorted(followup.appels.items())),
        "archivee": followup.archivee,
        "illisible": followup.illisible,
    }


def _paper_told(paper: Sent) -> dict[str, Any]:
    before = _paper_told(paper.avant) if paper.avant else None
    return {
        "le": paper.le.isoformat(),
        "version": paper.version,
        "empreinte": paper.empreinte,
        "note": paper.note,
        "avant": before,
    }


def _paper(content: Any) -> Sent:
    before = _paper(content["avant"]) if content["avant"] else None
    day = date.fromisoformat(content["le"])
    return Sent(day, int(content["version"]), str(content["empreinte"]), str(content["note"]), before)


def _followup(content: Any) -> Followup:
    """Raises ValueError, TypeError, KeyError or AttributeError for what is no such thing."""
    if content["format"] != _FORMAT:
        raise ValueError(content["format"])
    return Followup(
        faites=_days(content["faites"]),
        envois={str(key): _paper(paper) for key, paper in content["envois"].items()},
        relances=_days(content["relances"]),
        appels={str(key): str(said) for key, said in content.get("appels", {}).items()},
        archivee=bool(content.get("archivee")),
        illisible=str(content["illisible"]),
    )


def _days(days: Any) -> dict[str, date]:
    return {str(key): date.fromisoformat(jour) for key, jour in days.items()}


# What is noted, each an act of its own.


def done(key: str, jour: date | None) -> Callable[[Followup], Followup]:
    """Tick an échéance on a day; None: it is not done."""
    return lambda f: replace(f, faites=_with(f.faites, {key: jour}))


def sent(papers: Mapping[str, Sent | None]) -> Callable[[Followup], Followup]:
    """Note papers that left, by their keys; None: they did not."""
    return lambda f: replace(f, envois=_with(f.envois, papers))


def asked_again(names: Mapping[str, date]) -> Callable[[Followup], Followup]:
    """Note whom one asked again for an answer, and when."""
    return lambda f: replace(f, relances=_with(f.relances, names))


def called(key: str, said: str | None) -> Callable[[Followup], Followup]:
    """Note what came of a call; None: nobody called."""
    return lambda f: replace(f, appels=_with(f.appels, {key: said}))


def put_away(*, archivee: bool) -> Callable[[Followup], Followup]:
    """Put a session among those that are over, or take it back from there."""
    return lambda f: replace(f, archivee=archivee)


def noticed() -> Callable[[Followup], Followup]:
    """Somebody has read that a file was put aside."""
    return lambda f: replace(f, illisible="")


def _with(there: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in {**there, **more}.items() if value is not None}
