"""Events of calendars written before that are no more: called off, in the calendar of whoever has them.

RFC 5546: an event that is called off keeps its uid, under a SEQUENCE that is no lower, with STATUS:CANCELLED. It stands
beside what somebody is still called to; whoever is called to nothing more has a calendar of METHOD:CANCEL.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tpplanner.domain.session import Session
from tpplanner.export.calendars import issued, of_tpplanner
from tpplanner.texts import documents as texte

if TYPE_CHECKING:
    from icalendar import Calendar, Component

_LONGEST = 1_000_000
"""bytes of a calendar that is read again: ours have a few thousand"""


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A calendar that calls something off: the name of its file, its bytes; `fresh`, where none before did."""

    nom: str
    contenu: bytes
    fresh: bool


@dataclass(slots=True)
class _Before:
    """What was written of one calendar: the name of its file, itself, its events by uid, each as last written."""

    nom: str
    calendar: "Calendar"
    events: "dict[str, Component]" = field(default_factory=dict)


def cancellations(
    before: Iterable[tuple[str, bytes]],
    files: Mapping[str, bytes],
    session: Session,
    known: Collection[str],
    whose: Collection[str] = (),
) -> Iterator[Cancellation]:
    """The calendars that call off something of those before (name, bytes): in the place of `files`, or besides.

    `known` are the uids of all that still takes place; `whose`, the uids of the calendars concerned (none given: all).
    """
    gone = {uid: events for uid, own in _by_uid(before).items() if (events := _gone(own, known))}
    if not gone:
        return
    parsed = {name: calendar for name, content in files.items() if (calendar := _parsed(content)) is not None}
    now = {str(calendar.get("UID", "")): name for name, calendar in parsed.items()}
    for uid, last in gone.items():
        if whose and uid not in whose:
            continue
        fresh = any(str(event.get("STATUS", "")) != "CANCELLED" for event in last.events.values())
        off = [_called_off(event, session) for event in last.events.values()]
        own = now.get(uid)
        if own is not None:
            parsed[own].subcomponents += off
            yield Cancellation(own, bytes(parsed[own].to_ical()), fresh)
        elif last.nom not in files:
            calendar = last.calendar
            calendar.subcomponents = [*(part for part in calendar.subcomponents if part.name != "VEVENT"), *off]
            calendar["METHOD"] = "CANCEL"
            yield Cancellation(last.nom, bytes(calendar.to_ical()), fresh)


def written(folders: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """The calendars that stand in these folders: name, bytes."""
    for path in (path for folder in folders for path in sorted(folder.glob("*.ics"))):
        if path.is_file() and path.stat().st_size <= _LONGEST:
            yield path.name, path.read_bytes()


def _by_uid(calendars: Iterable[tuple[str, bytes]]) -> dict[str, _Before]:
    """Those that are ours, by the uid of the calendar; of an event, the one with the highest SEQUENCE."""
    by_uid: dict[str, _Before] = {}
    for nom, content in calendars:
        calendar = _parsed(content)
        uid = str(calendar.get("UID", "")) if calendar is not None else ""
        if calendar is None or not of_tpplanner(uid):
            continue
        before = by_uid.setdefault(uid, _Before(nom, calendar))
        for event in calendar.walk("VEVENT"):
            last = before.events.get(str(event.get("UID", "")))
            if last is None or int(event.get("SEQUENCE", 0)) >= int(last.get("SEQUENCE", 0)):
                before.events[str(event.get("UID", ""))] = event
    return by_uid


def _gone(before: _Before, known: Collection[str]) -> _Before | None:
    """The same with its events that are ours and are no more; None where there are none."""
    events = {uid: event for uid, event in before.events.items() if of_tpplanner(uid) and uid not in known}
    return _Before(before.nom, before.calendar, events) if events else None


def _parsed(content: bytes) -> "Calendar | None":
    from icalendar import Calendar  # noqa: PLC0415 - only who has calendars waits for it

    try:
        calendar = Calendar.from_ical(content)
    except ValueError:
        return None
    return calendar if isinstance(calendar, Calendar) else None


def _called_off(event: "Component", session: Session) -> "Component":
    """The same event, called off: when it was and what, without its details."""
    stamp = issued(session)
    sequence = max(int(event.get("SEQUENCE", 0)), session.version_planning - 1)
    titre = str(event.get("SUMMARY", "")).removeprefix(texte.ANNULE)
    for name in ("DESCRIPTION", "SUMMARY", "SEQUENCE", "STATUS", "DTSTAMP", "LAST-MODIFIED"):
        event.pop(name, None)
    event.add("SUMMARY", f"{texte.ANNULE}{titre}")
    event.add("SEQUENCE", sequence)
    event.add("STATUS", "CANCELLED")
    event.add("DTSTAMP", stamp)
    event.add("LAST-MODIFIED", stamp)
    return event
