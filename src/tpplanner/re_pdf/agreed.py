"""What both readers say of a session; what they do not both say, or what does not add up, is asked."""

from collections.abc import Iterator

from tpplanner.re_pdf.document import ReQuestion, ReRow, Scope, Stated
from tpplanner.re_pdf.sections import ReSection, ScopeText
from tpplanner.re_pdf.understood import UnderstoodRow, UnderstoodTable
from tpplanner.re_pdf.wording import comparable


def agreed(scope: ScopeText, text: UnderstoodTable, cells: UnderstoodTable) -> tuple[Scope, tuple[ReQuestion, ...]]:
    """The session as read, a value only where the order of the text and the cells give the same; and its questions."""
    rows, differences = _rows(scope.id, text.rows, cells.rows)
    total, about_total = _same("ways_total", scope.id, text.total, cells.total)
    presence, about_presence = _same("ways_presence", scope.id, text.presence, cells.presence)
    read = Scope(scope.id, scope.name, rows, total, presence)
    differences += about_total + about_presence
    questions = [*text.questions, *_unless_asked(text.questions, differences)]
    if text.rows:
        questions += _sum(read, [*questions])
        if text.presence is None and cells.presence is None and not _asks(questions, "presence_unknown"):
            questions.append(ReQuestion("presence_missing", scope.id))
    else:
        questions.append(ReQuestion("no_table", scope.id, where=(scope.heading.where,)))
    return read, (*questions, *_headings(scope))


def _rows(
    scope: str, text: list[UnderstoodRow], cells: list[UnderstoodRow]
) -> tuple[tuple[ReRow, ...], list[ReQuestion]]:
    """The rows in the order of the text; those that the cells alone have come last."""
    rows: list[ReRow] = []
    questions: list[ReQuestion] = []
    left = list(cells)
    for row in text:
        other = next((cell for cell in left if cell.key == row.key), None)
        if other is not None:
            left.remove(other)
        same = other is not None and not other.asked and _value(other.minutes) == _value(row.minutes)
        rows.append(ReRow(row.modalite, row.minutes if same else None))
        if not same:
            questions.append(_differs(scope, row, other))
    for cell in left:
        rows.append(ReRow(cell.modalite, None))
        questions.append(_differs(scope, None, cell))
    return tuple(rows), questions


def _differs(scope: str, text: UnderstoodRow | None, cells: UnderstoodRow | None) -> ReQuestion:
    row = text or cells
    assert row is not None, "one reader has it"  # noqa: S101
    data: dict[str, object] = {
        "ligne": row.printed.label,
        "texte": text.printed.duration if text else None,
        "cellules": cells.printed.duration if cells else None,
    }
    where = row.printed.duration_where or row.printed.where
    return ReQuestion("ways_differ", scope, row.modalite, data, (where,) if where else ())


def _same(
    code: str, scope: str, text: Stated[int] | None, cells: Stated[int] | None
) -> tuple[Stated[int] | None, list[ReQuestion]]:
    if _value(text) == _value(cells):
        return text, []
    stated = text or cells
    assert stated is not None, "they differ"  # noqa: S101
    data: dict[str, object] = {"texte": text.words if text else None, "cellules": cells.words if cells else None}
    return None, [ReQuestion(code, scope, data=data, where=(stated.where,))]


def _value(stated: Stated[int] | None) -> int | None:
    return stated.value if stated else None


def _unless_asked(asked: list[ReQuestion], more: list[ReQuestion]) -> Iterator[ReQuestion]:
    """Of what differs, what the reader of the text does not ask of that row anyway."""
    places = {(question.modalite, question.where[:1]) for question in asked if question.where}
    yield from (question for question in more if (question.modalite, question.where[:1]) not in places)


def _asks(questions: list[ReQuestion], code: str) -> bool:
    return any(question.code == code for question in questions)


def _sum(scope: Scope, asked: list[ReQuestion]) -> Iterator[ReQuestion]:
    """The durations, summed, against the printed total; not where one of them is asked."""
    open_rows = any(question.modalite or question.code in _OF_A_ROW for question in asked)
    if scope.total is None or open_rows or scope.minutes == scope.total.value:
        return
    data: dict[str, object] = {"somme": scope.minutes, "total": scope.total.value}
    yield ReQuestion("sum_differs", scope.id, data=data, where=(scope.total.where,))


_OF_A_ROW = ("ways_differ", "duration_unknown", "duration_missing", "duration_zero", "unused_with_duration")


def _headings(scope: ScopeText) -> Iterator[ReQuestion]:
    """A number, or a name in the heading of 4, that is not that of the session."""
    if scope.printed_number is not None and scope.id != f"{scope.id[:3]}{scope.printed_number}":
        data: dict[str, object] = {"numero": scope.printed_number}
        yield ReQuestion("number_differs", scope.id, data=data, where=(scope.heading.where,), blocking=False)
    for block in scope.of(ReSection.JURY):
        if scope.id == "titre":
            continue
        heading = comparable(" ".join(line.text for line in block.lines))
        if comparable(scope.name) not in heading:
            where = block.heading.where
            yield ReQuestion(
                "jury_of_other", scope.id, data={"titre": block.heading.text}, where=(where,), blocking=False
            )
