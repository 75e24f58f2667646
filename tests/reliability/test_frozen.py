"""The frozen mutants: found by their words, killed by the tests that are listed, told where they no longer stand."""

import subprocess
import sys
from collections import Counter
from textwrap import indent

import pytest

from reliability import frozen, mutants


def test_the_list_has_so_many_mutants_of_each_part_and_none_twice():
    known = frozen.listed()
    assert len({str(each) for each in known}) == len(known) == 200
    parts = Counter(each.file.partition("/")[0] for each in known)
    assert parts.keys() == frozen.NEAR.keys()
    assert all(each.killers for each in known)


@pytest.fixture
def source(tmp_path, monkeypatch):
    """A module to be written again and again."""
    monkeypatch.setattr(frozen, "SOURCE", tmp_path)
    monkeypatch.setattr(mutants, "SOURCE", tmp_path)

    def written(text):
        (tmp_path / "odd.py").write_text(text)
        for cached in (mutants._tree, mutants.mutants, frozen._source):  # noqa: SLF001 - as for a process that begins
            cached.cache_clear()

    yield written
    written("")


BEFORE = "def least(a, b):\n    return a if a < b else b\n"
MOVED = f"import sys\n\nclass Odd:\n{indent(BEFORE, '    ')}"
"""The function is a method now, further down."""


def test_a_mutant_is_found_by_its_words_where_rows_and_indents_have_changed(source):
    source(BEFORE)
    comparison = next(m for m in mutants.mutants("odd.py").values() if m.kind == "comparison")
    known = frozen.Frozen("odd.py", *words(comparison), ())
    assert known.mutant() == comparison
    source(MOVED)
    assert (known.mutant().row, known.mutant().columns) == (5, "21-25")
    for other in (BEFORE.replace("a < b", "b > a"), BEFORE.replace("least", "most"), ""):
        source(other)
        assert known.mutant() is None


def words(mutant):
    function, columns = frozen.anchor(mutant)
    return function, mutant.line, columns, mutant.kind


def test_a_run_counts_what_is_killed_what_a_proof_kills_what_nothing_does_and_what_is_gone(monkeypatch, capsys):
    lines = {"killed": "tests/a.py::test", "proof": f"{frozen.PROOF} tests/a.py::proof", "missed": ""}
    known = [frozen.Frozen("odd.py", "f", line, "1-2", "sign", ()) for line in (*lines, "gone")]
    monkeypatch.setattr(frozen, "listed", lambda: known)
    monkeypatch.setattr(frozen.Frozen, "mutant", lambda each: None if each.line == "gone" else each)
    monkeypatch.setattr(frozen, "tried", lambda asked: ((each, lines[each.line]) for each in asked))
    assert frozen.main([]) == 3
    told = capsys.readouterr().out
    assert "gone: odd.py f 1-2 sign: gone" in told
    assert told.endswith("4 mutants: 1 killed by `make test`, 2 not, 1 gone\n")


LISTED = """
[[mutant]]
file = "workbook/guard.py"
function = "must_be_borne"
line = "if self.xml > self.most_xml or self.elements > self.most_elements:"
columns = "4-65"
kind = "without condition 1"
killers = ["tests/workbook/test_guard.py::test_that_is_no_more", "{killer}"]
"""


def test_a_listed_test_kills_its_mutant_in_place(tmp_path):
    killer = "tests/workbook/test_guard.py::test_as_much_as_is_allowed_is_read_and_no_more"
    (tmp_path / "list.toml").write_text(LISTED.format(killer=killer))
    code = f"import pathlib, sys; from reliability import frozen; frozen.LIST = pathlib.Path({str(tmp_path / 'list.toml')!r}); sys.exit(frozen.main([]))"
    done = subprocess.run([sys.executable, "-c", code], cwd=frozen.ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-2:] == [f"    {killer}", "1 mutants: 1 killed by `make test`, 0 not, 0 gone"]
    assert done.returncode == 0
