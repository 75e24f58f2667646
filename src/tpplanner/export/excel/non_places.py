"""*Non placés*: whom a partial planning leaves out, why, and what would place each. It is read back."""

from tpplanner.domain.left_out import taking_back
from tpplanner.export.excel import looks
from tpplanner.export.excel.draft import Draft
from tpplanner.export.safe_text import one_line, safe
from tpplanner.sheets import NON_PLACES
from tpplanner.texts import partiel as texte
from tpplanner.texts.noms import Noms


def non_places(draft: Draft) -> None:
    """Write the sheet."""
    session = draft.agenda.session
    noms = Noms(taking_back(session))
    sheet = draft.sheet(NON_PLACES.titre, [c.largeur for c in NON_PLACES.colonnes], texte.AIDE)
    sheet.wide(texte.combien(session), looks.ALERT)
    sheet.skip()
    header = sheet.header(c.titre for c in NON_PLACES.colonnes)
    for left in session.non_places:
        nom = one_line(noms.etiquette(left.candidat.id))
        told = (safe(text) for text in (left.pourquoi, left.remede, left.certitude))
        sheet.line((nom, *told), looks.CELL, {0: looks.STRONG})
    sheet.repeat(header, header)
    sheet.close()
