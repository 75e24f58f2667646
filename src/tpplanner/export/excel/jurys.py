"""*Par jury*: a page a jury and day, all that the jury does."""

from tpplanner.export.agenda import Agenda, Moment, Sort, minutes_entre
from tpplanner.export.amenagements import amenagements
from tpplanner.export.excel import looks
from tpplanner.export.excel.book import Minutes, Sheet
from tpplanner.export.excel.draft import Draft
from tpplanner.export.labels import quoi
from tpplanner.sheets import FEUILLES_PRODUITES
from tpplanner.texts import classeur as texte
from tpplanner.texts.temps import heure

_WIDTHS = (7, 7, 8, 42, 5, 38, 22, 34)
_SMALLEST = 72
"""per cent: below it, a long day goes on to a second page"""
_CENTRED = {0, 1, 2, 4}


def par_jury(draft: Draft) -> None:
    """Write the sheet."""
    agenda = draft.agenda
    sheet = draft.sheet(FEUILLES_PRODUITES[2], _WIDTHS)
    for rang, ((_, jury), moments) in enumerate(agenda.des_jurys.items()):
        if rang:
            sheet.skip()
            sheet.break_here()
        _day(sheet, agenda, jury, moments)
    sheet.paginate(sheet.scale_of_pages(sheet.longest_page(), _SMALLEST))
    sheet.close()


def _day(sheet: Sheet, agenda: Agenda, jury: str, moments: list[Moment]) -> None:
    choses = [m for m in moments if m.sort is not Sort.PAUSE]
    debut, fin = min(m.debut for m in moments), max(m.fin for m in moments)
    pauses = sum(m.minutes for m in moments if m.sort is Sort.PAUSE and choses)
    salles = dict.fromkeys(agenda.names.salle(m.salle) for m in moments if m.sort is not Sort.EPREUVE and m.salle)
    sheet.banner(
        texte.bandeau_du_jury(
            agenda.names.jury(jury),
            agenda.names.jour(debut.date()),
            ", ".join(salles),
            agenda.membres(jury, debut),
            texte.bornes(heure(debut), heure(fin)),
        )
    )
    sheet.wide(texte.presence_du_jury(heure(debut), heure(fin), minutes_entre(debut, fin) - pauses))
    sheet.header(texte.JURY_ENTETES)
    for moment in moments:
        _line(sheet, agenda, moment)


def _line(sheet: Sheet, agenda: Agenda, moment: Moment) -> None:
    plain = looks.STRONG if moment.sort is Sort.EPREUVE else looks.SOFT
    if moment.sort is Sort.PAUSE:
        plain = {**looks.SOFT, "bg_color": looks.PALER}
    sheet.line(
        (
            moment.debut,
            moment.fin,
            Minutes(moment.minutes),
            quoi(agenda, moment),
            agenda.numeros.get(moment.candidat),
            agenda.names.candidat(moment.candidat) if moment.candidat else "",
            agenda.names.salle(moment.salle) if moment.salle else "",
            amenagements(agenda, moment.candidat) if moment.sort is Sort.EPREUVE else "",
        ),
        plain,
        {column: looks.centred(plain) for column in _CENTRED},
    )
