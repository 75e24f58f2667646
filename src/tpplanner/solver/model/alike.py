"""Candidats who are alike may take each other's place in any plan: it breaks no rule, and costs as much but for order.

Of all the plans that differ by such exchanges, a search for bounds needs one: that in which the alike come before
their jury in the order asked for.
"""

from collections import defaultdict
from itertools import pairwise

from tpplanner.domain.facts import as_rules_see
from tpplanner.domain.plan import Plan
from tpplanner.solver.model.objective import ranks
from tpplanner.solver.model.problem import Applicant, Problem
from tpplanner.solver.model.variables import Variables


def likeness(problem: Problem, applicant: Applicant) -> object:
    """All that any rule knows of a candidat but their links, and the order asked for."""
    tasks = [problem.tasks[t] for t in applicant.tasks]
    return (
        tuple((t.epreuve.id, tuple((s.minutes, s.rooms) for s in t.steps), t.day, t.pinned) for t in tasks),
        tuple(problem.units[u].juries for u in applicant.units),
        (applicant.away, applicant.weight, applicant.wait_weight, applicant.elsewhere),
        as_rules_see(applicant.fiche),
        frozenset(
            (c.jour, c.heure, c.accord) for c in problem.session.sans_demande.convocations if c.personne == applicant.id
        ),
        tuple(pin for pin in problem.session.pins if pin.candidat == applicant.id),
    )


def alike(problem: Problem) -> list[list[Applicant]]:
    """The candidats alike, of the same links, group by group, each in the order asked for.

    Nobody is, where there is a reference plan: what disturbs it depends on who is heard when.
    """
    if problem.session.reference:
        return []
    rank, groups = ranks(problem), defaultdict[object, list[Applicant]](list)
    for applicant in sorted((a for a in problem.applicants if a.units), key=lambda a: rank[a.index]):
        links, apart = (
            frozenset(person for a, person in pairs if a == applicant.index) for pairs in (problem.links, problem.apart)
        )
        groups[likeness(problem, applicant), links, apart].append(applicant)
    return [group for group in groups.values() if len(group) > 1]


def keep_in_order(problem: Problem, x: Variables) -> None:
    """Those alike begin their first chain in the order asked for: any plan becomes one of these by exchanges."""
    for group in alike(problem):
        for one, other in pairwise(group):
            first, second = (problem.units[a.units[0]] for a in (one, other))
            x.model.add(x.unit_moment(first) <= x.unit_moment(second))


def put_in_order(problem: Problem, plan: Plan) -> Plan:
    """The plan in which those alike take each other's places so that they come in the order asked for."""
    begins = {(p.candidat, p.epreuve): p.debut for p in plan.passages}
    takers: dict[str, str] = {}
    for group in alike(problem):
        first = problem.tasks[problem.units[group[0].units[0]].tasks[0]].epreuve.id
        holders = sorted(group, key=lambda a: begins[a.id, first])
        takers |= {holder.id: taker.id for holder, taker in zip(holders, group, strict=True)}
    return plan.echange(takers)
