"""A letter to begin from: a .docx with every field of a convocation, to be changed in Word and given to the export."""

from tpplanner.export.documents.word import Page
from tpplanner.export.matter import Audience, Matter
from tpplanner.texts import consignes as texte
from tpplanner.texts import modele_de_lettre as lettre
from tpplanner.texts.dossier import AUDIENCES


def modele_de_convocation(matter: Matter) -> bytes:  # noqa: ARG001 - one signature for all documents
    """The letter, the same for every session."""
    page = Page(texte.MODELE_TITRE, AUDIENCES[Audience.CANDIDAT])
    page.paragraph(texte.MODELE_INTRO, italic=True)
    for ligne in lettre.EXPEDITEUR_ET_DESTINATAIRE:
        page.paragraph(ligne)
    page.paragraph(lettre.OBJET, bold=True)
    page.paragraph(lettre.INTRODUCTION)
    page.table(lettre.TABLEAU)
    for ligne in lettre.SUITE:
        page.paragraph(ligne)
    return page.content()
