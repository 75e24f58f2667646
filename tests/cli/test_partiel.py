"""`solve --partiel`: who is left out stands on the first sheet, is read back, and is what `check` reports."""

from contextlib import redirect_stderr
from dataclasses import replace
from io import StringIO

import openpyxl
import pytest

from builders import session
from tpplanner.audit import check
from tpplanner.cli import run
from tpplanner.domain.answers import Amendment, Remedy, Repair, Repairs, Unfinished
from tpplanner.domain.duties import leaving_out, with_reasons
from tpplanner.errors import ExitCode
from tpplanner.export.excel import write_planning
from tpplanner.referentiels import find
from tpplanner.solver import Budget, first_plan
from tpplanner.wire import Answer, answer, dump
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import workbook_bytes


def cda_session(candidats: int):
    """CDA candidats before two membres, in one day."""
    small = session(find("CDA"), candidats=candidats)
    membres = tuple(
        replace(m, habilitations=tuple(replace(h, titre="CDA", millesime="04") for h in m.habilitations))
        for m in small.membres
    )
    return replace(small, membres=membres)


@pytest.fixture(scope="module")
def classeur(tmp_path_factory):
    """Four candidats, of whom one jury-day takes three."""
    path = tmp_path_factory.mktemp("partiel") / "session.xlsx"
    path.write_bytes(workbook_bytes(find("CDA"), contents_of(cda_session(4))))
    return path


@pytest.fixture(scope="module")
def planning(classeur):
    """What is written for them; looking for what would place the fourth, tested elsewhere, answers at once."""
    target = classeur.with_name("p.xlsx")
    options = ("--partiel", "--reproductible", "--time-limit", "4")
    with pytest.MonkeyPatch.context() as patch:
        more = (Repair((Amendment(Remedy.JOURS, (), 1, 60),)),)
        patch.setattr("tpplanner.diagnosis.explain.repairs_of", lambda *_, **__: Repairs(more))
        assert run(["solve", str(classeur), "-o", str(target), *options]) == ExitCode.OK
    return target


def test_the_file_opens_on_who_is_left_out_and_why(planning):
    book = openpyxl.load_workbook(planning)
    assert book.active.title == "Non placés"
    told = " ".join(str(c.value) for row in book["Non placés"].iter_rows() for c in row if c.value)
    assert "1 candidat non placé, 3 placés. Prouvé" in told
    assert "CANDIDAT4 Sacha" in told
    assert "3 places au plus pour 4 candidats" in told
    poster = openpyxl.load_workbook(planning.with_name("p-affichage.xlsx"))
    assert "CANDIDAT4" not in str([c.value for sheet in poster for row in sheet.iter_rows() for c in row])


def test_he_is_read_back_as_left_out_with_his_reasons_and_stays_in_the_inputs(planning, classeur):
    reading = read_session(planning)
    (left,) = reading.session.non_places
    assert (left.candidat.nom, left.certitude) == ("CANDIDAT4", "Maximum prouvé")
    assert left.remede == "1. Un jour de plus, où chacun est disponible."
    assert len(reading.session.candidats) == 3
    names = {c.nom for c in read_session(classeur).session.candidats}
    assert names == {c.nom for c in reading.session.candidats} | {"CANDIDAT4"}


FIRST_SAID = {
    "solve": ("1 candidat non placé, 3 placés", "niveau 1"),
    "replan": ("« CANDIDAT4 Sacha » n'est pas placé", "Rien ne change"),
}
"""How each command tells who is left out, before what it tells of the plan: a replan tells what changes, no levels."""


@pytest.fixture(scope="module", params=["solve", pytest.param("replan", marks=pytest.mark.proof)])
def again(planning, request):
    """A further plan of that planning by either command: the command, its file, and what was said."""
    target = planning.with_name(f"{request.param}.xlsx")
    options = ["--partiel"] if request.param == "solve" else []
    with redirect_stderr(StringIO()) as told:
        assert run([request.param, str(planning), "-o", str(target), *options, "--time-limit", "10"]) == ExitCode.OK
    return request.param, target, told.getvalue()


def test_what_is_said_when_it_is_written_is_what_the_check_says(again, capsys):
    command, target, told = again
    assert "1 manquement : 1 candidat non placé" in told.splitlines()[-1]
    left_out, of_the_plan = FIRST_SAID[command]
    assert told.index(left_out) < told.index(of_the_plan)
    assert run(["check", str(target)]) == ExitCode.BREACH
    assert capsys.readouterr().out.splitlines()[-1] == "1 manquement."


def test_the_check_reports_exactly_who_is_left_out(planning, capsys):
    assert run(["check", str(planning)]) == ExitCode.BREACH
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "- CANDIDAT4 Sacha n'est pas placé : ce planning le laisse de côté."
    assert "Non placés!A" in told[1]
    assert told[2:] == ["1 manquement."]


def test_once_his_row_is_deleted_he_is_to_be_placed_again(planning, tmp_path):
    book = openpyxl.load_workbook(planning)
    sheet = book["Non placés"]
    row = next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 1).value == "CANDIDAT4 Sacha")
    sheet.delete_rows(row)
    path = tmp_path / "p.xlsx"
    book.save(path)
    reading = read_session(path)
    assert reading.session.non_places == ()
    assert len(reading.session.candidats) == 4
    assert {v.regle for v in check(reading.session, reading.edite[0]).violations} == {"epreuves_completes"}


def test_a_further_plan_leaves_him_out_still_and_proves_nothing_of_him(planning, again):
    _, target, said = again
    (left,) = read_session(target).session.non_places
    assert left.certitude == "D'un calcul précédent"
    assert [replace(left, certitude="Maximum prouvé")] == list(read_session(planning).session.non_places)
    book = openpyxl.load_workbook(target)
    assert book.active.title == ("Changements" if target.stem == "replan" else "Non placés")
    told = str([c.value for row in book["Non placés"].iter_rows() for c in row])
    assert "Un calcul précédent les avait laissés de côté" in told
    assert "Prouvé : aucun planning n'en place davantage" not in told + said


def test_where_he_could_pass_is_answered_that_he_is_left_out(planning, capsys):
    assert run(["places", str(planning), "CANDIDAT4 Sacha"]) == ExitCode.REFUSED
    assert "CANDIDAT4 Sacha n'est pas placé dans ce planning" in capsys.readouterr().err


def test_the_json_names_him(planning):
    reading = read_session(planning)
    value = answer(reading.session, Unfinished(), None, secondes=0)
    assert [(n.nom, n.certitude) for n in value.non_places] == [("CANDIDAT4 Sacha", "Maximum prouvé")]
    assert Answer.model_validate_json(dump(value)) == value


@pytest.fixture(scope="module")
def without_the_second(tmp_path_factory):
    """A planning of the first of two candidats."""
    s = cda_session(2)
    outcome = first_plan(leaving_out(s, ("C2",)), Budget(20, workers=1, reproducible=True))
    less = with_reasons(leaving_out(s, ("C2",)), {})
    path = tmp_path_factory.mktemp("less") / "p.xlsx"
    write_planning(path, less, outcome.plan, check(less, outcome.plan))
    return path


@pytest.mark.parametrize(("nom", "words"), [("Personne", "Candidats"), ("", "Tous les candidats sont laissés de côté")])
def test_a_sheet_that_names_nobody_or_everybody_is_refused(without_the_second, tmp_path, capsys, nom, words):
    book = openpyxl.load_workbook(without_the_second)
    sheet = book["Non placés"]
    row = next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 1).value == "CANDIDAT2 Sacha")
    sheet.cell(row + (0 if nom else 1), 1).value = nom or "CANDIDAT1 Sacha"
    path = tmp_path / "p.xlsx"
    book.save(path)
    assert run(["check", str(path)]) == ExitCode.REFUSED
    assert words in capsys.readouterr().err
