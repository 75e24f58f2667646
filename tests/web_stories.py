"""Stories told in a real browser: a folder of sessions, the page of it, Chromium; and a session that is soon planned."""

import os
import shutil
from contextlib import contextmanager
from datetime import time

import pytest

from builders import LUNDI, plan_cda_trois, session
from edits import heures
from served import served
from tpplanner.audit import check
from tpplanner.domain.answers import Planned
from tpplanner.steps import write_excel
from tpplanner.workbook.template import write_session

CHROMIUM = shutil.which("chromium")

needs_chromium = pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="not installed: chromium")

PATIENCE = 120_000
"""Milliseconds for a search in a child process, on a machine that others use."""

JOUR = f"{LUNDI:%d/%m/%Y}"


def journee_de_trois(nb_jours=1):
    """Three candidats in one day before two membres, two more in reserve; the day must end at 17:00."""
    return heures(session(nb_membres=4, nb_jours=nb_jours), fin=time(17))


def with_planning(root, of=None, plan=None, nom="CDA juin"):
    """A folder of that session with its workbook and a first planning; answers where they are."""
    of = of or journee_de_trois()
    folder = root / nom
    folder.mkdir(parents=True)
    plan = plan or plan_cda_trois()
    report = check(of, plan)
    assert report.conforme, report.violations
    write_session(folder / "session.xlsx", of)
    write_excel(folder / "session-planning-v1.xlsx", of, Planned(plan, ()), report)
    return folder


@contextmanager
def browsing(root, size=(1280, 900), scheme="light"):
    """The first page of those sessions in Chromium; whatever the browser complains of fails the story."""
    from playwright.sync_api import sync_playwright

    complaints = []
    with served(root) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        try:
            page.goto(server.door())
            yield page
        finally:
            browser.close()
    assert complaints == []


def answered(page):
    """Wait for what came of a search, and what it says first."""
    page.locator("main .verdict").first.wait_for(timeout=PATIENCE)
    return page.locator("main .verdict").first.inner_text()


def shown(page, selector="main"):
    """What a part of the page tells, its spaces plain."""
    return page.locator(selector).first.inner_text().replace("\xa0", " ").replace("\u202f", " ")
