"""The drawing of a planning that a page shows: of which day, at which scale; what it breaks, what has moved in it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from tpplanner.texts import frise as textes
from tpplanner.web.desk import Desk, now
from tpplanner.web.folders import SessionFiles
from tpplanner.web.judged import judge
from tpplanner.web.timeline.axis import ZOOMS
from tpplanner.web.timeline.drawing import Canvas, DayView, Drawing
from tpplanner.web.timeline.faults import Faults, faults_of
from tpplanner.web.timeline.ghosts import Moved
from tpplanner.web.timeline.rows import Tracks

ZOOM, WINDOW = "zoom", "largeur"
"""The cookies in which a browser keeps the scale that was chosen, and how wide it is."""
YEAR = 365 * 24 * 3600
WIDEST = 10_000


def view_of(request: Request) -> DayView:
    """What is asked of a drawing: in the address, else what the browser keeps."""
    asked, cookies = request.query_params, request.cookies
    try:
        jour = date.fromisoformat(asked.get("jour", ""))
    except ValueError:
        jour = None
    return DayView(
        jour,
        _number(asked.get("zoom") or cookies.get(ZOOM, "")),
        min(WIDEST, _number(cookies.get(WINDOW, ""))),
        asked.get("cherche", "").strip()[:200],
        asked.get("filtre", "")[:60],
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def with_scale(request: Request, answer: Response) -> Response:
    """An answer by which the browser keeps the scale that was asked for."""
    if _number(request.query_params.get("zoom", "")) in ZOOMS:
        answer.set_cookie(ZOOM, request.query_params["zoom"], max_age=YEAR, samesite="strict", path="/planning")
    return answer


@dataclass(frozen=True, slots=True)
class DrawnPlanning:
    """A day of a planning drawn, and what its rules broken are grouped by."""

    frise: Drawing
    faults: Faults


def drawn_planning(desk: Desk, session: SessionFiles, path: Path, view: DayView) -> DrawnPlanning | None:
    """The drawing of a planning; None where it cannot be read."""
    judged = desk.readings.of(path, judge)
    tracks = judged.tracks
    if judged.checked is None or tracks is None:
        return None
    avant = tracks_known(desk, session, path)
    violations = judged.checked.report.violations
    faults = faults_of(tracks.agenda, violations, _moved(desk, session, path, tracks, avant) if violations else ())
    return DrawnPlanning(Canvas(tracks, faults, avant, now()).drawn(view), faults)


def _moved(desk: Desk, session: SessionFiles, path: Path, tracks: Tracks, avant: Tracks | None) -> Collection[str]:
    """The candidats who are elsewhere than in the planning before: what is broken is broken by them."""
    changed = session.changed_from(path) if avant is None else None
    avant = desk.readings.of(changed.path, judge).tracks if changed is not None else avant
    return Moved(tracks, avant).everybody() if avant is not None else ()


def tracks_known(desk: Desk, session: SessionFiles, path: Path) -> Tracks | None:
    """The rows of the planning that people know while they do not know that one; None where it is the one."""
    known, in_force = session.known_before(path), session.in_force()
    if known is None or (in_force is not None and in_force.path == path):
        return None
    return desk.readings.of(known.path, judge).tracks


def filters(frise: Drawing) -> list[tuple[str, str]]:
    """What a day may be narrowed to: its name, its key."""
    return [*((nom, cle) for cle, nom in textes.FILTRES.items()), *((nom, jury) for jury, nom in frise.jurys)]
