"""Suivi: what is left to do around a session, who has answered, what if somebody fails, its versions."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from tpplanner.commands.notes import note_answer
from tpplanner.domain.answers import Echeancier, Reading
from tpplanner.domain.session import Reponse
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.export.calendars import calendar_of
from tpplanner.export.html_page import page_of
from tpplanner.files.regular import bytes_of
from tpplanner.texts import page as textes_de_page
from tpplanner.texts import suivi as textes
from tpplanner.texts.page import problemes
from tpplanner.tuning import PLAN_B_SECONDS
from tpplanner.web.desk import Desk, desk_of, document, inside, page, planning_of, posted, session_of, today
from tpplanner.web.frame import frame_of
from tpplanner.web.handed.due import TaskState, dates_of, due, planning_held
from tpplanner.web.handed.failures import TriedCases, tried_cases, workbook_of_failures
from tpplanner.web.handed.followup import asked_again, change_followup, file_beside, noticed, read_followup
from tpplanner.web.handed.mails import named, recipients, reminder
from tpplanner.web.handed.marking import tick
from tpplanner.web.handed.papers import PaperCard
from tpplanner.web.handed.remaining import answers_of_planning, headline_of, lines_of
from tpplanner.web.searches.jobs import Job
from tpplanner.web.sessions.folders import SessionFiles, ident, stamp
from tpplanner.web.sessions.judged import judge
from tpplanner.web.sessions.versions import versions_of


def show(request: Request, issues: Iterable[Issue] = ()) -> Response:
    """The follow-up of a session; `issues`: why something was not noted."""
    session, desk = session_of(request), desk_of(request)
    planning = planning_held(desk, session)
    dates, followup, day = dates_of(desk, session), read_followup(session.workbook), today()
    judged = desk.readings.of(planning, judge) if planning is not None else None
    cases = tried_cases(planning) if planning is not None else None
    return page(
        "suivi.html",
        cadre=frame_of(session, textes_de_page.SUIVI),
        session=session,
        s=textes,
        v=textes_de_page,
        planning=ident(planning) if judged is not None and judged.checked and planning is not None else "",
        problemes=problemes(issues),
        illisible=followup.illisible,
        constat=headline_of(due(desk, session, day)),
        echeances=lines_of(dates[1], day) if dates else None,
        reponses=answers_of_planning(judged, followup, day) if judged is not None else None,
        cas=cases,
        etat_des_cas=_state_of(cases),
        recherche=_search(desk, session),
        versions=versions_of(desk, session),
        choix=textes_de_page.CHOIX,
        empreinte=_print(session),
    )


def state(request: Request) -> JSONResponse:
    """What changes when something of a session is saved, or noted: the page then shows itself anew."""
    return JSONResponse({"empreinte": _print(session_of(request))})


def _print(session: SessionFiles) -> str:
    paths = (session.workbook, file_beside(session.workbook), *(p.path for p in session.plannings()))
    return "-".join(stamp(path) for path in paths)


def _address(session: SessionFiles, part: str = "") -> str:
    return f"/session/{session.id}/suivi" + (f"#{part}" if part else "")


# Échéances: ticked, on a page of their own, as a calendar.


@posted
def mark_done(request: Request, form: FormData) -> Response:
    """An échéance is done, or is not after all; then back to where that was said."""
    session = session_of(request)
    jour = today() if form.get("fait") == "oui" else None
    try:
        known = tick(desk_of(request), session, str(form.get("cle", "")), jour)
    except UserError as refusal:
        return show(request, refusal.issues)
    if not known:
        raise HTTPException(404, textes_de_page.INTROUVABLE)
    return RedirectResponse(inside(str(form.get("retour") or _address(session, "echeances"))), 303)


@posted
def notice(request: Request, _: FormData) -> Response:
    """Somebody has read that what was noted could not be read."""
    session = session_of(request)
    try:
        change_followup(session.workbook, noticed())
    except UserError as refusal:
        return show(request, refusal.issues)
    return RedirectResponse(_address(session), 303)


def _dates_asked(request: Request) -> tuple[Reading, Echeancier]:
    dates = dates_of(desk_of(request), session_of(request))
    if dates is None:
        raise HTTPException(404, textes_de_page.INTROUVABLE)
    return dates


def show_dates(request: Request) -> HTMLResponse:
    """All of them as a page of its own, which prints: the same as the command's."""
    reading, echeancier = _dates_asked(request)
    session = reading.session
    return document(page_of(echeancier, session.referentiel.sigle, session.centre))


def calendar(request: Request) -> Response:
    """What is to be done, for Outlook or any calendar."""
    reading, echeancier = _dates_asked(request)
    content = calendar_of(echeancier, reading.session.referentiel.sigle, today())
    return Response(content, media_type="text/calendar", headers=named(textes_de_page.ECHEANCES_ICS, "attachment"))


# Answers of membres, noted in the planning that people hold to; whoever gave none is asked again.


@posted
def note(request: Request, form: FormData) -> Response:
    """Note what a membre answered, in the workbook of the planning in force."""
    membre, reponse, le = (str(form.get(name, "")).strip() for name in ("membre", "reponse", "le"))
    session = session_of(request)
    planning = _planning_of(desk_of(request), session)
    try:
        jour = date.fromisoformat(le) if le else today()
    except ValueError:
        return show(request, (Issue(Severity.ERROR, textes_de_page.JOUR_ILLISIBLE),))
    try:
        with desk_of(request).noting:
            note_answer(planning, membre, Reponse(reponse) if reponse in set(Reponse) else None, jour)
    except UserError as refusal:
        return show(request, refusal.issues)
    return RedirectResponse(_address(session, "reponses"), 303)


@posted
def remind(request: Request, form: FormData) -> Response:
    """The message that asks a membre again, noted as sent today; without an address, only noted."""
    session, desk = session_of(request), desk_of(request)
    checked = desk.readings.of(_planning_of(desk_of(request), session), judge).checked
    id_ = str(form.get("membre", ""))
    if checked is None or id_ not in {m.id for m in checked.reading.session.membres}:
        raise HTTPException(404, textes_de_page.INTROUVABLE)
    (person,) = recipients(checked.reading, PaperCard.JURYS, [id_])
    try:
        change_followup(session.workbook, asked_again({person.nom: today()}))
    except UserError as refusal:
        return show(request, refusal.issues)
    if not person.adresse:
        return RedirectResponse(_address(session, "reponses"), 303)
    content = reminder(checked.reading, person)
    return Response(content, media_type="message/rfc822", headers=named(f"{person.nom}.eml", "attachment"))


def _planning_of(desk: Desk, session: SessionFiles) -> Path:
    """The planning that people hold to; raises HTTPException 404 where there is none."""
    planning = planning_held(desk, session)
    if planning is None:
        raise HTTPException(404, textes_de_page.INTROUVABLE)
    return planning


# If somebody fails: every case is tried beforehand, and nothing reassures as long as one is not known.


def _state_of(cases: TriedCases | None) -> TaskState:
    """The worst of what is known of the cases, as the fold shows it."""
    sure = cases is not None and not (cases.inconnus or cases.ancien or cases.sans_planning)
    return TaskState.FAIT if sure else TaskState.A_VERIFIER


def _search(desk: Desk, session: SessionFiles) -> Job | None:
    job = desk.jobs.running(session.id)
    return job if job is not None and job.task["travail"] == "plan_b" else None


MORE = 3
"""How many times as long a search goes on that left cases unknown."""


def plan_b(request: Request) -> RedirectResponse:
    """Try every single failure, longer where that left some unknown; it is written beside the planning."""
    session, path = planning_of(request)
    cases = tried_cases(path)
    again = cases is not None and cases.inconnus and not cases.ancien
    seconds = PLAN_B_SECONDS * (MORE if again else 1)
    return desk_of(request).start(session, "plan_b", planning=path, out=workbook_of_failures(path), secondes=seconds)


def plan_b_page(request: Request) -> Response:
    """The page of the failures, as it was last written."""
    cases = tried_cases(planning_of(request)[1])
    if cases is None:
        return page("refus.html", 404, phrases=[textes_de_page.INTROUVABLE])
    return document(bytes_of(cases.path).decode())
