"""A plan said back to a model: the relations under which the model's solution is that plan.

For tests that hold the two halves of a rule against each other, and for hints. What a structure of the catalogue
builds in, or what the model has no words for (a work done twice, a third surveillant in a room), cannot be said: such
a plan is not expressible.

Floor upon floor: `passages` ← `juries` ← `people`, where `Pinning` stands.
"""

from tpplanner.domain.plan import Plan
from tpplanner.solver.pinning.passages import NotExpressible
from tpplanner.solver.pinning.people import Pinning
from tpplanner.solver.problem import Problem
from tpplanner.solver.run import Relation
from tpplanner.solver.variables import Variables


def pinned(problem: Problem, x: Variables, plan: Plan) -> list[Relation]:
    """The relations that pin a plan; raises NotExpressible."""
    return list(Pinning(problem, x, plan).relations())


__all__ = ["NotExpressible", "pinned"]
