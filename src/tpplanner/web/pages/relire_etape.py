"""A step of a titre that is being confirmed: shown beside its pages, corrected, confirmed."""

from collections.abc import Iterable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tpplanner.commands.titre import (
    ReReading,
    described,
    field_title,
)
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.re_pdf.document import ReQuestion
from tpplanner.re_pdf.in_french import in_words
from tpplanner.re_pdf.proposed import Evidence
from tpplanner.sheets import titre_nouveau as sheets
from tpplanner.texts import page as textes
from tpplanner.texts import titre_lu as words
from tpplanner.texts.noms import Texte
from tpplanner.texts.page import problemes
from tpplanner.web.confirming import (
    HEAD,
    Confirmation,
    Screen,
    faults_of,
    print_of_step,
    shown_in,
    steps_of,
    table_in,
)
from tpplanner.web.desk import desk_of, page
from tpplanner.web.frame import Cadre
from tpplanner.web.pages import titres
from tpplanner.web.pages.relire import entered_so_far, titre_asked
from tpplanner.web.pages.titres import MOST_FIELDS, change_rows, form_table, table_of
from tpplanner.workbook.titre_write import EnteredTable, EnteredTitre


def show_step(request: Request) -> HTMLResponse:
    """A step as it stands."""
    confirmation, reading = titre_asked(request)
    entered = entered_so_far(confirmation, reading)
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
    desk, (confirmation, reading) = desk_of(request), titre_asked(request)
    entered = entered_so_far(confirmation, reading)
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
