"""A file read as a whole: what it is refused for, what is asked of it, and that each question has its sentence."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import tpplanner.re_pdf
from re_pdf.examples import LAYOUTS, RE, TITRE, example, printed_minutes
from re_pdf.made import made
from tpplanner.errors import UserError
from tpplanner.re_pdf import two_readings
from tpplanner.re_pdf.document import Document
from tpplanner.re_pdf.in_french import in_words
from tpplanner.re_pdf.two_readings import read_pdf
from tpplanner.texts import re_pdf as textes


def _read(**changed: object) -> Document:
    return read_pdf(made(replace(RE, **changed), LAYOUTS["2023"]), "RE.pdf")


def _refusal(data: bytes) -> str:
    with pytest.raises(UserError) as refused:
        read_pdf(data, "RE.pdf")
    (issue,) = refused.value.issues
    return issue.message


def test_a_whole_document_is_read() -> None:
    document = read_pdf(example("2023"), "RE.pdf")
    for scope, printed in zip(document.scopes, RE.scopes, strict=True):
        assert {row.modalite: row.minutes.value for row in scope.rows if row.minutes} == printed_minutes(printed)
    assert document.quota is not None
    assert document.quota.value == RE.quota
    assert [equipment.shared_by for equipment in document.equipment] == [1]
    assert not [question for question in document.questions if question.blocking]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "n'est pas un PDF"),
        (b"PK\x03\x04", "n'est pas un PDF"),
        (b"%PDF-1.7\n", "est abîmé"),
        (b"%PDF-1.7\n" + bytes(50_000_000), "trop gros"),
    ],
)
def test_a_file_that_is_no_pdf_is_refused(data: bytes, says: str) -> None:
    assert says in _refusal(data)


def test_a_reac_is_told_from_an_re() -> None:
    assert "référentiel d'activités, prenez le RE" in _refusal(made(replace(RE, genre="REAC"), LAYOUTS["2023"]))


def test_an_altered_duration_total_or_unit_is_asked_and_told_with_its_page() -> None:
    rows = (replace(TITRE.rows[0], printed="01 h 25 min"), *TITRE.rows[1:])
    for titre, code in (
        (replace(TITRE, rows=rows), "sum_differs"),
        (replace(TITRE, printed_total="03 h 05 min"), "sum_differs"),
        (replace(TITRE, printed_total="03 h 00 s"), "total_unknown"),
        (replace(TITRE, printed_presence="02 h 20 min"), "presence_differs"),
    ):
        questions = {question.code: question for question in _read(titre=titre).questions if question.blocking}
        assert re.match(r"Titre, page \d+ : .+\.$", in_words(questions[code]).message)


def test_every_code_that_is_asked_has_a_sentence_and_every_sentence_is_asked() -> None:
    """By the source: a code is a string of its own, whatever constructs the question."""
    folder = Path(tpplanner.re_pdf.__file__).parent
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    assert [code for code in textes.QUESTIONS if f'"{code}"' not in source] == []
    constructed = set(re.findall(r'(?:ReQuestion|_asked)\(\s*"(\w+)"', source))
    constructed |= set(re.findall(r'yield "(\w+)"', (folder / "understood.py").read_text(encoding="utf-8")))
    assert len(constructed) > 20
    assert constructed <= textes.QUESTIONS.keys() | textes.re_propose.QUESTIONS.keys()


@pytest.mark.parametrize(("most", "longer"), [(3_000, True), (1, False)])
def test_a_re_is_given_more_time_unless_its_pages_hold_more_than_those_of_a_re(monkeypatch, most, longer):
    monkeypatch.setattr(two_readings, "_MOST_OBJECTS", most)
    given: list[bool] = []
    two_readings.read_pdf(example("2023"), "RE.pdf", lambda: given.append(True))
    assert bool(given) is longer
