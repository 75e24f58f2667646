"""Planning of exam sessions for French titres professionnels: a workbook in, an optimal and checked plan out.

    reading = tpplanner.read_session("session.xlsx")
    outcome, report = tpplanner.solve(reading.session)
    tpplanner.write_excel("planning.xlsx", reading, outcome, report)

The names below are loaded when first used: importing the package loads neither OR-Tools nor pandas.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from tpplanner.version import __version__ as __version__

if TYPE_CHECKING:
    from tpplanner.audit import check
    from tpplanner.batch import plan_many
    from tpplanner.commands.outputs import write_documents, write_excel
    from tpplanner.diagnosis.attempt import solve_session as solve
    from tpplanner.export.pictures import show
    from tpplanner.export.tables import frames
    from tpplanner.solver import Budget
    from tpplanner.workbook.reader import read_session

__all__ = ["Budget", "check", "frames", "plan_many", "read_session", "show", "solve", "write_documents", "write_excel"]

_HOMES = {
    "Budget": ("tpplanner.solver", "Budget"),
    "check": ("tpplanner.audit", "check"),
    "frames": ("tpplanner.export.tables", "frames"),
    "plan_many": ("tpplanner.batch", "plan_many"),
    "read_session": ("tpplanner.workbook.reader", "read_session"),
    "show": ("tpplanner.export.pictures", "show"),
    "solve": ("tpplanner.diagnosis.attempt", "solve_session"),
    "write_documents": ("tpplanner.commands.outputs", "write_documents"),
    "write_excel": ("tpplanner.commands.outputs", "write_excel"),
}


def __getattr__(name: str) -> object:
    """Load a public name from its room."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    room, inside = _HOMES[name]
    value = getattr(import_module(room), inside)
    globals()[name] = value
    return value
