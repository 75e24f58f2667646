"""One concept, one name: no class and no module bears a name that stands elsewhere for something else."""

import ast
import re
import unicodedata
from collections import defaultdict
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from rooms import imports, reached

from parsed import SOURCE, modules
from some import some
from tpplanner.cli import tpplanner

ROOT = Path(__file__).parents[2]


@cache
def below():
    """The rooms that each room reaches."""
    arrows = imports(SOURCE, "tpplanner")
    return {room: reached(arrows, room) for room in arrows}


def room_of(module):
    return module.parts[0].removesuffix(".py")


def types(tree):
    """The classes of a module, and the types to which it gives a name."""
    yield from (node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript | ast.BinOp):
            yield from (t.id for t in node.targets if isinstance(t, ast.Name) and re.match("_?[A-Z].*[a-z]", t.id))


def may_share(one, other):
    """Whether two modules may each have a class of that name: strangers, or the JSON of a thing beside the thing."""
    rooms = {room_of(one), room_of(other)}
    if "wire" in rooms:
        return rooms <= {"wire", "domain", "texts"}
    a, b = room_of(one), room_of(other)
    return a != b and a not in below().get(b, ()) and b not in below().get(a, ())


def shared(trees):
    """The names of types that stand in two modules which may not share them."""
    where = defaultdict(set)
    for module, tree in trees.items():
        for name in types(tree):
            where[name].add(module)
    return sorted(
        f"{name}: {one.as_posix()}, {other.as_posix()}"
        for name, places in where.items()
        for one, other in combinations(sorted(places), 2)
        if not may_share(one, other)
    )


def test_a_class_or_a_named_type_stands_in_one_module_alone():
    assert shared(dict(some(modules().items()))) == []


@pytest.mark.parametrize(
    ("one", "other", "text", "told"),
    [
        ("web/desk.py", "workbook/kit.py", "class Desk: pass", True),
        ("web/desk.py", "web/searches/jobs.py", "class _Desk: pass", True),
        ("solver/run.py", "export/lists.py", "Case = tuple[int, int]", True),
        ("solver/run.py", "change/diff.py", "def _one():\n    class Case: pass", True),
        ("wire.py", "web/typed/saisie.py", "class Manque: pass", True),
        ("wire.py", "domain/plan.py", "class Passage: pass", False),
        ("audit/view.py", "solver/model/variables.py", "class Occupation: pass", False),
        ("year/proposal.py", "change/diff.py", "class Occupation: pass", False),
        ("web/desk.py", "workbook/kit.py", "LEAST = MOST | 1", False),
    ],
)
def test_names_are_shared_by_strangers_alone(one, other, text, told):
    assert bool(shared({Path(one): ast.parse(text), Path(other): ast.parse(text)})) is told


def plain(word):
    """A word as a module may bear it: in the singular, without accents."""
    letters = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    return re.sub(r"s$", "", re.sub(r"ies$", "y", re.sub(r"[ _]", "", letters)))


FRENCH = (ROOT / "docs" / "glossaire.md").read_text(encoding="utf-8").partition("\n## English")[0]
WORDS = {plain(word) for row in re.findall(r"^\| (.+?) \|", FRENCH, re.M) for word in re.split(", | \\(|\\)", row)}
THINGS = WORDS | {plain(name) for name in tpplanner.commands}
"""What people hold and type: of such a thing the folder says which side it is, its words, its sheet, its page."""


def test_modules_of_one_name_are_sides_of_one_thing_that_people_know():
    where = defaultdict(list)
    for module in some(modules()):
        if not module.stem.startswith("__"):
            where[module.stem].append(room_of(module))
    twice = {stem: rooms for stem, rooms in where.items() if len(rooms) > 1}
    assert sorted(stem for stem in some(twice) if plain(stem) not in THINGS) == [], "name it by what it holds"
    assert sorted(stem for stem, rooms in twice.items() if len({*rooms}) < len(rooms)) == [], "twice in one room"
