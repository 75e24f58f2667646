"""What the cells of a printed table mean: modalités, minutes, total, presence; what is not recognised is asked."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tpplanner.re_pdf.document import ReLine, ReQuestion, Stated, Whereabouts
from tpplanner.re_pdf.printed_table import PrintedRow, PrintedTable
from tpplanner.re_pdf.wording import EITHER, comparable, is_unused, minutes_of, modalite_of

LONGEST = 12 * 60
"""Minutes above which a duration is asked: no modalité of any titre read lasts as long."""

_TOTAL_LABEL = re.compile(r"\b(?:duree totale|de l'epreuve|des epreuves|pour le|candidat)\b|:")
"""The words of the label of the total; its lines and the duration may stand in either order."""
_BEFORE_JURY = re.compile(r"(?P<total>.*?) ?,? ?(?:dont|y compris) (?P<jury>.*?) devant le jury")
_PRESENCE = re.compile(r"(?:\d\.\d\.? )?duree totale de presence du jury[^:]*: ?(?P<presence>.*)")


@dataclass(slots=True)
class UnderstoodRow:
    """A row: its modalité (the comparable label where it is not known), its minutes, None where it is not used.

    `asked`: its minutes are not known; a question says why.
    """

    key: str
    modalite: str
    minutes: Stated[int] | None
    printed: PrintedRow
    asked: bool = False


@dataclass(slots=True)
class UnderstoodTable:
    """What one reader understood of the table of a session."""

    rows: list[UnderstoodRow] = field(default_factory=list)
    total: Stated[int] | None = None
    presence: Stated[int] | None = None
    questions: list[ReQuestion] = field(default_factory=list)


def understood(scope: str, table: PrintedTable) -> UnderstoodTable:
    """What a table says, its questions with the id of the session."""
    result = UnderstoodTable()
    for printed in table.rows:
        if comparable(printed.label) or comparable(printed.duration) or not is_unused(printed.others):
            result.rows.append(_row(scope, printed, result.questions))
    counts = Counter(row.modalite for row in result.rows if row.modalite)
    for row in result.rows:
        if counts[row.modalite] > 1 and row.minutes:
            result.questions.append(_asked("modalite_twice", scope, row.modalite, row.printed.where))
    result.questions += [_asked("stray_table", scope, "", where) for where in table.strays]
    result.total = _total(scope, table, result)
    if table.presence is not None:
        result.presence = _presence(scope, table.presence, result)
    return result


def _asked(code: str, scope: str, modalite: str, where: Whereabouts | None, **data: object) -> ReQuestion:
    return ReQuestion(code, scope, modalite, data, (where,) if where else ())


def _row(scope: str, printed: PrintedRow, questions: list[ReQuestion]) -> UnderstoodRow:
    label = comparable(printed.label)
    modalite = modalite_of(printed.label)
    if not label:
        questions.append(_asked("label_missing", scope, "", printed.where, texte=printed.duration))
    elif modalite == EITHER:
        questions.append(_asked("label_either", scope, "", printed.where, texte=printed.label))
    elif modalite is None:
        questions.append(_asked("label_unknown", scope, "", printed.where, texte=printed.label))
    known = modalite if modalite and modalite != EITHER else ""
    row = UnderstoodRow(modalite or label, known, None, printed)
    where = printed.duration_where or printed.where
    for code, data in _problems(printed):
        row.asked = True
        questions.append(_asked(code, scope, known, where, ligne=printed.label, texte=printed.duration, **data))
    minutes = minutes_of(printed.duration)
    if minutes and where and not row.asked:
        row.minutes = Stated(minutes, printed.duration, where)
    return row


def _problems(printed: PrintedRow) -> Iterator[tuple[str, dict[str, object]]]:
    """Why the minutes of a row have to be asked."""
    minutes = minutes_of(printed.duration)
    if minutes is None and not is_unused(printed.duration):
        yield "duration_unknown", {}
    elif minutes is None and not is_unused(printed.others):
        yield "duration_missing", {}
    elif minutes == 0 and not is_unused(printed.others):
        yield "duration_zero", {}
    elif minutes and is_unused(printed.others) and printed.others:
        yield "unused_with_duration", {"minutes": minutes}
    elif minutes and minutes > LONGEST:
        yield "duration_long", {"minutes": minutes}


def _total(scope: str, table: PrintedTable, result: UnderstoodTable) -> Stated[int] | None:
    if table.total is None:
        if table.rows:
            result.questions.append(ReQuestion("total_missing", scope))
        return None
    text = comparable(_TOTAL_LABEL.sub(" ", comparable(table.total.text)))
    if jury := _BEFORE_JURY.fullmatch(text):
        text = jury["total"]
        presence = ReLine(jury["jury"], table.total.where)
        result.presence = _minutes("presence_unknown", scope, presence, jury["jury"], result)
    return _minutes("total_unknown", scope, table.total, text, result)


def _presence(scope: str, line: ReLine, result: UnderstoodTable) -> Stated[int] | None:
    match = _PRESENCE.fullmatch(comparable(line.text))
    return _minutes("presence_unknown", scope, line, match["presence"] if match else "", result)


def _minutes(code: str, scope: str, line: ReLine, text: str, result: UnderstoodTable) -> Stated[int] | None:
    minutes = minutes_of(text)
    if minutes is None:
        result.questions.append(_asked(code, scope, "", line.where, texte=text))
        return None
    return Stated(minutes, line.text, line.where)
