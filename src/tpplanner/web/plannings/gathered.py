"""What a hand has changed of a planning and nobody has kept yet: a list of retouches, undone and done again.

It stands in the application's own data, a file for each planning, until a version is made of it or it is given up.
Nothing of it is in any workbook.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tpplanner.change.by_hand import Exchange, Padlock, Relocation, Retouch, Seat
from tpplanner.change.displacement import Put
from tpplanner.files.place import any_file, make_folder
from tpplanner.files.writing import put
from tpplanner.web.sessions.folders import ident, stamp

FOLDER, EXTENSION = "retouches", ".json"
"""Where they stand in the application's data."""


@dataclass(slots=True)
class Gathered:
    """The retouches of a planning, in order; those undone, the last one first to come back.

    `empreinte`: how the planning's file stood when they were made.
    """

    path: Path
    empreinte: str
    faites: list[Retouch] = field(default_factory=list)
    annulees: list[Retouch] = field(default_factory=list)

    @property
    def deplacements(self) -> int:
        """How many of those done move passages."""
        return sum(isinstance(one, Put | Exchange) for one in self.faites)

    def add(self, *more: Retouch) -> None:
        """Something more that a hand changes; what was undone before does not come back."""
        self.faites += more
        self.annulees.clear()
        self.keep()

    def undo(self) -> None:
        """Take the last one back."""
        if self.faites:
            self.annulees.append(self.faites.pop())
            self.keep()

    def redo(self) -> None:
        """Do again what was undone last."""
        if self.annulees:
            self.faites.append(self.annulees.pop())
            self.keep()

    def replay(self, planning: Path, holding: Sequence[Retouch]) -> None:
        """Hold to those alone, in the planning as its file is now."""
        self.faites, self.empreinte = list(holding), stamp(planning)
        self.annulees.clear()
        self.keep()

    def keep(self) -> None:
        """Write the list; nothing is left of an empty one. Raises CannotWrite."""
        if not (self.faites or self.annulees):
            self.give_up()
            return
        make_folder(self.path.parent, parents=True)
        state = {"empreinte": self.empreinte, "faites": _told(self.faites), "annulees": _told(self.annulees)}
        put(self.path, json.dumps(state, ensure_ascii=False).encode(), elsewhere=False, replaces=any_file)

    def give_up(self) -> None:
        """Forget all of it."""
        self.faites, self.annulees = [], []
        self.path.unlink(missing_ok=True)


def gathered_of(data: Path, planning: Path) -> Gathered:
    """What a hand has changed of a planning; nothing where no list is kept, or it is damaged."""
    path = data / FOLDER / f"{ident(planning)}{EXTENSION}"
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        state = json.loads(path.read_text(encoding="utf-8"))
        return Gathered(path, str(state["empreinte"]), _read(state["faites"]), _read(state["annulees"]))
    return Gathered(path, stamp(planning))


def gathered_files(data: Path) -> Iterator[Path]:
    """The lists that are kept."""
    folder = data / FOLDER
    yield from sorted(folder.glob(f"*{EXTENSION}")) if folder.is_dir() else ()


# A retouch as text: its kind, its ids, its moments.

_KINDS: dict[str, type[Any]] = {kind.__name__.lower(): kind for kind in (Put, Exchange, Padlock, Seat, Relocation)}


def _told(retouches: Sequence[Retouch]) -> list[dict[str, Any]]:
    return [{"quoi": type(one).__name__.lower(), **_plain(asdict(one))} for one in retouches]


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: _text(value) for key, value in fields.items()}


def _text(value: Any) -> Any:
    if isinstance(value, dict):
        return _plain(value)
    return value.isoformat() if isinstance(value, date) else value


def _read(state: list[dict[str, Any]]) -> list[Retouch]:
    return [_retouch(dict(one)) for one in state]


def _retouch(fields: dict[str, Any]) -> Retouch:
    kind = _KINDS[fields.pop("quoi")]
    if kind is Exchange:
        return Exchange(*(_put(fields[side]) for side in ("un", "autre")))
    if kind is Put:
        return _put(fields)
    if "jour" in fields:
        fields["jour"] = date.fromisoformat(fields["jour"])
    made: Retouch = kind(**fields)
    return made


def _put(fields: dict[str, Any]) -> Put:
    return Put(**{**fields, "debut": datetime.fromisoformat(fields["debut"])})
