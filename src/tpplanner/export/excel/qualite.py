"""*Qualité*: each level and each soft rule, measured on the plan, beside what is proven."""

from tpplanner.domain.outcome import NiveauAtteint, Report
from tpplanner.export.excel import looks
from tpplanner.export.excel.book import Sheet
from tpplanner.export.excel.draft import Draft
from tpplanner.export.verdicts import niveau_dit
from tpplanner.rules import BY_NAME
from tpplanner.sheets import FEUILLES_PRODUITES
from tpplanner.texts import conformite as texte

_WIDTHS = (10, 62, 22, 22, 18, 34)


def qualite(draft: Draft, report: Report) -> None:
    """Write the sheet."""
    sheet = draft.sheet(FEUILLES_PRODUITES[8], _WIDTHS, texte.QUALITE_AIDE)
    sheet.heading(texte.NIVEAUX_TITRE)
    sheet.header(texte.NIVEAUX_ENTETES)
    for atteint in report.niveaux:
        _level(sheet, draft, atteint)
    sheet.skip(14)
    _common_sense(sheet, report)
    _preferences(sheet, draft, report)
    sheet.close_for_screen()


def _level(sheet: Sheet, draft: Draft, atteint: NiveauAtteint) -> None:
    values = niveau_dit(draft.agenda, atteint)
    conclusion = looks.STRONG if atteint.prouve else looks.CELL
    sheet.line(values, looks.CENTRED, {0: looks.STRONG_CENTRED, 1: looks.CELL, 5: conclusion})


def _common_sense(sheet: Sheet, report: Report) -> None:
    sheet.heading(texte.BON_SENS_TITRE)
    told = texte.bon_sens(report.bon_sens)
    sheet.wide(f"{told[0].upper()}{told[1:]}.", looks.CELL)
    sheet.wide(texte.BON_SENS_AIDE)
    sheet.skip(14)


def _preferences(sheet: Sheet, draft: Draft, report: Report) -> None:
    places = {t.regle: (n.nom, t.poids) for n in draft.agenda.session.niveaux for t in n.termes}
    sheet.heading(texte.PREFERENCES_TITRE)
    titles = texte.PREFERENCES_ENTETES
    sheet.merge(sheet.row, 0, sheet.row, 1, titles[0], looks.HEADER)
    for column, title in enumerate(titles[1:], start=2):
        sheet.write(sheet.row, column, title, looks.HEADER)
    sheet.set_height(sheet.row, 18)
    sheet.row += 1
    for mesure in report.mesures:
        enonce = BY_NAME[mesure.regle].enonce if mesure.regle in BY_NAME else texte.nom_de_preference(mesure.regle)
        niveau, poids = places.get(mesure.regle, (texte.INCONNUE, 0))
        sheet.merge(sheet.row, 0, sheet.row, 1, enonce, looks.CELL)
        values = (niveau, str(poids) if poids else texte.INCONNUE, texte.mesure(mesure.regle, mesure.valeur))
        for column, value in enumerate(values, start=2):
            sheet.write(sheet.row, column, value, looks.CENTRED)
        sheet.set_height(sheet.row, sheet.needed(enonce, 0, 1, looks.CELL))
        sheet.row += 1
