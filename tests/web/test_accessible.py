"""Every screen for everybody: axe light and dark, at 1280 and 320 px, targets, a focus that nothing covers."""

from dataclasses import replace
from datetime import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from starlette.routing import Route

from builders import session
from change.test_retouches import DEUX_JURYS
from edits import heures
from example_sessions import ec_8
from journees import journee
from proofs import mostly_proofs
from served import quick_jobs
from tpplanner.commands.titre import ReReading
from tpplanner.re_pdf.document import Document, ReHead
from tpplanner.texts.papiers import PREPARATION
from tpplanner.web.app import ROUTES
from tpplanner.web.pages import relire
from tpplanner.web.searches.bench import shown
from tpplanner.web.sessions.folders import ident
from tpplanner.workbook.template import write_session
from tpplanner.workbook.year import annee_bytes, annee_contents
from web.browsing import needs_chromium, visit
from web.lives import until
from web.moving import a_planning, address
from web.test_annee import a_year
from web.test_jour_j import away
from web.test_titres import typed
from web.test_titres_pdf import confirm, dropped, proposal
from years import annee, programmation

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
QUICK = ("/", "/titres", "/centre", f"{NEW}/candidats", PLANNING)
"""The others are among the proofs."""


def goes_on(pipe, order):
    """A search that tells what it is given, and goes on until it is stopped."""
    for part, value in order["told"].items():
        pipe.send((part, value))
    pipe.recv()


def searching(server, path, **told):
    server.desk.jobs = quick_jobs(goes_on)
    job = server.desk.jobs.start(ident(path.with_name("session.xlsx")), {"travail": "calculer", "told": told})
    until(lambda: told.keys() <= job.state.keys())
    return f"/calcul/{job.id}"


def with_a_plan(server, path):
    s = session(nb_membres=4, nb_salles=2)
    drawn = shown(s, journee(s, DEUX_JURYS))
    return searching(server, path, dessin=drawn, avancement=[2, "4b", "attente", "3 min"])


def impossible(server, path):
    """A day that ends before anybody has passed: what a search says of it."""
    folder = path.parents[1] / "CDA court"
    folder.mkdir()
    session = ec_8()
    write_session(folder / "session.xlsx", heures(replace(session, candidats=session.candidats[:3]), fin=time(12)))
    _, headers, _ = server.post(f"/session/{ident(folder / 'session.xlsx')}/calculer", {"secondes": "10"})
    until(lambda: "/flux" not in server.get(headers["location"])[2], seconds=120)
    return headers["location"]


def planned_b(server, path):
    _, headers, _ = server.post(f"{address(path)}/plan-b")
    until(lambda: "/flux" not in server.get(headers["location"])[2], seconds=120)
    return headers["location"]


def shown_b(server, path):
    planned_b(server, path)
    return f"{address(path)}/plan-b"


def decided_year(_, path):
    year = a_year(path.parents[1])
    decided = year.with_name("annee-programmation-v1.xlsx")
    decided.write_bytes(annee_bytes(annee_contents(annee(), programmation())))
    return f"/programmation/{ident(decided)}"


def one_titre(server, path):
    typed(server).press("enregistrer")
    return f"/titres/{ident(path.parents[1] / 'titres' / 'MON-m02.toml')}"


def read_titre(server, _):
    return dropped(server)


def step_that_asks(server, _):
    return f"{dropped(server)}/etape/titre-pp"


def all_said(server, _):
    return confirm(server, dropped(server))


def diagnostic(*_):
    return "/diagnostic"


AFTER = {
    "/calcul/0": searching,
    "/calcul/0?avec=un planning": with_a_plan,
    "/calcul/0?impossible": impossible,
    "/planning/0/proposition": away,
    "/calcul/0?plan b": planned_b,
    "/planning/0/plan-b": shown_b,
    "/programmation/0": decided_year,
    "/titres/0": one_titre,
    "/titres/lus/0": read_titre,
    "/titres/lus/0/etape/0": step_that_asks,
    "/titres/lus/0/fin": all_said,
    "/diagnostic": diagnostic,
}
"""Screens that a search or a file comes before, each with what does that, which answers where it is."""

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
    shown = [screen.format(**told).partition("?")[0] for screen in (*SCREENS, *AFTER)]
    asked = [route for route in ROUTES if isinstance(route, Route) and "GET" in route.methods]
    missed = {route.path for route in asked if not any(route.path_regex.match(screen) for screen in shown)}
    assert missed - NO_SCREEN - ELSEWHERE == set(), "a new one"
    assert (NO_SCREEN | ELSEWHERE) - {route.path for route in asked} == set(), "one that has gone"


@pytest.mark.parametrize("screen", mostly_proofs(SCREENS, *QUICK))
def test_everybody_can_use_a_screen(browser, served, screen):
    server, told = served
    with visit(browser, server.door()) as page:
        look(page, server.address + screen.format(**told))


@pytest.mark.parametrize("screen", mostly_proofs(AFTER, "/titres/lus/0/fin"))
def test_everybody_can_use_a_screen_that_something_comes_before(browser, tmp_path, monkeypatch, screen):
    monkeypatch.setattr(relire, "read_re", lambda _: ReReading(Document("0" * 64, 20, ReHead()), proposal()))
    with a_planning(tmp_path / "sessions") as (server, path), visit(browser, server.door()) as page:
        try:
            look(page, server.address + AFTER[screen](server, path))
        finally:
            server.desk.jobs.stop_all()


def look(page, where):
    """All that is asked of a screen, light and dark, at 1280 and 320 px."""
    page.emulate_media(reduced_motion="reduce")
    for _ in range(2):  # a page that reads files shows itself anew once they are read
        page.goto(where, wait_until="load" if "/calcul/" in where else "networkidle")
        page.get_by_text(PREPARATION).or_(page.locator(".squelette")).wait_for(state="detached", timeout=60_000)
    assert violations(page) == [], "light"
    assert page.evaluate(SMALL) == [], "24 px at least"
    page.emulate_media(color_scheme="dark")
    assert violations(page, runOnly=["color-contrast"]) == [], "dark"
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(WIDE) == [], "320 px"
    assert violations(page) == [], "dark, at 320 px"
    page.emulate_media(color_scheme="light")
    assert violations(page, runOnly=["color-contrast"]) == [], "light, at 320 px"
    assert page.evaluate(SMALL) == [], "24 px at least, at 320 px"
    assert page.evaluate(COVERED) == [], "nothing covers the focus"
