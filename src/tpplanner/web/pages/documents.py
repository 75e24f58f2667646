"""What people hold: the documents of a planning, by audience; made, looked at, taken away."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from tpplanner.export.documents import Audience
from tpplanner.pipeline import found_beside
from tpplanner.texts import page as textes
from tpplanner.texts.documents import AUDIENCES
from tpplanner.web.desk import desk_of, page, planning_of
from tpplanner.web.folders import SessionFiles
from tpplanner.web.issues import told
from tpplanner.web.judged import judge
from tpplanner.web.machine import open_with_own_program

SHOWN = {".pdf": "application/pdf", ".png": "image/png"}
"""Files that a browser shows; the others are taken away. An SVG file or a page could hold a script of somebody's."""


def files_of(planning: Path) -> Iterator[tuple[Audience, Path]]:
    """The documents that were made of a planning, audience by audience."""
    folder = SessionFiles.documents_of(planning)
    for audience in Audience:
        inside = folder / audience.value
        for path in sorted(inside.iterdir()) if inside.is_dir() else ():
            if path.is_file() and not path.name.startswith("."):
                yield audience, path


def show(request: Request) -> HTMLResponse:
    """What there is, and since when: where one is older than its planning, all of them are to be made anew."""
    session, path = planning_of(request)
    checked = desk_of(request).readings.of(path, judge).checked
    found = list(enumerate(files_of(path)))
    made = min((p.stat().st_mtime for _, (_, p) in found), default=0.0)
    groups = [
        (AUDIENCES[a.value], [(n, p.name, p.suffix.lower() in SHOWN) for n, (of, p) in found if of is a])
        for a in Audience
    ]
    return page(
        "documents.html",
        session=session,
        id=request.path_params["id"],
        version=path.stem.rpartition("-v")[2],
        groupes=[group for group in groups if group[1]],
        audiences=[(a.value, AUDIENCES[a.value]) for a in Audience],
        problemes=told(found_beside(path, checked.reading)) if checked else [],
        anciens=bool(found) and made < path.stat().st_mtime,
        dossier=SessionFiles.documents_of(path).name,
    )


async def make(request: Request) -> RedirectResponse:
    """Make them, for those who are chosen (nobody chosen: everybody), or those that are some people's own."""
    asked = await request.form()
    known = {a.value for a in Audience}
    pour = [str(value) for value in asked.getlist("pour") if value in known]
    personnes = [str(value) for value in asked.getlist("personne")]
    return await run_in_threadpool(_make, request, pour, personnes)


def _make(request: Request, pour: list[str], personnes: list[str]) -> RedirectResponse:
    session, path = planning_of(request)
    desk, dossier = desk_of(request), SessionFiles.documents_of(path)
    return desk.start(session, "documents", planning=path, dossier=dossier, pour=pour, personnes=personnes)


def one(request: Request) -> Response:
    """A document, by its place in the list: shown where the browser can, else taken away."""
    _, path = planning_of(request)
    found = list(files_of(path))
    rang = request.path_params["rang"]
    if rang >= len(found):
        raise HTTPException(404, textes.INTROUVABLE)
    document = found[rang][1]
    shown = SHOWN.get(document.suffix.lower())
    disposition = "inline" if shown else "attachment"
    return FileResponse(
        document,
        media_type=shown or "application/octet-stream",
        filename=document.name,
        content_disposition_type=disposition,
    )


def archive(request: Request) -> Response:
    """All of them in one file."""
    _, path = planning_of(request)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive_:
        for audience, document in files_of(path):
            archive_.write(document, f"{audience.value}/{document.name}")
    name = f"{SessionFiles.documents_of(path).name}.zip"
    quoted = name.encode("ascii", "replace").decode().replace('"', "")
    return Response(
        held.getvalue(),
        media_type="application/zip",
        headers={"content-disposition": f'attachment; filename="{quoted}"'},
    )


def open_folder(request: Request) -> RedirectResponse:
    """Open the folder of the documents, as a double click would."""
    _, path = planning_of(request)
    if SessionFiles.documents_of(path).is_dir():
        open_with_own_program(SessionFiles.documents_of(path))
    return RedirectResponse(f"/planning/{request.path_params['id']}/documents", 303)
