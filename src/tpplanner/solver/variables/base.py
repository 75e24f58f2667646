"""The ground floor of the variables: a model, literals built from literals, and questions answered once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from ortools.sat.python import cp_model

from tpplanner.solver.posting import Expr, Literal
from tpplanner.solver.problem import DAY, Problem

IntVar = cp_model.IntVar
Interval = cp_model.IntervalVar

_S = TypeVar("_S", bound="Remembering")
_P = ParamSpec("_P")
_R = TypeVar("_R")


def once(method: Callable[Concatenate[_S, _P], _R]) -> Callable[Concatenate[_S, _P], _R]:
    """Answer a question once for each argument, and remember the answer as long as the asked object lives."""

    @wraps(method)
    def ask(self: _S, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        key = (method.__name__, *args)
        if key not in self.answers:
            self.answers[key] = method(self, *args, **kwargs)
        return self.answers[key]  # type: ignore[return-value]

    return ask  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of time of a task's step, there when `lit` holds (a step cut by midday has two)."""

    start: Expr
    size: Expr | int
    end: Expr
    lit: Literal


class Remembering:
    """Something whose questions are answered once."""

    def __init__(self) -> None:
        self.answers: dict[tuple[object, ...], object] = {}


class Base(Remembering):
    """A problem, the model of its decisions, and literals made of literals."""

    def __init__(self, problem: Problem, model: cp_model.CpModel) -> None:
        super().__init__()
        self.problem = problem
        self.model = model
        self.true: IntVar = model.new_constant(1)
        self.false: IntVar = model.new_constant(0)

    def any_literal(self, literals: Iterable[Literal]) -> Literal:
        """A literal that holds when one of those does."""
        kept = tuple(lit for lit in dict.fromkeys(literals) if lit is not self.false)
        if any(lit is self.true for lit in kept):
            return self.true
        if len(kept) < 2:
            return kept[0] if kept else self.false
        return self._disjunction(kept)

    @once
    def _disjunction(self, literals: tuple[Literal, ...]) -> IntVar:
        result = self.model.new_bool_var("")
        self.model.add_bool_or(literals).only_enforce_if(result)
        for literal in literals:
            self.model.add_implication(literal, result)
        return result

    def both(self, *literals: Literal) -> Literal:
        """A literal that holds when all of those do."""
        kept = [lit for lit in dict.fromkeys(literals) if lit is not self.true]
        if any(lit is self.false for lit in kept):
            return self.false
        if not kept:
            return self.true
        return kept[0] if len(kept) == 1 else self._conjunction(tuple(kept))

    @once
    def _conjunction(self, literals: tuple[Literal, ...]) -> IntVar:
        result = self.model.new_bool_var("")
        self.model.add_bool_and(literals).only_enforce_if(result)
        self.model.add_bool_or([result, *(~lit for lit in literals)])
        return result

    @once
    def minute_of(self, what: str, index: int) -> IntVar:
        """The minute of the day of that thing of that index."""
        return self.model.new_int_var(0, DAY, f"{what} {index}")
