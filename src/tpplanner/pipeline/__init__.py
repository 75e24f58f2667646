"""The story in three steps: count, plan or say why not, write. What the command line and notebooks call."""

from tpplanner.pipeline.dates import on_public_holidays, session_dates, without_margin, write_dates
from tpplanner.pipeline.planning import (
    Partial,
    explain_session,
    moved,
    places_in,
    repair_session,
    replan_session,
    solve_partially,
    solve_session,
)
from tpplanner.pipeline.writing import (
    Written,
    missing_for_documents,
    with_pins,
    write_documents,
    write_excel,
    write_plan_b,
    write_plans,
    write_repaired,
)
from tpplanner.pipeline.years import check_year, propose_year, read_models, read_year, session_of_year

__all__ = [
    "Partial",
    "Written",
    "check_year",
    "explain_session",
    "missing_for_documents",
    "moved",
    "on_public_holidays",
    "places_in",
    "propose_year",
    "read_models",
    "read_year",
    "repair_session",
    "replan_session",
    "session_dates",
    "session_of_year",
    "solve_partially",
    "solve_session",
    "with_pins",
    "without_margin",
    "write_dates",
    "write_documents",
    "write_excel",
    "write_plan_b",
    "write_plans",
    "write_repaired",
]
