"""A planning looked at in a browser: by its arrows, a name, its scale; on a telephone a list comes first."""

import pytest
from playwright.sync_api import expect

from proofs import mostly_proofs
from web.browsing import needs_chromium, visit
from web.moving import a_planning, address

pytestmark = needs_chromium

HELD = "document.activeElement.closest('.b')?.id ?? ''"
STOPS = "[...document.querySelectorAll('.cadran .b[tabindex=\"0\"]')].map(bar => bar.id)"
"""The bars at which the tabulator stops."""
OPENED = {"wait_until": "networkidle"}


@pytest.fixture(scope="module")
def planning(tmp_path_factory):
    with a_planning(tmp_path_factory.mktemp("served") / "sessions") as (server, path):
        server.desk.patience = None
        yield server, server.address + address(path)


def by_keys(page, *keys):
    """Where the focus is after each key."""
    held = []
    for key in keys:
        page.keyboard.press(key)
        held.append(page.evaluate(HELD))
    return held


def test_arrows_go_from_bar_to_bar_a_name_to_its_row_and_the_scale_is_kept(browser, planning):
    server, address = planning
    with visit(browser, server.door()) as page:
        page.goto(address, **OPENED)
        (first,) = page.evaluate(STOPS)
        page.focus(f"[id='{first}']")
        right, below, above, back, end = by_keys(page, "ArrowRight", "ArrowDown", "ArrowUp", "Home", "End")
        assert len({first, right, below}) == 3
        assert below in page.evaluate("[...document.querySelectorAll('[data-jury=J2] .b')].map(bar => bar.id)")
        assert above in page.evaluate("[...document.querySelectorAll('[data-jury=J1] .b')].map(bar => bar.id)")
        assert back == first
        assert page.evaluate(STOPS) == [end], "the tabulator comes back to the bar that was left"

        page.get_by_label("Chercher un nom").fill("candidat3")
        page.keyboard.press("Enter")
        assert page.locator(".voie.trouve").get_attribute("data-de") == "C3"
        assert page.evaluate(HELD).startswith("c-C3")
        assert "cherche" not in page.url, "it is on this day: no other page is asked for"

        scale = page.locator(".frise").get_attribute("data-zoom")
        page.get_by_role("link", name="Agrandir").click()
        page.wait_for_url("**zoom=*")
        larger = page.locator(".frise").get_attribute("data-zoom")
        assert int(larger) > int(scale)
        page.goto(address, **OPENED)
        assert page.locator(".frise").get_attribute("data-zoom") == larger


@pytest.mark.parametrize("width", mostly_proofs((390, 320), 320))
def test_a_telephone_shows_the_day_as_a_list_and_the_drawing_when_it_is_asked_for(browser, planning, width):
    server, address = planning
    with visit(browser, server.door(), width) as page:
        page.goto(address, **OPENED)
        drawing, day = page.locator(".cadran").first, page.locator(".journee")
        assert (drawing.is_visible(), day.is_visible()) == (False, True)
        page.get_by_role("link", name="Voir le dessin").click()
        drawing.wait_for()
        assert not day.is_visible()
        page.get_by_role("link", name="Voir la liste").click()
        day.wait_for()
        assert not drawing.is_visible()


def test_a_page_that_waits_for_its_file_comes_though_its_address_ends_in_a_place_of_it(browser, tmp_path):
    with a_planning(tmp_path / "sessions") as (server, path), visit(browser, server.door()) as page:
        server.desk.patience = 0
        page.goto(f"{server.address}{address(path)}#dessin")
        expect(page.get_by_role("heading", level=1)).to_contain_text("version 1")
