"""The finished example: its plan holds on whatever days it is opened, and is there in seconds."""

from datetime import date, datetime, timedelta

import pytest

from builders import session
from served import served
from tpplanner.audit import check
from tpplanner.commands.check import check_planning
from tpplanner.web.sessions.judged import look
from tpplanner.web.sessions.showcase import AHEAD, example, example_planned, seen_from, write_example
from tpplanner.workbook.marks import read_marks
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import write_session
from tpplanner.year.echeances import holidays_named


def test_the_plan_that_is_kept_keeps_every_rule():
    """Where it does not, ``scripts/finished_example.py`` makes it anew."""
    assert check(example(), example_planned().plan).conforme


@pytest.mark.parametrize(
    "today", [date(2026, 12, 2), date(2027, 2, 5), date(2027, 8, 20), date(2028, 1, 5), date(2028, 3, 1)]
)
def test_it_lies_ahead_on_days_that_are_worked_and_its_plan_holds_there(today):
    ahead, planned = seen_from(today)
    days = [jour.date for jour in ahead.jours]
    assert days[0] >= today + AHEAD
    assert not set(days) & set(holidays_named("", today.year, today.year + 1))
    assert [day.weekday() for day in days] == [jour.date.weekday() for jour in example().jours]
    assert check(ahead, planned.plan).conforme
    assert ahead.referentiel == example().referentiel


def test_it_is_written_once_finished_and_in_force(tmp_path):
    now = datetime(2026, 12, 2, 9, 30)
    files = write_example(tmp_path, now, look)
    (planning,) = files.plannings()
    assert read_marks(planning.path).en_vigueur == now
    assert check_planning(planning.path).report.conforme
    assert read_session(files.workbook).session.jours[0].date >= now.date() + timedelta(days=1)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert write_example(tmp_path, now, look) == files
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_one_whose_writing_was_cut_short_is_finished_and_one_that_was_changed_is_left(tmp_path):
    now = datetime(2026, 12, 2, 9, 30)
    files = write_example(tmp_path, now, look)
    for path in files.workbook.parent.glob("*-planning-*"):
        path.unlink()
    assert write_example(tmp_path, now + timedelta(days=40), look) == files
    (planning,) = files.plannings()
    assert check_planning(planning.path).report.conforme
    assert read_session(planning.path).session.jours == read_session(files.workbook).session.jours
    planning.path.unlink()
    files.workbook.unlink()
    write_session(files.workbook, session())
    with served(tmp_path) as page:
        assert page.post("/exemple")[1]["location"] == f"/session/{files.id}"
    assert not files.plannings()
