"""Fifty random events on planned sessions of the benchmarks, R, S and M, and on the example of twelve candidats."""

import pytest
from benchmarks.sessions import FAMILY

from change.test_random_events import history_stays, nobody_comes_earlier
from example_sessions import EXAMPLES
from happenings import happening_to, impossible_by_the_whole_model
from tpplanner.audit import check
from tpplanner.change.events import Changed, changed
from tpplanner.domain.answers import Infeasible, Planned
from tpplanner.domain.plan import Plan
from tpplanner.domain.reglages import PERTURBATION
from tpplanner.domain.session import Session
from tpplanner.planner import any_plan, plan
from tpplanner.solver import Budget

EXAMPLE = "cda-12-candidats"

REAL = [c.name for c in FAMILY.values() if c.size == "R" and c.feasible]
SMALL = [c.name for c in FAMILY.values() if c.size == "S" and c.feasible]
MEDIUM = [c.name for c in FAMILY.values() if c.size == "M" and c.feasible]

EVENTS = [*((n, 1) for n in (*REAL[:16], *SMALL[::2], *MEDIUM[::2])), *((EXAMPLE, k) for k in range(1, 11))]
"""(session, number of its event)"""

SAMPLE = [(REAL[0], 1), (SMALL[0], 1)]


def planned(name: str) -> tuple[Session, Plan]:
    """A session and a plan of it."""
    if name != EXAMPLE:
        case, known = FAMILY[name], FAMILY[name].plan()
        assert known is not None
        return case.session(), known
    session = EXAMPLES[EXAMPLE]()
    outcome, _ = any_plan(session, Budget(20, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    return session, outcome.plan


def answer(change: Changed) -> str:
    """Plan again, and hold what must hold; what was shown."""
    outcome, report = plan(change.session, Budget(8, workers=1, reproducible=True))
    if isinstance(outcome, Infeasible):
        assert impossible_by_the_whole_model(change.session) is not False
        return "impossible"
    assert isinstance(outcome, Planned)
    assert report is not None
    assert check(change.session, outcome.plan).violations == ()
    history_stays(change, outcome.plan)
    nobody_comes_earlier(change, outcome.plan)
    parts = report.niveaux[: len(PERTURBATION)]
    assert [n.nom for n in parts] == [n.nom for n in PERTURBATION]
    assert all(n.borne is None or n.borne <= n.valeur for n in parts)
    return "least, proven" if all(n.prouve for n in parts) else "with a gap that is told"


def returns_alone(name: str) -> None:
    """Fail unless the plan comes back to the minute where nothing happens."""
    session, before = planned(name)
    outcome, _ = plan(changed(session, before).session, Budget(4, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    assert outcome.plan == before


@pytest.mark.parametrize(("name", "number"), SAMPLE)
def test_after_an_event_what_is_disturbed_is_least(name, number):
    assert answer(happening_to(*planned(name), f"{name} {number}")) in ("least, proven", "impossible")


@pytest.mark.proof
@pytest.mark.parametrize(("name", "number"), EVENTS)
def test_after_each_event_what_must_hold_holds(name, number):
    assert answer(happening_to(*planned(name), f"{name} {number}"))


@pytest.mark.proof
@pytest.mark.parametrize("name", [*REAL, *SMALL, *MEDIUM, EXAMPLE])
def test_without_event_the_plan_comes_back(name):
    returns_alone(name)


def test_there_are_fifty_events():
    assert len(EVENTS) >= 50
    assert len(set(EVENTS)) == len(EVENTS)
