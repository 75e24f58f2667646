"""What a search takes stands in one table, `tpplanner.tuning`: no other module says how long, how much, how often."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from parsed import tree_of
from some import some

SRC = Path(__file__).parents[2] / "src/tpplanner"
TABLE = SRC / "tuning.py"

SEARCHING = (
    "solver",
    "diagnosis",
    "change",
    "year/proposal.py",
    "local_search",
    "planner.py",
    "commands",
)
"""The rooms that search: a number that has a name there is a row of the table, or one of these."""

TUNES_NOTHING = {
    "minutes of a day, days of a week": {"DAY", "NOON", "WEEKEND", "STEP", "MOST_LONGER"},
    "what is told": {"MOST", "ALIKE"},
    "how far a count is offered to go": {"MOST_MORE"},
    "how often something is looked at that another thread or process does": {"POLL_SECONDS"},
    "what the system bears": {"HEAVIEST", "MOST_WEIGHT"},
    "in place of what is not there, or beyond all that is": {
        "ANOTHER_DAY",
        "NEVER",
        "NO_HOURS",
        "MANY_DAYS",
        "FAR",
        "BEFORE_OTHERS",
        "UNBOUNDED",
    },
    "zero, in floating point": {"LEAST_USE"},
    "what the model claims": {"MOST_TURNS", "SPARE"},
}
"""Numbers that have a name in those rooms, by why no search is quicker or better with another."""

TAKES = {"seconds", "secondes", "share", "part", "effort", "patience", "workers", "trial", "most_tries", "par_session"}
"""What says, as an argument or a field, how much a search takes."""

STRETCHES = {"part", "budget", "with_patience", "time_limit", "Budget", "Clock", "Effort"}
"""What takes it without naming it."""


def _modules() -> list[Path]:
    return some(sorted(path for path in SRC.rglob("*.py") if path != TABLE))


def _searches(path: Path) -> bool:
    inside = path.relative_to(SRC).as_posix()
    return any(inside == room or inside.startswith(f"{room}/") for room in SEARCHING)


def _number(node: ast.expr) -> bool:
    """Whether an expression is made of numbers, or of them and of constants that have a name."""
    leaves = {ast.Constant, ast.Name, ast.BinOp, ast.UnaryOp, ast.Tuple, ast.operator, ast.unaryop, ast.expr_context}
    plain = all(isinstance(n, tuple(leaves)) for n in ast.walk(node))
    return plain and any(map(_literal, ast.walk(node))) and all(map(_literal, _constants(node)))


def _constants(node: ast.AST) -> list[ast.AST]:
    return [n for n in ast.walk(node) if isinstance(n, ast.Constant)]


def _literal(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in {int, float}


def _named(body: list[ast.stmt]) -> Iterator[str]:
    """The names to which a module gives numbers."""
    for statement in body:
        match statement:
            case ast.Assign(targets=[target], value=value) if _number(value):
                yield from (n.id for n in ast.walk(target) if isinstance(n, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if _number(value):
                yield name


def _says(tree: ast.Module) -> Iterator[ast.expr]:
    """The expressions that say how much a search takes: arguments, defaults of arguments and of fields, names."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=func, args=args, keywords=keywords):
                yield from (k.value for k in keywords if k.arg in TAKES)
                called = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
                yield from args if called in STRETCHES else ()
            case ast.FunctionDef(args=ast.arguments() as a):
                named = [*zip(reversed([*a.posonlyargs, *a.args]), reversed(a.defaults), strict=False)]
                named += [(arg, value) for arg, value in zip(a.kwonlyargs, a.kw_defaults, strict=True) if value]
                yield from (value for arg, value in named if arg.arg in TAKES)
            case (
                ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
                | ast.Assign(targets=[ast.Name(id=name)], value=value)
            ) if name in TAKES:
                yield value


def _tunes(said: ast.expr) -> bool:
    """Whether a number stands in it, other than nothing and all, or how many digits are told."""
    calls = [n for n in ast.walk(said) if isinstance(n, ast.Call) and ast.unparse(n.func) == "round"]
    rounded = {id(digits) for call in calls for digits in call.args[1:]}
    numbers = (n for n in ast.walk(said) if _literal(n) and id(n) not in rounded)
    return any(n.value not in {0, 1} for n in numbers)


def test_a_number_with_a_name_where_searches_are_is_a_row_of_the_table():
    known = {name for names in TUNES_NOTHING.values() for name in names}
    for path in some([path for path in _modules() if _searches(path)]):
        named = set(_named(tree_of(path).body))
        assert named <= known, f"{path.relative_to(SRC)}: {sorted(named - known)} belong in tuning.py"


def test_nothing_says_by_a_number_how_much_a_search_takes():
    for path in _modules():
        tree = tree_of(path)
        found = [f"line {said.lineno}: {ast.unparse(said)}" for said in _says(tree) if _tunes(said)]
        assert not found, f"{path.relative_to(SRC)}: a row of tuning.py is wanted: {found}"


def test_what_tunes_nothing_is_there():
    named = {name for path in _modules() for name in _named(tree_of(path).body)}
    for why, names in TUNES_NOTHING.items():
        assert names <= named, f"{sorted(names - named)} ({why}) are no numbers of any module"


def test_every_row_of_the_table_says_what_it_is_and_serves():
    body = tree_of(TABLE).body
    words = {word for path in _modules() for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    for row, line in zip(body[1::2], body[2::2], strict=True):
        assert isinstance(row, ast.Assign)
        assert isinstance(line, ast.Expr), f"{ast.unparse(row)} has no line that says what it is"
        for name in (n.id for n in ast.walk(row.targets[0]) if isinstance(n, ast.Name)):
            assert name in words, f"{name} serves nobody"
