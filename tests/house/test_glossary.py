"""The glossary tells where each word stands in the code, and leaves out no class of the domain; docstrings likewise."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from some import some

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "tpplanner"
ROWS = re.findall(r"^\| (.+?) \|.*\| (`.+`) \|$", (ROOT / "docs" / "glossaire.md").read_text(encoding="utf-8"), re.M)
PLACES = [(word, place) for word, places in ROWS for place in re.findall(r"`([\w.]+)`", places)]


@cache
def _tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def _module(names):
    """The module that the first names are, as a tree, and the names left."""
    path = SOURCE
    for rank, name in enumerate(names):
        path /= name
        if path.with_suffix(".py").is_file():
            return _tree(path.with_suffix(".py")), names[rank + 1 :]
        assert path.is_dir(), f"{path} is no module"
    return _tree(path / "__init__.py"), ()


def _bound(node):
    match node:
        case ast.ClassDef() | ast.FunctionDef():
            return {node.name}
        case ast.AnnAssign():
            return {node.target.id}
        case ast.Assign():
            return {target.id for target in node.targets if isinstance(target, ast.Name)}
    return set()


@pytest.mark.parametrize(("word", "place"), PLACES, ids=[place for _, place in PLACES])
def test_each_word_stands_where_the_glossary_says(word, place):
    node, names = _module(place.split("."))
    for name in names:
        found = [inner for inner in node.body if name in _bound(inner)]
        assert found, f"{word}: no {name} in {place}"
        node = found[0]


def test_every_class_of_the_domain_is_in_the_glossary():
    classes = {
        f"domain.{path.stem}.{node.name}"
        for path in (SOURCE / "domain").glob("*.py")
        for node in _tree(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }
    assert sorted(set(some(classes)) - {place for _, place in PLACES}) == []


def test_no_word_is_told_twice():
    words = [word for words, _ in ROWS for word in words.split(", ")]
    assert sorted({word for word in words if words.count(word) > 1}) == []


ROOMS = {path.name for path in SOURCE.iterdir() if path.is_dir()}
NAMED = [
    (f"{path.relative_to(SOURCE)}:{line}", name)
    for path in SOURCE.rglob("*.py")
    for line, text in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
    for name in re.findall(r"`((?:\w+\.)+\w+)`", text)
    if name.split(".")[0] in ROOMS
]


def _stands(name):
    """Whether a name leads from the package to a module, to something that a module has, or imports there."""
    path = SOURCE
    *rooms, last = name.split(".")
    for rank, room in enumerate(rooms):
        path /= room
        if path.with_suffix(".py").is_file():
            words = re.findall(r"\w+", path.with_suffix(".py").read_text(encoding="utf-8"))
            return set(name.split(".")[rank + 1 :]) <= set(words)
    if (path / f"{last}.py").is_file() or (path / last).is_dir():
        return True
    return (path / "__init__.py").is_file() and last in (path / "__init__.py").read_text(encoding="utf-8")


def test_what_the_code_names_in_passing_is_there():
    assert sorted((where, name) for where, name in some(NAMED) if not _stands(name)) == []
