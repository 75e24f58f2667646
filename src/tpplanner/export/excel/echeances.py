"""*Échéances*: what must be done by which day around the session, for whoever opens the file, whenever."""

from tpplanner.domain.echeances import Echeance, Echeancier, Etat
from tpplanner.export.excel import looks
from tpplanner.export.excel.book import Sheet
from tpplanner.export.excel.draft import Draft
from tpplanner.export.safe_text import one_line
from tpplanner.sheets import ECHEANCES
from tpplanner.texts import echeancier as texte

_WIDTHS = (17, 46, 66, 36, 14)
_LATE: looks.Look = {"bold": True, "bg_color": looks.WARM}


def echeances(draft: Draft, echeancier: Echeancier) -> None:
    """Write the sheet. What is late on the day when the file is opened is marked by a conditional format."""
    sheet = draft.sheet(ECHEANCES, _WIDTHS, texte.FEUILLE_AIDE)
    for avis in texte.entete(echeancier):
        sheet.wide(one_line(avis))
    sheet.skip()
    header = sheet.header(texte.FEUILLE_ENTETES)
    first = sheet.row
    for echeance in echeancier.echeances:
        _line(sheet, echeance)
    _mark_late(sheet, first)
    sheet.freeze(header)
    sheet.close_for_screen()


def _line(sheet: Sheet, echeance: Echeance) -> None:
    details = "\n".join(one_line(line) for line in texte.details(echeance))
    counted = "\n".join(filter(None, (echeance.regle, texte.source(echeance))))
    values = (echeance.au_plus_tard or texte.SANS_DATE, echeance.quoi, details, counted, texte.ETATS[echeance.etat])
    strong = echeance.etat in (Etat.INTENABLE, Etat.EN_RETARD, Etat.A_VERIFIER)
    own = {0: looks.STRONG_CENTRED, 1: looks.STRONG, 3: looks.SOFT, 4: looks.WARNING if strong else looks.CENTRED}
    sheet.line(values, looks.CELL, own)


def _mark_late(sheet: Sheet, first: int) -> None:
    if sheet.row == first:
        return
    day, state = (f"${column}{first + 1}" for column in "AE")
    late = f'=AND(ISNUMBER({day}),{day}<TODAY(),{state}="{texte.ETATS[Etat.A_FAIRE]}")'
    options = {"type": "formula", "criteria": late, "format": sheet.book.conditional(_LATE)}
    sheet.worksheet.conditional_format(first, 0, sheet.row - 1, len(_WIDTHS) - 1, options)
