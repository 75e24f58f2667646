"""The page has stopped, and somebody else listens at its port: they are told nothing, and nothing of theirs is shown."""

import re
from contextlib import ExitStack

import pytest

from served import served
from somebody import Somebody
from web.browsing import needs_chromium
from web.forms import filled
from web.lives import until

pytestmark = needs_chromium

NAME = "DURANDAL"


def saisie(page, server):
    page.goto(f"{server.address}{filled(server).path}/titre")
    page.get_by_text("Tout reste sur cet ordinateur").wait_for()
    yield
    page.get_by_label("Nom de la session").press_sequentially(NAME)
    page.get_by_text("Pas encore enregistré").wait_for()
    page.get_by_role("link", name=re.compile("^Candidats|Candidats")).first.click()
    page.get_by_role("button", name="Continuer").click()


def liste(page, server):
    page.goto(f"{server.address}{filled(server).path}/candidats")
    yield
    page.locator("summary", has_text="liste").first.click()
    page.get_by_label(re.compile("La liste des candidats")).fill(NAME)
    page.get_by_role("button", name="Lire cette liste").click()


def centre(page, server):
    page.goto(f"{server.address}/centre")
    yield
    page.get_by_label("Site").fill(NAME)
    page.keyboard.press("Tab")


def recherche(page, server):
    page.goto(server.address)
    yield
    page.get_by_role("searchbox").fill(NAME)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Titres").first.click()


@pytest.mark.parametrize("person", [saisie, liste, centre, recherche])
def test_what_is_typed_is_told_to_nobody_else_and_their_page_is_not_shown(browser, tmp_path, person):
    with ExitStack() as stack:
        context = stack.enter_context(browser.new_context())
        page = context.new_page()
        with served(tmp_path / "sessions") as server:
            page.goto(server.door())
            acts = person(page, server)
            next(acts)
            title = page.title()
        with Somebody(server.port) as somebody:
            page.locator("#bandeau:not([hidden])").wait_for()
            next(acts, None)
            heard = len(somebody.asked)
            until(lambda: page.title() and len(somebody.asked) > heard)  # the tab goes on asking who is there
            assert page.title() == title
            page.close(run_before_unload=True)
            context.close()
        assert {line.split("?")[0] for line in somebody.asked} == {"GET /vie/etat"}
        assert NAME not in "".join(somebody.heard)
