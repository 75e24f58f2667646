"""The centre's own titres: the list, and a form that mirrors table 3.1 of a RE, its sums checked while one types."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tpplanner.domain.referentiel import DocumentRe, Referentiel
from tpplanner.errors import CannotWrite, Issue, Severity, UserError
from tpplanner.files.names import file_name
from tpplanner.files.place import any_file, make_folder
from tpplanner.files.writing import put
from tpplanner.referentiels import dump, refused, shipped
from tpplanner.sheets import titre_nouveau as sheets
from tpplanner.texts import page as textes
from tpplanner.texts.page import problemes
from tpplanner.web.confirming import Confirmation, unfinished
from tpplanner.web.desk import Desk, desk_of, page
from tpplanner.web.frame import Cadre
from tpplanner.web.reading.own_titres import titre_told
from tpplanner.web.reading.readings import wait_for
from tpplanner.web.sessions.folders import copy_aside, ident, stamp
from tpplanner.web.sessions.looking import files_in
from tpplanner.web.sessions.states import PlanState
from tpplanner.workbook.entered import Sums, printed_total, read_titre, sums
from tpplanner.workbook.titre_write import EnteredTable, EnteredTitre, entered_titre

FOLDER, EXTENSION = "titres", ".toml"
"""Where the centre's own stand, in the folder of the sessions."""

MOST_TITRES = 100
"""Of the centre's own: each is read."""

HERE = "/titres"
FRAME = Cadre(page=HERE)
"""What stands around the pages of titres."""


@dataclass(frozen=True, slots=True)
class Titre:
    """A titre on offer; `path` is the file of the centre's own, `id` what the browser names it by."""

    id: str
    referentiel: Referentiel
    path: Path | None = None


def offered(desk: Desk, within: float | None = None) -> list[Titre]:
    """Every titre that can be planned, the centre's own first; without those not read `within` so many seconds."""
    ours = [
        Titre(ident(path), referentiel, path)
        for path, referentiel in own(desk, within)
        if isinstance(referentiel, Referentiel)
    ]
    theirs = [Titre(f"{r.sigle}-{r.millesime}", r) for r in shipped()]
    return [titre for titre in (*ours, *theirs) if not titre.referentiel.transport]


def own(desk: Desk, within: float | None = None) -> Iterator[tuple[Path, Referentiel | UserError]]:
    """The files of the centre's own titres, each with what it holds, or why it is refused; likewise `within`."""
    paths = files_in(desk.library.root / FOLDER, EXTENSION, MOST_TITRES)
    readings = [desk.titres.begun(path, titre_told) for path in paths]
    if within is None:
        wait_for(*readings)
    wait(readings, within)
    for path, reading in zip(paths, readings, strict=True):
        if reading.done():
            try:
                yield path, reading.result()
            except UserError as refusal:  # it ended its reader, or there is none
                yield path, refusal


def titre_of(desk: Desk, id_: str) -> Titre | None:
    """The titre that the browser names."""
    return next((titre for titre in offered(desk) if titre.id == id_), None)


MOST_FIELDS = 20_000
MOST_CERTIFICATS = 20

USUAL = ("modalite", "duree", "presence", "collective", "apres", "delai", "usage", "partagee", "nature")
"""The columns that are always there; the others are for few épreuves."""

EMPTY_ROWS = 2
"""How many empty rows wait below a table."""


# The list.


def show(request: Request, status: int = 200, problems: Iterable[Issue] = ()) -> HTMLResponse:
    """The centre's own titres, and those that tpplanner brings or refuses; `problems`: why a document was not read."""
    desk = desk_of(request)
    ours = [
        (
            ident(path),
            path.stem,
            *((reading, []) if isinstance(reading, Referentiel) else (None, problemes(reading.issues))),
        )
        for path, reading in own(desk)
    ]
    return page(
        "titres.html",
        status,
        cadre=FRAME,
        etats=PlanState,
        siens=ours,
        fournis=shipped(),
        refuses=refused(),
        problemes=problemes(problems),
        en_cours=[(c.id, *titre_read(c)) for c in unfinished(desk.data)],
    )


def titre_read(confirmation: Confirmation) -> tuple[str, int]:
    """What a titre that is being confirmed is called, and how many steps of it are."""
    head = confirmation.entered.entete if confirmation.entered else {}
    return textes.titre_en_lecture(head.get("sigle", ""), head.get("intitule", "")), len(confirmation.confirmed)


# The form shown.


@dataclass(frozen=True, slots=True)
class File:
    """A titre that is there already: its file, and how it was when the form was filled."""

    path: Path
    empreinte: str


def show_new(request: Request) -> HTMLResponse:
    """An empty form, or one that begins with a titre that is known."""
    like = titre_of(desk_of(request), request.query_params.get("depuis", ""))
    typed = entered_titre(like.referentiel) if like else EnteredTitre(tables=[EnteredTable("titre")])
    return _page(typed, None, frozenset())


def show_one(request: Request) -> HTMLResponse:
    """A titre of the centre's own, to be corrected."""
    path, reading = _own(request)
    if not isinstance(reading, Referentiel):
        return page("refus.html", 409, phrases=[issue.message for issue in reading.issues])
    return _page(entered_titre(reading), File(path, stamp(path)), frozenset())


def _own(request: Request) -> tuple[Path, Referentiel | UserError]:
    for path, reading in own(desk_of(request)):
        if ident(path) == request.path_params["id"]:
            return path, reading
    raise HTTPException(404, textes.INTROUVABLE)


def _page(
    typed: EnteredTitre, file: File | None, colonnes: frozenset[str], status: int = 200, **more: Any
) -> HTMLResponse:
    referentiel, faults = read_titre(typed)
    context = {"problemes": [], "vers": "", "juge": False} | more
    return page(
        "titre.html",
        status,
        cadre=FRAME,
        typed=typed,
        id=ident(file.path) if file else "",
        empreinte=file.empreinte if file else "",
        entete=sheets.ENTETE.colonnes,
        tables=[form_table(table, colonnes) for table in typed.tables],
        referentiel=referentiel,
        faults=faults,
        libelles=(sheets.TOTAL_CANDIDAT, sheets.PRESENCE_JURY),
        **context,
    )


def form_table(table: EnteredTable, chosen: frozenset[str], empty: int = EMPTY_ROWS) -> dict[str, Any]:
    """A table as the form shows it, with the empty rows that wait below, and its sums."""
    columns = [c for c in sheets.EPREUVES.colonnes if c.champ in USUAL or c.champ in chosen or _filled(table, c.champ)]
    rows = list(table.rows)
    while rows and not any(rows[-1].values()):
        rows.pop()
    waiting = max(empty, len(table.rows) - len(rows))
    return {
        "cle": table.id,
        "feuille": sheets.EPREUVES,
        "usuelles": USUAL,
        "autour": table.autour,
        "colonnes": columns,
        "offertes": [c for c in sheets.EPREUVES.colonnes if c not in columns],
        "demandees": sorted(chosen) if table.id == "titre" else [],
        "rows": [*rows, *({} for _ in range(waiting))],
        "sommes": _sums(table),
    }


def _filled(table: EnteredTable, champ: str) -> bool:
    return any(row.get(champ) for row in table.rows)


def _sums(table: EnteredTable) -> list[tuple[str, int, int | None]]:
    """For each total of the RE: its field, what the durations add up to, what the RE prints if that is typed."""
    added: Sums = sums(table)
    return [
        ("total_candidat", added.candidat, printed_total(table, "total_candidat")),
        ("presence_jury", added.jury, printed_total(table, "presence_jury")),
    ]


# What is asked of the form.


def read_form(form: FormData) -> tuple[EnteredTitre, frozenset[str]]:
    """What a browser sent: the titre as typed, and the columns that were asked for."""
    entete = {c.champ: _clean(form.get(f"entete.{c.champ}", "")) for c in sheets.ENTETE.colonnes}
    named = [*dict.fromkeys(["titre", *map(str, form.getlist("tables"))])]
    certificats = [id_ for id_ in named[1:] if id_[:3] in sheets.CERTIFICATS and id_[3:].isdecimal()]
    tables = [table_of(form, id_) for id_ in ("titre", *certificats[:MOST_CERTIFICATS])]
    return EnteredTitre(entete, tables), frozenset(map(str, form.getlist("colonnes")))


def table_of(form: FormData, id_: str) -> EnteredTable:
    """A table as a browser sent it."""
    sent = {c.champ: form.getlist(f"{id_}.{c.champ}") for c in sheets.EPREUVES.colonnes}
    count = max(map(len, sent.values()))
    columns = {champ: [_clean(v) for v in values] for champ, values in sent.items() if len(values) == count}
    rows = [{champ: values[n] for champ, values in columns.items()} for n in range(count)]
    around = {champ: _clean(form.get(f"{id_}.{champ}", "")) for champ in ("total_candidat", "presence_jury")}
    return EnteredTable(id_, around | {"nom": _clean(form.get(f"{id_}.intitule", ""))}, rows)


def _clean(value: object) -> str:
    return str(value).replace("\r\n", "\n").strip()


async def ask_new(request: Request) -> Response:
    """What a button of the form asks for: a row, a CCP or a CCS more, a look at the sums, the titre kept."""
    form = await request.form(max_fields=MOST_FIELDS)
    return await run_in_threadpool(_answer, request, form, None)


async def ask_one(request: Request) -> Response:
    """The same, for a titre that is there already."""
    form = await request.form(max_fields=MOST_FIELDS)
    path, _ = await run_in_threadpool(_own, request)
    return await run_in_threadpool(_answer, request, form, File(path, str(form.get("empreinte", ""))))


def _answer(request: Request, form: FormData, file: File | None) -> Response:
    typed, colonnes = read_form(form)
    typed.document = _document(desk_of(request), file)
    tables = {table.id: table for table in typed.tables}
    faire, _, quoi = str(form.get("faire", "verifier")).partition("-")
    vers = ""
    match faire:
        case "ligne" | "retirer":
            vers = change_rows(tables, faire, quoi)
        case "ccp" | "ccs":
            new = next(id_ for n in range(1, MOST_CERTIFICATS + 2) if (id_ := f"{faire.upper()}{n}") not in tables)
            typed.tables.append(EnteredTable(new))
            vers = f"{new}-nom"
        case "enregistrer":
            return _kept(request, typed, file, colonnes)
    return _page(typed, file, colonnes, vers=vers, juge=True)


def _document(desk: Desk, file: File | None) -> DocumentRe | None:
    """What a titre that is there already was read from."""
    reading = desk.titres.of(file.path, titre_told) if file else None
    return reading.document if isinstance(reading, Referentiel) else None


def change_rows(tables: Mapping[str, EnteredTable], faire: str, quoi: str) -> str:
    """Add an empty row to a table, or take one away; the field to go to then."""
    cle, _, rang = quoi.partition("-")
    if cle not in tables:
        return ""
    rows = tables[cle].rows
    if faire == "ligne":
        rows.append({})
        return f"{cle}-{len(rows) - 1}-modalite"
    if rang.isdecimal() and int(rang) < len(rows):
        del rows[int(rang)]
    return ""


def _kept(request: Request, typed: EnteredTitre, file: File | None, colonnes: frozenset[str]) -> Response:
    """Write the titre, where all of it holds together; on to a session of it."""
    referentiel, _ = read_titre(typed)
    if referentiel is None:
        return _page(typed, file, colonnes, 400, juge=True, vers="manques")
    root = desk_of(request).library.root
    try:
        path = file.path if file else _new_path(root, referentiel)
        if file is not None:
            _replace(file)
        put(path, dump(referentiel).encode(), replaces=any_file)
    except UserError as refusal:
        return _page(typed, file, colonnes, 409, juge=True, problemes=problemes(refusal.issues), vers="problemes")
    return RedirectResponse(f"/nouvelle?titre={ident(path)}", 303)


def _new_path(root: Path, referentiel: Referentiel) -> Path:
    make_folder(root / FOLDER, parents=True)
    stem = file_name(f"{referentiel.sigle}-m{referentiel.millesime}")
    path = root / FOLDER / f"{stem}{EXTENSION}"
    if path.exists():
        raise CannotWrite(Issue(Severity.ERROR, *textes.titre_deja_la(referentiel.sigle, referentiel.millesime)))
    return path


def _replace(file: File) -> None:
    """Keep what is about to be replaced; raises CannotWrite where it has changed since the form was filled."""
    if stamp(file.path) != file.empreinte:
        raise CannotWrite(Issue(Severity.ERROR, *textes.TITRE_CHANGE_AILLEURS()))
    copy_aside(file.path)
