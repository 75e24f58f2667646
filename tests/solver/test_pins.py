"""Passages pinned before two different juries: both stay, with their membres, and nothing better is hidden."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest

from builders import session as built
from drawing import Drawing, Undrawable, seeded
from journees import UN, journee
from levels import no_bound_is_above
from tpplanner.audit import check
from tpplanner.domain.answers import Planned
from tpplanner.domain.plan import Passage, Plan
from tpplanner.domain.session import Pin, Portee, Session
from tpplanner.planner import plan as planned
from tpplanner.solver import Budget
from worlds import Drawn, shared_membre, two_days, two_juries


def with_two_juries(world: Drawn, seed: int) -> Iterator[tuple[Session, Plan]]:
    """Plans in which two juries hear somebody."""
    rng = seeded(seed)
    while True:
        it = world(rng)
        try:
            plan = Drawing(it.session, rng).plan(it.sittings)
        except Undrawable:
            continue
        if len({(c.jury, c.jour) for c in plan.compositions}) > 1 and not check(it.session, plan).violations:
            yield it.session, plan


def one_of_each_jury(plan: Plan) -> list[Passage]:
    """The first passage before each jury."""
    firsts: dict[tuple[str, object], Passage] = {}
    for passage in (p for p in plan.passages if p.suivies):
        firsts.setdefault((passage.suivies[0].jury, passage.jour), passage)
    return list(firsts.values())


def pin(plan: Plan, passage: Passage, portee: Portee) -> Pin:
    """A passage that stays where it is, before the membres who hear it."""
    jury = passage.suivies[0].jury, passage.jour
    sitting = next(c.membres for c in plan.compositions if (c.jury, c.jour) == jury)
    return Pin(passage.candidat, passage.epreuve, portee, passage.parties, sitting)


def stays(pin_: Pin, plan: Plan) -> None:
    """Fail unless the passage is where it was pinned; wholly, before the same membres in the same room."""
    passage = next(p for p in plan.du_candidat(pin_.candidat) if p.epreuve == pin_.epreuve)
    assert passage.debut == pin_.parties[0].debut
    if pin_.portee is Portee.TOUT:
        jury = passage.suivies[0].jury, passage.jour
        assert next(c.membres for c in plan.compositions if (c.jury, c.jour) == jury) == pin_.membres
        assert [x.salle for x in passage.parties] == [x.salle for x in pin_.parties]


def keeps_both(world: Drawn, seed: int, number: int, portee: Portee, seconds: float = 0.4) -> None:
    """Plan sessions in which one passage of each jury is pinned."""
    for session, plan in islice(with_two_juries(world, seed), number):
        pins = tuple(pin(plan, p, portee) for p in one_of_each_jury(plan))
        assert len(pins) > 1
        fixed = replace(session, pins=pins)
        assert check(fixed, plan).violations == ()
        outcome, report = planned(fixed, Budget(seconds, workers=1, reproducible=True))
        assert isinstance(outcome, Planned)
        assert report is not None
        for one in pins:
            stays(one, outcome.plan)
        no_bound_is_above(fixed, plan, {b.niveau: b.valeur for b in outcome.bornes}, world.__name__)


@pytest.mark.parametrize(("world", "portee"), [(two_days, Portee.HEURE)])
def test_pins_of_two_juries_both_stay(world, portee):
    keeps_both(world, 1, 1, portee)


def test_a_jury_that_is_pinned_may_have_a_membre_more_than_it_must():
    """Typed by hand, it is there as typed."""
    s = built(candidats=1, nb_membres=4)
    whole = journee(s, UN.replace("M1 M2", "M1 M2 M3"))
    first = next(p for p in whole.passages if p.epreuve == "PP")
    fixed = replace(s, pins=(pin(whole, first, Portee.TOUT),))
    outcome, _ = planned(fixed, Budget(2, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    stays(fixed.pins[0], outcome.plan)


@pytest.mark.proof
@pytest.mark.parametrize("portee", list(Portee))
@pytest.mark.parametrize("world", [two_juries, shared_membre, two_days])
def test_pins_of_two_juries_both_stay_in_many_plans(world, portee):
    for seed in (1, 2):
        keeps_both(world, seed, 15, portee, seconds=10)
