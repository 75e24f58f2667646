"""What commands read: a référentiel of the centre's own, a planning, the session that was planned before."""

from collections.abc import Collection
from pathlib import Path

from tpplanner.domain.answers import Reading
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Session
from tpplanner.errors import UserError
from tpplanner.referentiels import load
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.titre_read import read_referentiel_sheet


def read_referentiel(path: Path | None) -> Referentiel | None:
    """The référentiel of a file, TOML or a filled sheet; None without one. Raises UserError."""
    if path is None:
        return None
    if path.suffix.lower() == ".toml":
        return load(path)
    return read_referentiel_sheet(path)


def read_planning(path: Path, referentiel: Path | None = None, reponses: Collection[str] = ()) -> Reading:
    """What a planning tells, questions answered so; raises WorkbookRefused, also where the workbook holds none."""
    return read_session(path, read_referentiel(referentiel), planifie=True, reponses=reponses)


def planned_before(path: Path) -> Session | None:
    """The session of the planning that stands where the new one is written, None where there is none to be read."""
    try:
        return read_session(path).session if path.is_file() else None
    except UserError:
        return None
