"""*Mon centre*: what its sessions have in common, filled once, corrected, taken over from a session that is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from tpplanner.errors import Issue, Severity, UserError
from tpplanner.sheets.colonne import Colonne, Feuille, Saisie
from tpplanner.sheets.session import SESSION
from tpplanner.texts import mes_sessions as textes
from tpplanner.texts.page import problemes
from tpplanner.web.desk import Desk, desk_of, now, page
from tpplanner.web.frame import Cadre
from tpplanner.web.pages.titres import offered
from tpplanner.web.sessions.folders import stamp
from tpplanner.web.sessions.judged import look
from tpplanner.web.typed.centre import (
    FILE,
    KINDS,
    SESSION_FIELDS,
    Centre,
    centre_of,
    columns_along,
    joined_with,
    newcomers,
    read_centre,
    write_centre,
)
from tpplanner.web.typed.saisie import BY_CLE, FormRow, name_of

ADDRESS = "/centre"

MOST_FIELDS = 20_000
"""Of the form: a thousand people with all that can be said of them."""

_IN_SIGHT = {
    "membres": ("nom", "prenom", "habilitation", "millesime", "employeur", "contact"),
    "salles": ("nom", "usages", "postes"),
    "surveillants": ("nom", "prenom", "contact"),
    "comediens": ("nom", "prenom", "organisme"),
    "vehicules": ("nom", "sorte"),
}
"""The columns that are always shown; the others are folded in their row."""

_FOLDED = ("comediens", "vehicules")
"""Tables that few centres need."""


@dataclass(frozen=True, slots=True)
class CentreTable:
    """A table of the page: its columns in sight, those that are folded, its rows and one more that waits."""

    feuille: Feuille
    usuelles: tuple[Colonne, ...]
    autres: tuple[Colonne, ...]
    rows: tuple[FormRow, ...]
    nombre: int
    pliee: bool


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """A row that was just taken away, to be put back."""

    cle: str
    rang: int
    row: FormRow

    @property
    def nom(self) -> str:
        """What it is called."""
        return _label(self.row)


def show(
    request: Request,
    status: int = 200,
    refusal: UserError | None = None,
    retiree: RemovedRow | None = None,
    typed: Centre | None = None,
) -> HTMLResponse:
    """What is known of the centre; `depuis`: with what a session knows besides. `refusal`: why it was not kept.

    `typed` is what another window keeps from being saved: shown first, and completed by what that one saved.
    """
    desk = desk_of(request)
    centre = read_centre(desk.data)
    if typed is not None:
        centre = joined_with(typed, centre)
    depuis = request.query_params.get("depuis", "")
    return page(
        "mon_centre.html",
        status,
        cadre=Cadre(page=ADDRESS),
        centre=centre,
        champs=[(SESSION.colonne(champ), centre.session.get(champ, "")) for champ in SESSION_FIELDS],
        tables=[_table(centre, cle) for cle in KINDS],
        aides=textes.AIDES,
        oui_non=Saisie.OUI_NON,
        sigles=sorted({titre.referentiel.sigle for titre in offered(desk)}),
        sessions=[(session.id, session.nom) for session in desk.library.sessions()],
        depuis=depuis,
        **_found(desk, centre, depuis),
        empreinte=stamp(desk.data / FILE),
        garde=request.query_params.get("garde", ""),
        retiree=retiree,
        problemes=problemes(refusal.issues) if refusal else [],
    )


def _table(centre: Centre, cle: str) -> CentreTable:
    rows, columns = centre.rows.get(cle, []), columns_along(cle)
    usual = tuple(colonne for colonne in columns if colonne.champ in _IN_SIGHT[cle])
    others = tuple(colonne for colonne in columns if colonne not in usual)
    pliee = cle in _FOLDED and not rows
    return CentreTable(BY_CLE[cle].feuille, usual, others, (*rows, {}), len(rows), pliee)


def _found(desk: Desk, centre: Centre, depuis: str) -> dict[str, Any]:
    """What a session knows that the centre does not: its name, whom and what, in groups to be ticked."""
    files = desk.library.session(depuis) if depuis else None
    if files is None:
        return {"source": "", "nouveaux": [], "illisible": False}
    session = _centre_in(desk, depuis)
    if session is None:
        return {"source": files.nom, "nouveaux": [], "illisible": True}
    groups = [
        (BY_CLE[cle].feuille.titre, [(f"{cle} {name_of(row)}", _label(row)) for row in rows])
        for cle, rows in newcomers(centre, session).items()
        if rows
    ]
    return {"source": files.nom, "nouveaux": groups, "illisible": False}


def _label(row: FormRow) -> str:
    return " ".join(filter(None, (row.get("nom"), row.get("prenom"))))


def _centre_in(desk: Desk, id_: str) -> Centre | None:
    """The centre as a session tells it; None where that cannot be read."""
    files = desk.library.session(id_)
    reading = desk.readings.of(files.workbook, look).reading if files is not None else None
    return centre_of(reading.saisie) if reading is not None else None


# What is asked of the page.


async def ask(request: Request) -> Response:
    """Keep what stands in the form, then do what its button asks; a script (``garder``) is answered in JSON."""
    return await run_in_threadpool(_answer, request, await request.form(max_fields=MOST_FIELDS))


def _answer(request: Request, form: FormData) -> Response:
    desk = desk_of(request)
    faire, _, quoi = str(form.get("faire", "enregistrer")).partition("-")
    retiree, centre = None, read_form(form)
    try:
        with desk.noting:
            if stamp(desk.data / FILE) != str(form.get("empreinte", "")):
                raise UserError(Issue(Severity.ERROR, *textes.CENTRE_CHANGE))
            match faire:
                case "retirer":
                    retiree = _remove(centre, *quoi.partition("-")[::2])
                case "remettre":
                    _put_back(centre, form)
                case "ajouter":
                    centre = _with_chosen(desk, centre, form)
            write_centre(desk.data, centre)
    except UserError as refusal:
        if faire == "garder":
            changed = refusal.issues[0].message == textes.CENTRE_CHANGE.message
            return JSONResponse({"refus": textes.CENTRE_A_REUNIR if changed else refusal.issues[0].message}, 409)
        return show(request, 409, refusal, typed=centre)
    if faire == "garder":
        return JSONResponse({"dit": textes.enregistre(now()), "empreinte": stamp(desk.data / FILE)})
    return show(request, retiree=retiree) if retiree else RedirectResponse(_next(faire, quoi, form), 303)


def _next(faire: str, quoi: str, form: FormData) -> str:
    """Where one goes on."""
    match faire:
        case "ligne" if quoi in KINDS:
            return f"{ADDRESS}#{quoi}-fin"
        case "voir":
            return f"{ADDRESS}?depuis={form.get('depuis', '')}#nouveaux"
    return f"{ADDRESS}?garde=1"


def read_form(form: FormData) -> Centre:
    """The centre as it stands in the form: the fields of a row come as often as there are rows, in their order."""
    session = {champ: _text(form.get(f"session.{champ}")) for champ in SESSION_FIELDS}
    return Centre({champ: text for champ, text in session.items() if text}, {cle: _rows(form, cle) for cle in KINDS})


def _rows(form: FormData, cle: str) -> list[FormRow]:
    sent = {colonne.champ: form.getlist(f"{cle}.{colonne.champ}") for colonne in columns_along(cle)}
    count = max(map(len, sent.values()))
    columns = {champ: values for champ, values in sent.items() if len(values) == count}
    return [{champ: _text(values[n]) for champ, values in columns.items()} for n in range(count)]


def _text(value: object) -> str:
    return str(value or "").replace("\r\n", "\n").strip()


def _remove(centre: Centre, cle: str, rang: str) -> RemovedRow | None:
    rows = centre.rows.get(cle, [])
    return RemovedRow(cle, int(rang), rows.pop(int(rang))) if rang.isdecimal() and int(rang) < len(rows) else None


def _put_back(centre: Centre, form: FormData) -> None:
    cle, rang = str(form.get("remise", "")), str(form.get("remise.rang", ""))
    if cle in KINDS and rang.isdecimal():
        row = {colonne.champ: _text(form.get(f"remise.{colonne.champ}")) for colonne in columns_along(cle)}
        centre.rows[cle].insert(int(rang), row)


def _with_chosen(desk: Desk, centre: Centre, form: FormData) -> Centre:
    """The centre with whom and what was ticked of a session, and what that tells of those who are known already."""
    session = _centre_in(desk, str(form.get("depuis", "")))
    if session is None:
        return centre
    chosen = set(map(str, form.getlist("prendre")))
    new: Mapping[str, list[FormRow]] = newcomers(centre, session)
    left = {(cle, name_of(row)) for cle, rows in new.items() for row in rows if f"{cle} {name_of(row)}" not in chosen}
    rows = {cle: [row for row in rows if (cle, name_of(row)) not in left] for cle, rows in session.rows.items()}
    return joined_with(centre, Centre(session.session, rows))
