"""``tpplanner dates``: the dates around a session, as they stand on a day, and as files."""

from datetime import date
from pathlib import Path

from tpplanner.commands.reading import read_referentiel
from tpplanner.domain.answers import Echeancier, Reading
from tpplanner.domain.session import Session
from tpplanner.errors import Issue, Severity, WorkbookRefused
from tpplanner.export.calendars import calendar_of
from tpplanner.export.html_page import page_of, stamped
from tpplanner.export.standing import made_for, stamp
from tpplanner.files.place import check_replaceable, try_file
from tpplanner.files.writing import Placed, Written, put
from tpplanner.texts import echeances as textes
from tpplanner.workbook.reader import read_session
from tpplanner.year.echeances import echeancier


def session_dates(reading: Reading, today: date) -> Echeancier:
    """The échéances of a workbook's session as they stand that day, counted from its planning if it holds one.

    Raises WorkbookRefused for a fictive session.
    """
    session = reading.session
    if session.fictive:
        raise WorkbookRefused(Issue(Severity.ERROR, textes.SANS_DATES, textes.SANS_DATES_CONSEIL))
    return echeancier(session, reading.edite[0] if reading.edite else None, today)


def workbook_dates(classeur: Path, today: date, *, referentiel: Path | None = None) -> tuple[Reading, Echeancier]:
    """What a workbook tells, even filled in part, and its échéances as they stand that day (`session_dates`)."""
    reading = read_session(classeur, read_referentiel(referentiel), dates_only=True)
    return reading, session_dates(reading, today)


def write_dates(
    session: Session, dates: Echeancier, today: date, *, page: Path | None = None, calendar: Path | None = None
) -> Written:
    """Write échéances as a page or as a calendar, where asked, once both are tried; raises CannotWrite."""
    mark = stamp(session)
    for path, option in ((page, "--page"), (calendar, "--calendrier")):
        if path is not None:
            try_file(path, option)
            check_replaceable(path, made_for(mark))
    written: list[Placed] = []

    sigle = session.referentiel.sigle
    if page is not None:
        written.append(put(page, stamped(page_of(dates, sigle, session.centre), mark), replaces=made_for(mark)))
    if calendar is not None:
        written.append(put(calendar, calendar_of(dates, sigle, today, mark), replaces=made_for(mark)))
    return Written(tuple(w.path for w in written), tuple(issue for w in written for issue in w.avertissements))
