"""Lists of people as centres have them: read line by line, each line told as a person, to check, or ignored."""

from tpplanner.sheets.colonne import Feuille
from tpplanner.workbook.lists.answer import Entree, Fait, Liste, Triage
from tpplanner.workbook.lists.entries import entries_of
from tpplanner.workbook.lists.lines import lines_of
from tpplanner.workbook.lists.taken import Taken, read_list

__all__ = ["Entree", "Fait", "Liste", "Taken", "Triage", "read_list", "read_text"]


def read_text(text: str, feuille: Feuille) -> Liste:
    """What became of each line of a text: pasted, or that of a file."""
    return entries_of(lines_of(text), feuille)
