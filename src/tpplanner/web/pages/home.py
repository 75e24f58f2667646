"""The first page, and what is asked there without a session: a new one."""

from collections.abc import Iterable

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tpplanner.commands.init import new_workbook
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.texts import page as textes
from tpplanner.texts.page import problemes
from tpplanner.web.desk import desk_of, page, posted
from tpplanner.web.folders import WORKBOOK, SessionFiles, new_folder
from tpplanner.web.pages.session import read_ahead
from tpplanner.web.pages.titres import offered, titre_of


def show(request: Request, status: int = 200, problems: Iterable[Issue] = ()) -> HTMLResponse:
    """The sessions, and how many plannings each has; `problems`: why none was made."""
    desk = desk_of(request)
    files = desk.library.sessions()
    sessions = [(s.id, s.nom, len(s.plannings())) for s in files]
    titres = [(t.id, t.referentiel) for t in offered(desk)]
    read_ahead(desk, files)  # while somebody chooses
    return page(
        "accueil.html",
        status,
        sessions=sessions,
        titres=titres,
        dossier=str(desk.library.root),
        problemes=problemes(problems),
    )


@posted
def create(request: Request, form: FormData) -> Response:
    """Make the folder of a new session, and its workbook to fill in Excel."""
    desk, nom = desk_of(request), str(form.get("nom", "")).strip()
    titre = titre_of(desk, str(form.get("titre", "")))
    if titre is None or not nom:
        missing = textes.SANS_NOM() if titre else textes.SANS_TITRE()
        return show(request, 400, [Issue(Severity.ERROR, *missing)])
    try:
        path = new_folder(desk.library.root, nom) / WORKBOOK
        named = (titre.referentiel.sigle, titre.referentiel.millesime)
        new_workbook(path, *named, referentiel=titre.path, exemple=bool(form.get("exemple")))
    except UserError as refusal:
        return show(request, 400, refusal.issues)
    return RedirectResponse(f"/session/{SessionFiles(path).id}", 303)
