"""Taking the candidats, or other people, from a list that the centre has: its header row, its fields, its rows."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from io import StringIO
from itertools import pairwise
from pathlib import Path
from statistics import mode

from tpplanner.domain.referentiel import Nature
from tpplanner.domain.session import cle
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.sheets.colonne import Feuille, Saisie
from tpplanner.sheets.session import CANDIDATS, FEUILLES, MEMBRES, champ_majoration
from tpplanner.texts import documents, lecture, modele
from tpplanner.texts.noms import Texte
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Unreadable
from tpplanner.workbook.contents import Fields, Value
from tpplanner.workbook.grid import Book, Cell, Grid, GridRow, Notes, Place, open_book
from tpplanner.workbook.guard import MAX_BYTES, read_checked
from tpplanner.workbook.majorations import majoration, says_why, shown
from tpplanner.workbook.people import split_name
from tpplanner.workbook.records import Record, column_letter, key

# What the columns of a centre's own list are: its header row, found below titles and help, and the fields it
# names.

FULL_NAME = "nom_complet"
"""The field of a column that holds both names."""
HEADER_ROWS = 30
"""The header is looked for in so many first rows."""
_OF_ITS_SESSION = frozenset({"disponible", "indisponible", "numero_tire", "id"})
"""What somebody has in one session alone: its days, its draw, its own ids."""
_ALIASES = {
    "nom": modele.NOMS,
    "prenom": modele.PRENOMS,
    FULL_NAME: modele.EN_UNE_CELLULE,
    "contact": modele.COORDONNEES,
    "employeur": modele.ENTREPRISES,
}
_BY_LINES = frozenset({"contact", "telephone"})
"""Fields that several columns of a list may hold, a line each."""
_NOTES = frozenset(
    {"total", "totaux", "effectif", "effectifs", "nb", "nombre", "legende", "signature", "signatures"}
    | {"session", "groupe"}
)
"""First words of what stands in a list and names nobody."""
_NOTES_OF_TWO = frozenset({("sous", "total"), ("sous", "totaux"), ("fait", "a"), ("fait", "le")})
_SHEETS_OF_OURS = 3
"""With so many sheets named as tpplanner names its own, a workbook is one of tpplanner's."""
_LONGEST_NAME = 80
_LONGEST_TITLE = 40
_SENTENCE_WORDS = 4


def taken_of(feuille: Feuille) -> tuple[str, ...]:
    """The fields that a list of those people can carry."""
    return tuple(c.champ for c in feuille.colonnes if c.champ not in _OF_ITS_SESSION)


@dataclass(slots=True)
class Columns:
    """The header of a list: its row, its titles, and the columns taken for each field of `feuille`, in their order.

    `again` are columns whose title means a field that another column gives already. `lonely`: « Nom » stands alone.
    """

    row: int
    titles: dict[int, str]
    taken: dict[str, list[int]] = field(default_factory=dict)
    again: dict[int, str] = field(default_factory=dict)
    lonely: bool = False
    feuille: Feuille = CANDIDATS

    def names(self) -> list[int]:
        """The columns of names."""
        return [place for champ in ("nom", "prenom", FULL_NAME) for place in self.taken.get(champ, [])]


@dataclass(frozen=True, slots=True)
class Found:
    """The sheet of a list and its header, if it has one; the titles of other sheets that have names too."""

    grid: Grid
    columns: Columns | None
    others: tuple[str, ...] = ()


def sheet_of_candidats(book: Book) -> Found:
    """The sheet named as tpplanner names that of the candidats, else the first one with a header of names.

    Without a header, the first sheet of all. A poster calls people, and lists nobody.
    """
    lists = [grid for grid in book.grids.values() if cle(grid.titre) != cle(documents.FEUILLE)]
    headed = [(grid, columns) for grid in lists if (columns := header_of(grid)) is not None]
    own = {cle(nom) for nom in (CANDIDATS.titre, *CANDIDATS.alias)}
    headed.sort(key=lambda found: (cle(found[0].titre) not in own, found[1].lonely))
    if not headed:
        return Found(next(iter(book.grids.values())), None)
    others = [grid.titre for grid, columns in headed[1:] if _has_names(grid, columns)]
    ours = {cle(feuille.titre) for feuille in FEUILLES}
    told = () if sum(cle(titre) in ours for titre in book.grids) >= _SHEETS_OF_OURS else tuple(others)
    return Found(*headed[0], told)


def _has_names(grid: Grid, columns: Columns) -> bool:
    names = columns.names()
    return not columns.lonely and any(row.number > columns.row and row.cells.keys() & names for row in grid.rows)


def header_of(grid: Grid, feuille: Feuille = CANDIDATS) -> Columns | None:
    """Of the first rows, the one that names the most fields, a column of names among them; the first of equals.

    A row above it that names both nom and prénom is the header of what stands between.
    """
    first = (row for row in grid.rows if row.number <= HEADER_ROWS)
    found = [columns for row in first if (columns := _columns(row, feuille)) is not None]
    best = max(found, key=lambda columns: (not columns.lonely, len(columns.taken)), default=None)
    return next((columns for columns in found if columns is best or {"nom", "prenom"} <= columns.taken.keys()), None)


def blocks_below(grid: Grid, first: Columns) -> Iterator[tuple[Columns, list[GridRow]]]:
    """The rows below a header, and those below each further header, as it names their columns."""
    columns, rows = first, list[GridRow]()
    for row in grid.rows:
        if row.number <= first.row:
            continue
        again = _header_again(row, columns)
        if again is None:
            rows.append(row)
        else:
            yield columns, rows
            columns, rows = again, []
    yield columns, rows


def _header_again(row: GridRow, now: Columns) -> Columns | None:
    """A row as a header, where its cells of names are titles; without such cells, where it has nom and prénom."""
    columns = _columns(row, now.feuille)
    if columns is None or len(columns.taken) == 1:
        return None
    known = {*_field_names(now.feuille.cle), *map(cle, now.titles.values())}
    names = [cle(cells.texte(row.cells[place].value)) for place in now.names() if place in row.cells]
    anew = known.issuperset(names) if names else {"nom", "prenom"} <= columns.taken.keys()
    return columns if anew else None


def likest_header(book: Book) -> list[str]:
    """The titles of the row that looks most like a header: the one of the most words without figures."""
    rows = [row for grid in book.grids.values() for row in grid.rows if row.number <= HEADER_ROWS]
    shown = [[cells.texte(cell.value) for cell in row.cells.values() if not cell.spread] for row in rows]
    return max(shown, key=lambda texts: sum(map(_like_title, texts)), default=[])


def _like_title(texte: str) -> bool:
    return len(texte) <= _LONGEST_TITLE and any(map(str.isalpha, texte)) and not any(map(str.isdigit, texte))


def _columns(row: GridRow, feuille: Feuille) -> Columns | None:
    """What a row names as a header. A title of both names that is merged over two columns stands for each of them.

    A column of noms without one of prénoms is one of both names.
    """
    columns = Columns(row.number, {}, feuille=feuille)
    for column, cell in sorted(row.cells.items()):
        title = cells.texte(cell.value)
        champ = _field_names(feuille.cle).get(cle(title))
        if not cell.spread:
            columns.titles[column] = title
        _take(columns, column, champ, spread=cell.spread)
    taken = columns.taken
    if "nom" not in taken and FULL_NAME not in taken:
        return None
    columns.lonely = len(columns.titles) == 1 and "nom" in taken
    if "prenom" not in taken and FULL_NAME not in taken:
        columns.taken = {FULL_NAME if champ == "nom" else champ: places for champ, places in taken.items()}
    return columns


def _take(columns: Columns, column: int, champ: str | None, *, spread: bool) -> None:
    if champ is None or (spread and champ != FULL_NAME):
        return
    if champ not in columns.taken or champ in _BY_LINES or spread:
        if champ in columns.taken or not spread:
            columns.taken.setdefault(champ, []).append(column)
    else:
        columns.again[column] = champ


@cache
def _field_names(feuille: str) -> dict[str, str]:
    """The field that each title stands for, in a list of the people of that sheet (its key)."""
    sheet = next(f for f in FEUILLES if f.cle == feuille)
    taken = taken_of(sheet)
    own = {cle(alias): FULL_NAME for alias in modele.MEMBRE_EN_UNE_CELLULE} if sheet is MEMBRES else {}
    names = own | {
        cle(alias): champ
        for champ, aliases in _ALIASES.items()
        if champ in taken or champ == FULL_NAME
        for alias in aliases
    }
    for champ in taken:
        colonne = sheet.colonne(champ)
        for nom in (colonne.titre, *colonne.alias):
            names.setdefault(cle(nom), champ)
    return names


def is_somebody(nom: str, prenom: str, shown: str, feuille: Feuille = CANDIDATS) -> bool:
    """Whether a row names somebody: no total, no header again, no help, no sentence below the list.

    `shown` is what its cell of the nom shows, empty where the prénom has a cell of its own.
    """
    words = nom.split()
    told = {cle(texte) for colonne in feuille.colonnes for texte in (colonne.titre, colonne.aide)}
    titles = told | _field_names(feuille.cle).keys()
    sentence = len(nom) > _LONGEST_NAME or ":" in nom or (nom.endswith(".") and len(words) >= _SENTENCE_WORDS)
    header = cle(nom) in titles and (not prenom or cle(prenom) in titles)
    return any(map(str.isalpha, nom)) and not (sentence or header or _is_note(shown))


def _is_note(shown: str) -> bool:
    """Whether a text counts, dates or heads something: « 2 candidats », « le 3 mai », « Groupe B »."""
    first, second = (*cle(shown).split()[:2], "", "")[:2]
    dated = first == "le" and second[:1].isdigit()
    return dated or first.isdigit() or first in _NOTES or (first, second) in _NOTES_OF_TWO


def untold(columns: Columns, used: Iterable[int]) -> list[str]:
    """The titles of columns that hold something and were taken for nothing; what tpplanner hides is nobody's matter."""
    taken = {place for places in columns.taken.values() for place in places} | columns.again.keys()
    hidden = {cle(c.titre) for c in columns.feuille.colonnes if c.cachee}
    held = set(used) - taken
    return [title for place, title in columns.titles.items() if place in held and cle(title) not in hidden]


# The rows of a list as records of the sheet of those people, whatever its columns.

_MOST = 1_000
_ONE_COLUMN = modele.EN_UNE_CELLULE[0]
_NAMES = frozenset({"nom", "prenom", FULL_NAME})


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list gives: `records` of the sheet of those people, how each column was taken, what names nobody.

    `notes` gathers what is said of the records when their fields are read.
    """

    blocks: "tuple[_Block, ...]"
    notes: Notes

    @property
    def records(self) -> tuple[Record, ...]:
        """The people, in their order."""
        return tuple(record for block in self.blocks for record in block.people())

    @property
    def rows(self) -> list[Fields]:
        """The same as rows to write; what cannot be read stays as typed, for the reader of the workbook to tell."""
        return [_fields(record) for record in self.records]

    @property
    def taken(self) -> tuple[tuple[str, str], ...]:
        """The titles of the columns that are used, and what for."""
        return tuple(dict.fromkeys(pair for block in self.blocks for pair in _taken(block)))

    @property
    def aside(self) -> tuple[str, ...]:
        """The titles of the columns that hold something and are taken for nothing."""
        return tuple(dict.fromkeys(title for block in self.blocks for title in untold(block.columns, _held(block))))

    @property
    def left(self) -> tuple[tuple[int, str], ...]:
        """The rows that name nobody, with what stands there; headers again among them."""
        headers = [(b.columns.row, next(iter(b.columns.titles.values()))) for b in self.blocks[1:]]
        return tuple(sorted([*headers, *(left for block in self.blocks for left in block.left())]))

    @property
    def without_prenom(self) -> tuple[tuple[int, str], ...]:
        """The rows without a prénom, in a list that has them."""
        return tuple(left for block in self.blocks for left in block.without_prenom())


def listed(grid: Grid, columns: Columns, feuille: str, notes: Notes, book: Book) -> Listed:
    """What the rows below a header give; `feuille` is what issues call the place of the list."""
    blocks = tuple(
        _Block(header, rows, [_record(row, header, feuille, notes, book) for row in rows])
        for header, rows in blocks_below(grid, columns)
    )
    return Listed(blocks, notes)


# Taking the candidats from a file: a CSV or a workbook, tpplanner's too.


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
    notes = Notes()
    is_csv = _is_text(path)
    book = _csv_book(path, notes) if is_csv else open_book(read_checked(path), notes)
    found = sheet_of_candidats(book)
    if found.columns is None:
        raise _refused(path, modele.liste_sans_nom(likest_header(book)[:12]))
    titre = "" if is_csv else found.grid.titre
    feuille = f"{path.name}, {titre}" if titre else path.name
    read = listed(found.grid, found.columns, feuille, notes, book)
    records = read.records
    if not records or len(records) > _MOST:
        raise _refused(path, modele.liste_trop_longue(_MOST) if records else modele.liste_vide(titre))
    names = [record.found[champ] for record in records for champ in ("nom", "prenom") if champ in record.found]
    joined = list(dict.fromkeys(cell.place for cell in names if ";" in cells.texte(cell.value)))
    if joined:
        raise UserError(*(_issue(lecture.point_virgule(), place) for place in joined))
    _warn(read, found.others, feuille)
    return CandidatsList(records, _told(path, titre, read), notes)


def headed(pasted: str) -> str:
    """What was pasted of a list, under a header where it has none: names in one column, or noms and prénoms in two."""
    separator = _separator(pasted)
    lines = [line.split(separator) for line in pasted.splitlines() if line.strip()]
    cells_ = [{n: Cell(Place(), text.strip()) for n, text in enumerate(line, 1) if text.strip()} for line in lines]
    if any(_columns(GridRow(n, False, row), CANDIDATS) is not None for n, row in enumerate(cells_, 1)):
        return pasted
    both = all(split_name(cells.texte(row[1].value))[1] for row in cells_ if 1 in row)
    if both or max(map(len, cells_), default=1) == 1:
        return f"{_ONE_COLUMN}\n{pasted}"
    return f"{separator.join(CANDIDATS.colonne(champ).titre for champ in ('nom', 'prenom'))}\n{pasted}"


@dataclass(frozen=True, slots=True)
class _Block:
    """A header of the list, and what stands below it."""

    columns: Columns
    rows: Sequence[GridRow]
    read: Sequence[Record]

    def people(self) -> list[Record]:
        """The rows that name somebody."""
        return [r for r in self.read if self._names_somebody(r) and not self._lacks_prenom(r)]

    def left(self) -> list[tuple[int, str]]:
        """The rows that name nobody, with what stands there as a name."""
        return [(r.number, _shown(r)) for r in self.read if r.found and not self._names_somebody(r)]

    def without_prenom(self) -> list[tuple[int, str]]:
        """The rows without a prénom, in a list that has them, with what stands there as a name."""
        return [(r.number, _shown(r)) for r in self.read if self._names_somebody(r) and self._lacks_prenom(r)]

    def _names_somebody(self, record: Record) -> bool:
        prenom = _text(record, "prenom")
        apart = _has_letters(prenom) and record.found["prenom"].place != record.found.get("nom", _NO_CELL).place
        shown = "" if apart else _shown(record)
        return is_somebody(_text(record, "nom"), prenom, shown, self.columns.feuille)

    def _lacks_prenom(self, record: Record) -> bool:
        given = "prenom" in self.columns.taken and any(_has_letters(_text(r, "prenom")) for r in self.read)
        return given and not _has_letters(_text(record, "prenom"))


_NO_CELL = Cell(Place(), "")


def _has_letters(texte: str) -> bool:
    return any(map(str.isalpha, texte))


def _shown(record: Record) -> str:
    """What the cell of the nom shows: both names, where it holds both."""
    return record.found["nom"].place.valeur if "nom" in record.found else ""


def _warn(read: Listed, others: Sequence[str], feuille: str) -> None:
    """Note what of the list may be lost or twice there: a column again, another sheet, the same person again."""
    notes = read.notes
    for block in read.blocks:
        held = _held(block)
        titles = block.columns.titles
        for place, champ in block.columns.again.items():
            first = block.columns.taken.get(champ, block.columns.taken.get(FULL_NAME, [place]))[0]
            pair = [(column_letter(p), titles[p]) for p in (place, first)]
            if place in held:
                notes.warning(modele.colonne_en_double(*pair), Place(feuille))
    for titre in others:
        notes.warning(modele.feuille_non_lue(titre), Place(feuille))
    for nom, numbers in again_in(read.records):
        notes.warning(modele.deux_fois(nom, numbers), Place(feuille))


def again_in(records: Iterable[Record]) -> Iterator[tuple[str, list[int]]]:
    """Each name that several rows bear, and their numbers."""
    same: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        same.setdefault((key(_text(record, "nom")), key(_text(record, "prenom"))), []).append(record)
    for again in same.values():
        if len(again) > 1:
            yield f"{_text(again[0], 'nom')} {_text(again[0], 'prenom')}".strip(), [r.number for r in again]


def _refused(path: Path, texte: Texte) -> UserError:
    return UserError(_issue(texte, Place(valeur=path.name)))


def _issue(texte: Texte, place: Place) -> Issue:
    return Issue(Severity.ERROR, *texte, place.feuille, place.cellule, place.valeur)


def _is_text(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError:
        return False
    return bool(start) and (start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in start) and start[:2] != b"PK"


def _csv_book(path: Path, notes: Notes) -> Book:
    """A CSV as the one sheet of a workbook."""
    rows = []
    for number, line in enumerate(_csv_lines(path, notes), 1):
        held = {
            column: Cell(Place(path.name, f"{column_letter(column)}{number}", value), value)
            for column, value in enumerate(line, 1)
            if not cells.is_empty(value)
        }
        rows += [GridRow(number, False, held)] if held else []
        if len(rows) > _MOST + HEADER_ROWS:
            raise _refused(path, modele.liste_trop_longue(_MOST))
    return Book({path.name: Grid(path.name, rows)})


def _csv_lines(path: Path, notes: Notes) -> Sequence[Sequence[str]]:
    contenu = path.read_bytes()
    if len(contenu) > MAX_BYTES:
        raise _refused(path, lecture.trop_gros(len(contenu), MAX_BYTES))
    texte = _decoded(contenu)
    if texte.lstrip().startswith("<"):
        raise _refused(path, modele.liste_illisible())
    separator = _separator(texte)
    lines = StringIO(texte, newline="").readlines()
    read: list[tuple[int, list[str]]] = []
    reader = csv.reader(lines, delimiter=separator)
    try:
        read.extend((reader.line_num, line) for line in reader)
    except csv.Error:
        first = read[-1][0] + 1 if read else 1
        raise _refused(
            path, modele.guillemet_ouvert(first) if reader.line_num > first else modele.liste_illisible()
        ) from None
    usual = mode(len(line) for _, line in read) if read else 0
    for (before, _), (last, line) in pairwise([(0, []), *read]):
        if last - before > 1:
            _check_quotes(path, notes, _Quoted(before + 1, last, lines[before:last], line, separator), usual)
    return [line for _, line in read]


@dataclass(frozen=True, slots=True)
class _Quoted:
    """Several lines of a CSV, from `first` to `last`, that a quote makes one row."""

    first: int
    last: int
    lines: Sequence[str]
    row: Sequence[str]
    separator: str

    def closed(self) -> bool:
        """Whether every quote is closed, and where a cell ends."""
        try:
            list(csv.reader(self.lines, delimiter=self.separator, strict=True))
        except csv.Error:
            return False
        return True

    def separators(self) -> int:
        """How many separators stand at most on one line that such a cell goes on with."""
        return max(line.count(self.separator) for cell in self.row for line in cell.splitlines()[1:] or [""])


def _check_quotes(path: Path, notes: Notes, quoted: _Quoted, usual: int) -> None:
    """Refuse lines where a quote swallows rows; tell those where it may. `usual` is how many cells a row has."""
    swallowed = quoted.separators()
    if not quoted.closed() or swallowed >= max(usual - 1, 1):
        raise _refused(path, modele.guillemet_ouvert(quoted.first))
    if swallowed:
        notes.warning(modele.lignes_en_une(quoted.first, quoted.last), Place(path.name))


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
        champ: [cell for place in places if (cell := row.cells.get(place)) is not None and _legible(cell, notes)]
        for champ, places in columns.taken.items()
    }
    found = {champ: cells_[0] for champ, cells_ in held.items() if cells_ and champ != FULL_NAME}
    for champ in _BY_LINES & held.keys():
        if held[champ]:
            found[champ] = replace(held[champ][0], value="\n".join(cells.contact(cell.value) for cell in held[champ]))
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
    return Record(columns.feuille, titre, row.number, placed, adresses, notes, book.epoch)


def _legible(cell: Cell, notes: Notes) -> bool:
    """Whether a cell has a value; one that a spreadsheet failed to give, or never gave, is told."""
    if cell.refusal is not None:
        notes.warning(cell.refusal, cell.place)
    return cell.refusal is None


def _two_names(textes: Sequence[str]) -> tuple[str, str]:
    """Nom and prénom, each in a cell below one title, or both in one."""
    if len(textes) > 1:
        return textes[0], " ".join(textes[1:])
    nom, prenom = split_name(textes[0])
    return (nom, prenom) if _has_letters(prenom) else (textes[0], "")


def _text(record: Record, champ: str) -> str:
    return cells.texte(record.raw(champ))


def _fields(record: Record) -> Fields:
    usual = ("prenom", "numero_ceres", "organisme", "employeur", "contact")
    fields: Fields = dict.fromkeys((champ for champ in usual if champ in taken_of(record.feuille)), "")
    return fields | {champ: _value(record, champ) for champ in record.found}


def _value(record: Record, champ: str) -> Value:
    """A value as its column shows it, or the text as it is where it cannot be read."""
    raw = record.raw(champ)
    if champ in _BY_LINES:
        return cells.contact(raw)
    saisie = record.feuille.colonne(champ).saisie
    if saisie is Saisie.FRACTION:
        return _granted(record, champ)
    reader = _READERS.get(saisie)
    try:
        return reader(record, champ) if reader else cells.texte(raw, record.found[champ].number_format)
    except Unreadable:
        return cells.texte(raw)


def _granted(record: Record, champ: str) -> Value:
    """A majoration as it is typed, for the reader of the workbook to tell how it is read; never why it is granted.

    A date is the fraction that it was; what only says why is a question.
    """
    raw = record.raw(champ)
    lu = cells.texte(raw, record.found[champ].number_format)
    why = says_why(lu)
    if not why and isinstance(raw, str | int | float):
        return lu
    nature = next(nature for nature in Nature if champ == champ_majoration(nature))
    try:
        return shown(majoration(raw, nature, record.teller(champ)))
    except Unreadable:
        return _UNSAID if why else lu


_UNSAID = "?"
"""Stands where somebody has more time, and nothing says how much."""

_READERS: dict[Saisie, Callable[[Record, str], Value]] = {
    Saisie.DATE: lambda record, champ: cells.jour(record.raw(champ), tell=record.teller(champ), epoch=record.epoch),
    Saisie.OUI_NON: lambda record, champ: cells.oui_non(record.raw(champ)) or None,
    Saisie.ENTIER: lambda record, champ: cells.entier(record.raw(champ)),
}


def _told(path: Path, feuille: str, read: Listed) -> str:
    first = read.blocks[0]
    parts = [modele.colonnes_prises(path.name, feuille, _taken(first), len(read.records))]
    told = {tuple(_taken(first))}
    for block in read.blocks[1:]:
        if (taken := tuple(_taken(block))) not in told and block.people():
            told.add(taken)
            parts.append(modele.colonnes_relues(block.columns.row, taken))
    parts += [
        modele.colonnes_laissees(list(read.aside)),
        modele.lignes_laissees(list(read.left)),
        modele.lignes_sans_prenom(list(read.without_prenom)),
    ]
    return "\n".join(filter(None, parts))


def _held(block: _Block) -> set[int]:
    return {place for row in block.rows for place in row.cells}


def _taken(block: _Block) -> list[tuple[str, str]]:
    """The titles of the columns that are used, and what for."""
    feuille = block.columns.feuille
    for_people = {champ: feuille.colonne(champ).titre for champ in taken_of(feuille)}
    for_people[FULL_NAME] = modele.NOM_COMPLET
    used = {place: for_people[champ] for champ, places in block.columns.taken.items() for place in places}
    held = _held(block) | set(block.columns.names())
    return [(title, used[place]) for place, title in block.columns.titles.items() if place in used and place in held]
