"""Counting again, with more sharing of membres, what was counted without."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from functools import cache
from itertools import product
from typing import Any

import pytest
from benchmarks.sessions import FAMILY
from ortools.sat.python import cp_model

from edits import heures
from example_sessions import ec_8
from proofs import mostly_proofs
from small_sessions import after_three, court, small
from tpplanner.domain.session import Plage, Session
from tpplanner.planner import plan
from tpplanner.solver import Budget
from tpplanner.solver.bounds import columns
from tpplanner.solver.bounds.columns import Column, Columns
from tpplanner.solver.bounds.counting import Counted, Counting
from tpplanner.solver.bounds.linear import linear_relaxation
from tpplanner.solver.bounds.patterns import Key, Patterns
from tpplanner.solver.bounds.program import Program
from tpplanner.solver.model.compilation import compile_session, from_the_plainest
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import Clock, run

SAMPLE = ("a-S-tight-2", "b-S-tight-1")
"""Sessions that counting closes."""

MORE = ("c-S-loose-1", "R09-onze-dwwm", "a-S-loose-1", "a-M-tight-2")
"""Some that take longer, one with jury-days split by the start of a collective épreuve: among the proofs."""


def both(name: str, costs: dict[str, int] | None = None) -> tuple[Counting, Counted, Counted]:
    """What counting says without sharing and, knowing it, with sharing: the plan costs these, or what was counted."""
    clock = Clock(Budget(seconds=60, workers=1, reproducible=True))
    problems = from_the_plainest(FAMILY[name].session())
    patterns = Patterns(problems[-1], clock)
    counting = Counting(problems[0], patterns, clock)
    *_, counted = counting.close()
    *_, again = Counting(problems[-1], patterns, clock, counting).close(costs or counted.levels)
    return counting, counted, again


@cache
def anew(name: str) -> dict[str, int]:
    """What counting says with sharing when nothing is known."""
    clock = Clock(Budget(seconds=60, workers=1, reproducible=True))
    problem = from_the_plainest(FAMILY[name].session())[-1]
    *_, counted = Counting(problem, Patterns(problem, clock), clock).close()
    return counted.levels


@pytest.mark.parametrize("name", mostly_proofs([*SAMPLE, *MORE], SAMPLE[1]))
def test_what_is_counted_before_changes_no_bound(name: str) -> None:
    assert both(name)[2].levels == anew(name)


def test_too_many_columns_are_given_up_at_the_first_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(Budget(seconds=60, workers=1, reproducible=True))
    problem = from_the_plainest(FAMILY["b-S-ccp-1"].session())[0]
    asked, of = [0], vars(Columns)["_of"]

    def counted(self: Columns, *arguments: Any) -> Iterator[Column]:
        asked[0] += 1
        return of(self, *arguments)

    monkeypatch.setattr(Columns, "_of", counted)
    assert len(Columns(problem, Patterns(problem, clock), whole=True).columns) > 10
    everything, asked[0] = asked[0], 0
    monkeypatch.setattr("tpplanner.solver.bounds.columns.LARGE", 10)
    assert not Columns(problem, Patterns(problem, clock), whole=True).columns
    assert asked[0] <= 11 < everything


def counted_plainly(name: str) -> Counted:
    """What counting says without sharing."""
    clock = Clock(Budget(seconds=60, workers=1, reproducible=True))
    problem = from_the_plainest(FAMILY[name].session())[0]
    *_, counted = Counting(problem, Patterns(problem, clock), clock).close()
    return counted


def counted_where_open(name: str, open_: Key, monkeypatch: pytest.MonkeyPatch) -> Counted:
    """The same where the cost of one jury-day is a bound alone, no hours being known."""
    closed = Patterns.closed
    with monkeypatch.context() as patched:
        patched.setattr(Patterns, "closed", lambda self, key, levels: key != open_ and closed(self, key, levels))
        return counted_plainly(name)


def counted_without(name: str, left_out: Key, monkeypatch: pytest.MonkeyPatch) -> Counted:
    """The same where no jury can do one jury-day, nor any that hears more."""
    possible = Patterns.possible
    with monkeypatch.context() as patched:
        patched.setattr(Patterns, "possible", lambda self, key: key != left_out and possible(self, key))
        return counted_plainly(name)


@pytest.mark.proof
@pytest.mark.parametrize(("name", "others"), [("a-S-loose-1", {True, False}), ("c-M-loose-1", {False})])
def test_jury_days_without_known_hours_are_counted_only_where_no_others_cost_as_little(
    name: str, others: set[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted, told = counted_plainly(name), set()
    for key in {jury_day.key for jury_day in counted.jury_days}:
        trial = counted_where_open(name, key, monkeypatch)
        assert trial.levels == counted.levels
        without = counted_without(name, key, monkeypatch).levels == counted.levels
        told.add(without)
        assert key not in {jury_day.key for jury_day in trial.jury_days} or not without
    assert told == others


def each_level_of_each() -> Iterator[object]:
    """Of each session, all levels at which a plan may cost more; one of five is always tried."""
    for n, (name, level) in enumerate(product((*SAMPLE, *MORE), ("1", "3", "4b"))):
        yield pytest.param(name, level, marks=[pytest.mark.proof] if n % 5 or name in MORE else [])


@pytest.mark.parametrize(("name", "level"), list(each_level_of_each()))
def test_a_plan_that_costs_more_is_refuted_at_no_level(name: str, level: str) -> None:
    known = anew(name)
    _, _, again = both(name, {nom: cost + (nom == level) for nom, cost in known.items()})
    assert again.levels == known


def test_where_all_that_a_plan_costs_is_the_least_no_jury_days_are_looked_for() -> None:
    _, counted, again = both("a-S-tight-2")
    assert again.levels == counted.levels
    assert counted.jury_days
    assert not again.jury_days


@pytest.mark.proof
def test_jury_days_told_apart_stay_so_with_their_prices() -> None:
    counting, _, _ = both("b-M-loose-3")
    assert counting.plain.split(0, counting.plain.collectives[0], 12 * 60)
    other = Counting(counting.problem, counting.patterns, counting.clock, counting).columns
    assert other.splits == counting.plain.splits
    for key, price in other.prices.items():
        known = counting.plain.prices[key]
        assert (price.alone, price.lexicographic, price.possible) == (known.alone, known.lexicographic, known.possible)


def test_without_a_quota_no_membre_hears_more_than_the_largest_jury_day() -> None:
    """No jury of EC hears three candidats in a day: eight, each before two membres, are eight membre-days of two."""
    session = ec_8()
    problem = from_the_plainest(session)[-1]
    assert session.quota is None
    assert problem.shared_membres
    clock = Clock(Budget(seconds=60, workers=1, reproducible=True))
    *_, counted = Counting(problem, Patterns(problem, clock), clock).close()
    assert counted.levels["1"] == 8


@pytest.mark.parametrize("rooms", [1, 2])
def test_juries_that_take_their_rooms_most_of_the_day_are_no_more_than_these(rooms: int) -> None:
    """From 15:00 to 19:00 a jury hears three: six are two juries, which four membres make, in two rooms."""
    session = heures(after_three(6, 4, nb_salles=rooms), ouverture=time(13))
    problem = from_the_plainest(session)[0]
    clock = Clock(Budget(seconds=60, workers=1, reproducible=True))
    *_, counted = Counting(problem, Patterns(problem, clock), clock).close()
    assert counted.impossible == (rooms == 1)
    assert bool(counted.jury_days) == (rooms == 2)


def least_membre_days(session: Session) -> int:
    """The membre-days that counting says a session takes, whoever sits in how many juries a day."""
    problem = from_the_plainest(session)[-1]
    assert problem.shared_membres
    clock = Clock(Budget(seconds=60, workers=1, reproducible=True))
    return next(iter(Counting(problem, Patterns(problem, clock), clock).close())).levels["1"]


@pytest.mark.proof
@pytest.mark.parametrize("name", ["b-M-loose-2", "b-M-tight-2"])
def test_without_a_quota_three_membres_by_turns_hear_no_more_than_two_where_juries_in_turn_do_not(name: str) -> None:
    """They make one jury at any moment: 12 candidats of GCF, or of SC, take an even number of membre-days."""
    session = FAMILY[name].session()
    bare = replace(session.referentiel, quota=None)
    assert least_membre_days(replace(session, referentiel=bare, reglages=replace(session.reglages, quota=None))) == 6


def test_who_may_not_be_heard_with_another_by_one_jury_is_not_by_one_membre_of_two() -> None:
    """Of twelve candidats of CV one takes longer: no membre hears him and another by 18:30, nor an odd one out."""
    assert least_membre_days(heures(FAMILY["c-M-tight-3"].session(), fin=time(18, 30))) == 14


@pytest.mark.parametrize(
    ("name", "fin", "least"),
    [
        # one takes so long that nobody who hears him hears another: three others would hear three, one by one
        ("c-M-loose-3", time(18, 30), 14),
        # three membres in three juries: two of their breaks would lie in the lunch window, the second jury between them
        pytest.param("noquota-M-cda", time(19), 8, marks=pytest.mark.proof),
    ],
)
def test_three_membres_by_turns_need_hours_of_their_own_and_a_break_when_nobody_works(
    name: str, fin: time, least: int
) -> None:
    assert least_membre_days(heures(FAMILY[name].session(), fin=fin)) == least


@pytest.mark.proof
def test_all_who_hear_as_many_as_they_can_sit_at_one_moment_and_juries_of_two_seat_an_even_number() -> None:
    """Twenty-four of AD take sixteen membre-days: on fifteen, nine would hear four each in a day, and all sit at 16:35.

    A tenth, who leaves at 13:00, sits with none of them then.
    """
    assert least_membre_days(FAMILY["noquota-L-ad"].session()) == 16


def five_membres(candidats: int) -> Problem:
    """So many candidats and five membres, until 14:30: who hears three in a day has no time left to eat.

    Midday ends at 13:00: what is watched then may leave too little of it, so that their hours in common tell nothing.
    """
    hours = {"fin": time(14, 30), "pause_fin": time(13)}
    return compile_session(heures(small(court(), candidats, nb_membres=5, nb_salles=3), **hours))


def impossible(problem: Problem) -> bool:
    """Whether counting says that no jury-days hear everybody."""
    clock = Clock(Budget(seconds=60, workers=1, reproducible=True))
    return next(iter(Counting(problem, Patterns(problem, clock), clock).close())).impossible


@pytest.mark.parametrize("told", [slice(0, 1), slice(1, 2)], ids=["before any jury ends", "after all have begun"])
def test_either_moment_says_that_five_membres_do_not_hear_two_each(
    told: slice, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = Columns._moments  # noqa: SLF001 - one of the two is left out
    assert impossible(five_membres(5))
    monkeypatch.setattr(Columns, "_moments", lambda self, day: moments(self, day)[told])
    assert impossible(five_membres(5))
    monkeypatch.setattr(Columns, "_moments", lambda *_: [])
    assert not impossible(five_membres(5))


FOUR, FIVE = (4, cp_model.OPTIMAL), (5, cp_model.INFEASIBLE)


@pytest.mark.parametrize(("candidats", "status"), mostly_proofs([FOUR, FIVE], FOUR))
def test_the_whole_model_says_the_same(candidats: int, status: cp_model.CpSolverStatus) -> None:
    problem = five_membres(candidats)
    clock = Clock(Budget(seconds=60, workers=1, reproducible=True))
    assert run(WholeModel(problem, levels=False).model, clock)[1] == status
    assert impossible(problem) == (status == cp_model.INFEASIBLE)


@pytest.mark.proof
def test_juries_that_hear_a_whole_quota_take_membres_whom_no_jury_by_turns_has() -> None:
    """Three hear four each of 24: the two membres left of eight cannot be two juries more, which would cost less."""
    _, counted, again = both("b-L-tight-2")
    assert counted.levels["3"] == 2370
    assert again.levels == counted.levels


@pytest.mark.proof
@pytest.mark.parametrize(("hour", "presence"), [(time(14), 1380), (time(14, 30), 1400)])
def test_who_has_an_aide_passes_nothing_while_the_aide_is_away(hour: time, presence: int) -> None:
    """Of two aides each comes on one day; from 14:30 on, hours that keep their juries so short are left to nobody."""
    session = FAMILY["aides-S-ec"].session()
    comes = [replace(p, indisponibilites=until(p.indisponibilites, hour)) for p in session.personnes]
    problem = from_the_plainest(replace(session, personnes=tuple(comes)))[0]
    clock = Clock(Budget(seconds=60, workers=1, reproducible=True))
    *_, counted = Counting(problem, Patterns(problem, clock), clock).close()
    assert counted.levels["3"] == presence


def until(away: tuple[Plage, ...], hour: time) -> tuple[Plage, ...]:
    """Absences of which those that end in the middle of a day end at this hour."""
    midnight = time(0)
    return tuple(p if p.fin.time() == midnight else replace(p, fin=datetime.combine(p.fin, hour)) for p in away)


MAJORES = ("a-L-tight-2", "c-L-tight-1")
"""Sessions in which of two who have as much more time, the draw puts one forward or back."""


@pytest.mark.proof
@pytest.mark.parametrize("name", MAJORES)
def test_candidats_told_apart_by_their_waiting_from_the_start_change_no_bound(name: str) -> None:
    clock = Clock(Budget(seconds=60, workers=1, reproducible=True))
    problem = from_the_plainest(FAMILY[name].session())[0]
    plainly, at_once = (Counting(problem, Patterns(problem, clock), clock) for _ in range(2))
    at_once.weigh()
    *_, first = plainly.close()
    *_, second = at_once.close()
    assert first.levels == second.levels
    assert len(plainly.plain.columns) < len(at_once.columns.columns)


@pytest.mark.proof
def test_no_wait_is_told_as_proven_where_telling_candidats_apart_by_it_makes_too_many_columns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without columns no jury-days cost less than any plan: that says nothing of the plan."""
    clock = Clock(Budget(seconds=60, workers=1, reproducible=True))
    problem = from_the_plainest(FAMILY["a-L-tight-2"].session())[0]
    counting = Counting(problem, Patterns(problem, clock), clock)
    monkeypatch.setattr(columns, "LARGE", len(counting.columns.columns))
    *_, counted = counting.close()
    assert list(counted.levels) == ["1", "2", "2b", "3", "4a"]
    assert not counting.columns.columns
    planned = {**counted.levels, "4b": 10**6}
    *_, again = Counting(problem, counting.patterns, clock, counting).close(planned)
    assert again.levels == counted.levels


def test_a_relaxation_knows_that_a_day_holds_no_more_than_its_juries_hear() -> None:
    """Twelve candidats whom two juries of three hear a day: two days, not a part of one."""
    clock = Clock(Budget(seconds=60, workers=1, reproducible=True))
    problem = from_the_plainest(FAMILY["a-M-tight-2"].session())[0]
    columns = Columns(problem, Patterns(problem, clock))
    program = Program(columns)
    days = next(n for n in problem.reglages.niveaux if n.nom == "2")
    program.minimize(days)
    relaxed = linear_relaxation(program.model)
    assert relaxed is not None
    used = sum(relaxed[literal.index] for literal in program.active)
    assert used >= len(problem.applicants) / max(program.most) - 1e-6 > 0
    assert max(program.most) < len(problem.applicants)


@pytest.mark.proof
def test_one_worker_alone_refutes_less_waiting_of_sixty_candidats_who_share_membres() -> None:
    """With as few cuts as each of several workers makes, 4b is open after three times as long."""
    _, found = plan(FAMILY["c-XL-tight-1"].session(), Budget(20, reproducible=True))
    assert [(n.nom, n.borne) for n in found.niveaux] == [(n.nom, n.valeur) for n in found.niveaux]
