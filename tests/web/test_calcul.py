"""A search followed: what is found, kept or taken further; an impossible session leads to one that is possible."""

import re
from dataclasses import replace
from datetime import time
from multiprocessing.reduction import ForkingPickler

import pytest

from builders import jours
from edits import heures
from example_sessions import ec_8
from export.rich import candidats, deux_jurys, plan_de
from served import served
from tpplanner.web.desk import render
from tpplanner.web.pages.calcul import progress_of
from tpplanner.web.searches.bench import shown
from tpplanner.web.searches.jobs import Job
from tpplanner.web.sessions.folders import SessionFiles
from tpplanner.workbook.marks import read_marks
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import write_session
from web.lives import until
from web_stories import journee_de_trois

PLAN = {"premier": ("1", "15 journées"), "conforme": True}


def job(**state):
    """A search that has told so much."""
    return Job("j", "s", {"travail": "calculer"}, state=state)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({}, "Je cherche un premier planning."),
        ({"dessin": PLAN}, "Un planning conforme est trouvé : 15 journées. J'améliore le reste."),
        (
            {"dessin": PLAN, "avancement": [2, "1", "journées de membre", "12 journées"]},
            "Un planning conforme est trouvé : 15 journées. Je cherche mieux (12 journées au moins).",
        ),
        (
            {"dessin": PLAN, "avancement": [2, "4b", "attente", "3 min"]},
            "Un planning conforme est trouvé : 15 journées. J'améliore le reste : attente.",
        ),
        ({"dessin": PLAN | {"conforme": False}}, "Un planning est trouvé, à contrôler : 15 journées."),
        ({"impossible": {}}, "Je cherche encore ce qui suffirait"),
    ],
)
def test_what_a_search_does_is_told_in_words(state, words):
    assert progress_of(job(**state)).startswith(words)


def test_the_best_planning_so_far_is_drawn_day_by_day_as_on_its_page():
    session = replace(deux_jurys(amenages=False), jours=jours(2), candidats=candidats(8))
    plan = plan_de(session)
    drawn = shown(session, plan)
    assert [d.axis.jour for d in drawn["jours"]] == [*plan.jours()]
    html = render("_dessin.html", dessin=ForkingPickler.loads(ForkingPickler.dumps(drawn)))  # as the search tells it
    assert html.count('class="cadran"') == len(plan.jours()) == 2
    assert {*re.findall(r'data-c="(\w+)"', html)} == {c.id for c in session.candidats}
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)), "several days on a page, each id once"


def written(root, session):
    """The workbook of a session in its folder."""
    folder = root / "CDA juin"
    folder.mkdir(parents=True)
    write_session(folder / "session.xlsx", session)
    return SessionFiles(folder / "session.xlsx")


@pytest.fixture
def possible(tmp_path):
    return written(tmp_path / "sessions", journee_de_trois())


@pytest.fixture
def impossible(tmp_path):
    """Three candidats, in a day that ends before any of them can pass."""
    session = ec_8()
    return written(tmp_path / "sessions", heures(replace(session, candidats=session.candidats[:3]), fin=time(12)))


def calculated(page, session):
    """Where the page is once a search of that session has ended."""
    _, headers, _ = page.post(f"/session/{session.id}/calculer", {"secondes": "10"})
    return ended(page, headers["location"])


def ended(page, address):
    """The search has ended: its address, its page."""
    until(lambda: "/flux" not in page.get(address)[2], seconds=120)
    return address, page.get(address)


def test_the_first_planning_of_a_session_is_in_force_and_the_next_is_a_proposition(possible, tmp_path):
    with served(tmp_path / "sessions") as page:
        calculated(page, possible)
        calculated(page, possible)
    first, second = reversed(possible.plannings())
    assert read_marks(first.path).en_vigueur is not None
    assert read_marks(second.path).en_vigueur is None
    assert possible.in_force() == first


def test_a_search_that_ends_leads_to_its_planning(possible, tmp_path):
    with served(tmp_path / "sessions") as page:
        _, (status, headers, _) = calculated(page, possible)
    assert (status, headers["location"].partition("?")[0]) == (303, f"/planning/{possible.plannings()[0].id}")


def test_what_would_be_enough_is_done_in_what_is_typed_planned_and_taken_back(impossible, tmp_path):
    before = read_session(impossible.workbook).saisie
    with served(tmp_path / "sessions") as page:
        address, (_, _, text) = calculated(page, impossible)
        assert "Impossible" in text
        code = text.split('name="code" value="')[1].split('"')[0]
        status, headers, _ = page.post(f"{address}/appliquer", {"code": code})
        assert status == 303
        again, (status, _, text) = ended(page, headers["location"])
        assert status == 303, text
        assert read_session(impossible.workbook).saisie != before
        assert page.post(f"{again}/defaire")[0] == 303
        assert read_session(impossible.workbook).saisie == before
        assert page.post(f"{address}/appliquer", {"code": "XXXXXX"})[0] == 404


def test_a_session_opens_where_one_is_with_it(possible, tmp_path):
    with served(tmp_path / "sessions") as page:
        assert page.get(f"/session/{possible.id}")[1]["location"] == f"/session/{possible.id}/saisie"
        calculated(page, possible)
        assert page.get(f"/session/{possible.id}")[1]["location"] == f"/planning/{possible.plannings()[0].id}"
