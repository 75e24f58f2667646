"""Writing the input sheets (XlsxWriter): a new workbook to fill, or the copy of the inputs beside a planning."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import ceil
from pathlib import Path
from typing import Any

from tpplanner.domain.duties import tables_du_genre
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Genre, Session
from tpplanner.files.writing import save_new
from tpplanner.referentiels import dump
from tpplanner.sheets.colonne import TETE_DE_FICHE, Colonne, Feuille, Forme, Saisie
from tpplanner.sheets.session import (
    AIDES,
    CANDIDATS,
    COMEDIENS,
    EPREUVES,
    FEUILLES,
    FORMATEURS,
    LISEZ_MOI,
    LISTES,
    MEMBRES,
    REFERENTIEL,
    SALLES,
    SESSION,
    SURVEILLANTS,
    VEHICULES,
)
from tpplanner.texts import commande
from tpplanner.texts.modele import ERREUR_LISTE, INTITULE_LISTE, OBLIGATOIRE, lisez_moi
from tpplanner.texts.noms import GENRES, etiquettes_d_epreuves
from tpplanner.texts.plain import safe
from tpplanner.texts.referentiels import usage_affiche
from tpplanner.workbook.contents import Contents, Fields, blank_contents, contents_of, to_confirm
from tpplanner.workbook.example import agrement_session, example_session
from tpplanner.workbook.kit import Book, Look, Sheet, letter, made, write_trace
from tpplanner.workbook.lists import read_list

# The hidden sheet *Listes*: what drop-down lists offer, each a column, given to cells by range.

CAPACITY = 300
"""Rows of a sheet that drop-down lists follow, and that are offered lists."""

FIRST_ROW = 3
"""The first row of data of a table (from 0): below its title, its help line and its header."""

_OF_SHEETS: dict[str, Feuille] = {
    "candidats": CANDIDATS,
    "membres": MEMBRES,
    "formateurs": FORMATEURS,
    "aides": AIDES,
    "salles": SALLES,
}
"""Lists that follow a sheet: full names of people, names of rooms."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a workbook: values, or None where the list follows the sheet of its name."""

    values: dict[str, tuple[str, ...] | None]

    def name_of(self, colonne: Colonne) -> str:
        """The list that a column offers; empty where it offers none."""
        if colonne.liste:
            return colonne.liste if self.values.get(colonne.liste, ()) != () else ""
        return _choices_name(colonne) if colonne.choix else ""

    def source(self, name: str) -> str:
        """The range of a list, as a data validation takes it: no blank at its end."""
        column = letter(list(self.values).index(name))
        values = self.values[name]
        if values is not None:
            return f"={LISTES}!${column}$2:${column}${len(values) + 1}"
        count = f'COUNTIF({LISTES}!${column}$2:${column}${CAPACITY + 1},"?*")'
        return f"=OFFSET({LISTES}!${column}$2,0,0,MAX(1,{count}),1)"


def lists_of(
    referentiel: Referentiel, contents: Contents, feuilles: Sequence[Feuille] = FEUILLES, *, live: bool
) -> Lists:
    """Every list of a workbook of those sheets; `live` where names are to follow what people type."""
    values: dict[str, tuple[str, ...] | None] = {
        "presentations": ("titre", *(table.id for table in referentiel.certificats)),
        "epreuves": tuple(etiquettes_d_epreuves(referentiel).values()),
        "usages": _usages(referentiel),
        "qualites": referentiel.qualites,
    }
    values |= choices_of(FEUILLES)
    for name, feuille in _OF_SHEETS.items():
        values[name] = None if live and feuille in feuilles else _names_in(contents, feuille.cle)
    if not live:
        people = ("candidats", "membres", "surveillants", "comediens", "responsables", "formateurs", "aides")
        personnes = tuple(dict.fromkeys(nom for cle in people for nom in _names_in(contents, cle)))
        values |= {
            "personnes": personnes,
            "tous": (*personnes, *_names_in(contents, "salles"), *_names_in(contents, "vehicules")),
        }
    return Lists(values)


def choices_of(feuilles: Iterable[Feuille]) -> dict[str, tuple[str, ...] | None]:
    """The choices that the columns of some sheets spell out."""
    choices: dict[str, tuple[str, ...] | None] = {}
    for feuille in feuilles:
        for colonne in feuille.colonnes:
            if colonne.choix:
                choices[_choices_name(colonne)] = tuple(choix for choix in colonne.choix if choix)
    return choices


def _choices_name(colonne: Colonne) -> str:
    return "/".join(colonne.choix)


def _usages(referentiel: Referentiel) -> tuple[str, ...]:
    usages = {phase.usage for epreuve in referentiel.epreuves() for phase in epreuve.phases}
    return tuple(usage_affiche(usage) for usage in sorted(usages))


def _names_in(contents: Contents, cle: str) -> tuple[str, ...]:
    rows = contents.get(cle, [])
    return tuple(f"{row.get('nom') or ''} {row.get('prenom') or ''}".strip() for row in rows)


def write_lists(book: Book, lists: Lists, contents: Contents) -> None:
    """Write the sheet, hidden."""
    listes = Sheet(book, LISTES)
    sheet = listes.worksheet
    for column, (name, values) in enumerate(lists.values.items()):
        sheet.write_string(0, column, name)
        listes.keep(0, column, name)
        if values is None:
            shown, full_name = _names_in(contents, _OF_SHEETS[name].cle), _full_name(_OF_SHEETS[name])
            for row in range(CAPACITY):
                value = shown[row] if row < len(shown) else ""
                sheet.write_formula(row + 1, column, full_name, None, value)
        else:
            sheet.write_column(1, column, values)
            for row, value in enumerate(values, 1):
                listes.keep(row, column, value)
    sheet.hide()


def _full_name(feuille: Feuille) -> str:
    """The name on the row of a sheet that stands where the formula does: it survives sorting and inserted rows."""
    champs = [colonne.champ for colonne in feuille.colonnes]
    columns = [letter(champs.index(champ)) for champ in ("nom", "prenom") if champ in champs]
    parts = [f"INDEX({feuille.titre}!${column}:${column},ROW()+{FIRST_ROW - 1})" for column in columns]
    return "=TRIM(" + '&" "&'.join(parts) + ")"


# How the input sheets look: one dictionary of properties a kind of cell.

_LINE: Look = {"border": 1, "border_color": "#A6A6A6"}

TITLE: Look = {"bold": True, "font_size": 14, "valign": "vcenter"}
PURPOSE: Look = {"font_color": "#404040", "text_wrap": True, "valign": "vcenter"}
HELP: Look = {"italic": True, "font_size": 8, "font_color": "#404040", "text_wrap": True, "valign": "bottom", **_LINE}
_NAVY: Look = {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "valign": "vcenter"}
HEADER: Look = {**_NAVY, "text_wrap": True, **_LINE}
SECTION: Look = {"bold": True, "bg_color": "#D9E1F2", "valign": "vcenter", "text_wrap": True, **_LINE}
LABEL: Look = {"bold": True, "valign": "vcenter", "text_wrap": True, **_LINE}
BESIDE: Look = {"font_size": 9, "font_color": "#404040", "valign": "vcenter", "text_wrap": True, **_LINE}
HEADING: Look = {"bold": True, "font_size": 12, "font_color": "#1F3864"}
TEXT: Look = {"text_wrap": True, "valign": "top"}
COMMAND: Look = {"font_name": "Courier New", "bg_color": "#F2F2F2", "valign": "top"}

_INPUT: Look = {"valign": "vcenter", "text_wrap": True, **_LINE}
FIXED: Look = {"bg_color": "#EDEDED"}
"""A cell that is not to be changed."""
ORANGE: Look = {"bg_color": "#FFC000", "bold": True}
"""A value that the source of the référentiel does not state: bold too, for paper without colour."""

_NUMBER_FORMATS = {
    Saisie.DATE: "dd/mm/yyyy",
    Saisie.HEURE: "hh:mm",
    Saisie.ENTIER: "0",
    Saisie.MINUTES: "0",
}
"""All other cells are text: what is typed stays as typed (``1/3``, ``04``, ``14/06``)."""

_CENTRED = {Saisie.DATE, Saisie.HEURE, Saisie.ENTIER, Saisie.MINUTES, Saisie.OUI_NON, Saisie.FRACTION}


def input_look(saisie: Saisie) -> Look:
    """The look of a cell to fill."""
    centred = {"align": "center"} if saisie in _CENTRED else {}
    return {**_INPUT, "num_format": _NUMBER_FORMATS.get(saisie, "@"), **centred}


# A sheet being written: heights that show help texts whole, drop-down lists, outlines, and how it prints.

_WIDEST = 200


def lines(texte: str, width: float, size: float = 10) -> int:
    """About how many lines a text takes in a column of that width (in characters of 10 points), words kept whole."""
    room = max(1.0, width * 10 / size * 1.15)
    count = 0
    for paragraph in texte.split("\n"):
        used = 0.0
        count += 1
        for word in paragraph.split():
            if used and used + len(word) > room:
                count += 1
                used = 0.0
            used += len(word) + 1
            if used - 1 > room:
                count += ceil((used - 1) / room) - 1
    return count


def offer(sheet: Sheet, area: tuple[int, int, int, int], colonne: Colonne, lists: Lists) -> None:
    """Show the help of a column in its cells, with its drop-down list if it has one."""
    name = lists.name_of(colonne)
    several = colonne.saisie in (Saisie.LISTE, Saisie.NOMS, Saisie.FRACTION)
    options: dict[str, Any] = {
        "validate": "list" if name else "any",
        "input_title": safe(colonne.titre)[:32],
        "input_message": safe(colonne.aide)[:255],
    }
    if name:
        options |= {
            "source": lists.source(name),
            "error_type": "warning",
            "error_title": INTITULE_LISTE,
            "error_message": ERREUR_LISTE,
            "show_error": not several and not colonne.liste,
        }
    sheet.worksheet.data_validation(*area, options)


def pages_wide(width: float) -> int:
    """The pages side by side of a sheet so wide (in characters): one unless its text would be too small to read."""
    return 1 if width <= _WIDEST else 2


def outline(away: Sequence[bool], rank: int) -> dict[str, Any]:
    """How a row or a column takes part in an outline whose folded ones are `away`: its button stands before them."""
    if away[rank]:
        return {"level": 1, "hidden": True}
    return {"collapsed": True} if rank + 1 < len(away) and away[rank + 1] else {}


# The input sheets one by one: tables, forms, the page to read first, and the text of the référentiel.

_FORM_WIDTHS = (32, 36, 20, 62)
_ROOM_TO_WRITE = 15
"""Ruled rows of a table that nothing fills yet."""
_NAMED = ("nom", "prenom")
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.7}


@dataclass(frozen=True, slots=True)
class Writer:
    """What every sheet is written with; `live` in a workbook to fill: with empty rows below, and printed."""

    book: Book
    lists: Lists
    footer: str
    live: bool

    def set_page(self, sheet: Sheet, last: int, right: int, rows: int = 0, columns: int = 0, pages: int = 1) -> None:
        """How a sheet prints, down to its row `last` and as far as its column `right`, on so many pages side by side.

        So many rows and columns stand on each page.
        """
        if self.live:
            if rows:
                sheet.worksheet.repeat_rows(0, rows - 1)
            if columns:
                sheet.worksheet.repeat_columns(0, columns - 1)
            sheet.worksheet.print_area(0, 0, last, right)
        else:
            sheet.print_nothing()
        foot = self.footer.replace("&", "&&")[:100]
        sheet.set_page(f'&L&"Arial,Bold"&8 {foot}&C&8 &A&R&8 &P / &N', _MARGINS)
        sheet.worksheet.fit_to_pages(pages, 0)


def write_table(
    writer: Writer, feuille: Feuille, rows: Sequence[Fields], referentiel: Referentiel | None = None
) -> None:
    """A sheet with one row a thing: title, help line, header, then the rows."""
    sheet = Sheet(writer.book, feuille.titre, [colonne.largeur for colonne in feuille.colonnes])
    sheet.colour_tab(feuille.groupe)
    marks = to_confirm(referentiel) if feuille is EPREUVES and referentiel else []
    folded = _folded(writer, feuille, [dict.fromkeys(mark, True) for mark in marks] if feuille is EPREUVES else rows)
    _head(sheet, feuille, folded)
    last = max(len(rows), 1) + (_ROOM_TO_WRITE if writer.live and feuille is not EPREUVES else 0)
    for rank in range(last):
        fields = rows[rank] if rank < len(rows) else {}
        height = 1
        for column, colonne in enumerate(feuille.colonnes):
            look = _cell_look(feuille, colonne, marks[rank] if rank < len(marks) else frozenset())
            value = fields.get(colonne.champ)
            sheet.write(FIRST_ROW + rank, column, value, look)
            if isinstance(value, str) and not colonne.cachee:
                height = max(height, lines(value, colonne.largeur))
        if height > 1:
            sheet.set_height(FIRST_ROW + rank, 13.5 * height + 2)
    for column, colonne in enumerate(feuille.colonnes):
        offer(sheet, (FIRST_ROW, column, FIRST_ROW + CAPACITY - 1, column), colonne, writer.lists)
    sheet.leave(FIRST_ROW)
    _finish_table(writer, sheet, feuille, FIRST_ROW + last - 1, folded)


def _folded(writer: Writer, feuille: Feuille, rows: Sequence[Fields]) -> frozenset[str]:
    """The rare columns in which nothing stands: folded away in a workbook to fill, whence a click brings them back."""
    filled = {champ for row in rows for champ, value in row.items() if value not in (None, "")}
    return frozenset(c.champ for c in feuille.colonnes if writer.live and c.rare and c.champ not in filled)


def _head(sheet: Sheet, feuille: Feuille, folded: frozenset[str]) -> None:
    """The title and purpose, the help line, and the header that stays in sight."""
    shown = [c for c in feuille.colonnes if not c.cachee]
    width = _width(feuille, folded)
    if pages_wide(width) == 1:
        _title_and_purpose(sheet, feuille, len(shown) - 1)
    else:  # the columns of names are printed on both pages: what crosses them would be cut on the second
        names = _names(feuille)
        sheet.merge(0, 0, 0, names - 1, feuille.titre, TITLE)
        sheet.merge(0, names, 0, len(shown) - 1, feuille.but, PURPOSE)
    sheet.set_height(0, 8 + 14 * lines(f"{feuille.titre * 2}   {feuille.but}", width))
    for column, colonne in enumerate(feuille.colonnes):
        sheet.write(1, column, colonne.aide, HELP)
        sheet.write(2, column, _titre(colonne), HEADER)
    sheet.set_height(1, 4 + 11 * max(lines(c.aide, c.largeur, 8) for c in shown))
    sheet.set_height(2, 4 + 14 * max(lines(c.titre, c.largeur * 0.85) for c in shown))


def _title_and_purpose(sheet: Sheet, feuille: Feuille, last: int) -> None:
    title, purpose = sheet.format(TITLE), sheet.format(PURPOSE)
    sheet.merge(0, 0, 0, last, "", PURPOSE)
    parts = (feuille.titre, f"   {safe(feuille.but)}")
    sheet.worksheet.write_rich_string(0, 0, title, parts[0], purpose, parts[1], purpose)
    sheet.keep(0, 0, "".join(parts))


def _titre(colonne: Colonne) -> str:
    return f"{colonne.titre} {OBLIGATOIRE}" if colonne.marquee else colonne.titre


def _width(feuille: Feuille, folded: frozenset[str]) -> float:
    """The characters of the columns in sight."""
    return sum(c.largeur for c in feuille.colonnes if not c.cachee and c.champ not in folded)


def _names(feuille: Feuille) -> int:
    """The columns that say whose the row is, kept in sight and printed on every page."""
    return max(1, sum(colonne.champ in _NAMED for colonne in feuille.colonnes))


def _cell_look(feuille: Feuille, colonne: Colonne, orange: frozenset[str]) -> Look:
    look = input_look(colonne.saisie)
    if feuille is not EPREUVES:
        return look
    return {**look, **(ORANGE if colonne.champ in orange else FIXED)}


def _finish_table(writer: Writer, sheet: Sheet, feuille: Feuille, last: int, folded: frozenset[str]) -> None:
    """Column widths and formats (also of the rows that people add), frozen panes, filters, and how it prints."""
    colonnes = feuille.colonnes
    away = [colonne.champ in folded for colonne in colonnes]
    paper = sheet.worksheet
    for column, colonne in enumerate(colonnes):
        look = sheet.format({"num_format": input_look(colonne.saisie)["num_format"]})
        options = outline(away, column) | ({"hidden": True} if colonne.cachee else {})
        paper.set_column(column, column, colonne.largeur, look, options)
    paper.outline_settings(visible=True, symbols_below=False, symbols_right=False)
    shown = sum(not colonne.cachee for colonne in colonnes)
    names = _names(feuille)
    paper.freeze_panes(FIRST_ROW, names)
    paper.autofilter(FIRST_ROW - 1, 0, max(last, FIRST_ROW), shown - 1)
    paper.ignore_errors({"number_stored_as_text": f"A1:AZ{CAPACITY + FIRST_ROW}"})
    writer.set_page(sheet, last, shown - 1, FIRST_ROW, names, pages_wide(_width(feuille, folded)))


def write_form(writer: Writer, feuille: Feuille, fields: Fields) -> None:
    """A sheet with one row a field: its name, what people type, its unit or default, its help."""
    sheet = Sheet(writer.book, feuille.titre, _FORM_WIDTHS)
    sheet.colour_tab(feuille.groupe)
    _title_and_purpose(sheet, feuille, 3)
    sheet.set_height(0, 24)
    sheet.row = 1
    sheet.cells(TETE_DE_FICHE, HEADER)
    lines_of = [line for colonne in feuille.colonnes for line in ((colonne.rubrique, None), ("", colonne)) if any(line)]
    away = _folded_lines(lines_of, _folded(writer, feuille, [fields]))
    for rank, (rubrique, colonne) in enumerate(lines_of):
        options = outline(away, rank)
        if colonne is None:
            sheet.merge(sheet.row, 0, sheet.row, 3, rubrique, SECTION)
            sheet.worksheet.set_row(sheet.row, None, None, options)
        else:
            _field(writer, sheet, colonne, fields, options)
        sheet.row += 1
    sheet.worksheet.outline_settings(visible=True, symbols_below=False, symbols_right=False)
    sheet.worksheet.freeze_panes(2, 1)
    sheet.worksheet.ignore_errors({"number_stored_as_text": f"B1:B{sheet.row}"})
    writer.set_page(sheet, sheet.row - 1, 3, 2)


def _folded_lines(lines_of: Sequence[tuple[str, Colonne | None]], folded: frozenset[str]) -> list[bool]:
    """For each line of a form whether it is folded: a heading below folded lines is, with all that it heads."""
    away: list[bool] = []
    for rank, (_, colonne) in enumerate(lines_of):
        if colonne is not None:
            away.append(colonne.champ in folded)
            continue
        headed = [c for _, c in takewhile(lambda line: line[1] is not None, lines_of[rank + 1 :])]
        away.append(bool(rank) and away[-1] and all(c is not None and c.champ in folded for c in headed))
    return away


def _field(writer: Writer, sheet: Sheet, colonne: Colonne, fields: Fields, options: dict[str, Any]) -> None:
    row, value = sheet.row, fields.get(colonne.champ)
    sheet.write(row, 0, _titre(colonne), LABEL)
    sheet.write(row, 1, value, {**input_look(colonne.saisie), "align": "left"})
    for column, text in ((2, colonne.repere), (3, colonne.aide)):
        sheet.worksheet.write_string(row, column, safe(text), sheet.format(BESIDE))
        sheet.keep(row, column, safe(text))
    sheet.leave(row, row, 1)
    typed = lines(value, _FORM_WIDTHS[1]) if isinstance(value, str) else 1
    sheet.set_height(row, 6 + 13 * max(lines(colonne.aide, _FORM_WIDTHS[3], 9), typed), options)
    offer(sheet, (row, 1, row, 1), colonne, writer.lists)


def write_lisez_moi(writer: Writer, referentiel: Referentiel, absentes: Sequence[str]) -> None:
    """The page to read first; `absentes` are the sheets that the workbook does without."""
    sheet = Sheet(writer.book, LISEZ_MOI.titre, (128,))
    sheet.colour_tab(LISEZ_MOI.groupe)
    sheet.cells((LISEZ_MOI.but,), TITLE)
    sheet.row += 1
    for heading, texts in lisez_moi(referentiel, absentes):
        sheet.cells((heading,), HEADING)
        for texte in texts:
            look = COMMAND if texte.startswith("tpplanner ") else TEXT
            sheet.cells((texte,), look, 2 + 13 * lines(texte, 128))
        sheet.row += 1
    writer.set_page(sheet, sheet.row - 1, 0)
    sheet.worksheet.fit_to_pages(1, 1)


def write_referentiel(book: Book, text: str) -> None:
    """The text of the référentiel, one line a row, in a sheet that only a program finds."""
    sheet = book.workbook.add_worksheet(REFERENTIEL)
    for row, line in enumerate(text.splitlines()):
        sheet.write_string(row, 0, line)
    sheet.very_hidden()


def write_sheets(
    writer: Writer, feuilles: Sequence[Feuille], contents: Contents, referentiel: Referentiel | None = None
) -> None:
    """Those input sheets with their rows, then the lists that they offer."""
    for feuille in feuilles:
        rows = contents.get(feuille.cle, [])
        if feuille is LISEZ_MOI and referentiel is not None:
            write_lisez_moi(writer, referentiel, [absente.titre for absente in FEUILLES if absente not in feuilles])
        elif feuille.forme is Forme.FICHE:
            write_form(writer, feuille, rows[0] if rows else {})
        else:
            write_table(writer, feuille, rows, referentiel)
    write_lists(writer.book, writer.lists, contents)
    write_trace(writer.book)


# Writing the input sheets (XlsxWriter): a new workbook to fill, or the copy of the inputs beside a planning.


def write_template(
    path: str | Path,
    referentiel: Referentiel,
    *,
    exemple: bool = False,
    listes: Mapping[str, str | Path] | None = None,
    fictif: int | None = None,
    genre: Genre = Genre.TITRE,
    complet: bool = False,
) -> str:
    """Write a workbook to fill for a titre; answer what there is to say of it (empty, or how lists were read).

    `exemple` fills it with invented people, so that it can be planned as it is; `fictif` with that many unnamed
    candidats and juries, for an agrément file; `listes` are those that the centre has of the people of a sheet, by
    its key, in any form that `workbook.lists` reads. Sheets that a first planning needs, or that have something to
    hold, are written; all of them if `complet`.
    Raises CannotWrite, also where the file exists: it may be one that somebody has been filling; UserError
    where the list cannot be read.
    """
    if fictif is not None:
        contents = contents_of(agrement_session(referentiel, fictif))
    elif exemple:
        contents = contents_of(example_session(referentiel))
    else:
        contents = blank_contents(referentiel, genre)
    remarks = []
    for feuille in (CANDIDATS, MEMBRES):
        if listes and feuille.cle in listes:
            liste = read_list(listes[feuille.cle], feuille)
            contents |= {feuille.cle: liste.rows, "liens": []} | ({"jurys": []} if feuille is MEMBRES else {})
            remarks += [liste.told, *map(commande.probleme, liste.avertissements)]
    save_new(Path(path), workbook_bytes(referentiel, contents, complet=complet))
    return "\n".join(remarks)


def write_session(path: str | Path, session: Session) -> None:
    """Write a workbook to fill that holds a session, but for its pins; raises CannotWrite, also where it exists."""
    save_new(Path(path), workbook_bytes(session.referentiel, contents_of(session)))


def workbook_bytes(referentiel: Referentiel, contents: Contents, *, complet: bool = True) -> bytes:
    """A workbook of input sheets, to be filled further: all of them, or those of a first planning and those filled."""
    feuilles = FEUILLES if complet else tuple(f for f in FEUILLES if is_needed(f, referentiel, contents))
    return _bytes(referentiel, contents, feuilles)


def feuilles_for(session: Session) -> tuple[Feuille, ...]:
    """The sheets of a first planning, and those on which that session has something."""
    contents = contents_of(session)
    return tuple(f for f in FEUILLES if is_needed(f, session.referentiel, contents))


def sheets_bytes(session: Session, feuilles: Sequence[Feuille]) -> bytes:
    """A workbook that holds a session, to be filled further, with those sheets."""
    return _bytes(session.referentiel, contents_of(session), feuilles)


def _bytes(referentiel: Referentiel, contents: Contents, feuilles: Sequence[Feuille]) -> bytes:
    return made(lambda book: _write(book, referentiel, contents, feuilles, footer=referentiel.sigle, live=True))


def write_input_sheets(book: Book, session: Session, *, footer: str = "") -> None:
    """Add to a workbook the input sheets filled from a session, as values: read again, they give an equal session.

    (Its pins and reference plan excepted, which stand in *Planning*.) `footer` says for whom the pages are.
    """
    write_contents(book, session.referentiel, contents_of(session), footer=footer)


def write_contents(book: Book, referentiel: Referentiel, contents: Contents, *, footer: str = "") -> None:
    """Add to a workbook the input sheets with these rows, as values."""
    _write(book, referentiel, contents, FEUILLES, footer=footer, live=False)


def is_needed(feuille: Feuille, referentiel: Referentiel, contents: Contents) -> bool:
    """Whether a first planning needs a sheet: every one does, its épreuves do, or something stands there."""
    if feuille.indispensable or any(any(row.values()) for row in contents.get(feuille.cle, [])):
        return True
    genres = {row.get("genre") for row in contents.get(SESSION.cle, [])}
    genre = next((genre for genre, nom in GENRES.items() if nom in genres), Genre.TITRE)
    epreuves = [epreuve for table in tables_du_genre(referentiel, genre) for epreuve in table.epreuves]
    if feuille is SURVEILLANTS:
        return any(phase.surveillable for epreuve in epreuves for phase in epreuve.phases)
    if feuille is VEHICULES:
        return any(epreuve.vehicules for epreuve in epreuves)
    return feuille is COMEDIENS and any(epreuve.comediens for epreuve in epreuves)


def _write(
    book: Book, referentiel: Referentiel, contents: Contents, feuilles: Sequence[Feuille], *, footer: str, live: bool
) -> None:
    lists = lists_of(referentiel, contents, feuilles, live=live)
    write_sheets(Writer(book, lists, footer, live=live), feuilles, contents, referentiel)
    write_referentiel(book, dump(referentiel))
