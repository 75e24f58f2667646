"""Retoucher with forms alone: changes gather, are undone and done again, and make one version."""

import re
from dataclasses import replace
from html import unescape

import pytest
from openpyxl import load_workbook

from builders import LUNDI
from tpplanner.commands.reading import read_planning
from tpplanner.web.sessions.folders import ident
from tpplanner.web.sessions.judged import judge
from tpplanner.workbook.marks import read_marks
from web.moving import a_planning, address, asked, listed, moved, seated, version

EXCHANGE = {"quoi": "echanger", "candidat": "C1", "epreuve": "PP", "avec": "C3|PP"}


@pytest.fixture
def page(tmp_path):
    with a_planning(tmp_path) as (page, path):
        yield page, path


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory):
    """The page of a planning of which no test changes anything."""
    with a_planning(tmp_path_factory.mktemp("unchanged")) as (page, path):
        yield page, path
        assert not version(path, 2).exists()
        assert not list((page.desk.data / "retouches").glob("*"))


def plain(text):
    return re.sub(r"[\u00a0\u202f]", " ", unescape(text))


def shown(page, path, asked=""):
    status, _, text = page.get(f"{address(path)}/retouche{asked}")
    assert status == 200
    return plain(text)


def at(path, candidat, epreuve):
    """When a candidat passes an épreuve in a planning, as a form would tell it."""
    passages = read_planning(path).edite[0].du_candidat(candidat)
    return next(f"{p.debut:%H:%M}" for p in passages if p.epreuve == epreuve)


def test_a_list_stands_for_the_drawing_and_each_passage_says_where_it_may_go(unchanged):
    page, path = unchanged
    listed = shown(page, path)
    assert set(re.findall(r'<option value="(\w+\|\w+)"', listed)) == {"C1|PP", "C2|PP", "C3|PP"}, "whole passages"
    panel = shown(page, path, "?passage=C2|PP")
    assert "Autres heures possibles" in panel
    assert "12 h 45 – 14 h 30" in panel
    assert "+10 min de présence" in panel


def test_each_hour_that_is_offered_holds_when_its_button_is_pressed(unchanged):
    page, path = unchanged
    panel = page.get(f"{address(path)}/retouche?candidat=C2&epreuve=PP")[2]
    buttons = re.findall(r'name="heure" value="([\d:]+)"><input type="hidden" name="jury" value="(\w+)"', panel)
    assert buttons
    for heure, jury in buttons:
        assert asked(page, path, **moved(heure, jury=jury))[0] == 303
        listed(page, path, "abandonner")


def test_changes_gather_and_nothing_is_written_before_they_are_kept(page):
    page, path = page
    before = path.read_bytes()
    assert asked(page, path, **moved("13h30"))[0] == 303
    assert asked(page, path, **EXCHANGE)[0] == 303
    assert path.read_bytes() == before
    assert not version(path, 2).exists()
    told = shown(page, path)
    assert "Retouche : 2 déplacements" in told
    assert "Garder comme version 2" in told
    status, headers, _ = listed(page, path, "garder")
    assert (status, headers["location"]) == (303, address(version(path, 2)))
    assert at(version(path, 2), "C2", "PP") == "13:30"
    assert read_marks(version(path, 2)).cause == "déplacement de CANDIDAT2, échange de CANDIDAT1 et CANDIDAT3"
    assert path.read_bytes() == before
    assert "Retouche :" not in shown(page, path)


def test_the_last_one_is_taken_back_and_done_again(page):
    page, path = page
    asked(page, path, **moved("13h30"))
    asked(page, path, **moved("13h45"))
    listed(page, path, "annuler")
    assert "13 h 30 – 15 h 15" in shown(page, path, "?candidat=C2&epreuve=PP")
    listed(page, path, "annuler")
    assert "12 h 45 – 14 h 30" in shown(page, path, "?candidat=C2&epreuve=PP")
    for _ in range(3):
        listed(page, path, "retablir")
    assert "13 h 45 – 15 h 30" in shown(page, path, "?candidat=C2&epreuve=PP")
    listed(page, path, "annuler")
    asked(page, path, **moved("14h00"))
    listed(page, path, "retablir")
    assert "14 h – 15 h 45" in shown(page, path, "?candidat=C2&epreuve=PP"), "a new change ends what was undone"


def test_what_is_taken_back_or_done_again_is_said(page):
    page, path = page
    asked(page, path, **moved("13h30"))
    assert "Annulé : CANDIDAT2" in plain(page.get(listed(page, path, "annuler")[1]["location"])[2])
    told = plain(page.get(listed(page, path, "retablir")[1]["location"])[2])
    assert 'data-dit="CANDIDAT2 : ' in told
    assert "Annulé" not in told


def test_a_planning_says_that_something_of_it_is_not_kept_yet(page):
    page, path = page
    asked(page, path, **moved("13h30"))
    assert "pas encore gardée : 1 déplacement," in plain(page.get(address(path))[2])
    listed(page, path, "annuler")
    assert "pas encore gardée" not in plain(page.get(address(path))[2])


def test_all_is_given_up_at_once(page):
    page, path = page
    asked(page, path, **moved("13h30"))
    assert listed(page, path, "abandonner")[1]["location"] == address(path)
    assert "Retouche :" not in shown(page, path)
    assert not list((page.desk.data / "retouches").iterdir())


def test_an_hour_that_breaks_a_rule_is_refused_with_why_and_two_ways_out(unchanged):
    page, path = unchanged
    status, _, told = asked(page, path, **moved("11h00"))
    assert status == 409
    assert "Ce n'est pas possible ainsi.</strong> CANDIDAT2" in plain(told), "what was asked"
    assert "Jury 1 entend CANDIDAT1 à cette heure." in plain(told), "the first reason, in plain words"
    assert told.index("Replacer autour") < told.index("seraient pas respectées"), "all of them are folded below"
    assert "Garder quand même, non conforme" in told
    assert "Retouche :" not in plain(told)


def test_what_is_held_to_even_so_is_marked_and_kept_as_such(page):
    page, path = page
    assert asked(page, path, **moved("11h00", tout="malgre"))[0] == 303
    told = shown(page, path)
    assert "Non conforme" in told
    assert "Garder comme version 2, non conforme" in told
    assert listed(page, path, "garder")[0] == 303
    assert read_marks(version(path, 2)).manquements
    assert not version(path, 2).with_name("session-planning-v2-affichage.xlsx").exists()


def test_a_padlock_keeps_a_passage_whole_until_it_is_opened(page):
    page, path = page
    pin = {"quoi": "garder", "candidat": "C2", "epreuve": "PP"}
    assert asked(page, path, **pin, garde="oui")[0] == 303
    held = shown(page, path, "?candidat=C2&epreuve=PP")
    assert "Ne plus garder" in held
    assert "gardé à cette heure" in held
    assert asked(page, path, **moved("13h30"))[0] == 409
    assert asked(page, path, **pin)[0] == 303
    assert asked(page, path, **moved("13h30"))[0] == 303
    listed(page, path, "annuler")
    listed(page, path, "annuler")
    listed(page, path, "garder")
    assert {p.epreuve for p in read_planning(version(path, 2)).edite[0].du_candidat("C2") if p.fige} == {
        "PP",
        "ET",
        "EF",
    }


def test_one_epreuve_alone_may_be_moved(page):
    page, path = page
    assert asked(page, path, **moved("14h15", epreuve="EF", seule="oui"))[0] == 303
    assert "14 h 15 – 14 h 35" in shown(page, path, "?candidat=C2&epreuve=PP")


def test_the_exchanges_that_hold_are_listed(unchanged):
    page, path = unchanged
    assert 'aria-label="Échanger avec CANDIDAT3' in shown(page, path, "?candidat=C1&epreuve=PP&echanges=1")


def saved_by_another_program(path):
    book = load_workbook(path)
    book.save(path)


def test_a_file_that_changed_meanwhile_is_told_and_what_holds_is_done_again(page):
    page, path = page
    asked(page, path, **moved("13h30"))
    asked(page, path, **seated("J2", "M3", "M1"))
    saved_by_another_program(path)
    told = shown(page, path)
    assert "2 sur 2 ont été repris" in told
    assert "Retouche : 2 changements" in told
    assert "ont été repris" not in shown(page, path), "it is told once"


def without_places(judged):
    """What is known of a planning but where pieces of it stand in its sheets, and levels of which nothing is proven.

    Spaces are plain, as cells are read.
    """
    reading = judged.checked.reading
    spaced = (
        replace(m, phrases=tuple(p.replace("\xa0", " ") for p in m.phrases), a_dire=m.a_dire.replace("\xa0", " "))
        for m in reading.changements.messages
    )
    reading = replace(
        reading, lignes={}, niveaux_ecrits=(), changements=replace(reading.changements, messages=tuple(spaced))
    )
    return replace(judged, checked=replace(judged.checked, reading=reading))


@pytest.mark.parametrize(
    "form",
    [moved("13h30"), {"quoi": "garder", "candidat": "C2", "epreuve": "PP", "garde": "oui"}, seated("J1", "M1", "M3")],
    ids=["moved", "pinned", "another membre"],
)
def test_what_a_hand_makes_is_known_as_if_it_had_been_read(page, form):
    page, path = page
    asked(page, path, **form)
    assert listed(page, path, "garder")[0] == 303
    known = page.desk.readings.known(version(path, 2), judge)
    assert without_places(known) == without_places(judge(version(path, 2)))


@pytest.mark.parametrize(
    ("before", "form"),
    [
        (lambda _: None, moved("11h00", tout="malgre")),
        (saved_by_another_program, moved("13h30")),
        (lambda path: path.with_name(f"~${path.name}").touch(), moved("13h30")),
    ],
    ids=["a rule is broken", "saved by hand", "open in Excel"],
)
def test_what_only_its_file_can_tell_is_read(page, before, form):
    page, path = page
    before(path)
    asked(page, path, **form)
    assert listed(page, path, "garder")[0] == 303
    assert page.desk.readings.known(version(path, 2), judge) is None


def test_before_and_after_stand_side_by_side(page):
    page, path = page
    asked(page, path, **moved("13h30"))
    listed(page, path, "garder")
    told = plain(page.get(f"{address(version(path, 2))}/changements")[2])
    assert "12 h 45 – 13 h 25" in told
    assert "13 h 30 – 14 h 10" in told
    assert "À prévenir" in told


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (moved("demain"), "n'est pas une heure"),
        (moved(""), "n'est pas une heure"),
        (moved("10h00", jour="2027-06-20"), "n'est pas un jour de la session"),
        (moved("10h00", jour="hier"), "n'est pas un jour de la session"),
        (moved("12h45"), "Rien n'a bougé"),
        (moved("12h45", jury="J1"), "Rien n'a bougé"),
        (moved("13h30", candidat="C9"), "n'est plus dans ce planning"),
        (moved("13h30", candidat="../C1", epreuve="<b>"), "n'est plus dans ce planning"),
        (moved("13h30", jury="J7"), "ne siège pas ce jour-là"),
        ({"quoi": "echanger", "candidat": "C1", "epreuve": "PP", "avec": "C1|PP"}, "Aucun échange"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_gathered(unchanged, form, told):
    page, path = unchanged
    status, _, text = asked(page, path, **form)
    assert status == 409
    assert told in plain(text)


def test_a_version_that_a_search_is_to_write_is_left_to_it(page):
    page, path = page
    asked(page, path, **moved("13h30"))
    with page.desk.next_version(page.desk.library.planning(ident(path))[0]) as promised:
        assert promised == version(path, 2)
        listed(page, path, "garder")
    assert not version(path, 2).exists()
    assert at(version(path, 3), "C2", "PP") == "13:30"


def test_names_that_would_like_to_run_stand_as_text(unchanged):
    page, path = unchanged
    _, _, told = page.get(f"{address(path)}/retouche?candidat=%22%3E%3Cscript%3E&epreuve=x&jour={LUNDI}")
    assert "<script>&" not in told
    assert '"><script>' not in told


# What the drawing asks for


def test_the_drawing_is_told_what_is_free_and_why_not_elsewhere(unchanged):
    import json

    page, path = unchanged
    told = json.loads(page.get(f"{address(path)}/retouche/places?candidat=C2&epreuve=PP")[2])
    rows = {(row["jour"], row["jury"]): row for row in told["lignes"]}
    assert set(rows) == {(f"{LUNDI}", "J1"), (f"{LUNDI}", "J2")}
    assert ["13:30", "13 h 30"] in [[h, plain(dit)] for h, dit, _ in rows[f"{LUNDI}", "J1"]["libres"]]
    reasons = {plain(dit) for _, _, dit in rows[f"{LUNDI}", "J1"]["raisons"]}
    assert "Jury 1 entend CANDIDAT1 à cette heure" in reasons
    held = json.loads(page.get(f"{address(path)}/retouche/places?candidat=C2&epreuve=QP")[2])
    assert "commence pour tous" in held["immobile"]


def test_the_drawing_is_told_whether_two_may_be_exchanged(unchanged):
    import json

    page, path = unchanged
    where = f"{address(path)}/retouche/echange?candidat=C1&epreuve=PP"
    assert json.loads(page.get(f"{where}&avec=C3&avec_epreuve=PP")[2])["possible"]
    assert not json.loads(page.get(f"{where}&avec=C1&avec_epreuve=PP")[2])["possible"]
