"""The page in headless Chromium: at the size of a phone, of a laptop, on A4 paper; in light and in dark."""

import os
import shutil
import subprocess
from types import SimpleNamespace

import pytest

from export.rich import deux_jurys, plan_de, soixante
from export.test_html_page import attacked, page_of
from some import some
from tpplanner.export.agenda import Agenda
from tpplanner.export.pictures import internal_pictures, posted_pictures, svg_file

CHROMIUM = shutil.which("chromium")
MISSING = [name for name, path in (("chromium", CHROMIUM), ("pdftotext", shutil.which("pdftotext"))) if path is None]

pytestmark = pytest.mark.skipif(
    bool(MISSING) and not os.environ.get("CI"), reason=f"not installed: {', '.join(MISSING)}"
)

SCREENS = {"phone": (390, 844), "laptop": (1366, 768)}
A4 = (595, 842)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The page of two sessions, one of them with names that would like to run, as files."""
    folder = tmp_path_factory.mktemp("pages")
    sessions = {
        "deux_jurys": (deux_jurys(), 2),
        "soixante": (soixante(), 3),
        "attacked": (attacked("</title><script>alert(1)</script><img src=http://x.invalid/y onerror=alert(2)>"), 2),
    }
    for name, (session, par_jury) in sessions.items():
        path = folder / f"{name}.html"
        path.write_text(page_of(session, plan_de(session, par_jury)), encoding="utf-8")
    return folder


class Visit:
    """A page opened at that size: what it asked for, what it complained of."""

    def __init__(self, browser, path, size, scheme="light"):
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
        self.page = self.context.new_page()
        self.requests, self.complaints = [], []
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.on("console", lambda m: self.complaints.append(m.text))
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.on("dialog", lambda d: (self.complaints.append(d.message), d.dismiss()))
        self.url = path.as_uri()
        self.page.goto(self.url)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()


@pytest.fixture(scope="module", params=SCREENS)
def visit(request, browser, written):
    with Visit(browser, written / "deux_jurys.html", SCREENS[request.param]) as visit:
        yield visit


@pytest.mark.parametrize("name", ["deux_jurys", "attacked"])
def test_nothing_is_asked_of_the_network_and_nothing_complains(browser, written, name):
    with Visit(browser, written / f"{name}.html", SCREENS["laptop"]) as visit:
        visit.page.wait_for_load_state("networkidle")
        assert (visit.requests, visit.complaints) == ([visit.url], [])


def test_the_style_is_applied_although_the_policy_forbids_all_others(visit):
    assert visit.page.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse") == "collapse"
    assert visit.page.evaluate("getComputedStyle(document.querySelector('.tp .j rect')).fill") == "rgb(207, 226, 247)"


def test_nothing_is_wider_than_the_screen_but_what_scrolls_inside(visit):
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = """[...document.querySelectorAll('main *:not(.scroll):not(.scroll *)')]
        .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && getComputedStyle(e).display != 'inline')
        .map(e => e.outerHTML.slice(0, 80))"""
    assert visit.page.evaluate(wide) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_an_accessibility_checker_finds_nothing(browser, written, screen, scheme):
    from axe_playwright_python.sync_playwright import Axe

    with Visit(browser, written / "deux_jurys.html", SCREENS[screen], scheme) as visit:
        response = Axe().run(visit.page).response
        assert [(v["id"], [n["html"][:90] for n in v["nodes"][:3]]) for v in response["violations"]] == []
        passed = {rule["id"] for rule in response["passes"]}
        assert {"color-contrast", "landmark-one-main", "region", "heading-order", "svg-img-alt"} <= passed


def test_dark_is_dark(browser, written):
    grounds = {}
    for scheme in ("light", "dark"):
        with Visit(browser, written / "deux_jurys.html", SCREENS["laptop"], scheme) as visit:
            grounds[scheme] = [
                visit.page.evaluate("getComputedStyle(document.body).backgroundColor"),
                visit.page.evaluate("getComputedStyle(document.querySelector('.tp .g')).fill"),
            ]
    assert grounds == {"light": ["rgb(255, 255, 255)"] * 2, "dark": ["rgb(17, 22, 29)"] * 2}


def test_the_keyboard_skips_to_the_contents_and_reaches_the_pictures(visit):
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.className") == "skip"
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.id") == "contenu"
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.className") == "scroll"


CUT = """[...document.querySelectorAll('.tp g')].flatMap(g => {
    const out = []; let rect = null;
    for (const e of g.children) {
        if (e.tagName == 'rect') rect = e.getBBox();
        if (e.tagName == 'text') {
            const b = e.getBBox();
            if (!e.textContent || b.x < rect.x - 1 || b.x + b.width > rect.x + rect.width + 1 || b.y < rect.y - 1
                || b.y + b.height > rect.y + rect.height + 1) out.push(e.textContent);
        }
    }
    return out;
})"""
"""The words that go beyond their bar."""

OVER = """[...document.querySelectorAll('.tp')].flatMap(svg => {
    const edge = Math.min(...[...svg.querySelectorAll('path')].map(p => p.getBBox().x));
    return [...svg.querySelectorAll('.n, .m')].filter(t => t.getBBox().width + 2 > edge).map(t => t.textContent);
})"""
"""The titles of rows that go into the hours."""


@pytest.mark.parametrize("name", ["deux_jurys", "soixante"])
def test_no_word_of_a_picture_leaves_its_place(browser, written, name):
    with Visit(browser, written / f"{name}.html", SCREENS["laptop"]) as visit:
        assert visit.page.evaluate("document.querySelectorAll('.tp g text').length") > 50
        assert visit.page.evaluate(CUT) == []
        assert visit.page.evaluate(OVER) == []


def test_it_prints_on_a4_without_a_blank_page(browser, written, tmp_path):
    with Visit(browser, written / "deux_jurys.html", SCREENS["laptop"], "dark") as visit:
        visit.page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    sizes = subprocess.run(
        ["pdfinfo", "-l", "99", tmp_path / "page.pdf"], check=True, capture_output=True, text=True
    ).stdout
    pages = [line.split()[3::2][:2] for line in sizes.splitlines() if line.startswith("Page ") and "size" in line]
    assert {tuple(sorted(round(float(x)) for x in page)) for page in pages} == {A4}
    assert {float(w) < float(h) for w, h in pages} == {True, False}, "upright, but for the pictures"
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "page.pdf", "-"], check=True, capture_output=True, text=True
    )
    printed = text.stdout.split("\f")[:-1]
    assert [n for n, page in enumerate(printed) if len(page.split()) < 12] == []
    assert "Aller au contenu" not in text.stdout


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """The pictures of a day as files."""
    folder = tmp_path_factory.mktemp("pictures")
    agenda = Agenda(deux_jurys(), plan_de(deux_jurys(), 2))
    pictures = (*internal_pictures(agenda, agenda.jours[0]), *posted_pictures(agenda, agenda.jours[0]))
    paths = []
    for rank, picture in enumerate(pictures):
        paths.append(folder / f"{rank}.svg")
        paths[-1].write_bytes(svg_file(picture))
    return SimpleNamespace(paths=paths, pictures=pictures)


def test_each_picture_is_a_file_that_a_browser_opens(browser, drawn):
    for path, picture in some(zip(drawn.paths, drawn.pictures, strict=True)):
        with Visit(browser, path, SCREENS["laptop"], "dark") as visit:
            assert (visit.requests, visit.complaints) == ([visit.url], [])
            assert visit.page.evaluate("document.querySelector('title').textContent") == picture.titre
            assert visit.page.evaluate("getComputedStyle(document.querySelector('.g')).fill") == "rgb(17, 22, 29)"
            assert visit.page.evaluate(CUT.replace("'.tp g'", "'g'")) == []
