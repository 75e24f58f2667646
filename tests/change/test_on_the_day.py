"""On the day, whatever happens has an answer in one command, what is over stays, and no advice fails when followed."""

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime, time
from itertools import islice

import pytest

from day_events import OnTheDay, on_the_day, over
from tpplanner.change.events import Changed, changed
from tpplanner.domain.answers import Planned
from tpplanner.domain.imprevus import Decision, JuryInterrompu, SallePerdue
from tpplanner.domain.plan import Plan
from tpplanner.errors import UserError
from tpplanner.planner import near_plan
from tpplanner.solver import Budget

SAMPLE, PART, PARTS = 4, 30, 10


def understood(it: OnTheDay) -> Changed | None:
    """What is to be planned; None for a room in which a jury sits, or for the last candidat of all: that is refused."""
    try:
        return changed(it.session, it.plan, [it.event], it.now)
    except UserError as refusal:
        told = " ".join(f"{issue.message} {issue.hint}" for issue in refusal.issues)
    return refused(it, told)


def refused(it: OnTheDay, told: str) -> None:
    """A room is lost once the jury or the candidat in it has left; the last candidat of all waits for no decision."""
    if isinstance(it.event, SallePerdue):
        hours = [datetime.combine(it.now.date(), time(*map(int, h))) for h in re.findall(r"--de (\d\d)h(\d\d)", told)]
        changed(it.session, it.plan, [replace(it.event, debut=max(hours))], it.now)
        return
    assert "dernier candidat" in told, f"{it.event} at {it.now}: {told}"
    (leaving,) = (c for c in it.plan.compositions if c.debut < it.now < c.fin and it.event.personne in c.membres)
    decided = JuryInterrompu(leaving.jury, leaving.jour, it.now, "", Decision.ANNULER)
    assert changed(it.session, it.plan, [decided, it.event], it.now).session.candidats


def planned(change: Changed) -> Plan | None:
    outcome, report = near_plan(change.session, Budget(3, workers=1, reproducible=True))
    if not isinstance(outcome, Planned):
        return None
    assert report is not None
    assert report.conforme, report.violations
    return outcome.plan


def interrupted(change: Changed) -> frozenset[str]:
    """Whose hearing is no fact any more."""
    void = (Decision.ANNULER, Decision.REPORTER, Decision.EN_ATTENTE)
    return frozenset(
        e.candidat for e in change.saisie.evenements if isinstance(e, JuryInterrompu) and e.decision in void
    )


def answered(it: OnTheDay) -> str:
    """What comes of one event: a plan in which what was over is as it was, or what else."""
    change = understood(it)
    if change is None:
        return "refused"
    plan = planned(change)
    if plan is None:
        return "none"
    gone = {c.id for c in it.session.candidats} - {c.id for c in change.session.candidats}
    void = interrupted(change)
    before, after = over(it.plan, it.now, void | gone), over(plan, it.now, void | gone)
    assert before <= after, f"{it.event} at {it.now}: {sorted(map(str, before - after))}"
    follow_advice(it, change, plan)
    return "plan"


def follow_advice(it: OnTheDay, change: Changed, plan: Plan) -> None:
    """Who waits for a decision has one of those that are advised: it is understood, and he passes no less than before."""
    waiting = [
        e for e in change.saisie.evenements if isinstance(e, JuryInterrompu) and e.decision is Decision.EN_ATTENTE
    ]
    for event in waiting:
        for decision in (Decision.ANNULER, Decision.REPORTER):
            told = replace(event, candidat="", decision=decision)
            decided = changed(replace(it.session, imprevus=change.saisie.imprevus), plan, [told], it.now)
            last = {e.candidat: e.decision for e in decided.saisie.evenements if isinstance(e, JuryInterrompu)}
            assert last[event.candidat] is decision
            assert planned(decided) is not None or decision is Decision.ANNULER


def tally(seed: str, number: int) -> Counter[str]:
    return Counter(answered(it) for it in islice(on_the_day(seed), number))


def test_what_happens_on_the_day_has_an_answer_and_what_is_over_stays():
    assert tally("on the day, a few", SAMPLE)["plan"] >= SAMPLE // 2


@pytest.mark.proof
@pytest.mark.parametrize("part", range(PARTS))
def test_three_hundred_events_on_the_day(part):
    """A room where a jury sits is refused, and told when it may be lost; where no plan is found, steps are tried."""
    answers = tally(f"on the day {part}", PART)
    assert answers["plan"] >= PART // 2
