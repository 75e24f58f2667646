"""On the day: what happens gives a proposal, calls that are noted, and nothing in force before every needed yes."""

import re
from datetime import datetime
from html import unescape

import pytest

from served import served
from tpplanner.commands.reading import read_planning
from tpplanner.web.pages import imprevu, planning, proposition
from tpplanner.web.sessions.folders import SessionFiles, ident
from web.lives import until
from web.moving import a_planning, address, version
from web_stories import with_planning

MATIN = datetime(2027, 6, 14, 7, 50)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    """It is the morning of the session."""
    for module in (imprevu, planning, proposition):
        monkeypatch.setattr(module, "now", lambda: MATIN)


def plain(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", unescape(text))).replace("\xa0", " ").replace("\u202f", " ")


def led_to(page, answer):
    """Where a search leads by itself once it has ended."""
    status, headers, _ = answer
    assert status == 303, answer
    where = headers["location"]
    until(lambda: page.get(where)[0] == 303, every=0.2)
    return page.get(where)[1]["location"]


def away(page, path, **more):
    """MEMBRE1 does not come: where the proposal is."""
    return led_to(
        page,
        page.post(
            f"{address(path)}/imprevu",
            {"qui": "absent:MEMBRE1 Alix", "jour": "14/06/2027", "aujourdhui": "14/06/2027", "maintenant": "7h50"}
            | more,
        ),
    )


def in_force(path):
    return SessionFiles(path.with_name("session.xlsx")).in_force().path


def test_a_planning_that_ignores_what_happened_is_said_outdated_wherever_it_stands_and_leads_to_the_proposal(tmp_path):
    with a_planning(tmp_path) as (page, path):
        shown, papers = address(path), f"{address(path)}/documents"
        filled = f'<a class="bouton principal" href="{papers}"'
        assert filled in page.get(shown)[2]
        proposal = away(page, path)
        told = page.get(shown)[2]
        for seen in (told, page.get(papers)[2], page.get("/")[2]):
            assert "Dépassé" in plain(seen)
            assert "Conforme" not in plain(seen)
        assert "Dépassé" not in plain(page.get(proposal)[2])
    assert "Dépassé : il ne tient pas compte de ce qui s'est passé." in plain(told)
    assert filled not in told
    assert f'<a class="bouton principal" href="{proposal}"' in told


def test_what_happens_is_one_of_five_and_the_hour_is_now(tmp_path):
    with a_planning(tmp_path) as (page, path):
        told = plain(page.get(f"{address(path)}/imprevu")[2])
        for kind in ("Un membre absent", "Un membre en retard", "Un candidat absent", "Un candidat en retard"):
            assert kind in told
        assert "À 7 h 50, aucun passage n'a commencé." in told
        assert "MEMBRE1 Alix (Jury 1)" in told
        assert "CANDIDAT2 Sacha" in plain(page.get(f"{address(path)}/imprevu?sorte=candidat_absent")[2])


def test_nothing_is_in_force_before_the_needed_yes_and_what_was_said_survives_a_restart(tmp_path):
    path = with_planning(tmp_path) / "session-planning-v1.xlsx"
    with served(tmp_path) as page:
        where = away(page, path)
        proposed = version(path, 2)
        assert where.startswith(f"{address(proposed)}/proposition")
        told = plain(page.get(where)[2])
        assert "tient si" in told
        assert "Rien ne bouge" not in told, "somebody is called: what changes for them is said"
        (asked,) = read_planning(proposed).saisie.attendus
        assert in_force(path) == path
        refused = page.post(f"{address(proposed)}/en-vigueur")
        assert "Il manque l'accord de" in plain(refused[2])
        assert in_force(path) == path
        call = f"{address(proposed)}/appel"
        assert page.post(call, {"personne": asked, "reponse": "sans réponse"})[0] == 303
        assert page.post(call, {"personne": asked, "reponse": "peut-être"})[0] == 404
    with served(tmp_path) as page:
        shown = f"{address(proposed)}/proposition"
        assert "pas de réponse" in plain(page.get(shown)[2])
        assert page.post(call, {"personne": asked, "reponse": "oui"})[0] == 303
        assert "Mettre en vigueur" in plain(page.get(shown)[2])
        assert page.post(f"{address(proposed)}/en-vigueur")[0] == 303
        assert in_force(path) == proposed


@pytest.mark.proof
def test_a_no_is_kept_and_another_is_looked_for_without_them(tmp_path):
    path = with_planning(tmp_path) / "session-planning-v1.xlsx"
    with served(tmp_path) as page:
        away(page, path)
        (first,) = read_planning(version(path, 2)).saisie.attendus
        answer = page.post(f"{address(version(path, 2))}/appel", {"personne": first, "reponse": "non"})
        led_to(page, answer)
    after = read_planning(version(path, 3))
    assert first not in {m for c in after.edite[0].compositions for m in c.membres}
    assert "M1" not in {m for c in after.edite[0].compositions for m in c.membres}
    with served(tmp_path) as page:  # the next no knows of the first
        (second,) = after.saisie.attendus
        assert second != first
        status, headers, _ = page.post(f"{address(version(path, 3))}/appel", {"personne": second, "reponse": "non"})
        assert status == 303
        job = page.desk.jobs.get(headers["location"].split("/")[2].split("?")[0])
        assert len(job.task["imprevu"]["refus"]) == 2
        until(lambda: job.ended)


@pytest.mark.proof
def test_an_event_that_is_no_more_true_is_taken_back_where_it_was_told(tmp_path):
    with a_planning(tmp_path) as (page, path):
        where = away(page, path)
        assert "Ce n'est plus vrai" in plain(page.get(where)[2])
        assert ident(path.with_name("session.xlsx")) in page.get(where)[2]


def called(path):
    """Whom a planning calls (ids)."""
    plan = read_planning(path).edite[0]
    return {p.candidat for p in plan.passages} | {m for c in plan.compositions for m in c.membres}


@pytest.mark.proof
def test_nobody_comes_back_unasked(tmp_path):
    path = with_planning(tmp_path) / "session-planning-v1.xlsx"
    session = f"/session/{ident(path.with_name('session.xlsx'))}"
    with served(tmp_path) as page:
        away(page, path)
        (asked,) = read_planning(version(path, 2)).saisie.attendus
        page.post(f"{address(version(path, 2))}/appel", {"personne": asked, "reponse": "oui"})
        page.post(f"{address(version(path, 2))}/en-vigueur")
        led_to(page, page.post(f"{session}/calculer", {"secondes": "5"}))
        assert "M1" not in called(version(path, 3)), "a calculation brings nobody back"
        assert in_force(path) == version(path, 2), "and is a proposal"
        fields = {"qui": "candidat:CANDIDAT2 Sacha", "jour": "14/06/2027", "aujourdhui": "14/06/2027"}
        led_to(page, page.post(f"{address(version(path, 2))}/imprevu", {**fields, "maintenant": "7h50"}))
        assert not {"M1", "C2"} & called(version(path, 4))
