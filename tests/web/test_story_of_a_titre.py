"""A centre's own titre, in a browser: typed from its RE, its sums checked while one types, then chosen for a session."""

from playwright.sync_api import expect

from tpplanner.referentiels import load
from web.browsing import needs_chromium

pytestmark = needs_chromium

HEAD = {
    "Sigle": "MON",
    "Code titre": "TP-09999",
    "Millésime": "02",
    "Intitulé du titre": "Monteur en essais",
    "Source": "RE TP-09999 millésime 02",
}
ROWS = (("ET – Entretien technique", "00 h 40 min", ""), ("EF – Entretien final", "20", "ET"))


def cell(page, column, row):
    return page.get_by_label(f"{column}, ligne {row}", exact=True).first


def type_titre(page):
    page.get_by_role("link", name="Titres", exact=True).click()
    page.get_by_role("link", name="saisir un titre à la main").click()
    for label, text in HEAD.items():
        page.get_by_label(label, exact=True).press_sequentially(text)
    page.get_by_label("Recopié du RE officiel ?").select_option("oui")
    for row, (modalite, duree, apres) in enumerate(ROWS, 1):
        cell(page, "Modalité", row).select_option(modalite)
        cell(page, "Durée", row).press_sequentially(duree)
        cell(page, "Qui est présent", row).select_option("jury")
        cell(page, "Passe après", row).press_sequentially(apres)


def test_sums_are_checked_while_a_titre_is_typed_and_a_session_of_it_is_begun(page, sessions):
    type_titre(page)
    total, told = page.locator("#titre-total_candidat"), page.locator("#somme-titre-total_candidat")
    expect(told).to_have_text("1 h")
    total.press_sequentially("01 h 30 min")
    expect(told).to_have_text("1 h ≠ 1 h 30 : écart de 30 min")
    expect(page.locator("#manques")).to_contain_text("À compléter ou à corriger")
    expect(total).to_be_focused()
    page.get_by_role("button", name="Enregistrer ce titre").click()
    expect(page.locator("#manques")).to_be_focused()
    assert not (sessions / "titres").exists()

    page.locator("#manques a[href='#titre-total_candidat']").click()
    expect(total).to_be_focused()
    total.fill("")
    total.press_sequentially("01 h 00 min")
    expect(told).to_have_text("1 h = total du RE")
    expect(page.locator("#manques")).to_contain_text("Ce titre se tient : MON, millésime 02.")
    page.get_by_role("button", name="Enregistrer ce titre").click()
    page.wait_for_url("**/saisie/*/titre")
    kept = load(sessions / "titres" / "MON-m02.toml")
    assert (kept.titre.minutes, kept.epreuve("EF").apres) == (60, ("ET",))

    expect(page.get_by_role("radio", name="MON Monteur en essais")).to_be_checked()
