"""Every screen for everybody: axe light and dark, at 1280 and 320 px, targets, a focus that nothing covers."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from starlette.routing import Route

from proofs import mostly_proofs
from tpplanner.texts.papiers import PREPARATION
from tpplanner.web.app import ROUTES
from tpplanner.web.sessions.folders import ident
from web.browsing import needs_chromium, visit
from web.moving import a_planning, address
from web.test_annee import a_year
from years import programmation

pytestmark = needs_chromium

NEW, SESSION, PLANNING, YEAR = "/saisie/0123456789abcdef", "{session}", "{planning}", "{year}"
STEPS = ("titre", "jours", "candidats", "jurys", "verifier")
SCREENS = (
    *("/", "/annee", YEAR, "/centre", "/titres", "/titres/nouveau", "/controle", "/autre"),
    *(f"{NEW}/{step}" for step in STEPS),
    *(f"{NEW}/supprimer", f"{SESSION}/supprimer", f"{SESSION}/saisie/candidats"),
    *(f"{SESSION}/suivi", f"{SESSION}/echeances"),
    *(f"{PLANNING}{part}" for part in ("", "/documents", "/imprevu", "/changements", "/retouche")),
    f"{PLANNING}/retouche?candidat=C2&epreuve=PP&echanges=1",
    f"{PLANNING}/retouche?jury=J1&jour=2027-06-14&membre=M1",
)
NO_SCREEN = {
    *(
        "/entrer",
        "/vie/etat",
        "/jetons.css",
        "/feries",
        "/sessions/etat",
        "/saisie/{id}",
        "/saisie/{id}/etat",
        "/nouvelle",
    ),
    *("/session/{id}/saisie", "/session/{id}/saisie/etat", "/session/{id}/etat", "/session/{id}/suivi/etat"),
    *("/session/{id}/echeances/calendrier", "/programmation/{id}/etat", "/calcul/{id}/flux", "/planning/{id}/etat"),
    *("/planning/{id}/dessin", "/planning/{id}/retouche/dessin", "/planning/{id}/retouche/places"),
    *("/planning/{id}/retouche/echange", "/planning/{id}/proposition/papiers", "/planning/{id}/documents/etat"),
    *("/planning/{id}/documents/apercu/{lot}", "/planning/{id}/documents/imprimer/{lot}"),
    *("/planning/{id}/documents/messages/{carte}", "/planning/{id}/documents/tout"),
    *("/planning/{id}/documents/{rang:int}", "/titres/lus/{id}/page/{page:int}"),
}
"""What leads on, or is a file, a state, a piece of a screen."""
ELSEWHERE = {"/planning/{id}/complet"}
"""A document, which `export/test_page_in_a_browser.py` looks at."""
UNSEEN = {
    *("/calcul/{id}", "/planning/{id}/proposition", "/planning/{id}/plan-b", "/programmation/{id}", "/titres/{id}"),
    *("/diagnostic", "/titres/lus/{id}", "/titres/lus/{id}/etape/{etape}", "/titres/lus/{id}/fin"),
}
"""What a search or a file has to come before: not looked at here yet."""
QUICK = ("/", "/titres", "/centre", f"{NEW}/candidats", PLANNING)
"""The others are among the proofs."""

WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.defile, .cadran, .document, .scroll'))
    .map(e => e.outerHTML.slice(0, 120))"""
"""What is wider than the window, but for what scrolls inside."""

SMALL = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(e => {
    if (!e.checkVisibility({ visibilityProperty: true }) || e.type == 'hidden' || e.closest('.cache, .saut, .cadran')) return false;
    if (e.tagName == 'A' && getComputedStyle(e).display == 'inline') return false;
    const box = (/radio|checkbox/.test(e.type) && e.closest('label') || e).getBoundingClientRect();
    return Math.min(box.width, box.height) < 23.5;
}).map(e => e.outerHTML.slice(0, 120))"""
"""What is pressed and is smaller than 24 px, but for links in a sentence."""

COVERED = """() => {
    const over = [...document.querySelectorAll('.barre')], covered = [];
    for (const e of document.querySelectorAll('main a, main button, main input, main select, main textarea, main summary')) {
        if (!e.checkVisibility({ visibilityProperty: true }) || e.type == 'hidden' || e.closest('.cadran')) continue;
        e.focus();
        const box = e.getBoundingClientRect(), at = [box.x + box.width / 2, box.y + box.height / 2];
        if (document.activeElement != e || over.some(bar => bar.contains(e))) continue;
        if (over.some(bar => { const b = bar.getBoundingClientRect(); return b.top < at[1] && at[1] < b.bottom; }))
            covered.push(e.outerHTML.slice(0, 120));
    }
    return covered;
}"""
"""What has the focus while a bar that stays in sight stands over it."""


def violations(page, **options):
    response = Axe().run(page, options=options or None).response
    return [(v["id"], [node["html"][:120] for node in v["nodes"][:3]]) for v in response["violations"]]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served") / "sessions"
    with a_planning(folder) as (server, path):
        year = a_year(folder, decided=programmation())
        server.post(f"{NEW}/garder", {"nom": "CDA juin", "avant": "{}"})
        told = {"session": f"/session/{ident(path.with_name('session.xlsx'))}", "year": f"/session/{ident(year)}"}
        yield server, {"planning": address(path), **told}


def test_each_address_that_shows_a_screen_is_looked_at():
    told = {"planning": "/planning/0", "session": "/session/0", "year": "/session/0"}
    shown = [screen.format(**told).partition("?")[0] for screen in SCREENS]
    asked = [route for route in ROUTES if isinstance(route, Route) and "GET" in route.methods]
    missed = {route.path for route in asked if not any(route.path_regex.match(screen) for screen in shown)}
    assert missed - NO_SCREEN - ELSEWHERE - UNSEEN == set(), "a new one"
    assert (NO_SCREEN | ELSEWHERE | UNSEEN) - {route.path for route in asked} == set(), "one that has gone"


@pytest.mark.parametrize("screen", mostly_proofs(SCREENS, *QUICK))
def test_everybody_can_use_a_screen(browser, served, screen):
    server, told = served
    with visit(browser, server.door()) as page:
        page.emulate_media(reduced_motion="reduce")
        for _ in range(2):  # a page that reads files shows itself anew once they are read
            page.goto(server.address + screen.format(**told), wait_until="networkidle")
            page.get_by_text(PREPARATION).or_(page.locator(".squelette")).wait_for(state="detached", timeout=60_000)
        assert violations(page) == [], "light"
        assert page.evaluate(SMALL) == [], "24 px at least"
        page.emulate_media(color_scheme="dark")
        assert violations(page, runOnly=["color-contrast"]) == [], "dark"
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate(WIDE) == [], "320 px"
        assert violations(page) == [], "dark, at 320 px"
        assert page.evaluate(SMALL) == [], "24 px at least, at 320 px"
        assert page.evaluate(COVERED) == [], "nothing covers the focus"
