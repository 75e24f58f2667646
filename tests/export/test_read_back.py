"""The file stands alone: read again, it gives the session and the plan that it was written from."""

from dataclasses import replace
from datetime import date
from functools import cache

from export.rich import deux_jurys, plan_de
from tpplanner.audit import check
from tpplanner.export.excel import write_planning
from tpplanner.workbook.reader import read_session

read_once = cache(read_session)


def test_the_session_and_the_plan_come_back(written):
    lu = read_once(written.planning)
    assert lu.session == written.session
    assert lu.ecrit == lu.edite == (written.plan,)
    assert lu.editions == ()


def test_the_check_of_what_comes_back_finds_the_same(written):
    lu = read_once(written.planning)
    assert check(lu.session, lu.edite[0]) == written.report


def test_no_sheet_or_column_that_was_written_surprises_the_reader(written):
    inconnus = [i.message for i in read_once(written.planning).avertissements if "inconnu" in i.message.lower()]
    assert inconnus == []


def test_nobody_is_asked_to_copy_hours_that_a_planning_knows(tmp_path):
    base = replace(deux_jurys(2), convocations_envoyees=date(2027, 5, 10))
    plan = plan_de(base, 2)
    written = write_planning(tmp_path / "planning.xlsx", base, plan, check(base, plan)).path
    told = {planifie: read_session(written, planifie=planifie).avertissements for planifie in (True, False)}
    asked = {
        planifie: [i for i in issues if "n'en contient pas les heures" in i.message]
        for planifie, issues in told.items()
    }
    assert asked[True] == []
    assert ["tpplanner replan planning.xlsx" in i.hint for i in asked[False]] == [True]
