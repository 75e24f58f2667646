"""What commands read: a référentiel of the centre's own, a planning, the session that was planned before."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from tpplanner.change.bookings import hours_told
from tpplanner.domain.answers import Reading
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Session
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.export.standing import same_session
from tpplanner.referentiels import load
from tpplanner.sheets.session import CONVOCATIONS
from tpplanner.texts import lecture
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


def planned_before(path: Path) -> Reading | None:
    """The planning that stands where the new one is written, None where there is none to be read."""
    try:
        return read_session(path) if path.is_file() else None
    except UserError:
        return None


def as_convened(session: Session, reading: Reading, before: Reading | None) -> tuple[Session, tuple[Issue, ...]]:
    """The session, bound to the hours that its people were told once convocations are sent; what is to be said of them.

    They are those of the planning that was read, else of the one before, where it is of the same session.
    """
    sent = session.convocations_envoyees
    if sent is None:
        return session, ()
    of_it = before is not None and before.ecrit and same_session(before.session, session)
    planning = reading if reading.ecrit else before if of_it else None
    if planning is not None:
        bound = replace(session, convocations=hours_told(session, planning))
        return bound, (Issue(Severity.WARNING, *lecture.convocations_tenues(sent), CONVOCATIONS.titre),)
    unknown = lecture.convocations_sans_heures()
    return session, () if session.convocations else (Issue(Severity.WARNING, *unknown, CONVOCATIONS.titre),)
