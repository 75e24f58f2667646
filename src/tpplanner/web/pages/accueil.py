"""The first page: the sessions known, newest first; a new one."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tpplanner.errors import UserError
from tpplanner.export.files import file_name, make_folder
from tpplanner.pipeline import new_workbook
from tpplanner.referentiels import shipped
from tpplanner.web.desk import desk_of, page
from tpplanner.web.folders import EXTENSION, SessionFiles
from tpplanner.web.work import told

WORKBOOK = "session"
"""What the workbook of a new session is called, in a folder that bears the name of the session."""


def show(request: Request) -> HTMLResponse:
    """The sessions, and how many plannings each has."""
    return _page(request)


def _page(request: Request, status: int = 200, **more: object) -> HTMLResponse:
    library = desk_of(request).library
    sessions = [(s.id, s.nom, len(s.plannings())) for s in library.sessions()]
    titres = [(ref.sigle, ref.intitule) for ref in shipped()]
    told_more = {"problemes": [], **more}
    return page("accueil.html", status, sessions=sessions, titres=titres, dossier=str(library.root), **told_more)


async def create(request: Request) -> Response:
    """Make the folder of a new session, and its workbook to fill."""
    asked = await request.form()
    nom, titre = str(asked.get("nom", "")), str(asked.get("titre", ""))
    return await run_in_threadpool(_create, request, nom, titre, exemple=bool(asked.get("exemple")))


def _create(request: Request, nom: str, titre: str, *, exemple: bool) -> Response:
    root = desk_of(request).library.root
    stem = file_name(nom)
    folders = (root / name for name in (stem, *(f"{stem} ({n})" for n in range(2, 1000))))
    try:
        make_folder(root, parents=True)
        folder = next(path for path in folders if not path.exists())
        make_folder(folder)
        path = folder / f"{WORKBOOK}{EXTENSION}"
        new_workbook(path, titre, exemple=exemple)
    except UserError as refusal:
        return _page(request, 400, problemes=told(refusal.issues))
    return RedirectResponse(f"/session/{SessionFiles(path).id}", 303)
