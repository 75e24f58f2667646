"""Lines grouped by session and section, whatever the year of the template."""

import pytest

from re_pdf.examples import CCP, CCS, LAYOUTS, example_outline
from tpplanner.re_pdf.document import RePart
from tpplanner.re_pdf.sections import ReSection

YEARS = pytest.mark.parametrize("year", LAYOUTS)


@YEARS
def test_each_session_is_recognised_by_its_heading_and_named_by_its_title(year: str) -> None:
    scopes = {scope.id: scope.name for scope in example_outline(year).scopes}
    assert scopes == {"titre": "", "CCP1": CCP.name, "CCS1": CCS.name}


@YEARS
def test_each_session_has_its_table_and_what_the_jury_does(year: str) -> None:
    for scope in example_outline(year).scopes:
        parts = {passage.part for passage in scope.passages}
        assert scope.of(ReSection.TABLE), scope.id
        assert {RePart.PROTOCOL, RePart.COMPOSITION} <= parts, scope.id
        assert (RePart.PRESENCE in parts) is (year != "2013"), "in 2013 the total row tells it"


@YEARS
def test_no_line_of_a_footer_is_read_as_text(year: str) -> None:
    outline = example_outline(year)
    lines = [line for scope in outline.scopes for block in scope.blocks for line in block.lines]
    assert lines
    assert not [line.text for line in [*outline.head, *lines, *outline.plateau] if "TP-09001" in line.text]


def test_a_cover_page_moves_the_printed_numbers_against_those_of_the_file() -> None:
    outline = example_outline("2021")
    heading = outline.scopes[0].heading
    assert heading.printed == heading.page - 1


def test_annexe_1_is_apart_from_the_sessions() -> None:
    outline = example_outline("2023")
    assert any("métier à tisser de table" in line.text for line in outline.plateau)
    assert all(
        "métier à tisser de table" not in line.text for s in outline.scopes for b in s.blocks for line in b.lines
    )
