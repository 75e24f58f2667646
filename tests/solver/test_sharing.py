"""Whether sharing membres could help: never where the membre-days proven are those of one jury."""

from dataclasses import replace

import pytest
from benchmarks.sessions import FAMILY

from tpplanner.domain.reglages import Niveau, Terme
from tpplanner.solver import Budget
from tpplanner.solver.compilation import from_the_plainest
from tpplanner.solver.problem import Problem
from tpplanner.solver.run import Clock
from tpplanner.solver.search import Settled, _Search
from tpplanner.solver.sharing import one_jury_in_all


def shared(name: str) -> Problem:
    """A session's problem in which membres may sit in two juries a day."""
    problem = from_the_plainest(FAMILY[name].session())[-1]
    assert problem.shared_membres
    return problem


def test_two_membre_days_proven_are_one_jury_of_two() -> None:
    assert one_jury_in_all(shared("b-S-ccp-1"), {"1": 2, "2": 1, "3": 450}, {"1": 2})


def test_three_membre_days_may_be_two_juries_of_two_by_turns() -> None:
    assert not one_jury_in_all(shared("b-S-ccp-1"), {"1": 3, "2": 1, "3": 450}, {"1": 3})


@pytest.mark.parametrize("bounds", [{}, {"1": 1}, {"2": 1}])
def test_nothing_is_said_of_membre_days_that_are_not_proven(bounds: dict[str, int]) -> None:
    assert not one_jury_in_all(shared("b-S-ccp-1"), {"1": 2, "2": 1, "3": 450}, bounds)


def test_nothing_is_said_where_membre_days_are_not_counted_alone() -> None:
    problem = shared("b-S-ccp-1")
    mixed = Niveau("1", (Terme("journees_membre"), Terme("jours")))
    twice = Niveau("1", (Terme("journees_membre", 2),))
    for first in (mixed, twice):
        reglages = replace(problem.reglages, niveaux=(first, *problem.reglages.niveaux[1:]))
        other = replace(problem, session=replace(problem.session, reglages=reglages))
        assert not one_jury_in_all(other, {"1": 2, "2": 1}, {"1": 2, "2": 1})


def test_what_is_proven_without_sharing_is_then_proven_with_it() -> None:
    """One jury hears six candidats: the presence that the plainest problem closes bounds every plan."""
    problems = from_the_plainest(FAMILY["b-S-ccp-1"].session())
    search = _Search(problems, Clock(Budget(40, workers=1, reproducible=True)), None)
    settled = search._settle(problems[0], 10)
    values, without = search._values(), dict(search.bornes)
    assert settled is Settled.OPEN
    assert without["3"] == values["3"]
    search._compare_with_sharing(problems[0], settled)
    assert {nom: search.bornes[nom] for nom in without} == without
