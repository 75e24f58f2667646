"""A session typed on the page: its form, whose fields bear a path each, and that form as rows of the sheets.

A path is the name of a field: ``nom``, ``session.site``, ``candidats.3f2a91c0.employeur``. A row has a key of its own
from when it is first seen: whatever is said of it twice is said of one row.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from hashlib import sha256
from secrets import token_hex
from typing import Any

from tpplanner.domain.duties import tables_du_genre
from tpplanner.domain.questions import Question
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Genre, Role, Session
from tpplanner.sheets.colonne import OUI_NON, Feuille
from tpplanner.sheets.session import (
    CANDIDATS,
    COMEDIENS,
    JOURS,
    MEMBRES,
    QUESTIONS,
    SALLES,
    SURVEILLANTS,
    USAGES_DU_CLASSEUR,
    VEHICULES,
)
from tpplanner.texts.noms import GENRES, date_chiffres, heure_chiffres
from tpplanner.texts.questions import SUJETS
from tpplanner.workbook.contents import Contents, Fields, Value, contents_by_row, epreuve_rows, joined
from tpplanner.workbook.records import key

FormRow = dict[str, str]
"""What stands in the fields of a row; under ``cle``, by which the form knows the row."""

CLE = "cle"

YES = OUI_NON[0]


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table of the form: its sheet, the columns that are always there, how many empty rows wait below."""

    feuille: Feuille
    usuelles: tuple[str, ...]
    vides: int = 1

    @property
    def cle(self) -> str:
        """Its name in the form."""
        return self.feuille.cle

    @property
    def nom(self) -> str:
        """The column without which a row is nothing."""
        return self.usuelles[0]


TABLES = (
    FormTable(JOURS, ("date", "ouverture", "accueil", "fin")),
    FormTable(CANDIDATS, ("nom", "prenom", "employeur"), 2),
    FormTable(MEMBRES, ("nom", "prenom", "employeur"), 2),
    FormTable(SALLES, ("nom", "usages", "postes"), 2),
    FormTable(SURVEILLANTS, ("nom", "prenom")),
    FormTable(COMEDIENS, ("nom", "prenom")),
    FormTable(VEHICULES, ("nom", "sorte")),
)
BY_CLE = {table.cle: table for table in TABLES}

SHEETS = {**{table.cle: table.feuille for table in TABLES}, QUESTIONS.cle: QUESTIONS}
"""The sheets of which the form holds rows: its tables, and the answers to what is asked."""

COMPARED = ("re_verifie_le", "re_verifie_par")
"""Who compared the durations with the RE, and when: it says nothing of another titre, hence is never taken over."""

FIELDS = (
    *("centre", "site", "contact", "responsable", "contact_responsable", "suppleants", "contact_suppleants"),
    *COMPARED,
)
"""The fields of the sheet *Session* that the form shows, beside the kind of session."""

NEVER = frozenset({"id", "numero_tire"})
"""Columns that are no one's to type here: they are tpplanner's."""

_BY_NAME = frozenset({"jurys", "liens", "convocations", "remises", "imprevus"})
"""Sheets that name people who may bear another name now: what stands there is carried along by who they are."""


@dataclass(slots=True)
class Form:
    """What stands in the form; `colonnes` are those that were asked for beside the usual ones, ``candidats.contact``.

    `ccps` are those of every candidat of a session CCP or CCS who has none of their own. `retirees` are the rows that
    were taken away, ``candidats.3f2a91c0``: they stand in `rows` still, and may come back. `listes` is what was pasted,
    and what was decided of it, by table: JSON that is read where lists are.
    """

    nom: str = ""
    titre: str = ""
    session: FormRow = field(default_factory=dict)
    rows: dict[str, list[FormRow]] = field(default_factory=dict)
    colonnes: frozenset[str] = frozenset()
    ccps: tuple[str, ...] = ()
    retirees: frozenset[str] = frozenset()
    listes: dict[str, Any] = field(default_factory=dict)

    @property
    def genre(self) -> Genre:
        """Its kind of session."""
        return next((genre for genre, nom in GENRES.items() if nom == self.session.get("genre")), Genre.TITRE)

    @property
    def certificats(self) -> bool:
        """Whether candidats are presented to CCP or CCS, to be chosen."""
        return self.genre is not Genre.TITRE

    def present(self, table: str) -> list[FormRow]:
        """The rows of a table in which something stands, those that were taken away left out."""
        return [row for row in self.rows.get(table, []) if not is_blank(row) and not self.is_away(table, row)]

    def is_away(self, table: str, row: FormRow) -> bool:
        """Whether a row was taken away."""
        return f"{table}.{row.get(CLE, '')}" in self.retirees

    def tidy(self) -> None:
        """Give a key to each row that has none yet; a row in which nothing stands is none."""
        for table, rows in self.rows.items():
            self.rows[table] = [{CLE: new_key()} | row for row in rows if row.get("id") or not is_blank(row)]


def new_key() -> str:
    """The key of a row that nobody has seen yet."""
    return token_hex(4)


def is_blank(row: Mapping[str, str]) -> bool:
    """Whether nothing is typed in a row: the type of a room is offered, not typed."""
    return not any(value for champ, value in row.items() if champ not in (CLE, "id", "usages"))


def name_of(row: Mapping[str, str]) -> str:
    """The name of a row, case and accents folded."""
    return key(f"{row.get('nom', '')} {row.get('prenom', '')}")


def add(form: Form, table: str, rows: list[FormRow]) -> str:
    """Put rows below those of a table; the field to go to then."""
    form.rows.setdefault(table, []).extend(rows)
    form.tidy()
    return f"{table}-{form.rows[table][-len(rows)][CLE]}-{BY_CLE[table].nom}" if rows else table


def answer(form: Form, question: Question, reponse: str) -> None:
    """Note ``oui`` or ``non`` to a question; anything else takes the answer back."""
    rows = form.rows.setdefault(QUESTIONS.cle, [])
    asked = {"sujet": SUJETS[question.sujet], "ecrit": question.ecrit, "autre": question.autre}
    row = next((row for row in rows if all(row.get(champ) == value for champ, value in asked.items())), None)
    if row is None:
        row = {CLE: new_key(), **asked}
        rows.append(row)
    row["reponse"] = reponse if reponse in OUI_NON else ""


# From the form to the rows of a workbook, and from there to a session.


def contents_typed(saisie: Form, referentiel: Referentiel, base: Contents | None) -> Contents:
    """The rows of every sheet: what is typed, over what `base` holds where the form shows nothing of it."""
    base = base or {}
    contents: Contents = {cle_: list(rows) for cle_, rows in base.items() if cle_ not in _BY_NAME}
    known: Fields = dict(base["session"][0]) if base.get("session") else {"usage": USAGES_DU_CLASSEUR[0]}
    titre: Fields = {champ: getattr(referentiel, champ) for champ in ("sigle", "millesime", "date_entete")}
    contents["session"] = [known | saisie.session | titre]
    for cle_ in SHEETS:
        by_id = {str(row["id"]): row for row in base.get(cle_, []) if row.get("id")}
        contents[cle_] = [_typed(saisie, cle_, row, by_id) for row in saisie.rows.get(cle_, [])]
    contents[QUESTIONS.cle] = [row for row in contents[QUESTIONS.cle] if row.get("reponse")]
    offered = [table.id for table in tables_du_genre(referentiel, saisie.genre)]
    for row in contents["candidats"]:
        if row and saisie.certificats and not row.get("presente"):
            row["presente"] = joined(ccp for ccp in offered if ccp in saisie.ccps)
    for row in contents["membres"]:
        if row and not row.get("habilitation") and not row.get("observateur"):
            row |= {"habilitation": referentiel.sigle, "millesime": row.get("millesime") or referentiel.millesime}
    contents["epreuves"] = epreuve_rows(referentiel)
    contents["responsables"] = _responsables(base.get("responsables", []), saisie)
    return contents


def _typed(saisie: Form, table: str, row: FormRow, by_id: Mapping[str, Fields]) -> Fields:
    """A row as typed over what stood there; who is no row that was there bears no id."""
    if is_blank(row) or saisie.is_away(table, row):
        return {}
    before = by_id.get(row.get("id", ""))
    own = {champ: value for champ, value in row.items() if champ != CLE and (before or champ != "id")}
    return {**before, **own} if before else dict(own)


def _responsables(rows: list[Fields], saisie: Form) -> list[Fields]:
    """Those who are still named, with what the form does not ask of them."""
    named = f"{saisie.session.get('responsable', '')};{saisie.session.get('suppleants', '')}"
    noms = {key(nom) for nom in named.split(";")}
    still = (row for row in rows if key(f"{row.get('nom') or ''} {row.get('prenom') or ''}") in noms)
    return [row | {"suppleant": None, "contact": None} for row in still]


# From a session to the form.


def saisie_of(session: Session, nom: str) -> Form:
    """The form of a session that is there already: each row has one key, whenever it is read."""
    contents = contents_by_row(session)
    responsables = session.avec_role(Role.RESPONSABLE)
    contacts = {
        "contact_responsable": joined(p.contact for p in responsables if not p.suppleant),
        "contact_suppleants": joined(p.contact for p in responsables if p.suppleant),
    }
    form = {champ: shown(contents["session"][0].get(champ)) for champ in ("genre", *FIELDS)}
    return Form(
        nom=nom,
        session=form | contacts,
        rows={cle_: list(_keyed(map(_row_shown, contents.get(cle_, [])))) for cle_ in SHEETS},
    )


_IDENTITIES = (("id",), ("date",), ("sujet", "ecrit", "autre"), ("nom", "prenom"))
"""By what a row of a workbook is found again: the first of these of which something stands in it."""


def _keyed(rows: Iterable[FormRow]) -> Iterator[FormRow]:
    """Rows of a workbook, each with the key that its identity gives."""
    seen: set[str] = set()
    for row in rows:
        named = (" ".join(row.get(champ, "") for champ in champs).strip() for champs in _IDENTITIES)
        identity = next(filter(None, named), "")
        while (cle_ := sha256(identity.encode()).hexdigest()[:8]) in seen:
            identity += "+"
        seen.add(cle_)
        yield {CLE: cle_, **row}


def _row_shown(row: Fields) -> FormRow:
    return {champ: shown(value) for champ, value in row.items()}


def shown(value: Value) -> str:
    """A value as a field shows it; it reads back the same."""
    match value:
        case None:
            return ""
        case bool():
            return OUI_NON[0] if value else OUI_NON[1]
        case date():
            return date_chiffres(value)
        case time():
            return heure_chiffres(value)
    return str(value)
