"""The modules of the package, parsed once for all tests that read them; nobody changes a tree."""

import ast
from functools import cache
from pathlib import Path

import tpplanner

SOURCE = Path(tpplanner.__file__).parent


@cache
def tree_of(path: Path) -> ast.Module:
    """A file, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


def modules() -> dict[Path, ast.Module]:
    """Every module by its path below the package."""
    return {path.relative_to(SOURCE): tree_of(path) for path in SOURCE.rglob("*.py")}
