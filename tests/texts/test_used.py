"""Every word of the catalogue is read by somebody: what a screen that is gone said goes with it."""

import ast
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import tpplanner

ROOT = Path(tpplanner.__file__).parent
MODULES = sorted((ROOT / "texts").glob("*.py"))


IMPORTED = re.compile(r"from tpplanner\.texts import (?:\(([^)]*)\)|([^\n]*))")
NAMED = re.compile(r"from tpplanner\.texts\.(\w+) import (?:\(([^)]*)\)|([^\n]*))")


def read_by(path):
    """The names of the catalogue that a module reads, each with where it stands; a template is not told from another."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return {("", word) for word in re.findall(r"\w+", text)}
    rooms = defaultdict(set)
    for several, one in IMPORTED.findall(text):
        for name, alias in re.findall(r"(\w+)(?: as (\w+))?", several or one.partition("#")[0]):
            rooms[alias or name].add(name)
    names = {(room, name) for alias, name in re.findall(r"\b(\w+)\.(\w+)", text) for room in rooms.get(alias, ())}
    names |= {(room, n) for room, several, one in NAMED.findall(text) for n in re.findall(r"\w+", several or one)}
    own = Counter(re.findall(r"\w+", text)) if path in MODULES else {}
    return names | {(path.stem, name) for name, times in own.items() if times > 1}


def defined(module):
    """The public names that a module defines."""
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", node)]
        stored = [part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)]
        names = [node.name] if hasattr(node, "name") else stored if isinstance(node, ast.Assign | ast.AnnAssign) else []
        yield from (name for name in names if not name.startswith("_"))


@pytest.fixture(scope="module")
def names_read():
    paths = (*ROOT.rglob("*.py"), *ROOT.rglob("templates/*"))
    return {name for path in paths if path.is_file() for name in read_by(path)}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_every_name_of_the_catalogue_is_read(module, names_read):
    assert [name for name in defined(module) if not {(module.stem, name), ("", name)} & names_read] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_no_name_of_the_catalogue_is_given_twice(module):
    assert [name for name, times in Counter(defined(module)).items() if times > 1] == []
