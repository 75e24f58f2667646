"""Stories of somebody who takes passages in a browser and puts them elsewhere: mouse, finger, keyboard alone."""

import re

import pytest

from tpplanner.commands.reading import read_planning
from web.browsing import needs_chromium
from web.moving import a_planning, address, version

pytestmark = needs_chromium


class Visitor:
    """Somebody before Retoucher, of version 1; what the page complained of."""

    def __init__(self, browser, served, path, **screen):
        self.path, self.served = path, served
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **screen})
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.complaints = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(served.door())
        self.page.goto(f"{served.address}{address(path)}/retouche")

    def bar(self, candidat="C2"):
        """The passage among the juries."""
        return self.page.locator(f".voie[data-jury] g[data-c='{candidat}']").first

    def shows(self, text):
        """Wait until the page shows a text, its spaces plain."""
        pattern = re.compile(re.escape(text).replace(r"\ ", r"\s"))
        self.page.get_by_text(pattern).first.wait_for()

    def minutes(self, minutes):
        """So many minutes in pixels."""
        return minutes * float(self.page.locator(".voie svg").first.get_attribute("data-pas"))

    def hold(self, right=10.0, down=0.0):
        """Take C2's passage with the mouse, so far from where it is, until its places are there."""
        at = self.bar().bounding_box()
        self.x, self.y = at["x"] + 8, at["y"] + at["height"] / 2
        self.page.mouse.move(self.x, self.y)
        self.page.mouse.down()
        for part in range(1, 6):
            self.page.mouse.move(self.x + right * part / 5, self.y + down * part / 5)
        self.page.wait_for_selector("[data-trace=libre]", state="attached")
        self.page.mouse.move(self.x + right, self.y + down)


@pytest.fixture
def visitor(browser, tmp_path):
    with a_planning(tmp_path) as (served, path):
        visitor = Visitor(browser, served, path)
        yield visitor
        visitor.context.close()
        assert visitor.complaints == []


def test_a_passage_is_dragged_undone_done_again_and_kept_as_one_version(visitor):
    visitor.hold(visitor.minutes(45))
    assert "13\u00a0h\u00a030" in visitor.page.locator(".bulle").inner_text()
    visitor.page.mouse.up()
    visitor.shows("Retouche : 1 déplacement")
    assert visitor.bar().get_attribute("data-a") == "13:30"
    assert not version(visitor.path, 2).exists()
    visitor.page.get_by_role("button", name="Annuler le dernier").click()
    visitor.page.wait_for_selector("g[data-c=C2][data-a='12:45']", state="attached")
    visitor.page.get_by_role("button", name="Rétablir").click()
    visitor.page.wait_for_selector("g[data-c=C2][data-a='13:30']", state="attached")
    visitor.page.get_by_role("button", name="Garder comme version 2").click()
    visitor.page.wait_for_url(lambda url: url.endswith(address(version(visitor.path, 2))))
    passages = read_planning(version(visitor.path, 2)).edite[0].du_candidat("C2")
    assert [f"{p.debut:%H:%M}" for p in passages] == ["09:00", "13:30", "14:10", "14:55"], "the whole passage"


@pytest.mark.proof
def test_over_another_passage_the_two_are_exchanged(visitor):
    at = visitor.bar("C3").bounding_box()
    own = visitor.bar().bounding_box()
    visitor.hold(at["x"] - own["x"] + 20, at["y"] - own["y"])
    visitor.page.wait_for_selector(".bulle[data-sorte=oui]")
    assert "Échanger avec CANDIDAT3" in visitor.page.locator(".bulle").inner_text()
    visitor.page.mouse.up()
    visitor.shows("CANDIDAT2 et CANDIDAT3 échangés")


def test_the_keyboard_alone_takes_a_passage_and_puts_it_before_another_jury_all_said_aloud(visitor):
    keys, spoken = visitor.page.keyboard, visitor.page.locator("#annonce")
    visitor.bar().focus()
    keys.press("Enter")
    visitor.page.wait_for_selector("[data-trace=libre]", state="attached")
    assert "Heures libres : " in spoken.inner_text().replace("\u00a0", " ")
    assert "lun. 14 juin" in spoken.inner_text(), "the days that have some"
    keys.press("ArrowDown")
    keys.press("ArrowRight")
    assert "Jury\u00a02, 12\u00a0h\u00a050".replace("\u00a0", " ") in spoken.inner_text().replace("\u00a0", " ")
    keys.press("Enter")
    visitor.page.wait_for_selector("g[data-c=C2][data-a='12:50'][data-jury=J2]", state="attached")
    assert "CANDIDAT2" in spoken.inner_text()
    assert visitor.page.locator(":focus").get_attribute("data-c") == "C2", "whoever has moved it goes on from there"


@pytest.mark.proof
def test_escape_puts_all_back(visitor):
    visitor.hold(visitor.minutes(45))
    visitor.page.keyboard.press("Escape")
    assert visitor.page.locator("[data-trace], .pris").count() == 0
    visitor.page.mouse.up()
    assert visitor.page.get_by_text("Retouche :").count() == 0


@pytest.mark.proof
def test_what_is_refused_goes_back_and_the_panel_says_why(visitor):
    visitor.hold(-visitor.minutes(60))
    assert visitor.page.locator(".bulle[data-sorte=refus]").count() == 1
    visitor.page.mouse.up()
    visitor.shows("Ce n'est pas possible ainsi")
    assert visitor.bar().get_attribute("data-a") == "12:45"
    visitor.page.get_by_role("button", name="Garder quand même, non conforme").click()
    visitor.shows("Garder comme version 2, non conforme")


@pytest.mark.proof
def test_a_finger_that_stays_takes_and_one_that_goes_on_scrolls(browser, tmp_path):
    with a_planning(tmp_path) as (served, path):
        visitor = Visitor(browser, served, path, has_touch=True)
        touch = visitor.context.new_cdp_session(visitor.page)

        def finger(kind, x, y):
            points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        at = visitor.bar().bounding_box()
        x, y = at["x"] + 8, at["y"] + at["height"] / 2
        visitor.page.clock.install(time=0)
        visitor.page.clock.pause_at(1)
        finger("touchStart", x, y)
        finger("touchMove", x + 60, y)
        visitor.page.clock.run_for(500)
        assert visitor.page.locator(".pris").count() == 0
        finger("touchEnd", x, y)
        finger("touchStart", x, y)
        visitor.page.clock.run_for(200)
        assert visitor.page.locator(".pris").count() == 0
        visitor.page.clock.resume()
        visitor.page.wait_for_selector("[data-trace=libre]", state="attached")
        for part in range(1, 6):
            finger("touchMove", x + visitor.minutes(45) * part / 5, y)
        finger("touchEnd", x, y)
        visitor.shows("Retouche : 1 déplacement")
        assert visitor.bar().get_attribute("data-a") == "13:30"
        visitor.context.close()


@pytest.mark.proof
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_does_not_scroll_sideways(browser, tmp_path, width):
    with a_planning(tmp_path) as (served, path):
        visitor = Visitor(browser, served, path, viewport={"width": width, "height": 844})
        for where in ("", "?candidat=C2&epreuve=PP", "?jury=J1&jour=2027-06-14"):
            visitor.page.goto(f"{served.address}{address(path)}/retouche{where}")
            wide = visitor.page.locator("html").evaluate("html => html.scrollWidth - html.clientWidth")
            assert wide <= 0, where
        visitor.context.close()


@pytest.mark.proof
def test_what_is_dropped_on_no_row_stays_where_it_was(visitor):
    visitor.hold(visitor.minutes(45))
    title = visitor.page.locator("h1").bounding_box()
    visitor.page.mouse.move(title["x"] + 5, title["y"] + 5)
    assert visitor.page.locator("[data-trace=ombre]").count() == 0
    visitor.page.mouse.up()
    visitor.page.get_by_text("Laissé à sa place.").wait_for(state="attached")
    assert visitor.page.get_by_text("Retouche :").count() == 0
