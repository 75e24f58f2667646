"""*Organisation détaillée*: what the agrément file asks, and the totals of the RE against the plan's."""

from itertools import groupby

from tpplanner.export.agenda import Agenda, Moment, Sort
from tpplanner.export.amenagements import remarque
from tpplanner.export.excel import looks
from tpplanner.export.excel.book import Cell, Minutes, Sheet
from tpplanner.export.excel.draft import Draft
from tpplanner.export.organisation import ligne, tables_passees, totaux
from tpplanner.sheets import FEUILLES_PRODUITES
from tpplanner.texts import classeur as texte
from tpplanner.texts.temps import heure

_WIDTHS = (7, 7, 5, 24, 41, 8, 8, 47, 18, 20)
_CENTRED = {0, 1, 2, 5, 6}


def organisation(draft: Draft) -> None:
    """Write the sheet."""
    agenda = draft.agenda
    audience = texte.DOSSIER_AGREMENT if agenda.session.fictive else ""
    sheet = draft.sheet(FEUILLES_PRODUITES[0], _WIDTHS, audience=audience, alerts=True)
    header = sheet.header(texte.ORGANISATION_ENTETES)
    jours = {jour.date: jour for jour in agenda.session.jours}
    first = sheet.row
    for date_, moments in groupby(agenda.moments, key=lambda m: m.jour):
        nom = agenda.names.jour(date_)
        if date_ in jours:
            nom = texte.jour_et_ouverture(nom, heure(jours[date_].ouverture), heure(jours[date_].fin))
        if sheet.row > first:
            sheet.break_here()
        sheet.banner(nom)
        for moment in moments:
            _line(sheet, agenda, moment)
    sheet.repeat(header, header)
    sheet.skip(14)
    totals = sheet.row
    _totals(sheet, agenda)
    sheet.keep_together(totals)
    sheet.paginate()
    sheet.close()


def _line(sheet: Sheet, agenda: Agenda, moment: Moment) -> None:
    plain = looks.CELL if moment.sort is Sort.EPREUVE else looks.SOFT
    own: dict[int, looks.Look] = {column: looks.centred(plain) for column in _CENTRED}
    if moment.sort is Sort.EPREUVE:
        own[3] = own[4] = looks.STRONG
    told = ligne(agenda, moment)
    values: list[Cell] = [
        told.debut,
        told.fin,
        told.numero,
        told.qui,
        told.quoi,
        None if told.minutes_re is None else Minutes(told.minutes_re),
        Minutes(told.minutes),
        told.devant,
        told.salle,
        remarque(agenda, moment),
    ]
    sheet.line(values, plain, own)


def _totals(sheet: Sheet, agenda: Agenda) -> None:
    sheet.heading(texte.TOTAUX_TITRE)
    for table in tables_passees(agenda):
        sheet.wide(texte.totaux_du_re(table))
    sheet.wide(texte.TOTAUX_AIDE)
    spans = ((0, 0), (1, 3), (4, 4), (5, 5), (6, 6), (7, 7), (8, 8), (9, 9))
    _spanned(sheet, spans, texte.TOTAUX_ENTETES, looks.HEADER, least=30)
    for values in totaux(agenda):
        _spanned(sheet, spans, values, looks.CENTRED, left=(1,))


def _spanned(
    sheet: Sheet,
    spans: tuple[tuple[int, int], ...],
    values: tuple[str, ...],
    look: looks.Look,
    least: float = 0,
    left: tuple[int, ...] = (),
) -> None:
    """A row whose cells span columns of the table above; those at the positions `left` begin at the left."""
    needed = least
    for rank, ((first, last), value) in enumerate(zip(spans, values, strict=True)):
        sheet.merge(sheet.row, first, sheet.row, last, value, looks.STRONG if rank in left else look)
        needed = max(needed, sheet.needed(value, first, last, look))
    sheet.set_height(sheet.row, needed)
    sheet.row += 1
