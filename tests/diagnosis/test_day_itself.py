"""An event that a day at its limit has no room for: said at once, with what counting shows, whatever the session."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from benchmarks.sessions import FAMILY

from builders import LUNDI, a, absent, oral, referentiel, session
from edits import changed as changed_candidat
from edits import heures
from happenings import impossible_by_the_whole_model
from journees import TROIS, journee
from proofs import mostly_proofs
from some import some
from tpplanner.audit import check
from tpplanner.change.anew import replan_session
from tpplanner.change.events import Changed, changed
from tpplanner.diagnosis.explain import impossible_days, of_the_day, troubled, with_only
from tpplanner.diagnosis.requirements import requirements, without
from tpplanner.domain.answers import Infeasible, Planned, Shortage
from tpplanner.domain.imprevus import Decalage
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.errors import UserError
from tpplanner.solver import Budget, Clock, first_plan, has_a_plan

BUDGET = Budget(5, workers=1, reproducible=True)
"""Of CP-SAT's deterministic seconds."""

AT_THEIR_LIMIT = [n for n, c in FAMILY.items() if c.feasible and c.size in ("R", "S", "M")]


def late(session_: Session, plan: Plan, minutes: int) -> Changed:
    """The jury that ends last runs so late, from the candidat before its last one, shortly before he comes in."""
    last = max(plan.compositions, key=lambda c: (c.fin, c.jury))
    heard = [p for p in plan.passages if p.jour == last.jour and any(x.jury == last.jury for x in p.suivies)]
    firsts = sorted({min(p.debut for p in heard if p.candidat == c) for c in {p.candidat for p in heard}})
    moment = firsts[-2:][0] - timedelta(minutes=25)
    return changed(session_, plan, [Decalage(last.jury, moment, minutes)], moment)


def at_its_limit(session_: Session, plan: Plan) -> Session:
    """The session whose days must be over when the plan is."""
    ends: dict[object, datetime] = {}
    for t in (*plan.passages, *plan.travaux):
        ends[t.debut.date()] = max(t.fin, ends.get(t.debut.date(), t.fin))
    return replace(session_, jours=tuple(replace(j, fin=ends.get(j.date, j.a(j.fin)).time()) for j in session_.jours))


def three_in_a_day(fin: time) -> Changed:
    """Three candidats until 17:00, in a day that must be over at that hour; the last but one begins 5 minutes late."""
    s = session(nb_membres=4)
    plan = journee(s, TROIS)
    return changed(heures(s, fin=fin), plan, [Decalage("J1", a("14:55"), 5)], a("14:55"))


def test_five_minutes_in_a_day_at_its_limit_are_told_by_its_end():
    outcome, report, _ = replan_session(three_in_a_day(time(17, 0)), BUDGET)
    assert outcome == Infeasible((Shortage("fin_du_jour", (LUNDI.isoformat(),), 17 * 60 + 5, 17 * 60),))
    assert report is None


def test_where_the_day_has_these_minutes_there_is_a_plan():
    assert impossible_days(three_in_a_day(time(17, 5)).session, BUDGET) is None
    outcome, _, _ = replan_session(three_in_a_day(time(17, 5)), BUDGET)
    assert isinstance(outcome, Planned)


def test_a_day_of_its_own_is_as_possible_as_it_was_in_the_session():
    """Its candidats alone make it the first day of their session, whose accueil is longer: that is not asked of it."""
    case = FAMILY["c-S-tight-1"]
    plan = case.plan()
    for jour in some(plan.jours()):
        change = changed(case.session(), plan, [], datetime.combine(jour, time(12)))
        alone = with_only(change.session, of_the_day(change.session, jour))
        assert check(alone, alone.reference[0]).violations == ()


def test_plis_opened_on_another_day_are_open_for_a_day_of_its_own():
    """The second candidat goes from one épreuve to the other at once: the first had the plis opened the day before."""
    ref = referentiel(oral("ET", 20), oral("MSP", 30, apres=("ET",), plis=True, separee=True))
    s = changed_candidat(session(ref, candidats=2, nb_jours=2), "C1", indisponibilites=(absent("0:00", "23:59", 1),))
    away = (absent("0:00", "23:59"), absent("0:00", "14:00", 1), absent("14:52", "23:59", 1))
    s = changed_candidat(s, "C2", indisponibilites=away)
    outcome = first_plan(s, BUDGET)
    assert isinstance(outcome, Planned)
    alone = with_only(replace(s, reference=(outcome.plan,)), {"C2"})
    assert check(alone, alone.reference[0]).violations == ()


@pytest.mark.parametrize("every", mostly_proofs([5, 1], 5), ids=["one of five", "each"])
def test_a_day_that_has_begun_is_as_possible_without_any_one_requirement(every):
    """A reading that has begun lasts as it did: a session in which none is asked for would have no place for it."""
    s = session(nb_membres=4)
    change = changed(s, journee(s, TROIS), [], a("12:00"))
    clock = Clock(BUDGET)
    for requirement in some(requirements(change.session))[::every]:
        looser = without(change.session, [requirement])
        if looser.candidats:
            assert has_a_plan(looser, clock, 1.0), requirement


def events(names: list[str]) -> Iterator[tuple[str, Changed]]:
    """Five, then forty minutes late in days at their limit, where something is in trouble then."""
    for name in names:
        case = FAMILY[name]
        plan = case.plan()
        assert plan is not None
        for minutes in (5, 40):
            try:
                change = late(at_its_limit(case.session(), plan), plan, minutes)
            except UserError:
                continue
            if troubled(change.session):
                yield f"{name}, {minutes} min", change


def answered(name: str, change: Changed) -> str:
    """What an event comes to; fails unless it is a plan, or a reason that the whole model does not deny."""
    outcome, report, _ = replan_session(change, BUDGET)
    if isinstance(outcome, Planned):
        assert report is not None
        return "planned"
    assert isinstance(outcome, Infeasible), name
    assert outcome.manques or outcome.cause, name
    assert impossible_by_the_whole_model(change.session) is not False, name
    return "told by the end of the day" if any(m.quoi == "fin_du_jour" for m in outcome.manques) else "told by a cause"


LIMITS = ("R01-tiers-temps-dwwm", "R07-limite-du-soir-cda", "R09-onze-dwwm")


@pytest.mark.parametrize("name", mostly_proofs(LIMITS, *LIMITS[:2]))
def test_real_days_at_their_limit_are_answered(name):
    assert [answered(*event) for event in events([name])][-1:] == ["told by the end of the day"]


@pytest.mark.proof
def test_more_than_twenty_events_on_days_at_their_limit_have_an_answer_each():
    told = [answered(*event) for event in events(AT_THEIR_LIMIT)]
    assert sum(answer != "planned" for answer in told) >= 20, told
