"""Mutants are what they say, and whoever survives is told: as a failure, or with the reason why nobody can tell it."""

import ast

import pytest
from reliability.mutants import SOURCE, mutants

from reliability import mutation, trial
from tpplanner.workbook import guard

FILES = ["workbook/guard.py", "domain/plan.py"]
TOO_MANY_CELLS = next(
    name for name, m in mutants("workbook/guard.py").items() if m.line == "if self.cells > MAX_CELLS:"
)


@pytest.mark.parametrize("file", FILES)
def test_every_mutant_is_another_module_that_can_be_read(file):
    before = ast.unparse(ast.parse((SOURCE / file).read_text(encoding="utf-8")))
    every = [*mutants(file).values()]
    found = every[:: len(every) // 8]
    after = [ast.unparse(mutant.tree()) for mutant in found]
    assert before not in after
    assert len(set(after)) == len(found) > 3
    for mutant in found:
        compile(mutant.tree(), mutant.file, "exec")


def test_every_kind_of_change_is_made_somewhere():
    kinds = {mutant.kind for file in (*FILES, "audit/candidat.py") for mutant in mutants(file).values()}
    assert kinds >= {
        "comparison",
        "and/or",
        "without condition 1",
        "without not",
        "otherwise",
        "without if 1",
        "opposite",
        "one more",
        "one less",
        "all",
        "min",
        "first",
        "last",
        "sign",
        "without continue",
        "without return",
        "without yield",
    }


def test_a_mutant_of_a_function_is_seen_where_its_tests_are_collected_already(monkeypatch, tmp_path):
    monkeypatch.setattr(trial, "CALLED", tmp_path)
    monkeypatch.setitem(mutation.WIDER, "guard", ())
    result = mutation.run(TOO_MANY_CELLS)
    assert result.extra["by"].startswith("killed tests/workbook/test_guard.py::")


def test_the_tests_of_a_mutant_are_those_that_call_what_it_alters():
    altered = trial.changed(mutants("workbook/guard.py")[TOO_MANY_CELLS])
    with trial.calls() as called:
        cost = guard.Cost()
        assert not called() & altered
        cost.must_be_borne()
    assert called() & altered


@pytest.fixture
def seen_by_nobody(monkeypatch):
    monkeypatch.setattr(mutation, "_killer", lambda *_: "")


@pytest.mark.usefixtures("seen_by_nobody")
def test_a_survivor_is_a_failure_unless_there_is_a_reason():
    known = next(name for name, mutant in mutants("workbook/guard.py").items() if mutant.line == "CHUNK = 1 << 18")
    told, unknown = mutation.run(known), mutation.run(TOO_MANY_CELLS)
    assert (told.ok, told.extra["how"]) == (True, "equivalent")
    assert (unknown.ok, unknown.extra["how"]) == (False, "survives")
    rows = [*mutation.tables({known: told, "x": unknown})]
    assert "| guard | 2 | 0 | 1 | 1 | 0,0 % |" in rows
    assert f"| `{known}` | {told.told} |" in rows


def test_every_reason_is_of_a_mutant_that_is_there():
    for known in mutation.survivors():
        there = [m for m in mutants(known["file"]).values() if m.line == known["line"] and m.kind in known["kinds"]]
        assert {m.kind for m in there} == set(known["kinds"]), known["line"]
        assert {m.columns for m in there} >= set(known.get("columns", ())), known["line"]


@pytest.mark.usefixtures("seen_by_nobody")
def test_a_reason_that_tells_where_is_of_no_other_place_of_the_line(monkeypatch):
    line = mutants("workbook/guard.py")[TOO_MANY_CELLS].line
    there = {"file": "workbook/guard.py", "line": line, "kinds": ["comparison"], "reason": "vu"}
    for columns, told in (("12-33", True), ("1-2", False)):
        monkeypatch.setattr(mutation, "survivors", lambda columns=columns: [there | {"columns": [columns]}])
        assert mutation.run(TOO_MANY_CELLS).ok is told
