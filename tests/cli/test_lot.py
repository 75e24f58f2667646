"""``tpplanner lot``: a folder of workbooks in, a folder of plannings out, nothing planned twice."""

from dataclasses import replace

import pytest

from builders import session
from tpplanner.cli import run
from tpplanner.commands.following import Follower
from tpplanner.commands.lot import Lot
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


def test_each_workbook_has_its_answer_and_run_again_takes_up_what_is_settled_and_leaves_plannings_aside(folder, capsys):
    (folder / "abime.xlsx").write_bytes(b"no workbook")
    (folder / "trop.xlsx").write_bytes(workbook(4))
    command = ["lot", str(folder), "-o", str(folder), "--processus", "1"]
    assert run(command) == ExitCode.REFUSED
    err = capsys.readouterr().err
    assert "1 × planning écrit et contrôlé" in err
    assert "le meilleur au pas choisi, prouvé" in err
    assert "1 × aucun planning n'existe" in err
    assert f"({folder / 'juin-planning.xlsx'})" in err
    assert "1 × classeur refusé" in err
    assert {p.name for p in folder.glob("*-planning*.xlsx")} == {"juin-planning.xlsx", "juin-planning-affichage.xlsx"}
    assert run(["check", str(folder / "juin-planning.xlsx")]) == ExitCode.OK
    capsys.readouterr()
    (folder / "abime.xlsx").unlink()
    (folder / "trop.xlsx").unlink()
    assert run(command) == ExitCode.OK
    err = capsys.readouterr().err
    assert "juin-planning.xlsx : contient déjà un planning" in err
    assert "1 × déjà calculé pour la même saisie" in err
    assert "planning écrit et contrôlé" not in err


def test_a_folder_gives_its_workbooks_whatever_the_case_of_their_extension_and_tells_which_it_leaves(tmp_path):
    for name in ("AOUT.XLSX", "aout.xlsm", "sept.xlsx"):
        (tmp_path / name).write_bytes(workbook(1))
    (tmp_path / "oct.XLS").write_bytes(b"an old workbook")
    (tmp_path / "lisez-moi.txt").write_bytes(b"no workbook")
    said: list[str] = []
    lot = Lot(tmp_path, None, Follower(say=said.append))
    lot.read(tmp_path)
    assert set(lot.classeurs.values()) == {"AOUT.XLSX", "aout.xlsm", "sept.xlsx"}
    assert len({name.casefold() for name in lot.sessions}) == 3  # each its own planning, where case is not told apart
    assert [sentence.partition(",")[0] for sentence in said if "laissé" in sentence] == ["oct.XLS : laissé de côté"]
    assert not [sentence for sentence in said if "lisez-moi" in sentence]


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
