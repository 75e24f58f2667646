"""What is sent to whoever helps tells what runs and what can be written, and nothing of anybody."""

import getpass
import os
import platform

import pytest

from served import served
from tpplanner.cli import run
from tpplanner.domain.answers import Unfinished
from tpplanner.web import machine
from tpplanner.web.machine import diagnose, hidden


@pytest.fixture
def zoe(tmp_path, monkeypatch):
    """Somebody's machine: her folder, her name, a folder of sessions called after a candidat."""
    home = tmp_path / "zoé.martin"
    here = home / "Documents" / "session DURAND Léa"
    here.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(home / "Documents"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run-zoé.martin"))
    monkeypatch.setattr(getpass, "getuser", lambda: "zoé.martin")
    monkeypatch.setattr(platform, "node", lambda: "PC-DU-GRETA")
    monkeypatch.chdir(here)
    return home


def test_the_solver_answers_and_each_folder_is_told(zoe, capsys):
    assert run(["diagnostic"]) == 0
    out = capsys.readouterr().out
    assert "un planning trouvé et contrôlé en" in out
    assert f"Sessions : ~{os.sep}Documents{os.sep}tpplanner – on peut y écrire (pas encore créé)" in out
    assert "ortools 9.15" in out
    assert list(zoe.rglob("tpplanner")) == [], "and nothing is made"


@pytest.fixture
def no_trial(monkeypatch):
    """Nothing is planned to try the solver."""
    monkeypatch.setattr("tpplanner.planner.plan", lambda *_: (Unfinished(), None))


@pytest.mark.usefixtures("no_trial")
def test_nothing_personal_is_told(zoe):
    told = "\n".join(diagnose())
    for personal in ("zoé", "martin", "DURAND", "GRETA"):
        assert personal not in told
    assert hidden(zoe / "OneDrive - GRETA de Nantes" / "x") == f"~{os.sep}OneDrive{os.sep}x"


@pytest.mark.usefixtures("zoe", "no_trial")
def test_a_folder_where_nothing_can_be_written_is_told(monkeypatch):
    real = machine.try_folder

    def refuse(folder, *rest):
        if folder.name == "Documents":
            folder = folder / "un fichier"
            folder.write_bytes(b"")
        real(folder, *rest)

    monkeypatch.setattr(machine, "try_folder", refuse)
    (line,) = [line for line in diagnose() if line.startswith("Sessions")]
    assert "on ne peut pas y écrire" in line


@pytest.mark.usefixtures("zoe")
@pytest.mark.parametrize(
    ("answer", "said"),
    [(lambda *_: (Unfinished(), None), "aucun planning trouvé"), (lambda *_: 1 / 0, "échec (ZeroDivisionError)")],
)
def test_a_solver_that_does_not_answer_is_told(monkeypatch, answer, said):
    monkeypatch.setattr("tpplanner.planner.plan", answer)
    assert said in list(diagnose())[-1]


@pytest.mark.usefixtures("zoe", "no_trial")
def test_the_page_shows_it(tmp_path):
    with served(tmp_path / "sessions") as page:
        assert 'href="/diagnostic"' in page.get("/")[2]
        status, _, text = page.get("/diagnostic")
    assert status == 200
    assert "Calcul d&#39;essai : aucun planning trouvé" in text.replace("\xa0", " ")


@pytest.mark.usefixtures("zoe", "no_trial")
def test_a_fault_of_ours_is_told_there_and_nowhere_else(tmp_path, monkeypatch):
    def fail(*_, **__):
        raise KeyError("DURAND")

    with served(tmp_path / "sessions") as page:
        monkeypatch.setattr("tpplanner.web.pages.titres.shipped", fail)
        status, _, refusal = page.get("/titres")
        assert (status, "Erreur interne" in refusal, "KeyError" in refusal) == (500, True, False)
        told = page.get("/diagnostic")[2]
    assert "Dernière erreur de la page : KeyError" in told.replace("\xa0", " ")
    assert "DURAND" not in told
