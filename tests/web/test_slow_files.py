"""No page waits for a file that is slow: it says that files are read, and what is known is shown."""

from html import unescape
from threading import Event

import pytest

from served import served
from tpplanner import referentiels
from tpplanner.texts import page as textes
from tpplanner.web.app import ROUTES
from tpplanner.web.reading.readings import Readings
from tpplanner.web.sessions import looking
from tpplanner.web.sessions.folders import ident
from tpplanner.workbook.year import annee_bytes, annee_contents
from web.lives import SECONDS
from web_stories import with_planning
from years import annee, programmation

ELSEWHERE = {"/diagnostic", "/entrer"}
"""What is no page of files: it tries the solver, it lets a browser in."""

SHOWN = sorted(
    route.path for route in ROUTES if "GET" in (getattr(route, "methods", None) or ()) and route.path not in ELSEWHERE
)
FILLED = {"{etape}": "verifier", "{rang:int}": "0", "{page:int}": "1", "{lot}": "candidats", "{carte}": "candidats"}


@pytest.fixture(scope="module")
def behind():
    """A page of which no file is read as long as the test lasts, and the ids of what is there."""
    go_on = Event()

    def held(make, path, *args):
        assert go_on.wait(SECONDS)
        return make(path, *args)

    yield held
    go_on.set()


@pytest.fixture(scope="module")
def slow(tmp_path_factory, behind):
    root = tmp_path_factory.mktemp("lentes") / "sessions"
    root.mkdir()
    planning = with_planning(root) / "session-planning-v1.xlsx"
    (root / "titres").mkdir()
    titre = root / "titres" / "notre.toml"
    titre.write_text(referentiels.dump(referentiels.find("CDA")), encoding="utf-8")
    year = root / "Année 2027"
    year.mkdir()
    (year / "annee.xlsx").write_bytes(annee_bytes(annee_contents(annee())))
    decided = year / "annee-programmation-v1.xlsx"
    decided.write_bytes(annee_bytes(annee_contents(annee(), programmation())))
    with served(root) as page:
        desk = page.desk
        desk.readings = desk.pictures = desk.pdfs = desk.titres = Readings(behind)
        desk.patience, page.patience = 0.0, SECONDS
        yield (
            page,
            {
                "session": ident(planning.with_name("session.xlsx")),
                "planning": ident(planning),
                "programmation": ident(decided),
                "titres": ident(titre),
            },
        )


@pytest.mark.parametrize("path", SHOWN)
def test_every_page_is_answered_while_no_file_can_be_read(slow, path):
    page, ids = slow
    filled = path.replace("{id}", ids.get(path.split("/")[1], "0" * 16))
    for field, value in FILLED.items():
        filled = filled.replace(field, value)
    status, _, text = page.get(filled)
    assert status in (200, 303, 404), text[:300]
    if path in ("/annee", "/titres", "/session/{id}/echeances", "/planning/{id}/imprevu"):
        assert textes.LECTURE in unescape(text).replace("\xa0", " ")


@pytest.mark.parametrize("path", ["/", "/sessions/etat", "/annee?nouvelle", "/programmation/{id}"])
def test_a_folder_of_many_sessions_is_not_looked_at_for_each_of_them(tmp_path, monkeypatch, path):
    root = tmp_path / "sessions"
    (root / "Toutes").mkdir(parents=True)
    for n in range(8):
        (root / "Toutes" / f"s{n}.xlsx").write_bytes(b"x")
    (root / "annee.xlsx").write_bytes(annee_bytes(annee_contents(annee())))
    decided = root / "annee-programmation-v1.xlsx"
    decided.write_bytes(annee_bytes(annee_contents(annee(), programmation())))
    looked, really = [], looking._looked  # noqa: SLF001 - what is counted

    def noted(folder, most):
        looked.append(folder)
        return really(folder, most)

    with served(root) as page:
        monkeypatch.setattr("tpplanner.web.pages.home.read_ahead", lambda *_: None)
        page.get("/sessions/etat")
        monkeypatch.setattr(looking, "_looked", noted)
        assert page.get(path.replace("{id}", ident(decided)))[0] == 200
    assert looked.count(root / "Toutes") < 8


def test_what_a_page_loads_by_itself_waits_for_what_it_needs(tmp_path):
    root = tmp_path / "sessions"
    root.mkdir()
    planning = with_planning(root) / "session-planning-v1.xlsx"
    with served(root) as page:
        page.desk.patience = 0.0
        told = page.get(f"/planning/{ident(planning)}/etat", Sec_Fetch_Dest="empty")
        assert textes.LECTURE not in unescape(told[2]).replace("\xa0", " ")
