"""`tpplanner explain`: the changes told by their codes, and the copy with the one that was told."""

import re
import shlex

import pytest

from builders import LUNDI
from cli.test_partiel import cda_session
from tpplanner.cli import run
from tpplanner.diagnosis.repairs import code_of_repair
from tpplanner.domain.answers import Amendment, Remedy, Repair, Repairs, Unfinished
from tpplanner.errors import ExitCode
from tpplanner.referentiels import find
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import workbook_bytes

DAY = Repair((Amendment(Remedy.JOURS, (), 1, 60),))
LATER = Repair((Amendment(Remedy.LATER, (), 30, 6),))
"""Half an hour more: enough for a fourth candidat, not for a fifth."""


@pytest.fixture(scope="module")
def session_read(classeur):
    return read_session(classeur).session


@pytest.fixture(scope="module")
def classeur(tmp_path_factory):
    """Five candidats, of whom one jury-day takes three."""
    path = tmp_path_factory.mktemp("explain") / "session.xlsx"
    path.write_bytes(workbook_bytes(find("CDA"), contents_of(cda_session(5))))
    return path


def found(monkeypatch, *repairs: Repair, unsettled: int = 0) -> None:
    """Let the search for changes find these."""
    monkeypatch.setattr("tpplanner.commands.explain.repair_session", lambda *_: Repairs(repairs, unsettled))


def test_each_change_stands_by_its_code_and_one_is_told_how_to_apply(
    classeur, session_read, tmp_path, capsys, monkeypatch
):
    found(monkeypatch, DAY, LATER)
    target = tmp_path / "la copie.xlsx"
    assert run(["explain", str(classeur), "-o", str(target)]) == ExitCode.INFEASIBLE
    told = capsys.readouterr().err
    for repair in (DAY, LATER):
        assert f"  {code_of_repair(session_read, repair)}  " in told
    assert "tranché" not in told
    (typed,) = re.findall("« tpplanner (.*?) »", told)
    assert shlex.split(typed)[2:] == ["--appliquer", code_of_repair(session_read, DAY), "-o", str(target)]


def test_a_list_that_may_lack_a_change_says_so(classeur, capsys, monkeypatch):
    found(monkeypatch, DAY, unsettled=3)
    assert run(["explain", str(classeur)]) == ExitCode.INFEASIBLE
    assert "3 autres essais n'ont pas pu être tranchés dans le temps imparti" in capsys.readouterr().err


def test_the_change_applied_is_the_one_that_was_told_whatever_would_be_found_now(
    classeur, session_read, tmp_path, capsys, monkeypatch
):
    found(monkeypatch, LATER, DAY)
    assert run(["explain", str(classeur)]) == ExitCode.INFEASIBLE
    told = capsys.readouterr().err
    code = code_of_repair(session_read, DAY)
    (phrase,) = re.findall(rf"  {code}  (.*)", told)
    found(monkeypatch, LATER)
    target = tmp_path / "copie.xlsx"
    assert run(["explain", str(classeur), "--appliquer", code.lower(), "-o", str(target)]) == ExitCode.OK
    assert f"Changement : {phrase}" in capsys.readouterr().err
    assert [j.date.day - LUNDI.day for j in read_session(target).session.jours] == [0, 1]


def test_a_change_that_is_not_enough_is_refused_and_nothing_is_written(
    classeur, session_read, tmp_path, capsys, monkeypatch
):
    target = tmp_path / "copie.xlsx"
    arguments = ["explain", str(classeur), "--appliquer", code_of_repair(session_read, LATER), "-o", str(target)]
    assert run(arguments) == ExitCode.INFEASIBLE
    assert "Ce changement seul ne suffit pas : rien n'a été écrit" in capsys.readouterr().err
    monkeypatch.setattr("tpplanner.commands.explain.write_repaired", lambda *_: Unfinished())
    assert run(arguments) == ExitCode.UNFINISHED
    assert "dans le temps imparti : rien n'a été écrit" in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("1", "« 1 » est un rang, qui change d'une liste à l'autre. Tapez le code"),
        ("KRTBLM-", "« KRTBLM- » n'est pas un code"),
        ("KRTBLM-PLDFGT", "Le code KRTBLM-PLDFGT n'est celui d'aucun changement de ce classeur"),
    ],
)
def test_what_names_no_change_is_refused_and_nothing_is_written(classeur, tmp_path, capsys, code, words):
    target = tmp_path / "copie.xlsx"
    assert run(["explain", str(classeur), "--appliquer", code, "-o", str(target)]) == ExitCode.USAGE
    assert words in capsys.readouterr().err
    assert not target.exists()
