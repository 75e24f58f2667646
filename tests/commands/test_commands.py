"""A command from files to its answer, as a page calls it."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time

import pytest

from cli.test_partiel import cda_session
from edits import heures
from tpplanner.audit import check
from tpplanner.change.statement import Statement
from tpplanner.commands.check import check_planning
from tpplanner.commands.explain import explain_workbook
from tpplanner.commands.following import Follower
from tpplanner.commands.outputs import write_excel
from tpplanner.commands.reading import read_planning
from tpplanner.commands.replan import replan_planning
from tpplanner.commands.solve import solve_workbook
from tpplanner.diagnosis.attempt import solve_session
from tpplanner.domain.answers import Planned, Unfinished
from tpplanner.domain.appels import first_calls
from tpplanner.domain.session import Session
from tpplanner.errors import Issue, Misused
from tpplanner.referentiels import find
from tpplanner.solver import Budget, Progress
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.template import workbook_bytes

BUDGET = Budget(30, workers=1, reproducible=True)


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


# Once convocations are sent, every planning holds to the hours of the one that was sent.

SENT = date(2027, 5, 3)


def hours_of(plan):
    """Who is called when on which day, by id."""
    return first_calls(cda_session(2), plan)


@pytest.fixture(scope="module")
def late_plan():
    """A plan of the session whose day begins as late as it can."""
    outcome, _ = solve_session(heures(cda_session(2), ouverture=time(13, 30), accueil=time(13, 30)), BUDGET)
    return outcome.plan


def with_its_planning(classeur, plan, **values):
    """The workbook with those values of its session, and the planning with that plan beside it, of another id each."""
    of = replace(cda_session(2), **values)
    classeur.write_bytes(workbook_bytes(find("CDA"), contents_of(of)))
    backwards = replace(of, candidats=of.candidats[::-1])
    write_excel(classeur.with_name("planning.xlsx"), backwards, Planned(plan, ()), check(backwards, plan))


def test_solve_calls_nobody_earlier_than_the_planning_that_was_sent(classeur, late_plan):
    with_its_planning(classeur, late_plan, convocations_envoyees=SENT)
    warned: list[Issue] = []
    solved = solve_workbook(classeur, BUDGET, follower=Follower(warn=warned.extend))
    sent, now = hours_of(late_plan), hours_of(solved.outcome.plan)
    assert all(now[key] >= sent[key] for key in now if key in sent)
    assert {key for key in now if key[0] in {p for p, _ in sent}} <= set(sent)
    assert any("03/05/2027" in issue.message for issue in warned)
    assert read_planning(solved.written.fichiers[0]).session.convocations == ()


def test_solve_is_free_of_a_planning_that_was_not_sent(classeur, late_plan):
    with_its_planning(classeur, late_plan)
    now = hours_of(solve_workbook(classeur, BUDGET).outcome.plan)
    assert any(now[key] < heure for key, heure in hours_of(late_plan).items() if key in now)


def test_without_the_planning_that_was_sent_solve_says_where_to_put_it(classeur):
    of = replace(cda_session(2), convocations_envoyees=SENT)
    classeur.write_bytes(workbook_bytes(find("CDA"), contents_of(of)))
    warned: list[Issue] = []
    explain_workbook(classeur, BUDGET, follower=Follower(warn=warned.extend))
    assert [i.sheet for i in warned if "planning.xlsx" in i.hint] == ["Convocations"]


def test_explain_holds_to_the_hours_that_solve_holds_to(classeur, late_plan):
    with_its_planning(classeur, late_plan, convocations_envoyees=SENT)
    explained = explain_workbook(classeur, BUDGET)
    assert {(c.personne, c.jour): c.heure for c in explained.reading.session.convocations} == hours_of(late_plan)


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
