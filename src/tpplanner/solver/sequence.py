"""Hours for the master's assignment, one jury-day at a time.

The jury-days of a day have only the starts of its collective épreuves in common: once those are chosen, each finds its
hours alone, at the cost that the master counted. What is left for the whole model is rooms and other people.
"""

from collections.abc import Collection
from dataclasses import dataclass

from tpplanner.solver.assignment import Assignment
from tpplanner.solver.common_start import Case, hours_in_common
from tpplanner.solver.kinds import MANY_DAYS, Hours
from tpplanner.solver.patterns import Patterns
from tpplanner.solver.problem import Problem
from tpplanner.solver.run import Relation
from tpplanner.solver.whole import WholeModel


@dataclass(frozen=True, slots=True)
class Sequence:
    """The hours of each jury-day used, by the index of its slot."""

    hours: dict[int, Hours]


def sequence(problem: Problem, patterns: Patterns, assignment: Assignment, closed: Collection[str]) -> Sequence | None:
    """Hours for every jury-day, at the master's cost at the levels that it closed (by name), at any cost at others.

    None where they were not found: no common start for a collective épreuve, or a candidat heard by several juries.
    """
    if any(kind.part for key in assignment.keys.values() for kind, _ in key.kinds):
        return None
    hours: dict[int, Hours] = {}
    for day in problem.days:
        slots = [s for s in sorted(assignment.sitting) if problem.slots[s].day == day.index]
        cases = {s: _case(patterns, assignment, s, closed) for s in slots}
        found = hours_in_common(problem, patterns, list(dict.fromkeys(cases.values())))
        if found is None:
            return None
        hours |= {s: found[cases[s]] for s in slots}
    return Sequence(hours)


def _case(patterns: Patterns, assignment: Assignment, slot: int, closed: Collection[str]) -> Case:
    limits = (assignment.minutes[n.nom, slot] if n.nom in closed else MANY_DAYS for n in patterns.levels)
    return assignment.keys[slot], tuple(limits)


def relations(whole: WholeModel, assignment: Assignment, sequence_: Sequence) -> list[Relation]:
    """The hours of a sequence as relations of the model narrowed to the juries that the assignment uses."""
    problem, x = whole.problem, whole.x
    result: list[Relation] = []
    for slot, original in zip(problem.slots, sorted(assignment.sitting), strict=True):
        hours = sequence_.hours[original]
        result += [x.accueil(slot) == hours.accueil, x.cloture(slot) == hours.cloture, x.pause(slot) == hours.pause]
        for position, index in enumerate(assignment.heard[original]):
            applicant = problem.applicants[index]
            result.append(x.lecture(applicant) == hours.lectures[position])
            for task in (problem.tasks[t] for t in applicant.tasks):
                here = task.watched or assignment.day_of[task.index] == slot.day
                if here:
                    result.append(x.start(task) == hours.passages[position][task.epreuve.id])
                if not task.watched:
                    result.append(x.correction(task) == hours.corrections[position][task.epreuve.id])
    return result
