"""The house rules that a reader would hold: where French lives, what loads what, what the package shows."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rooms import drawing

import tpplanner
from parsed import SOURCE, modules, tree_of
from proofs import mostly_proofs
from some import some

ROOT = Path(__file__).parents[2]
FRENCH_ROOMS = ("rules", "texts", "sheets", "cli")
NOT_WORDS = ("export/text_size.py",)
"""modules whose literals are letters, not sentences"""
ACCENTED = re.compile("[àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛŒ«»…]")


def _literals(path):
    """String literals of a module, docstrings and attribute docstrings left out."""
    nodes = [*ast.walk(tree_of(path))]
    alone = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.lineno, node.value


def test_french_for_users_lives_in_its_own_rooms():
    modules = {path.relative_to(SOURCE): path for path in SOURCE.rglob("*.py")}
    elsewhere = {
        name: path
        for name, path in modules.items()
        if name.parts[0] not in FRENCH_ROOMS and name.as_posix() not in NOT_WORDS
    }
    told = [
        f"{name}:{line}: {text}"
        for name, path in some(elsewhere.items())
        for line, text in _literals(path)
        if ACCENTED.search(text) and len(text) > 3
    ]
    assert told == []


MADE = re.findall(
    r"PYTHONPATH=(\S+) \$\(BIN\)/python scripts/(\w+)\.py", (ROOT / "Makefile").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("where", "script"), mostly_proofs(MADE, *(made for made in MADE if made[1] == "examples")))
def test_what_make_runs_finds_all_that_it_imports(where, script):
    code = f"import sys; sys.path[0] = 'scripts'; import {script}"
    environment = {**os.environ, "PYTHONPATH": where}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True)


def test_make_runs_scripts():
    assert {"regenerate", "pictures"} <= {script for _, script in MADE}


def test_the_architecture_shows_the_rooms_as_they_stand():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{drawing()}\n```" in page, "python scripts/rooms.py --drawing"


FORBIDDEN = {"utils", "helpers", "manager", "data", "process", "handle"}


def test_no_module_bears_an_empty_name():
    assert {p.stem for p in SOURCE.rglob("*.py")} & FORBIDDEN == set()


WHAT_HAPPENED = {"told", "found", "kept"}
"""Participles that say what happened to a value, where its name has to say what it is."""


def _values(tree):
    """Line and name of each value: what is assigned, parameters, what a pattern binds, fields and attributes."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield node.lineno, name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield node.lineno, name


def test_a_value_is_named_by_what_it_is_and_not_by_what_happened_to_it():
    happened = [
        f"{path}:{line}: {name}"
        for path, tree in some(modules().items())
        for line, name in _values(tree)
        if WHAT_HAPPENED & set(name.split("_"))
    ]
    assert happened == []


def test_no_room_bears_the_name_of_a_public_function():
    rooms = {p.stem if p.is_file() else p.name for p in SOURCE.iterdir()}
    assert rooms & set(tpplanner.__all__) == set()


def test_what_all_lists_is_what_there_is():
    for name in tpplanner.__all__:
        assert callable(getattr(tpplanner, name))
    with pytest.raises(AttributeError):
        _ = tpplanner.nothing_of_the_kind


def test_no_module_goes_in_by_the_front_door():
    through = [
        f"{path}:{node.lineno}"
        for path, tree in some(modules().items())
        for node in ast.walk(tree)
        if (isinstance(node, ast.ImportFrom) and node.module == "tpplanner")
        or (isinstance(node, ast.Import) and "tpplanner" in {alias.name for alias in node.names})
    ]
    assert through == [], "what it needs stands in a room, and is imported from there"


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, tpplanner; print(sorted(set(sys.modules) & {'ortools','pandas','openpyxl','xlsxwriter','pydantic','click'}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_audit_runs_without_ortools():
    code = "import sys; sys.modules['ortools'] = None; from tpplanner.audit import check; print('ok')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "ok"


LONGEST_FUNCTION = 60
"""Lines beyond which a function surely does more than one thing. Of modules, `scripts/rooms.py` lists the long ones."""


def test_no_function_outgrows_its_module():
    functions = [
        (path, node)
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef)
    ]
    long = [
        f"{path.relative_to(SOURCE)}: {node.name}"
        for path, node in some(functions)
        if node.end_lineno - node.lineno > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_file_of_the_project_holds_a_registry_address():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    for name in some(n for n in listed if n.endswith((".lock", ".toml", ".cfg", ".txt", "Makefile", ".sh"))):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "pypi.org" not in text
        assert "index-url" not in text
        assert "pythonhosted" not in text
