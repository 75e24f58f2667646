"""The file stands alone: read again, it gives the session and the plan that it was written from."""

from functools import cache

from tpplanner.audit import check
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
