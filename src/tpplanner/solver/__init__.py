"""From a session to an optimal plan, by CP-SAT."""

import tpplanner.solver.pandas_later  # noqa: F401 - before what imports OR-Tools
from tpplanner.solver.day_end import has_a_plan, soonest_end
from tpplanner.solver.first import first_plan
from tpplanner.solver.incumbent import Listener, Progress
from tpplanner.solver.master import UNSOLVED_LEVELS as CHOSEN_LAST
from tpplanner.solver.nearest import nearest_plan
from tpplanner.solver.places import places_before_juries
from tpplanner.solver.run import Budget, Clock
from tpplanner.solver.search import best_plan
from tpplanner.solver.vacancy import Vacancy, instead, moving_together, vacancies

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
    "soonest_end",
    "vacancies",
]
