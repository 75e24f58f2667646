from contextlib import contextmanager
from dataclasses import replace
from datetime import time

import pytest

from builders import TOUTES, absent, cda, ecrit, oral, plan_cda_trois, pratique, referentiel, sc, session
from cli.test_partiel import cda_session
from edits import heures, reglees
from tpplanner import pipeline, planner
from tpplanner.audit import check
from tpplanner.change.events import changed
from tpplanner.change.statement import Statement
from tpplanner.diagnosis import explain
from tpplanner.diagnosis.repairs import repaired
from tpplanner.domain.answers import Borne, Changements, Infeasible, NiveauAtteint, Planned, Remedy, Unfinished
from tpplanner.domain.session import Candidat, Lien, Session
from tpplanner.errors import Bug, Issue, Misused
from tpplanner.pipeline import Follower, check_planning, explain_workbook, replan_planning, solve_workbook
from tpplanner.planner import plan, with_bounds
from tpplanner.referentiels import find
from tpplanner.solver import Budget, Progress, best_plan
from tpplanner.steps import explain_session, repair_session, replan_session, solve_partially, solve_session, write_excel
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.template import workbook_bytes

BUDGET = Budget(30, workers=1, reproducible=True)


@pytest.mark.parametrize("referentiel", [cda(), sc(), pratique()], ids=["a", "b", "c"])
def test_each_shape_is_planned_proven_and_checked(referentiel):
    outcome, report = solve_session(session(referentiel, candidats=2), BUDGET)
    assert isinstance(outcome, Planned)
    assert report is not None
    assert report.conforme
    assert [n.prouve for n in report.niveaux][:5] == [True] * 5


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


def test_a_session_of_several_ccp_with_half_day_people_is_planned():
    candidats = (
        Candidat("C1", "UN", titre=False, ccps=("CCP1",)),
        Candidat("C2", "DEUX", titre=False, ccps=("CCP1", "CCP2")),
        Candidat(
            "C3", "TROIS", titre=False, ccps=("CCP3",), dernier_ccp=True, indisponibilites=(absent("8:00", "12:00", 1),)
        ),
    )
    base = session(cda(), candidats, nb_jours=2)
    outcome, report = solve_session(base, Budget(40, workers=4))
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


def test_a_bound_says_nothing_beyond_a_level_that_is_not_proven():
    niveaux = (NiveauAtteint("1", 8), NiveauAtteint("2", 2), NiveauAtteint("3", 100))
    bornes = (Borne("1", 8), Borne("2", 1), Borne("3", 100))
    assert [n.borne for n in with_bounds(niveaux, bornes)] == [8, 1, None]


def test_a_level_at_nothing_is_proven_without_a_bound_once_those_before_it_are():
    niveaux = (NiveauAtteint("1", 8), NiveauAtteint("2", 0), NiveauAtteint("3", 5), NiveauAtteint("4", 0))
    told = with_bounds(niveaux, (Borne("1", 8), Borne("3", 4)))
    assert [n.borne for n in told] == [8, 0, 4, None]
    assert [n.prouve for n in told] == [True, True, False, False]


def test_a_bound_above_the_measure_is_a_bug():
    with pytest.raises(Bug):
        with_bounds((NiveauAtteint("1", 8),), (Borne("1", 9),))


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
    assert [n.prouve for n in report.niveaux][:5] == [True] * 5
    assert ["5 minutes" in issue.message for issue in report.avertissements] == [True]


def test_a_plan_on_the_step_is_told_without_a_word_of_it():
    for s in (session(candidats=1), reglees(off_step(), pas=1)):
        outcome, report = solve_session(s, BUDGET)
        assert isinstance(outcome, Planned)
        assert not outcome.a_la_minute
        assert report is not None
        assert report.avertissements == ()


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

    monkeypatch.setattr(planner, "plan", searched)
    monkeypatch.setattr(explain, "why_none", lambda *asked_: asked(*asked_) or Infeasible())
    monkeypatch.setattr(explain, "explain", lambda *asked_: asked(*asked_) or Unfinished())
    monkeypatch.setattr(explain, "placing_most", asked)
    return seconds


@pytest.mark.parametrize("outcome", [Infeasible(), Unfinished()])
@pytest.mark.parametrize("solve", [solve_session, solve_partially])
def test_to_search_and_to_say_why_there_is_no_plan_take_no_more_than_the_budget(monkeypatch, solve, outcome):
    seconds = offered(monkeypatch, outcome)
    solve(session(), Budget(40, reproducible=True))
    assert len(seconds) > 1
    assert sum(seconds) <= 40
    assert seconds[1] > 0


def test_a_change_of_which_no_plan_is_found_leaves_a_quarter_of_the_time(monkeypatch):
    change = changed(session(), plan_cda_trois())
    monkeypatch.setattr(explain, "impossible_days", lambda *_: None)
    seconds = offered(monkeypatch, Unfinished())
    outcome, _, _ = replan_session(change, Budget(40))
    assert outcome == Unfinished()
    assert seconds == [pytest.approx(30, abs=0.1)], "and no cause is looked for"


@pytest.mark.parametrize("outcome", [Infeasible(), Unfinished()])
@pytest.mark.parametrize(("took", "left"), [(1.0, 10.0), (14.0, 6.0), (21.0, 0.0)])
def test_what_would_make_a_change_possible_is_looked_for_in_what_is_left_of_the_time(
    monkeypatch, tmp_path, outcome, took, left
):
    path = tmp_path / "planning.xlsx"
    of, best = session(), plan_cda_trois()
    write_excel(path, of, Planned(best, ()), check(of, best))
    seconds: list[float] = []
    clock = iter([100.0, 100.0 + took])
    monkeypatch.setattr(pipeline, "monotonic", lambda: next(clock))
    monkeypatch.setattr(pipeline, "replan_session", lambda *_: (outcome, None, Changements()))
    monkeypatch.setattr(
        "tpplanner.change.statement.cures", lambda _, __, ___, budget: iter([seconds.append(budget.seconds)])
    )
    tuple(replan_planning(path, Statement(), Budget(20)).cures)
    assert seconds == [left]


def test_a_search_that_finds_a_plan_has_all_of_the_budget(monkeypatch):
    budgets: list[Budget] = []
    known = planner.plan(session(candidats=1), BUDGET)
    monkeypatch.setattr(planner, "plan", lambda _, budget, __: budgets.append(budget) or known)
    assert solve_session(session(candidats=1), Budget(40)) == known
    assert [b.seconds for b in budgets] == [40]


@pytest.fixture
def classeur(tmp_path):
    path = tmp_path / "session.xlsx"
    path.write_bytes(workbook_bytes(find("CDA"), contents_of(cda_session(2))))
    return path


def test_commands_are_called_as_a_page_would_and_nothing_is_printed(classeur, capsys):
    heard: list[object] = []

    @contextmanager
    def search(_: Session | None):
        heard.append("begun")
        yield heard.append
        heard.append("ended")

    follower = Follower(warn=heard.extend, say=heard.append, search=search)
    solved = solve_workbook(classeur, BUDGET, follower=follower)
    assert [path.name for path in solved.written.fichiers] == ["planning.xlsx", "planning-affichage.xlsx"]
    begun, ended = heard.index("begun"), heard.index("ended")
    assert all(isinstance(issue, Issue) for issue in heard[:begun])
    assert heard[begun + 1].startswith("CDA")
    assert any(isinstance(thing, Progress) for thing in heard[begun:ended])
    planning = solved.written.fichiers[0]
    assert check_planning(planning).report.conforme
    again = replan_planning(planning, Statement(), BUDGET)
    assert again.changements.aucun
    assert again.written.fichiers[0].name == "planning-modifié.xlsx"
    assert capsys.readouterr() == ("", "")


def test_the_event_of_a_budget_stops_a_command(classeur):
    stopped = Budget(60, workers=1)
    stopped.stop.set()
    solved = solve_workbook(classeur, stopped)
    assert (solved.outcome, solved.report, solved.written) == (Unfinished(interrompu=True), None, None)
    assert [path.name for path in classeur.parent.iterdir()] == [classeur.name]


def test_what_makes_no_sense_is_a_sentence_of_its_own(classeur):
    with pytest.raises(Misused, match="KRTBLM"):
        explain_workbook(classeur, BUDGET, code="KRTBLM")
    with pytest.raises(Misused, match="--avec"):
        solve_workbook(classeur, BUDGET, avec=[classeur])
