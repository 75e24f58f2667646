"""`tpplanner places` on a small planning: the table, a place applied, what is refused."""

import openpyxl
import pytest

from builders import session
from journees import TROIS, journee
from tpplanner.audit import check
from tpplanner.cli import run
from tpplanner.errors import ExitCode
from tpplanner.export.excel import write_planning
from tpplanner.workbook.reader import read_session


@pytest.fixture(scope="module")
def planning(tmp_path_factory):
    """Three CDA candidats in a day before one jury; two membres to spare."""
    s = session(nb_membres=4, nb_salles=2)
    plan = journee(s, TROIS)
    path = tmp_path_factory.mktemp("places") / "planning.xlsx"
    write_planning(path, s, plan, check(s, plan))
    return path


def asked(planning, *arguments: str) -> int:
    return run(["places", str(planning), *arguments, "--reproductible", "--time-limit", "30"])


def test_the_table_says_where_at_what_cost_and_whom_it_moves(planning, capsys):
    assert asked(planning, "CANDIDAT2 Sacha") == ExitCode.OK
    told = capsys.readouterr().out
    assert "Actuellement : lundi 14 juin 2027, 12\u00a0h\u00a045, devant MEMBRE1 Alix et MEMBRE2 Alix" in told
    assert "commence pour tous au même moment" in told
    assert "Sans déplacer personne d'autre" in told
    assert "+2 journées de membre" in told
    assert "déplace CANDIDAT3 Sacha" in told
    rows = [line for line in told.splitlines() if "lun. 14 juin" in line and "déplace" not in line]
    assert len({line.index("MEMBRE") for line in rows}) == 1
    assert [line.split()[0] for line in rows] == [str(n) for n in range(1, len(rows) + 1)]


def test_a_place_applied_is_a_planning_that_says_what_changed(planning, tmp_path, capsys):
    target = tmp_path / "nouveau.xlsx"
    assert asked(planning, "CANDIDAT2 Sacha", "Épreuve ET", "--appliquer", "1", "-o", str(target)) == ExitCode.OK
    assert "Passage de CANDIDAT2 Sacha déplacé" in capsys.readouterr().err
    assert openpyxl.load_workbook(target).sheetnames[0] == "Changements"
    before, after = (read_session(path).edite[0] for path in (planning, target))
    moved = {p.candidat for p in {*after.passages} ^ {*before.passages}}
    assert "C2" in moved
    assert run(["check", str(target)]) == ExitCode.OK


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("CANDIDAT9 Sacha",), ExitCode.REFUSED, "CANDIDAT : « CANDIDAT9 Sacha » est inconnu"),
        (("CANDIDAT2 Sacha", "Natation"), ExitCode.REFUSED, "Les siennes : Épreuve QP, Épreuve PP"),
        (("CANDIDAT2 Sacha", "Épreuve QP", "--appliquer", "1"), ExitCode.USAGE, "aucune place"),
    ],
)
def test_what_cannot_be_understood_is_told(planning, capsys, arguments, code, words):
    assert asked(planning, *arguments) == code
    assert words in capsys.readouterr().err


def test_a_planning_that_breaks_a_rule_is_sent_to_check_and_replan(planning, tmp_path, capsys):
    book = openpyxl.load_workbook(planning)
    sheet = book["Planning"]
    header = next(r for r in range(1, 12) if sheet.cell(r, 1).value == "Jour")
    columns = {sheet.cell(header, c).value: c for c in range(1, sheet.max_column + 1)}
    rows = range(header + 1, sheet.max_row + 1)
    row = next(r for r in rows if sheet.cell(r, columns["Épreuve"]).value == "Épreuve EF")
    sheet.cell(row, columns["Salle"]).value = "Plateau"
    path = tmp_path / "retouche.xlsx"
    book.save(path)
    assert asked(path, "CANDIDAT2 Sacha") == ExitCode.REFUSED
    told = capsys.readouterr().err
    assert "tpplanner check" in told
    assert "tpplanner replan" in told
