"""OR-Tools is imported without pandas, and works with it as ever when somebody uses both."""

import subprocess
import sys

import pytest

ALONE = """
import sys
import tpplanner.solver
print(any(name.split(".")[0] == "pandas" for name in sys.modules))
"""

USED_TOGETHER = """
from ortools.sat.python import cp_model
import pandas as pd
model = cp_model.CpModel()
hours = model.new_int_var_series("hour", pd.Index(["a", "b"]), 3, 9)
model.minimize(sum(hours))
solver = cp_model.CpSolver()
solver.solve(model)
print(list(solver.values(hours)), type(hours) is pd.Series)
"""


def printed(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize(
    ("first", "pandas_at_first"),
    [pytest.param("import tpplanner.solver.bounds.linear", False, marks=pytest.mark.proof), ("import pandas", True)],
)
def test_whoever_uses_pandas_with_ortools_in_the_same_process_finds_both_as_ever(
    first: str, pandas_at_first: bool
) -> None:
    """The solver and its linear relaxation alone import none."""
    assert printed(first + "\n" + ALONE + USED_TOGETHER).splitlines() == [f"{pandas_at_first}", "[3, 3] True"]
