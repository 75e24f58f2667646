"""Of the versions of a planning one is in force: the list says which, and what is made later is compared with it."""

import re
from datetime import datetime

import pytest

from tpplanner.commands.reading import read_planning
from tpplanner.web.pages import imprevu, planning
from tpplanner.web.sessions.folders import SessionFiles, ident
from tpplanner.workbook.marks import read_marks
from web.moving import a_planning, address, asked, seated, version
from web.moving import listed as settled

MATIN = datetime(2027, 6, 14, 7, 50)


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setattr(planning, "now", lambda: MATIN)
    monkeypatch.setattr(imprevu, "now", lambda: MATIN)
    with a_planning(tmp_path) as (page, path):
        yield page, path


def exchanged(page, path, membre, nouveau):
    """The next version: a membre of a jury takes the seat of another."""
    sittings = read_planning(path).edite[0].compositions
    jury = next(c.jury for c in sittings if membre in c.membres)
    assert asked(page, path, **seated(jury, membre, nouveau))[0] == 303
    assert settled(page, path, "garder")[0] == 303


def changes(page, path):
    return page.get(f"{address(path)}/changements")[2].replace("\xa0", " ")


def in_force(page, path):
    return page.post(f"{address(path)}/en-vigueur")[0]


def listed(page, path):
    """What Suivi says of each version, the newest first: its name, whether it is in force, all of it."""
    shown = page.get(f"/session/{ident(path.with_name('session.xlsx'))}/suivi")[2]
    items = re.findall(r"<a href=\"/planning/\w+\">(Version \d+)</a>(.*?)</li>", shown, re.S)
    return [
        (name, ">En vigueur" in rest or ">en vigueur" in rest, re.sub(r"<[^>]*>", "", rest)) for name, rest in items
    ]


def test_the_newest_is_in_force_as_long_as_none_is_said_to_be(page):
    page, path = page
    exchanged(page, path, "M1", "M3")
    assert [(name, held) for name, held, _ in listed(page, path)] == [("Version 2", True), ("Version 1", False)]


def test_the_one_said_last_is_in_force_and_later_ones_are_not(page):
    page, path = page
    assert in_force(page, path) == 303
    exchanged(page, path, "M1", "M3")
    told = listed(page, path)
    assert [(name, held) for name, held, _ in told] == [("Version 2", False), ("Version 1", True)]
    assert "remplacement de MEMBRE1 Alix" in told[0][2], "what a version was made for is told"
    shown = page.get(address(version(path, 2)))[2]
    assert "La version 1 est en vigueur" in shown
    assert f'action="{address(version(path, 2))}/en-vigueur"' in shown
    assert "version 2, proposition</h1>" in shown
    assert "«\xa0remplacement de MEMBRE1 Alix" in shown
    assert "version 1, en vigueur</h1>" in page.get(address(path))[2]


def test_what_follows_is_compared_with_the_one_in_force_not_with_the_one_before(page, monkeypatch):
    page, path = page
    in_force(page, path)
    exchanged(page, path, "M1", "M3")
    exchanged(page, version(path, 2), "M3", "M1")  # and back: for those who hold to version 1 nothing changes
    told = changes(page, version(path, 3))
    assert "de la version 1 à la version 3" in told
    assert "Personne : rien ne change" in told
    monkeypatch.setattr(planning, "now", lambda: MATIN.replace(hour=8))
    in_force(page, version(path, 2))
    told = changes(page, version(path, 3))
    assert "de la version 2 à la version 3" in told
    assert "Personne : rien ne change" not in told


def test_telling_an_event_of_a_planning_puts_it_in_force(page, monkeypatch):
    page, path = page
    exchanged(page, path, "M1", "M3")
    in_force(page, version(path, 2))
    told = page.get(f"{address(path)}/imprevu")[2]
    assert "La version 2 est en vigueur" in told
    monkeypatch.setattr(planning, "now", lambda: MATIN.replace(hour=8))
    page.post(f"{address(path)}/imprevu", {"qui": "absent:?"})
    assert SessionFiles(path.with_name("session.xlsx")).in_force().path == path


def test_a_file_that_is_not_a_workbook_is_not_marked_and_stays_as_it_was(page):
    page, path = page
    path.write_bytes(b"PK not a workbook")
    assert in_force(page, path) == 200
    assert path.read_bytes() == b"PK not a workbook"


def test_on_the_day_the_present_day_and_hour_stand_in_the_form_of_an_event(page, monkeypatch):
    page, path = page
    shown = page.get(f"{address(path)}/imprevu")[2]
    assert 'name="maintenant" value="7h50"' in shown
    assert 'name="aujourdhui" value="14/06/2027"' in shown
    monkeypatch.setattr(imprevu, "now", lambda: MATIN.replace(month=5))
    shown = page.get(f"{address(path)}/imprevu")[2]
    assert 'name="maintenant" value=""' in shown
    assert 'name="aujourdhui" value=""' in shown


def test_a_planning_in_force_is_judged_as_before_and_keeps_its_age(page):
    page, path = page
    before, age = read_planning(path), path.stat().st_mtime
    in_force(page, path)
    assert read_marks(path).en_vigueur == MATIN
    assert read_planning(path) == before
    assert abs(path.stat().st_mtime - age) < 1
