"""Names of files made from names of people: every system takes them."""

import pytest

from tpplanner.export.files import file_name, free_name


@pytest.mark.parametrize("letter", ["a", "é", "字", "😀"])
def test_a_long_name_fits_whatever_its_letters_with_what_is_added(letter):
    name = free_name(file_name(f"convocation {letter * 200}"), "docx", set())
    assert name.startswith(f"convocation {letter}")
    assert len(name) <= 120
    assert len(name.encode()) <= 200


def test_a_name_is_cut_between_letters():
    assert set(file_name("字" * 200)) == {"字"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CON", "-CON"),
        ("nul.fin", "-nul.fin"),
        ("com1", "-com1"),
        ("Conan", "Conan"),
        ("fin. ", "fin"),
        ("a:b?", "a-b-"),
    ],
)
def test_a_name_that_windows_keeps_for_itself_or_refuses_is_another(text, name):
    assert file_name(text) == name


def test_names_that_differ_by_case_only_are_two_files():
    taken = set()
    assert [free_name(stem, "pdf", taken) for stem in ("Zoé", "ZOÉ", "zoé")] == [
        "Zoé.pdf",
        "ZOÉ (2).pdf",
        "zoé (3).pdf",
    ]
