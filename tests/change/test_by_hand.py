"""After an event, no plan changed by hand that the check accepts tells fewer people than the one of replan.

By hand: somebody in the place of who is away, then hours, days, rooms, people moved at random, kept where no rule is
broken and given juries are of their membres. The fewest membres called in addition come first: a plan that calls more
is no rival.
"""

from collections.abc import Iterator
from random import Random

import pytest

from drawing import seeded
from edits import settle
from happenings import happenings
from references import disturbed
from tpplanner.audit import check, measured
from tpplanner.change.diff import difference
from tpplanner.change.events import Changed
from tpplanner.diagnosis.capacity import beside_given
from tpplanner.domain.answers import Planned
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Role
from tpplanner.planner import plan as planned
from tpplanner.solver import Budget
from tpplanner.texts.noms import ROLES

TRIES = 150
"""Changes by hand that are tried for each event; most break a rule."""


def by_hand(change: Changed, known: Plan, rng: Random) -> Iterator[Plan]:
    """Plans that the check accepts after an event, each made of another by small changes."""
    session = change.session
    bases = [known, session.reference[0]]
    for _ in range(TRIES):
        moved = disturbed(session, rng.choice(bases), rng)
        for plan in (moved, settle(session, moved)):
            if plan not in bases and not check(session, plan).violations and not [*beside_given(session, plan)]:
                bases.append(plan)
                yield plan


def told(change: Changed, plan: Plan) -> int:
    """How many are told, but for the responsables, who follow the day."""
    messages = difference(change.connus, change.avant, plan).messages
    return sum(m.role != ROLES[Role.RESPONSABLE] for m in messages)


def compared(seed: str, wanted: int) -> None:
    """Fail where a plan by hand tells fewer than replan, of so many of them."""
    rng, seen, rivals = seeded(seed), 0, 0
    for _, change in happenings(seed, 10 * wanted):
        outcome, report = planned(change.session, Budget(4, workers=1, reproducible=True))
        if not isinstance(outcome, Planned) or report is None or not all(n.prouve for n in report.niveaux[:2]):
            continue
        fewest = measured(change.session, outcome.plan)
        for plan in by_hand(change, outcome.plan, rng):
            seen += 1
            if measured(change.session, plan)["R1"] <= fewest["R1"]:
                rivals += 1
                assert told(change, plan) >= told(change, outcome.plan), change.avis
        if seen >= wanted:
            break
    assert seen >= wanted
    assert rivals >= wanted // 4


def test_a_plan_by_hand_tells_no_fewer():
    compared("by hand", 3)


@pytest.mark.proof
@pytest.mark.parametrize("part", range(5))
def test_fifty_plans_by_hand_tell_no_fewer(part):
    compared(f"fifty by hand {part}", 50)
