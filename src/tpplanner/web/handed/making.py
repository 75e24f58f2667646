"""The documents of a planning are made by themselves as soon as somebody looks at them, in a process of their own."""

from pathlib import Path

from tpplanner.files.names import documents
from tpplanner.web.desk import Desk
from tpplanner.web.handed.bundles import are_made
from tpplanner.web.searches.jobs import Job
from tpplanner.web.sessions.folders import SessionFiles, stamp


def making_of(desk: Desk, session: SessionFiles, planning: Path) -> Job | None:
    """The job that makes the documents of a planning, begun where they are not there; None where they are.

    One that ended and left them unmade is told as it ended, until the planning changes or `make_again`.
    """
    if are_made(planning):
        return None
    job = last_making(desk, planning)
    return job if job is not None else make_again(desk, session, planning)


def last_making(desk: Desk, planning: Path) -> Job | None:
    """The job that made, or makes, the documents of a planning as it is now."""
    at, id_ = desk.makings.get(planning, ("", ""))
    return desk.jobs.get(id_) if at == stamp(planning) else None


def make_again(desk: Desk, session: SessionFiles, planning: Path) -> Job:
    """Make all documents of a planning anew; a search for the session goes on beside it."""
    task = {"travail": "documents", "planning": planning, "dossier": documents(planning), "pour": [], "personnes": []}
    job = desk.jobs.start(f"{session.id} {planning.name}", task)
    desk.makings[planning] = (stamp(planning), job.id)
    return job
