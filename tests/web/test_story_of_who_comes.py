"""Who comes, in a browser: answers are noted, who declines is replaced, and it is said on whom the planning hangs."""

import re
from dataclasses import replace

import pytest

from tpplanner.domain.session import Reponse
from tpplanner.web.sessions.folders import ident
from tpplanner.workbook.reader import read_session
from web.browsing import needs_chromium
from web_stories import PATIENCE, browsing, journee_de_trois, shown, with_planning

pytestmark = needs_chromium


def follow_up(page, folder):
    page.goto(page.url.partition("/session")[0].rstrip("/") + f"/session/{ident(folder / 'session.xlsx')}/suivi")
    page.get_by_role("heading", name="Suivi", level=1).wait_for()


def answer(page, nom, reponse):
    page.get_by_role("button", name=f"{nom} : {reponse}", exact=True).click()
    page.get_by_role("button", name=f"Annuler la réponse de {nom}", exact=True).wait_for()


@pytest.mark.proof
def test_who_declines_is_replaced_by_the_least_disturbance_and_answers_go_on(browser, tmp_path):
    folder = with_planning(tmp_path)
    with browsing(browser, tmp_path) as page:
        page.set_default_timeout(60_000)
        follow_up(page, folder)
        assert "Réponses : 0 sur 2" in shown(page)
        answer(page, "MEMBRE2 Alix", "A confirmé")
        answer(page, "MEMBRE1 Alix", "A décliné")
        text = shown(page)
        assert "Réponses : 1 sur 2" in text
        assert "MEMBRE1 Alix a décliné" in text
        page.get_by_text("MEMBRE1 Alix", exact=True).first.click()
        assert "MEMBRE3 Alix ou MEMBRE4 Alix peut siéger à sa place" in shown(page)
        page.get_by_role("button", name="Chercher le planning qui dérange le moins").click()
        planning = folder / "session-planning-v2.xlsx"
        page.wait_for_url(re.compile("/calcul/|/planning/"))
        for _ in range(PATIENCE // 100):
            if planning.exists():
                break
            page.wait_for_timeout(100)
    membres = read_session(planning).session.membres
    assert [m.reponse for m in membres] == [Reponse.DECLINE, Reponse.CONFIRME, None, None]
    assert all(m.indisponibilites == () for m in membres), "whoever changes their mind can be called again"


@pytest.mark.proof
def test_it_is_said_on_whom_the_planning_hangs(browser, tmp_path):
    of = journee_de_trois()
    folder = with_planning(tmp_path, replace(of, membres=of.membres[:2]))
    with browsing(browser, tmp_path) as page:
        page.set_default_timeout(60_000)
        follow_up(page, folder)
        assert "Le planning tient à MEMBRE1 Alix et MEMBRE2 Alix" in shown(page)
        page.get_by_text("MEMBRE1 Alix", exact=True).first.click()
        assert "si MEMBRE1 Alix décline, 3 candidats restent sans jury" in shown(page)
        answer(page, "MEMBRE1 Alix", "A confirmé")
        assert "Le planning tient à MEMBRE2 Alix" in shown(page)
