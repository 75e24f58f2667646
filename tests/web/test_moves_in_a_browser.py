"""Stories of somebody who moves passages in a browser, with a mouse, a finger, or the keyboard alone."""

import pytest

from tpplanner.commands.reading import read_planning
from web.browsing import needs_chromium
from web.moving import a_planning, address, version

pytestmark = needs_chromium

LONG = 120_000
"""Milliseconds for what a search answers, on a machine that has much else to do."""


class Visitor:
    """Somebody before the planning, version 1; what the page complained of."""

    def __init__(self, browser, served, path, **screen):
        self.path, self.served = path, served
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, **screen)
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.complaints = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(served.door())
        self.go(path)

    def go(self, path):
        self.page.goto(f"{self.served.address}{address(path)}")

    def box(self, candidat="C2", epreuve="PP"):
        """The passage among the juries."""
        return self.page.locator(f"[data-c='{candidat}'][data-e='{epreuve}']").first

    def take(self, candidat="C2"):
        self.box(candidat).click()
        self.page.wait_for_selector("[data-cherche]")

    def lands_on(self, number, patience=30_000):
        """Wait until the page shows another version; its passages."""
        there = version(self.path, number)
        self.page.wait_for_url(lambda url: address(there) in url, timeout=patience)
        self.page.wait_for_selector("[data-deplacer]")
        return read_planning(there).edite[0]


@pytest.fixture
def visitor(browser, tmp_path):
    with a_planning(tmp_path) as (served, path):
        visitor = Visitor(browser, served, path)
        yield visitor
        visitor.context.close()
        assert visitor.complaints == []


def hour(plan, candidat="C2", epreuve="PP"):
    return next(f"{p.debut:%H:%M}" for p in plan.du_candidat(candidat) if p.epreuve == epreuve)


def jury(plan, candidat="C2"):
    return {x.jury for p in plan.du_candidat(candidat) for x in p.suivies}


def minutes_across(visitor, minutes):
    """So many minutes in pixels, in the drawing of the juries."""
    told = "svg => Number(svg.dataset.pas) * svg.getBoundingClientRect().width / 1240"
    return minutes * visitor.page.locator("svg[data-debut]").first.evaluate(told)


def drag(visitor, box, right, down=0.0):
    there = box.bounding_box()
    x, y = there["x"] + 8, there["y"] + there["height"] / 2
    visitor.page.mouse.move(x, y)
    visitor.page.mouse.down()
    for part in range(1, 11):
        visitor.page.mouse.move(x + right * part / 10, y + down * part / 10)
    visitor.page.mouse.up()


def test_a_passage_is_dragged_to_a_free_hour_then_undone(visitor):
    box = visitor.box()
    box.scroll_into_view_if_needed()
    drag(visitor, box, minutes_across(visitor, 45))
    assert hour(visitor.lands_on(2)) == "13:30"
    visitor.page.locator("[data-annuler]").click()
    visitor.page.wait_for_url(lambda url: url.endswith(address(visitor.path)))
    assert visitor.box().get_attribute("data-a") == "12:45"
    visitor.page.locator("[data-retablir]").click()
    visitor.page.wait_for_url(lambda url: url.endswith(address(version(visitor.path, 2))))
    assert visitor.box().get_attribute("data-a") == "13:30"


@pytest.mark.proof
def test_a_passage_is_dragged_before_another_jury(visitor):
    lanes = visitor.page.locator("svg[data-debut] .v[data-jury]")
    first, second = (lanes.nth(rank).bounding_box() for rank in (0, 1))
    box = visitor.box()
    drag(visitor, box, 0, second["y"] - first["y"])
    plan = visitor.lands_on(2)
    assert (hour(plan), jury(plan)) == ("12:45", {"J2"})


def test_the_keyboard_alone_takes_a_passage_and_puts_it_before_another_jury(visitor):
    keys = visitor.page.keyboard
    visitor.page.locator("svg[data-debut] [data-c][tabindex='0']").first.focus()
    for _ in range(20):
        if visitor.page.locator(":focus").get_attribute("data-c") == "C2":
            break
        keys.press("ArrowRight")
    assert visitor.page.locator(":focus").get_attribute("data-e") == "PP"
    keys.press("Enter")
    visitor.page.wait_for_selector("[data-cherche]")
    keys.press("ArrowDown")
    keys.press("ArrowRight")
    assert "12\u00a0h\u00a050" in visitor.page.locator("#annonce").inner_text()
    keys.press("Enter")
    plan = visitor.lands_on(2)
    assert (hour(plan), jury(plan)) == ("12:50", {"J2"})
    assert visitor.page.locator(":focus").get_attribute("data-c") == "C2", "whoever has moved it goes on from there"


@pytest.mark.proof
def test_escape_lets_go_and_nothing_is_written(visitor):
    visitor.box().focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector("[data-cherche]")
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.keyboard.press("Escape")
    assert visitor.page.locator("#panneau").is_hidden()
    assert visitor.page.locator(".ombre, .libre, .pris").count() == 0
    assert visitor.page.locator(":focus").get_attribute("data-c") == "C2"
    assert not version(visitor.path, 2).exists()


@pytest.mark.proof
def test_taking_a_passage_outlines_where_it_may_go_and_a_card_moves_it_there(visitor):
    visitor.take()
    cards = visitor.page.locator("[data-cartes] > li")
    assert cards.count() >= 2
    assert visitor.page.locator(".libre").count() >= cards.count()
    wanted = cards.first.locator("option").last.get_attribute("value")
    cards.first.locator("select").select_option(wanted)
    cards.first.locator("button").click()
    assert hour(visitor.lands_on(2)) == wanted


@pytest.mark.proof
def test_a_refused_move_says_the_rule_and_is_planned_around(visitor):
    visitor.box().focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector("[data-cherche]")
    for _ in range(6):
        visitor.page.keyboard.press("Shift+ArrowLeft")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector(".refus")
    assert visitor.page.locator(".refus li").count() > 0
    assert visitor.page.locator(":focus").inner_text() == "Replacer autour"
    visitor.page.keyboard.press("Enter")
    visitor.page.locator("a.principal", has_text="Voir le planning").click(timeout=LONG)
    plan = visitor.lands_on(2)
    assert hour(plan) == "09:45"
    assert visitor.page.locator(".verdict.kept").count() == 1


@pytest.mark.proof
def test_a_refused_move_is_kept_all_the_same_and_shown_as_such(visitor):
    box = visitor.box()
    box.scroll_into_view_if_needed()
    drag(visitor, box, -minutes_across(visitor, 60))
    visitor.page.locator(".refus button", has_text="Garder quand même").click()
    assert hour(visitor.lands_on(2)) == "11:45"
    assert visitor.page.locator(".verdict.broken").count() == 1


@pytest.mark.proof
def test_a_search_goes_on_with_others_moved_and_what_it_finds_is_taken_at_once(visitor):
    visitor.take("C1")
    visitor.page.locator("[data-cherche] button").click()
    moving = visitor.page.locator("li[data-heure]", has_text="déplace CANDIDAT")
    moving.first.wait_for(timeout=LONG)
    wanted = moving.first.get_attribute("data-heure")
    moving.first.locator("button").click()
    assert hour(visitor.lands_on(2), "C1") == wanted


@pytest.mark.proof
def test_a_finger_takes_by_a_touch_and_puts_by_another(browser, tmp_path):
    with a_planning(tmp_path) as (served, path):
        visitor = Visitor(browser, served, path, has_touch=True)
        visitor.box().tap()
        visitor.page.wait_for_selector("[data-cherche]")
        lane = visitor.page.locator("svg[data-debut] .v[data-jury]").nth(1).bounding_box()
        there = visitor.box().bounding_box()
        visitor.page.touchscreen.tap(there["x"] + 1, lane["y"] + lane["height"] / 2)
        assert jury(visitor.lands_on(2)) == {"J2"}
        visitor.context.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.proof
def test_no_page_of_a_moved_passage_scrolls_sideways(browser, tmp_path, width):
    with a_planning(tmp_path) as (served, path):
        visitor = Visitor(browser, served, path)
        visitor.page.set_viewport_size({"width": width, "height": 844})
        for where in ("", "/passages", "/passage?candidat=C2&epreuve=PP"):
            visitor.page.goto(f"{served.address}{address(path)}{where}")
            wide = visitor.page.locator("html").evaluate("html => html.scrollWidth - html.clientWidth")
            assert wide <= 0, where
        visitor.context.close()
