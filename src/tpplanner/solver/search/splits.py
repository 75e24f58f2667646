"""Splits: which jury hears whom, all of them where few are left, and the least that a level costs in each.

Where one jury a day hears everybody, the levels that are proven leave few ways to part the candidats among the days.
What a worker learns of one of them says little of the others: each is searched by itself, side by side, and for each
paper that may be over first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from tpplanner.solver.model.ends import end_of_paper, ends_in_order, ends_may_be_told
from tpplanner.solver.model.posting import Expr, Literal
from tpplanner.solver.model.problem import Applicant
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import FOUND, Answered, Clock, Manner, run, side_by_side
from tpplanner.tuning import FEW, LONG


@dataclass(frozen=True, slots=True)
class Split:
    """Whom each jury (by index) hears: what `holds` in the model then."""

    holds: tuple[Literal, ...]
    heard: tuple[list[Applicant], ...]


def few_splits(whole: WholeModel, clock: Clock) -> list[Split]:
    """All the splits that the limits of a model leave, where one jury a day hears; none where more than a few may be.

    They tell on which day each collective épreuve is too, where they are few even so. The first is that of the model's
    hint, if it has a whole one.
    """
    x, problem = whole.x, whole.problem
    if len(problem.slots) > len({slot.day for slot in problem.slots}):
        return []
    hearings: list[Literal] = [x.hears(unit, slot) for unit in problem.units for slot in problem.slots]
    days = [x.on(tasks[0], day.index) for tasks in problem.collectives().values() for day in problem.days]
    return _all_splits(whole, [*hearings, *days], clock) or _all_splits(whole, hearings, clock)


def _all_splits(whole: WholeModel, literals: Sequence[Literal], clock: Clock) -> list[Split]:
    """The splits told by these literals; none where more than a few may be."""
    free_literals = [literal for literal in literals if literal is not whole.x.true and literal is not whole.x.false]
    model, splits = whole.model.clone(), list[Split]()
    # the hint stays: the split of the plan known comes first
    model.clear_objective()  # type: ignore[no-untyped-call]
    while len(splits) <= FEW:
        solver, status = run(model, clock, LONG, manner=Manner.LEARNING)
        if status == cp_model.INFEASIBLE:
            return splits
        if status not in FOUND:
            return []
        splits.append(split_of(whole, solver, free_literals))
        model.add_bool_or([~literal for literal in splits[-1].holds])
    return []


def split_of(whole: WholeModel, solver: cp_model.CpSolver, literals: Sequence[Literal]) -> Split:
    """The split of a solution, told by these literals."""
    holds, problem = solver.boolean_value, whole.problem
    signed_literals = tuple(literal if holds(literal) else ~literal for literal in literals)
    return Split(
        signed_literals, tuple([a for a in problem.applicants if holds(whole.x.sees(a, s))] for s in problem.slots)
    )


def least_in_each(
    whole: WholeModel, objective: Expr, splits: Sequence[Split], below: int, clock: Clock
) -> list[Answered]:
    """What comes of minimising an objective in each split, below a value and below what was found in those before.

    A split has an answer for each collective épreuve, that one being over before the others of its day.
    """
    values = [below]

    def one(case: tuple[Split, str]) -> Answered:
        model = model_of(whole, *case)
        model.add(objective < min(values))
        model.minimize(objective)
        solver, status = run(model, clock, manner=Manner.LEARNING)
        if status in FOUND:
            values.append(int(solver.value(objective)))
        return solver, status

    cases = [(split, first_over) for split in splits for first_over in sorted(whole.problem.collectives()) or [""]]
    return side_by_side(clock, one, cases)


def model_of(whole: WholeModel, split: Split, first_over: str) -> cp_model.CpModel:
    """The plans of one split in which that collective épreuve is over no later than the others of its day."""
    x, problem, model = whole.x, whole.problem, whole.model.clone()
    model.clear_hints()  # type: ignore[no-untyped-call]
    model.add_bool_and(split.holds)
    groups = problem.collectives()
    for other in groups.keys() - {first_over} if first_over else ():
        for day in problem.days:
            both = [x.on(groups[paper][0], day.index) for paper in (first_over, other)]
            model.add(end_of_paper(x, first_over) <= end_of_paper(x, other)).only_enforce_if(both)
    for slot in problem.slots if ends_may_be_told(problem) else ():
        if all(_heard_whole(split, a) for a in split.heard[slot.index]):
            ends_in_order(model, x, slot, split.heard[slot.index], first_over)
    return model


def _heard_whole(split: Split, applicant: Applicant) -> bool:
    return sum(applicant in heard for heard in split.heard) == 1
