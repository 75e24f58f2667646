"""From the bytes of a workbook to grids of cells: merged cells spread, sizes bounded, problems noted."""

import re
import warnings
from collections.abc import Collection, Generator, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from tpplanner.domain.session import cle
from tpplanner.errors import Issue, Severity, WorkbookRefused
from tpplanner.sheets.session import LISTES, TRACE
from tpplanner.texts import lecture
from tpplanner.texts.noms import Texte
from tpplanner.workbook.annotations import remarks_of
from tpplanner.workbook.cells import Raw, Tell, is_empty, texte
from tpplanner.workbook.guard import Openable, load_library
from tpplanner.workbook.majorations import says_why
from tpplanner.workbook.marks import marks_in
from tpplanner.workbook.trace import Trace

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# What there is to say about a workbook, gathered while it is read: everything at once, in the order of the
# sheets.


@dataclass(frozen=True, slots=True)
class Location:
    """Where something stands: a sheet, perhaps a cell of it, and what is typed there."""

    feuille: str = ""
    cellule: str = ""
    valeur: str = ""

    def __str__(self) -> str:
        return f"{self.feuille}!{self.cellule}" if self.cellule else self.feuille


NOWHERE = Location()
_MANY = 5_000
"""More issues than anybody reads: of a workbook with so many, no more is read."""


@dataclass
class Notes:
    """The issues found so far."""

    patient: ClassVar[bool] = False
    """Whether what is wrong lets reading go on to its end."""

    issues: dict[Issue, None] = field(default_factory=dict)
    """Each once, in the order in which they were found."""
    absentes: tuple[str, ...] = ()
    """The titles of the sheets that the workbook does without: what speaks of one says how to come by it."""

    def error(self, texte: Texte, place: Location = NOWHERE) -> None:
        """Something because of which no session can be built; raises WorkbookRefused where far too much is wrong."""
        self._add(Severity.ERROR, texte, place)

    def warning(self, texte: Texte, place: Location = NOWHERE) -> None:
        """Something to say, which lets the session be planned; raises WorkbookRefused where there is far too much."""
        self._add(Severity.WARNING, texte, place)

    def question(self, texte: Texte, place: Location = NOWHERE) -> None:
        """Something to ask, which lets the session be planned."""
        self._add(Severity.QUESTION, texte, place)

    def _add(self, severity: Severity, texte: Texte, place: Location) -> Issue:
        text = f"{texte.message} {texte.conseil} feuille {place.feuille}."
        named = (titre for titre in self.absentes if re.search(rf"feuille {re.escape(titre)}\b", text))
        conseil = " ".join(filter(None, (texte.conseil, *map(lecture.feuille_a_ajouter, named))))
        valeur = "" if says_why(place.valeur) else place.valeur  # nobody's health is repeated
        issue = Issue(severity, texte.message, conseil, place.feuille, place.cellule, valeur)
        self.issues.setdefault(issue)
        if len(self.issues) > _MANY:
            self.issues.setdefault(Issue(Severity.ERROR, *lecture.trop_a_dire(_MANY)))
            raise self.refusal()
        return issue

    @property
    def avertissements(self) -> tuple[Issue, ...]:
        """The warnings and the questions."""
        return tuple(issue for issue in self.issues if issue.severity is not Severity.ERROR)

    def refusal(self) -> WorkbookRefused:
        """Every issue so far, the errors first."""
        errors = [issue for issue in self.issues if issue.severity is Severity.ERROR]
        return WorkbookRefused(*errors, *self.avertissements)

    def refuse_if_needed(self) -> None:
        """Raise WorkbookRefused if there is any error."""
        if any(issue.severity is Severity.ERROR for issue in self.issues):
            raise self.refusal()


@dataclass
class PatientNotes(Notes):
    """Notes whose errors are warnings, but are errors again where reading must stop all the same."""

    patient: ClassVar[bool] = True
    _wrong: set[Issue] = field(default_factory=set)

    def error(self, texte: Texte, place: Location = NOWHERE) -> None:
        """Something wrong that need not stop what is read for."""
        self._wrong.add(self._add(Severity.WARNING, texte, place))

    def refusal(self) -> WorkbookRefused:
        """Every issue so far, what is wrong as an error, and first."""
        errors = [replace(issue, severity=Severity.ERROR) for issue in self.issues if issue in self._wrong]
        return WorkbookRefused(*errors, *(issue for issue in self.issues if issue not in self._wrong))


class MildNotes(Notes):
    """Notes whose errors are warnings: for what may be wrong without preventing a session."""

    def error(self, texte: Texte, place: Location = NOWHERE) -> None:
        """Something wrong, told as a warning."""
        self.warning(texte, place)


# The sheets of a workbook as plain grids of cells: merged cells spread, sizes bounded, errors and formulas known.

MAX_ROWS = 20_000
MAX_COLUMNS = 200
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MAX_SPREAD = 1_000
"""Merged ranges of more cells are decoration."""
_MOST_READ = 20_000
"""Cells that are read of a sheet, so many `_SIGNS` of a text counting as one more: a planning of 120 has 9 000."""
_SIGNS = 25
_MAX_SIGNS = 5_000
"""Of a text that is read; the longest that anybody typed has 500."""
_SHOWN = 60
"""Signs that are told of a longer one."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty; `error` for an error value, `formula` for one that nothing has calculated.

    `long` for a text that is too long to be read.

    `spread` tells that it only shows the value of a cell at its left, with which it is merged; `below`, of one above.
    An `own` cell shows what stands in itself, calculated or not.
    """

    place: Location
    value: Raw
    number_format: str = "General"
    error: bool = False
    formula: bool = False
    long: bool = False
    spread: bool = False
    below: bool = False
    own: bool = True

    @property
    def refusal(self) -> Texte | None:
        """Why the cell gives no value, though something stands in it; None where it gives one."""
        if self.error:
            return lecture.valeur_d_erreur()
        if self.long:
            return lecture.texte_trop_long(_MAX_SIGNS)
        return lecture.formule_non_calculee() if self.formula else None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with at least one cell of its own, by column (from 1)."""

    number: int
    hidden: bool
    cells: dict[int, Cell]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet; `cut` where it holds more than is read of any."""

    titre: str
    rows: list[GridRow]
    hidden: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Grids:
    """A workbook: its sheets by title, the day from which its serial numbers count, what tpplanner wrote in it.

    `remarques`: what lies over its cells and says something: comments, text boxes, each at its cell. `intact`: no other
    program has saved it since it was written.
    """

    grids: dict[str, Grid]
    epoch: date = field(default=date(1899, 12, 30))
    trace: Trace = field(default_factory=Trace)
    remarques: tuple[Location, ...] = ()
    intact: bool = False


def open_book(checked: Openable, notes: Notes, produced: Collection[str] = ()) -> Grids:
    """The grids of a workbook; those `produced` by tpplanner are left empty while nothing can have been typed there.

    Raises WorkbookRefused where the library cannot read it.
    """
    intact = marks_in(checked.stream()).intact
    left_out = {cle(titre) for titre in produced} if intact else set()
    values, aside = _loaded(checked, notes.warning, left_out, whole=False)
    grids = {}
    for sheet in values.worksheets:
        if cle(sheet.title) in left_out:
            grids[sheet.title] = Grid(sheet.title, [], sheet.sheet_state != "visible")
        else:
            grids[sheet.title] = _grid(sheet, aside.get(sheet.title, _Aside()), notes)
    hidden = grids.pop(TRACE, Grid(TRACE, []))
    trace = Trace.read([str(cell.value) for _, cell in sorted(row.cells.items())] for row in hidden.rows)
    if not grids:
        raise WorkbookRefused(Issue(Severity.ERROR, *lecture.SANS_FEUILLE))
    epoch = date(1904, 1, 1) if values.epoch.year == 1904 else date(1899, 12, 30)
    remarques = () if intact else tuple(Location(*remark) for remark in remarks_of(checked))
    return Grids(grids, epoch, trace, remarques, intact)


@dataclass(slots=True)
class _Aside:
    """What the library leaves aside: formulas that nothing has calculated, by row and column; whether it is `cut`."""

    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    cut: bool = False


def load_whole(checked: Openable, unread: Collection[str] = ()) -> "Workbook":
    """The workbook as the library holds it, with its formulas and all that lies over its cells.

    The sheets that are left `unread`, by title, are empty and stand behind the others. Raises WorkbookRefused where the
    library cannot read it.
    """
    return _loaded(checked, lambda _: None, {cle(titre) for titre in unread}, whole=True)[0]


def _loaded(
    checked: Openable, tell: Tell, unread: Collection[str], *, whole: bool
) -> tuple["Workbook", dict[str, _Aside]]:
    """The workbook as the library holds it; `tell` hears what may have been left out. See `_read_by_library`."""
    try:
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("ignore")
            warnings.simplefilter("always", UserWarning)
            book = _read_by_library(checked, unread, whole=whole)
    except MemoryError:
        raise
    except Exception as error:  # a damaged file makes the library fail in a dozen undocumented ways
        raise WorkbookRefused(Issue(Severity.ERROR, *lecture.ENDOMMAGE)) from error
    for message in dict.fromkeys(str(warning.message) for warning in heard):
        if not _HARMLESS.match(message):
            tell(lecture.non_compris(message))
    return book


def _read_by_library(
    checked: Openable, unread: Collection[str], *, whole: bool
) -> tuple["Workbook", dict[str, _Aside]]:
    """What `openpyxl.load_workbook` gives of the `whole`; else cells with their values, and formulas without one.

    Then what takes most of its time is left out: merged cells, of which the sheets that are drawn for people are full,
    and all that lies over cells: comments, pictures, links, rules. Sheets whose title has its `cle` in `unread` stay
    empty, and stand behind the others; *Listes* is without its formulas.
    """
    load_library()
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 - slow to import, and only readers need it
    from openpyxl.xml.constants import SHARED_STRINGS  # noqa: PLC0415 - likewise

    aside: dict[str, _Aside] = {}

    class Reader(ExcelReader):
        def read_worksheets(self) -> None:
            sheets = list(self.parser.find_sheets())
            needed = {part.target for sheet, part in sheets if cle(sheet.name) not in unread}
            left_out = {part.target: sheet for sheet, part in sheets if part.target not in needed}
            self.valid_files = [name for name in self.valid_files if name not in left_out]
            if whole:
                super().read_worksheets()
            else:
                _read_cells(self, ((sheet, part) for sheet, part in sheets if part.target in self.valid_files), aside)
            for sheet in left_out.values():
                self.wb.create_sheet(sheet.name).sheet_state = sheet.state

        def read_strings(self) -> None:
            """As the library does, which makes an object of each piece of each text."""
            part: Any = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
            if part is not None:
                with self.archive.open(part.PartName[1:]) as source:
                    self.shared_strings = list(_shared_texts(source))

        def read_custom(self) -> None:
            """Leave out properties that somebody added."""

    reader = Reader(checked.stream(), data_only=not whole, keep_links=False)
    reader.read()
    return reader.wb, aside


def _shared_texts(source: Any) -> Iterator[str]:
    from openpyxl.xml.functions import iterparse  # noqa: PLC0415 - as above

    for _, element in iterparse(source):
        if element.tag == f"{_MAIN}si":
            yield _text_of(element).replace("x005F_", "")
            element.clear()


def _text_of(element: Any) -> str:
    """A text, the pieces that look different as one, without how it is pronounced."""
    plain = element.findall(f"{_MAIN}t")[-1:]
    pieces = (piece.find(f"{_MAIN}t") for piece in element.iterfind(f"{_MAIN}r"))
    return "".join(piece.text or "" for piece in (*plain, *pieces) if piece is not None)


def _join_pieces(cell: Any) -> None:
    """Make one piece of the text that stands in a cell itself: the library would make an object of each."""
    inline = cell.find(f"{_MAIN}is")
    if inline is not None and len(inline) > 1:
        text = _text_of(inline)
        inline.clear()
        inline.append(cell.makeelement(f"{_MAIN}t", {}))
        inline[0].text = text


def _read_cells(reader: Any, sheets: Iterator[tuple[Any, Any]], aside: dict[str, _Aside]) -> None:
    """Make sheets of these parts, with their cells, merged or not, and their rows: nothing of what lies over them.

    `aside` takes what the library does not tell, by sheet.
    """
    from openpyxl.worksheet._reader import WorksheetReader  # noqa: PLC0415 - as above; there is no public way

    parser = _parser_of_cells()
    for sheet, part in sheets:
        if "chartsheet" in part.Type:
            continue
        target = reader.wb.create_sheet(sheet.name)
        target.sheet_state = sheet.state
        with reader.archive.open(part.target) as source:
            read: Any = WorksheetReader(target, source, reader.shared_strings, reader.data_only, rich_text=False)
            read.parser.__class__ = parser
            read.parser.calculates = cle(sheet.name) == cle(LISTES)
            read.parser.free = sheet.name == TRACE
            read.parser.aside = aside.setdefault(target.title, _Aside())
            read.bind_cells()
            _merge(target, read.parser.merged_cells)
            read.bind_row_dimensions()


def _parser_of_cells() -> Any:
    """The parser of the library without what takes most of its time.

    What *Listes* calculates is left out: it follows what stands elsewhere. So are cells that hold nothing, and the
    borders of merged ones, which are looks: a planning has more of them than of others. Formulas are set aside as they
    are written: that of a neighbour is not told anew for each cell that shares it. A sheet that holds too much is cut.
    """
    from openpyxl.worksheet import _reader as library  # noqa: PLC0415 - as above; there is no public way

    kit: Any = library
    passed = {kit.ROW_TAG, kit.MERGE_TAG, kit.COL_TAG, kit.CF_TAG, kit.VALIDATION_TAG, kit.HYPERLINK_TAG, kit.EXT_TAG}

    class Cells(library.WorkSheetParser):
        calculates: bool
        free: bool
        """whether its texts may be long"""
        aside: _Aside

        def parse(self) -> Generator[Any, None, None]:
            left = _MOST_READ
            for _, element in kit.iterparse(self.source):
                if element.tag == kit.ROW_TAG and left > 0:
                    number, cells = self.parse_row(element)
                    row = [cell for cell, child in zip(cells, element, strict=True) if self._is_told(cell, child)]
                    left -= len(row) if self.free else sum(_weight(cell["value"]) for cell in row)
                    yield number, row
                elif element.tag == kit.ROW_TAG:
                    self.aside.cut = self.aside.cut or any(map(len, element))
                elif element.tag == kit.MERGE_TAG:
                    self.merged_cells = kit.MergeCells.from_tree(element)
                if element.tag in passed:
                    element.clear()

        def parse_cell(self, element: Any) -> Any:
            _join_pieces(element)
            return super().parse_cell(element)

        def _is_told(self, cell: Any, element: Any) -> bool:
            formula = element.find(kit.FORMULA_TAG)
            if formula is not None and cell["value"] is None and not self.calculates:
                self.aside.formulas[cell["row"], cell["column"]] = f"={formula.text or ''}"
            return len(element) > 0 and not (self.calculates and formula is not None)

    return Cells


def _weight(value: Any) -> int:
    """As how many cells one with that value counts."""
    return 1 + len(value) // _SIGNS if isinstance(value, str) else 1


def _merge(sheet: "Worksheet", merged: Any) -> None:
    """Merge cells of a sheet; a value may stand below them still, where LibreOffice kept it."""
    from openpyxl.cell.cell import MergedCell  # noqa: PLC0415 - as above
    from openpyxl.worksheet.cell_range import CellRange, MultiCellRange  # noqa: PLC0415

    zones = [CellRange(zone.ref) for zone in merged.mergeCell] if merged else []
    for zone in zones:
        _, *others = zone.cells
        cells = _raw_cells(sheet)
        cells.update((at, MergedCell(sheet, *at)) for at in others if at not in cells or is_empty(cells[at].value))
    sheet.merged_cells = MultiCellRange(zones)


_HARMLESS = re.compile(
    "|".join(
        (
            # looks, of which nothing is read; a date that no style shows as one is told at its cell
            "Workbook contains no (?:stylesheet|default style)",
            "Cannot parse header or footer",
            "Failed to load a conditional formatting rule",
            "Print area cannot be set",
            # what a cell takes, what lies over cells, what is computed from them: never a value of a cell
            ".* extension is not supported and will be removed",
            "DrawingML support is incomplete",
            "Unable to read chart",
            ".* image format is not supported",
            ".*is part of a merged range but has a comment",
            "Defined names for sheet index",
            # the properties of the document, and a title that is only long
            "Unknown type for",
            "Title is more than 31 characters",
            # the cell becomes an error, which is told where it is read
            ".*is marked as a date but the serial value",
        )
    ),
    re.DOTALL,
)
"""The beginnings of what the library warns of and no reading misses."""


def _grid(sheet: "Worksheet", aside: _Aside, notes: Notes) -> Grid:
    """The sheet, of which only the cells that exist are walked through: an area may be empty for a million rows."""
    merged = _merged(sheet)
    rows: dict[int, dict[int, Cell]] = {}
    beyond = False
    for at, cell in _raw_cells(sheet).items():
        within = at[0] <= MAX_ROWS and at[1] <= MAX_COLUMNS
        if not within and beyond:
            continue
        source = merged.get(at, cell)
        if source is not cell and not is_empty(cell.value):
            notes.warning(lecture.sous_fusion(), Location(sheet.title, cell.coordinate, texte(cell.value)))
        read = _cell(sheet.title, cell, source, aside.formulas)
        if read is None:
            continue
        if within:
            rows.setdefault(at[0], {})[at[1]] = read
        else:
            beyond = True
    if beyond:
        notes.warning(lecture.feuille_tronquee(MAX_ROWS, MAX_COLUMNS), Location(sheet.title))
    dimensions = sheet.row_dimensions
    grid_rows = [
        GridRow(number, number in dimensions and bool(dimensions[number].hidden), dict(sorted(cells.items())))
        for number, cells in sorted(rows.items())
        if not all(cell.below for cell in cells.values())
    ]
    return Grid(sheet.title, grid_rows, sheet.sheet_state != "visible", aside.cut)


def _raw_cells(sheet: "Worksheet") -> dict[tuple[int, int], Any]:
    """The cells that the file holds, by row and column. Every public way to them makes those between as well."""
    return sheet._cells  # noqa: SLF001


def _merged(sheet: "Worksheet") -> dict[tuple[int, int], Any]:
    """The cell whose value each merged cell shows."""
    sources = {}
    for zone in sheet.merged_cells.ranges:
        if zone.size["rows"] * zone.size["columns"] > _MAX_SPREAD:
            continue
        source = sheet.cell(zone.min_row, zone.min_col)
        for row in range(zone.min_row, zone.max_row + 1):
            for column in range(zone.min_col, zone.max_col + 1):
                sources[row, column] = source
    return sources


def _cell(titre: str, cell: Any, source: Any, formulas: dict[tuple[int, int], str]) -> Cell | None:
    value = source.value
    own = source.coordinate == cell.coordinate
    formula = formulas.get((source.row, source.column))
    if formula is not None and not calculated_as_empty(source):
        return Cell(Location(titre, cell.coordinate, formula), None, formula=True, own=own)
    if isinstance(value, str) and len(value) > _MAX_SIGNS and titre != TRACE:
        return Cell(Location(titre, cell.coordinate, f"{value[:_SHOWN]}…"), None, long=True, own=own)
    if is_empty(value):
        return None
    shown = str(value) if isinstance(value, float) else texte(value)
    place = Location(titre, cell.coordinate, shown)
    return Cell(
        place,
        value,
        source.number_format or "General",
        error=source.data_type == "e",
        spread=source.column != cell.column,
        below=source.row != cell.row,
        own=own,
    )


def calculated_as_empty(cell: Any) -> bool:
    """Whether a cell without a value is that of a formula that gives the empty text: only a calculation types it so."""
    return cell.value is None and cell.data_type == "str"
