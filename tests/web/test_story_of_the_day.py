"""The day itself, in a browser: something happens, a proposal says whom to call, and is put in force."""

import pytest

from tpplanner.workbook.marks import read_marks
from web.browsing import needs_chromium
from web_stories import PATIENCE, answered, browsing, shown, with_planning

pytestmark = needs_chromium

SORTES = {"absent": "Un membre absent", "retard": "Un candidat en retard"}


def tell(page, sorte, qui, **fields):
    """Something happens to the planning that is shown."""

    page.get_by_role("link", name="Jour J").click()
    page.get_by_role("link", name=SORTES[sorte]).click()
    page.get_by_label("Qui ?").select_option(qui)
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " ")).first.fill(value)
    page.get_by_role("button", name="Chercher que faire").click()


def test_a_membre_is_away_and_the_answer_is_a_proposal_with_calls(browser, tmp_path):
    folder = with_planning(tmp_path)
    with browsing(browser, tmp_path) as page:
        page.get_by_role("link", name="CDA juin").click()
        tell(page, "absent", "absent:MEMBRE1 Alix")
        page.wait_for_url("**/proposition", timeout=PATIENCE)
        told = shown(page)
        assert "À appeler, dans cet ordre" in told
        assert "Absence de MEMBRE1 Alix" in told
        (transmitted,) = page.get_by_role("button", name="Message transmis").all()
        transmitted.click()
        page.get_by_text("c'est fait").wait_for()
        page.get_by_role("button", name="Mettre en vigueur").click()
        page.wait_for_url("**/planning/*", timeout=PATIENCE)
    assert read_marks(folder / "session-planning-v2.xlsx").en_vigueur is not None


@pytest.mark.proof
def test_what_cannot_be_understood_is_told_with_the_fields_of_the_page(browser, tmp_path):
    with_planning(tmp_path)
    with browsing(browser, tmp_path) as page:
        page.get_by_role("link", name="CDA juin").click()
        tell(page, "retard", "candidat:CANDIDAT2 Sacha", De_combien_de_temps="dix")
        assert answered(page) == "Rien n'a été écrit."
        assert "« De combien de temps » : « dix » est illisible" in shown(page)
