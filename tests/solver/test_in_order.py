"""Candidats who are alike in each other's place: the order asked for, and nothing else is changed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from benchmarks.sessions import FAMILY

from proofs import mostly_proofs
from tpplanner.audit import check, measured
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.solver import Budget
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.model.problem import Problem, unassigned
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import Clock
from tpplanner.solver.search.beginning import Beginning
from tpplanner.solver.search.finish import Permutation, exchanged, places_in_order, renamed
from tpplanner.solver.search.incumbent import Incumbent

SAMPLE = (
    *(
        "R04-deux-ccp-et-final-cda",
        "R09-onze-dwwm",
        "R10-liens-cda",
        "R11-scripteur-dwwm",
        "R12-fauteuil-catl",
        "R16-deja-convoques-dwwm",
    ),
    *("R19-ecrit-majore-gcf", "a-S-ccp-1", "b-S-loose-2", "a-M-loose-1", "b-M-tight-2", "c-M-loose-1", "a-L-tight-1"),
)
"""Sessions with links, absences, majorations, helpers, accessible rooms, pins, several CCP for a candidat."""

LAST = "5"


def clock() -> Clock:
    return Clock(Budget(seconds=60, workers=1, reproducible=True))


def problem_of(session: Session) -> Problem:
    return from_the_plainest(session)[-1]


def plan_of(name: str) -> Plan:
    plan = FAMILY[name].plan()
    assert plan is not None
    return plan


def by_alphabet(session: Session) -> Session:
    return replace(session, reglages=replace(session.reglages, ordre="alphabetique"))


def ordered_anew(session: Session, plan: Plan) -> Plan:
    problem, time = problem_of(session), clock()
    places = places_in_order(problem, plan, time)
    return plan if places is None else renamed(problem, plan, places)


@pytest.mark.parametrize("name", SAMPLE)
def test_what_is_put_in_order_passes_the_audit_and_costs_the_same_but_for_the_order(name: str) -> None:
    session, plan = FAMILY[name].session(), plan_of(name)
    ordered = ordered_anew(session, plan)
    assert not check(session, ordered).violations
    before, after = measured(session, plan), measured(session, ordered)
    assert {**before, LAST: 0} == {**after, LAST: 0}
    assert after[LAST] <= before[LAST]


@pytest.mark.parametrize("name", SAMPLE)
def test_there_is_nothing_more_to_put_in_order(name: str) -> None:
    session, plan = FAMILY[name].session(), plan_of(name)
    ordered = ordered_anew(session, plan)
    again = ordered_anew(session, ordered)
    assert measured(session, again)[LAST] == measured(session, ordered)[LAST]


def test_candidats_who_are_alike_are_heard_in_the_order_of_the_workbook() -> None:
    # so many are alike in this session that nobody need be heard against the order
    name = "c-M-loose-1"
    session, plan = FAMILY[name].session(), plan_of(name)
    assert measured(session, plan)[LAST] > 0
    assert measured(session, ordered_anew(session, plan))[LAST] == 0


@pytest.mark.parametrize(
    "own", [{"aide": "aide"}, {"salle_a_part": True}, {"salle_accessible": True}, {"formateurs": ("a", "b")}]
)
def test_who_needs_something_of_his_own_keeps_his_place(own: dict[str, object]) -> None:
    name = "c-M-loose-1"
    session, plan = FAMILY[name].session(), plan_of(name)
    moved = next(
        c for c in session.candidats if ordered_anew(session, plan).du_candidat(c.id) != plan.du_candidat(c.id)
    )
    candidats = tuple(replace(c, **own) if c is moved else c for c in session.candidats)
    ordered = ordered_anew(replace(session, candidats=candidats), plan)
    assert ordered.du_candidat(moved.id) == plan.du_candidat(moved.id)


@pytest.mark.parametrize("juries_of", [lambda problem, _: unassigned(problem), exchanged])
@pytest.mark.parametrize("name", mostly_proofs(["a-M-tight-1", "b-M-tight-2", "c-M-loose-1"], "a-M-tight-1"))
def test_the_model_of_the_juries_of_a_plan_takes_what_was_put_in_order(
    name: str, juries_of: Callable[[Problem, Permutation], Problem]
) -> None:
    # though its first candidats are then before other juries: these are not interchangeable, each has its membres
    session, time = by_alphabet(FAMILY[name].session()), clock()
    problem = from_the_plainest(session)[0]
    best, patterns = Incumbent(time, None), Patterns(problem, time)
    assert Beginning(problem, patterns, best, time).seated()
    assert best.plan is not None
    assert best.whole is not None
    places = places_in_order(problem, best.plan, time)
    assert places is not None
    ordered = renamed(problem, best.plan, places)
    whole = WholeModel(juries_of(best.whole.problem, places))
    best.replace_by(ordered, whole)
    assert best.whole is whole
    assert measured(session, best.plan)[LAST] == measured(session, ordered)[LAST]
    assert not check(session, best.plan).violations
