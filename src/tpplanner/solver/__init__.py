"""From a session to an optimal plan, by CP-SAT."""

from tpplanner.solver.conflict import conflicting_rules
from tpplanner.solver.incumbent import Listener, Progress
from tpplanner.solver.run import Budget
from tpplanner.solver.search import best_plan

__all__ = ["Budget", "Listener", "Progress", "best_plan", "conflicting_rules"]
