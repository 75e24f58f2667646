"""A day of a planning printed: on one page, whatever the session, and whatever somebody has unfolded on the screen."""

from collections import Counter

import pypdfium2
import pytest
from benchmarks.shapes import CDA, Size, made

from served import served
from web.browsing import needs_chromium, visit
from web.moving import address
from web_stories import with_planning

pytestmark = [needs_chromium, pytest.mark.proof]

SIZES = {6: Size(6, 1, 2), 12: Size(12, 2, 2), 60: Size(60, 8, 4), 120: Size(120, 8, 6)}
NAME = "Concepteur développeur d'applications, promotion du soir et promotion du jour réunies, de janvier à juin 2027, Brest"
"""More than a line of a page holds."""
UNFOLD = "document.querySelectorAll('.groupe').forEach(group => { group.open = true; })"
A4, A3 = (842, 595), (1191, 842)
"""Points."""


def sheets(page):
    """The sheets that the page is printed on, of a size each; the words of the first."""
    pdf = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    return [tuple(round(side) for side in sheet.get_size()) for sheet in pdf], pdf[0].get_textpage().get_text_range()


def days(plan):
    """The days of a plan on which the fewest and the most candidats come."""
    coming = Counter(jour for jour, _ in {(p.jour, p.candidat) for p in plan.passages})
    return min(coming, key=coming.get), max(coming, key=coming.get)


@pytest.mark.parametrize("candidats", SIZES)
def test_a_day_stands_on_one_page(browser, tmp_path, candidats):
    case = made(CDA, SIZES[candidats], "loose", "printed")
    path = with_planning(tmp_path / "sessions", case.session, case.plan, NAME) / "session-planning-v1.xlsx"
    quiet, busy = days(case.plan)
    with served(tmp_path / "sessions") as server:
        server.desk.patience = None
        for scripts, shown, jour in (
            (True, "", quiet),
            (True, "", busy),
            (True, "/retouche", quiet),
            (False, "", quiet),
        ):
            with visit(browser, server.door(), scripts=scripts) as page:
                page.goto(f"{server.address}{address(path)}{shown}?jour={jour}")
                page.evaluate(UNFOLD)
                (sheet,), words = sheets(page)
                assert sheet == (A3 if page.locator(".frise.grand").count() else A4)
                assert "Jury 1" in words
                assert "Filtrer" not in words
