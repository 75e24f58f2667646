"""``tpplanner lot``: a folder of workbooks in, a folder of plannings out, nothing planned twice."""

from dataclasses import replace

import pytest

from builders import session
from tpplanner.cli import run
from tpplanner.domain.session import Habilitation
from tpplanner.errors import ExitCode
from tpplanner.referentiels import find
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.template import workbook_bytes

CDA = find("CDA")


def workbook(candidats):
    habilitations = (Habilitation("CDA", "04"),)
    small = session(CDA, candidats=candidats)
    small = replace(small, membres=tuple(replace(m, habilitations=habilitations) for m in small.membres))
    return workbook_bytes(CDA, contents_of(small))


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "sessions"
    folder.mkdir()
    (folder / "juin.xlsx").write_bytes(workbook(1))
    (folder / "~$juin.xlsx").write_bytes(b"a lock of Excel")
    return folder


def test_a_refused_and_an_impossible_workbook_do_not_stop_the_others(folder, tmp_path, capsys):
    (folder / "abime.xlsx").write_bytes(b"no workbook")
    (folder / "trop.xlsx").write_bytes(workbook(4))
    out = tmp_path / "plannings"
    assert run(["lot", str(folder), "-o", str(out), "--processus", "1"]) == ExitCode.REFUSED
    err = capsys.readouterr().err
    assert "1 × planning écrit et contrôlé" in err
    assert "1 × aucun planning n'existe" in err
    assert f"({out / 'juin-planning.xlsx'})" in err
    assert "1 × classeur refusé" in err
    assert {p.name for p in out.glob("*.xlsx")} == {"juin-planning.xlsx", "juin-planning-affichage.xlsx"}
    assert run(["check", str(out / "juin-planning.xlsx")]) == ExitCode.OK


def test_run_again_it_takes_up_what_is_settled_and_leaves_plannings_aside(folder, capsys):
    out = ["-o", str(folder), "--processus", "1"]
    assert run(["lot", str(folder / "juin.xlsx"), *out]) == ExitCode.OK
    assert "le meilleur, prouvé" in capsys.readouterr().err
    assert run(["lot", str(folder), *out]) == ExitCode.OK
    err = capsys.readouterr().err
    assert "juin-planning.xlsx : contient déjà un planning" in err
    assert "1 × déjà calculé pour la même saisie" in err
    assert "planning écrit et contrôlé" not in err


@pytest.mark.parametrize(
    ("words", "told"),
    [(["lot"], "Indiquez un dossier ou des classeurs"), (["lot", "absent"], "« absent » est introuvable")],
)
def test_a_batch_of_nothing_is_a_mistake_of_usage(words, told, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(words) == ExitCode.USAGE
    assert told in capsys.readouterr().err


def test_a_folder_without_any_workbook_says_so(tmp_path, capsys):
    assert run(["lot", str(tmp_path)]) == ExitCode.USAGE
    assert "Aucun classeur" in capsys.readouterr().err
