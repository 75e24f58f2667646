"""What every page is made with: the sessions known, the searches, what files hold, templates."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tpplanner.export.html_page import template
from tpplanner.texts import page as textes
from tpplanner.web.frame import Cadre
from tpplanner.web.guard.door import served_by
from tpplanner.web.kept import address_of
from tpplanner.web.reading.readings import Readings
from tpplanner.web.searches.jobs import Job, Jobs, Order
from tpplanner.web.sessions.folders import SessionFiles
from tpplanner.web.sessions.judged import look
from tpplanner.web.sessions.library import Library
from tpplanner.web.sessions.summaries import Summaries
from tpplanner.web.typed.counts import PlaceCounts

TEMPLATES = Path(__file__).parent / "templates"

PATIENCE = 0.7
"""Seconds that a page waits for files: it is there within one."""


@dataclass(slots=True)
class Desk:
    """What the pages of a server share."""

    library: Library
    jobs: Jobs
    data: Path
    readings: Readings = field(default_factory=Readings)
    pictures: Readings = field(default_factory=Readings)
    pdfs: Readings = field(default_factory=Readings)
    """PDF files, each of which is read in a process of its own already (`re_pdf.apart`)"""
    drawings: Readings = field(default_factory=Readings)
    makings: dict[Path, tuple[str, str]] = field(default_factory=dict)
    """by planning: its stamp when its documents were last begun, and the job that makes them"""
    noting: Lock = field(default_factory=Lock)
    """held by whoever notes something in a file that stands there"""
    counts: PlaceCounts = field(default_factory=PlaceCounts)
    titres: Readings = field(default_factory=Readings)
    """the centre's own, all of which are looked at each time"""
    patience: float | None = PATIENCE
    """seconds that a page waits for what it reads before it says so; None: as long as that takes"""
    summaries: Summaries = field(init=False)
    _writing: set[Path] = field(default_factory=set)
    _lock: Any = field(default_factory=Lock)

    def __post_init__(self) -> None:
        """What is remembered of sessions stands in the application's data."""
        self.summaries = Summaries(self.data)

    @contextmanager
    def next_version(self, session: SessionFiles) -> Iterator[Path]:
        """Where the next planning of a session is to be written at once: nobody else is given that version."""
        with self._lock:
            out = self._next_planning(session)
            self._writing.add(out)
        try:
            yield out
        finally:
            self._writing.discard(out)

    def next_planning(self, session: SessionFiles) -> Path:
        """Where the next planning of a session is to be written by a search."""
        with self._lock:
            return self._next_planning(session)

    def _next_planning(self, session: SessionFiles) -> Path:
        return session.next_planning({*self._writing, *self.jobs.promised(session.id)})

    def start(self, session: SessionFiles, travail: str, *, aside: bool = False, **arguments: Any) -> RedirectResponse:
        """Begin a search for a session, or show the one that goes on; to its page.

        A search has no limits of its own: raises `ReaderEnded` for a file that its reader could not read within them.
        """
        self.readings.of(session.workbook, look)
        for path in (session.workbook, *(value for value in arguments.values() if isinstance(value, Path))):
            self.readings.check(path)
        task: Order = {"travail": travail, **arguments}
        job = self.jobs.start(session.id, task, aside=aside)
        another = "" if job.task == task else "?en-cours=1"
        return RedirectResponse(f"/calcul/{job.id}{another}", 303)


def desk_of(request: Request) -> Desk:
    """The desk of the server that was asked."""
    desk: Desk = request.app.state.desk
    return desk


def session_of(request: Request) -> SessionFiles:
    """The session that an address names; raises HTTPException 404."""
    session = desk_of(request).library.session(request.path_params["id"])
    if session is None:
        raise HTTPException(404, textes.INTROUVABLE)
    return session


def planning_of(request: Request) -> tuple[SessionFiles, Path]:
    """The planning that an address names, and its session; raises HTTPException 404."""
    planning = desk_of(request).library.planning(request.path_params["id"])
    if planning is None:
        raise HTTPException(404, textes.INTROUVABLE)
    return planning


def job_of(request: Request) -> Job:
    """The search that an address names; raises HTTPException 404."""
    job = desk_of(request).jobs.get(request.path_params["id"])
    if job is None:
        raise HTTPException(404, textes.INTROUVABLE)
    return job


def programmation_of(request: Request) -> tuple[SessionFiles, Path]:
    """The programmation that an address names, and the workbook of its year; raises HTTPException 404."""
    programmation = desk_of(request).library.programmation(request.path_params["id"])
    if programmation is None:
        raise HTTPException(404, textes.INTROUVABLE)
    return programmation


def seconds_of(choice: object, usual: float) -> float:
    """How long to search, as chosen on a page."""
    try:
        return min(3600.0, max(5.0, float(str(choice))))
    except ValueError:
        return usual


def posted(answer: Callable[[Request, FormData], Response]) -> Callable[[Request], Awaitable[Response]]:
    """What answers a form that was sent, once it is read; in a thread, since files are read and written."""

    @wraps(answer)
    async def answered(request: Request) -> Response:
        return await run_in_threadpool(answer, request, await request.form())

    return answered


def now() -> datetime:
    """The moment at which something is told, or put in force."""
    return datetime.now()


def today() -> date:
    """The day on which échéances are looked at, and from which delays are counted."""
    return now().date()


def page(name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of a template; whatever was typed is escaped in it."""
    return HTMLResponse(render(name, **values), status)


def render(name: str, **values: Any) -> str:
    """A page or a piece of one; `cadre`: what stands around a page of a session; `porte`: where it was asked for."""
    around = {"cadre": Cadre(), "porte": served_by.get()}
    html = template(TEMPLATES, name, statique=address_of).render(t=textes, **around | values)
    return html.encode(errors="replace").decode()  # a name of the system's may be no text


def inside(path: str) -> str:
    """A path of this server, whatever was asked for."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


def document(html: str) -> HTMLResponse:
    """A page that is a document of tpplanner's: it may load the one style that it holds, and says which itself."""
    style = html.split("style-src '", 1)[1].split("'", 1)[0]
    policy = f"default-src 'none'; style-src '{style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    return HTMLResponse(html, headers={"content-security-policy": policy})
