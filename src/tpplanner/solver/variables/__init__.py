"""The decisions of a planning as CP-SAT variables, behind questions; what a question needs is made when first asked.

Structures of the catalogue are built in here: each épreuve due is placed once and lasts what it must; a collective
épreuve has one start; the deliberation begins where the last passage ends. Nothing else is imposed.

Floor upon floor: `base` (literals) ← `tasks` (candidats at épreuves) ← `chains` (order before the jury) ← `juries`
← `rooms` ← `people` (everybody else), where `Variables` stands.
"""

from tpplanner.solver.variables.base import Interval, IntVar, Segment
from tpplanner.solver.variables.juries import Thing
from tpplanner.solver.variables.people import Stay, Variables, Watch
from tpplanner.solver.variables.rooms import Occupation

__all__ = ["IntVar", "Interval", "Occupation", "Segment", "Stay", "Thing", "Variables", "Watch"]
