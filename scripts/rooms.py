"""Print how large the house is, room by room, or draw which room stands on which.

A line of code is one on which a statement or an expression stands, imports included; docstrings, comments and blank
lines are none. Modules longer than `LONG` are listed, to be looked at: whether they hold more than one idea.

    python scripts/rooms.py [FOLDER]
    python scripts/rooms.py --drawing

The drawing is the one of docs/architecture.md (Mermaid): an arrow from each room to those that it imports, but for what
follows from other arrows.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

LONG = 800
SOURCE = Path(__file__).parents[1] / "src" / "tpplanner"


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


Arrows = dict[str, set[str]]


def drawing() -> str:
    """The rooms of the package, then those of the solver, as one Mermaid flowchart."""
    solver = imports(SOURCE / "solver", "tpplanner.solver")
    inside = {f"solver.{room}": {f"solver.{other}" for other in others} for room, others in solver.items()}
    rooms = [*_drawn(imports(SOURCE, "tpplanner")), "  subgraph solver"]
    return "\n".join(["flowchart TD", *rooms, *(f"  {line}" for line in _drawn(inside)), "  end"])


def imports(folder: Path, package: str) -> Arrows:
    """Which of its rooms (sub-packages and modules) each room of a package imports, types alone left out."""
    arrows: Arrows = defaultdict(set)
    for path in folder.rglob("*.py"):
        room = path.relative_to(folder).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{package}."):
                arrows[room].add(node.module.removeprefix(f"{package}.").partition(".")[0])
            elif isinstance(node, ast.ImportFrom) and node.module == package:
                arrows[room] |= {a.name for a in node.names} & {p.stem for p in folder.iterdir()}
    return {room: others - {room} for room, others in arrows.items() if not room.startswith("__")}


def _drawn(arrows: Arrows) -> Iterator[str]:
    for room in sorted(arrows):
        further = {r for other in arrows[room] for r in reached(arrows, other)}
        yield from (f"  {room} --> {other}" for other in sorted(arrows[room] - further))


def reached(arrows: Arrows, room: str) -> set[str]:
    """The rooms on which a room stands, directly or through others."""
    found: set[str] = set()
    todo = [room]
    while todo:
        news = arrows.get(todo.pop(), set()) - found
        found |= news
        todo += news
    return found


def main() -> None:
    """Print the table, then the long modules; or the drawing."""
    if sys.argv[1:] == ["--drawing"]:
        print(drawing())
        return
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
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
