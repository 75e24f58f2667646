"""A titre read from its référentiel: the PDF dropped, each épreuve confirmed beside its page, the titre kept."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    field_title,
    read_re,
    stem_of,
    titre_of_reading,
)
from tpplanner.domain.referentiel import Referentiel
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.files.place import any_file, make_folder
from tpplanner.files.writing import put
from tpplanner.re_pdf.apart import picture_apart
from tpplanner.re_pdf.document import Frame, ReQuestion, is_pdf
from tpplanner.re_pdf.in_french import in_words
from tpplanner.re_pdf.proposed import Evidence
from tpplanner.referentiels import dump
from tpplanner.sheets import titre_nouveau as sheets
from tpplanner.texts import page as textes
from tpplanner.texts import titre_lu as words
from tpplanner.texts.noms import Texte
from tpplanner.texts.page import problemes
from tpplanner.texts.re_pdf import PAS_UN_PDF
from tpplanner.web.confirming import (
    HEAD,
    Confirmation,
    Screen,
    begin,
    confirmation_of,
    faults_of,
    print_of_step,
    shown_in,
    steps_of,
    table_in,
    table_title,
)
from tpplanner.web.desk import Desk, desk_of, page, posted, today
from tpplanner.web.frame import Cadre
from tpplanner.web.pages import titres
from tpplanner.web.pages.titres import EXTENSION, FOLDER, MOST_FIELDS, change_rows, form_table, table_of
from tpplanner.web.sessions.folders import copy_aside, ident
from tpplanner.web.sessions.states import PlanState
from tpplanner.workbook.titre_write import EnteredTable, EnteredTitre

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
    desk, (confirmation, reading) = desk_of(request), _asked(request)
    entered = _entered(confirmation, reading)
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
    confirmation, _ = _asked(request)
    confirmation.take_away()
    return RedirectResponse("/titres", 303)


def _asked(request: Request) -> tuple[Confirmation, ReReading]:
    desk = desk_of(request)
    confirmation = confirmation_of(desk.data, request.path_params["id"])
    if confirmation is None:
        raise HTTPException(404, textes.INTROUVABLE)
    return confirmation, _reading(desk, confirmation)


def _reading(desk: Desk, confirmation: Confirmation) -> ReReading:
    return desk.readings.of(confirmation.pdf, read_re)


def _entered(confirmation: Confirmation, reading: ReReading) -> EnteredTitre:
    """What somebody made of it so far, else what is proposed."""
    return deepcopy(confirmation.entered or reading.proposal.entered)


def _own(desk: Desk) -> Iterator[Referentiel]:
    return (referentiel for _, referentiel in titres.own(desk) if isinstance(referentiel, Referentiel))


# A step shown beside its pages.


def show_step(request: Request) -> HTMLResponse:
    """A step as it stands."""
    confirmation, reading = _asked(request)
    entered = _entered(confirmation, reading)
    step = _step_asked(request, reading, entered)
    return _step_page(confirmation, steps_of(reading, entered), step, entered, vu=print_of_step(step, entered))


def _step_asked(request: Request, reading: ReReading, entered: EnteredTitre) -> Screen:
    for step in steps_of(reading, entered):
        if step.id == request.path_params["etape"]:
            return step
    raise HTTPException(404, textes.INTROUVABLE)


def _step_page(
    confirmation: Confirmation,
    steps: list[Screen],
    step: Screen,
    entered: EnteredTitre,
    colonnes: frozenset[str] = frozenset(),
    status: int = 200,
    **more: Any,
) -> HTMLResponse:
    """The page of a step.

    `more`: the step as it is kept (`adresse`, its id, which an answer may change; `vu`, its print), the field to go to
    (`vers`), whether the fields are open as somebody is correcting them (`ouvert`), what is refused (`problemes`).
    """
    faults = faults_of(step, entered)
    rank = next(n for n, each in enumerate(steps) if each.id == step.id)
    context: dict[str, Any] = {"vers": "", "ouvert": False, "problemes": [], "adresse": step.id} | more
    return page(
        "titre_lu_etape.html",
        status,
        cadre=Cadre(page=titres.HERE, large=True),
        lu=confirmation,
        sigle=entered.entete.get("sigle", ""),
        step=step,
        rang=rank + 1,
        combien=len(steps),
        avant=steps[rank - 1] if rank else None,
        faites=sum(confirmation.has(each, entered) for each in steps),
        confirmee=confirmation.has(step, entered),
        pages=step.pages(),
        questions=_in_words(step.questions),
        remarques=_in_words(step.notes),
        faults=faults,
        a_repondre=bool(faults) or (bool(step.questions) and not confirmation.has(step, entered)),
        appuis=[(field_title(e), e.proposed, e.said, e.said.where.printed or e.said.where.page) for e in _told(step)],
        mots=words,
        **_understood(step, entered, colonnes),
        **context,
    )


def _in_words(asked: Iterable[ReQuestion]) -> list[tuple[Texte, list[int]]]:
    """What is asked or told of a step, with the pages of the file that it speaks of."""
    return [(in_words(each), [*dict.fromkeys(where.page for where in each.where)]) for each in asked]


def _told(step: Screen) -> list[Evidence]:
    """The words behind the values of a step, each sentence once for each value."""
    return [*{(e.field, e.proposed, e.said.words): e for e in step.evidence}.values()]


def _understood(step: Screen, entered: EnteredTitre, colonnes: frozenset[str]) -> dict[str, Any]:
    """What was understood, in sentences, and the fields in which it is corrected."""
    if step.table == HEAD:
        fields = [c for c in sheets.ENTETE.colonnes if c.champ not in ("verifie", "source")]
        facts = [(c.titre, entered.entete[c.champ]) for c in fields if entered.entete.get(c.champ)]
        return {"entete": fields, "typed": entered.entete, "faits": facts, "table": None, "epreuves": []}
    table = table_in(entered, step.table)
    if step.epreuve is not None:
        rows = [dict(row) for row in step.epreuve.rows]
        shown = form_table(EnteredTable(table.id, {}, rows), colonnes, empty=0)
        epreuves = [(e, phrase) for e, phrase in described(table) if e.first == step.epreuve.first]
    else:
        shown, epreuves = form_table(table, colonnes), described(table)
    return {"entete": [], "typed": {}, "faits": [], "table": shown, "epreuves": epreuves}


# What is asked of a step.


async def ask_step(request: Request) -> Response:
    """What a button of a step asks for: a row more, a look, the step confirmed."""
    form = await request.form(max_fields=MOST_FIELDS)
    return await run_in_threadpool(_answer, request, form)


def _answer(request: Request, form: FormData) -> Response:
    desk, (confirmation, reading) = desk_of(request), _asked(request)
    entered = _entered(confirmation, reading)
    step = _step_asked(request, reading, entered)
    vu = print_of_step(step, entered)
    if form.get("vu", vu) != vu:
        changed = [Issue(Severity.WARNING, *words.CHANGE_AILLEURS())]
        steps = steps_of(reading, entered)
        return _step_page(confirmation, steps, step, entered, status=409, vu=vu, problemes=problemes(changed))
    of_step: dict[str, Any] = {"vu": vu, "adresse": step.id}
    vers = _take(form, step, entered)
    shown = _again(step, reading, entered)
    colonnes = frozenset(map(str, form.getlist("colonnes")))
    steps = steps_of(reading, entered)
    if str(form.get("faire", "verifier")) != "juste":
        return _step_page(confirmation, steps, shown, entered, colonnes, vers=vers, ouvert=True, **of_step)
    if faults_of(shown, entered):
        return _step_page(confirmation, steps, shown, entered, colonnes, 400, vers="manques", ouvert=True, **of_step)
    for row in shown_in(shown, entered):
        if isinstance(row, dict):
            row.pop("a_confirmer", None)
    confirmation.entered = entered
    confirmation.confirmed[shown.id] = print_of_step(shown, entered)
    if shown.id != step.id:
        confirmation.confirmed.pop(step.id, None)
    try:
        with desk.noting:
            confirmation.keep()
    except UserError as refusal:
        issues = problemes(refusal.issues)
        shown_again = {"vers": "problemes", "problemes": issues, **of_step}
        return _step_page(confirmation, steps, shown, entered, colonnes, 409, **shown_again)
    return RedirectResponse(_next(confirmation, steps, shown, entered), 303)


def _take(form: FormData, step: Screen, entered: EnteredTitre) -> str:
    """Take what was sent into the titre; the field to go to."""
    if step.table == HEAD:
        for colonne in sheets.ENTETE.colonnes:
            sent = form.get(f"entete.{colonne.champ}")
            if isinstance(sent, str):
                entered.entete[colonne.champ] = sent.replace("\r\n", "\n").strip()
        return ""
    sent_table, table = table_of(form, step.table), table_in(entered, step.table)
    faire, _, quoi = str(form.get("faire", "")).partition("-")
    vers = change_rows({step.table: sent_table}, faire, quoi) if faire in ("ligne", "retirer") else ""
    rows = sent_table.rows if vers else [row for row in sent_table.rows if any(row.values())]
    if step.epreuve is None:
        table.rows = rows
        table.autour |= {champ: valeur for champ, valeur in sent_table.autour.items() if champ != "nom" or valeur}
    else:
        first = step.epreuve.first
        table.rows[first : first + len(step.epreuve.rows)] = rows
    return vers


def _again(step: Screen, reading: ReReading, entered: EnteredTitre) -> Screen:
    """A step as it is now: its épreuve may have more rows, or another name."""
    steps = [each for each in steps_of(reading, entered) if each.table == step.table]
    same = [each for each in steps if each.id == step.id]
    if step.epreuve is not None:
        same += [each for each in steps if each.epreuve and each.epreuve.first == step.epreuve.first]
    return same[0] if same else step


def _next(confirmation: Confirmation, steps: list[Screen], step: Screen, entered: EnteredTitre) -> str:
    """The next step that is not confirmed; the end where all are."""
    rank = next((n for n, each in enumerate(steps) if each.id == step.id), 0)
    left = [each for each in (*steps[rank + 1 :], *steps[: rank + 1]) if not confirmation.has(each, entered)]
    where = f"etape/{left[0].id}" if left else "fin"
    return f"/titres/lus/{confirmation.id}/{where}"


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
    desk, (confirmation, reading) = desk_of(request), _asked(request)
    number = int(request.path_params["page"])
    if not 1 <= number <= reading.document.pages:
        raise HTTPException(404, textes.INTROUVABLE)
    entered = _entered(confirmation, reading)
    wanted = request.query_params.get("etape", "")
    frames = next((step.frames(number) for step in steps_of(reading, entered) if step.id == wanted), ())
    return Response(desk.pictures.of(confirmation.pdf, FramedPage(number, frames)), media_type="image/png")


# The end: who confirmed it, and the titre kept.


def show_end(request: Request) -> HTMLResponse:
    """What is left to be confirmed; else who confirmed it."""
    return _end_page(request)


def _end_page(request: Request, status: int = 200, issues: list[Issue] | None = None, nom: str = "") -> HTMLResponse:
    desk, (confirmation, reading) = desk_of(request), _asked(request)
    entered = _entered(confirmation, reading)
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
    desk, (confirmation, reading) = desk_of(request), _asked(request)
    entered = _entered(confirmation, reading)
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
