"""*Table de correspondance*: the drawn number beside the name, for the responsable alone and never for the wall."""

from tpplanner.export.correspondance import lignes
from tpplanner.export.excel import looks
from tpplanner.export.excel.draft import Draft
from tpplanner.sheets import FEUILLES_PRODUITES
from tpplanner.texts import classeur as texte

_WIDTHS = (9, 30, 24, 16, 40, 16, 12)


def correspondance(draft: Draft) -> None:
    """Write the sheet."""
    agenda = draft.agenda
    sheet = draft.sheet(FEUILLES_PRODUITES[6], _WIDTHS, texte.CORRESPONDANCE_AIDE)
    if any(agenda.numeros[c.id] != c.numero_tire for c in agenda.session.candidats):
        sheet.wide(texte.CORRESPONDANCE_SANS_TIRAGE)
    header = sheet.header(texte.CORRESPONDANCE_ENTETES)
    own = {0: looks.STRONG_CENTRED, 1: looks.STRONG, 3: looks.CENTRED, 5: looks.CENTRED, 6: looks.CENTRED}
    for values in lignes(agenda):
        sheet.line(values, looks.CELL, own)
    sheet.repeat(header, header)
    sheet.close()
