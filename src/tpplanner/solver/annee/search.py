"""The search for the best year, level by level, within a budget."""

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from math import ceil

from ortools.sat.python import cp_model

from tpplanner.domain.annee import Annee, OutcomeAnnee, Proposee
from tpplanner.domain.outcome import Borne, Infeasible, Unfinished
from tpplanner.solver.annee.constraints import post_all
from tpplanner.solver.annee.costs import levels
from tpplanner.solver.annee.model import YearModel
from tpplanner.solver.posting import Poster
from tpplanner.solver.run import FOUND, Budget, Clock, hint, run

SHARE = 0.4
"""Of what is left, the part that a level may take; the last one takes all."""


def best_year(annee: Annee, budget: Budget) -> OutcomeAnnee:
    """The best programmation found, with a bound for each level; or that there is none; or neither in the time.

    The bound of a level holds given the levels before it.
    """
    year = YearModel(annee)
    post_all(year, Poster(year.model))
    order_the_alike(year)
    costs = levels(year)
    clock = Clock(budget, strong=False)
    solver, status = run(year.model, clock)  # any at all first: without a cost it is found many times faster
    if status not in FOUND:
        return Infeasible() if status == cp_model.INFEASIBLE else Unfinished(interrompu=budget.stop.is_set())
    best = year.read(solver)
    bornes: list[Borne] = []
    for rank, (nom, cost) in enumerate(costs.items(), 1):
        hint(year.model, solver)
        year.model.minimize(cost)
        seconds = clock.left() * (SHARE if rank < len(costs) else 1.0)
        found, status = run(year.model, clock, seconds)
        if status not in FOUND:
            break
        solver, best = found, year.read(found)
        bornes.append(Borne(nom, ceil(found.best_objective_bound - 1e-6)))
        year.model.add(cost <= found.value(cost))
    return Proposee(best, tuple(bornes), budget.stop.is_set())


def order_the_alike(year: YearModel) -> None:
    """Of two sessions that only their names tell apart, the first in the workbook is the first to begin.

    Cuts no optimum: whatever they are, the two may be exchanged.
    """
    alike = defaultdict(list)
    for s in year.annee.sessions:
        if not year.known[s.id] and s.jour is None:
            alike[replace(s, id="")].append(s.id)
    for names in alike.values():
        for first, second in pairwise(names):
            year.model.add(year.start[first] <= year.start[second])
