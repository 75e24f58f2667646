"""Mutants of a module: its source read as a tree, one place of it told otherwise.

What has no behaviour of its own is left alone: annotations, decorators, texts, what only a type checker reads.
"""

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "tpplanner"

_EDGES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}
_SIGNS: dict[type[ast.operator], ast.operator] = {ast.Add: ast.Sub(), ast.Sub: ast.Add()}
_LARGE = 1000
"""Limits and codes: nobody is meant to tell one more of them from as many."""

Change = tuple[str, Callable[[], ast.AST]]
"""What is done, and what then stands in the place of the node."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file of the package, a place in it, what is done there; `line` is what the source says, `inside` a function."""

    file: str
    row: int
    columns: str
    kind: str
    line: str
    inside: bool

    @property
    def name(self) -> str:
        """The name of its case."""
        return f"{self.file}:{self.row}:{self.columns}:{self.kind}"

    @property
    def module(self) -> str:
        """The module that it is of."""
        return f"tpplanner.{self.file.removesuffix('.py').replace('/', '.')}".removesuffix(".__init__")

    @property
    def path(self) -> Path:
        """The file itself, which is never touched."""
        return SOURCE / self.file

    def tree(self) -> ast.Module:
        """The module with the change."""
        tree = deepcopy(_tree(self.file))
        place = self.row, self.columns, self.kind
        node, changed = next((n, make) for n, kind, make, _ in _places(tree) if _name(n, kind) == place)
        new = ast.fix_missing_locations(ast.copy_location(changed(), node))
        return ast.fix_missing_locations(_Put(node, new).visit(tree))


class _Put(ast.NodeTransformer):
    """Put a node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


@cache
def _tree(file: str) -> ast.Module:
    return ast.parse((SOURCE / file).read_text(encoding="utf-8"))


@cache
def mutants(file: str) -> dict[str, Mutant]:
    """All mutants of a file of the package, by name, in the order of the source."""
    lines = (SOURCE / file).read_text(encoding="utf-8").splitlines()
    found = (
        Mutant(file, *_name(node, kind), lines[node.lineno - 1].strip(), inside)
        for node, kind, _, inside in _places(_tree(file))
    )
    return {mutant.name: mutant for mutant in sorted(found, key=lambda m: m.row)}


def _name(node: ast.AST, kind: str) -> tuple[int, str, str]:
    return node.lineno, f"{node.col_offset + 1}-{node.end_col_offset}", kind


def _places(node: ast.AST, *, inside: bool = False) -> Iterator[tuple[ast.AST, str, Callable[[], ast.AST], bool]]:
    """Each node that can be told otherwise, how, what makes the other, and whether it runs only when called."""
    for field, child in _children(node):
        within = inside or (isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) and field == "body")
        for kind, make in _changes(child):
            yield child, kind, make, within
        yield from _places(child, inside=within)


def _children(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Those with a behaviour."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "type_params", "type_comment", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield field, child


def _changes(node: ast.AST) -> Iterator[Change]:
    yield from _of_conditions(node)
    yield from _of_branches(node)
    yield from _of_values(node)
    yield from _of_steps(node)


def _of_conditions(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=[*ops]):
            for n, op in enumerate(ops):
                yield f"comparison{n or ''}", lambda n=n, op=op: _compared(node, n, _EDGES[type(op)]())
        case ast.BoolOp():
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield "and/or", lambda: ast.BoolOp(other, node.values)
            for n in range(len(node.values)):
                yield f"without condition {n + 1}", lambda n=n: _without(node, n)
        case ast.UnaryOp(op=ast.Not()):
            yield "without not", lambda: node.operand


def _of_branches(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.If(test=ast.Name() | ast.Attribute() | ast.Call() | ast.NamedExpr()):
            yield "otherwise", lambda: ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.IfExp():
            yield "otherwise", lambda: ast.IfExp(node.test, node.orelse, node.body)
        case ast.GeneratorExp() | ast.ListComp() | ast.SetComp() | ast.DictComp():
            for n, loop in enumerate(node.generators):
                if loop.ifs:
                    yield f"without if {n + 1}", lambda n=n: _unfiltered(node, n)


def _of_values(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Constant(value=bool()):
            yield "opposite", lambda: ast.Constant(not node.value)
        case ast.Constant(value=int(number)) if number < _LARGE:
            yield "one more", lambda: ast.Constant(node.value + 1)
            yield "one less", lambda: ast.Constant(node.value - 1)
        case ast.Call(func=ast.Name(id=name)) if name in _NAMES:
            yield _NAMES[name], lambda: ast.Call(ast.Name(_NAMES[name], ast.Load()), node.args, node.keywords)
        case ast.Subscript(slice=ast.Constant(value=0), ctx=ast.Load()):
            yield "last", lambda: ast.Subscript(node.value, ast.UnaryOp(ast.USub(), ast.Constant(1)), node.ctx)
        case ast.Subscript(slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)), ctx=ast.Load()):
            yield "first", lambda: ast.Subscript(node.value, ast.Constant(0), node.ctx)
        case ast.BinOp(op=op) if type(op) in _SIGNS:
            yield "sign", lambda: ast.BinOp(node.left, _SIGNS[type(op)], node.right)


def _of_steps(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Continue() | ast.Break() | ast.Return(value=None):
            yield f"without {type(node).__name__.lower()}", ast.Pass
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()):
            yield "without yield", lambda: ast.If(ast.Constant(False), [ast.Expr(node.value)], [])


def _compared(node: ast.Compare, n: int, op: ast.cmpop) -> ast.Compare:
    return ast.Compare(node.left, [*node.ops[:n], op, *node.ops[n + 1 :]], node.comparators)


def _without(node: ast.BoolOp, n: int) -> ast.expr:
    left = [value for rank, value in enumerate(node.values) if rank != n]
    return left[0] if len(left) == 1 else ast.BoolOp(node.op, left)


def _unfiltered(node: ast.AST, n: int) -> ast.AST:
    loops = [
        ast.comprehension(loop.target, loop.iter, [] if rank == n else loop.ifs, loop.is_async)
        for rank, loop in enumerate(node.generators)
    ]
    parts = {field: getattr(node, field) for field in node._fields if field != "generators"}
    return type(node)(**parts, generators=loops)
