"""What the terminal takes or not changes neither what a command does nor its exit code; what was written is told."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from builders import LUNDI, plan_cda_trois, session
from cli.test_partiel import cda_session
from edits import changed
from tpplanner.audit import check
from tpplanner.cli import run
from tpplanner.domain.answers import Change, Changements, Difference, Message
from tpplanner.domain.session import Remise, Reponse
from tpplanner.errors import ExitCode
from tpplanner.export.excel import write_affichage, write_planning
from tpplanner.files.names import poster
from tpplanner.referentiels import find
from tpplanner.texts.documents import INACHEVE
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.template import workbook_bytes

TPPLANNER = [sys.executable, "-m", "tpplanner"]


@pytest.fixture(scope="module")
def written_once(tmp_path_factory):
    base, plan = session(), plan_cda_trois()
    return write_planning(tmp_path_factory.mktemp("console") / "planning.xlsx", base, plan, check(base, plan)).path


@pytest.fixture
def planning(written_once, tmp_path):
    return Path(shutil.copy(written_once, tmp_path))


def test_a_poster_of_another_planning_is_told_by_check_and_export(planning, tmp_path, capsys):
    base, plan = session(), plan_cda_trois()
    later = replace(plan, passages=tuple(p.deplace(lambda at: at + timedelta(minutes=5)) for p in plan.passages))
    told = []
    for shown in (plan, later):
        write_affichage(poster(planning), base, shown)
        for command in (
            ["check", str(planning)],
            ["export", str(planning), "-o", str(tmp_path / "d"), "--format", "svg"],
        ):
            assert run(command) == ExitCode.OK
            told.append("planning-affichage.xlsx », à côté, n'est pas celle" in "".join(capsys.readouterr()))
    assert told == [False, False, True, True]


def test_a_membre_who_declined_and_is_called_still_is_told_by_check_and_export(tmp_path, capsys):
    base, plan = session(), plan_cda_trois()
    declined = changed(base, "M1", reponse=Reponse.DECLINE)
    path = write_planning(tmp_path / "planning.xlsx", declined, plan, check(declined, plan)).path
    for command in (["check", str(path)], ["export", str(path), "-o", str(tmp_path / "d"), "--format", "ics"]):
        assert run(command) == ExitCode.OK
        assert "a décliné, et ce planning l'appelle encore" in "".join(capsys.readouterr())


def test_who_is_in_reserve_and_called_is_told_by_check(tmp_path, capsys):
    base, plan = session(nb_membres=3), plan_cda_trois()
    for id_, told in (("M1", "MEMBRE1 Alix : en réserve, et ce planning l'appelle."), ("M3", "")):
        waiting = changed(base, id_, reserve=True)
        path = write_planning(tmp_path / "planning.xlsx", waiting, plan, check(waiting, plan)).path
        assert run(["check", str(path)]) == ExitCode.OK
        output = "".join(capsys.readouterr())
        assert told in output
        assert bool(told) is ("en réserve" in output)


def test_who_has_no_documents_of_this_version_yet_is_told_once_the_centre_notes_who_has(tmp_path, capsys):
    plan = plan_cda_trois()
    everybody = ("C1", "C2", "C3", "M1", "M2", "R1", "S1")
    first = tuple(Remise(id_, 1, LUNDI, accepte=True) for id_ in everybody[1:])
    called = (Message("C3", "CANDIDAT3 Sacha", "candidat", ("« QP » : 10 h.",)),)
    change = Changements(differences=(Difference("X", "9 h", "10 h"),), messages=called)
    second = (*first, Remise("C3", 2, LUNDI, accepte=False))
    for version, remises, said in (
        (1, (), []),
        (1, first, ["Version 1 du planning, pas encore remise : CANDIDAT1 Sacha."]),
        (2, first, ["Version 2 du planning, pas encore remise : CANDIDAT1 Sacha, CANDIDAT3 Sacha."]),
        (2, second, ["remise : CANDIDAT1 Sacha.", "Ont reçu la version 2, et ne l'acceptent pas : CANDIDAT3 Sacha."]),
    ):
        s = replace(session(), remises=remises, version_planning=version)
        path = tmp_path / f"v{version}-{len(remises)}.xlsx"
        write_planning(path, s, plan, check(s, plan), change=Change(s, change) if version > 1 else None)
        assert run(["check", str(path)]) == ExitCode.OK
        output = "".join(capsys.readouterr())
        assert [sentence for sentence in said if sentence not in output] == []
        assert ("remise" in output) is bool(said)


def test_documents_left_half_written_are_told_by_check(planning, tmp_path, capsys):
    assert run(["check", str(planning)]) == ExitCode.OK
    assert "inachevés" not in "".join(capsys.readouterr())
    (tmp_path / "dossier").mkdir()
    (tmp_path / "dossier" / INACHEVE).touch()
    assert run(["check", str(planning)]) == ExitCode.OK
    assert "inachevés" in "".join(capsys.readouterr())


def unread():
    """The writing end of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    return writing


@pytest.mark.parametrize("arguments", [pytest.param(["--help"], marks=pytest.mark.proof), ["titres"]])
def test_an_answer_that_nobody_reads_is_no_failure(arguments):
    done = subprocess.run([*TPPLANNER, *arguments], stdout=unread(), stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")


@pytest.mark.proof
def test_the_verdict_is_that_of_the_check_though_nobody_reads_it(planning):
    done = subprocess.run([*TPPLANNER, "check", str(planning)], stdout=unread(), check=False)
    assert done.returncode == ExitCode.OK


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
def test_a_full_stderr_changes_no_verdict():
    with open("/dev/full", "w", encoding="utf-8") as full:
        absent = subprocess.run([*TPPLANNER, "check", "absent.xlsx"], stderr=full, check=False)
    assert absent.returncode == ExitCode.USAGE


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX closes them so")
@pytest.mark.parametrize("command", ["check", "replan"])
@pytest.mark.proof
def test_closed_streams_change_no_verdict(planning, command):
    closed = f"{sys.executable} -m tpplanner {command} '{planning}' >&- 2>&-"
    assert subprocess.run(["sh", "-c", closed], check=False).returncode == ExitCode.OK


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
def test_a_full_stdout_is_told_with_what_was_written_all_the_same(tmp_path):
    path, target = tmp_path / "s.xlsx", tmp_path / "p.xlsx"
    path.write_bytes(workbook_bytes(find("CDA"), contents_of(cda_session(1))))
    command = [*TPPLANNER, "solve", str(path), "-o", str(target), "--json", "--time-limit", "20"]
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False)
    assert done.returncode == ExitCode.CANNOT_WRITE
    assert "La réponse n'a pas pu être écrite sur la sortie standard." in done.stderr
    assert "rien n'a été écrit" not in done.stderr
    assert "2 fichiers ont été écrits, entiers" in done.stderr.splitlines()[-1]
    assert target.exists()


def test_a_failure_after_some_files_says_which_are_written(planning, tmp_path, capsys, monkeypatch):
    link = os.link

    def broken(beside, target):
        if target.suffix == ".html":
            raise RuntimeError("DURAND Léa")
        link(beside, target)

    monkeypatch.setattr("os.link", broken)
    wanted = ["export", str(planning), "-o", str(tmp_path / "d"), "--pour", "affichage,responsable"]
    assert run([*wanted, "--format", "svg,html"]) == ExitCode.BUG
    err = capsys.readouterr().err
    written = [p for p in (tmp_path / "d").rglob("*") if p.is_file()]
    assert written
    assert "rien n'a été écrit" not in err
    assert all(str(path) in err for path in written)


def test_a_failure_before_any_file_says_that_nothing_is_written(planning, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("tpplanner.commands.export.write_documents", lambda *_, **__: 1 / 0)
    assert run(["export", str(planning), "-o", str(tmp_path / "d")]) == ExitCode.BUG
    assert "rien n'a été écrit" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="names of files are Unicode elsewhere")
@pytest.mark.proof
def test_documents_bear_their_names_under_a_locale_without_accents(planning, tmp_path):
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "POSIX"}
    wanted = ["export", str(planning), "-o", str(tmp_path / "d"), "--pour", "responsable", "--format", "pdf,html"]
    done = subprocess.run([*TPPLANNER, *wanted], env=environment, capture_output=True, check=False)
    assert done.returncode == ExitCode.OK, done.stderr
    assert any(not p.name.isascii() for p in (tmp_path / "d").rglob("*"))
