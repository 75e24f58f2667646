"""The input sheets one by one: tables, forms, the page to read first, and the text of the référentiel."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from tpplanner.domain.referentiel import Referentiel
from tpplanner.sheets import EPREUVES, LISEZ_MOI, REFERENTIEL, TETE_DE_FICHE, Colonne, Feuille
from tpplanner.texts.modele import OBLIGATOIRE, lisez_moi
from tpplanner.workbook.contents import Contents, Fields, to_confirm
from tpplanner.workbook.template import looks
from tpplanner.workbook.template.lists import CAPACITY, FIRST_ROW, Lists
from tpplanner.workbook.template.looks import Look, input_look
from tpplanner.workbook.template.page import (
    Formats,
    clean,
    lines,
    offer,
    outline,
    pages_wide,
    print_nothing,
    put,
    set_page,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_FORM_WIDTHS = (32, 36, 20, 62)
_ROOM_TO_WRITE = 15
"""Ruled rows of a table that nothing fills yet."""
_NAMED = ("nom", "prenom")


@dataclass(frozen=True, slots=True)
class Desk:
    """What every sheet is written with; `live` in a workbook to fill: with empty rows below, and printed."""

    workbook: "Workbook"
    formats: Formats
    lists: Lists
    footer: str
    live: bool


def write_table(desk: Desk, feuille: Feuille, rows: Sequence[Fields], referentiel: Referentiel | None = None) -> None:
    """A sheet with one row a thing: title, help line, header, then the rows."""
    sheet = desk.workbook.add_worksheet(feuille.titre)
    marks = to_confirm(referentiel) if feuille is EPREUVES and referentiel else []
    folded = _folded(desk, feuille, [dict.fromkeys(mark, True) for mark in marks] if feuille is EPREUVES else rows)
    _head(desk, sheet, feuille, folded)
    last = max(len(rows), 1) + (_ROOM_TO_WRITE if desk.live and feuille is not EPREUVES else 0)
    for rank in range(last):
        fields = rows[rank] if rank < len(rows) else {}
        height = 1
        for column, colonne in enumerate(feuille.colonnes):
            look = _cell_look(feuille, colonne, marks[rank] if rank < len(marks) else frozenset())
            value = fields.get(colonne.champ)
            put(sheet, FIRST_ROW + rank, column, value, desk.formats.of(look))
            if isinstance(value, str) and not colonne.cachee:
                height = max(height, lines(value, colonne.largeur))
        if height > 1:
            sheet.set_row(FIRST_ROW + rank, min(409, 13.5 * height + 2))
    for column, colonne in enumerate(feuille.colonnes):
        offer(sheet, (FIRST_ROW, column, FIRST_ROW + CAPACITY - 1, column), colonne, desk.lists)
    _finish_table(desk, sheet, feuille, FIRST_ROW + last - 1, folded)


def _folded(desk: Desk, feuille: Feuille, rows: Sequence[Fields]) -> frozenset[str]:
    """The rare columns in which nothing stands: folded away in a workbook to fill, whence a click brings them back."""
    filled = {champ for row in rows for champ, value in row.items() if value not in (None, "")}
    return frozenset(c.champ for c in feuille.colonnes if desk.live and c.rare and c.champ not in filled)


def _head(desk: Desk, sheet: "Worksheet", feuille: Feuille, folded: frozenset[str]) -> None:
    """The title and purpose, the help line, and the header that stays in sight."""
    shown = [c for c in feuille.colonnes if not c.cachee]
    width = sum(colonne.largeur for colonne in shown if colonne.champ not in folded)
    title, purpose = desk.formats.of(looks.TITLE), desk.formats.of(looks.PURPOSE)
    if pages_wide(width) == 1:
        sheet.merge_range(0, 0, 0, len(shown) - 1, "", purpose)
        sheet.write_rich_string(0, 0, title, feuille.titre, purpose, f"   {clean(feuille.but)}", purpose)
    else:  # the columns of names are printed on both pages: what crosses them would be cut on the second
        names = _names(feuille)
        if names > 1:
            sheet.merge_range(0, 0, 0, names - 1, "", title)
        sheet.write_string(0, 0, feuille.titre, title)
        sheet.merge_range(0, names, 0, len(shown) - 1, clean(feuille.but), purpose)
    sheet.set_row(0, 8 + 14 * lines(f"{feuille.titre * 2}   {feuille.but}", width))
    for column, colonne in enumerate(feuille.colonnes):
        sheet.write_string(1, column, clean(colonne.aide), desk.formats.of(looks.HELP))
        titre = f"{colonne.titre} {OBLIGATOIRE}" if colonne.marquee else colonne.titre
        sheet.write_string(2, column, titre, desk.formats.of(looks.HEADER))
    sheet.set_row(1, 4 + 11 * max(lines(c.aide, c.largeur, 8) for c in shown))
    sheet.set_row(2, 4 + 14 * max(lines(c.titre, c.largeur * 0.85) for c in shown))


def _names(feuille: Feuille) -> int:
    """The columns that say whose the row is, kept in sight and printed on every page."""
    return max(1, sum(colonne.champ in _NAMED for colonne in feuille.colonnes))


def _cell_look(feuille: Feuille, colonne: Colonne, orange: frozenset[str]) -> Look:
    look = input_look(colonne.saisie)
    if feuille is not EPREUVES:
        return look
    return look | (looks.ORANGE if colonne.champ in orange else looks.FIXED)


def _finish_table(desk: Desk, sheet: "Worksheet", feuille: Feuille, last: int, folded: frozenset[str]) -> None:
    """Column widths and formats (also of the rows that people add), frozen panes, filters, and how it prints."""
    colonnes = feuille.colonnes
    away = [colonne.champ in folded for colonne in colonnes]
    for column, colonne in enumerate(colonnes):
        look = desk.formats.of({"num_format": input_look(colonne.saisie)["num_format"]})
        options = outline(away, column) | ({"hidden": True} if colonne.cachee else {})
        sheet.set_column(column, column, colonne.largeur, look, options)
    sheet.outline_settings(visible=True, symbols_below=False, symbols_right=False)
    shown = sum(not colonne.cachee for colonne in colonnes)
    names = _names(feuille)
    sheet.freeze_panes(FIRST_ROW, names)
    sheet.autofilter(FIRST_ROW - 1, 0, max(last, FIRST_ROW), shown - 1)
    if desk.live:
        sheet.repeat_rows(0, FIRST_ROW - 1)
        sheet.repeat_columns(0, names - 1)
        sheet.print_area(0, 0, last, shown - 1)
    else:
        print_nothing(sheet, len(colonnes) + 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:AZ{CAPACITY + FIRST_ROW}"})
    set_page(sheet, desk.footer, sum(c.largeur for c in colonnes if not c.cachee and c.champ not in folded))


def write_form(desk: Desk, feuille: Feuille, fields: Fields) -> None:
    """A sheet with one row a field: its name, what people type, its unit or default, its help."""
    sheet = desk.workbook.add_worksheet(feuille.titre)
    for column, width in enumerate(_FORM_WIDTHS):
        sheet.set_column(column, column, width)
    title, purpose = desk.formats.of(looks.TITLE), desk.formats.of(looks.PURPOSE)
    sheet.merge_range(0, 0, 0, 3, "", purpose)
    sheet.write_rich_string(0, 0, title, feuille.titre, purpose, f"   {clean(feuille.but)}", purpose)
    sheet.set_row(0, 24)
    for column, titre in enumerate(TETE_DE_FICHE):
        sheet.write_string(1, column, titre, desk.formats.of(looks.HEADER))
    lines_of = [line for colonne in feuille.colonnes for line in ((colonne.rubrique, None), ("", colonne)) if any(line)]
    away = _folded_lines(lines_of, _folded(desk, feuille, [fields]))
    row = 2
    for rank, (rubrique, colonne) in enumerate(lines_of):
        options = outline(away, rank)
        if colonne is None:
            sheet.merge_range(row, 0, row, 3, clean(rubrique), desk.formats.of(looks.SECTION))
            sheet.set_row(row, None, None, options)
        else:
            _field(desk, sheet, row, colonne, fields, options)
        row += 1
    sheet.outline_settings(visible=True, symbols_below=False, symbols_right=False)
    sheet.freeze_panes(2, 1)
    if desk.live:
        sheet.repeat_rows(0, 1)
        sheet.print_area(0, 0, row - 1, 3)
    else:
        print_nothing(sheet, len(_FORM_WIDTHS) + 1)
    sheet.ignore_errors({"number_stored_as_text": f"B1:B{row}"})
    set_page(sheet, desk.footer)


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


def _field(desk: Desk, sheet: "Worksheet", row: int, colonne: Colonne, fields: Fields, options: dict[str, Any]) -> None:
    titre = f"{colonne.titre} {OBLIGATOIRE}" if colonne.marquee else colonne.titre
    value = fields.get(colonne.champ)
    sheet.write_string(row, 0, titre, desk.formats.of(looks.LABEL))
    put(sheet, row, 1, value, desk.formats.of(input_look(colonne.saisie) | {"align": "left"}))
    sheet.write_string(row, 2, clean(colonne.repere), desk.formats.of(looks.BESIDE))
    sheet.write_string(row, 3, clean(colonne.aide), desk.formats.of(looks.BESIDE))
    needed = max(
        lines(colonne.aide, _FORM_WIDTHS[3], 9), lines(value, _FORM_WIDTHS[1]) if isinstance(value, str) else 1
    )
    sheet.set_row(row, min(409, 6 + 13 * needed), None, options)
    offer(sheet, (row, 1, row, 1), colonne, desk.lists)


def write_lisez_moi(desk: Desk, referentiel: Referentiel, absentes: Sequence[str]) -> None:
    """The page to read first; `absentes` are the sheets that the workbook does without."""
    sheet = desk.workbook.add_worksheet(LISEZ_MOI.titre)
    sheet.set_column(0, 0, 128)
    sheet.write_string(0, 0, LISEZ_MOI.but, desk.formats.of(looks.TITLE))
    row = 2
    for heading, texts in lisez_moi(referentiel, absentes):
        sheet.write_string(row, 0, clean(heading), desk.formats.of(looks.HEADING))
        row += 1
        for texte in texts:
            look = looks.COMMAND if texte.startswith("tpplanner ") else looks.TEXT
            sheet.write_string(row, 0, clean(texte), desk.formats.of(look))
            sheet.set_row(row, 2 + 13 * lines(texte, 128))
            row += 1
        row += 1
    if desk.live:
        sheet.print_area(0, 0, row - 1, 0)
    else:
        print_nothing(sheet, 2)
    set_page(sheet, desk.footer)
    sheet.fit_to_pages(1, 1)


def write_referentiel(desk: Desk, text: str) -> None:
    """The text of the référentiel, one line a row, in a sheet that only a program finds."""
    sheet = desk.workbook.add_worksheet(REFERENTIEL)
    for row, line in enumerate(text.splitlines()):
        sheet.write_string(row, 0, line)
    sheet.very_hidden()


def rows_in(contents: Contents, feuille: Feuille) -> list[Fields]:
    """The rows of a sheet, none where the contents say nothing of it."""
    return contents.get(feuille.cle, [])
