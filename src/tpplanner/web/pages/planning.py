"""A planning: its days drawn, whether it keeps every rule, how good it is proven to be; what can be done with it."""

from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse

from tpplanner import __version__
from tpplanner.change.diff import difference
from tpplanner.errors import UserError
from tpplanner.export.agenda import Agenda, inert
from tpplanner.export.page import Checks, Drawings, checks_of, drawings, html_page
from tpplanner.export.pictures import PATTERNS
from tpplanner.pipeline import Checked, check_planning
from tpplanner.steps import where_broken
from tpplanner.texts.classeur import phrase_session
from tpplanner.texts.commande import ou_est
from tpplanner.texts.deplacements import SANS_AVANT
from tpplanner.texts.fautes import phrase
from tpplanner.web.desk import desk_of, document, page, planning_of, stamp
from tpplanner.web.folders import ident
from tpplanner.web.machine import open_with_own_program
from tpplanner.web.work import told


@dataclass(frozen=True, slots=True)
class Judged:
    """A planning as it is in its file now: judged, drawn; `refus` where it cannot be read."""

    checked: Checked | None
    refus: tuple[dict[str, object], ...] = ()
    resume: str = ""
    dessin: Drawings | None = None
    controle: Checks | None = None
    manquements: tuple[tuple[str, list[str]], ...] = ()


def judge(path: Path) -> Judged:
    """Read, check and draw a planning."""
    try:
        checked = check_planning(path)
    except UserError as refusal:
        return Judged(None, tuple(told(refusal.issues)))
    reading, report = checked.reading, checked.report
    session = reading.session
    agenda = Agenda(inert(session), reading.edite[0])
    return Judged(
        checked,
        resume=phrase_session(session),
        dessin=drawings(agenda, found=True),
        controle=checks_of(agenda, report, checked.remarques),
        manquements=tuple((phrase(session, v), ou_est(*where_broken(reading, v))) for v in report.violations),
    )


def show(request: Request) -> HTMLResponse:
    """The planning as its file is now."""
    session, path = planning_of(request)
    judged = desk_of(request).readings.of(path, judge)
    version = next((p.version for p in session.plannings() if p.path == path), 0)
    return page(
        "planning.html",
        session=session,
        id=request.path_params["id"],
        version=version,
        j=judged,
        avant=session.before(path),
        apres=session.after(path),
        pris=[str(request.query_params.get(champ, "")) for champ in ("candidat", "epreuve")],
        pas=judged.checked.reading.session.reglages.pas if judged.checked else 0,
        motifs=PATTERNS,
        empreinte=stamp(path),
    )


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
    """What changes when the planning is saved by hand: the page asks for it and shows itself anew."""
    return JSONResponse({"empreinte": stamp(planning_of(request)[1])})


def open_workbook(request: Request) -> RedirectResponse:
    """Open the planning with the machine's own program."""
    _, path = planning_of(request)
    open_with_own_program(path)
    return RedirectResponse(f"/planning/{request.path_params['id']}", 303)
