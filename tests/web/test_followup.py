"""What a centre notes of a session beside its workbook: whole, by several tabs, put aside where it cannot be read."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from tpplanner.errors import CannotWrite
from tpplanner.web.handed import followup
from tpplanner.web.handed.followup import (
    Followup,
    Sent,
    asked_again,
    change_followup,
    done,
    file_beside,
    files_beside,
    noticed,
    read_followup,
    sent,
)

LE = date(2026, 12, 2)


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "session.xlsx"
    path.write_bytes(b"x")
    return path


def test_nothing_is_noted_of_a_new_session_and_no_file_is_made(workbook):
    assert read_followup(workbook) == Followup()
    assert change_followup(workbook, done("saisie", None)) == Followup()
    assert files_beside(workbook) == []


def test_what_is_noted_is_read_again(workbook):
    noted = [
        done("conges/2027-05-30", LE),
        sent({"candidats/DURAND Léa": Sent(LE, 4, "a1")}),
        asked_again({"LEROY Didier": LE}),
    ]
    for act in noted:
        after = change_followup(workbook, act)
    assert read_followup(workbook) == after
    assert after.faites == {"conges/2027-05-30": LE}
    assert after.envois["candidats/DURAND Léa"] == Sent(LE, 4, "a1")
    undone = change_followup(workbook, sent({"candidats/DURAND Léa": None}))
    assert undone.envois == {}
    assert undone.relances == {"LEROY Didier": LE}


def test_two_tabs_lose_nothing_of_each_other(workbook):
    with ThreadPoolExecutor(8) as tabs:
        list(tabs.map(lambda n: change_followup(workbook, done(f"adresses/{n}", LE)), range(40)))
    assert len(read_followup(workbook).faites) == 40


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"format": 9}', "é".encode("latin-1"), b'{"format": 1}']
)
def test_what_cannot_be_read_is_put_aside_and_told_until_it_is_noticed(workbook, content):
    file_beside(workbook).write_bytes(content)
    told = read_followup(workbook).illisible
    aside = workbook.with_name(told)
    assert aside.read_bytes() == content
    assert change_followup(workbook, done("saisie", LE)).illisible == told
    assert change_followup(workbook, noticed()) == Followup(faites={"saisie": LE})
    assert set(files_beside(workbook)) == {file_beside(workbook), aside}


def test_a_second_one_put_aside_leaves_the_first(workbook):
    for content in (b"1", b"2"):
        file_beside(workbook).write_bytes(content)
        read_followup(workbook)
    assert sorted(path.read_bytes() for path in files_beside(workbook) if path != file_beside(workbook)) == [b"1", b"2"]


def test_a_write_that_fails_leaves_what_stood_there(workbook, monkeypatch):
    change_followup(workbook, done("saisie", LE))
    before = file_beside(workbook).read_bytes()

    def refused(*_, **__):
        raise CannotWrite

    monkeypatch.setattr(followup, "put", refused)
    with pytest.raises(CannotWrite):
        change_followup(workbook, done("pv", LE))
    assert file_beside(workbook).read_bytes() == before
    assert json.loads(before)["faites"] == {"saisie": "2026-12-02"}


def test_the_facts_of_another_workbook_in_the_folder_are_not_taken(workbook):
    other = workbook.with_name("session bis.xlsx")
    change_followup(other, done("saisie", LE))
    assert read_followup(workbook) == Followup()
    assert files_beside(workbook) == []
