"""A titre read from its référentiel: the PDF dropped, each épreuve confirmed beside its page, the titre kept."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tpplanner.commands.titre import (
    ReReading,
    changes_in_words,
    compared_with_known,
    described,
    read_re,
    stem_of,
    titre_of_reading,
)
from tpplanner.domain.referentiel import Referentiel
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.files.place import any_file, make_folder
from tpplanner.files.writing import put
from tpplanner.re_pdf.apart import picture_apart
from tpplanner.re_pdf.document import Frame, is_pdf
from tpplanner.referentiels import dump
from tpplanner.texts import page as textes
from tpplanner.texts import titre_lu as words
from tpplanner.texts.page import problemes
from tpplanner.texts.re_pdf import PAS_UN_PDF
from tpplanner.web.confirming import (
    Confirmation,
    begin,
    confirmation_of,
    steps_of,
    table_title,
)
from tpplanner.web.desk import Desk, desk_of, page, posted, today
from tpplanner.web.pages import titres
from tpplanner.web.pages.titres import EXTENSION, FOLDER
from tpplanner.web.sessions.folders import copy_aside, ident
from tpplanner.web.sessions.states import PlanState
from tpplanner.workbook.titre_write import EnteredTitre

PICTURE_WIDTH = 1400
"""Of the picture of a page, in pixels: a sharp one on any screen."""


# The document dropped, and what was read of it in one look.


async def drop(request: Request) -> Response:
    """Read the PDF that was dropped; on to what was read, or why it is refused."""
    async with request.form(max_files=1, max_fields=2) as form:
        sent = form.get("re")
        if not isinstance(sent, UploadFile) or not sent.size:
            return await run_in_threadpool(titres.show, request, 400, [Issue(Severity.ERROR, textes.RIEN_DEPOSE)])
        content, nom = await sent.read(), sent.filename or ""
    return await run_in_threadpool(_dropped, request, content, nom)


def _dropped(request: Request, content: bytes, nom: str) -> Response:
    desk = desk_of(request)
    try:
        if not is_pdf(content):  # by the name that it has: it would be kept under that of a PDF
            raise UserError(Issue(Severity.ERROR, *PAS_UN_PDF(nom)))
        with desk.noting:
            confirmation = begin(desk.data, content, nom)
        try:
            _reading(desk, confirmation)
        except UserError:
            confirmation.take_away()
            raise
    except UserError as refusal:
        return titres.show(request, 400, refusal.issues)
    return RedirectResponse(f"/titres/lus/{confirmation.id}", 303)


def show(request: Request) -> HTMLResponse:
    """What was read in one look: the document, its sessions, what changes for a titre that is known, the steps."""
    desk, (confirmation, reading) = desk_of(request), titre_asked(request)
    entered = entered_so_far(confirmation, reading)
    steps = steps_of(reading, entered)
    comparison = compared_with_known(reading, _own(desk))
    done = [step for step in steps if confirmation.has(step, entered)]
    return page(
        "titre_lu.html",
        cadre=titres.FRAME,
        etats=PlanState,
        lu=confirmation,
        entete=entered.entete,
        pages=reading.document.pages,
        tables=[(table.id, table_title(table), described(table)) for table in entered.tables],
        etapes=[(step, step in done) for step in steps],
        suivante=next((step for step in steps if step not in done), None),
        comparaison=comparison,
        changements=changes_in_words(comparison) if comparison else [],
        mots=words,
    )


def abandon(request: Request) -> Response:
    """Give the reading up: nothing of it stays."""
    confirmation, _ = titre_asked(request)
    confirmation.take_away()
    return RedirectResponse("/titres", 303)


def titre_asked(request: Request) -> tuple[Confirmation, ReReading]:
    """The titre that is being confirmed, and what was read of its document."""
    desk = desk_of(request)
    confirmation = confirmation_of(desk.data, request.path_params["id"])
    if confirmation is None:
        raise HTTPException(404, textes.INTROUVABLE)
    return confirmation, _reading(desk, confirmation)


def _reading(desk: Desk, confirmation: Confirmation) -> ReReading:
    return desk.pdfs.of(confirmation.pdf, read_re)


def entered_so_far(confirmation: Confirmation, reading: ReReading) -> EnteredTitre:
    """What somebody made of it so far, else what is proposed."""
    return deepcopy(confirmation.entered or reading.proposal.entered)


def _own(desk: Desk) -> Iterator[Referentiel]:
    return (referentiel for _, referentiel in titres.own(desk) if isinstance(referentiel, Referentiel))


# A page of the document as a picture.


@dataclass(frozen=True, slots=True)
class FramedPage:
    """A page of a file with what is framed on it; called with the file, its picture."""

    page: int
    frames: tuple[Frame, ...]

    def __call__(self, path: Path) -> bytes:
        """The PNG, made in a process of its own."""
        return picture_apart(path, self.page, self.frames, PICTURE_WIDTH)


def show_picture(request: Request) -> Response:
    """A page, with what a step rests on framed."""
    desk, (confirmation, reading) = desk_of(request), titre_asked(request)
    number = int(request.path_params["page"])
    if not 1 <= number <= reading.document.pages:
        raise HTTPException(404, textes.INTROUVABLE)
    entered = entered_so_far(confirmation, reading)
    wanted = request.query_params.get("etape", "")
    frames = next((step.frames(number) for step in steps_of(reading, entered) if step.id == wanted), ())
    return Response(desk.pdfs.of(confirmation.pdf, FramedPage(number, frames)), media_type="image/png")


# The end: who confirmed it, and the titre kept.


def show_end(request: Request) -> HTMLResponse:
    """What is left to be confirmed; else who confirmed it."""
    return _end_page(request)


def _end_page(request: Request, status: int = 200, issues: list[Issue] | None = None, nom: str = "") -> HTMLResponse:
    desk, (confirmation, reading) = desk_of(request), titre_asked(request)
    entered = entered_so_far(confirmation, reading)
    left = [step for step in steps_of(reading, entered) if not confirmation.has(step, entered)]
    _, faults = titre_of_reading(reading, entered)
    return page(
        "titre_lu_fin.html",
        status,
        cadre=titres.FRAME,
        lu=confirmation,
        entete=entered.entete,
        restent=left,
        fautes=[fault.issue for fault in faults],
        remplace=_path(desk, entered).exists(),
        jour=today(),
        nom=nom,
        problemes=problemes(issues or []),
    )


def _path(desk: Desk, entered: EnteredTitre) -> Path:
    return desk.library.root / FOLDER / f"{stem_of(entered)}{EXTENSION}"


@posted
def finish(request: Request, form: FormData) -> Response:
    """Keep the titre, verified by whoever says so, and take away what it was made from; on to a session of it."""
    desk, (confirmation, reading) = desk_of(request), titre_asked(request)
    entered = entered_so_far(confirmation, reading)
    nom = str(form.get("nom", "")).strip()
    left = [step for step in steps_of(reading, entered) if not confirmation.has(step, entered)]
    referentiel, faults = titre_of_reading(reading, entered, today(), nom)
    if not nom:
        return _end_page(request, 400, [Issue(Severity.ERROR, *words.SANS_NOM())])
    if left or referentiel is None:
        return _end_page(request, 400, [fault.issue for fault in faults], nom)
    path = _path(desk, entered)
    try:
        with desk.noting:
            make_folder(path.parent, parents=True)
            if path.exists():
                copy_aside(path)
            put(path, dump(referentiel).encode(), elsewhere=False, replaces=any_file)
    except UserError as refusal:
        return _end_page(request, 409, list(refusal.issues), nom)
    confirmation.take_away()
    return RedirectResponse(f"/nouvelle?titre={ident(path)}", 303)
