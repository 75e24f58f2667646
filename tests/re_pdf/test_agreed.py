"""A value stands where both readers give it; the rest is asked, and durations are summed against the total."""

from dataclasses import replace

from re_pdf.examples import example_outline
from tpplanner.re_pdf.agreed import agreed
from tpplanner.re_pdf.by_text import table_by_text
from tpplanner.re_pdf.document import ReQuestion, Scope
from tpplanner.re_pdf.printed_table import PrintedTable
from tpplanner.re_pdf.understood import understood


def _ccp() -> PrintedTable:
    return table_by_text(_scope_text())


def _scope_text():
    return next(scope for scope in example_outline("2023").scopes if scope.id == "CCP1")


def _agreed(text: PrintedTable, cells: PrintedTable) -> tuple[Scope, tuple[ReQuestion, ...]]:
    return agreed(_scope_text(), understood("CCP1", text), understood("CCP1", cells))


def _codes(questions: tuple[ReQuestion, ...]) -> list[str]:
    return [question.code for question in questions]


def test_what_both_say_stands_and_nothing_is_asked() -> None:
    scope, questions = _agreed(_ccp(), _ccp())
    assert scope.total is not None
    assert scope.presence is not None
    assert (scope.minutes, scope.total.value, scope.presence.value, questions) == (50, 50, 50, ())


def test_a_duration_that_they_read_otherwise_is_left_out_and_asked_of_its_modalite() -> None:
    cells = _ccp()
    cells.rows[0].duration = "00 h 20 min"
    scope, questions = _agreed(_ccp(), cells)
    assert [row.minutes for row in scope.rows if row.modalite == "PP"] == [None]
    assert [(q.code, q.modalite, q.blocking) for q in questions] == [("ways_differ", "PP", True)]


def test_a_row_that_one_of_them_lacks_is_asked() -> None:
    for here, there in ((1, 0), (0, 1)):
        tables = [_ccp(), _ccp()]
        del tables[here].rows[0]
        scope, questions = _agreed(*tables)
        assert _codes(questions) == ["ways_differ"], (here, there)
        assert all(row.minutes is None for row in scope.rows if row.modalite == "PP")


def test_a_duration_that_one_of_them_finds_unused_is_asked() -> None:
    cells = _ccp()
    cells.rows[0].duration, cells.rows[0].others = "Sans objet", "Sans objet"
    assert _codes(_agreed(_ccp(), cells)[1]) == ["ways_differ"]


def test_a_total_or_a_presence_that_they_read_otherwise_is_left_out_and_asked() -> None:
    cells = _ccp()
    assert cells.total is not None
    assert cells.presence is not None
    cells.total = replace(cells.total, text=cells.total.text.replace("50", "55"))
    cells.presence = replace(cells.presence, text=cells.presence.text.replace("50", "55"))
    scope, questions = _agreed(_ccp(), cells)
    assert (scope.total, scope.presence) == (None, None)
    assert _codes(questions) == ["ways_total", "ways_presence"]


def test_durations_that_do_not_make_the_total_are_asked() -> None:
    table, same = _ccp(), _ccp()
    table.rows[0].duration = same.rows[0].duration = "00 h 35 min"
    _, questions = _agreed(table, same)
    assert [(q.code, q.data["somme"], q.data["total"], q.blocking) for q in questions] == [
        ("sum_differs", 55, 50, True)
    ]


def test_a_session_that_is_announced_without_a_table_is_asked() -> None:
    assert "no_table" in _codes(_agreed(PrintedTable(), PrintedTable())[1])


def test_a_presence_that_nobody_prints_is_asked() -> None:
    table, same = _ccp(), _ccp()
    table.presence = same.presence = None
    assert _codes(_agreed(table, same)[1]) == ["presence_missing"]
