"""*Saisie*: the addresses of the five steps, of a new session and of one that is there; each change is on the disk."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial, wraps
from typing import Any
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from tpplanner.errors import UserError
from tpplanner.texts import etapes as textes
from tpplanner.texts import page as textes_de_page
from tpplanner.texts.page import problemes
from tpplanner.tuning import PLAN_SECONDS
from tpplanner.web.desk import desk_of, page
from tpplanner.web.frame import Cadre, frame_of
from tpplanner.web.pages import candidats, step_contents
from tpplanner.web.pages.session import plan_session
from tpplanner.web.typed.drafts import ETAPES
from tpplanner.web.typed.entry import Ended, Entry, NotEditable, SentFields, changed, drafts_of, entry_of, read_before
from tpplanner.web.typed.finishing import finish
from tpplanner.web.typed.places import GESTE, add, bar_of
from tpplanner.web.typed.triage import dropped_list

MOST_FIELDS = 40_000
"""Of a form: a thousand people with all that can be said of them."""

ASKS = {
    "titre": step_contents.ask_titre,
    "jours": step_contents.ask_jours,
    "candidats": candidats.ask,
    "jurys": step_contents.ask_jurys,
}
SHOWS = {
    "titre": step_contents.show_titre,
    "jours": step_contents.show_jours,
    "candidats": candidats.values,
    "jurys": step_contents.show_jurys,
    "verifier": step_contents.show_verifier,
}

COUNTED = ("jours", "candidats", "jurys")
"""The steps under which places are counted."""

_Answer = Callable[[Request, FormData], Response]


def _guarded(answer: _Answer) -> Callable[[Request], Awaitable[Response]]:
    """What answers a step: its form is read, and it leads on where there is nothing to type any more."""

    def answered(request: Request, form: FormData) -> Response:
        try:
            read_before(request)
            return answer(request, form)
        except Ended as ended:
            return RedirectResponse(f"/session/{ended.session}", 303)
        except NotEditable as refused:
            return step_contents.show_excel(request, refused)

    @wraps(answer)
    async def answering(request: Request) -> Response:
        async with request.form(max_fields=MOST_FIELDS) as form:
            return await run_in_threadpool(answered, request, form)

    return answering


def begin(request: Request) -> RedirectResponse:
    """A new session: its draft is on the disk from its first change on; a titre that is chosen already is one."""
    desk, titre = desk_of(request), request.query_params.get("titre", "")
    draft = drafts_of(desk).new()
    if titre:
        draft.form.titre = titre
        drafts_of(desk).save(draft)
    return RedirectResponse(f"/saisie/{draft.id}/{ETAPES[0]}", 303)


@partial(_guarded)
def resume(request: Request, _: FormData) -> Response:
    """The step that was shown last."""
    entry = entry_of(request)
    return RedirectResponse(f"{entry.address}/{entry.draft.etape}", 303)


@partial(_guarded)
def show(request: Request, _: FormData) -> Response:
    """One step, as it stands on the disk."""
    return _page(request, entry_of(request))


def _page(request: Request, entry: Entry, status: int = 200, **more: Any) -> HTMLResponse:
    etape = str(request.path_params["etape"])
    if etape not in ETAPES:
        return page("refus.html", 404, phrases=[textes_de_page.INTROUVABLE])
    common = {
        "cadre": _frame(entry),
        "entry": entry,
        "form": entry.form,
        "etape": etape,
        "etapes": [(nom, f"{entry.address}/{id_}", id_ in entry.completes) for id_, nom in textes.ETAPES.items()],
        "nom_etape": textes.ETAPES[etape],
        "phrase": textes.PHRASES[etape],
        "enregistre": textes.enregistre(entry.draft.enregistre),
        "vu": _seen(entry),
        "avant": json.dumps(step_contents.shown_fields(entry, etape), ensure_ascii=False),
        "vers": request.query_params.get("vers", ""),
        "retiree": step_contents.withdrawn(entry, request.query_params.get("retiree", "")),
        "problemes": [],
    }
    if etape in COUNTED:
        common["places"] = bar_of(entry)
    return page(f"saisie_{etape}.html", status, **common | SHOWS[etape](entry, request) | more)


def _frame(entry: Entry) -> Cadre:
    if entry.files is None:
        return Cadre(page="/")
    draft = entry.draft
    excel = textes.change_dans_excel(len(step_contents.taken_rows(entry)), len(draft.choix))
    aside = "" if excel or not drafts_of(entry.desk).aside(entry.files.id) else textes.BROUILLON_ECARTE
    cadre = frame_of(entry.files, textes_de_page.SAISIE, bandeau=excel or aside)
    place = "choix" if draft.choix else "repris"
    return replace(cadre, voir=(textes.VOIR, f"{entry.address}/verifier?vers={place}#{place}")) if excel else cadre


def _seen(entry: Entry) -> str:
    """What changes whenever the draft or its workbook does: by it, a page knows that it shows what stands."""
    saved = entry.draft.enregistre
    return f"{saved.timestamp() if saved else ''}/{entry.draft.empreinte}"


# What a page sends.


@_guarded
def keep(request: Request, form: FormData) -> Response:
    """Put the fields that changed on the disk."""
    try:
        with changed(request, _sent(form)) as entry:
            if (etape := str(form.get("etape", ""))) in ETAPES:
                entry.draft.etape = etape
    except UserError as refusal:
        return JSONResponse({"dit": " ".join(f"{issue.message} {issue.hint}" for issue in refusal.issues)}, 409)
    return JSONResponse({"dit": textes.enregistre(entry.draft.enregistre), "vu": _seen(entry)})


@_guarded
def state(request: Request, _: FormData) -> Response:
    """What the disk has seen last: another tab, or Excel, may have changed it."""
    entry = entry_of(request)
    return JSONResponse({"vu": _seen(entry), "dit": textes.enregistre(entry.draft.enregistre)})


def _sent(form: FormData) -> SentFields:
    """The fields that a page changed: of those that it sends, whatever it did not show so before."""
    fields = {path: str(value) for path, value in form.multi_items()}
    try:
        before = {str(path): str(value) for path, value in json.loads(fields.pop("avant", "{}")).items()}
    except (ValueError, AttributeError):
        before = {}
    changes = {path: value for path, value in fields.items() if value.strip() != before.get(path, "").strip()}
    return SentFields(changes, before)


@_guarded
def ask(request: Request, form: FormData) -> Response:
    """What a button of a step asks for, once what came with it is on the disk."""
    etape, faire = str(request.path_params["etape"]), str(form.get("faire", ""))
    if etape not in ETAPES:
        return page("refus.html", 404, phrases=[textes_de_page.INTROUVABLE])
    try:
        dropped = dropped_list(desk_of(request), faire, form)
        with drafts_of(desk_of(request)).alone():
            with changed(request, _sent(form)) as entry:
                entry.draft.etape, entry.dropped = etape, dropped
                target = _done(entry, etape, faire, form)
            if faire in ("calculer", "enregistrer"):
                return _finished(request, entry, plan=faire == "calculer")
    except UserError as refusal:
        return _page(request, entry_of(request), 409, problemes=problemes(refusal.issues), vers="problemes")
    if faire == "continuer":
        following = ETAPES[min(ETAPES.index(etape) + 1, len(ETAPES) - 1)]
        return RedirectResponse(f"{entry.address}/{following}", 303)
    quoi, _, rest = faire.partition("-")
    more = {"ligne": "plus", "retirer": "retiree"}.get(quoi)
    query = urlencode({"vers": target} | ({more: rest} if more else {}))
    return RedirectResponse(f"{entry.address}/{etape}?{query}#{quote(target)}", 303)


def _done(entry: Entry, etape: str, faire: str, form: FormData) -> str:
    """Do what a button asks for; the id of the field to go to."""
    if faire.startswith(f"{GESTE}-"):
        return add(entry, faire)
    common = step_contents.ask_common(entry, faire)
    return common if common is not None else ASKS.get(etape, step_contents.ask_nothing)(entry, faire, form)


def _finished(request: Request, entry: Entry, *, plan: bool) -> Response:
    """Write the workbook, and plan it if asked; where that cannot be, the step again with what is missing."""
    if not (entry.verdict.calculable if plan else entry.verdict.enregistrable):
        return _page(request, entry, 400, vers="manques")
    drafts = drafts_of(entry.desk)
    files = finish(entry, drafts)
    return plan_session(entry.desk, files, PLAN_SECONDS) if plan else RedirectResponse(f"/session/{files.id}", 303)
