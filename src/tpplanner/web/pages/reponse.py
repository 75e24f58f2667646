"""Who will come: what each membre answered, noted in the workbook of a planning; on whom it hangs, who could sit."""

from collections.abc import Iterable
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tpplanner.domain.session import Reponse
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.pipeline import note_answer
from tpplanner.texts import page as textes
from tpplanner.web.desk import desk_of, page, planning_of
from tpplanner.web.folders import stamp
from tpplanner.web.issues import told
from tpplanner.web.judged import judge


def show(request: Request, issues: Iterable[Issue] = ()) -> Response:
    """Who will come, as the file of the planning tells it now; `issues`: why an answer was not noted."""
    session, path = planning_of(request)
    return page(
        "venue.html",
        session=session,
        id=request.path_params["id"],
        j=desk_of(request).readings.of(path, judge),
        v=textes,
        choix=textes.CHOIX,
        problemes=told(issues),
        empreinte=stamp(path),
    )


async def note(request: Request) -> Response:
    """Note what a membre answered, in the workbook of the planning."""
    asked = await request.form()
    membre, reponse, le = (str(asked.get(name, "")) for name in ("membre", "reponse", "le"))
    return await run_in_threadpool(_note, request, membre, reponse, le.strip())


def _note(request: Request, membre: str, reponse: str, le: str) -> Response:
    _, path = planning_of(request)
    try:
        jour = date.fromisoformat(le) if le else None
    except ValueError:
        return show(request, (Issue(Severity.ERROR, textes.JOUR_ILLISIBLE),))
    try:
        with desk_of(request).noting:
            note_answer(path, membre, Reponse(reponse) if reponse in set(Reponse) else None, jour)
    except UserError as refusal:
        return show(request, refusal.issues)
    return RedirectResponse(f"/planning/{request.path_params['id']}/venue", 303)
