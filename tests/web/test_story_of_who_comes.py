"""Who will come, in a browser: answers are noted, who declines is replaced, and it is said on whom the planning hangs."""

from dataclasses import replace

import pytest

from tpplanner.domain.session import Reponse
from tpplanner.workbook.reader import read_session
from web.browsing import needs_chromium
from web_stories import answered, browsing, journee_de_trois, shown, with_planning

pytestmark = needs_chromium


def who_comes(page):
    page.get_by_role("link", name="Noter les réponses, voir à qui le planning tient").click()
    page.get_by_role("heading", name="Qui viendra", level=1).wait_for()


def note(page, nom, reponse):
    page.get_by_label(f"Réponse de {nom}", exact=True).select_option(reponse)
    page.get_by_role("button", name=f"Noter la réponse de {nom}", exact=True).click()
    page.locator(f".venue li.{reponse}").filter(has_text=nom).wait_for()


def test_who_declines_is_replaced_by_the_least_disturbance_and_answers_go_on(browser, tmp_path):
    folder = with_planning(tmp_path)
    with browsing(browser, tmp_path) as page:
        page.set_default_timeout(60_000)
        page.get_by_role("link", name="CDA juin").click()
        page.get_by_role("link", name="Version 1").click()
        assert "2 membres appelés : 2 pas encore sollicités." in shown(page)
        who_comes(page)
        note(page, "MEMBRE2 Alix", "confirme")
        note(page, "MEMBRE1 Alix", "decline")
        told = shown(page)
        assert "MEMBRE1 Alix a décliné" in told
        assert "MEMBRE3 Alix ou MEMBRE4 Alix peut siéger à sa place" in told
        page.locator(".verdict.broken button").click()
        assert "aucun manquement" in answered(page)
        assert "MEMBRE1 Alix a décliné et n'est plus appelé." in shown(page)
        page.get_by_role("link", name="Voir le planning").click()
        told = shown(page)
        assert "2 membres appelés : 1 confirmé, 1 pas encore sollicité." in told
        assert "ce planning ne l'appelle plus" in told
    membres = read_session(folder / "session-planning-v2.xlsx").session.membres
    assert [m.reponse for m in membres] == [Reponse.DECLINE, Reponse.CONFIRME, None, None]
    assert all(m.indisponibilites == () for m in membres), "whoever changes their mind can be called again"


@pytest.mark.proof
def test_it_is_said_on_whom_the_planning_hangs(browser, tmp_path):
    of = journee_de_trois()
    with_planning(tmp_path, replace(of, membres=of.membres[:2]))
    with browsing(browser, tmp_path) as page:
        page.set_default_timeout(60_000)
        page.get_by_role("link", name="CDA juin").click()
        page.get_by_role("link", name="Version 1").click()
        who_comes(page)
        told = shown(page)
        assert "Le planning tient à MEMBRE1 Alix et MEMBRE2 Alix" in told
        assert "si MEMBRE1 Alix décline, 3 candidats restent sans jury" in told
        note(page, "MEMBRE1 Alix", "confirme")
        told = shown(page)
        assert "Le planning tient à MEMBRE2 Alix" in told
        assert "si MEMBRE1 Alix décline" not in told
