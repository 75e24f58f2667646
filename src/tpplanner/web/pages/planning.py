"""A planning: its days drawn and judged, what can be done with it; who will come; its documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from tpplanner.change.since import changes_since
from tpplanner.commands.notes import note_in_force
from tpplanner.domain.answers import Changements, Message
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.export.html_page import html_page
from tpplanner.texts import page as textes
from tpplanner.texts.jour_j import il_manque
from tpplanner.texts.noms import Noms
from tpplanner.texts.page import SANS_AVANT, problemes
from tpplanner.texts.plan_b import SUFFIXE
from tpplanner.texts.retouche import titre_de_la_barre
from tpplanner.version import __version__
from tpplanner.web.desk import Desk, desk_of, document, now, page, planning_of, posted
from tpplanner.web.frame import frame_of
from tpplanner.web.machine import open_with_own_program
from tpplanner.web.plannings.drawn import drawn_planning, view_of, with_scale
from tpplanner.web.plannings.gathered import gathered_of
from tpplanner.web.plannings.planning_head import causes_shown, head_of
from tpplanner.web.sessions.folders import SessionFiles, ident, stamp
from tpplanner.web.sessions.judged import Judged, judge, look


def show(request: Request, issues: Iterable[Issue] = ()) -> Response:
    """The planning as its file is now; `issues`: why an answer was not noted."""
    session, path = planning_of(request)
    desk, id_, in_force = desk_of(request), request.path_params["id"], session.in_force()
    if in_force is not None and in_force.path == path:
        desk.readings.begun(session.workbook, look)
    judged = desk.readings.of(path, judge)
    drawn = drawn_planning(desk, session, path, view_of(request))
    messages = _messages(desk, session, path, judged)
    shown = page(
        "planning.html",
        cadre=frame_of(session, textes.PLANNING, id_, large=True),
        session=session,
        id=id_,
        j=judged,
        refus=problemes(issues),
        dessin=drawn.html if drawn else "",
        causes=causes_shown(drawn.faults) if drawn else [],
        a_prevenir=textes.a_prevenir(sum(m.counted for m in messages)) if messages else "",
        tete=head_of(desk, session, path, judged),
        a_garder=_not_kept(desk, path),
        empreinte=_saved(session, path),
    )
    return with_scale(request, shown)


def _not_kept(desk: Desk, path: Path) -> str:
    """How much a hand has changed of the planning that no version keeps yet; empty for nothing."""
    gathered = gathered_of(desk.data, path)
    return titre_de_la_barre(gathered.deplacements, len(gathered.faites)) if gathered.faites else ""


def drawing(request: Request) -> Response:
    """The drawing alone: another day, another scale."""
    session, path = planning_of(request)
    drawn = drawn_planning(desk_of(request), session, path, view_of(request))
    if drawn is None:
        raise HTTPException(409, textes.PASSAGE_INCONNU)
    return with_scale(request, HTMLResponse(drawn.html))


def _messages(desk: Desk, session: SessionFiles, path: Path, judged: Judged) -> tuple[Message, ...]:
    """Whom to tell what: as the file tells it, unless people hold to another planning than it was made from."""
    known = session.known_before(path)
    if known is None or known == session.changed_from(path):
        return judged.changements.messages
    changements = _since(desk, known.path, judged)
    return changements.messages if changements is not None else ()


def _since(desk: Desk, known: Path, judged: Judged) -> Changements | None:
    """What differs from a planning; None where one of them cannot be read."""
    before, checked = desk.readings.of(known, judge).checked, judged.checked
    if before is None or checked is None:
        return None
    return changes_since(before.reading, checked.reading.session, checked.reading.edite[0])


@posted
def put_in_force(request: Request, _: FormData) -> Response:
    """Mark the planning as the one that people hold to."""
    desk, path = desk_of(request), planning_of(request)[1]
    try:
        refuse_without_agreement(desk, path)
        hold_to(desk, path)
    except UserError as refusal:
        return show(request, refusal.issues)
    return RedirectResponse(f"/planning/{request.path_params['id']}", 303)


def refuse_without_agreement(desk: Desk, planning: Path) -> None:
    """Refuse a planning that counts on somebody who has not said yes: raises UserError, which says who."""
    checked = desk.readings.of(planning, judge).checked
    attendus = checked.reading.saisie.attendus if checked is not None else ()
    if checked is not None and attendus:
        noms = Noms(checked.reading.saisie)
        manquent = il_manque([noms.etiquette(id_) for id_ in attendus])
        raise UserError(Issue(Severity.ERROR, manquent))


def hold_to(desk: Desk, planning: Path) -> None:
    """Mark a planning as the one that people hold to from now on; raises UserError and CannotWrite."""
    judged = desk.readings.of(planning, judge)
    with desk.noting:
        note_in_force(planning, now())
    desk.readings.learn(planning, stamp(planning), judge, judged)


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
    path = planning.with_name(f"{planning.stem}{SUFFIXE}.html")
    if not path.is_file():
        return None
    return PlanBMade(path, path.stat().st_mtime < planning.stat().st_mtime)


def whole(request: Request) -> Response:
    """All that the planning tells, as one page that can be kept: the same as a document of the responsable's."""
    _, path = planning_of(request)
    checked = desk_of(request).readings.of(path, judge).checked
    if checked is None:
        return show(request)
    reading = checked.reading
    html = html_page(
        reading.session,
        reading.edite[0],
        checked.report,
        avertissements=checked.remarques,
        classeur_lu=path.name,
        version=__version__,
    )
    return document(html)


def changes(request: Request) -> HTMLResponse:
    """A planning beside the one that people know: what differs, whom to tell what."""
    session, path = planning_of(request)
    desk, avant = desk_of(request), session.known_before(path)
    changements = _since(desk, avant.path, desk.readings.of(path, judge)) if avant is not None else None
    if avant is None or changements is None:
        return page("refus.html", 404, phrases=[SANS_AVANT])
    return page(
        "changements.html",
        cadre=frame_of(session, textes.PLANNING, ident(path)),
        id=ident(path),
        version=version_of(session, path),
        avant=avant,
        changements=changements,
    )


def state(request: Request) -> JSONResponse:
    """What changes when the planning is saved by hand, or the session of which it holds or not: it is shown anew then.

    It is told once what was saved is read and judged: whoever asks waits, and nobody who looks.
    """
    session, path = planning_of(request)
    desk, saved = desk_of(request), _saved(session, path)
    desk.readings.of(path, judge)
    desk.readings.of(session.workbook, look)
    return JSONResponse({"empreinte": saved})


def _saved(session: SessionFiles, path: Path) -> str:
    """What changes whenever a planning or the workbook of its session is saved."""
    return f"{stamp(path)} {stamp(session.workbook)}"


def open_workbook(request: Request) -> RedirectResponse:
    """Open the planning with the machine's own program."""
    _, path = planning_of(request)
    open_with_own_program(path)
    return RedirectResponse(f"/planning/{request.path_params['id']}", 303)
