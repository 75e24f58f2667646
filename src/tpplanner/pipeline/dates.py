"""The dates around a session, as they stand on a day, and as files; what its days leave to be desired."""

from datetime import date, time, timedelta
from pathlib import Path

from tpplanner.domain.echeances import Echeancier
from tpplanner.domain.plan import Passage, Plan, Travail
from tpplanner.domain.reading import Reading
from tpplanner.domain.reglages import MARGE_DU_JOUR
from tpplanner.domain.session import Session
from tpplanner.errors import Bug, Issue, Severity, WorkbookRefused
from tpplanner.pipeline.writing import Written
from tpplanner.texts import controles
from tpplanner.texts import echeancier as textes
from tpplanner.texts.noms import Noms
from tpplanner.year.echeances import echeancier
from tpplanner.year.frame import place_of
from tpplanner.year.working_days import WorkingDays


def session_dates(reading: Reading, today: date) -> Echeancier:
    """The échéances of a workbook's session as they stand that day, counted from its planning if it holds one.

    Raises WorkbookRefused for a fictive session.
    """
    session = reading.session
    if session.fictive:
        raise WorkbookRefused(Issue(Severity.ERROR, textes.SANS_DATES, textes.SANS_DATES_CONSEIL))
    return echeancier(session, reading.edite[0] if reading.edite else None, today)


def on_public_holidays(reading: Reading) -> tuple[Issue, ...]:
    """A warning for each day of a session that is a public holiday where it is held, in its cell."""
    session = reading.session
    if session.fictive:
        return ()
    departement, _ = place_of(session)
    calendar = WorkingDays(departement)
    issues = []
    for jour in session.jours:
        if nom := calendar.holiday(jour.date):
            texte = controles.jour_ferie(jour.date, nom, departement=bool(departement))
            sheet, _, cell = reading.cells.get(("jours", jour.date.isoformat()), "").partition("!")
            issues.append(Issue(Severity.WARNING, texte.message, texte.conseil, sheet, cell))
    return tuple(issues)


def without_margin(reading: Reading, plan: Plan) -> tuple[Issue, ...]:
    """A warning for each day of a plan that ends just before it must, in the cell of that hour."""
    noms = Noms(reading.session)
    things: list[Passage | Travail] = [*plan.passages, *plan.travaux]
    issues = []
    for jour in reading.session.jours:
        ends = [thing.fin for thing in things if thing.debut.date() == jour.date]
        margin = (jour.a(jour.fin) - max(ends, default=jour.a(time()))) // timedelta(minutes=1)
        if 0 <= margin < MARGE_DU_JOUR:
            texte = controles.jour_sans_marge(noms.jour(jour.date), max(ends).time(), jour.fin, margin)
            sheet, _, cell = reading.cells.get(("jours", jour.date.isoformat(), "fin"), "").partition("!")
            issues.append(Issue(Severity.WARNING, texte.message, texte.conseil, sheet, cell))
    return tuple(issues)


def write_dates(
    session: Session, dates: Echeancier, today: date, *, page: Path | None = None, calendar: Path | None = None
) -> Written:
    """Write échéances as a page or as a calendar, where asked; raises CannotWrite."""
    from tpplanner.export.dates_calendar import calendar_of  # noqa: PLC0415 - only where asked for
    from tpplanner.export.dates_page import page_of  # noqa: PLC0415
    from tpplanner.export.safely import Written as Placed  # noqa: PLC0415
    from tpplanner.export.safely import put  # noqa: PLC0415

    written: list[Placed] = []

    def place(path: Path, content: bytes) -> None:
        def whole(read: bytes) -> None:
            if read != content:
                raise Bug("the file just written is not what was made")

        written.append(put(path, content, whole))

    sigle = session.referentiel.sigle
    if page is not None:
        place(page, page_of(dates, sigle, session.centre).encode())
    if calendar is not None:
        place(calendar, calendar_of(dates, sigle, today))
    return Written(tuple(w.path for w in written), tuple(issue for w in written for issue in w.avertissements))
