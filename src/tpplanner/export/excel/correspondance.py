"""*Table de correspondance*: the drawn number beside the name, for the jury and never for the wall."""

from tpplanner.export.excel import looks
from tpplanner.export.excel.draft import Draft
from tpplanner.export.labels import parcours
from tpplanner.export.safe_text import one_line
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
    for candidat in sorted(agenda.session.candidats, key=lambda c: agenda.numeros[c.id]):
        juries = dict.fromkeys(
            agenda.names.jury(partie.jury) for p in agenda.plan.du_candidat(candidat.id) for partie in p.suivies
        )
        values = (
            agenda.numeros[candidat.id],
            one_line(candidat.nom),
            one_line(candidat.prenom),
            one_line(candidat.numero_ceres),
            parcours(agenda, candidat),
            ", ".join(juries),
            candidat.presentation,
        )
        sheet.line(values, looks.CELL, own)
    sheet.repeat(header, header)
    sheet.close()
