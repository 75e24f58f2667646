"""People pasted from anything: a table with its titles, columns without, one name a line, the addressees of a mail."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from itertools import zip_longest

from tpplanner.domain.session import cle, propre
from tpplanner.sheets.colonne import Feuille
from tpplanner.texts import modele
from tpplanner.workbook import cells
from tpplanner.workbook.candidats_list import Columns, Listed, again_in, header_of, listed
from tpplanner.workbook.contents import Fields
from tpplanner.workbook.grid import Book, Cell, Grid, GridRow, Notes, Place
from tpplanner.workbook.people import split_name
from tpplanner.workbook.records import column_letter

MOST = 1_000
"""More lines than this are no list of people."""

_BULLET = re.compile(r"^(?:[-–—•*▪◦·>]+\s*|\(?\d{1,4}\s*[.)°/:–-]+\s*|\d{1,4}\s+)")
_COURTESY = re.compile(r"^(?:m\.|mm\.|mr\.?|mme\.?|mlle\.?|monsieur|madame|mademoiselle|m(?=\s))\s*", re.IGNORECASE)
_MAIL = re.compile(r"[<(\[]?(?:mailto:)?([\w.+'-]+@[\w-]+(?:\.[\w-]+)+)[>)\]]?")
_PHONE = re.compile(r"(?:\+33\s?|\b0)[1-9](?:[\s.-]?\d{2}){4}\b")
_MOST_WORDS = 6
"""A cell of more words is a sentence, no name."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """The people of a pasted list, as rows of their sheet, and how it was read, each line by its number.

    `taken` says what its columns were taken for, `aside` those that were not; `left` and `without_prenom` are lines
    that give nobody; `again` are names that stand more than once; `guessed`: nothing tells nom from prénom in them.
    """

    rows: tuple[Fields, ...] = ()
    taken: tuple[tuple[str, str], ...] = ()
    aside: tuple[str, ...] = ()
    left: tuple[tuple[int, str], ...] = ()
    without_prenom: tuple[tuple[int, str], ...] = ()
    again: tuple[tuple[str, tuple[int, ...]], ...] = ()
    guessed: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not empty, cut into its cells."""

    number: int
    cells: tuple[str, ...]

    @property
    def shown(self) -> str:
        return " ".join(filter(None, self.cells))


@dataclass(frozen=True, slots=True)
class _Somebody:
    """Somebody of a list without titles, and the cells beside their names."""

    number: int
    nom: str
    prenom: str
    contact: str
    beside: tuple[str, ...] = ()
    guessed: bool = False


def read_pasted(text: str, feuille: Feuille, *, prenom_first: bool = True) -> Pasted:
    """The people of a list of that sheet. `prenom_first` says which comes first in a name that no capitals tell apart.

    Whatever the text, there is an answer: what cannot be read is in it, with its line.
    """
    lines = list(_lines(text))
    if len(lines) > MOST:
        return Pasted(left=((lines[MOST].number, modele.trop_de_lignes(MOST)),))
    grid = Grid("", [row for line in lines if (row := _row(line))])
    columns = header_of(grid, feuille)
    if columns is not None and not _is_a_name(columns):
        return _of_table(grid, columns)
    return _without_titles(lines, feuille, prenom_first=prenom_first)


def _lines(text: str) -> Iterator[_Line]:
    """The lines, cut where a separator stands; those of a cell within quotes, as Excel copies it, are one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    separator = _separator(text)
    rows = _cut(text, separator, csv.QUOTE_MINIMAL) if separator == "\t" or '"' in text else None
    for number, row in rows or _cut(text, separator, csv.QUOTE_NONE):
        values = tuple(value.strip() for value in row)
        if any(map(propre, values)):
            yield _Line(number, values)


def _cut(text: str, separator: str, quoting: int) -> list[tuple[int, list[str]]]:
    """Each row with the number of its first line; empty where its quotes make no sense."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, quoting=quoting, strict=True)  # type: ignore[arg-type]
    rows, first = [], 1
    try:
        for row in reader:
            rows.append((first, row))
            first = reader.line_num + 1
    except csv.Error:
        return []
    return rows


def _separator(text: str) -> str:
    """The separator that stands on most of the lines; one that cannot stand in them where there is none."""
    lines = [line for line in text.splitlines() if line.strip()]
    counts = {separator: sum(separator in line for line in lines) for separator in "\t;|,"}
    best = max(counts, key=lambda separator: counts[separator])
    return best if counts[best] else "\x1f"


def _row(line: _Line) -> GridRow | None:
    held = {
        column: Cell(Place("", f"{column_letter(column)}{line.number}", value), value)
        for column, value in enumerate(line.cells, 1)
        if not cells.is_empty(value)
    }
    return GridRow(line.number, hidden=False, cells=held) if held else None


def _is_a_name(columns: Columns) -> bool:
    """Whether what looks like the header is the title of a list alone (« Candidats »): names are cut as without."""
    return len(columns.titles) == 1


# A list with the titles of its columns.


def _of_table(grid: Grid, columns: Columns) -> Pasted:
    read = listed(grid, columns, "", Notes(), Book({"": grid}))
    above = tuple((row.number, _shown(row)) for row in grid.rows if row.number < columns.row)
    return replace(_told(read), left=(*above, *read.left))


def _told(read: Listed) -> Pasted:
    return Pasted(
        rows=tuple(read.rows),
        taken=read.taken,
        aside=read.aside,
        left=read.left,
        without_prenom=read.without_prenom,
        again=tuple((nom, tuple(numbers)) for nom, numbers in again_in(read.records)),
    )


def _shown(row: GridRow) -> str:
    return " ".join(cells.texte(cell.value) for cell in row.cells.values())


# A list without titles: what its cells look like says what they are.


def _without_titles(lines: Sequence[_Line], feuille: Feuille, *, prenom_first: bool) -> Pasted:
    """Made into a list with titles of ours, and read as such: what names nobody is told in the same way."""
    cut = [piece for line in _one_a_line(lines) for piece in [_plain(line)]]
    kept = [(line, contact) for line, contact in cut if len(line.cells) > 0 and not _is_title(line, feuille)]
    whole = _holds_full_names([line for line, _ in kept])
    turned = not whole and _prenoms_come_first([line for line, _ in kept])
    people = [_somebody(line, contact, whole, turned, prenom_first) for line, contact in kept if _can_be(line)]
    titles = [feuille.colonne(champ).titre for champ in ("nom", "prenom", "contact")]
    head = _Line(0, (*titles, *_untitled(people)))
    rows = [_row(line) for line in (head, *(_Line(p.number, (p.nom, p.prenom, p.contact, *p.beside)) for p in people))]
    grid = Grid("", [row for row in rows if row])
    columns = header_of(grid, feuille)
    read = _told(listed(grid, columns, "", Notes(), Book({"": grid}))) if columns and people else Pasted()
    left = [(line.number, line.shown) for line, _ in cut if not _can_be(line) and not _is_title(line, feuille)]
    known = {number for number, _ in read.left}
    guessed = tuple((p.number, f"{p.prenom} {p.nom}") for p in people if p.guessed and p.number not in known)
    return replace(read, taken=(), left=tuple(sorted((*read.left, *left))), guessed=guessed)


def _untitled(people: Sequence[_Somebody]) -> Iterator[str]:
    """What the columns beside names are called that have no title: by the first thing that stands there."""
    for beside in zip_longest(*(p.beside for p in people), fillvalue=""):
        yield modele.colonne_sans_titre(next(filter(None, beside)))


def _one_a_line(lines: Sequence[_Line]) -> Iterator[_Line]:
    """The same, but somebody a line where lines list several full names: the addressees of a mail."""
    varied = len({len(line.cells) for line in lines}) > 1 or len(lines) == 1
    for line in lines:
        named = [cell for cell in line.cells if any(map(str.isalpha, cell))]
        if varied and len(named) > 1 and all(_is_full_name(cell) for cell in named):
            yield from (_Line(line.number, (cell,)) for cell in named)
        else:
            yield line


def _is_full_name(cell: str) -> bool:
    words = _bare(_MAIL.sub(" ", cell)).split()
    capitals = [word == word.upper() for word in words if any(map(str.isalpha, word))]
    return len(capitals) > 1 and not all(capitals)


def _plain(line: _Line) -> tuple[_Line, str]:
    """The line without what stands around names (bullets, courtesies, empty cells), and how to reach somebody."""
    found = [m for cell in line.cells for m in (*_MAIL.findall(cell), *_PHONE.findall(cell))]
    bare = (_bare(_PHONE.sub(" ", _MAIL.sub(" ", cell))) for cell in line.cells)
    return _Line(line.number, tuple(cell for cell in bare if any(map(str.isalpha, cell)))), "\n".join(found)


def _bare(cell: str) -> str:
    without = _BULLET.sub("", propre(cell))
    return _COURTESY.sub("", without).strip(" ,;:<>()[]\"'–-")


def _is_title(line: _Line, feuille: Feuille) -> bool:
    """Whether a line only says what the list is: « Candidats »."""
    return {cle(cell) for cell in line.cells} <= {cle(nom) for nom in (feuille.titre, *feuille.alias)}


def _can_be(line: _Line) -> bool:
    """Whether a line may name somebody: short, no sentence, no number within."""
    first = line.cells[0] if line.cells else ""
    return 0 < len(first.split()) <= _MOST_WORDS and not any(map(str.isdigit, first)) and not _is_sentence(first)


def _is_sentence(cell: str) -> bool:
    """Whether a cell ends as a sentence does, or goes on as one: « Voici la liste »."""
    words = cell.split()
    small = len(words) > 1 and all(word[:1].islower() for word in words[1:])
    return cell.endswith((".", "!", "?")) or ":" in cell or (small and (cell[0].isupper() or len(words) > 2))


def _holds_full_names(lines: Sequence[_Line]) -> bool:
    """Whether the first cell of most lines holds both names."""
    return sum(len(line.cells) == 1 or _is_full_name(line.cells[0]) for line in lines) * 2 > len(lines)


def _prenoms_come_first(lines: Sequence[_Line]) -> bool:
    """Whether the second cell of most lines is in capitals, and the first is not."""
    pairs = [line.cells for line in lines if len(line.cells) > 1]
    return sum(un != un.upper() and autre == autre.upper() for un, autre, *_ in pairs) * 2 > len(pairs)


def _somebody(line: _Line, contact: str, whole: bool, turned: bool, prenom_first: bool) -> _Somebody:
    if len(line.cells) > 1 and not whole:
        nom, prenom = (line.cells[1], line.cells[0]) if turned else line.cells[:2]
        return _Somebody(line.number, nom, prenom, contact, line.cells[2:])
    nom, prenom = split_name(line.cells[0])
    words = nom.split()
    if prenom or len(words) < 2:
        return _Somebody(line.number, nom, prenom, contact, line.cells[1:])
    nom, prenom = (" ".join(words[1:]), words[0]) if prenom_first else (" ".join(words[:-1]), words[-1])
    return _Somebody(line.number, nom, prenom, contact, line.cells[1:], guessed=True)
