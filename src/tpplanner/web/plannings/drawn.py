"""The drawing of a planning that a page shows: of which day, at which scale; what it breaks, what has moved in it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from tpplanner.errors import Issue, Severity, WorkbookRefused
from tpplanner.texts import frise as textes
from tpplanner.texts.lecture import ILLISIBLE
from tpplanner.web.desk import Desk, now, render
from tpplanner.web.plannings.timeline.axis import ZOOMS
from tpplanner.web.plannings.timeline.canvas import Canvas
from tpplanner.web.plannings.timeline.drawing import DayView, Drawing
from tpplanner.web.plannings.timeline.faults import Faults, faults_of
from tpplanner.web.plannings.timeline.ghosts import Moved
from tpplanner.web.plannings.timeline.rows import Tracks
from tpplanner.web.sessions.folders import SessionFiles, VersionedFile, ident, stamp
from tpplanner.web.sessions.judged import judge

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
    """A day of a planning drawn, what its rules broken are grouped by, and both as a piece of a page."""

    frise: Drawing
    faults: Faults
    html: Markup


def drawn_planning(desk: Desk, session: SessionFiles, path: Path, view: DayView) -> DrawnPlanning | None:
    """The drawing of a planning; None where it cannot be read. It is kept as long as another would be the same."""
    judged = desk.readings.of(path, judge)
    if judged.checked is None or judged.tracks is None:
        return None
    known = _known_beside(session, path)
    changed = session.changed_from(path) if known is None and judged.checked.report.violations else None
    minute = now().replace(second=0, microsecond=0)
    there = minute.date() in judged.tracks.agenda.jours
    draw = _DayDrawn(desk, view, minute if there else None, _as_saved(known), _as_saved(changed))
    try:
        return desk.drawings.of(path, draw)
    except WorkbookRefused:  # it has changed meanwhile
        return None


_Saved = tuple[Path, str] | None
"""A planning as it was saved: its file, and the stamp of that; None for none."""


@dataclass(frozen=True, slots=True)
class _DayDrawn:
    """Draws a day of a planning; two are the same where all that they draw is.

    `maintenant`: the minute that it is, on a day of the planning. `avant`: the planning that people know while they do
    not know that one. `changed`: the one that it is a change of, where that is asked for to say what broke it.
    """

    desk: Desk = field(compare=False)
    view: DayView
    maintenant: datetime | None
    avant: _Saved
    changed: _Saved

    def __call__(self, path: Path) -> DrawnPlanning:
        """Draw it; raises WorkbookRefused."""
        judged = self.desk.readings.of(path, judge)
        checked, tracks, avant = judged.checked, judged.tracks, self._rows(self.avant)
        if checked is None or tracks is None:
            raise WorkbookRefused(Issue(Severity.ERROR, *ILLISIBLE))
        violations = checked.report.violations
        moved = _moved_since(tracks, avant or self._rows(self.changed)) if violations else ()
        faults = faults_of(tracks.agenda, violations, moved)
        frise = Canvas(tracks, faults, avant, self.maintenant).drawn(self.view)
        html = render("dessin.html", id=ident(path), frise=frise, filtres=_filters(frise))
        return DrawnPlanning(frise, faults, Markup(html))  # noqa: S704 - our own template

    def _rows(self, planning: _Saved) -> Tracks | None:
        return self.desk.readings.of(planning[0], judge).tracks if planning is not None else None


def _as_saved(planning: VersionedFile | None) -> _Saved:
    return (planning.path, stamp(planning.path)) if planning is not None else None


def _moved_since(tracks: Tracks, avant: Tracks | None) -> Collection[str]:
    """The candidats (ids) who are elsewhere than in a planning before: what is broken is broken by them."""
    return Moved(tracks, avant).everybody() if avant is not None else ()


def _known_beside(session: SessionFiles, path: Path) -> VersionedFile | None:
    """The planning that people know while they do not know that one; None where it is the one."""
    known, in_force = session.known_before(path), session.in_force()
    return None if in_force is not None and in_force.path == path else known


def _filters(frise: Drawing) -> list[tuple[str, str]]:
    """What a day may be narrowed to: its name, its key."""
    return [*((nom, cle) for cle, nom in textes.FILTRES.items()), *((nom, jury) for jury, nom in frise.jurys)]
