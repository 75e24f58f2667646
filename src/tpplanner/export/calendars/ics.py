"""A calendar as a file: iCalendar (RFC 5545), in the centre's own time zone, told whole in the file.

No clock is read: the same planning gives the same bytes. What tells a calendar program that a planning is newer is
its version (`Session.version_planning`), as SEQUENCE.
"""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tpplanner.domain.session import Session
from tpplanner.export.calendars.events import Event, Timetable
from tpplanner.export.safe_text import one_line
from tpplanner.texts import calendrier as texte

if TYPE_CHECKING:
    import icalendar

_FIRST = datetime(2000, 1, 1, tzinfo=UTC)


def ics(session: Session, timetable: Timetable, audience: str = "") -> bytes:
    """The file of a calendar, which says for whom it is."""
    from icalendar import Calendar  # noqa: PLC0415 - only who wants calendars waits for it

    zone = ZoneInfo(session.fuseau.value)
    calendar = Calendar.new(
        prodid=texte.PRODUIT,
        method="PUBLISH",
        uid=timetable.uid,
        description=audience or None,
        language="fr",
        name=texte.nom(one_line(session.referentiel.sigle), timetable.nom),
        subcomponents=[_event(session, event, zone) for event in timetable.events],
    )
    years = {moment.year for event in timetable.events for moment in (event.debut, event.fin)} or {_FIRST.year}
    calendar.add_missing_timezones(date(min(years) - 1, 1, 1), date(max(years) + 1, 12, 31))
    return bytes(calendar.to_ical())


def _event(session: Session, event: Event, zone: ZoneInfo) -> "icalendar.Event":
    from icalendar import CLASS, Event  # noqa: PLC0415 - as above

    issued = _FIRST + timedelta(days=session.version_planning)
    return Event.new(
        uid=event.uid,
        sequence=session.version_planning - 1,
        stamp=issued,
        last_modified=issued,
        classification=CLASS.PRIVATE,
        start=event.debut.replace(tzinfo=zone),
        end=event.fin.replace(tzinfo=zone),
        summary=event.titre,
        location=event.lieu or None,
        description=event.detail or None,
    )
