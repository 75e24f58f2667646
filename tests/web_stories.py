"""Stories told in a real browser: a folder of sessions, the page of it; and a session that is soon planned."""

from contextlib import contextmanager
from datetime import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from builders import LUNDI, plan_cda_trois, session
from edits import heures
from served import served
from tpplanner.audit import check
from tpplanner.commands.outputs import write_excel
from tpplanner.domain.answers import Planned
from tpplanner.workbook.template import write_session

PATIENCE = 120_000
"""Milliseconds for a search in a child process, on a machine that others use."""

JOUR = f"{LUNDI:%d/%m/%Y}"


def journee_de_trois(nb_jours=1):
    """Three candidats in one day before two membres, two more in reserve; the day must end at 17:00."""
    return heures(session(nb_membres=4, nb_jours=nb_jours), fin=time(17))


@cache
def files(of, plan):
    """The workbook of a session, and its planning: bytes by name."""
    report = check(of, plan)
    assert report.conforme, report.violations
    with TemporaryDirectory() as folder:
        write_session(Path(folder) / "session.xlsx", of)
        write_excel(Path(folder) / "session-planning-v1.xlsx", of, Planned(plan, ()), report)
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def with_planning(root, of=None, plan=None, nom="CDA juin"):
    """A folder of that session with its workbook and a first planning; answers where they are."""
    folder = root / nom
    folder.mkdir(parents=True)
    for name, content in files(of or journee_de_trois(), plan or plan_cda_trois()).items():
        (folder / name).write_bytes(content)
    return folder


@contextmanager
def browsing(browser, root):
    """The first page of those sessions; whatever the browser complains of fails the story."""
    complaints = []
    with served(root) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        try:
            page.goto(server.door())
            yield page
        finally:
            context.close()
    assert complaints == []


def answered(page):
    """Wait for what came of a search, and what it says first."""
    page.locator("main .verdict").first.wait_for(timeout=PATIENCE)
    return page.locator("main .verdict").first.inner_text()


def shown(page, selector="main"):
    """What a part of the page tells, its spaces plain."""
    return page.locator(selector).first.inner_text().replace("\xa0", " ").replace("\u202f", " ")
