"""No page reads a person's file itself: it asks a reader, which is a child process with limits."""

import ast

import pytest

from parsed import modules

BELOW = {"batch", "change", "commands", "export", "re_pdf", "referentiels", "workbook", "year"}
"""The rooms whose functions may open a file that they are given."""

MAKES = {
    "pages/relire.py": {"__call__"},
    "handed/bundles.py": {"__call__", "are_made", "bound_with", "picture"},
    "reading/pasted.py": {"list_in_file", "list_in_text"},
    "reading/own_titres.py": {"titre_told"},
    "sessions/judged.py": {"judge", "look", "read_dates"},
    "sessions/year_files.py": {"__call__", "year_of"},
    "typed/rewriting.py": {"editable"},
}
"""What readers make of files, by module (`are_made` looks for a file by its name, FramedPage has a process of its own)."""

A_COMMAND = {"sessions/purge.py"}
"""What a command asks for, in its own process; the page asks only for its `left_of`, which reads marks."""

BOUNDED = {"read_marks", "template"}
"""A few bytes of a file, bounded where they are read; what is ours."""

OF_BYTES = {"bound", "first_page", "page_count"}
"""What opens a file that is in memory already."""

SAVES = ("note_", "write_", "with_files", "check_written", "new_workbook", "rewritten")
"""What is written anew is read once more for it: a reader has read it as it stands, else there is nothing to save."""


def calls(function):
    """The names of the functions that it calls, those inside it too."""
    return {
        node.func.id for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def takes_a_file(function):
    return any("Path" in ast.unparse(arg.annotation) for arg in function.args.args if arg.annotation is not None)


@pytest.fixture(scope="module")
def openers():
    """The functions below the page that are given a path."""
    rooms = (tree for path, tree in modules().items() if path.parts[0] in BELOW)
    public = {f.name for tree in rooms for f in tree.body if isinstance(f, ast.FunctionDef) and takes_a_file(f)}
    assert {"read_session", "read_planning", "read_source", "load", "is_of_a_year", "note_answer"} <= public
    return (public - BOUNDED) | OF_BYTES


def imported(tree):
    """The names that a module has from the rooms below."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("tpplanner.")
        for alias in node.names
        if str(node.module).split(".")[1] in BELOW
    }


def read_here(where, tree, openers):
    """The functions of a module that read a person's file in the process which calls them, and no reader's."""
    own = openers & imported(tree)
    return [
        f"{where}: {function.name} calls {callee}"
        for function in functions(tree)
        for callee in sorted(own & calls(function))
        if function.name not in MAKES.get(where, ()) and not callee.startswith(SAVES)
    ]


def of_the_page():
    """The modules of the page and how they are called here, but for those of searches, which are children too."""
    own = {"/".join(path.parts[1:]): tree for path, tree in modules().items() if path.parts[0] == "web"}
    return {where: tree for where, tree in own.items() if not where.startswith("searches/") and where not in A_COMMAND}


def test_no_page_opens_a_persons_file_itself(openers):
    assert [line for where, tree in of_the_page().items() for line in read_here(where, tree, openers)] == []


def test_what_readers_make_of_files_is_asked_of_them_and_never_called():
    makes = {name for names in MAKES.values() for name in names} - {"__call__", "are_made"}
    there = {where: {f.name for f in functions(tree)} for where, tree in of_the_page().items()}
    assert {where: names - there[where] for where, names in MAKES.items() if names - there[where]} == {}
    assert [
        f"{where}: {function.name}"
        for where, tree in of_the_page().items()
        for function in functions(tree)
        if makes & calls(function)
    ] == []


@pytest.mark.parametrize(
    ("where", "text", "told"),
    [
        ("pages/new.py", "from tpplanner.workbook.reader import read_session\ndef show(p): read_session(p)", True),
        ("pages/new.py", "def show(p):\n from tpplanner.workbook.reader import read_session\n read_session(p)", True),
        (
            "sessions/judged.py",
            "from tpplanner.workbook.reader import read_session\ndef look(p): read_session(p)",
            False,
        ),
        ("pages/new.py", "from tpplanner.commands.notes import note_answer\ndef note(p): note_answer(p)", False),
        ("pages/new.py", "def show(desk, p): desk.readings.of(p, look)", False),
    ],
)
def test_a_page_that_reads_a_file_itself_is_told(where, text, told, openers):
    assert bool(read_here(where, ast.parse(text), openers)) is told
