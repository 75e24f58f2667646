"""What is said of a file that is not there."""

import os
from pathlib import Path

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
        (["solve", "s.xlsx", "--referentiel", "mien.toml"], "le fichier « mien.toml » est introuvable.\n"),
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


READING = [
    ["solve", "x"],
    ["check", "x"],
    ["solve", "s.xlsx", "--avec", "x"],
    ["solve", "s.xlsx", "--referentiel", "x"],
    ["init", "n.xlsx", "--titre", "CDA", "--candidats", "x"],
    ["replan", "s.xlsx", "--ajouter", "x"],
    ["export", "s.xlsx", "--convocation", "x"],
    ["annee", "x"],
    ["titres", "lire", "x"],
]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe of POSIX")
@pytest.mark.parametrize("asked", READING, ids=" ".join)
def test_a_pipe_is_refused_at_once_wherever_a_file_is_read(capsys, asked):
    os.mkfifo("tube.xlsx")
    assert run([word if word != "x" else "tube.xlsx" for word in asked]) == ExitCode.USAGE
    assert "n'est pas un fichier du disque" in capsys.readouterr().err


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="a device of POSIX")
def test_a_device_is_refused_though_a_link_leads_there(capsys):
    os.symlink("/dev/zero", "zero.xlsx")
    for named in ("/dev/zero", "zero.xlsx"):
        assert run(["check", named]) == ExitCode.USAGE
        assert "n'est pas un fichier du disque" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe of POSIX")
def test_a_pipe_among_the_workbooks_of_a_folder_is_refused_and_the_others_read(capsys, tmp_path):
    (tmp_path / "lot").mkdir()
    os.mkfifo(tmp_path / "lot" / "tube.xlsx")
    assert run(["lot", "lot"]) == ExitCode.REFUSED
    assert "Ce n'est pas un fichier du disque" in capsys.readouterr().err


def test_a_file_in_a_folder_that_may_not_be_entered_is_told(capsys, monkeypatch):
    entered = Path.stat

    def guarded(self, **kwargs):
        if self.name == "s.xlsx":
            raise PermissionError(13, "Permission denied", str(self))
        return entered(self, **kwargs)

    monkeypatch.setattr(Path, "stat", guarded)
    assert run(["check", "s.xlsx"]) == ExitCode.USAGE
    assert "vous n'avez pas le droit d'entrer dans son dossier" in capsys.readouterr().err
