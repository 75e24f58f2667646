"""The questions of a document in words."""

from tpplanner.re_pdf.document import ReQuestion
from tpplanner.texts import re_pdf as textes
from tpplanner.texts.noms import Texte


def in_words(question: ReQuestion) -> Texte:
    """The French sentence of a question, its place at its head, and what to do."""
    pages = [(where.page, where.printed) for where in question.where]
    return textes.demande(question.code, question.scope, question.modalite, pages, question.data)
