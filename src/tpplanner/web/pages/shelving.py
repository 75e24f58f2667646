"""What is done with a whole session: copied for another one, put away, deleted once that was told and confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tpplanner.errors import Issue, Severity, UserError
from tpplanner.texts import mes_sessions as textes
from tpplanner.texts import page as textes_de_page
from tpplanner.texts.page import problemes
from tpplanner.web.desk import Desk, desk_of, page, posted, session_of, today
from tpplanner.web.frame import Cadre
from tpplanner.web.handed.followup import change_followup, put_away
from tpplanner.web.pages import home
from tpplanner.web.pages.titres import offered
from tpplanner.web.sessions.folders import SessionFiles
from tpplanner.web.sessions.judged import look
from tpplanner.web.sessions.purge import YEARS, Left, left_of, limit, take_away
from tpplanner.web.typed.centre import centre_of, fill
from tpplanner.web.typed.drafts import SessionDraft
from tpplanner.web.typed.entry import drafts_of


@posted
def copy(request: Request, _: FormData) -> Response:
    """A draft for another session of the centre: the titre, the membres, rooms and hours; no candidats, no days."""
    desk, files = desk_of(request), session_of(request)
    reading = desk.readings.of(files.workbook, look).reading
    if reading is None:
        return home.show(request, 409, desk.readings.of(files.workbook, look).issues)
    session = reading.saisie
    draft = drafts_of(desk).new()
    same = (session.referentiel.sigle, session.referentiel.millesime)
    titres = (t.id for t in offered(desk) if (t.referentiel.sigle, t.referentiel.millesime) == same)
    draft.form.nom, draft.form.titre = textes.copie_de(files.nom), next(titres, "")
    fill(draft.form, centre_of(session))
    draft.modele = files.id
    try:
        drafts_of(desk).save(draft)
    except UserError as refusal:
        return home.show(request, 409, refusal.issues)
    return RedirectResponse(f"/saisie/{draft.id}/titre", 303)


@posted
def archive(request: Request, form: FormData) -> Response:
    """Put a session among those that are over, or take it back from there."""
    try:
        change_followup(session_of(request).workbook, put_away(archivee=bool(form.get("archivee"))))
    except UserError as refusal:
        return home.show(request, 409, refusal.issues)
    return RedirectResponse("/", 303)


# What is left of a session, deleted.


@dataclass(frozen=True, slots=True)
class Deletion:
    """What would be deleted, in words and file by file; what stays, each with the reason; a print of the list."""

    nom: str
    phrase: str
    fichiers: tuple[str, ...]
    restent: tuple[tuple[str, str], ...]
    recente: bool
    empreinte: str


def show_deletion(request: Request, status: int = 200, issues: Iterable[Issue] = ()) -> HTMLResponse:
    """What would be deleted of a session: nothing is, before it is confirmed."""
    files = session_of(request)
    return page(
        "supprimer.html",
        status,
        cadre=Cadre(page="/"),
        d=_deletion(desk_of(request), files),
        action=f"/session/{files.id}/supprimer",
        annees=YEARS,
        problemes=problemes(issues),
    )


def _deletion(desk: Desk, files: SessionFiles) -> Deletion:
    left, folder = left_of(files), files.workbook.parent
    plannings = {planning.path for planning in files.plannings()} & set(left.old)
    others = len(left.old) - len(plannings) - (files.workbook in left.old)
    days = summary.dates if (summary := desk.summaries.known(files)) else ()
    return Deletion(
        files.nom,
        textes.a_effacer(len(plannings), others),
        tuple(_name(path, folder) for path in left.old),
        tuple((_name(path, folder), reason) for path, reason in left.reasons.items()),
        bool(days) and days[-1] >= limit(today()),
        _print(left),
    )


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name


def _print(left: Left) -> str:
    return sha256(repr(sorted(map(str, left.old))).encode()).hexdigest()[:16]


@posted
def delete(request: Request, form: FormData) -> Response:
    """Delete what was told, where that is still all of it."""
    desk, files = desk_of(request), session_of(request)
    left, root = left_of(files), desk.library.root
    if desk.jobs.running(files.id) is not None:
        return show_deletion(request, 409, [Issue(Severity.ERROR, textes_de_page.EN_COURS)])
    if _print(left) != str(form.get("empreinte", "")):
        return show_deletion(request, 409, [Issue(Severity.ERROR, *textes.EFFACEMENT_CHANGE)])
    above = root if files.workbook.is_relative_to(root.resolve()) else files.workbook.parent
    stay = {path: reason for path in left.old if (reason := take_away(above, path))}
    _forget(desk, files)
    if files.workbook in stay:
        why = [Issue(Severity.ERROR, textes.pas_efface(path.name, reason)) for path, reason in stay.items()]
        return show_deletion(request, 409, why)
    return RedirectResponse(f"/?effaces={len(left.old) - len(stay)}", 303)


def _forget(desk: Desk, files: SessionFiles) -> None:
    """Take away what the application keeps of a session as its own: its draft, what its card told."""
    draft = drafts_of(desk).of(files.id)
    if draft is not None:
        drafts_of(desk).drop(draft)
    desk.summaries.keep(desk.library.sessions())


# A draft of which nothing was written.


def _draft(request: Request) -> SessionDraft:
    draft = drafts_of(desk_of(request)).read(request.path_params["id"])
    if draft is None:
        raise HTTPException(404, textes_de_page.INTROUVABLE)
    return draft


def show_draft(request: Request) -> HTMLResponse:
    """What would be lost with a draft."""
    draft = _draft(request)
    deletion = Deletion(draft.form.nom or textes.SANS_NOM, textes.CE_BROUILLON, (), (), recente=False, empreinte="")
    action = f"/saisie/{draft.id}/supprimer"
    return page("supprimer.html", cadre=Cadre(page="/"), d=deletion, action=action, annees=YEARS, problemes=[])


@posted
def delete_draft(request: Request, _: FormData) -> Response:
    """Delete a draft."""
    drafts_of(desk_of(request)).drop(_draft(request))
    return RedirectResponse("/?effaces=1", 303)
