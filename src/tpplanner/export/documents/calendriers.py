"""Calendars: one for each candidat, each membre, everybody else who is there, each room.

A fictive session has none: its days have no date.
"""

from collections.abc import Callable, Iterator

from tpplanner.export.agenda import Agenda
from tpplanner.export.calendars.events import (
    Timetable,
    candidat_calendars,
    membre_calendars,
    personne_calendars,
    salle_calendars,
)
from tpplanner.export.calendars.ics import ics
from tpplanner.export.matter import Audience, Copy, Matter
from tpplanner.texts.dossier import AUDIENCES


def calendriers_des_candidats(matter: Matter) -> Iterator[Copy]:
    """His own hours for each candidat."""
    return _files(matter, candidat_calendars, Audience.CANDIDAT)


def calendriers_des_membres(matter: Matter) -> Iterator[Copy]:
    """His jury-days for each membre."""
    return _files(matter, membre_calendars, Audience.JURY)


def calendriers_des_autres(matter: Matter) -> Iterator[Copy]:
    """What the responsable hands to each surveillant, comédien, aide, suppléant, and his own."""
    return _files(matter, personne_calendars, Audience.RESPONSABLE)


def calendriers_des_salles(matter: Matter) -> Iterator[Copy]:
    """When each room is taken."""
    return _files(matter, salle_calendars, Audience.RESPONSABLE)


def _files(matter: Matter, kind: Callable[[Agenda], Iterator[Timetable]], audience: Audience) -> Iterator[Copy]:
    if matter.session.fictive:
        return
    for timetable in kind(matter.agenda):
        yield Copy(timetable.nom, ics(matter.session, timetable, AUDIENCES[audience]))
