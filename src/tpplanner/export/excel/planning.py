"""*Planning*, the sheet that is read back: one row a part of a passage, a travail, a presence, a composition.

Beside each column a hidden twin keeps what was written, and a hidden key numbers the rows: what a hand changes is
known even after sorting. What differs from its twin shows at once.
"""

from collections.abc import Mapping
from datetime import date

from tpplanner.export.excel import looks
from tpplanner.export.excel.book import Cell, Sheet
from tpplanner.export.excel.draft import Draft
from tpplanner.export.safe_text import one_line
from tpplanner.sheets import PLANNING, PLANNING_COMPLET
from tpplanner.texts.classeur import FIGE_ERREUR, FIGE_TITRE, PLANNING_AIDE
from tpplanner.texts.natures import EPREUVE
from tpplanner.workbook.planning_rows import Row, Value, key_of, rows_of, values_of

_CHAMPS = [colonne.champ for colonne in PLANNING.colonnes]
_CENTRED = {"debut", "fin", "phase", "fige"}
_NOTES = {"fige", "statut"}
"""columns that are for people to fill: a change there is no change of the planning"""
_LONGEST = 1_000
"""rows below the last one in which a pin may still be chosen from the list"""


def planning(draft: Draft) -> None:
    """Write the sheet."""
    agenda = draft.agenda
    session = agenda.session
    widths = [colonne.largeur for colonne in PLANNING.colonnes]
    sheet = draft.compact_sheet(PLANNING.titre, widths, [PLANNING_AIDE], alerts=True)
    header = sheet.header(colonne.titre for colonne in PLANNING.colonnes)
    rows = rows_of(session, agenda.plan)
    labels = {jour.date: one_line(jour.etiquette) for jour in session.jours if session.fictive}
    for rank, row in enumerate(rows, start=1):
        _row(sheet, row, [_cell(value, labels) for value in values_of(row)], key_of(rank, len(rows)))
    _hidden_columns(sheet, header)
    last = max(sheet.row - 1, header + 1)
    # the twins stand inside what the filter sorts, or they would stay behind
    sheet.worksheet.autofilter(header, 0, last, len(PLANNING_COMPLET.colonnes) - 1)
    _pins(sheet, header + 1, last + _LONGEST)
    _changes(sheet, header + 1, last)
    sheet.freeze(header)
    sheet.close_for_screen(len(PLANNING_COMPLET.colonnes))


def _cell(value: Value, labels: Mapping[date, str]) -> Cell:
    if isinstance(value, date) and value in labels:
        return labels[value]
    return one_line(value) if isinstance(value, str) else value


def _row(sheet: Sheet, row: Row, cells: list[Cell], key: str) -> None:
    plain, centred = (looks.STRONG, looks.STRONG_CENTRED) if row.nature == EPREUVE else (looks.SOFT, looks.SOFT_CENTRED)
    own = {i: centred for i, champ in enumerate(_CHAMPS) if champ in _CENTRED}
    number = sheet.line(cells, plain, own)
    for column, cell in enumerate(cells, start=len(_CHAMPS)):
        sheet.write(number, column, cell, looks.SOFT)
    sheet.write(number, 2 * len(_CHAMPS), key, looks.SOFT)


def _hidden_columns(sheet: Sheet, header: int) -> None:
    for column, colonne in enumerate(PLANNING_COMPLET.colonnes):
        if colonne.cachee:
            sheet.write(header, column, colonne.titre, looks.HEADER)
            sheet.worksheet.set_column(column, column, colonne.largeur, None, {"hidden": True})


def _pins(sheet: Sheet, first: int, last: int) -> None:
    column = _CHAMPS.index("fige")
    choix = [choix for choix in PLANNING.colonne("fige").choix if choix]
    sheet.worksheet.data_validation(
        first,
        column,
        last,
        column,
        {
            "validate": "list",
            "source": choix,
            "error_title": FIGE_TITRE,
            "error_message": FIGE_ERREUR,
            "input_title": FIGE_TITRE,
            "input_message": PLANNING.colonne("fige").aide,
        },
    )


def _changes(sheet: Sheet, first: int, last: int) -> None:
    """What a hand changed stands out: bold, italic, shaded (a rule of display, not a formula in a cell)."""
    columns = [i for i, champ in enumerate(_CHAMPS) if champ not in _NOTES]
    left, right, twin = columns[0], columns[-1], len(_CHAMPS)
    cell, written = (sheet.relative(first, column) for column in (left, left + twin))
    sheet.worksheet.conditional_format(
        first,
        left,
        last,
        right,
        {
            "type": "formula",
            "criteria": f"={cell}<>{written}",
            "format": sheet.book.workbook.add_format(
                {"bold": True, "italic": True, "bg_color": "#FFFF00", "font_color": "#000000"}
            ),
        },
    )
