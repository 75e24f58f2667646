"""A day on which several things happen, in a browser: nobody comes back unasked, and one planning is in force."""

from datetime import datetime

import pytest

from tpplanner.commands.reading import read_planning
from tpplanner.web.pages import imprevu, planning, session
from web.browsing import needs_chromium
from web_stories import PATIENCE, answered, browsing, shown, with_planning

pytestmark = [needs_chromium, pytest.mark.proof]

MATIN = datetime(2027, 6, 14, 7, 50)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    """It is the morning of the session."""
    for module in (imprevu, planning, session):
        monkeypatch.setattr(module, "now", lambda: MATIN)


def called(path):
    """Whom a planning calls, by name, and its candidats."""
    reading = read_planning(path)
    plan, people = reading.edite[0], (*reading.saisie.candidats, *reading.saisie.membres)
    ids = {p.candidat for p in plan.passages} | {m for c in plan.compositions for m in c.membres}
    return {one.nom_complet for one in people if one.id in ids}


def at_the_session(page):
    page.get_by_role("link", name="Sessions").click()
    page.get_by_role("link", name="CDA juin").click()
    page.get_by_role("heading", level=1, name="CDA juin").wait_for()


def tell(page, qui):
    """Something happens to the planning that is shown; what is said first of the answer."""
    page.get_by_role("link", name="Un imprévu").click()
    assert page.get_by_label("Il est", exact=True).input_value() == "7h50"
    page.get_by_label("Qui, ou quoi").first.select_option(qui)
    page.get_by_role("button", name="Chercher le planning").click()
    return answered(page)


def put_in_force(page):
    page.get_by_role("button", name="Mettre en vigueur").click()
    page.get_by_role("heading", name="en vigueur").wait_for()


def calculated(page):
    """Plan again, and keep the first planning found."""
    at_the_session(page)
    page.get_by_role("button", name="Calculer le planning").click()
    page.locator("#dessin svg, .frise").first.wait_for(timeout=PATIENCE)
    stop = page.get_by_role("button", name="Arrêter et garder")
    if stop.is_visible():
        stop.click()
    page.wait_for_url("**/planning/**", timeout=PATIENCE)


def test_nobody_comes_back_unasked(browser, tmp_path):
    folder = with_planning(tmp_path)

    def version(number):
        return folder / f"session-planning-v{number}.xlsx"

    with browsing(browser, tmp_path) as page:
        page.get_by_role("link", name="CDA juin").click()
        page.get_by_role("link", name="Version 1").click()
        assert "aucun manquement" in tell(page, "absent:MEMBRE1 Alix")
        put_in_force(page)
        (new,) = called(version(2)) - called(version(1))
        assert "MEMBRE1 Alix" not in called(version(2))
        assert "Provisoire : 1 accord à obtenir" in shown(page)
        page.get_by_role("button", name=f"C'est d'accord : {new}").click()
        page.get_by_text("Provisoire").wait_for(state="detached")

        at_the_session(page)
        told = shown(page)
        assert "Absence de MEMBRE1 Alix" in told
        assert "recalculez" not in told
        assert "Version 2 en vigueur" in told

        calculated(page)
        assert "MEMBRE1 Alix" not in called(version(3)), "a calculation brings nobody back"
        assert "La version 2 est en vigueur" in shown(page)
        page.get_by_role("link", name="Ce qui change depuis la version 2").click()
        page.get_by_role("heading", name="de la version 2 à la version 3").wait_for()

        at_the_session(page)
        page.get_by_role("link", name="Version 2").click()
        tell(page, "candidat:CANDIDAT2 Sacha")
        put_in_force(page)
        assert not {"MEMBRE1 Alix", "CANDIDAT2 Sacha"} & called(version(4))
        calculated(page)
        assert not {"MEMBRE1 Alix", "CANDIDAT2 Sacha"} & called(version(5))

        at_the_session(page)
        page.get_by_role("button", name="Ce n'est plus vrai : Absence de MEMBRE1 Alix").click()
        answered(page)
        put_in_force(page)
        assert "CANDIDAT2 Sacha" not in called(version(6)), "only what was taken back comes back"
        calculated(page)
        assert "CANDIDAT2 Sacha" not in called(version(7))
        at_the_session(page)
        assert page.get_by_role("button", name="Ce n'est plus vrai : Absence de MEMBRE1").count() == 0
        assert page.get_by_role("button", name="Ce n'est plus vrai : Absence du candidat CANDIDAT2").count() == 1


def test_whoever_refuses_is_asked_nothing_and_another_is(browser, tmp_path):
    folder = with_planning(tmp_path)
    with browsing(browser, tmp_path) as page:
        page.get_by_role("link", name="CDA juin").click()
        page.get_by_role("link", name="Version 1").click()
        tell(page, "absent:MEMBRE1 Alix")
        page.get_by_role("link", name="Voir le planning").click()
        page.get_by_role("heading", name="version 2").wait_for()
        (asked,) = called(folder / "session-planning-v2.xlsx") - called(folder / "session-planning-v1.xlsx")
        page.get_by_role("button", name=f"Refus de {asked}").click()
        assert "aucun manquement" in answered(page)
        assert "La version 1 reste en vigueur" in shown(page)
        after = called(folder / "session-planning-v3.xlsx")
        assert not {asked, "MEMBRE1 Alix"} & after
