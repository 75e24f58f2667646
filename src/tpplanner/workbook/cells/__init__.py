"""What people type in a cell, understood or refused: words, numbers, dates and hours. No Excel library here.

Each function takes the value that a spreadsheet library gives and answers in the domain's types; it raises
`Unreadable`, which says in French what was expected. Empty cells are the caller's business (`is_empty`).
"""

from tpplanner.workbook.cells.numbers import entier, fraction
from tpplanner.workbook.cells.times import heure, jour, minutes
from tpplanner.workbook.cells.value import Raw, Tell, Unreadable, is_empty
from tpplanner.workbook.cells.words import choix, contact, liste, oui_non, texte

__all__ = [
    "Raw",
    "Tell",
    "Unreadable",
    "choix",
    "contact",
    "entier",
    "fraction",
    "heure",
    "is_empty",
    "jour",
    "liste",
    "minutes",
    "oui_non",
    "texte",
]
