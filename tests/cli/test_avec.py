"""``--avec``: another planning of the centre beside the one in hand."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from builders import plan_cda_trois, session
from example_sessions import EXAMPLES
from example_workbooks import example, example_workbook
from export.xlsx import texts
from tpplanner.audit import check
from tpplanner.cli import run
from tpplanner.domain.session import Candidat, Habilitation
from tpplanner.errors import ExitCode
from tpplanner.export.excel import write_planning
from tpplanner.referentiels import find
from tpplanner.workbook.reader import read_session


def habilites(base):
    return replace(base, membres=tuple(replace(m, habilitations=(Habilitation("CDA", "04"),)) for m in base.membres))


@pytest.fixture(scope="module")
def planning(tmp_path_factory):
    """The worked day of three candidats of CDA, as a planning."""
    base, plan = habilites(session(find("CDA"))), plan_cda_trois()
    report = check(base, plan)
    assert report.conforme
    return write_planning(tmp_path_factory.mktemp("avec") / "juin.xlsx", base, plan, report).path


@pytest.fixture
def other(planning, tmp_path):
    """The same planning under another name: it takes the same people and rooms at the same hours."""
    path = tmp_path / "autre.xlsx"
    path.write_bytes(planning.read_bytes())
    return path


def test_check_finds_what_two_plannings_both_take(planning, other, capsys):
    assert run(["check", str(planning)]) == ExitCode.OK
    capsys.readouterr()
    assert run(["check", str(planning), "--avec", str(other)]) == ExitCode.BREACH
    told = capsys.readouterr()
    assert "MEMBRE1 Alix siège" in told.out
    assert "indisponible" in told.out
    assert "« autre.xlsx » occupe déjà" in told.err
    assert "RESPONSABLE est responsable de deux sessions à la fois" in told.err


def test_solve_keeps_the_second_session_apart_and_its_inputs_as_typed(planning, tmp_path, capsys):
    base = habilites(session(find("CDA"), candidats=(Candidat("C1", "AUTRE", "Lou", numero_tire=1),), nb_jours=2))
    classeur, target = tmp_path / "s.xlsx", tmp_path / "p.xlsx"
    classeur.write_bytes(example_workbook(base))
    arguments = ["solve", str(classeur), "-o", str(target), "--avec", str(planning), "--time-limit", "20"]
    assert run(arguments) == ExitCode.OK
    assert "« juin.xlsx » occupe déjà : MEMBRE1 Alix" in capsys.readouterr().err
    reading = read_session(target)
    assert reading.edite[0].jours() == (base.jours[1].date,)
    assert all(m.indisponibilites == () for m in reading.session.membres)
    assert any("juin.xlsx" in text for text in texts(load_workbook(target)["Conformité"]))
    assert run(["check", str(target), "--avec", str(planning)]) == ExitCode.OK


def test_where_nothing_is_left_the_advice_keeps_the_other_planning_in_mind(planning, tmp_path, capsys):
    base = habilites(session(find("CDA"), candidats=(Candidat("C1", "AUTRE", "Lou"),)))
    classeur = tmp_path / "s.xlsx"
    classeur.write_bytes(example_workbook(base))
    arguments = [str(classeur), "--avec", str(planning), "--time-limit", "20"]
    assert run(["solve", *arguments]) == ExitCode.INFEASIBLE
    command = f"tpplanner explain {classeur} --avec {planning}"
    assert f"« {command} »" in capsys.readouterr().err
    assert run(["explain", *arguments]) == ExitCode.INFEASIBLE
    copie = re.escape(str(tmp_path / "s-changee.xlsx"))
    assert re.search(rf"« {re.escape(command)} --appliquer [B-Z-]+ -o {copie} »", capsys.readouterr().err)


def test_a_planning_is_no_other_than_itself(planning, capsys):
    assert run(["check", str(planning), "--avec", str(planning)]) == ExitCode.USAGE
    assert "attend un autre planning" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cda-12-candidats", "« cda-12-candidats.xlsx » ne contient pas de planning"),
        ("agrement-cda", "« agrement-cda.xlsx » est un dossier d'agrément"),
        ("README.md", "« README.md » : "),
    ],
)
def test_what_is_no_planning_is_refused_by_its_name(planning, name, said, capsys):
    path = example(name) if name in EXAMPLES else Path(__file__).parents[2] / name
    assert run(["check", str(planning), "--avec", str(path)]) == ExitCode.REFUSED
    assert said in capsys.readouterr().err
