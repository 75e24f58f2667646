"""From a session to an optimal plan, by CP-SAT."""

from tpplanner.solver.first import first_plan
from tpplanner.solver.incumbent import Listener, Progress
from tpplanner.solver.places import places_before_juries
from tpplanner.solver.run import Budget
from tpplanner.solver.search import best_plan

__all__ = ["Budget", "Listener", "Progress", "best_plan", "first_plan", "places_before_juries"]
