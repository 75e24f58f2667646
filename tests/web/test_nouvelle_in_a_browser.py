"""The first planning in three minutes, in Chromium: what a person does is counted; the keyboard alone does it too."""

import re
import time

import pytest

from served import served
from tpplanner.workbook.reader import read_session
from web.browsing import needs_chromium

pytestmark = needs_chromium

CANDIDATS = "NOM\tPrénom\tEntreprise\n" + "".join(
    f"{nom}\t{prenom}\tEntreprise {n}\n"
    for n, (nom, prenom) in enumerate(
        [
            *(("DURAND", "Léa"), ("PETIT", "Zoé"), ("ROUX", "Hugo"), ("BLANC", "Iris"), ("MOREAU", "Jules")),
            *(("FAURE", "Nina"), ("GIRARD", "Noé"), ("ANDRE", "Lina"), ("MERCIER", "Tom"), ("DUPUIS", "Eva")),
            *(("LAMBERT", "Luc"), ("BONNET", "Ana")),
        ]
    )
)
MEMBRES = "Anne Noir <anne@x.fr>; Luc Vert <luc@y.fr>; Ida Rose <ida@z.fr>; Jean Gris <jean@w.fr>"
A_KEY, A_CLICK = 0.25, 1.2
"""Seconds that a person who is no typist takes: what the story would last for them."""


@pytest.fixture
def served_page(tmp_path):
    with served(tmp_path / "sessions") as page:
        yield page
        page.desk.jobs.stop_all()


class Person:
    """Somebody at the page: their clicks and keys are counted; what complains is kept."""

    def __init__(self, browser, served_page, width=1280, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-FR")
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served_page.address)
        self.page, self.served = context.new_page(), served_page
        self.clicks = self.keys = 0
        self.complaints = []
        self.page.on("console", lambda m: self.complaints.append(m.text))
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.goto(served_page.door())

    def click(self, target):
        target.click()
        self.clicks += 1

    def type(self, target, text):
        """Click a field and type in it."""
        self.click(target)
        self.page.keyboard.type(text)
        self.keys += len(text)

    def press(self, key):
        self.page.keyboard.press(key)
        self.keys += 1

    def paste(self, target, text):
        """Click a field and paste what another program holds."""
        self.click(target)
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.press("ControlOrMeta+v")

    def button(self, name):
        return self.page.get_by_role("button", name=name)

    def field(self, id_):
        return self.page.locator(f"#{id_}")


def test_a_first_planning_takes_a_person_less_than_three_minutes(browser, served_page, capsys):
    person = Person(browser, served_page)
    page, began = person.page, time.monotonic()
    person.click(page.get_by_role("link", name="Nouvelle session"))
    person.type(person.field("nom"), "CDA juin")
    person.click(page.get_by_role("radio", name="CDA Concepteur"))
    page.get_by_text("Qui est présent").wait_for()
    for n, jour in enumerate(("14/06/2027", "15/06/2027")):
        if n:
            person.click(page.locator('[value="ligne-jours"]'))
        person.type(person.field(f"jours-{n}-date"), jour)
    person.paste(person.field("collage-candidats"), CANDIDATS)
    page.get_by_text("12 candidats, 0 à vérifier").wait_for()
    person.click(page.locator('[value="prendre-candidats"]'))
    person.field("candidats-11-nom").wait_for()
    person.paste(person.field("collage-membres"), MEMBRES)
    page.get_by_text("4 membres, 0 à vérifier").wait_for()
    person.click(page.locator('[value="prendre-membres"]'))
    person.field("membres-3-nom").wait_for()
    person.type(person.field("salles-0-nom"), "A101")
    person.type(person.field("salles-1-nom"), "A102")
    person.type(person.field("salles-1-postes"), "12")
    person.click(page.locator('[value="ligne-salles"]'))
    person.field("salles-2-nom").wait_for()
    person.type(person.field("salles-2-nom"), "A103")
    person.type(person.field("surveillants-0-nom"), "BRUN")
    person.type(person.field("session-centre"), "Greta")
    person.type(person.field("session-site"), "3 rue Haute 44000 Nantes")
    person.type(person.field("session-responsable"), "BLEU Ines")
    person.type(person.field("session-contact_responsable"), "ines@x.fr")
    page.get_by_text("Tout y est pour calculer un planning.").wait_for()
    person.click(person.button("Calculer le planning"))
    page.locator("#dessin svg").first.wait_for(timeout=60_000)
    seconds = time.monotonic() - began
    worth = person.clicks * A_CLICK + person.keys * A_KEY
    with capsys.disabled():
        print(  # noqa: T201 - the count is what the story is for
            f"\nfirst planning: {person.clicks} clicks, {person.keys} keys, {seconds:.0f} s for the test"
            f"; about {worth:.0f} s for a person ({A_CLICK} s a click, {A_KEY} s a key)"
        )
    assert person.complaints == []
    assert worth + seconds < 180
    reading = read_session(next(served_page.desk.library.root.rglob("session.xlsx")))
    assert len(reading.session.candidats) == 12
    assert [m.nom_complet for m in reading.session.membres] == ["NOIR Anne", "VERT Luc", "ROSE Ida", "GRIS Jean"]


def test_days_are_chosen_in_the_calendar_by_mouse_and_stand_in_their_rows(browser, served_page):
    person = Person(browser, served_page)
    page = person.page
    page.goto(f"{served_page.address}/nouvelle")
    days = page.locator('[name="jours.date"]')
    days.first.fill("01/05/2028")
    days.first.blur()
    page.get_by_role("button", name=re.compile(r"lundi 1 mai 2028, férié\s: Fête du Travail")).wait_for()
    person.click(page.get_by_role("button", name="mardi 2 mai 2028"))
    person.click(page.get_by_role("button", name="mercredi 3 mai 2028"))
    assert [d.input_value() for d in days.all()][:3] == ["01/05/2028", "02/05/2028", "03/05/2028"]
    person.click(page.get_by_role("button", name="lundi 1 mai 2028"))
    assert "01/05/2028" not in [d.input_value() for d in days.all()]
    assert person.complaints == []


def test_days_are_chosen_by_the_keyboard_alone(browser, served_page):
    person = Person(browser, served_page)
    page = person.page
    page.goto(f"{served_page.address}/nouvelle")
    page.locator('[name="jours.date"]').first.fill("30/06/2027")
    page.locator('[name="jours.date"]').first.blur()
    page.get_by_role("button", name="mercredi 30 juin 2027").focus()
    for key in ("ArrowRight", "ArrowDown", "Enter", "PageUp", "ArrowLeft", "Space"):
        person.press(key)
    days = [d.input_value() for d in page.locator('[name="jours.date"]').all()]
    assert days[:3] == ["30/06/2027", "08/07/2027", "07/06/2027"]
    assert page.evaluate("document.activeElement.dataset.jour") == "2027-06-07"


def test_a_link_of_what_is_missing_leads_to_its_field(browser, served_page):
    person = Person(browser, served_page)
    page = person.page
    page.goto(f"{served_page.address}/nouvelle")
    page.get_by_role("radio", name="CDA Concepteur").check()
    person.type(person.field("jours-0-date"), "31/06/2027")
    link = page.get_by_role("link", name="Ce jour n'existe pas dans le calendrier.")
    link.focus()
    person.press("Enter")
    page.locator("#jours-0-date:focus").wait_for()
    person.press("ControlOrMeta+a")
    page.keyboard.type("30/06/2027")
    link.wait_for(state="detached")


def test_a_server_that_is_gone_is_told_and_what_is_typed_stays(browser, tmp_path):
    with served(tmp_path / "sessions") as page_served:
        person = Person(browser, page_served)
        page = person.page
        page.goto(f"{page_served.address}/nouvelle")
        person.type(person.field("nom"), "Essai")
    page.locator('[value="ligne-candidats"]').click()
    page.get_by_text("La page ne répond pas").wait_for()
    assert person.field("nom").input_value() == "Essai"
    assert person.field("nom").is_enabled()


def test_enter_in_a_field_sends_nothing_away(browser, served_page):
    person = Person(browser, served_page)
    page = person.page
    page.goto(f"{served_page.address}/nouvelle")
    person.type(person.field("nom"), "Essai")
    person.press("Enter")
    page.get_by_text("Le titre n'est pas choisi.").wait_for()
    assert page.url.endswith("/nouvelle")
    assert not list(served_page.desk.library.root.rglob("*"))


def test_what_is_asked_for_keeps_the_focus_where_one_goes_on(browser, served_page):
    person = Person(browser, served_page)
    page = person.page
    page.goto(f"{served_page.address}/nouvelle")
    page.get_by_role("radio", name="CDA Concepteur").focus()
    person.press("Space")
    page.get_by_text("Qui est présent").wait_for()
    page.locator('[value="CDA-04"]:focus').wait_for()
    page.locator('[value="ligne-candidats"]').focus()
    person.press("Enter")
    page.locator('[name="candidats.nom"]:focus').wait_for()


@pytest.mark.proof
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_nothing_is_wider_than_the_screen(browser, served_page, width, scheme):
    person = Person(browser, served_page, width, scheme)
    page = person.page
    page.goto(f"{served_page.address}/nouvelle")
    page.get_by_role("radio", name="CDA Concepteur").check()
    page.get_by_text("Qui est présent").wait_for()
    person.paste(person.field("collage-candidats"), CANDIDATS)
    page.locator('[value="prendre-candidats"]').wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.proof
def test_every_field_has_a_name(browser, served_page):
    person = Person(browser, served_page)
    page = person.page
    page.goto(f"{served_page.address}/nouvelle")
    nameless = page.evaluate(
        """[...document.querySelectorAll("input:not([type=hidden]), select, textarea, button:not([hidden])")]
            .filter(f => !(f.labels?.length || f.ariaLabel || f.textContent.trim())).map(f => f.outerHTML)"""
    )
    assert nameless == []
    ids = re.findall(r'\sid="([^"]+)"', page.content())
    assert len(ids) == len(set(ids))
