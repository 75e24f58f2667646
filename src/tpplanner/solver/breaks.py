"""Midday breaks: n minutes that overlap nothing of somebody's day, in his window or after the stretch that fills it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tpplanner.solver.posting import Expr, Literal, Poster
from tpplanner.solver.problem import Span
from tpplanner.solver.variables import Interval, Variables


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch that may push a break out of its window if it fills that alone: when, and whether (`lit`)."""

    start: Expr
    end: Expr
    lit: Literal
    length: int


@dataclass(frozen=True, slots=True)
class Window:
    """A lunch window and the minutes of break asked for inside it."""

    span: Span
    minutes: int

    def may_be_filled(self, length: int) -> bool:
        """Whether a stretch of that length can leave fewer minutes than asked for, before it and after it."""
        low, high = self.span
        return length > high - low - 2 * self.minutes + 1


@dataclass(frozen=True, slots=True)
class Break:
    """A break to place: when it begins, in which window, whether it is asked for (`there`)."""

    start: Expr
    window: Window
    there: Literal


def post_break(x: Variables, post: Poster, rest: Break, busy: Sequence[Interval], fillers: Sequence[Stretch]) -> None:
    """The break overlaps nothing; it lies in the window, or begins where a stretch that fills it alone ends."""
    low, high = rest.window.span
    minutes = rest.window.minutes
    interval = x.model.new_optional_fixed_size_interval_var(rest.start, minutes, rest.there, "")
    post.apart(interval, busy, disjoint=x.problem.watched_together == 1)
    excuses = []
    for stretch in (f for f in fillers if rest.window.may_be_filled(f.length)):
        excuse = x.model.new_bool_var("")
        excuses.append(excuse)
        x.model.add_implication(excuse, stretch.lit)
        x.model.add(stretch.start <= low + minutes - 1).only_enforce_if(excuse)
        x.model.add(stretch.end >= high - minutes + 1).only_enforce_if(excuse)
        x.model.add(rest.start == stretch.end).only_enforce_if(excuse)
    if not excuses:
        post.add(rest.start >= low, rest.there)
        post.add(rest.start <= high - minutes, rest.there)
        return
    inside = x.model.new_bool_var("")
    x.model.add(rest.start >= low).only_enforce_if(inside)
    x.model.add(rest.start <= high - minutes).only_enforce_if(inside)
    post.any_of([inside, *excuses], rest.there)
