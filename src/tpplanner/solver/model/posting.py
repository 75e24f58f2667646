"""How constraints reach the model: always in the name of a requirement, which can be switched off as a whole.

A guarded poster gives each requirement a literal and enforces its constraints only under it: that is how
`programmation.Trials` leaves out requirements of a year, and how `disturbance` counts whom a plan asks. Otherwise they
are posted plainly.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ortools.sat.python import cp_model

from tpplanner.domain.answers import Requirement

Literal = cp_model.BoolVarT
Expr = cp_model.LinearExpr


def total(terms: Iterable[Expr]) -> Expr:
    """The sum of the terms, 0 if there is none."""
    return cp_model.LinearExpr.sum(list(terms))


def weighted(terms: Iterable[tuple[int, cp_model.IntVar]]) -> Expr:
    """The sum of coefficient · variable, in half the time of a sum of products."""
    pairs = list(terms)
    return cp_model.LinearExpr.weighted_sum([x for _, x in pairs], [c for c, _ in pairs])


def skipped(model: cp_model.CpModel, used: Sequence[Literal]) -> Expr:
    """How many days are not used between the first used and the last, or more: that many where it is minimised.

    `used` tells of each day, in their order, whether it is used.
    """
    days_skipped: list[cp_model.IntVar] = []
    begun, goes_on = ([model.new_bool_var("") for _ in used] for _ in range(2))
    for day, (this, after) in enumerate(pairwise(used)):
        model.add_implication(this, begun[day])
        model.add_implication(begun[day], begun[day + 1])
        model.add_implication(after, goes_on[day])
        model.add_implication(goes_on[day + 1], goes_on[day])
        days_skipped.append(model.new_bool_var(""))
        model.add_bool_or([this, ~begun[day], ~goes_on[day], days_skipped[-1]])
    return total(days_skipped)


class Poster:
    """Posts constraints on a model, each for the requirement last named with `for_requirement`.

    `self_contained` says that a rule may be posted without the others: then it may not lean on what they impose.
    """

    def __init__(self, model: cp_model.CpModel, guarded: bool = False, self_contained: bool = False) -> None:
        self.model = model
        self.self_contained = self_contained
        self.guards: dict[Requirement, cp_model.IntVar] = {}
        self._guarded = guarded
        self._false: int = model.new_constant(0).index
        self._current: tuple[Literal, ...] = ()

    def for_requirement(self, regle: str, *sujet: str) -> "Poster":
        """From now on, post for this rule and subject; returns itself."""
        if self._guarded:
            key = Requirement(regle, sujet)
            if key not in self.guards:
                self.guards[key] = self.model.new_bool_var(f"guard {regle} {sujet}")
            self._current = (self.guards[key],)
        return self

    def add(self, expression: cp_model.BoundedLinearExpression | bool, *when: Literal) -> None:
        """A linear relation, enforced when all of `when` hold."""
        if not self._excluded(when):
            self._under(self.model.add(expression), when)

    def any_of(self, literals: Iterable[Literal], *when: Literal) -> None:
        """At least one of the literals."""
        some = list(literals)
        if not self._excluded([*when, *(~lit for lit in some)]):
            self._under(self.model.add_bool_or(some), when)

    def not_all(self, *literals: Literal) -> None:
        """Not all of the literals together."""
        self.any_of([~literal for literal in literals])

    def implies(self, condition: Literal, consequence: Literal) -> None:
        """The consequence, when the condition holds."""
        self.any_of([consequence], condition)

    def at_most_one(self, literals: Iterable[Literal]) -> None:
        """At most one of the literals (as a sum, so that it can be guarded)."""
        self.add(total(literals) <= 1)

    def exactly_one(self, literals: Iterable[Literal], *when: Literal) -> None:
        """Exactly one of the literals."""
        self.add(total(literals) == 1, *when)

    def no_overlap(self, intervals: Sequence[cp_model.IntervalVar]) -> None:
        """The intervals do not overlap."""
        if len(intervals) > 1:
            self._under(self.model.add_no_overlap(intervals), ())

    def apart(self, interval: cp_model.IntervalVar, others: Sequence[cp_model.IntervalVar], disjoint: bool) -> None:
        """The interval overlaps none of the others; `disjoint`: other rules keep these from overlapping each other."""
        if self.self_contained or not disjoint:
            for other in others:
                self.no_overlap([interval, other])
        else:
            self.no_overlap([interval, *others])

    def cumulative(self, intervals: Sequence[cp_model.IntervalVar], demands: Sequence[int], capacity: int) -> None:
        """At no moment do the demands of the intervals there exceed the capacity."""
        if intervals:
            self._under(self.model.add_cumulative(intervals, demands, capacity), ())

    def _excluded(self, when: Iterable[Literal]) -> bool:
        """Whether one of the literals is known to be false: what stands under them says nothing."""
        return any(lit.index == self._false for lit in when)

    def _under(self, constraint: cp_model.Constraint, when: Iterable[Literal]) -> None:
        literals = [*self._current, *when]
        if literals:
            constraint.only_enforce_if(literals)
