"""What the sessions of a centre have in common: its contacts, membres, rooms, those who help; asked once.

It stands in the application's own data as rows of the form, each under the column of the sheet that it fills.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tpplanner.domain.facts import Belongs, facts, taken_along
from tpplanner.domain.referentiel import USAGE_JURY, Referentiel
from tpplanner.domain.session import Membre, Personne, Salle, Session, Vehicule
from tpplanner.errors import CannotWrite, Issue, Severity, UserError
from tpplanner.files.place import any_file, make_folder
from tpplanner.files.writing import put
from tpplanner.sheets.colonne import DISPONIBLE, IDENTIFIANT, INDISPONIBLE, Colonne
from tpplanner.texts import mes_sessions as textes
from tpplanner.web.typed.saisie import BY_CLE, COMPARED, FIELDS, Form, FormRow, is_blank, name_of, saisie_of
from tpplanner.workbook.contents import Contents, Fields, contents_by_row, joined
from tpplanner.workbook.people import split_name
from tpplanner.workbook.records import key

FILE = "centre.json"
"""Where it stands in the application's data."""

SESSION_FIELDS = tuple(champ for champ in FIELDS if champ not in COMPARED)
"""The fields of the form *Session* that belong to the centre."""

KINDS = {"membres": Membre, "salles": Salle, "surveillants": Personne, "comediens": Personne, "vehicules": Vehicule}
"""The tables of the form that belong to the centre, each with what a row of it is."""

_HABILITATION = ("habilitation", "millesime", "habilitation_fin")
_OTHERS = "autres_habilitations"


def columns_along(cle: str) -> tuple[Colonne, ...]:
    """The columns of a table that go along with the centre: none that tells of one session alone."""
    here = {name for name, each in facts(KINDS[cle]).items() if each.belongs is Belongs.HERE}
    here |= {colonne.champ for colonne in (IDENTIFIANT, DISPONIBLE, INDISPONIBLE)}
    return tuple(colonne for colonne in BY_CLE[cle].feuille.colonnes if colonne.champ not in here)


@dataclass(slots=True)
class Centre:
    """The centre, as far as it was told; `illisible`: something stands on the disk that cannot be read."""

    session: FormRow = field(default_factory=dict)
    rows: dict[str, list[FormRow]] = field(default_factory=dict)
    illisible: bool = False

    @property
    def vide(self) -> bool:
        """Whether nothing was told yet."""
        return not any(self.session.values()) and not any(self.rows.values())


def read_centre(data: Path) -> Centre:
    """What is known of the centre; nothing where nothing was told, or where it cannot be read."""
    try:
        entries = json.loads((data / FILE).read_text(encoding="utf-8"))
        session = _texts(entries["session"], SESSION_FIELDS)
        rows = {cle: [_texts(row, _champs(cle)) for row in entries["rows"].get(cle, [])] for cle in KINDS}
    except FileNotFoundError:
        return Centre()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Centre(illisible=True)
    return Centre(session, rows)


def _champs(cle: str) -> tuple[str, ...]:
    return tuple(colonne.champ for colonne in columns_along(cle))


def _texts(entries: Mapping[str, Any], champs: Iterable[str]) -> FormRow:
    return {champ: str(value) for champ in champs if (value := entries.get(champ))}


def write_centre(data: Path, centre: Centre) -> None:
    """Keep what is known of the centre, whole or not at all; what cannot be read is put aside. Raises CannotWrite."""
    make_folder(data, parents=True)
    if read_centre(data).illisible:
        _put_aside(data / FILE)
    entries = {"session": centre.session, "rows": {cle: rows_of(centre.rows.get(cle, [])) for cle in KINDS}}
    content = json.dumps(entries, ensure_ascii=False, indent=1).encode()
    put(data / FILE, content, elsewhere=False, replaces=any_file)


def _put_aside(path: Path) -> None:
    aside = path.with_name(f"{path.stem} illisible {datetime.now():%Y-%m-%d %Hh%Mm%S.%f}{path.suffix}")
    try:
        path.rename(aside)
    except OSError as error:
        raise CannotWrite(Issue(Severity.ERROR, *textes.PAS_MIS_DE_COTE)) from error


def centre_files(data: Path) -> list[Path]:
    """The files in which the centre stands, those that were put aside too."""
    return sorted(data.glob(f"{Path(FILE).stem}*{Path(FILE).suffix}"))


def rows_of(rows: Iterable[FormRow]) -> list[FormRow]:
    """Rows in which something stands, each without what is empty."""
    return [{champ: value for champ, value in row.items() if value} for row in rows if not is_blank(row)]


# From a session to the centre, and from the centre to a session.


def centre_of(session: Session) -> Centre:
    """What a session tells of its centre."""
    there = saisie_of(taken_along(session), "")
    rows = {cle: rows_of(_texts(row, _champs(cle)) for row in there.rows[cle]) for cle in KINDS}
    return Centre({champ: there.session[champ] for champ in SESSION_FIELDS if there.session[champ]}, rows)


def contents_along(session: Session) -> Contents:
    """What goes along to another session of the centre and stands in no field of the form: réglages, agrément.

    Who compared the durations does not: the titre may become another.
    """
    there = contents_by_row(taken_along(session))
    bare = {champ: value for champ, value in there["session"][0].items() if champ not in COMPARED}
    return {"session": [bare], **{cle: there[cle] for cle in ("reglages", "responsables")}}


def for_titre(centre: Centre, referentiel: Referentiel) -> Centre:
    """The centre, those membres left out whom nothing says to be habilités for a titre; observateurs stay."""
    known = {key(referentiel.sigle), key(referentiel.code)} - {""}
    membres = [
        row
        for row in centre.rows.get("membres", [])
        if known & {titre for titre, _ in (_habilitation(row), *_others(row))} or row.get("observateur")
    ]
    return Centre(centre.session, {**centre.rows, "membres": membres})


def year_along(centre: Centre) -> Contents:
    """What a centre gives to the workbook of a year: titres, membres, who leads, rooms of juries."""
    session, membres = centre.session, centre.rows.get("membres", [])
    titres = {key(titre): titre for row in membres if (titre := row.get("habilitation", ""))}
    leaders = (f"{session.get('responsable', '')};{session.get('suppleants', '')}").split(";")
    names = [split_name(name.strip()) for name in leaders if name.strip()]
    return {
        "annee": [{champ: session.get(champ, "") for champ in ("centre", "site")}],
        "titres": [{"sigle": titre} for titre in titres.values()],
        "membres": [_of_a_year(row) for row in membres],
        "responsables": [{"nom": nom, "prenom": prenom} for nom, prenom in names],
        "salles": [{"nom": row["nom"]} for row in centre.rows.get("salles", []) if USAGE_JURY in row.get("usages", "")],
    }


def _of_a_year(row: FormRow) -> Fields:
    """A membre as the workbook of a year tells them."""
    own: Fields = {champ: row.get(champ, "") for champ in ("nom", "prenom", "organisme", "employeur", "qualites")}
    return own | {"habilitations": joined(filter(None, (_held(row), row.get(_OTHERS, ""))))}


def _held(row: FormRow) -> str:
    """A row's first habilitation: ``CDA 04 31/12/2028``."""
    return " ".join(row[champ] for champ in _HABILITATION if row.get(champ))


def fill(saisie: Form, centre: Centre) -> None:
    """Put into a form what it does not tell of its centre, and whoever and whatever is not in it yet."""
    for champ in SESSION_FIELDS:
        saisie.session[champ] = saisie.session.get(champ) or centre.session.get(champ, "")
    for cle in KINDS:
        rows = [row for row in saisie.rows.get(cle, []) if not is_blank(row)]
        there = {name_of(row) for row in rows}
        saisie.rows[cle] = rows + [dict(row) for row in centre.rows.get(cle, []) if name_of(row) not in there]


def learn(data: Path, session: Session) -> None:
    """Keep what the first session tells of its centre, so that it is asked once; nothing where something is known."""
    known = read_centre(data)
    if known.vide and not known.illisible:
        with suppress(UserError):  # asked again with the next session
            write_centre(data, centre_of(session))


def newcomers(centre: Centre, session: Centre) -> dict[str, list[FormRow]]:
    """Whoever sits in a session, or helps there, and its rooms, that the centre does not know."""
    there = {cle: {name_of(row) for row in centre.rows.get(cle, [])} for cle in KINDS}
    return {cle: [row for row in session.rows.get(cle, []) if name_of(row) not in there[cle]] for cle in KINDS}


def joined_with(centre: Centre, session: Centre) -> Centre:
    """The centre with what a session tells of it: nothing that was told is replaced, a titre more is added."""
    new = newcomers(centre, session)
    rows = {}
    for cle in KINDS:
        entries = {name_of(row): row for row in session.rows.get(cle, [])}
        rows[cle] = [_completed(row, entries.get(name_of(row), {})) for row in centre.rows.get(cle, [])] + new[cle]
    return Centre(session.session | {c: v for c, v in centre.session.items() if v}, rows)


def _completed(row: FormRow, other: FormRow) -> FormRow:
    """A row with what it lacks; another habilitation joins those that it has."""
    fresh = {champ: other[champ] for champ in _HABILITATION if other.get(champ)}
    row = {champ: value for champ, value in other.items() if champ not in _HABILITATION} | row
    if not row.get("habilitation"):
        return row | fresh
    if not fresh or _habilitation(fresh) in {_habilitation(row), *_others(row)}:
        return row
    return row | {_OTHERS: " ; ".join(filter(None, (row.get(_OTHERS, ""), _held(fresh))))}


def _habilitation(row: FormRow) -> tuple[str, str]:
    """The titre and the millésime of a row's first habilitation."""
    return key(row.get("habilitation", "")), key(row.get("millesime", ""))


def _others(row: FormRow) -> list[tuple[str, str]]:
    """The titres and millésimes of the others: ``DWWM 04 31/08/2028 ; CDA 03``."""
    words = (each.split() for each in row.get(_OTHERS, "").split(";"))
    return [(key(titre), key(next(iter(rest), ""))) for titre, *rest in filter(None, words)]
