"""The five steps in Chromium: what is typed is kept by itself, whatever happens to the page; the keyboard alone does it."""

import re

import openpyxl
import pytest
from playwright.sync_api import expect

from served import served
from tpplanner.web.typed.entry import drafts_of
from web.browsing import needs_chromium, visit
from web.forms import TYPED, filled
from web.lives import until

pytestmark = needs_chromium


def begin(page, server, etape="titre"):
    page.goto(f"{server.address}/nouvelle")
    if etape != "titre":
        page.goto(page.url.replace("/titre", f"/{etape}"))


def kept(page):
    page.get_by_text(re.compile(r"Enregistré à ")).wait_for()


def test_a_change_is_on_the_disk_a_second_after_the_last_key(page, server):
    begin(page, server)
    page.get_by_label("Nom de la session").press_sequentially("CDA juin")
    kept(page)
    (draft,) = drafts_of(server.desk).all()
    assert draft.form.nom == "CDA juin"


@pytest.mark.parametrize("way", ["reload", "back", "link"])
def test_what_was_just_typed_is_there_however_the_page_is_left(page, server, way):
    begin(page, server)
    address = page.url
    field = page.get_by_label("Nom de la session")
    field.press_sequentially("CDA juin")  # and not a second later
    if way == "reload":
        page.reload()
    else:
        page.get_by_role("link", name="Jours").click() if way == "link" else page.go_back()
        page.wait_for_url(lambda url: url != address)
        page.goto(address)
    expect(page.get_by_label("Nom de la session")).to_have_value("CDA juin")


def test_what_is_typed_and_pasted_before_the_script_comes_is_kept_and_read(page, server):
    late = []
    page.route("**/brouillon.js", lambda route: late.insert(0, route))
    page.goto(f"{server.address}/nouvelle", wait_until="commit")
    page.get_by_label("Nom de la session").fill("CDA juin")
    late.pop().continue_()
    kept(page)
    (draft,) = drafts_of(server.desk).all()
    assert draft.form.nom == "CDA juin"
    page.goto(page.url.replace("/titre", "/candidats"), wait_until="commit")
    page.get_by_label("La liste des candidats").fill("1. DURAND Léa")
    late.pop().continue_()
    page.get_by_role("heading", name="Candidats (1)").wait_for()


def test_a_browser_that_keeps_no_secrets_here_keeps_what_is_typed(page, server):
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    begin(page, server)
    page.get_by_label("Nom de la session").press_sequentially("CDA juin")
    kept(page)
    assert page.locator("#bandeau").is_hidden()
    page.get_by_role("link", name="Jours").click()
    page.wait_for_url("**/jours")
    (draft,) = drafts_of(server.desk).all()
    assert draft.form.nom == "CDA juin"


def test_two_tabs_show_what_the_other_has_kept(page, server):
    begin(page, server, "candidats")
    other = page.context.new_page()
    other.goto(page.url)
    for number, (tab, nom) in enumerate(((page, "DURAND"), (other, "PETIT"))):
        tab.bring_to_front()
        tab.locator('[data-neuve] [name$=".nom"]').nth(number).fill(nom)
        tab.locator('[data-neuve] [name$=".nom"]').nth(number).blur()
        kept(tab)
    (draft,) = drafts_of(server.desk).all()
    assert sorted(row["nom"] for row in draft.form.present("candidats")) == ["DURAND", "PETIT"]
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator('[name^="candidats."][name$=".nom"]').nth(1)).to_have_value("PETIT")


def test_a_server_that_is_gone_is_told_and_what_is_typed_goes_on_with_the_next_one(browser, tmp_path):
    with served(tmp_path / "sessions") as server:
        context = browser.new_context()
        page = context.new_page()
        page.goto(server.door())
        begin(page, server)
        page.get_by_label("Nom de la session").press_sequentially("CDA")
        kept(page)
        path = page.url.removeprefix(server.address)
    page.get_by_label("Nom de la session").press_sequentially(" juin")
    page.get_by_text("Pas encore enregistré").wait_for()
    held = page.evaluate("Object.entries(sessionStorage)")
    assert any("CDA+juin" in value for _, value in held), "a reload finds it in this tab"
    with served(tmp_path / "sessions") as server:
        # another port here: what waited in the tab is sent as its next page does
        body = next(value for key, value in held if key.startswith("saisie"))
        kind = "application/x-www-form-urlencoded"
        assert server.ask("POST", path.replace("/titre", "/garder"), body.encode(), Content_Type=kind)[0] == 200
        assert drafts_of(server.desk).all()[0].form.nom == "CDA juin"
    context.close()


def test_calculer_is_clicked_twice_and_begins_once(page, server):
    server.desk.patience = None
    saisie = filled(server)
    page.goto(f"{server.address}{saisie.path}/verifier")
    page.get_by_role("button", name="Calculer le planning").dblclick()
    page.wait_for_url(re.compile("/calcul/|/planning/"))
    assert len(server.desk.library.sessions()) == 1
    server.desk.jobs.stop_all()


def test_days_are_chosen_in_the_calendar_by_mouse_and_stand_in_their_rows(page, server):
    begin(page, server, "jours")
    days = page.locator('[name^="jours."][name$=".date"]')
    days.first.fill("01/05/2028")
    days.first.blur()
    page.get_by_role("button", name=re.compile(r"lundi 1 mai 2028, férié\s: Fête du Travail")).wait_for()
    page.get_by_role("button", name="mardi 2 mai 2028").click()
    page.get_by_role("button", name="mercredi 3 mai 2028").click()
    page.get_by_role("button", name="lundi 1 mai 2028").click()
    page.wait_for_timeout(1200)
    kept(page)
    (draft,) = drafts_of(server.desk).all()
    assert sorted(row["date"] for row in draft.form.present("jours")) == ["02/05/2028", "03/05/2028"]


def test_days_are_chosen_by_the_keyboard_alone(page, server):
    begin(page, server, "jours")
    days = page.locator('[name^="jours."][name$=".date"]')
    days.first.fill("30/06/2027")
    days.first.blur()
    page.get_by_role("button", name="mercredi 30 juin 2027").focus()
    for key in ("ArrowRight", "ArrowDown", "Enter", "PageUp", "ArrowLeft", "Space"):
        page.keyboard.press(key)
    assert [d.input_value() for d in days.all()][:3] == ["30/06/2027", "08/07/2027", "07/06/2027"]
    assert page.evaluate("document.activeElement.dataset.jour") == "2027-06-07"


def at_a_day(page):
    """Somebody at a day of the calendar by the keyboard; the month that stands there is marked."""
    page.locator('[name^="jours."][name$=".date"]').first.fill("30/06/2027")
    page.locator('[name^="jours."][name$=".date"]').first.blur()
    kept(page)
    page.get_by_role("button", name="mercredi 30 juin 2027").focus()
    page.evaluate("document.querySelector('#calendrier table').dataset.before = ''")


def stays(page):
    expect(page.locator("#calendrier table:not([data-before])")).to_be_visible()
    assert page.evaluate("document.activeElement.dataset.jour") == "2027-06-30"


def test_who_is_at_a_day_stays_there_as_holidays_are_known(page, server):
    late = []
    page.route("**/feries*", lambda route: late.insert(0, route))
    begin(page, server, "jours")
    until(lambda: page.wait_for_timeout(50) or late)
    at_a_day(page)
    late.pop().fulfill(json={"2027-06-29": "un jour férié"})
    stays(page)


def test_who_is_at_a_day_stays_there_as_another_tab_keeps_something(page, server):
    begin(page, server, "jours")
    at_a_day(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.locator('[name^="jours."][name$=".date"]').nth(1).fill("02/07/2027")
    other.locator('[name^="jours."][name$=".date"]').nth(1).blur()
    kept(other)
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    stays(page)


def test_a_link_of_what_is_missing_leads_to_its_field_on_its_step(page, server):
    saisie = filled(server, **{"jours.j0.date": "31/06/2027"})
    page.goto(f"{server.address}{saisie.path}/verifier")
    page.get_by_role("link", name="Ce jour n'existe pas dans le calendrier.").click()
    page.locator("#jours-j0-date:focus").wait_for()


def test_what_a_new_row_proposes_is_kept_with_what_is_typed_in_it(page, server):
    begin(page, server)
    page.get_by_label("CDA Concepteur").check()
    kept(page)
    page.get_by_role("link", name="Jurys et salles").click()
    page.get_by_role("heading", name="Jurys et salles", level=1).wait_for()
    page.wait_for_load_state()  # nobody types before the modules of a page have run
    page.get_by_label("Salle, ligne 1").fill("Salle 12")
    page.get_by_role("link", name="Vérifier").click()
    page.get_by_role("heading", name="Vérifier", level=1).wait_for()
    (salle,) = until(lambda: [row for d in drafts_of(server.desk).all() for row in d.form.present("salles")])
    assert salle["usages"] == "jury"


def test_a_row_taken_away_is_put_back_from_where_it_was(page, server):
    saisie = filled(server)
    page.goto(f"{server.address}{saisie.path}/jurys")
    page.get_by_role("button", name="Retirer NOIR").click()
    page.get_by_role("button", name="Annuler").click()
    page.locator("#membres-m0-nom").wait_for()


def test_enter_in_a_field_keeps_it_and_stays(page, server):
    begin(page, server)
    address = page.url
    page.get_by_label("Nom de la session").press_sequentially("Essai")
    page.keyboard.press("Enter")
    kept(page)
    assert page.url.partition("?")[0] == address


def test_every_step_is_done_without_a_script(browser, server):
    with visit(browser, server.door(), scripts=False) as page:
        begin(page, server)
        page.get_by_label("Nom de la session").fill("Essai")
        page.get_by_label("CDA Concepteur").check()
        for etape in ("Jours", "Candidats", "Jurys et salles", "Vérifier"):
            page.get_by_role("button", name="Continuer").click()
            page.get_by_role("heading", name=etape, level=1).wait_for()
            if etape == "Jours":
                page.locator('[name$=".date"]').first.fill("14/06/2027")
        page.get_by_role("button", name="Enregistrer dans le classeur").click()
        page.wait_for_url("**/session/**")
    (files,) = server.desk.library.sessions()
    assert f"{openpyxl.load_workbook(files.workbook)['Jours']['A4'].value:%d/%m/%Y}" == "14/06/2027"


@pytest.mark.proof
@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("etape", ["titre", "jours", "candidats", "jurys", "verifier"])
def test_nothing_is_wider_than_the_screen_and_every_field_has_a_name(browser, server, width, etape):
    saisie = filled(server, **{path.replace("c0", f"c9{n}"): v for n in range(9) for path, v in TYPED.items()})
    with visit(browser, server.door(), width) as page:
        page.goto(f"{server.address}{saisie.path}/{etape}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        nameless = page.evaluate(
            """[...document.querySelectorAll("input:not([type=hidden]), select, textarea, button:not([hidden])")]
                .filter(f => !(f.labels?.length || f.ariaLabel || f.textContent.trim())).map(f => f.outerHTML)"""
        )
        assert nameless == []
        ids = re.findall(r'\sid="([^"]+)"', page.content())
        assert len(ids) == len(set(ids))
