"""From a session to an optimal plan, by CP-SAT."""

from tpplanner.solver.conflict import conflicting_rules
from tpplanner.solver.run import Budget
from tpplanner.solver.search import Listener, Progress, best_plan

__all__ = ["Budget", "Listener", "Progress", "best_plan", "conflicting_rules"]
