"""Taking the candidats' names from a list that the centre has: a workbook or a CSV, whatever its columns."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from tpplanner.domain.noms import cle
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.sheets import CANDIDATS
from tpplanner.texts import fichier, modele
from tpplanner.texts.message import Texte
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Raw, Unreadable
from tpplanner.workbook.contents import Fields, Value
from tpplanner.workbook.guard import MAX_BYTES, read_checked
from tpplanner.workbook.reader.grid import open_book
from tpplanner.workbook.reader.identities import split_name
from tpplanner.workbook.reader.notes import Notes

_HEADER_ROWS = 30
_MOST = 1_000
_TAKEN = ("nom", "prenom", "numero_ceres", "fin_formation", "organisme", "employeur", "contact")
_FULL_NAME = "nom_complet"
_ALIASES = {
    _FULL_NAME: modele.EN_UNE_CELLULE,
    "contact": modele.COORDONNEES,
    "employeur": modele.ENTREPRISES,
}
_SKIPPED_NAMES = frozenset({"total", "totaux", "effectif"})


@dataclass(frozen=True, slots=True)
class CandidatsList:
    """The rows of *Candidats* that a list gives, and the sentence that says which column was taken for what."""

    rows: list[Fields]
    told: str


@dataclass(slots=True)
class _Columns:
    """The header of a list: its row, its titles, and the columns taken for each field, in their order."""

    row: int
    titles: dict[int, str]
    taken: dict[str, list[int]] = field(default_factory=dict)


def read_candidats_list(path: str | Path) -> CandidatsList:
    """The candidats of a list, in its order. Raises UserError where it is no list, or has no column of names."""
    path = Path(path)
    sheet, lines = _lines(path)
    columns = _header(lines)
    if columns is None:
        seen = [cells.texte(value) for value in next(iter(lines), []) if not cells.is_empty(value)]
        raise _refused(path, modele.liste_sans_nom(seen[:12]))
    rows = [row for line in lines[columns.row + 1 :] if (row := _row(line, columns))]
    if not rows or len(rows) > _MOST:
        raise _refused(path, modele.liste_trop_longue(_MOST) if rows else modele.liste_vide())
    return CandidatsList(rows, _told(path, sheet, columns, len(rows)))


def _refused(path: Path, texte: Texte) -> UserError:
    return UserError(Issue(Severity.ERROR, texte.message, texte.conseil, value=path.name))


def _lines(path: Path) -> tuple[str, list[list[Raw]]]:
    """The rows of the first sheet that has a header, with its title; of a CSV, without."""
    if _is_text(path):
        return "", [list(line) for line in _csv_lines(path)]
    book = open_book(read_checked(path), Notes())
    sheets = []
    for grid in book.grids.values():
        last = max((row.number for row in grid.rows), default=0)
        by_number = {row.number: row for row in grid.rows}
        width = max((column for row in grid.rows for column in row.cells), default=0)
        lines: list[list[Raw]] = []
        for number in range(1, last + 1):
            found = by_number[number].cells if number in by_number else {}
            shown = [found.get(column) for column in range(1, width + 1)]
            lines.append([cell.value if cell and not cell.error else None for cell in shown])
        sheets.append((grid.titre, lines))
    return next((s for s in sheets if _header(s[1])), sheets[0])


def _is_text(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError:
        return False
    return bool(start) and (start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in start) and start[:2] != b"PK"


def _csv_lines(path: Path) -> Iterable[Sequence[str]]:
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
    first = [line for line in texte.splitlines()[:_HEADER_ROWS] if line.strip()]
    return max(
        ";\t,|", key=lambda sep: (sum(line.count(sep) > 0 for line in first), sum(l_.count(sep) for l_ in first))
    )


def _header(lines: Sequence[Sequence[Raw]]) -> _Columns | None:
    """The first row that names a column of names, with what each of its columns is taken for."""
    fields = _field_names()
    for rank, line in enumerate(lines[:_HEADER_ROWS]):
        titles = {column: cells.texte(value) for column, value in enumerate(line) if not cells.is_empty(value)}
        columns = _Columns(rank, titles)
        for column, title in titles.items():
            if (champ := fields.get(cle(title))) is not None:
                columns.taken.setdefault(champ, []).append(column)
        several = len(titles) > 1 or _FULL_NAME in columns.taken
        if several and ("nom" in columns.taken or _FULL_NAME in columns.taken):
            return columns
    return None


def _field_names() -> dict[str, str]:
    names = {cle(alias): champ for champ, aliases in _ALIASES.items() for alias in aliases}
    for champ in _TAKEN:
        colonne = CANDIDATS.colonne(champ)
        for nom in (colonne.titre, *colonne.alias):
            names.setdefault(cle(nom), champ)
    return names


def _row(line: Sequence[Raw], columns: _Columns) -> Fields:
    """The fields of one candidat; none where the line names nobody."""
    values = {
        champ: [line[c] for c in places if c < len(line) and not cells.is_empty(line[c])]
        for champ, places in columns.taken.items()
    }
    nom = cells.texte(values["nom"][0]) if values.get("nom") else ""
    prenom = cells.texte(values["prenom"][0]) if values.get("prenom") else ""
    if not nom and values.get(_FULL_NAME):
        nom, prenom = split_name(cells.texte(values[_FULL_NAME][0]))
    if not nom or cle(nom) in _SKIPPED_NAMES:
        return {}
    row: Fields = {"nom": nom, "prenom": prenom}
    for champ in ("numero_ceres", "organisme", "employeur"):
        row[champ] = cells.texte(values[champ][0]) if values.get(champ) else ""
    row["contact"] = "\n".join(cells.contact(value) for value in values.get("contact", []))
    row["fin_formation"] = _day(values.get("fin_formation", []))
    return row


def _day(values: Sequence[Raw]) -> Value:
    """A date, or the text as it is where it is none: the reader of the workbook will say so."""
    if not values:
        return None
    try:
        return cells.jour(values[0])
    except Unreadable:
        return cells.texte(values[0])


def _told(path: Path, sheet: str, columns: _Columns, count: int) -> str:
    for_people = {champ: CANDIDATS.colonne(champ).titre for champ in _TAKEN} | {_FULL_NAME: modele.NOM_COMPLET}
    used = {place: for_people[champ] for champ, places in columns.taken.items() for place in places}
    taken = [(title, used[column]) for column, title in columns.titles.items() if column in used]
    left = [title for column, title in columns.titles.items() if column not in used]
    parts = [modele.colonnes_prises(path.name, sheet, taken, count), modele.colonnes_laissees(left)]
    return "\n".join(filter(None, parts))
