"""Each promise of the page has campaigns, a test that is there, and ways to break it that stand in the source today."""

import ast

import pytest
from reliability.annex import annex
from reliability.broken import breaks, promises
from reliability.campaign import ROOT, Result, Run
from reliability.page import CAMPAIGNS, page

WORDS = 600
"""What a director reads."""


def found_in(path):
    """The names of the tests of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def is_there(test):
    path, _, name = test.partition("::")
    return name in found_in(path) if name else (ROOT / path).exists()


@pytest.mark.parametrize("promise", promises(), ids=lambda promise: promise.key)
def test_each_promise_has_campaigns_a_test_that_is_there_and_a_way_to_break_it(promise):
    assert promise.campaigns
    assert promise.tests
    assert all("::" in test and is_there(test) for test in promise.tests)
    assert any(way.promise == promise.key for way in breaks())


@pytest.mark.parametrize("way", breaks(), ids=lambda way: way.name)
def test_each_way_to_break_a_promise_stands_in_the_source_and_names_tests_that_are_there(way):
    assert way.promise in {promise.key for promise in promises()}
    assert way.source()
    assert way.tests
    assert all(map(is_there, way.tests))


def every_run(scale=1.0, *failures):
    return {
        name: Run("abc", "2026-12-02T10:00", scale, 1, {"un cas": Result(name not in failures, "ce qui manque")})
        for name in CAMPAIGNS
    }


@pytest.mark.parametrize(
    "runs", [dict.fromkeys(CAMPAIGNS), every_run(), every_run(0.1, *CAMPAIGNS)], ids=["none", "all", "failures"]
)
def test_a_director_reads_every_promise_on_one_page(runs):
    text = page(runs).replace("\u00a0", " ")
    assert len([word for word in text.split() if any(map(str.isalnum, word))]) <= WORDS
    for promise in promises():
        assert promise.says in text


def test_a_failure_stands_on_the_page_beside_its_promise():
    (row,) = [line for line in page(every_run(1.0, "kills")).splitlines() if line.startswith("| Jamais un fichier")]
    assert [cell.strip() for cell in row.strip("|").split("|")][1:3] == ["3", "1"]


def test_the_annex_leads_from_each_promise_to_its_tests_and_to_how_it_was_broken():
    text = annex(dict.fromkeys(CAMPAIGNS)).replace("\u00a0", " ")
    for promise in promises():
        assert all(test in text for test in promise.tests)
    for way in breaks():
        assert way.name in text
