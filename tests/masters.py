"""Levels of a master, minimised in turn and cut until no cut is missing: what its model and its cuts exclude."""

from collections.abc import Iterator

from ortools.sat.python import cp_model

from tpplanner.solver.bounds.master import Assignment, Master
from tpplanner.solver.bounds.patterns import MINUTE_RULES
from tpplanner.solver.model.objective import CHOSEN_LAST
from tpplanner.solver.run import hint, run


def closed_levels(master: Master) -> Iterator[tuple[dict[str, int], Assignment]]:
    """After each level closed: the least of each so far, and the assignment that costs that.

    It ends before the first level that is told by minutes, and where time runs out.
    """
    least: dict[str, int] = {}
    for niveau in master.problem.reglages.niveaux:
        if any(t.regle in MINUTE_RULES or t.regle in CHOSEN_LAST for t in niveau.termes):
            return
        objective = master.costs.level(niveau)
        master.model.minimize(objective)
        while True:
            solver, status = run(master.model, master.clock)
            assert status != cp_model.INFEASIBLE, "the master says that there is no plan"
            if status != cp_model.OPTIMAL:
                return
            hint(master.model, solver)
            if not master.cuts.learn(solver):
                break
            if not master.clock.left():
                return
        least[niveau.nom] = round(solver.objective_value)
        yield least, master.assignment(solver)
        master.model.add(objective <= least[niveau.nom])
