"""The form of a session: what a browser sends of it, as rows of the workbook's sheets, and these as the form.

Its fields bear the names of the workbook's: ``candidats.nom`` is a column of *Candidats*, and comes once a row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from starlette.datastructures import FormData

from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Role, Session
from tpplanner.sheets.colonne import OUI_NON, Colonne, Feuille
from tpplanner.sheets.session import (
    CANDIDATS,
    COMEDIENS,
    GENRES,
    JOURS,
    MEMBRES,
    SALLES,
    SURVEILLANTS,
    USAGES_DU_CLASSEUR,
)
from tpplanner.texts import page as textes
from tpplanner.texts.noms import date_chiffres, heure_chiffres
from tpplanner.texts.referentiels import usage_affiche
from tpplanner.workbook.contents import Contents, Fields, Value, contents_by_row, epreuve_rows, joined
from tpplanner.workbook.records import key

Row = dict[str, str]
"""What stands in the fields of a row."""


@dataclass(frozen=True, slots=True)
class Table:
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
    Table(JOURS, ("date", "ouverture", "accueil", "fin")),
    Table(CANDIDATS, ("nom", "prenom", "employeur"), 2),
    Table(MEMBRES, ("nom", "prenom", "employeur"), 2),
    Table(SALLES, ("nom", "usages", "postes"), 2),
    Table(SURVEILLANTS, ("nom", "prenom")),
    Table(COMEDIENS, ("nom", "prenom")),
)
BY_CLE = {table.cle: table for table in TABLES}

FIELDS = ("centre", "site", "contact", "responsable", "contact_responsable", "suppleants", "contact_suppleants")
"""The fields of the sheet *Session* that the form shows, beside the kind of session."""

_NEVER = frozenset({"id", "numero_tire", "disponible"})
"""Columns that are no one's to type here: the first two are tpplanner's, the last says what *Indisponible* does."""

_BY_NAME = frozenset({"jurys", "liens", "convocations"})
"""Sheets that name people who may bear another name now: what stands there is carried along by who they are."""


@dataclass(slots=True)
class Saisie:
    """What stands in the form; `colonnes` are those that were asked for beside the usual ones, ``candidats.contact``.

    `ccps` are those of every candidat of a session CCP who has none of their own.
    """

    nom: str = ""
    titre: str = ""
    session: Row = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    colonnes: frozenset[str] = frozenset()
    ccps: tuple[str, ...] = ()
    collages: dict[str, str] = field(default_factory=dict)
    prenom_first: bool = True

    @property
    def ccp(self) -> bool:
        """Whether it is a session CCP."""
        return self.session.get("genre") == GENRES[1]


def read_form(form: FormData) -> Saisie:
    """What a browser sent; whatever is no field of ours is left."""
    return Saisie(
        nom=_text(form, "nom"),
        titre=_text(form, "titre"),
        session={champ: _text(form, f"session.{champ}") for champ in ("genre", *FIELDS)},
        rows={table.cle: _rows(form, table.feuille) for table in TABLES},
        colonnes=frozenset(map(str, form.getlist("colonnes"))),
        ccps=tuple(map(str, form.getlist("ccps"))),
        collages={cle_: str(form.get(f"collage.{cle_}", "")) for cle_ in textes.PERSONNES},
        prenom_first=form.get("ordre", "prenom") == "prenom",
    )


def _text(form: FormData, name: str) -> str:
    return str(form.get(name, "")).replace("\r\n", "\n").strip()


def _rows(form: FormData, feuille: Feuille) -> list[Row]:
    """Each field of a row comes as often as there are rows, in their order."""
    sent = {c.champ: form.getlist(f"{feuille.cle}.{c.champ}") for c in feuille.colonnes}
    count = max(map(len, sent.values()))
    columns = {champ: values for champ, values in sent.items() if len(values) == count}
    clean = {champ: [str(v).replace("\r\n", "\n").strip() for v in values] for champ, values in columns.items()}
    return [{champ: values[n] for champ, values in clean.items()} for n in range(count)]


def is_blank(row: Mapping[str, str]) -> bool:
    """Whether nothing is typed in a row: the type of a room is offered, not typed."""
    return not any(value for champ, value in row.items() if champ not in ("id", "usages"))


# From the form to the rows of a workbook, and from there to a session.


def contents_typed(saisie: Saisie, referentiel: Referentiel, base: Contents | None) -> Contents:
    """The rows of every sheet: what is typed, over what `base` holds where the form shows nothing of it."""
    base = base or {}
    contents: Contents = {cle_: list(rows) for cle_, rows in base.items() if cle_ not in _BY_NAME}
    known: Fields = dict(base["session"][0]) if base.get("session") else {"usage": USAGES_DU_CLASSEUR[0]}
    contents["session"] = [known | saisie.session | {"sigle": referentiel.sigle, "millesime": referentiel.millesime}]
    for table in TABLES:
        kept = {str(row["id"]): row for row in base.get(table.cle, []) if row.get("id")}
        rows = saisie.rows.get(table.cle, [])
        contents[table.cle] = [{} if is_blank(row) else _over(kept.get(row.get("id", "")), row) for row in rows]
    for row in contents["candidats"]:
        if row and saisie.ccp and not row.get("presente"):
            row["presente"] = joined(saisie.ccps)
    for row in contents["membres"]:
        if row and not row.get("habilitation") and not row.get("observateur"):
            row |= {"habilitation": referentiel.sigle, "millesime": row.get("millesime") or referentiel.millesime}
    contents["epreuves"] = epreuve_rows(referentiel)
    contents["responsables"] = _responsables(base.get("responsables", []), saisie)
    return contents


def _over(kept: Fields | None, row: Row) -> Fields:
    """A row as typed; who is no row that was there bears no id."""
    return {**kept, **row} if kept else {champ: value for champ, value in row.items() if champ != "id"}


def _responsables(rows: list[Fields], saisie: Saisie) -> list[Fields]:
    """Those who are still named, with what the form does not ask of them."""
    named = f"{saisie.session.get('responsable', '')};{saisie.session.get('suppleants', '')}"
    noms = {key(nom) for nom in named.split(";")}
    still = (row for row in rows if key(f"{row.get('nom') or ''} {row.get('prenom') or ''}") in noms)
    return [row | {"suppleant": None, "contact": None} for row in still]


# From a session to the form.


def saisie_of(session: Session, nom: str) -> Saisie:
    """The form of a session that is there already."""
    contents = contents_by_row(session)
    responsables = session.avec_role(Role.RESPONSABLE)
    told = {
        "contact_responsable": joined(p.contact for p in responsables if not p.suppleant),
        "contact_suppleants": joined(p.contact for p in responsables if p.suppleant),
    }
    form = {champ: shown(contents["session"][0].get(champ)) for champ in ("genre", *FIELDS)}
    return Saisie(
        nom=nom,
        session=form | told,
        rows={table.cle: [_row_shown(row) for row in contents[table.cle]] for table in TABLES},
    )


def _row_shown(row: Fields) -> Row:
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


# What the form shows of a table.


def columns_of(table: Table, saisie: Saisie, referentiel: Referentiel | None) -> list[Colonne]:
    """The columns in sight: the usual ones, those that were asked for, those in which something stands."""
    rows = saisie.rows.get(table.cle, [])
    usual = {*table.usuelles, *(("presente",) if table.feuille is CANDIDATS and saisie.ccp else ())}
    if table.feuille is SALLES and referentiel and any(e.ressource for e in referentiel.epreuves()):
        usual.add("ressources")
    asked = {name.partition(".")[2] for name in saisie.colonnes if name.startswith(f"{table.cle}.")}
    unsaid = {"habilitation": referentiel.sigle, "millesime": referentiel.millesime} if referentiel else {}
    filled = {
        champ
        for row in rows
        for champ, value in row.items()
        if value and not (table.feuille is MEMBRES and unsaid.get(champ) == value)
    }
    filled -= {"presente"} if table.feuille is CANDIDATS and not saisie.ccp else set()
    in_sight = [c for c in table.feuille.colonnes if c.champ in usual | asked | filled and c.champ not in _NEVER]
    return sorted(in_sight, key=lambda c: table.usuelles.index(c.champ) if c.champ in table.usuelles else 99)


def columns_offered(table: Table, shown: list[Colonne], saisie: Saisie) -> list[Colonne]:
    """Those that may be asked for."""
    never = _NEVER | (set() if saisie.ccp else {"presente", "dernier_ccp"})
    return [c for c in table.feuille.colonnes if c.champ not in never and c not in shown]


def usages_of(referentiel: Referentiel | None) -> list[str]:
    """The types of room that a titre asks for, and all of them together."""
    if referentiel is None:
        return []
    phases = (phase for epreuve in referentiel.epreuves() for phase in epreuve.phases)
    usages = list(dict.fromkeys(usage_affiche(usage) for usage in sorted({p.usage for p in phases}, key=_jury_first)))
    return [*usages, joined(usages)] if len(usages) > 1 else usages


def _jury_first(usage: str) -> tuple[bool, str]:
    return usage != "jury", usage
