"""*Sommaire*; the sheets of the plan: *Planning*, which is read back, *Grille*, changes, échéances, *Non placés*."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from tpplanner.domain.answers import Changements, Echeance, Echeancier, Etat, Message, Retard
from tpplanner.domain.duties import taking_back
from tpplanner.domain.plan import minutes_between
from tpplanner.domain.session import Session
from tpplanner.export.agenda import sigle
from tpplanner.export.excel import looks
from tpplanner.export.excel.book import PrintedSheet, Publication
from tpplanner.export.pictures import Boite, Timeline, Trait, timelines
from tpplanner.export.tokens import LIGHT
from tpplanner.sheets.colonne import Feuille
from tpplanner.sheets.produites import CHANGEMENTS, ECHEANCES, GRILLE, ONGLETS, SOMMAIRE
from tpplanner.sheets.session import NON_PLACES, PLANNING, PLANNING_COMPLET
from tpplanner.texts import changements as texte_changements
from tpplanner.texts import classeur as texte_classeur
from tpplanner.texts import echeances as texte_echeances
from tpplanner.texts import fautes as texte_fautes
from tpplanner.texts.classeur import FIGE_ERREUR, FIGE_TITRE, PLANNING_AIDE
from tpplanner.texts.noms import EPREUVE, Noms, heure_chiffres
from tpplanner.texts.plain import one_line, safe
from tpplanner.workbook.kit import TAB_COLOURS, CellValue, Look, letter
from tpplanner.workbook.planning_rows import Row, RowValue, beside_twins, rows_of, values_of

# *Sommaire*: every sheet with what it is for; from those in sight a click leads there, how to show the others is told.

_SOMMAIRE_WIDTHS = (30, 100, 20)


def sommaire(publication: Publication, feuilles: Sequence[Feuille], in_sight: Collection[Feuille]) -> None:
    """Write the sheet, on which these are named."""
    sheet = publication.of(SOMMAIRE, _SOMMAIRE_WIDTHS, texte_classeur.ONGLETS_MASQUES)
    if in_force := held_by(publication.agenda.session):
        sheet.wide(in_force, looks.STRONG)
        sheet.skip()
    for groupe, titre in ONGLETS.items():
        banner = {**looks.BANNER, "bg_color": TAB_COLOURS[groupe], "font_color": looks.WHITE}
        sheet.wide(titre, banner, least=20)
        sheet.header(texte_classeur.SOMMAIRE_ENTETES)
        for feuille in feuilles:
            if feuille.groupe is groupe and feuille is not SOMMAIRE:
                _line_of(sheet, feuille, shown=feuille in in_sight)
        sheet.skip()
    sheet.print_nothing()


def held_by(session: Session) -> str:
    """Which version of the planning it is, and how much of what happened it holds to."""
    held = len(session.evenements)
    return texte_classeur.version_tenue(session.version_planning, held, len(session.imprevus) - held)


def _line_of(sheet: PrintedSheet, feuille: Feuille, *, shown: bool) -> None:
    where = texte_classeur.EN_VUE if shown else texte_classeur.MASQUEE
    row = sheet.line((feuille.titre, feuille.but, where), looks.CELL, {0: looks.STRONG, 2: looks.CENTRED}, least=16)
    if shown:  # Excel goes to no hidden sheet, and says nothing
        sheet.link(row, 0, feuille.titre, looks.LINK)


# *Planning*, the sheet that is read back: one row a part of a passage, a travail, a presence, a composition.

_CHAMPS = [colonne.champ for colonne in PLANNING.colonnes]
_CENTRED = {"debut", "fin", "phase", "fige"}
_NOTES = {"fige", "statut"}
"""columns that are for people to fill: a change there is no change of the planning"""
_CHANGED = {"bold": True, "italic": True, "bg_color": LIGHT["attention-fond"], "font_color": LIGHT["encre"]}
_LONGEST = 1_000
"""rows below the last one in which a pin may still be chosen from the list"""


def planning(publication: Publication) -> None:
    """Write the sheet."""
    agenda = publication.agenda
    session = agenda.session
    widths = [colonne.largeur for colonne in PLANNING.colonnes]
    sheet = publication.of(PLANNING, widths, PLANNING_AIDE, alerts=True, compact=True)
    header = sheet.header(colonne.titre for colonne in PLANNING.colonnes)
    rows = rows_of(session, agenda.plan)
    labels = {jour.date: one_line(jour.etiquette) for jour in session.jours if session.fictive}
    for rank, row in enumerate(rows, start=1):
        _row(sheet, row, [_cell(value, labels) for value in values_of(row)], beside_twins(row, rank, len(rows)))
    _hidden_columns(sheet, header)
    for column in range(len(_CHAMPS)):
        sheet.leave(header + 1, column=column)
    last = max(sheet.row - 1, header + 1)
    # the twins stand inside what the filter sorts, or they would stay behind
    sheet.worksheet.autofilter(header, 0, last, len(PLANNING_COMPLET.colonnes) - 1)
    _pins(sheet, header + 1, last + _LONGEST)
    _changes(sheet, header + 1, last)
    sheet.freeze(header)
    sheet.print_nothing(len(PLANNING_COMPLET.colonnes))


def _cell(value: RowValue, labels: Mapping[date, str]) -> CellValue:
    if isinstance(value, date) and value in labels:
        return labels[value]
    return one_line(value) if isinstance(value, str) else value


def _row(sheet: PrintedSheet, row: Row, cells: list[CellValue], beside: Iterable[CellValue]) -> None:
    plain, centred = (looks.STRONG, looks.STRONG_CENTRED) if row.nature == EPREUVE else (looks.SOFT, looks.SOFT_CENTRED)
    own = {i: centred for i, champ in enumerate(_CHAMPS) if champ in _CENTRED}
    number = sheet.line(cells, plain, own)
    for column, cell in enumerate((*cells, *beside), start=len(_CHAMPS)):
        sheet.write(number, column, cell, looks.SOFT)


def _hidden_columns(sheet: PrintedSheet, header: int) -> None:
    for column, colonne in enumerate(PLANNING_COMPLET.colonnes):
        if colonne.cachee:
            sheet.write(header, column, colonne.titre, looks.HEADER)
            sheet.worksheet.set_column(column, column, colonne.largeur, None, {"hidden": True})


def _pins(sheet: PrintedSheet, first: int, last: int) -> None:
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


def _changes(sheet: PrintedSheet, first: int, last: int) -> None:
    """What a hand changed stands out: bold, italic, shaded (a rule of display, not a formula in a cell)."""
    columns = [i for i, champ in enumerate(_CHAMPS) if champ not in _NOTES]
    left, right, twin = columns[0], columns[-1], len(_CHAMPS)
    cell, written = (f"{letter(column)}{first + 1}" for column in (left, left + twin))
    sheet.worksheet.conditional_format(
        first,
        left,
        last,
        right,
        {
            "type": "formula",
            "criteria": f"={cell}<>{written}",
            "format": sheet.book.workbook.add_format(_CHANGED),
        },
    )


# *Grille*: the picture of each day. Time goes down; juries and rooms stand side by side.

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

_SMALL: Look = {"border": 1, "font_size": 8, "text_wrap": True, "align": "center"}
_TRAITS: dict[Trait, Look] = {
    Trait.DEVANT_JURY: {**_SMALL, "bold": True, "border": 2, "bg_color": LIGHT["passage"]},
    Trait.SURVEILLE: _SMALL,
    Trait.TRAVAIL: {**_SMALL, "italic": True, "bg_color": LIGHT["travail"]},
    Trait.PAUSE: {**_SMALL, "bg_color": LIGHT["pause"]},
    Trait.SITE: {**_SMALL, "bg_color": LIGHT["accueil"]},
}
_TIME: Look = {"font_size": 8, "valign": "top", "align": "right", "top": 7, "font_color": looks.GREY}
_LANE_TITLE: Look = {**looks.HEADER, "bold": False, "font_size": 8}


@dataclass(frozen=True, slots=True)
class DayDrawn:
    """A day to draw: its columns, the moments at which rows begin, the last one being the end."""

    jour: date
    columns: tuple[Timeline, ...]
    bounds: tuple[datetime, ...]

    def heights(self, pace: float = 1.0) -> list[float]:
        """The points of each row, a minute taking that part of what it takes where there is room."""
        lengths = [minutes_between(a, b) for a, b in pairwise(self.bounds)]
        return [max(_LEAST, _A_MINUTE * pace * minutes) for minutes in lengths]

    def heights_within(self, room: float) -> list[float]:
        """The points of each row at the best pace at which the day fits, at the usual one if it fits at none."""
        fitting = (heights for heights in map(self.heights, _PACES) if sum(heights) <= room)
        return next(fitting, self.heights())


def grille(publication: Publication) -> None:
    """Write the sheet."""
    agenda = publication.agenda
    days = [_day(jour, timelines(agenda, jour)) for jour in agenda.jours]
    lanes = max((sum(len(c.voies) for c in day.columns) for day in days), default=1)
    width = max(11.0, min(30.0, 132 / lanes))
    sheet = publication.of(GRILLE, (_HOUR, *[width] * lanes), compact=True)
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
        texte_classeur.SIGLES.format(sigles=" ; ".join(f"{code} = {nom}" for code, nom in sorted(codes))),
        texte_classeur.GRILLE_AIDE,
    ):
        sheet.wide(text)
    sheet.paginate(scale)
    sheet.close()


def _day(jour: date, columns: tuple[Timeline, ...]) -> DayDrawn:
    bounds = {m for c in columns for voie in c.voies for b in voie for m in (b.debut, b.fin)}
    return DayDrawn(jour, columns, tuple(sorted(bounds)))


def _draw(sheet: PrintedSheet, day: DayDrawn, nom: str, room: float, page: float) -> None:
    """The day on what is left of a page, or on as many more as it takes."""
    heights = day.heights_within(room - _TITLES)
    first = 0
    while first < len(heights):
        if first:
            sheet.break_here()
        last = _cut(day, heights, first, (page if first else room) - _TITLES)
        titre = texte_classeur.GRILLE_SUITE.format(jour=nom) if first else nom
        _block(sheet, day, titre, heights[first:last], first)
        first = last


def _cut(day: DayDrawn, heights: Sequence[float], first: int, room: float) -> int:
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


def _crossed(day: DayDrawn, moment: datetime) -> int:
    return sum(b.debut < moment < b.fin for c in day.columns for voie in c.voies for b in voie)


def _block(sheet: PrintedSheet, day: DayDrawn, titre: str, heights: Sequence[float], first: int) -> None:
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


def _titles(sheet: PrintedSheet, day: DayDrawn) -> int:
    """The two rows of titles: jury or room, then who and where; answers the row below."""
    row, column = sheet.row, 1
    needed = [18.0, 14.0]
    sheet.merge(row, 0, row + 1, 0, texte_classeur.GRILLE_HEURE, looks.HEADER)
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


def _box(sheet: PrintedSheet, boite: Boite, column: int, rows: dict[datetime, int], bounds: Sequence[datetime]) -> None:
    debut, fin = max(boite.debut, bounds[0]), min(boite.fin, bounds[-1])
    if debut >= fin:
        return
    suite = "" if debut == boite.debut else f" {texte_classeur.SUITE}"
    first, last = rows[debut], rows[fin] - 1
    hours = texte_classeur.de_a(heure_chiffres(boite.debut), heure_chiffres(boite.fin))
    look, free = _TRAITS[boite.trait], sheet.span(first, last)
    labels = (f"{boite.texte}{suite}\n{hours}", f"{boite.texte}{suite}", f"{boite.court}{suite}\n{hours}")
    fitting = (label for label in labels if sheet.needed(label, column, column, look) <= free)
    sheet.merge(first, column, last, column, next(fitting, f"{boite.court}{suite}"), look)


# *Changements*: what happened, whom to call in which order, and old and new side by side.

_CHANGES_WIDTHS = (6, 30, 18, 50, 36, 16)
_APPEL, _DIFFERENCE, _RETARD = (1,) * 6, (3, 1, 2), (2, 2, 2)
"""over how many columns each cell of their rows stands"""


def changements(publication: Publication, changes: Changements) -> None:
    """Write the sheet."""
    sheet = publication.of(CHANGEMENTS, _CHANGES_WIDTHS, texte_changements.AIDE)
    if changes.avis:
        sheet.heading(texte_changements.AVIS_TITRE)
        for avis in changes.avis:
            sheet.wide(one_line(avis))
        sheet.skip(14)
    if changes.retards:
        _retards(sheet, Noms(publication.agenda.session), changes.retards)
    if changes.aucun:
        sheet.wide(texte_changements.RIEN, looks.ALERT)
        sheet.close()
        return
    for priorite, calls in changes.appels.items():
        _calls(sheet, texte_changements.APPELS_TITRES[priorite], calls)
    if changes.affiches:
        names = Noms(publication.agenda.session)
        sheet.heading(texte_changements.AFFICHES_TITRE, 14)
        for jour in changes.affiches:
            sheet.wide(names.jour(jour))
    sheet.heading(texte_changements.DIFFERENCES_TITRE, 14)
    _row_of(sheet, texte_changements.DIFFERENCES_ENTETES, _DIFFERENCE, header=True)
    for d in changes.differences:
        before, after = one_line(d.avant) or texte_changements.NOUVEAU, one_line(d.apres) or texte_changements.SUPPRIME
        _row_of(sheet, (one_line(d.quoi), before, after), _DIFFERENCE)
    sheet.close()


def _calls(sheet: PrintedSheet, titre: str, calls: Sequence[Message]) -> None:
    """Whom to call, with a box to tick and room for the hour and the answer: read back."""
    sheet.heading(titre, 14)
    _row_of(sheet, texte_changements.APPELS_ENTETES, _APPEL, header=True)
    for call in calls:
        phrases = "\n".join(one_line(phrase) for phrase in call.phrases)
        who = safe(f"{one_line(call.nom)}\n{call.qualite}")
        values = (texte_changements.A_COCHER, who, safe(call.telephone), call.a_dire, phrases, call.joint)
        sheet.line(values, looks.CELL, {0: looks.CENTRED, 1: looks.STRONG, 3: looks.STRONG})
    sheet.skip()


def _retards(sheet: PrintedSheet, noms: Noms, retards: Sequence[Retard]) -> None:
    """Who was said to be late: read back, so that the next planning notes it too."""
    sheet.heading(texte_changements.RETARDS_TITRE)
    _row_of(sheet, texte_changements.RETARDS_ENTETES, _RETARD, header=True)
    for late in retards:
        row = (one_line(noms.etiquette(late.candidat)), noms.etiquette_epreuve(late.epreuve), str(late.minutes))
        _row_of(sheet, row, _RETARD)
    sheet.skip(14)


def _row_of(sheet: PrintedSheet, values: Sequence[str], spans: Sequence[int], *, header: bool = False) -> None:
    if header:
        sheet.header(values, spans=spans)
    else:
        sheet.line(values, looks.CELL, {0: looks.STRONG}, spans=spans)


# *Échéances*: what must be done by which day around the session, for whoever opens the file, whenever.

_ECHEANCES_WIDTHS = (17, 46, 66, 36, 14)
_LATE = {"bold": True, "bg_color": looks.WARM}


def echeances(publication: Publication, echeancier: Echeancier) -> None:
    """Write the sheet. What is late on the day when the file is opened is marked by a conditional format."""
    sheet = publication.of(ECHEANCES, _ECHEANCES_WIDTHS, texte_echeances.FEUILLE_AIDE)
    for avis in texte_echeances.entete(echeancier):
        sheet.wide(one_line(avis))
    sheet.skip()
    header = sheet.header(texte_echeances.FEUILLE_ENTETES)
    first = sheet.row
    for echeance in echeancier.echeances:
        _line(sheet, echeance)
    _mark_late(sheet, first)
    sheet.freeze(header)
    sheet.print_nothing()


def _line(sheet: PrintedSheet, echeance: Echeance) -> None:
    details = "\n".join(one_line(line) for line in texte_echeances.details(echeance))
    counted = "\n".join(filter(None, (echeance.regle, texte_echeances.source(echeance))))
    values = (
        echeance.au_plus_tard or texte_echeances.SANS_DATE,
        echeance.quoi,
        details,
        counted,
        texte_echeances.ETATS[echeance.etat],
    )
    strong = echeance.etat in (Etat.INTENABLE, Etat.EN_RETARD, Etat.A_VERIFIER)
    own = {0: looks.STRONG_CENTRED, 1: looks.STRONG, 3: looks.SOFT, 4: looks.WARNING if strong else looks.CENTRED}
    sheet.line(values, looks.CELL, own)


def _mark_late(sheet: PrintedSheet, first: int) -> None:
    if sheet.row == first:
        return
    day, state = (f"${column}{first + 1}" for column in "AE")
    late = f'=AND(ISNUMBER({day}),{day}<TODAY(),{state}="{texte_echeances.ETATS[Etat.A_FAIRE]}")'
    options = {"type": "formula", "criteria": late, "format": sheet.book.workbook.add_format(_LATE)}
    sheet.worksheet.conditional_format(first, 0, sheet.row - 1, len(_ECHEANCES_WIDTHS) - 1, options)


# *Non placés*: whom a partial planning leaves out, why, and what would place each. It is read back.


def non_places(publication: Publication) -> None:
    """Write the sheet."""
    session = publication.agenda.session
    noms = Noms(taking_back(session))
    sheet = publication.of(NON_PLACES, [c.largeur for c in NON_PLACES.colonnes], texte_fautes.AIDE)
    sheet.wide(texte_fautes.combien(session), looks.ALERT)
    sheet.skip()
    header = sheet.header(c.titre for c in NON_PLACES.colonnes)
    for non_place in session.non_places:
        nom = one_line(noms.etiquette(non_place.candidat.id))
        texts = (safe(text) for text in (non_place.pourquoi, non_place.remede, non_place.certitude))
        sheet.line((nom, *texts), looks.CELL, {0: looks.STRONG})
    sheet.leave(header + 1)
    sheet.repeat(header)
    sheet.close()
