"""The proven optimum against trying everything: small sessions, no model, the audit as the only judge.

Some are made by hand, each for one difficulty; others are drawn at random, with several at once.
"""

from datetime import timedelta
from itertools import permutations

import pytest

from exhaustive import best_by_trying_everything
from proofs import mostly_proofs
from small_draws import drawn_small
from small_sessions import MINUTE_BY_MINUTE, SMALL
from tpplanner.domain.answers import Infeasible, Planned, Report
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.planner import plan
from tpplanner.solver import Budget

SAMPLE = (
    "one candidat",
    "away in the morning",
    "one post for two juries",
    "two CCP on two days",
    "pinned to two days",
    "a room closes at midday",
    "a room opens late",
    "too short",
)
"""A few of each kind, of which everything is soon tried."""


DRAWN_SAMPLE = (1013, 1060, 1067, 1068)
"""Seeds of sessions drawn at random, of which everything is very soon tried."""

DRAWN = (
    1000,
    1002,
    1005,
    1007,
    1010,
    1011,
    1014,
    1015,
    1017,
    1018,
    1019,
    1021,
    1022,
    1024,
    1026,
    1027,
    1028,
    1029,
    1030,
    1031,
    1032,
    1033,
    1034,
    1035,
    1036,
    1037,
    1041,
    1043,
    1044,
    1045,
    1046,
    1048,
    1049,
    1056,
    1058,
    1059,
    1063,
    1065,
    1069,
    1070,
    1071,
    1073,
    1074,
    1075,
    1078,
    1082,
    1085,
    1087,
    1089,
    1091,
    1093,
    1094,
    1095,
    1101,
    1102,
    1107,
)
"""And of those of which it is tried in some seconds."""


def planned(session: Session) -> tuple[Plan, Report] | None:
    """What the planner answers; None where it says that there is no plan."""
    outcome, report = plan(session, Budget(60, workers=1, reproducible=True))
    if isinstance(outcome, Planned) and report is not None:
        return outcome.plan, report
    assert isinstance(outcome, Infeasible), outcome
    return None


def by_turns(session: Session, plan_: Plan) -> bool:
    """Whether a membre sits in two juries of a day that his midday break does not part: that is not tried here."""
    for one, other in permutations(plan_.compositions, 2):
        if one.jour == other.jour and one.debut < other.debut and set(one.membres) & set(other.membres):
            jour = session.jour(one.jour)
            begins = max(one.fin, jour.a(jour.pause_debut))
            ends = min(other.debut, jour.a(jour.pause_fin))
            if begins + timedelta(minutes=session.reglages.pause_jury) > ends:
                return True
    return False


def agree(session: Session, name: str, step: int | None = None) -> None:
    """Fail unless both answer the same, and the planner proves every level to cost what trying found.

    A plan by turns may only be better: it keeps every rule, which the planner holds against the audit.
    """
    answer, found = planned(session), best_by_trying_everything(session, step)
    if answer is not None and by_turns(session, answer[0]):
        costs = [n.valeur for n in answer[1].niveaux]
        assert found is None or costs[: len(found.costs)] <= list(found.costs), name
        return
    assert (answer is None) == (found is None), f"{name}: {'no plan' if answer is None else 'a plan'}, says the planner"
    if answer is None or found is None:
        return
    proven = [n.valeur for n in answer[1].niveaux[: len(found.costs)] if n.prouve]
    assert proven == list(found.costs), name


@pytest.mark.parametrize(
    "name", mostly_proofs(SAMPLE, "one candidat", "pinned to two days", "two CCP on two days", "too short")
)
def test_trying_everything_finds_what_is_called_proven(name):
    agree(SMALL[name](), name)


@pytest.mark.proof
@pytest.mark.parametrize("name", [name for name in SMALL if name not in (*SAMPLE, *MINUTE_BY_MINUTE)])
def test_trying_everything_finds_what_is_called_proven_of_the_others(name):
    agree(SMALL[name](), name)


@pytest.mark.proof
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.deep if name == "lunch before" else []) for name in MINUTE_BY_MINUTE]
)
def test_no_other_minute_of_a_jury_s_day_is_better(name):
    agree(SMALL[name](), name, step=1)


@pytest.mark.parametrize("seed", mostly_proofs(DRAWN_SAMPLE, 1013, 1060))
def test_trying_everything_agrees_on_a_session_drawn_at_random(seed):
    agree(drawn_small(seed), f"drawn {seed}")


@pytest.mark.proof
@pytest.mark.parametrize("seed", DRAWN)
def test_trying_everything_agrees_on_many_sessions_drawn_at_random(seed):
    agree(drawn_small(seed), f"drawn {seed}")
