"""A workbook of a year on the page: what it decides, what is proposed, and that nothing is taken for a broken session."""

from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from served import served
from tpplanner.cli import run
from tpplanner.commands.check import check_planning
from tpplanner.errors import ExitCode
from tpplanner.referentiels import find
from tpplanner.web.pages import annee as page_of_year
from tpplanner.web.sessions.folders import SessionFiles, ident
from tpplanner.web.sessions.library import Library
from tpplanner.web.typed.centre import centre_of, write_centre
from tpplanner.workbook.example import example_session
from tpplanner.workbook.year import annee_bytes, annee_contents, is_of_a_year, read_annee
from web.browsing import needs_chromium
from web_stories import answered, browsing, shown, with_planning
from years import AUJOURDHUI, annee, programmation


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch):
    monkeypatch.setattr(page_of_year, "today", lambda: AUJOURDHUI)


def a_year(root, of=None, decided=None):
    folder = root / "Année 2027"
    folder.mkdir()
    path = folder / "annee.xlsx"
    path.write_bytes(annee_bytes(annee_contents(of or annee(), decided)))
    return path


def test_a_workbook_of_a_year_is_known_from_that_of_a_session(tmp_path):
    assert is_of_a_year(a_year(tmp_path))
    assert not is_of_a_year(with_planning(tmp_path) / "session.xlsx")


def test_its_programmations_are_versions_of_it_and_no_sessions(tmp_path):
    path = a_year(tmp_path)
    for version in (1, 2, 10):
        path.with_name(f"annee-programmation-v{version}.xlsx").write_bytes(b"x")
    assert [s.workbook for s in Library(tmp_path).sessions()] == [path]
    assert [p.version for p in SessionFiles(path).programmations()] == [10, 2, 1]
    assert SessionFiles(path).next_programmation().name == "annee-programmation-v11.xlsx"


def test_what_is_left_open_is_to_be_proposed(tmp_path):
    path = a_year(tmp_path)
    with served(tmp_path) as page:
        status, _, told = page.get(f"/session/{ident(path)}")
    assert status == 200
    assert "Proposer la programmation" in told
    assert "à proposer" in told
    assert "Ce planning ne peut pas être lu" not in told


def test_what_is_decided_is_judged(tmp_path):
    path = a_year(tmp_path, decided=programmation())
    with served(tmp_path) as page:
        told = page.get(f"/session/{ident(path)}")[2]
    assert "Tout est décidé" in told
    assert "MEMBRE1 Alix" in told


def test_what_breaks_a_rule_of_the_year_is_told_with_its_cells_and_nothing_is_proposed(tmp_path):
    late = annee(sessions=(replace(annee().sessions[0], jour=date(2027, 6, 12)), annee().sessions[1]))
    path = a_year(tmp_path, late)
    with served(tmp_path) as page:
        told = page.get(f"/session/{ident(path)}")[2]
    assert "manque à des règles de l'année" in told.replace("&#39;", "'")
    assert "Sessions, ligne " in told.replace("\u00a0", " ")
    assert "Sessions!" not in told, "no address of a cell stands on a page"
    assert "Proposer la programmation" not in told


def tab(page):
    """The tab of the year."""
    return page.get_by_role("navigation", name="Sessions et année").get_by_role("link", name="Année 2027")


def test_a_year_is_begun_on_the_page_with_what_the_centre_knows(tmp_path):
    with served(tmp_path) as page:
        write_centre(page.desk.data, centre_of(example_session(find("CDA"))))
        told = page.get("/annee")[2].replace("\u00a0", " ")
        assert "Année 2028" in told, "the next one"
        assert "les membres (5)" in told
        status, headers, _ = page.post("/annee", {"annee": "2028"})
        assert status == 303
        path = tmp_path / "Année 2028" / "annee.xlsx"
        assert headers["location"] == f"/session/{ident(path)}"
        told = page.get(headers["location"])[2].replace("\u00a0", " ").replace("&#39;", "'")
        assert "Cette année est à remplir dans Excel." in told
        assert "Proposer la programmation" not in told
        assert page.get("/annee")[1]["location"] == headers["location"], "the tab leads there from now on"
        assert page.get("/annee?nouvelle")[0] == 200
        assert page.post("/annee", {"annee": "2029"})[0] == 303
    rows = annee_contents(read_annee_filled(path).annee)
    assert [row["nom"] for row in rows["membres"]] == [m.nom for m in example_session(find("CDA")).membres]
    assert {row["habilitations"] for row in rows["membres"]} == {"CDA 04 31/12/2028"}
    assert [row["sigle"] for row in rows["titres"]] == ["CDA"]
    assert [(row["nom"], row["prenom"]) for row in rows["responsables"]] == [("PETIT", "Isabelle"), ("ROCHE", "Yves")]
    assert (rows["annee"][0]["debut"], rows["annee"][0]["fin"]) == (date(2028, 1, 1), date(2028, 12, 31))
    assert rows["annee"][0]["centre"] == example_session(find("CDA")).centre


def read_annee_filled(path):
    """The workbook, once a session and a candidat were typed in Excel."""
    book = openpyxl.load_workbook(path)
    for sheet, values in (
        ("Sessions", {"Session": "CDA 1", "Titre": "CDA"}),
        ("Candidats", {"Nom": "A", "Titre": "CDA"}),
    ):
        header = next(row for row in book[sheet].iter_rows() if any(str(c.value).startswith("Titre") for c in row))
        for cell in header:
            title = str(cell.value).rstrip(" *")
            if title in values:
                book[sheet].cell(cell.row + 1, cell.column, values[title])
    book.save(path)
    return read_annee(path, AUJOURDHUI)


def test_a_year_begun_with_invented_people_can_be_proposed_at_once(tmp_path):
    with served(tmp_path) as page:
        _, headers, _ = page.post("/annee", {"annee": "2028", "exemple": "oui"})
        assert "Proposer la programmation" in page.get(headers["location"])[2]


@pytest.mark.parametrize("typed", ["", "demain", "1999", "2028.5", "²"])
def test_a_year_that_is_none_is_not_begun(tmp_path, typed):
    with served(tmp_path) as page:
        status, _, told = page.post("/annee", {"annee": typed})
    assert (status, "Écrivez quatre chiffres" in told) == (400, True)
    assert list(tmp_path.iterdir()) == []


@needs_chromium
def test_the_year_is_proposed_written_and_shown(browser, tmp_path):
    path = a_year(tmp_path)
    with browsing(browser, tmp_path) as page:
        tab(page).click()
        page.get_by_role("button", name="Proposer la programmation").click()
        assert "toutes les règles tiennent" in answered(page)
        page.get_by_role("link", name="Voir la programmation").click()
        page.get_by_role("heading", name="programmation, version 1").wait_for()
        told = shown(page)
        assert "Tout est décidé" in told
        assert "à proposer" not in told
        tab(page).click()
        page.get_by_role("link", name="Version 1").wait_for()
    assert path.with_name("annee-programmation-v1.xlsx").is_file()


@pytest.mark.proof
@needs_chromium
def test_the_sessions_of_a_programmation_are_planned_and_become_sessions_of_the_page(browser, tmp_path, monkeypatch):
    folder = tmp_path / "Année 2027"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert run(["init", "annee.xlsx", "--annee", "2027", "--exemple"]) == ExitCode.OK
    (folder / "modele-CDA.xlsx").rename(tmp_path / "modele-CDA.xlsx")
    monkeypatch.setattr(page_of_year, "today", lambda: date(2026, 11, 2))
    with browsing(browser, tmp_path) as page:
        page.set_default_timeout(120_000)
        tab(page).click()
        page.get_by_role("button", name="Proposer la programmation").click()
        answered(page)
        page.get_by_role("link", name="Voir la programmation").click()
        page.get_by_role("button", name="Calculer les plannings de ses sessions").click()
        answered(page)
        assert "« modele-CDA.xlsx » n'est pas dans le dossier" in shown(page), "nothing is planned without its model"
        (tmp_path / "modele-CDA.xlsx").rename(folder / "modele-CDA.xlsx")
        page.get_by_role("link", name="Retour à la session").click()
        page.get_by_role("link", name="Version 1").click()
        page.get_by_role("button", name="Calculer les plannings de ses sessions").click()
        answered(page)
        assert "CDA 1 : planning écrit et contrôlé." in shown(page)
        page.get_by_role("link", name="Voir la programmation et ses plannings").click()
        page.get_by_role("link", name="CDA 1", exact=True).click()
        page.get_by_role("heading", name="annee-programmation-v2-plannings – CDA 1").wait_for()
    made = [s.workbook for s in Library(tmp_path).sessions() if s.workbook.parent.name.endswith("v2-plannings")]
    assert made
    assert all(check_planning(path).report.conforme for path in made)
