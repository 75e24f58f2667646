"""From a session to an optimal plan, by CP-SAT."""

import tpplanner.solver.pandas_later  # noqa: F401 - before what imports OR-Tools
from tpplanner.solver.bounds.counting import places_before_juries
from tpplanner.solver.model.objective import CHOSEN_LAST
from tpplanner.solver.run import Budget, Clock
from tpplanner.solver.search.beginning import first_plan
from tpplanner.solver.search.best import best_plan
from tpplanner.solver.search.incumbent import Listener, Progress
from tpplanner.solver.search.nearest import nearest_plan
from tpplanner.solver.search.posted import plan_as_posted
from tpplanner.solver.search.vacancy import Vacancy, has_a_plan, instead, moving_together, soonest_end, vacancies

__all__ = [
    "CHOSEN_LAST",
    "Budget",
    "Clock",
    "Listener",
    "Progress",
    "Vacancy",
    "best_plan",
    "first_plan",
    "has_a_plan",
    "instead",
    "moving_together",
    "nearest_plan",
    "places_before_juries",
    "plan_as_posted",
    "soonest_end",
    "vacancies",
]
