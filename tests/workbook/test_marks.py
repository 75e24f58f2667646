"""What a planning's file tells among its properties is read as it was written, and is changed in place."""

import zipfile
from datetime import datetime, timedelta

import pytest
from openpyxl import load_workbook

from builders import plan_cda_trois, session
from tpplanner.audit import check
from tpplanner.commands.outputs import write_excel
from tpplanner.domain.answers import Change, Changements, Planned
from tpplanner.errors import UserError
from tpplanner.workbook.marks import in_force, read_marks

MATIN = datetime(2027, 6, 14, 7, 50)


@pytest.fixture
def planning(tmp_path):
    s, plan = session(), plan_cda_trois()
    change = Change(s, Changements(("Absence de <X> & d'une autre",)))
    path = tmp_path / "planning.xlsx"
    write_excel(path, s, Planned(plan, ()), check(s, plan), classeur="avant.xlsx", change=change)
    return path


def test_it_tells_of_what_it_is_a_change_and_why(planning):
    marks = read_marks(planning)
    assert (marks.avant, marks.cause, marks.en_vigueur) == ("avant.xlsx", "Absence de <X> & d'une autre", None)


def test_put_in_force_twice_it_is_in_force_since_the_second_time_and_tells_the_rest_still(planning):
    before = read_marks(planning)
    for days in (0, 1):
        planning.write_bytes(in_force(planning, MATIN + timedelta(days=days)))
    after = read_marks(planning)
    assert after.en_vigueur == MATIN + timedelta(days=1)
    assert (after.avant, after.cause, after.intact, after.horaires) == (before.avant, before.cause, True, "")


def test_written_in_force_it_tells_what_one_put_in_force_afterwards_tells(tmp_path):
    s, plan = session(), plan_cda_trois()
    for name, since in (("d'emblée.xlsx", MATIN), ("ensuite.xlsx", None)):
        write_excel(tmp_path / name, s, Planned(plan, ()), check(s, plan), classeur="s.xlsx", en_vigueur=since)
    (tmp_path / "ensuite.xlsx").write_bytes(in_force(tmp_path / "ensuite.xlsx", MATIN))
    assert read_marks(tmp_path / "d'emblée.xlsx") == read_marks(tmp_path / "ensuite.xlsx")
    assert read_marks(tmp_path / "d'emblée.xlsx").en_vigueur == MATIN


def test_only_its_properties_differ(planning):
    def parts():
        with zipfile.ZipFile(planning) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    before = parts()
    planning.write_bytes(in_force(planning, MATIN))
    after = parts()
    assert [name for name in before if after[name] != before[name]] == ["docProps/core.xml"]
    assert before.keys() == after.keys()


def test_a_library_that_saves_it_keeps_the_mark(planning):
    planning.write_bytes(in_force(planning, MATIN))
    book = load_workbook(planning)
    book.save(planning)
    assert read_marks(planning).en_vigueur == MATIN
    planning.write_bytes(in_force(planning, MATIN + timedelta(hours=1)))  # its own way of writing them is understood
    assert read_marks(planning).en_vigueur == MATIN + timedelta(hours=1)


def test_a_file_without_properties_is_refused(planning):
    without = planning.with_name("sans.xlsx")
    with zipfile.ZipFile(planning) as old, zipfile.ZipFile(without, "w") as new:
        for info in old.infolist():
            if not info.filename.startswith("docProps"):
                new.writestr(info, old.read(info))
    with pytest.raises(UserError, match="propriétés"):
        in_force(without, MATIN)
