"""A session planned, or why it has no plan, within one budget."""

from dataclasses import replace
from datetime import time

import pytest

from builders import TOUTES, absent, cda, ecrit, oral, plan_cda_trois, pratique, referentiel, sc, session
from edits import heures, reglees, with_people
from tpplanner.audit import check
from tpplanner.change.anew import replan_session
from tpplanner.change.events import changed
from tpplanner.commands.outputs import write_excel
from tpplanner.diagnosis import attempt
from tpplanner.diagnosis.attempt import explain_session, repair_session, solve_partially, solve_session
from tpplanner.diagnosis.repairs import repaired
from tpplanner.domain.answers import Infeasible, Planned, Remedy, Unfinished
from tpplanner.domain.duties import called_in
from tpplanner.domain.session import Candidat, Lien, Personne, Role, Session
from tpplanner.errors import Bug
from tpplanner.planner import plan
from tpplanner.solver import Budget, best_plan

BUDGET = Budget(30, workers=1, reproducible=True)


@pytest.mark.parametrize("referentiel", [cda(), sc(), pratique()], ids=["a", "b", "c"])
def test_each_shape_is_planned_proven_and_checked(referentiel):
    outcome, report = solve_session(session(referentiel, candidats=2), BUDGET)
    assert isinstance(outcome, Planned)
    assert report is not None
    assert report.conforme
    assert [n.prouve for n in report.niveaux][:6] == [True] * 6


def test_a_reproducible_budget_gives_the_same_plan_again():
    first, _ = solve_session(session(candidats=3), BUDGET)
    second, _ = solve_session(session(candidats=3), BUDGET)
    assert first == second


def test_several_workers_give_the_same_plan_again_when_reproducible():
    budget = Budget(10, workers=4, reproducible=True)
    first, _ = solve_session(session(candidats=2), budget)
    second, _ = solve_session(session(candidats=2), budget)
    assert first == second


def test_counting_answers_before_any_search():
    outcome, report = solve_session(session(candidats=4), Budget(0))
    assert isinstance(outcome, Infeasible)
    assert [m.quoi for m in outcome.manques] == ["quota"]
    assert report is None


def test_rules_in_conflict_are_named_when_counting_proves_nothing():
    pairs = (("C1", "M1"), ("C1", "M2"), ("C2", "M3"), ("C2", "M4"), ("C3", "M1"), ("C3", "M3"))
    liens = tuple(Lien(candidat, membre) for candidat, membre in pairs)
    quatuor = heures(session(candidats=3, nb_membres=4), fin=time(15))
    outcome, _ = solve_session(replace(quatuor, liens=liens), BUDGET)
    assert isinstance(outcome, Infeasible)
    assert outcome.cause is not None
    assert "lien_exclu" in [r.regle for r in outcome.cause.exigences]


def in_reserve(s: Session, *ids: str) -> Session:
    who = ("membres", "personnes")
    return replace(s, **{w: tuple(replace(x, reserve=x.id in ids) for x in getattr(s, w)) for w in who})


@pytest.mark.parametrize("solve", [solve_session, lambda s, b: (p := solve_partially(s, b), p.outcome)[1:]])
def test_who_is_in_reserve_is_called_only_where_no_plan_is_found_without(solve):
    two, three = session(candidats=1), session(candidats=1, nb_membres=3)
    for s, called in ((three, {"M2", "M3"}), (two, {"M1", "M2"})):
        outcome = solve(in_reserve(s, "M1"), BUDGET)[0]
        assert isinstance(outcome, Planned)
        assert called_in(outcome.plan) == called


def test_a_surveillant_in_reserve_watches_only_where_nobody_else_can():
    s = session(candidats=2)
    watching = [p.id for p in s.personnes if Role.SURVEILLANT in p.roles]
    other = Personne("S2", "SURVEILLANT2", (Role.SURVEILLANT,))
    for there, watches in ((s, watching[0]), (with_people(s, other), "S2")):
        outcome, _ = solve_session(in_reserve(there, *watching), BUDGET)
        assert isinstance(outcome, Planned)
        assert {p.personne for p in outcome.plan.presences if p.role == Role.SURVEILLANT} == {watches}


def test_a_session_that_no_plan_holds_is_explained_with_its_reserve():
    outcome, _ = solve_session(in_reserve(session(candidats=4), "M1"), Budget(0))
    assert isinstance(outcome, Infeasible)
    assert [m.quoi for m in outcome.manques] == ["quota"]


def test_a_day_too_short_lacks_places():
    outcome, _ = solve_session(heures(session(candidats=3), fin=time(16)), BUDGET)
    assert isinstance(outcome, Infeasible)
    assert [(m.quoi, m.disponible) for m in outcome.manques] == [("places", 2)]


def test_no_time_is_unfinished_not_impossible():
    outcome, report = solve_session(session(candidats=3), Budget(0))
    assert type(outcome).__name__ == "Unfinished"
    assert report is None


def test_a_session_that_does_not_hold_together_is_the_callers_mistake():
    with pytest.raises(ValueError, match="no candidat"):
        plan(session(candidats=()), BUDGET)


@pytest.mark.proof
def test_a_session_of_several_ccp_with_half_day_people_is_planned():
    candidats = (
        Candidat("C1", "UN", titre=False, ccps=("CCP1",)),
        Candidat("C2", "DEUX", titre=False, ccps=("CCP1", "CCP2")),
        Candidat(
            "C3", "TROIS", titre=False, ccps=("CCP3",), dernier_ccp=True, indisponibilites=(absent("8:00", "12:00", 1),)
        ),
    )
    base = session(cda(), candidats, nb_jours=2)
    outcome, report = solve_session(base, Budget(1, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    assert check(base, outcome.plan).violations == ()
    assert report is not None


def test_a_stopped_search_keeps_its_best_plan():
    budget = Budget(60, workers=1)
    outcome, report = solve_session(session(sc(), candidats=4), budget, lambda _: budget.stop.set())
    assert isinstance(outcome, Planned)
    assert outcome.interrompu
    assert report is not None
    assert report.conforme


def test_nothing_that_the_check_refuses_is_written(tmp_path):
    base = session(candidats=2)
    outcome, report = solve_session(base, BUDGET)
    assert isinstance(outcome, Planned)
    assert report is not None
    broken = check(base, replace(outcome.plan, travaux=()))
    with pytest.raises(Bug):
        write_excel(tmp_path / "p.xlsx", base, outcome, broken)
    assert list(tmp_path.iterdir()) == []


def off_step() -> Session:
    """Three candidats with a tiers temps until 18:00: their orals of 120 minutes fit in back to back, on no step of 5."""
    epreuves = (ecrit("QP", 30), oral("PP", 35, apres=("QP",)), oral("ET", 40), oral("EF", 15, apres=("ET",)))
    s = session(referentiel(*epreuves, quota=4), candidats=3)
    return heures(replace(s, candidats=tuple(replace(c, majorations=TOUTES) for c in s.candidats)), fin=time(18))


def test_the_step_of_time_is_a_taste_that_no_plan_is_refused_for():
    s = off_step()
    assert isinstance(best_plan(s, BUDGET), Infeasible)
    outcome, report = solve_session(s, BUDGET)
    assert isinstance(outcome, Planned)
    assert outcome.a_la_minute
    assert check(s, outcome.plan).conforme
    assert report is not None
    assert [n.prouve for n in report.niveaux][:6] == [True] * 6
    assert ["5 minutes" in issue.message for issue in report.avertissements] == [True]


def test_a_plan_on_the_step_is_told_without_a_word_of_it():
    for s in (session(candidats=1), reglees(off_step(), pas=1)):
        outcome, report = solve_session(s, BUDGET)
        assert isinstance(outcome, Planned)
        assert not outcome.a_la_minute
        assert report is not None
        assert report.avertissements == ()


@pytest.mark.proof
def test_what_is_explained_of_a_step_is_the_step_then_what_would_keep_it():
    s = off_step()
    outcome, _ = explain_session(s, BUDGET)
    assert isinstance(outcome, Planned)
    assert outcome.a_la_minute
    first, *others = repair_session(s, outcome, BUDGET).proposals
    assert [(a.change, a.subject, a.amount) for a in first.amendments] == [(Remedy.REGLAGE, ("pas",), 1)]
    assert isinstance(best_plan(repaired(s, first), BUDGET), Planned)
    assert others
    assert isinstance(best_plan(repaired(s, others[0]), BUDGET), Planned)
    assert repaired(s, others[0]).reglages.pas == 5


def test_no_plan_at_any_minute_is_no_plan():
    outcome, _ = solve_session(heures(off_step(), fin=time(17)), BUDGET)
    assert isinstance(outcome, Infeasible)


def offered(monkeypatch, outcome) -> list[float]:
    """The seconds offered to each search, none of which finds a plan: the first with that outcome."""
    seconds: list[float] = []

    def searched(_, budget, *_listen):
        seconds.append(budget.patience * budget.seconds)
        return outcome, None

    def asked(_, budget):
        seconds.append(budget.seconds)

    monkeypatch.setattr(attempt, "plan", searched)
    monkeypatch.setattr(attempt, "why_none", lambda *asked_: asked(*asked_) or Infeasible())
    monkeypatch.setattr(attempt, "explain", lambda *asked_: asked(*asked_) or Unfinished())
    monkeypatch.setattr(attempt, "placing_most", asked)
    return seconds


@pytest.mark.parametrize("outcome", [Infeasible(), Unfinished()])
@pytest.mark.parametrize("solved", [solve_session, solve_partially])
def test_to_search_and_to_say_why_there_is_no_plan_take_no_more_than_the_budget(monkeypatch, solved, outcome):
    seconds = offered(monkeypatch, outcome)
    solved(session(), Budget(40, reproducible=True))
    assert len(seconds) > 1
    assert sum(seconds) <= 40
    assert seconds[1] > 0


def test_a_change_of_which_no_plan_is_found_leaves_a_quarter_of_the_time(monkeypatch):
    change = changed(session(), plan_cda_trois())
    monkeypatch.setattr("tpplanner.change.anew.impossible_days", lambda *_: None)
    seconds = offered(monkeypatch, Unfinished())
    outcome, _, _ = replan_session(change, Budget(40))
    assert outcome == Unfinished()
    assert seconds == [pytest.approx(30, abs=0.1)], "and no cause is looked for"


def test_a_search_that_finds_a_plan_has_all_of_the_budget(monkeypatch):
    budgets: list[Budget] = []
    known = plan(session(candidats=1), BUDGET)
    monkeypatch.setattr(attempt, "plan", lambda _, budget, __: budgets.append(budget) or known)
    assert solve_session(session(candidats=1), Budget(40)) == known
    assert [b.seconds for b in budgets] == [40]
