"""The first page: the sessions known, newest first; the ways to a new one."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tpplanner.errors import Issue, Severity, UserError
from tpplanner.pipeline import new_workbook
from tpplanner.texts import page as textes
from tpplanner.web.classeur import WORKBOOK, new_folder
from tpplanner.web.desk import desk_of, page
from tpplanner.web.folders import SessionFiles
from tpplanner.web.issues import told
from tpplanner.web.pages.session import read_ahead
from tpplanner.web.titres import offered, titre_of


def show(request: Request) -> HTMLResponse:
    """The sessions, and how many plannings each has."""
    return _page(request)


def _page(request: Request, status: int = 200, **more: object) -> HTMLResponse:
    desk = desk_of(request)
    files = desk.library.sessions()
    sessions = [(s.id, s.nom, len(s.plannings())) for s in files]
    titres = [(t.id, t.referentiel) for t in offered(desk)]
    told_more = {"problemes": [], **more}
    read_ahead(desk, files)  # while somebody chooses
    return page("accueil.html", status, sessions=sessions, titres=titres, dossier=str(desk.library.root), **told_more)


async def create(request: Request) -> Response:
    """Make the folder of a new session, and its workbook to fill in Excel."""
    asked = await request.form()
    nom, titre = str(asked.get("nom", "")).strip(), str(asked.get("titre", ""))
    return await run_in_threadpool(_create, request, nom, titre, exemple=bool(asked.get("exemple")))


def _create(request: Request, nom: str, id_: str, *, exemple: bool) -> Response:
    desk = desk_of(request)
    titre = titre_of(desk, id_)
    if titre is None or not nom:
        missing = textes.SANS_NOM() if titre else textes.SANS_TITRE()
        return _page(request, 400, problemes=told([Issue(Severity.ERROR, *missing)]))
    try:
        path = new_folder(desk.library.root, nom) / WORKBOOK
        named = (titre.referentiel.sigle, titre.referentiel.millesime)
        new_workbook(path, *named, referentiel=titre.path, exemple=exemple)
    except UserError as refusal:
        return _page(request, 400, problemes=told(refusal.issues))
    return RedirectResponse(f"/session/{SessionFiles(path).id}", 303)
