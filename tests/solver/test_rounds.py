"""Rounds of a search: each has twice the time, and the road is one whatever the limit and the cores."""

from functools import cache
from itertools import pairwise

import pytest
from benchmarks.sessions import FAMILY

from proofs import mostly_proofs
from tpplanner.domain.answers import Outcome
from tpplanner.solver.bounds.aggregate import Aggregate
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.run import Budget, Clock
from tpplanner.solver.search.beginning import Beginning
from tpplanner.solver.search.best import Round, Search
from tpplanner.solver.search.finish import Fewer, as_planned
from tpplanner.solver.search.incumbent import Incumbent
from tpplanner.solver.search.settlement import Settled, Settlement

FIRST = 0.03
"""Seconds of the first round here: several come even where little is to be shown."""
LIMITS = (0.15, 0.3)
"""Of CP-SAT's deterministic time, which does not depend on the machine."""
SESSIONS = ("a-S-ccp-2", "b-M-loose-1", "c-S-ccp-2", "noquota-S-sc", "a-L-loose-1")


@cache
def searched(name: str, limit: float, cores: int = 2) -> tuple[Outcome, list[Round]]:
    """What comes of a session, and the rounds that came to their end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tpplanner.solver.search.best.FIRST_ROUND", FIRST)
        patch.setattr("tpplanner.solver.run.cores", lambda: cores)
        search = Search(from_the_plainest(FAMILY[name].session()), Clock(Budget(limit, reproducible=True)), None)
        return search.outcome(), search.rounds


@pytest.mark.parametrize("name", mostly_proofs(SESSIONS, "c-S-ccp-2"))
def test_with_more_time_the_rounds_are_the_same_and_then_others(name: str) -> None:
    (_, few), (_, more) = (searched(name, limit) for limit in LIMITS)
    assert more[: len(few) - 1] == few[:-1], "the last may have been cut off"
    assert len(few) > 1 or few == more, "there are several here, or all is proven at once"
    assert [r.seconds for r in more] == [FIRST * 2**n for n in range(len(more))]


@pytest.mark.parametrize("name", mostly_proofs(SESSIONS, "c-S-ccp-2"))
def test_as_many_cores_as_there_are_the_plan_and_the_rounds_are_the_same(name: str) -> None:
    (one, alone), (other, beside) = searched(name, LIMITS[0], cores=1), searched(name, LIMITS[0])
    assert alone == beside
    assert one == other


@pytest.mark.proof
def test_a_plan_whose_membres_sit_by_turns_is_not_sought_again_where_they_may_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The plainest problem cannot say that plan: what is found there costs more, and would take its place."""
    problems = from_the_plainest(FAMILY["c-S-ccp-2"].session())
    search = Search(problems, Clock(Budget(60, reproducible=True)), None)
    best = Incumbent(search.clock, None)
    assert Beginning(problems[0], search.learned.patterns, best, search.clock).seated()
    asked: list[Problem] = []
    monkeypatch.setattr(Settlement, "settle", lambda self, **_: asked.append(self.problem) or Settled.OPEN)
    search._settled(best)  # noqa: SLF001
    assert asked[0] is problems[0]
    with search.clock.part(40):
        Fewer(problems[1], best, search.clock).look(Aggregate(problems[1], search.clock).bounds())
    assert best.plan is not None
    assert as_planned(problems[1], best.plan).shared_membres
    asked.clear()
    search._settled(best)  # noqa: SLF001
    assert asked == [problems[1]]


@pytest.mark.proof
@pytest.mark.parametrize("name", SESSIONS)
def test_no_round_ends_with_a_dearer_plan_or_fewer_levels_proven_than_the_one_before(name: str) -> None:
    _, rounds = searched(name, LIMITS[1])
    planned = [r for r in rounds if r.values]
    for before, after in pairwise(planned):
        assert list(after.values.values()) <= list(before.values.values())
        if after.values == before.values:
            assert proven(after) >= proven(before)


def proven(ended: Round) -> int:
    """How many levels, from the first on."""
    met = [ended.bounds.get(nom) == value for nom, value in ended.values.items()]
    return (*met, False).index(False)
