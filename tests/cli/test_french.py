"""What is said of a file that is not there."""

import pytest

from tpplanner.cli import run
from tpplanner.errors import ExitCode


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    names = ("a", "b", "c", "d", "e", "s", "session-juin")
    for name in (*(f"{n}.xlsx" for n in names), "~$s.xlsx", "liste.csv", "lettre.docx", "lettres.csv"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "dossier.xlsx").mkdir()
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["solve", "s.xls"], "Dans ce dossier : s.xlsx, a.xlsx, b.xlsx, c.xlsx, d.xlsx, …"),
        (["solve", "sesion-juin.xlsx"], "Dans ce dossier : session-juin.xlsx, "),
        (["solve", "S.CSV"], "Dans ce dossier : s.xlsx, "),
        (
            ["init", "n.xlsx", "--titre", "CDA", "--candidats", "liste-juin.csv"],
            "Dans ce dossier : liste.csv, lettres.csv.",
        ),
        (["export", "s.xlsx", "--convocation", "letre.docx"], "Dans ce dossier : lettre.docx."),
        (["solve", "s.xlsx", "--referentiel", "mien.toml"], "n'existe pas.\n"),
    ],
)
def test_the_nearest_names_of_its_kind_come_first(capsys, asked, said):
    assert run(asked) == ExitCode.USAGE
    err = capsys.readouterr().err
    assert said in err
    assert "~$" not in err
    assert "dossier.xlsx" not in err


def test_a_folder_that_is_not_there_has_no_names(capsys):
    assert run(["solve", "ailleurs/s.xlsx"]) == ExitCode.USAGE
    assert "Dans ce dossier" not in capsys.readouterr().err
