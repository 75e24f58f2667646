"""What a search has proven to be enough, done in what is typed of a session, and taken back."""

from time import monotonic, sleep

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tpplanner.diagnosis.repairs import repaired
from tpplanner.domain.answers import Repair
from tpplanner.errors import UserError
from tpplanner.files.place import any_file
from tpplanner.files.writing import put
from tpplanner.texts import page as textes
from tpplanner.tuning import PLAN_SECONDS
from tpplanner.web.desk import desk_of, job_of, page, posted
from tpplanner.web.pages.session import plan_session, try_on_a_copy
from tpplanner.web.searches.jobs import STOPPING_SECONDS, Job
from tpplanner.web.sessions.folders import SessionFiles, copy_aside
from tpplanner.web.typed.rewriting import editable, known, write_back

CHANGED = "change"
"""The part of a search's state that tells which change of the session it was begun after."""


def _of(request: Request) -> tuple[Job, SessionFiles]:
    job = job_of(request)
    session = desk_of(request).library.session(job.session)
    if session is None:
        raise HTTPException(404, textes.INTROUVABLE)
    return job, session


def _stopped(job: Job) -> None:
    """Ask a search to end, and wait until it has: what it was begun for is about to change."""
    job.stop()
    end = monotonic() + STOPPING_SECONDS
    while not job.ended and monotonic() < end:
        sleep(0.05)


@posted
def apply(request: Request, form: FormData) -> Response:
    """Do a change in the session, by its code, and plan it; a workbook that is Excel's alone gets a copy instead."""
    job, session = _of(request)
    desk = desk_of(request)
    proven: dict[str, Repair] = (job.state.get("fin") or job.state.get("suffirait") or {}).get("remedes", {})
    phrases = dict((job.state.get("fin") or job.state.get("suffirait") or {}).get("cartes", []))
    code = str(form.get("code", ""))
    if code not in proven:
        raise HTTPException(404, textes.INTROUVABLE)
    _stopped(job)
    typed = desk.readings.of(session.workbook, editable)
    if typed is None:
        return try_on_a_copy(desk, session, code)
    try:
        before = write_back(known(session, typed), repaired(typed, proven[code]))
    except UserError as refusal:
        return page("refus.html", 409, phrases=[issue.message for issue in refusal.issues])
    answer = plan_session(desk, session, PLAN_SECONDS)
    begun = desk.jobs.running(session.id)
    if begun is not None:
        begun.state[CHANGED] = {"phrase": phrases[code], "avant": before}
    return answer


@posted
def take_back(request: Request, _: FormData) -> Response:
    """Put back what was typed before the change that a search was begun after; what it found stays, as a version."""
    job, session = _of(request)
    change = job.state.get(CHANGED)
    if change is None:
        raise HTTPException(404, textes.INTROUVABLE)
    _stopped(job)
    try:
        content = change["avant"].read_bytes()
        copy_aside(session.workbook)
        put(session.workbook, content, replaces=any_file)
    except OSError as error:
        raise HTTPException(404, textes.INTROUVABLE) from error
    except UserError as refusal:
        return page("refus.html", 409, phrases=[issue.message for issue in refusal.issues])
    return RedirectResponse(f"/session/{session.id}/saisie/verifier", 303)
