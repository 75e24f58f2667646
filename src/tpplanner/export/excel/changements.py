"""*Changements*: what happened, what to tell each person, and old and new side by side."""

from collections.abc import Sequence

from tpplanner.domain.changements import Changements
from tpplanner.export.excel import looks
from tpplanner.export.excel.book import Sheet
from tpplanner.export.excel.draft import Draft
from tpplanner.export.safe_text import one_line
from tpplanner.sheets import CHANGEMENTS
from tpplanner.texts import changements as texte

_WIDTHS = (34, 20, 40, 60)


def changements(draft: Draft, told: Changements) -> None:
    """Write the sheet."""
    sheet = draft.sheet(CHANGEMENTS, _WIDTHS, texte.AIDE)
    if told.avis:
        sheet.heading(texte.AVIS_TITRE)
        for avis in told.avis:
            sheet.wide(one_line(avis))
        sheet.skip(14)
    if told.aucun:
        sheet.wide(texte.RIEN, looks.ALERT)
        sheet.close()
        return
    sheet.heading(texte.MESSAGES_TITRE)
    _row(sheet, texte.MESSAGES_ENTETES, (0, 1, 2), 3, header=True)
    for message in told.messages:
        phrases = "\n".join(one_line(phrase) for phrase in message.phrases)
        _row(sheet, (one_line(message.nom), message.role, phrases), (0, 1, 2), 3)
    sheet.skip(14)
    sheet.heading(texte.DIFFERENCES_TITRE)
    _row(sheet, texte.DIFFERENCES_ENTETES, (0, 2, 3), 3, header=True)
    for d in told.differences:
        values = (one_line(d.quoi), one_line(d.avant) or texte.NOUVEAU, one_line(d.apres) or texte.SUPPRIME)
        _row(sheet, values, (0, 2, 3), 3)
    sheet.close()


def _row(sheet: Sheet, values: Sequence[str], starts: Sequence[int], last: int, *, header: bool = False) -> None:
    """A row whose cells begin at those columns, each as wide as there is to the next, the last to column `last`."""
    ends = [start - 1 for start in (*starts[1:], last + 1)]
    needed = 18.0 if header else 0.0
    for rank, (value, first, end) in enumerate(zip(values, starts, ends, strict=True)):
        look = looks.HEADER if header else looks.CELL if rank else looks.STRONG
        sheet.merge(sheet.row, first, sheet.row, end, value, look)
        needed = max(needed, sheet.needed(value, first, end, look))
    sheet.set_height(sheet.row, needed)
    sheet.row += 1
