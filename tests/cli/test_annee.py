"""``tpplanner annee``: from a workbook of a year to its programmation, checked; and why there is none."""

import openpyxl
import pytest

from tpplanner.cli import run
from tpplanner.errors import ExitCode
from tpplanner.texts.modele import CANDIDATS, MEMBRES

TODAY = ["--aujourdhui", "02/11/2026"]


@pytest.fixture
def folder(tmp_path, monkeypatch, capsys):
    """A folder with the example of a year."""
    monkeypatch.chdir(tmp_path)
    assert run(["init", "annee.xlsx", "--annee", "2027", "--exemple"]) == ExitCode.OK
    capsys.readouterr()
    return tmp_path


def edit(path, **cells):
    """Change cells: ``Sessions_D4=…``."""
    book = openpyxl.load_workbook(path)
    for name, value in cells.items():
        sheet, cell = name.split("_")
        book[sheet][cell] = value
    book.save(path)


def texts(sheet):
    return [str(c.value) for row in sheet for c in row if c.value is not None]


def test_the_example_is_proposed_and_reads_back_settled(folder, capsys):
    assert run(["annee", "annee.xlsx", "--time-limit", "60", "--reproductible", *TODAY]) == ExitCode.OK
    err = capsys.readouterr().err
    assert "prouvé" in err
    book = openpyxl.load_workbook(folder / "programmation.xlsx")
    service = texts(book["Programmation"])
    assert service.index("Sessions titre") < service.index("Sessions CCP") < service.index("CDA CCP")
    assert not {nom for nom, _ in CANDIDATS} & set(" ".join(service).split())
    assert not {nom for nom, *_ in MEMBRES} & set(" ".join(service).split())
    assert run(["annee", "programmation.xlsx", "-o", "encore.xlsx", *TODAY]) == ExitCode.OK
    assert "Rien n'est laissé ouvert" in capsys.readouterr().err
    again = openpyxl.load_workbook(folder / "encore.xlsx")
    assert texts(again["Calendrier"]) == texts(book["Calendrier"])


def test_a_breach_in_what_is_typed_is_told_with_its_cell_and_exit_1(folder, capsys):
    edit(folder / "annee.xlsx", Sessions_D4="01/05/2027", Sessions_K4="PETIT Isabelle")
    assert run(["annee", "annee.xlsx", *TODAY]) == ExitCode.BREACH
    told = capsys.readouterr()
    assert "CDA 1 : le centre est fermé le samedi 1er mai 2027" in told.out
    assert "Sessions!A4" in told.out
    assert not (folder / "programmation.xlsx").exists()


def test_what_cannot_be_says_why_and_never_drops_a_vae_candidat(folder, capsys):
    edit(folder / "annee.xlsx", Candidats_D7="CCP1", Candidats_D9="titre", Sessions_B6="session titre")
    assert run(["annee", "annee.xlsx", "--time-limit", "30", *TODAY]) == ExitCode.INFEASIBLE
    err = capsys.readouterr().err
    assert "ne peut pas être refusé" in err
    assert "ajouter une session de ce titre et de ce type" in err
    assert "Candidats!A7" in err
    assert "Minimal, prouvé" in err


def test_a_model_that_is_not_there_is_told(folder, capsys):
    (folder / "modele-CDA.xlsx").unlink()
    assert run(["annee", "annee.xlsx", "--plannings", "p", "--time-limit", "20", *TODAY]) == ExitCode.REFUSED
    assert "« modele-CDA.xlsx » n'est pas dans le dossier" in capsys.readouterr().err


@pytest.mark.proof
def test_the_plannings_of_the_example_are_written_and_pass_the_check(folder):
    assert run(["annee", "annee.xlsx", "--plannings", "plannings", "--time-limit", "30", *TODAY]) == ExitCode.OK
    written = sorted(p for p in (folder / "plannings").glob("*.xlsx") if not p.stem.endswith("-affichage"))
    assert len(written) >= 3
    for path in written:
        assert run(["check", str(path)]) == ExitCode.OK


def test_a_model_of_another_titre_costs_its_sessions_alone(folder, capsys):
    edit(folder / "annee.xlsx", Titres_K4="modele-DWWM.xlsx", Titres_K5="")
    assert run(["annee", "annee.xlsx", "--plannings", "p", "--time-limit", "30", *TODAY]) == ExitCode.UNFINISHED
    err = capsys.readouterr().err
    assert "Ce classeur est celui du titre DWWM" in err
    assert "3 × classeur de session d'un autre titre" in err
    assert "2 × pas de classeur modèle" in err
    assert (folder / "programmation.xlsx").exists()


def test_a_folder_that_cannot_be_made_is_said_before_anything_is_computed(folder, capsys):
    assert run(["annee", "annee.xlsx", "--plannings", "annee.xlsx", *TODAY]) == ExitCode.CANNOT_WRITE
    err = capsys.readouterr().err
    assert "« annee.xlsx » est un fichier, il faut un dossier : choisissez-en un autre avec --plannings." in err
    assert not (folder / "programmation.xlsx").exists()


def test_a_workbook_that_is_none_of_a_year_is_told_how_to_have_one(folder, capsys):
    openpyxl.Workbook().save(folder / "nu.xlsx")
    assert run(["annee", "nu.xlsx", *TODAY]) == ExitCode.REFUSED
    assert "« tpplanner init --annee »" in capsys.readouterr().err
