"""The proven optimum against trying everything: small sessions, no model, the audit as the only judge."""

import pytest

from exhaustive import best_by_trying_everything
from small_sessions import MINUTE_BY_MINUTE, SMALL
from tpplanner.domain.outcome import Infeasible, Report
from tpplanner.domain.session import Session
from tpplanner.planner import plan
from tpplanner.solver import Budget

SAMPLE = (
    "one candidat",
    "two candidats",
    "a tiers temps",
    "links ask for two juries",
    "away in the morning",
    "half-day membres",
    "one post for two juries",
    "two CCP on two days",
    "lunch in the middle",
    "a jury of three",
    "convened",
    "pinned to two days",
    "a shared membre",
    "a room closes at midday",
    "a room opens late",
    "too short",
)
"""A few of each kind, of which everything is soon tried."""


def planned(session: Session) -> Report | None:
    """What the planner answers; None where it says that there is no plan."""
    outcome, report = plan(session, Budget(60, workers=1, reproducible=True))
    assert report is not None or isinstance(outcome, Infeasible), outcome
    return report


def agree(name: str, step: int | None = None) -> None:
    """Fail unless both answer the same, and the planner proves every level to cost what trying found."""
    session = SMALL[name]()
    report, found = planned(session), best_by_trying_everything(session, step)
    assert (report is None) == (found is None), f"{name}: {'no plan' if report is None else 'a plan'}, says the planner"
    if report is None or found is None:
        return
    proven = [n.valeur for n in report.niveaux[: len(found.costs)] if n.prouve]
    assert proven == list(found.costs), name


@pytest.mark.parametrize("name", SAMPLE)
def test_trying_everything_finds_what_is_called_proven(name):
    agree(name)


@pytest.mark.proof
@pytest.mark.parametrize("name", [name for name in SMALL if name not in (*SAMPLE, *MINUTE_BY_MINUTE)])
def test_trying_everything_finds_what_is_called_proven_of_the_others(name):
    agree(name)


@pytest.mark.proof
@pytest.mark.parametrize("name", MINUTE_BY_MINUTE)
def test_no_other_minute_of_a_jury_s_day_is_better(name):
    agree(name, step=1)
