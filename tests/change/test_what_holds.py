"""What happened holds in every later calculation: nobody comes back unasked, and what is taken back never was."""

from dataclasses import replace

import pytest

from drawing import seeded
from happenings import an_event
from tpplanner.change.anew import replan_session
from tpplanner.change.events import changed
from tpplanner.change.statement import Statement, told_events
from tpplanner.domain.answers import Planned, Reading
from tpplanner.domain.held import held
from tpplanner.domain.imprevus import Absence, CandidatAbsent, Evenement, Imprevu, SallePerdue
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Plage, Session
from tpplanner.errors import UserError
from tpplanner.solver import Budget
from worlds import valid


def in_turn(seed: str, number: int):
    """Sessions with a plan, after two or three events told one after the other, each in the session as it was typed."""
    rng = seeded(seed)
    for session, plan in valid(rng):
        typed, told = session, 0
        for _ in range(rng.choice((2, 3))):
            event = an_event(held(typed), plan, None, rng)
            try:
                typed, told = changed(typed, plan, [event]).saisie, told + 1
            except UserError:
                continue
        if told > 1:
            yield session, plan, typed
            number -= 1
        if not number:
            return


def nobody_is_back(session: Session, imprevus: tuple[Imprevu, ...]) -> None:
    for evenement in (imprevu.evenement for imprevu in imprevus):
        match evenement:
            case Absence(who, debut, fin) | SallePerdue(who, debut, fin):
                things = (*session.membres, *session.personnes, *session.salles)
                assert all(Plage(debut, fin) in x.indisponibilites for x in things if x.id == who)
            case CandidatAbsent(candidat):
                assert candidat not in {c.id for c in session.candidats}


def as_read(typed: Session, plan: Plan) -> Reading:
    return Reading(held(typed), base=(typed,), edite=(plan,), ecrit=(plan,))


@pytest.mark.parametrize("seed", [*range(2), *(pytest.param(n, marks=pytest.mark.proof) for n in range(2, 40))])
def test_after_several_events_nobody_comes_back_in_whatever_is_planned_next(seed):
    for session, plan, typed in in_turn(f"in turn {seed}", 6):
        later = told_events(as_read(typed, plan), Statement())
        assert later.saisie.imprevus == typed.imprevus
        nobody_is_back(later.session, typed.imprevus)
        assert {c.id for c in later.saisie.candidats} == {c.id for c in session.candidats}


@pytest.mark.parametrize("seed", [*range(2), *(pytest.param(n, marks=pytest.mark.proof) for n in range(2, 40))])
def test_taking_one_back_gives_the_session_that_never_had_it(seed):
    for _, plan, typed in in_turn(f"taken back {seed}", 6):
        rank = seeded(f"{seed}").randrange(len(typed.imprevus))
        never = replace(typed, imprevus=tuple(i for n, i in enumerate(typed.imprevus) if n != rank))
        after = told_events(as_read(typed, plan), Statement(reprendre=(str(rank + 1),)))
        without = told_events(as_read(never, plan), Statement())
        assert after.saisie.imprevus[rank].repris_le is not None
        assert replace(after.session, imprevus=()) == replace(without.session, imprevus=())


def away(plan: Plan, evenement: Evenement) -> bool:
    """Whether who or what an event takes away is in no piece of a plan while it does."""
    match evenement:
        case Absence(who, debut, fin):
            sits = (c for c in plan.compositions if who in c.membres)
            there = (p for p in plan.presences if p.personne == who)
            return not any(x.debut < fin and debut < x.fin for x in (*sits, *there))
        case SallePerdue(who, debut, fin):
            parts = (part for p in plan.passages for part in p.parties if part.salle == who)
            return not any(part.debut < fin and debut < part.fin for part in parts)
        case CandidatAbsent(candidat):
            return candidat not in {p.candidat for p in plan.passages}
    return True


def chains(seed: str):
    """Sessions, with each plan that answers one event after the other, and what is typed then."""
    rng = seeded(seed)
    for session, plan in valid(rng):
        typed, known, steps = session, plan, []
        for _ in range(2):
            try:
                change = changed(typed, known, [an_event(held(typed), known, None, rng)])
            except UserError:
                break
            outcome, report, _ = replan_session(change, Budget(3, workers=1, reproducible=True))
            if not isinstance(outcome, Planned) or report is None:
                break
            typed, known = change.saisie, outcome.plan
            steps.append((typed, known))
        if len(steps) > 1:
            yield steps


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(20))
def test_no_plan_made_after_a_second_event_or_after_taking_it_back_brings_back_the_first(seed):
    (_, (typed, known)) = next(chains(f"chain {seed}"))
    assert all(away(known, imprevu.evenement) for imprevu in typed.imprevus)
    back = told_events(as_read(typed, known), Statement(reprendre=(str(len(typed.imprevus)),)))
    outcome, _, _ = replan_session(back, Budget(3, workers=1, reproducible=True))
    assert isinstance(outcome, Planned), "the plan of two events is one of the first alone"
    assert all(away(outcome.plan, evenement) for evenement in back.saisie.evenements)
