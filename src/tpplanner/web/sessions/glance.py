"""What a session tells at a glance, read from its files: for its card, and for the list of what is to be done."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from threading import Thread

from tpplanner.errors import UserError
from tpplanner.web.desk import Desk
from tpplanner.web.handed.due import ToDo, answers_in, due, planned_of
from tpplanner.web.handed.followup import read_followup
from tpplanner.web.sessions.folders import SessionFiles
from tpplanner.web.sessions.judged import judge, look, read_dates
from tpplanner.web.sessions.states import verdict_of
from tpplanner.web.sessions.still import outdated
from tpplanner.web.sessions.summaries import DueLine, SessionSummary, print_of_files
from tpplanner.web.sessions.year_files import year_of


def summarized(desk: Desk, session: SessionFiles, day: date) -> SessionSummary:
    """What a session tells, read from its files now, seen from a day; that it cannot be, where one is taken away."""
    empty = SessionSummary(print_of_files(session), day.isoformat())
    try:
        return _summarized(desk, session, day, empty)
    except (OSError, UserError):  # told by the page of the session
        return empty


def _summarized(desk: Desk, session: SessionFiles, day: date, empty: SessionSummary) -> SessionSummary:
    empty = replace(empty, archivee=read_followup(session.workbook).archivee)
    readings, workbook = desk.readings, session.workbook
    if annee := year_in(desk, session):
        return replace(empty, annee=annee, lisible=True)
    reading = readings.of(workbook, look).reading
    partial = reading or readings.of(workbook, read_dates)
    if partial is None:
        return empty
    own = partial.session
    of_session = replace(
        empty,
        lisible=True,
        complet=reading is not None,
        fictive=own.fictive,
        titre=own.referentiel.sigle,
        jours=() if own.fictive else tuple(sorted(jour.date.isoformat() for jour in own.jours)),
        candidats=len(own.candidats),
        membres=len(own.membres),
        a_faire=tuple(map(_line, due(desk, session, day))),
    )
    return _with_planning(desk, session, of_session)


def _with_planning(desk: Desk, session: SessionFiles, summary: SessionSummary) -> SessionSummary:
    """The same with how its planning in force stands."""
    in_force = session.in_force()
    if in_force is None:
        return summary
    checked = desk.readings.of(in_force.path, judge).checked
    # by now they may all have been taken away
    newest = max((planning.version for planning in session.plannings()), default=0)
    proposed = newest if newest > in_force.version else 0
    summary = replace(summary, version=in_force.version, proposee=proposed)
    if checked is None:
        return summary
    depasse = outdated(desk, session, in_force.path)
    verdict = verdict_of(checked.reading.session, checked.report, depasse=depasse)
    answers = answers_in(checked.reading)
    if answers is not None:
        summary = replace(summary, confirmes=answers.confirmed, appeles=answers.called)
    return replace(summary, etat=verdict.etat.name, cause=verdict.phrase)


def year_in(desk: Desk, files: SessionFiles) -> str:
    """The year that a workbook is of; empty for that of a session, or where it cannot be read."""
    return desk.readings.of(files.workbook, year_of)


def _line(todo: ToDo) -> DueLine:
    jour = todo.jour.isoformat() if todo.jour else ""
    return DueLine(todo.quoi, jour, todo.quand, todo.retard, todo.bouton, todo.adresse, todo.cle)


def is_read(desk: Desk, session: SessionFiles) -> bool:
    """Whether what a card needs of the workbook and of the planning in force is in memory."""
    if desk.readings.known(session.workbook, look) is None:
        return False
    in_force = session.in_force()
    return in_force is None or desk.readings.known(in_force.path, judge) is not None


AHEAD = 3
"""Sessions that are read ahead: the newest are those that somebody works on."""


def read_ahead(desk: Desk, sessions: Sequence[SessionFiles]) -> None:
    """Read what the pages of the first of them show before they are asked for, beside whatever is answered."""

    def read() -> None:
        for session in sessions[:AHEAD]:
            with suppress(Exception):  # told to whoever asks for it
                if not year_in(desk, session):
                    desk.readings.of(session.workbook, look)
                    planned_of(desk, session)

    Thread(target=read, daemon=True).start()
