"""The first page, and what is asked there without a session: a new one, a planning to check, the diagnostic."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tpplanner.commands.init import new_workbook
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.export.pictures import PATTERNS
from tpplanner.texts import page as textes
from tpplanner.texts.page import problemes
from tpplanner.web.desk import desk_of, page, posted
from tpplanner.web.folders import WORKBOOK, SessionFiles, new_folder
from tpplanner.web.judged import Judged, judge
from tpplanner.web.machine import diagnose
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


def diagnostic(_: Request) -> HTMLResponse:
    """The diagnostic, to be copied."""
    return page("diagnostic.html", diagnostic="\n".join(diagnose()))


def upload_page(_: Request) -> HTMLResponse:
    """Where a planning is dropped."""
    return page("controle.html", j=None, nom="", motifs=PATTERNS, problemes=[])


async def check(request: Request) -> HTMLResponse:
    """Judge what was dropped; its name is told as the browser tells it, and used for nothing else."""
    async with request.form(max_files=1, max_fields=4) as form:
        sent = form.get("planning")
        if not isinstance(sent, UploadFile) or not sent.size:
            missing = problemes([Issue(Severity.ERROR, textes.RIEN_DEPOSE)])
            return page("controle.html", 400, j=None, nom="", motifs=PATTERNS, problemes=missing)
        content, nom = await sent.read(), sent.filename or ""
    judged = await run_in_threadpool(_judge_bytes, content)
    return page("controle.html", j=judged, nom=nom, motifs=PATTERNS, problemes=list(judged.refus))


def _judge_bytes(content: bytes) -> Judged:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "planning.xlsx"
        path.write_bytes(content)
        return judge(path)
