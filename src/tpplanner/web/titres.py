"""The titres that a session may be of: those that tpplanner brings, and the centre's own, each a TOML of its folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tpplanner.domain.referentiel import Referentiel
from tpplanner.errors import UserError
from tpplanner.referentiels import load, shipped
from tpplanner.web.desk import Desk
from tpplanner.web.folders import ident

FOLDER, EXTENSION = "titres", ".toml"
"""Where the centre's own stand, in the folder of the sessions."""


@dataclass(frozen=True, slots=True)
class Titre:
    """A titre on offer; `path` is the file of the centre's own, `id` what the browser names it by."""

    id: str
    referentiel: Referentiel
    path: Path | None = None


def offered(desk: Desk) -> list[Titre]:
    """Every titre that can be planned: the centre's own first."""
    ours = [Titre(ident(path), found, path) for path, found in own(desk) if isinstance(found, Referentiel)]
    theirs = [Titre(f"{r.sigle}-{r.millesime}", r) for r in shipped()]
    return [titre for titre in (*ours, *theirs) if not titre.referentiel.transport]


def own(desk: Desk) -> Iterator[tuple[Path, Referentiel | UserError]]:
    """The files of the centre's own titres, each with what it holds, or why it is refused."""
    folder = desk.library.root / FOLDER
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() == EXTENSION and path.is_file():
            yield path, desk.readings.of(path, _read)


def _read(path: Path) -> Referentiel | UserError:
    try:
        return load(path)
    except UserError as refusal:
        return refusal


def titre_of(desk: Desk, id_: str) -> Titre | None:
    """The titre that the browser names."""
    return next((titre for titre in offered(desk) if titre.id == id_), None)
