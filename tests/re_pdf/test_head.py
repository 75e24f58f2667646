"""Who a document is, by the footers of its pages and its first section."""

from datetime import date

import pytest

from re_pdf.examples import LAYOUTS, RE, example_outline
from tpplanner.re_pdf.document import Frame, ReHead
from tpplanner.re_pdf.head import head_of
from tpplanner.re_pdf.printed import PrintedLine, PrintedPage, PrintedWord
from tpplanner.re_pdf.sections import outline

FOOTER = "SIGLE Type de document Code titre Millésime Date dernier JO Date de mise à jour Page"
FIRST = ("Intitulé du titre professionnel : Tisserand", "Niveau : 4", "Date de l’arrêté : 26/04/2023")


def _page(number: int, *lines: str) -> PrintedPage:
    words = [[PrintedWord(word, Frame(40, 20, 60, 30)) for word in line.split()] for line in lines]
    return PrintedPage(number, tuple(PrintedLine(tuple(line)) for line in words))


def _head(*footers: str, heading: str = FOOTER, first: tuple[str, ...] = FIRST) -> tuple[ReHead, list[str]]:
    pages = [_page(number, heading, footer, *first) for number, footer in enumerate(footers, 1)]
    head, questions = head_of(outline(pages))
    return head, [f"{question.code} {question.data.get('champ', '')}".strip() for question in questions]


@pytest.mark.parametrize("year", LAYOUTS)
def test_a_document_of_any_year_says_who_it_is(year: str) -> None:
    head, questions = head_of(example_outline(year))
    values = {name: getattr(head, name).value for name in ReHead.__dataclass_fields__}
    expected = (RE.sigle, RE.code, RE.millesime, RE.intitule, RE.niveau, RE.jo, RE.mise_a_jour, RE.arrete, RE.effet)
    assert tuple(values[name] for name in ReHead.__dataclass_fields__ if name != "genre") == expected
    assert (values["genre"], questions) == ("RE", ())


def test_which_date_is_which_is_told_by_the_order_of_the_headings() -> None:
    heading = "Libellé abrégé Type de document Code titre Version Date de mise à jour Date dernier JO Page"
    head, _ = _head("TIV RC TP-09001 02 04/03/2013 01/02/2013 1/9", heading=heading)
    assert head.jo is not None
    assert head.mise_a_jour is not None
    assert (head.jo.value, head.mise_a_jour.value) == (date(2013, 2, 1), date(2013, 3, 4))


@pytest.mark.parametrize(
    ("column", "mise_a_jour"), [("Date d’effet", date(2024, 7, 2)), ("Date de fin de validité", None)]
)
def test_a_third_date_in_the_footer_is_never_taken_for_the_mise_a_jour(column: str, mise_a_jour: date | None) -> None:
    heading = FOOTER.replace("Date de mise", f"{column} Date de mise")
    head, asked = _head("TIV RE TP-09001 03 13/05/2023 01/09/2023 02/07/2024 1/1", heading=heading)
    assert (head.mise_a_jour.value if head.mise_a_jour else None) == mise_a_jour
    assert ("head_missing mise_a_jour" in asked) is (mise_a_jour is None)


@pytest.mark.parametrize(
    ("footer", "champ"),
    [
        ("TIX RE TP-09001 03 13/05/2023 02/07/2024 2/2", "sigle"),
        ("TIV RE TP-09002 03 13/05/2023 02/07/2024 2/2", "code"),
        ("TIV RE TP-09001 04 13/05/2023 02/07/2024 2/2", "millesime"),
        ("TIV RE TP-09001 03 14/05/2023 02/07/2024 2/2", "jo"),
        ("TIV RE TP-09001 03 13/05/2023 03/07/2024 2/2", "mise_a_jour"),
        ("TIV REAC TP-09001 03 13/05/2023 02/07/2024 2/2", "genre"),
    ],
)
def test_a_footer_that_changes_is_asked_and_left_out(footer: str, champ: str) -> None:
    head, asked = _head("TIV RE TP-09001 03 13/05/2023 02/07/2024 1/2", footer)
    assert [question for question in asked if question.endswith(f" {champ}")] == [f"footer_changes {champ}"]
    assert getattr(head, champ) is None, "neither of the two is filled in"


@pytest.mark.parametrize(
    ("footer", "champ"),
    [
        ("TIV RE TP-09001 13/05/2023 02/07/2024 1/1", "millesime"),
        ("TIV RE 03 13/05/2023 02/07/2024 1/1", "code"),
        ("TIV RE TP-09001 03 13/05/2023 1/1", "mise_a_jour"),
        ("TIV RE TP-09001 03 13/05/2023 31/02/2024 1/1", "mise_a_jour"),
    ],
)
def test_what_the_footer_does_not_say_is_asked(footer: str, champ: str) -> None:
    assert f"head_missing {champ}" in _head(footer)[1]


def test_a_first_section_that_says_otherwise_is_asked() -> None:
    first = (*FIRST, "Sigle du titre professionnel : TIX", "Date de parution au JO de l’arrêté : 14/05/2023")
    asked = _head("TIV RE TP-09001 03 13/05/2023 02/07/2024 1/1", first=first)[1]
    assert {"head_differs sigle", "head_differs jo"} <= set(asked)


@pytest.mark.parametrize(
    "footer", ["TIV RE TP-09001 03 13/05/2023 02/07/2024 1 / 1", "RC RE TP-09001 03 13/05/2023 02/07/2024 1/1"]
)
def test_a_footer_is_read_with_spaces_in_its_page_and_with_a_sigle_that_looks_like_a_kind(footer: str) -> None:
    head, asked = _head(footer, first=(*FIRST, "Date d’effet de l’arrêté : 01/09/2023"))
    assert head.sigle is not None
    assert head.genre is not None
    assert (head.sigle.value, head.genre.value, asked) == (footer.split(maxsplit=1)[0], "RE", [])


@pytest.mark.parametrize(
    ("printed", "niveau"), [("5 (Cadre national)", 5), ("III (Nomenclature de 1969)", 5), ("V", 3)]
)
def test_a_level_of_1969_is_told_in_those_of_today(printed: str, niveau: int) -> None:
    head, _ = _head("TIV RE TP-09001 03 13/05/2023 02/07/2024 1/1", first=(f"Niveau : {printed}",))
    assert head.niveau is not None
    assert head.niveau.value == niveau


def test_a_title_goes_on_in_the_next_line() -> None:
    first = ("Intitulé du titre professionnel : Tisserand de", "ville et de campagne", "Niveau : IV")
    head, _ = _head("TIV RE TP-09001 03 13/05/2023 02/07/2024 1/1", first=first)
    assert head.intitule is not None
    assert head.niveau is not None
    assert (head.intitule.value, head.niveau.value) == ("Tisserand de ville et de campagne", 4)
