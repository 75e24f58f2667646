"""*Grille*: the picture of each day. Time goes down; juries and rooms stand side by side.

A row begins wherever something begins or ends, so that hours are exact to the minute; rows are as high as they last,
never less than a line of text. A day that would not fit a page at that pace has its long rows lowered; one that still
does not is cut where the cut goes through the fewest boxes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from tpplanner.export.agenda import minutes_entre
from tpplanner.export.excel import looks
from tpplanner.export.excel.book import Sheet
from tpplanner.export.excel.draft import Draft
from tpplanner.export.frise import Boite, Colonne, Trait, colonnes
from tpplanner.export.labels import sigle
from tpplanner.sheets import FEUILLES_PRODUITES
from tpplanner.texts import classeur as texte
from tpplanner.texts.temps import heure_chiffres

_HOUR = 7
_LEAST, _A_MINUTE = 12.0, 0.72
"""points of a row at least, and of a minute where there is room"""
_PACES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4)
"""parts of it that are tried, to get a day on one page"""
_TITLES = 75.0
"""points of the titles above a block, about"""
_LEGEND = 50.0
"""points of the legend below the last day, about"""
_SMALLEST = 74
"""per cent: below it 8-point letters cannot be read on paper"""

_TRAITS: dict[Trait, looks.Look] = {
    Trait.DEVANT_JURY: {
        "bold": True,
        "border": 2,
        "bg_color": "#EAF1FB",
        "font_size": 8,
        "text_wrap": True,
        "align": "center",
    },
    Trait.SURVEILLE: {"border": 1, "font_size": 8, "text_wrap": True, "align": "center"},
    Trait.TRAVAIL: {"italic": True, "border": 1, "font_size": 8, "text_wrap": True, "align": "center"},
    Trait.PAUSE: {"border": 1, "bg_color": "#BFBFBF", "font_size": 8, "text_wrap": True, "align": "center"},
    Trait.SITE: {"border": 1, "bg_color": looks.PALER, "font_size": 8, "text_wrap": True, "align": "center"},
}
_TIME: looks.Look = {"font_size": 8, "valign": "top", "align": "right", "top": 7, "font_color": looks.GREY}
_LANE_TITLE: looks.Look = {**looks.HEADER, "bold": False, "font_size": 8}


@dataclass(frozen=True, slots=True)
class _Day:
    """A day to draw: its columns, the moments at which rows begin, the last one being the end."""

    jour: date
    columns: tuple[Colonne, ...]
    bounds: tuple[datetime, ...]

    def heights(self, pace: float = 1.0) -> list[float]:
        """The points of each row, a minute taking that part of what it takes where there is room."""
        lengths = [minutes_entre(a, b) for a, b in pairwise(self.bounds)]
        return [max(_LEAST, _A_MINUTE * pace * minutes) for minutes in lengths]

    def heights_within(self, room: float) -> list[float]:
        """The points of each row at the best pace at which the day fits, at the usual one if it fits at none."""
        fitting = (heights for heights in map(self.heights, _PACES) if sum(heights) <= room)
        return next(fitting, self.heights())


def grille(draft: Draft) -> None:
    """Write the sheet."""
    agenda = draft.agenda
    days = [_day(jour, colonnes(agenda, jour)) for jour in agenda.jours]
    lanes = max((sum(len(c.voies) for c in day.columns) for day in days), default=1)
    width = max(11.0, min(30.0, 132 / lanes))
    sheet = draft.compact_sheet(FEUILLES_PRODUITES[4], (_HOUR, *[width] * lanes))
    used = sheet.span(0, sheet.row - 1)
    longest = max((sum(day.heights()) + (used if day is days[0] else 0) for day in days), default=1) + _TITLES + _LEGEND
    scale = sheet.scale_of_pages(longest, _SMALLEST)
    for day in days:
        if day is not days[0]:
            sheet.break_here()
        room = sheet.page_height(scale) - (used if day is days[0] else 0)
        _draw(sheet, day, agenda.names.jour(day.jour), room, sheet.page_height(scale))
    codes = dict.fromkeys((sigle(agenda, p.epreuve), agenda.names.epreuve(p.epreuve)) for p in agenda.plan.passages)
    for text in (
        texte.SIGLES.format(sigles=" ; ".join(f"{code} = {nom}" for code, nom in sorted(codes))),
        texte.GRILLE_AIDE,
    ):
        sheet.wide(text)
    sheet.paginate(scale)
    sheet.close()


def _day(jour: date, columns: tuple[Colonne, ...]) -> _Day:
    bounds = {m for c in columns for voie in c.voies for b in voie for m in (b.debut, b.fin)}
    return _Day(jour, columns, tuple(sorted(bounds)))


def _draw(sheet: Sheet, day: _Day, nom: str, room: float, page: float) -> None:
    """The day on what is left of a page, or on as many more as it takes."""
    heights = day.heights_within(room - _TITLES)
    first = 0
    while first < len(heights):
        if first:
            sheet.break_here()
        last = _cut(day, heights, first, (page if first else room) - _TITLES)
        titre = texte.GRILLE_SUITE.format(jour=nom) if first else nom
        _block(sheet, day, titre, heights[first:last], first)
        first = last


def _cut(day: _Day, heights: Sequence[float], first: int, room: float) -> int:
    """The row before which a page ends: all rows if they fit, else the cut through the fewest boxes, as low as can."""
    fitting = first
    total = 0.0
    while fitting < len(heights) and total + heights[fitting] <= room:
        total += heights[fitting]
        fitting += 1
    if fitting == len(heights):
        return fitting
    lowest = max(first + 1, first + (fitting - first) // 2)
    candidates = range(lowest, max(fitting, lowest) + 1)
    return min(candidates, key=lambda row: (_crossed(day, day.bounds[row]), -row))


def _crossed(day: _Day, moment: datetime) -> int:
    return sum(b.debut < moment < b.fin for c in day.columns for voie in c.voies for b in voie)


def _block(sheet: Sheet, day: _Day, titre: str, heights: Sequence[float], first: int) -> None:
    """A stretch of the day: its titles, then a row for each stretch between two bounds."""
    sheet.banner(titre)
    top = _titles(sheet, day)
    bounds = day.bounds[first : first + len(heights) + 1]
    rows = {moment: top + offset for offset, moment in enumerate(bounds)}
    for moment, points in zip(bounds, heights, strict=False):
        sheet.write(rows[moment], 0, heure_chiffres(moment), _TIME)
        sheet.set_height(rows[moment], points)
    column = 1
    for colonne in day.columns:
        for voie in colonne.voies:
            for boite in voie:
                _box(sheet, boite, column, rows, bounds)
            column += 1
    sheet.row = top + len(heights)
    sheet.write(sheet.row, 0, heure_chiffres(bounds[-1]), _TIME)
    sheet.set_height(sheet.row, _LEAST)
    sheet.row += 1


def _titles(sheet: Sheet, day: _Day) -> int:
    """The two rows of titles: jury or room, then who and where; answers the row below."""
    row, column = sheet.row, 1
    needed = [18.0, 14.0]
    sheet.merge(row, 0, row + 1, 0, texte.GRILLE_HEURE, looks.HEADER)
    for colonne in day.columns:
        last = column + len(colonne.voies) - 1
        for offset, (value, look) in enumerate(((colonne.titre, looks.HEADER), (colonne.sous_titre, _LANE_TITLE))):
            sheet.merge(row + offset, column, row + offset, last, value, look)
            needed[offset] = max(needed[offset], sheet.needed(value, column, last, look))
        column = last + 1
    for offset, points in enumerate(needed):
        sheet.set_height(row + offset, points)
    sheet.row = row + 2
    return sheet.row


def _box(sheet: Sheet, boite: Boite, column: int, rows: dict[datetime, int], bounds: Sequence[datetime]) -> None:
    debut, fin = max(boite.debut, bounds[0]), min(boite.fin, bounds[-1])
    if debut >= fin:
        return
    suite = "" if debut == boite.debut else f" {texte.SUITE}"
    first, last = rows[debut], rows[fin] - 1
    hours = texte.de_a(heure_chiffres(boite.debut), heure_chiffres(boite.fin))
    look, free = _TRAITS[boite.trait], sheet.span(first, last)
    labels = (f"{boite.texte}{suite}\n{hours}", f"{boite.texte}{suite}", f"{boite.court}{suite}\n{hours}")
    fitting = (label for label in labels if sheet.needed(label, column, column, look) <= free)
    sheet.merge(first, column, last, column, next(fitting, f"{boite.court}{suite}"), look)
