"""The poster: who is called when, before which jury, in which room; and once for all the épreuves of the RE.

Its layout depends on nobody's aménagements: columns, heights and looks are fixed, and only hours of call differ.
"""

from collections.abc import Sequence

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

_WIDTHS = (14, 44, 30, 34)
_SMALLEST = 65
"""per cent: 12-point letters can still be read on a wall"""
_ROW = 21.0
_BIG = {"font_size": 12}
_CELL: looks.Look = {**looks.CENTRED, **_BIG}
_STRONG: looks.Look = {**looks.STRONG_CENTRED, **_BIG}
_HEADER: looks.Look = {**looks.HEADER, "font_size": 11}
_BANNER: looks.Look = {**looks.BANNER, "font_size": 14}
_SMALL: looks.Look = {"font_size": 8, "text_wrap": True, "italic": True}


def affichage(book: Book, agenda: Agenda, designation: Designation) -> None:
    """Write the only sheet of the poster."""
    session = agenda.session
    sheet = book.sheet(texte.FEUILLE, _WIDTHS, Footer(texte.AUDIENCE, sujet_de_page(session, agenda.jours)))
    centre = " – ".join(filter(None, (phrase_centre(session), phrase_dates(session, agenda.jours))))
    sheet.head(texte.TITRE, [phrase_session(session), centre])
    sheet.wide(texte.CONSIGNE, {**looks.NOTE, "bold": True, "font_size": 11})
    sheet.skip()
    noms = designations(agenda, designation)
    for rang, demi in enumerate(demi_journees(agenda)):
        first = sheet.row
        _half_day(sheet, agenda, demi, noms)
        sheet.skip(12)
        if rang:
            sheet.keep_together(first)
    _epreuves(sheet, agenda)
    if agenda.verifiees:
        sheet.wide(agenda.verifiees, _SMALL)
    sheet.paginate(sheet.scale_of_pages(sheet.longest_page(), _SMALLEST))
    sheet.close()


# -- half-days


def _half_day(sheet: Sheet, agenda: Agenda, demi: DemiJournee, noms: dict[str, str]) -> None:
    sheet.wide(texte.demi_journee(agenda.names.jour(demi.jour), matin=demi.matin), _BANNER, least=24)
    if demi.collectifs:
        sheet.header(texte.COLLECTIFS_ENTETES, _HEADER)
    for appel in demi.collectifs:
        values = (
            heure(appel.heure),
            quelle(agenda, appel),
            qui(agenda, appel, noms),
            ou(agenda, appel),
        )
        sheet.line(values, _CELL, {0: _STRONG}, least=_ROW)
    if demi.individuels:
        sheet.header(texte.INDIVIDUELS_ENTETES, _HEADER)
    jury = ""
    for individuel in demi.individuels:
        top = {} if individuel.jury == jury else {"top": 2}
        jury = individuel.jury
        own = {column: {**_STRONG, **top} for column in (0, 1)}
        sheet.line(_call(agenda, individuel, noms), {**_CELL, **top}, own, least=_ROW)


def _call(agenda: Agenda, appel: AppelIndividuel, noms: dict[str, str]) -> list[Cell]:
    jury = agenda.names.jury(appel.jury) if appel.jury else ""
    return [heure(appel.heure), noms[appel.candidat], jury, ou(agenda, appel)]


# -- épreuves


def _epreuves(sheet: Sheet, agenda: Agenda) -> None:
    """Each table that somebody sits, the same for everybody."""
    first = sheet.row
    sheet.wide(texte.EPREUVES_TITRE, _BANNER, least=24)
    for table in tables(agenda):
        _table(sheet, agenda, table)
    final = final_du_dernier_ccp(agenda)
    if final:
        sheet.wide(final, {**looks.NOTE, "font_size": 11})
    sheet.skip(12)
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
