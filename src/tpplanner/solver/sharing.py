"""Whether a membre who sits in two juries of a day could help at all."""

from collections.abc import Mapping

from tpplanner.domain.reglages import Terme
from tpplanner.solver.assignment import levels_proven
from tpplanner.solver.problem import Problem


def one_jury_in_all(problem: Problem, values: Mapping[str, int], bounds: Mapping[str, int]) -> bool:
    """Whether the membre-days that a plan is proven to need are those of one jury: no other has a membre of it.

    Two juries of a day differ by a membre, so that each day with two of them calls one membre more than a jury has.
    """
    session = problem.session
    proven = list(values)[: levels_proven(values, bounds)]
    alone = {n.nom for n in problem.reglages.niveaux if n.termes == (Terme("journees_membre", 1),)}
    called = [values[nom] for nom in proven if nom in alone]
    return not session.jurys and called == [session.referentiel.membres_min]
