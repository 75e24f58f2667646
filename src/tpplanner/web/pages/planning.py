"""A planning: its days drawn, whether it keeps every rule, how good it is proven to be; what can be done with it."""

from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse

from tpplanner import __version__
from tpplanner.change.diff import difference
from tpplanner.export.page import html_page
from tpplanner.export.pictures import PATTERNS
from tpplanner.texts.deplacements import SANS_AVANT
from tpplanner.texts.plan_b import SUFFIXE
from tpplanner.web.desk import being_read, desk_of, document, page, planning_of
from tpplanner.web.folders import SessionFiles, ident, stamp
from tpplanner.web.judged import judge
from tpplanner.web.machine import open_with_own_program


def show(request: Request) -> HTMLResponse:
    """The planning as its file is now."""
    session, path = planning_of(request)
    if waiting := being_read(request, (path, judge)):
        return waiting
    judged = desk_of(request).readings.of(path, judge)
    version = version_of(session, path)
    job = desk_of(request).jobs.get(request.query_params.get("calcul", ""))
    return page(
        "planning.html",
        preuves=job.state.get("fin", {}).get("niveaux", []) if job else [],
        session=session,
        id=request.path_params["id"],
        version=version,
        plan_b=plan_b_of(path),
        j=judged,
        avant=session.before(path),
        apres=session.after(path),
        pris=[str(request.query_params.get(champ, "")) for champ in ("candidat", "epreuve")],
        pas=judged.checked.reading.session.reglages.pas if judged.checked else 0,
        motifs=PATTERNS,
        empreinte=stamp(path),
    )


def version_of(session: SessionFiles, path: Path) -> int:
    """The version of a planning, 0 where it has none."""
    return next((p.version for p in session.plannings() if p.path == path), 0)


@dataclass(frozen=True, slots=True)
class PlanBMade:
    """The page of what every single failure would do; `ancien`: the planning has changed since."""

    path: Path
    ancien: bool


def plan_b_of(planning: Path) -> PlanBMade | None:
    """The page of a planning's plan B, where it was made."""
    made = planning.with_name(f"{planning.stem}{SUFFIXE}.html")
    if not made.is_file():
        return None
    return PlanBMade(made, made.stat().st_mtime < planning.stat().st_mtime)


def whole(request: Request) -> HTMLResponse:
    """All that the planning tells, as one page that can be kept: the same as a document of the responsable's."""
    _, path = planning_of(request)
    checked = desk_of(request).readings.of(path, judge).checked
    if checked is None:
        return show(request)
    reading = checked.reading
    made = html_page(
        reading.session,
        reading.edite[0],
        checked.report,
        avertissements=checked.remarques,
        classeur_lu=path.name,
        version=__version__,
    )
    return document(made)


def changes(request: Request) -> HTMLResponse:
    """A planning beside the one that it is a change of: what differs, whom to tell what."""
    session, path = planning_of(request)
    avant = session.before(path)
    readings = desk_of(request).readings
    old, new = (readings.of(p, judge).checked if p else None for p in (avant.path if avant else None, path))
    if avant is None or old is None or new is None:
        return page("refus.html", 404, phrases=[SANS_AVANT])
    told_of = difference(new.reading.session, old.reading.edite[0], new.reading.edite[0])
    version = next((p.version for p in session.plannings() if p.path == path), 0)
    return page("changements.html", session=session, id=ident(path), version=version, avant=avant, changements=told_of)


def state(request: Request) -> JSONResponse:
    """What changes when the planning is saved by hand: the page asks for it and shows itself anew.

    It is told once what was saved is read and judged: whoever asks waits, and nobody who looks.
    """
    _, path = planning_of(request)
    saved = stamp(path)
    desk_of(request).readings.of(path, judge)
    return JSONResponse({"empreinte": saved})


def open_workbook(request: Request) -> RedirectResponse:
    """Open the planning with the machine's own program."""
    _, path = planning_of(request)
    open_with_own_program(path)
    return RedirectResponse(f"/planning/{request.path_params['id']}", 303)
