"""The poster: who is called when, before which jury, in which room; and once for all the épreuves of the RE.

A page a day, or a half-day, its letters as large as they fit. Its layout depends on nobody's aménagements: no height
comes from an hour, and only hours differ.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from tpplanner.domain.referentiel import Table
from tpplanner.domain.session import Designation
from tpplanner.export.agenda import Agenda
from tpplanner.export.appels import AppelIndividuel, DemiJournee, demi_journees
from tpplanner.export.designation import designations
from tpplanner.export.excel import looks
from tpplanner.export.excel.book import Book, Cell, Footer, Sheet
from tpplanner.export.poster import final_du_dernier_ccp, lignes_de_table, ou, quelle, qui, tables, titre_de_table
from tpplanner.texts import affichage as texte
from tpplanner.texts.classeur import phrase_centre, phrase_dates, phrase_session, sujet_de_page
from tpplanner.texts.temps import heure

_WIDTHS = (26, 42, 24, 30)
_SIZES = (36, 32, 28, 24, 20, 18, 16, 14, 12)
"""points of the hours and of those whom they call"""
_FROM_AFAR = 24
"""From this size on the page of a day need not be split."""
_SMALLEST = 65
"""per cent: 12-point letters can still be read on a wall"""
_CELL: looks.Look = {**looks.CENTRED, "font_size": 12}
_STRONG: looks.Look = {**looks.STRONG_CENTRED, "font_size": 12}
_HEADER: looks.Look = {**looks.HEADER, "font_size": 11}
_SMALL: looks.Look = {"font_size": 8, "text_wrap": True, "italic": True}


def affichage(book: Book, agenda: Agenda, designation: Designation) -> None:
    """Write the only sheet of the poster."""
    sheet = _poster(book, agenda, designation, *_largest(agenda, designation))
    sheet.paginate(sheet.scale_of_pages(sheet.longest_page(), _SMALLEST))
    sheet.close()


def _largest(agenda: Agenda, designation: Designation) -> tuple[int, bool]:
    """The largest letters with which each page holds what it is of, and whether that is a day: tried on paper."""
    tries = [(size, True) for size in _SIZES if size >= _FROM_AFAR] + [(size, False) for size in _SIZES]
    for size, whole_days in tries:
        paper = Book(BytesIO(), "", datetime(2000, 1, 1))
        sheet = _poster(paper, agenda, designation, size, whole_days)
        fits = sheet.longest_page() <= sheet.page_height(sheet.width_scale())
        paper.close()
        if fits:
            return size, whole_days
    return tries[-1]


def _poster(book: Book, agenda: Agenda, designation: Designation, size: int, whole_days: bool) -> Sheet:
    """The sheet with letters of that size."""
    session = agenda.session
    sheet = book.sheet(texte.FEUILLE, _WIDTHS, Footer(texte.AUDIENCE, sujet_de_page(session, agenda.jours)))
    centre = " – ".join(filter(None, (phrase_centre(session), phrase_dates(session, agenda.jours))))
    sheet.head(texte.TITRE, [phrase_session(session), centre])
    sheet.wide(texte.CONSIGNE, {**looks.NOTE, "bold": True, "font_size": 11})
    sheet.skip()
    noms = designations(agenda, designation)
    demis = demi_journees(agenda)
    for rang, demi in enumerate(demis):
        if rang and not (whole_days and demis[rang - 1].jour == demi.jour):
            sheet.break_here()
        _half_day(sheet, agenda, demi, noms, size)
        sheet.skip(12)
    _epreuves(sheet, agenda)
    return sheet


# -- half-days


def _half_day(sheet: Sheet, agenda: Agenda, demi: DemiJournee, noms: dict[str, str], size: int) -> None:
    large: looks.Look = {**looks.STRONG_CENTRED, "font_size": size}
    hour: looks.Look = {**large, "text_wrap": False}
    little: looks.Look = {**looks.CENTRED, "font_size": max(12, size // 2)}
    banner: looks.Look = {**looks.BANNER, "font_size": max(14, size // 2)}
    sheet.wide(texte.demi_journee(agenda.names.jour(demi.jour), matin=demi.matin), banner, least=24)
    if demi.collectifs:
        sheet.header(texte.COLLECTIFS_ENTETES, _HEADER)
    for appel in demi.collectifs:
        values = (heure(appel.heure), quelle(agenda, appel), qui(agenda, appel, noms), ou(agenda, appel))
        sheet.line(values, little, {0: hour})
    if demi.individuels:
        sheet.header(texte.INDIVIDUELS_ENTETES, _HEADER)
    jury = ""
    for individuel in demi.individuels:
        top = {} if individuel.jury == jury else {"top": 2}
        jury = individuel.jury
        own = {0: {**hour, **top}, 1: {**large, **top}}
        sheet.line(_call(agenda, individuel, noms), {**little, **top}, own)


def _call(agenda: Agenda, appel: AppelIndividuel, noms: dict[str, str]) -> list[Cell]:
    jury = agenda.names.jury(appel.jury) if appel.jury else ""
    return [heure(appel.heure), noms[appel.candidat], jury, ou(agenda, appel)]


# -- épreuves


def _epreuves(sheet: Sheet, agenda: Agenda) -> None:
    """Each table that somebody sits, the same for everybody."""
    first = sheet.row
    sheet.wide(texte.EPREUVES_TITRE, {**looks.BANNER, "font_size": 14}, least=24)
    for table in tables(agenda):
        _table(sheet, agenda, table)
    final = final_du_dernier_ccp(agenda)
    if final:
        sheet.wide(final, {**looks.NOTE, "font_size": 11})
    if agenda.verifiees:
        sheet.wide(agenda.verifiees, _SMALL)
    sheet.keep_together(first)


def _table(sheet: Sheet, agenda: Agenda, table: Table) -> None:
    sheet.skip(6)
    titre = titre_de_table(agenda, table)
    if titre:
        sheet.wide(titre, {**looks.HEADING, "font_size": 12})
    *rows, total = lignes_de_table(table)
    _spanned(sheet, texte.EPREUVES_ENTETES, _HEADER)
    for row in rows:
        _spanned(sheet, row, _CELL)
    _spanned(sheet, total, _STRONG)


def _spanned(sheet: Sheet, values: Sequence[str], look: looks.Look) -> None:
    spans = ((0, 1), (2, 2), (3, 3))
    needed = 20.0
    for (first, last), value in zip(spans, values, strict=True):
        sheet.merge(sheet.row, first, sheet.row, last, value, look)
        needed = max(needed, sheet.needed(value, first, last, look))
    sheet.set_height(sheet.row, needed)
    sheet.row += 1
