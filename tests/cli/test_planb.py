"""``tpplanner planb`` from one end to the other."""

from contextlib import redirect_stderr
from dataclasses import replace
from io import StringIO
from shutil import copytree

import openpyxl
import pytest

from builders import session
from edits import shifted
from journees import UN, journee
from tpplanner.audit import check
from tpplanner.cli import run
from tpplanner.commands.outputs import write_excel
from tpplanner.domain.answers import Planned
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.errors import ExitCode
from tpplanner.planner import judged
from tpplanner.referentiels import find
from tpplanner.workbook.reader import read_session


def day() -> tuple[Session, Plan]:
    """One CDA candidat before M1 and M2, M3 in réserve, with the shipped référentiel."""
    ref = find("CDA")
    s = session(ref, candidats=1, nb_membres=3)
    habilite = tuple(
        replace(
            m,
            reserve=m.id == "M3",
            habilitations=tuple(replace(h, titre="CDA", millesime="04") for h in m.habilitations),
        )
        for m in s.membres
    )
    s = replace(s, membres=habilite)
    ids = {e.modalite: e.id for e in ref.titre.epreuves}
    return s, journee(s, "\n".join(" ".join(ids.get(word, word) for word in line.split()) for line in UN.splitlines()))


@pytest.fixture(scope="module")
def planning(tmp_path_factory):
    s, plan = day()
    outcome, report = judged(s, Planned(plan, ()))
    return write_excel(tmp_path_factory.mktemp("planb") / "p.xlsx", s, outcome, report).fichiers[0]


def with_plans(planning, folder) -> list[str]:
    """The command that writes a plan of each failure survived."""
    return ["planb", str(planning), "--plans", str(folder), "--par-jour", "--reproductible"]


@pytest.fixture(scope="module")
def written_once(planning):
    """What it says the first time, and where plans are; the planning stays as it is."""
    before, folder = planning.read_bytes(), planning.parent / "secours"
    with pytest.MonkeyPatch.context() as patch, redirect_stderr(StringIO()) as told:
        patch.setattr("tpplanner.change.contingency.processes", lambda: 1)  # others have nothing to do with it
        assert run(with_plans(planning, folder)) == ExitCode.OK
    assert planning.read_bytes() == before
    return told.getvalue(), folder


def test_the_matrix_is_told_and_written_with_the_plan_of_each_failure_survived(planning, written_once, capsys):
    said, folder = written_once
    assert "MEMBRE1 Alix (membre de jury) tient (" in " ".join(said.split())
    assert "impossible (prouvé)" in said
    assert "RESPONSABLE (responsable de session) : lundi 14 juin 2027, journée." in said
    assert "Un membre suppléant" not in said, "both membres have a stand-in: another saves nothing more"
    assert openpyxl.load_workbook(planning.with_name("p-plan-b.xlsx")).sheetnames == ["Plan B", "Imprévu par imprévu"]
    assert "tient (" in planning.with_name("p-plan-b.html").read_text(encoding="utf-8")
    assert run(["check", str(planning.with_name("p-plan-b.xlsx"))]) == ExitCode.REFUSED
    assert "Donnez le planning lui-même." in capsys.readouterr().err
    plans = sorted(p for p in folder.glob("*.xlsx") if not p.stem.endswith("-affichage"))
    assert {p.name.split("-")[1] for p in plans} == {"MEMBRE1", "MEMBRE2"}
    for path in plans:
        assert openpyxl.load_workbook(path).active.title == "Changements"
        reading = read_session(path)
        assert check(reading.session, reading.edite[0]).conforme, "the absence is in the workbook, and kept"


@pytest.mark.proof
def test_what_the_folder_of_plans_held_before_is_told(planning, written_once, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("tpplanner.change.contingency.processes", lambda: 1)  # others have nothing to do with it
    said, known = written_once
    assert "n'était pas vide" not in said
    folder = copytree(known, tmp_path / "encore")
    written = len(list(folder.iterdir()))
    (folder / "vieux.xlsx").write_bytes(b"old")
    assert run(with_plans(planning, folder)) == ExitCode.OK
    said = capsys.readouterr().err
    assert f"n'était pas vide : {written} fichiers remplacés, 1 fichier laissé (vieux.xlsx)" in said
    assert (folder / "vieux.xlsx").read_bytes() == b"old"


def test_a_planning_that_breaks_a_rule_has_no_plan_b(tmp_path, capsys):
    from tpplanner.export.excel import write_planning

    s, plan = day()
    wrong = shifted(plan, -60, "C1", plan.du_candidat("C1")[0].epreuve)
    path = write_planning(tmp_path / "w.xlsx", s, wrong, check(s, wrong)).path
    assert run(["planb", str(path)]) == ExitCode.REFUSED
    assert "tpplanner check" in capsys.readouterr().err
    assert not (tmp_path / "w-plan-b.xlsx").exists()


def test_a_workbook_without_planning_is_refused(tmp_path, capsys):
    assert run(["init", str(tmp_path / "s.xlsx"), "--titre", "CDA", "--exemple"]) == ExitCode.OK
    capsys.readouterr()
    assert run(["planb", str(tmp_path / "s.xlsx")]) == ExitCode.REFUSED
    assert "tpplanner solve" in capsys.readouterr().err


def test_the_folder_of_plans_is_no_file(planning, capsys):
    assert run(["planb", str(planning), "--plans", str(planning)]) == ExitCode.USAGE
    assert "dossier" in capsys.readouterr().err
