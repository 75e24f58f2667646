"""The last step of a search: single moves and exchanges, until none of them makes the plan better.

A plan is better than another where it costs less at the levels in their order, or as much and is less odd by what
`audit.oddities` measures. What is proposed stands in written lists (`moves`, `common_sense`); the audit judges each
proposal, and no proof is claimed. A bound that the search has told holds for every plan on the step of the réglages,
which moves keep, so for the better one too.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.local_search.common_sense import WAYS, WAYS_AS_POSTED, served_later
from tpplanner.local_search.current import CurrentPlan
from tpplanner.local_search.moves import AS_POSTED, MOVES, Moves
from tpplanner.tuning import MOST_JUDGED


@dataclass(frozen=True, slots=True)
class LocalOptimum:
    """A plan that no move makes better, but for those that were not tried."""

    plan: Plan
    untried: tuple[str, ...] = ()
    """the lists of moves that were not tried to their end on it, by name"""


def improved(session: Session, plan: Plan, over: Callable[[], bool] | None = None) -> LocalOptimum:
    """The plan, or the best that moves from it lead to until time is `over`; without a clock, until so many are judged.

    Where there is a reference plan, common sense proposes nothing: what disturbs it least comes first.
    """
    if plan in session.reference:
        return LocalOptimum(plan)
    current = CurrentPlan(session, plan)
    most = MOST_JUDGED // max(1, len(session.candidats))

    def ended() -> bool:
        return over() if over else current.judged >= most

    ways = () if session.reference else WAYS_AS_POSTED if current.posted else WAYS
    lists = deque([*ways, *(AS_POSTED if current.posted else MOVES)])
    unhelpful = 0
    while unhelpful < len(lists):
        helpful = _tried(current, lists[0], ended)
        unhelpful = 0 if helpful else unhelpful
        if ended():
            break
        unhelpful += not helpful
        lists.rotate(-1)
    untried = list(lists)[: len(lists) - unhelpful]
    if served_later in untried:  # a few plans to judge: for want of time, nobody comes hours before they are needed
        untried = list(lists) if _tried(current, served_later, _never) else untried
        untried.remove(served_later)
    return LocalOptimum(current.plan, tuple(moves.__name__.lstrip("_") for moves in untried))


def _never() -> bool:
    return False


def _tried(current: CurrentPlan, moves: Moves, ended: Callable[[], bool]) -> bool:
    """Try a list of moves to its end, going on from each better plan where it was found; whether there was any."""
    judged, helpful = 0, False
    better = True
    while better and not ended():
        better = False
        for rank, move in enumerate(islice(moves(current.session, current.plan), judged, None), judged):
            if ended():
                break
            if current.offer(move()):
                judged, better, helpful = rank + 1, True, True
                break
    return helpful
