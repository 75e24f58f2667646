"""A document goes through a pipe as JSON, and nothing but a document comes out."""

import json

import pytest

from re_pdf.examples import example
from tpplanner.re_pdf.plain_data import dumped, loaded
from tpplanner.re_pdf.two_readings import read_pdf


def test_a_document_comes_back_as_it_was() -> None:
    document = read_pdf(example("2023"), "RE.pdf")
    assert document.scopes
    assert loaded(dumped(document)) == document


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "{",
        "null",
        "12",
        '{"made": ["Frame", 0, 0, 1, 1]}',
        '{"made": ["Document"]}',
        '{"made": ["Popen", "ls"]}',
        '{"enum": ["ClueKind", "unheard"]}',
        '{"date": "2023-02-30"}',
        json.dumps({"made": "Document"}),
        "[" * 100_000,
    ],
)
def test_nonsense_is_no_document(nonsense: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, RecursionError)):
        loaded(nonsense.encode())
