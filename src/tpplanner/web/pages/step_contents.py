"""What each of the five steps shows, and what its own buttons do."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse

from tpplanner.domain.duties import tables_du_genre
from tpplanner.domain.questions import Question
from tpplanner.domain.referentiel import Epreuve, Referentiel
from tpplanner.sheets.colonne import OUI_NON, Colonne
from tpplanner.sheets.session import SESSION
from tpplanner.texts import etapes as textes
from tpplanner.texts.mes_sessions import AIDES
from tpplanner.texts.noms import GENRES, code_du_site
from tpplanner.texts.questions import demande, posee
from tpplanner.texts.referentiels import presences
from tpplanner.web.pages.session import of_excel
from tpplanner.web.pages.titres import offered
from tpplanner.web.sessions.states import PlanState
from tpplanner.web.typed.centre import Centre, for_titre, read_centre
from tpplanner.web.typed.drafts import SessionDraft, TakenOver
from tpplanner.web.typed.entry import Entry, NotEditable
from tpplanner.web.typed.form_tables import table_shown, tables_needed, usages_of
from tpplanner.web.typed.merging import AWAY, resolve
from tpplanner.web.typed.paths import ByPath, fields_of, row_field, write
from tpplanner.web.typed.saisie import BY_CLE, CLE, COMPARED, FIELDS, SHEETS, YES, Form, add, answer, name_of
from tpplanner.web.typed.triage import ask_list, list_shown

YEARS_AHEAD = 3
"""The public holidays of so many years are marked in the calendar."""

PASTED = "membres"
"""Whose list is pasted in the step *Jurys et salles*."""

OF_STEP = {
    "titre": ("nom", "titre", "session", "ccps"),
    "jours": ("jours", "colonnes"),
    "candidats": ("candidats", "colonnes"),
    "jurys": ("membres", "salles", "surveillants", "comediens", "vehicules", "colonnes"),
    "verifier": (),
}
"""The paths of a step, by how they begin."""


def shown_fields(entry: Entry, etape: str) -> ByPath:
    """What stands in the fields of a step as it is shown: without a script, all of them are sent, changed or not."""
    fields = fields_of(entry.form)
    return {path: value for path, value in fields.items() if path.partition(".")[0] in OF_STEP[etape]}


# 1. Titre.

_Epreuves = list[tuple[str, list[tuple[Epreuve, str]]]]


def show_titre(entry: Entry, _: Request) -> dict[str, Any]:
    """The name, the kind of session, the titre with its épreuves, what the centre is."""
    form, referentiel = entry.form, entry.referentiel
    return {
        "genres": tuple(GENRES.values()),
        "titres": []
        if entry.old
        else [(t.id, t.referentiel, _passed(t.referentiel, form)) for t in offered(entry.desk)],
        "referentiel": referentiel,
        "passees": _passed(referentiel, form) if referentiel else [],
        "certificats": tables_du_genre(referentiel, form.genre) if referentiel and form.certificats else (),
        "champs": {champ: SESSION.colonne(champ) for champ in FIELDS if champ not in COMPARED},
        "aides": AIDES,
        "conforme": PlanState.CONFORME,
        "a_verifier": PlanState.A_VERIFIER,
    }


def _passed(referentiel: Referentiel, form: Form) -> _Epreuves:
    """What is passed in the kind of session asked for: table by table, each épreuve and who is there."""
    shown = tables_du_genre(referentiel, form.genre)
    return [
        ("" if t is referentiel.titre else f"{t.id} – {t.nom}", [(e, presences(e)) for e in t.epreuves]) for t in shown
    ]


def ask_titre(_entry: Entry, faire: str, _form: FormData) -> str:
    """Another kind of session or titre was chosen: the step is shown anew."""
    return "titre" if faire == "titre" else ""


# 2. Jours.


def show_jours(entry: Entry, request: Request) -> dict[str, Any]:
    """The days, as rows; the calendar is a script's, over the same rows."""
    return {"table": table_shown("jours", entry.form, entry.referentiel, _more(request, "jours"))}


def _more(request: Request, cle: str) -> int:
    """How many empty rows more were asked for."""
    return int(request.query_params.get("plus") == cle)


def ask_jours(_entry: Entry, _faire: str, _form: FormData) -> str:
    """Nothing of its own beside rows."""
    return ""


def holidays(request: Request) -> JSONResponse:
    """The public holidays of the years to come where a site is, by date: the calendar asks once it is shown."""
    from tpplanner.year.echeances import holidays_named

    first = date.today().year  # noqa: DTZ011 - the days of a centre are those of its own clock
    holiday_names = holidays_named(code_du_site(request.query_params.get("site", "")), first, first + YEARS_AHEAD)
    return JSONResponse({jour.isoformat(): nom for jour, nom in holiday_names.items()})


# 4. Jurys et salles.


@dataclass(frozen=True, slots=True)
class OnOffer:
    """A row of *Mon centre* that is not in the session: its table, its name, what else is known of it."""

    cle: str
    nom: str
    detail: str


def show_jurys(entry: Entry, request: Request) -> dict[str, Any]:
    """Membres, rooms, those who help: their rows, a pasted list, those of the centre who are not there yet."""
    form, referentiel = entry.form, entry.referentiel
    cles = [cle for cle in tables_needed(form, referentiel) if cle not in ("jours", "candidats")]
    return {
        "tables": [table_shown(cle, form, referentiel, _more(request, cle)) for cle in cles],
        "usages": usages_of(referentiel),
        "referentiel": referentiel,
        "du_centre": {cle: _on_offer(entry, cle) for cle in cles},
        "liste": list_shown(entry, PASTED),
    }


def _centre(entry: Entry) -> Centre:
    """What is known of the centre, of use for the titre."""
    centre = read_centre(entry.desk.data)
    return for_titre(centre, entry.referentiel) if entry.referentiel is not None else centre


def _on_offer(entry: Entry, cle: str) -> list[OnOffer]:
    there = {name_of(row) for row in entry.form.present(cle)}
    rows = (row for row in _centre(entry).rows.get(cle, []) if name_of(row) not in there)
    return [OnOffer(name_of(row), _named(row), _detail(row)) for row in rows]


def _named(row: dict[str, str]) -> str:
    return " ".join(filter(None, (row.get("nom", ""), row.get("prenom", ""))))


def _detail(row: dict[str, str]) -> str:
    return ", ".join(filter(None, (row.get(champ, "") for champ in ("employeur", "organisme", "usages", "sorte"))))


def ask_jurys(entry: Entry, faire: str, form: FormData) -> str:
    """Take those who are chosen of a pasted list, or of the centre."""
    of_list = ask_list(entry, PASTED, faire)
    if of_list is not None:
        return of_list
    quoi, _, cle = faire.partition("-")
    if quoi == "centre" and cle in BY_CLE:
        chosen = set(map(str, form.getlist(f"centre.{cle}")))
        there = {name_of(row) for row in entry.form.present(cle)}
        rows = [row for row in _centre(entry).rows.get(cle, []) if name_of(row) in chosen - there]
        return add(entry.form, cle, [dict(row) for row in rows])
    return ""


# 5. Vérifier.


@dataclass(frozen=True, slots=True)
class ChoiceInWords:
    """A field that was changed here and in Excel: where, what stands here, what stands there."""

    path: str
    ou: str
    ici: str
    excel: str


@dataclass(frozen=True, slots=True)
class QuestionInWords:
    """A question, by which its answer names it, what is asked, what holds meanwhile."""

    cle: str
    demande: str
    entre_temps: str


def show_verifier(entry: Entry, _: Request) -> dict[str, Any]:
    """All that is missing, each by its field; what is asked; what was changed in Excel meanwhile."""
    verdict, form = entry.verdict, entry.form
    return {
        "verdict": verdict,
        "questions": [QuestionInWords(_key_of(q), demande(q), posee(q).conseil) for q in verdict.questions],
        "choix": [
            ChoiceInWords(c.path, where(form, c.path), _side(c.path, c.ici), _side(c.path, c.excel))
            for c in entry.draft.choix
        ],
        "repris": [
            ChoiceInWords(t.path, where(form, t.path), _side(t.path, t.avant), _side(t.path, t.excel))
            for t in taken_rows(entry)
        ],
        "effectifs": {cle: nombre for cle in BY_CLE if (nombre := len(form.present(cle)))},
        "noms_etapes": textes.ETAPES,
    }


def _key_of(question: Question) -> str:
    return sha256("\n".join((question.sujet.value, question.ecrit, question.autre)).encode()).hexdigest()[:12]


def _side(path: str, value: str) -> str:
    if path.startswith(AWAY):
        return textes.RETIRE if value else textes.GARDE
    return value or textes.VIDE


def where(form: Form, path: str) -> str:
    """Where a path is, as people say it: ``Candidats, DUPONT Élodie : Employeur``."""
    place = row_field(path)
    if path.startswith(AWAY):
        table, _, cle = path.removeprefix(AWAY).partition(".")
        return f"{SHEETS[table].titre}, {_row_named(form, table, cle)}"
    if place is not None and place.champ != "id":
        colonne: Colonne = SHEETS[place.table].colonne(place.champ)
        return f"{SHEETS[place.table].titre}, {_row_named(form, place.table, place.cle)} : {colonne.titre}"
    champ = path.partition(".")[2]
    return SESSION.colonne(champ).titre if champ in (*FIELDS, "genre") else path


def _row_named(form: Form, table: str, cle: str) -> str:
    row: dict[str, str] = next((row for row in form.rows.get(table, []) if row[CLE] == cle), {})
    return _named(row) or row.get("date", "") or row.get("ecrit", "")


def taken_rows(entry: Entry) -> list[TakenOver]:
    """What was taken from Excel: a row that is new there is one."""
    names = dict[str, TakenOver]()
    for taken_ in entry.draft.reprises:
        place = row_field(taken_.path)
        if place is not None and place.champ == "id":
            continue
        whole = place is not None and not taken_.avant and _is_new(entry.draft, taken_)
        names.setdefault(f"{place.table}.{place.cle}" if whole and place else taken_.path, taken_)
    return list(names.values())


def _is_new(draft: SessionDraft, taken_: TakenOver) -> bool:
    """Whether the whole row of a field came from Excel."""
    place = row_field(taken_.path)
    others = (t for t in draft.reprises if place and t.path.startswith(f"{place.table}.{place.cle}."))
    return all(not other.avant for other in others) and place is not None and place.champ in ("nom", "date", "prenom")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A row that was just taken away, and the button that puts it back."""

    dite: str
    remettre: str


def withdrawn(entry: Entry, table_and_key: str) -> Withdrawn | None:
    """The row that was just taken away (``candidats-3f2a91c0``), if it is away still."""
    table, _, cle = table_and_key.partition("-")
    if f"{table}.{cle}" not in entry.form.retirees:
        return None
    qui = _row_named(entry.form, table, cle) or textes.SANS_NOM
    return Withdrawn(textes.retiree(qui=qui), f"remettre-{table}-{cle}")


# What every step has: rows added, taken away, put back; questions answered; what Excel changed, chosen.


def ask_common(entry: Entry, faire: str) -> str | None:
    """Do what a button of any step asks for; the id to go to, None where it is a button of the step's own."""
    quoi, _, rest = faire.partition("-")
    match quoi:
        case "ligne" if rest in BY_CLE:
            return rest
        case "retirer" | "remettre":
            table, _, cle = rest.partition("-")
            write(entry.form, {f"{AWAY}{table}.{cle}": YES if quoi == "retirer" else ""})
            return "retiree" if quoi == "retirer" else table
        case "repondre":
            mot, _, key = rest.partition("-")
            question = next((q for q in entry.verdict.questions if _key_of(q) == key), None)
            if question is not None and mot in OUI_NON:
                answer(entry.form, question, mot)
            return "questions"
        case "ici" | "excel":
            resolve(entry.draft, rest, excel=quoi == "excel")
            return "choix"
        case "vu":
            entry.draft.reprises = ()
            return "contenu"
    return None


def ask_nothing(_entry: Entry, _faire: str, _form: FormData) -> str:
    """A step without buttons of its own."""
    return ""


# A workbook that holds more than the form would keep.


def show_excel(request: Request, refused: NotEditable) -> HTMLResponse:
    """That Excel is the place of such a session; what was typed here before is said, to be typed there."""
    draft = refused.draft
    changes = draft.changes if draft is not None else {}
    said = [(where(draft.form, path), value or textes.VIDE) for path, value in changes.items()] if draft else []
    return of_excel(request, refused.files, status=409 if said else 200, saisies=said)
