"""The échéances of a session as a calendar that Outlook, Google and others import (iCalendar, RFC 5545).

Each is a whole day, with a reminder a week before; the days of the session have their hours, in the time zone of the
centre. Nobody is named: calendars are shared.
"""

from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tpplanner.domain.echeances import Echeance, Echeancier, Etat
from tpplanner.export.safe_text import one_line
from tpplanner.texts import echeancier as textes

if TYPE_CHECKING:
    from icalendar import Event

_REMINDER = timedelta(days=-textes.RAPPEL_JOURS, hours=9)
"""From midnight of the day: at nine in the morning, a week before."""


def calendar_of(echeancier: Echeancier, sigle: str, today: date) -> bytes:
    """The calendar file; what is done already is left out. `today` dates it."""
    from icalendar import Calendar  # noqa: PLC0415 - slow to import

    stamp = datetime.combine(today, time(), ZoneInfo("UTC"))
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//tpplanner//tpplanner//FR")
    calendar.add("method", "PUBLISH")
    ranks: dict[str, int] = {}
    for echeance in echeancier.echeances:
        rank = ranks[echeance.nature] = ranks.get(echeance.nature, 0) + 1
        if echeance.au_plus_tard is None or echeance.etat in (Etat.FAIT, Etat.FAIT_TARD):
            continue
        uid = _uid(echeancier.cle, echeance.nature, rank)
        calendar.add_component(_whole_day(echeance, echeance.au_plus_tard, sigle, uid, stamp))
    zone = ZoneInfo(echeancier.time_zone)
    for rank, (debut, fin) in enumerate(echeancier.jours, 1):
        title = textes.jour_de_session(sigle, rank, len(echeancier.jours))
        event = _event(title, _uid(echeancier.cle, "jour", rank), stamp)
        event.add("dtstart", debut.replace(tzinfo=zone))
        event.add("dtend", fin.replace(tzinfo=zone))
        calendar.add_component(event)
    years = [jour.year for pair in echeancier.jours for jour in pair]
    calendar.add_missing_timezones(date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1))
    return bytes(calendar.to_ical())


def _uid(cle: str, quoi: str, rank: int) -> str:
    """The same for the same thing of the same session: importing again replaces instead of adding."""
    return f"{sha256(f'{cle}/{quoi}/{rank}'.encode()).hexdigest()[:24]}@tpplanner"


def _event(title: str, uid: str, stamp: datetime) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - as above

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("summary", one_line(title))
    return event


def _whole_day(echeance: Echeance, jour: date, sigle: str, uid: str, stamp: datetime) -> "Event":
    from icalendar import Alarm  # noqa: PLC0415 - as above

    event = _event(textes.evenement(sigle, echeance.quoi), uid, stamp)
    event.add("dtstart", jour)
    event.add("dtend", jour + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    lines = (echeance.regle, *echeance.precisions, textes.source(echeance))
    event.add("description", "\n".join(one_line(line) for line in lines if line))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one_line(echeance.quoi))
    alarm.add("trigger", _REMINDER)
    event.add_component(alarm)
    return event
