"""What the menu leads to: a planning to be checked, the folder of the sessions, the diagnostic."""

from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tpplanner.errors import Issue, Severity, UserError
from tpplanner.texts import page as textes
from tpplanner.texts.page import problemes
from tpplanner.web.desk import Desk, desk_of, page, posted
from tpplanner.web.frame import Cadre
from tpplanner.web.machine import diagnose, open_with_own_program
from tpplanner.web.plannings.planning_head import causes_shown, verdict_shown
from tpplanner.web.plannings.timeline.canvas import Canvas
from tpplanner.web.plannings.timeline.drawing import DayView
from tpplanner.web.plannings.timeline.faults import Faults, faults_of
from tpplanner.web.sessions.judged import Judged, judge

HERE = "/controle"


def show(_: Request) -> HTMLResponse:
    """Where a planning is dropped."""
    return page_of()


async def check(request: Request) -> HTMLResponse:
    """Judge what was dropped; its name is told as the browser tells it, and used for nothing else."""
    async with request.form(max_files=1, max_fields=4) as form:
        sent = form.get("planning")
        if not isinstance(sent, UploadFile) or not sent.size:
            return page_of(400, issues=[Issue(Severity.ERROR, textes.RIEN_DEPOSE)])
        content, nom = await sent.read(), sent.filename or ""
    return await run_in_threadpool(lambda: page_of(judged=_judged(desk_of(request), content), nom=nom))


def _judged(desk: Desk, content: bytes) -> Judged:
    try:
        return desk.readings.call_on(judge, content)
    except UserError as refusal:  # it ended its reader
        return Judged(None, tuple(problemes(refusal.issues)))


def page_of(
    status: int = 200, judged: Judged | None = None, nom: str = "", issues: list[Issue] | None = None
) -> HTMLResponse:
    """The page, with the planning that was judged, or why what was dropped cannot be."""
    checked, tracks = (judged.checked, judged.tracks) if judged else (None, None)
    v, niveaux = verdict_shown(judged) if judged else (None, [])
    faults = faults_of(tracks.agenda, checked.report.violations) if checked and tracks else Faults()
    canvas = Canvas(tracks, faults) if tracks else None
    return page(
        "controle.html",
        status,
        cadre=Cadre(page=HERE, large=checked is not None),
        j=judged,
        v=v,
        niveaux=niveaux,
        causes=causes_shown(faults, _on_this_page),
        frises=[canvas.drawn(DayView(jour)) for jour in canvas.agenda.jours] if canvas else [],
        nom=nom,
        problemes=[*problemes(issues or []), *(judged.refus if judged else ())],
    )


def _on_this_page(jour: date, _: str) -> str:
    """Where a day is drawn: bars of several days have no names of their own."""
    return f"#jour-{jour}"


@posted
def open_folder(request: Request, form: FormData) -> Response:
    """Open the folder of a session, else that of all of them, as a double click would; back to where one was."""
    library = desk_of(request).library
    id_ = str(form.get("session", ""))
    session = library.session(id_) if id_ else None
    folder = session.workbook.parent if session else library.root
    if folder.is_dir():
        open_with_own_program(folder)
    return RedirectResponse(f"/session/{session.id}" if session else "/", 303)


def diagnostic(request: Request) -> HTMLResponse:
    """The diagnostic, to be copied, with what went wrong last."""
    faults = [fault for fault in (request.app.state.fault, *desk_of(request).jobs.faults()) if fault]
    lines = [*diagnose(), *map(textes.derniere_erreur, faults[:1])]
    return page("diagnostic.html", cadre=Cadre(page="/diagnostic"), diagnostic="\n".join(lines))
