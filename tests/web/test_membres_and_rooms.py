"""Membres and rooms exchanged by a menu of those who may: whatever it offers breaks no rule, and it offers all of it."""

import re
from dataclasses import replace
from functools import cache
from html import unescape

import pytest

from builders import LUNDI, session
from change.test_retouches import DEUX_JURYS
from journees import journee
from tpplanner.audit import check
from tpplanner.change.by_hand import Relocation, Seat, retouched, which_rooms, who_may
from tpplanner.commands.reading import read_planning
from tpplanner.domain.session import Lien
from web.moving import a_planning, address, asked, choices, listed, seated, version


@cache
def with_one_to_spare():
    """Two juries of two, M5 to spare, who is a friend of C1's; a room to spare."""
    s = session(nb_membres=5, nb_salles=3)
    s = replace(s, liens=(Lien("C1", "M5", "amis"),))
    plan = journee(s, DEUX_JURYS)
    assert check(s, plan).conforme
    return s, plan


def of(plan, jury):
    return next(c for c in plan.compositions if c.jury == jury)


def test_whoever_may_sit_is_offered_and_nobody_else():
    s, plan = with_one_to_spare()
    assert set(who_may(s, plan, of(plan, "J2"), "M3")) == {"M1", "M2", "M5"}
    assert set(who_may(s, plan, of(plan, "J1"), "M1")) == {"M3", "M4"}, "M5 is a friend of C1's"


def test_who_sits_in_another_jury_that_day_exchanges_seats():
    s, plan = with_one_to_spare()
    changed = retouched(s, plan, Seat("J2", of(plan, "J2").jour, "M3", "M1"))
    assert of(changed, "J2").membres == ("M1", "M4")
    assert of(changed, "J1").membres == ("M2", "M3")
    assert check(s, changed).conforme


def test_rooms_that_are_taken_or_of_another_kind_are_not_offered():
    s, plan = with_one_to_spare()
    assert set(which_rooms(s, plan, of(plan, "J1"))) == {"S3"}


def test_those_whom_a_jury_hears_go_with_it_to_another_room():
    s, plan = with_one_to_spare()
    changed = retouched(s, plan, Relocation("J1", of(plan, "J1").jour, "S3"))
    assert {x.salle for p in changed.passages for x in p.suivies if x.jury == "J1"} == {"S3"}
    assert {x.salle for p in changed.passages for x in p.suivies if x.jury == "J2"} == {"S2"}
    assert check(s, changed).conforme


@pytest.fixture
def page(tmp_path):
    with a_planning(tmp_path) as (page, path):
        yield page, path


def test_two_membres_are_exchanged_with_forms_alone_and_the_planning_before_stays(page):
    page, path = page
    opened = page.get(f"{address(path)}/retouche?jury=J1&jour={LUNDI}")[2]
    assert "membre=M1" in opened
    shown = page.get(choices(path, "J1", "M1"))[2]
    assert set(re.findall(r'name="nouveau" value="(\w+)"', shown)) == {"M3", "M4"}
    assert "échangent leurs places" in shown
    assert asked(page, path, **seated("J1", "M1", "M3"))[0] == 303
    assert not version(path, 2).exists(), "nothing is written before it is kept"
    assert listed(page, path, "garder")[1]["location"] == address(version(path, 2))
    assert of(read_planning(version(path, 2)).edite[0], "J1").membres == ("M2", "M3")
    assert of(read_planning(path).edite[0], "J1").membres == ("M1", "M2")


def test_a_jury_without_another_room_is_told_so(page):
    page, path = page
    assert "Aucune autre salle" in page.get(choices(path, "J1"))[2]


def test_what_breaks_a_rule_is_refused_whatever_the_form_says(page):
    page, path = page
    status, _, told = asked(page, path, **seated("J1", "", "S2"))
    assert status == 409
    assert "Ce n'est pas possible ainsi." in unescape(told)
    assert not version(path, 2).exists()


@pytest.mark.parametrize("form", [seated("J1", "M9", "M3"), seated("J1", "M1", "<b>"), seated("J9", "M1", "M3")])
def test_who_is_not_there_is_told(page, form):
    page, path = page
    status, _, told = asked(page, path, **form) if form["jury"] == "J1" else page.get(choices(path, "J9"))
    assert status in (404, 409)
    assert "n'est plus dans ce planning" in told.replace("&#39;", "'") or status == 404
