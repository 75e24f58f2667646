"""What a responsable does on the page, from the beginning to the end, in a real browser."""

import openpyxl
import pytest
from playwright.sync_api import expect

from tpplanner.commands.init import new_workbook
from tpplanner.workbook.template import write_session
from web.browsing import needs_chromium, visit
from web_stories import journee_de_trois, with_planning

pytestmark = needs_chromium


NAME = "CDA juin 2027"
LOOKED_AT_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"
"""Whoever comes back from Excel to the tab."""


@pytest.fixture
def example(sessions):
    """A session of invented people, in its folder."""
    folder = sessions / NAME
    folder.mkdir()
    new_workbook(folder / "session.xlsx", "CDA", exemple=True)
    return folder / "session.xlsx"


@pytest.fixture
def small(sessions):
    """A session of three candidats, which is soon planned."""
    folder = sessions / NAME
    folder.mkdir()
    write_session(folder / "session.xlsx", journee_de_trois())
    return folder / "session.xlsx"


@pytest.fixture
def planning(sessions):
    """The session and its first planning, in the folder of the sessions: the planning."""
    return with_planning(sessions, nom=NAME) / "session-planning-v1.xlsx"


def at_home(page, server):
    """The session's page."""
    page.goto(f"{server.address}/")
    page.get_by_role("link", name=NAME).click()


def edited(path, sheet, cell, value):
    """Type a value in a cell, and save as Excel does; what stood there."""
    workbook = openpyxl.load_workbook(path)
    before = workbook[sheet][cell].value
    workbook[sheet][cell] = value
    workbook.save(path)
    return before


def column(path, sheet, title):
    """The letter of the column of that title, and the row of the first thing told under it."""
    workbook = openpyxl.load_workbook(path)
    for row in workbook[sheet].iter_rows(max_row=12):
        for cell in row:
            if cell.value and str(cell.value).rstrip(" *") == title:
                return cell.column_letter, cell.row
    raise AssertionError(f"{sheet} has no column {title}")


def planned(page):
    """From the form of a session to a planning."""
    page.get_by_role("link", name="Vérifier").first.click()
    page.get_by_role("button", name="Calculer le planning").click()
    page.wait_for_url("**/planning/**", timeout=90_000)


def check(page, file):
    """Have a file judged that is of no session."""
    page.get_by_label("Autres pages").click()
    page.get_by_role("link", name="Vérifier un fichier").click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Vérifier").click()


def test_the_page_follows_what_is_saved_in_excel(page, server, example):
    at_home(page, server)
    page.get_by_role("link", name="Vérifier").click()
    expect(page.get_by_text("Rien ne manque pour calculer")).to_be_visible()
    letter, row = column(example, "Jours", "Fin au plus tard")
    before = edited(example, "Jours", f"{letter}{row + 1}", "demain")
    page.evaluate(LOOKED_AT_AGAIN)
    expect(page.get_by_text("« demain »")).to_be_visible()
    expect(page.get_by_role("button", name="Calculer le planning")).to_have_count(0)
    edited(example, "Jours", f"{letter}{row + 1}", before)
    expect(page.get_by_text("Rien ne manque pour calculer")).to_be_visible()


def test_a_planning_that_no_longer_holds_for_its_workbook_is_told(page, server, planning):
    at_home(page, server)
    page.wait_for_url("**/planning/**")
    expect(page.get_by_text("la session a changé depuis ce planning")).to_have_count(0)
    example = planning.with_name("session.xlsx")
    letter, row = column(example, "Candidats", "Nom")
    edited(example, "Candidats", f"{letter}{row + 2}", "NOUVEAU")
    expect(page.get_by_text("la session a changé depuis ce planning")).to_be_visible()
    expect(page.get_by_text("n'est plus dans la saisie")).to_be_visible()


def test_any_planning_dropped_on_the_page_is_judged_and_not_kept(page, planning, sessions):
    spoilt = sessions.parent / "retouché.xlsx"
    spoilt.write_bytes(planning.read_bytes())
    workbook = openpyxl.load_workbook(spoilt)
    sheet = workbook["Planning"]
    letter, row = column(spoilt, "Planning", "Début")
    heard = next(r for r in range(row + 1, row + 60) if any("Épreuve EF" in str(c.value) for c in sheet[r]))
    sheet[f"{letter}{heard}"] = "06:00"
    workbook.save(spoilt)
    before = sorted(p.name for p in sessions.rglob("*"))
    check(page, spoilt)
    expect(page.get_by_text("Non conforme")).to_be_visible()
    expect(page.locator(".causes")).to_contain_text("de 6 h à 6 h 20, hors des heures d'ouverture")
    assert sorted(p.name for p in sessions.rglob("*")) == before


def test_what_is_no_workbook_is_refused_in_french(page):
    check(page, {"name": "a.xlsx", "mimeType": "", "buffer": b"rien"})
    expect(page.get_by_text("ne peut pas être lu")).to_be_visible()


@pytest.mark.usefixtures("small")
@pytest.mark.proof
def test_reading_needs_no_script(browser, server):
    with visit(browser, server.door(), scripts=False) as page:
        page.get_by_role("link", name="CDA juin 2027").click()
        planned(page)
        expect(page.locator(".cadran").first).to_be_visible()


HOSTILE = "<script>document.title='pris'</script><img src=x onerror=\"document.title='pris'\">"


@pytest.mark.proof
def test_names_that_would_like_to_run_are_shown(page, server, small):
    for sheet, title in (("Candidats", "Nom"), ("Membres", "Nom"), ("Salles", "Salle")):
        letter, row = column(small, sheet, title)
        edited(small, sheet, f"{letter}{row + 3}", f"{HOSTILE}{sheet}")
    at_home(page, server)
    planned(page)
    expect(page.get_by_text("onerror").first).to_be_attached()
    assert "pris" not in page.title()
    assert page.locator("main script, main img").count() == 0
