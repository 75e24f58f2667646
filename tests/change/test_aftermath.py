"""A plan of the rest of the day is drawn first, then an event that it answers.

A refusal, « impossible », or a bound above what that plan costs is then false: nothing of the search is shared with what
says so, only the audit.
"""

from itertools import islice

import pytest

from aftermaths import Aftermath, aftermaths, second_changes, unheard
from claims import claims, refuted
from some import some
from tpplanner.audit import check
from tpplanner.change.events import Ajout, changed
from tpplanner.domain.imprevus import Absence, Accord, CandidatEnRetard, Decalage, SallePerdue
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session

FEW, MANY = 2, 60

BRIEF, SECONDS = 0.5, 2.0
"""Of CP-SAT's own clock, for each session after its event: of the few, of the many."""


def hold(it: Aftermath, name: str, seconds: float = SECONDS) -> None:
    """Fail where what is said of the session after the event is refuted by the plan drawn."""
    change = changed(it.session, it.known, it.events, it.now)  # raises UserError where one of them is refused
    assert check(change.session, it.after).violations == (), f"{name}: {change.avis}"
    assert refuted(claims(change.session, seconds), it.after) == "", f"{name}: {change.avis}"


def test_what_a_drawn_plan_answers_has_a_plan_and_no_bound_above_it():
    for n, it in enumerate(some(islice(aftermaths("a few"), FEW))):
        hold(it, f"aftermath {n}", BRIEF)


@pytest.mark.proof(2)
@pytest.mark.parametrize("part", range(10))
def test_what_many_drawn_plans_answer_has_a_plan_and_no_bound_above_it(part):
    for n, it in enumerate(islice(aftermaths(f"many {part}"), MANY)):
        hold(it, f"aftermath {n} of part {part}")


def answered(session: Session) -> Plan | None:
    """The planner's own answer to a first event."""
    return claims(session, SECONDS / 2).plan


def test_what_the_answer_to_a_first_event_answers_later_has_a_plan_and_no_bound_above_it():
    for n, it in enumerate(some(islice(second_changes("a few later", answered), FEW // 2))):
        hold(it, f"second change {n}", BRIEF)


@pytest.mark.proof(2)
@pytest.mark.parametrize("part", range(2))
def test_what_the_answers_to_many_first_events_answer_later_has_a_plan_and_no_bound_above_it(part):
    for n, it in enumerate(islice(second_changes(f"many later {part}", answered), MANY // 4)):
        hold(it, f"second change {n} of part {part}")


def leaves_a_jury_begun(it: Aftermath) -> bool:
    """Whether who goes sits, when that is told, in a jury that was to hear somebody later."""
    now, gone = it.now, {event.personne for event in it.events if isinstance(event, Absence)}
    return now is not None and any(gone & {*c.membres} and c.debut < now < c.fin for c in it.known.compositions)


def test_these_draws_hold_what_they_are_for():
    drawn = list(islice(aftermaths("kinds"), 80))
    assert sum(bool(unheard(it.after)) for it in drawn) >= 3
    assert sum(leaves_a_jury_begun(it) for it in drawn) >= 6
    for kind in (Absence, Accord, Ajout, Decalage, CandidatEnRetard, SallePerdue):
        assert any(isinstance(event, kind) for it in drawn for event in it.events), kind
    assert sum(it.now is None for it in drawn) >= 6
    assert sum(len(it.events) > 1 for it in drawn) >= 6
