"""Days, membres, responsables and candidats for all the sessions of a year, by CP-SAT."""

from tpplanner.solver.annee.constraints import CONSTRAINTS_ANNEE
from tpplanner.solver.annee.costs import COSTS_ANNEE
from tpplanner.solver.annee.search import best_year
from tpplanner.solver.annee.trials import Trials

__all__ = ["CONSTRAINTS_ANNEE", "COSTS_ANNEE", "Trials", "best_year"]
