"""A session typed on the page, new or there already: its form, what its buttons ask for, its workbook, its planning."""

from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from tpplanner.domain.duties import tables_du_genre
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Genre, Session
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.sheets.session import SESSION
from tpplanner.texts import page as textes
from tpplanner.texts.noms import GENRES, code_du_site
from tpplanner.texts.page import problemes
from tpplanner.texts.referentiels import presences
from tpplanner.tuning import PLAN_SECONDS
from tpplanner.web.centre import centre_of, fill
from tpplanner.web.desk import desk_of, page, session_of
from tpplanner.web.judged import look
from tpplanner.web.pages.session import plan_session
from tpplanner.web.pages.titres import offered, titre_of
from tpplanner.web.saisie import (
    BY_CLE,
    FIELDS,
    TABLES,
    Assessment,
    Form,
    FormRow,
    FormTable,
    Known,
    checked,
    columns_of,
    columns_offered,
    contents_typed,
    editable,
    is_blank,
    known,
    list_shown,
    read_form,
    saisie_of,
    take,
    usages_of,
    write_back,
    write_new,
)
from tpplanner.workbook.entered import carry_over, read_entered

MOST_FIELDS = 40_000
"""Of a form: a thousand people with all that can be said of them."""

YEARS_AHEAD = 3
"""The public holidays of so many years are marked in the calendar."""


# The form shown.


def show(request: Request) -> HTMLResponse:
    """An empty form."""
    chosen = request.query_params.get("titre", "")
    return _page(request, Form(titre=chosen, session={"genre": GENRES[Genre.TITRE]}), None)


def show_session(request: Request) -> HTMLResponse:
    """The form of a session; where its workbook holds more than the form would keep, that Excel is the place."""
    files = session_of(request)
    session = desk_of(request).readings.of(files.workbook, editable)
    if session is None:
        return page("saisie_excel.html", session=files)
    return _page(request, saisie_of(session, files.nom), known(files, session))


def _page(request: Request, saisie: Form, old: Known | None, status: int = 200, **more: Any) -> HTMLResponse:
    """The form; `more`: what was found of it, a list before it is taken, which field to go to."""
    desk = desk_of(request)
    referentiel = _referentiel(request, saisie, old)
    wanted: dict[str, Any] = {"verdict": None, "apercus": {}, "problemes": [], "vers": ""} | more
    return page(
        "nouvelle.html",
        status,
        s=saisie,
        session=old.files if old else None,
        empreinte=old.empreinte if old else "",
        titres=[] if old else [(t.id, *_titre_shown(t.referentiel, saisie)) for t in offered(desk)],
        connues=[] if old else [(s.id, s.nom) for s in desk.library.sessions()],
        referentiel=referentiel,
        montre=_titre_shown(referentiel, saisie) if referentiel else None,
        genres=tuple(GENRES.values()),
        certificats=tables_du_genre(referentiel, saisie.genre) if referentiel and saisie.certificats else (),
        tables=_tables(saisie, referentiel),
        champs={champ: SESSION.colonne(champ) for champ in FIELDS},
        usages=usages_of(referentiel),
        **wanted,
    )


def _referentiel(request: Request, saisie: Form, old: Known | None) -> Referentiel | None:
    if old is not None:
        return old.session.referentiel
    titre = titre_of(desk_of(request), saisie.titre) if saisie.titre else None
    return titre.referentiel if titre else None


_Epreuves = list[tuple[str, list[tuple[Any, str]]]]


def _titre_shown(referentiel: Referentiel, saisie: Form) -> tuple[Referentiel, _Epreuves]:
    """A titre, and what is passed in the kind of session asked for: table by table, each épreuve and who is there."""
    shown = tables_du_genre(referentiel, saisie.genre)
    return referentiel, [
        ("" if t is referentiel.titre else f"{t.id} – {t.nom}", [(e, presences(e)) for e in t.epreuves]) for t in shown
    ]


def _tables(saisie: Form, referentiel: Referentiel | None) -> dict[str, dict[str, Any]]:
    """The tables of the form, by name; those of comédiens and vehicles where there is use for them."""
    tables = {table.cle: _table(table, saisie, referentiel) for table in TABLES}
    epreuves = tuple(referentiel.epreuves()) if referentiel is not None else ()
    booked = {"comediens": any(e.comediens for e in epreuves), "vehicules": any(e.vehicules for e in epreuves)}
    for cle, needed in booked.items():
        if not needed and not tables[cle]["saisies"]:
            del tables[cle]
    return tables


def _table(table: FormTable, saisie: Form, referentiel: Referentiel | None) -> dict[str, Any]:
    """A table, with the empty rows that wait below: as many as there were, and always some."""
    rows = list(saisie.rows.get(table.cle, []))
    number = len(rows)
    while rows and is_blank(rows[-1]):
        rows.pop()
    waiting = max(table.vides, number - len(rows))
    columns = columns_of(table, saisie, referentiel)
    return {
        "cle": table.cle,
        "feuille": table.feuille,
        "usuelles": (*table.usuelles, "presente"),
        "colonnes": columns,
        "offertes": columns_offered(table, columns, saisie),
        "demandees": sorted(saisie.colonnes & {f"{table.cle}.{colonne.champ}" for colonne in columns}),
        "saisies": sum(not is_blank(row) for row in rows),
        "rows": [*rows, *_waiting(table, rows, waiting, referentiel)],
    }


def _waiting(table: FormTable, rows: list[FormRow], count: int, referentiel: Referentiel | None) -> list[FormRow]:
    """Empty rows; rooms are offered of the types that none is of yet, then for juries."""
    usages = usages_of(referentiel)
    if table.cle != "salles" or not usages:
        return [{} for _ in range(count)]
    there = {usage for row in rows for usage in row.get("usages", "").split(" ; ")}
    wanted = [usage for usage in usages if usage not in there and " ; " not in usage]
    return [{"usages": usage} for usage in [*wanted, *[usages[0]] * count][: max(count, len(wanted))]]


def holidays(request: Request) -> JSONResponse:
    """The public holidays of the years to come where a site is, by date: the calendar asks once it is shown."""
    from tpplanner.year.echeances import holidays_named

    first = date.today().year  # noqa: DTZ011 - the days of a centre are those of its own clock
    holiday_names = holidays_named(code_du_site(request.query_params.get("site", "")), first, first + YEARS_AHEAD)
    return JSONResponse({jour.isoformat(): nom for jour, nom in holiday_names.items()})


# What is asked of the form.


async def ask(request: Request) -> Response:
    """What a button of the form asks for: a list read or taken, a row more, a look, the workbook, the planning."""
    form = await request.form(max_fields=MOST_FIELDS)
    return await run_in_threadpool(_answer, request, form, None)


async def ask_session(request: Request) -> Response:
    """The same, for a session that is there already."""
    form = await request.form(max_fields=MOST_FIELDS)
    return await run_in_threadpool(_answer_of_session, request, form)


def _answer_of_session(request: Request, form: FormData) -> Response:
    files = session_of(request)
    session = desk_of(request).readings.of(files.workbook, editable)
    if session is None:
        return page("saisie_excel.html", 409, session=files)
    return _answer(request, form, known(files, session, str(form.get("empreinte", ""))))


def _answer(request: Request, form: FormData, old: Known | None) -> Response:
    saisie = read_form(form)
    faire, _, quoi = str(form.get("faire", "verifier")).partition("-")
    shown: dict[str, Any] = {}
    match faire:
        case "lire" if quoi in textes.PERSONNES:
            shown = {"apercus": {quoi: list_shown(saisie, quoi)}, "vers": f"prendre-{quoi}"}
        case "prendre" if quoi in textes.PERSONNES:
            shown = {"vers": f"{quoi}-{take(saisie, quoi)}-nom"}
        case "ligne" if quoi in BY_CLE:
            saisie.rows[quoi].append({})
            shown = {"vers": f"{quoi}-{len(saisie.rows[quoi]) - 1}-{BY_CLE[quoi].nom}"}
        case "retirer":
            shown = {"vers": _removed(saisie, *quoi.partition("-")[::2])}
        case "reprendre" if old is None:
            _take_over(request, saisie, str(form.get("depuis", "")))
            shown = {"vers": "membres"}
        case "calculer" | "enregistrer":
            return _written(request, saisie, old, plan=faire == "calculer")
    return _page(request, saisie, old, verdict=_verdict(request, saisie, old), **shown)


def _take_over(request: Request, saisie: Form, id_: str) -> None:
    """Take what the centre's sessions have in common from one that is there; nothing from one that cannot be read."""
    desk = desk_of(request)
    files = desk.library.session(id_)
    reading = desk.readings.of(files.workbook, look).reading if files else None
    if reading is not None:
        fill(saisie, centre_of(reading.session))


def _removed(saisie: Form, cle: str, rang: str) -> str:
    """Take a row away; the field to go to then."""
    rows = saisie.rows.get(cle, [])
    if not rang.isdecimal() or int(rang) >= len(rows):
        return ""
    del rows[int(rang)]
    return f"{cle}-{min(int(rang), len(rows))}-{BY_CLE[cle].nom}"


def _verdict(request: Request, saisie: Form, old: Known | None) -> Assessment:
    referentiel = _referentiel(request, saisie, old)
    contents = contents_typed(saisie, referentiel, old.base if old else None) if referentiel else None
    return checked(saisie.nom or (old.files.nom if old else ""), contents, referentiel)


# The workbook written, the planning begun.


def _written(request: Request, saisie: Form, old: Known | None, *, plan: bool) -> Response:
    """Write what is typed, and plan it if asked; where that cannot be, the form again, with all that is missing."""
    verdict = _verdict(request, saisie, old)
    if not (verdict.complet if plan else verdict.enregistrable):
        return _page(request, saisie, old, 400, verdict=verdict, vers="manques")
    desk = desk_of(request)
    if old is not None and desk.jobs.running(old.files.id):
        busy = problemes([Issue(Severity.ERROR, textes.EN_COURS)])
        return _page(request, saisie, old, 409, verdict=verdict, problemes=busy, vers="problemes")
    try:
        session = _session(request, saisie, old)
        if old is None:
            files = write_new(desk.library.root, saisie.nom, session)
        else:
            files = old.files
            write_back(old, session)
    except UserError as refusal:
        return _page(request, saisie, old, 409, verdict=verdict, problemes=problemes(refusal.issues), vers="problemes")
    if plan:
        return plan_session(desk, files, PLAN_SECONDS)
    return RedirectResponse(f"/session/{files.id}", 303)


def _session(request: Request, saisie: Form, old: Known | None) -> Session:
    referentiel = _referentiel(request, saisie, old)
    assert referentiel is not None, "a form without a titre is not written"  # noqa: S101
    contents = contents_typed(saisie, referentiel, old.base if old else None)
    session = read_entered(contents, referentiel, patient=True).saisie
    return carry_over(old.session, session) if old else session
