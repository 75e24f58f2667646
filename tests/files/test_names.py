"""Names of files made from names of people: every system takes them."""

import pytest

from tpplanner.files.names import file_name, free_name


@pytest.mark.parametrize("letter", ["a", "é", "字", "😀"])
def test_a_long_name_fits_whatever_its_letters_with_what_is_added(letter):
    name = free_name(file_name(f"convocation {letter * 200}"), "docx", set())
    assert name.startswith(f"convocation {letter}")
    assert len(name) <= 120
    assert len(name.encode()) <= 200


def test_a_name_is_cut_between_letters():
    assert set(file_name("字" * 200)) == {"字"}
