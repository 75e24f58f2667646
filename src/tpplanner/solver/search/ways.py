"""Ways: which jury hears whom, all of them where few are left, and the least that a level costs in each.

Where one jury a day hears everybody, the levels that are proven leave few ways to part the candidats among the days.
What a worker learns of one of them says little of the others: each is searched by itself, side by side.
"""

from collections.abc import Sequence

from ortools.sat.python import cp_model

from tpplanner.solver.model.posting import Expr, Literal
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import FOUND, Answered, Clock, Manner, run, side_by_side
from tpplanner.tuning import FEW, LONG

Way = list[Literal]
"""What holds where each jury hears the chains that it hears in this way."""


def few_ways(whole: WholeModel, clock: Clock) -> list[Way]:
    """All the ways that the limits of a model leave, where one jury a day hears; none where more than a few may be.

    The first is that of the model's hint, if it has a whole one.
    """
    x, juries = whole.x, whole.problem.slots
    if not 1 < len(juries) == len({slot.day for slot in juries}):
        return []
    hearings = [x.hears(unit, slot) for unit in whole.problem.units for slot in juries]
    hearings = [hears for hears in hearings if hears is not x.true and hears is not x.false]
    model, ways = whole.model.clone(), list[Way]()
    # the hint stays: the way of the plan known comes first
    model.clear_objective()  # type: ignore[no-untyped-call]
    while len(ways) <= FEW:
        solver, status = run(model, clock, LONG, manner=Manner.LEARNING)
        if status == cp_model.INFEASIBLE:
            return ways
        if status not in FOUND:
            return []
        way: Way = [hears if solver.boolean_value(hears) else ~hears for hears in hearings]
        model.add_bool_or([~literal for literal in way])
        ways.append(way)
    return []


def least_in_each(whole: WholeModel, objective: Expr, ways: Sequence[Way], below: int, clock: Clock) -> list[Answered]:
    """What comes of minimising an objective in each way, below a value and below what was found in those before."""
    values = [below]

    def one(way: Way) -> Answered:
        model = whole.model.clone()
        model.clear_hints()  # type: ignore[no-untyped-call]
        model.add_bool_and(way)
        model.add(objective < min(values))
        model.minimize(objective)
        solver, status = run(model, clock, manner=Manner.LEARNING)
        if status in FOUND:
            values.append(int(solver.value(objective)))
        return solver, status

    with side_by_side(clock) as pool:
        return list(pool.map(one, ways))
