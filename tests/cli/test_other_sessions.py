"""No command replaces a file of another session: it says whose it is and how to name another, and touches nothing."""

from itertools import product
from shutil import copytree

import pytest

from export.test_standing import JULY, JUNE, a_planning
from tpplanner.cli import run
from tpplanner.errors import ExitCode
from tpplanner.workbook.template import write_session

QUICK = ("--time-limit", "20", "--reproductible")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """June's and July's workbooks in one folder, and their plannings under names of their own."""
    folder = tmp_path_factory.mktemp("made")
    for name, (session, plan) in {"juin": JUNE, "juillet": JULY}.items():
        write_session(folder / f"{name}.xlsx", session)
        a_planning(folder / f"planning-{name}.xlsx", session, plan)
    return folder


@pytest.fixture
def folder(made, tmp_path, monkeypatch):
    copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def held(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.proof
def test_june_then_july_in_one_folder(folder, capsys):
    (folder / "planning-juin.xlsx").rename(folder / "planning.xlsx")
    (folder / "planning-juin-affichage.xlsx").rename(folder / "planning-affichage.xlsx")
    before = held(folder)
    assert run(["solve", "juillet.xlsx", *QUICK]) == ExitCode.CANNOT_WRITE
    err = capsys.readouterr().err
    assert "« planning.xlsx » est d'une autre session (CDA – 14/06/2027" in err
    assert "autre nom avec -o" in err
    assert held(folder) == before
    assert run(["solve", "juin.xlsx", *QUICK]) == ExitCode.OK, "June again, in the place of June"


COMMANDS = {
    "solve": (["solve", "juin.xlsx"], "planning.xlsx"),
    "solve, over a poster": (["solve", "juin.xlsx", "-o", "p.xlsx"], "p-affichage.xlsx"),
    "replan": (["replan", "planning-juin.xlsx"], "planning-juin-modifié.xlsx"),
    "planb": (["planb", "planning-juin.xlsx"], "planning-juin-plan-b.xlsx"),
    "lot": (["lot", "juin.xlsx", "-o", "lot"], "lot/juin-planning.xlsx"),
    "dates, page": (["dates", "juin.xlsx", "--page", "d.html"], "d.html"),
    "dates, calendar": (["dates", "juin.xlsx", "--calendrier", "d.ics"], "d.ics"),
    "annee": (["annee", "annee.xlsx"], "programmation.xlsx"),
    "init": (["init", "s.xlsx", "--titre", "CDA"], "s.xlsx"),
}
STATES = ("another session's", "a text", "a workbook of inputs", "a link")


CASES = [
    pytest.param(*case, marks=() if case[0] == "solve" or case[1] == STATES[0] else pytest.mark.proof)
    for case in product(COMMANDS, STATES)
]


@pytest.mark.parametrize(("command", "state"), CASES)
def test_a_command_leaves_what_it_has_not_written_of_that_session(folder, command, state, capsys):
    arguments, where = COMMANDS[command]
    path = folder / where
    path.parent.mkdir(exist_ok=True)
    if command == "annee":
        assert run(["init", "annee.xlsx", "--annee", "2027", "--exemple"]) == ExitCode.OK
    poster = "-affichage" if "affichage" in where else ""
    stands = {"another session's": f"planning-juillet{poster}.xlsx", "a workbook of inputs": "juillet.xlsx"}
    if state == "a link":
        path.symlink_to(folder / "juillet.xlsx")
    else:
        path.write_bytes((folder / stands[state]).read_bytes() if state in stands else b"typed by hand")
    before = held(folder)
    assert run(arguments) == ExitCode.CANNOT_WRITE
    assert path.name in capsys.readouterr().err
    assert held(folder) == before
    assert path.is_symlink() == (state == "a link")


def test_the_documents_of_two_sessions_do_not_share_a_folder(folder, capsys):
    asked = ["--format", "ics"]
    assert run(["export", "planning-juin.xlsx", *asked]) == ExitCode.OK
    assert run(["export", "planning-juin.xlsx", *asked]) == ExitCode.OK
    before = held(folder)
    capsys.readouterr()
    assert run(["export", "planning-juillet.xlsx", *asked]) == ExitCode.CANNOT_WRITE
    assert "d'une autre session" in capsys.readouterr().err
    assert held(folder) == before
