"""Which of the jury-days counted on a day can have no membre in common: so many membres do they take together."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ortools.sat.python import cp_model

from tpplanner.solver.columns import Columns
from tpplanner.solver.posting import Expr, total
from tpplanner.solver.problem import Day, Span
from tpplanner.solver.strengthen import halves_of
from tpplanner.solver.workload import hidden_in_break, longest_watched


@dataclass(frozen=True, slots=True)
class Juries:
    """Jury-days that are alike: their hours, how many candidats each hears, how long it works, how many there are."""

    window: Span
    size: int
    work: int
    number: cp_model.IntVar


MOST_LEASTS = 8
"""Sizes of that one more that are told apart."""

NO_HOURS = (0, 0)

Distinct = list[tuple[Span, Expr]]
"""Jury-days no two of which have a membre in common: hours, and how many."""


class Seats:
    """What keeps jury-days from sharing membres."""

    def __init__(self, columns: Columns, model: cp_model.CpModel) -> None:
        self.of, self.problem, self.model = columns, columns.problem, model

    def without_shared_membres(self, day: Day, juries: list[Juries]) -> Iterator[Distinct]:
        """Sets of jury-days of a day that share no membre."""
        if not self.problem.shared_membres:
            yield [(j.window, j.number) for j in juries]
            return
        if self.problem.halves:
            yield from self._halves(day, juries)
        else:
            yield from self._exclusive(juries, self._minutes_of_two(day), lambda j: j.work)
        if self.of.quota_counts_candidats:
            yield from self._exclusive(juries, self._quota(), lambda j: j.size)

    def unable_to_share(self, day: Day, juries: list[Juries]) -> list[Juries]:
        """The juries of a day whose hours or quota leave nothing to another jury of one of their membres."""
        least = min((j.work for j in juries), default=0)

        def able(jury: Juries) -> bool:
            if self.problem.halves:
                return any(self._may_lie_in(day, jury))
            full = self.of.quota_counts_candidats and jury.size >= self._quota()
            return not full and jury.work + least <= self._minutes_of_two(day)

        return [j for j in juries if not able(j)]

    def _minutes_of_two(self, day: Day) -> int:
        """The most that two juries of a membre work in a day, one after the other.

        His break is taken out of their hours, unless they both come after one or are over before it: in the window,
        or right after a watched phase that fills it. It may hide a battement.
        """
        n, (low, high) = self.problem.reglages.pause_jury, day.lunch
        over = max(high - n, low + n - 1 + longest_watched(self.problem)) - day.open
        longest = min(day.close - day.open, max(day.close - day.open - n, day.close - low - n, over))
        return longest + hidden_in_break(self.problem)

    def _exclusive(self, juries: list[Juries], most: int, load: Callable[[Juries], int]) -> Iterator[Distinct]:
        """Those of which two are too much for whom they share: the large ones, and one more that is not so small."""
        yield [(j.window, j.number) for j in juries if 2 * load(j) > most]
        for least in sorted({load(j) for j in juries if 2 * load(j) <= most}, reverse=True)[:MOST_LEASTS]:
            others = [j.number for j in juries if least <= load(j) <= most - least]
            one = self.model.new_bool_var("")
            self.model.add(total(others) <= len(self.problem.applicants) * one)
            # in which hours is not said: it is held to none
            yield [*((j.window, j.number) for j in juries if load(j) > most - least), (NO_HOURS, one)]

    def _quota(self) -> int:
        return self.problem.session.quota or 0

    def _halves(self, day: Day, juries: Iterable[Juries]) -> tuple[Distinct, Distinct]:
        """The jury-days of a morning and those of an afternoon: those that can be in neither are of both.

        One that shares a membre lies within a half; any other may be held for one of a half that it could lie in.
        """
        morning: Distinct = []
        afternoon: Distinct = []
        either: dict[Span, list[Expr]] = {}
        for jury in juries:
            early, late = self._may_lie_in(day, jury)
            if early and late:
                either.setdefault(jury.window, []).append(jury.number)
                continue
            if early or not late:
                morning.append((jury.window, jury.number))
            if late or not early:
                afternoon.append((jury.window, jury.number))
        for window, numbers in either.items():
            early_ones = self.model.new_int_var(0, len(self.problem.applicants), "")
            self.model.add(early_ones <= total(numbers))
            morning.append((window, early_ones))
            afternoon.append((window, total(numbers) - early_ones))
        return morning, afternoon

    def _may_lie_in(self, day: Day, jury: Juries) -> tuple[bool, bool]:
        """Whether it may share a membre and lie in the morning before his break, or in the afternoon after it."""
        if self.of.quota_counts_candidats and jury.size >= self._quota():
            return False, False
        halves = halves_of(self.problem, day)
        early, late = (min(end, jury.window[1]) - max(start, jury.window[0]) for start, end in halves)
        return jury.work <= early, jury.work <= late
