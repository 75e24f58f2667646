"""From a session to an optimal plan, by CP-SAT."""

from tpplanner.solver.conflict import conflict
from tpplanner.solver.run import Budget
from tpplanner.solver.search import Listener, Progress, search

__all__ = ["Budget", "Listener", "Progress", "conflict", "search"]
