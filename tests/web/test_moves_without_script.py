"""Passages moved with forms alone: all that a script adds can be done without it."""

import re
from dataclasses import replace
from html import unescape

import pytest
from openpyxl import load_workbook

from served import quick_jobs
from some import some
from tpplanner.commands.following import Follower
from tpplanner.commands.places import find_places
from tpplanner.commands.reading import read_planning
from tpplanner.solver import Budget
from tpplanner.texts.noms import Noms
from tpplanner.web.folders import ident
from tpplanner.web.judged import judge
from tpplanner.web.work import places_told
from web.lives import until
from web.moving import a_planning, address, version


@pytest.fixture
def page(tmp_path):
    with a_planning(tmp_path) as (page, path):
        yield page, path


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory):
    """The page of a planning from which no test makes another."""
    with a_planning(tmp_path_factory.mktemp("unchanged")) as (page, path):
        yield page, path
        assert not version(path, 2).exists()


def at(path, candidat, epreuve):
    """When a candidat passes an épreuve in a planning, as a form would tell it."""
    passages = read_planning(path).edite[0].du_candidat(candidat)
    return next(f"{p.debut:%H:%M}" for p in passages if p.epreuve == epreuve)


def moved(jour, heure, jury="", **more):
    return {"candidat": "C2", "epreuve": "PP", "jour": jour, "heure": heure, "jury": jury, **more}


JOUR = "2027-06-14"


def test_the_list_leads_to_each_passage_which_says_where_it_may_go(unchanged):
    page, path = unchanged
    _, _, listed = page.get(f"{address(path)}/passages")
    links = [unescape(link) for link in re.findall(r'href="(/planning/\w+/passage\?[^"]+)"', listed)]
    assert len(links) == 12
    status, _, shown = page.get(next(link for link in links if "C2&epreuve=PP" in link))
    assert status == 200
    assert "Heures libres" in shown
    assert f'action="{address(path)}/deplacer"' in shown


def test_a_legal_hour_makes_the_next_version_and_leaves_the_one_before(page):
    page, path = page
    before = path.read_bytes()
    status, headers, _ = page.post(f"{address(path)}/deplacer", moved(JOUR, "13h30"))
    assert status == 303
    assert headers["location"].startswith(address(version(path, 2)))
    assert at(version(path, 2), "C2", "PP") == "13:30"
    assert path.read_bytes() == before


def without_places(judged):
    """What is known of a planning but where pieces of it stand in its sheet; spaces plain, as cells are read."""
    reading = judged.checked.reading
    plain = (
        replace(m, phrases=tuple(p.replace("\xa0", " ") for p in m.phrases), a_dire=m.a_dire.replace("\xa0", " "))
        for m in reading.changements.messages
    )
    reading = replace(reading, lignes={}, changements=replace(reading.changements, messages=tuple(plain)))
    return replace(judged, checked=replace(judged.checked, reading=reading))


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        ("deplacer", moved(JOUR, "13h30")),
        ("figer", {"candidat": "C2", "epreuve": "PP", "fige": "tout"}),
        ("jurys/1", {"membre": "M1", "nouveau": "M3"}),
    ],
    ids=["moved", "pinned", "another membre"],
)
def test_what_a_hand_makes_is_known_as_if_it_had_been_read(page, what, asked):
    page, path = page
    assert page.post(f"{address(path)}/{what}", asked)[0] == 303
    known = page.desk.readings.known(version(path, 2), judge)
    assert without_places(known) == without_places(judge(version(path, 2)))


def saved_by_another_program(path):
    book = load_workbook(path)
    book.save(path)


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        (lambda _: None, moved(JOUR, "11h00", quoi="garder")),
        (saved_by_another_program, moved(JOUR, "13h30")),
        (lambda path: path.with_name(f"~${path.name}").touch(), moved(JOUR, "13h30")),
    ],
    ids=["a rule is broken", "saved by hand", "open in Excel"],
)
def test_what_only_its_file_can_tell_is_read(page, before, asked):
    page, path = page
    before(path)
    assert page.post(f"{address(path)}/deplacer", asked)[0] == 303
    assert page.desk.readings.known(version(path, 2), judge) is None


def test_undo_and_redo_are_the_versions_before_and_after(page):
    page, path = page
    page.post(f"{address(path)}/deplacer", moved(JOUR, "13h30"))
    second = version(path, 2)
    assert f'<a href="{address(path)}">Revenir à la version 1</a>' in page.get(address(second))[2].replace("\xa0", " ")
    assert f'<a href="{address(second)}">Aller à la version 2</a>' in page.get(address(path))[2].replace("\xa0", " ")
    page.post(f"{address(path)}/deplacer", moved(JOUR, "13h45"))
    third = page.get(address(version(path, 3)))[2]
    assert f'<a href="{address(path)}">Revenir' in third, "it was made from the first, not from the second"
    assert at(second, "C2", "PP") == "13:30"


def test_before_and_after_stand_side_by_side(page):
    page, path = page
    page.post(f"{address(path)}/deplacer", moved(JOUR, "13h30"))
    told = page.get(f"{address(version(path, 2))}/changements")[2].replace("\u00a0", " ")
    assert "12 h 45 – 13 h 25" in told
    assert "13 h 30 – 14 h 10" in told
    assert "À prévenir" in told
    assert page.get(f"{address(path)}/changements")[0] == 404


def test_an_hour_that_breaks_a_rule_is_refused_with_its_sentence_and_two_ways_out(unchanged):
    page, path = unchanged
    status, _, told = page.post(f"{address(path)}/deplacer", moved(JOUR, "11h00"))
    assert status == 409
    assert "CANDIDAT2" in told
    assert 'value="autour"' in told
    assert 'value="garder"' in told
    assert not version(path, 2).exists()


def test_what_is_kept_all_the_same_is_marked_wherever_it_is_listed_or_shown(page):
    page, path = page
    status, _, _ = page.post(f"{address(path)}/deplacer", moved(JOUR, "11h00", quoi="garder"))
    assert status == 303
    session = f"/session/{ident(path.with_name('session.xlsx'))}"
    assert re.search(r"gardé avec \d+ manquements?", page.get(session)[2].replace("\u00a0", " "))
    shown = page.get(address(version(path, 2)))[2]
    assert 'class="verdict faute"' in shown
    assert re.search(r"gardé avec \d+ manquements?", page.get(session)[2].replace("\u00a0", " "))
    assert page.get(address(path))[2].count("verdict faute") == 0


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (moved(JOUR, "demain"), "n'est pas une heure"),
        (moved(JOUR, ""), "n'est pas une heure"),
        (moved("2027-06-20", "10h00"), "n'est pas un jour de la session"),
        (moved("hier", "10h00"), "n'est pas un jour de la session"),
        (moved(JOUR, "12h45"), "rien n'a changé"),
        (moved(JOUR, "12h45", "J1"), "rien n'a changé"),
    ],
)
def test_what_makes_no_sense_is_told_and_writes_nothing(unchanged, asked, told):
    page, path = unchanged
    status, _, shown = page.post(f"{address(path)}/deplacer", asked)
    assert status == 409
    assert told in shown.replace("&#39;", "'")
    assert not version(path, 2).exists()


@pytest.mark.parametrize("which", [{}, {"candidat": "C9", "epreuve": "PP"}, {"candidat": "../C1", "epreuve": "<b>"}])
@pytest.mark.parametrize("what", ["deplacer", "figer", "places", "placer"])
def test_a_passage_that_is_not_there_is_not_found(unchanged, which, what):
    page, path = unchanged
    assert page.post(f"{address(path)}/{what}", which)[0] == 404


def test_a_padlock_is_closed_and_opened_in_versions(page):
    page, path = page
    pin = {"candidat": "C2", "epreuve": "PP"}
    assert page.post(f"{address(path)}/figer", {**pin, "fige": "heure"})[0] == 303
    second = version(path, 2)
    assert [p.epreuve for p in read_planning(second).edite[0].du_candidat("C2") if p.fige] == ["PP"]
    shown = page.get(f"{address(second)}/passage?candidat=C2&epreuve=PP")[2]
    assert "figé à son heure" in shown
    assert "rendez-le libre" in shown
    assert page.post(f"{address(second)}/deplacer", moved(JOUR, "13h30"))[0] == 409
    assert page.post(f"{address(second)}/figer", {**pin, "fige": ""})[0] == 303
    assert not any(p.fige for p in read_planning(version(path, 3)).edite[0].passages)
    assert page.post(f"{address(version(path, 3))}/deplacer", moved(JOUR, "13h30"))[0] == 303


def test_the_padlock_that_stands_already_writes_nothing(unchanged):
    page, path = unchanged
    page.post(f"{address(path)}/figer", {"candidat": "C2", "epreuve": "PP", "fige": ""})
    page.post(f"{address(path)}/figer", {"candidat": "C2", "epreuve": "PP", "fige": "autre"})
    assert not version(path, 2).exists()


def test_a_version_that_a_search_is_to_write_is_left_to_it(page):
    page, path = page
    with page.desk.next_version(page.desk.library.planning(ident(path))[0]) as promised:
        assert promised == version(path, 2)
        page.post(f"{address(path)}/deplacer", moved(JOUR, "13h30"))
    assert not version(path, 2).exists()
    assert at(version(path, 3), "C2", "PP") == "13:30"


def test_a_place_of_a_search_that_is_not_known_any_more_is_refused(unchanged):
    page, path = unchanged
    asked = {"candidat": "C2", "epreuve": "PP", "calcul": "0" * 16, "code": "ABCDEF"}
    status, _, told = page.post(f"{address(path)}/placer", asked)
    assert status == 409
    assert "cherchez de nouveau" in told


def found_so_far(pipe, task):
    """In the child: tell places, and end when told to."""
    pipe.send(("places", task["found"]))
    pipe.recv()
    pipe.send(("fin", {"quoi": "arret"}))


def test_a_place_is_taken_while_the_search_goes_on_and_the_search_is_stopped(page):
    page, path = page
    who = Noms(read_planning(path).session).etiquette("C2")
    budget = Budget(20, workers=1)
    found = find_places(path, who, budget, "PP", follower=Follower(offer=lambda *_: budget.stop.set()))
    page.desk.jobs = quick_jobs(found_so_far)
    told = places_told(found.change, found.places)
    session = page.desk.library.planning(ident(path))[0]
    job = page.desk.jobs.start(session.id, {"travail": "places", "planning": path, "found": told}, aside=True)
    until(lambda: "places" in job.state)
    place = some(found.places[0].places)[0]
    shown = page.get(f"/calcul/{job.id}")[2]
    assert "Arrêter et garder" in shown, "it goes on"
    assert f'value="{place.code}"' in shown
    asked = {"candidat": "C2", "epreuve": "PP", "calcul": job.id, "code": place.code}
    assert page.post(f"{address(path)}/placer", asked)[0] == 303
    assert at(version(path, 2), "C2", "PP") == f"{place.passage.debut:%H:%M}"
    until(lambda: job.ended)


def test_names_that_would_like_to_run_stand_as_text(unchanged):
    page, path = unchanged
    _, _, told = page.get(f"{address(path)}?candidat=%22%3E%3Cscript%3E&epreuve=x")
    assert "<script>&" not in told
    assert '"><script>' not in told
