"""The tables of the modalités, read in the order of the text and by the cells: each way by itself."""

from functools import cache

import pytest

from re_pdf.examples import LAYOUTS, RE, example, example_outline, printed_minutes
from tpplanner.re_pdf.by_tables import tables_by_cells
from tpplanner.re_pdf.by_text import table_by_text
from tpplanner.re_pdf.printed_table import PrintedTable
from tpplanner.re_pdf.sections import ScopeText
from tpplanner.re_pdf.understood import understood
from tpplanner.re_pdf.wording import EITHER

YEARS = pytest.mark.parametrize("year", LAYOUTS)


def _minutes(scope: str, table: PrintedTable) -> dict[str, int]:
    """The durations that are used; the label of 2013 that names two modalités is that of the first of this RE."""
    first = {"titre": "PP", "CCP1": "PP", "CCS1": "MSP"}[scope]
    rows = understood(scope, table).rows
    return {(first if row.key == EITHER else row.key): row.minutes.value for row in rows if row.minutes}


@cache
def _cells(year: str) -> dict[str, PrintedTable]:
    return tables_by_cells(example(year), range(1, len(example_outline(year).footers) + 1))


def _both(year: str, scope: str) -> tuple[PrintedTable, PrintedTable]:
    by_text = next(table_by_text(text) for text in example_outline(year).scopes if text.id == scope)
    return by_text, _cells(year)[scope]


@YEARS
def test_each_way_reads_every_duration_total_and_presence(year: str) -> None:
    for printed in RE.scopes:
        for table in _both(year, printed.id):
            read = understood(printed.id, table)
            assert _minutes(printed.id, table) == printed_minutes(printed)
            assert read.total is not None
            assert read.presence is not None
            assert (read.total.value, read.presence.value) == (printed.total, printed.presence)
            assert {question.code for question in read.questions} <= {"label_either"}


@YEARS
def test_both_ways_have_the_modalites_that_are_not_used_too(year: str) -> None:
    for printed in RE.scopes:
        by_text, by_cells = (understood(printed.id, table).rows for table in _both(year, printed.id))
        assert [row.key for row in by_text] == [row.key for row in by_cells]
        assert len(by_text) > len(printed.rows)


def test_a_session_whose_heading_is_not_recognised_is_not_lost_in_the_one_above() -> None:
    """Both ways say that a second table begins: its rows are not taken for those of the titre."""
    outline = example_outline("2023")
    titre, ccp = outline.scopes[:2]
    together = ScopeText("titre", titre.heading, blocks=[*titre.blocks, *ccp.blocks])
    assert [row.label for row in table_by_text(together).rows] == [row.label for row in table_by_text(titre).rows]
    assert len(table_by_text(together).strays) == 1
