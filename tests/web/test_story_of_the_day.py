"""The day itself, in a browser: something happens, the answer says whom to tell what, and only their papers are redone."""

import pytest

from web.browsing import needs_chromium
from web_stories import answered, browsing, shown, with_planning

pytestmark = needs_chromium

OWN = (("calendrier", "ics"), ("convocation", "pdf"), ("déclaration", "pdf"))
"""What each membre has for themselves."""


def tell(page, qui="", duree="", de=""):
    page.get_by_role("link", name="Un imprévu").click()
    page.get_by_label("Qui, ou quoi").first.select_option(qui)
    page.get_by_label("De combien de temps").first.fill(duree)
    page.get_by_label("À partir de quelle heure").fill(de)


def send(page):
    page.get_by_role("button", name="Chercher le planning").click()
    return answered(page)


def test_a_membre_is_away_and_only_the_papers_of_those_whom_it_concerns_are_redone(browser, tmp_path):
    folder = with_planning(tmp_path)
    with browsing(browser, tmp_path) as page:
        page.get_by_role("link", name="CDA juin").click()
        page.get_by_role("link", name="Version 1").click()
        tell(page, "absent:MEMBRE1 Alix")
        assert "aucun manquement" in send(page)
        (comes,) = page.locator(".prevenir > li strong").all_inner_texts()
        assert comes != "MEMBRE1 Alix", "who told it knows"
        page.get_by_role("button", name="Refaire les documents de ces personnes seulement").click()
        assert answered(page) == "Les documents sont faits."
        page.get_by_role("link", name="Voir les documents").click()
        files = page.locator(".fichiers a").all_inner_texts()
        assert files
        assert set(files) == {f"{what} {comes}.{kind}" for what, kind in OWN}
    assert {p.name for p in folder.glob("session-planning-v*.xlsx")} >= {
        "session-planning-v1.xlsx",
        "session-planning-v2.xlsx",
    }


@pytest.mark.proof
def test_what_was_answered_is_found_again_on_the_planning_and_leads_back_to_the_one_before(browser, tmp_path):
    with_planning(tmp_path)
    with browsing(browser, tmp_path) as page:
        page.get_by_role("link", name="CDA juin").click()
        page.get_by_role("link", name="Version 1").click()
        tell(page, "candidat:CANDIDAT2 Sacha", duree="20 min")
        send(page)
        page.get_by_role("link", name="Voir le planning").click()
        page.get_by_role("heading", name="version 2").wait_for()
        assert "CANDIDAT2 Sacha : 20 min de retard" in shown(page)
        tell(page, "absent:MEMBRE1 Alix")
        send(page)
        page.get_by_role("link", name="Voir le planning").click()
        page.get_by_role("heading", name="version 3").wait_for()
        told = shown(page)
        assert "Absence de MEMBRE1 Alix" in told
        assert "CANDIDAT2 Sacha : 20 min de retard" in told, "noted for as long as plannings follow each other"
        page.get_by_text("1 personne à prévenir").click()
        assert page.get_by_role("button", name="Refaire les documents").is_visible()
        page.get_by_role("link", name="Annuler : revenir à la version 2").click()
        page.get_by_role("heading", name="version 2").wait_for()


@pytest.mark.proof
def test_candidats_pasted_from_a_list_are_added(browser, tmp_path):
    with_planning(tmp_path)
    with browsing(browser, tmp_path) as page:
        page.get_by_role("link", name="CDA juin").click()
        page.get_by_role("link", name="Version 1").click()
        tell(page)
        page.get_by_text("Plus de choix").click()
        page.get_by_label("Candidats en plus").fill("NOUVEAU\tLéa")
        send(page)
        page.get_by_role("link", name="Voir le planning").click()
        assert "Candidat ajouté : NOUVEAU Léa" in shown(page)


@pytest.mark.proof
def test_what_cannot_be_understood_is_told_with_the_fields_of_the_page(browser, tmp_path):
    with_planning(tmp_path)
    with browsing(browser, tmp_path) as page:
        page.get_by_role("link", name="CDA juin").click()
        page.get_by_role("link", name="Version 1").click()
        tell(page, "absent:MEMBRE1 Alix", de="dix")
        assert send(page) == "Rien n'a été écrit."
        assert "« À partir de quelle heure » : « dix » est illisible" in shown(page, ".problemes")
