"""A session: what its workbook tells, what is wrong in it, its plannings; what can be done from here."""

from contextlib import suppress
from pathlib import Path
from threading import Thread

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse

from tpplanner import tuning
from tpplanner.domain.answers import Reading
from tpplanner.errors import UserError
from tpplanner.steps import Still, still_holds
from tpplanner.texts.classeur import phrase_session
from tpplanner.texts.page import effectifs, manquements, problemes
from tpplanner.web.desk import Desk, being_read, desk_of, page, seconds_of, session_of
from tpplanner.web.folders import SessionFiles, stamp
from tpplanner.web.judged import judge, look
from tpplanner.web.machine import open_with_own_program
from tpplanner.web.pages import annee
from tpplanner.web.pages.echeances import dates_of, frise
from tpplanner.workbook.kit import read_marks

LONGEST_CODE = 200
"""Characters of the code of a change, which may be made of several."""


def is_year(path: Path) -> bool:
    """Whether a workbook is one of a year, not of a session."""
    from tpplanner.workbook.year import is_of_a_year

    try:
        return is_of_a_year(path)
    except UserError:
        return False


def show(request: Request) -> HTMLResponse:
    """The session as its workbook is now."""
    session, desk = session_of(request), desk_of(request)
    if waiting := being_read(request, (session.workbook, is_year)):
        return waiting
    if desk.readings.of(session.workbook, is_year):
        return annee.show(request, session)
    plannings = session.plannings()
    if waiting := being_read(request, (session.workbook, look), *((p.path, judge) for p in plannings[:1])):
        return waiting
    looked = desk.readings.of(session.workbook, look)
    running = desk.jobs.running(session.id)
    return page(
        "session.html",
        session=session,
        resume=_summary(looked.reading),
        problemes=problemes(looked.issues),
        peut_calculer=looked.reading is not None,
        contient_un_planning=looked.reading is not None and bool(looked.reading.edite),
        plannings=[(p, manquements(breaches(desk, p.path))) for p in plannings],
        encore=_still(desk, looked.reading, plannings[0].path) if plannings else None,
        frise=frise(dates[1]) if (dates := dates_of(desk, session)) else None,
        calcul=running.id if running else "",
        empreinte=stamp(session.workbook),
        secondes=tuning.PLAN_SECONDS,
    )


AHEAD = 3
"""Sessions that are read ahead: the newest are those that somebody works on."""


def read_ahead(desk: Desk, sessions: list[SessionFiles]) -> None:
    """Read what the pages of the first of them show before they are asked for, beside whatever is answered."""

    def read() -> None:
        for session in sessions[:AHEAD]:
            with suppress(Exception):  # told to whoever asks for it
                if not desk.readings.of(session.workbook, is_year):
                    desk.readings.of(session.workbook, look)
                    dates_of(desk, session)

    Thread(target=read, daemon=True).start()


def _still(desk: Desk, reading: Reading | None, planning: Path) -> Still | None:
    """Whether the newest planning holds for the workbook as it is now; None where one of them cannot be read."""
    judged = desk.readings.of(planning, judge)
    if reading is None or judged.checked is None:
        return None
    return still_holds(reading.session, judged.checked.reading)


def breaches(desk: Desk, planning: Path) -> int:
    """How many breaches a planning has: as it was judged since it was last saved, else as it was written."""
    judged = desk.readings.known(planning, judge)
    if judged is not None and judged.checked is not None:
        return len(judged.checked.report.violations)
    return read_marks(planning).manquements


def _summary(reading: Reading | None) -> list[str]:
    if reading is None:
        return []
    session = reading.session
    return [phrase_session(session), effectifs(len(session.candidats), len(session.membres), len(session.jours))]


def state(request: Request) -> JSONResponse:
    """What changes when the workbook is saved, told once what was saved is read: the page then shows itself anew."""
    workbook, desk = session_of(request).workbook, desk_of(request)
    saved = stamp(workbook)
    if not desk.readings.of(workbook, is_year):
        desk.readings.of(workbook, look)
    return JSONResponse({"empreinte": saved})


def open_workbook(request: Request) -> RedirectResponse:
    """Open the workbook with the machine's own program."""
    session = session_of(request)
    open_with_own_program(session.workbook)
    return RedirectResponse(f"/session/{session.id}", 303)


async def solve(request: Request) -> RedirectResponse:
    """Plan it: the next version."""
    session, asked = session_of(request), await request.form()
    seconds = seconds_of(asked.get("secondes"), tuning.PLAN_SECONDS)
    return await run_in_threadpool(plan_session, desk_of(request), session, seconds, partiel=bool(asked.get("partiel")))


def plan_session(desk: Desk, session: SessionFiles, seconds: float, *, partiel: bool = False) -> RedirectResponse:
    """Begin the search for the next version of a session's planning."""
    out, avant = desk.next_planning(session), session.newest()
    return desk.start(
        session, "calculer", classeur=session.workbook, out=out, avant=avant, secondes=seconds, partiel=partiel
    )


async def explain(request: Request) -> RedirectResponse:
    """Look for why there is no planning, and for what would be enough."""
    session, asked = session_of(request), await request.form()
    seconds = seconds_of(asked.get("secondes"), tuning.PLAN_SECONDS)
    return await run_in_threadpool(
        desk_of(request).start,
        session,
        "expliquer",
        classeur=session.workbook,
        avant=session.newest(),
        secondes=seconds,
    )


async def try_change(request: Request) -> RedirectResponse:
    """Write a copy of the workbook with a change, by its code."""
    session, asked = session_of(request), await request.form()
    code = str(asked.get("code", ""))[:LONGEST_CODE].upper()
    first = "".join(c for c in code.partition("-")[0] if c.isalpha())
    return await run_in_threadpool(
        desk_of(request).start,
        session,
        "essayer",
        classeur=session.workbook,
        out=session.trial(first),
        avant=session.newest(),
        code=code,
        secondes=tuning.PLAN_SECONDS,
    )
