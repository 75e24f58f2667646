"""A workbook of a year on the page: what it decides, what is proposed, and that nothing is taken for a broken session."""

from dataclasses import replace
from datetime import date

import pytest

from served import served
from tpplanner.cli import run
from tpplanner.commands.check import check_planning
from tpplanner.errors import ExitCode
from tpplanner.web.folders import Library, SessionFiles, ident
from tpplanner.web.pages import annee as page_of_year
from tpplanner.workbook.year import annee_bytes, annee_contents, is_of_a_year
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
    assert "Sessions!" in told
    assert "Proposer la programmation" not in told


@needs_chromium
def test_the_year_is_proposed_written_and_shown(browser, tmp_path):
    path = a_year(tmp_path)
    with browsing(browser, tmp_path) as page:
        page.get_by_role("link", name="Année 2027").click()
        page.get_by_role("button", name="Proposer la programmation").click()
        assert "aucun manquement" in answered(page)
        page.get_by_role("link", name="Voir la programmation").click()
        page.get_by_role("heading", name="programmation, version 1").wait_for()
        told = shown(page)
        assert "Tout est décidé" in told
        assert "à proposer" not in told
        page.get_by_role("link", name="Année 2027").click()
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
        page.get_by_role("link", name="Année 2027 – annee").click()
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
