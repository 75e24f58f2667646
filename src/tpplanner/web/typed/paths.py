"""The form as fields, each under its path: what a draft keeps, a page sends, a merge compares; an empty one is none."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tpplanner.web.typed.saisie import CLE, FIELDS, SHEETS, YES, Form, FormRow

ByPath = dict[str, str]
"""What stands in the form, by path; nothing of what is empty."""

LONGEST = 5_000
"""Characters of a field: a workbook in which more were written would not be read again."""

_KEY = re.compile(r"[0-9a-z]{1,16}")
_PLAIN = ("nom", "titre")


@dataclass(frozen=True, slots=True)
class RowField:
    """A field of a row: its table, the key of the row, its column."""

    table: str
    cle: str
    champ: str


def row_field(path: str) -> RowField | None:
    """The field of a row that a path names; None for any other path."""
    table, _, rest = path.partition(".")
    cle, _, champ = rest.partition(".")
    if table not in SHEETS or not _KEY.fullmatch(cle):
        return None
    named = champ == "id" or any(colonne.champ == champ for colonne in SHEETS[table].colonnes)
    return RowField(table, cle, champ) if named else None


def fields_of(form: Form) -> ByPath:
    """What stands in a form, by path."""
    fields = {nom: getattr(form, nom) for nom in _PLAIN}
    fields |= {f"session.{champ}": value for champ, value in form.session.items()}
    fields |= {f"ccps.{ccp}": YES for ccp in form.ccps}
    fields |= {f"colonnes.{colonne}": YES for colonne in form.colonnes}
    fields |= {f"retirees.{row}": YES for row in form.retirees}
    for table, rows in form.rows.items():
        for row in rows:
            fields |= {f"{table}.{row[CLE]}.{champ}": value for champ, value in row.items() if champ != CLE}
    return {path: value for path, value in fields.items() if value}


def order_of(form: Form) -> dict[str, list[str]]:
    """The keys of the rows of each table, in their order."""
    return {table: [row[CLE] for row in rows] for table, rows in form.rows.items()}


def form_of(fields: Mapping[str, str], order: Mapping[str, Iterable[str]]) -> Form:
    """The form of these fields; rows that no order names come last."""
    form = Form(rows={table: [{CLE: cle} for cle in dict.fromkeys(order.get(table, ()))] for table in SHEETS})
    write(form, fields)
    return form


def write(form: Form, fields: Mapping[str, str]) -> list[str]:
    """Write fields into a form; the paths of those that stand there otherwise now. No path of another kind counts."""
    rows = {(table, row.get(CLE)): row for table, some in form.rows.items() for row in some}
    return [path for path, value in fields.items() if _written(form, rows, path, _clean(value))]


def _clean(value: str) -> str:
    return value.replace("\r\n", "\n").strip()[:LONGEST]


_RowsByKey = dict[tuple[str, str | None], FormRow]


def _written(form: Form, rows: _RowsByKey, path: str, value: str) -> bool:
    if place := row_field(path):
        return _in_row(form, rows, place, value)
    kind, _, rest = path.partition(".")
    if path in _PLAIN:
        changed: bool = getattr(form, path) != value
        setattr(form, path, value)
        return changed
    if kind == "session":
        return rest in ("genre", *FIELDS) and _set(form.session, rest, value)
    if kind == "collage":
        return rest in SHEETS and _set(form.listes.setdefault(rest, {}), "texte", value)
    return bool(rest) and _ticked(form, kind, rest, chosen=bool(value))


def _set(row: dict[str, str], champ: str, value: str) -> bool:
    changed = row.get(champ, "") != value
    row[champ] = value
    return changed


def _ticked(form: Form, kind: str, rest: str, *, chosen: bool) -> bool:
    """Note whether something is one of those chosen."""
    if kind == "ccps":
        changed = (rest in form.ccps) != chosen
        form.ccps = (*(ccp for ccp in form.ccps if ccp != rest), *([rest] if chosen else []))
        return changed
    if kind in ("colonnes", "retirees"):
        before: frozenset[str] = getattr(form, kind)
        setattr(form, kind, before | {rest} if chosen else before - {rest})
        return (rest in before) != chosen
    return False


def _in_row(form: Form, rows: _RowsByKey, place: RowField, value: str) -> bool:
    """Write a field of a row, which is born with the first of them that says anything."""
    row = rows.get((place.table, place.cle))
    if row is None:
        if not value:
            return False
        row = rows[place.table, place.cle] = {CLE: place.cle}
        form.rows.setdefault(place.table, []).append(row)
    return _set(row, place.champ, value)
