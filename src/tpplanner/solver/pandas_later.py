"""OR-Tools imported without pandas, which is imported when somebody asks for it.

OR-Tools names pandas in the signatures of methods on whole series of variables, which nobody calls here, and so imports
it: a fifth of the time from starting the command to a plan of a small session (`benchmarks/FORMULATIONS.md`).
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

PANDAS = "pandas"


class _Later(ModuleType):
    """Stands for pandas: any name as a class of its own while it takes pandas' place, later pandas' own."""

    def __getattr__(self, name: str) -> object:
        if sys.modules.get(PANDAS) is self:
            return type(name, (), {})
        return getattr(import_module(PANDAS), name)


@contextmanager
def pandas_later() -> Iterator[None]:
    """What is imported meanwhile and names pandas has it when it is used; nothing changes where it is imported."""
    if PANDAS in sys.modules:
        yield
        return
    sys.modules[PANDAS] = _Later(PANDAS)
    try:
        yield
    finally:
        del sys.modules[PANDAS]


with pandas_later():
    import ortools.sat.python.cp_model  # noqa: F401 - the first of all that is imported of it
