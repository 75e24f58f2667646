"""*Mes sessions* and *Mon centre* in a browser: cards that fill in, the example in seconds, what is typed kept by itself."""

from playwright.sync_api import expect

from tpplanner.web.typed.centre import read_centre
from web.browsing import needs_chromium
from web.lives import until
from web_stories import with_planning

pytestmark = needs_chromium


def test_the_first_time_one_sees_a_finished_example_at_once(page):
    page.get_by_role("button", name="Voir un exemple terminé").press("Enter")
    page.wait_for_url("**/planning/**", timeout=30_000)
    page.goto(page.url.split("/planning/")[0])
    expect(page.get_by_text("Conforme, version 1 en vigueur")).to_be_visible()
    expect(page.get_by_role("link", name="Exemple terminé")).to_be_visible()


def test_cards_fill_in_by_themselves_and_a_session_is_put_away_from_its_menu(page, server, sessions):
    with_planning(sessions)
    page.goto(server.address)
    expect(page.get_by_text("Conforme, version 1")).to_be_visible()
    menu = page.get_by_label("Autres actions pour CDA juin")
    menu.press("Enter")
    page.get_by_role("button", name="Archiver").press("Enter")
    page.get_by_text("Terminées (1)").click()
    page.get_by_label("Autres actions pour CDA juin").press("Enter")
    page.get_by_role("button", name="Sortir des archives").click()
    expect(page.get_by_text("Terminées (1)")).to_have_count(0)


def test_a_click_that_falls_while_all_is_shown_in_its_order_leads_where_it_aimed(page, server, sessions):
    with_planning(sessions)
    shown, late = [], []

    def once_more(route):
        shown.append(route)
        route.continue_() if len(shown) == 1 else late.append(route)

    page.route(f"{server.address}/", once_more)
    page.goto(f"{server.address}/")
    link = page.get_by_role("link", name="CDA juin")
    until(lambda: page.wait_for_timeout(50) or late)
    link.hover()
    page.mouse.down()
    with page.expect_event("requestfinished", lambda request: request.url == f"{server.address}/"):
        late.pop().continue_()
    page.mouse.up()
    page.wait_for_url("**/planning/**")


def test_a_card_that_somebody_is_at_fills_in_once_it_is_left(page, server, sessions):
    with_planning(sessions)
    late = []
    page.route("**/sessions/etat*", lambda route: late.insert(0, route), times=1)
    page.goto(f"{server.address}/")
    page.get_by_label("Autres actions pour CDA juin").focus()
    until(lambda: page.wait_for_timeout(50) or late)
    with page.expect_event("requestfinished", lambda request: "/sessions/etat" in request.url):
        late.pop().continue_()
    expect(page.get_by_text("lecture en cours")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Conforme, version 1")).to_be_visible()


def test_what_is_typed_of_the_centre_is_on_the_disk_without_any_button(page, server):
    page.goto(f"{server.address}/centre")
    page.get_by_label("Site").fill("3 rue Haute, 44000 Nantes")
    expect(page.get_by_text("Enregistré à")).to_be_visible()
    page.get_by_label("Nom", exact=True).first.fill("PETIT")
    page.get_by_label("Prénom", exact=True).first.fill("Anne")
    page.keyboard.press("Tab")
    expect(page.locator("[name=empreinte]")).not_to_have_value("")
    page.wait_for_function("document.activeElement.name !== 'membres.prenom'")
    page.goto(f"{server.address}/titres")
    page.goto(f"{server.address}/centre")
    expect(page.get_by_label("Prénom", exact=True).first).to_have_value("Anne")
    kept = read_centre(server.desk.data)
    assert (kept.session["site"], kept.rows["membres"]) == (
        "3 rue Haute, 44000 Nantes",
        [{"nom": "PETIT", "prenom": "Anne"}],
    )
