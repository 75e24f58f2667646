"""Lines grouped by session and section, whatever the year of the template."""

import pytest

from re_pdf.examples import CCP, CCS, LAYOUTS, example_outline
from tpplanner.re_pdf.document import Frame, RePart
from tpplanner.re_pdf.printed import PrintedLine, PrintedPage, PrintedWord
from tpplanner.re_pdf.sections import ReSection, outline

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


PRESENCE = "4.1. Durée totale de présence du jury pendant l’épreuve du candidat :"


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ((f"{PRESENCE} 02 h 45 min",), "02 h 45 min"),
        ((PRESENCE, "02 h 45 min"), "02 h 45 min"),
        ((f"{PRESENCE} 02 h 45 min", "dont 20 minutes de préparation"), "02 h 45 min dont 20 minutes de préparation"),
        ((PRESENCE, "02 h 45 min", "plus", "01 h 00 min de correction"), "02 h 45 min plus 01 h 00 min de correction"),
        ((f"{PRESENCE} 02 h 45 min", "Un membre suffit."), "02 h 45 min"),
    ],
)
def test_what_adds_to_the_presence_of_the_jury_below_it_is_said_with_it(printed: tuple[str, ...], said: str) -> None:
    texts = ("3 Dispositif d’évaluation pour la session du titre professionnel", *printed)
    lines = [PrintedLine(tuple(PrintedWord(w, Frame(40, 20, 60, 30)) for w in text.split())) for text in texts]
    presence = outline([PrintedPage(1, tuple(lines))]).scopes[0].presence
    assert presence is not None
    assert presence.text == f"{PRESENCE} {said}"
