"""The list of what a hand changed: on the disk, by planning, until a version is made of it."""

from datetime import date, datetime

import pytest

from tpplanner.change.by_hand import Exchange, Padlock, Relocation, Seat
from tpplanner.change.displacement import Put
from tpplanner.web.plannings.gathered import FOLDER, gathered_of
from tpplanner.web.sessions.purge import given_up

PUT = Put("C1", "PP", datetime(2027, 6, 14, 9, 40), "J2")
ALL = (
    PUT,
    Put("C2", "ET", datetime(2027, 6, 14, 14, 5), seule=True),
    Exchange(PUT, Put("C3", "PP", datetime(2027, 6, 14, 12, 45), "J1")),
    Padlock("C1", "PP", "heure"),
    Seat("J1", date(2027, 6, 14), "M1", "M3"),
    Relocation("J1", date(2027, 6, 14), "S3"),
)


@pytest.fixture
def planning(tmp_path):
    path = tmp_path / "session-planning-v1.xlsx"
    path.write_bytes(b"a planning")
    return path


def test_each_kind_of_change_is_read_back_as_it_was(tmp_path, planning):
    gathered_of(tmp_path, planning).add(*ALL)
    assert gathered_of(tmp_path, planning).faites == list(ALL)


def test_a_list_is_of_one_planning(tmp_path, planning):
    gathered_of(tmp_path, planning).add(PUT)
    other = planning.with_name("session-planning-v2.xlsx")
    other.write_bytes(b"another")
    assert gathered_of(tmp_path, other).faites == []


def test_what_is_undone_is_on_the_disk_too(tmp_path, planning):
    gathered_of(tmp_path, planning).add(*ALL[:3])
    gathered_of(tmp_path, planning).undo()
    again = gathered_of(tmp_path, planning)
    assert (again.faites, again.annulees) == (list(ALL[:2]), [ALL[2]])
    again.redo()
    assert gathered_of(tmp_path, planning).faites == list(ALL[:3])


def test_nothing_is_left_of_an_empty_list(tmp_path, planning):
    gathered = gathered_of(tmp_path, planning)
    gathered.add(PUT)
    gathered.give_up()
    assert not list((tmp_path / FOLDER).iterdir())


@pytest.mark.parametrize(
    "damage", [b"", b"{", b'{"empreinte": "x", "faites": [{"quoi": "autre"}], "annulees": []}', b"[]"]
)
def test_a_damaged_list_is_none(tmp_path, planning, damage):
    gathered = gathered_of(tmp_path, planning)
    gathered.add(PUT)
    gathered.path.write_bytes(damage)
    assert gathered_of(tmp_path, planning).faites == []


def test_a_list_that_nobody_touched_for_long_is_purged(tmp_path, planning):
    gathered = gathered_of(tmp_path, planning)
    gathered.add(PUT)
    assert gathered.path in given_up(tmp_path, date.max)
    assert gathered.path not in given_up(tmp_path, date.min)
