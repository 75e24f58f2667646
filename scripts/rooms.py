"""Print how large the house is: modules and lines of code, room by room.

A line of code is one on which a statement or an expression stands, imports included; docstrings, comments and blank
lines are none. Modules longer than `LONG` are listed, to be looked at: whether they hold more than one idea.

    python scripts/rooms.py [FOLDER]
"""

import ast
import sys
from collections import defaultdict
from pathlib import Path

LONG = 800


def code_lines(tree: ast.Module) -> set[int]:
    """The lines of a module on which code stands."""
    told = {
        id(node.body[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and _is_text(node.body[:1])
    }
    texts = {id(node) for node in ast.walk(tree) if isinstance(node, ast.Expr) and _is_text([node])} | told
    skipped = {id(inner) for node in ast.walk(tree) if id(node) in texts for inner in ast.walk(node)}
    return {
        line
        for node in ast.walk(tree)
        if hasattr(node, "lineno") and id(node) not in skipped
        for line in (
            node.lineno,
            node.end_lineno,
            *(() if hasattr(node, "body") else range(node.lineno, node.end_lineno)),
        )
    }


def _is_text(body: list[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)


def main() -> None:
    """Print the table, then the long modules."""
    source = Path(sys.argv[1] if len(sys.argv) > 1 else "src/tpplanner")
    modules: dict[str, int] = defaultdict(int)
    lines: dict[str, int] = defaultdict(int)
    long = []
    for path in sorted(source.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        room = path.relative_to(source).parts[0]
        modules[room] += 1
        lines[room] += len(code_lines(ast.parse(text)))
        if len(text.splitlines()) > LONG:
            long.append((len(text.splitlines()), path.relative_to(source)))
    print(f"{'room':<20} {'modules':>8} {'code lines':>11}")
    for room in sorted(lines, key=lambda r: -lines[r]):
        print(f"{room:<20} {modules[room]:>8} {lines[room]:>11}")
    print(f"{'all':<20} {sum(modules.values()):>8} {sum(lines.values()):>11}")
    for length, path in sorted(long, reverse=True):
        print(f"longer than {LONG} lines: {path} ({length})")


if __name__ == "__main__":
    main()
