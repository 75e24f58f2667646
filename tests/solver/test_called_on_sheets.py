"""Candidats of several chains laid out on sheets for so many membres a day, some of whom sit by turns."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from itertools import combinations, islice

import pytest
from benchmarks.sessions import FAMILY

from builders import cda, oral, referentiel, session
from edits import heures
from proofs import mostly_proofs
from small_sessions import deux_ccps, on_ccps, small
from some import some
from tpplanner.audit import check, measured
from tpplanner.domain.reglages import MINUTES_LIBRES
from tpplanner.domain.session import Session
from tpplanner.solver import Budget
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.run import Clock
from tpplanner.solver.search.beginning import Beginning
from tpplanner.solver.search.incumbent import Incumbent
from tpplanner.solver.search.seating import (
    Limits,
    Seating,
    Seatings,
    Team,
    _Listing,
    _shared_out,
    arrangements,
    list_schedules,
    teams_of,
)

ODD = [("c-S-ccp-2", 5), *(pytest.param(odd, marks=pytest.mark.proof) for odd in (("b-M-ccp-2", 5), ("a-L-ccp-1", 13)))]
"""Sessions with a quota that an odd number of membre-days can hear."""


def clock() -> Clock:
    return Clock(Budget(seconds=60, workers=1, reproducible=True))


def beginning(problem: Problem) -> Beginning:
    time_ = clock()
    return Beginning(problem, Patterns(problem, time_), Incumbent(time_, None), time_)


def shared(name: str) -> Problem:
    """The problem of a session of the family with all the sharing of membres that the rules allow."""
    return from_the_plainest(FAMILY[name].session())[-1]


def called(problem: Problem, seating: Seating) -> set[tuple[int, int]]:
    """Who is called on which day."""
    return {(problem.slots[slot].day, p) for slot, membres in seating[0].sitting.items() for p in membres}


@pytest.fixture(scope="module", params=ODD)
def by_turns(request: pytest.FixtureRequest) -> tuple[Problem, Beginning, int, list[Seating]]:
    name, number = request.param
    problem = shared(name)
    begin = beginning(problem)
    return problem, begin, number, list(begin.seatings.calling(number, len(problem.days)))


def test_an_odd_number_of_membres_is_called_and_some_of_them_sit_in_two_juries(
    by_turns: tuple[Problem, Beginning, int, list[Seating]],
) -> None:
    problem, _, number, seatings = by_turns
    for seating in some(seatings):
        assert len(called(problem, seating)) == number
        assert sum(map(len, seating[0].sitting.values())) > number


def drawn(seed: int) -> Session:
    """Six to nine candidats of one or two CCP, five membres, two days."""
    rng = random.Random(seed)  # noqa: S311
    choices = [rng.choice([("CCP1",), ("CCP2",), ("CCP1", "CCP2")]) for _ in range(rng.randint(6, 9))]
    return on_ccps(small(deux_ccps(), len(choices), nb_membres=5, nb_jours=2), *choices)


@pytest.fixture(scope="module")
def many() -> list[tuple[Problem, Seating]]:
    """Seatings by turns of drawn sessions, for three to seven membre-days."""
    found: list[tuple[Problem, Seating]] = []
    for seed in range(4):
        problem = from_the_plainest(drawn(seed))[-1]
        patterns = Patterns(problem, clock(), costs=False)
        for number in (3, 5, 6, 7):
            found += [(problem, seating) for seating in list_schedules(problem, patterns, (number, 2))]
    return found


def tied(problem: Problem, seating: Seating) -> Iterator[tuple[int, int]]:
    """The juries of a day, two by two, in which somebody sits in both."""
    sitting = seating[0].sitting
    for one, other in combinations(sitting, 2):
        if problem.slots[one].day == problem.slots[other].day and {*sitting[one]} & {*sitting[other]}:
            yield one, other


@pytest.mark.proof
def test_juries_that_share_a_membre_follow_each_other_with_a_rest_and_have_one_break(
    many: list[tuple[Problem, Seating]],
) -> None:
    for problem, seating in some(many):
        r, hours = problem.reglages, seating[1].hours
        for pair in tied(problem, seating):
            first, second = sorted((hours[slot] for slot in pair), key=lambda h: h.accueil)
            assert first.cloture + r.cloture + MINUTES_LIBRES <= second.accueil
            assert first.pause == second.pause


def test_nobody_who_sits_by_turns_hears_more_than_the_quota(many: list[tuple[Problem, Seating]]) -> None:
    for problem, (assignment, _) in some(many):
        limits, weighed = Limits(problem, together=1), Counter[tuple[int, int]]()
        for slot, heard in assignment.heard.items():
            for membre in assignment.sitting[slot]:
                weighed[problem.slots[slot].day, membre] += sum(limits.weights[a] for a in heard)
        assert max(weighed.values()) <= (limits.quota or 0)


@pytest.mark.parametrize("number", [3, 5, 6, 7])
def test_with_all_the_sharing_every_calling_lets_some_sit_by_turns_and_calls_nobody_alone(number: int) -> None:
    problem = from_the_plainest(drawn(0))[-1]
    listing = _Listing(problem, Patterns(problem, clock(), costs=False), next(arrangements(problem)), {}, 1)
    for teams_ in some([*listing.callings(number, 2)]):
        assert any(one.tied_to(other) for one, other in combinations(teams_, 2))
        assert len({(team.day, membre) for team in teams_ for membre in team.membres}) == number


def test_without_sharing_nobody_sits_by_turns() -> None:
    plain = from_the_plainest(drawn(0))[0]
    assert not list(list_schedules(plain, Patterns(plain, clock(), costs=False), (5, 2)))


@pytest.mark.parametrize("seed", mostly_proofs(range(4), 0))
def test_what_is_seated_by_turns_in_drawn_sessions_is_a_plan_that_breaks_no_rule(seed: int) -> None:
    begin = beginning(from_the_plainest(drawn(seed))[-1])
    for seating in some([s for number in (3, 5) for s in islice(begin.seatings.calling(number, 2), 2)]):
        assert begin.take(seating)
        assert begin.best.plan is not None
        assert check(begin.problem.session, begin.best.plan).violations == ()


def test_juries_that_share_membres_keep_their_hours_when_others_are_shortened(
    by_turns: tuple[Problem, Beginning, int, list[Seating]],
) -> None:
    problem, begin, _, seatings = by_turns
    for seating in some(seatings):
        shorter = begin.seatings.shortened(seating).hours
        turns = {slot for pair in tied(problem, seating) for slot in pair}
        assert all(shorter[slot] == seating[1].hours[slot] for slot in turns)


def test_such_a_seating_is_a_plan_that_breaks_no_rule(by_turns: tuple[Problem, Beginning, int, list[Seating]]) -> None:
    problem, begin, number, seatings = by_turns
    assert any(begin.take(seating) for seating in seatings)
    plan = begin.best.plan
    assert plan is not None
    assert check(problem.session, plan).violations == ()
    assert measured(problem.session, plan)["1"] == number


def first_and_called(name: str) -> Iterator[tuple[int, int]]:
    """The membre-days and days of the first plan, then of that which comes of calling fewer."""
    problem = from_the_plainest(FAMILY[name].session())[0]
    begin = beginning(problem)
    assert begin.seated(on_sheets=True)
    for _ in range(2):
        assert begin.best.plan is not None
        costs = measured(problem.session, begin.best.plan)
        yield costs["1"], costs["2"]
        begin.called_on_sheets()


@pytest.mark.proof
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("c-M-ccp-1", (4, 2), (4, 1)),
        ("b-M-ccp-1", (4, 2), (4, 1)),
        ("b-XL-ccp-1", (22, 3), (20, 2)),
    ],
)
def test_fewer_membre_days_then_fewer_days_are_called(
    name: str, before: tuple[int, int], after: tuple[int, int]
) -> None:
    assert list(first_and_called(name)) == [before, after]


def test_without_a_quota_nobody_sits_by_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three membres who sit by turns are one jury at a time: only a quota makes that more than two do."""
    unlimited = on_ccps(small(replace(deux_ccps(), quota=None), 6, nb_membres=5, nb_jours=2), *[("CCP1", "CCP2")] * 6)
    problem = from_the_plainest(unlimited)[-1]
    assert problem.shared_membres
    begin = beginning(problem)
    assert begin.seated()
    monkeypatch.setattr(Seatings, "calling", lambda *_: pytest.fail("asked for"))
    begin.called_on_sheets()


def test_nobody_is_heard_before_the_day_of_what_they_write() -> None:
    problem = from_the_plainest(FAMILY["b-M-ccp-2"].session())[0]
    papers = {t.index for tasks in problem.collectives().values() for t in tasks}
    seatings = list(list_schedules(problem, Patterns(problem, clock(), costs=False)))
    assert any(len({*way.papers.values()}) > 1 for way in arrangements(problem))
    for assignment, _ in some(seatings):
        for slot, heard in assignment.heard.items():
            written = {t for a in heard for t in problem.applicants[a].tasks} & papers
            assert all(assignment.day_of[t] <= problem.slots[slot].day for t in written)


@pytest.mark.parametrize(
    ("number", "most", "expected"),
    [
        (3, [4], [[3]]),
        (5, [4, 4], [[1, 4], [2, 3], [3, 2], [4, 1]]),
        (5, [4, 1], [[4, 1]]),
        (2, [2, 2], [[2], [0, 2], [1, 1]]),
        (7, [3, 3, 3], [[1, 3, 3], [2, 2, 3], [3, 1, 3]]),
        (9, [4, 4], []),
    ],
)
def test_membres_are_shared_out_between_few_days_first_with_few_on_that_of_the_papers(
    number: int, most: list[int], expected: list[list[int]]
) -> None:
    assert list(_shared_out(number, most)) == expected


def teams(session_: Session, number: int) -> list[tuple[int, ...]]:
    problem = from_the_plainest(session_)[-1]
    return [team.membres for team in teams_of(problem, problem.days[0], 0, number)]


def test_the_last_three_of_an_odd_number_of_membres_make_three_juries() -> None:
    five = session(cda(), candidats=6, nb_membres=6)
    assert teams(five, 5) == [(0, 1), (2, 3), (2, 4), (3, 4)]
    assert teams(five, 4) == [(0, 1), (2, 3)]


def test_where_qualities_are_asked_for_each_jury_of_those_who_sit_by_turns_has_them() -> None:
    ref = replace(cda(), qualites=("employeur", "salarié"))
    some_of_each = session(ref, candidats=6, nb_membres=5)
    membres = (
        replace(m, qualites=("employeur",) if i < 2 else ("salarié",)) for i, m in enumerate(some_of_each.membres)
    )
    assert teams(replace(some_of_each, membres=tuple(membres)), 5) == [(0, 2), (1, 3), (1, 4)]


def test_juries_that_the_centre_gives_are_left_as_they_are() -> None:
    problem = from_the_plainest(FAMILY["given-S-cda"].session())[0]
    patterns = Patterns(problem, clock(), costs=False)
    assert list(list_schedules(problem, patterns))
    assert not list(list_schedules(problem, patterns, (2, 1)))


def test_a_first_candidat_whose_hearing_leaves_no_lunch_is_heard_after_it() -> None:
    """A jury free from 10:30, an hour and a half each: 15 + 5 to get ready, until 12:20 and 10 to deliberate."""
    alone = session(referentiel(oral("PP", 90)), candidats=1, nb_membres=2)
    late = heures(alone, ouverture=time(10, 30), accueil=time(10, 30), pause_debut=time(11, 30), pause_fin=time(13))
    problem = from_the_plainest(late)[0]
    (assignment, sequence), *_ = list_schedules(problem, Patterns(problem, clock(), costs=False))
    (hours,) = sequence.hours.values()
    assert len(assignment.heard) == 1
    assert hours.accueil >= 12 * 60 + 30
    assert hours.pause == 11 * 60 + 30


def test_juries_are_tied_by_a_membre_of_one_day_alone() -> None:
    one, other, later = Team(0, (1, 2), (0, 9)), Team(0, (2, 3), (0, 9)), Team(1, (2, 3), (0, 9))
    assert one.tied_to(other)
    assert not one.tied_to(one)
    assert not one.tied_to(later)
    assert not one.tied_to(Team(0, (3, 4), (0, 9)))
