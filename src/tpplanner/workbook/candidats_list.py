"""Taking the candidats from a list that the centre has, whatever its columns: a CSV or a workbook, tpplanner's too."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from tpplanner.errors import Issue, Severity, UserError
from tpplanner.sheets import CANDIDATS, Saisie
from tpplanner.texts import fichier, modele
from tpplanner.texts.message import Texte
from tpplanner.workbook import cells
from tpplanner.workbook.candidats_header import (
    FULL_NAME,
    HEADER_ROWS,
    TAKEN,
    Columns,
    is_somebody,
    sheet_of_candidats,
    untold,
)
from tpplanner.workbook.cells import Raw, Unreadable
from tpplanner.workbook.contents import Fields, Value
from tpplanner.workbook.guard import MAX_BYTES, read_checked
from tpplanner.workbook.reader.grid import Book, Cell, Grid, GridRow, open_book
from tpplanner.workbook.reader.identities import split_name
from tpplanner.workbook.reader.notes import Notes, Place
from tpplanner.workbook.reader.record import Record
from tpplanner.workbook.reader.table import column_letter

_MOST = 1_000
_NAMES = frozenset({"nom", "prenom", FULL_NAME})


@dataclass(frozen=True, slots=True)
class CandidatsList:
    """The candidats that a list gives, as records of *Candidats*, and what to say of how it was read.

    `notes` gathers what is said of the records when their fields are read.
    """

    records: tuple[Record, ...]
    told: str
    notes: Notes

    @property
    def rows(self) -> list[Fields]:
        """The same as rows to write; what cannot be read stays as typed, for the reader of the workbook to tell."""
        return [_fields(record) for record in self.records]


def read_candidats_list(path: str | Path) -> CandidatsList:
    """The candidats of a list, in its order. Raises UserError where it is no list, or has no column of names."""
    path = Path(path)
    is_csv = _is_text(path)
    book = _csv_book(path) if is_csv else open_book(read_checked(path), Notes())
    grid, columns = sheet_of_candidats(book)
    if columns is None:
        seen = [cells.texte(cell.value) for row in grid.rows[:1] for cell in row.cells.values() if not cell.spread]
        raise _refused(path, modele.liste_sans_nom(seen[:12]))
    titre = "" if is_csv else grid.titre
    notes = Notes()
    below = [row for row in grid.rows if row.number > columns.row]
    read = [_record(row, columns, f"{path.name}, {titre}" if titre else path.name, notes, book) for row in below]
    named = [record for record in read if record.found]
    records = tuple(record for record in named if is_somebody(_text(record, "nom"), _text(record, "prenom")))
    if not records or len(records) > _MOST:
        raise _refused(path, modele.liste_trop_longue(_MOST) if records else modele.liste_vide(titre))
    left = [(record.number, _text(record, "nom")) for record in named if record not in records]
    return CandidatsList(records, _told(path, titre, columns, below, len(records), left), notes)


def _refused(path: Path, texte: Texte) -> UserError:
    return UserError(Issue(Severity.ERROR, texte.message, texte.conseil, value=path.name))


def _is_text(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError:
        return False
    return bool(start) and (start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in start) and start[:2] != b"PK"


def _csv_book(path: Path) -> Book:
    """A CSV as the one sheet of a workbook."""
    rows = []
    for number, line in enumerate(_csv_lines(path), 1):
        held = {
            column: Cell(Place(path.name, f"{column_letter(column)}{number}", value), value)
            for column, value in enumerate(line, 1)
            if not cells.is_empty(value)
        }
        rows += [GridRow(number, False, held)] if held else []
    return Book({path.name: Grid(path.name, rows)})


def _csv_lines(path: Path) -> Sequence[Sequence[str]]:
    contenu = path.read_bytes()
    if len(contenu) > MAX_BYTES:
        raise _refused(path, fichier.trop_gros(len(contenu), MAX_BYTES))
    texte = _decoded(contenu)
    if texte.lstrip().startswith("<"):
        raise _refused(path, modele.liste_illisible())
    try:
        return list(csv.reader(StringIO(texte, newline=""), delimiter=_separator(texte)))
    except csv.Error:
        raise _refused(path, modele.liste_illisible()) from None


def _decoded(contenu: bytes) -> str:
    """The text of a file that Excel, a web site or a Windows desk wrote."""
    if contenu.startswith((b"\xff\xfe", b"\xfe\xff")):
        return contenu.decode("utf-16", errors="replace")
    try:
        return contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        return contenu.decode("cp1252", errors="replace")


def _separator(texte: str) -> str:
    """The separator that stands most, and as often, on the first lines."""
    first = [line for line in texte.splitlines()[:HEADER_ROWS] if line.strip()]
    return max(
        ";\t,|", key=lambda sep: (sum(line.count(sep) > 0 for line in first), sum(l_.count(sep) for l_ in first))
    )


def _record(row: GridRow, columns: Columns, titre: str, notes: Notes, book: Book) -> Record:
    """A row as a record of *Candidats*: the first cell of each field, an address made of several; names apart."""
    held = {
        champ: [cell for place in places if (cell := row.cells.get(place)) is not None and not cell.error]
        for champ, places in columns.taken.items()
    }
    found = {champ: cells_[0] for champ, cells_ in held.items() if cells_ and champ != FULL_NAME}
    if held.get("contact"):
        contact = "\n".join(cells.contact(cell.value) for cell in held["contact"])
        found["contact"] = replace(held["contact"][0], value=contact)
    if "nom" not in found and (whole := [cell for cell in held.get(FULL_NAME, []) if not cell.spread]):
        nom, prenom = _two_names([cells.texte(cell.value) for cell in whole])
        found["nom"] = replace(whole[0], value=nom)
        found |= {"prenom": replace(whole[0], value=prenom)} if prenom else {}
    adresses = {
        champ: f"{column_letter(columns.taken.get(champ, columns.taken.get(FULL_NAME, [1]))[0])}{row.number}"
        for champ in (*_NAMES, *columns.taken)
        if champ != FULL_NAME
    }
    placed = {champ: replace(cell, place=replace(cell.place, feuille=titre)) for champ, cell in found.items()}
    return Record(CANDIDATS, titre, row.number, placed, adresses, notes, book.epoch)


def _two_names(textes: Sequence[str]) -> tuple[str, str]:
    """Nom and prénom, each in a cell below one title, or both in one."""
    return (textes[0], " ".join(textes[1:])) if len(textes) > 1 else split_name(textes[0])


def _text(record: Record, champ: str) -> str:
    return cells.texte(record.raw(champ))


def _fields(record: Record) -> Fields:
    fields: Fields = dict.fromkeys(("prenom", "numero_ceres", "organisme", "employeur", "contact"), "")
    return fields | {champ: _value(record, champ) for champ in record.found}


def _value(record: Record, champ: str) -> Value:
    """A value as its column shows it, or the text as it is where it cannot be read."""
    raw = record.raw(champ)
    if champ == "contact":
        return cells.contact(raw)
    reader = _READERS.get(CANDIDATS.colonne(champ).saisie)
    try:
        return reader(record, raw) if reader else cells.texte(raw, record.found[champ].number_format)
    except Unreadable:
        return cells.texte(raw)


_READERS: dict[Saisie, Callable[[Record, Raw], Value]] = {
    Saisie.DATE: lambda record, raw: cells.jour(raw, epoch=record.epoch),
    Saisie.FRACTION: lambda _, raw: cells.fraction(raw) or None,
    Saisie.OUI_NON: lambda _, raw: cells.oui_non(raw) or None,
    Saisie.ENTIER: lambda _, raw: cells.entier(raw),
}


def _told(
    path: Path, feuille: str, columns: Columns, below: Sequence[GridRow], count: int, left: Sequence[tuple[int, str]]
) -> str:
    for_people = {champ: CANDIDATS.colonne(champ).titre for champ in TAKEN} | {FULL_NAME: modele.NOM_COMPLET}
    used = {place: for_people[champ] for champ, places in columns.taken.items() for place in places}
    names = {place for champ in _NAMES for place in columns.taken.get(champ, [])}
    held = {place for row in below for place in row.cells}
    taken = [(t, used[place]) for place, t in columns.titles.items() if place in used and place in held | names]
    parts = [
        modele.colonnes_prises(path.name, feuille, taken, count),
        modele.colonnes_laissees(untold(columns, held)),
        modele.lignes_laissees(left),
    ]
    return "\n".join(filter(None, parts))
