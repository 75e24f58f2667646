"""*Émargement*: the lists to sign, laid out on pages."""

from collections.abc import Sequence
from math import ceil

from tpplanner.domain.changements import Retard
from tpplanner.export.excel import looks
from tpplanner.export.excel.book import Cell, Sheet
from tpplanner.export.excel.draft import Draft
from tpplanner.export.sign_lists import Signers, SignList, sign_lists
from tpplanner.sheets import FEUILLES_PRODUITES
from tpplanner.texts import classeur as texte

_COLUMNS = 12
"""a page is laid out on a grid of equal columns, its tables on spans of them"""
_WIDTH = 11.0
_BOX = 28.0
"""height of a box in which one signs"""
_AROUND = 116.0
"""points that a page's titles take, and the boxes at its foot"""


def emargement(draft: Draft, retards: Sequence[Retard] = ()) -> None:
    """Write the sheet; a candidat who was said to be late is marked so, where he signs."""
    agenda = draft.agenda
    sheet = draft.sheet(FEUILLES_PRODUITES[5], [_WIDTH] * _COLUMNS, texte.EMARGEMENT_AIDE)
    head = sheet.row
    for page in sign_lists(agenda, retards):
        if sheet.row > head:
            sheet.break_here()
        for rank, rows in enumerate(_shares(page.rows, sheet, sheet.row == head)):
            if rank:
                sheet.break_here()
            _write(sheet, page, rows, suite=rank > 0)
    sheet.paginate()
    sheet.close()


def _shares(rows: Sequence[Sequence[Cell]], sheet: Sheet, below_head: bool) -> list[Sequence[Sequence[Cell]]]:
    """The rows of each page: as many pages as it takes, about as full each."""
    room = sheet.page_height(sheet.width_scale()) - _AROUND
    whole, first = (int(points // _BOX) for points in (room, room - below_head * sheet.span(0, sheet.row - 1)))
    pages = 1 + max(0, ceil((len(rows) - first) / whole))
    share = min(first, ceil(len(rows) / pages))
    rest = rows[share:]
    return [rows[:share], *(_shares(rest, sheet, below_head=False) if rest else [])]


def _write(sheet: Sheet, page: SignList, rows: Sequence[Sequence[Cell]], *, suite: bool) -> None:
    """A page, which its surveillant or responsable signs: each of a list's pages stands alone."""
    titre = texte.EMARGEMENT_SUITE.format(titre=page.titre) if suite else page.titre
    sheet.heading(titre)
    sheet.banner(page.sous_titre)
    spans = _spans(page)
    _spanned(sheet, spans, page.entetes, looks.HEADER, 26)
    for row in rows:
        _spanned(sheet, spans, row, looks.CENTRED, _BOX)
    sheet.skip(6)
    half = len(sheet.widths) // len(page.pied)
    _spanned(sheet, [half] * len(page.pied), page.pied, {**looks.CELL, "valign": "top"}, 42)
    sheet.skip(12)


def _spanned(sheet: Sheet, spans: Sequence[int], values: Sequence[Cell], look: looks.Look, least: float) -> None:
    column, needed = 0, least
    for span, value in zip(spans, values, strict=True):
        sheet.merge(sheet.row, column, sheet.row, column + span - 1, value, look)
        needed = max(needed, sheet.needed(value, column, column + span - 1, look))
        column += span
    sheet.set_height(sheet.row, needed)
    sheet.row += 1


def _spans(page: SignList) -> tuple[int, ...]:
    """The columns of the grid that each column of a list spans."""
    match page.signers:
        case Signers.PAR_SALLE:
            return (1, 4, 1, 3, 3)
        case Signers.PERSONNES:
            return (1, 3, 2, 3, 3)
        case Signers.PAR_JURY:
            return _box_spans(len(page.entetes) - 3)


def _box_spans(boxes: int) -> tuple[int, ...]:
    """Number, name, hour, then as many boxes as épreuves over what is left of the grid."""
    name = 4 if boxes <= 6 else 3 if boxes <= 7 else 2
    left = _COLUMNS - 2 - name
    share, more = divmod(left, boxes) if boxes <= left else (1, 0)
    return (1, name, 1, *(share + (1 if i < more else 0) for i in range(boxes)))
