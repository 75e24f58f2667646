"""A session: what its workbook tells, what is wrong in it, its plannings, its échéances; what can be done."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from tpplanner.change.since import events_retold
from tpplanner.change.statement import Statement
from tpplanner.commands.notes import note_taken_back
from tpplanner.domain.imprevus import Evenement, Imprevu
from tpplanner.domain.session import Session
from tpplanner.errors import Issue, UserError
from tpplanner.texts import page as textes_de_page
from tpplanner.texts.imprevus import phrase as phrase_imprevu
from tpplanner.texts.page import problemes
from tpplanner.tuning import PLAN_SECONDS
from tpplanner.web.desk import Desk, desk_of, now, page, posted, seconds_of, session_of
from tpplanner.web.frame import frame_of
from tpplanner.web.machine import open_with_own_program
from tpplanner.web.pages import annee
from tpplanner.web.pages.imprevu import present, replan_from
from tpplanner.web.pages.planning import hold_to
from tpplanner.web.sessions.folders import SessionFiles, VersionedFile, stamp
from tpplanner.web.sessions.judged import look
from tpplanner.web.sessions.still import events_of, planned_in_force
from tpplanner.web.sessions.year_files import year_of
from tpplanner.workbook.marks import read_marks


def show(request: Request) -> Response:
    """Where one is with a session: its search that goes on, else its planning, else what is typed of it."""
    session, desk = session_of(request), desk_of(request)
    if desk.readings.of(session.workbook, year_of):
        return annee.show(request, session)
    running, in_force = desk.jobs.running(session.id), session.in_force()
    if running is not None:
        return RedirectResponse(f"/calcul/{running.id}", 303)
    if in_force is not None:
        return RedirectResponse(f"/planning/{in_force.id}", 303)
    reading = desk.readings.of(session.workbook, look).reading
    holds_a_plan = reading is not None and bool(reading.edite)
    return RedirectResponse(f"/planning/{session.id}" if holds_a_plan else f"/session/{session.id}/saisie", 303)


def of_excel(
    request: Request, session: SessionFiles, issues: Iterable[Issue] = (), status: int = 200, **more: Any
) -> HTMLResponse:
    """What a workbook tells that is changed in Excel alone; `issues`: why something was not noted in it."""
    looked = desk_of(request).readings.of(session.workbook, look)
    return page(
        "saisie_excel.html",
        status,
        cadre=frame_of(session, textes_de_page.SAISIE),
        session=session,
        problemes=problemes(looked.issues),
        questions=looked.questions,
        refus=problemes(issues),
        peut_calculer=looked.reading is not None,
        empreinte=stamp(session.workbook),
        **{"saisies": ()} | more,
    )


def state(request: Request) -> JSONResponse:
    """What changes when the workbook is saved, told once what was saved is read: the page then shows itself anew."""
    workbook, desk = session_of(request).workbook, desk_of(request)
    saved = stamp(workbook)
    if not desk.readings.of(workbook, year_of):
        desk.readings.of(workbook, look)
    return JSONResponse({"empreinte": saved})


def open_workbook(request: Request) -> RedirectResponse:
    """Open the workbook with the machine's own program."""
    session = session_of(request)
    open_with_own_program(session.workbook)
    return RedirectResponse(f"/session/{session.id}", 303)


@posted
def solve(request: Request, form: FormData) -> RedirectResponse:
    """Plan it: the next version."""
    seconds = seconds_of(form.get("secondes"), PLAN_SECONDS)
    return plan_session(desk_of(request), session_of(request), seconds, partiel=bool(form.get("partiel")))


def plan_session(desk: Desk, session: SessionFiles, seconds: float, *, partiel: bool = False) -> RedirectResponse:
    """Begin the search for the next version of a session's planning."""
    out, avant = desk.next_planning(session), session.in_force()
    if avant is not None and read_marks(avant.path).en_vigueur is None:
        with suppress(UserError):  # open in Excel: it is in force as long as it is the newest
            hold_to(desk, avant.path)
    return desk.start(
        session, "calculer", classeur=session.workbook, out=out, avant=_path(avant), secondes=seconds, partiel=partiel
    )


def _path(planning: VersionedFile | None) -> Path | None:
    return planning.path if planning is not None else None


@posted
def explain(request: Request, form: FormData) -> RedirectResponse:
    """Look for why there is no planning, and for what would be enough."""
    session = session_of(request)
    seconds = seconds_of(form.get("secondes"), PLAN_SECONDS)
    return desk_of(request).start(
        session,
        "expliquer",
        classeur=session.workbook,
        avant=_path(session.in_force()),
        secondes=seconds,
    )


def try_on_a_copy(desk: Desk, session: SessionFiles, code: str) -> RedirectResponse:
    """Write a copy of the workbook with a change, by its code."""
    first = "".join(c for c in code.partition("-")[0] if c.isalpha())
    return desk.start(
        session,
        "essayer",
        classeur=session.workbook,
        out=session.trial(first),
        avant=_path(session.in_force()),
        code=code,
        secondes=PLAN_SECONDS,
    )


# What happened, taken back by an act of its own: no calculation does.


@posted
def take_back(request: Request, form: FormData) -> Response:
    """Take an event back, by its sentence: it is noted, and what it changed in the planning in force planned again."""
    session, desk, moment = session_of(request), desk_of(request), now()
    reading = desk.readings.of(session.workbook, look).reading
    if reading is None:
        return of_excel(request, session)
    quoi = str(form.get("quoi", ""))
    held_still = (i.evenement for i in events_of(desk, session, reading) if i.repris_le is None)
    evenement = next((e for e in held_still if phrase_imprevu(reading.saisie, e) == quoi), None)
    if evenement is None:
        raise HTTPException(404, textes_de_page.INTROUVABLE)
    try:
        with desk.noting:
            note_taken_back(session.workbook, evenement, moment)
    except UserError as refusal:
        return of_excel(request, session, refusal.issues)
    planned, in_force = planned_in_force(desk, session), session.in_force()
    rang = _rank(reading.saisie, evenement, planned.saisie) if planned is not None else 0
    if in_force is None or not rang:
        return RedirectResponse(f"/session/{session.id}", 303)
    maintenant = ", ".join(filter(None, present(reading.saisie, moment)))
    return replan_from(desk, session, in_force.path, Statement(reprendre=(str(rang),), maintenant=maintenant))


def _rank(session: Session, evenement: Evenement, other: Session) -> int:
    """The row of *Imprévus*, from 1, on which another reading of the session tells that event; 0 for none."""
    theirs = events_retold((Imprevu(evenement),), session, other)
    rows = (
        n
        for n, i in enumerate(other.imprevus, 1)
        if theirs and i.evenement == theirs[0].evenement and i.repris_le is None
    )
    return next(rows, 0)
