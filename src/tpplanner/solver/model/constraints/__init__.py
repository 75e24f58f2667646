"""The hard rules posted on the variables: one function a rule, which bears its name, each for all of its subjects.

A function says its formula in its docstring, names the requirement before it posts, and prunes nothing.
"""

from collections.abc import Callable

from tpplanner.rules import HARD, halves
from tpplanner.solver.model.constraints import candidat, history, juries, places
from tpplanner.solver.model.posting import Poster
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.model.variables import Variables

Posting = Callable[[Problem, Variables, Poster], None]

CONSTRAINTS: dict[str, Posting] = halves(HARD, candidat, history, juries, places)
"""Every rule but those that the variables cannot break (`SolverHalf.STRUCTURE`), in the order of their cards."""
